"""The map in a real browser: it says the same as the list, by mouse, by keyboard and on a phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from services.enums import Focus, Precision, ServiceAreaScope
from tests.listings import listing

pytestmark = pytest.mark.usefixtures("own_database")

PHONE = {"width": 390, "height": 844}
ACTIVE = re.compile(r"\bis-active\b")
DATA = "**/kaart/gegevens/**"


@pytest.fixture
def site(server):
    """One listing in Antwerp and Brugge each, two at the same point in Gent."""
    listing(name="chemMEN", at="Antwerpen", focus=Focus.BOTH, precision=Precision.STREET)
    listing(name="Aanloop", at="Brugge", focus=Focus.DRUGS)
    listing(name="Seksuoloog", at="Gent", focus=Focus.SEXUALITY)
    listing(name="Praatgroep", at="Gent", focus=Focus.BOTH)
    return server.url


def marker(page, name):
    return page.locator("#kaart").get_by_role("link", name=name)


def cluster(page, name):
    return page.locator("#kaart").get_by_role("button", name=name)


def popup(page):
    return page.locator("#kaart .leaflet-popup")


def status(page):
    return page.locator("#kaart").get_by_role("status")


def test_every_marker_says_in_words_what_its_shape_says(page, site):
    page.goto(site)
    expect(status(page)).to_have_text("4 plekken in beeld")
    expect(
        marker(page, re.compile(r"^chemMEN, .*, drugs én seksualiteit, Antwerpen, ligging bij be"))
    ).to_have_text("DS")
    expect(marker(page, re.compile(r"^Aanloop, .*, drugs, Brugge$"))).to_have_text("D")
    expect(
        cluster(page, "2 plekken in Gent: 1 seksualiteit, 1 drugs én seksualiteit")
    ).to_have_text("2")


def test_card_and_marker_light_each_other_up(page, site):
    page.goto(site)
    card = page.get_by_role("article").filter(has_text="chemMEN")
    # The map draws its markers after the page is there.
    expect(marker(page, "chemMEN")).to_be_visible()
    card.hover()
    expect(marker(page, "chemMEN")).to_have_class(ACTIVE)
    expect(marker(page, "Aanloop")).not_to_have_class(ACTIVE)
    marker(page, "Aanloop").hover()
    expect(page.get_by_role("article").filter(has_text="Aanloop")).to_have_class(ACTIVE)
    expect(card).not_to_have_class(ACTIVE)
    cluster(page, "Gent").focus()
    page.mouse.move(0, 0)
    for name in ("Seksuoloog", "Praatgroep"):
        expect(page.get_by_role("article").filter(has_text=name)).to_have_class(ACTIVE)


def test_a_marker_leads_to_its_card(page, site):
    page.goto(site)
    marker(page, "Aanloop").click()
    card = page.get_by_role("article").filter(has_text="Aanloop")
    expect(card.get_by_role("heading").get_by_role("link")).to_be_focused()
    expect(card).to_be_in_viewport()
    expect(page).to_have_url(f"{site}/")


def test_what_shares_a_point_is_listed_and_the_keyboard_finds_the_way_back(page, site):
    page.goto(site)
    cluster(page, "Gent").press("Enter")
    expect(popup(page).get_by_role("listitem")).to_contain_text(["Praatgroep", "Seksuoloog"])
    expect(popup(page).get_by_role("link", name="Praatgroep")).to_be_focused()
    page.keyboard.press("Escape")
    expect(popup(page)).to_have_count(0)
    expect(cluster(page, "Gent")).to_be_focused()
    page.keyboard.press("Enter")
    popup(page).get_by_role("link", name="Seksuoloog").click()
    expect(page).to_have_title(re.compile("Seksuoloog"))


def test_a_cluster_comes_apart_when_it_is_chosen(page, server):
    for municipality in ("Zelzate", "Assenede", "Oostende", "Genk", "Poperinge", "Hoogstraten"):
        listing(name=f"Aanbod {municipality}", at=municipality)
    page.goto(server.url)
    cluster(page, "2 plekken").press("Enter")
    expect(marker(page, "Zelzate")).to_be_visible()
    expect(marker(page, "Assenede")).to_be_visible()
    expect(status(page)).to_have_text("2 plekken in beeld")


def test_the_map_follows_the_filters_and_the_back_button(page, site):
    page.goto(site)
    expect(marker(page, "Aanloop")).to_be_visible()
    page.get_by_role("radio", name=re.compile("^Seksualiteit")).check()
    expect(marker(page, "Aanloop")).to_have_count(0)
    expect(status(page)).to_have_text("3 plekken in beeld")
    page.go_back()
    expect(marker(page, "Aanloop")).to_be_visible()


def place_on_map(page, name):
    """Where a marker's middle is in the frame, from 0 (left, top) to 1."""
    frame = page.locator("[data-sk-map]").bounding_box()
    mark = marker(page, name).bounding_box()
    return (
        (mark["x"] + mark["width"] / 2 - frame["x"]) / frame["width"],
        (mark["y"] + mark["height"] / 2 - frame["y"]) / frame["height"],
    )


def test_all_of_flanders_is_shown_until_something_is_asked(page, site):
    page.goto(site)
    expect(status(page)).to_have_text("4 plekken in beeld")
    assert place_on_map(page, "Aanloop")[0] > 0.15
    for name in ("Oostende", "Genk"):
        expect(page.locator(".map-place", has_text=name)).to_be_in_viewport(ratio=1)


def test_a_single_place_is_shown_with_what_lies_around_it(page, site):
    page.goto(f"{site}/?plaats=brugge")
    expect(status(page)).to_have_text("1 plek in beeld")
    assert place_on_map(page, "Aanloop") == pytest.approx((0.5, 0.5), abs=0.05)
    for name in ("Brugge", "Oostende"):
        expect(page.locator(".map-place", has_text=name)).to_be_in_viewport()


def test_the_nearest_that_fit_are_on_the_map_where_nothing_is_near(page, site):
    listing(name="Lijn", service_area_scope=ServiceAreaScope.FLANDERS)
    page.goto(f"{site}/?plaats=turnhout&straal=5")
    card = page.get_by_role("article").filter(has_text="chemMEN")
    expect(marker(page, "chemMEN")).to_be_visible()
    card.hover()
    expect(marker(page, "chemMEN")).to_have_class(ACTIVE)
    expect(marker(page, "chemMEN")).to_be_in_viewport(ratio=1)
    marker(page, "chemMEN").click()
    expect(card.get_by_role("heading").get_by_role("link")).to_be_focused()


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_names_of_towns_cover_neither_markers_nor_each_other(page, server, width):
    towns = ["Antwerpen", "Brugge", "Gent", "Leuven", "Hasselt", "Genk", "Roeselare", "Kortrijk"]
    for town in towns:
        listing(at=town)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(server.url)
    if width < 960:
        page.get_by_role("button", name="Toon de kaart").click()
    expect(status(page)).to_have_text("8 plekken in beeld")
    names, markers = boxes(page, ".map-place span", ".map-icon")
    assert len(names) >= 4
    taken = names + markers
    for number, one in enumerate(names):
        assert not [other for other in taken[number + 1 :] if overlap(one, other)]


def test_flanders_fills_the_map(page, site):
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(site)
    expect(status(page)).to_have_text("4 plekken in beeld")
    [frame], land = boxes(page, "[data-sk-map]", ".map-land")
    left, right = min(box["x"] for box in land), max(box["x"] + box["width"] for box in land)
    top, bottom = min(box["y"] for box in land), max(box["y"] + box["height"] for box in land)
    assert (right - left) / frame["width"] > 0.9
    assert (bottom - top) / frame["height"] > 0.7
    assert left >= frame["x"] and right <= frame["x"] + frame["width"]


def boxes(page, *selectors):
    """The boxes of what each selector matches, at one moment: the map may be redrawn after it."""
    return page.evaluate(
        "selectors => selectors.map(one => [...document.querySelectorAll(one)].map(found => {"
        " const { x, y, width, height } = found.getBoundingClientRect();"
        " return { x, y, width, height }; }))",
        selectors,
    )


def overlap(one, other):
    return (
        abs(one["x"] - other["x"] + (one["width"] - other["width"]) / 2)
        < (one["width"] + other["width"]) / 2
        and abs(one["y"] - other["y"] + (one["height"] - other["height"]) / 2)
        < (one["height"] + other["height"]) / 2
    )


def test_where_nothing_is_near_the_asked_place_is_shown_all_the_same(page, site):
    page.goto(f"{site}/?plaats=kortrijk&straal=5")
    expect(status(page)).to_have_text("0 plekken in beeld")
    for name in ("Kortrijk", "Roeselare"):
        expect(page.locator(".map-place", has_text=name)).to_be_in_viewport(ratio=1)
    expect(page.locator(".map-place", has_text="Genk")).not_to_be_in_viewport()


def test_a_list_that_is_cut_says_how_long_it_is(page, server):
    for number in range(12):
        listing(name=f"Aanbod {number}", at="Gent")
    page.goto(server.url)
    cluster(page, "Gent").press("Enter")
    expect(popup(page).get_by_text("12 plekken in Gent")).to_be_visible()
    content = popup(page).locator(".leaflet-popup-scrolled")
    assert content.evaluate("one => one.scrollHeight > one.clientHeight")
    assert content.evaluate("one => getComputedStyle(one).backgroundImage").count("gradient") == 4


def test_on_a_phone_the_list_comes_first_and_the_map_is_loaded_when_asked_for(page, site):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size(PHONE)
    page.goto(site, wait_until="networkidle")
    expect(page.get_by_role("article").first).to_be_visible()
    expect(page.locator("#kaart")).to_be_hidden()
    assert not [url for url in asked if "gegevens" in url or "leaflet.js" in url]

    page.get_by_role("button", name="Toon de kaart").click()
    expect(page.get_by_role("article").first).to_be_hidden()
    marker(page, "chemMEN").click()
    expect(popup(page)).to_contain_text("Antwerpen, ligging bij benadering")
    expect(popup(page).get_by_role("link", name="chemMEN")).to_be_focused()
    page.get_by_role("button", name="Toon de lijst").click()
    expect(page.get_by_role("article").first).to_be_visible()


def test_it_asks_nothing_of_another_host_and_breaks_no_security_policy(page, site):
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(site)
    cluster(page, "Gent").press("Enter")
    expect(popup(page)).to_be_visible()
    page.get_by_role("button", name="Zoom in").click()
    expect(status(page)).to_contain_text("in beeld")
    page.wait_for_load_state("networkidle")
    assert {url.split("/static/")[0].split("/kaart/")[0].rstrip("/") for url in asked} == {site}
    assert complaints == []


def test_when_the_data_cannot_be_had_the_list_still_works(page, site):
    page.route(DATA, lambda route: route.abort())
    page.goto(site)
    expect(status(page)).to_have_text("De kaart kan nu niet geladen worden. De lijst werkt gewoon.")
    expect(page.get_by_role("article")).to_have_count(4)


def test_there_is_a_way_past_the_map(page, site):
    page.goto(site)
    skip = page.get_by_role("link", name="Sla de kaart over")
    skip.focus()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!document.querySelector('#kaart').contains(document.activeElement)")


def test_without_javascript_there_is_the_list_and_no_empty_frame(browser, site):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site)
        expect(page.get_by_role("article")).to_have_count(4)
        expect(page.locator("#kaart")).to_be_hidden()


@pytest.mark.parametrize(
    ("scheme", "size"),
    [("dark", PHONE), ("light", {"width": 1440, "height": 900})],
    ids=["dark phone", "light wide"],
)
def test_axe_finds_nothing(page, site, scheme, size):
    # Without motion nothing is half faded in when axe reads its colour.
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size(size)
    page.goto(site)
    if size == PHONE:
        page.get_by_role("button", name="Toon de kaart").click()
    cluster(page, "Gent").press("Enter")
    expect(popup(page)).to_be_visible()
    results = Axe().run(page, context="#kaart")
    assert results.violations_count == 0, results.generate_report()
