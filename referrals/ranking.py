"""How well listings answer a question, and in which order they stand. Pure.

A score is how much of the question a listing answers, each concept and word by its importance,
times how well it suits where and who somebody is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2, prod

from referrals.dutch import RESEMBLING_WORDS
from referrals.question import Question
from referrals.suitability import Candidate, suitability
from referrals.tokens import key
from services.enums import Focus, ServiceAreaScope, YouthSuitability

#: How surely a word of the concept answers it, in a name and elsewhere in the text.
IN_NAME, IN_TEXT = 0.95, 0.5
#: How surely a left-over word is meant that only the organisation's name holds.
IN_NAME_OF_ORGANISATION = 0.8
#: Trigram similarity from which a word in a name is the one that was typed.
ALIKE = 0.45
#: How much less a thing counts that every listing answers than one that a few do.
COMMONNESS = 0.45
#: A listing below this answers nothing of what was asked, or bears none of the names that were.
MINIMUM_ANSWER, MINIMUM_OF_NAME = 0.2, 0.35
#: Share of the best score under which a listing is no result beside it.
MINIMUM_SHARE = 0.15
#: An answer is scarce when no more than this many listings with a place give it, counting those
#: that answer at least this share of what the best one does.
FEW, AS_GOOD = 10, 0.6
#: How surely whoever is there for everybody, all over Flanders, answers anything of its own side,
#: and general help that is made for the young anything of a minor.
FIRST_LINE, FIRST_LINE_OF_MINORS = 0.4, 0.25
#: How much other facts and words add to the one that answers surest.
MORE = 0.55


@dataclass(frozen=True)
class Ranked:
    """A listing that answers, with its score and the facets of it that answer, the surest first."""

    candidate: Candidate
    score: float
    reasons: tuple[str, ...] = ()


def rank(candidates: Sequence[Candidate], question: Question) -> list[Ranked]:
    """The candidates that answer: those that the line names, then the best; ties by primary key."""
    if not candidates:
        return []
    common, rarity = _shares(candidates, question), _rarity(candidates, question)
    answers = [(one, *_answer(one, question, common, rarity)) for one in candidates]
    is_scarce = _is_scarce([answer for one, answer, _ in answers if one.is_local])
    least = MINIMUM_ANSWER if question.asked else MINIMUM_OF_NAME
    ranked = [
        Ranked(one, answer * suitability(one, question, is_scarce=is_scarce), reasons)
        for one, answer, reasons in answers
        if question.is_open or one.is_named or answer >= least
    ]
    best = max((one.score for one in ranked), default=0)
    least = 0 if question.is_open else MINIMUM_SHARE * best
    ranked = [one for one in ranked if one.candidate.is_named or one.score >= least]
    return sorted(
        ranked, key=lambda one: (not one.candidate.is_named, -one.score, one.candidate.pk)
    )


def _is_scarce(answers):
    best = max(answers, default=0)
    return sum(answer >= AS_GOOD * best for answer in answers) <= FEW


def _rarity(candidates, question):
    """How much each left-over word counts: a name that few bear most, a word of none not at all."""
    weights = []
    for at in range(len(question.words)):
        bearers = sum(_fits_word(candidate, question, at) > 0 for candidate in candidates)
        weights.append(1.5 / (1 + log2(bearers)) if bearers else 0.0)
    return weights


def _fits_word(candidate, question, at):
    """How surely a left-over word stands in the listing, 0 to 1."""
    in_text = candidate.places[len(question.sought) - len(question.words) + at]
    if in_text == IN_NAME and question.words[at] not in key(candidate.name):
        in_text = IN_NAME_OF_ORGANISATION
    likeness = candidate.likeness[at]
    is_alike = likeness >= ALIKE and question.words[at] not in RESEMBLING_WORDS
    return max(in_text, IN_NAME * likeness if is_alike else 0)


def _answer(candidate, question, common, rarity):
    """How much of what was asked the listing answers, 0 to 1, and the facets that do."""
    if question.is_open:
        return 1.0, ()
    answered, asked, reasons = 0.0, 0.0, {}
    for one, share in zip(question.asked, common, strict=True):
        importance = one.importance * (1 - COMMONNESS * share)
        answered += importance * _fits(candidate, one, question)
        asked += importance
        for facet in one.facets.keys() & candidate.facets:
            reasons[facet] = max(one.facets[facet], reasons.get(facet, 0))
    for at, weight in enumerate(rarity):
        answered += weight * _fits_word(candidate, question, at)
        asked += weight or question.weight_of_unknown_words
    if not question.asked:
        answered *= _share_of_name(candidate, question)
    surest = sorted(reasons, key=lambda facet: (-reasons[facet], facet))
    return (answered / asked if asked else 0.0), tuple(surest)


def _share_of_name(candidate, question):
    """From 0.8 to 1, by how much of its own name was typed: "Sensoa" before "Sensoa Positief"."""
    own = key(candidate.name)
    return 0.8 + 0.2 * len(set(own) & set(question.words)) / len(own) if own else 1.0


def _fits(candidate, one, question):
    """How surely a listing answers one thing: each fact and word beside the surest adds a little.

    They add a part only, for what nobody filled in is unknown, and not a no.
    """
    sure = [sureness for facet, sureness in one.facets.items() if facet in candidate.facets]
    sure += [
        weight * candidate.places[at] for at, weight in one.texts.items() if candidate.places[at]
    ]
    if first_line := _first_line(candidate, one, question):
        sure.append(first_line)
    if not sure:
        return 0.0
    surest = max(sure)
    return surest + MORE * (1 - prod(1 - sureness for sureness in sure) - surest)


def _first_line(candidate, one, question):
    """How surely a listing answers for being there for whoever asks: of its side, or of a minor."""
    if (
        candidate.is_for_everyone
        and not candidate.is_narrow
        and candidate.service_area_scope == ServiceAreaScope.FLANDERS
        and candidate.focus in (Focus.DRUGS, Focus.SEXUALITY)
        and f"focus:{candidate.focus}" in one.facets
    ):
        return FIRST_LINE
    is_of_the_young = (
        candidate.focus == Focus.GENERAL
        and candidate.youth_suitability == YouthSuitability.MADE_FOR
    )
    return FIRST_LINE_OF_MINORS if is_of_the_young and question.is_minor else 0.0


def _shares(candidates, question):
    """Of each thing that is asked the share of candidates that answer it."""
    return [
        sum(_fits(candidate, one, question) >= 0.4 for candidate in candidates) / len(candidates)
        for one in question.asked
    ]
