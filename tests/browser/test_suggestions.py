"""Suggestions in a real browser: by keyboard, by mouse, on a phone, and without JavaScript."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_every_page import AXE

pytestmark = pytest.mark.usefixtures("real_listings")


@pytest.fixture
def box(page, server):
    page.goto(server.url)
    return page.get_by_role("combobox", name="Waar gaat het over?")


@pytest.fixture
def options(page):
    return page.get_by_role("listbox", name="Suggesties").get_by_role("option")


def active(page):
    """The text of the option that the box says is active, None when it names none."""
    return page.evaluate(
        """() => {
            const name = document.getElementById("q").getAttribute("aria-activedescendant");
            const option = name && document.getElementById(name);
            return option?.ariaSelected === "true"
                ? option.querySelector(".suggestion__text").textContent : null;
        }"""
    )


def test_by_keyboard_from_a_few_letters_to_results(page, box, options, watch):
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("prep gen")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(options.first).to_contain_text("Genk")
    expect(page.get_by_role("status").filter(has_text="suggesties")).to_have_text(
        f"{options.count()} suggesties"
    )
    assert active(page) is None
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert active(page) == "Gent"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert active(page) == options.last.locator(".suggestion__text").text_content()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert active(page) == "Gent"
    expect(box).to_be_focused()
    expect(box).to_have_value("prep gen")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=prep(\+|%20)Gent$"))
    expect(box).to_have_value("prep Gent")
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(options).to_have_count(0)
    # htmx complains of the search for what was typed, which the one for what was chosen replaces.
    watch.complaints = [one for one in watch.complaints if not one.startswith("htmx:")]
    watch.assert_quiet()


def test_the_keys_of_the_text_go_back_to_the_text(page, box, options):
    box.press_sequentially("gent")
    for key in ("Home", "End", "ArrowLeft", "ArrowRight"):
        expect(options.first).to_be_visible()
        page.keyboard.press("ArrowDown")
        assert active(page) == "Gent"
        page.keyboard.press(key)
        assert active(page) is None
    expect(options.first).to_be_visible()
    assert box.evaluate("box => box.selectionStart") == 4


def test_escape_closes_and_keeps_what_was_typed(page, box, options):
    box.press_sequentially("gent")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_value("gent")
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_be_visible()


def test_tab_closes_and_goes_on_to_the_next_field(page, box, options):
    box.press_sequentially("gent")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Gemeente of postcode")).to_be_focused()
    expect(options).to_have_count(0)
    expect(box).to_have_value("gent")


def test_enter_without_a_choice_searches_for_what_was_typed(page, box, options):
    box.press_sequentially("tina")
    expect(options.first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=tina$"))
    expect(options).to_have_count(0)


def test_an_option_can_be_clicked(page, box, options):
    box.press_sequentially("cry")
    options.filter(has_text="crystal meth").click()
    expect(page).to_have_url(re.compile(r"\?q=crystal(\+|%20)meth$"))
    expect(box).to_be_focused()
    expect(options).to_have_count(0)


def test_a_late_answer_does_not_replace_a_newer_one(page, box, options):
    late = []
    page.route("**/suggesties/?q=gen", lambda route: late.append(route))
    with page.expect_request("**/suggesties/?q=gen"):
        box.press_sequentially("gen")
    box.press_sequentially("tb")
    expect(options).to_have_count(1)
    late[0].abort()
    expect(options).to_have_text([re.compile("Gentbrugge")])


def test_without_an_answer_the_box_works_on(page, box, options):
    page.route("**/suggesties/**", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        box.press_sequentially("tina")
    expect(options).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=tina$"))


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_the_open_list_is_accessible_and_moves_nothing(page, box, options, width, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    below = page.get_by_label("Leeftijd")
    before = below.bounding_box()
    box.press_sequentially("gent")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    violations = Axe().run(page, options=AXE).response["violations"]
    assert violations == []
    assert below.bounding_box() == before
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for option in options.all():
        assert option.bounding_box()["height"] >= 44


def test_without_javascript_the_box_is_a_plain_one(browser, server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url)
    box = page.get_by_role("searchbox", name="Waar gaat het over?")
    box.press_sequentially("tina")
    expect(page.locator("#suggesties")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=tina"))
    context.close()
