"""What a line turned out to say; plain values, made by `referrals.query.understand`."""

from dataclasses import dataclass
from functools import cached_property

from referrals.enums import LinkKind
from referrals.lexicon import Meaning
from services.gazetteer import Place, Resolution


@dataclass(frozen=True)
class Mention:
    """A concept that the line names, at the characters `start` to `end`.

    `word` is what it was read as and `typed` what stands there; `alternatives` are other meanings
    of an ambiguous word. A negated one is what somebody does not want.
    """

    meaning: Meaning
    word: str
    typed: str
    start: int
    end: int
    alternatives: tuple[Meaning, ...] = ()
    is_negated: bool = False


@dataclass(frozen=True)
class PlaceMention:
    """A place that the line names; `resolution.choices` when several bear that name."""

    resolution: Resolution
    typed: str
    start: int
    end: int


@dataclass(frozen=True)
class AgeMention:
    """An age in years."""

    years: int
    typed: str
    start: int
    end: int


@dataclass(frozen=True)
class Correction:
    """A misspelt word and what it was read as: "Bedoelde je mefedron?"."""

    typed: str
    meant: str
    start: int
    end: int


@dataclass(frozen=True)
class Understanding:
    """All that a line says.

    Characters count from the start of the `line` as it was typed. `text` holds what is left, folded
    and without stop words; `avoided` are places where somebody does not want to be; `language` is
    "fr" or "en" when the line is in it; `was_cut` says that the line went on after the words that
    are read.
    """

    line: str = ""
    mentions: tuple[Mention, ...] = ()
    place_mention: PlaceMention | None = None
    avoided: tuple[PlaceMention, ...] = ()
    age_mention: AgeMention | None = None
    text: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    language: str | None = None
    was_cut: bool = False

    @property
    def place(self) -> Place | None:
        return self.place_mention and self.place_mention.resolution.place

    @property
    def age(self) -> int | None:
        return self.age_mention and self.age_mention.years

    @cached_property
    def concepts(self) -> tuple[Meaning, ...]:
        """What somebody looks for, in the order of the line."""
        return tuple(dict.fromkeys(m.meaning for m in self.mentions if not m.is_negated))

    @cached_property
    def unwanted(self) -> frozenset[str]:
        """Terms of the concepts that were negated, or denied by another: "no chems"."""
        negated = {m.meaning.term for m in self.mentions if m.is_negated}
        return frozenset(negated.union(*(meaning.excludes for meaning in self.concepts)))

    def weights(self, kind) -> dict[str, float]:
        """By target of one kind of link, the highest weight that a concept gives it."""
        weights = {}
        for meaning in self.concepts:
            for target, weight in meaning.weights(kind).items():
                weights[target] = max(weight, weights.get(target, 0))
        return weights

    @cached_property
    def texts(self) -> dict[str, float]:
        """What to look for in the text of listings on behalf of the concepts, by weight."""
        weights = {}
        for meaning in self.concepts:
            for text, weight in meaning.texts:
                if text not in self.unwanted:
                    weights[text] = max(weight, weights.get(text, 0))
        return weights

    @cached_property
    def helplines(self) -> tuple[str, ...]:
        """Slugs of the listings whose number belongs above the results, most urgent first.

        A negation does not hide them: a number too many does no harm, one too few may.
        """
        weights = {}
        for mention in self.mentions:
            for slug, weight in mention.meaning.weights(LinkKind.HELPLINE).items():
                weights[slug] = max(weight, weights.get(slug, 0))
        return tuple(sorted(weights, key=lambda slug: (-weights[slug], slug)))

    @property
    def age_group(self) -> str | None:
        """The first age that was said in words, see `AgeGroup`."""
        return next(iter(self.weights(LinkKind.AGE_GROUP)), None)
