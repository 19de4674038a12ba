"""Pages of lists that lie ready: as they would be made now, and never an answer to a question."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from services.actions import documents
from services.models import Phone, Topic
from tests.factories import PhoneFactory
from tests.listings import listing

pytestmark = pytest.mark.django_db

SERVICES = "/api/v1/services"


@pytest.fixture
def service():
    return listing(name="Praatgroep", at="Gent", topics=["prep"])


def queries(address, **headers):
    """How many queries an answer took."""
    with CaptureQueriesContext(connection) as asked:
        assert Client().get(address, headers=headers).status_code == 200
    return len(asked)


@pytest.mark.parametrize(
    "asked",
    [
        "services?format=json",
        "services?format=geojson",
        "services?format=csv",
        "services?format=jsonld",
        "services?full=true",
        "service_at_locations?page=2",
        "organizations?per_page=1",
        "taxonomy_terms?per_page=100",
    ],
)
def test_who_asks_second_gets_what_the_first_got(client, service, asked):
    address = f"/api/v1/{asked}"
    first, second = client.get(address), client.get(address)
    assert second.content == first.content
    for header in ("Content-Type", "ETag", "Link", "Cache-Control", "Vary"):
        assert second.headers[header] == first.headers[header], header
    assert queries(address) <= 2


def test_who_has_it_already_gets_no_other(client, service):
    tag = client.get(SERVICES).headers["ETag"]
    again = client.get(SERVICES, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_what_changed_of_a_listing_is_there_at_once(client, service):
    address = f"{SERVICES}?full=true"
    client.get(address)
    Phone.objects.create(service=service, number="+3292345678")
    documents.refresh([service.pk])
    (record,) = client.get(address).json()["contents"]
    assert [one["number"] for one in record["phones"]] == ["+3292345678"]


def test_what_changed_in_a_table_alone_is_there_at_once(client, service):
    phone = PhoneFactory(service=service)
    documents.refresh([service.pk])
    address = f"{SERVICES}?full=true"
    client.get(address)
    Phone.objects.filter(pk=phone.pk).update(number="+3292345678")
    assert "+3292345678" in client.get(address).content.decode()


def test_how_somebody_wants_it_set_in_lines_is_no_matter(client, service):
    address = f"{SERVICES}?per_page=2"
    indented = client.get(address, headers={"Accept": "application/json; indent=8"})
    assert client.get(address).content == indented.content
    assert b"\n" not in indented.content


def test_a_topic_that_is_renamed_is_there_at_once(client, service):
    address = f"{SERVICES}?full=true"
    client.get(address)
    Topic.objects.filter(code="prep").update(name="PrEP en meer")
    assert "PrEP en meer" in client.get(address).content.decode()


def test_the_day_turns_it(client):
    with time_machine.travel("2026-11-30 12:00+01:00"):
        listing(name="Praatgroep", closed_until=datetime.date(2026, 12, 1))
        (before,) = client.get(SERVICES).json()["contents"]
    with time_machine.travel("2026-12-01 08:00+01:00"):
        (after,) = client.get(SERVICES).json()["contents"]
    assert (before["status"], after["status"]) == ("temporarily closed", "active")


def test_formats_and_addresses_are_kept_apart(service, settings):
    settings.ALLOWED_HOSTS = ["testserver", "localhost"]
    answers = [
        Client().get(SERVICES),
        Client().get(SERVICES, headers={"Accept": "text/csv"}),
        Client().get(f"{SERVICES}?full=true", headers={"Host": "localhost"}),
        Client().get(f"{SERVICES}?full=true"),
        Client().get("/api/v1/organizations"),
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == len(answers)


def test_an_answer_to_a_question_is_made_anew(service):
    for question in ("q=praatgroep", "age=17", "modified_after=2000-01-01"):
        address = f"{SERVICES}?{question}"
        queries(address)
        assert queries(address) > 2, question


def test_a_problem_is_none_of_them(client, service):
    for _time in range(2):
        assert client.get(f"{SERVICES}?per_page=1000").status_code == 400
