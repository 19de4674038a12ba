"""The pages about the map, the helplines on every page, and the way out."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse

from services.enums import ServiceKind, Status
from services.helplines import LABELS, always_visible
from tests.factories import ListingSourceFactory, PhoneFactory, ServiceFactory

PAGES = ["about", "privacy", "accessibility", "helplines"]

#: Words that a tab must not show to who looks over a shoulder (N8).
TELLING_WORDS = ["drug", "seks", "sex", "chem"]


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def helpline(slug, number=None, **fields):
    service = ServiceFactory(slug=slug, kind=ServiceKind.HELPLINE, **fields)
    if number:
        PhoneFactory(service=service, number=number)
    return service


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
class TestEveryPage:
    def test_has_a_frame_that_can_be_walked(self, client, name):
        page = soup(client.get(reverse(f"services:{name}")))

        assert page.html["lang"] == "nl-BE"
        assert len(page.select("h1")) == 1
        assert page.select_one(".skip-link")["href"] == f"#{page.main['id']}"
        assert page.select_one("header") and page.select_one("footer")

    def test_has_a_title_that_gives_nothing_away(self, client, name):
        title = soup(client.get(reverse(f"services:{name}"))).title.text

        assert title.endswith(" – Sociale kaart")
        assert not [word for word in TELLING_WORDS if word in title.lower()]

    def test_has_the_quick_exit_as_a_plain_link(self, client, name):
        link = soup(client.get(reverse(f"services:{name}"))).select_one("[data-sk-quick-exit]")

        assert link["href"] == reverse("services:quick-exit")
        assert set(link["rel"]) == {"nofollow", "noreferrer", "noopener"}

    def test_sets_no_cookie(self, client, name):
        assert not client.get(reverse(f"services:{name}")).cookies

    def test_holds_no_inline_style_or_script(self, client, name):
        page = soup(client.get(reverse(f"services:{name}")))

        assert not page.select("[style], style, script:not([src])")


@pytest.mark.django_db
class TestHelplinesOfTheBar:
    def test_stand_in_their_order_with_the_number_as_it_is_dialled(self, client):
        helpline("1712", "1712")
        helpline("antigifcentrum", "+3270245245")
        helpline("nood-112", "112")

        page = soup(client.get(reverse("services:about")))

        bar = page.select_one(".helplines > .helplines__list")
        assert [(link.text, link["href"]) for link in bar.select("a")] == [
            ("Levensgevaar 112", "tel:112"),
            ("Antigifcentrum 070 245 245", "tel:+3270245245"),
            ("Geweld 1712", "tel:1712"),
        ]
        assert page.select_one(".helplines__first").text == "Levensgevaar 112"

    def test_are_read_in_one_query(self, django_assert_num_queries):
        for slug in LABELS:
            helpline(slug, "112")

        with django_assert_num_queries(1):
            assert len(always_visible()) == len(LABELS)

    def test_leave_out_what_is_not_published(self):
        helpline("druglijn", "+3278151020", status=Status.ARCHIVED)

        assert always_visible() == []

    def test_give_the_first_number_of_several(self):
        service = helpline("druglijn")
        PhoneFactory(service=service, number="+3278151021", position=1)
        PhoneFactory(service=service, number="+3278151020", position=0)

        assert [line.number for line in always_visible()] == ["+3278151020"]


@pytest.mark.django_db
class TestHelplinesPage:
    def test_lists_those_of_the_bar_first_and_no_other_kind_of_listing(self, client):
        helpline("awel", "102", name="Awel")
        helpline("1712", "1712", name="Hulplijn 1712")
        ServiceFactory(name="Een gewoon aanbod")

        page = soup(client.get(reverse("services:helplines")))

        assert [heading.text.strip() for heading in page.select("main h2")] == [
            "Hulplijn 1712",
            "Awel",
        ]

    def test_says_where_a_number_is_from_and_how_old_that_is(self, client):
        service = helpline("awel", "102")
        ListingSourceFactory(service=service, title="awel.be", age="2026-08", url="")

        sources = soup(client.get(reverse("services:helplines"))).select(".provenance__sources li")

        assert [source.text.split() for source in sources] == [["awel.be", "2026-08"]]

    def test_asks_the_same_number_of_queries_however_many_there_are(
        self, client, django_assert_max_num_queries
    ):
        for number in range(20):
            PhoneFactory(service=helpline(f"lijn-{number}"))

        with django_assert_max_num_queries(6):
            client.get(reverse("services:helplines"))


@pytest.mark.django_db
class TestPrivacyPage:
    def test_says_that_no_other_site_is_asked(self, client):
        assert "Geen enkele andere site weet" in " ".join(self.text(client))

    def test_names_the_host_of_a_tile_layer(self, client, settings):
        settings.MAP_TILES_ORIGIN = "https://tiles.example.org"

        text = " ".join(self.text(client))

        assert "https://tiles.example.org" in text
        assert "Geen enkele andere site weet" not in text

    @staticmethod
    def text(client):
        return soup(client.get(reverse("services:privacy"))).main.text.split()


class TestQuickExit:
    """Without a database: the way out has to work when nothing else does."""

    def test_leads_to_a_neutral_page_and_is_kept_nowhere(self, client):
        response = client.get(reverse("services:quick-exit"))

        assert response.status_code == 303
        assert response["Location"] == settings.QUICK_EXIT_URL
        assert response["Referrer-Policy"] == "no-referrer"
        assert "no-store" in response["Cache-Control"]

    def test_clears_the_cookies_of_a_visit(self, client):
        response = client.get(reverse("services:quick-exit"))

        assert {name: morsel["max-age"] for name, morsel in response.cookies.items()} == {
            "selectie": 0,
            settings.CSRF_COOKIE_NAME: 0,
        }
