"""Text as it is compared, and text as it is set in lines."""

import re
import unicodedata

#: PostgreSQL's configuration for Dutch without accents, made in the first migration.
TEXT_CONFIG = "dutch_unaccent"


def fold(text):
    """Lower case without accents or control characters: "Ex Æquo" gives "ex aequo"."""
    if text.isascii() and text.isprintable():
        return text.lower()
    spelled_out = text.replace("Æ", "ae").replace("æ", "ae").replace("œ", "oe").replace("ß", "ss")
    decomposed = unicodedata.normalize("NFKD", spelled_out)
    return "".join(
        " " if unicodedata.category(letter).startswith("C") else letter
        for letter in decomposed
        if not unicodedata.combining(letter)
    ).lower()


def unbroken(text):
    """The text with no line ending inside a range, or between a number and the "u" of hours."""
    text = re.sub(r"(?<=\w)–(?=\w)", "–\N{WORD JOINER}", text)
    return re.sub(r"(?<=\d) (?=u\b)", "\N{NO-BREAK SPACE}", text)
