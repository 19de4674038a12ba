"""Which conversation cues help with what is asked (N4); pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from referrals.enums import Door

#: As many as somebody reads in the middle of a conversation.
MOST = 2
#: What a cue says, by the names of its fields.
TEXTS = ("opening", "question", "avoid", "if_urgent")
_MATTER_FIRST, _PERSON_FIRST = ("topics", "target_groups"), ("target_groups", "topics")

#: How many, in figures or in a word; and counted portions, or a measure, of a substance.
_AMOUNT = r"(?:\d[\d.,/]*|[½¼¾]|een|één|twee|drie|vier|vijf|zes|tien|halve?|paar)"
_MEASURE = (
    r"(?:m?[lg]s?|cl|dl|kg|[µμ]g|mcg|cc|gram|milliliter|milligram|micro\w*|druppels?"
    r"|dop(?:jes?|pen)?|pil(?:len|letjes?)?|tablet(?:ten|jes?)?|capsules?|shots?)"
)
_DOSE = re.compile(
    rf"(?<!\w){_AMOUNT}\W{{0,2}}(?:halve\s+)?{_MEASURE}\b|\d\s*lijn(?:en|tjes?)\b", re.IGNORECASE
)
#: Words that make a person a thing, also as the end of a longer one, and what the site says.
_UNKIND = {
    r"\w*verslaafden?": "mensen met een verslaving",
    r"\w*gebruikers?": "mensen die drugs gebruiken",
    r"junk(?:s|ies?)?": "mensen die drugs gebruiken",
    r"druggies?": "mensen die drugs gebruiken",
    r"hoer(?:en)?": "sekswerkers",
    r"prostituees?": "sekswerkers",
}


@dataclass(frozen=True)
class Cue:
    """A few sentences to begin with, for a door (or any: "") and a matter (or any: none).

    `topics` and `target_groups` are codes of the taxonomy; it is about any one of them.
    """

    slug: str
    title: str
    door: str
    topics: frozenset[str]
    target_groups: frozenset[str]
    position: int
    opening: str
    question: str
    avoid: str
    if_urgent: str
    source: str
    source_url: str = ""

    @property
    def is_general(self) -> bool:
        """Whether it helps whatever the matter is."""
        return not (self.topics or self.target_groups)

    @property
    def is_urgent(self) -> bool:
        """Whether it is for who comes in with something urgent: then what to do comes first."""
        return self.door == Door.URGENT


@dataclass(frozen=True)
class Need:
    """What a conversation is about and with whom, most important first, and with what they came.

    `topics` and `target_groups` are codes of the taxonomy, `door` is one of `Door` or unknown: "".
    """

    topics: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    door: str = ""


def choose(cues: Iterable[Cue], *, need: Need) -> list[Cue]:
    """At most two cues, the one that says most of the need first; the same for the same need.

    The first is about a topic, else about the group, else an opening for the door; what is written
    for the door goes before what is for any. The second adds something that the first is not about:
    with whom one speaks, another topic, or how to begin at all. When it is urgent, what is written
    for that comes first of all.
    """
    fitting = sorted(
        (cue for cue in cues if _fits(cue, need)), key=lambda cue: _rank(cue, need, _MATTER_FIRST)
    )
    if not fitting:
        return []
    first = fitting[0]
    met = _met(first, need)
    rest = [cue for cue in fitting[1:] if _met(cue, need) - met or (met and cue.is_general)]
    order = _PERSON_FIRST if first.topics & {*need.topics} else _MATTER_FIRST
    return [first, *sorted(rest, key=lambda cue: _rank(cue, need, order))[: MOST - 1]]


def about(cues: Iterable[Cue], *, topics: Iterable[str], target_groups: Iterable[str]) -> list[Cue]:
    """At most two cues for something that is about all of these alike, such as a listing.

    None of them tells what matters most: the order of the cues decides. Empty where no cue is about
    any of them.
    """
    need = Need(topics=tuple(topics), target_groups=tuple(target_groups))
    fitting = sorted(
        (cue for cue in cues if _fits(cue, need) and not cue.is_general),
        key=lambda cue: (cue.position, cue.slug),
    )
    rest = [cue for cue in fitting if _met(cue, need) - _met(fitting[0], need)]
    return [*fitting[:1], *rest[: MOST - 1]]


def _fits(cue, need):
    return cue.door in ("", need.door) and (cue.is_general or bool(_met(cue, need)))


def _met(cue, need):
    """What of the need a cue is about."""
    return {
        (name, code)
        for name in _MATTER_FIRST
        for code in getattr(need, name)
        if code in getattr(cue, name)
    }


def _rank(cue, need, order):
    """Sorts the cues that fit, the most specific first; `order` names what counts most."""
    places = (
        (kind, place)
        for kind, name in enumerate(order)
        for place, code in enumerate(getattr(need, name))
        if code in getattr(cue, name)
    )
    kind, place = min(places, default=(len(order), 0))
    return (
        need.door == Door.URGENT and not cue.is_urgent,
        kind,
        cue.door == "",
        place,
        len(cue.topics) + len(cue.target_groups),
        cue.position,
        cue.slug,
    )


def problems_of(text: str) -> list[str]:
    """What a cue may not say, in words for who writes one; none when all is well."""
    problems = []
    if _DOSE.search(text):
        problems.append(_("Geen hoeveelheden: een gesprekstip geeft geen raad over doseren."))
    for word, kinder in _UNKIND.items():
        if found := re.search(rf"\b{word}\b", text, re.IGNORECASE):
            problems.append(
                _("Schrijf liever “%(kinder)s” dan “%(word)s”.")
                % {"kinder": kinder, "word": found[0]}
            )
    return problems
