"""Leaving at once: by click, by three times Shift, and without JavaScript."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = pytest.mark.usefixtures("own_database")

NEUTRAL = re.compile(r"/robots\.txt$")


@pytest.fixture
def site(server, settings):
    """Quick exit lands on a page of the own origin, for no test may reach another."""
    settings.QUICK_EXIT_URL = f"{server.url}{reverse('robots')}"
    return server.url


@pytest.fixture
def reader(page, site):
    """Somebody who reads the privacy page, and came there from the about page."""
    page.goto(site + reverse("services:about"))
    page.goto(site + reverse("services:privacy"))
    return page


def status(page):
    return page.locator("[data-sk-quick-exit-status]")


def press_shift(page, times):
    for _ in range(times):
        page.keyboard.press("Shift")


def test_a_click_puts_the_neutral_page_in_the_place_of_this_one(reader):
    reader.get_by_role("link", name="Snel weg").click()

    expect(reader).to_have_url(NEUTRAL)
    reader.go_back()
    expect(reader).to_have_url(re.compile(reverse("services:about")))


def test_three_times_shift_leaves(reader):
    press_shift(reader, times=3)

    expect(reader).to_have_url(NEUTRAL)


def test_each_press_is_told_to_a_screen_reader(reader):
    press_shift(reader, times=1)
    expect(status(reader)).to_have_text("Shift. Nog twee keer om snel weg te gaan.")

    press_shift(reader, times=1)
    expect(status(reader)).to_have_text("Shift. Nog één keer om snel weg te gaan.")


def test_presses_are_forgotten_after_a_while(page, site):
    page.clock.install()
    page.goto(site + reverse("services:privacy"))

    press_shift(page, times=2)
    page.clock.fast_forward(6_000)
    expect(status(page)).to_have_text("Snel weg met Shift is afgebroken.")

    press_shift(page, times=2)
    expect(status(page)).to_have_text("Shift. Nog één keer om snel weg te gaan.")


def test_capital_letters_are_no_presses(page, site):
    page.goto(site + reverse("referrals:search"))

    page.get_by_label("Waar gaat het over?").focus()
    for letter in "GHB":
        page.keyboard.press(f"Shift+{letter}")

    expect(page.get_by_label("Waar gaat het over?")).to_have_value("GHB")
    expect(status(page)).to_be_empty()
    expect(page).to_have_url(site + reverse("referrals:search"))


def test_it_is_a_plain_link_without_javascript(browser, site):
    page = browser.new_page(java_script_enabled=False)
    page.goto(site + reverse("services:privacy"))

    page.get_by_role("link", name="Snel weg").click()

    expect(page).to_have_url(NEUTRAL)
    page.close()
