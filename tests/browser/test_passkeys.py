"""A passkey, from one's account to logging in with it, by a key that the browser plays.

A browser takes none at 127.0.0.1: the site is at localhost here.
"""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.test_every_page import found
from tests.factories import MembershipFactory

pytestmark = pytest.mark.usefixtures("own_database")

#: A telephone or computer that recognises its owner, and says yes at once.
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@pytest.fixture
def site(server):
    return server.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def member():
    return MembershipFactory().user


@pytest.fixture
def passkeys(page):
    """Calls of Chromium's virtual authenticator, with one in it: `passkeys("removeCredential")`."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    added = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})

    def call(name, **options):
        return session.send(f"WebAuthn.{name}", added | options)

    return call


@pytest.fixture
def quiet(page):
    """Nothing is complained of, the Content Security Policy's refusals included."""
    complaints = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield
    assert complaints == []


def assert_accessible(page, heading):
    """The page with this heading, once it is there with its styles."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    page.wait_for_load_state()
    for width, scheme in ((390, "light"), (1440, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert found(page) == []


def add_key(page):
    """From the overview to a key of one's own, and the codes for who loses it."""
    page.get_by_role("link", name="Mijn account").click()
    page.get_by_role("link", name="Stel een toegangssleutel of app in").click()
    assert_accessible(page, "Toegangssleutel en tweede stap")
    page.get_by_role("link", name="Voeg een toegangssleutel toe").click()
    assert_accessible(page, "Voeg een toegangssleutel toe")
    page.get_by_role("button", name="Maak de sleutel").click()
    expect(page.get_by_text("De toegangssleutel is toegevoegd.")).to_be_visible()


def test_a_member_adds_a_passkey_and_logs_in_with_it(
    page, site, passkeys, quiet, member, log_in_by_mail, mailbox
):
    page.goto(f"{site}{reverse('account_login')}")
    log_in_by_mail(page, member.email)
    add_key(page)
    # Whoever has a key shows it before they see the codes.
    assert_accessible(page, "Bevestig dat jij het bent")
    page.get_by_role("button", name="Gebruik je toegangssleutel").click()
    assert_accessible(page, "Herstelcodes")
    expect(page.get_by_role("main").get_by_role("listitem")).to_have_count(10)
    page.get_by_role("link", name="Klaar").click()
    page.get_by_role("link", name="Bekijk je sleutels").click()
    assert_accessible(page, "Toegangssleutels")
    expect(page.get_by_text("Meldt je aan zonder code.")).to_be_visible()

    page.goto(f"{site}{reverse('services:own')}")
    page.get_by_role("button", name="Afmelden").click()
    page.goto(f"{site}{reverse('services:own-account')}")
    page.get_by_role("button", name="Met een toegangssleutel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mijn account")
    expect(page.get_by_role("main")).to_contain_text(member.email)
    assert len(mailbox.received) == 1


def test_after_a_code_by_mail_the_key_is_the_second_step(
    page, site, passkeys, quiet, member, log_in_by_mail
):
    page.goto(f"{site}{reverse('account_login')}")
    log_in_by_mail(page, member.email)
    add_key(page)
    page.context.clear_cookies()

    page.goto(f"{site}{reverse('account_login')}")
    log_in_by_mail(page, member.email, is_all=False)
    assert_accessible(page, "Tweede stap")
    page.get_by_role("button", name="Gebruik je toegangssleutel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mijn organisaties")


def test_a_key_without_an_answer_is_said_on_the_page(page, site, passkeys, quiet):
    passkeys("setUserVerified", isUserVerified=False)
    page.goto(f"{site}{reverse('account_login')}")
    page.get_by_role("button", name="Met een toegangssleutel").click()
    expect(page.get_by_role("main").get_by_role("alert")).to_contain_text("Dat lukte niet")
    assert_accessible(page, "Aanmelden")


def test_a_key_is_renamed_and_removed(page, site, passkeys, quiet, member, log_in_by_mail):
    page.goto(f"{site}{reverse('account_login')}")
    log_in_by_mail(page, member.email)
    add_key(page)
    page.get_by_role("button", name="Gebruik je toegangssleutel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Herstelcodes")
    page.goto(f"{site}{reverse('mfa_list_webauthn')}")
    page.get_by_role("link", name="Geef een andere naam").click()
    assert_accessible(page, "Geef de sleutel een andere naam")
    page.get_by_label("Naam").fill("Mijn telefoon")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("Mijn telefoon")
    page.get_by_role("link", name="Verwijder").click()
    assert_accessible(page, "Verwijder de sleutel “Mijn telefoon”?")
    page.get_by_role("button", name="Verwijder").click()
    expect(page.get_by_text("De toegangssleutel is verwijderd.")).to_be_visible()
    assert not Authenticator.objects.filter(user=member).exists()
