"""The page of a listing: what it says, what it never says, and what it costs."""

import datetime
import re

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from services.actions import documents
from services.enums import (
    AddressVisibility,
    Precision,
    ServiceAreaScope,
    ServiceKind,
    Status,
    TriState,
    VerificationMethod,
    YouthSuitability,
)
from services.models import Province, TargetGroup, Topic
from tests.factories import (
    CooperationFactory,
    ListingSourceFactory,
    LocationFactory,
    NetworkFactory,
    OrganisationFactory,
    PendingValueFactory,
    PhoneFactory,
    ScheduleFactory,
    ServiceFactory,
    TargetGroupClaimFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client):
    """Open the page of a listing, parsed."""

    def load(service, query=""):
        documents.refresh([service.pk])
        response = client.get(service.get_absolute_url() + query)
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return load


def words_of(element):
    return re.sub(r"\s+", " ", element.get_text(" ")).strip()


def fact(page, label):
    for term in page.select("dl.facts dt"):
        if words_of(term) == label:
            return words_of(term.find_next_sibling("dd"))
    raise AssertionError(f"The page has no fact {label}.")


@pytest.mark.parametrize("status", [Status.DRAFT, Status.ARCHIVED])
def test_unpublished_listing_is_not_found(client, status):
    service = ServiceFactory(status=status)
    assert client.get(service.get_absolute_url()).status_code == 404


def test_listing_of_an_archived_organisation_is_not_found(client):
    service = ServiceFactory(organisation=OrganisationFactory(status=Status.ARCHIVED))
    assert client.get(service.get_absolute_url()).status_code == 404


def test_source_without_organisation_has_a_page(read):
    service = ServiceFactory(kind=ServiceKind.SOURCE, organisation=None, website="https://x.be/")
    link = read(service).select_one("#bereiken a[href='https://x.be/']")
    assert link["rel"] == ["noreferrer", "noopener"]


def test_head_names_the_listing_and_the_site(read):
    assert read(ServiceFactory(name="chemMEN")).title.string == "chemMEN – Sociale kaart"


class TestReach:
    def test_numbers_and_addresses_are_links(self, read):
        service = ServiceFactory(
            email="hallo@example.org",
            website="https://www.example.org/hulp/",
            chat_url="https://chat.example.org/",
        )
        PhoneFactory(service=service, number="+3278151020", label="onthaal")
        reach = read(service).select_one("#bereiken")
        assert reach.select_one("a[href='tel:+3278151020']").string == "078 15 10 20"
        assert "Onthaal" in words_of(reach)
        assert reach.select_one("a[href='mailto:hallo@example.org']")
        outgoing = reach.select("a[href^='https:']")
        assert [words_of(link) for link in outgoing] == ["chat.example.org", "example.org"]
        assert all(link["rel"] == ["noreferrer", "noopener"] for link in outgoing)

    def test_no_contact_is_said(self, read):
        assert "nog geen telefoon" in words_of(read(ServiceFactory()).select_one("#bereiken"))

    def test_site_of_the_organisation_stands_in_for_a_missing_one(self, read):
        service = ServiceFactory(organisation__website="https://organisatie.example.org/")
        reach = words_of(read(service).select_one("#bereiken"))
        assert "Website van de organisatie organisatie.example.org" in reach

    def test_helpline_starts_with_its_number(self, read):
        service = ServiceFactory(kind=ServiceKind.HELPLINE)
        PhoneFactory(service=service, number="106")
        first = read(service).select_one(".listing__main > section")
        assert first["id"] == "bereiken"
        assert first.select_one(".reach__value--huge a[href='tel:106']")

    def test_service_starts_with_for_whom(self, read):
        headings = read(ServiceFactory()).select(".listing__main > section > h2")
        assert [words_of(heading) for heading in headings] == [
            "Voor wie en waarover",
            "Hoe bereiken",
            "Wat gebeurt er als je contact opneemt",
            "Goed om te weten",
        ]


class TestPlaces:
    def test_exact_address_has_a_route_to_the_point(self, read):
        service = ServiceFactory()
        LocationFactory(
            service=service,
            street="Lange Gasthuisstraat 1",
            postal_code="2000",
            precision=Precision.EXACT,
            latitude=51.215,
            longitude=4.403,
        )
        reach = read(service).select_one("#bereiken")
        assert "Adres Lange Gasthuisstraat 1, 2000 Antwerpen" in words_of(reach)
        route = reach.select_one("a[href*='directions']")
        assert route["href"] == ("https://www.openstreetmap.org/directions?to=51.215000%2C4.403000")
        assert words_of(route) == "Route op openstreetmap.org"

    def test_street_at_an_approximate_point_has_a_route_to_the_address(self, read):
        service = ServiceFactory()
        LocationFactory(service=service, street="Noorderlaan 1", postal_code="2030")
        reach = read(service).select_one("#bereiken")
        assert "Ligging bij benadering" in words_of(reach)
        route = reach.select_one("a[href*='directions']")
        assert route["href"].endswith("?to=Noorderlaan+1%2C+2030+Antwerpen")

    def test_municipality_alone_has_no_route(self, read):
        service = ServiceFactory()
        LocationFactory(service=service, street="", visibility=AddressVisibility.MUNICIPALITY)
        reach = read(service).select_one("#bereiken")
        assert "Ligging bij benadering Antwerpen" in words_of(reach)
        assert not reach.select("a[href*='directions']")

    @pytest.mark.parametrize("visibility", ["municipality", "hidden"])
    def test_protected_address_is_nowhere_in_the_page(self, client, visibility):
        service = ServiceFactory()
        LocationFactory(
            service=service,
            name="Geheim Huis",
            street="Verborgenstraat 7",
            postal_code="2018",
            precision=Precision.EXACT,
            latitude=51.198765,
            longitude=4.412345,
            visibility=visibility,
        )
        documents.refresh([service.pk])
        html = client.get(service.get_absolute_url()).content.decode()
        for secret in ("Verborgenstraat", "2018", "Geheim", "51.19876", "4.41234"):
            assert secret not in html
        assert ("Antwerpen" in html) == (visibility == "municipality")


class TestHours:
    # A Tuesday in Brussels.
    NOW = datetime.datetime(2026, 11, 24, 11, 0, tzinfo=timezone.get_default_timezone())

    @pytest.fixture(autouse=True)
    def _at(self, time_machine):
        time_machine.move_to(self.NOW, tick=False)

    @pytest.mark.parametrize(
        ("hours", "now"),
        [
            ("Mo-Fr 10:00-19:00", "nu bereikbaar, tot 19.00 u"),
            ("Tu 10:00-24:00", "nu bereikbaar, tot 24.00 u"),
            ("24/7", "nu bereikbaar"),
            ("Mo-Fr 13:00-18:00", "nu gesloten, weer vandaag om 13.00 u"),
            ("We 09:30-12:00", "nu gesloten, weer morgen om 9.30 u"),
            ("Fr 09:00-12:00", "nu gesloten, weer vrijdag om 9.00 u"),
            ("2027 Jan 05 10:00-12:00", "nu gesloten"),
        ],
    )
    def test_channel_says_whether_it_can_be_reached_now(self, read, hours, now):
        service = ServiceFactory()
        ScheduleFactory(service=service, channel="phone", opening_hours=hours)
        row = read(service).select_one(".hours tr")
        assert words_of(row.th) == "Telefonisch"
        assert words_of(row.select("td")[-1]) == now

    def test_no_line_of_hours_ends_within_them(self, read):
        service = ServiceFactory()
        ScheduleFactory(service=service, opening_hours="Mo-Fr 10:00-20:00", text="za 14–16 u")
        lines = read(service).select(".hours__line")
        assert [line.text.split(" ") for line in lines] == [
            ["ma–\N{WORD JOINER}vr", "10.00–\N{WORD JOINER}20.00\N{NO-BREAK SPACE}u"],
            ["za", "14–\N{WORD JOINER}16\N{NO-BREAK SPACE}u"],
        ]

    def test_hours_in_words_leave_now_unknown(self, read):
        service = ServiceFactory()
        ScheduleFactory(service=service, opening_hours="", text="twee avonden per week")
        row = read(service).select_one(".hours tr")
        assert words_of(row) == "Algemeen twee avonden per week nu: onbekend"

    def test_no_hours_are_unknown(self, read):
        assert "Uren onbekend" in words_of(read(ServiceFactory()).select_one("#bereiken"))


class TestFacts:
    def test_three_states_are_said(self, read):
        shown = read(
            ServiceFactory(
                is_anonymous=TriState.YES,
                needs_intake=TriState.NO,
                has_waiting_time=TriState.YES,
                waiting_weeks=3,
                waiting_checked_on=datetime.date(2026, 10, 1),
                cost_note="zonaal tarief",
                languages=["nl", "en"],
            )
        )
        assert fact(shown, "Anoniem") == "ja, je kunt anoniem blijven"
        assert fact(shown, "Intake") == "nee, geen intake nodig"
        assert fact(shown, "Wachttijd") == "ongeveer 3 weken (nagevraagd op 1 oktober 2026)"
        assert fact(shown, "Prijs") == "zonaal tarief"
        assert fact(shown, "Talen") == "Nederlands, Engels"
        unknown = shown.select("section[aria-labelledby=feiten] .tag--unknown")
        assert [words_of(tag) for tag in unknown] == [
            "Verwijsbrief",
            "Plaats voor nieuwe mensen",
            "Aanpak",
        ]

    def test_ages_and_youth(self, read):
        shown = read(
            ServiceFactory(min_age=16, max_age=25, youth_suitability=YouthSuitability.MADE_FOR)
        )
        assert fact(shown, "Leeftijd") == "16 tot en met 25 jaar"
        assert fact(shown, "Jongeren") == "gemaakt voor jongeren"

    def test_claim_says_what_backs_it(self, read):
        service = ServiceFactory()
        TargetGroupClaimFactory(service=service, evidence="team met ervaringsdeskundigen")
        TargetGroupClaimFactory(
            service=service,
            target_group=TargetGroup.objects.get(code="sex_workers"),
            wording="escorts",
        )
        shown = fact(read(service), "Mensen met een vraag")
        assert "team met ervaringsdeskundigen" in shown
        assert "volgens de bron: escorts" in shown

    def test_groups_that_one_wording_backs_stand_together(self, read):
        service = ServiceFactory()
        for code in ("msm", "sex_workers"):
            TargetGroupClaimFactory(
                service=service,
                target_group=TargetGroup.objects.get(code=code),
                wording="mannelijke escorts",
            )
        shown = fact(read(service), "Mensen met een vraag")
        assert shown.count("volgens de bron: mannelijke escorts") == 1

    def test_topics_are_read_as_one_line(self, read):
        service = ServiceFactory()
        service.topics.set(Topic.objects.filter(code__in=["prep", "sti_testing"]))
        assert "PrEP" in fact(read(service), "Waarover")

    def test_area_is_unknown_beyond_the_own_province(self, read):
        service = ServiceFactory(home_province=Province.objects.get(slug="limburg"))
        assert fact(read(service), "Werkingsgebied") == "Limburg; van elders: onbekend"

    def test_stated_area(self, read):
        service = ServiceFactory(service_area_scope=ServiceAreaScope.PROVINCES)
        service.provinces_served.set(Province.objects.filter(slug__in=["limburg", "antwerpen"]))
        assert fact(read(service), "Werkingsgebied") == "Antwerpen, Limburg"

    def test_first_contact(self, read):
        def section(**fields):
            return words_of(read(ServiceFactory(**fields)).select_one("#eerste-contact").parent)

        assert "Nog niet bekend" in section()
        assert "Iemand ontvangt je." in section(first_contact="Iemand ontvangt je.")


class TestTrust:
    def test_confirmed_says_when_and_how(self, read):
        service = ServiceFactory(
            verified_on=datetime.date(2026, 11, 3), verified_how=VerificationMethod.PHONE
        )
        trust = read(service).select_one(".trust--confirmed")
        assert words_of(trust) == "Nagekeken op 3 november 2026, telefonisch nagevraagd"

    def test_unconfirmed_says_the_year_of_the_newest_source(self, read):
        service = ServiceFactory()
        ListingSourceFactory(service=service, year=2019, age="2019-06")
        ListingSourceFactory(service=service, year=2023, age="masterproef 2023", url="")
        shown = read(service)
        assert words_of(shown.select_one(".trust--unconfirmed")) == (
            "Nog niet bevestigd door de organisatie · bron van 2023"
        )
        sources = shown.select(".provenance__sources li")
        assert [words_of(source) for source in sources] == [
            "example.org juni 2019",
            "example.org masterproef 2023",
        ]
        assert [len(source.select("a")) for source in sources] == [1, 0]

    def test_source_is_its_address_then_what_is_remarked_and_its_age(self, read):
        service = ServiceFactory()
        for title, url, age in (
            ("example.org", "https://www.example.org/a/b/?c=1", ""),
            ("example.org (lijst, oud)", "https://example.org/", "ongedateerd"),
            ("Jaarverslag", "https://example.org/verslag.pdf", "2020"),
            ("masterproef UGent 2023", "", ""),
        ):
            ListingSourceFactory(service=service, title=title, url=url, age=age)
        sources = read(service).select(".provenance__sources li")
        assert [words_of(source) for source in sources] == [
            "example.org/a/b zonder datum",
            "example.org (lijst, oud) zonder datum",
            "Jaarverslag 2020",
            "masterproef UGent 2023",
        ]
        # On paper these print their address in full, instead of what stands in the link.
        assert [bool(source.select("a.spelled-out")) for source in sources] == [
            True,
            True,
            False,
            False,
        ]

    def test_ages_that_belong_to_no_source_are_told_once(self, read):
        service = ServiceFactory(source_ages="ongedateerd; ongedateerd; 2026-08 (oud); 2020-03")
        for _number in range(3):
            ListingSourceFactory(service=service)
        shown = read(service)
        assert "bron van 2026" in words_of(shown.select_one(".trust"))
        assert words_of(shown.select_one(".provenance__sources + p")) == (
            "Ouderdom van deze bronnen samen: augustus 2026 (oud), maart 2020, zonder datum. "
            "Welke bij welke hoort, is niet opgetekend."
        )
        assert "zonder datum" not in words_of(shown.select_one(".provenance__sources"))
        assert "ongedateerd" not in shown.get_text()


def test_who_works_with_whom(read):
    service = ServiceFactory()
    known = OrganisationFactory(name="Bekend vzw")
    CooperationFactory(service=service, partner=known, partner_name="Bekend")
    archived = OrganisationFactory(status=Status.ARCHIVED)
    CooperationFactory(service=service, partner=archived, partner_name="Weg")
    NetworkFactory(name="Intervisiegroep").members.add(service.organisation)
    section = read(service).select_one("#netwerk").parent
    assert [link["href"] for link in section.select("a")] == [known.get_absolute_url()]
    assert "Weg" in words_of(section)
    assert "Intervisiegroep" in words_of(section)


def test_what_is_for_editors_stays_with_them(client):
    service = ServiceFactory(editor_notes="Nota voor ons", status_reason="Reden voor ons")
    PendingValueFactory(service=service, field="website", value="https://onbevestigd.example.org")
    documents.refresh([service.pk])
    html = client.get(service.get_absolute_url()).content.decode()
    for private in ("voor ons", "onbevestigd.example.org"):
        assert private not in html


def test_page_sets_no_cookie(client):
    assert not client.get(ServiceFactory().get_absolute_url()).cookies


def test_thanks_for_a_report_need_no_session(read):
    service = ServiceFactory()
    assert not read(service).select("#gemeld")
    assert "Bedankt" in words_of(read(service, "?gemeld=1").select_one("#gemeld"))


def test_queries_do_not_grow_with_what_hangs_on_a_listing(client, django_assert_max_num_queries):
    service = ServiceFactory()
    for group in TargetGroup.objects.all()[:5]:
        TargetGroupClaimFactory(service=service, target_group=group)
    for channel in ("phone", "chat", "walk_in"):
        ScheduleFactory(service=service, channel=channel)
    for position in range(5):
        PhoneFactory(service=service, position=position)
        ListingSourceFactory(service=service)
        LocationFactory(service=service)
        CooperationFactory(service=service, partner=OrganisationFactory())
        NetworkFactory().members.add(service.organisation)
    documents.refresh([service.pk])
    with django_assert_max_num_queries(13):
        client.get(service.get_absolute_url())
