"""Undoing changes: of each kind, by whom it may be done, and when it is refused."""

from datetime import timedelta
from threading import Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import close_old_connections, connection
from django.utils import timezone

from services import history
from services.actions import accounts, documents, reverting
from services.actions.history import recorded
from services.enums import AddressVisibility, Channel, Focus, VerificationMethod
from services.models import (
    Location,
    Network,
    Organisation,
    Phone,
    PublicPoint,
    Service,
    Topic,
    User,
)
from tests.factories import (
    LocationFactory,
    NetworkFactory,
    PhoneFactory,
    ServiceFactory,
    UserFactory,
)


@pytest.fixture
def editor(db):
    return UserFactory(is_staff=True, name="An Editor")


def last(record):
    return history.changes(history.of_record(record))[0]


def revert_last(record, editor):
    reverting.revert(change=last(record), by=editor)


@pytest.mark.django_db
class TestOneChange:
    def test_of_a_listing(self, editor):
        service = ServiceFactory(languages=["nl"], focus=Focus.DRUGS, verified_on=None)
        documents.refresh([service.pk])
        Service.objects.update(
            languages=["nl", "fr"],
            focus=Focus.BOTH,
            verified_on="2026-11-03",
            verified_how=VerificationMethod.PHONE,
        )
        revert_last(service, editor)
        service.refresh_from_db()
        assert (service.languages, service.focus, service.verified_on, service.verified_how) == (
            ["nl"],
            Focus.DRUGS,
            None,
            "",
        )
        assert "focus:drugs" in service.document.facets

    def test_of_a_row_that_hangs_on_it(self, editor):
        phone = PhoneFactory(number="+3232000000")
        Phone.objects.update(number="+3232000001")
        revert_last(phone.service, editor)
        phone.refresh_from_db()
        assert phone.number == "+3232000000"

    def test_of_a_row_that_was_added(self, editor):
        phone = PhoneFactory()
        revert_last(phone.service, editor)
        assert not Phone.objects.exists()

    def test_of_a_row_that_was_removed(self, editor):
        location = LocationFactory(street="Kouter 1")
        service, key = location.service, location.pk
        Location.objects.all().delete()
        revert_last(service, editor)
        assert Location.objects.get().pk == key
        assert PublicPoint.objects.get().street == "Kouter 1"

    @pytest.mark.parametrize("was_there", [True, False])
    def test_of_a_link(self, editor, was_there):
        service, topic = ServiceFactory(), Topic.objects.get(code="prep")
        service.topics.add(topic)
        if was_there:
            service.topics.clear()
        revert_last(service, editor)
        assert service.topics.exists() == was_there
        assert service.document.topics == (["prep"] if was_there else [])

    def test_of_an_organisation_is_seen_on_its_listings(self, editor):
        service = ServiceFactory(organisation__name="Oude naam")
        Organisation.objects.update(name="Nieuwe naam")
        revert_last(service.organisation, editor)
        assert "oude naam" in service.document.text

    def test_is_a_change_and_can_be_undone_itself(self, editor):
        service = ServiceFactory(email="oud@example.org")
        Service.objects.update(email="nieuw@example.org")
        revert_last(service, editor)
        moment = history.moments([last(service)])[0]
        assert (moment.by, moment.message) == ("An Editor", "Teruggedraaid")
        revert_last(service, editor)
        assert Service.objects.get().email == "nieuw@example.org"

    def test_leaves_later_work_on_other_fields(self, editor):
        service = ServiceFactory(email="oud@example.org")
        Service.objects.update(email="nieuw@example.org")
        change = last(service)
        Service.objects.update(website="https://example.org/")
        reverting.revert(change=change, by=editor)
        service.refresh_from_db()
        assert (service.email, service.website) == ("oud@example.org", "https://example.org/")


@pytest.mark.django_db
class TestRefused:
    def refuse(self, change, editor, words):
        with pytest.raises(reverting.Refusal, match=words):
            reverting.revert(change=change, by=editor)

    @pytest.mark.parametrize("person", [{}, {"is_staff": True, "is_active": False}])
    def test_to_whom_is_no_editor(self, person):
        service = ServiceFactory(email="oud@example.org")
        Service.objects.update(email="nieuw@example.org")
        with pytest.raises(PermissionDenied):
            reverting.revert(change=last(service), by=UserFactory(**person))
        with pytest.raises(PermissionDenied):
            reverting.revert_person(
                person=UserFactory(), since=timezone.now(), by=UserFactory(**person)
            )
        assert Service.objects.get().email == "nieuw@example.org"

    def test_when_it_changed_since(self, editor):
        service = ServiceFactory(focus=Focus.DRUGS)
        Service.objects.update(focus=Focus.BOTH)
        change = last(service)
        Service.objects.update(focus=Focus.GENERAL)
        self.refuse(change, editor, "Intussen is het anders: focus “algemeen”")
        assert Service.objects.get().focus == Focus.GENERAL

    def test_when_it_is_gone_or_back(self, editor):
        phone = PhoneFactory(number="1712")
        service, added = phone.service, last(phone.service)
        phone.delete()
        removed = last(service)
        self.refuse(added, editor, "is er intussen niet meer")
        PhoneFactory(service=service, number="1712")
        self.refuse(removed, editor, "Dit nummer staat er al")

    def test_when_it_is_never_deleted(self, editor):
        service = ServiceFactory()
        self.refuse(last(service), editor, "archiveer")
        self.refuse(last(service.organisation), editor, "archiveer")

    def test_when_what_it_points_to_is_gone(self, editor):
        service, topic = (
            ServiceFactory(),
            Topic.objects.create(code="x", slug="x", name="x", description="x"),
        )
        service.topics.add(topic)
        topic.delete()
        change = next(
            one for one in history.changes(history.of_record(service)) if one.kind == "delete"
        )
        self.refuse(change, editor, "is er niet meer: thema")

    def test_when_it_does_not_go_with_the_rest(self, editor):
        service = ServiceFactory(min_age=30)
        Service.objects.update(min_age=10)
        change = last(service)
        Service.objects.update(max_age=20)
        self.refuse(change, editor, "minimumleeftijd ligt boven")

    def test_a_former_address_of_another(self, editor):
        service = ServiceFactory(slug="oud")
        Service.objects.update(slug="nieuw")
        change = last(service)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM services_formerserviceslug")
        other = ServiceFactory(slug="oud")
        Service.objects.filter(pk=other.pk).update(slug="anders")
        self.refuse(change, editor, "webadres van een andere")


@pytest.mark.django_db
class TestAllOfOnePerson:
    def since(self):
        return timezone.now() - timedelta(hours=1)

    def revert(self, person, editor, since=None):
        return reverting.revert_person(person=person, since=since or self.since(), by=editor)

    def test_everything_of_every_kind(self, editor):
        person, other = UserFactory(), UserFactory()
        service = ServiceFactory(email="oud@example.org")
        kept = PhoneFactory(service=service, number="1712")
        key = kept.pk
        network = NetworkFactory()
        network.members.add(service.organisation)
        with recorded(by=person, channel=Channel.FORM):
            Service.objects.update(email="een@example.org")
            Service.objects.update(email="twee@example.org")
            kept.delete()
            PhoneFactory(service=service, number="1712")
            added = PhoneFactory(service=service, number="1813")
            Phone.objects.filter(pk=added.pk).update(label="mijn")
            service.topics.add(Topic.objects.get(code="prep"))
            Network.objects.all().delete()
        with recorded(by=other, channel=Channel.FORM):
            Service.objects.update(website="https://example.org/")
        outcome = self.revert(person, editor)
        service.refresh_from_db()
        assert (service.email, service.website) == ("oud@example.org", "https://example.org/")
        assert service.phones.get().pk == key
        assert not service.topics.exists()
        assert list(Network.objects.get().members.all()) == [service.organisation]
        assert not outcome.refused
        assert service.document.topics == []

    def test_what_somebody_changed_since_stays_and_is_said(self, editor):
        person = UserFactory()
        service = ServiceFactory(email="oud@example.org", focus=Focus.DRUGS)
        with recorded(by=person):
            Service.objects.update(email="een@example.org")
            Service.objects.update(focus=Focus.BOTH)
        Service.objects.update(email="anders@example.org")
        outcome = self.revert(person, editor)
        service.refresh_from_db()
        assert (service.email, service.focus) == ("anders@example.org", Focus.DRUGS)
        assert [reason for _change, reason in outcome.refused] == [
            "Intussen is het anders: e-mail “anders@example.org”."
        ]

    def test_from_a_moment_on(self, editor):
        person = UserFactory()
        service = ServiceFactory(email="oud@example.org")
        with recorded(by=person):
            Service.objects.update(email="een@example.org")
        outcome = self.revert(person, editor, since=timezone.now() + timedelta(hours=1))
        assert not outcome.undone
        service.refresh_from_db()
        assert service.email == "een@example.org"

    def test_never_shows_more_of_an_address(self, editor):
        person = UserFactory()
        location = LocationFactory(visibility=AddressVisibility.PUBLIC, street="Kouter 1")
        removed = LocationFactory(street="Kouter 2")
        with recorded(by=person):
            Location.objects.filter(pk=location.pk).update(visibility=AddressVisibility.HIDDEN)
            removed.delete()
        outcome = self.revert(person, editor)
        assert len(outcome.refused) == 2
        assert Location.objects.get().visibility == AddressVisibility.HIDDEN
        assert not PublicPoint.objects.exists()


def test_two_at_once_undo_it_once(own_database):
    editor = UserFactory(is_staff=True)
    service = ServiceFactory(email="oud@example.org")
    Service.objects.update(email="nieuw@example.org")
    change = last(service)
    told = []

    def undo():
        try:
            reverting.revert(change=change, by=editor)
        except reverting.Refusal as refusal:
            told.append(str(refusal))
        else:
            told.append("gelukt")
        finally:
            connection.close()
            close_old_connections()

    threads = [Thread(target=undo) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told.count("gelukt") == 1
    assert told.count("Intussen is het anders: e-mail “oud@example.org”.") == 3
    assert [one.facts.get("message") for one in history.changes(history.of_record(service))].count(
        "Teruggedraaid"
    ) == 1


@pytest.mark.django_db
class TestErasing:
    def test_leaves_the_changes_by_nobody(self):
        person = UserFactory(name="Weg Ermee", email="weg@example.org")
        other = UserFactory(name="Blijft Staan")
        service = ServiceFactory()
        with recorded(by=person):
            Service.objects.update(
                verified_on="2026-11-03", verified_how="phone", verified_by=person
            )
        with recorded(by=other):
            Service.objects.update(email="x@example.org")
        call_command("erase_person", "WEG@example.org")
        changes = history.changes(history.of_record(service))
        words = [moment.by for moment in history.moments(changes)]
        assert words[:2] == ["Blijft Staan", "iemand wiens gegevens gewist zijn"]
        assert "Weg Ermee" not in str([(change.lines, change.facts) for change in changes])
        assert f"'user': {person.pk}" not in str([change.facts for change in changes])
        assert not User.objects.filter(email="weg@example.org").exists()
        service.refresh_from_db()
        assert (service.verified_by, str(service.verified_on)) == (None, "2026-11-03")
        assert not Service.pgh_event_model.objects.exclude(verified_by=None).exists()

    def test_of_somebody_nobody_knows(self):
        with pytest.raises(CommandError, match="geen account"):
            call_command("erase_person", "niemand@example.org")
        with pytest.raises(User.DoesNotExist):
            accounts.erase(email="niemand@example.org")
