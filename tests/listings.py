"""Published listings for tests, with the read model that the public pages use."""

from services.actions import documents
from services.enums import Precision
from services.models import Municipality, Schedule, TargetGroup, TargetGroupClaim, Topic
from tests.factories import LocationFactory, ServiceFactory


def listing(*, at=None, precision=Precision.EXACT, topics=(), groups=(), hours="", **fields):
    """A published listing at the centre of the municipality named `at` (or without a place).

    `topics` and `groups` are codes of the taxonomy; `hours` are in OSM syntax.
    """
    location_fields = {
        name: fields.pop(name) for name in ("visibility", "street", "postal_code") if name in fields
    }
    service = ServiceFactory(**fields)
    if at:
        municipality = Municipality.objects.get(name=at)
        LocationFactory(
            service=service,
            municipality=municipality,
            latitude=municipality.latitude,
            longitude=municipality.longitude,
            precision=precision,
            **{"street": "Voorbeeldstraat 1"} | location_fields,
        )
    service.topics.set(Topic.objects.filter(code__in=topics))
    for group in TargetGroup.objects.filter(code__in=groups):
        TargetGroupClaim.objects.create(service=service, target_group=group)
    if hours:
        Schedule.objects.create(service=service, opening_hours=hours)
    documents.refresh([service.pk])
    return service
