"""A typed line, read with the words, the places and the names that there are at this moment."""

import re
from collections.abc import Collection, Iterable

from django.db.models import CharField, Value

from referrals.lexicon import Lexicon
from referrals.query import understand
from referrals.understanding import Understanding
from services import gazetteer
from services.models import ServiceDocument
from services.text import fold


def read(text: str, *, lexicon: Lexicon, exact: Collection[str] = ()) -> Understanding:
    """What a line says; words in `exact`, and those of a listing's name, are nobody's mistake."""
    with_these = {"lexicon": lexicon, "gazetteer": gazetteer.load()}
    said = understand(text, **with_these, exact=exact)
    named = _named(fold(one.typed) for one in said.corrections)
    return understand(text, **with_these, exact={*exact, *named}) if named else said


def _named(words: Iterable[str]):
    """Those of these words that a public listing, its organisation or place bears in its name."""
    bearers = [
        ServiceDocument.objects.filter(text__regex=rf"\m{re.escape(word)}\M")
        .annotate(word=Value(word, CharField()))
        .values_list("word", flat=True)[:1]
        for word in dict.fromkeys(words)
    ]
    return set(bearers[0].union(*bearers[1:], all=True)) if bearers else set()
