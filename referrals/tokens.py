"""Cutting text into the words by which things are found; pure."""

import re
from dataclasses import dataclass

from referrals.dutch import SPOKEN, STOP_WORDS
from services.text import fold

#: A run of letters, with their combining accents, or of digits: "3MMC" and "3-MMC" are the same.
_TOKEN = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*|(?<=[^\W\d_])\$(?=[^\W\d_]))+|\d+")
#: No word is longer; more is rubbish that nobody misspelt.
LONGEST_TOKEN = 30


@dataclass
class Token:
    """A word of a line: folded, as typed, its place in the line, and what it is part of."""

    text: str
    raw: str
    start: int
    end: int
    owner: object = None

    @property
    def is_small(self):
        return len(self.text) == 1 or self.text in STOP_WORDS


def key(text):
    """The tokens by which a word is found, folded: "3-MMC" gives ("3", "mmc"), "M$M" ("msm",).

    Small words as they are said in Flanders are as they are written: "nie meer" is "niet meer".
    """
    tokens = (token.replace("$", "s") for token in _TOKEN.findall(fold(text)))
    return tuple(SPOKEN.get(token, token) for token in tokens)


def folded(raw):
    """A single token as it is compared; of an endless one only the beginning."""
    return "".join(key(raw[: 4 * LONGEST_TOKEN]))


def read_tokens(text, *, limit):
    """The first tokens of a line, and whether it holds more."""
    tokens = []
    for match in _TOKEN.finditer(text):
        if not (word := folded(match[0])):
            continue
        if len(tokens) == limit:
            return tokens, True
        tokens.append(Token(word, match[0], *match.span()))
    return tokens, False
