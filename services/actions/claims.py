"""Somebody says that an organisation on the map is theirs.

Nothing is kept of whoever only typed an address: first they show that they read its mail. An
address on a domain that an editor approved for the organisation is invited at once; any other
waits for an editor, who invites it or not.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from services import emails
from services.actions import invitations
from services.enums import ClaimOutcome, MemberRole, Status
from services.models import Claim, Organisation
from services.permissions import require_editor

#: How long the link works that shows that somebody reads the mail, in seconds.
LIFETIME = 3 * 24 * 60 * 60
#: Another one for links that say something else: an old link is then void, and never misread.
SALT = "services.claims"


@dataclass(frozen=True)
class Asked:
    """What a link stands for: who reads mail at `email` claims; `moment` is when it was made."""

    organisation: Organisation
    email: str
    moment: datetime


def start(*, organisation, email):
    """Mail the address what comes next; raises MailNotSent.

    One mail goes out whoever it is, so that nobody learns who has an account or which domain is
    approved.
    """
    if _is_own_domain(organisation, email):
        invitations.send(organisation=organisation, email=email, role=_role_in(organisation))
        return
    path = link(organisation=organisation, email=email)
    context = {"organisation": organisation, "url": emails.absolute(path)}
    emails.send("claim_confirm", to=email, context=context)


def link(*, organisation, email):
    """The path by which whoever reads mail at `email` claims an organisation."""
    asked = [str(organisation.pk), email.lower(), timezone.now().isoformat()]
    return reverse("services:claim-confirm", args=[signing.dumps(asked, salt=SALT)])


def read(*, token):
    """The `Asked` that a mailed link stands for, or None."""
    try:
        organisation, email, moment = signing.loads(token, salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return None
    known = Organisation.objects.exclude(status=Status.ARCHIVED)
    organisation = known.filter(pk=organisation).first()
    return organisation and Asked(organisation, email, datetime.fromisoformat(moment))


def confirm(*, asked):
    """Put the claim of somebody who reads this mail before the editors; once is enough.

    A link that did so already does nothing more, whatever was decided.
    """
    claims = Claim.objects.filter(organisation=asked.organisation, email=asked.email)
    if not claims.filter(claimed_at__gte=asked.moment).exists():
        Claim.objects.get_or_create(organisation=asked.organisation, email=asked.email, outcome="")


def approve(*, claim, by):
    """Invite whoever claims; returns whether it was still open. Raises MailNotSent.

    When the mail could not leave, the claim stays open.
    """
    require_editor(by)
    with transaction.atomic():
        if not _decide(claim, outcome=ClaimOutcome.APPROVED, by=by):
            return False
        invitations.send(
            organisation=claim.organisation,
            email=claim.email,
            role=_role_in(claim.organisation),
            invited_by=by,
        )
    return True


def reject(*, claim, by):
    """Say no, and tell so; returns whether it was still open. Raises MailNotSent."""
    require_editor(by)
    with transaction.atomic():
        if not _decide(claim, outcome=ClaimOutcome.REJECTED, by=by):
            return False
        emails.send("claim_rejected", to=claim.email, context={"organisation": claim.organisation})
    return True


def _decide(claim, *, outcome, by):
    still_open = Claim.objects.filter(pk=claim.pk, outcome="")
    return bool(still_open.update(outcome=outcome, decided_at=timezone.now(), decided_by=by))


def _is_own_domain(organisation, email):
    domain = email.rpartition("@")[2]
    return organisation.domains.filter(domain__iexact=domain).exists()


def _role_in(organisation):
    """The first member is the owner; whoever comes later edits until an owner says otherwise."""
    has_owner = organisation.memberships.filter(role=MemberRole.OWNER).exists()
    return MemberRole.EDITOR if has_owner else MemberRole.OWNER
