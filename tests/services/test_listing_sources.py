"""Where a row's facts were read, and how old that is."""

from services.importing.sources import parse_sources


def told(sources, ages):
    return [
        (source["title"], source["age"], source["year"])
        for source in parse_sources(sources=sources, ages=ages).listed
    ]


def test_sources_have_their_ages_in_order():
    assert told("https://www.a.be/x;folder", "2020-03; ongedateerd") == [
        ("a.be", "2020-03", 2020),
        ("folder", "ongedateerd", None),
    ]


def test_one_age_holds_for_all_sources_that_name_no_year():
    assert told("https://a.be;thesis 2023;https://b.be", "2021") == [
        ("a.be", "2021", 2021),
        ("thesis 2023", "", None),
        ("b.be", "2021", 2021),
    ]


def test_a_source_is_no_newer_than_the_age_that_the_row_gives():
    assert told("https://a.be;thesis 2023", "2010-03") == [
        ("a.be", "2010-03", 2010),
        ("thesis 2023", "", None),
    ]


def test_without_any_age_a_source_is_of_the_year_that_it_names():
    assert told("https://a.be;thesis 2023", "") == [("a.be", "", None), ("thesis 2023", "", 2023)]


def test_an_age_may_hold_a_semicolon():
    assert told("lijst;https://a.be", "t/m 2026-08; record zelf ongedateerd; oud") == [
        ("lijst", "t/m 2026-08; record zelf ongedateerd", 2026),
        ("a.be", "oud", None),
    ]


def test_ages_that_cannot_be_told_apart_are_kept_once():
    sources, ages = "https://a.be;https://b.be;https://c.be", "2020; 2026"
    assert told(sources, ages) == [(name, "", None) for name in ("a.be", "b.be", "c.be")]
    assert parse_sources(sources=sources, ages=ages).shared_ages == "2020; 2026"


def test_an_age_that_may_be_that_of_a_dated_report_is_nobodys():
    sources, ages = "https://a.be;https://b.be;thesis 2023", "ongedateerd; 2023"
    assert {(age, year) for _title, age, year in told(sources, ages)} == {("", None)}
    assert parse_sources(sources=sources, ages=ages).shared_ages == ages


def test_no_age_is_lost_where_every_source_names_its_year():
    sources = "report 2019;thesis 2023"
    assert parse_sources(sources=sources, ages="2021").shared_ages == "2021"


def test_ages_of_their_own_are_not_shared():
    assert parse_sources(sources="https://a.be", ages="2020").shared_ages == ""


def test_a_source_with_a_remark_keeps_its_address():
    remarked = "https://a.be/ (lijst, gezien op 2026-08-06)"
    [source] = parse_sources(sources=remarked, ages="2026-08").listed
    assert source["url"] == "https://a.be/"
    assert source["title"] == "a.be (lijst, gezien op 2026-08-06)"
