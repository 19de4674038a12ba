"""Every mail that the library for accounts can send is one of ours."""

from datetime import timedelta
from pathlib import Path

import allauth
import pytest
import time_machine
from allauth.account import app_settings
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from services import mail_text
from tests import addresses
from tests.factories import UserFactory
from tests.mail import code_in, links_in

pytestmark = pytest.mark.django_db

THEIRS = Path(allauth.__file__).parent / "templates"
OURS = settings.BASE_DIR / "templates" / "services" / "emails"
PASSWORD = "zeer lang en van niemand"


@pytest.fixture(autouse=True)
def no_limits(settings):
    """Nobody has asked for anything yet, and may go on asking."""
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def person():
    return get_user_model().objects.create_user("iemand@example.org", PASSWORD)


def never_sent():
    """Mails of the library that our settings keep from being sent."""
    assert not app_settings.EMAIL_NOTIFICATIONS
    found = {
        path.name.removesuffix("_message.txt")
        for path in THEIRS.glob("*/email/*_message.txt")
        if "base_notification.txt" in path.read_text(encoding="utf-8")
    }
    assert not app_settings.EMAIL_UNKNOWN_ACCOUNTS
    found.add("unknown_account")
    assert not app_settings.PASSWORD_RESET_BY_CODE_ENABLED
    found.add("password_reset_code")
    # Nobody signs up, adds an address, or has to confirm the one they have.
    assert app_settings.EMAIL_VERIFICATION == app_settings.EmailVerificationMethod.NONE
    assert "closed" in Client().get(reverse("account_signup")).templates[0].name
    assert Client().get(reverse("account_email")).url == reverse("services:own-account")
    return found | {"account_already_exists", "email_confirmation", "email_confirmation_signup"}


def test_each_of_the_library_is_ours_or_cannot_be_sent():
    known = {
        path.name.removesuffix("_message.txt")
        for app in ("account", "mfa")
        for path in (THEIRS / app / "email").glob("*_message.txt")
    }
    ours = {path.stem for path in OURS.glob("*.txt")}
    assert known - {"base"} - never_sent() == ours & known == {"login_code", "password_reset_key"}


def test_whatever_is_asked_of_the_library_sends_no_other(person):
    fields = {
        "email": person.email,
        "login": person.email,
        "password": PASSWORD,
        "oldpassword": PASSWORD,
        "password1": f"{PASSWORD} ook",
        "password2": f"{PASSWORD} ook",
        "action_send": "1",
        "action_add": "1",
        "action": "resend",
    }
    for name, parameters in addresses.named(get_resolver()):
        if name.startswith(("account_", "mfa_")):
            for is_in in (False, True):
                client = Client()
                if is_in:
                    client.force_login(person)
                else:
                    # As whoever waits for a code.
                    client.post(reverse("account_request_login_code"), fields)
                client.post(reverse(name, args=["1"] * len(parameters)), fields)
                person.set_password(PASSWORD)
                person.save()
    assert {message.subject for message in mail.outbox} == {
        "Je code om je aan te melden",
        "Kies een nieuw wachtwoord",
    }


@pytest.mark.parametrize("name", ["account_request_login_code", "account_reset_password"])
def test_it_is_plain_with_simple_html_and_says_why(client, name):
    client.post(reverse(name), {"email": UserFactory().email})

    [message] = mail.outbox
    mail_text.check_subject(message.subject)
    assert message.extra_headers == {"Auto-Submitted": "auto-generated"}
    [(html, kind)] = message.alternatives
    assert kind == "text/html"
    page = BeautifulSoup(html, "html.parser")
    for words in (message.body, page.get_text()):
        assert "Je krijgt deze mail omdat" in words
        assert "sociale kaart" in words
        assert "venster" not in words
    assert page.body.find_all(True, recursive=False) == page.find_all("p")


def test_a_code_is_all_there_is_to_copy(client):
    client.post(reverse("account_request_login_code"), {"email": UserFactory().email})
    code = code_in(mail.outbox[0].body)
    assert f"<p>{code}</p>" in mail.outbox[0].alternatives[0].content

    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert client.get(reverse("services:own")).status_code == 200


@pytest.mark.parametrize(("minutes", "is_in"), [(14, True), (16, False)])
def test_a_code_holds_for_the_quarter_of_an_hour_that_the_mail_says(client, minutes, is_in):
    with time_machine.travel(timezone.now()) as clock:
        client.post(reverse("account_request_login_code"), {"email": UserFactory().email})
        assert "een kwartier lang" in mail.outbox[0].body
        clock.shift(timedelta(minutes=minutes))
        code = code_in(mail.outbox[0].body)
        client.post(reverse("account_confirm_login_code"), {"code": code})
        assert (client.get(reverse("services:own")).status_code == 200) == is_in


def test_a_new_password_is_chosen_by_a_link_to_our_own_address(client, person, settings):
    settings.SITE_URL = "https://kaart.example.org"
    settings.ALLOWED_HOSTS = ["*"]
    client.post(
        reverse("account_reset_password"), {"email": person.email}, headers={"Host": "evil.example"}
    )
    [link] = links_in(mail.outbox[0].body)
    assert link.startswith("https://kaart.example.org/account/password/reset/key/")
    assert f'<a href="{link}">' in mail.outbox[0].alternatives[0].content

    page = client.get(link.removeprefix("https://kaart.example.org"), follow=True)
    new = {"password1": f"{PASSWORD} ook", "password2": f"{PASSWORD} ook"}
    client.post(page.request["PATH_INFO"], new)
    person.refresh_from_db()
    assert person.check_password(new["password1"])
