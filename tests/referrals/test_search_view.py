"""The search page over HTTP: whole, swapped, bounded, and unmoved by rubbish."""

import re
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.listings import generate
from referrals import lexicon
from referrals.page_query import page_parameters
from referrals.search_page import SearchPage
from services import gazetteer
from services.enums import AddressVisibility, Focus, ServiceKind
from services.vocabulary import Vocabulary
from tests.listings import listing

pytestmark = pytest.mark.django_db

SEARCH = reverse("referrals:search")
#: Queries of a page of results, or of ways on where there are none; the cues beside them are one.
MOST = 13


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def swap(page, fragment):
    """The page after htmx put a fragment in: its main element, and others out of band."""
    for element in fragment.select("[hx-swap-oob]"):
        old = page.find(id=element["id"])
        if element["hx-swap-oob"] == "innerHTML":
            old.clear()
            old.extend(element.extract().contents)
        else:
            del element["hx-swap-oob"]
            old.replace_with(element.extract())
    page.find(id="resultaten").replace_with(fragment.find(id="resultaten"))
    return page


def shown(page):
    """What of a page a swap may change, by id and free of white space.

    A swap leaves choices in the order in which they were, which is another one on a fresh load.
    """
    parts = page.select("#resultaten, .choice__count, .search__legend, .with-script, .results > p")
    return {part["id"]: re.sub(r"\s+", " ", str(part)) for part in parts}


def test_a_swapped_page_equals_a_fresh_load(client):
    listing(name="Gent", at="Gent", focus=Focus.DRUGS)
    listing(name="Genk", at="Genk", focus=Focus.BOTH)
    old = soup(client.get(SEARCH))
    address = f"{SEARCH}?plaats=gent&focus=drugs"
    fragment = soup(client.get(address, headers={"HX-Request": "true"}))
    assert fragment.find("html") is None
    assert shown(swap(old, fragment)) == shown(soup(client.get(address)))


def test_the_fragment_and_the_page_are_told_apart_by_caches(client):
    response = client.get(SEARCH)
    assert "HX-Request" in response.headers["Vary"]
    assert "no-store" in response.headers["Cache-Control"]
    restored = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert soup(client.get(SEARCH, headers=restored)).find("html")


def test_searching_leaves_no_cookie(client):
    response = client.get(SEARCH, {"q": "tina", "leeftijd": "19"})
    assert not response.cookies


def test_the_form_holds_what_was_asked(client):
    page = soup(
        client.get(SEARCH, {"q": "tina", "plaats": "gent", "leeftijd": "x", "anoniem": "1"})
    )
    assert page.find(id="q")["value"] == "tina"
    assert page.find(id="plaats")["value"] == "gent"
    assert page.find(id="leeftijd")["value"] == "x"
    assert page.select_one("[name=anoniem]").has_attr("checked")
    assert "“x” telt nu niet mee" in page.find(role="alert").get_text()


def test_every_control_has_a_label_and_every_choice_its_counts(client):
    page = soup(client.get(SEARCH))
    for control in page.select("form.search input, form.search select"):
        labelled = page.find("label", attrs={"for": control.get("id")}) or control.find_parent(
            "label"
        )
        assert labelled, control
    boxes = page.select("form.search input[type=checkbox], form.search input[type=radio]")
    assert len(boxes) > 40
    assert all(box.find_parent("label").select_one(".choice__count") for box in boxes)


def test_the_number_of_results_is_said_outside_of_what_is_swapped(client):
    listing(at="Gent")
    [status] = soup(client.get(SEARCH)).select("main [role=status][id]")
    assert not status.find_parent(id="resultaten")
    assert status.get_text(strip=True) == "1 resultaat"
    [swapped] = soup(client.get(SEARCH, headers={"HX-Request": "true"})).select("[role=status]")
    assert (swapped["id"], swapped["hx-swap-oob"]) == (status["id"], "innerHTML")


def test_what_the_second_number_means_is_said_where_there_is_one(client):
    address = f"{SEARCH}?q=drugs"
    listing(name="Drugs", at="Gent", focus=Focus.DRUGS)
    assert soup(client.get(address)).find(id="uitleg-aantallen").has_attr("hidden")
    listing(name="Drugs, of meer", at="Gent", focus=Focus.UNKNOWN)
    legend = soup(client.get(address)).find(id="uitleg-aantallen")
    assert not legend.has_attr("hidden")
    assert legend.get_text(strip=True) == "+n?: van zoveel is het nog niet bekend"


def test_filters_open_where_they_are_used_and_useless_choices_stand_last(client):
    listing(at="Gent", topics=["prep"])
    page = soup(client.get(f"{SEARCH}?thema=prep&taal=nl"))
    groups = page.select("details.filter-group")
    assert [one.summary.contents[0].strip() for one in groups if one.has_attr("open")] == [
        "Wat telt",
        "Thema",
        "Taal",
    ]
    numbers = [
        int(re.search(r"\d+", count.get_text()).group())
        for count in page.select("[id^=aantal-thema-]")
    ]
    assert numbers[0] == 1
    assert not any(numbers[1:])


def test_namesakes_have_their_organisation_in_their_title(client):
    for at in ("Gent", "Genk"):
        listing(name="Hiv-referentiecentrum", at=at)
    titles = [
        title.get_text(strip=True) for title in soup(client.get(SEARCH)).select(".card__title")
    ]
    assert len(set(titles)) == 2
    assert all(title.startswith("Hiv-referentiecentrum · ") for title in titles)


def test_where_nothing_is_near_the_page_shows_ways_and_stays_within_the_bound(
    client, django_assert_max_num_queries
):
    listing(name="Roeselare", at="Roeselare", focus=Focus.BOTH, topics=["prep"])
    listing(name="Lijn", kind=ServiceKind.HELPLINE, focus=Focus.BOTH, topics=["prep"])
    gazetteer.load()
    lexicon.load()
    for query in (
        "focus=seksualiteit",
        "focus=seksualiteit&q=prep&anoniem=1&leeftijd=19",
    ):
        with django_assert_max_num_queries(MOST):
            response = client.get(f"{SEARCH}?plaats=kortrijk&straal=10&{query}")
        page = soup(response)
        assert "Niets binnen 10 km van Kortrijk" in page.find(id="kop-niets-dichtbij").get_text()
        assert "Binnen 20 km" in page.select_one(".empty__options").get_text()
        assert [title.get_text(strip=True) for title in page.select(".card__title")] == [
            "Roeselare",
            "Lijn",
        ]


def test_queries_do_not_grow_with_the_listings(client, django_assert_max_num_queries):
    gazetteer.load()  # once per process, as is the lexicon
    lexicon.load()
    for count in (30, 400):
        generate(count, seed=count, start=1000 * count)
        for address in (
            "",
            "?plaats=gent&leeftijd=19&anoniem=1&taal=fr",
            "?q=praatgroep&jongeren=1",
            "?q=praatgroep&thema=prep",
        ):
            with django_assert_max_num_queries(MOST):
                response = client.get(f"{SEARCH}{address}")
            assert soup(response).select(".card"), address


def test_an_empty_answer_stays_within_the_bound_too(client, django_assert_max_num_queries):
    generate(30)
    gazetteer.load()
    lexicon.load()
    with django_assert_max_num_queries(MOST):
        response = client.get(SEARCH, {"q": "xyzzy", "plaats": "gent", "anoniem": "1"})
    assert "Niets gevonden" in response.content.decode()


def test_a_hidden_address_is_in_no_answer(client):
    listing(
        name="Verborgen plek",
        at="Gent",
        street="Geheimstraat 7",
        postal_code="9000",
        visibility=AddressVisibility.HIDDEN,
    )
    listing(
        name="Enkel gemeente",
        at="Genk",
        street="Stillestraat 9",
        postal_code="3600",
        visibility=AddressVisibility.MUNICIPALITY,
    )
    for query in (
        "",
        "q=geheimstraat",
        "q=gent",
        "plaats=gent",
        "provincie=oost-vlaanderen",
        "q=stillestraat",
    ):
        text = client.get(f"{SEARCH}?{query}").content.decode()
        results = BeautifulSoup(text, "html.parser").find(id="resultaten").get_text()
        assert "Geheimstraat 7" not in text
        assert "Stillestraat 9" not in text
        if query in ("q=geheimstraat", "q=stillestraat"):
            assert "Verborgen plek" not in results
            assert "Enkel gemeente" not in results


def test_a_hidden_place_does_not_change_how_a_listing_ranks():
    for at in ("Gent", "Aalst"):
        listing(name=f"Verborgen {at[0]}", at=at, visibility=AddressVisibility.HIDDEN)
    ranking = SearchPage(QueryDict("q=gent")).search.ranking
    assert len(ranking) == 2
    assert len({one.score for one in ranking.values()}) == 1


def values(name):
    """Anything that may stand in a parameter: the right values, near rights, and rubbish."""
    rubbish = st.one_of(
        st.text(max_size=30),
        st.sampled_from(
            ["\x00", "%", "'", '"><script>', "-1", "1e9", "NaN", "²", "9" * 400, "x" * 10_240]
        ),
    )
    right = {
        "plaats": ["gent", "9000", "berchem", "leuve", "limburg", "vlaanderen"],
        "leeftijd": ["19", "0", "121"],
        "straal": ["5", "500", "501"],
        "pagina": ["1", "2", "99999999999999999999"],
        "q": ["prep gent", "a & b | !c", "<->", "praatgroep" * 40],
        "focus": ["drugs", "beide"],
        "provincie": ["brussel"],
        "contact": ["inloop", "chat"],
        "thema": ["prep"],
        "open": ["1"],
    }
    return st.one_of(st.sampled_from(right.get(name, ["1"])), rubbish)


NAMES = [
    *(one.name for one in page_parameters(Vocabulary(topics=(), target_groups=()))),
    "pagina",
    "bereik",
    "vak",
    "zoom",
    "onbekend",
]


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(NAMES).flatmap(lambda name: st.tuples(st.just(name), values(name))),
        max_size=8,
    )
)
def test_no_address_is_an_error(client, pairs):
    query = urlencode(pairs)
    for path in (SEARCH, reverse("referrals:map-data")):
        response = client.get(f"{path}?{query}")
        assert response.status_code == 200
        assert len(response.content) < 200_000
        assert b"<script>" not in response.content.replace(b"<script type", b"")
