"""The desk's first page, and the list of what is stale, on three screens."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from services.enums import VerificationMethod
from services.models import Service
from tests.browser.test_proposals import assert_accessible
from tests.factories import MapEditorFactory
from tests.listings import listing

pytestmark = pytest.mark.usefixtures("own_database")


def test_from_the_queue_to_a_confirmation_by_keyboard(page, server, watch, log_in):
    day = timezone.localdate() - datetime.timedelta(days=500)
    listing(name="Open huis", verified_on=day, verified_how=VerificationMethod.LETTER)
    log_in(MapEditorFactory(is_superuser=True))
    page.goto(f"{server.url}/beheer/")
    assert_accessible(page)
    page.set_viewport_size({"width": 390, "height": 844})
    entry = page.get_by_role("link", name="Fiches die niet meer bevestigd zijn")
    assert entry.bounding_box()["height"] < 100
    entry.press("Enter")
    page.get_by_role("row", name="Open huis").get_by_role("checkbox").press("Space")
    page.get_by_label("Actie:").select_option("confirm")
    page.get_by_label("Nagekeken").select_option(VerificationMethod.PHONE)
    page.get_by_role("button", name="Uitvoeren").press("Enter")
    expect(page.get_by_text("Bevestigd: 1.")).to_be_visible()
    service = Service.objects.get()
    assert (service.verified_on, service.verified_how) == (timezone.localdate(), "phone")
    watch.assert_quiet()
