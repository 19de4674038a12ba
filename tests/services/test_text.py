"""Folding of text."""

import pytest

from services.text import fold


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
