"""Hand-over cards in a browser: from a listing to paper."""

import pytest
from playwright.sync_api import expect

from referrals import shortlist
from referrals.giving_away import tells
from services.models import Service
from tests import pdf

pytestmark = pytest.mark.usefixtures("real_listings")


def test_from_a_listing_to_a_discreet_file_by_keyboard(page, server, watch):
    page.goto(f"{server.url}/aanbod/druglijn/")
    page.get_by_role("link", name="Maak een kaart").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=3)).to_have_text("De Druglijn")
    page.get_by_role("checkbox", name="Discreet").focus()
    page.keyboard.press("Space")
    page.get_by_label("Frans").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=3)).to_have_text("Personne de contact")
    answer = page.request.get(page.get_by_role("link", name="Open als pdf").evaluate("a => a.href"))
    read = pdf.read(answer.body())
    assert "Personne de contact" in read.text and "078 15 10 20" in read.text
    watch.assert_quiet()


@pytest.mark.parametrize("size", [("a6", (105, 148)), ("a4", (210, 297))])
def test_what_the_browser_prints_tells_nothing_either(page, server, size):
    paper, millimetres = size
    services = Service.objects.searchable().order_by("slug")[:12]
    fiches = shortlist.write([service.pk for service in services])
    page.goto(f"{server.url}/doorverwijskaart/?fiches={fiches}&discreet=1&vorm={paper}")
    read = pdf.read(page.pdf(prefer_css_page_size=True, display_header_footer=False))
    assert read.text.count("Contactgegevens") == len(services)
    assert not tells(read.text) and not tells(read.title)
    assert {page.size for page in read.pages} == {millimetres}
    assert len(read.codes) == len(services)


def test_no_script_is_needed(browser, server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}/aanbod/druglijn/")
    page.get_by_role("link", name="Maak een kaart").click()
    page.get_by_label("A4, samen").check()
    page.get_by_role("button", name="Pas de kaart aan").click()
    expect(page.locator(".sheet--a4")).to_be_visible()
    context.close()
