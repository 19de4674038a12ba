"""A claim goes by an editor, a suggestion by a member: by keyboard, in a browser."""

import datetime
import re

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from services.forms import spam
from tests.browser.test_every_page import found
from tests.factories import MapEditorFactory, MembershipFactory, ProposalFactory
from tests.listings import listing
from tests.mail import links_in

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def service():
    return listing(slug="ons", name="Open huis")


def assert_accessible(page):
    for width, scheme in ((390, "light"), (768, "dark"), (1440, "light")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert found(page) == []


def test_another_focus_goes_by_an_editor(page, server, watch, service, log_in):
    log_in(MembershipFactory(organisation=service.organisation).user)
    page.goto(f"{server.url}/mijn/aanbod/ons/")
    page.get_by_role("link", name=re.compile("Stel voor.+Focus")).press("Enter")
    assert_accessible(page)
    page.get_by_role("radio", name="drugs én seksualiteit").press("Space")
    page.get_by_label("Waaruit blijkt dit?").fill("Opleiding in 2026")
    page.get_by_role("button", name="Leg voor aan de redactie").press("Enter")
    expect(page.get_by_text(re.compile("Wacht op de redactie:\\s+drugs én"))).to_be_visible()
    assert_accessible(page)
    page.goto(f"{server.url}/aanbod/ons/")
    expect(page.locator(".focus-tag")).to_have_text("Drugs")

    log_in(MapEditorFactory(is_superuser=True))
    page.goto(f"{server.url}/beheer/services/proposal/")
    page.get_by_role("link", name="focus").first.press("Enter")
    expect(page.get_by_text("Opleiding in 2026")).to_be_visible()
    page.get_by_role("button", name="Zet dit op de kaart").press("Enter")
    expect(page.get_by_text("Het staat op de kaart.")).to_be_visible()
    page.goto(f"{server.url}/aanbod/ons/")
    expect(page.locator(".focus-tag")).to_have_text("Drugs én seksualiteit")
    watch.assert_quiet()


def test_what_a_visitor_suggests_goes_by_a_member_without_script(
    browser, server, service, mailbox, log_in_by_mail
):
    member = MembershipFactory(organisation=service.organisation).user
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}/aanbod/ons/")
    page.get_by_role("link", name="Stel de juiste gegevens voor").press("Enter")
    page.get_by_role("link", name="Telefoon").press("Enter")
    page.get_by_label("Telefoon").fill("09 225 22 90")
    with time_machine.travel(timezone.now() - datetime.timedelta(minutes=1), tick=False):
        opened = spam.stamp()
    page.locator("[name=opened]").evaluate("(field, value) => { field.value = value }", opened)
    page.get_by_role("button", name="Stel dit voor").press("Enter")
    expect(page.locator("#gemeld")).to_be_visible()
    expect(page.get_by_role("main")).not_to_contain_text("09 225 22 90")

    page.goto(links_in(mailbox.last(to=member.email).body, "/mijn/")[0])
    log_in_by_mail(page, member.email)
    page.get_by_role("link", name=re.compile("Bekijk en beslis.+telefoon")).press("Enter")
    page.get_by_role("button", name="Zet dit op de kaart").press("Enter")
    expect(page.get_by_text("Het staat op de kaart.")).to_be_visible()
    page.goto(f"{server.url}/aanbod/ons/")
    expect(page.get_by_role("main")).to_contain_text("09 225 22 90")
    context.close()


@pytest.mark.parametrize(
    "address", ["voorstel/ervaring/", "voorstel/doelgroepen/", "nieuw", "beslis"]
)
def test_the_other_pages_are_accessible_and_fit(page, server, service, log_in, address):
    log_in(MembershipFactory(organisation=service.organisation).user)
    proposal = ProposalFactory(service=service, seen="toen@example.org")
    path = {
        "nieuw": f"/mijn/{service.organisation.slug}/nieuw-aanbod/",
        "beslis": f"/mijn/voorstel/{proposal.pk}/",
    }.get(address, f"/mijn/aanbod/ons/{address}")
    page.goto(f"{server.url}{path}")
    assert_accessible(page)
