"""The whole map as files: all that is public, nothing else, whatever reads them."""

import csv
import io
import json
import zipfile

import frictionless
import pytest
from django.test import Client

from services.actions import documents
from services.enums import Status
from services.models import Service
from tests import databases, factories
from tests.listings import listing

BASE = "/data/sociale-kaart-chemseks"
MEDIA_TYPES = {
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "json": "application/json",
    "zip": "application/zip",
}


def get(end, **headers):
    """The answer, with all of the file in `file`."""
    answer = Client().get(f"{BASE}.{end}", headers=headers)
    answer.file = b"".join(answer) if answer.streaming else b""
    return answer


def table(file, **dialect):
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig")), **dialect))


def package(file):
    """The tables of a data package by name, as rows."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert archive.testzip() is None
        described = json.loads(archive.read("datapackage.json"))
        return {
            one["name"]: table(archive.read(one["path"]).replace(b"\r\n", b"\n"))
            for one in described["resources"]
        }


def ids_in(end):
    file = get(end).file
    match end:
        case "csv":
            return [row["id"] for row in table(file, delimiter=";")]
        case "geojson":
            return [feature["id"] for feature in json.loads(file)["features"]]
        case "json":
            return [record["id"] for record in json.loads(file)["services"]]
        case "zip":
            return [row["id"] for row in package(file)["service"]]


@pytest.fixture(scope="module")
def real(listings_database, django_db_blocker):
    """The real listings, for reading only."""
    with django_db_blocker.unblock(), databases.connected_to(listings_database):
        yield


@pytest.mark.usefixtures("real")
class TestRealListings:
    @pytest.mark.parametrize("end", MEDIA_TYPES)
    def test_all_that_is_public_is_in_it_once(self, end):
        public = Service.objects.searchable().order_by("pk").values_list("pk", flat=True)
        assert ids_in(end) == [str(key) for key in public]

    @pytest.mark.parametrize("end", MEDIA_TYPES)
    def test_it_is_saved_with_its_day_and_says_its_licence(self, end):
        answer = get(end)
        assert answer.headers["Content-Type"] == MEDIA_TYPES[end]
        name = answer.headers["Content-Disposition"]
        assert name.startswith('attachment; filename="sociale-kaart-chemseks-20')
        assert name.endswith(f'.{end}"')
        assert "creativecommons.org/licenses/by/4.0/" in answer.headers["Link"]

    def test_records_are_those_of_the_api(self):
        file = json.loads(get("json").file)
        page = Client().get("/api/v1/services?full=true&per_page=100").json()
        records = {record["id"]: record for record in file["services"]}
        assert page["contents"]
        assert all(records[record["id"]] == record for record in page["contents"])
        assert file["licenses"][0]["name"] == "CC-BY-4.0"
        assert len(file["sources"]) == 3

    def test_the_package_is_as_it_describes_itself(self, tmp_path):
        file = tmp_path / "kaart.zip"
        file.write_bytes(get("zip").file)
        report = frictionless.Package(str(file)).validate()
        assert report.flatten(["title", "message"]) == []
        assert report.stats["tasks"] == 16

    def test_what_is_read_does_not_ask_more_the_more_there_is(self, django_assert_max_num_queries):
        with django_assert_max_num_queries(14):
            get("zip")


@pytest.mark.django_db
class TestFiles:
    @pytest.mark.parametrize("end", MEDIA_TYPES)
    def test_what_stops_being_public_is_gone_from_the_next_file(self, end):
        stays, goes = listing(name="Blijft"), listing(name="Gaat")
        assert sorted(ids_in(end)) == sorted([str(stays.pk), str(goes.pk)])
        Service.objects.filter(pk=goes.pk).update(status=Status.ARCHIVED)
        documents.refresh([goes.pk])
        assert ids_in(end) == [str(stays.pk)]

    @pytest.mark.parametrize("end", MEDIA_TYPES)
    def test_an_empty_map_is_a_file_too(self, end):
        assert ids_in(end) == []

    def test_who_has_it_already_gets_nothing_until_it_changes(self):
        service = listing()
        tag = get("json").headers["ETag"]
        assert get("json", if_none_match=tag).status_code == 304
        assert get("csv", if_none_match=tag).status_code == 200
        Service.objects.filter(pk=service.pk).update(name="Anders")
        documents.refresh([service.pk])
        assert get("json", if_none_match=tag).status_code == 200

    def test_at_another_address_it_is_another_file(self, client, settings):
        address = "/data/sociale-kaart-chemseks.json"
        settings.ALLOWED_HOSTS = hosts = ["testserver", "localhost"]
        tags = {client.get(address, headers={"Host": host})["ETag"] for host in hosts}
        assert len(tags) == 2

    def test_tables_lead_to_each_other(self):
        service = listing(at="Gent", street="Veldstraat 1", postal_code="9000", languages=["nl"])
        factories.PhoneFactory(service=service, number="+3292345678")
        documents.refresh([service.pk])
        tables = package(get("zip").file)
        assert [row["number"] for row in tables["phone"]] == ["+3292345678"]
        (place,) = tables["service_at_location"]
        assert place["service_id"] == str(service.pk)
        assert tables["location"][0]["id"] == place["location_id"]
        assert tables["address"][0]["location_id"] == place["location_id"]
        assert tables["service"][0]["organization_id"] == tables["organization"][0]["id"]
        assert {row["service_id"] for row in tables["url"]} == {str(service.pk)}
        terms = {row["id"] for row in tables["taxonomy_term"]}
        assert {row["taxonomy_term_id"] for row in tables["attribute"]} <= terms

    @pytest.mark.parametrize("first", "=+-@\t\r")
    def test_no_cell_is_a_formula(self, first):
        listing(name=f"{first}HYPERLINK(1)")
        assert table(get("csv").file, delimiter=";")[0]["name"] == f"'{first}HYPERLINK(1)"
        assert package(get("zip").file)["service"][0]["name"] == f"'{first}HYPERLINK(1)"

    def test_a_file_that_is_not_there_is_not_found(self):
        assert Client().get(f"{BASE}.exe").status_code == 404


@pytest.mark.django_db
class TestCatalogue:
    def test_every_address_in_it_answers(self, client):
        listing()
        dataset, service = client.get("/data/dcat.jsonld").json()["@graph"]
        addresses = [one["dcat:downloadURL"]["@id"] for one in dataset["dcat:distribution"]]
        addresses += [dataset["@id"], dataset["dct:conformsTo"]["@id"]]
        addresses += [
            service["dcat:endpointURL"]["@id"],
            service["dcat:endpointDescription"]["@id"],
        ]
        assert len(addresses) == 8
        assert {client.get(address).status_code for address in addresses} == {200}

    def test_it_says_what_each_file_is(self, client):
        dataset, _service = client.get("/data/dcat.jsonld").json()["@graph"]
        kinds = [one["dcat:mediaType"]["@id"] for one in dataset["dcat:distribution"]]
        start = "https://www.iana.org/assignments/media-types/"
        assert sorted(kinds) == sorted(f"{start}{kind}" for kind in MEDIA_TYPES.values())
        assert dataset["dct:license"]["@id"] == "https://creativecommons.org/licenses/by/4.0/"

    def test_the_page_leads_to_the_files(self, client):
        page = client.get("/data/").content.decode()
        assert all(f'href="{BASE}.{end}"' in page for end in MEDIA_TYPES)
