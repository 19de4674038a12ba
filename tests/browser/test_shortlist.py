"""Setting listings aside: by keyboard, without a script, and gone after leaving at once."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = pytest.mark.usefixtures("real_listings")


def own(page):
    return page.get_by_role("link", name=re.compile("^Selectie")).locator("visible=true")


def test_from_the_results_to_a_list_for_a_colleague_by_keyboard(browser, page, server, watch):
    page.goto(f"{server.url}/?plaats=gent")
    expect(own(page)).to_have_text("Selectie")
    button = page.get_by_role("button", name=re.compile("Zet opzij.+Medisch Sociaal"))
    button.press("Enter")
    expect(own(page)).to_have_text(re.compile(r"Selectie\s+1"))
    expect(page.get_by_role("button", name=re.compile("In je selectie.+Med"))).to_be_focused()
    page.goto(f"{server.url}/aanbod/druglijn/")
    page.get_by_role("button", name=re.compile("Zet opzij")).press("Enter")
    expect(own(page)).to_have_text(re.compile(r"Selectie\s+2"))
    own(page).press("Enter")
    expect(page.locator(".shortlist h2")).to_have_text(
        ["De Druglijn", "Medisch Sociaal Opvangcentrum Gent"]
    )
    watch.assert_quiet()

    link = page.get_by_role("link", name=re.compile("fiches=")).get_attribute("href")
    context = browser.new_context()
    colleague = context.new_page()
    colleague.goto(f"{server.url}{link}")
    expect(colleague.locator(".shortlist h2")).to_have_count(2)
    colleague.get_by_role("button", name="Neem over in mijn selectie").press("Enter")
    expect(colleague.get_by_role("heading", name="Je selectie")).to_be_visible()
    context.close()


def test_a_listing_that_stands_there_twice_is_set_aside_in_both_places(page, server):
    page.goto(f"{server.url}/doorverwijzen/?plaats=gent")
    twice = page.get_by_role("button", name=re.compile("Zet opzij.+Medisch Sociaal"))
    expect(twice).to_have_count(2)
    twice.first.click()
    expect(page.get_by_role("button", name=re.compile("In je selectie.+Medisch"))).to_have_count(2)
    expect(twice).to_have_count(0)


def test_without_a_script_one_comes_back_to_the_same_place(browser, server):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{server.url}/doorverwijzen/?plaats=gent")
    page.get_by_role("button", name=re.compile("Zet opzij.+Medisch Sociaal")).first.click()
    expect(page).to_have_url(re.compile(r"/doorverwijzen/\?plaats=gent#selectie-msoc-gent$"))
    [cookie] = context.cookies()
    assert (cookie["name"], cookie["expires"], cookie["httpOnly"]) == ("selectie", -1, True)
    page.goto(f"{server.url}/selectie/")
    page.get_by_role("button", name=re.compile("Haal eruit")).click()
    expect(page.get_by_text("Hier staat nog niets")).to_be_visible()
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("has_script", [True, False])
def test_leaving_at_once_takes_it_away(browser, server, settings, has_script):
    settings.QUICK_EXIT_URL = f"{server.url}{reverse('robots')}"
    context = browser.new_context(java_script_enabled=has_script)
    page = context.new_page()
    page.goto(f"{server.url}/aanbod/druglijn/")
    page.get_by_role("button", name=re.compile("Zet opzij")).click()
    expect(page.get_by_role("button", name=re.compile("In je selectie"))).to_be_visible()
    page.get_by_role("link", name="Snel weg").click()
    expect(page).to_have_url(re.compile(r"/robots\.txt$"))
    assert context.cookies() == []
    context.close()
