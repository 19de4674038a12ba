"""Nothing is kept of the person it is about: not in a table, cache, log, cookie or file.

Somebody made up is typed everywhere where a worker may type; then every place is looked through
for them. The second test puts them in each of these places, for the search must find them there.
"""

import base64
import logging
import pickle
import tempfile
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.core.signals import request_started
from django.db import connection
from playwright.sync_api import expect

from services.models import Topic

pytestmark = pytest.mark.usefixtures("real_listings")

#: What is typed of a person that nobody is, and where they came from.
TOLD, TOWN, YEARS = "zqvxtina zqvxslamt", "zqvxdorp", "zqvxjaar"
ADDRESS = "203.0.113.77"
TRAITS = ("zqvx", ADDRESS, "wuustwezel&", "=16-17", "leeftijd=17", "=sekswerkers")


@pytest.fixture
def files(tmp_path, monkeypatch):
    """Where the server puts its temporary files."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def person(context, settings):
    """The browser comes from an address of its own, as behind a proxy."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"NUM_PROXIES": 1}
    context.set_extra_http_headers({"X-Forwarded-For": ADDRESS})
    cache.clear()


def journey(page, site):
    """A worker's half hour with somebody before them."""
    page.goto(f"{site}/")
    page.get_by_label("Waar gaat het over?").press_sequentially(TOLD)
    page.get_by_label("Gemeente of postcode").fill(TOWN)
    page.get_by_label("Leeftijd").fill(YEARS)
    page.get_by_role("button", name="Zoek", exact=True).click()
    expect(page.get_by_text("We kennen geen gemeente")).to_be_visible()
    asked = {"q": TOLD, "plaats": "wuustwezel", "leeftijd": "17", "doelgroep": "sekswerkers"}
    for path in ("/", "/kaart/gegevens/", "/suggesties/", "/api/v1/services", "/verzonnen/"):
        page.goto(f"{site}{path}?{urlencode(asked)}")
    page.goto(f"{site}/doorverwijzen/")
    page.get_by_label("Ik zoek steun").check()
    page.get_by_role("button", name="Volgende vraag").click()
    page.get_by_label("Gemeente of postcode").fill("wuustwezel")
    page.get_by_label("16 of 17").check()
    page.get_by_role("button", name="Toon wie kan helpen").click()
    expect(page.get_by_role("heading", name="Probeer eerst")).to_be_visible()
    page.goto(f"{site}/doorverwijzen/?{urlencode({'plaats': TOWN, 'doelgroep': 'sekswerkers'})}")
    page.get_by_role("button", name="Zet opzij").first.click()
    expect(page.get_by_role("button", name="In je selectie").first).to_be_visible()
    page.goto(f"{site}/selectie/?{urlencode({'fiches': TOLD})}")
    page.goto(f"{site}/selectie/")
    page.get_by_role("link", name="Maak een doorverwijskaart").click()
    address = page.get_by_role("link", name="Open als pdf").get_attribute("href")
    assert page.request.get(f"{site}{address}&{urlencode(asked)}").ok
    page.goto(f"{site}/aanbod/druglijn/klopt-niet/?{urlencode(asked)}")
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Meld dit").click()
    expect(page.get_by_text("Bedankt")).to_be_visible()
    page.goto(f"{site}/aanbod/druglijn/voorstel/e-mail/?{urlencode(asked)}")
    page.get_by_label("E-mail").fill(TOWN)
    page.locator("main form").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Stel dit voor").click()
    expect(page.get_by_text("Voer een geldig e-mailadres in")).to_be_visible()


def traces(context, logged, files):
    """Every place in which something of the person is found."""
    found = [*_in_tables(), *_in_cache()]
    found += [f"log: {line}" for line in logged.getvalue().splitlines() if _tells(line)]
    found += [f"cookie {one['name']}" for one in context.cookies() if _tells(str(one))]
    paths = [path for path in files.rglob("*") if path.is_file()]
    found += [
        f"file {path.name}"
        for path in paths
        if _tells(path.name) or _tells(path.read_bytes().decode("latin-1"))
    ]
    return found


def _tells(text):
    return any(trait in text.casefold() for trait in TRAITS)


def _in_tables():
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            patterns = [f"%{trait}%" for trait in TRAITS]
            name = connection.ops.quote_name(table)
            cursor.execute(
                f"SELECT count(*) FROM {name} one WHERE one::text ILIKE ANY(%s)", [patterns]
            )
            if cursor.fetchone()[0]:
                yield f"table {table}"


def _in_cache():
    """Values are kept as a text of bytes: read as what they were."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM django_cache")
        for key, value in cursor.fetchall():
            if _tells(key) or _tells(repr(pickle.loads(base64.b64decode(value)))):
                yield f"cache {key}"


def test_nothing_is_kept_of_a_person(page, context, server, person, logged, files):
    journey(page, server.url)
    assert traces(context, logged, files) == []


def in_table(told):
    Topic.objects.filter(code="prep").update(description=told)


def in_log(told):
    logging.getLogger("django.server").warning("Somebody asked %s", told)


def in_cache(told):
    cache.set("last", [told])


def in_file(told):
    with tempfile.NamedTemporaryFile("w", delete=False) as file:
        file.write(told)


@pytest.mark.parametrize(
    ("leak", "place"),
    [(in_table, "table"), (in_log, "log"), (in_cache, "cache"), (in_file, "file")],
)
def test_a_leak_is_found(page, context, server, person, logged, files, leak, place):
    """The server itself leaks what was asked of it, in one of these places."""

    def leaked(sender, **signal):
        leak(TOLD)

    request_started.connect(leaked)
    try:
        page.goto(f"{server.url}/over/")
    finally:
        request_started.disconnect(leaked)
    # Once for each request of the page.
    assert {one.split()[0].rstrip(":") for one in traces(context, logged, files)} == {place}


def test_a_leak_in_a_cookie_is_found(context, server, logged, files):
    context.add_cookies([{"name": "zoek", "value": "zqvxtina", "url": server.url}])
    assert traces(context, logged, files) == ["cookie zoek"]
