"""The helplines beside an answer: those that a word asks for, and those that answer now."""

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q
from django.utils import timezone

from services import wording
from services.enums import ServiceKind
from services.helplines import place_in_bar
from services.models import OpenInterval, Phone, Service

#: Helplines that answer now, beside an empty answer.
OPEN_HELPLINES = 6


def helplines_named(slugs):
    """Published listings with these slugs, in that order, each with its `numbers_to_call`.

    `not_now` says of those whom nobody answers at this moment from when somebody does.
    """
    if not slugs:
        return []
    services = Service.objects.searchable().filter(slug__in=slugs).prefetch_related("schedules")
    found = {service.slug: service for service in _with_numbers(services)}
    for service in found.values():
        service.not_now = wording.not_by_phone(service, at=timezone.now())
    return [found[slug] for slug in slugs if slug in found]


def open_helplines():
    """Helplines that answer at this moment: those of the bar in its order, then by name.

    Each with its `numbers_to_call`.
    """
    services = Service.objects.searchable().filter(
        kind=ServiceKind.HELPLINE,
        pk__in=OpenInterval.objects.at(timezone.now()).values("service"),
    )
    return _with_numbers(services.order_by(place_in_bar(), "name", "pk")[:OPEN_HELPLINES])


def _with_numbers(services):
    """The services with `numbers_to_call`, phones in the order to try them, in one query."""
    numbers = ArrayAgg(
        "phones__number",
        filter=Q(phones__isnull=False),
        order_by=("phones__position", "phones__pk"),
    )
    found = list(services.annotate(numbers=numbers))
    for service in found:
        service.numbers_to_call = [Phone(number=number) for number in service.numbers or []]
    return found
