"""Proposals to change a listing: made by whoever likes, decided by whoever may.

What an organisation may change by itself, one of its members decides; its claims, and what goes on
or off the map, an editor of the map. A listing's row is locked before a proposal's, always.
"""

import logging

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from services import emails, proposed
from services.actions import applying, claims, history
from services.actions import services as service_actions
from services.actions.editing import ChangedMeanwhile
from services.enums import ProposalField, ProposalState, Status
from services.models import Membership, Organisation, Proposal, Service, User
from services.models.proposal import CLAIMS, FOR_EDITORS
from services.permissions import require_editor, require_member

logger = logging.getLogger(__name__)

#: How many suggestions of visitors may wait for one listing: who drowns an organisation stops here.
MOST_WAITING = 10


class AlreadyDecided(Exception):
    """Somebody else decided first, or it was withdrawn; `proposal` is as it is now, or None."""

    def __init__(self, proposal):
        super().__init__(proposal)
        self.proposal = proposal


def suggest(*, service, field, value):
    """Keep what a visitor says is otherwise, and nothing about the visitor; tell the members.

    The same twice is one. Raises ValidationError when nothing would change, or when too many wait.
    It is kept whether or not the mail to the members can leave.
    """
    if field not in proposed.offered(service).values():
        raise PermissionDenied
    with transaction.atomic():
        seen = _locked_value(service, field)
        _refuse_the_same(seen, value)
        waiting = service.proposals.waiting()
        if waiting.filter(field=field, value=value).exists():
            return
        if waiting.of_visitors().count() >= MOST_WAITING:
            raise ValidationError(
                _("Voor deze fiche wachten al veel voorstellen. Probeer het over een paar dagen.")
            )
        proposal = Proposal(service=service, field=field, seen=seen, value=value)
        members = _members_to_tell(proposal)
        if members:
            proposal.told_on = timezone.localdate()
        proposal.save()
    if members:
        _tell_members(proposal, members)


def _members_to_tell(proposal):
    """Addresses of the members whose listing it is, if none was mailed about it today.

    The listing is locked, so of two suggestions at once the later one finds what the other did.
    """
    told_today = proposal.service.proposals.filter(told_on=timezone.localdate())
    if told_today.exists():
        return []
    members = Membership.objects.filter(
        organisation=proposal.service.organisation_id, user__is_active=True
    )
    return list(members.order_by("pk").values_list("user__email", flat=True))


def _tell_members(proposal, members):
    """Mail them that something waits, not what; when nobody can be told, the next one tries."""
    context = {
        "service": proposal.service,
        "url": emails.absolute(reverse("services:own-listing", args=[proposal.service.slug])),
    }
    sent = emails.send_to_each("suggestion", to=members, context=context)
    if sent < len(members):
        logger.error("%s of %s mails about a suggestion left", sent, len(members))
    if not sent:
        Proposal.objects.filter(pk=proposal.pk).update(told_on=None)


@transaction.atomic
def propose(*, service, field, value, evidence="", by):
    """Put a claim of an organisation before the editors; what it asked before makes way.

    The same once more is the one that waits. Raises ValidationError when nothing would change.
    """
    require_member(by, service.organisation)
    if field not in proposed.BY_MEMBERS.values():
        raise PermissionDenied
    seen = _locked_value(service, field)
    if field != ProposalField.EXPERTISE:
        # Expertise is attested anew with the same evidence, when it expires.
        _refuse_the_same(seen, value)
    waiting = service.proposals.waiting().filter(field=field)
    if waiting.filter(value=value, evidence=evidence).exists():
        return
    waiting.delete()
    Proposal.objects.create(
        service=service, field=field, seen=seen, value=value, evidence=evidence, proposed_by=by
    )


@transaction.atomic
def withdraw(*, proposal, by):
    """Take back a claim that nobody decided on yet."""
    require_member(by, proposal.service.organisation)
    Proposal.objects.waiting().filter(pk=proposal.pk, field__in=CLAIMS).exclude(
        field=ProposalField.LISTING
    ).delete()


@transaction.atomic
def draft_listing(*, organisation, facts, evidence, by):
    """Make a listing that an editor puts on the map, or not; returns it. `facts` are columns."""
    require_member(by, organisation)
    with history.recorded(by=by, message=_("Nieuw aanbod voorgesteld")):
        return _draft(organisation, facts, evidence, by=by)


def draft_organisation(*, name, website, email, facts, evidence):
    """Make an organisation with its first listing, both waiting for an editor.

    Whoever asks is mailed a link, as with any claim: who reads that mail may be let in. Raises
    MailNotSent; nothing is kept then.
    """
    with transaction.atomic():
        with history.recorded(message=_("Nieuwe organisatie voorgesteld")):
            organisation = Organisation.objects.create(
                name=name, website=website, slug=_free_slug(Organisation, name)
            )
            _draft(organisation, facts, evidence, by=None)
        claims.start(organisation=organisation, email=email)


def _draft(organisation, facts, evidence, *, by):
    listing = Service(
        organisation=organisation,
        status=Status.DRAFT,
        slug=_free_slug(Service, facts["name"]),
        **facts,
    )
    listing.full_clean()
    listing.save()
    Proposal.objects.create(
        service=listing,
        field=ProposalField.LISTING,
        value=True,
        evidence=evidence,
        proposed_by=by,
    )
    return listing


def _free_slug(model, name):
    """A slug that no record has or had."""
    wanted = slugify(name)[:110].strip("-") or "zonder-naam"
    slug, number = wanted, 1
    while model.objects.filter(slug=slug).exists() or model.objects.formerly_at(slug).exists():
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def accept(*, proposal, value, current, by, reason=""):
    """Put `value`, the proposed or another one, on the map.

    `current` is what the decider saw that the listing has: when that is no longer so, raises
    ChangedMeanwhile; when somebody else decided, AlreadyDecided; when the value cannot be,
    ValidationError; and then nothing is changed. Raises MailNotSent when all is done but the mail.
    """
    with transaction.atomic():
        found = _opened(proposal, by=by)
        now = proposed.current(found.service, found.field)
        if now != current:
            raise ChangedMeanwhile({found.field: now})
        with history.recorded(by=by, message=_("Voorstel aanvaard")):
            applying.apply(found, value=value, now=now, by=by)
        is_adapted = value != found.value
        state = ProposalState.ADAPTED if is_adapted else ProposalState.ACCEPTED
        _close(found, state=state, by=by, reason=reason)
    _tell(found, value=value)


def reject(*, proposal, by, reason=""):
    """Leave the map as it is; a member is told why, so a claim is not rejected without a reason.

    Raises as `accept` does.
    """
    with transaction.atomic():
        found = _opened(proposal, by=by)
        if found.field in CLAIMS and not reason:
            raise ValidationError(_("Schrijf erbij waarom niet: wie het voorstelde, krijgt dat."))
        if found.field == ProposalField.LISTING:
            service_actions.archive(
                services=Service.objects.filter(pk=found.service_id), by=by, reason=reason
            )
        _close(found, state=ProposalState.REJECTED, by=by, reason=reason)
    _tell(found, value=None)


def _locked_value(service, field):
    listing = Service.objects.select_for_update().get(pk=service.pk)
    return proposed.current(listing, field)


def _refuse_the_same(seen, value):
    if seen == value:
        raise ValidationError(_("Zo staat het er al."))


def _opened(proposal, *, by):
    """The proposal, locked after its listing, when it still waits and `by` may decide on it."""
    if proposal.field in FOR_EDITORS:
        require_editor(by)
    else:
        require_member(by, proposal.service.organisation)
    Service.objects.select_for_update().get(pk=proposal.service_id)
    found = Proposal.objects.select_for_update(of=["self"]).filter(pk=proposal.pk).first()
    if found is None or not found.is_waiting:
        raise AlreadyDecided(found)
    return found


def _close(proposal, *, state, by, reason):
    proposal.state = state
    proposal.decided_by = by
    proposal.decided_at = timezone.now()
    proposal.reason = reason
    proposal.save(update_fields=["state", "decided_by", "decided_at", "reason"])


def _tell(proposal, *, value):
    """Mail a member what was decided; of a visitor nobody knows where to write to."""
    member = User.objects.filter(pk=proposal.proposed_by_id, is_active=True).first()
    if member is None or member.pk == proposal.decided_by_id:
        return
    context = {
        "proposal": proposal,
        "lines": proposed.lines(proposal.field, value),
        "url": emails.absolute(f"/mijn/aanbod/{proposal.service.slug}/"),
    }
    emails.send("proposal_decided", to=member.email, context=context)
