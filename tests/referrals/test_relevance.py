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


@pytest.mark.django_db
def test_the_search_is_no_worse_than_it_was(asked, found):
    answerable = [(found[query.id], query.grades) for query in asked if query.is_answerable]
    others = [found[query.id] for query in asked if not query.is_answerable]
    right_in_top_3 = fmean(has_right_answer(*one) for one in answerable)
    assert right_in_top_3 >= 0.96
    assert fmean(ndcg(*one) for one in answerable) >= 0.80
    assert fmean(bool(slugs) for slugs in others) <= 0.1


@pytest.mark.django_db
def test_words_of_the_scene_are_understood_nearly_as_well(asked, found):
    scene = [
        (found[query.id], query.grades) for query in asked if query.is_scene and query.is_answerable
    ]
    assert fmean(has_right_answer(*one) for one in scene) >= 0.95
    assert fmean(ndcg(*one) for one in scene) >= 0.77


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


def test_a_third_of_every_kind_is_kept_aside(asked):
    sizes = Counter((query.kind, query.is_answerable) for query in asked)
    aside = Counter((query.kind, query.is_answerable) for query in asked if query.is_final)
    assert {group: size // 3 for group, size in sizes.items()} == aside


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


def query(number, *, kind="official", is_final=False, **grades):
    return Query(
        id=number, text=f"vraag {number}", need="", kind=kind, is_final=is_final, grades=grades
    )


def test_the_table_takes_means_over_each_part():
    asked = [
        query("1", a=3),
        query("2", kind="scene", is_final=True, b=2),
        query("3", kind="typo"),
        query("4", is_final=True),
    ]
    found = {"1": ["a"], "2": ["x"], "3": ["x"], "4": []}
    rows = report.table(asked, {"one": found}).splitlines()
    assert [row for row in rows if row.startswith("| one")] == [
        "| one | 2 + 2 | 0.500 | 0.500 | 50.0% | 50.0% |",
        "| one | 1 + 1 | 0.000 | 0.000 | 0.0% | 100.0% |",
        "| one | 1 + 1 | 1.000 | 1.000 | 100.0% | 100.0% |",
        "| one | 1 + 1 | 0.000 | 0.000 | 0.0% | 0.0% |",
    ]


def test_misses_are_listed_but_for_what_is_kept_aside():
    asked = [query("1", a=3), query("2", a=3), query("3"), query("4", is_final=True, a=3)]
    found = {"1": ["a"], "2": ["x"], "3": ["a"], "4": []}
    assert list(report.misses(asked, found)) == [
        "2. vraag 2 [official]: x (0)",
        "3. vraag 3 [official]: a (0)",
        "and 1 of the queries that are kept aside",
    ]
