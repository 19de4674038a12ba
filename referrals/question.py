"""What is looked for: an understood line as weights of the facts and words that answer it. Pure.

The constants here, in `suitability` and in `ranking` were tuned on the graded queries of
`tests/referrals/relevance/`, which says what was found before each part of them was looked at.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from referrals.dutch import COMMON_WORDS, RESEMBLING_WORDS
from referrals.enums import AgeGroup, ConceptKind, LinkKind
from referrals.lexicon import Lexicon, Meaning
from referrals.tokens import key
from referrals.understanding import Understanding
from services.enums import Focus
from services.gazetteer import Place
from services.text import fold

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
    LinkKind.TOPIC: 0.75,
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
#: How much of what knowing both sides would be worth the help with drugs alone is.
DRUGS_OF_BOTH = 0.3
#: The importance of being for young people, when somebody is a minor and when just young.
MINOR_IMPORTANCE, YOUNG_IMPORTANCE = 0.55, 0.16
#: Ages (from, up to and including) that go by a word.
AGES = {
    AgeGroup.MINOR: 16,
    AgeGroup.TEEN: 15,
    AgeGroup.STUDENT: 20,
    AgeGroup.YOUNG: 20,
    AgeGroup.ADULT: 35,
    AgeGroup.OLDER: 65,
}
#: Left-over words that are looked for.
MAX_WORDS = 12
#: Until this age somebody is young.
YOUNG_UNTIL = 26
#: From this weight on a link says surely what is denied, or which helpline is urgent.
SURELY_DENIED, SURELY_URGENT = 0.7, 0.9
#: From this weight on somebody wants to read about it.
SURELY_TO_READ = 0.8
#: From this weight on all words of a related concept are looked for in text.
CLOSELY = 0.8
#: From this evidence on a focus is named, and both of them together are the matter.
NAMED, ABOUT_BOTH = 0.16, 0.75
_CAN_BE_UNWANTED = (
    LinkKind.TOPIC,
    LinkKind.TARGET_GROUP,
    LinkKind.APPROACH,
    LinkKind.ACCESS_MODE,
)


@dataclass(frozen=True)
class Asked:
    """Something that is looked for: how surely (0 to 1) which facets answer it.

    `texts` are the weights of texts, by their place in `Question.texts`.
    """

    importance: float
    facets: Mapping[str, float]
    texts: Mapping[int, float] = field(default_factory=dict)


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
        concepts = [(meaning, self._asked(meaning)) for meaning in self.understanding.concepts]
        # One that only wishes for something looks for nothing; one without links for its words.
        asked = tuple(one for meaning, one in concepts if one.facets or not meaning.targets)
        if asked and self.years is not None and self.years < YOUNG_UNTIL:
            importance = MINOR_IMPORTANCE if self.is_minor else YOUNG_IMPORTANCE
            asked += (Asked(importance, {"target_group:young_people": 0.7}),)
        return asked

    def _asked(self, meaning):
        facets = {
            f"{kind}:{target}": weight
            * (EVIDENCE_OF_BOTH if target == Focus.BOTH else EVIDENCE[kind])
            for kind, target, weight in meaning.targets
            if kind in EVIDENCE and f"{kind}:{target}" not in self.unwanted
        }
        drugs, both = (f"{LinkKind.FOCUS}:{focus}" for focus in (Focus.DRUGS, Focus.BOTH))
        if both in facets:
            # Where nobody knows both, help with drugs is what there is.
            facets[drugs] = max(facets.get(drugs, 0), DRUGS_OF_BOTH * facets[both])
        texts = {
            self._terms.index(term): weight for term, weight in meaning.texts if term in self._terms
        }
        return Asked(self._importance(meaning), facets, texts)

    def _importance(self, meaning):
        """Of a concept; with whom it is counts as a need where no other one is told."""
        is_the_need = (
            meaning.kind == ConceptKind.GROUP
            and self.needs
            and all(one.kind == ConceptKind.PLACE for one in self.needs)
        )
        return IMPORTANCE[ConceptKind.NEED if is_the_need else meaning.kind]

    @cached_property
    def _terms(self):
        return tuple(self.understanding.texts)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The first words that were left over; beside a need, everyday ones say nothing."""
        words = dict.fromkeys(self.understanding.text)
        if self.needs:
            words = [
                word for word in words if word not in COMMON_WORDS and word not in RESEMBLING_WORDS
            ]
        return tuple(words)[:MAX_WORDS]

    @cached_property
    def name(self) -> str:
        """The whole line, folded, as it would stand in a document if it were a name."""
        return " ".join(fold(self.understanding.line).split())

    @cached_property
    def needs(self) -> tuple[Meaning, ...]:
        """Concepts that say what the matter is, and not only with whom."""
        return tuple(
            meaning
            for meaning in self.understanding.concepts
            if meaning.kind not in (ConceptKind.GROUP, ConceptKind.LANGUAGE)
        )

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """What is `sought` in the text, and behind it the places that are avoided."""
        return self.sought + self.avoided

    @property
    def avoided(self) -> tuple[tuple[str, ...], ...]:
        """The names of places where somebody does not want to be, a group each."""
        places = (mention.resolution.place for mention in self.understanding.avoided)
        return tuple((fold(place.name),) for place in places if place)

    @cached_property
    def sought(self) -> tuple[tuple[str, ...], ...]:
        """Groups of words, any of which may stand in the text; of what is less close one word."""
        words = self.lexicon.words
        concepts = tuple(
            (*self._typed[term], *words[term]) if weight >= CLOSELY else words[term][:1]
            for term, weight in self.understanding.texts.items()
        )
        return concepts + tuple((word,) for word in self.words)

    @cached_property
    def _typed(self):
        """By concept the very words by which it was asked, beside those that it is known by."""
        typed = defaultdict(tuple)
        for mention in self.understanding.mentions:
            if not mention.is_negated and len(mention.word) > 2:
                typed[mention.meaning.term] += (" ".join(key(mention.word)),)
        return typed

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
            if kind in _CAN_BE_UNWANTED and weight >= SURELY_DENIED and (kind, target) not in wanted
        )

    @cached_property
    def is_about_both(self) -> bool:
        """Whether drugs and sexuality together are the matter, whatever the words for it."""
        return any(one.facets.get("focus:both", 0) >= ABOUT_BOTH for one in self.asked)

    @cached_property
    def urgent(self) -> frozenset[str]:
        """Facets of the helplines for what is urgent."""
        weights = self.understanding.weights(LinkKind.HELPLINE)
        return frozenset(
            f"helpline:{slug}" for slug, weight in weights.items() if weight >= SURELY_URGENT
        )

    @cached_property
    def side(self) -> str | None:
        """The focus that is asked for, where only one of drugs and sexuality surely is."""
        sides = {
            focus
            for focus in (Focus.DRUGS, Focus.SEXUALITY, Focus.BOTH)
            if any(one.facets.get(f"focus:{focus}", 0) >= NAMED for one in self.asked)
        }
        return sides.pop() if len(sides) == 1 and Focus.BOTH not in sides else None

    @cached_property
    def names_a_substance(self) -> bool:
        """Whether what somebody takes or does is told, and not only how they are."""
        return any(
            meaning.kind in (ConceptKind.SUBSTANCE, ConceptKind.PRACTICE) for meaning in self.needs
        )

    @cached_property
    def languages(self) -> frozenset[str]:
        """Facets of the languages that are asked for, or else of the one the line is in."""
        asked = self.understanding.weights(LinkKind.LANGUAGE)
        return frozenset(
            f"language:{code}" for code in asked or [self.understanding.language or "nl"]
        )

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
    def is_for_reading(self) -> bool:
        """Whether information is what is asked for."""
        weights = self.understanding.weights(LinkKind.TOPIC)
        return weights.get("information", 0) >= SURELY_TO_READ

    @property
    def is_minor(self) -> bool:
        return self.years is not None and self.years < 18

    @cached_property
    def years(self) -> int | None:
        """The age in years; of one that was said in words, a typical one."""
        group = self.understanding.age_group
        return self.age or self.understanding.age or (AGES[group] if group else None)
