"""How well a listing suits the place, the person and the wishes in a question. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from referrals.enums import Wish
from referrals.question import YOUNG_UNTIL, Question
from services import expertise, freshness
from services.enums import (
    Focus,
    Freshness,
    ServiceAreaScope,
    ServiceKind,
    TriState,
    YouthSuitability,
)

#: How near is what has no place of its own but serves another province.
OF_OTHER_PROVINCE = 0.2
#: Factors of the score: what is left of it where a listing suits less, or is added where it suits
#: well. First for where it is: far away, reached from anywhere, of the province, of one town while
#: no place was named.
FARTHEST, FROM_ANYWHERE, OF_PROVINCE = 0.2, 0.48, 0.85
OF_ONE_TOWN = 0.75
#: For its focus: both sides where both are the matter, one of them where neither was named, the
#: other one than was named, general where one was named, and general where it is about a substance.
BOTH_SIDES, ONE_SIDE, OTHER_SIDE, NO_SIDE, NO_SIDE_OF_SUBSTANCE = 1.02, 0.92, 0.4, 0.85, 0.8
#: For whom it is: a group that was not mentioned, professionals, another age, young people for
#: somebody older, an age that is known to fit.
OTHER_GROUP, FOR_PROFESSIONALS, OTHER_AGE = 0.6, 0.65, 0.3
YOUNG_FOR_OLDER, YOUNG_IF_UNSAID, AGE_FITS = 0.75, 0.9, 1.4
#: For what it is: a specialty that was not asked for, only to read, the number for an emergency,
#: something that was denied.
OTHER_SPECIALTY, ONLY_TO_READ, FOR_EMERGENCY, DENIED = 0.65, 0.93, 1.7, 0.5
#: For what it asks of somebody: to stay there, while nobody spoke of that.
TO_STAY = 0.6
#: For the language: French and English where the line is in it, another one than the line is in.
IN_FRENCH, IN_ENGLISH, OTHER_LANGUAGE = 2.0, 1.3, 0.88
#: For a wish that was typed: granted, refused.
GRANTED, REFUSED = 1.3, 0.6
#: For its confirmation: it holds, it does not since a month, it lapsed. What nobody ever confirmed
#: loses nothing: whom nobody asked is not late.
CONFIRMED, LATE, LAPSED = 1.04, 0.92, 0.8
#: For being closed for a while: who is open and answers about as well goes before.
CLOSED = 0.88
#: For experience with both sides together that an editor attested: among equals only.
ATTESTED = 1.01
#: Kilometres at which nearness counts half, where many and where few do what is needed; and what
#: those few count for in another province.
HALFWAY_KM, HALFWAY_KM_IF_SCARCE, ELSEWHERE_IF_SCARCE = 18, 35, 0.5
#: What turns people away who asked for something else: topics of few.
SPECIALTIES = frozenset(
    f"topic:{code}"
    for code in (
        "sexual_violence",
        "sex_work",
        "hiv_care",
        "detox",
        "training_for_professionals",
    )
)
#: What speaks of staying somewhere.
_STAYING = frozenset({"access_mode:residential", "topic:detox"})
_FOR_PROFESSIONALS = frozenset({"target_group:professionals", "target_group:care_professionals"})


@dataclass(frozen=True)
class Candidate:
    """What ranking looks at of a listing: public facts, and how its text fits what is looked for.

    `places` say where each of `Question.texts` stands: IN_NAME, IN_TEXT or 0; `likeness` is the
    trigram similarity (0 to 1) of names to each of `Question.words`; `distance_km` is None without
    a point or a place; `expertise_on` is the day on which experience was attested, and
    `closed_until` the one on which it opens again, if it is closed for a while; `is_named` says
    that the whole line is a name of the listing or of its organisation.
    """

    pk: UUID
    name: str
    kind: str
    focus: str
    facets: frozenset[str]
    is_for_everyone: bool
    is_narrow: bool
    is_local: bool
    min_age: int | None
    max_age: int | None
    youth_suitability: str
    is_anonymous: str
    is_free: str
    needs_intake: str
    deadlines: freshness.Deadlines | None
    service_area_scope: str
    provinces_served: Sequence[str]
    municipalities_served: Sequence[str]
    distance_km: float | None
    places: Sequence[float] = ()
    likeness: Sequence[float] = ()
    expertise_on: date | None = None
    closed_until: date | None = None
    is_named: bool = False


def suitability(candidate: Candidate, question: Question, *, is_scarce: bool) -> float:
    """How well a listing suits the place, the person and the wishes; about 1 when all does.

    `is_scarce` says that few listings answer as well, so that distance counts less.
    """
    factor = _nearness(candidate, question, is_scarce) * _age(candidate, question.years)
    factor *= _freshness(candidate, question.today)
    if is_closed(candidate, on=question.today):
        factor *= CLOSED
    if any(candidate.places[len(question.sought) :]):
        factor *= DENIED
    if not question.asked:
        # Whoever types a name means that listing, whatever it is and whomever it is for.
        return factor
    factor *= _audience(candidate, question) * _specialty(candidate, question)
    factor *= _side(candidate, question) * _language(candidate, question)
    if not question.urgent.isdisjoint(candidate.facets):
        factor *= FOR_EMERGENCY
    if candidate.kind == ServiceKind.SOURCE and not question.is_for_reading:
        factor *= ONLY_TO_READ
    if _is_to_stay(candidate) and _STAYING.isdisjoint(question.facets):
        factor *= TO_STAY
    if question.unwanted & candidate.facets:
        factor *= DENIED
    for wish in question.wishes:
        factor *= {TriState.YES: GRANTED, TriState.NO: REFUSED}.get(fact(candidate, wish), 1.0)
    return factor


def _is_to_stay(candidate):
    """Whether a listing is reached in no other way than by staying there."""
    modes = {facet for facet in candidate.facets if facet.startswith("access_mode:")}
    return modes == {"access_mode:residential"}


def _side(candidate, question):
    """Who knows both sides comes first; who knows the other side only is rarely meant."""
    focus = candidate.focus
    if focus == Focus.GENERAL and question.names_a_substance and not question.is_minor:
        return NO_SIDE_OF_SUBSTANCE
    if question.is_about_both:
        is_attested = expertise.is_valid(candidate.expertise_on, on=question.today)
        return (BOTH_SIDES if focus == Focus.BOTH else 1.0) * (ATTESTED if is_attested else 1.0)
    if question.side is None:
        return ONE_SIDE if focus in (Focus.DRUGS, Focus.SEXUALITY) else 1.0
    other = Focus.DRUGS if question.side == Focus.SEXUALITY else Focus.SEXUALITY
    return {other: OTHER_SIDE, Focus.GENERAL: NO_SIDE}.get(focus, 1.0)


def _language(candidate, question):
    """Who asks in French, or for it, is helped in French first; many speak English unsaid."""
    spoken = question.languages & candidate.facets
    if spoken:
        bonus = {"language:fr": IN_FRENCH, "language:en": IN_ENGLISH}
        return max(bonus.get(facet, 1.0) for facet in spoken)
    is_in_brussels = question.place is not None and question.place.province_slug == "brussel"
    is_stated = any(facet.startswith("language:") for facet in candidate.facets)
    return OTHER_LANGUAGE if is_stated and not is_in_brussels else 1.0


def _specialty(candidate, question):
    """A listing for something particular that was not asked for is rarely meant."""
    own = SPECIALTIES & candidate.facets
    if question.names_a_substance:
        # Whoever takes something may be meant by who helps to stop with it.
        own -= {"topic:detox"}
    is_all_it_does = candidate.focus != Focus.GENERAL and not candidate.is_for_everyone
    is_other = own and is_all_it_does and not own & question.facets
    return OTHER_SPECIALTY if is_other else 1.0


def _nearness(candidate, question, is_scarce):
    place = question.place
    if place is None:
        # Of one town, unless few do the same: whoever asks may be anywhere.
        is_anywhere = candidate.service_area_scope == ServiceAreaScope.FLANDERS
        is_sought = candidate.focus == Focus.BOTH and question.is_about_both
        return 1.0 if is_anywhere or is_sought else OF_ONE_TOWN
    near = 0.0
    serves = place.province_slug in candidate.provinces_served
    is_of_elsewhere = candidate.provinces_served and place.province_slug and not serves
    if candidate.service_area_scope == ServiceAreaScope.FLANDERS:
        near = FROM_ANYWHERE
    elif not candidate.is_local:
        near = OF_OTHER_PROVINCE if is_of_elsewhere else FROM_ANYWHERE
    if not candidate.is_local and list(candidate.provinces_served) == [place.province_slug]:
        near = OF_PROVINCE
    if place.municipality_refnis in candidate.municipalities_served:
        near = 0.9
    if place.kind == "region":
        near = 1.0
    elif place.kind == "province":
        elsewhere = ELSEWHERE_IF_SCARCE if is_scarce else 0.0
        near = max(near, 1.0 if serves else elsewhere)
    elif candidate.distance_km is not None:
        halfway = HALFWAY_KM_IF_SCARCE if is_scarce else HALFWAY_KM
        near = max(near, 1 / (1 + (candidate.distance_km / halfway) ** 2))
    return FARTHEST + (1 - FARTHEST) * near


def _age(candidate, years):
    is_made_for_young = candidate.youth_suitability == YouthSuitability.MADE_FOR
    if years is None:
        return YOUNG_IF_UNSAID if is_made_for_young else 1.0
    if does_age_fit(candidate, years) == TriState.NO:
        return OTHER_AGE
    if is_made_for_young or "target_group:young_people" in candidate.facets:
        return 1.0 if years < YOUNG_UNTIL else YOUNG_FOR_OLDER
    if "target_group:adults" in candidate.facets and years < 18:
        return OTHER_AGE
    return AGE_FITS if does_age_fit(candidate, years) == TriState.YES else 1.0


def does_age_fit(candidate: Candidate, years: int) -> TriState:
    """Whether the listing is for somebody of this age, as `services.filters.AgeFilter` has it."""
    if candidate.min_age is not None and years < candidate.min_age:
        return TriState.NO
    if candidate.max_age is not None and years > candidate.max_age:
        return TriState.NO
    if candidate.youth_suitability == YouthSuitability.ADULTS_ONLY:
        return TriState.NO if years < 18 else TriState.YES
    known = candidate.min_age is not None or candidate.is_for_everyone
    return TriState.YES if known else TriState.UNKNOWN


def _audience(candidate, question):
    """A listing for a group that was not mentioned is rarely meant."""
    if not candidate.is_narrow:
        return 1.0
    mentioned = {facet for facet in question.facets if facet.startswith("target_group:")}
    knows_chemsex = candidate.focus == Focus.BOTH and "focus:both" in question.facets
    is_for_professionals = not candidate.facets.isdisjoint(_FOR_PROFESSIONALS)
    if mentioned & candidate.facets or (knows_chemsex and not is_for_professionals):
        return 1.0
    return FOR_PROFESSIONALS if is_for_professionals else OTHER_GROUP


def _freshness(candidate, today):
    """A confirmation that holds counts a little more, one that should long be renewed less."""
    state = freshness.state(candidate.deadlines, today=today)
    return {
        Freshness.CURRENT: CONFIRMED,
        Freshness.DUE_SOON: CONFIRMED,
        Freshness.LATE: LATE,
        Freshness.LAPSED: LAPSED,
    }.get(state, 1.0)


def is_closed(candidate: Candidate, *, on: date) -> bool:
    """Whether the listing is closed for a while, as `Service.is_closed_on` has it."""
    return candidate.closed_until is not None and on < candidate.closed_until


def fact(candidate: Candidate, wish: str) -> TriState:
    """Whether the listing grants a wish; opening hours are not looked at here."""
    match wish:
        case Wish.ANONYMOUS:
            return TriState(candidate.is_anonymous)
        case Wish.FREE:
            return TriState(candidate.is_free)
        case Wish.NO_INTAKE:
            opposite = {TriState.YES: TriState.NO, TriState.NO: TriState.YES}
            return opposite.get(candidate.needs_intake, TriState.UNKNOWN)
        case Wish.YOUTH:
            if candidate.youth_suitability == YouthSuitability.ADULTS_ONLY:
                return TriState.NO
            is_known = candidate.youth_suitability != YouthSuitability.UNKNOWN
            return TriState.YES if is_known else TriState.UNKNOWN
    return TriState.UNKNOWN
