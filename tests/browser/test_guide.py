"""The guide by keyboard, one question at a time, and without a script."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.usefixtures("real_listings")


def test_from_a_question_to_an_address_by_keyboard(page, server, watch):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{server.url}/doorverwijzen/")
    expect(page.get_by_text("Vraag 1 van 4")).to_be_visible()
    expect(page.get_by_label("Gemeente of postcode")).to_be_hidden()
    page.get_by_label("Ik zoek steun").press("Space")
    page.get_by_role("button", name="Volgende vraag").press("Enter")
    expect(page.get_by_label("Gemeente of postcode")).to_be_focused()
    page.keyboard.type("gent")
    page.get_by_label("18 tot en met 25").press("Space")
    page.get_by_role("button", name="Volgende vraag").press("Enter")
    expect(page.get_by_role("checkbox", name="Schadebeperking")).to_be_focused()
    page.get_by_role("button", name="Terug").press("Enter")
    expect(page.get_by_label("Gemeente of postcode")).to_have_value("gent")
    page.get_by_role("button", name="Volgende vraag").press("Enter")
    page.get_by_role("button", name="Volgende vraag").press("Enter")
    page.get_by_label("Anoniem").press("Space")
    page.get_by_role("button", name="Toon wie kan helpen").press("Enter")

    expect(page.get_by_text("Ik zoek steun · Gent · 18 tot en met 25 · Anoniem")).to_be_visible()
    card = page.locator(".card").first
    card.get_by_text("Wat vraag je als je belt?").press("Enter")
    expect(card.get_by_text("Kan iemand komen zonder naam te geven?")).to_be_visible()
    page.get_by_text("Pas je antwoorden aan").press("Enter")
    expect(page.get_by_label("Gemeente of postcode")).to_have_value("gent")
    watch.assert_quiet()


def test_what_is_urgent_asks_nothing_more(page, server):
    page.goto(f"{server.url}/doorverwijzen/")
    page.get_by_label("Het is dringend").press("Space")
    page.get_by_role("button", name="Volgende vraag").press("Enter")
    expect(page.get_by_role("heading", name="Bel nu")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Noodnummer 112"))).to_be_visible()


def test_all_questions_stand_below_one_another_without_a_script(browser, server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}/doorverwijzen/")
    expect(page.get_by_role("button", name="Volgende vraag")).to_have_count(0)
    page.get_by_label("Gemeente of postcode").fill("Brugge")
    page.get_by_label("PrEP", exact=True).check()
    page.get_by_role("button", name="Toon wie kan helpen").click()
    expect(page.get_by_text("Brugge · PrEP")).to_be_visible()
    expect(page.get_by_role("heading", name="Probeer eerst")).to_be_visible()
    context.close()
