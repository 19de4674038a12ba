"""Who becomes an editor at the command line, and what it says."""

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from services.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def make_editor(capsys, email):
    call_command("make_editor", email)
    return capsys.readouterr().out


def test_new_editor_and_the_same_one_again(capsys):
    said = make_editor(capsys, "nieuw@example.org")
    assert said == "nieuw@example.org is an editor now: log in with it at /beheer/.\n"
    user = User.objects.get(email="nieuw@example.org")
    assert user.is_staff and user.is_superuser and not user.has_usable_password()

    said = make_editor(capsys, "Nieuw@example.org")
    assert said == "Nieuw@example.org is an editor already: log in with it at /beheer/.\n"
    assert User.objects.count() == 1


def test_somebody_with_an_account_becomes_an_editor(capsys):
    user = UserFactory(is_active=False)
    assert "is an editor now" in make_editor(capsys, user.email)
    user.refresh_from_db()
    assert user.is_active and user.is_staff and user.is_superuser


def test_what_is_no_address_is_refused():
    with pytest.raises(CommandError, match="an-address is not an e-mail address"):
        call_command("make_editor", "an-address")


def test_without_database_it_says_so(monkeypatch):
    def fail(**_):
        raise OperationalError

    monkeypatch.setattr("services.management.commands.make_editor.make_editor", fail)
    with pytest.raises(CommandError, match="does not answer"):
        call_command("make_editor", "iemand@example.org")
