"""The graded queries are well-formed, the metrics are what they say, and the search is no worse.

`make relevance` measures the same beside the baselines, for each part of the queries.
"""

import csv
from collections import Counter
from statistics import fmean
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.http import QueryDict

from referrals.search_page import SearchPage
from services.models import Service
from tests import databases
from tests.referrals.relevance import queries, report
from tests.referrals.relevance.metrics import has_right_answer, ndcg, recall
from tests.referrals.relevance.queries import Query

NEEDS = {"N2", "N3", "N5", "N6", "N11", "N12", "N13", "N14", "N15", "N16"}


@pytest.fixture(scope="module")
def asked():
    return queries.load()


@pytest.fixture(scope="module")
def found(asked, listings_database, django_db_blocker):
    """Slugs of the real listings that the search finds for each query, best first, by its id."""
    with django_db_blocker.unblock(), databases.connected_to(listings_database):
        slugs = dict(Service.objects.values_list("pk", "slug"))
        return {query.id: [slugs[pk] for pk in _ranking(query)] for query in asked}


def _ranking(query):
    return SearchPage(QueryDict(urlencode({"q": query.text}))).search.ranking


#: The parts of the first queries, of which a third was kept aside.
FIRST = ("tune", "final")
#: Least share with a right answer in the first three, least nDCG, and most false finds.
FLOORS = {
    "first": (lambda query: query.part in FIRST, 0.99, 0.83, 0.0),
    "scene": (lambda query: query.part in FIRST and query.is_scene, 0.99, 0.8, 0.0),
    "fresh": (lambda query: query.part == "fresh", 0.96, 0.76, 0.0),
    "later": (lambda query: query.part == "later", 0.95, 0.75, 0.2),
}


@pytest.mark.django_db
@pytest.mark.parametrize("part", FLOORS)
def test_the_search_is_no_worse_than_it_was(asked, found, part):
    is_in, right_in_top_3, gain, found_without_answer = FLOORS[part]
    asked = [query for query in asked if is_in(query)]
    answerable = [(found[query.id], query.grades) for query in asked if query.is_answerable]
    others = [found[query.id] for query in asked if not query.is_answerable]
    assert fmean(has_right_answer(*one) for one in answerable) >= right_in_top_3
    assert fmean(ndcg(*one) for one in answerable) >= gain
    assert fmean(bool(slugs) for slugs in others) <= found_without_answer


@pytest.fixture(scope="module")
def listings():
    """The rows of the listings that are published, by slug."""
    with (settings.BASE_DIR / "fixtures" / "listings.csv").open(encoding="utf-8-sig") as lines:
        return {row["id"]: row for row in csv.DictReader(lines) if row["publish"] == "yes"}


def test_every_query_is_there_once_and_can_be_read(asked):
    assert len({query.id for query in asked}) == len(asked)
    assert len({query.text for query in asked}) == len(asked)
    assert all(query.text == query.text.strip() != "" for query in asked)
    assert {query.kind for query in asked} == set(queries.KINDS)


def test_right_answers_are_published_listings(asked, listings):
    for query in asked:
        assert query.grades.keys() <= listings.keys()
        assert set(query.grades.values()) <= {1, 2, 3}
        assert not query.is_answerable or 3 in query.grades.values()


def test_there_are_enough_queries_of_every_sort(asked):
    assert len(asked) >= 120
    assert sum(query.is_scene for query in asked) >= len(asked) / 2
    assert sum(not query.is_answerable for query in asked) >= 20


def test_needs_and_provinces_are_all_asked_for(asked, listings):
    assert {query.need for query in asked if query.is_answerable} == NEEDS
    assert {query.need for query in asked if not query.is_answerable} == {""}
    best = {slug for query in asked for slug, grade in query.grades.items() if grade == 3}
    assert {row["province"] for row in listings.values()} <= {
        listings[slug]["province"] for slug in best
    } | {""}


def test_a_third_of_every_kind_was_kept_aside(asked):
    first = [query for query in asked if query.part in FIRST]
    sizes = Counter((query.kind, query.is_answerable) for query in first)
    aside = Counter((query.kind, query.is_answerable) for query in first if query.part == "final")
    assert {group: size // 3 for group, size in sizes.items()} == aside


@pytest.mark.parametrize("part", ["fresh", "later"])
def test_later_parts_have_queries_of_every_sort(asked, part):
    later = [query for query in asked if query.part == part]
    assert len(later) >= 50
    assert sum(query.is_scene for query in later) >= len(later) / 2
    assert sum(not query.is_answerable for query in later) >= 10
    assert {query.kind for query in later} == set(queries.KINDS)


GRADES = {"a": 3, "b": 1, "c": 2}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (["a", "c", "b"], 1),
        # Gains 7, 3 and 1, discounts 1, log2(3) = 1.58496 and 2: 9.39279 at best.
        (["b", "x", "a"], (1 + 7 / 2) / 9.39279),
        (["x", "c"], (3 / 1.58496) / 9.39279),
        (["v", "w", "x", "y", "z", "a"], 0),
        ([], 0),
    ],
)
def test_ndcg(found, expected):
    assert ndcg(found, GRADES) == pytest.approx(expected, rel=1e-5)


def test_ndcg_asks_no_more_than_its_depth():
    assert ndcg(["a"], {"a": 1, "b": 1, "c": 1}, depth=1) == 1


@pytest.mark.parametrize(
    ("found", "depth", "expected"),
    [
        (["b", "x", "a"], 10, 2 / 3),
        (["b", "x", "a"], 2, 1 / 2),
        (["a", "b"], 2, 1),
        ([], 10, 0),
    ],
)
def test_recall(found, depth, expected):
    assert recall(found, GRADES, depth=depth) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (["x", "y", "c"], True),
        (["x", "y", "z", "a"], False),
        (["b"], False),
        ([], False),
    ],
)
def test_right_answer(found, expected):
    assert has_right_answer(found, GRADES) is expected


def query(number, *, kind="official", part="tune", **grades):
    return Query(id=number, text=f"vraag {number}", need="", kind=kind, part=part, grades=grades)


def test_the_table_takes_means_over_each_part():
    asked = [
        query("1", a=3),
        query("2", kind="scene", part="final", b=2),
        query("3", kind="typo"),
        query("4", part="final"),
        query("5", part="fresh", a=3),
        query("6", part="fresh"),
        query("7", part="later", a=3),
        query("8", part="later"),
    ]
    found = {"1": ["a"], "2": ["x"], "3": ["x"], "4": [], "5": ["a"], "6": ["x"], "7": [], "8": []}
    rows = report.table(asked, {"one": found}).splitlines()
    assert [row for row in rows if row.startswith("| one")] == [
        "| one | 4 + 4 | 0.500 | 0.500 | 50.0% | 50.0% |",
        "| one | 1 + 1 | 0.000 | 0.000 | 0.0% | 100.0% |",
        "| one | 1 + 1 | 1.000 | 1.000 | 100.0% | 100.0% |",
        "| one | 1 + 1 | 0.000 | 0.000 | 0.0% | 0.0% |",
        "| one | 1 + 1 | 1.000 | 1.000 | 100.0% | 100.0% |",
        "| one | 1 + 1 | 0.000 | 0.000 | 0.0% | 0.0% |",
    ]


def test_misses_are_listed():
    asked = [query("1", a=3), query("2", a=3), query("3")]
    found = {"1": ["a"], "2": ["x"], "3": ["a"]}
    assert list(report.misses(asked, found)) == [
        "2. vraag 2 [official]: x (0)",
        "3. vraag 3 [official]: a (0)",
    ]
