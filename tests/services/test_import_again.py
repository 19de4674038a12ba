"""Importing a file again: what nobody changed follows it, what somebody changed stays."""

import pytest
from django.apps import apps

from services.actions.listings_store import listing_id
from services.importing.merge import merge
from services.models import (
    Cooperation,
    Organisation,
    PendingValue,
    Service,
    TargetGroup,
    TargetGroupClaim,
    Topic,
)
from tests.factories import OrganisationFactory
from tests.services.listing_files import row, run, run_real, service

pytestmark = pytest.mark.django_db


def everything():
    """Every row of every table of ours, in full."""
    return {
        model: list(model.objects.order_by("pk").values())
        for app in ("services", "referrals")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    }


def test_a_second_run_changes_nothing():
    first = run_real()
    before = everything()
    second = run_real()
    assert everything() == before
    assert second.unchanged == first.created
    assert (second.created, second.changed, second.conflicts) == ([], [], {})


def test_a_trial_does_it_all_and_keeps_nothing():
    before = everything()
    outcome = run_real(dry_run=True)
    assert len(outcome.created) == 113
    assert everything() == before


def test_ids_are_the_same_in_every_database():
    run(row())
    first = list(Service.objects.values_list("pk", "organisation_id", "locations__pk"))
    Service.objects.all().delete()
    Organisation.objects.all().delete()
    run(row())
    assert list(Service.objects.values_list("pk", "organisation_id", "locations__pk")) == first
    assert str(listing_id("chemmen-free-clinic")) == "cd947a27-1029-5bf8-836b-023dcb686b4f"


CHANGES = {
    "name": ({"service_name": "Nieuw"}, lambda one: one.name, "Nieuw"),
    "focus": ({"focus": "both"}, lambda one: one.focus, "both"),
    "website": ({"website": "nieuw.be"}, lambda one: one.website, "https://nieuw.be"),
    "ages": (
        {"min_age": "18", "max_age": "25"},
        lambda one: (one.min_age, one.max_age, one.youth_suitability),
        (18, 25, "made_for"),
    ),
    "status": (
        {"publish": "no", "publish_reason": "gestopt"},
        lambda one: (one.status, one.status_reason),
        ("draft", "gestopt"),
    ),
    "phones": (
        {"phone": "1712;09 223 46 44"},
        lambda one: [phone.number for phone in one.phones.order_by("position")],
        ["1712", "+3292234644"],
    ),
    "topics": (
        {"topics": "hiv_care"},
        lambda one: [topic.code for topic in one.topics.all()],
        ["hiv_care"],
    ),
    "groups": (
        {"target_groups": "omgeving"},
        lambda one: [claim.target_group.code for claim in one.target_group_claims.all()],
        ["loved_ones"],
    ),
    "hours": (
        {"opening_hours": "chat ma 9-12u"},
        lambda one: [(each.channel, each.opening_hours) for each in one.schedules.all()],
        [("chat", "Mo 09:00-12:00")],
    ),
    "place": (
        {"municipality": "Brugge", "province": "west-vlaanderen"},
        lambda one: [place.municipality.name for place in one.locations.all()],
        ["Brugge"],
    ),
    "no place": (
        {"municipality": "", "province": "west-vlaanderen"},
        lambda one: (one.locations.count(), one.home_province and one.home_province.slug),
        (0, "west-vlaanderen"),
    ),
    "area": (
        {"target_groups": "inwoners van Ternat"},
        lambda one: [
            one.service_area_scope,
            *one.municipalities_served.values_list("name", flat=True),
        ],
        ["municipalities", "Ternat"],
    ),
    "organisation": (
        {"organisation": "Een andere vzw"},
        lambda one: (one.organisation.name, one.organisation.status),
        ("Een andere vzw", "published"),
    ),
    "sources": (
        {"source_urls": "https://example.org;folder", "source_age": "2026-01; 2025"},
        lambda one: list(one.sources.order_by("position").values_list("title", "year")),
        [("example.org", 2026), ("folder", 2025)],
    ),
    "ages that belong to no source": (
        {"source_age": "2026-01; 2025; 2020"},
        lambda one: one.source_ages,
        "2026-01; 2025; 2020",
    ),
    "partners": (
        {"partners": "een"},
        lambda one: [each.partner.name for each in one.cooperations.all()],
        ["Een vzw"],
    ),
}


@pytest.mark.parametrize(("cells", "read", "expected"), CHANGES.values(), ids=CHANGES)
def test_what_nobody_changed_follows_the_file(cells, read, expected):
    run(row())
    assert read(service()) != expected
    outcome = run(row(**cells))
    assert read(service()) == expected
    assert (outcome.changed, outcome.conflicts) == (["een-dienst"], {})
    assert run(row(**cells)).changed == []
    run(row())
    assert read(service()) != expected


def edit_fields(one):
    Service.objects.filter(pk=one.pk).update(
        name="Eigen naam",
        focus="general",
        website="https://eigen.be",
        min_age=20,
        status="archived",
        organisation=OrganisationFactory(name="Eigen organisatie"),
    )


def edit_collections(one):
    one.phones.update(number="112")
    one.topics.set(Topic.objects.filter(code="sexology"))
    one.target_group_claims.update(target_group=TargetGroup.objects.get(code="msm"))
    one.schedules.all().delete()
    one.locations.update(street="Eigen straat 1", precision="exact")
    one.sources.update(year=2000)
    Cooperation.objects.create(service=one, partner_name="Eigen partner")


def edited(one):
    one.refresh_from_db()
    return (
        one.name,
        one.focus,
        one.website,
        (one.min_age, one.max_age, one.youth_suitability),
        (one.status, one.status_reason),
        one.organisation.name,
        one.kind,
        *(list(getattr(one, name).order_by("pk").values()) for name in (
            "phones",
            "topics",
            "target_group_claims",
            "schedules",
            "locations",
            "municipalities_served",
            "sources",
            "cooperations",
        )),
    )  # fmt: skip


def test_what_somebody_changed_is_never_overwritten():
    run(row())
    one = service()
    edit_fields(one)
    edit_collections(one)
    before = edited(one)
    cells = {
        name: cell for changed, _read, _new in CHANGES.values() for name, cell in changed.items()
    }
    for file in (row(), row(**cells), row(**cells | {"focus": "sexuality"}), row()):
        run(file)
        assert edited(one) == before


def test_what_somebody_changed_is_told_when_the_file_changes_too():
    run(row())
    Service.objects.update(name="Eigen naam")
    assert run(row()).conflicts == {}
    outcome = run(row(service_name="Nieuw", focus="both"))
    assert outcome.conflicts == {"een-dienst": ["name"]}
    assert (service().name, service().focus) == ("Eigen naam", "both")
    # The file has said so once; the next time it is old news.
    assert run(row(service_name="Nieuw", focus="both")).conflicts == {}


def test_an_edit_of_one_collection_leaves_the_others_to_the_file():
    run(row())
    service().phones.update(number="112")
    run(row(phone="1712", topics="hiv_care"))
    assert [phone.number for phone in service().phones.all()] == ["112"]
    assert [topic.code for topic in service().topics.all()] == ["hiv_care"]


def test_what_backs_a_claim_is_never_lost():
    run(row())
    TargetGroupClaim.objects.update(evidence="Jaarverslag 2025")
    outcome = run(row(target_groups="ouders;omgeving"))
    assert outcome.conflicts == {"een-dienst": ["target_group_claims"]}
    assert TargetGroupClaim.objects.get().evidence == "Jaarverslag 2025"


def test_a_pending_value_that_an_editor_settled_does_not_come_back():
    file = row(website="https://example.org", unverified_fields="website;topics")
    run(file)
    PendingValue.objects.filter(field="website").update(resolved_at="2026-11-01T12:00Z")
    Service.objects.update(website="https://example.org")
    run(file)
    assert PendingValue.objects.get(field="website").resolved_at is not None
    run(row(website="https://example.org", unverified_fields="website"))
    assert list(PendingValue.objects.values_list("field", flat=True)) == ["website"]
    assert PendingValue.objects.get().resolved_at is not None


def test_merging_keeps_together_what_is_only_true_together():
    base = {"min_age": 12, "max_age": 25, "youth_suitability": "made_for", "name": "a"}
    current = base | {"min_age": 18}
    new = base | {"max_age": 16, "name": "b"}
    assert merge(base=base, current=current, new=new) == ({"name": "b"}, ["max_age"])


def test_merging_compares_collections_without_order():
    left, right = [{"a": 1}, {"a": 2}], [{"a": 2}, {"a": 1}]
    assert merge(base={"x": left}, current={"x": left}, new={"x": right}) == ({}, [])
