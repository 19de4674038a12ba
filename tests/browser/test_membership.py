"""From an invitation's mail to the overview, and out again, in a browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from services.enums import MemberRole
from tests.browser.test_every_page import found
from tests.factories import MembershipFactory
from tests.mail import links_in

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def owner():
    return MembershipFactory(role=MemberRole.OWNER, organisation__name="Huis Zeven")


def test_an_owner_invites_and_the_invited_comes_in(
    page, server, watch, owner, mailbox, log_in_by_mail
):
    page.goto(f"{server.url}{reverse('account_login')}")
    log_in_by_mail(page, owner.user.email)
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
    page.goto(links_in(mailbox.last(to="nieuw@example.org").body, "/mijn/uitnodiging/")[0])
    assert found(page) == []
    page.get_by_role("button", name="Ja, ik doe mee").click()

    expect(page.get_by_role("heading", level=2)).to_have_text("Huis Zeven")
    expect(page.get_by_text("Je bent nu lid van Huis Zeven.")).to_be_visible()
    assert found(page) == []
    watch.assert_quiet()


def test_it_takes_no_script_and_no_mouse(browser, server, owner, mailbox):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}{owner.organisation.get_absolute_url()}")
    page.get_by_role("link", name="Dit is onze organisatie").press("Enter")
    page.get_by_label("e-mailadres").fill("nieuw@example.org")
    page.get_by_label("e-mailadres").press("Enter")
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("nieuw@example.org")

    page.goto(links_in(mailbox.last(to="nieuw@example.org").body, "/mijn/aanvraag/")[0])
    page.get_by_role("button", name="Ja, vraag toegang").press("Enter")

    expect(page.get_by_role("main").get_by_role("status")).to_contain_text(
        "Je aanvraag is verstuurd"
    )
    assert owner.organisation.claims.get().email == "nieuw@example.org"
    context.close()
