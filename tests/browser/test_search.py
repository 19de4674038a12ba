"""A worker's search in a real browser: by keyboard, without JavaScript, on three screens."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_every_page import AXE

pytestmark = pytest.mark.usefixtures("real_listings")


def cards(page):
    return page.locator("#resultaten .card")


def test_a_worker_finds_a_number_by_keyboard(page, server, watch):
    page.goto(server.url)
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
    # htmx complains of a search that the next one, a field further, replaces.
    watch.complaints = [one for one in watch.complaints if not one.startswith("htmx:")]
    watch.assert_quiet()


def test_choosing_a_filter_changes_list_counts_and_address_and_keeps_the_focus(page, server):
    page.goto(f"{server.url}/?plaats=gent")
    before = cards(page).count()
    page.get_by_text("Meer filters").click()
    box = page.get_by_role("checkbox", name=re.compile("^Anoniem"))
    box.focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("anoniem=1"))
    expect(page.get_by_role("link", name=re.compile("^Anoniem"))).to_be_visible()
    expect(box).to_be_focused()
    assert cards(page).count() <= before


def test_back_reload_and_a_shared_link_give_the_same_page(page, server):
    page.goto(f"{server.url}/?plaats=gent")
    first = cards(page).all_inner_texts()
    page.get_by_role("radio", name=re.compile("^Seksualiteit")).check()
    expect(page).to_have_url(re.compile("focus=seksualiteit"))
    expect(page.get_by_role("link", name=re.compile("^Seksualiteit"))).to_be_visible()
    second = cards(page).all_inner_texts()
    assert first != second
    page.reload()
    assert cards(page).all_inner_texts() == second
    shared = page.url
    page.go_back()
    expect(page).to_have_url(f"{server.url}/?plaats=gent")
    expect(cards(page)).to_have_count(len(first))
    assert cards(page).all_inner_texts() == first
    page.goto(shared)
    assert cards(page).all_inner_texts() == second


def test_nothing_of_a_search_is_kept_in_the_browser(page, context, server):
    page.goto(server.url)
    page.get_by_label("Waar gaat het over?").fill("tina")
    page.get_by_role("button", name="Zoek", exact=True).click()
    expect(page).to_have_url(re.compile("q=tina"))
    assert context.cookies() == []
    kept = "JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])"
    assert "tina" not in page.evaluate(kept)


def test_a_chip_takes_one_thing_off(page, server):
    page.goto(f"{server.url}/?plaats=gent&leeftijd=19")
    page.get_by_role("link", name=re.compile("^19 jaar")).click()
    expect(page.get_by_label("Leeftijd")).to_have_value("")
    expect(page.get_by_label("Gemeente of postcode")).to_have_value("gent")


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_without_javascript(browser, server, width):
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    page.goto(server.url)
    page.get_by_label("Gemeente of postcode").fill("berchem")
    page.get_by_role("button", name="Zoek", exact=True).click()
    page.get_by_role("link", name="Berchem (Antwerpen)").click()
    page.get_by_text("Meer filters").click()
    page.locator("summary", has_text="Taal").click()
    page.get_by_role("checkbox", name=re.compile("^Frans")).check()
    page.get_by_role("checkbox", name=re.compile("^Anoniem")).check()
    page.get_by_role("button", name="Toon de resultaten").click()
    expect(page.get_by_role("link", name=re.compile("^Frans"))).to_be_visible()
    page.get_by_role("link", name=re.compile("^Frans")).click()
    expect(page.get_by_role("link", name=re.compile("^Anoniem"))).to_be_visible()
    page.get_by_role("link", name="Toon alle").click()
    expect(cards(page)).to_have_count(20)
    page.get_by_role("link", name="Volgende").click()
    expect(page.get_by_text(re.compile("Bladzijde 2 van"))).to_be_visible()
    cards(page).first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Hoe bereiken")).to_be_visible()
    context.close()


def test_the_first_card_is_in_view_on_a_phone(page, server):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(server.url)
    assert cards(page).first.bounding_box()["y"] < 844 - 100


def test_touch_targets_are_large_enough(page, server):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{server.url}/?plaats=gent&leeftijd=19")
    for control in page.locator(
        "main .button:visible, main .chip:visible, main .input:visible"
    ).all():
        assert control.bounding_box()["height"] >= 44, control.inner_text()


def test_the_page_can_be_read_at_twice_the_size(page, server):
    page.set_viewport_size({"width": 720, "height": 500})
    page.goto(f"{server.url}/?plaats=gent")
    assert page.evaluate("document.documentElement.scrollWidth") <= 720


PHONE = {"width": 390, "height": 844}


def test_the_filters_stay_short_and_their_button_in_reach_on_a_phone(page, server):
    page.set_viewport_size(PHONE)
    page.goto(server.url)
    page.get_by_text("Meer filters").click()
    assert page.locator(".filters__panel").bounding_box()["height"] < 844
    page.locator("summary", has_text="Doelgroep").click()
    button = page.locator(".filters__apply").get_by_role("button")
    page.locator("summary", has_text="Doelgroep").scroll_into_view_if_needed()
    expect(button).to_be_in_viewport(ratio=1)
    before = button.inner_text()
    page.get_by_role("checkbox", name=re.compile("^Anoniem")).check()
    expect(button).not_to_have_text(before, use_inner_text=True)
    number = re.search(r"\d+", button.inner_text()).group()
    expect(page.locator("#aantal-resultaten")).to_have_text(re.compile(rf"^\s*{number} resultat"))
    button.click()
    expect(page.locator(".filters__panel")).to_be_hidden()
    expect(page.locator("#resultaten")).to_be_focused()
    expect(cards(page).first).to_be_in_viewport()


def test_results_that_arrive_late_do_not_push_the_page_to_its_end(page, server):
    held = []
    page.set_viewport_size(PHONE)
    page.goto(server.url)
    page.route("**/?*anoniem=1*", lambda route: held.append(route))
    page.get_by_text("Meer filters").click()
    with page.expect_request("**/?*anoniem=1*"):
        page.get_by_role("checkbox", name=re.compile("^Anoniem")).check()
    page.locator(".filters__apply").get_by_role("button").click()
    expect(cards(page).first).to_be_in_viewport()
    held[0].continue_()
    expect(page.get_by_role("link", name=re.compile("^Anoniem"))).to_be_visible()
    expect(cards(page).first).to_be_in_viewport()


@pytest.mark.parametrize("width", [768, 1440])
def test_the_filters_open_below_their_button_which_stays_where_it_is(page, server, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{server.url}/?plaats=gent")
    button = page.locator(".filters > summary")
    before = button.bounding_box()
    button.click()
    panel = page.locator(".filters__panel").bounding_box()
    assert button.bounding_box() == pytest.approx(before, abs=0.5)
    assert panel["y"] >= before["y"] + before["height"]
    assert panel["width"] == page.locator(".search").bounding_box()["width"]


def test_choices_stay_where_they_are_while_their_numbers_change(page, server):
    page.goto(server.url)
    page.get_by_text("Meer filters").click()
    page.locator("summary", has_text="Thema").click()
    choices = page.locator("details.filter-group .choice > span:first-of-type")
    before = choices.all_inner_texts()
    count = page.locator("#aantal-thema-chemseks")
    number = count.inner_text()
    page.get_by_role("radio", name=re.compile("^Algemeen")).check()
    expect(count).not_to_have_text(number)
    assert choices.all_inner_texts() == before


@pytest.mark.parametrize(
    ("scheme", "size"),
    [("dark", PHONE), ("light", {"width": 1440, "height": 900})],
    ids=["dark phone", "light wide"],
)
@pytest.mark.parametrize(
    "address", ["?provincie=limburg&anoniem=1", "?plaats=kortrijk&straal=10&focus=seksualiteit"]
)
def test_axe_finds_nothing_with_all_filters_open(page, server, scheme, size, address):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size(size)
    page.goto(f"{server.url}/{address}")
    page.get_by_text("Meer filters").click()
    page.locator("details.filter-group").evaluate_all("all => all.forEach(one => one.open = true)")
    results = Axe().run(page, context="main", options=AXE)
    assert results.violations_count == 0, results.generate_report()


def asked(page, server):
    """Addresses of the search that are asked from here on."""
    addresses = []
    page.on(
        "request",
        lambda one: addresses.append(one.url) if one.url.startswith(f"{server.url}/?") else 0,
    )
    return addresses


def test_a_search_is_asked_once_and_is_one_step_back(page, server):
    page.clock.install()
    page.goto(server.url)
    addresses = asked(page, server)
    steps = page.evaluate("history.length")
    page.get_by_label("Gemeente of postcode").fill("gent")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="In de buurt van Gent")).to_be_visible()
    page.get_by_role("button", name="Zoek", exact=True).click()
    page.clock.run_for(600)
    expect(page.locator(".htmx-request")).to_have_count(0)
    assert addresses == [f"{server.url}/?plaats=gent&straal=30"]
    assert page.evaluate("history.length") == steps + 1
    page.go_back()
    expect(page).to_have_url(f"{server.url}/")
    expect(page.get_by_label("Gemeente of postcode")).to_have_value("")


def test_typing_shows_results_and_leaves_focus_caret_and_scroll_alone(page, server):
    page.set_viewport_size({"width": 1440, "height": 700})
    page.goto(server.url)
    steps = page.evaluate("history.length")
    page.evaluate("scrollTo(0, 60)")
    box = page.get_by_role("combobox", name="Waar gaat het over?")
    box.press_sequentially("tin")
    expect(page).to_have_url(re.compile(r"\?q=tin$"))
    box.press_sequentially("na")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Delete")
    expect(page).to_have_url(re.compile(r"\?q=tina$"))
    expect(page.get_by_role("heading", name="Wat het best past eerst")).to_be_visible()
    expect(box).to_be_focused()
    assert box.evaluate("box => box.selectionStart") == 3
    assert page.evaluate("scrollY") == 60
    page.keyboard.press("Enter")
    page.wait_for_timeout(600)
    assert page.evaluate("history.length") == steps + 1
    box.press_sequentially("s")
    expect(page).to_have_url(re.compile(r"\?q=tinsa$"))
    assert page.evaluate("history.length") == steps + 2
    page.go_back()
    expect(box).to_have_value("tina")
    expect(page).to_have_url(re.compile(r"\?q=tina$"))
    page.go_back()
    expect(page).to_have_url(f"{server.url}/")


def test_what_failed_can_be_asked_again(page, server):
    page.goto(server.url)
    page.route("**/?plaats=*", lambda route: route.abort())
    page.get_by_label("Gemeente of postcode").fill("gent")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    page.unroute("**/?plaats=*")
    page.get_by_role("button", name="Zoek", exact=True).click()
    expect(page.get_by_role("heading", name="In de buurt van Gent")).to_be_visible()


def test_the_box_has_a_hint(page, server):
    page.goto(server.url)
    expect(page.get_by_label("Waar gaat het over?")).to_have_accessible_description(
        re.compile("Typ zoals je het hoort")
    )
    expect(page.get_by_text("Typ zoals je het hoort")).to_be_visible()


@pytest.mark.parametrize("path", ["/over/", "/privacy/"])
def test_pages_of_text_stand_in_the_middle(page, server, path):
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{server.url}{path}")
    box = page.locator("main > .prose").bounding_box()
    assert abs(box["x"] - (1440 - box["x"] - box["width"])) < 20


@pytest.mark.parametrize("width", [384, 390, 767])
def test_the_buttons_for_filters_and_map_keep_apart(page, server, width):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{server.url}/?provincie=limburg&taal=nl&taal=fr&anoniem=1")
    filters = page.locator(".filters > summary").bounding_box()
    toggle = page.get_by_role("button", name="Toon de kaart").bounding_box()
    assert filters["y"] == pytest.approx(toggle["y"], abs=1)
    assert filters["x"] + filters["width"] + 8 <= toggle["x"]


@pytest.mark.parametrize("address", ["/", "/?q=drugs&plaats=gent"])
def test_on_a_tablet_the_number_of_results_and_the_map_button_share_a_line(page, server, address):
    page.set_viewport_size({"width": 768, "height": 1024})
    page.goto(f"{server.url}{address}")
    number = page.locator("#aantal-resultaten").bounding_box()
    button = page.get_by_role("button", name="Toon de kaart").bounding_box()
    assert number["y"] + number["height"] / 2 == pytest.approx(
        button["y"] + button["height"] / 2, abs=2
    )
    assert number["x"] + number["width"] < button["x"]
    assert button["x"] + button["width"] == pytest.approx(768 - number["x"], abs=1)
