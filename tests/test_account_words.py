"""Every word on the pages of one's account is ours: the library's own are in no page."""

import gettext
from pathlib import Path

import allauth
import django
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.translation import trans_real

from tests.mail import code_in, paths_in

pytestmark = pytest.mark.django_db

PASSWORD = "zeer lang en van niemand"


def catalogue(folder):
    """The texts of a Dutch catalogue by their ids."""
    with (Path(folder) / "nl" / "LC_MESSAGES" / "django.mo").open("rb") as file:
        found = gettext.GNUTranslations(file)._catalog
    return {one if isinstance(one, str) else one[0]: text for one, text in found.items() if one}


@pytest.fixture(autouse=True)
def no_limits(settings):
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def person():
    return get_user_model().objects.create_user("iemand@example.org", PASSWORD)


@pytest.fixture
def asked(monkeypatch):
    """The ids of all texts that were asked for in Dutch."""
    found = set()
    for name in ("gettext", "ngettext"):
        original = getattr(trans_real.DjangoTranslation, name)

        def told(catalogue, message, *rest, original=original):
            found.add(message)
            return original(catalogue, message, *rest)

        monkeypatch.setattr(trans_real.DjangoTranslation, name, told)
    return found


def app_code(secret):
    """What the app on a telephone shows now."""
    return totp.format_hotp_value(
        totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time()))
    )


def pages(person):
    """Each page of an account that somebody can come to, with a name; also those of mistakes."""
    client = Client()

    def got(name, *args):
        return f"get {name}", client.get(reverse(name, args=args), follow=True)

    def sent(name, **fields):
        return f"post {name} {[*fields]}", client.post(reverse(name), fields, follow=True)

    yield got("account_login")
    yield sent("account_login", login=person.email, password="fout")
    yield got("account_signup")
    yield got("account_inactive")
    yield got("account_request_login_code")
    yield sent("account_request_login_code", email="geen adres")
    yield got("account_reset_password")
    yield sent("account_reset_password", email="geen adres")
    yield sent("account_reset_password", email=person.email)
    [path] = paths_in(mail.outbox[-1].body)
    yield "page of a new password", client.get(path, follow=True)
    page = client.get(path, follow=True).request["PATH_INFO"]
    for new in ({"password1": "123", "password2": "123"}, {"password1": "abc", "password2": "def"}):
        yield f"new password {new}", client.post(page, new, follow=True)
    chosen = {"password1": PASSWORD, "password2": PASSWORD}
    yield "password chosen", client.post(page, chosen, follow=True)
    yield "used link", Client().get(path, follow=True)

    yield sent("account_request_login_code", email=person.email)
    yield sent("account_confirm_login_code", code="AAAAAA")
    yield sent("account_confirm_login_code", code=code_in(mail.outbox[-1].body))
    yield got("account_login")
    yield got("account_reauthenticate")
    yield sent("account_reauthenticate", password="fout")
    yield got("account_change_password")
    wrong = {"password1": PASSWORD, "password2": PASSWORD}
    yield sent("account_change_password", oldpassword="fout", **wrong)
    yield sent("account_change_password", oldpassword=PASSWORD, **wrong)

    yield got("mfa_index")
    yield got("mfa_generate_recovery_codes")
    yield sent("account_reauthenticate", password=PASSWORD)
    yield got("mfa_activate_totp")
    yield sent("mfa_activate_totp", code="000")
    secret = client.session[totp.SECRET_SESSION_KEY]
    yield sent("mfa_activate_totp", code=app_code(secret))
    yield got("mfa_index")
    yield got("mfa_view_recovery_codes")
    yield got("mfa_generate_recovery_codes")
    yield sent("mfa_generate_recovery_codes")
    yield got("mfa_reauthenticate")
    yield got("mfa_list_webauthn")
    yield got("mfa_add_webauthn")
    yield got("account_logout")
    yield sent("account_logout")
    yield sent("account_request_login_code", email=person.email)
    yield sent("account_confirm_login_code", code=code_in(mail.outbox[-1].body))
    yield sent("mfa_authenticate", code="000")
    [code, other, *_] = (
        Authenticator.objects.get(user=person, type=Authenticator.Type.RECOVERY_CODES)
        .wrap()
        .get_unused_codes()
    )
    yield sent("mfa_authenticate", code=code)
    yield got("mfa_deactivate_totp")
    yield sent("mfa_reauthenticate", code=other)
    yield got("mfa_deactivate_totp")
    yield sent("mfa_deactivate_totp")


def shown(response):
    page = BeautifulSoup(response.content, "html.parser").body
    return " ".join(page.get_text(" ").split()) + " ".join(
        tag["value"] for tag in page.select("input[type=submit][value]")
    )


def test_no_word_of_the_library_is_left(person, asked):
    theirs = catalogue(Path(allauth.__file__).parent / "locale")
    theirs |= catalogue(Path(django.__file__).parent / "contrib" / "auth" / "locale")
    ours = catalogue(settings.LOCALE_PATHS[0])
    left, seen = {}, set()
    for name, response in pages(person):
        assert response.status_code in (200, 400), name
        text = shown(response)
        seen |= asked
        for one in asked & (theirs.keys() - ours.keys()):
            words = " ".join(theirs[one].split())
            if words in text or one in text:
                left.setdefault(one, name)
        asked.clear()
    assert left == {}
    # Which says little of what nobody came to see.
    assert "Deactivate Authenticator App" in seen
