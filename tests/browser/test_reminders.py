"""From the mail to a confirmed listing, in a browser: one click and one button."""

import datetime

import pytest
from playwright.sync_api import expect

from services.actions import reminders
from services.enums import VerificationMethod
from tests.browser.test_every_page import found
from tests.factories import MembershipFactory, PhoneFactory
from tests.listings import listing

pytestmark = pytest.mark.usefixtures("own_database")


def test_one_click_in_the_mail_and_one_button(page, server, watch, mailbox):
    member = MembershipFactory(organisation__name="Huis Zeven")
    service = listing(
        organisation=member.organisation,
        name="Open deur",
        at="Gent",
        hours="Mo-Fr 09:00-17:00",
        verified_on=datetime.date(2026, 1, 1),
        verified_how=VerificationMethod.ORGANISATION,
    )
    PhoneFactory(service=service)
    reminders.send_all()
    # The mail as a reader of mail shows it.
    html = mailbox.last(to=member.user.email).html
    page.route("**/mail/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(f"{server.url}/mail/")

    page.get_by_role("link", name="Alles klopt nog").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Open deur")
    for width in (390, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert found(page) == []
    page.get_by_role("button", name="Ja, alles klopt nog").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("De fiche van Open deur is bevestigd")
    assert found(page) == []
    watch.assert_quiet()
    service.refresh_from_db()
    assert service.verified_by == member.user
