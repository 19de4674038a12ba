"""Every answer is as the API's own description says: no property more, none of another kind."""

import pytest
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker

from services.models import Location, Organisation, Service
from tests import databases

#: What is asked of a list, besides nothing at all.
ASKED = {
    "/services": ["full=true&per_page=100", "q=chemsex 19 gent mefedrno", "anonymous=1&place=gent"],
    "/service_at_locations": ["per_page=100", "postcode=9000&proximity=5000"],
    "/organizations": ["per_page=100&search=a"],
    "/taxonomy_terms": ["per_page=100"],
    "/taxonomies": ["search=focus"],
}
BASE = "/api/v1"


@pytest.fixture(scope="module")
def described(listings_database, django_db_blocker):
    """The description, while the real listings are connected."""
    with django_db_blocker.unblock(), databases.connected_to(listings_database):
        yield Client().get(f"{BASE}/openapi.json").json()


def faults(described, path, address, *, status=200):
    """What in the answer at an address is not as described for its path."""
    answer = Client().get(f"{BASE}{address}")
    assert answer.status_code == status, address
    kind = "200" if status == 200 else "default"
    content = described["paths"][path]["get"]["responses"][kind]["content"]
    content_type = answer.headers["Content-Type"]
    schema = content[content_type]["schema"] | {"components": described["components"]}
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [
        f"{address}: {error.json_path} {error.message}"
        for error in validator.iter_errors(answer.json())
    ]


def test_what_a_parameter_is_called_means_something(described):
    said = {
        parameter["name"]: parameter.get("description", "")
        for path in described["paths"].values()
        for parameter in path.get("get", {}).get("parameters", [])
    }
    assert {"near", "modified_after", "search"} <= said.keys()
    assert [name for name, words in said.items() if "[" in words] == []


def test_the_description_names_every_endpoint(described):
    assert set(described["paths"]) == {
        "/",
        "/openapi.json",
        "/profile",
        "/profile/schema/{name}.json",
        "/services",
        "/services/{id}",
        "/services/{id}/schedules",
        "/services/{id}/capacity",
        "/services/{id}/waiting_time",
        "/organizations",
        "/organizations/{id}",
        "/service_at_locations",
        "/service_at_locations/{id}",
        "/taxonomies",
        "/taxonomies/{id}",
        "/taxonomy_terms",
        "/taxonomy_terms/{id}",
    }


def test_the_schemas_are_schemas(described):
    for schema in described["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("path", ASKED)
def test_lists_are_as_described(described, path):
    found = [
        fault
        for asked in ["", *ASKED[path]]
        for fault in faults(described, path, f"{path}?{asked}")
    ]
    assert found == []


@pytest.mark.parametrize("path", ["/services", "/service_at_locations"])
def test_features_are_as_described(described, path):
    found = [
        fault
        for asked in ["", *ASKED[path]]
        for fault in faults(described, path, f"{path}?format=geojson&{asked}")
    ]
    assert found == []


def test_every_listing_organisation_and_place_is_as_described(described):
    paths = {
        "/services/{id}": Service.objects.searchable(),
        "/organizations/{id}": Organisation.objects.published(),
        "/service_at_locations/{id}": Location.objects.filter(public_point__isnull=False),
    }
    found = [
        fault
        for path, records in paths.items()
        for key in records.values_list("pk", flat=True)
        for fault in faults(described, path, path.replace("{id}", str(key)))
    ]
    assert found == []


@pytest.mark.parametrize("address", ["/", "/profile", "/openapi.json"])
def test_what_it_says_of_itself_is_as_described(described, address):
    assert faults(described, address, address) == []


def test_a_schema_stands_by_itself_at_its_address(described):
    schema = Client().get(f"{BASE}/profile/schema/taxonomy_term.json").json()
    terms = Client().get(f"{BASE}/taxonomy_terms").json()["contents"]
    validator = Draft202012Validator(schema)
    assert [error.message for term in terms for error in validator.iter_errors(term)] == []
    assert list(validator.iter_errors({"id": 1}))


@pytest.mark.parametrize(
    ("path", "address", "status"),
    [
        ("/services", "/services?age=oud", 400),
        ("/services/{id}", "/services/00000000-0000-4000-8000-000000000000", 404),
        ("/taxonomies/{id}", "/taxonomies/00000000-0000-4000-8000-000000000000", 404),
    ],
)
def test_problems_are_as_described(described, path, address, status):
    assert faults(described, path, address, status=status) == []
