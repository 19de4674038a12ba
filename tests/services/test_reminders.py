"""Asking whether listings are still right, and hearing that they are, by mail."""

import datetime
import re
from io import StringIO

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail, signing
from django.core.management import CommandError, call_command
from django.test import Client

from services import emails, history
from services.actions import documents, editing, members, reminders
from services.enums import MemberRole, Status, VerificationMethod
from services.models import Membership, Service
from tests.factories import MapEditorFactory, MembershipFactory, PhoneFactory, UserFactory
from tests.listings import listing
from tests.mail import HangsUpOnTheDead, paths_in

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
CONFIRMED, DUE = datetime.date(2026, 5, 25), datetime.date(2026, 11, 25)


@pytest.fixture(autouse=True)
def now():
    """The due day of what was confirmed half a year ago."""
    with time_machine.travel(datetime.datetime(2026, 11, 25, 9, tzinfo=datetime.UTC)):
        yield


@pytest.fixture
def member():
    return MembershipFactory(role=MemberRole.OWNER, organisation__name="Huis Zeven")


@pytest.fixture
def service(member):
    return confirmed(member.organisation, name="Open deur", slug="open-deur")


def confirmed(organisation, day=CONFIRMED, **fields):
    how = VerificationMethod.ORGANISATION
    return listing(organisation=organisation, verified_on=day, verified_how=how, **fields)


def paths(message=None):
    """The paths of the links that confirm, in a mail."""
    return paths_in((message or mail.outbox[-1]).body, "/mijn/klopt-nog/")


def sent_on(day):
    return reminders.send_all(today=day).sent


class TestSending:
    def test_one_mail_holds_all_listings_and_says_why(self, member, service):
        confirmed(member.organisation, DUE - DAY, name="Net bevestigd")
        listing(organisation=member.organisation, name="Nooit bevestigd")
        listing(organisation=member.organisation, name="Ontwerp", status=Status.DRAFT)

        assert sent_on(DUE) == 1

        (message,) = mail.outbox
        assert message.to == [member.user.email]
        assert message.subject == "Kloppen de gegevens van je organisatie nog?"
        for words in ("Open deur", "Net bevestigd", "Nooit bevestigd", "omdat je lid bent"):
            assert words in message.body
        assert "Ontwerp" not in message.body
        assert len(paths(message)) == 2
        html = BeautifulSoup(message.alternatives[0].content, "html.parser")
        buttons = html.select("a[href*='/mijn/klopt-nog/']")
        assert [one.text for one in buttons] == ["Alles klopt nog", "Alles klopt nog"]

    def test_before_and_after_the_due_day_and_not_between(self, service):
        days = [DUE + number * DAY for number in range(-40, 200)]
        assert [(day - DUE).days for day in days if sent_on(day)] == [-13, 1, 31, 182]

    def test_running_again_sends_nothing(self, service):
        assert [sent_on(DUE), sent_on(DUE), sent_on(DUE + DAY)] == [1, 0, 0]

    def test_every_member_is_asked_unless_switched_off(self, member, service):
        MembershipFactory(organisation=member.organisation)
        MembershipFactory(organisation=member.organisation, user__is_active=False)
        assert sent_on(DUE) == 2

    def test_an_organisation_without_members_or_off_the_map_is_left_alone(self, member):
        confirmed(None, kind="source")
        confirmed(MembershipFactory(organisation__status=Status.ARCHIVED).organisation)
        confirmed(member.organisation, status=Status.ARCHIVED)
        assert sent_on(DUE) == 0

    def test_what_was_never_confirmed_is_asked_after_two_weeks_and_then_once_a_rhythm(self, member):
        listing(organisation=member.organisation)
        days = [DUE + number * DAY for number in range(400)]
        assert [(day - DUE).days for day in days if sent_on(day)] == [14, 196, 379]

    def test_many_listings_make_one_bounded_mail(self, member, service, monkeypatch):
        for _each in range(4):
            confirmed(member.organisation)
        monkeypatch.setattr(reminders, "MOST", 3)
        sent_on(DUE)
        assert len(paths()) == 3
        assert "En nog 2 fiches" in mail.outbox[0].body

    def test_more_than_a_batch_is_sent(self, monkeypatch):
        monkeypatch.setattr(reminders, "BATCH", 2)
        for _each in range(5):
            confirmed(MembershipFactory().organisation)
        assert sent_on(DUE) == 5

    def test_a_mail_costs_one_statement_and_a_batch_two(
        self, monkeypatch, django_assert_num_queries
    ):
        monkeypatch.setattr(reminders, "BATCH", 3)
        monkeypatch.setattr(reminders, "MOST", 2)
        for _each in range(6):
            organisation = MembershipFactory().organisation
            for _listing in range(4):
                confirmed(organisation)
        # Who is due, and of each mail the savepoint and its end besides.
        with django_assert_num_queries(1 + 2 * 2 + 6 * 3):
            assert sent_on(DUE) == 6
        assert all(len(paths(message)) == 2 for message in mail.outbox)
        assert all("En nog 2 fiches" in message.body for message in mail.outbox)

    def test_who_confirms_while_others_are_mailed_is_asked_nothing(self, service, monkeypatch):
        monkeypatch.setattr(reminders, "BATCH", 1)
        other = MembershipFactory().organisation
        confirmed(other)
        deliver = emails.deliver

        def delivered(*args, **options):
            deliver(*args, **options)
            for one in Service.objects.filter(organisation=other):
                editing.confirm(service=one, by=MapEditorFactory())

        monkeypatch.setattr(emails, "deliver", delivered)
        assert sent_on(DUE) == 1
        assert "Huis Zeven" in mail.outbox[0].body

    def test_one_connection_carries_them_and_is_made_anew_after_a_refusal(
        self, settings, monkeypatch
    ):
        settings.EMAIL_BACKEND = "tests.mail.HangsUpOnTheDead"
        HangsUpOnTheDead.calls.clear()
        for address in ("a", "b", "dood", "c", "d"):
            confirmed(MembershipFactory(user__email=f"{address}@example.org").organisation)
        assert reminders.send_all(today=DUE) == reminders.Sent(sent=4, failed=1)
        assert HangsUpOnTheDead.calls == ["open", "close", "open", "close"]

    def test_what_could_not_be_sent_is_tried_again_and_the_others_go(self, service, settings):
        confirmed(MembershipFactory(user__email="dood@example.org").organisation)
        settings.EMAIL_BACKEND = "tests.mail.RefusesTheDead"
        with pytest.raises(CommandError, match="Niet verstuurd: 1"):
            call_command("send_reminders", stdout=StringIO())
        assert Membership.objects.filter(reminded_on=None).get().user.email == "dood@example.org"

        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        said = StringIO()
        call_command("send_reminders", stdout=said)
        assert said.getvalue() == "1 mail verstuurd.\n"

    def test_a_name_cannot_add_a_header(self, member, service):
        member.organisation.name = "Huis\nBcc: x@example.org"
        member.organisation.save()
        sent_on(DUE)
        assert mail.outbox[0].recipients() == [member.user.email]


@pytest.fixture
def path(service):
    sent_on(DUE)
    return paths()[0]


def seen_at(path):
    page = Client().get(path).content.decode()
    return re.search(r'name="seen"\s+value="(\w+)"', page)[1]


class TestConfirming:
    def test_opening_changes_nothing_and_one_post_confirms(self, client, member, service, path):
        page = client.get(path).content.decode()
        assert "Open deur" in page
        assert member.user.email in page
        service.refresh_from_db()
        assert service.verified_on == CONFIRMED

        response = client.post(path, {"seen": seen_at(path)}, follow=True)

        assert "is bevestigd" in response.content.decode()
        service.refresh_from_db()
        assert (service.verified_on, service.verified_by) == (DUE, member.user)
        assert service.verified_how == VerificationMethod.ORGANISATION
        assert service.document.due_on == datetime.date(2027, 5, 25)

    def test_the_history_says_by_whom_and_through_what(self, client, member, service, path):
        client.post(path, {"seen": seen_at(path)})
        moment = history.moments(history.changes(history.of_record(service)))[0]
        assert moment.by == member.user.email
        assert moment.through == "via de link in een mail"

    def test_who_is_logged_in_makes_no_difference(self, client, member, service, path):
        client.force_login(UserFactory())
        client.post(path, {"seen": seen_at(path)})
        service.refresh_from_db()
        assert service.verified_by == member.user

    def test_a_link_does_its_work_once(self, client, service, path):
        seen = seen_at(path)
        client.post(path, {"seen": seen})
        events = history.of_record(service).count()
        with time_machine.travel(datetime.datetime(2026, 11, 28, tzinfo=datetime.UTC)):
            response = client.post(path, {"seen": seen})
        assert "wijzigt niets meer" in response.content.decode()
        assert history.of_record(service).count() == events

    def test_of_an_older_version_it_confirms_what_is_shown_now(self, client, service, path):
        before = seen_at(path)
        PhoneFactory(service=service)
        page = client.post(path, {"seen": before}).content.decode()
        assert "Er is nog niets bevestigd" in page
        service.refresh_from_db()
        assert service.verified_on == CONFIRMED

        client.post(path, {"seen": seen_at(path)})
        service.refresh_from_db()
        assert service.verified_on == DUE

    def test_the_hour_changes_nothing_of_what_was_seen(self, path, service):
        seen = seen_at(path)
        with time_machine.travel(datetime.datetime(2026, 11, 25, 22, tzinfo=datetime.UTC)):
            assert seen_at(path) == seen

    def test_confirmed_meanwhile_at_the_site(self, client, member, service, path):
        editing.confirm(service=service, by=member.user)
        assert "is bevestigd" in client.get(path).content.decode()

    def refused(self, path, service, why):
        for method in ("get", "post"):
            response = getattr(Client(), method)(path)
            page = response.content.decode()
            assert response.status_code == 410
            assert why in page
            assert "Er is niets gewijzigd" in page
        after = Service.objects.get(pk=service.pk)
        assert after.verified_on == CONFIRMED

    def test_tampered(self, service, path):
        for broken in (f"{path[:-3]}AB/", "/mijn/klopt-nog/verzonnen/"):
            self.refused(broken, service, "niet volledig")

    def test_made_for_something_else(self, member, service):
        token = signing.dumps([str(service.pk), member.user.pk, "2026-05-25"], salt="anders")
        self.refused(f"/mijn/klopt-nog/{token}/", service, "niet volledig")

    def test_expired(self, service, path):
        with time_machine.travel(datetime.datetime(2026, 12, 26, tzinfo=datetime.UTC)):
            self.refused(path, service, "vervallen")

    def test_no_member_anymore(self, member, service, path):
        MembershipFactory(organisation=member.organisation, role=MemberRole.OWNER)
        members.remove(membership=member, by=member.user)
        self.refused(path, service, "geen lid meer")

    def test_switched_off(self, member, service, path):
        member.user.is_active = False
        member.user.save()
        self.refused(path, service, "geen lid meer")

    def test_of_another_organisation(self, service):
        outsider = MembershipFactory(role=MemberRole.OWNER).user
        path = reminders.link(service=service, user=outsider)
        self.refused(path, service, "geen lid meer")

    def test_off_the_map(self, service, path):
        Service.objects.filter(pk=service.pk).update(status=Status.ARCHIVED)
        documents.refresh([service.pk])
        self.refused(path, service, "niet meer op de kaart")

    def test_a_forged_form(self, service, path):
        response = Client(enforce_csrf_checks=True).post(path, {"seen": seen_at(path)})
        assert response.status_code == 403
        service.refresh_from_db()
        assert service.verified_on == CONFIRMED
