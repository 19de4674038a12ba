"""Hand-over cards as PDF, opened and read back."""

import datetime
import tempfile
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from referrals import card_pdf, cards, shortlist
from referrals.card_pdf import Paper
from services.actions import documents
from services.enums import AccessMode, Focus, TriState, VerificationMethod
from services.models import Phone, Schedule, Service
from services.wording import Place
from tests import databases, pdf
from tests.listings import listing

SIZES = {"a6": (105, 148), "a4": (210, 297)}
LABELS = ["reach", "hours", "first_contact", "facts", "about", "route", "address", "place"]
LABELS += ["code", "urgent", "page"]
#: What markup, code or a careless programme would trip over.
HOSTILE = [
    '#panic("x") #import "x.typ" #sys.inputs',
    "= Kop *vet* _schuin_ `code` $x^2$ <label> @ref",
    "\\#escape \\u{41} \\\\ // geen commentaar /* ook niet */",
    '"aanhaling" \'enkel\' {"json": [1]} ]} ) #]',
    "<script>alert(1)</script> &amp; {{ sheet }} {% url %}",
    "W" * 300,
    "lang-" * 80,
    "漢字 العربية 🙂 \U0001f468\u200d\U0001f469",
    "e\u0301 en \u202eomgekeerd\u202c en \ufeff\u200b",
    "tab\tregel\r\nnog een\x0bregel\x1f",
]


def full(**fields):
    """A listing with something in every corner of its card."""
    service = listing(
        **{
            "name": "Het Huis",
            "slug": "het-huis",
            "organisation__name": "Huis vzw",
            "focus": Focus.BOTH,
            "at": "Gent",
            "postal_code": "9000",
            "topics": ["prep", "counselling"],
            "groups": ["msm"],
            "min_age": 18,
            "languages": ["nl", "fr"],
            "access_modes": [AccessMode.WALK_IN, AccessMode.PHONE],
            "email": "onthaal@example.org",
            "website": "https://www.example.org/hulp/",
            "first_contact": "Een medewerker luistert.\n\nDaarna kies je zelf.",
            "is_free": TriState.YES,
            "is_anonymous": TriState.YES,
            "verified_on": datetime.date.today(),
            "verified_how": VerificationMethod.PHONE,
        }
        | fields
    )
    Phone.objects.create(service=service, number="+3291234567", label="onthaal")
    Schedule.objects.create(
        service=service, channel=AccessMode.WALK_IN, opening_hours="Mo-Fr 09:00-17:00"
    )
    documents.refresh([service.pk])
    return service


def fetched(*services, client=None, **parameters):
    query = {"fiches": shortlist.write([one.pk for one in services])} | parameters
    answer = (client or Client()).get("/doorverwijskaart/kaart.pdf", query)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    return pdf.read(answer.content)


def plain(text):
    """On one line, without the marks that keep or break lines."""
    return " ".join(text.replace("\u2060", "").replace("\u200b", "").split())


@pytest.mark.django_db
class TestWhatItSays:
    @pytest.mark.parametrize("paper", SIZES)
    def test_how_to_reach_them_and_what_happens(self, paper):
        card = fetched(full(), vorm=paper)
        text = plain(card.text)
        for said in (
            "Doorverwijskaart",
            "Het Huis",
            "Huis vzw",
            "Drugs én seksualiteit",
            "onthaal 09 123 45 67",
            "onthaal@example.org",
            "example.org/hulp",
            "Voorbeeldstraat 1, 9000 Gent",
            "Inloop ma–vr 9.00–17.00 u",
            "Een medewerker luistert. Daarna kies je zelf.",
            "ja, je kunt anoniem blijven",
            "Nederlands, Frans",
            "mannen die seks hebben met mannen",
            "PrEP",
            "telefonisch nagevraagd",
            f"Afgedrukt op {datetime.date.today().day} ",
            "Dringend? Bel 112.",
        ):
            assert said in text, said

    def test_its_links_lead_there(self):
        links = fetched(full()).links
        assert {
            "tel:+3291234567",
            "mailto:onthaal@example.org",
            "https://www.example.org/hulp/",
            "http://testserver/aanbod/het-huis/",
        } <= set(links)
        assert any(link.startswith("https://www.openstreetmap.org/directions?") for link in links)

    @pytest.mark.parametrize("paper", SIZES)
    @pytest.mark.parametrize("discreet", ["", "1"])
    def test_a_telephone_reads_its_code(self, client, paper, discreet):
        service = full()
        [code] = fetched(service, vorm=paper, discreet=discreet).codes
        assert code.startswith("http://testserver/k/" if discreet else "http://testserver/aanbod/")
        answer = client.get(code.removeprefix("http://testserver"), follow=True)
        assert answer.request["PATH_INFO"] == service.get_absolute_url()
        assert answer.status_code == 200

    def test_a_language_speaks_in_all_of_it(self):
        french = fetched(full(), taal="fr")
        assert french.language == "fr-BE"
        assert french.title == "Carte d’orientation"
        assert "lun–ven 9h00–17h00" in plain(french.text)
        # What its organisation wrote is read out as Dutch.
        assert "nl-BE" in french.languages
        assert "Texte en néerlandais" in french.text
        assert fetched(full(slug="ander"), taal="nl").languages <= {"nl-BE"}


@pytest.mark.django_db
class TestHowItIsMade:
    @pytest.mark.parametrize("paper", SIZES)
    def test_who_cannot_see_it_can_read_it(self, paper):
        card = fetched(full(), vorm=paper)
        assert card.is_tagged
        assert card.language == "nl-BE"
        assert card.title == "Doorverwijskaart"
        assert {"H1", "H2", "Link", "Figure"} <= card.tags
        assert card.alternatives == {"QR-code naar testserver/aanbod/het-huis"}

    def test_it_says_by_itself_that_it_is_accessible(self, client):
        service = full()
        query = {"fiches": shortlist.write([service.pk])}
        data = client.get("/doorverwijskaart/kaart.pdf", query).content
        assert b"<pdfuaid:part>1</pdfuaid:part>" in data
        assert b"/Marked true" in data and b"/StructTreeRoot" in data

    def test_its_letters_come_along(self):
        fonts = fetched(full()).fonts
        assert fonts and all(is_embedded for _name, is_embedded in fonts)
        assert {name.partition("+")[2] for name, _is_embedded in fonts} == {"SourceSans3-Roman"}

    def test_the_same_listing_is_the_same_file(self, client):
        query = {"fiches": shortlist.write([full().pk])}
        files = [client.get("/doorverwijskaart/kaart.pdf", query).content for _again in range(2)]
        assert files[0] == files[1]

    def test_a_small_one_is_a_page_and_several_share_a_large_one(self):
        services = [full(slug=f"huis-{at}") for at in range(3)]
        small, large = (fetched(*services, vorm=paper) for paper in SIZES)
        assert [page.size for page in small.pages] == [SIZES["a6"]] * 3
        assert all(page.text.count("Het Huis") == 1 for page in small.pages)
        assert [page.size for page in large.pages] == [SIZES["a4"]]
        assert large.text.count("Het Huis") == 3

    def test_what_is_long_takes_more_pages_and_loses_nothing(self):
        words = [f"woord{at}" for at in range(900)]
        for paper in SIZES:
            card = fetched(full(slug=f"lang-{paper}", first_contact=" ".join(words)), vorm=paper)
            assert len(card.pages) > 1
            assert set(words) <= set(card.text.split())
            assert len(card.codes) == 1
            assert all(page.is_within for page in card.pages)

    def test_nothing_is_left_on_the_machine(self, client):
        query = {"fiches": shortlist.write([full().pk])}
        folder = Path(tempfile.gettempdir())
        before = {*folder.iterdir()}
        assert client.get("/doorverwijskaart/kaart.pdf", query).status_code == 200
        made = {*folder.iterdir()} - before
        assert {one for one in made if b"Het Huis" in _content(one)} == set()
        assert {one.name for one in made if "typst" in one.name or one.suffix == ".pdf"} == set()


def _content(path):
    try:
        return path.read_bytes()
    except OSError:
        return b""


def sheet_of(text):
    """A card that says the same wherever others wrote what it says."""
    words = cards.Words(text, "nl")
    row = cards.Row(words, [words, words])
    card = cards.Card(
        key="0",
        name=text,
        is_named=True,
        organisation=text,
        focus="general",
        focus_label=text,
        closure=text,
        about=[row],
        ways=[
            cards.Way(words, text, "tel:112", is_called=True),
            cards.Way(words, text, f"https://example.org/{text}"),
        ],
        places=[Place(text, is_approximate=False, route_url="https://example.org/")],
        hours=[row],
        first_contact=words,
        facts=[row],
        unknown=text,
        trust=text,
        trust_rest=text,
        code=None,
        note=text,
    )
    labels = dict.fromkeys(LABELS, "x")
    return cards.Sheet(
        language="fr", is_discreet=False, title="x", printed="x", labels=labels, cards=[card]
    )


class TestHostileText:
    @pytest.mark.parametrize("text", HOSTILE)
    @pytest.mark.parametrize("paper", list(Paper))
    def test_stays_text_on_the_paper(self, text, paper):
        read = pdf.read(card_pdf.render(sheet_of(text), paper=paper))
        assert read.is_tagged
        assert all(page.is_within for page in read.pages)
        if text.isascii() and " " in text and text.isprintable():
            squeezed = "".join(plain(read.text).split())
            assert squeezed.count("".join(text.split())) >= 10

    # Half a surrogate pair is in no listing: PostgreSQL refuses it, and forms replace it.
    @given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
    def test_of_any_kind_makes_a_card(self, text):
        assert pdf.read(card_pdf.render(sheet_of(text), paper=Paper.A6)).is_tagged

    @pytest.mark.django_db
    @pytest.mark.parametrize("text", HOSTILE)
    def test_in_a_listing_does_no_harm(self, client, text):
        service = full(
            name=text[:160],
            organisation__name=text[:160],
            first_contact=text,
            cost_note=text[:300],
            street=text[:160],
        )
        service.phones.update(label=text[:80])
        service.schedules.update(text=text[:300])
        documents.refresh([service.pk])
        card = fetched(service, client=client)
        assert len(card.codes) == 1 and "tel:+3291234567" in card.links
        page = client.get("/doorverwijskaart/", {"fiches": shortlist.write([service.pk])})
        assert page.status_code == 200
        assert b"<script>alert" not in page.content


def test_the_real_listings_fit_on_paper(listings_database, django_db_blocker):
    with django_db_blocker.unblock(), databases.connected_to(listings_database):
        services = list(Service.objects.searchable().for_detail().order_by("pk"))
        frame = cards.Frame(is_discreet=False, root="https://kaart.example.org")
        sheet = cards.sheet(services, frame=frame, on=datetime.date(2026, 11, 24))
    for paper in Paper:
        read = pdf.read(card_pdf.render(sheet, paper=paper))
        assert all(page.is_within for page in read.pages)
        assert len(read.codes) == len(services) > 100
        # What the map says today takes a single page of a small card, apart from a few.
        assert len(read.pages) < 1.1 * len(services)
