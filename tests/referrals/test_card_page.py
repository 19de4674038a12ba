"""The page of a hand-over card: what may be chosen, and what it says of what it cannot do."""

import uuid

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from referrals import short_codes, shortlist
from services.actions import documents
from services.enums import Focus, Status
from services.models import Service
from tests.factories import ListingSourceFactory, PhoneFactory, ScheduleFactory, ServiceFactory
from tests.listings import listing

pytestmark = pytest.mark.django_db
PAGE, FILE = "/doorverwijskaart/", "/doorverwijskaart/kaart.pdf"


def fiches(*services):
    return shortlist.write([one.pk for one in services])


def soup(client, **query):
    answer = client.get(PAGE, query)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def notices(page):
    return " ".join(one.get_text(" ", strip=True) for one in page.select(".notice"))


def chosen(page):
    return {one["name"]: one["value"] for one in page.select("input[type=radio][checked]")}


class TestTheChoices:
    def test_are_dutch_on_small_paper_unless_others_are_made(self, client):
        service = listing()
        assert chosen(soup(client, fiches=fiches(service))) == {"taal": "nl", "vorm": "a6"}
        other = {"taal": "fr", "vorm": "a4"}
        page = soup(client, fiches=fiches(service), **other)
        assert chosen(page) == other
        assert page.select_one(".sheet.sheet--a4")["lang"] == "fr"

    def test_go_along_into_the_file(self, client):
        service = listing(name="Druglijn")
        code = short_codes.write(service.pk)
        query = {"fiches": fiches(service), "taal": "en", "vorm": "a4", "discreet": "1"}
        page = soup(client, **query, namen=code)
        link = page.find("a", string="Open als pdf")["href"]
        assert link.startswith(FILE)
        for part in [*(f"{name}={value}" for name, value in query.items()), f"namen={code}"]:
            assert part in link
        assert client.get(link).status_code == 200

    def test_of_names_are_there_for_those_that_would_not_stand_on_the_card(self, client):
        drugs = listing(name="Drughulp", focus=Focus.DRUGS)
        broad = listing(name="Onthaal", focus=Focus.GENERAL)
        page = soup(client, fiches=fiches(drugs, broad), discreet="1")
        offered = {one["value"] for one in page.select("[name=namen]")}
        assert offered == {short_codes.write(drugs.pk)}
        assert not soup(client, fiches=fiches(drugs)).select("[name=namen]")

    def test_of_a_name_can_be_taken_back(self, client):
        service = listing(name="Drughulp")
        page = soup(
            client, fiches=fiches(service), discreet="1", namen=short_codes.write(service.pk)
        )
        assert page.select_one("[name=namen][checked]")
        assert page.select_one(".handover h3").string == "Drughulp"


class TestWhatItCannotDo:
    def test_keep_a_browser_from_printing_the_address_of_the_site_it_says(self, client):
        service = listing()
        warning = "een browser zet er vaak het adres van deze site bij"
        assert warning in soup(client, fiches=fiches(service), discreet="1").get_text()
        assert warning not in soup(client, fiches=fiches(service)).get_text()

    @pytest.mark.parametrize(
        "query",
        [
            {"taal": "xx"},
            {"vorm": "a5"},
            {"taal": "xx", "vorm": "'; DROP TABLE", "discreet": "1", "namen": "x\x00y"},
            {"taal": "\x00"},
        ],
    )
    def test_it_says_and_takes_the_usual_for_it(self, client, query):
        service = listing(name="Onthaal", focus=Focus.GENERAL)
        page = soup(client, fiches=fiches(service), **query)
        assert "Niet alles in dit adres konden we lezen" in notices(page)
        assert page.select_one(".handover h3").string == "Onthaal"
        assert page.select_one(".sheet.sheet--a6")["lang"] == "nl"

    @pytest.mark.parametrize("rubbish", ["x", "x" * 23, "é" * 22, "\x00", "A" * 2000, "💥"])
    def test_a_list_that_is_no_list(self, client, rubbish):
        page = soup(client, fiches=rubbish)
        assert "Niet alles in dit adres konden we lezen" in notices(page)
        assert not page.select(".handover")
        page = soup(client, fiches=fiches(listing()) + rubbish[:20])
        assert "Niet alles in dit adres konden we lezen" in notices(page)

    def test_an_empty_one(self, client):
        page = soup(client)
        assert "Er staat nog niets op deze kaart" in notices(page)
        assert not page.select(".handover, form.sheet-page__form")

    def test_what_is_no_longer_there_is_left_out_and_said(self, client):
        there = listing()
        draft = ServiceFactory(status=Status.DRAFT)
        archived = listing()
        Service.objects.filter(pk=archived.pk).update(status=Status.ARCHIVED)
        documents.refresh([archived.pk])
        key = shortlist.write([there.pk, draft.pk, archived.pk, uuid.uuid4()])
        page = soup(client, fiches=key)
        assert len(page.select(".handover")) == 1
        assert "3 fiches zijn niet meer beschikbaar" in notices(page)
        assert draft.name not in page.get_text()
        one = soup(client, fiches=shortlist.write([there.pk, draft.pk]))
        assert "1 fiche is niet meer beschikbaar" in notices(one)

    def test_the_file_of_it_is_the_page_that_says_so(self, client):
        service = listing()
        for query in ({}, {"fiches": "x"}, {"fiches": fiches(service), "taal": "xx"}):
            answer = client.get(FILE, query)
            assert answer.status_code == 302 and answer.url.startswith(PAGE)
            assert client.get(answer.url).status_code == 200

    def test_reach_somebody_who_has_only_a_website_that_tells(self, client):
        service = listing(name="Drugsite", website="https://drugs.example.org/")
        page = soup(client, fiches=fiches(service), discreet="1")
        assert "Zonder telefoon of adres op de kaart: Drugsite." in notices(page)
        assert "Zonder telefoon" not in notices(soup(client, fiches=fiches(service)))

    def test_lead_to_somebody_of_whom_only_the_town_is_known(self, client):
        at_a_town = listing(name="Praatgroep", at="Gent", street="", precision="municipality")
        at_a_door = listing(name="Inloop", at="Gent")
        page = soup(client, fiches=fiches(at_a_town, at_a_door))
        assert "Zonder telefoon of adres op de kaart: Praatgroep." in notices(page)


class TestNothingIsKept:
    def test_no_cookie_and_no_copy(self, client):
        query = {"fiches": fiches(listing())}
        for address in (PAGE, FILE):
            answer = client.get(address, query)
            assert "no-store" in answer.headers["Cache-Control"]
            assert not answer.cookies

    def test_nothing_is_written_and_the_work_does_not_grow(self, client):
        services = []
        counted = {}
        for size in (1, 8):
            while len(services) < size:
                service = listing(at="Gent", topics=["prep"], groups=["msm"])
                for make in (PhoneFactory, ScheduleFactory, ListingSourceFactory):
                    make(service=service)
                services.append(service)
            for address in (PAGE, FILE):
                with CaptureQueriesContext(connection) as queries:
                    assert client.get(address, {"fiches": fiches(*services)}).status_code == 200
                statements = [one["sql"] for one in queries]
                assert all(one.startswith("SELECT") for one in statements), statements
                counted.setdefault(address, []).append(len(statements))
        assert all(few == many for few, many in counted.values()), counted


def test_a_listing_links_to_its_card(client):
    service = listing()
    page = BeautifulSoup(client.get(service.get_absolute_url()).content, "html.parser")
    [link] = [one for one in page.select("a.button") if "Maak een kaart" in one.get_text()]
    assert link["href"] == f"{PAGE}?fiches={fiches(service)}"
    assert link["rel"] == ["nofollow"]


def test_robots_stay_away(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert {"Disallow: /doorverwijskaart/", "Disallow: /k/"} <= set(lines)
