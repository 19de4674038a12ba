"""Search: what was asked of the listings, in groups and in order, with the reasons why.

Every answer costs a fixed number of queries, whatever the number of listings.
"""

from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import (
    BooleanField,
    Case,
    ExpressionWrapper,
    F,
    FloatField,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import cached_property

from referrals.counts import COUNT_LIMIT, count_choices, count_each
from services.enums import Focus, ServiceAreaScope, ServiceKind, TriState
from services.filters import ServiceFilter
from services.models import OpenInterval, PublicPoint, Service
from services.models.service import card_relations
from services.text import TEXT_CONFIG, words

#: Kilometres that count as near when a place is given without a radius.
DEFAULT_RADIUS = 30
#: Results on a page, and of the far group below the near one.
PAGE_SIZE = 20
REMOTE_SIZE = 5
#: Under this many results the near misses are shown.
FEW = 5


@dataclass(frozen=True)
class Fact:
    """What a result says about one thing that was asked."""

    text: str
    is_certain: bool

    @property
    def state(self):
        return TriState.YES if self.is_certain else TriState.UNKNOWN


@dataclass(frozen=True)
class Result:
    """A listing with its distance in kilometres, what it answers, and any wish it misses."""

    service: Service
    distance_km: float | None
    facts: tuple[Fact, ...]
    missed: str | None = None


@dataclass(frozen=True)
class Answer:
    """The results of one page: near ones, ones without a journey, near misses, and the nearest."""

    local: list[Result]
    remote: list[Result]
    near_misses: list[Result]
    nearest: list[Result]


class Search:
    """Listings that answer the filters: near ones, ones that need no journey, and near misses."""

    def __init__(self, filterset: ServiceFilter):
        self.filterset = filterset
        self.criteria = filterset.criteria
        self.place = filterset.answers.get("place")
        self.radius = filterset.answers.get("radius") or DEFAULT_RADIUS
        self.text = filterset.answers.get("q")

    # What is in scope: near, or without a journey.

    @property
    def has_distance(self):
        """Whether distances can be told: a province or all of Flanders is no point."""
        return self.place is not None and self.place.kind not in ("province", "region")

    @cached_property
    def _near(self):
        """Condition for what lies near the place, or anywhere when none was asked."""
        on_the_map = Q(document__is_local=True) & ~Q(kind=ServiceKind.SOURCE)
        if self.has_distance:
            points = PublicPoint.objects.near(self.place, km=self.radius)
            return on_the_map & Q(pk__in=points.values("service"))
        if self.place and self.place.province_slug:
            return on_the_map & Q(document__provinces__contains=[self.place.province_slug])
        return on_the_map

    @cached_property
    def _remote(self):
        """Condition for what helps without being near: no address, or serving all of Flanders."""
        reaches_far = (
            Q(document__is_local=False)
            | Q(service_area_scope=ServiceAreaScope.FLANDERS)
            | Q(kind=ServiceKind.SOURCE)
        )
        return reaches_far & ~self._near

    @property
    def _in_scope(self):
        return Service.objects.searchable().filter(self._near | self._remote)

    def _matching(self, services, *, without=None):
        """Of these, the listings that possibly fit all that was asked, but for one criterion."""
        for criterion in self.criteria:
            if criterion.name != without:
                services = services.filter(criterion.possible)
        return services

    @property
    def local(self):
        """Near listings that possibly fit: what the map shows."""
        return self._matching(Service.objects.searchable()).filter(self._near)

    @property
    def remote(self):
        """Listings that possibly fit and need no journey."""
        return self._matching(Service.objects.searchable()).filter(self._remote)

    # The answer.

    def answer(self, *, group, number):
        """Page `number` of the "local" or "remote" group, and what belongs beside it.

        Below near results stand the first few remote ones; below few results the near misses; an
        empty answer names the nearest listings instead.
        """
        start = (number - 1) * PAGE_SIZE
        stop = min(start + PAGE_SIZE, COUNT_LIMIT)
        total = self.totals["local"].number + self.totals["remote"].number
        local, remote, near_misses, nearest = [], [], [], []
        if group == "remote":
            remote = self._results(self._ranked_by_kind(self.remote)[start:stop])
        elif total:
            local = self._results(self._ranked(self.local)[start:stop])
            remote = self._results(self._ranked_by_kind(self.remote)[:REMOTE_SIZE])
        if total < FEW:
            near_misses = self._near_misses()
        if not total:
            nearest = self._nearest()
        answer = Answer(local=local, remote=remote, near_misses=near_misses, nearest=nearest)
        prefetch_related_objects(
            [result.service for result in [*local, *remote, *near_misses, *nearest]],
            *card_relations(),
        )
        return answer

    def _ranked(self, services):
        """Serving the province, certain before unknown, words, then integrated, near, confirmed."""
        nearest = F("distance_km").asc(nulls_last=True)
        return self._annotated(services).order_by(
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

    _fit = ("unknowns", F("rank").desc(), "-is_integrated")
    _tie_break = (F("verified_on").desc(nulls_last=True), "name", "pk")

    def _serving(self, *names):
        """Order by whether listings surely serve what was asked for, region before all else."""
        asked = [criterion.name for criterion in self.criteria]
        return [f"-fits_{name}" for name in names if name in asked]

    def _annotated(self, services):
        """With what the order and the words on a card need.

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
        return (
            services.with_card_parents()
            .annotate(**certain)
            .annotate(
                unknowns=sum(unknowns, start=Value(0)),
                rank=self._rank,
                is_integrated=Case(When(focus=Focus.BOTH, then=1), default=0),
                distance_km=self._distance,
            )
        )

    @property
    def _rank(self):
        """How well the words fit: 0 to 1, and half as much again for what knows both sides."""
        if not self.text:
            return Value(0.0)
        query = SearchQuery(" ".join(words(self.text)), config=TEXT_CONFIG)
        rank = SearchRank(F("document__vector"), query)
        return Case(When(focus=Focus.BOTH, then=rank * 1.5), default=rank)

    @property
    def _distance(self):
        if not self.has_distance:
            return Value(None, output_field=FloatField())
        points = PublicPoint.objects.filter(service=OuterRef("pk")).with_distance(self.place)
        return Subquery(points.order_by("distance_km").values("distance_km")[:1])

    def _results(self, services):
        return [
            Result(
                service=service,
                distance_km=service.distance_km,
                facts=tuple(self._facts(service)),
                missed=self._missed(service),
            )
            for service in services
        ]

    def _facts(self, service):
        for criterion in self.criteria:
            is_certain = getattr(service, f"fits_{criterion.name}")
            text = criterion.certain_text if is_certain else criterion.unknown_text
            if text and getattr(service, f"fails_{criterion.name}", 0) == 0:
                yield Fact(text=text, is_certain=is_certain)

    def _missed(self, service):
        """The wish that a near miss fails, None for a full result."""
        for criterion in self.criteria:
            if getattr(service, f"fails_{criterion.name}", 0):
                return str(self.filterset.filters[criterion.name].label)
        return None

    def _near_misses(self):
        """Listings that certainly fail exactly one wish; age, place and words always hold."""
        wishes = [criterion for criterion in self.criteria if criterion.is_wish]
        if not wishes:
            return []
        services = self._in_scope
        for criterion in self.criteria:
            if not criterion.is_wish:
                services = services.filter(criterion.possible)
        failures = {
            f"fails_{wish.name}": Case(When(wish.possible, then=0), default=1) for wish in wishes
        }
        failed = sum((F(name) for name in failures), start=Value(0))
        services = services.annotate(**failures).alias(failed=failed).filter(failed=1)
        return self._results(self._ranked(services)[:FEW])

    def _nearest(self):
        """The three nearest listings whatever their distance, for an empty answer."""
        if not self.has_distance:
            return []
        services = Service.objects.searchable().filter(document__is_local=True)
        for criterion in self.criteria:
            if criterion.name in ("age", "place", "province"):
                services = services.filter(criterion.possible)
        services = services.exclude(kind=ServiceKind.SOURCE)
        return self._results(self._ranked(services).order_by("distance_km", "pk")[:3])

    # Counts.

    @cached_property
    def _counts(self):
        candidates = self._in_scope
        for criterion in self.criteria:
            if criterion.name in ("q", "place"):
                candidates = candidates.filter(criterion.possible)
        return count_choices(
            candidates,
            filters=self.filterset.filters,
            criteria=self.criteria,
            groups={"local": self._near, "remote": self._remote},
        )

    @property
    def totals(self):
        """Tallies of what was found, "local" and "remote"."""
        return self._counts[0]

    @property
    def choices(self):
        """What each choice of each filter would leave, by (filter name, value)."""
        return self._counts[1]

    def loosened(self):
        """Tallies of what there would be without each criterion, by its name."""
        return count_each(
            {one.name: self._matching(self._in_scope, without=one.name) for one in self.criteria}
        )


def open_helplines():
    """Helplines that answer at this moment."""
    return (
        Service.objects.searchable()
        .filter(
            kind=ServiceKind.HELPLINE,
            pk__in=OpenInterval.objects.at(timezone.now()).values("service"),
        )
        .prefetch_related("phones")
        .order_by("name", "pk")[:3]
    )
