"""A crawler over every link of the real listings: what no page may lack, and none may do."""

import re
from collections import Counter, deque
from types import SimpleNamespace
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from services.models import Organisation, PendingValue, Service
from tests import databases

ORIGIN = "http://testserver"
#: Where no link leads, only a redirect.
ACCOUNT = "/account/login/"
#: A question whose words are nowhere else, on a page that has results.
ASKED = "/?q=hulp&plaats=wuustwezel&leeftijd=37"
#: Searches lead to searches without end, and all forms of a kind are one page: this many of each,
#: besides all that one can leaf through.
SOME = 16
ALIKE = [r"/\?", r"/doorverwijzen/\?", "/klopt-niet/", "/van-ons/", r"/voorstel/$", r"/voorstel/.+"]
ALIKE += [r"/doorverwijskaart/\?", r"/doorverwijskaart/kaart\.pdf", "/k/"]
LEAFED = re.compile(r"/\?(bereik=overal&?)?(pagina=\d+)?")
#: Pages with a form to post, which takes Django's CSRF cookie: the only ones with a cookie.
FORMS = re.compile(
    r"/aanbod/[^/]+/klopt-niet/|/aanbod/[^/]+/voorstel/[^/]+/|/organisaties/[^/]+/van-ons/"
    r"|/nieuwe-organisatie/|/account/.*"
)
#: Contact details: published while unconfirmed, they would send people to the wrong door.
CONTACT_FIELDS = ["phone", "email", "address", "website", "chat_url"]


@pytest.fixture(scope="module")
def site(listings_database, django_db_blocker):
    """The real listings as a visitor sees them: `answers` and `pages` (soup) by address."""
    with django_db_blocker.unblock(), databases.connected_to(listings_database):
        answers, pages = _crawled()
        published = [*Service.objects.published(), *Organisation.objects.published()]
        waiting = PendingValue.objects.filter(field__in=CONTACT_FIELDS).select_related("service")
        yield SimpleNamespace(
            answers=answers,
            pages=pages,
            published={record.get_absolute_url() for record in published},
            waiting=[(one.service.get_absolute_url(), one.value) for one in waiting],
        )


def _crawled():
    answers, pages, seen = {}, {}, Counter()
    found = deque(["/", ACCOUNT, ASKED])
    while found:
        address = found.popleft()
        if address in answers:
            continue
        kind = next((kind for kind in ALIKE if re.search(kind, address)), None)
        if kind and not LEAFED.fullmatch(address):
            seen[kind] += 1
            if seen[kind] > SOME:
                continue
        # Nobody brings a cookie along: a page that sets one always shows.
        answer = answers[address] = Client().get(address)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            page = pages[address] = BeautifulSoup(answer.content, "html.parser")
            found += [target for target, _ in _inner_links(address, page)]
    return answers, pages


def _targets(address, page):
    return [(tag, urljoin(ORIGIN + address, tag["href"])) for tag in page.select("a[href]")]


def _inner_links(address, page):
    """Links within the site as (address, fragment); the way out and static files left out."""
    for _tag, url in _targets(address, page):
        if url.startswith(f"{ORIGIN}/"):
            target, fragment = urldefrag(url)
            yield target.removeprefix(ORIGIN), fragment


def _outer_links(address, page):
    return [(tag, url) for tag, url in _targets(address, page) if _is_elsewhere(url)]


def _is_elsewhere(url):
    return urlsplit(url).scheme in ("http", "https") and not url.startswith(f"{ORIGIN}/")


def test_every_published_page_is_reached(site):
    assert len(site.published) > 150
    assert site.published - site.answers.keys() == set()


def test_no_link_is_broken(site):
    statuses = {address: answer.status_code for address, answer in site.answers.items()}
    assert {address: status for address, status in statuses.items() if status >= 400} == {}


def test_every_fragment_is_there(site):
    missing = {
        f"{target}#{fragment}"
        for address, page in site.pages.items()
        for target, fragment in _inner_links(address, page)
        if fragment and target in site.pages and not site.pages[target].find(id=fragment)
    }
    assert missing == set()


def test_every_link_elsewhere_is_an_address_and_tells_nothing(site):
    links = [link for address, page in site.pages.items() for link in _outer_links(address, page)]
    assert len(links) > 200
    for tag, url in links:
        assert {"noreferrer", "noopener"} <= set(tag["rel"]), tag
        assert re.fullmatch(r"https?://[^\s<>\"]+", url), tag


def test_what_was_asked_goes_along_to_no_other_page(site):
    links = _targets(ASKED, site.pages[ASKED])
    telling = [url for _tag, url in links if re.search("wuustwezel|leeftijd|37", url)]
    assert site.pages[ASKED].select(".card")
    assert all(url.startswith(f"{ORIGIN}/?") for url in telling)


def test_from_a_search_a_listing_links_back_to_it_and_tells_nothing_else(site):
    cards = site.pages[ASKED].select(".card__title a")
    assert cards
    for card in cards:
        answer = Client().get(card["href"], headers={"Referer": ORIGIN + ASKED})
        links = _targets(card["href"], BeautifulSoup(answer.content, "html.parser"))
        telling = [url for _tag, url in links if re.search("wuustwezel|leeftijd|37", url)]
        assert ORIGIN + ASKED in telling
        # What a listing says by itself may hold a number too.
        own = {url for _tag, url in _targets(card["href"], site.pages[card["href"]])}
        assert set(telling) - own == {ORIGIN + ASKED}


def test_every_page_has_the_frame_of_the_site(site):
    for address, page in site.pages.items():
        assert page.html["lang"] == "nl-be", address
        assert page.title.text.strip(), address
        assert len(page.select("h1")) == 1, address
        assert page.select_one("[data-sk-quick-exit][href]"), address
        assert page.select_one("a[href='tel:112']"), address
        assert not page.select("[style], style, [onclick], [onload]"), address
        identifiers = [tag["id"] for tag in page.select("[id]")]
        assert len(identifiers) == len(set(identifiers)), address


def test_only_forms_to_post_set_a_cookie(site):
    with_cookie = {address for address, answer in site.answers.items() if answer.cookies}
    ways_out = {"/weg/"}
    assert {address for address in with_cookie - ways_out if not FORMS.fullmatch(address)} == set()
    names = {name for address in with_cookie for name in site.answers[address].cookies}
    assert names == {settings.CSRF_COOKIE_NAME, "selectie"}
    # The way out sets none: it takes them away.
    assert all(cookie["max-age"] == 0 for cookie in site.answers["/weg/"].cookies.values())


def test_every_answer_carries_the_headers_that_protect_it(site):
    nonces = set()
    for address, answer in site.answers.items():
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy, address
        assert "frame-ancestors 'none'" in policy, address
        assert answer.headers["X-Frame-Options"] == "DENY", address
        assert answer.headers["X-Content-Type-Options"] == "nosniff", address
        referrer = "no-referrer" if address == "/weg/" else "same-origin"
        assert answer.headers["Referrer-Policy"] == referrer, address
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", address
        nonces |= set(re.findall("'nonce-([^']+)'", policy))
    nonced = [page for page in site.pages.values() if page.select("script[nonce]")]
    assert len(nonces) >= len(nonced) > 150


def test_no_page_calls_on_another_host(site):
    for address, page in site.pages.items():
        loaded = [
            tag.get("src") or tag.get("href")
            for tag in page.select("script[src], img[src], iframe, link[href]")
        ]
        assert not [url for url in loaded if _is_elsewhere(urljoin(ORIGIN, url))], address


def test_no_unconfirmed_contact_is_on_the_page_of_its_listing(site):
    assert site.waiting
    shown = [
        (address, value)
        for address, value in site.waiting
        if address in site.pages and value in site.pages[address].get_text(" ")
    ]
    assert shown == []
