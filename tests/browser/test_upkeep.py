"""Drafts, previews and one-click answers at /mijn/, as somebody at a keyboard has them."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_editing import member  # noqa: F401 -- a fixture
from tests.browser.test_every_page import found
from tests.factories import ReportFactory

pytestmark = pytest.mark.usefixtures("own_database", "member")

CONTACT = "/mijn/aanbod/ons/contact/"
SCREENS = ((390, "light"), (768, "dark"), (1440, "light"))


def assert_accessible(page):
    for width, scheme in SCREENS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert found(page) == []


def test_a_draft_is_found_again_after_a_reload(page, server, watch):
    page.goto(f"{server.url}{CONTACT}")
    page.get_by_label("E-mail", exact=True).press_sequentially("onthaal@exa")
    expect(page.locator("[data-sk-draft-status]")).to_have_text(
        re.compile(r"Concept bewaard om \d+\.\d\d u\.")
    )
    page.reload()
    expect(page.get_by_text("Je hebt een concept van")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Verder bewerken").press("Enter")
    expect(page.get_by_label("E-mail", exact=True)).to_have_value("onthaal@exa")
    page.goto(f"{server.url}{CONTACT}")
    page.get_by_role("button", name="Weggooien").press("Enter")
    expect(page.get_by_label("E-mail", exact=True)).to_have_value("")
    watch.assert_quiet()


@pytest.mark.parametrize("has_javascript", [True, False])
def test_a_change_is_looked_at_and_then_saved(browser, context, server, has_javascript):
    other = browser.new_context(java_script_enabled=has_javascript)
    other.add_cookies(context.cookies())
    page = other.new_page()
    page.goto(f"{server.url}{CONTACT}")
    page.get_by_label("E-mail", exact=True).fill("onthaal@example.org")
    page.get_by_role("button", name="Bekijk eerst").press("Enter")
    expect(page.get_by_role("heading", name="Voorbeeld, nog niet bewaard")).to_be_visible()
    expect(page.get_by_role("article")).to_contain_text("onthaal@example.org")
    if has_javascript:
        assert_accessible(page)
    page.get_by_role("button", name="Verder bewerken").press("Enter")
    expect(page.get_by_label("E-mail", exact=True)).to_have_value("onthaal@example.org")
    page.get_by_role("button", name="Bekijk eerst").press("Enter")
    page.get_by_role("button", name="Bewaar").press("Enter")
    expect(page.get_by_text("Bewaard. Het staat meteen op de kaart.")).to_be_visible()
    page.goto(f"{server.url}{CONTACT}")
    expect(page.get_by_text("Je hebt een concept van")).to_have_count(0)
    other.close()


def test_waiting_time_room_and_signals_take_one_key_each(page, server, watch, member):  # noqa: F811
    service = member.memberships.get().organisation.services.get()
    ReportFactory(service=service)
    page.goto(f"{server.url}/mijn/")
    assert_accessible(page)
    page.get_by_role("button", name=re.compile("Geen wachttijd.+Open huis")).press("Enter")
    expect(page.get_by_text("Wachttijd: nee")).to_be_visible()
    page.get_by_role("button", name=re.compile("Neemt nu niemand aan.+Open huis")).press("Enter")
    expect(page.get_by_text("Neemt nieuwe mensen aan: nee")).to_be_visible()
    page.get_by_role("button", name="Nagekeken").press("Enter")
    expect(page.get_by_role("button", name="Nagekeken")).to_have_count(0)
    watch.assert_quiet()


def test_what_closes_for_a_while_says_so_on_every_screen(page, server):
    page.goto(f"{server.url}/mijn/aanbod/ons/sluiting/")
    page.get_by_label("Weer open op").fill("2027-01-05")
    page.get_by_role("button", name="Bewaar", exact=True).press("Enter")
    expect(page.get_by_text("Tijdelijk gesloten tot 5 januari 2027")).to_be_visible()
    page.goto(f"{server.url}/aanbod/ons/")
    expect(page.get_by_text("Tijdelijk gesloten tot 5 januari 2027")).to_be_visible()
    assert_accessible(page)
    page.emulate_media(media="print")
    expect(page.get_by_text("Tijdelijk gesloten tot 5 januari 2027")).to_be_visible()
