"""What members see of what changed, and what they may put back."""

import re

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from services import history
from services.actions import editing, reverting
from services.actions.history import recorded
from services.enums import Channel
from services.models import Location, Phone, Service
from services.views.own.listings import SECTIONS
from tests.factories import (
    LocationFactory,
    MapEditorFactory,
    MembershipFactory,
    PendingValueFactory,
    PhoneFactory,
    UserFactory,
)
from tests.listings import listing

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return listing(slug="ons", email="oud@example.org")


@pytest.fixture
def member(service, client):
    user = MembershipFactory(organisation=service.organisation, user__name="Een Collega").user
    client.force_login(user)
    return user


def page(client):
    content = client.get(reverse("services:own-history", args=["ons"])).content.decode()
    return " ".join(content.split())


def undo_url(service, *, model):
    events = history.of_record(service).filter(pgh_obj_model=model._meta.label)
    change = history.changes(events)[0]
    return reverse("services:own-undo", args=[service.slug, change.table, change.event])


class TestWhatMembersSee:
    def test_a_colleague_by_name_and_the_difference(self, client, service, member):
        editing.change(
            service=service, changes={"email": ("oud@example.org", "nieuw@example.org")}, by=member
        )
        shown = page(client)
        assert "door Een Collega" in shown
        assert "e-mail: van “oud@example.org” naar “nieuw@example.org”" in shown

    def test_an_import_has_a_channel_and_no_name(self, client, service, member):
        with recorded(channel=Channel.IMPORT):
            Service.objects.update(email="ingelezen@example.org")
        assert '<p class="own__detail"> via een import </p>' in page(client)

    def test_editors_are_one_voice_and_keep_their_notes(self, client, service, member):
        editor = MapEditorFactory(name="Naam Vaneditor")
        with recorded(by=editor, message="Nagekeken"):
            Service.objects.update(
                editor_notes="Belt nooit terug",
                verified_by=editor,
                verified_on=timezone.localdate(),
                verified_how="phone",
            )
            PendingValueFactory(service=service, value="Onder ons")
            PhoneFactory(service=service, label="Onthaal")
        shown = page(client)
        assert "door de redactie van de kaart" in shown
        assert "“Onthaal” toegevoegd" in shown
        for secret in ("Vaneditor", editor.email, "Belt nooit terug", "Onder ons"):
            assert secret not in shown

    def test_whoever_left_is_not_named(self, client, service, member):
        with recorded(by=UserFactory(name="Naam Vantoen")):
            PhoneFactory(service=service)
        shown = page(client)
        assert "door iemand die geen lid meer is" in shown
        assert "Vantoen" not in shown

    def test_no_page_is_an_error_and_the_last_one_is_shown(self, client, service, member):
        for _number in range(60):
            Phone.objects.all().delete()
            PhoneFactory(service=service)
        url = reverse("services:own-history", args=["ons"])
        assert "Oudere wijzigingen" in page(client)
        for number in ("2", "99", "x\0"):
            assert client.get(url, {"pagina": number}).status_code == 200


class TestPuttingBack:
    def test_a_removed_number_comes_back_on_the_map(self, client, service, member):
        PhoneFactory(service=service, number="+3292251100")
        Phone.objects.all().delete()
        url = undo_url(service, model=Phone)
        assert url in page(client)
        assert "09 225 11 00" in client.get(url).content.decode()
        client.post(url)
        assert "09 225 11 00" in client.get("/aanbod/ons/").content.decode()

    def test_not_over_what_somebody_wrote_since(self, client, service, member):
        editing.change(service=service, changes={"email": ("oud@example.org", "a@x.be")}, by=member)
        url = undo_url(service, model=Service)
        editing.change(service=service, changes={"email": ("a@x.be", "b@x.be")}, by=member)
        answer = client.post(url, follow=True).content.decode()
        assert "Intussen is het anders" in answer
        service.refresh_from_db()
        assert service.email == "b@x.be"

    @pytest.mark.parametrize(
        "values", [{"focus": "both"}, {"slug": "eigen"}, {"editor_notes": "x"}]
    )
    def test_not_what_an_editor_decides(self, client, service, member, values):
        Service.objects.update(**values)
        url = undo_url(service, model=Service)
        service.refresh_from_db()
        url = url.replace("/ons/", f"/{service.slug}/")
        assert client.get(url).status_code == client.post(url).status_code == 404
        assert Service.objects.filter(**values).exists()

    def test_every_button_leads_somewhere(self, client, service, member):
        # The events of each table have numbers of their own, so that two may have the same.
        [added] = history.changes(history.of_columns(service))
        numbers = Phone.pgh_event_model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'pgh_id'), %s, false)",
                [numbers, added.event],
            )
        PhoneFactory(service=service)
        buttons = re.findall(r'href="(/mijn/aanbod/ons/geschiedenis/[^"]+)"', page(client))
        assert len(buttons) == 1
        assert client.get(buttons[0]).status_code == 200

    def test_not_of_somebody_elses_listing(self, client, service, member):
        other = PhoneFactory(service=listing(slug="ander"))
        [change] = history.changes(
            history.of_record(other.service).filter(pgh_obj_model="services.Phone")
        )
        url = reverse("services:own-undo", args=["ons", change.table, change.event])
        assert client.post(url).status_code == 404
        assert Phone.objects.filter(pk=other.pk).exists()

    def test_what_may_be_put_back_is_what_may_be_edited(self):
        columns = {
            name
            for _title, form in SECTIONS.values()
            for name in form.names()
            if name in {field.name for field in Service._meta.concrete_fields}
        }
        assert columns | set(editing.CHECKED.values()) == reverting.OWN_COLUMNS

    def test_a_place_is_put_back_too(self, client, service, member):
        place = LocationFactory(service=service, street="Kaai 1")
        place.delete()
        client.post(undo_url(service, model=Location))
        assert service.locations.get().street == "Kaai 1"
