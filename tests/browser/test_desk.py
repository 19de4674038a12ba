"""The desk on three screens: its first page, its lists and forms, and the list of what is stale."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from referrals.models import Word
from services.enums import VerificationMethod
from services.models import Organisation, PendingValue, Service, Topic
from tests.browser.test_every_page import found
from tests.browser.test_proposals import assert_accessible
from tests.factories import MapEditorFactory
from tests.listings import listing
from tests.services.test_admin import desk_url

#: What axe has against Django's own widgets, which no setting of ours reaches: the column above a
#: row's name, the question mark of a list to choose from, the box of a search in a list.
OF_DJANGO = ("empty-table-header", "aria-prohibited-attr", ".select2-")


@pytest.mark.usefixtures("real_listings")
@pytest.mark.parametrize(
    ("model", "page_kind"),
    [
        (Service, "changelist"),
        (Service, "change"),
        (Organisation, "change"),
        (PendingValue, "changelist"),
        (Topic, "changelist"),
        (Word, "changelist"),
    ],
)
def test_lists_and_forms_keep_within_the_screen(page, server, log_in, model, page_kind):
    log_in(MapEditorFactory(is_superuser=True))
    arguments = [model.objects.order_by("pk")[0].pk] if page_kind == "change" else []
    page.goto(f"{server.url}{desk_url(model, page_kind, *arguments)}")
    for width in (1440, 768, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [one for one in found(page) if not any(known in one for known in OF_DJANGO)] == []


@pytest.mark.usefixtures("own_database")
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
