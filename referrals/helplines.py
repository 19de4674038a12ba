"""The helplines beside an answer: those that a word asks for, and those that answer now."""

from django.db.models import Prefetch
from django.utils import timezone

from services.enums import ServiceKind
from services.helplines import place_in_bar
from services.models import OpenInterval, Phone, Service

#: Helplines that answer now, beside an empty answer.
OPEN_HELPLINES = 6


def helplines_named(slugs):
    """Published listings with these slugs, in that order, each with its phones."""
    if not slugs:
        return []
    found = {
        service.slug: service
        for service in Service.objects.searchable()
        .filter(slug__in=slugs)
        .prefetch_related(Prefetch("phones", Phone.objects.order_by("position", "pk")))
    }
    return [found[slug] for slug in slugs if slug in found]


def open_helplines():
    """Helplines that answer at this moment: those of the bar in its order, then by name."""
    return (
        Service.objects.searchable()
        .filter(
            kind=ServiceKind.HELPLINE,
            pk__in=OpenInterval.objects.at(timezone.now()).values("service"),
        )
        .prefetch_related("phones")
        .order_by(place_in_bar(), "name", "pk")[:OPEN_HELPLINES]
    )
