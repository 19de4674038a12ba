"""Folding text so that spelling differences in accents and case do not matter."""

import re
import unicodedata

#: PostgreSQL's configuration for Dutch without accents, made in the first migration.
TEXT_CONFIG = "dutch_unaccent"
#: Words of a question that count; a sentence holds fewer.
MAX_WORDS = 12


def words(text):
    """The first words of a text, folded, without punctuation around them."""
    return re.findall(r"\w(?:[\w.+-]*\w)?", fold(text))[:MAX_WORDS]


def fold(text):
    """Lower case without accents or control characters: "Ex Æquo" gives "ex aequo"."""
    spelled_out = text.replace("Æ", "ae").replace("æ", "ae").replace("œ", "oe").replace("ß", "ss")
    decomposed = unicodedata.normalize("NFKD", spelled_out)
    return "".join(
        " " if unicodedata.category(letter).startswith("C") else letter
        for letter in decomposed
        if not unicodedata.combining(letter)
    ).lower()
