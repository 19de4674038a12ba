"""An organisation keeps its own listing true."""

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from services import history
from services.actions import documents, editing
from services.enums import AccessMode, Status, TriState, VerificationMethod
from services.facts import Fact
from services.models import Service, ServiceDocument
from services.views.own.listings import SECTIONS
from tests.factories import MembershipFactory
from tests.listings import listing

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 25)


@pytest.fixture
def service(db):
    return listing(
        slug="ons",
        access_modes=[AccessMode.PHONE],
        website="https://example.org/",
        languages=["nl"],
    )


@pytest.fixture
def member(service):
    return MembershipFactory(organisation=service.organisation).user


@pytest.fixture
def desk(client, member):
    client.force_login(member)
    return client


def url(section):
    return reverse("services:own-section", args=["ons", section])


def filled(response):
    """What the form on a page would send when nothing is changed, as lists by name."""
    page = BeautifulSoup(response.content, "html.parser")
    data = {}
    for tag in page.select("main form.form :is(input, select, textarea)[name]"):
        if tag.get("type") in ("checkbox", "radio") and not tag.has_attr("checked"):
            continue
        if tag.name == "textarea":
            value = tag.get_text().removeprefix("\n")
        elif tag.name == "select":
            value = tag.select_one("[selected]")["value"]
        else:
            value = tag.get("value", "on" if tag.get("type") == "checkbox" else "")
        data.setdefault(tag["name"], []).append(value)
    return data


def opened(client, section):
    return filled(client.get(url(section)))


def send(client, section, data, **changes):
    return client.post(url(section), data | changes, follow=True)


def edit(client, section, **changes):
    """Open a section, change this, and save."""
    return send(client, section, opened(client, section), **changes)


class TestSections:
    def test_a_change_is_public_at_once(self, desk, service, client):
        response = edit(
            desk,
            "contact",
            email="onthaal@example.org",
            access_modes=["phone", "email"],
            first_contact="Je wordt dezelfde dag teruggebeld.",
        )

        assert "Bewaard" in response.content.decode()
        public = client.get(service.get_absolute_url()).content.decode()
        assert "onthaal@example.org" in public
        assert "dezelfde dag" in public
        assert "access_mode:email" in ServiceDocument.objects.get(service=service).facets

    @pytest.mark.parametrize("section", SECTIONS)
    def test_saving_what_was_opened_changes_nothing(self, desk, service, section):
        before = Service.objects.filter(pk=service.pk).values().get()

        edit(desk, section)

        after = Service.objects.filter(pk=service.pk).values().get()
        assert after | {"updated_at": None} == before | {"updated_at": None}

    @time_machine.travel(TODAY)
    def test_waiting_time_and_room_are_dated(self, desk, service):
        edit(
            desk,
            "beschikbaarheid",
            has_waiting_time="yes",
            waiting_weeks="6",
            has_capacity="no",
        )

        service.refresh_from_db()
        assert (service.has_waiting_time, service.waiting_weeks) == (TriState.YES, 6)
        assert service.waiting_checked_on == service.capacity_checked_on == TODAY

    def test_no_waiting_time_has_no_weeks(self, desk, service):
        edit(
            desk,
            "beschikbaarheid",
            has_waiting_time="yes",
            waiting_weeks="6",
        )

        edit(desk, "beschikbaarheid", has_waiting_time="no")

        service.refresh_from_db()
        assert service.waiting_weeks is None

    @pytest.mark.parametrize(
        ("section", "changes", "field"),
        [
            ("contact", {"email": "geen adres"}, "email"),
            ("contact", {"website": "javascript:alert(1)"}, "website"),
            ("contact", {"access_modes": ["duif"]}, "access_modes"),
            ("contact", {"first_contact": "nul \x00 byte"}, "first_contact"),
            ("beschikbaarheid", {"waiting_weeks": "-1"}, "waiting_weeks"),
            ("beschikbaarheid", {"waiting_weeks": "veel"}, "waiting_weeks"),
            (
                "beschikbaarheid",
                {"has_waiting_time": "no", "waiting_weeks": "12"},
                "waiting_weeks",
            ),
            ("beschikbaarheid", {"has_capacity": "misschien"}, "has_capacity"),
            ("voorwaarden", {"cost_note": "x" * 301}, "cost_note"),
        ],
    )
    def test_bad_input_is_named_and_nothing_typed_is_lost(
        self, desk, service, section, changes, field
    ):
        response = edit(desk, section, **changes)

        form = response.context["form"]
        assert form.errors[field]
        assert form.data[field] in changes[field]
        assert Service.objects.filter(pk=service.pk, updated_at=service.updated_at).exists()

    def test_what_is_not_on_the_form_cannot_be_sent(self, desk, service):
        edit(
            desk,
            "contact",
            name="Gekaapt",
            focus="both",
            slug="gekaapt",
            status="archived",
            verified_on="2026-11-25",
            organisation="",
        )

        service.refresh_from_db()
        assert service.name != "Gekaapt"
        assert (service.slug, service.focus, service.status) == ("ons", "drugs", Status.PUBLISHED)
        assert service.verified_on is None

    def test_text_is_shown_as_text(self, desk, service, client):
        edit(desk, "omschrijving", description="<b>vet</b>")

        assert "<b>vet</b>" not in client.get(service.get_absolute_url()).content.decode()

    def test_an_invented_section_is_not_found(self, desk):
        assert desk.get(url("focus")).status_code == 404


class TestTwoAtOnce:
    def test_other_facts_of_the_same_section_both_stay(self, desk, service):
        data = opened(desk, "contact")
        Service.objects.update(email="eerst@example.org")

        send(desk, "contact", data, website="https://example.org/nieuw/")

        service.refresh_from_db()
        assert service.email == "eerst@example.org"
        assert service.website == "https://example.org/nieuw/"

    def test_of_the_same_fact_both_versions_are_shown(self, desk, service):
        data = opened(desk, "contact")
        Service.objects.update(email="eerst@example.org", languages=["nl", "fr"])

        response = send(desk, "contact", data, email="tweede@example.org", languages=["nl", "en"])

        text = response.content.decode()
        assert "Iemand anders wijzigde dit" in text
        assert "eerst@example.org" in text and "tweede@example.org" in text
        assert Fact("Talen", "Nederlands, Frans") in response.context["meanwhile"]
        service.refresh_from_db()
        assert service.email == "eerst@example.org"

        send(desk, "contact", filled(response))

        service.refresh_from_db()
        assert service.email == "tweede@example.org"
        assert service.languages == ["nl", "en"]

    def test_the_same_change_twice_is_no_conflict(self, desk, service):
        data = opened(desk, "contact")
        Service.objects.update(email="zelfde@example.org")

        response = send(desk, "contact", data, email="zelfde@example.org")

        assert "Bewaard" in response.content.decode()


class TestConfirming:
    @time_machine.travel(TODAY)
    def test_one_click_says_that_all_is_still_right(self, desk, service, member, client):
        desk.post(reverse("services:own-confirm", args=["ons"]))

        service.refresh_from_db()
        assert service.verified_on == TODAY
        assert service.verified_how == VerificationMethod.ORGANISATION
        assert service.verified_by == member
        public = client.get(service.get_absolute_url()).content.decode()
        assert "25 november 2026" in public

    def test_opening_it_changes_nothing(self, desk, service):
        assert desk.get(reverse("services:own-confirm", args=["ons"])).status_code == 405
        service.refresh_from_db()
        assert service.verified_on is None

    def test_what_is_not_public_is_not_confirmed(self, desk, service):
        Service.objects.update(status=Status.ARCHIVED)
        documents.refresh([service.pk])

        response = desk.post(reverse("services:own-confirm", args=["ons"]), follow=True)

        assert "niet op de kaart" in response.content.decode()
        service.refresh_from_db()
        assert service.verified_on is None


def test_the_history_says_who_changed_what(desk, service, member):
    edit(desk, "contact", email="onthaal@example.org")

    change = history.changes(history.of_record(service))[0]
    assert change.facts == {"user": member.pk, "channel": "form"}
    assert change.lines == ["e-mail: ingevuld met “onthaal@example.org”"]


def test_changes_come_only_from_who_may(service):
    outsider = MembershipFactory().user
    with pytest.raises(PermissionDenied):
        editing.change(service=service, changes={"email": ("", "x@example.org")}, by=outsider)
