"""A list of results in parts: what surely fits, then what may because something is unknown."""

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
    """Results as they come, parted where certainty ends; `is_broken` when some surely fit."""
    found = []
    for is_certain, together in groupby(results, key=lambda result: result.is_certain):
        words = _("Hier is niet alles bekend") if is_broken and not is_certain else ""
        found.append(Part(tuple(together), words))
    return found
