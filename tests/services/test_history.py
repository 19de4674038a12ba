"""Every change of what the public sees is kept, whichever way it came into the database."""

from importlib import import_module
from io import StringIO

import psycopg
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from services import history
from services.actions import services
from services.actions.history import recorded
from services.enums import Channel, Focus, Status
from services.models import (
    TRACKED,
    Draft,
    ImportedRow,
    Location,
    Network,
    OpenInterval,
    Organisation,
    Phone,
    Proposal,
    PublicPoint,
    Report,
    Service,
    ServiceDocument,
    Topic,
)
from tests.factories import (
    LocationFactory,
    NetworkFactory,
    OrganisationFactory,
    PhoneFactory,
    ServiceFactory,
    UserFactory,
)


def changes(record):
    return history.changes(history.of_record(record))


def last(record):
    return changes(record)[0]


def said(record):
    """All that is said of a record, newest first."""
    return [line for change in changes(record) for line in (change.title, *change.lines)]


@pytest.mark.django_db
class TestWhatIsKept:
    def test_all_that_hangs_on_a_listing_or_an_organisation(self):
        derived = {ServiceDocument, PublicPoint, OpenInterval, ImportedRow, Report, Draft}
        # A proposal keeps itself who decided on it, and when.
        derived |= {Proposal}
        derived |= {Service.former_slugs.rel.related_model}
        tracked = {model._meta.concrete_model for model in TRACKED}
        parts = {
            relation.related_model
            for relation in Service._meta.get_fields()
            if relation.auto_created and not relation.concrete
        }
        assert parts - derived <= tracked

    def test_change_by_hand(self):
        service = ServiceFactory()
        service.focus = Focus.BOTH
        service.save()
        change = last(service)
        assert (change.kind, change.before, change.after) == (
            "update",
            {"focus": "drugs"},
            {"focus": "both"},
        )

    def test_bulk_change(self):
        listings = [ServiceFactory(), ServiceFactory()]
        Service.objects.update(email="hulp@example.org")
        for service in listings:
            assert last(service).title == "Fiche gewijzigd"
            assert last(service).lines == ["e-mail: ingevuld met “hulp@example.org”"]

    def test_bulk_creation_and_copy(self):
        service = ServiceFactory()
        Phone.objects.bulk_create([Phone(service=service, number="1712")])
        with (
            connection.cursor() as cursor,
            cursor.copy(
                "COPY services_phone (service_id, number, label, position) FROM STDIN"
            ) as copy,
        ):
            copy.write_row((service.pk, "1813", "", 1))
        assert [change.row["number"] for change in changes(service)[:2]] == ["1813", "1712"]

    def test_deletion(self):
        phone = PhoneFactory(label="Onthaal", number="+3232000000")
        service = phone.service
        Phone.objects.all().delete()
        assert said(service)[:2] == [
            "Telefoonnummer “Onthaal” verwijderd",
            "nummer: 03 200 00 00",
        ]

    def test_link_to_a_topic(self):
        service, topic = ServiceFactory(), Topic.objects.get(code="prep")
        service.topics.add(topic)
        service.topics.remove(topic)
        assert said(service)[:2] == [
            f"Thema “{topic.name}” verwijderd",
            f"Thema “{topic.name}” toegevoegd",
        ]

    def test_member_of_a_network_stands_in_both_histories(self):
        network, organisation = NetworkFactory(name="Kring"), OrganisationFactory(name="Huis")
        network.members.add(organisation)
        for record in (network, organisation):
            assert last(record).title == "Lid van een netwerk “Kring: Huis” toegevoegd"

    def test_nothing_but_the_clock(self):
        service = ServiceFactory()
        before = len(changes(service))
        service.save()
        Service.objects.update(name=service.name)
        assert len(changes(service)) == before

    def test_of_one_record_only(self):
        mine, other = PhoneFactory().service, PhoneFactory().service
        assert {change.row["service_id"] for change in changes(mine) if change.model is Phone} == {
            str(mine.pk)
        }
        assert len(changes(other)) == 2


@pytest.mark.django_db
class TestByWhom:
    def test_action(self):
        editor = UserFactory(name="An Editor", is_staff=True)
        service = ServiceFactory(status=Status.DRAFT)
        services.publish(services=Service.objects.all(), by=editor)
        moment = history.moments(changes(service))[0]
        assert (moment.by, moment.message) == ("An Editor", "Gepubliceerd")

    def test_who_comes_after_is_somebody_else(self):
        service = ServiceFactory()
        with recorded(by=UserFactory(), channel=Channel.FORM):
            Service.objects.update(email="een@example.org")
        Service.objects.update(email="twee@example.org")
        assert last(service).facts["channel"] == "sql"
        assert "user" not in last(service).facts

    def test_import(self):
        call_command("import_listings", "fixtures/listings.csv", stdout=StringIO())
        for record in (Service.objects.first(), Organisation.objects.first()):
            facts = {change.facts.get("channel") for change in changes(record)}
            assert facts == {"import"}

    def test_command(self):
        call_command("load_networks", stdout=StringIO())
        assert last(Network.objects.first()).facts == {"channel": "command"}


def test_sql_from_outside_is_recorded_with_its_role(own_database):
    service = ServiceFactory()
    parameters = connection.get_connection_params()
    names = {"host", "port", "user", "password", "dbname"} & parameters.keys()
    with psycopg.connect(**{name: parameters[name] for name in names}) as outside:
        outside.execute("UPDATE services_service SET email = 'x@example.org'")
        outside.execute("DELETE FROM services_service WHERE false")
        role = outside.execute("SELECT session_user").fetchone()[0]
    change = last(service)
    assert change.facts == {"channel": "sql", "role": role}
    assert history.moments([change])[0].through == f"rechtstreeks in de databank ({role})"


@pytest.mark.django_db
def test_rows_from_before_the_history_can_be_compared_with():
    """What the migration does to a database that was in use."""
    service = ServiceFactory(name="Oud")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM services_serviceevent")
    migration = import_module("services.migrations.0007_history")
    with connection.schema_editor() as editor:
        migration.snapshot(apps, editor)
    assert changes(service) == []
    Service.objects.update(name="Nieuw")
    assert last(service).lines == ["naam: van “Oud” naar “Nieuw”"]


@pytest.mark.django_db
@pytest.mark.parametrize("own", [ServiceFactory, OrganisationFactory, NetworkFactory])
def test_as_many_queries_however_much_changed(django_assert_num_queries, own):
    record = own()
    for number in range(5):
        type(record).objects.update(name=f"Naam {number}")
    if own is ServiceFactory:
        PhoneFactory(service=record)
        LocationFactory(service=record)
    with django_assert_num_queries(2):
        assert len(changes(record)) >= 6


@pytest.mark.django_db
def test_location_event_keeps_what_was_hidden_for_editors_only(client):
    location = LocationFactory(street="Geheimstraat 1", visibility="hidden")
    Location.objects.update(street="Geheimplein 2")
    assert "Geheimstraat" in " ".join(said(location.service))
    page = client.get(location.service.get_absolute_url()).content.decode()
    assert "Geheim" not in page
