"""The way back from a listing: to the search that led there, and never anywhere else."""

import logging

import pytest
from bs4 import BeautifulSoup

from tests.listings import listing

pytestmark = pytest.mark.django_db

OWN = "http://testserver"


@pytest.fixture
def address():
    return listing(name="Inloop").get_absolute_url()


def opened(client, address, referer=None, **options):
    headers = {} if referer is None else {"Referer": referer}
    response = client.get(address, headers=headers, **options)
    assert response.status_code == 200
    link = BeautifulSoup(response.content, "html.parser").select_one(".breadcrumb a")
    return response, link


@pytest.mark.parametrize(
    "query", ["q=prep&plaats=gent", "bereik=overal&pagina=2", "q=%22%3E%3Cb%3E"]
)
def test_leads_to_the_search_that_led_here(client, address, query):
    response, link = opened(client, address, f"{OWN}/?{query}")
    assert link["href"] == f"/?{query}"
    assert link.get_text(strip=True) == "Terug naar wat je zocht"
    assert "private" in response["Cache-Control"]


@pytest.mark.parametrize(
    "referer",
    [
        None,
        "",
        f"{OWN}/",
        f"{OWN}/?",
        f"{OWN}/woordenlijst/?q=tina",
        f"{OWN}//elders.example.org/?q=prep",
        f"{OWN}/aanbod/iets/?q=prep",
        "https://testserver/?q=prep",
        "http://testserver:8000/?q=prep",
        "http://testserver@elders.example.org/?q=prep",
        "http://elders.example.org@testserver/?q=prep",
        "http://testserver.example.org/?q=prep",
        "https://elders.example.org/?q=prep",
        "//elders.example.org/?q=prep",
        "/?q=prep",
        "?q=prep",
        "javascript:alert(1)//?q=prep",
        "data:text/html,?q=prep",
        "http://[/?q=prep",
        "http://testserver\\@elders.example.org/?q=prep",
    ],
)
def test_leads_to_an_empty_search_from_anywhere_else(client, address, referer):
    response, link = opened(client, address, referer)
    assert link["href"] == "/"
    assert link.get_text(strip=True) == "Naar zoeken"
    assert "prep" not in response.content.decode()


def test_what_was_asked_is_text_and_no_markup(client, address):
    response, link = opened(client, address, f'{OWN}/?q="><script>alert(1)</script>')
    assert link["href"].startswith("/?q=")
    assert "<script>alert(1)" not in response.content.decode()


def test_what_was_asked_is_in_the_link_back_alone_and_is_kept_nowhere(client, address, caplog):
    caplog.set_level(logging.DEBUG)
    response, link = opened(client, address, f"{OWN}/?q=wuustwezel")
    assert response.content.decode().count("wuustwezel") == 1
    assert "wuustwezel" in link["href"]
    assert not response.cookies
    assert "wuustwezel" not in caplog.text


def test_a_cache_keeps_the_pages_apart(client, address):
    for referer in (None, f"{OWN}/?q=prep"):
        response, _link = opened(client, address, referer)
        assert "Referer" in response["Vary"]


def test_an_https_site_knows_its_own_search(client, address):
    _response, link = opened(client, address, "https://testserver/?q=prep", secure=True)
    assert link["href"] == "/?q=prep"
