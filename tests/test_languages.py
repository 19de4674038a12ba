"""Every word on the screen goes through gettext: in another language, none is left in Dutch."""

import re

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.utils.translation import trans_real

from referrals import shortlist
from services.enums import ServiceKind
from services.models import (
    Location,
    Municipality,
    Organisation,
    Province,
    Service,
    TargetGroup,
    Topic,
)
from tests.listings import listing

pytestmark = pytest.mark.django_db

OPEN, CLOSE = "⟦", "⟧"
#: The letters of a marker on the map, and a word that is asked.
OTHERS = {"DS", "xyzzy"}
READ_OUT = ["aria-label", "aria-description", "alt", "title", "placeholder", "content"]


@pytest.fixture
def other_language(monkeypatch):
    """A language in which every text is its Dutch one in brackets."""

    def gettext(_catalogue, message):
        return f"{OPEN}{message.rpartition(trans_real.CONTEXT_SEPARATOR)[2]}{CLOSE}"

    def ngettext(_catalogue, one, many, number):
        return gettext(_catalogue, one if number == 1 else many)

    monkeypatch.setattr(trans_real.DjangoTranslation, "gettext", gettext)
    monkeypatch.setattr(trans_real.DjangoTranslation, "ngettext", ngettext)


def untranslated(html, names):
    """What is on a page beside texts in brackets and names, one piece of text each."""
    bare = html
    while (less := re.sub(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", "", bare)) != bare:
        bare = less
    page = BeautifulSoup(bare, "html.parser")
    for tag in page.select("script, style, [lang]:not(html)"):
        tag.decompose()
    texts = {*page.stripped_strings}
    texts |= {tag[name] for name in READ_OUT for tag in page.select(f"body [{name}]")}
    texts = {re.sub("|".join(map(re.escape, names)), "", text) for text in texts}
    return {text for text in texts if re.search(r"[^\W\d_]{2}", text)}


@pytest.fixture
def names():
    """What is called the same in every language, or is translated as data: the longest first."""
    models = (Service, Organisation, Topic, TargetGroup, Province, Municipality)
    found = {name for model in models for name in model.objects.values_list("name", flat=True)}
    found |= {*Location.objects.values_list("street", flat=True)}
    return sorted(OTHERS | found, key=len, reverse=True)


@pytest.fixture
def addresses():
    service = listing(name="Naam", at="Gent", hours="Mo 09:00-17:00", topics=["prep"])
    helpline = listing(name="Lijn", kind=ServiceKind.HELPLINE, hours="24/7", groups=["trans"])
    source = listing(name="Bron", kind=ServiceKind.SOURCE, min_age=16)
    pages = [one.get_absolute_url() for one in (service, helpline, source, service.organisation)]
    pages += ["/", "/?plaats=gent&leeftijd=19", "/?q=xyzzy&straal=x", "/?plaats=kortrijk&straal=5"]
    pages += ["/over/", "/privacy/", "/toegankelijkheid/", "/bronnen/", "/woordenlijst/"]
    pages += ["/hulplijnen/", "/account/login/", f"{pages[0]}klopt-niet/"]
    pages += [f"/doorverwijskaart/?fiches={shortlist.write([service.pk])}&discreet=1&namen=x"]
    pages += ["/doorverwijskaart/"]
    return [*pages, f"{service.organisation.get_absolute_url()}van-ons/"]


def test_no_word_is_left_in_dutch(client, addresses, names, other_language):
    found = {}
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        if left := untranslated(response.content.decode(), names):
            found[address] = left
    assert found == {}


def test_the_page_says_which_language_it_is_in(client):
    response = client.get("/over/", headers={"Accept-Language": "fr"})
    assert response.headers["Content-Language"] == settings.LANGUAGE_CODE
    assert BeautifulSoup(response.content, "html.parser").html["lang"] == settings.LANGUAGE_CODE
