"""A real browser before a real server: the machine's own Chromium, else Playwright's."""

import os

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from tests import chromium, databases
from tests.mail import Mailbox, code_in, smtp_server

# Playwright's loop runs in the thread of the test, which Django takes for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
# How long an answer takes on a busy machine says nothing of the page.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def base_url():
    """Every test asks `server`; pytest takes the fixture of pytest-base-url for outdated."""
    return None


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    executable = chromium.find()
    if not executable:
        pytest.fail("There is no browser for the tests: run `python -m tests.chromium`.")
    return browser_type_launch_args | {
        "executable_path": executable,
        "args": chromium.ARGUMENTS,
    }


@pytest.fixture
def real_listings(listings_database, django_db_blocker):
    """A copy of the demo's listings and words, for this test alone."""
    with django_db_blocker.unblock(), databases.connected_to_copy(listings_database):
        yield


@pytest.fixture
def mailbox(settings, server):
    """What the site mails, over SMTP as in production; links lead to the server of the tests."""
    received = Mailbox()
    with smtp_server(received) as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.SITE_URL = server.url
        yield received


@pytest.fixture
def log_in_by_mail(mailbox):
    """Logs somebody in with the code that is mailed to them, from where a page asks who it is.

    Unless that `is_all`, a second step follows.
    """

    def log_in(page, email, *, is_all=True):
        page.get_by_label("E-mailadres").fill(email)
        page.keyboard.press("Enter")
        expect(page.locator("input[name=code]")).to_be_visible()
        page.locator("input[name=code]").fill(code_in(mailbox.last(to=email).body))
        page.keyboard.press("Enter")
        if is_all:
            page.wait_for_url("**/mijn/**")

    return log_in


class Watch:
    """What a browser context asked for and complained of, from its first page on."""

    def __init__(self, context, origin):
        self.origin = origin
        self.requests = []
        self.complaints = []
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("console", lambda message: self._hear(message))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def _hear(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def assert_quiet(self):
        """No complaint (the Content Security Policy's are among them), no other host."""
        assert self.complaints == []
        elsewhere = [
            url
            for url in self.requests
            if not url.startswith((f"{self.origin}/", "data:", "blob:"))
        ]
        assert elsewhere == []


@pytest.fixture
def watch(context, server):
    """Listens from before the first page; ask it with `assert_quiet`."""
    return Watch(context, server.url)


@pytest.fixture
def log_in(context, server):
    """Lets somebody in, as they would be after the code in their mail."""

    def log_in(user):
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": server.url}])

    return log_in
