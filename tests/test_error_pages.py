"""The static error pages: what they hold, and that they show when something is wrong."""

import csv
import os
import socket
import subprocess
import sys
from http import HTTPStatus

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import InterfaceError, OperationalError
from django.test import Client
from django.urls import get_resolver

from services import error_pages
from services.helplines import LABELS
from socialekaart import errors

NAMES = list(error_pages.PAGES)

#: Asks for a page in a process of its own, and prints how it went.
ASK = """
import django
django.setup()
from django.test import Client
response = Client(raise_request_exception=False).get("/", secure=True)
print(response.status_code, response.headers.get("Retry-After"))
print(response.text)
"""


def committed(name):
    return (error_pages.DIRECTORY / f"{name}.html").read_text(encoding="utf-8")


def soup(name):
    return BeautifulSoup(committed(name), "html.parser")


def test_the_committed_files_are_what_the_command_makes():
    files = {path: path.read_text(encoding="utf-8") for path in error_pages.DIRECTORY.iterdir()}

    assert files == error_pages.build()


@pytest.mark.parametrize("name", NAMES)
class TestEveryErrorPage:
    def test_carries_the_numbers_of_the_listings(self, name):
        with error_pages.LISTINGS.open(newline="", encoding="utf-8") as file:
            written = {row["id"]: row["phone"] for row in csv.DictReader(file)}

        shown = [link.text for link in soup(name).select("a[href^='tel:']")]

        assert shown == [written[slug] for slug in LABELS]

    def test_offers_a_way_out_and_a_way_back(self, name):
        page = soup(name)

        assert page.select_one("[data-sk-quick-exit]")["href"]
        assert page.select_one("main a[href='/']")

    def test_links_files_that_exist_under_their_plain_names(self, name):
        page = soup(name)
        linked = [tag["href"] for tag in page.select("link")]
        linked += [tag["src"] for tag in page.select("script, img")]

        assert linked
        assert all(finders.find(path.removeprefix(settings.STATIC_URL)) for path in linked)

    def test_holds_no_inline_style_or_script(self, name):
        assert not soup(name).select("[style], style, script:not([src])")


@pytest.mark.parametrize("name", ["500", "503"])
def test_the_way_out_needs_no_application_where_it_may_be_gone(name):
    assert soup(name).select_one("[data-sk-quick-exit]")["href"] == settings.QUICK_EXIT_URL


class TestAnswers:
    """None of these needs a database, and pytest-django lets none of them have one."""

    def test_unknown_address(self, client):
        response = client.get("/bestaat-niet/")

        assert (response.status_code, response.text) == (HTTPStatus.NOT_FOUND, committed("404"))

    def test_unknown_host(self, client):
        response = client.get("/weg/", headers={"host": "elders.example.org"})

        assert (response.status_code, response.text) == (HTTPStatus.BAD_REQUEST, committed("400"))

    def test_form_without_its_key(self):
        response = Client(enforce_csrf_checks=True).post("/aanbod/druglijn/klopt-niet/")

        assert (response.status_code, response.text) == (
            HTTPStatus.FORBIDDEN,
            committed("403_csrf"),
        )

    @pytest.mark.parametrize("status", [400, 403, 404, 500])
    def test_django_knows_whom_to_ask(self, rf, status):
        handler = get_resolver().resolve_error_handler(status)
        exception = [] if status == 500 else [Exception()]

        response = handler(rf.get("/"), *exception)

        assert (response.status_code, response.text) == (status, committed(str(status)))


class TestDatabaseUnavailable:
    @pytest.mark.parametrize("exception", [OperationalError(), InterfaceError()])
    def test_a_lost_connection_is_said_to_be_brief(self, rf, exception):
        middleware = errors.DatabaseUnavailableMiddleware(get_response=None)

        response = middleware.process_exception(rf.get("/"), exception)

        assert (response.status_code, response.text) == (503, committed("503"))
        assert response["Retry-After"] == "60"

    def test_any_other_error_is_left_to_be_an_error(self, rf):
        middleware = errors.DatabaseUnavailableMiddleware(get_response=None)

        assert middleware.process_exception(rf.get("/"), ValueError()) is None

    def test_what_was_searched_is_not_logged(self, rf, caplog):
        middleware = errors.DatabaseUnavailableMiddleware(get_response=None)

        middleware.process_exception(rf.get("/"), OperationalError("SELECT 'tina'"))

        assert caplog.messages == ["Database unavailable: OperationalError"]

    def test_the_page_shows_when_no_server_answers(self):
        with socket.socket() as closed_port:
            closed_port.bind(("127.0.0.1", 0))
            address = f"postgres://nobody@127.0.0.1:{closed_port.getsockname()[1]}/none"
            answer = subprocess.run(
                [sys.executable, "-c", ASK],
                env=os.environ
                | {
                    "ALLOWED_HOSTS": "testserver",
                    "DATABASE_URL": address,
                    "DJANGO_SETTINGS_MODULE": "socialekaart.settings",
                },
                cwd=settings.BASE_DIR,
                capture_output=True,
                text=True,
                check=True,
            ).stdout

        status, page = answer.split("\n", 1)
        assert status == "503 60"
        assert page.strip() == committed("503").strip()
