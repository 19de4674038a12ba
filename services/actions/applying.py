"""How a value that was decided on enters a listing, field by field."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from services import proposed
from services.actions import documents, editing
from services.actions import services as service_actions
from services.enums import (
    AddressVisibility,
    ExpertiseCriterion,
    Focus,
    Precision,
    ProposalField,
    TriState,
    VerificationMethod,
)
from services.importing import hours
from services.importing.rows import CHEMSEX
from services.models import (
    Expertise,
    Location,
    Phone,
    PostalCode,
    Schedule,
    Service,
    TargetGroup,
    TargetGroupClaim,
    Topic,
)


def apply(proposal, *, value, now, by):
    """Write a value into the listing of a proposal, which has `now` there, and refresh it.

    Part of a transaction that has locked the listing, of whoever may decide. Raises
    ValidationError when the value cannot be.
    """
    service, field = proposal.service, proposal.field
    if field in proposed.COLUMNS:
        editing.change(service=service, changes={field: (now, value)}, by=by)
    elif field == ProposalField.WAITING:
        _set_waiting(service, value, by)
    elif field == ProposalField.CLOSED:
        service_actions.archive(
            services=Service.objects.filter(pk=service.pk),
            by=by,
            reason=_("Een bezoeker meldde dat dit niet meer bestaat."),
        )
    elif field == ProposalField.LISTING:
        listing = Service.objects.filter(pk=service.pk)
        service_actions.publish(services=listing, by=by)
        if proposal.proposed_by_id:
            # Who wrote it all are the people of the organisation themselves.
            service_actions.confirm(services=listing, how=VerificationMethod.ORGANISATION, by=by)
    else:
        _SET[field](proposal, value, by)
    if field == ProposalField.FOCUS and value == Focus.BOTH:
        service.topics.add(Topic.objects.get(code=CHEMSEX))
    documents.refresh([service.pk])


def _set_waiting(service, weeks, by):
    state = TriState.UNKNOWN if weeks is None else TriState.YES if weeks else TriState.NO
    changes = {
        "has_waiting_time": (service.has_waiting_time, state),
        "waiting_weeks": (service.waiting_weeks, weeks or None),
    }
    editing.change(service=service, changes=changes, by=by)


def _set_phones(proposal, numbers, by):
    """Those that stay keep their label; a new one takes the place that it has in the list."""
    service = proposal.service
    service.phones.exclude(number__in=numbers).delete()
    for position, number in enumerate(numbers):
        Phone.objects.update_or_create(
            service=service, number=number, defaults={"position": position}
        )


def _set_hours(proposal, text, by):
    """In OpenStreetMap's syntax where the words are certain, in words where they are not."""
    service = proposal.service
    channels = list(service.schedules.values_list("channel", flat=True))
    if len(channels) > 1:
        raise ValidationError(
            _("Deze fiche heeft uren per contactwijze. Pas ze daar aan, en wijs dit dan af.")
        )
    read = hours.parse(text)
    service.schedules.all().delete()
    for one in read:
        only = channels[0] if channels and len(read) == 1 else one.channel
        schedule = Schedule(
            service=service, channel=only, opening_hours=one.opening_hours, text=one.text
        )
        schedule.full_clean(validate_unique=False)
        schedule.save()


def _set_address(proposal, address, by):
    """At the middle of the postal code: an editor places it more precisely by hand."""
    service = proposal.service
    places = list(service.locations.select_for_update())
    if len(places) > 1 or any(one.visibility != AddressVisibility.PUBLIC for one in places):
        raise ValidationError(
            _("Het adres van deze fiche wordt apart bijgehouden. Pas het daar aan, en wijs dit af.")
        )
    code = PostalCode.objects.filter(code=address["postal_code"]).order_by("pk").first()
    if code is None:
        raise ValidationError(_("Deze postcode bestaat niet."))
    place = places[0] if places else Location(service=service)
    place.street = address["street"]
    place.postal_code = code.code
    place.municipality = code.municipality
    place.latitude, place.longitude = code.latitude, code.longitude
    place.precision = Precision.MUNICIPALITY
    place.full_clean()
    place.save()


def _set_target_groups(proposal, codes, by):
    """What backs the proposal backs the groups that it adds, for everybody to read."""
    service = proposal.service
    service.target_group_claims.exclude(target_group__code__in=codes).delete()
    known = service.target_group_claims.values_list("target_group__code", flat=True)
    for group in TargetGroup.objects.filter(code__in=set(codes) - set(known)).order_by("pk"):
        TargetGroupClaim.objects.create(
            service=service, target_group=group, evidence=proposal.evidence
        )


def _set_expertise(proposal, backing, by):
    """Attest these criteria, and no others, today."""
    if not backing or not backing.keys() <= set(ExpertiseCriterion.values):
        raise ValidationError(_("Kies minstens één criterium."))
    service = proposal.service
    service.expertise.all().delete()
    Expertise.objects.bulk_create(
        Expertise(
            service=service,
            criterion=criterion,
            evidence=evidence,
            attested_by=by,
            attested_on=timezone.localdate(),
        )
        for criterion, evidence in backing.items()
    )


_SET = {
    ProposalField.PHONE: _set_phones,
    ProposalField.HOURS: _set_hours,
    ProposalField.ADDRESS: _set_address,
    ProposalField.TARGET_GROUPS: _set_target_groups,
    ProposalField.EXPERTISE: _set_expertise,
}
