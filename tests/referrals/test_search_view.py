"""The search page over HTTP: whole, swapped, bounded, and unmoved by rubbish."""

import re
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.listings import generate
from referrals.page_query import page_parameters
from services import gazetteer
from services.enums import AddressVisibility, Focus
from services.vocabulary import Vocabulary
from tests.listings import listing

pytestmark = pytest.mark.usefixtures("reference_data")

SEARCH = reverse("referrals:search")


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def swap(page, fragment):
    """The page after htmx put a fragment in: its main element, and the counts out of band."""
    for element in fragment.select("[hx-swap-oob]"):
        del element["hx-swap-oob"]
        page.find(id=element["id"]).replace_with(element.extract())
    page.find(id="resultaten").replace_with(fragment.find(id="resultaten"))
    return page


def shown(page):
    """What of a page a swap may change, free of white space."""
    parts = [page.find(id="resultaten"), *page.select(".choice__count")]
    return [re.sub(r"\s+", " ", str(part)) for part in parts]


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
    assert "“x” begrijpen we niet" in page.find(role="alert").get_text()


def test_every_control_has_a_label_and_every_choice_its_counts(client):
    page = soup(client.get(SEARCH))
    for control in page.select("form.search input, form.search select"):
        labelled = page.find("label", attrs={"for": control.get("id")}) or control.find_parent(
            "label"
        )
        assert labelled, control
    boxes = page.select("form.search input[type=checkbox]")
    assert len(boxes) > 40
    assert all(box.find_parent("label").select_one(".choice__count") for box in boxes)


@pytest.mark.parametrize(
    "address", ["", "?plaats=gent&leeftijd=19&anoniem=1&taal=fr", "?q=praatgroep&thema=prep"]
)
def test_queries_do_not_grow_with_the_listings(client, django_assert_max_num_queries, address):
    gazetteer.load()  # once per process
    for count in (30, 400):
        generate(count, seed=count, start=1000 * count)
        with django_assert_max_num_queries(12):
            response = client.get(f"{SEARCH}{address}")
        assert soup(response).select(".card")


def test_an_empty_answer_stays_within_the_bound_too(client, django_assert_max_num_queries):
    generate(30)
    gazetteer.load()
    with django_assert_max_num_queries(12):
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
        cards = results.replace("“geheimstraat”", "").replace("“gent”", "")
        if query in ("q=geheimstraat", "q=gent", "q=stillestraat"):
            assert "Verborgen plek" not in cards
            assert "Enkel gemeente" not in cards


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
