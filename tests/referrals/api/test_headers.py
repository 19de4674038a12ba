"""What answers say beside their body: how long they hold, which they are, where else to look."""

import datetime
import re

import pytest
import time_machine
from django.test import Client
from django.utils.http import http_date

from services.actions import documents
from services.api.openapi import LICENCE_URL
from services.models import Service
from tests.listings import listing

pytestmark = pytest.mark.django_db

ELSEWHERE = "https://elders.example.org"


@pytest.fixture
def service():
    return listing(name="Praatgroep", at="Gent", topics=["prep"])


@pytest.fixture
def addresses(service):
    """One of every operation."""
    client = Client()
    terms = client.get("/api/v1/taxonomy_terms").json()["contents"]
    records = {
        "services": service.pk,
        "organizations": service.organisation_id,
        "service_at_locations": service.locations.get().pk,
        "taxonomies": terms[0]["taxonomy_id"],
        "taxonomy_terms": terms[0]["id"],
    }
    paths = ["", "openapi.json", "profile", "profile/schema/service.json", *records]
    paths += [f"{name}/{key}" for name, key in records.items()]
    return [f"/api/v1/{path}" for path in paths]


def links(answer):
    """Addresses by their relation."""
    found = re.findall(r'<([^>]+)>; rel="([\w-]+)"', answer.headers["Link"])
    return {rel: address.removeprefix("http://testserver") for address, rel in found}


class TestNotModified:
    def test_who_has_an_answer_already_gets_no_other(self, client, addresses):
        for address in addresses:
            first = client.get(address)
            again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
            assert (again.status_code, again.content) == (304, b""), address
            for name in ("ETag", "Cache-Control", "Vary", "RateLimit"):
                assert name in again.headers, (address, name)

    @pytest.mark.parametrize("format", ["json", "geojson", "csv", "jsonld"])
    def test_a_change_is_another_answer_in_every_format(self, client, service, format):
        for address in (f"/api/v1/services/{service.pk}", "/api/v1/services"):
            before = client.get(address, {"format": format}).headers["ETag"]
            Service.objects.filter(pk=service.pk).update(name=f"Anders {address}")
            after = client.get(address, {"format": format}, headers={"If-None-Match": before})
            assert after.status_code == 200
            assert after.headers["ETag"] != before

    def test_head_asks_the_same_without_the_body(self, client, service):
        address = f"/api/v1/services/{service.pk}"
        tag = client.get(address).headers["ETag"]
        assert client.head(address).headers["ETag"] == tag
        assert client.head(address, headers={"If-None-Match": tag}).status_code == 304

    def test_a_record_says_since_when_it_is_so(self, client, service):
        for address in (
            f"/api/v1/services/{service.pk}",
            f"/api/v1/service_at_locations/{service.locations.get().pk}",
        ):
            said = client.get(address).headers["Last-Modified"]
            assert said == http_date(service.document.modified_at.timestamp())
            since = {"If-Modified-Since": said}
            assert client.get(address, headers=since).status_code == 304

    def test_what_the_day_changed_is_sent_to_who_has_yesterdays(self, client, service):
        address = f"/api/v1/services/{service.pk}"
        Service.objects.filter(pk=service.pk).update(closed_until=datetime.date(2026, 12, 1))
        with time_machine.travel("2026-11-30 12:00+01:00"):
            documents.refresh([service.pk])
            said = client.get(address).headers["Last-Modified"]
        with time_machine.travel("2026-12-01 08:00+01:00"):
            documents.refresh([service.pk])
            answer = client.get(address, headers={"If-Modified-Since": said})
        assert answer.status_code == 200
        assert answer.json()["status"] == "active"

    def test_a_precondition_that_fails_is_a_problem(self, client, service):
        answer = client.get(f"/api/v1/services/{service.pk}", headers={"If-Match": '"anders"'})
        assert answer.status_code == 412
        assert answer.json()["title"] == "Intussen veranderd"


class TestCaching:
    def test_an_answer_to_a_question_stays_with_who_asked(self, client, service):
        for question in ({"q": "slam"}, {"near": "51.05,3.72"}, {"age": "17"}):
            answer = client.get("/api/v1/services", question)
            assert "private" in answer.headers["Cache-Control"], question

    def test_records_may_be_kept_for_a_moment_by_whoever(self, client, addresses):
        for address in addresses:
            assert client.get(address).headers["Cache-Control"] == "max-age=60, public", address

    def test_a_problem_is_kept_by_nobody(self, client):
        answer = client.get("/api/v1/services", {"age": "oud"})
        assert answer.headers["Cache-Control"] == "no-store"

    def test_formats_are_kept_apart(self, client, service):
        assert "Accept" in client.get("/api/v1/services").headers["Vary"].split(", ")

    def test_large_answers_are_sent_small(self, client, service):
        answer = client.get("/api/v1/openapi.json", headers={"Accept-Encoding": "gzip"})
        assert answer.headers["Content-Encoding"] == "gzip"

    def test_no_answer_knows_who_asks(self, client, addresses):
        for address in addresses:
            answer = client.get(address)
            assert not answer.cookies
            assert "Cookie" not in answer.headers["Vary"]


class TestOtherSites:
    @pytest.mark.parametrize(
        "address", ["/api/v1/services", "/api/v1/verzonnen", "/data/sociale-kaart-chemseks.json"]
    )
    def test_their_scripts_may_read(self, client, address):
        answer = client.get(address, headers={"Origin": ELSEWHERE})
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert "ratelimit" in answer.headers["Access-Control-Expose-Headers"]

    def test_their_browsers_hear_that_nothing_else_is_allowed(self, client):
        for method in ("GET", "PATCH"):
            asked = {"Origin": ELSEWHERE, "Access-Control-Request-Method": method}
            answer = client.options("/api/v1/services", headers=asked)
            assert answer.status_code == 200
            assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
            assert "authorization" not in answer.headers["Access-Control-Allow-Headers"]

    def test_pages_are_not_for_their_scripts(self, client, service):
        answer = client.get("/over/", headers={"Origin": ELSEWHERE})
        assert "Access-Control-Allow-Origin" not in answer.headers


class TestLinks:
    def test_every_answer_says_where_it_is_described_and_what_one_may_do(self, client, addresses):
        for address in addresses:
            found = links(client.get(address))
            assert found.pop("license") == LICENCE_URL
            for rel in ("service-doc", "service-desc", "profile"):
                assert client.get(found[rel]).status_code == 200, (address, rel)

    def test_a_list_is_read_whole_by_following_next(self, client):
        made = {str(listing(name=f"Praatgroep {number}").pk) for number in range(5)}
        address, seen, pages = "/api/v1/services?per_page=2", [], 0
        while address:
            answer = client.get(address)
            seen += [one["id"] for one in answer.json()["contents"]]
            address, pages = links(answer).get("next"), pages + 1
        assert (sorted(seen), pages) == (sorted(made), 3)

    def test_a_page_links_to_those_around_it_with_the_same_question(self, client):
        for number in range(3):
            listing(name=f"Praatgroep {number}")
        found = links(client.get("/api/v1/services?per_page=1&full=true&page=2"))
        for rel, page in {"first": 1, "prev": 1, "next": 3, "last": 3}.items():
            assert found[rel] == f"/api/v1/services?per_page=1&full=true&page={page}"

    def test_behind_the_last_page_the_way_back_is_told(self, client, service):
        found = links(client.get("/api/v1/services?page=9"))
        assert "next" not in found
        assert found["prev"] == "/api/v1/services?page=1"
