"""How well a listing answers a question: scores between listings, and what each is due to.

Pure. A score is the answer to what was asked (each concept and word by its importance), times how
well the listing suits where and who somebody is. The constants were tuned on the "tune" part of
`tests/referrals/relevance/queries.csv` only; `make relevance` measures them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from math import log2, prod
from uuid import UUID

from referrals.dutch import COMMON_WORDS
from referrals.enums import AgeGroup, ConceptKind, LinkKind, Wish
from referrals.lexicon import Lexicon, Meaning
from referrals.understanding import Understanding
from services.enums import Focus, ServiceAreaScope, ServiceKind, TriState, YouthSuitability
from services.gazetteer import Place

#: How much of the answer depends on a concept of each kind.
IMPORTANCE = {
    ConceptKind.SUBSTANCE: 1.0,
    ConceptKind.PRACTICE: 1.0,
    ConceptKind.IDEA: 1.0,
    ConceptKind.PLACE: 0.6,
    ConceptKind.NEED: 0.92,
    ConceptKind.GROUP: 0.45,
    ConceptKind.LANGUAGE: 0.75,
}
#: How surely a coded fact answers a concept that points at it with weight 1.
EVIDENCE = {
    LinkKind.TOPIC: 0.85,
    LinkKind.TARGET_GROUP: 0.7,
    LinkKind.FORMAT: 0.5,
    LinkKind.APPROACH: 0.6,
    LinkKind.ACCESS_MODE: 0.5,
    LinkKind.FOCUS: 0.48,
    LinkKind.LANGUAGE: 0.95,
    LinkKind.HELPLINE: 0.95,
}
#: Few know both sides, and whoever does is who chemsex is about.
EVIDENCE_OF_BOTH = 0.8
#: How surely a word of the concept answers it, in a name and elsewhere in the text.
IN_NAME, IN_TEXT = 0.95, 0.5
#: Trigram similarity from which a word in a name is the one that was typed.
ALIKE = 0.4
#: How much less a thing counts that every listing answers than one that a few do.
COMMONNESS = 0.45
#: A listing below this answers nothing of what was asked.
MINIMUM_ANSWER = 0.2
#: Share of the best score under which a listing is no result beside it.
MINIMUM_SHARE = 0.2
#: Factors of the score: what is left of it where a listing suits less, or is added where it suits
#: well. First for where it is: far away, reached from anywhere, of the province, of one town while
#: no place was named.
FARTHEST, FROM_ANYWHERE, OF_PROVINCE = 0.18, 0.55, 1.0
OF_ONE_TOWN = 0.82
#: For its focus: both sides where both are the matter, one of them where neither was named, the
#: other one than was named, general where one was named.
BOTH_SIDES, ONE_SIDE, OTHER_SIDE, NO_SIDE = 1.02, 0.92, 0.4, 0.85
#: For whom it is: a group that was not mentioned, professionals, another age, young people for
#: somebody older, an age that is known to fit.
OTHER_GROUP, FOR_PROFESSIONALS, OTHER_AGE = 0.6, 0.65, 0.3
YOUNG_FOR_OLDER, AGE_FITS = 0.75, 1.4
#: For what it is: a specialty that was not asked for, only to read, the number for an emergency,
#: something that was denied.
OTHER_SPECIALTY, ONLY_TO_READ, FOR_EMERGENCY, DENIED = 0.65, 0.93, 1.7, 0.5
#: For the language: French and English where the line is in it, another one than the line is in.
IN_FRENCH, IN_ENGLISH, OTHER_LANGUAGE = 2.0, 1.3, 0.8
#: For a wish that was typed: granted, refused. And confirmed within a year.
GRANTED, REFUSED, FRESH = 1.3, 0.6, 1.04
#: Importance of being for young people, when somebody is a minor and when just young.
MINOR_IMPORTANCE, YOUNG_IMPORTANCE = 0.55, 0.16
#: Kilometres at which nearness counts half.
HALFWAY_KM = 10
#: The same where few do what is needed: people travel to them. Few are this many, counting those
#: that answer at least this share of what the best one does.
HALFWAY_KM_TO_FEW, FEW, AS_GOOD = 33, 7, 0.6
#: What they count for in another province.
ELSEWHERE_TO_FEW = 0.5
#: How much other facts and words add to the one that answers surest.
MORE = 0.55
#: Ages (from, up to and including) that go by a word.
AGES = {
    AgeGroup.MINOR: 16,
    AgeGroup.TEEN: 15,
    AgeGroup.STUDENT: 20,
    AgeGroup.YOUNG: 20,
    AgeGroup.ADULT: 35,
    AgeGroup.OLDER: 65,
}
YOUNG_UNTIL = 26
#: What turns people away who asked for something else: topics of few, and what somebody denies.
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
_CAN_BE_UNWANTED = (
    LinkKind.TOPIC,
    LinkKind.TARGET_GROUP,
    LinkKind.APPROACH,
    LinkKind.ACCESS_MODE,
)
_SURELY = 0.7
_NAMED, _ABOUT_BOTH = 0.16, 0.75
_FOR_PROFESSIONALS = frozenset({"target_group:professionals", "target_group:care_professionals"})


@dataclass(frozen=True)
class Candidate:
    """What ranking looks at of a listing: public facts, and how its text fits what is looked for.

    `places` say where each of `Question.texts` stands: IN_NAME, IN_TEXT or 0; `likeness` is the
    trigram similarity (0 to 1) of names to each of `Question.words`; `distance_km` is None without
    a point or a place.
    """

    pk: UUID
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
    verified_on: date | None
    service_area_scope: str
    provinces_served: Sequence[str]
    municipalities_served: Sequence[str]
    distance_km: float | None
    places: Sequence[float]
    likeness: Sequence[float]


@dataclass(frozen=True)
class Asked:
    """Something that is looked for: how surely (0 to 1) which facets answer it.

    `texts` are the weights of texts, by their place in `Question.texts`.
    """

    importance: float
    facets: Mapping[str, float]
    texts: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Ranked:
    """A listing that answers, with its score and the facets of it that answer, the surest first."""

    candidate: Candidate
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """What is looked for, taken from an understanding and from the place and age of the form.

    `texts` are what to look for in the text of listings: for each concept its words, and then each
    of the `words` that were left over, by itself.
    """

    understanding: Understanding
    lexicon: Lexicon
    place: Place | None = None
    age: int | None = None
    today: date = field(default_factory=date.today)

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """The concepts that are looked for, each with what answers it; and whoever is young."""
        concepts = map(self._asked, self.understanding.concepts)
        asked = tuple(one for one in concepts if one.facets)
        if asked and self.years is not None and self.years < YOUNG_UNTIL:
            importance = MINOR_IMPORTANCE if self.years < 18 else YOUNG_IMPORTANCE
            asked += (Asked(importance, {"target_group:young_people": 0.7}),)
        return asked

    def _asked(self, meaning):
        facets = {
            f"{kind}:{target}": weight
            * (EVIDENCE_OF_BOTH if target == Focus.BOTH else EVIDENCE[kind])
            for kind, target, weight in meaning.targets
            if kind in EVIDENCE and f"{kind}:{target}" not in self.unwanted
        }
        texts = {
            self._terms.index(term): weight for term, weight in meaning.texts if term in self._terms
        }
        return Asked(IMPORTANCE[meaning.kind], facets, texts)

    @cached_property
    def _terms(self):
        return tuple(self.understanding.texts)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words that were left over; beside a need, those of everyday language say nothing."""
        text = self.understanding.text
        return tuple(word for word in text if word not in COMMON_WORDS) if self.needs else text

    @cached_property
    def needs(self) -> tuple[Meaning, ...]:
        """Concepts that say what the matter is, and not only with whom."""
        return tuple(
            meaning
            for meaning in self.understanding.concepts
            if meaning.kind not in (ConceptKind.GROUP, ConceptKind.LANGUAGE)
        )

    @cached_property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """Groups of words, any of which may stand in the text."""
        concepts = tuple(self.lexicon.words[term] for term in self._terms)
        return concepts + tuple((word,) for word in self.words)

    @cached_property
    def facets(self) -> frozenset[str]:
        """Every facet that answers something."""
        return frozenset().union(*(one.facets for one in self.asked))

    @cached_property
    def unwanted(self) -> frozenset[str]:
        """Facets that answer only what somebody does not want."""
        said = self.understanding
        wanted = {
            (kind, target) for meaning in said.concepts for kind, target, _ in meaning.targets
        }
        return frozenset(
            f"{kind}:{target}"
            for term in said.unwanted & self.lexicon.meanings.keys()
            for kind, target, weight in self.lexicon.meanings[term].targets
            if kind in _CAN_BE_UNWANTED and weight >= _SURELY and (kind, target) not in wanted
        )

    @cached_property
    def is_about_both(self) -> bool:
        """Whether drugs and sexuality together are the matter, whatever the words for it."""
        return any(one.facets.get("focus:both", 0) >= _ABOUT_BOTH for one in self.asked)

    @cached_property
    def urgent(self) -> frozenset[str]:
        """Facets of the helplines for what is urgent."""
        weights = self.understanding.weights(LinkKind.HELPLINE)
        return frozenset(f"helpline:{slug}" for slug, weight in weights.items() if weight >= 0.9)

    @cached_property
    def side(self) -> str | None:
        """The focus that is asked for, where only one of drugs and sexuality surely is."""
        sides = {
            focus
            for focus in (Focus.DRUGS, Focus.SEXUALITY, Focus.BOTH)
            if any(one.facets.get(f"focus:{focus}", 0) >= _NAMED for one in self.asked)
        }
        return sides.pop() if len(sides) == 1 and Focus.BOTH not in sides else None

    @cached_property
    def weight_of_unknown_words(self) -> float:
        """How much a word counts that no listing holds: beside a need it is the worker's story."""
        return 0.05 if self.needs else 1.0

    @property
    def is_open(self) -> bool:
        """Whether nothing is looked for by name: any listing answers, place and person decide."""
        return not self.asked and not self.words

    @cached_property
    def wishes(self) -> frozenset[str]:
        return frozenset(self.understanding.weights(LinkKind.WISH))

    @cached_property
    def years(self) -> int | None:
        """The age in years; of one that was said in words, a typical one."""
        group = self.understanding.age_group
        return self.age or self.understanding.age or (AGES[group] if group else None)


def rank(candidates: Sequence[Candidate], question: Question) -> list[Ranked]:
    """The candidates that answer, best first; equal ones in the order of their primary key."""
    if not candidates:
        return []
    common, rarity = _shares(candidates, question), _rarity(candidates, question)
    answers = [(one, *_answer(one, question, common, rarity)) for one in candidates]
    halfway = _halfway([answer for one, answer, _ in answers if one.is_local])
    ranked = [
        Ranked(one, answer * _suits(one, question, halfway), reasons)
        for one, answer, reasons in answers
        if question.is_open or answer >= MINIMUM_ANSWER
    ]
    ranked.sort(key=lambda one: (-one.score, one.candidate.pk))
    least = MINIMUM_SHARE * ranked[0].score if ranked and not question.is_open else 0
    return [one for one in ranked if one.score >= least]


def _halfway(answers):
    """Kilometres at which nearness counts half: further where few places answer as well."""
    best = max(answers, default=0)
    good = sum(answer >= AS_GOOD * best for answer in answers)
    return HALFWAY_KM_TO_FEW if good <= FEW else HALFWAY_KM


# What was asked.


def _rarity(candidates, question):
    """How much each left-over word counts: a name that few bear most, a word of none not at all."""
    weights = []
    for at in range(len(question.words)):
        bearers = sum(_fits_word(candidate, question, at) > 0 for candidate in candidates)
        weights.append(1.5 / (1 + log2(bearers)) if bearers else 0.0)
    return weights


def _fits_word(candidate, question, at):
    """How surely a left-over word stands in the listing, 0 to 1."""
    in_text = candidate.places[len(question.texts) - len(question.words) + at]
    likeness = candidate.likeness[at] if candidate.likeness[at] >= ALIKE else 0
    return max(in_text, IN_NAME * likeness)


def _answer(candidate, question, common, rarity):
    """How much of what was asked the listing answers, 0 to 1, and the facets that do."""
    if question.is_open:
        return 1.0, ()
    answered, asked, reasons = 0.0, 0.0, {}
    for one, share in zip(question.asked, common, strict=True):
        importance = one.importance * (1 - COMMONNESS * share)
        answered += importance * _fits(candidate, one)
        asked += importance
        for facet in one.facets.keys() & candidate.facets:
            reasons[facet] = max(one.facets[facet], reasons.get(facet, 0))
    for at, weight in enumerate(rarity):
        answered += weight * _fits_word(candidate, question, at)
        asked += weight or question.weight_of_unknown_words
    surest = sorted(reasons, key=lambda facet: (-reasons[facet], facet))
    return (answered / asked if asked else 0.0), tuple(surest)


def _fits(candidate, one):
    """How surely a listing answers one thing: each fact and word beside the surest adds a little.

    They add a part only, for what nobody filled in is unknown, and not a no.
    """
    sure = [sureness for facet, sureness in one.facets.items() if facet in candidate.facets]
    sure += [
        weight * candidate.places[at] for at, weight in one.texts.items() if candidate.places[at]
    ]
    if not sure:
        return 0.0
    surest = max(sure)
    return surest + MORE * (1 - prod(1 - sureness for sureness in sure) - surest)


def _shares(candidates, question):
    """Of each thing that is asked the share of candidates that answer it."""
    return [
        sum(_fits(candidate, one) >= 0.4 for candidate in candidates) / len(candidates)
        for one in question.asked
    ]


# Where and who somebody is.


def _suits(candidate, question, halfway):
    """How well a listing suits the place, the person and the wishes; about 1 when all does."""
    factor = _nearness(candidate, question, halfway) * _age(candidate, question.years)
    factor *= _audience(candidate, question) * _specialty(candidate, question)
    factor *= _side(candidate, question) * _language(candidate, question)
    if not question.urgent.isdisjoint(candidate.facets):
        factor *= FOR_EMERGENCY
    if candidate.kind == ServiceKind.SOURCE:
        factor *= ONLY_TO_READ
    if question.unwanted & candidate.facets:
        factor *= DENIED
    for wish in question.wishes:
        factor *= {TriState.YES: GRANTED, TriState.NO: REFUSED}.get(fact(candidate, wish), 1.0)
    return factor * _freshness(candidate, question.today)


def _side(candidate, question):
    """Who knows both sides comes first; who knows the other side only is rarely meant."""
    focus = candidate.focus
    if question.is_about_both:
        return BOTH_SIDES if focus == Focus.BOTH else 1.0
    if question.side is None:
        return ONE_SIDE if focus in (Focus.DRUGS, Focus.SEXUALITY) else 1.0
    other = Focus.DRUGS if question.side == Focus.SEXUALITY else Focus.SEXUALITY
    return {other: OTHER_SIDE, Focus.GENERAL: NO_SIDE}.get(focus, 1.0)


def _language(candidate, question):
    """Who asks in French is helped in French first; English is spoken by many who do not say so."""
    said = question.understanding.language or "nl"
    if f"language:{said}" in candidate.facets:
        return {"fr": IN_FRENCH, "en": IN_ENGLISH}.get(said, 1.0)
    is_in_brussels = question.place is not None and question.place.province_slug == "brussel"
    is_stated = any(facet.startswith("language:") for facet in candidate.facets)
    return OTHER_LANGUAGE if is_stated and not is_in_brussels else 1.0


def _specialty(candidate, question):
    """A listing for something particular that was not asked for is rarely meant."""
    own = SPECIALTIES & candidate.facets
    is_other = own and candidate.focus != Focus.GENERAL and not own & question.facets
    return OTHER_SPECIALTY if is_other else 1.0


def _nearness(candidate, question, halfway):
    place = question.place
    if place is None:
        # Of one town, unless few do the same: whoever asks may be anywhere.
        is_anywhere = candidate.service_area_scope == ServiceAreaScope.FLANDERS
        is_scarce = candidate.focus == Focus.BOTH and question.is_about_both
        return 1.0 if is_anywhere or is_scarce else OF_ONE_TOWN
    near = 0.0
    if candidate.service_area_scope == ServiceAreaScope.FLANDERS or not candidate.is_local:
        near = FROM_ANYWHERE
    if not candidate.is_local and list(candidate.provinces_served) == [place.province_slug]:
        near = OF_PROVINCE
    if place.municipality_refnis in candidate.municipalities_served:
        near = 0.9
    if place.kind == "region":
        near = 1.0
    elif place.kind == "province":
        elsewhere = ELSEWHERE_TO_FEW if halfway > HALFWAY_KM else 0.0
        serves = place.province_slug in candidate.provinces_served
        near = max(near, 1.0 if serves else elsewhere)
    elif candidate.distance_km is not None:
        near = max(near, 1 / (1 + (candidate.distance_km / halfway) ** 2))
    return FARTHEST + (1 - FARTHEST) * near


def _age(candidate, years):
    if years is None:
        return 1.0
    if does_age_fit(candidate, years) == TriState.NO:
        return OTHER_AGE
    is_for_young = (
        candidate.youth_suitability == YouthSuitability.MADE_FOR
        or "target_group:young_people" in candidate.facets
    )
    if is_for_young:
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
    """Confirmed within a year counts a little more."""
    verified = candidate.verified_on
    return FRESH if verified and (today - verified).days <= 365 else 1.0


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
