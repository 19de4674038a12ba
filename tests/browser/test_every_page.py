"""Every kind of page, as a visitor's browser has it: accessible, quiet, and within the screen."""

import gzip
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from referrals import shortlist
from services.models import Service
from services.text import unbroken

pytestmark = pytest.mark.usefixtures("real_listings")

PAGES = {
    "search": "/",
    "results": "/?plaats=gent&leeftijd=19&anoniem=1&taal=nl",
    "shared place": "/?plaats=berchem&leeftijd=veel",
    "empty": "/?q=xyzzy&plaats=brugge&gratis=1",
    "remote": "/?bereik=overal",
    "shortlist": "/selectie/",
    "guide": "/doorverwijzen/",
    "guide, answered": "/doorverwijzen/?deur=steun&plaats=gent&leeftijdsgroep=18-25&thema=prep",
    "guide, not understood": "/doorverwijzen/?plaats=berchem&thema=x",
    "guide, urgent": "/doorverwijzen/?deur=dringend",
    "hand-over card": "/doorverwijskaart/?{shortlist}",
    "hand-over card, discreet": "/doorverwijskaart/?{shortlist}&discreet=1&taal=fr&vorm=a4",
    "hand-over card, empty": "/doorverwijskaart/?fiches=x&taal=xx",
    "service": "/aanbod/exaequo-chemsex/",
    "service, municipality only": "/aanbod/boysproject/",
    "helpline": "/aanbod/druglijn/",
    "source": "/aanbod/budd-app/",
    "report": "/aanbod/druglijn/klopt-niet/",
    "suggest": "/aanbod/druglijn/voorstel/",
    "suggest a phone": "/aanbod/druglijn/voorstel/telefoon/",
    "new organisation": "/nieuwe-organisatie/",
    "organisation": "/organisaties/vad/",
    "claim": "/organisaties/vad/van-ons/",
    "sources": "/bronnen/",
    "glossary": "/woordenlijst/",
    "helplines": "/hulplijnen/",
    "about": "/over/",
    "privacy": "/privacy/",
    "accessibility": "/toegankelijkheid/",
    "open data": "/data/",
    "api": "/api/",
    "log in": "/account/login/",
}
#: Listings that are handed over together.
ON_CARD = ["exaequo-chemsex", "druglijn", "jac-brussel"]
#: On which screens axe looks in which theme: each layout and each theme once. A colour is the same
#: at every width.
SCHEMES = {390: ["light"], 1440: ["dark"]}
#: WCAG 2.0 to 2.2, levels A and AA, and axe's own good practice.
AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    # What is in order need not be told, which takes most of the time.
    "resultTypes": ["violations"],
    # None of these rules reads stylesheets.
    "preload": False,
}


def found(page, *, part="html"):
    """What axe has against the page as it stands, or a part of it, one line a violation."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    violations = page.evaluate(
        "([part, options]) => axe.run(part, options).then((said) => said.violations)", [part, AXE]
    )
    return [
        f"{violation['id']}: {node['target']}"
        for violation in violations
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_every_page_is_accessible_on_three_screens_and_tells_nobody(page, server, watch, address):
    keys = Service.objects.filter(slug__in=ON_CARD).values_list("pk", flat=True)
    address = address.replace("{shortlist}", f"fiches={shortlist.write(keys)}")
    # Widest first: there the map is drawn, and at rest once the network is.
    page.set_viewport_size({"width": 1440, "height": 900})
    response = page.goto(f"{server.url}{address}", wait_until="networkidle")
    assert response.status == 200
    watch.assert_quiet()
    assert page.locator("h1").count() == 1
    assert page.get_by_role("link", name="Snel weg").count() == 1
    assert page.locator("a[href='tel:112']").count() >= 1
    for width in (1440, 768, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for scheme in SCHEMES.get(width, []):
            # Colours change at once, so that none is measured on its way.
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert found(page) == [], (width, scheme)


def test_the_filters_and_the_menu_are_accessible_when_open(page, server):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(server.url)
    page.get_by_text("Meer filters").click()
    page.get_by_text("Nu hulp nodig?").locator("visible=true").click()
    page.get_by_text("Menu", exact=True).click()
    assert found(page) == []


@pytest.mark.parametrize("address", ["/hulplijnen/", "/aanbod/druglijn/"])
def test_paper_tells_hours_and_not_who_answers_now(page, server, address):
    page.goto(f"{server.url}{address}")
    assert re.search(r"\bnu\b", page.locator("main").inner_text())
    page.emulate_media(media="print")
    text = page.locator("main").inner_text()
    assert unbroken("ma–vr 10.00–20.00 u") in text
    assert not re.search(r"\bnu\b", text)


@pytest.mark.parametrize("code", [400, 403, 404, 500, 503])
def test_error_pages_are_accessible(page, server, code):
    text = (settings.BASE_DIR / "static" / "errors" / f"{code}.html").read_text(encoding="utf-8")
    page.route("**/fout/", lambda route: route.fulfill(body=text, content_type="text/html"))
    page.goto(f"{server.url}/fout/")
    assert found(page) == []
    assert page.locator("a[href='tel:112']").count() >= 1


def test_the_first_load_is_light(page, server, client, watch):
    page.goto(f"{server.url}/", wait_until="networkidle")
    sizes = {url: _compressed_size(client, url) for url in set(watch.requests)}
    assert len(sizes) > 5
    assert sum(sizes.values()) <= 150_000, sizes


def _compressed_size(client, url):
    """Bytes on the wire as the production server sends them: gzip where that is smaller."""
    parts = urlsplit(url)
    if parts.path.startswith(settings.STATIC_URL):
        name = Path(settings.STATIC_ROOT) / parts.path.removeprefix(settings.STATIC_URL)
        zipped = name.with_name(f"{name.name}.gz")
        return (zipped if zipped.exists() else name).stat().st_size
    return len(gzip.compress(client.get(f"{parts.path}?{parts.query}").content))
