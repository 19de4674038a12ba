"""The tokens of an organisation: who makes them, what is kept, and when they let nobody in."""

import datetime
import re

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from services.actions import members, tokens
from services.enums import MemberRole
from services.models import ApiToken
from tests.factories import ApiTokenFactory, MapEditorFactory, MembershipFactory
from tests.mail import paths_in

pytestmark = pytest.mark.django_db

OWNER, EDITOR = MemberRole.OWNER, MemberRole.EDITOR
PATTERN = re.compile(r"skc_[A-Za-z0-9]{40}")


@pytest.fixture(autouse=True)
def no_limits_yet():
    """Nobody has asked for anything yet today."""
    cache.clear()


@pytest.fixture
def owner(db):
    return MembershipFactory(role=OWNER, organisation__slug="ons")


@pytest.fixture
def organisation(owner):
    return owner.organisation


@pytest.fixture
def desk(client, owner):
    client.force_login(owner.user)
    return client


def in_days(days):
    return timezone.localdate() + datetime.timedelta(days=days)


def make(owner, name="website", days=365):
    return tokens.make(
        organisation=owner.organisation, name=name, expires_on=in_days(days), by=owner.user
    )


URL = "/mijn/ons/tokens/"


def form_of(response):
    """What the form to make a token would send."""
    page = BeautifulSoup(response.content, "html.parser")
    return {tag["name"]: tag.get("value", "") for tag in page.select("main form.form input[name]")}


class TestMaking:
    def test_it_is_shown_once_and_only_a_digest_is_kept(self, desk, organisation):
        response = desk.post(URL, form_of(desk.get(URL)) | {"name": "Onze website"})

        [secret] = PATTERN.findall(response.text)
        assert "no-store" in response.headers["Cache-Control"]
        token = ApiToken.objects.get()
        assert (token.organisation, token.name) == (organisation, "Onze website")
        assert token.expires_on == in_days(365)
        assert secret.startswith(token.prefix) and len(token.prefix) == 10
        row = ApiToken.objects.values().get()
        assert secret not in map(str, row.values())
        later = desk.get(URL).text
        assert not PATTERN.search(later)
        assert f"{token.prefix}…" in later and "nog niet gebruikt" in later
        assert tokens.find(secret=secret) == token

    def test_sending_the_form_again_makes_no_second_one(self, desk):
        data = form_of(desk.get(URL)) | {"name": "website"}
        desk.post(URL, data)

        again = desk.post(URL, data | {"name": "Website"})

        assert "Er is al een token met deze naam." in again.text
        assert not PATTERN.search(again.text)
        assert ApiToken.objects.count() == 1

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"name": ""}, "name"),
            ({"name": "zie https://example.org/"}, "name"),
            ({"name": "x" * 61}, "name"),
            ({"expires_on": "2020-01-01"}, "expires_on"),
            ({"expires_on": str(in_days(0))}, "expires_on"),
            ({"expires_on": str(in_days(732))}, "expires_on"),
            ({"expires_on": "ooit"}, "expires_on"),
        ],
    )
    def test_what_cannot_be_is_named(self, desk, changes, field):
        response = desk.post(URL, form_of(desk.get(URL)) | {"name": "website"} | changes)

        assert list(response.context["form"].errors) == [field]
        assert not ApiToken.objects.exists()

    def test_all_owners_are_told_by_mail(self, owner, organisation):
        other = MembershipFactory(organisation=organisation, role=OWNER).user
        MembershipFactory(organisation=organisation, role=EDITOR)

        _token, secret = make(owner, name="planning")

        assert [message.to for message in mail.outbox] == [[owner.user.email], [other.email]]
        for message in mail.outbox:
            assert message.subject == "Er is een API-token gemaakt"
            assert "planning" in message.body and secret not in message.body
            assert paths_in(message.body) == [URL]

    @override_settings(EMAIL_BACKEND="tests.mail.Unreachable")
    def test_it_is_there_when_the_mail_could_not_leave(self, owner, caplog):
        _token, secret = make(owner)

        assert tokens.find(secret=secret)
        assert secret not in caplog.text

    def test_there_is_a_bound_on_how_many_work(self, owner):
        for number in range(tokens.MOST):
            token, _secret = make(owner, name=f"website {number}")
        with pytest.raises(ValidationError):
            make(owner)

        tokens.revoke(token=token, by=owner.user)

        assert make(owner)

    @pytest.mark.parametrize("who", ["member", "map editor", "owner who edits the map"])
    def test_nobody_else_makes_one(self, organisation, who):
        person = {
            "member": lambda: MembershipFactory(organisation=organisation, role=EDITOR).user,
            "map editor": MapEditorFactory,
            "owner who edits the map": lambda: (
                MembershipFactory(
                    organisation=organisation, role=OWNER, user=MapEditorFactory()
                ).user
            ),
        }[who]()

        with pytest.raises(PermissionDenied):
            tokens.make(organisation=organisation, name="x", expires_on=in_days(9), by=person)

    def test_a_day_has_an_end(self, desk):
        limited = {"token": "2/d/user"}
        with override_settings(ACCOUNT_RATE_LIMITS=limited):
            for number in range(3):
                response = desk.post(URL, form_of(desk.get(URL)) | {"name": f"website {number}"})

        assert "Probeer het morgen opnieuw." in response.text
        assert ApiToken.objects.count() == 2


class TestLettingIn:
    @pytest.fixture
    def secret(self, owner):
        return make(owner, days=10)[1]

    def test_only_the_whole_secret_does(self, secret):
        token = ApiToken.objects.get()

        assert tokens.find(secret=secret) == token
        for other in (secret[:-1], secret.lower(), token.prefix, token.digest, "", "skc_é"):
            assert tokens.find(secret=other) is None

    def test_it_works_to_the_end_of_its_last_day(self, secret):
        last = datetime.datetime.combine(in_days(10), datetime.time(23, 59))
        last = timezone.make_aware(last)
        with time_machine.travel(last):
            assert tokens.find(secret=secret)
        with time_machine.travel(last + datetime.timedelta(minutes=1)):
            assert tokens.find(secret=secret) is None

    def test_not_once_it_was_revoked(self, desk, secret):
        url = reverse("services:own-token-revoke", args=["ons", ApiToken.objects.get().pk])
        assert "intrekken?" in desk.get(url).text
        assert tokens.find(secret=secret)

        response = desk.post(url, follow=True)

        assert "ingetrokken door" in response.text
        assert tokens.find(secret=secret) is None
        assert desk.post(url).status_code == 404

    def test_not_while_its_maker_is_no_owner(self, owner, organisation, secret):
        other = MembershipFactory(organisation=organisation, role=OWNER)
        members.change_role(membership=owner, role=EDITOR, by=other.user)
        assert tokens.find(secret=secret) is None
        members.change_role(membership=owner, role=OWNER, by=other.user)
        assert tokens.find(secret=secret)
        members.remove(membership=owner, by=other.user)
        assert tokens.find(secret=secret) is None

    def test_the_list_says_why_it_does_not(self, client, owner, organisation, secret):
        other = MembershipFactory(organisation=organisation, role=OWNER)
        members.remove(membership=owner, by=other.user)
        client.force_login(other.user)

        page = client.get(URL).text

        assert f"werkt niet: {owner.user} is hier geen verantwoordelijke meer" in page

    @pytest.mark.parametrize("columns", [{"is_active": False}, {"is_staff": True}])
    def test_not_for_whom_no_token_is_meant(self, owner, secret, columns):
        type(owner.user).objects.update(**columns)

        assert tokens.find(secret=secret) is None

    def test_it_goes_with_the_account_of_its_maker(self, owner, secret):
        owner.user.delete()

        assert not ApiToken.objects.exists()

    def test_its_last_use_is_written_once_an_hour(self, secret):
        with time_machine.travel(timezone.now(), tick=False) as clock:
            tokens.find(secret=secret)
            first = ApiToken.objects.get().last_used_at
            clock.shift(datetime.timedelta(minutes=59))
            with CaptureQueriesContext(connection) as asked:
                tokens.find(secret=secret)
            assert len(asked) == 1
            assert ApiToken.objects.get().last_used_at == first
            clock.shift(datetime.timedelta(minutes=1))
            tokens.find(secret=secret)
            assert ApiToken.objects.get().last_used_at == timezone.now()

    def test_the_list_says_when_it_was_used(self, desk, secret):
        tokens.find(secret=secret)

        assert "laatst gebruikt op" in desk.get(URL).text


def test_an_owner_of_another_organisation_revokes_nothing(client, owner):
    token = ApiTokenFactory(organisation=owner.organisation)
    other = MembershipFactory(role=OWNER, organisation__slug="anders")
    client.force_login(other.user)

    for slug in ("ons", "anders"):
        url = reverse("services:own-token-revoke", args=[slug, token.pk])
        assert client.post(url).status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None
