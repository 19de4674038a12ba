"""A list of results in parts: what surely fits, what may because something is unknown, and last
what is no longer confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from referrals.results import Result


@dataclass(frozen=True)
class Part:
    """Results that stand together; `words` come before them where they are not the first."""

    results: Sequence[Result]
    words: str = ""


@dataclass(frozen=True)
class Section:
    """Parts of a list under one heading, with the number of all that it leads to."""

    slug: str
    title: str
    count: str
    parts: Sequence[Part]


def parts_of(results: Sequence[Result], *, is_broken: bool) -> list[Part]:
    """Results as they come, parted where certainty ends, and again where confirmation does.

    `is_broken` when some surely fit.
    """
    found = []
    for part, together in groupby(results, key=_part):
        is_unknown = is_broken and part == "unknown"
        words = {"lapsed": _("Niet meer bevestigd")}.get(part, "")
        words = _("Hier is niet alles bekend") if is_unknown else words
        found.append(Part(tuple(together), words))
    return found


def _part(result):
    if result.is_lapsed:
        return "lapsed"
    return "certain" if result.is_certain else "unknown"
