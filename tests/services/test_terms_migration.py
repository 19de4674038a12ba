"""What was public before its terms were kept got those that a listing of today gets."""

from importlib import import_module

import pytest
from django.db import connection

from services.actions import documents
from services.enums import (
    AccessMode,
    Approach,
    Focus,
    Format,
    TriState,
    VerificationMethod,
    YouthSuitability,
)
from services.models import ServiceDocument
from tests.factories import ExpertiseFactory
from tests.listings import listing

FACTS = (
    "is_anonymous",
    "is_free",
    "needs_intake",
    "needs_referral_letter",
    "has_waiting_time",
    "has_capacity",
)


def terms():
    return dict(ServiceDocument.objects.values_list("service__slug", "terms"))


@pytest.mark.django_db
def test_the_sql_names_facts_as_the_rest_of_the_site_does():
    for answer in TriState:
        checked = "2026-11-02" if answer != TriState.UNKNOWN else None
        listing(slug=answer, capacity_checked_on=checked, **dict.fromkeys(FACTS, answer))
    full = listing(
        slug="vol",
        topics=["prep"],
        groups=["msm"],
        focus=Focus.BOTH,
        youth_suitability=YouthSuitability.SUITED,
        access_modes=[AccessMode.WALK_IN],
        approaches=[Approach.ABSTINENCE],
        formats=[Format.GROUP],
        languages=["nl"],
        verified_on="2026-11-02",
        verified_how=VerificationMethod.PHONE,
    )
    ExpertiseFactory(service=full)
    listing(slug="lijn", kind="helpline", focus=Focus.UNKNOWN)
    documents.refresh([full.pk])
    wanted = terms()
    ServiceDocument.objects.update(terms=[])

    with connection.cursor() as cursor:
        cursor.execute(import_module("services.migrations.0014_document_terms").TERMS)

    assert terms() == wanted
    assert "focus:sexuality" in wanted["vol"]
    assert "fact:no_intake" in wanted["no"]
    assert wanted["lijn"] == ["confidence:medium", "kind:helpline"]
