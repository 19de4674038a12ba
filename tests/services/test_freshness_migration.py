"""What was confirmed before deadlines were kept got those that a confirmation of today gets."""

import datetime
from importlib import import_module

import pytest
from django.core.management import call_command
from django.db import connection

from services import freshness
from services.enums import Rhythm, VerificationMethod
from services.models import Service, ServiceDocument
from tests.factories import OrganisationFactory
from tests.listings import listing

#: The last day of a month and of a leap year's February among them.
DAYS = [datetime.date(2023, 8, 31), datetime.date(2024, 2, 29), datetime.date(2026, 5, 25), None]


def confirmed(organisation, day, **fields):
    how = VerificationMethod.PHONE if day else ""
    return listing(organisation=organisation, verified_on=day, verified_how=how, **fields)


def kept():
    """The deadlines in the read model by the name of the listing, as pairs of days."""
    rows = ServiceDocument.objects.values_list("service__slug", "due_on", "lapses_on")
    return {slug: (due_on, lapses_on) for slug, due_on, lapses_on in rows}


def expected():
    found = {}
    for service in Service.objects.select_related("organisation"):
        held = freshness.deadlines(service)
        found[service.slug] = (held.due_on, held.lapses_on) if held else (None, None)
    return found


@pytest.mark.django_db
def test_the_sql_counts_as_the_rest_of_the_site_does():
    for rhythm in Rhythm.values:
        organisation = OrganisationFactory(rhythm=rhythm)
        for day in DAYS:
            confirmed(organisation, day)
    confirmed(None, DAYS[0], kind="source")
    wanted = kept()
    ServiceDocument.objects.update(due_on=None, lapses_on=None)

    with connection.cursor() as cursor:
        cursor.execute(import_module("services.migrations.0009_freshness").DEADLINES)

    assert kept() == wanted == expected()
    assert len({due_on for due_on, _lapses_on in wanted.values()}) == 10


@pytest.mark.usefixtures("own_database")
def test_a_database_of_before_is_filled_on_its_way_here():
    organisation = OrganisationFactory()
    for number, day in enumerate(DAYS):
        confirmed(organisation, day, slug=f"fiche-{number}")
    confirmed(None, DAYS[0], kind="source", slug="bron")
    wanted = kept()

    call_command("migrate", "services", "0008", verbosity=0)
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, "services_servicedocument")
    assert "due_on" not in {column.name for column in columns}
    call_command("migrate", "services", verbosity=0)

    assert kept() == wanted == expected()
    assert wanted["fiche-0"] == (datetime.date(2024, 2, 29), datetime.date(2024, 8, 31))
    assert wanted["fiche-3"] == (None, None)
