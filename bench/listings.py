"""Generated listings, for measuring: seeded, spread over the municipalities by their inhabitants.

They stand beside nothing real: names are made of a kind of help and a number.
"""

import random
import uuid

from django.db import transaction

from services.actions import documents
from services.enums import (
    AccessMode,
    Approach,
    Focus,
    Format,
    Language,
    Precision,
    ServiceAreaScope,
    ServiceKind,
    Status,
    TriState,
    YouthSuitability,
)
from services.models import (
    ListingSource,
    Location,
    Municipality,
    Organisation,
    Phone,
    Schedule,
    Service,
    TargetGroup,
    TargetGroupClaim,
    Topic,
)

KINDS_OF_HELP = (
    "Ambulante drughulp",
    "Soa- en hivtest",
    "Praatgroep",
    "Seksuologische consultatie",
    "Straathoekwerk",
    "Jongerenonthaal",
    "Crisisopvang",
    "Infopunt",
    "PrEP-consultatie",
    "Spuitenruil",
)
WORDS = (
    "begeleiding",
    "gesprek",
    "oordeel",
    "mensen",
    "vragen",
    "gebruik",
    "relaties",
    "seks",
    "gezondheid",
    "terugval",
    "minderen",
    "stoppen",
    "groep",
    "lotgenoten",
    "arts",
    "psycholoog",
    "onthaal",
    "inloop",
    "test",
    "advies",
    "ouders",
    "partner",
    "ervaring",
)
HOURS = ("Mo-Fr 09:00-17:00", "Mo,We 13:00-20:00; PH off", "24/7", "Tu-Th 10:00-12:30,13:30-16:00")
BATCH = 2_000


def generate(count, *, seed=1, start=0):
    """Add `count` published listings, numbered from `start`, the same ones for the same seed."""
    chance = random.Random(seed)
    municipalities = list(Municipality.objects.order_by("refnis"))
    weights = [municipality.population or 10_000 for municipality in municipalities]
    topics = list(Topic.objects.order_by("pk"))
    groups = list(TargetGroup.objects.order_by("pk"))
    for first in range(start, start + count, BATCH):
        numbers = range(first, min(first + BATCH, start + count))
        with transaction.atomic():
            _batch(chance, numbers, municipalities, weights, topics, groups)


def _batch(chance, numbers, municipalities, weights, topics, groups):
    organisations, services, locations, phones = [], [], [], []
    schedules, sources, claims, subjects = [], [], [], []
    for number in numbers:
        municipality = chance.choices(municipalities, weights)[0]
        organisation = Organisation(
            id=_uuid(chance),
            slug=f"organisatie-{number}",
            name=f"Organisatie {number} {municipality.name}",
            status=Status.PUBLISHED,
        )
        service = _service(chance, number, organisation, municipality)
        organisations.append(organisation)
        services.append(service)
        sources.append(ListingSource(service=service, title="Gegenereerd", year=2026))
        if chance.random() < 0.8:
            locations.append(_location(chance, service, municipality))
        if chance.random() < 0.6:
            digits = f"+329{chance.randrange(2_000_000, 2_999_999)}"
            phones.append(Phone(service=service, number=digits))
        if chance.random() < 0.5:
            schedules.append(Schedule(service=service, opening_hours=chance.choice(HOURS)))
        subjects += [
            Service.topics.through(service=service, topic=topic)
            for topic in chance.sample(topics, k=min(len(topics), chance.randrange(4)))
        ]
        claims += [
            TargetGroupClaim(service=service, target_group=group)
            for group in chance.sample(groups, k=min(len(groups), chance.randrange(3)))
        ]
    for rows in (organisations, services, locations, phones, schedules, sources, claims, subjects):
        if rows:
            type(rows[0]).objects.bulk_create(rows)
    documents.refresh(service.pk for service in services)


def _service(chance, number, organisation, municipality):
    youth = chance.choice(YouthSuitability.values)
    min_age = chance.choice((None, None, 12, 16, 18))
    if youth == YouthSuitability.ADULTS_ONLY:
        min_age = 18
    return Service(
        id=_uuid(chance),
        organisation=organisation,
        slug=f"fiche-{number}",
        name=f"{chance.choice(KINDS_OF_HELP)} {municipality.name} {number}",
        kind=ServiceKind.SERVICE,
        status=Status.PUBLISHED,
        description=" ".join(chance.choices(WORDS, k=chance.randrange(10, 60))),
        focus=chance.choices(Focus.values, (35, 30, 10, 20, 5))[0],
        youth_suitability=youth,
        min_age=min_age,
        max_age=chance.choice((None, None, 25, 30)),
        access_modes=chance.sample(AccessMode.values, k=chance.randrange(4)),
        formats=chance.sample(Format.values, k=chance.randrange(2)),
        approaches=chance.sample(Approach.values, k=chance.randrange(2)),
        languages=chance.sample(Language.values, k=chance.randrange(4)),
        is_anonymous=chance.choice(TriState.values),
        is_free=chance.choice(TriState.values),
        needs_intake=chance.choice(TriState.values),
        home_province=municipality.province,
        service_area_scope=chance.choices(
            (ServiceAreaScope.UNKNOWN, ServiceAreaScope.FLANDERS), (9, 1)
        )[0],
    )


def _location(chance, service, municipality):
    return Location(
        id=_uuid(chance),
        service=service,
        municipality=municipality,
        latitude=municipality.latitude + chance.gauss(0, 0.02),
        longitude=municipality.longitude + chance.gauss(0, 0.03),
        street=f"Voorbeeldstraat {chance.randrange(1, 200)}",
        precision=Precision.EXACT,
    )


def _uuid(chance):
    return uuid.UUID(int=chance.getrandbits(128), version=4)
