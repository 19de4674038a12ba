"""From an invitation's mail to the overview, and out again, in a browser."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from services.enums import MemberRole
from tests.browser.test_every_page import found
from tests.factories import MembershipFactory

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def owner():
    return MembershipFactory(role=MemberRole.OWNER, organisation__name="Huis Zeven")


@pytest.fixture
def log_in(page, server, settings):
    """Logs somebody in with the code that is mailed to them."""
    settings.SITE_URL = server.url

    def log_in(email):
        page.goto(f"{server.url}{reverse('account_login')}")
        page.get_by_label("E-mailadres").fill(email)
        page.keyboard.press("Enter")
        page.wait_for_url("**/code/confirm/")
        code = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", mail.outbox[-1].body, re.MULTILINE)[1]
        page.locator("input[name=code]").fill(code)
        page.keyboard.press("Enter")
        page.wait_for_url("**/mijn/")

    return log_in


def test_an_owner_invites_and_the_invited_comes_in(page, server, watch, owner, log_in):
    log_in(owner.user.email)
    page.get_by_role("link", name="Leden").click()
    page.get_by_label("E-mailadres").fill("nieuw@example.org")
    page.get_by_role("button", name="Stuur een uitnodiging").click()
    expect(page.get_by_role("main").get_by_role("status")).to_have_text(
        "De uitnodiging is verstuurd."
    )
    for width in (390, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert found(page) == []

    page.get_by_role("button", name="Afmelden").click()
    page.goto(re.search(r"http\S+/uitnodiging/\S+", mail.outbox[-1].body)[0])
    assert found(page) == []
    page.get_by_role("button", name="Ja, ik doe mee").click()

    expect(page.get_by_role("heading", level=2)).to_have_text("Huis Zeven")
    expect(page.get_by_text("Je bent nu lid van Huis Zeven.")).to_be_visible()
    assert found(page) == []
    watch.assert_quiet()


def test_it_takes_no_script_and_no_mouse(browser, server, owner, settings):
    settings.SITE_URL = server.url
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}{owner.organisation.get_absolute_url()}")
    page.get_by_role("link", name="Dit is onze organisatie").press("Enter")
    page.get_by_label("e-mailadres").fill("nieuw@example.org")
    page.get_by_label("e-mailadres").press("Enter")
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("nieuw@example.org")

    page.goto(re.search(r"http\S+/aanvraag/\S+", mail.outbox[-1].body)[0])
    page.get_by_role("button", name="Ja, vraag toegang").press("Enter")

    expect(page.get_by_role("main").get_by_role("status")).to_contain_text(
        "Je aanvraag is verstuurd"
    )
    assert owner.organisation.claims.get().email == "nieuw@example.org"
    context.close()
