"""Generated listings, for measuring: seeded, spread over the municipalities by their inhabitants.

They stand beside nothing real: names are made of a kind of help and a sound that means nothing.
"""

import random
import uuid
from itertools import accumulate

from django.db import connection, models, transaction

from bench import wording
from services.actions import documents
from services.enums import (
    AccessMode,
    AddressVisibility,
    Approach,
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

BATCH = 2_000


class Choices:
    """Values to draw from, each with a weight."""

    def __init__(self, weights):
        self.values = list(weights)
        self.cumulated = list(accumulate(weights.values()))

    def draw(self, chance):
        return chance.choices(self.values, cum_weights=self.cumulated)[0]


KINDS = Choices({kind: kind.weight for kind in wording.KINDS})
SUBSTANCES = Choices(wording.SUBSTANCES)
COMMON_SENTENCES = Choices(wording.COMMON_SENTENCES)
#: Most listings say yes or nothing at all; no is seldom worth a line.
FACT = Choices({TriState.YES.value: 4, TriState.NO.value: 1, TriState.UNKNOWN.value: 5})
YOUTH = Choices(dict(zip(YouthSuitability.values, (2, 3, 1, 6), strict=True)))
SCOPE = Choices({ServiceAreaScope.UNKNOWN.value: 9, ServiceAreaScope.FLANDERS.value: 1})
VISIBILITY = Choices(
    {
        AddressVisibility.PUBLIC.value: 90,
        AddressVisibility.MUNICIPALITY.value: 7,
        AddressVisibility.HIDDEN.value: 3,
    }
)


def generate(count, *, seed=1, start=0):
    """Add `count` published listings, numbered from `start`.

    A listing depends on the seed and its number alone, so that it does not matter in how many goes,
    or by how many processes, they are made. Places and taxonomy must be there already.
    """
    reference = Reference()
    for first in range(start, start + count, BATCH):
        numbers = range(first, min(first + BATCH, start + count))
        with transaction.atomic():
            _add([_Listing(number, seed=seed, reference=reference) for number in numbers])


class Reference:
    """What listings refer to, read once."""

    def __init__(self):
        municipalities = Municipality.objects.order_by("refnis").select_related("province")
        self.municipalities = Choices({one: one.population or 10_000 for one in municipalities})
        self.topics = {topic.code: topic for topic in Topic.objects.order_by("pk")}
        self.groups = list(TargetGroup.objects.order_by("pk"))


def _add(listings):
    tables = (
        [one.organisation for one in listings],
        [one.service for one in listings],
        *(
            [row for one in listings for row in getattr(one, name)]
            for name in ("sources", "locations", "phones", "schedules", "topics", "claims")
        ),
    )
    for rows in tables:
        if rows:
            _copy(rows)
    documents.refresh(one.service.pk for one in listings)


def _copy(rows):
    """Add instances of one model, as `bulk_create` does in three times as long."""
    options = type(rows[0])._meta
    fields = [one for one in options.concrete_fields if not isinstance(one, models.AutoField)]
    columns = ", ".join(connection.ops.quote_name(one.column) for one in fields)
    table = connection.ops.quote_name(options.db_table)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"copy {table} ({columns}) from stdin") as copy,
    ):
        for row in rows:
            values = (one.pre_save(row, add=True) for one in fields)
            copy.write_row(
                [
                    field.get_db_prep_save(value, connection)
                    for field, value in zip(fields, values, strict=True)
                ]
            )


class _Listing:
    """A listing's rows: one organisation and service, and lists of what hangs on them."""

    def __init__(self, number, *, seed, reference):
        self.chance = random.Random(f"{seed}/{number}")
        self.number = number
        self.municipality = reference.municipalities.draw(self.chance)
        self.kind = KINDS.draw(self.chance)
        self.organisation = self._organisation()
        self.service = self._service()
        self.sources = [ListingSource(service=self.service, title="Gegenereerd", year=2026)]
        self.locations = self._sometimes(0.8, self._location)
        self.phones = self._sometimes(0.6, self._phone)
        self.schedules = self._sometimes(0.33, self._schedule)
        self.topics = [
            Service.topics.through(service=self.service, topic=topic)
            for topic in self._topics(reference.topics)
        ]
        self.claims = [
            TargetGroupClaim(service=self.service, target_group=group)
            for group in self._some(reference.groups, most=2)
        ]

    def _sometimes(self, probability, make):
        return [make()] if self.chance.random() < probability else []

    def _some(self, values, *, most):
        return self.chance.sample(values, k=min(len(values), self.chance.randrange(most + 1)))

    def _uuid(self):
        return uuid.UUID(int=self.chance.getrandbits(128), version=4)

    def _organisation(self):
        sound = "".join(self.chance.choices(wording.SYLLABLES, k=3)).title()
        return Organisation(
            id=self._uuid(),
            slug=f"organisatie-{self.number}",
            name=f"{self.chance.choice(wording.ORGANISATIONS)} {sound}",
            status=Status.PUBLISHED.value,
        )

    def _service(self):
        youth = YOUTH.draw(self.chance)
        min_age = self.chance.choice((None, None, None, 12, 16, 18))
        return Service(
            id=self._uuid(),
            organisation=self.organisation,
            slug=f"fiche-{self.number}",
            name=f"{self.kind.name} {self.municipality.name}",
            kind=ServiceKind.SERVICE.value,
            status=Status.PUBLISHED.value,
            description=self._description(),
            focus=self.chance.choice(self.kind.focuses),
            youth_suitability=youth,
            min_age=18 if youth == YouthSuitability.ADULTS_ONLY else min_age,
            max_age=self.chance.choice((None, None, None, 25, 30)),
            access_modes=self._some(AccessMode.values, most=3),
            formats=self._some(Format.values, most=1),
            approaches=self._some(Approach.values, most=1),
            languages=self._some(Language.values, most=3),
            is_anonymous=FACT.draw(self.chance),
            is_free=FACT.draw(self.chance),
            needs_intake=FACT.draw(self.chance),
            home_province=self.municipality.province,
            service_area_scope=SCOPE.draw(self.chance),
        )

    def _description(self):
        """Two to eight sentences: of its kind, and of what any listing may add."""
        own = self.chance.sample(self.kind.sentences, k=2)
        common = {COMMON_SENTENCES.draw(self.chance) for _ in range(self.chance.randrange(7))}
        return " ".join(
            sentence.format(
                substance=SUBSTANCES.draw(self.chance), municipality=self.municipality.name
            )
            for sentence in [*own, *sorted(common)]
        )

    def _topics(self, topics):
        """Some of its kind's, and now and then one of any."""
        codes = {*self._some(self.kind.topics, most=2), *self._some(list(topics), most=1)}
        return [topics[code] for code in sorted(codes) if code in topics]

    def _location(self):
        return Location(
            id=self._uuid(),
            service=self.service,
            municipality=self.municipality,
            latitude=self.municipality.latitude + self.chance.gauss(0, 0.02),
            longitude=self.municipality.longitude + self.chance.gauss(0, 0.03),
            street=f"{self.chance.choice(wording.STREETS)} {self.chance.randrange(1, 200)}",
            precision=Precision.EXACT.value,
            visibility=VISIBILITY.draw(self.chance),
        )

    def _phone(self):
        return Phone(
            service=self.service, number=f"+329{self.chance.randrange(2_000_000, 3_000_000)}"
        )

    def _schedule(self):
        return Schedule(service=self.service, opening_hours=self.chance.choice(wording.HOURS))
