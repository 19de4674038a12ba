"""Hand-over cards as a tagged PDF (PDF/UA-1), made in memory: nothing is written anywhere.

The template `card.typ` gets what a sheet says as data, so that no text can be taken for markup.
"""

import json
import re
import unicodedata
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path

import fontpkg_source_sans_3
import typst

from referrals.cards import Sheet

_TEMPLATE = Path(__file__).with_name("card.typ").read_bytes()
#: The only letters there are: those of the machine are left aside, so that all draw the same card.
_FONTS = [str(fontpkg_source_sans_3.ROOT / "files")]
#: What the font can draw, of what a listing may hold: Latin, Greek and Cyrillic letters, signs.
_DRAWN = re.compile(
    "[\n -~\N{NO-BREAK SPACE}-ſȘ-țΆΈ-ΊΌΎ-ΡΣ-ώЀ-џẀ-ẅẞ"
    "‐-\N{DOUBLE HIGH-REVERSED-9 QUOTATION MARK}†-•…\N{NARROW NO-BREAK SPACE}‰′″‹›€№™←-↓≠≤≥]"
)
_NOT_DRAWN = "□"
#: From how many letters on a word may end on another line, so that it stays on the paper; for an
#: address it is more, as whoever copies that copies what says so too.
_LONGEST, _LONGEST_ADDRESS = 24, 36
_LONG = re.compile(rf"\S{{{_LONGEST},}}")
#: Of such a word, so many letters that even the widest fit on a line of the smallest paper.
_PIECE = re.compile(r"[^/.@_?&=-]{1,12}[/.@_?&=-]*|[/.@_?&=-]+")
_MAY_END = "\N{ZERO WIDTH SPACE}"
#: Addresses that links hold, the code, and what is read out in its place.
_NOT_TEXT = {"url", "route_url", "svg", "picture"}


class Paper(StrEnum):
    """One listing on a page of a postcard's size, or several on an ordinary one."""

    A6 = "a6"
    A4 = "a4"


def render(sheet: Sheet, *, paper: Paper) -> bytes:
    """The cards of a sheet on paper of a size."""
    data = _clean(asdict(sheet)) | {"paper": paper.value}
    return typst.compile(
        _TEMPLATE,
        format="pdf",
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=["ua-1"],
        font_paths=_FONTS,
        ignore_system_fonts=True,
    )


def _clean(value):
    """The same data with texts that can be drawn; what is not drawn stays as it is."""
    if isinstance(value, dict):
        return {name: part if name in _NOT_TEXT else _clean(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_clean(part) for part in value]
    return _drawable(value) if isinstance(value, str) else value


def _drawable(text):
    composed = unicodedata.normalize("NFC", text)
    drawn = "".join(
        letter if _DRAWN.match(letter) else _NOT_DRAWN
        for letter in composed
        if unicodedata.category(letter)[0] not in "CM" or letter == "\n"
    )
    return _LONG.sub(lambda word: _with_ends(word[0]), drawn)


def _with_ends(word):
    """A word that may end on another line: after a sign of an address, or else anywhere."""
    if len(word) < _LONGEST_ADDRESS and re.search("[./@]", word):
        return word
    return _MAY_END.join(_PIECE.findall(word))
