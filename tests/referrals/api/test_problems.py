"""Every error is a problem (RFC 9457), in Dutch, or in English for who likes that better."""

import datetime
from http import HTTPStatus

import pytest
from django.db import OperationalError
from django.test import Client

from services.api import problems
from services.api.about import endpoints
from services.enums import Status
from socialekaart import errors
from tests.listings import listing

pytestmark = pytest.mark.django_db

ENGLISH = {"Accept-Language": "fr, en-GB;q=0.9, nl;q=0.1"}
#: Values that at least one of the parameters does not understand.
RUBBISH = ["verzonnen", "-1", "999999999", "Sint-Niklaas,Sint-Niklaas", "9999"]


def problem(address, *, method="get", **headers):
    answer = getattr(Client(), method)(address, headers=headers)
    assert answer.headers["Content-Type"] == "application/problem+json", address
    said = answer.json()
    assert said["status"] == answer.status_code
    return said


def in_both(address, **options):
    dutch, english = problem(address, **options), problem(address, **options, **ENGLISH)
    assert dutch["status"] == english["status"]
    return dutch, english


@pytest.mark.parametrize(
    ("status", "address", "options"),
    [
        (400, "/api/v1/services?age=oud", {}),
        (404, "/api/v1/verzonnen", {}),
        (404, "/api/v1/services/", {}),
        (404, "/api/v1/services/00000000-0000-4000-8000-000000000000", {}),
        (405, "/api/v1/services", {"method": "delete"}),
        (406, "/api/v1/services", {"Accept": "image/png"}),
    ],
)
def test_what_is_wrong_is_told_in_both_languages(status, address, options):
    dutch, english = in_both(address, **options)
    assert dutch["status"] == status
    for name in ("title", "detail"):
        assert dutch[name] != english[name]


def test_what_has_ended_says_so_in_both_languages():
    service = listing(status=Status.ARCHIVED, ended_on=datetime.date(2026, 11, 1))
    dutch, english = in_both(f"/api/v1/services/{service.pk}")
    assert dutch["status"] == 410
    assert english["title"] == "Ended"


def test_every_word_of_every_problem_is_there_in_english(rf):
    for status in problems.WORDS:
        said = [
            problems.response(rf.get("/", headers=headers), status).content
            for headers in ({}, ENGLISH)
        ]
        assert said[0] != said[1], status


def test_every_parameter_says_what_is_wrong_with_it_in_both_languages():
    tried = set()
    for path, endpoint in endpoints():
        for name in [*endpoint.fields(), "format", "verzonnen"]:
            for value in RUBBISH:
                address = f"/api/v1{path}?{name}={value}"
                if "{" in path or Client().get(address).status_code == 200:
                    continue
                dutch, english = in_both(address)
                assert dutch["errors"].keys() == english["errors"].keys() == {name}
                assert dutch["errors"][name] != english["errors"][name], address
                tried.add(name)
    # The rest take any text.
    assert {"age", "near", "postcode", "format", "place", "page", "taxonomy_id"} <= tried


@pytest.mark.parametrize(
    ("wanted", "got"),
    [
        ("", "nl-be"),
        ("en", "en"),
        ("en;q=0.5, nl-NL", "nl-be"),
        ("fr, de;q=0.3", "nl-be"),
        ("*", "nl-be"),
        ("\x00;;q=9", "nl-be"),
    ],
)
def test_dutch_unless_english_is_liked_better(rf, wanted, got):
    answer = problems.response(rf.get("/", headers={"Accept-Language": wanted}), 404)
    assert answer.headers["Content-Language"] == got


def test_who_uses_a_method_that_is_not_there_hears_which_are(client):
    assert client.post("/api/v1/services").headers["Allow"] == "GET, HEAD"


class TestWhenWeFail:
    def test_our_error_is_a_problem_too(self, rf):
        answer = errors.server_error(rf.get("/api/v1/services", headers=ENGLISH))
        assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
        assert answer.headers["Content-Type"] == "application/problem+json"

    def test_so_is_a_database_that_is_away(self, rf):
        middleware = errors.DatabaseUnavailableMiddleware(None)
        answer = middleware.process_exception(rf.get("/api/v1/services"), OperationalError())
        assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.headers["Retry-After"] == "60"

    def test_so_is_a_host_that_we_are_not(self, client):
        answer = client.get("/api/v1/services", headers={"host": "elders.example.org"})
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert answer.headers["Content-Type"] == "application/problem+json"
