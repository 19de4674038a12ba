"""What the public sees follows the status of a listing and of its organisation."""

import pytest
from django.core.exceptions import PermissionDenied

from services.actions import documents, organisations, pending, reports, services
from services.enums import Status, VerificationMethod
from services.models import Organisation, Report, Service, ServiceDocument
from tests.factories import OrganisationFactory, PendingValueFactory, ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db):
    return UserFactory(is_staff=True)


def shown():
    return set(ServiceDocument.objects.values_list("service__name", flat=True))


def test_publishing_and_archiving_a_listing(editor):
    ServiceFactory(name="Inloop", status=Status.DRAFT)
    assert services.publish(services=Service.objects.all(), by=editor) == 1
    assert shown() == {"Inloop"}
    assert services.publish(services=Service.objects.all(), by=editor) == 0
    assert services.archive(services=Service.objects.all(), by=editor, reason="gestopt") == 1
    assert shown() == set()


def test_publishing_takes_what_it_was_chosen_by(editor):
    ServiceFactory(name="Inloop", status=Status.DRAFT)
    services.publish(services=Service.objects.filter(status=Status.DRAFT), by=editor)
    assert shown() == {"Inloop"}


def test_first_listing_publishes_its_organisation_and_what_waited_for_that(editor):
    draft = OrganisationFactory(status=Status.DRAFT)
    chosen = ServiceFactory(name="Chat", organisation=draft, status=Status.DRAFT)
    ServiceFactory(name="Inloop", organisation=draft)
    ServiceFactory(name="Groep", organisation=draft, status=Status.DRAFT)
    services.publish(services=Service.objects.filter(pk=chosen.pk), by=editor)
    assert shown() == {"Chat", "Inloop"}


def test_listing_of_an_archived_organisation_stays_as_it_is(editor):
    ServiceFactory(organisation__status=Status.ARCHIVED, status=Status.DRAFT)
    assert services.publish(services=Service.objects.all(), by=editor) == 0
    assert Service.objects.get().status == Status.DRAFT


def test_archiving_an_organisation_hides_its_listings_and_keeps_their_status(editor):
    service = ServiceFactory()
    documents.refresh([service.pk])
    assert organisations.archive(organisations=Organisation.objects.all(), by=editor) == 1
    assert organisations.archive(organisations=Organisation.objects.all(), by=editor) == 0
    assert shown() == set()
    assert Service.objects.get().status == Status.PUBLISHED


@pytest.mark.parametrize(
    "act",
    [
        lambda by: services.publish(services=Service.objects.all(), by=by),
        lambda by: services.archive(services=Service.objects.all(), by=by, reason="gestopt"),
        lambda by: organisations.archive(organisations=Organisation.objects.all(), by=by),
        lambda by: reports.handle(reports=Report.objects.all(), by=by),
        lambda by: pending.reject(pending=PendingValueFactory(), by=by),
        lambda by: pending.publish(
            pending=PendingValueFactory(), by=by, how=VerificationMethod.PHONE
        ),
    ],
    ids=["publish", "archive", "archive organisation", "handle", "reject", "confirm"],
)
@pytest.mark.parametrize("rights", [{}, {"is_staff": True, "is_active": False}])
def test_only_editors_decide(db, act, rights):
    with pytest.raises(PermissionDenied):
        act(UserFactory(**rights))
