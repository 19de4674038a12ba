"""What waits on the desk's first page, and what an editor does with many listings at once."""

import csv
import datetime
import io

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from services.actions import services as service_actions
from services.admin import queue
from services.enums import (
    AddressVisibility,
    ClaimOutcome,
    ReportReason,
    Status,
    VerificationMethod,
)
from services.models import Service
from tests.factories import (
    ClaimFactory,
    InvitationFactory,
    ListingSourceFactory,
    MapEditorFactory,
    OrganisationFactory,
    PendingValueFactory,
    PhoneFactory,
    ProposalFactory,
    ReportFactory,
    ServiceFactory,
    UserFactory,
)
from tests.listings import listing
from tests.services.test_admin import desk_url, run_action

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 25)


@pytest.fixture
def editor(db):
    return MapEditorFactory(is_superuser=True)


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def confirmed(organisation, *, days, **fields):
    """A listing that was confirmed so many days ago, or never; its rhythm is six months."""
    if days is not None:
        day = timezone.localdate() - datetime.timedelta(days=days)
        fields |= {"verified_on": day, "verified_how": VerificationMethod.PHONE}
    return listing(organisation=organisation, **fields)


class TestQueue:
    @pytest.fixture
    def work(self, time_machine):
        """One of each kind, beside what is done or not yet due."""
        time_machine.move_to(TODAY)
        organisation = OrganisationFactory()
        done = timezone.now()
        service = ServiceFactory(
            organisation=organisation, verified_on=TODAY, verified_how=VerificationMethod.PHONE
        )
        ReportFactory(service=service, reason=ReportReason.PHONE, reported_on=TODAY)
        ReportFactory(service=service, reason=ReportReason.HOURS, handled_at=done)
        ReportFactory(service=service, reason=ReportReason.ADDRESS_EXPOSED, reported_on=TODAY)
        ClaimFactory(organisation=organisation)
        ClaimFactory(
            organisation=organisation, outcome=ClaimOutcome.REJECTED, decided_at=timezone.now()
        )
        PendingValueFactory(service=service)
        ProposalFactory(service=service, field="closed", value=True)
        ProposalFactory(service=service, field="email", value="a@example.org")
        ProposalFactory(service=service, field="phone", value=["+3292234567"])
        ServiceFactory(organisation=organisation, status=Status.DRAFT)
        for days in (None, 10, 190, 250, 500):
            confirmed(organisation, days=days)
        InvitationFactory(organisation=organisation)
        InvitationFactory(
            organisation=organisation, expires_at=timezone.now() + datetime.timedelta(hours=30)
        )

    def test_says_how_much_waits_and_since_when(self, work, editor):
        counts = {str(one.title): one.count for one in queue.waiting(editor)}

        assert counts == {
            "Adressen die niet openbaar mogen zijn": 1,
            "Aanvragen om toegang": 1,
            "Voorstellen waarover een redacteur beslist": 1,
            "Meldingen van bezoekers": 2,
            "Wat bezoekers voorstelden, voor de organisatie": 2,
            "Uitnodigingen die bijna vervallen": 1,
            "Fiches die op publicatie wachten": 1,
            "Onbevestigde waarden": 1,
            "Fiches die niet meer bevestigd zijn": 1,
            "Fiches die opnieuw bevestigd moeten worden": 2,
            "Fiches die nog nooit bevestigd zijn": 1,
        }

    def test_each_leads_to_a_list_of_just_that(self, work, desk, editor):
        page = BeautifulSoup(desk.get(reverse("admin:index")).content, "html.parser")
        rows = page.select("#werk tbody tr")
        assert len(rows) == len(queue.QUEUE)
        for row in rows:
            shown = desk.get(row.a["href"])
            assert shown.status_code == 200
            assert shown.context["cl"].result_count == int(row.td.text), row.a.text
        assert "oudste van 25 november 2026" in page.select_one("#werk").text

    def test_nothing_to_do_is_said_in_words(self, desk):
        page = desk.get(reverse("admin:index")).content.decode()
        assert "Niemand wacht op toegang." in page
        assert "Alle meldingen zijn afgehandeld." in page

    def test_asks_as_many_queries_whatever_waits(self, work, editor, django_assert_num_queries):
        ServiceFactory.create_batch(3, status=Status.DRAFT)
        with django_assert_num_queries(len(queue.QUEUE)):
            queue.waiting(editor)

    def test_whoever_may_not_see_it_does_not(self):
        assert queue.waiting(MapEditorFactory()) == []


class TestStale:
    """What an editor finds who follows the queue to listings whose confirmation wore out."""

    @pytest.fixture
    def organisation(self, time_machine):
        time_machine.move_to(datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC))
        return OrganisationFactory()

    def shown(self, desk, kind):
        page = desk.get(desk_url(Service, "changelist"), {"bevestigd": kind})
        return [service.name for service in page.context["cl"].result_list]

    def test_the_longest_overdue_comes_first(self, desk, organisation):
        for name, days in {"B laat": 240, "A pas": 190, "C vervallen": 500}.items():
            confirmed(organisation, days=days, name=name)
        confirmed(organisation, days=240, name="Ontwerp", status=Status.DRAFT)
        assert self.shown(desk, "over-tijd") == ["B laat", "A pas"]
        assert self.shown(desk, "vervallen") == ["C vervallen"]
        assert self.shown(desk, "nooit") == []
        page = desk.get(desk_url(Service, "changelist"), {"bevestigd": "over-tijd"})
        assert "te bevestigen tegen" in page.content.decode().lower()

    def test_confirming_it_there_takes_it_from_the_list(self, desk, organisation):
        service = confirmed(organisation, days=500, name="Vervallen")
        address = f"{desk_url(Service, 'changelist')}?bevestigd=vervallen"
        data = {"action": "confirm", "_selected_action": [service.pk], "how": "phone"}
        assert "Bevestigd: 1." in desk.post(address, data, follow=True).content.decode()
        assert self.shown(desk, "vervallen") == []
        service.refresh_from_db()
        assert (service.verified_on, service.verified_how) == (TODAY, VerificationMethod.PHONE)

    def test_as_many_queries_whatever_the_list_holds(
        self, desk, organisation, django_assert_max_num_queries
    ):
        for _number in range(5):
            confirmed(organisation, days=500)
        with django_assert_max_num_queries(12):
            assert len(self.shown(desk, "vervallen")) == 5


class TestDrafts:
    def test_their_list_shows_where_they_come_from(self, desk, django_assert_max_num_queries):
        for _number in range(3):
            ListingSourceFactory(
                service=ServiceFactory(status=Status.DRAFT), title="Jaarverslag 2025"
            )
        with django_assert_max_num_queries(12):
            page = desk.get(desk_url(Service, "changelist"), {"status__exact": "draft"})
        assert page.content.decode().count("Jaarverslag 2025") == 3
        assert "Jaarverslag" not in desk.get(desk_url(Service, "changelist")).content.decode()


class TestConfirming:
    @time_machine.travel(TODAY)
    def test_how_it_was_checked_goes_with_it(self, desk, editor, client):
        service = listing(slug="ons")

        run_action(desk, "confirm", service, how=VerificationMethod.PHONE)

        service.refresh_from_db()
        assert (service.verified_on, service.verified_how) == (TODAY, VerificationMethod.PHONE)
        assert service.verified_by == editor
        assert "telefonisch" in client.get("/aanbod/ons/").content.decode()

    def test_without_it_nothing_is_confirmed(self, desk):
        service = listing(slug="ons")

        page = run_action(desk, "confirm", service, how="")

        assert "Kies hoe je dit hebt nagekeken." in page.content.decode()
        service.refresh_from_db()
        assert service.verified_on is None

    def test_only_for_editors(self):
        listing(slug="ons")
        with pytest.raises(PermissionDenied):
            service_actions.confirm(
                services=Service.objects.all(), how=VerificationMethod.PHONE, by=UserFactory()
            )


class TestExport:
    def rows(self, desk, *services):
        data = {"action": "export", "_selected_action": [service.pk for service in services]}
        response = desk.post(desk_url(Service, "changelist"), data)
        assert response.streaming
        assert "attachment" in response.headers["Content-Disposition"]
        content = b"".join(response).decode()
        # The mark by which Excel knows UTF-8.
        assert content.startswith("\ufeff")
        reader = csv.DictReader(io.StringIO(content.removeprefix("\ufeff")), delimiter=";")
        return list(reader)

    def test_holds_the_selection(self, desk):
        service = listing(name='Huis "Zeven"; één', slug="zeven", at="Gent", street="Kouter 1")
        PhoneFactory(service=service, number="+3292100000")
        listing(slug="niet-gekozen")

        [row] = self.rows(desk, service)

        assert row["naam"] == 'Huis "Zeven"; één'
        assert row["telefoon"] == "09 210 00 00"
        assert "Gent" in row["plaats"]
        assert row["fiche"].endswith("/aanbod/zeven/")

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
    def test_no_cell_is_a_formula(self, desk, start):
        service = ServiceFactory(name=f"{start}cmd|' /C calc'!A0")

        [row] = self.rows(desk, service)

        assert row["naam"].startswith(f"'{start}")

    def test_what_is_hidden_stays_hidden(self, desk):
        hidden = listing(
            at="Gent", street="Geheim 1", visibility=AddressVisibility.HIDDEN, editor_notes="Geheim"
        )
        town = listing(at="Gent", street="Geheim 2", visibility=AddressVisibility.MUNICIPALITY)

        rows = self.rows(desk, hidden, town)

        assert "Geheim" not in str(rows)
        assert sorted(row["plaats"] for row in rows) == ["", "Gent"]
