"""Values that nobody had confirmed, and what an editor decides on them."""

import pytest

from services import history
from services.actions import documents, pending
from services.enums import Focus, TriState, VerificationMethod
from services.models import Service
from tests.factories import ListingSourceFactory, PendingValueFactory, ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db):
    return UserFactory(is_staff=True)


def confirmed(editor, field, value, **fields):
    """The listing after an editor confirmed a value by phone."""
    waiting = PendingValueFactory(service=ServiceFactory(**fields), field=field, value=value)
    pending.publish(pending=waiting, by=editor, how=VerificationMethod.PHONE)
    waiting.refresh_from_db()
    assert waiting.resolved_at
    return Service.objects.get(pk=waiting.service_id)


@pytest.mark.parametrize(
    ("column", "value", "field", "expected"),
    [
        ("email", "a@example.org", "email", "a@example.org"),
        ("website", "Voorbeeld.be", "website", "https://voorbeeld.be"),
        ("focus", "both", "focus", Focus.BOTH),
        ("min_age", "18", "min_age", 18),
        ("max_age", "25", "max_age", 25),
        ("anonymous", "yes", "is_anonymous", TriState.YES),
        ("free", "no", "is_free", TriState.NO),
    ],
)
def test_value_becomes_the_listings_own(editor, column, value, field, expected):
    assert getattr(confirmed(editor, column, value), field) == expected


def test_values_of_a_list_are_added(editor):
    assert confirmed(editor, "languages", "fr", languages=["nl"]).languages == ["nl", "fr"]
    assert confirmed(editor, "modalities", "walk-in").access_modes == ["walk_in"]
    assert confirmed(editor, "topics", "prep").topics.get().code == "prep"
    assert confirmed(editor, "phone", "078 15 10 20").phones.get().number == "+3278151020"


def test_knowing_both_sides_is_about_chemsex(editor):
    assert confirmed(editor, "focus", "both").topics.get().code == "chemsex"


def test_check_becomes_the_newest_source(editor):
    service = ServiceFactory()
    ListingSourceFactory(service=service, position=4, year=2019)
    waiting = PendingValueFactory(service=service, field="languages", value="fr")
    pending.publish(pending=waiting, by=editor, how=VerificationMethod.PHONE)
    check = service.sources.order_by("position").last()
    assert check.title == "taal: telefonisch nagevraagd"
    assert check.position == 5
    assert check.age.startswith(str(check.year))


def test_public_read_model_follows(editor):
    service = ServiceFactory()
    documents.refresh([service.pk])
    waiting = PendingValueFactory(service=service, field="topics", value="prep")
    pending.publish(pending=waiting, by=editor, how=VerificationMethod.WEBSITE)
    service.document.refresh_from_db()
    assert service.document.topics == ["prep"]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("languages", "klingon"),
        ("topics", "verzonnen"),
        ("min_age", "oud"),
        ("min_age", "30"),
        ("phone", "12"),
        ("website", "geen adres"),
        ("target_groups", "wie dan ook"),
        ("municipality", "Gent"),
    ],
)
def test_what_cannot_be_taken_over_stays_waiting(editor, column, value):
    service = ServiceFactory(max_age=25)
    waiting = PendingValueFactory(service=service, field=column, value=value)
    with pytest.raises(ValueError, match=r".+"):
        pending.publish(pending=waiting, by=editor, how=VerificationMethod.PHONE)
    waiting.refresh_from_db()
    assert waiting.resolved_at is None
    assert not service.sources.exists()


def test_what_was_filled_in_meanwhile_is_not_overwritten(editor):
    service = ServiceFactory(website="https://nieuw.example.org")
    waiting = PendingValueFactory(service=service, field="website", value="oud.example.org")
    assert pending.standing(waiting) == "https://nieuw.example.org"
    with pytest.raises(ValueError, match=r"intussen “https://nieuw.example.org”"):
        pending.publish(pending=waiting, by=editor, how=VerificationMethod.PHONE)
    service.refresh_from_db()
    waiting.refresh_from_db()
    assert (service.website, waiting.resolved_at) == ("https://nieuw.example.org", None)


def test_rejected_value_is_settled_and_changes_nothing(editor):
    waiting = PendingValueFactory(field="languages", value="fr")
    pending.reject(pending=waiting, by=editor)
    waiting.refresh_from_db()
    assert waiting.resolved_at
    assert waiting.service.languages == []


def test_value_is_settled_once(editor):
    waiting = PendingValueFactory(field="languages", value="fr")
    for _ in range(2):
        pending.publish(pending=waiting, by=editor, how=VerificationMethod.PHONE)
    pending.reject(pending=waiting, by=editor)
    assert waiting.service.sources.count() == 1
    changes = history.changes(history.of_record(waiting.service))
    told = {change.facts.get("message") for change in changes if "user" in change.facts}
    assert told == {"Bevestigd en gepubliceerd"}
