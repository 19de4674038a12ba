"""The pages about the map, the helplines on every page, and the way out."""

from datetime import datetime

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse

from services.enums import ServiceKind, Status
from services.helplines import LABELS, always_visible
from services.models import TargetGroup
from tests.factories import (
    ListingSourceFactory,
    PhoneFactory,
    ScheduleFactory,
    ServiceFactory,
    TargetGroupClaimFactory,
)

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

        assert page.html["lang"] == "nl-be"
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

    def test_says_on_paper_when_and_from_where_it_was_printed(self, client, name, time_machine):
        time_machine.move_to(datetime.fromisoformat("2026-11-24T12:00:00+01:00"), tick=False)
        address = reverse(f"services:{name}")

        [printed] = soup(client.get(f"{address}?q=tina")).select(".printed")

        assert " ".join(printed.text.split()) == (
            f"Afgedrukt op 24 november 2026 van testserver{address}"
        )

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

    def test_says_where_it_was_read_in_one_line(self, client):
        service = helpline("awel", "102")
        ListingSourceFactory(service=service, url="https://oud.be/", age="2019", year=2019)
        ListingSourceFactory(service=service, url="https://awel.be/x", age="2026-08", year=2026)

        line = self.line(client)

        link = line.select_one(f"a[href='{service.get_absolute_url()}#herkomst']")
        assert link.text == "Gelezen in awel.be en 1 andere bron"
        assert not line.select(".provenance__sources")

    @pytest.mark.parametrize(
        ("at", "now"),
        [
            ("20:30", "nu gesloten, weer morgen om 9.00\N{NO-BREAK SPACE}u"),
            ("10:00", "nu bereikbaar, tot 17.00\N{NO-BREAK SPACE}u"),
        ],
    )
    def test_says_when_it_answers(self, client, time_machine, at, now):
        time_machine.move_to(datetime.fromisoformat(f"2026-11-24T{at}:00+01:00"), tick=False)
        service = helpline("awel", "102")
        ScheduleFactory(service=service, channel="chat", opening_hours="24/7")
        ScheduleFactory(service=service, channel="phone")

        hours = self.line(client).select_one(".number-list__hours").get_text(" ", strip=True)

        assert hours.startswith(f"Telefonisch {now}")

    def test_says_that_hours_are_unknown(self, client):
        helpline("awel", "102")

        assert "Uren onbekend" in self.line(client).text

    def test_says_for_whom_and_in_which_language(self, client):
        service = helpline("awel", "102", languages=["nl"], min_age=6, max_age=25)
        group = TargetGroup.objects.get(code="young_people")
        TargetGroupClaimFactory(service=service, target_group=group)

        facts = self.line(client).select(".fact")

        assert [fact.get_text(" ", strip=True) for fact in facts] == [
            f"Voor wie {group.name.lower()}, 6 tot en met 25 jaar",
            "Talen Nederlands",
        ]

    def test_says_that_for_whom_and_in_which_language_is_unknown(self, client):
        helpline("awel", "102")

        unknown = self.line(client).select(".tag--unknown")

        assert [tag.text for tag in unknown] == ["Voor wie", "Talen"]

    def test_says_that_a_number_of_the_bar_was_checked(self, client):
        ListingSourceFactory(service=helpline("nood-112", "112"), url="", age="2019", year=2019)

        trust = self.line(client).select_one(".trust--confirmed")

        assert trust.get_text("|", strip=True) == (
            "Nummer nagekeken op 6 augustus 2026 bij de officiële site|"
            "De rest is nog niet bevestigd\N{NO-BREAK SPACE}· "
            "bron\N{NO-BREAK SPACE}van\N{NO-BREAK SPACE}2019"
        )

    @pytest.mark.parametrize(
        ("slug", "numbers"),
        [("nood-112", ["113"]), ("nood-112", ["112", "+3223456789"]), ("awel", ["102"])],
    )
    def test_says_so_of_no_other_number(self, client, slug, numbers):
        service = helpline(slug)
        for position, number in enumerate(numbers):
            PhoneFactory(service=service, number=number, position=position)

        assert not self.line(client).select(".trust--confirmed")

    @staticmethod
    def line(client):
        [line] = soup(client.get(reverse("services:helplines"))).select(".number-list > li")
        return line

    def test_asks_the_same_number_of_queries_however_many_there_are(
        self, client, django_assert_max_num_queries
    ):
        for number in range(20):
            service = helpline(f"lijn-{number}")
            PhoneFactory(service=service)
            ScheduleFactory(service=service)
            ListingSourceFactory(service=service)

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
