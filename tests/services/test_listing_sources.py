"""Where a row's facts were read, and how old that is."""

import pytest

from services.importing.sources import parse_sources, year


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
    ],
)
def test_year_of_an_age(age, expected):
    assert year(age) == expected


def told(sources, ages):
    return [
        (source["title"], source["age"], source["year"])
        for source in parse_sources(sources=sources, ages=ages)
    ]


def test_sources_have_their_ages_in_order():
    assert told("https://www.a.be/x;folder", "2020-03; ongedateerd") == [
        ("a.be", "2020-03", 2020),
        ("folder", "ongedateerd", None),
    ]


def test_one_age_holds_for_all_sources_that_name_no_year():
    assert told("https://a.be;thesis 2023;https://b.be", "2021") == [
        ("a.be", "2021", 2021),
        ("thesis 2023", "", 2023),
        ("b.be", "2021", 2021),
    ]
    assert told("https://a.be;thesis 2023", "2010-03") == [
        ("a.be", "2010-03", 2010),
        ("thesis 2023", "", 2023),
    ]


def test_an_age_may_hold_a_semicolon():
    assert told("lijst;https://a.be", "t/m 2026-08; record zelf ongedateerd; oud") == [
        ("lijst", "t/m 2026-08; record zelf ongedateerd", 2026),
        ("a.be", "oud", None),
    ]


def test_ages_that_cannot_be_told_apart_give_no_year():
    assert told("https://a.be;https://b.be;https://c.be", "2020; 2026") == [
        (name, "2020; 2026", None) for name in ("a.be", "b.be", "c.be")
    ]


def test_an_age_that_may_be_that_of_a_dated_report_is_nobodys():
    assert told("https://a.be;https://b.be;thesis 2023", "ongedateerd; 2023") == [
        ("a.be", "ongedateerd; 2023", None),
        ("b.be", "ongedateerd; 2023", None),
        ("thesis 2023", "ongedateerd; 2023", 2023),
    ]


def test_a_source_with_a_remark_keeps_its_address():
    [source] = parse_sources(sources="https://a.be/ (lijst, gezien op 2026-08-06)", ages="2026-08")
    assert source["url"] == "https://a.be/"
    assert source["title"] == "a.be (lijst, gezien op 2026-08-06)"
