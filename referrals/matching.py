"""Whom to try first with somebody: up to three listings, and why. Pure.

Hard facts exclude: an age that is not admitted, a place that is not served, help for others only.
What else somebody would like ranks, and what nobody knows never excludes. The same need gives the
same choices, whatever the order of the listings; of those that suit equally well it depends on the
need who comes first, so that no name is always last.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from uuid import UUID

from referrals.enums import AgeBand, Door, Wish
from referrals.suitability import SPECIALTIES, Candidate, fact, is_closed
from services import expertise, freshness
from services.distances import NEAR_KM
from services.enums import (
    AccessMode,
    Focus,
    Freshness,
    ServiceAreaScope,
    ServiceKind,
    TargetGroupKind,
    TriState,
    YouthSuitability,
)
from services.gazetteer import Place

#: First choices, and lines to fall back on.
MOST_CHOICES, MOST_LINES = 3, 3
#: Points, of which a listing that suits in everything has about ten: for all of the topics that
#: were chosen, for knowing both sides, and one of them, while no topic was chosen. What is only
#: related to a topic is worth a part of it.
EVERY_TOPIC, BOTH_SIDES, ONE_SIDE, RELATED_TOPIC = 4.0, 5.0, 1.5, 0.6
SIDES = {Focus.BOTH: BOTH_SIDES, Focus.DRUGS: ONE_SIDE, Focus.SEXUALITY: ONE_SIDE}
#: For each thing by which somebody with this door is helped; for each wish that is granted, taken
#: off where it is refused; for a group that it says it is for, and for being open to everybody.
BY_DOOR, BY_WISH, BY_GROUP, TO_EVERYBODY = 0.5, 1.0, 2.5, 0.5
#: For being next door, half of it at so many kilometres; for helping from afar, and for being
#: somewhere in the province; taken off where it is further than one goes, once more for each so
#: many kilometres, and for being somewhere in another province.
NEXT_DOOR, HALFWAY_KM, FROM_AFAR, SOMEWHERE = 2.0, 12.0, 0.8, 0.4
TOO_FAR, TOO_FAR_KM, ELSEWHERE = 2.0, 20.0, 3.5
#: For an age that surely fits, and being made for the young when somebody is, or a minor; taken
#: off for being made for them while nobody told an age, and where nobody knows whether minors are
#: admitted.
AGE_FITS, MADE_FOR_YOUNG, MADE_FOR_MINORS = 0.5, 1.0, 2.0
YOUNG_IF_UNSAID, UNSURE_OF_MINORS = 0.5, 1.5
#: Taken off for being there for a group while nobody mentioned one, and for another one than was
#: mentioned; for something in particular that nobody mentioned; for helping in other languages than
#: Dutch only, for taking in only who stays, for being closed for a while, and for being no more
#: than a name, without a way to get in touch.
ONE_GROUP, OTHER_GROUP, OTHER_SPECIALTY = 1.5, 4.0, 3.0
OTHER_LANGUAGE, TO_STAY, CLOSED, OUT_OF_TOUCH = 1.0, 1.5, 2.0, 1.0
#: For experience that an editor attested, for a confirmation that holds; taken off once it lapsed.
ATTESTED, CONFIRMED, LAPSED = 0.5, 0.25, 1.0
#: Until which band somebody is young, and a minor.
YOUNG = frozenset(AgeBand) - {AgeBand.OVER_30}
MINORS = frozenset({AgeBand.UNDER_16, AgeBand.FROM_16})
#: What helps somebody who comes with a question, for support, or to change something.
HELPS = {
    Door.QUESTION: {"topic:information", "topic:counselling", "access_mode:walk_in"},
    Door.SUPPORT: {"topic:counselling", "topic:peer_support", "format:group"},
    Door.CHANGE: {"topic:counselling", "topic:detox", "topic:ghb", "topic:substitution"},
    Door.URGENT: set(),
}
#: Ways in which somebody is helped wherever they are.
_FROM_HOME = frozenset(
    f"access_mode:{mode}" for mode in (AccessMode.PHONE, AccessMode.CHAT, AccessMode.ONLINE)
)
#: What answers a topic as well: being for the people whom it is about, or what it belongs to.
RELATED = {
    "someone_close": [
        f"target_group:{code}"
        for code in ("loved_ones", "parents", "partners", "family", "friends")
    ],
    "injecting": ["target_group:people_who_inject", "topic:harm_reduction"],
    "ghb": ["topic:detox", "topic:harm_reduction"],
    "dosing_and_combinations": ["topic:harm_reduction"],
    "consent": ["topic:sexology"],
    "sex_work": ["target_group:sex_workers"],
    "hiv_care": ["target_group:people_with_hiv"],
    "prep": ["target_group:prep_users"],
    "sti_testing": ["target_group:people_with_sti_questions"],
    "sexual_violence": ["target_group:survivors_of_sexual_violence"],
}
#: Topics that are asked by those around somebody, or by professionals, and not by who it is about.
_ASKED_FOR = {
    TargetGroupKind.ENVIRONMENT: "someone_close",
    TargetGroupKind.PROFESSIONALS: "training_for_professionals",
}


@dataclass(frozen=True, kw_only=True)
class Offer(Candidate):
    """What choosing looks at of a listing, beside what ranking does.

    `audiences` are the kinds of people that it says it is for. `is_in_touch` says that there is a
    number, a site or a door to get in touch by; `is_always_open` that it answers day and night.
    `points` are pairs of latitude and longitude; `networks` and `partners` are the circles that its
    organisation is in, and the organisations of which a source says that they work together with
    it, by primary key.
    """

    organisation: UUID | None = None
    audiences: frozenset[str] = frozenset()
    is_in_touch: bool = True
    is_always_open: bool = False
    points: tuple[tuple[float, float], ...] = ()
    networks: frozenset[int] = frozenset()
    partners: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Need:
    """What somebody needs, as far as the worker says; nothing of it is kept.

    `topics` are codes; `wishes` are yes-or-no facts that somebody would like; `wanted` are, by the
    name of the filter (access_mode, language, approach, target_group), values of which one will do.
    """

    door: Door = Door.QUESTION
    place: Place | None = None
    age: AgeBand | None = None
    topics: frozenset[str] = frozenset()
    wishes: frozenset[Wish] = frozenset()
    wanted: Mapping[str, frozenset[str]] = field(default_factory=dict)
    today: date = field(default_factory=date.today)

    @property
    def key(self) -> str:
        """The same for the same need, however it was put."""
        wanted = sorted((name, sorted(values)) for name, values in self.wanted.items())
        place = self.place and self.place.label
        return repr([self.door, place, self.age, sorted(self.topics), sorted(self.wishes), wanted])


@dataclass(frozen=True)
class Verdict:
    """How a listing stands to one thing that was asked, by the name of the filter.

    Beside filters there are "near", how far it is; "audience", whether it is for another group than
    was mentioned; "touch", whether one can get in touch; and "closed", whether it is open again.
    """

    name: str
    outcome: TriState


@dataclass(frozen=True)
class Choice:
    """A listing to try, with what fits, what does not, and what is unknown."""

    offer: Offer
    points: float
    verdicts: tuple[Verdict, ...]

    def verdict(self, name: str) -> TriState | None:
        """How it stands to one thing; None when that was not asked."""
        return next((one.outcome for one in self.verdicts if one.name == name), None)

    @property
    def is_in_reach(self) -> bool:
        return self.verdict("near") != TriState.NO


@dataclass(frozen=True)
class Match:
    """First choices, the best first, and lines that anybody can always call or chat with."""

    choices: tuple[Choice, ...]
    lines: tuple[Choice, ...]


def match(offers: Iterable[Offer], need: Need) -> Match:
    """Whom to try with somebody, out of the listings of which no hard fact excludes them.

    Further away only where nobody in reach is about what was asked; about something else only
    where nobody at all is.
    """
    return choose(judge(offers, need), need)


def choose(judged: Sequence[Choice], need: Need) -> Match:
    """As `match`, out of what `judge` gives."""
    services = [one for one in judged if one.offer.kind == ServiceKind.SERVICE]
    about = [one for one in services if is_about(one, need)]
    in_reach = [one for one in about if one.is_in_reach]
    beside = [one for one in services if one.is_in_reach and _is_of_a_side(one.offer, need)]
    chosen = islice(_of_each_organisation(in_reach or about or beside), MOST_CHOICES)
    return Match(tuple(chosen), tuple(_lines(judged, need)))


def judge(offers: Iterable[Offer], need: Need) -> list[Choice]:
    """Every listing that no hard fact excludes, the one that suits best first."""
    judged = [
        Choice(one, _points(one, verdicts, need), verdicts)
        for one in offers
        if not is_excluded(one, need)
        for verdicts in [tuple(_verdicts(one, need))]
    ]
    return sorted(judged, key=lambda one: (-round(one.points, 1), lot(need, one.offer)))


def is_excluded(offer: Offer, need: Need) -> bool:
    """Whether a hard fact says that it is of no use to go there."""
    if offer.kind == ServiceKind.SOURCE:
        return True
    if need.age and does_band_fit(offer, need.age) == TriState.NO:
        return True
    if need.place and does_serve(offer, need.place) == TriState.NO:
        return True
    wanted = {kind for kind, topic in _ASKED_FOR.items() if topic in need.topics}
    return bool(offer.audiences) and not offer.audiences & {TargetGroupKind.AUDIENCE, *wanted}


def is_about(choice: Choice, need: Need) -> bool:
    """Whether it is about what was asked: a topic or a group, or else a side, or the young."""
    offer = choice.offer
    if need.topics:
        is_answer = choice.verdict("topic") == TriState.YES or is_for_asked_group(offer, need)
        return is_answer and _is_at_large(offer, need)
    return _is_of_a_side(offer, need) or _is_made_for(offer, need)


def is_for_something_else(offer: Offer, need: Need) -> bool:
    """Whether it is there for something in particular that nobody asked for."""
    # Most say that they are there for those close to somebody too: that makes it no matter of them.
    is_asked = any(answering(offer, code) for code in need.topics - {"someone_close"})
    if is_asked or is_for_asked_group(offer, need):
        return False
    expected = {"topic:detox"} if need.door == Door.CHANGE else set()
    return not offer.facets.isdisjoint(SPECIALTIES - expected)


def does_band_fit(offer: Candidate, band: AgeBand) -> TriState:
    """Whether everybody of this age is admitted; of some of them only, it is not known."""
    low, high = band.years
    if offer.youth_suitability == YouthSuitability.ADULTS_ONLY and high < 18:
        return TriState.NO
    if (offer.min_age or 0) > high or (offer.max_age is not None and offer.max_age < low):
        return TriState.NO
    is_all = (offer.min_age or 0) <= low and (offer.max_age is None or high <= offer.max_age)
    is_known = (
        offer.min_age is not None
        or offer.is_for_everyone
        or offer.youth_suitability == YouthSuitability.ADULTS_ONLY
    )
    return TriState.YES if is_all and is_known else TriState.UNKNOWN


def does_serve(offer: Candidate, place: Place) -> TriState:
    """Whether it serves who lives there, as `services.filters.PlaceFilter` has it."""
    if offer.service_area_scope == ServiceAreaScope.FLANDERS:
        return TriState.YES
    is_by_town = offer.service_area_scope == ServiceAreaScope.MUNICIPALITIES
    if not is_by_town and place.province_slug in offer.provinces_served:
        return TriState.YES
    if place.municipality_refnis in offer.municipalities_served:
        return TriState.YES
    is_area_known = offer.service_area_scope != ServiceAreaScope.UNKNOWN
    return TriState.NO if is_area_known else TriState.UNKNOWN


def _lines(judged, need):
    """The best lines; one of them answers day and night, where there is such a one."""
    lines = [one for one in judged if is_line(one, need)]
    best = lines[: MOST_LINES - 1]
    if any(one.offer.is_always_open for one in best):
        return best
    return best + [one for one in lines if one.offer.is_always_open][:1]


def is_line(choice: Choice, need: Need) -> bool:
    """Whether anybody at that place can talk to somebody there, at once and from home."""
    offer = choice.offer
    is_to_talk = offer.focus in SIDES or "topic:counselling" in offer.facets
    return (
        offer.kind == ServiceKind.HELPLINE
        and (is_to_talk or is_about(choice, need))
        and choice.verdict("near") != TriState.NO
        and choice.verdict("place") != TriState.UNKNOWN
    )


def _of_each_organisation(choices):
    """The first of each organisation: who is turned away there is not sent there again."""
    organisations = set()
    for one in choices:
        if one.offer.organisation is None or one.offer.organisation not in organisations:
            organisations.add(one.offer.organisation)
            yield one


def _is_at_large(offer, need):
    """Whether it is there for more than another thing; who knows both has a specialty besides."""
    return offer.focus == Focus.BOTH or not is_for_something_else(offer, need)


def _is_of_a_side(offer, need):
    """Whether it is about drugs or sexuality at large."""
    return offer.focus in SIDES and _is_at_large(offer, need)


def answering(offer: Offer, topic: str) -> str | None:
    """The facet by which it is about a topic: the topic itself, or else what is related to it."""
    facets = (f"topic:{topic}", *RELATED.get(topic, ()))
    return next((facet for facet in facets if facet in offer.facets), None)


def _answer(offer, topic):
    """How far it answers a topic: 1 by itself, RELATED_TOPIC by what is related, or not at all."""
    facet = answering(offer, topic)
    if facet is None:
        return 0.0
    return 1.0 if facet == f"topic:{topic}" else RELATED_TOPIC


def is_for_asked_group(offer: Offer, need: Need) -> bool:
    """Whether it says itself that it is for a group that was asked for."""
    asked = need.wanted.get("target_group", ())
    return any(f"target_group:{code}" in offer.facets for code in asked)


def _is_made_for(offer, need):
    return need.age in YOUNG and offer.youth_suitability == YouthSuitability.MADE_FOR


def _verdicts(offer, need):
    """One for each thing that was asked, in the order of the form, and what else to know."""
    if need.topics:
        is_answered = any(answering(offer, code) for code in need.topics)
        yield Verdict(
            "topic", TriState.YES if is_answered else _has_any(offer, "topic", need.topics)
        )
    if need.age:
        yield Verdict("age", does_band_fit(offer, need.age))
    if need.place:
        yield Verdict("place", does_serve(offer, need.place))
        yield Verdict("near", _nearness(offer, need.place))
    for name, values in sorted(need.wanted.items()):
        yield Verdict(name, _grants(offer, name, values))
    if offer.is_narrow and not offer.is_for_everyone and not is_for_asked_group(offer, need):
        yield Verdict("audience", TriState.UNKNOWN)
    for wish in Wish:
        if wish in need.wishes:
            yield Verdict(wish, fact(offer, wish))
    if not offer.is_in_touch:
        yield Verdict("touch", TriState.UNKNOWN)
    if is_closed(offer, on=need.today):
        yield Verdict("closed", TriState.NO)


def _has_any(offer, name, values):
    """Whether it has one of these values; of what has none, nobody filled them in."""
    own = {facet for facet in offer.facets if facet.startswith(f"{name}:")}
    if not own:
        return TriState.UNKNOWN
    return TriState.NO if own.isdisjoint(f"{name}:{value}" for value in values) else TriState.YES


def _grants(offer, name, values):
    found = _has_any(offer, name, values)
    if name != "target_group" or found == TriState.YES:
        return found
    # Who names other groups does not say that this one is turned away.
    return TriState.YES if offer.is_for_everyone else TriState.UNKNOWN


def _nearness(offer, place):
    """Whether one gets there: it is near, or one need not go; unknown where nobody knows where."""
    if offer.distance_km is not None and offer.distance_km <= NEAR_KM:
        return TriState.YES
    if _is_from_home(offer, place):
        return TriState.YES
    is_elsewhere = offer.provinces_served and place.province_slug not in offer.provinces_served
    return TriState.NO if offer.distance_km is not None or is_elsewhere else TriState.UNKNOWN


def _is_from_home(offer, place):
    """Whether who lives there is helped without going anywhere."""
    is_by_province = not offer.is_local and place.province_slug in offer.provinces_served
    is_there = is_by_province or offer.service_area_scope == ServiceAreaScope.FLANDERS
    return is_there and bool(offer.facets & _FROM_HOME) and not _is_only_to_stay(offer)


def _points(offer, verdicts, need):
    outcomes = {one.name: one.outcome for one in verdicts}
    points = _about(offer, need) + _by_distance(offer, need, outcomes.get("near"))
    points += BY_DOOR * len(HELPS[need.door] & offer.facets)
    for name in {*need.wanted, *need.wishes} - {"target_group"}:
        points += {TriState.YES: BY_WISH, TriState.NO: -BY_WISH}.get(outcomes[name], 0)
    if outcomes.get("target_group") == TriState.YES:
        points += BY_GROUP if is_for_asked_group(offer, need) else TO_EVERYBODY
    if outcomes.get("age") == TriState.YES:
        points += AGE_FITS
    elif need.age in MINORS:
        points -= UNSURE_OF_MINORS
    if _is_made_for(offer, need):
        points += MADE_FOR_MINORS if need.age in MINORS else MADE_FOR_YOUNG
    elif need.age is None and offer.youth_suitability == YouthSuitability.MADE_FOR:
        points -= YOUNG_IF_UNSAID
    if "audience" in outcomes:
        points -= _for_another_group(offer, need)
    if "touch" in outcomes:
        points -= OUT_OF_TOUCH
    if "language" not in outcomes and _speaks_others(offer, need):
        points -= OTHER_LANGUAGE
    if "closed" in outcomes:
        points -= CLOSED
    if _is_only_to_stay(offer) and "access_mode" not in outcomes:
        points -= TO_STAY
    if expertise.is_valid(offer.expertise_on, on=need.today):
        points += ATTESTED
    state = freshness.state(offer.deadlines, today=need.today)
    confirmed = {Freshness.CURRENT: CONFIRMED, Freshness.DUE_SOON: CONFIRMED}
    return points + (confirmed | {Freshness.LAPSED: -LAPSED}).get(state, 0)


def _about(offer, need):
    """How far it is about what was asked; knowing both sides counts whatever that is."""
    points = SIDES.get(offer.focus, 0)
    if need.topics:
        # A line that is of a side is worth its call whatever the matter is.
        is_of_a_side = offer.focus == Focus.BOTH or offer.kind == ServiceKind.HELPLINE
        points = points / 2 if is_of_a_side else 0
        answered = sum(_answer(offer, code) for code in need.topics)
        points += EVERY_TOPIC * answered / len(need.topics)
    if is_for_something_else(offer, need):
        # Whoever knows both sides knows more than the one thing.
        points -= OTHER_SPECIALTY / 2 if offer.focus == Focus.BOTH else OTHER_SPECIALTY
    return points


def _by_distance(offer, need, near):
    if need.place is None:
        return 0
    kilometres = offer.distance_km
    if kilometres is None or offer.kind == ServiceKind.HELPLINE:
        return {TriState.YES: FROM_AFAR, TriState.NO: -ELSEWHERE}.get(near, SOMEWHERE)
    nearness = NEXT_DOOR / (1 + (kilometres / HALFWAY_KM) ** 2)
    if near == TriState.YES:
        return nearness if kilometres <= NEAR_KM else FROM_AFAR
    return nearness - TOO_FAR - (kilometres - NEAR_KM) / TOO_FAR_KM


def _for_another_group(offer, need):
    """What is taken off; most who have chemsex are of the groups whom those of both sides name."""
    if "target_group" in need.wanted:
        return OTHER_GROUP
    return ONE_GROUP / 2 if offer.focus == Focus.BOTH else ONE_GROUP


def _speaks_others(offer, need):
    """Whether it is known to help in other languages than Dutch only; in Brussels that is usual."""
    own = {facet for facet in offer.facets if facet.startswith("language:")}
    is_in_brussels = need.place is not None and need.place.province_slug == "brussel"
    return bool(own) and "language:nl" not in own and not is_in_brussels


def _is_only_to_stay(offer):
    """Whether one stays there, or calls to be admitted."""
    modes = {one for one in offer.facets if one.startswith("access_mode:")}
    residential, phone = (
        f"access_mode:{mode}" for mode in (AccessMode.RESIDENTIAL, AccessMode.PHONE)
    )
    return residential in modes and modes <= {residential, phone}


def lot(need: Need, *offers: Offer) -> bytes:
    """What orders listings that suit equally well: other needs draw other lots."""
    drawn = ":".join([need.key, *(str(one.pk) for one in offers)])
    return hashlib.sha256(drawn.encode()).digest()
