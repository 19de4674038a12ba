"""An owner makes a token for software in a browser, and takes it back."""

import re

import pytest
from playwright.sync_api import expect

from services.actions import tokens
from services.enums import MemberRole
from services.models import Organisation
from tests.browser.test_every_page import SCHEMES, found
from tests.factories import MembershipFactory

pytestmark = pytest.mark.usefixtures("real_listings")


def test_making_and_revoking_one(page, server, log_in, watch):
    organisation = Organisation.objects.get(slug="vad")
    log_in(MembershipFactory(organisation=organisation, role=MemberRole.OWNER).user)
    page.goto(f"{server.url}/mijn/")
    page.get_by_role("link", name="API-tokens").click()
    page.get_by_label("Waarvoor dient het?").fill("Onze website")

    page.get_by_role("button", name="Maak het token").click()

    secret = page.get_by_role("region", name="Het token, om te kopiëren").inner_text()
    assert re.fullmatch(r"skc_[A-Za-z0-9]{40}", secret)
    assert tokens.find(secret=secret)
    for width, schemes in SCHEMES.items():
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert found(page) == []

    page.get_by_role("link", name="Trek in").click()
    assert found(page) == []
    page.get_by_role("button", name="Ja, trek in").click()

    expect(page.get_by_text("Het token is ingetrokken.")).to_be_visible()
    assert tokens.find(secret=secret) is None
    assert secret not in page.content()
    watch.assert_quiet()
