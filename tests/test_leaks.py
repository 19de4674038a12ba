"""Canaries: unique words in every place that is not for the public, which nobody may get to see."""

import html
import io
import re
import zipfile

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from services.actions import documents, history
from services.enums import AddressVisibility, Channel, Precision, Status
from services.models import ImportedRow, Location, Municipality, Organisation, Service
from tests import factories
from tests.addresses import every_address
from tests.listings import listing

pytestmark = pytest.mark.django_db

SEARCH, MAP = reverse("referrals:search"), reverse("referrals:map-data")
SUGGESTIONS, API = reverse("referrals:suggestions"), reverse("api:root")
#: Where no published listing is, and where the hidden ones are.
HIDDEN_PLACE = "Herstappe"
HIDDEN_BOX = "5.30,50.65,5.50,50.80"

CANARIES = {
    "hidden name": "Qyvaxobru",
    "hidden street": "Wexjopliqst",
    "hidden postal code": "3717",
    "hidden municipality": HIDDEN_PLACE,
    "hidden latitude": "50.71938",
    "hidden longitude": "5.40917",
    "street behind a municipality": "Zugmyfrontlaw",
    "postal code behind a municipality": "9031",
    "latitude behind a municipality": "51.07351",
    "notes for editors": "Ptawqodjig",
    "reason of a status": "Fvohkurzem",
    "unconfirmed value": "Dlixbnoqap",
    "imported row": "Gjutwyckom",
    "draft name": "Hrupzolviq",
    "draft slug": "mnaxkedjow",
    "draft description": "Tbyqgulfas",
    "draft phone": "+3247055661",
    "draft phone, displayed": "0470 55 66 1",
    "draft e-mail": "cwizrohnuk",
    "draft claim": "Vsopjaxtym",
    "draft partner": "Blegquhizd",
    "draft source": "Kyfnoxwart",
    "archived name": "Ojdricmuvex",
    "archived organisation": "Ruzqaphlob",
    "archived organisation's slug": "xilvetgoksa",
    "archived organisation's other name": "Yaqmbundep",
    "archived organisation's description": "Wokjizfrux",
    "name under an archived organisation": "Nhytgalsoqe",
    "account": "djevuxqamlo",
    "name of an account": "Shuqpibwoz",
    "count of reports": "918273645",
    "proposed value": "Ckwuvojzar",
    "evidence of a proposal": "Hwiqqadjup",
    "evidence of expertise": "Zmoplixvok",
    "reason of a decision": "Gruxnafwet",
    "expertise that waits": "Bhuqlojdyp",
    "name of a token": "Vlugmixdaso",
    "unseen word": "Eblozvikqun",
    "remark on a source": "Iqtrudzapoj",
}
SLUGS = [
    "open",
    "verborgen",
    "stil",
    CANARIES["draft slug"],
    CANARIES["archived organisation's slug"],
]


@pytest.fixture
def canaries(db):
    """The listings "open", "stil" and "verborgen" are published; nothing else is."""
    word = CANARIES.__getitem__
    editor = factories.UserFactory(
        email=f"{word('account')}@example.org", name=word("name of an account")
    )
    network = factories.NetworkFactory()
    shown = listing(
        slug="open",
        name="Open deur",
        at="Gent",
        organisation__slug="open",
        editor_notes=word("notes for editors"),
        status_reason=word("reason of a status"),
        verified_by=editor,
        verified_on="2026-11-02",
        verified_how="phone",
    )
    token = factories.ApiTokenFactory(
        organisation=shown.organisation, name=word("name of a token"), made_by=editor
    )
    with history.recorded(by=editor, channel=Channel.API, token=token.name):
        Service.objects.filter(pk=shown.pk).update(description="Bel aan.")
    factories.PendingValueFactory(service=shown, value=word("unconfirmed value"))
    ImportedRow.objects.create(service=shown, row={"notes": word("imported row")})
    factories.ReportFactory(service=shown, count=int(word("count of reports")))

    factories.ProposalFactory(
        service=shown,
        field="name",
        value=word("proposed value"),
    )
    factories.ProposalFactory(
        service=shown, field="focus", value="both", evidence=word("evidence of a proposal")
    )
    factories.ProposalFactory(
        service=shown, field="expertise", value={"training": word("expertise that waits")}
    )
    factories.ProposalFactory(
        service=shown,
        state="rejected",
        decided_at=timezone.now(),
        reason=word("reason of a decision"),
    )
    factories.ExpertiseFactory(service=shown, evidence=word("evidence of expertise"))

    hidden = listing(
        slug="verborgen",
        name="Verscholen hulp",
        at=HIDDEN_PLACE,
        street=f"{word('hidden street')} 7",
        postal_code=word("hidden postal code"),
        visibility=AddressVisibility.HIDDEN,
    )
    hidden.locations.update(
        name=word("hidden name"),
        latitude=float(word("hidden latitude")),
        longitude=float(word("hidden longitude")),
    )
    quiet = listing(
        slug="stil",
        name="Stille hulp",
        at="Gent",
        street=f"{word('street behind a municipality')} 9",
        postal_code=word("postal code behind a municipality"),
        visibility=AddressVisibility.MUNICIPALITY,
    )
    quiet.locations.update(latitude=float(word("latitude behind a municipality")))

    draft = listing(
        slug=word("draft slug"),
        name=word("draft name"),
        description=word("draft description"),
        email=f"{word('draft e-mail')}@example.org",
        status=Status.DRAFT,
        at=HIDDEN_PLACE,
    )
    factories.PhoneFactory(service=draft, number=word("draft phone"))
    factories.TargetGroupClaimFactory(service=draft, wording=word("draft claim"))
    factories.CooperationFactory(service=draft, partner_name=word("draft partner"))
    factories.ListingSourceFactory(service=draft, title=word("draft source"))

    archived = factories.OrganisationFactory(
        slug=word("archived organisation's slug"),
        name=word("archived organisation"),
        other_names=[word("archived organisation's other name")],
        description=word("archived organisation's description"),
        status=Status.ARCHIVED,
    )
    under_archived = listing(
        name=word("name under an archived organisation"), organisation=archived, at=HIDDEN_PLACE
    )
    gone = listing(name=word("archived name"), status=Status.ARCHIVED, at=HIDDEN_PLACE)
    network.members.set([shown.organisation, archived])
    factories.CooperationFactory(service=shown, partner=archived, partner_name="Een oude partner")

    concept = factories.ConceptFactory(
        term="bekend begrip",
        sources=f"https://example.org/ ({word('remark on a source')}: niet gezien)",
    )
    factories.WordFactory(concept=concept, text=word("unseen word"), is_seen=False)
    documents.refresh([one.pk for one in (shown, hidden, quiet, draft, under_archived, gone)])


#: Canaries that are places of their own, with or without a listing.
NAMED_PLACES = ("hidden postal code", "hidden municipality", "postal code behind a municipality")

#: Every way to ask something of the listings.
ASKED = [
    "plaats=tongeren&straal=1",
    "plaats=tongeren&straal=30",
    "plaats=tongeren&straal=500",
    "q=hulp&plaats=tongeren&anoniem=1",
    "provincie=limburg",
    "provincie=oost-vlaanderen",
    "focus=drugs",
    "jongeren=1",
    "leeftijd=19",
    "contact=inloop",
    "thema=prep",
    "doelgroep=msm",
    "taal=nl",
    "aanpak=schadebeperking",
    "anoniem=1&zonder-intake=1&gratis=1",
    "open=1",
]
#: Every way to look at the map.
LOOKED = [
    "lijst=1",
    f"lijst=1&zoom=0&vak={HIDDEN_BOX}",
    "lijst=1&zoom=0&vak=-180,-90,180,90",
    *(f"zoom={zoom}&vak={HIDDEN_BOX}" for zoom in (0, 4, 8, 10, 12, 14, 16, 18)),
]
#: The same of the API, which is asked in English; whole records, so that nothing is left out.
API_ASKED = [
    "",
    "place=tongeren&radius=1",
    "near=50.72,5.41&radius=500",
    "search=hulp&place=tongeren&anonymous=1",
    "province=limburg",
    "focus=drugs",
    "youth=1",
    "age=19",
    "access_mode=walk_in",
    "open_now=1",
    "modified_after=2026-01-01T00:00:00Z",
    f"search={HIDDEN_PLACE}",
    f"municipality={HIDDEN_PLACE}",
]
PROBES = [
    *(f"{API}services?full=true&{asked}" for asked in API_ASKED),
    *(f"{API}services?format={name}" for name in ("geojson", "csv", "jsonld")),
    *(f"{API}service_at_locations?format={name}" for name in ("geojson", "csv")),
    *(f"{API}organizations?format={name}" for name in ("csv", "jsonld")),
    *(f"{API}service_at_locations?{asked}" for asked in API_ASKED),
    *(f"/data/sociale-kaart-chemseks.{end}" for end in ("csv", "geojson", "json")),
    "/data/dcat.jsonld",
    f"{API}service_at_locations?postcode=9031&proximity=1",
    f"{API}service_at_locations?postcode=3717&proximity=50000",
    f"{API}organizations?search=a",
    SEARCH,
    f"{SEARCH}?bereik=overal",
    # The rest of the search page shows what the map is asked for below.
    f"{SEARCH}?plaats=tongeren&straal=500",
    f"{SEARCH}?q=hulp&plaats=tongeren&anoniem=1",
    f"{SEARCH}?provincie=limburg&open=1",
    f"{SEARCH}?q={HIDDEN_PLACE}",
    f"{SEARCH}?q=hulp+tongeren",
    f"{SEARCH}?q=9031",
    *(f"{MAP}?{asked}" for asked in ASKED),
    *(f"{MAP}?{looked}" for looked in LOOKED),
]


def read(address, **headers):
    """What an address says, a redirect's target included, but for what is random in it."""
    response = Client().get(address, headers=headers)
    page = b"".join(response).decode(errors="replace")
    said = f"{response.status_code} {response.headers.get('Location')} {page}"
    nonce = re.search(r"'nonce-([^']+)'", response.headers.get("Content-Security-Policy", ""))
    return html.unescape(said.replace(nonce[1], "") if nonce else said)


def found_in(said, *, but=()):
    return [
        where
        for where, canary in CANARIES.items()
        if canary not in but and canary.lower() in said.lower()
    ]


@pytest.mark.usefixtures("canaries")
class TestCanaries:
    def test_the_test_sees_what_is_public(self):
        assert "Open deur" in read(SEARCH)
        assert "Verscholen hulp" in read(SEARCH)
        assert "Open deur" in read(f"{MAP}?lijst=1")
        assert "bekend begrip" in read(reverse("referrals:glossary"))

    def test_no_page_shows_one(self):
        pages = [*every_address(slugs=SLUGS), "/bestaat-niet/", *PROBES]
        fragments = [address for address in PROBES if not address.startswith((MAP, API))]
        asked = [(address, {}) for address in pages]
        asked += [(address, {"HX-Request": "true"}) for address in fragments]
        leaks = {}
        for address, headers in asked:
            # The address itself is the visitor's own words, and some pages say it back.
            own = [canary for canary in CANARIES.values() if canary in address]
            if leaked := found_in(read(address, **headers), but=own):
                leaks[address] = leaked

        assert leaks == {}

    def test_no_record_of_the_api_holds_one(self):
        ids = {
            "services": Service.objects.values_list("pk", flat=True),
            "organizations": Organisation.objects.values_list("pk", flat=True),
            "service_at_locations": Location.objects.values_list("pk", flat=True),
        }
        said = {
            address: read(address)
            for kind, keys in ids.items()
            for address in (f"{API}{kind}/{key}" for key in keys)
        }

        assert {address for address in said if found_in(said[address])} == set()
        assert sum("Open deur" in one for one in said.values()) == 3

    def test_no_table_of_the_whole_map_holds_one(self, client):
        packed = b"".join(client.get("/data/sociale-kaart-chemseks.zip"))
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            said = {name: archive.read(name).decode() for name in archive.namelist()}

        assert {name for name in said if found_in(said[name])} == set()
        assert "Open deur" in said["services.csv"]

    @pytest.mark.parametrize("where", CANARIES)
    def test_searching_for_one_finds_nothing_and_shows_no_other(self, client, where):
        canary = CANARIES[where]
        page = client.get(SEARCH, {"q": canary})
        on_map = client.get(MAP, {"q": canary, "lijst": "1"}).json()
        glossary = client.get(reverse("referrals:glossary"), {"q": canary})

        # Anybody may name a place: `TestHiddenPlaces` sees that it tells nothing of what is hidden.
        if where not in NAMED_PLACES:
            assert not BeautifulSoup(page.content, "html.parser").select(".card")
            assert on_map == {"total": 0, "listings": []}
        suggestions = client.get(SUGGESTIONS, {"q": canary})
        # A postal code is said back with the name of its place.
        said_back = [canary, HIDDEN_PLACE] if where in NAMED_PLACES else [canary]
        for response in (page, glossary):
            assert found_in(response.content.decode(), but=said_back) == []
        # Places and postal codes are those of all Flanders; nothing else is said back.
        places = [HIDDEN_PLACE, *(one for one in CANARIES.values() if re.fullmatch(r"\d{4}", one))]
        assert found_in(suggestions.content.decode(), but=places) == []

    @pytest.mark.parametrize("slug", [CANARIES["draft slug"], "bestaat-nergens"])
    def test_a_draft_cannot_be_told_from_nothing(self, client, slug):
        for name in ("service-detail", "organisation-detail", "report"):
            response = client.get(reverse(f"services:{name}", args=[slug]))
            assert (response.status_code, response.content) == (
                404,
                client.get("/bestaat-niet/").content,
            )


class TestHiddenPlaces:
    """What a place answers must not depend on what of it is hidden."""

    ADDRESSES = [
        reverse("services:service-detail", args=["plek"]),
        reverse("services:organisation-detail", args=["plek"]),
    ]

    def answers(self, service):
        documents.refresh([service.pk])
        return {address: read(address) for address in [*self.ADDRESSES, *PROBES]}

    def differing(self, service, before):
        now = self.answers(service)
        return [address for address in now if now[address] != before[address]]

    def test_a_hidden_location_changes_nothing(self):
        beside = listing(name="Een andere", at="Tongeren-Borgloon")
        factories.LocationFactory(
            service=beside,
            municipality=Municipality.objects.get(name=HIDDEN_PLACE),
            visibility=AddressVisibility.HIDDEN,
        )
        documents.refresh([beside.pk])
        service = listing(
            slug="plek",
            organisation__slug="plek",
            at=HIDDEN_PLACE,
            visibility=AddressVisibility.HIDDEN,
        )
        with_location = self.answers(service)
        Location.objects.filter(visibility=AddressVisibility.HIDDEN).delete()
        documents.refresh([beside.pk])

        assert self.differing(service, with_location) == []

    def test_what_lies_behind_a_municipality_changes_nothing(self):
        service = listing(
            slug="plek",
            organisation__slug="plek",
            at="Gent",
            visibility=AddressVisibility.MUNICIPALITY,
        )
        known = self.answers(service)
        elsewhere = Municipality.objects.get(name=HIDDEN_PLACE)
        service.locations.update(
            street="Ergens anders 1",
            postal_code="9031",
            precision=Precision.STREET,
            latitude=elsewhere.latitude,
            longitude=elsewhere.longitude,
        )

        assert self.differing(service, known) == []
