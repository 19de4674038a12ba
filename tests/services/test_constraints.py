"""The database itself refuses what cannot be true: one bad row for each named constraint."""

import datetime
import uuid

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from services.enums import AddressVisibility, Precision, TriState, YouthSuitability
from services.models import (
    Draft,
    MailTemplate,
    Municipality,
    OpenInterval,
    PlaceName,
    PostalCode,
    Province,
    PublicPoint,
    SentMail,
    TargetGroup,
    User,
)
from tests.factories import (
    ApiTokenFactory,
    ClaimFactory,
    CooperationFactory,
    ExpertiseFactory,
    InvitationFactory,
    ListingSourceFactory,
    LocationFactory,
    MembershipFactory,
    OrganisationFactory,
    PendingValueFactory,
    PhoneFactory,
    ProposalFactory,
    ReportFactory,
    ScheduleFactory,
    ServiceFactory,
    TargetGroupClaimFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 11, 2)
NOWHERE = {"latitude": 91}


def changed(model, **fields):
    """Changes one row of the reference data."""
    model.objects.filter(pk=model.objects.order_by("pk").first().pk).update(**fields)


def twice(factory, **fields):
    """Makes two rows that are the same in these fields, of one listing."""
    service = ServiceFactory()
    for _ in range(2):
        factory(service=service, **fields)


def addressed_twice(factory):
    """Makes two rows of one organisation for one address, once in capitals."""
    organisation = OrganisationFactory()
    for email in ("a@example.org", "A@EXAMPLE.ORG"):
        factory(organisation=organisation, email=email)


def member_twice():
    first = MembershipFactory()
    MembershipFactory(organisation=first.organisation, user=first.user)


def domain_twice():
    organisation = OrganisationFactory()
    for domain in ("example.org", "Example.org"):
        organisation.domains.create(domain=domain)


def draft_twice():
    person, service = UserFactory(), ServiceFactory()
    for _ in range(2):
        Draft.objects.create(person=person, service=service, section="contact", data={})


def copied(model):
    """A row of the reference data, once more."""
    row = model.objects.order_by("pk").first()
    row.pk = None
    row.save(force_insert=True)


def open_interval():
    now = timezone.now()
    OpenInterval.objects.create(service=ServiceFactory(), starts_at=now, ends_at=now)


def public_point(**fields):
    location = LocationFactory()
    fields = {
        "latitude": location.latitude,
        "longitude": location.longitude,
        "precision": Precision.MUNICIPALITY,
        "visibility": AddressVisibility.PUBLIC,
    } | fields
    PublicPoint.objects.create(
        service=location.service,
        location=location,
        municipality=location.municipality,
        municipality_name=location.municipality.name,
        **fields,
    )


def same_user_in_capitals():
    UserFactory(email="iemand@example.org")
    User.objects.create(email="Iemand@example.org")


def another_group_for_everyone():
    TargetGroup.objects.filter(code="msm").update(is_everyone=True, narrows=False)


def the_same_mail_twice():
    organisation, batch = OrganisationFactory(), uuid.uuid4()
    for _again in range(2):
        SentMail.objects.create(organisation=organisation, batch=batch, email="a@example.org")


def claimed_twice():
    service = ServiceFactory()
    for focus in ("both", "sexuality"):
        ProposalFactory(service=service, field="focus", value=focus, evidence="Een pagina")


def told_twice():
    service = ServiceFactory()
    for value in ("een@example.org", "twee@example.org"):
        ProposalFactory(service=service, value=value, told_on=DAY)


def token_named_twice():
    organisation = OrganisationFactory()
    for name in ("website", "Website"):
        ApiTokenFactory(organisation=organisation, name=name)


BAD_ROWS = {
    "apitoken_name_once": token_named_twice,
    "apitoken_revoked_by_with_day": lambda: ApiTokenFactory(revoked_by=UserFactory()),
    "draft_once": draft_twice,
    "cooperation_once": lambda: twice(CooperationFactory, partner_name="Free Clinic"),
    "expertise_criterion_known": lambda: ExpertiseFactory(criterion="faam"),
    "expertise_has_evidence": lambda: ExpertiseFactory(evidence=""),
    "expertise_once": lambda: twice(ExpertiseFactory),
    "proposal_choices_known": lambda: ProposalFactory(field="slug"),
    "proposal_claim_backed": lambda: ProposalFactory(field="focus", value="both"),
    "proposal_claim_waits_once": claimed_twice,
    "proposal_decided_with_day": lambda: ProposalFactory(state="accepted"),
    "proposal_told_once_a_day": told_twice,
    "proposal_waits_once": lambda: twice(ProposalFactory, value="zelfde@example.org"),
    "listingsource_position": lambda: twice(ListingSourceFactory, position=0),
    "listingsource_year_plausible": lambda: ListingSourceFactory(year=1989),
    "location_choices_known": lambda: LocationFactory(visibility="secret"),
    "location_exact_has_street": lambda: LocationFactory(precision=Precision.EXACT, street=""),
    "location_point_on_earth": lambda: LocationFactory(**NOWHERE),
    "location_postal_code_four_digits": lambda: LocationFactory(postal_code="B-90"),
    "municipality_point_on_earth": lambda: changed(Municipality, **NOWHERE),
    "municipality_refnis_five_digits": lambda: changed(Municipality, refnis="1100A"),
    "openinterval_ends_later": open_interval,
    "mailtemplate_filled": lambda: MailTemplate.objects.create(name="x", subject="x"),
    "mailtemplate_subject_one_line": lambda: MailTemplate.objects.create(
        name="x", subject="x\ny", text="x"
    ),
    "organisation_rhythm_known": lambda: OrganisationFactory(rhythm=5),
    "organisation_status_known": lambda: OrganisationFactory(status="deleted"),
    "pendingvalue_once": lambda: twice(PendingValueFactory, value="inloop"),
    "phone_e164_or_short": lambda: PhoneFactory(number="03 201 12 60"),
    "phone_once": lambda: twice(PhoneFactory, number="112"),
    "placename_kind_known": lambda: changed(PlaceName, kind="bijnaam"),
    "placename_once": lambda: copied(PlaceName),
    "placename_point_on_earth": lambda: changed(PlaceName, **NOWHERE),
    "postalcode_four_digits": lambda: changed(PostalCode, code="900"),
    "postalcode_named_once": lambda: copied(PostalCode),
    "postalcode_point_on_earth": lambda: changed(PostalCode, **NOWHERE),
    "province_point_on_earth": lambda: changed(Province, **NOWHERE),
    "publicpoint_municipality_only": lambda: public_point(
        visibility=AddressVisibility.MUNICIPALITY, street="Kouter 1"
    ),
    "publicpoint_never_hidden": lambda: public_point(visibility=AddressVisibility.HIDDEN),
    "publicpoint_point_on_earth": lambda: public_point(**NOWHERE),
    "report_counted_per_day": lambda: twice(ReportFactory),
    "report_reason_known": lambda: ReportFactory(reason="andere"),
    "claim_decided_with_outcome": lambda: ClaimFactory(outcome="approved"),
    "claim_open_once": lambda: addressed_twice(ClaimFactory),
    "invitation_open_once": lambda: addressed_twice(InvitationFactory),
    "invitation_role_known": lambda: InvitationFactory(role="baas"),
    "membership_once": member_twice,
    "membership_role_known": lambda: MembershipFactory(role="baas"),
    "organisationdomain_once": domain_twice,
    "schedule_channel_known": lambda: ScheduleFactory(channel="post"),
    "schedule_per_channel": lambda: twice(ScheduleFactory, channel=""),
    "schedule_says_something": lambda: ScheduleFactory(opening_hours="", text=""),
    "sentmail_once": the_same_mail_twice,
    "service_adults_only_from_18": lambda: ServiceFactory(
        youth_suitability=YouthSuitability.ADULTS_ONLY, min_age=16
    ),
    "service_ages_are_human": lambda: ServiceFactory(max_age=121),
    "service_arrays_known": lambda: ServiceFactory(languages=["nl", "vlaams"]),
    "service_capacity_dated": lambda: ServiceFactory(has_capacity=TriState.NO),
    "service_closure_reason_with_day": lambda: ServiceFactory(closure_reason="vakantie"),
    "service_ended_is_archived": lambda: ServiceFactory(ended_on=DAY),
    "service_choices_known": lambda: ServiceFactory(focus="chemsex"),
    "service_facts_are_tri_state": lambda: ServiceFactory(is_anonymous=""),
    "service_min_age_below_max_age": lambda: ServiceFactory(min_age=26, max_age=25),
    "service_only_source_without_organisation": lambda: ServiceFactory(organisation=None),
    "service_verified_by_with_day": lambda: ServiceFactory(verified_by=UserFactory()),
    "service_verified_on_with_how": lambda: ServiceFactory(verified_on=DAY),
    "service_waiting_weeks_dated": lambda: ServiceFactory(waiting_weeks=3, waiting_checked_on=DAY),
    "targetgroup_everyone_narrows_nothing": lambda: changed(
        TargetGroup, is_everyone=True, narrows=True
    ),
    "targetgroup_kind_known": lambda: changed(TargetGroup, kind="dieren"),
    "targetgroup_one_is_everyone": another_group_for_everyone,
    "targetgroupclaim_once": lambda: twice(TargetGroupClaimFactory),
    "user_email_unique": same_user_in_capitals,
}


@pytest.mark.parametrize("name", BAD_ROWS)
def test_database_refuses(name):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        BAD_ROWS[name]()
    assert refusal.value.__cause__.diag.constraint_name == name


def test_every_named_constraint_is_tried():
    models = apps.get_app_config("services").get_models(include_auto_created=True)
    named = {constraint.name for model in models for constraint in model._meta.constraints}
    assert named == set(BAD_ROWS)
