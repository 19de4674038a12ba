"""Text as it is compared, and text as it is set in lines."""

import pytest

from services.text import fold, unbroken


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
    ("text", "shown"),
    [
        ("ma–vr 10.00–20.00 u", "ma–{joiner}vr 10.00–{joiner}20.00{space}u"),
        ("morgen om 9.00 u", "morgen om 9.00{space}u"),
        ("10 uur – of later", "10 uur – of later"),
    ],
)
def test_no_line_ends_within_a_range_or_before_its_unit(text, shown):
    assert unbroken(text) == shown.format(joiner="\N{WORD JOINER}", space="\N{NO-BREAK SPACE}")
