"""Search: what was asked of the listings, in groups and in order, with the reasons why.

What was typed ranks (`referrals.ranking`), what was chosen excludes (`services.filters`). Every
answer costs a fixed number of queries, whatever the number of listings.
"""

from collections import Counter

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    Q,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property

from referrals import candidates, explanation
from referrals.candidates import REACHES_FAR, distance_from
from referrals.counts import COUNT_LIMIT, count_choices, count_each
from referrals.lexicon import Lexicon
from referrals.question import Question
from referrals.ranking import Ranked, rank
from referrals.results import Answer, Fact, Result
from referrals.understanding import Understanding
from services import wording
from services.distances import NEAR_KM
from services.enums import Focus, Format, Freshness, ServiceKind
from services.filters import AnyOfFilter, Criterion, ServiceFilter
from services.models import PublicPoint, Service

#: Results on a page, and of the far group below the near one.
PAGE_SIZE = 20
REMOTE_SIZE = 5
#: Listings that are named where nothing near was found.
NEAREST_SIZE = 3
#: Under this many results the near misses are shown.
FEW = 5
_NOTHING = Value("")


class _Among(Func):
    """Whether a primary key is one of many, without a parameter for each."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = BooleanField()


class Search:
    """Listings that answer the filters: near ones, ones that need no journey, and near misses."""

    def __init__(
        self,
        filterset: ServiceFilter,
        *,
        understanding: Understanding,
        lexicon: Lexicon,
        radius: int | None = None,
    ):
        """`radius` in kilometres goes before the one that was asked."""
        self.filterset = filterset
        self.understanding = understanding
        self.region = filterset.answers.get("place")
        self.radius = radius or filterset.answers.get("radius") or NEAR_KM
        self.question = Question(
            understanding=understanding,
            lexicon=lexicon,
            place=self.region or understanding.place,
            age=filterset.answers.get("age"),
        )

    @property
    def has_words(self):
        """Whether anything was typed that ranks."""
        return "q" in self.filterset.answers

    @property
    def is_ranked(self):
        """Whether there is one list, the best first: words, and no region to be near or far of."""
        return self.has_words and not self.region and "province" not in self.filterset.answers

    # What was typed.

    @cached_property
    def ranking(self) -> dict[object, Ranked]:
        """The listings that answer what was typed, by primary key, the best first."""
        in_scope = self._in_scope
        for criterion in self.filterset.criteria:
            if criterion.name == "place":
                in_scope = in_scope.filter(criterion.possible)
        found = candidates.read(in_scope, question=self.question, distance=self._distance)
        return {one.candidate.pk: one for one in rank(found, self.question)}

    @cached_property
    def criteria(self):
        """All that was asked; words are one criterion, which whoever answers them meets."""
        if not self.has_words:
            return self.filterset.criteria
        found = Q(_Among(F("pk"), _keys(self.ranking)))
        return [
            Criterion(
                name="q",
                value=self.filterset.answers["q"],
                certain=found,
                unknown=None,
                is_wish=False,
                certain_text="",
                unknown_text="",
            ),
            *self.filterset.criteria,
        ]

    # What is in scope: near, or without a journey.

    @property
    def place(self):
        """Where distances are told from: the place of the form, or else the one that was typed."""
        return self.question.place

    @property
    def has_distance(self):
        """Whether distances can be told: a province or all of Flanders is no point."""
        return self.place is not None and _is_point(self.place)

    @property
    def has_radius(self):
        """Whether what is near is told from what is not by a distance."""
        return self.region is not None and _is_point(self.region)

    @cached_property
    def _near(self):
        """Condition for what lies near the place, or anywhere when none was asked."""
        return self.near_within(self.radius)

    def near_within(self, km):
        """The same with another radius, which counts where the place is a point."""
        on_the_map = Q(document__is_local=True) & ~Q(kind=ServiceKind.SOURCE)
        if self.has_radius:
            points = PublicPoint.objects.near(self.region, km=km)
            return on_the_map & Q(pk__in=points.values("service"))
        if self.region and self.region.province_slug:
            return on_the_map & Q(document__provinces__contains=[self.region.province_slug])
        return on_the_map

    @property
    def _remote(self):
        """Condition for what helps without being near."""
        return REACHES_FAR & ~self._near

    @property
    def _in_scope(self):
        return Service.objects.searchable().filter(self._near | REACHES_FAR)

    def matching(self, services, *, without=None):
        """Of these, the listings that possibly fit all that was asked, but for one criterion."""
        for criterion in self.criteria:
            if criterion.name != without:
                services = services.filter(criterion.possible)
        return services

    @property
    def local(self):
        """Near listings that possibly fit: what the map shows."""
        return self.matching(Service.objects.searchable()).filter(self._near)

    @property
    def remote(self):
        """Listings that possibly fit and need no journey."""
        return self.matching(Service.objects.searchable()).filter(self._remote)

    # The answer.

    def answer(self, *, group, number, fitting=None):
        """Page `number` of the "ranked", "local" or "remote" group, and what belongs beside it.

        Below near results stand the first few remote ones; below few results the near misses; an
        empty answer names the nearest listings instead. `fitting` are listings of `nearest_of`,
        for which one need not give up a wish.
        """
        start = (number - 1) * PAGE_SIZE
        part = slice(start, min(start + PAGE_SIZE, COUNT_LIMIT))
        total = self.totals["local"].number + self.totals["remote"].number
        found = {}
        if group == "ranked" and total:
            found["ranked"] = self.groups["ranked"][part]
        elif group == "remote":
            found["remote"] = self.groups["remote"][part]
        elif total:
            if self.totals["local"].number:
                found["local"] = self.groups["local"][part]
            found["fitting"] = fitting
            found["remote"] = self.groups["remote"][:REMOTE_SIZE]
        if total < FEW and fitting is None:
            found["near_misses"] = self._near_misses()
        if not total:
            found["nearest"] = self._nearest()
        found = {name: services for name, services in found.items() if services is not None}
        return Answer(**self.read(found, listings=Service.objects.for_results()))

    @property
    def groups(self):
        """All that possibly fits, in order: "ranked" alone, or "local" and then "remote".

        Each listing stands in one of them; nothing is evaluated yet.
        """
        if self.is_ranked:
            return {"ranked": self._ranked(self.matching(self._in_scope))}
        return {
            "local": self._ranked(self.local),
            "remote": self._ranked_by_kind(self.remote),
        }

    def read(self, found, *, listings):
        """The results of these parts of groups, by the groups' names.

        `listings` says what of a listing is loaded with it; apart from that it is two queries.
        """
        # Ordered by keys alone, and read afterwards: whole listings are wide to sort.
        found = _rows(found)
        keys = {row["pk"] for rows in found.values() for row in rows}
        services = listings.in_bulk(keys)
        names = Counter(service.name.casefold() for service in services.values())
        return {
            name: tuple(self._result(services[row["pk"]], row, names) for row in rows)
            for name, rows in found.items()
        }

    def nearest_of(self, services):
        """The three of these that are nearest."""
        return self._annotated(services).order_by("distance_km", "is_closed", "pk")[:NEAREST_SIZE]

    def _ranked(self, services, **more):
        """Serving the province, certain before unknown, words, open, integrated, near, confirmed.

        What is no longer confirmed comes last. Nearness and the rest are part of how well the words
        are answered, where there are any.
        """
        nearest = F("distance_km").asc(nulls_last=True)
        return self._annotated(services, **more).order_by(
            *self._serving("province"), *self._fit, nearest, *self._tie_break
        )

    def _ranked_by_kind(self, services):
        """Where distance means nothing: what answers before what is read, specific before broad."""
        kind = Case(
            When(kind=ServiceKind.HELPLINE, then=0),
            When(kind=ServiceKind.SERVICE, then=1),
            default=2,
        )
        is_specific = Case(When(focus__in=[Focus.DRUGS, Focus.SEXUALITY], then=0), default=1)
        return self._annotated(services).order_by(
            *self._serving("province", "place"), *self._fit, kind, is_specific, *self._tie_break
        )

    _fit = (
        Case(When(freshness=Freshness.LAPSED, then=1), default=0),
        "unknowns",
        F("rank").asc(nulls_last=True),
        "is_closed",
        Case(When(freshness=Freshness.LATE, then=1), default=0),
        "-is_integrated",
    )
    _tie_break = (F("verified_on").desc(nulls_last=True), "name", "pk")

    def _serving(self, *names):
        """Order by whether listings surely serve what was asked for, region before all else."""
        asked = [criterion.name for criterion in self.criteria]
        return [f"-fits_{name}" for name in names if name in asked]

    def _annotated(self, services, *, missed=_NOTHING):
        """With what the order and the words of a result need.

        Whether a near listing serves the place is said, but does not count among the unknowns: few
        state their area, and what is around the corner in the next province is still near.
        """
        certain = {
            f"fits_{criterion.name}": ExpressionWrapper(
                Coalesce(criterion.certain, False), output_field=BooleanField()
            )
            for criterion in self.criteria
        }
        unknowns = [
            Case(When(**{name: True}, then=0), default=1, output_field=IntegerField())
            for name in certain
            if name != "fits_place"
        ]
        services = services.with_freshness(today=self.question.today)
        return services.annotate(**certain).annotate(
            unknowns=sum(unknowns, start=Value(0)),
            rank=self._rank,
            is_closed=Case(When(closed_until__gt=self.question.today, then=1), default=0),
            is_integrated=Case(When(focus=Focus.BOTH, then=1), default=0),
            distance_km=self._distance,
            missed=missed,
        )

    @property
    def _rank(self):
        """The place of a listing among those that answer what was typed, from 1."""
        if not self.has_words:
            return Value(None, output_field=IntegerField())
        return Func(
            _keys(self.ranking), F("pk"), function="array_position", output_field=IntegerField()
        )

    @property
    def _distance(self):
        return distance_from(self.place if self.has_distance else None)

    def _result(self, service, row, names):
        """A listing with what its row says of the question."""
        return Result(
            service=service,
            distance_km=row["distance_km"],
            facts=tuple(self._facts(row)),
            missed=self._label_of_missed(row),
            subjects=self._subjects(service),
            why=self._why(service),
            is_certain=not row["unknowns"],
            is_in_province=row.get("fits_province", True),
            is_lapsed=row["freshness"] == Freshness.LAPSED,
            is_namesake=names[service.name.casefold()] > 1,
        )

    def _facts(self, row):
        """What a card does not say already: its tag tells the focus, and most serve the region."""
        for criterion in self.criteria:
            is_certain = row[f"fits_{criterion.name}"]
            is_said = criterion.name == "focus" or (
                is_certain and criterion.name in ("place", "province")
            )
            if is_said:
                continue
            text = criterion.certain_text if is_certain else criterion.unknown_text
            if text and row["missed"] != criterion.name:
                yield Fact(text=text, is_certain=is_certain)

    def _subjects(self, service):
        """What a listing is about, by the names that the filter has already."""
        topics = self.filterset.filters["topic"].extra["choices"]
        names = [name for code, name in topics if code in service.document.topics]
        return wording.subjects(service, topics=names)

    def _why(self, service):
        """Why a listing is there, where words were typed."""
        ranked = self.ranking.get(service.pk) if self.has_words else None
        if ranked is None:
            return ""
        return explanation.line(service, ranked, self.question, labels=self._facet_labels)

    @cached_property
    def _facet_labels(self):
        """Names of coded facts, by facet ("topic:prep")."""
        labels = {f"format:{value}": label for value, label in Format.choices}
        for name, one in self.filterset.filters.items():
            if isinstance(one, AnyOfFilter):
                labels |= {f"{name}:{code}": label for code, label in one.extra["choices"]}
        return labels

    def _label_of_missed(self, row):
        """The wish that a near miss fails, None for a full result."""
        return str(self.filterset.filters[row["missed"]].label) if row["missed"] else None

    def _near_misses(self):
        """Listings that certainly fail exactly one wish; age, place and words always hold.

        None where there can be none.
        """
        wishes = [criterion for criterion in self.criteria if criterion.is_wish]
        if not wishes or (self.has_words and not self.ranking):
            return None
        services = self._in_scope
        for criterion in self.criteria:
            if not criterion.is_wish:
                services = services.filter(criterion.possible)
        failures = {
            f"fails_{wish.name}": Case(When(wish.possible, then=0), default=1) for wish in wishes
        }
        failed = sum((F(name) for name in failures), start=Value(0))
        services = services.alias(**failures).alias(failed=failed).filter(failed=1)
        missed = Case(
            *(When(**{f"fails_{wish.name}": 1}, then=Value(wish.name)) for wish in wishes)
        )
        return self._ranked(services, missed=missed)[:FEW]

    def _nearest(self):
        """The three nearest listings whatever their distance, for an empty answer; or None."""
        if not self.has_distance:
            return None
        services = Service.objects.searchable().filter(document__is_local=True)
        for criterion in self.criteria:
            if criterion.name in ("age", "place", "province"):
                services = services.filter(criterion.possible)
        return self.nearest_of(services.exclude(kind=ServiceKind.SOURCE))

    # Counts.

    @cached_property
    def _counts(self):
        asked, sure = [], {}
        candidates = self._in_scope
        for criterion in self.criteria:
            if criterion.name in ("q", "place"):
                candidates = candidates.filter(criterion.possible)
            else:
                # What is known to fit all that was asked, as `unknowns` counts it.
                asked.append(criterion)
                sure[f"sure_{criterion.name}"] = criterion.certain
        is_in_province = [flag for flag in sure if flag == "sure_province"]
        return count_choices(
            candidates,
            filters=self.filterset.filters,
            criteria=asked,
            conditions={"is_near": self._near, "reaches_far": REACHES_FAR} | sure,
            groups={
                "local": ["is_near"],
                "remote": ["reaches_far", "NOT is_near"],
                "certain": list(sure),
                "local_certain": ["is_near", *sure],
                "local_in_province": ["is_near", *is_in_province],
            },
        )

    @property
    def totals(self):
        """Tallies of what was found: "local" and "remote", and what is "certain" of both.

        Of the local ones also "local_certain", and "local_in_province" which surely serve the
        province that was asked for.
        """
        return self._counts[0]

    @property
    def choices(self):
        """What each choice of each filter would leave, by (filter name, value)."""
        return self._counts[1]

    def loosened(self):
        """Tallies of what there would be without each criterion, by its name."""
        return count_each(
            {one.name: self.matching(self._in_scope, without=one.name) for one in self.criteria}
        )


def _rows(found):
    """Of each group of listings their keys, and all that was worked out for them: one query."""
    statements, parameters, names = [], [], ()
    for group, services in found.items():
        names = ("pk", *services.query.annotation_select)
        sql, values = services.values(*names).query.sql_with_params()
        statements.append(f"SELECT %s AS part, row_number() OVER () AS at, one.* FROM ({sql}) one")
        parameters += (group, *values)
    rows = {group: [] for group in found}
    if statements:
        with connection.cursor() as cursor:
            cursor.execute(f"{' UNION ALL '.join(statements)} ORDER BY at", parameters)
            for group, _at, *values in cursor:
                rows[group].append(dict(zip(names, values, strict=True)))
    return rows


def _keys(ranking):
    return Value(list(ranking), output_field=ArrayField(UUIDField()))


def _is_point(place):
    return place.kind not in ("province", "region")
