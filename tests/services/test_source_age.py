"""How old a source is, and how that is said."""

import pytest

from services.source_age import names_year, split, told, told_together, year


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        ("", None),
        ("ongedateerd", None),
        ("2020-03", 2020),
        ("jaarverslag 2013", 2013),
        ("bestand vermeldt controles t/m 2026-10", 2026),
        ("presentatie ca. 2007-2013", 2013),
        ("project 2019-", 2019),
        ("tekst vóór 2018", 2017),
        ("ongedateerd (minister Crevits: 2022 of later)", 2022),
        ("opgericht in 1985", None),
        ("nummer 120201", None),
        # Of when it was made, not of when it ends.
        ("beleidsplan 2022-2026", 2022),
        ("2010; 2026-08 (niet nagekeken); 2020-03", 2026),
    ],
)
def test_year_of_an_age(age, expected):
    assert year(age) == expected


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        ("2020-03", "maart 2020"),
        ("2026-08-08", "8 augustus 2026"),
        ("ongedateerd (oud)", "zonder datum (oud)"),
        ("bestand vermeldt controles t/m 2026-10", "bestand vermeldt controles t/m oktober 2026"),
        ("2014-2015", "2014-2015"),
        ("2020-13", "2020-13"),
        ("2020-02-31", "2020-02-31"),
        ("2021", "2021"),
        ("", ""),
    ],
)
def test_age_in_words(age, expected):
    assert told(age) == expected


def test_ages_together_are_said_once_each_the_newest_first():
    ages = "ongedateerd; ongedateerd; 2026-08 (daar 'nog niet geverifieerd'); 2020-03"
    assert told_together(ages) == (
        "augustus 2026 (daar 'nog niet geverifieerd'), maart 2020, zonder datum"
    )


def test_an_age_may_hold_a_semicolon():
    assert split("t/m 2026; record zelf ongedateerd;oud; ") == [
        "t/m 2026; record zelf ongedateerd",
        "oud",
    ]


def test_a_report_names_its_year():
    assert names_year("masterproef UGent 2023")
    assert not names_year("openbare lijst")
