"""The guide as its template reads it: the questions, and whom to try first."""

from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property

from referrals import guide_wording, matching, offers, pairs
from referrals.enums import Door
from referrals.forms import GuideForm
from referrals.helplines import helplines_named
from referrals.matching import Choice, Need
from services import gazetteer, wording
from services.enums import (
    AccessMode,
    Approach,
    Focus,
    Language,
    ServiceKind,
    TargetGroupKind,
    TriState,
)
from services.helplines import LABELS
from services.models import Network, OpenInterval, Service, TargetGroup
from services.vocabulary import Vocabulary

#: Centres that are named for who was sexually assaulted.
MOST_CENTRES = 3
#: The slug of the listing that tells of all of them together.
ALL_CENTRES = "zsg-algemeen"


@dataclass(frozen=True)
class Card:
    """A listing to try: what it is about, for whom, how it stands to the need, what to ask it."""

    service: Service
    subjects: str
    for_whom: str
    remarks: list
    questions: list


@dataclass(frozen=True)
class PairCard:
    """Two listings that together do what none in reach does alone, and how to bring them so."""

    drugs: Card
    sexuality: Card
    tie: str
    apart: str
    introduction: list


class GuidePage:
    """What the address of the guide asks, and the answer; a fixed number of queries."""

    def __init__(self, query: QueryDict):
        self._vocabulary = Vocabulary.load()
        groups = TargetGroup.objects.values_list("code", "kind", "narrows")
        self._kinds = {code: kind for code, kind, _narrows in groups}
        self._narrowing = {code for code, _kind, narrows in groups if narrows}
        self._query = query
        self.is_asked = bool(query)
        self.form = GuideForm(
            query if self.is_asked else None,
            vocabulary=self._vocabulary,
            audiences={
                code for code, kind in self._kinds.items() if kind == TargetGroupKind.AUDIENCE
            },
        )

    @cached_property
    def need(self):
        """What was asked; in need, that is where to be after sexual violence."""
        need = self.form.need() if self.is_asked else Need()
        if need.door != Door.URGENT:
            return need
        return replace(need, topics=frozenset({"sexual_violence"}), wishes=frozenset(), wanted={})

    @property
    def is_urgent(self):
        return self.need.door == Door.URGENT

    @property
    def place(self):
        return self.need.place

    @cached_property
    def asked(self):
        """What was asked, in a line: "Ik zoek steun · Gent"."""
        return " · ".join(map(str, self.form.asked))

    @cached_property
    def places(self):
        """What else the place that was typed may be, each with its address."""
        typed = self._query.get("plaats", "").strip()
        if not typed or (self.place and self.place.label == typed):
            return []
        choices = gazetteer.load().resolve(typed).choices
        return [(one.label, self._with_place(one.label)) for one in choices]

    def _with_place(self, label):
        query = self._query.copy()
        query["plaats"] = label
        return f"?{query.urlencode()}"

    @property
    def cue_topics(self):
        """What it is about, in the order of the vocabulary."""
        return [term.code for term in self._vocabulary.topics if term.code in self.need.topics]

    @property
    def cue_groups(self):
        young = ["young_people"] if self.need.age in matching.YOUNG else []
        return [*sorted(self.need.wanted.get("target_group", ())), *young]

    # Whom to try.

    @cached_property
    def choices(self):
        """Up to three listings to try first."""
        return [self._card(one) for one in self._match.choices]

    @property
    def is_far(self):
        """Whether whoever is about it is further away than one goes."""
        return any(not one.is_in_reach for one in self._match.choices)

    @property
    def is_beside(self):
        """Whether nobody is about what was asked, so that others are named instead."""
        return not any(matching.is_about(one, self.need) for one in self._match.choices)

    @property
    def has_integrated(self):
        """Whether a service that knows both sides is in reach."""
        return pairs.integrated(self._judged) is not None

    @cached_property
    def pair(self):
        """Two listings that do it together, where no integrated one does; None without."""
        pair = self._pair
        if pair is None:
            return None
        drugs, sexuality = self._card(pair.drugs), self._card(pair.sexuality)
        return PairCard(
            drugs=drugs,
            sexuality=sexuality,
            tie=guide_wording.tie(pair, networks=self._networks(pair.networks)),
            apart=guide_wording.apart(pair),
            introduction=guide_wording.introduction(
                pair, drugs=drugs.service, sexuality=sexuality.service
            ),
        )

    @cached_property
    def lines(self):
        """Lines that anybody can call or chat with, wherever they are: first who answers now."""
        order = [TriState.YES, TriState.UNKNOWN, TriState.NO]
        cards = [self._line(one) for one in self._match.lines]
        return sorted(cards, key=lambda card: order.index(card.remarks[0].state))

    # What is urgent.

    @cached_property
    def numbers(self):
        """The helplines that stand on every page, each with its `numbers_to_call`."""
        return helplines_named(LABELS)

    @cached_property
    def centres(self):
        """Centres for who was sexually assaulted, the nearest first, with when they are open."""
        return [self._with_now(self._card(one)) for one in self._centres]

    @cached_property
    def all_centres(self):
        """The listing that tells of all these centres together; None where there is none."""
        return next(iter(helplines_named([ALL_CENTRES])), None)

    # What these are made of.

    @cached_property
    def _judged(self):
        return matching.judge(offers.read(self.need, kinds=self._kinds), self.need)

    @cached_property
    def _match(self):
        return matching.choose(self._judged, self.need)

    @cached_property
    def _pair(self):
        if self.place is None or not pairs.is_needed(self._judged):
            return None
        return pairs.best_pair(self._judged, self.need)

    @cached_property
    def _centres(self):
        found = [
            one
            for one in self._judged
            if one.offer.focus == Focus.SEXUALITY
            and one.offer.kind == ServiceKind.SERVICE
            and one.verdict("topic") == TriState.YES
            and one.verdict("audience") is None
        ]
        if self.place is None:
            return found
        found.sort(key=lambda one: (one.offer.distance_km is None, one.offer.distance_km))
        return found[:MOST_CENTRES]

    @cached_property
    def _services(self):
        """The listings that are named, by primary key, with what a card says."""
        if self.is_urgent:
            named = self._centres
        else:
            pair = [self._pair.drugs, self._pair.sexuality] if self._pair else []
            named = [*self._match.choices, *self._match.lines, *pair]
        services = Service.objects.for_results().with_claims().prefetch_related("schedules")
        return services.in_bulk({one.offer.pk for one in named})

    @cached_property
    def _names(self):
        coded = {"access_mode": AccessMode, "language": Language, "approach": Approach}
        terms = {
            "topic": self._vocabulary.topics,
            "target_group": self._vocabulary.target_groups,
        }
        facets = {
            f"{name}:{value}": label for name, one in coded.items() for value, label in one.choices
        } | {f"{name}:{term.code}": term.name for name, own in terms.items() for term in own}
        narrowing = frozenset(f"target_group:{code}" for code in self._narrowing)
        return guide_wording.Names(facets, narrowing)

    def _card(self, choice: Choice):
        service = self._services[choice.offer.pk]
        said = {"service": service, "choice": choice, "need": self.need, "names": self._names}
        topics = [
            term.name for term in self._vocabulary.topics if term.code in service.document.topics
        ]
        return Card(
            service=service,
            subjects=wording.subjects(service, topics=topics),
            for_whom=guide_wording.for_whom(service),
            remarks=guide_wording.remarks(**said),
            questions=guide_wording.questions(**said),
        )

    def _line(self, choice: Choice):
        """Whether they answer now, and what fits: of who is called at once no more is asked."""
        card = self._card(choice)
        fits = [remark for remark in card.remarks if remark.state == TriState.YES]
        return replace(card, remarks=[self._now(card.service), *fits])

    def _with_now(self, card):
        """The card with whether somebody is there now, where that is known."""
        now = self._now(card.service)
        known = [] if now.state == TriState.UNKNOWN else [now]
        return replace(card, remarks=[*known, *card.remarks])

    def _now(self, service):
        is_answering = service.pk in self._answering
        return guide_wording.now(service, is_answering=is_answering, at=timezone.now())

    @cached_property
    def _answering(self):
        """Which of the listings that are named can be reached at this moment."""
        open_now = OpenInterval.objects.at(timezone.now()).filter(service__in=self._services)
        return set(open_now.values_list("service", flat=True))

    def _networks(self, networks):
        found = Network.objects.filter(pk__in=networks) if networks else Network.objects.none()
        return dict(found.values_list("pk", "name"))
