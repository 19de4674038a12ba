"""Experience with both sides: attested by an editor, shown, and expired after two years."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from services.actions import documents
from services.models import Proposal, ServiceDocument
from tests.factories import (
    ExpertiseFactory,
    MapEditorFactory,
    MembershipFactory,
    ProposalFactory,
)
from tests.listings import listing
from tests.services.test_proposals import claim, decide


@pytest.fixture
def service(db):
    return listing(slug="ons", email="oud@example.org", at="Gent")


@pytest.fixture
def member(service):
    return MembershipFactory(organisation=service.organisation).user


@pytest.fixture
def editor(db):
    return MapEditorFactory(is_superuser=True)


class TestExpertise:
    @pytest.fixture
    def granted(self, client, service, member, editor):
        client.force_login(member)
        claim(client, "ervaring", training="Twee dagen in 2026", intervision="Antwerpen")
        client.force_login(editor)
        with time_machine.travel(datetime.date(2026, 11, 25)):
            decide(client, Proposal.objects.get(), at_desk=True)

    def test_it_is_attested_by_an_editor_and_said_in_neutral_words(
        self, client, service, editor, granted
    ):
        words = (
            "Ervaring met drugs bij seks, nagekeken door de redactie in november 2026:"
            " opleiding gevolgd, lid van een intervisienetwerk"
        )
        for address in ("/aanbod/ons/", "/?q=gent"):
            page = client.get(address).content.decode()
            assert words in page
            assert "Twee dagen" not in page
        assert service.expertise.filter(attested_by=editor).count() == 2

    def test_it_expires_after_two_years(self, client, service, granted, editor):
        with time_machine.travel(datetime.date(2028, 11, 25)):
            assert "nagekeken door de redactie" not in client.get("/aanbod/ons/").content.decode()
            documents.refresh([service.pk])
            assert ServiceDocument.objects.get(service=service).expertise == []
            client.force_login(editor)
            desk = client.get(reverse("admin:services_expertise_changelist")).content.decode()
            assert "verlopen" in desk

    def test_what_nobody_attested_is_not_said(self, client, service, member):
        ProposalFactory(
            service=service, field="expertise", value={"training": "x"}, proposed_by=member
        )
        documents.refresh([service.pk])
        assert "nagekeken door de redactie" not in client.get("/aanbod/ons/").content.decode()

    def test_a_leap_day_expires_on_the_first_of_march(self):
        one = ExpertiseFactory.build(attested_on=datetime.date(2028, 2, 29))
        assert one.expires_on == datetime.date(2030, 3, 1)
