"""Conversation cues in a browser: opened without scripts, on every screen, not on paper."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_every_page import found

pytestmark = pytest.mark.usefixtures("real_listings")

ADDRESSES = ["/?q=slammen+gent", "/?q=bewusteloos+na+ghb", "/aanbod/boysproject/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_they_open_without_scripts(browser, server, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}{address}")
    cues = page.locator("details.cues")
    expect(cues.locator(".cue").first).to_be_hidden()
    summary = cues.locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(cues.locator(".cue")).to_have_count(2)
    expect(cues.get_by_text("Liever niet").first).to_be_visible()
    expect(cues.locator("a[href='tel:112']").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (768, "dark"), (1440, "dark")])
def test_open_they_are_accessible_and_within_the_screen(
    page, server, watch, address, width, scheme
):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{server.url}{address}", wait_until="networkidle")
    page.locator("details.cues > summary").click()
    expect(page.locator(".cue").first).to_be_visible()
    assert found(page, part="details.cues") == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    box = page.locator("details.cues > summary").bounding_box()
    assert box["height"] >= 44
    watch.assert_quiet()


def test_they_are_left_out_on_paper(page, server):
    page.goto(f"{server.url}/aanbod/boysproject/")
    page.locator("details.cues > summary").click()
    page.emulate_media(media="print")
    expect(page.locator("details.cues")).to_be_hidden()
    expect(page.get_by_role("heading", name="Hoe bereiken")).to_be_visible()
