"""Folding and splitting of text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.text import MAX_WORDS, fold, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ex Æquo", "ex aequo"),
        ("Cocaïne", "cocaine"),
        ("Lœuvre", "loeuvre"),
        ("a\x00b\x1bc", "a b c"),
        ("ÇAVARIA", "cavaria"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3-MMC, tina!", ["3-mmc", "tina"]),
        ("  't Kader (Geel) ", ["t", "kader", "geel"]),
        ("***", []),
        ("LGBTQ+ huis", ["lgbtq", "huis"]),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


@given(st.text())
def test_words_are_few_folded_and_never_fail(text):
    found = words(text)
    assert len(found) <= MAX_WORDS
    assert all(word == fold(word) for word in found)
