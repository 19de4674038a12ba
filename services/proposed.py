"""What can be proposed of a listing: how it is read from there, and how it reads on the screen.

Values are as JSON keeps them: a text, a number, a list of codes or numbers, None for unknown.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from services import opening_hours
from services.enums import (
    AddressVisibility,
    ExpertiseCriterion,
    Focus,
    ProposalField,
    ServiceKind,
    TriState,
    YouthSuitability,
)
from services.models import TargetGroup
from services.phones import format_phone

#: Fields that are a column of the listing, and hold nothing else.
COLUMNS = frozenset(
    {
        ProposalField.NAME,
        ProposalField.EMAIL,
        ProposalField.WEBSITE,
        ProposalField.MIN_AGE,
        ProposalField.MAX_AGE,
        ProposalField.ANONYMOUS,
        ProposalField.FREE,
        ProposalField.INTAKE,
        ProposalField.LETTER,
        ProposalField.FOCUS,
        ProposalField.YOUTH,
    }
)
#: Fields whose values are of a closed vocabulary.
CHOICES = {
    ProposalField.ANONYMOUS: TriState,
    ProposalField.FREE: TriState,
    ProposalField.INTAKE: TriState,
    ProposalField.LETTER: TriState,
    ProposalField.FOCUS: Focus,
    ProposalField.YOUTH: YouthSuitability,
}
#: What of a listing a visitor may say is otherwise, by its name in an address.
BY_VISITORS = {
    "telefoon": ProposalField.PHONE,
    "e-mail": ProposalField.EMAIL,
    "website": ProposalField.WEBSITE,
    "uren": ProposalField.HOURS,
    "adres": ProposalField.ADDRESS,
    "naam": ProposalField.NAME,
    "vanaf-leeftijd": ProposalField.MIN_AGE,
    "tot-leeftijd": ProposalField.MAX_AGE,
    "wachttijd": ProposalField.WAITING,
    "anoniem": ProposalField.ANONYMOUS,
    "gratis": ProposalField.FREE,
    "intake": ProposalField.INTAKE,
    "verwijsbrief": ProposalField.LETTER,
    "bestaat-niet-meer": ProposalField.CLOSED,
}
#: What a member may ask an editor of the map to put on it.
BY_MEMBERS = {
    "focus": ProposalField.FOCUS,
    "jongeren": ProposalField.YOUTH,
    "doelgroepen": ProposalField.TARGET_GROUPS,
    "ervaring": ProposalField.EXPERTISE,
}


def offered(service):
    """The fields of `BY_VISITORS` that one value can change in this listing.

    An address only where there is one at most and all of it is public; hours only where there are
    those of one channel at most.
    """
    left_out = set()
    places = list(service.locations.all())
    if len(places) > 1 or any(place.visibility != AddressVisibility.PUBLIC for place in places):
        left_out.add(ProposalField.ADDRESS)
    if service.schedules.count() > 1:
        left_out.add(ProposalField.HOURS)
    if service.kind == ServiceKind.SOURCE:
        left_out |= {ProposalField.ADDRESS, ProposalField.HOURS, ProposalField.WAITING}
        left_out |= {ProposalField.INTAKE, ProposalField.LETTER}
    return {slug: field for slug, field in BY_VISITORS.items() if field not in left_out}


def current(service, field):
    """The value that a listing has now. Of places only what is public is told."""
    if field in COLUMNS:
        return getattr(service, field)
    match field:
        case ProposalField.PHONE:
            phones = service.phones.order_by("position", "pk")
            return list(phones.values_list("number", flat=True))
        case ProposalField.HOURS:
            schedules = service.schedules.order_by("channel", "pk")
            return "; ".join(_hours(schedule) for schedule in schedules)
        case ProposalField.ADDRESS:
            return next(map(_address, service.points.order_by("pk")), None)
        case ProposalField.WAITING:
            return 0 if service.has_waiting_time == TriState.NO else service.waiting_weeks
        case ProposalField.TARGET_GROUPS:
            claims = service.target_group_claims.order_by("target_group__code")
            return list(claims.values_list("target_group__code", flat=True))
        case ProposalField.EXPERTISE:
            return {one.criterion: one.evidence for one in service.expertise.order_by("pk")}
    return None


def _hours(schedule):
    lines = opening_hours.describe(schedule.opening_hours) if schedule.opening_hours else []
    return ", ".join([*lines, schedule.text] if schedule.text else lines)


def _address(point):
    return {"street": point.street, "postal_code": point.postal_code}


def lines(field, value):
    """A value in words, one line for each thing it holds; none when nothing is known."""
    if value in (None, "", [], {}):
        return []
    if field in CHOICES:
        return [str(CHOICES[field](value).label)]
    match field:
        case ProposalField.PHONE:
            return [format_phone(number) for number in value]
        case ProposalField.ADDRESS:
            return [", ".join(filter(None, [value["street"], value["postal_code"]]))]
        case ProposalField.MIN_AGE | ProposalField.MAX_AGE:
            return [_("%(age)s jaar") % {"age": value}]
        case ProposalField.WAITING:
            if value == 0:
                return [_("geen wachttijd")]
            weeks = ngettext("ongeveer %(weeks)s week", "ongeveer %(weeks)s weken", value)
            return [weeks % {"weeks": value}]
        case ProposalField.TARGET_GROUPS:
            groups = TargetGroup.objects.filter(code__in=value).order_by("position", "pk")
            return list(groups.values_list("name", flat=True))
        case ProposalField.EXPERTISE:
            labels = dict(ExpertiseCriterion.choices)
            return [f"{labels[code]}: {evidence}" for code, evidence in value.items()]
        case ProposalField.CLOSED:
            return [_("Dit bestaat niet meer: haal het van de kaart.")]
        case ProposalField.LISTING:
            return [_("Zet deze fiche op de kaart.")]
    return [str(value)]
