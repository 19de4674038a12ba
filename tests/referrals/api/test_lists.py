"""The lists of the API: the page's filters, order and reasons, and clear words for errors."""

import datetime
import random

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from referrals.page_query import page_parameters
from referrals.search_page import SearchPage
from services.enums import AccessMode, Approach, Focus, Language
from services.filters import PROVINCES
from services.vocabulary import Vocabulary
from tests import databases
from tests.listings import listing

#: What may be asked, by the names of the filters, and how often it is.
VALUES = {
    "q": [
        "chemsex",
        "prep gent",
        "praatgroep",
        "afkicken ghb",
        "soa test anoniem",
        "iets met tina",
    ],
    "place": ["gent", "9000", "hasselt", "limburg", "brugge"],
    "radius": ["5", "60"],
    "focus": [value for value in Focus.values if value != Focus.UNKNOWN],
    "age": ["15", "19", "40"],
    "youth": ["1"],
    "province": [slug for slug, _name in PROVINCES],
    "access_mode": AccessMode.values,
    "topic": ["prep", "sti_testing", "counselling"],
    "target_group": ["msm", "young_people", "adults"],
    "language": Language.values[:3],
    "approach": Approach.values,
    "anonymous": ["1"],
    "no_intake": ["1"],
    "free": ["1"],
}


def asked(chance):
    """A random question by the names of the filters, as lists of values."""
    names = chance.sample(list(VALUES), chance.choice([0, 1, 1, 2, 2, 3, 4]))
    question = {name: [chance.choice(VALUES[name])] for name in names}
    if "radius" in question and "place" not in question:
        question["place"] = ["gent"]
    return question


def on_the_page(question):
    """The ids that the page shows for a question, on all its pages, in order."""
    parameters = {one.filter_name: one for one in page_parameters(Vocabulary.load())}
    query = QueryDict(mutable=True)
    for name, values in question.items():
        page_values = {value: name for name, value in parameters[name].values.items()}
        query.setlist(parameters[name].name, [page_values.get(one, one) for one in values])
    ids = []
    for scope in ("", "overal"):
        number, pages = 1, 1
        while number <= pages:
            query["bereik"], query["pagina"] = scope, str(number)
            page = SearchPage(query)
            pages = page.pages
            ids += [result.service.pk for result in getattr(page.answer, page.group)]
            number += 1
        if page.group == "ranked":
            break
    return list(map(str, ids))


def in_the_api(question):
    """The ids that the API lists for the same question, on all its pages, in order."""
    ids, number, is_last = [], 1, False
    while not is_last:
        query = question | {"page": number, "per_page": 40}
        page = Client().get("/api/v1/services", query).json()
        ids += [record["id"] for record in page["contents"]]
        number, is_last = number + 1, page["last_page"]
    assert len(ids) == page["total_items"]
    return ids


@pytest.fixture(scope="module")
def real(listings_database, django_db_blocker):
    """The real listings, for reading only."""
    with django_db_blocker.unblock(), databases.connected_to(listings_database):
        yield


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize("seed", range(200))
def test_the_page_and_the_api_give_the_same_in_the_same_order(seed):
    question = asked(random.Random(seed))
    assert in_the_api(question) == on_the_page(question), question


def get(query="", path="services"):
    answer = Client().get(f"/api/v1/{path}?{query}")
    return answer.status_code, answer.json()


def names(query):
    status, page = get(query)
    assert status == 200, page
    return [record["name"] for record in page["contents"]]


@pytest.mark.usefixtures("real")
class TestReasons:
    def test_words_are_understood_and_say_why(self):
        _status, page = get("q=chemsex 19 jaar gent")
        assert page["understood"]["place"] == "Gent"
        assert page["understood"]["age"] == 19
        assert [one["term"] for one in page["understood"]["concepts"]] == ["chemseks"]
        first = page["contents"][0]["match"]
        assert "19 jaar" in first["explanation"] or "leeftijd" in first["explanation"]

    def test_a_misspelt_word_is_said(self):
        _status, page = get("q=mefedrno")
        assert page["understood"]["corrections"] == [{"typed": "mefedrno", "meant": "mefedron"}]

    def test_search_says_the_same_as_q(self):
        assert get("search=praatgroep") == get("q=praatgroep")

    def test_alarming_words_name_the_number_to_call(self):
        assert get("q=bewusteloos")[1]["understood"]["helplines"]

    def test_each_filter_says_whether_it_certainly_fits(self):
        _status, page = get("anonymous=1&per_page=100")
        states = {one["match"]["facts"][0]["state"] for one in page["contents"]}
        assert states == {"yes", "unknown"}

    def test_without_a_question_there_is_nothing_to_explain(self):
        _status, page = get()
        assert "understood" not in page
        assert not any("match" in record for record in page["contents"])


@pytest.mark.django_db
class TestFilters:
    def test_near_a_point_and_how_far_it_is(self):
        listing(name="Gent", at="Gent")
        listing(name="Brugge", at="Brugge")
        _status, page = get("near=51.05,3.72&radius=10")
        assert [one["name"] for one in page["contents"]] == ["Gent"]
        assert 0 < page["contents"][0]["match"]["distance_km"] < 5

    def test_a_municipality_is_a_place(self):
        listing(name="Gent", at="Gent")
        listing(name="Brugge", at="Brugge")
        assert names("municipality=gent&radius=5") == names("place=gent&radius=5") == ["Gent"]

    def test_open_at_a_moment(self):
        monday = timezone.localtime() + datetime.timedelta(days=7 - timezone.localtime().weekday())
        listing(name="Open", hours="Mo 10:00-12:00")
        listing(name="Dicht", hours="Tu 10:00-12:00")
        listing(name="Onbekend")
        at = f"{monday:%Y-%m-%d}T10:30:00%2B01:00"
        assert set(names(f"open_at={at}")) == {"Open", "Onbekend"}

    def test_filters_add_up(self):
        one = listing(name="Een", focus=Focus.DRUGS)
        listing(name="Twee", focus=Focus.SEXUALITY, organisation=one.organisation)
        assert names(f"organization_id={one.organisation_id}&focus=drugs") == ["Een"]

    def test_places_are_found_by_postal_code_and_around_it(self):
        listing(name="Gent", at="Gent", postal_code="9000", street="Veldstraat 1")
        listing(name="Deinze", at="Deinze", postal_code="9800", street="Markt 1")

        def found(query):
            _status, page = get(query, path="service_at_locations")
            return [record["service"]["name"] for record in page["contents"]]

        assert found("") == ["Deinze", "Gent"]
        assert found("postcode=9000") == ["Gent"]
        assert found("postcode=9000&proximity=1000") == ["Gent"]
        assert found("postcode=9000&proximity=30000") == ["Deinze", "Gent"]

    def test_whole_records_when_asked(self):
        listing(name="Open", at="Gent", topics=["prep"])
        assert "attributes" not in get()[1]["contents"][0]
        assert "attributes" in get("full=true")[1]["contents"][0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "name", "words"),
    [
        ("leeftijd=19", "leeftijd", "bestaat niet"),
        ("age=oud", "age", "geheel getal"),
        ("age=121", "age", "120"),
        ("age=19&age=20", "age", "meer dan eens"),
        ("focus=zeep", "focus", "zeep"),
        ("topic=zeep&topic=prep", "topic", "zeep"),
        ("place=nergenshuizen", "place", "We kennen geen gemeente"),
        ("municipality=limburg", "municipality", "groter dan één gemeente"),
        ("near=51.05", "near", "breedtegraad,lengtegraad"),
        ("near=nan,nan", "near", "breedtegraad,lengtegraad"),
        ("near=1,2", "near", "breedtegraad,lengtegraad"),
        ("near=51.05,3.72&place=gent", "near", "kies er één"),
        ("search=a&q=b", "search", "kies er één"),
        ("radius=10", "radius", "vraagt ook een plaats"),
        ("open_at=morgen", "open_at", ""),
        ("open_at=2020-01-01T10:00:00Z", "open_at", "vanaf nu"),
        ("organization_id=1", "organization_id", ""),
        ("modified_after=gisteren", "modified_after", ""),
        ("modified_after=9999-12-31T23:59:59-23:00", "modified_after", ""),
        ("modified_after=0001-01-01T00:00:00%2B23:00", "modified_after", ""),
        ("page=0", "page", "1"),
        ("page=1000000000000000000000", "page", "1000000"),
        ("per_page=101", "per_page", "100"),
        ("full=ja", "full", "true"),
        ("anonymous=ja", "anonymous", "1"),
        ("q=" + "a" * 501, "q", "500"),
    ],
)
def test_what_is_not_understood_is_refused_by_name(query, name, words):
    status, problem = get(query)
    assert status == 400
    assert list(problem["errors"]) == [name]
    assert words in " ".join(problem["errors"][name])


@pytest.mark.django_db
def test_a_place_that_may_be_several_names_each_of_them():
    status, problem = get("place=berchem")
    assert status == 400 and len(problem["choices"]["place"]) > 1
    for label in problem["choices"]["place"]:
        assert get(f"place={label}")[0] == 200


@pytest.mark.django_db
def test_a_moment_is_taken_as_it_stands_in_a_record():
    service = listing()
    status, page = get(f"modified_after={service.document.modified_at.isoformat()}")
    assert (status, page["total_items"]) == (200, 0)
    assert get("modified_after=2020-01-01T10:00:00+01:00")[1]["total_items"] == 1


@pytest.mark.django_db
def test_a_page_past_the_last_is_empty():
    listing()
    _status, page = get("page=7")
    assert (page["empty"], page["last_page"], page["total_items"]) == (True, True, 1)


@pytest.mark.django_db
def test_a_hundred_listings_cost_no_more_queries_than_one(django_assert_max_num_queries):
    for number in range(100):
        listing(name=f"Fiche {number}", at="Gent")
    # Places and words are read once, and again when they change.
    names("q=hulp")
    for query in ("", "&q=fiche", "&place=gent&anonymous=1"):
        with django_assert_max_num_queries(8):
            assert len(names(f"per_page=100{query}")) == 100
