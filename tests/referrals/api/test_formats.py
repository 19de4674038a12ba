"""The same answers as JSON, on a map, in a spreadsheet and as linked data."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from services.actions import documents
from services.enums import AddressVisibility, Focus, Precision
from services.models import Municipality
from tests import databases, factories
from tests.listings import listing

MEDIA_TYPES = {
    "json": "application/json",
    "geojson": "application/geo+json",
    "csv": "text/csv; charset=utf-8",
    "jsonld": "application/ld+json",
}
#: Where what is answered, and in what formats.
FORMATS = {
    "services": MEDIA_TYPES,
    "service_at_locations": ["json", "geojson", "csv"],
    "organizations": ["json", "csv", "jsonld"],
    "taxonomies": ["json", "csv", "jsonld"],
    "taxonomy_terms": ["json", "csv", "jsonld"],
}
BASE = "/api/v1"


def get(address, **headers):
    return Client().get(f"{BASE}/{address}", headers=headers)


def rows(answer):
    """The rows of a table by their columns, as a spreadsheet reads them."""
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


@pytest.fixture(scope="module")
def real(listings_database, django_db_blocker):
    """The real listings, for reading only."""
    with django_db_blocker.unblock(), databases.connected_to(listings_database):
        yield


def ids_of(answer, name):
    """The ids of what a list answers, in its order."""
    match name:
        case "csv":
            return [row["id"] for row in rows(answer)]
        case "geojson":
            return [feature["id"] for feature in answer.json()["features"]]
        case "jsonld":
            return [node["dct:identifier"] for node in answer.json()["itemListElement"]]
    return [record["id"] for record in answer.json()["contents"]]


@pytest.mark.usefixtures("real")
class TestNegotiation:
    @pytest.mark.parametrize(
        ("path", "name"), [(path, name) for path, names in FORMATS.items() for name in names]
    )
    def test_every_format_holds_the_same_in_the_same_order(self, path, name):
        asked = f"{path}?per_page=7&page=2"
        answer = get(f"{asked}&format={name}")
        assert answer.headers["Content-Type"] == MEDIA_TYPES[name]
        assert ids_of(answer, name) == ids_of(get(asked), "json")

        one = ids_of(answer, name)[0]
        detail = get(f"{path}/{one}?format={name}")
        assert detail.headers["Content-Type"] == MEDIA_TYPES[name]
        assert one in detail.content.decode()

    @pytest.mark.parametrize("name", MEDIA_TYPES)
    def test_the_header_asks_as_well(self, name):
        answer = get("services", accept=MEDIA_TYPES[name])
        assert answer.headers["Content-Type"] == MEDIA_TYPES[name]
        assert "Accept" in answer.headers["Vary"]

    def test_the_address_weighs_more_than_the_header(self):
        answer = get("services?format=csv", accept="application/json")
        assert answer.headers["Content-Type"] == MEDIA_TYPES["csv"]

    def test_a_browser_reads_json(self):
        answer = get("services", accept="text/html,application/xhtml+xml,*/*;q=0.8")
        assert answer.headers["Content-Type"] == MEDIA_TYPES["json"]

    @pytest.mark.parametrize("asked", ["xml", "", "html", "CSV"])
    def test_a_format_that_is_not_there_is_said(self, asked):
        answer = get(f"taxonomies?format={asked}")
        assert answer.status_code == 400
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["errors"] == {"format": ["Hier kan dit staan: json, csv, jsonld."]}

    def test_two_formats_are_no_format(self):
        answer = get("services?format=json&format=csv")
        assert answer.status_code == 400
        assert list(answer.json()["errors"]) == ["format"]

    def test_a_header_that_nothing_fits_is_said(self):
        answer = get("services", accept="image/png")
        assert answer.status_code == 406
        assert answer.headers["Content-Type"] == "application/problem+json"

    @pytest.mark.parametrize("name", MEDIA_TYPES)
    def test_a_problem_is_json_in_every_format(self, name):
        answer = get(f"services?age=oud&format={name}")
        assert answer.status_code == 400
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert list(answer.json()["errors"]) == ["age"]

    @pytest.mark.parametrize("name", MEDIA_TYPES)
    def test_more_listings_take_no_more_queries(self, name):
        asked = f"services?place=gent&full=true&format={name}"
        get(asked)
        with CaptureQueriesContext(connection) as few:
            assert len(ids_of(get(f"{asked}&per_page=5"), name)) == 5
        with CaptureQueriesContext(connection) as many:
            assert len(ids_of(get(f"{asked}&per_page=100"), name)) > 20
        assert len(many) <= len(few) <= 16


@pytest.mark.django_db
class TestSpreadsheet:
    def test_it_opens_right_in_dutch(self):
        """Bytes that say UTF-8, semicolons, a comma in numbers, a line ending of Windows."""
        service = listing(
            name="Café; “de deur”",
            at="Gent",
            street="Veldstraat 1",
            postal_code="9000",
            focus=Focus.BOTH,
            topics=["prep"],
            languages=["nl", "fr"],
            min_age=16,
        )
        factories.PhoneFactory(service=service, number="+3292345678")
        documents.refresh([service.pk])
        answer = get("services?format=csv")
        assert answer.content.startswith(b"\xef\xbb\xbfid;name;")
        assert answer.content.endswith(b"\r\n")
        (row,) = rows(answer)
        assert row["name"] == "Café; “de deur”"
        assert row["phones"] == "09 234 56 78"
        assert row["focus"] == "both | drugs | sexuality"
        assert row["topic"] == "prep"
        assert row["languages"] == "nl | fr"
        assert row["minimum_age"] == "16"
        assert row["maximum_age"] == ""
        assert row["addresses"] == "Veldstraat 1, 9000 Gent"
        point = service.points.get()
        assert row["latitude"] == str(point.latitude).replace(".", ",")

    @pytest.mark.parametrize("first", "=+-@\t\r")
    def test_no_cell_is_a_formula(self, first):
        listing(name=f"{first}HYPERLINK(1)", description=f"{first}cmd")
        (row,) = rows(get("services?format=csv"))
        assert row["name"] == f"'{first}HYPERLINK(1)"
        assert row["description"] == f"'{first}cmd"

    def test_it_is_saved_under_a_name(self):
        answer = get("services?format=csv")
        assert answer.headers["Content-Disposition"] == 'attachment; filename="services.csv"'

    def test_why_a_listing_is_there_stands_beside_it(self):
        listing(name="Praatgroep", description="Een praatgroep.", at="Gent")
        (row,) = rows(get("services?format=csv&q=praatgroep&place=gent"))
        assert row["explanation"]
        assert row["distance_km"] == "0,0"


@pytest.mark.django_db
class TestMap:
    def test_places_are_points_in_longitude_and_latitude(self):
        service = listing(at="Gent", street="Veldstraat 1", postal_code="9000")
        (feature,) = get("services?format=geojson").json()["features"]
        point = service.points.get()
        assert feature["geometry"] == {
            "type": "Point",
            "coordinates": [point.longitude, point.latitude],
        }
        assert feature["properties"]["addresses"] == ["Veldstraat 1, 9000 Gent"]
        assert feature["properties"].keys() & {"id", "latitude", "longitude"} == set()

    def test_several_places_are_one_feature(self):
        service = listing(at="Gent", street="Veldstraat 1", postal_code="9000")
        factories.LocationFactory(
            service=service, street="Kouter 2", postal_code="9000", precision=Precision.EXACT
        )
        documents.refresh([service.pk])
        (feature,) = get("services?format=geojson").json()["features"]
        assert feature["geometry"]["type"] == "MultiPoint"
        assert len(feature["geometry"]["coordinates"]) == 2

    def test_what_is_not_public_is_at_the_middle_of_its_municipality_or_nowhere(self):
        everywhere = listing(name="Overal")
        hidden = listing(
            name="Verborgen",
            at="Gent",
            street="Kouter 2",
            postal_code="9000",
            visibility=AddressVisibility.MUNICIPALITY,
        )
        assert hidden.points.get().precision == Precision.MUNICIPALITY
        features = get("services?format=geojson").json()["features"]
        found = {feature["id"]: feature["geometry"] for feature in features}
        gent = Municipality.objects.get(name="Gent")
        assert found == {
            str(everywhere.pk): None,
            str(hidden.pk): {"type": "Point", "coordinates": [gent.longitude, gent.latitude]},
        }
        assert "Kouter" not in str(features)

    def test_the_page_and_what_was_understood_are_told(self):
        listing(name="Praatgroep", description="Een praatgroep.", at="Gent")
        answer = get("services?format=geojson&q=praatgroep gent").json()
        assert (answer["total_items"], answer["page_number"]) == (1, 1)
        assert answer["understood"]["place"] == "Gent"

    def test_listings_at_a_place_have_its_address(self):
        listing(name="Praatgroep", at="Gent", street="Veldstraat 1", postal_code="9000")
        (feature,) = get("service_at_locations?format=geojson").json()["features"]
        assert feature["properties"]["address_1"] == "Veldstraat 1"
        assert feature["properties"]["name"] == "Praatgroep"


@pytest.mark.django_db
class TestLinkedData:
    def test_a_listing_is_known_by_its_page(self):
        service = listing(name="Praatgroep", at="Gent", topics=["prep"])
        node = get(f"services/{service.pk}?format=jsonld").json()
        assert node["@context"][0] == "https://schema.org"
        assert node["@context"][1]["dct"] == "http://purl.org/dc/terms/"
        assert node["@id"] == f"http://testserver{service.get_absolute_url()}"
        assert (node["@type"], node["name"], node["dct:title"]) == (
            "Service",
            "Praatgroep",
            "Praatgroep",
        )
        assert node["dcat:keyword"] == node["serviceType"]

    def test_a_list_says_how_much_there_is(self):
        listing(name="Een")
        listing(name="Twee")
        page = get("services?format=jsonld&per_page=1").json()
        assert (page["@type"], page["numberOfItems"]) == ("ItemList", 2)
        assert [node["name"] for node in page["itemListElement"]] == ["Een"]

    def test_a_term_belongs_to_its_vocabulary(self):
        record = get("taxonomy_terms?search=prep").json()["contents"][0]
        term = get(f"taxonomy_terms/{record['id']}?format=jsonld").json()
        assert (term["@type"], term["termCode"]) == ("DefinedTerm", record["code"])
        taxonomy = Client().get(term["inDefinedTermSet"]["@id"] + "?format=jsonld").json()
        assert taxonomy["@type"] == "DefinedTermSet"
        assert taxonomy["@id"] == term["inDefinedTermSet"]["@id"]
