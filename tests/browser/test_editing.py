"""Keeping a listing true, by keyboard alone."""

import re

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from services.enums import AccessMode
from tests.browser.test_every_page import found
from tests.factories import MembershipFactory
from tests.listings import listing

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def member(context, server):
    """A member who is logged in, with one listing at /aanbod/ons/."""
    service = listing(slug="ons", access_modes=[AccessMode.PHONE], name="Open huis")
    user = MembershipFactory(organisation=service.organisation).user
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": server.url}])
    return user


def test_waiting_time_is_changed_and_all_confirmed_by_keyboard(page, server, watch, member):
    page.goto(f"{server.url}/mijn/")
    page.get_by_role("link", name="Open huis").press("Enter")
    page.get_by_role("link", name=re.compile("Wijzig.+Wachttijd")).press("Enter")
    page.get_by_role("group", name="Wachttijd").get_by_role("radio", name="ja").focus()
    for key in ("Space", "Tab", "6", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_text("Bewaard. Het staat meteen op de kaart.")).to_be_visible()
    page.get_by_role("button", name="Ja, alles klopt nog").press("Enter")
    expect(page.get_by_text("vandaag bevestigd")).to_be_visible()
    watch.assert_quiet()

    page.goto(f"{server.url}/aanbod/ons/")
    expect(page.get_by_role("main")).to_contain_text("6 weken")


@pytest.mark.parametrize("address", ["", "contact/", "beschikbaarheid/"])
def test_the_pages_are_accessible_and_fit(page, server, member, address):
    page.goto(f"{server.url}/mijn/aanbod/ons/{address}")
    for width, scheme in ((390, "light"), (768, "dark"), (1440, "light")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert found(page) == []
