"""A worker's search in a real browser: by keyboard, without JavaScript, on three screens."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.usefixtures("real_listings")


def cards(page):
    return page.locator("#resultaten .card")


def test_a_worker_finds_a_number_by_keyboard(page, live_server, watch):
    page.goto(live_server.url)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Waar gaat het over?")).to_be_focused()
    page.keyboard.type("chemseks")
    page.keyboard.press("Tab")
    page.keyboard.type("brussel")
    page.keyboard.press("Tab")
    page.keyboard.type("28")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/\?q=chemseks&plaats=brussel&leeftijd=28&straal=30$"))
    title = page.get_by_role("link", name="Chemsex: praatgroep, begeleiding en materiaal").first
    title.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Chemsex: praatgroep, begeleiding en materiaal")
    expect(page.locator("main a[href='tel:+3227362861']").first).to_be_visible()
    watch.assert_quiet()


def test_choosing_a_filter_changes_list_counts_and_address_and_keeps_the_focus(page, live_server):
    page.goto(f"{live_server.url}/?plaats=gent")
    before = cards(page).count()
    page.get_by_text("Meer filters").click()
    box = page.get_by_role("checkbox", name=re.compile("^Anoniem"))
    box.focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("anoniem=1"))
    expect(page.get_by_role("link", name=re.compile("^Anoniem"))).to_be_visible()
    expect(box).to_be_focused()
    assert cards(page).count() <= before


def test_back_reload_and_a_shared_link_give_the_same_page(page, live_server):
    page.goto(f"{live_server.url}/?plaats=gent")
    first = cards(page).all_inner_texts()
    page.get_by_role("radio", name=re.compile("^Seksualiteit")).check()
    expect(page).to_have_url(re.compile("focus=seksualiteit"))
    expect(page.get_by_role("link", name=re.compile("^seksualiteit"))).to_be_visible()
    second = cards(page).all_inner_texts()
    assert first != second
    page.reload()
    assert cards(page).all_inner_texts() == second
    shared = page.url
    page.go_back()
    expect(page).to_have_url(f"{live_server.url}/?plaats=gent")
    expect(cards(page)).to_have_count(len(first))
    assert cards(page).all_inner_texts() == first
    page.goto(shared)
    assert cards(page).all_inner_texts() == second


def test_nothing_of_a_search_is_kept_in_the_browser(page, context, live_server):
    page.goto(live_server.url)
    page.get_by_label("Waar gaat het over?").fill("tina")
    page.get_by_role("button", name="Zoek", exact=True).click()
    expect(page).to_have_url(re.compile("q=tina"))
    assert context.cookies() == []
    kept = "JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])"
    assert "tina" not in page.evaluate(kept)


def test_a_chip_takes_one_thing_off(page, live_server):
    page.goto(f"{live_server.url}/?plaats=gent&leeftijd=19")
    page.get_by_role("link", name=re.compile("^19 jaar")).click()
    expect(page.get_by_label("Leeftijd")).to_have_value("")
    expect(page.get_by_label("Gemeente of postcode")).to_have_value("gent")


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_without_javascript(browser, live_server, width):
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    page.goto(live_server.url)
    page.get_by_label("Gemeente of postcode").fill("berchem")
    page.get_by_role("button", name="Zoek", exact=True).click()
    page.get_by_role("link", name="Berchem (Antwerpen)").click()
    page.get_by_text("Meer filters").click()
    page.get_by_role("checkbox", name=re.compile("^Anoniem")).check()
    page.get_by_role("button", name="Toon de resultaten").click()
    expect(page.get_by_role("link", name=re.compile("^Anoniem"))).to_be_visible()
    page.get_by_role("link", name="Toon alle").click()
    expect(cards(page)).to_have_count(20)
    page.get_by_role("link", name="Volgende").click()
    expect(page.get_by_text(re.compile("Bladzijde 2 van"))).to_be_visible()
    cards(page).first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Hoe bereiken")).to_be_visible()
    context.close()


def test_the_first_card_is_in_view_on_a_phone(page, live_server):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url)
    assert cards(page).first.bounding_box()["y"] < 844 - 100


def test_touch_targets_are_large_enough(page, live_server):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/?plaats=gent&leeftijd=19")
    for control in page.locator(
        "main .button:visible, main .chip:visible, main .input:visible"
    ).all():
        assert control.bounding_box()["height"] >= 44, control.inner_text()


def test_the_page_can_be_read_at_twice_the_size(page, live_server):
    page.set_viewport_size({"width": 720, "height": 500})
    page.goto(f"{live_server.url}/?plaats=gent")
    assert page.evaluate("document.documentElement.scrollWidth") <= 720
