"""The public read model: what it holds of a listing, and that it keeps up."""

import datetime

import pytest
import time_machine
from django.core.management import call_command

from services.actions import documents
from services.enums import (
    AccessMode,
    AddressVisibility,
    Precision,
    Rhythm,
    Status,
    VerificationMethod,
)
from services.models import (
    Municipality,
    OpenInterval,
    PublicPoint,
    Service,
    ServiceDocument,
    Topic,
)
from tests.factories import ExpertiseFactory, LocationFactory, ScheduleFactory, ServiceFactory
from tests.listings import listing
from tests.sphere import distance_km

pytestmark = pytest.mark.django_db


def test_hours_move_with_the_days_also_beside_hours_in_words():
    service = ServiceFactory()
    ScheduleFactory(service=service, channel=AccessMode.PHONE, opening_hours="24/7")
    ScheduleFactory(service=service, channel=AccessMode.CHAT, opening_hours="", text="namiddag")
    call_command("refresh_documents")
    assert OpenInterval.objects.get().service == service


def closed():
    return listing(closed_until=datetime.date(2026, 12, 1))


def confirmed():
    return listing(
        verified_on=datetime.date(2025, 11, 30),
        verified_how=VerificationMethod.PHONE,
        organisation__rhythm=Rhythm.HALF_YEARLY,
    )


def experienced():
    service = ExpertiseFactory(attested_on=datetime.date(2024, 12, 1)).service
    documents.refresh([service.pk])
    return service


@pytest.mark.parametrize(
    ("made", "is_changed"),
    [(closed, True), (confirmed, True), (experienced, True), (listing, False)],
)
def test_what_the_day_changes_in_a_public_record_dates_it(made, is_changed):
    with time_machine.travel("2026-11-30 12:00+01:00"):
        before = made().document.modified_at
    with time_machine.travel("2026-12-01 00:10+01:00"):
        call_command("refresh_documents")
    assert (ServiceDocument.objects.get().modified_at > before) is is_changed


def test_another_name_of_its_topic_dates_a_public_record():
    service = listing(topics=["prep"])
    before = service.document.modified_at
    for name in ("PrEP en meer", "PrEP en meer"):
        Topic.objects.filter(code="prep").update(name=name)
        documents.refresh([service.pk])
    dated = ServiceDocument.objects.get().modified_at
    documents.refresh([service.pk])
    assert ServiceDocument.objects.get().modified_at == dated > before


@pytest.mark.parametrize("status", [Status.DRAFT, Status.ARCHIVED])
@pytest.mark.parametrize("field", ["status", "organisation__status"])
def test_what_is_not_published_is_not_in_it(field, status):
    listing(at="Gent", hours="24/7", **{field: status})
    for model in (ServiceDocument, PublicPoint, OpenInterval):
        assert not model.objects.exists()


def test_address_is_no_nearer_than_the_public_may_know():
    service = ServiceFactory()
    for visibility in AddressVisibility:
        LocationFactory(
            service=service,
            street="Kouter 1",
            postal_code="9000",
            precision=Precision.EXACT,
            latitude=51.1,
            longitude=3.9,
            visibility=visibility,
        )
    documents.refresh([service.pk])
    public, vague = PublicPoint.objects.order_by("-visibility")
    town = vague.municipality
    assert (public.street, public.postal_code, public.latitude) == ("Kouter 1", "9000", 51.1)
    assert (vague.street, vague.postal_code) == ("", "")
    assert (vague.latitude, vague.longitude) == (town.latitude, town.longitude)
    assert vague.precision == Precision.MUNICIPALITY


def test_it_takes_no_more_queries_for_more_listings(django_assert_num_queries):
    def refresh():
        documents.refresh(Service.objects.values_list("pk", flat=True))

    listing(at="Gent", topics=["prep"], groups=["msm"], hours="24/7")
    with django_assert_num_queries(34):
        refresh()
    for _ in range(3):
        listing(at="Leuven", topics=["prep"], groups=["msm"], hours="24/7")
    with django_assert_num_queries(34):
        refresh()


@pytest.mark.parametrize(("town", "km"), [("Gent", 0), ("Antwerpen", 51), ("Hasselt", 113)])
def test_distance_is_along_the_great_circle(town, km):
    listing(at=town)
    here = Municipality.objects.get(name="Gent")
    point = PublicPoint.objects.with_distance(here).get()
    expected = distance_km(here.latitude, here.longitude, point.latitude, point.longitude)
    assert expected == pytest.approx(km, abs=2)
    # The radius is the one at the equator, one part in 900 more than the mean.
    assert point.distance_km == pytest.approx(expected, rel=0.002)
    assert PublicPoint.objects.near(here, km=expected + 1).exists()
    assert not PublicPoint.objects.near(here, km=expected - 1).exists()
