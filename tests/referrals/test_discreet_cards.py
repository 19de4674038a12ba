"""A discreet card: nothing on it, in it or behind it says what the help is about."""

import datetime
import uuid
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation

from referrals import card_pdf, cards, short_codes, shortlist
from referrals.card_pdf import Paper
from referrals.giving_away import tells
from services.actions import documents
from services.enums import AccessMode, Focus, Status
from services.models import Phone, Schedule, Service
from tests import databases, pdf
from tests.factories import ServiceFactory
from tests.listings import listing

ROOT = "https://k.example.org"
DAY = datetime.date(2026, 11, 24)
#: Parts of words that may be nowhere, written down apart from those that the cards leave out.
NOWHERE = ["chems", "drug", "medica", "outreach", "overdos", "resident", "seks", "sex", "soa-"]
NOWHERE += ["straatwerk", "substan", "verslav"]


def sheet_of(services, *, language="nl-be", root=ROOT, kept=(), is_discreet=True):
    frame = cards.Frame(is_discreet=is_discreet, root=root, kept=kept)
    with translation.override(language):
        return cards.sheet(services, frame=frame, on=DAY)


def card_of(service, **options):
    documents.refresh([service.pk])
    [loaded] = Service.objects.searchable().for_detail().filter(pk=service.pk)
    [card] = sheet_of([loaded], **options).cards
    return card


def asked(*services, **parameters):
    query = {"fiches": shortlist.write([one.pk for one in services]), "discreet": "1"} | parameters
    return f"?{urlencode(query, doseq=True)}"


def texts_of(html):
    """Every text and every attribute of what is printed of a page, and its title."""
    page = BeautifulSoup(html, "html.parser")
    sheet = page.select_one(".sheet")
    yield page.title.get_text()
    yield from sheet.stripped_strings
    for tag in [sheet, *sheet.find_all(True)]:
        for value in tag.attrs.values():
            yield " ".join(value) if isinstance(value, list) else value


@pytest.fixture(scope="module")
def real(listings_database, django_db_blocker):
    """The real listings, loaded for a card."""
    with django_db_blocker.unblock(), databases.connected_to(listings_database):
        yield list(Service.objects.searchable().for_detail().order_by("pk"))


class TestNoRealListing:
    """Tells anything, whatever the language."""

    @pytest.mark.parametrize("language", ["nl-be", "fr", "en"])
    @pytest.mark.parametrize("paper", list(Paper))
    def test_on_paper(self, real, language, paper):
        assert len(real) > 100
        data = card_pdf.render(sheet_of(real, language=language), paper=paper)
        read = pdf.read(data)
        about = [read.text, read.title, read.metadata, *read.links, *read.codes]
        told = [text for text in [*about, *read.alternatives, *read.tags] if tells(text)]
        assert told == []
        everything = " ".join(about).lower()
        assert [part for part in NOWHERE if part in everything] == []
        assert len(read.codes) == len(real)
        # What a search in the file itself would find: its description, which is not compressed.
        assert not tells(data.partition(b"<x:xmpmeta")[2].partition(b"</x:xmpmeta>")[0].decode())

    @pytest.mark.parametrize("language", ["nl", "fr", "en"])
    def test_on_the_page(self, real, listings_database, django_db_blocker, language):
        with django_db_blocker.unblock(), databases.connected_to(listings_database):
            for at in range(0, len(real), shortlist.MOST):
                part = real[at : at + shortlist.MOST]
                address = f"/doorverwijskaart/{asked(*part, taal=language)}"
                html = Client().get(address).content
                assert html.count(b"<article") == len(part)
                assert [text for text in texts_of(html) if tells(text)] == []

    def test_known_for_drugs_or_sexuality_goes_by_its_name(self, real):
        sheet = sheet_of(real)
        for service, card in zip(real, sheet.cards, strict=True):
            if service.focus != Focus.GENERAL:
                assert card.name == "Contactpersoon" and not card.organisation
        assert sum(card.is_named for card in sheet.cards) > 5

    def test_is_left_out_of_reach_but_by_its_address_on_the_web(self, real):
        sheet = sheet_of(real)
        for service, card in zip(real, sheet.cards, strict=True):
            assert len(card.places) == len(service.points.all())
            called = [way.text for way in card.ways if way.is_called]
            assert called == [phone.display for phone in service.phones.all()]


@pytest.mark.django_db
class TestWhatIsLeftOut:
    def test_all_that_says_what_it_is_about(self):
        service = listing(
            name="Seksuologisch spreekuur",
            organisation__name="Drughulp vzw",
            focus=Focus.BOTH,
            at="Gent",
            topics=["prep"],
            groups=["msm"],
            email="seks@example.org",
            website="https://druglijn.example.org/",
            chat_url="https://example.org/hiv",
            first_contact="Je krijgt eerst een soa-test.",
            cost_note="Gratis voor wie drugs gebruikt.",
            access_modes=[AccessMode.OUTREACH, AccessMode.PHONE],
            approaches=["harm_reduction"],
            street="Kaai 1 (naast de spuitenruil)",
        )
        Phone.objects.create(service=service, number="+3291234567", label="druglijn")
        Schedule.objects.create(
            service=service, opening_hours="Mo 09:00-17:00", text="PrEP op maandag"
        )
        card = card_of(service)
        assert (card.name, card.organisation, card.focus, card.focus_label) == (
            "Contactpersoon",
            "",
            "",
            "",
        )
        assert card.about == [] and card.first_contact is None
        assert [(way.label.text, way.url) for way in card.ways] == [("Telefoon", "tel:+3291234567")]
        assert [place.address for place in card.places] == ["Gent"]
        assert [words.text for row in card.hours for words in row.said] == [
            "ma 9.00–17.00\N{NO-BREAK SPACE}u".replace("–", "–\N{WORD JOINER}")
        ]
        contact = next(row for row in card.facts if row.label.text == "Contact")
        assert [words.text for words in contact.said] == ["telefonisch"]
        assert not any(tells(words.text) for row in card.facts for words in row.said)

    @pytest.mark.parametrize("channel", [AccessMode.OUTREACH, AccessMode.RESIDENTIAL])
    def test_nor_a_way_of_working_beside_its_hours(self, channel):
        service = listing(at="Gent")
        Schedule.objects.create(service=service, channel=channel, opening_hours="Mo 09:00-17:00")
        [row] = card_of(service).hours
        assert row.label.text == "Algemeen" and row.said
        [row] = card_of(service, is_discreet=False).hours
        assert row.label.text == channel.label.capitalize()

    def test_nor_its_own_name_in_what_it_wrote(self):
        service = listing(
            name="De Sleutelbos",
            focus=Focus.DRUGS,
            first_contact="Bel de sleutelbos, vraag naar het onthaal.",
            website="https://sleutelbos.example.org/",
            email="onthaal@sleutelbos.example.org",
        )
        card = card_of(service)
        assert card.first_contact is None and card.ways == []

    def test_what_tells_nothing_stays(self):
        service = listing(
            name="Jongerenonthaal",
            organisation__name="CAW",
            focus=Focus.GENERAL,
            at="Gent",
            email="onthaal@example.org",
            website="https://example.org/",
            first_contact="Iemand luistert.",
        )
        card = card_of(service)
        assert (card.name, card.organisation) == ("Jongerenonthaal", "CAW")
        assert [way.text for way in card.ways] == ["onthaal@example.org", "example.org"]
        assert [place.address for place in card.places] == ["Voorbeeldstraat 1, Gent"]
        assert card.first_contact.text == "Iemand luistert."

    def test_a_broad_help_whose_name_tells_is_not_named(self):
        card = card_of(listing(name="Regenboogonthaal", focus=Focus.GENERAL))
        assert card.name == "Contactpersoon"
        card = card_of(listing(organisation__name="Drugpunt", focus=Focus.GENERAL))
        assert card.is_named and card.organisation == ""

    def test_a_name_stays_where_the_worker_wants_it(self):
        service = listing(
            name="Druglijn",
            organisation__name="VAD",
            focus=Focus.DRUGS,
            website="https://druglijn.example.org/",
            email="vragen@example.org",
            first_contact="Je belt de Druglijn.",
        )
        card = card_of(service, kept={short_codes.write(service.pk)})
        assert (card.name, card.organisation) == ("Druglijn", "VAD")
        # The name alone was chosen; what else tells something is still left out.
        assert [way.text for way in card.ways] == ["vragen@example.org"]
        assert card.first_contact is None and card.about == []

    def test_the_site_where_its_name_tells(self):
        service = listing(at="Gent")
        assert card_of(service, root="").code is None
        assert card_of(service).code.url == f"{ROOT}/k/{service.pk.hex[:12]}/"


@pytest.mark.django_db
class TestTheAddressBehindTheCode:
    def test_leads_to_the_listing(self, client):
        service = listing()
        answer = client.get(f"/k/{service.pk.hex[:12]}/")
        assert (answer.status_code, answer.url) == (302, service.get_absolute_url())
        assert "no-store" in answer.headers["Cache-Control"]

    def test_leads_to_what_has_ended_as_long_as_its_page_says_so(self, client):
        service = ServiceFactory(status=Status.ARCHIVED, ended_on=DAY)
        answer = client.get(f"/k/{service.pk.hex[:12]}/", follow=True)
        assert answer.status_code == 410

    @pytest.mark.parametrize("status", [Status.DRAFT, Status.ARCHIVED])
    def test_does_not_tell_what_is_not_public(self, client, status):
        service = ServiceFactory(status=status)
        assert client.get(f"/k/{service.pk.hex[:12]}/").status_code == 404

    @pytest.mark.parametrize("code", ["", "x", "0" * 11, "0" * 13, "g" * 12, "A" * 12, "%00" * 12])
    def test_is_nothing_else(self, client, code):
        assert client.get(f"/k/{code}/").status_code == 404

    def test_leads_nowhere_where_two_have_the_same(self, client):
        for end in ("1", "2"):
            listing(id=uuid.UUID("abcdefabcdef4000800000000000000" + end))
        assert client.get("/k/abcdefabcdef/").status_code == 404

    def test_spells_no_word(self):
        assert not any(tells(uuid.uuid4().hex[:12]) for _again in range(5000))


@pytest.mark.django_db
class TestTheFile:
    def test_has_a_name_that_tells_nothing(self, client):
        answer = client.get(f"/doorverwijskaart/kaart.pdf{asked(listing())}")
        assert answer.headers["Content-Disposition"] == 'inline; filename="kaart.pdf"'
        assert pdf.read(answer.content).title == "Contactgegevens"

    def test_holds_the_neutral_host(self, client, settings):
        settings.NEUTRAL_URL = ROOT
        service = listing()
        answer = client.get(f"/doorverwijskaart/kaart.pdf{asked(service)}")
        assert pdf.read(answer.content).codes == [f"{ROOT}/k/{service.pk.hex[:12]}/"]

    def test_holds_no_host_whose_name_tells(self, client, settings):
        settings.ALLOWED_HOSTS = ["chemseks.example.org"]
        address = f"/doorverwijskaart/kaart.pdf{asked(listing())}"
        host = {"host": "chemseks.example.org"}
        read = pdf.read(client.get(address, headers=host).content)
        assert read.codes == [] and not tells(read.text + " ".join(read.links))
        page = client.get(address.replace("kaart.pdf", ""), headers=host).content.decode()
        assert "staat geen QR-code" in page
        ordinary = client.get(address.replace("discreet=1", "discreet="), headers=host)
        assert "chemseks.example.org/aanbod" in pdf.read(ordinary.content).codes[0]
