"""Keeping a listing true, by keyboard alone."""

import re

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from services.enums import AccessMode, Precision
from services.views.own.listings import SECTIONS
from tests.browser.test_every_page import found
from tests.factories import LocationFactory, MembershipFactory, PhoneFactory, ScheduleFactory
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


@pytest.mark.parametrize("address", ["", "geschiedenis/", *(f"{section}/" for section in SECTIONS)])
def test_the_pages_are_accessible_and_fit(page, server, member, address):
    service = member.memberships.get().organisation.services.get()
    service.website = f"https://example.org/{'lang' * 40}"
    service.save()
    LocationFactory(service=service)
    PhoneFactory.create_batch(2, service=service)
    ScheduleFactory(service=service)
    page.goto(f"{server.url}/mijn/aanbod/ons/{address}")
    for width, scheme in ((390, "light"), (768, "dark"), (1440, "light")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert found(page) == []


class Keyboard:
    """Somebody without a mouse: every press is counted, those of typing and of Tab too."""

    def __init__(self, page):
        self.page = page
        self.presses = 0

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.presses += 1

    def go_to(self, element):
        """From where one is, with Tab."""
        for _press in range(80):
            if element.evaluate("one => one === document.activeElement"):
                return
            self.press("Tab")
        raise AssertionError(f"{element} cannot be reached with Tab")

    def type_in(self, element, text):
        self.go_to(element)
        self.press("Control+A", *text)

    def open(self, name):
        if not self.page.url.endswith("#inhoud"):  # who saved is past the head of the page already
            self.press("Tab", "Enter")
        self.go_to(self.page.get_by_role("link", name=re.compile(f"Wijzig.+{name}")))
        self.press("Enter")
        expect(self.page.get_by_role("heading", level=1)).to_have_text(name)
        self.press("Tab", "Enter")

    def save(self):
        self.press("Enter")
        expect(self.page.get_by_text("Bewaard. Het staat meteen op de kaart.")).to_be_visible()


#: Presses in all for a number, a week of hours and a waiting time: within two minutes at 1.2 a
#: second, which is slow for typing.
MOST_PRESSES = 140


@pytest.mark.parametrize("java_script_enabled", [True, False], ids=["script", "no script"])
def test_phone_hours_and_waiting_time_in_two_minutes_by_keyboard(
    browser, server, member, context, java_script_enabled
):
    cookies = context.cookies()
    with browser.new_context(java_script_enabled=java_script_enabled) as own:
        own.add_cookies(cookies)
        page = own.new_page()
        page.goto(f"{server.url}/mijn/aanbod/ons/")
        keyboard = Keyboard(page)

        keyboard.open("Telefoon")
        keyboard.go_to(page.get_by_role("button", name="Nog een nummer"))
        keyboard.press("Enter")
        keyboard.type_in(page.get_by_role("textbox", name="Nummer"), "092234567")
        keyboard.save()

        keyboard.open("Openingsuren")
        keyboard.go_to(page.get_by_role("button", name="Nog andere uren"))
        keyboard.press("Enter")
        for name, time in (
            ("van (1)", "9"),
            ("tot (1)", "12"),
            ("van (2)", "13"),
            ("tot (2)", "17"),
        ):
            keyboard.type_in(page.get_by_label(f"maandag, {name}"), time)
        keyboard.go_to(page.get_by_role("button", name="Zelfde uren tot en met vrijdag"))
        keyboard.press("Enter")
        expect(page.get_by_label("vrijdag, tot (2)")).to_have_value("17")
        keyboard.type_in(page.get_by_label("vrijdag, tot (2)"), "16")
        keyboard.save()

        keyboard.open("Wachttijd en plaats")
        asked = page.get_by_role("group", name="Wachttijd")
        keyboard.go_to(asked.get_by_role("radio", name="onbekend"))
        keyboard.press("ArrowUp", "ArrowUp")
        keyboard.type_in(page.get_by_label("Weken wachttijd"), "6")
        keyboard.save()

        page.goto(f"{server.url}/aanbod/ons/")
        for words in ("09 223 45 67", "9.00–12.00", "13.00–16.00", "6 weken"):
            expect(page.get_by_role("main")).to_contain_text(
                re.compile(re.escape(words).replace("–", "–\N{WORD JOINER}?"))
            )
        assert keyboard.presses <= MOST_PRESSES, keyboard.presses


def test_the_point_of_a_place_is_moved_with_the_arrows(page, server, watch, member):
    service = member.memberships.get().organisation.services.get()
    place = LocationFactory(service=service, street="Kaai 1", precision=Precision.STREET)
    page.goto(f"{server.url}/mijn/aanbod/ons/plekken/")
    latitude = page.get_by_label("Breedtegraad")
    page.get_by_role("button", name="Punt op de kaart").press("ArrowUp")
    expect(latitude).not_to_have_value(str(place.latitude))
    moved = float(latitude.input_value())
    assert moved > place.latitude
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("Bewaard.")).to_be_visible()
    place.refresh_from_db()
    assert (place.latitude, place.street) == (moved, "Kaai 1")
    watch.assert_quiet()
