"""How long one stays logged in, and ending it everywhere."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from services.actions import sessions
from tests.factories import MapEditorFactory, UserFactory
from tests.mail import code_in

pytestmark = pytest.mark.django_db

OWN, ACCOUNT = reverse("services:own"), reverse("services:own-account")


@pytest.fixture(autouse=True)
def no_limits_yet():
    cache.clear()


@pytest.fixture
def person(db):
    return UserFactory()


@pytest.fixture
def clients(person):
    """The same person at two machines."""
    both = Client(), Client()
    for client in both:
        client.force_login(person)
    return both


def is_in(client):
    return client.get(OWN).status_code == 200


def by_code(client, email, mailoutbox):
    client.post(reverse("account_request_login_code"), {"email": email})
    code = code_in(mailoutbox[-1].body)
    client.post(reverse("account_confirm_login_code"), {"code": code})


class TestEverywhere:
    def test_all_sessions_end(self, clients):
        here, elsewhere = clients

        response = here.post(ACCOUNT, follow=True)

        assert "Je bent overal afgemeld." in response.content.decode()
        assert not is_in(here)
        assert not is_in(elsewhere)

    def test_this_one_stays_when_asked(self, clients):
        here, elsewhere = clients

        response = here.post(ACCOUNT, {"blijf": "1"}, follow=True)

        assert "enkel hier nog aangemeld" in response.content.decode()
        assert is_in(here)
        assert not is_in(elsewhere)

    def test_nobody_else_is_logged_out(self, clients, client):
        client.force_login(UserFactory())

        clients[0].post(ACCOUNT)

        assert is_in(client)

    def test_opening_the_page_ends_nothing(self, clients):
        assert clients[0].get(ACCOUNT).status_code == 200
        assert all(map(is_in, clients))

    def test_a_forged_form_ends_nothing(self, person):
        forger = Client(enforce_csrf_checks=True)
        forger.force_login(person)

        assert forger.post(ACCOUNT, headers={"Origin": "https://evil.example"}).status_code == 403
        assert is_in(forger)

    def test_one_ends_ones_own_and_an_editor_of_the_map_anybodys(self, clients, person):
        with pytest.raises(PermissionDenied):
            sessions.end_all(user=person, by=UserFactory())
        assert is_in(clients[0])

        editor = Client()
        editor.force_login(MapEditorFactory(is_superuser=True))
        editor.post(
            reverse("admin:services_user_changelist"),
            {"action": "end_sessions", "_selected_action": [person.pk]},
        )

        assert not any(map(is_in, clients))


class TestTwelveHours:
    def test_what_is_done_meanwhile_makes_it_no_longer(self, client, person, mailoutbox):
        start = timezone.now()
        with time_machine.travel(start, tick=False):
            by_code(client, person.email, mailoutbox)
        with time_machine.travel(start + timedelta(hours=11), tick=False):
            assert is_in(client)
            client.post(ACCOUNT, {"blijf": "1"})
        with time_machine.travel(start + timedelta(hours=11, minutes=59), tick=False):
            assert is_in(client)
        with time_machine.travel(start + timedelta(hours=12, seconds=1), tick=False):
            assert not is_in(client)
