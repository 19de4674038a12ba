"""What waits for a decision: claimed by members, new on the map, decided in one screen."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from services import history
from services.actions import editing, proposals
from services.enums import Focus, ProposalState, Status
from services.models import Organisation, Proposal, Service, ServiceDocument
from tests.factories import (
    MapEditorFactory,
    MembershipFactory,
    PhoneFactory,
    ProposalFactory,
    ScheduleFactory,
)
from tests.listings import listing
from tests.mail import paths_in
from tests.services.test_suggestions_by_visitors import stamped


@pytest.fixture
def service(db):
    return listing(slug="ons", email="oud@example.org", at="Gent")


@pytest.fixture
def member(service):
    return MembershipFactory(organisation=service.organisation).user


@pytest.fixture
def editor(db):
    return MapEditorFactory(is_superuser=True)


def claim(client, field, **fields):
    return client.post(reverse("services:own-claim", args=["ons", field]), fields, follow=True)


def decide(client, proposal, *, at_desk=False, current=..., verdict="accept", **fields):
    """Decide as on the page that shows what the listing has now."""
    name = "admin:services_proposal_change" if at_desk else "services:own-proposal"
    url = reverse(name, args=[proposal.pk])
    if current is ...:
        current = client.get(url).context["form"]["current"].initial
    data = {"verdict": verdict, "current": json.dumps(current)} | fields
    return client.post(url, data, follow=True)


class TestClaiming:
    def test_the_public_page_keeps_the_old_value_until_an_editor_accepts(
        self, client, service, member, editor
    ):
        client.force_login(member)
        page = claim(client, "focus", value="both", evidence="Opleiding in 2026")

        assert "Wacht op de redactie" in page.content.decode()
        service.refresh_from_db()
        assert service.focus == Focus.DRUGS
        assert "focus:both" not in ServiceDocument.objects.get(service=service).facets
        proposal = Proposal.objects.get()

        client.force_login(editor)
        decide(client, proposal, at_desk=True, value="both", reason="Mooi")

        service.refresh_from_db()
        assert service.focus == Focus.BOTH
        assert "focus:both" in ServiceDocument.objects.get(service=service).facets
        proposal.refresh_from_db()
        assert (proposal.state, proposal.decided_by) == (ProposalState.ACCEPTED, editor)
        assert mail.outbox[0].to == [member.email]
        assert "aanvaard" in mail.outbox[0].body and "Mooi" in mail.outbox[0].body
        changes = history.changes(history.of_record(service))
        assert {one.facts["user"] for one in changes if one.kind == "update"} == {editor.pk}

    @pytest.mark.parametrize(
        ("field", "sent"),
        [
            ("focus", {"value": "both"}),
            ("focus", {"value": "chemsex", "evidence": "x"}),
            ("focus", {"value": "drugs", "evidence": "x"}),
            ("focus", {"value": "both", "evidence": "http://a http://b http://c http://d"}),
            ("doelgroepen", {"value": ["dieren"], "evidence": "x"}),
            ("ervaring", {"verzonnen": "x"}),
            ("ervaring", {"training": "x" * 301}),
        ],
    )
    def test_a_claim_has_to_be_possible_and_backed(self, client, member, field, sent):
        client.force_login(member)
        response = claim(client, field, **sent)
        assert response.context["form"].errors
        assert not Proposal.objects.exists()

    def test_a_second_claim_makes_the_first_void_and_it_can_be_withdrawn(
        self, client, service, member
    ):
        client.force_login(member)
        for focus in ("both", "sexuality"):
            claim(client, "focus", value=focus, evidence="Een pagina")
        proposal = Proposal.objects.get()
        assert proposal.value == "sexuality"

        client.post(reverse("services:own-withdraw", args=[proposal.pk]))
        assert not Proposal.objects.exists()

    def test_a_member_cannot_decide_on_it_nor_change_it_otherwise(self, client, service, member):
        proposal = ProposalFactory(
            service=service, field="focus", seen="drugs", value="both", evidence="x"
        )
        client.force_login(member)
        assert decide(client, proposal, current="drugs", value="both").status_code == 404
        for action, options in (
            (proposals.accept, {"value": "both", "current": "drugs"}),
            (proposals.reject, {"reason": "x"}),
        ):
            with pytest.raises(PermissionDenied):
                action(proposal=proposal, by=member, **options)
        with pytest.raises(PermissionDenied):
            editing.change(service=service, changes={"focus": ("drugs", "both")}, by=member)

    def test_target_groups_come_with_what_backs_them(self, client, service, member, editor):
        client.force_login(member)
        claim(client, "doelgroepen", value=["msm"], evidence="Eigen groep op maandag")
        client.force_login(editor)
        decide(client, Proposal.objects.get(), at_desk=True, value=["msm"])

        assert "Eigen groep op maandag" in client.get("/aanbod/ons/").content.decode()

    def test_a_rejection_needs_a_reason_and_is_mailed(self, client, service, member, editor):
        proposal = ProposalFactory(
            service=service,
            field="youth_suitability",
            seen="unknown",
            value="made_for",
            evidence="x",
            proposed_by=member,
        )
        client.force_login(editor)
        response = decide(client, proposal, at_desk=True, verdict="reject")
        assert "Schrijf erbij waarom niet" in response.content.decode()

        decide(client, proposal, at_desk=True, verdict="reject", reason="Te weinig")
        proposal.refresh_from_db()
        assert proposal.state == ProposalState.REJECTED
        assert "Te weinig" in mail.outbox[0].body


class TestDeciding:
    @pytest.fixture
    def suggested(self, service):
        return ProposalFactory(service=service, seen="oud@example.org", value="nieuw@example.org")

    def test_a_member_accepts_what_a_visitor_suggests(self, client, service, member, suggested):
        client.force_login(member)
        assert "nieuw@example.org" in client.get("/mijn/aanbod/ons/").content.decode()
        assert "E-mail" in client.get("/mijn/").content.decode()
        decide(client, suggested, value="nieuw@example.org")

        suggested.refresh_from_db()
        assert suggested.state == ProposalState.ACCEPTED
        assert "nieuw@example.org" in client.get("/aanbod/ons/").content.decode()
        assert mail.outbox == []

    def test_or_adapts_it(self, client, service, member, suggested):
        client.force_login(member)
        decide(client, suggested, value="beter@example.org")

        suggested.refresh_from_db()
        service.refresh_from_db()
        assert suggested.state == ProposalState.ADAPTED
        assert service.email == "beter@example.org"
        page = client.get(reverse("services:own-proposal", args=[suggested.pk]))
        # What came of it is no change of somebody else.
        assert "Sinds dit voorgesteld is" not in page.content.decode()

    def test_or_rejects_it(self, client, service, member, suggested):
        client.force_login(member)
        decide(client, suggested, verdict="reject")

        suggested.refresh_from_db()
        service.refresh_from_db()
        assert suggested.state == ProposalState.REJECTED
        assert service.email == "oud@example.org"

    def test_what_changed_meanwhile_is_shown_first(self, client, service, member, suggested):
        client.force_login(member)
        Service.objects.update(email="intussen@example.org")
        response = decide(client, suggested, current="oud@example.org", value="nieuw@example.org")

        text = response.content.decode()
        assert "intussen@example.org" in text and "oud@example.org" in text
        suggested.refresh_from_db()
        assert suggested.is_waiting

        form = response.context["form"]
        decide(client, suggested, current=json.loads(form.data["current"]), value="x@example.org")
        service.refresh_from_db()
        assert service.email == "x@example.org"

    def test_a_decided_one_stays_decided(self, client, service, member, suggested):
        client.force_login(member)
        decide(client, suggested, verdict="reject")
        response = decide(client, suggested, current="oud@example.org", value="x@example.org")

        assert "Iemand anders besliste hier al over" in response.content.decode()
        service.refresh_from_db()
        assert service.email == "oud@example.org"

    @pytest.mark.parametrize("current", ["{", "null", '{"a": 1}', ""])
    def test_a_tampered_page_changes_nothing(self, client, service, member, suggested, current):
        client.force_login(member)
        url = reverse("services:own-proposal", args=[suggested.pk])
        client.post(url, {"verdict": "accept", "value": "x@example.org", "current": current})
        client.post(url, {"value": "x@example.org", "current": '"oud@example.org"'})

        suggested.refresh_from_db()
        service.refresh_from_db()
        assert suggested.is_waiting
        assert service.email == "oud@example.org"

    def test_another_field_cannot_be_sent_along(self, client, service, member, suggested):
        client.force_login(member)
        decide(client, suggested, value="nieuw@example.org", field="focus", focus="both", name="X")

        service.refresh_from_db()
        assert (service.focus, service.email) == (Focus.DRUGS, "nieuw@example.org")
        assert service.name != "X"

    def test_phones_keep_their_label_and_order(self, client, service, member):
        PhoneFactory(service=service, number="+3292252290", label="Onthaal")
        PhoneFactory(service=service, number="+3292252291", position=1)
        kept = ["+3292252290", "+3292252292"]
        proposal = ProposalFactory(
            service=service, field="phone", seen=["+3292252290", "+3292252291"], value=kept
        )
        client.force_login(member)
        decide(client, proposal, value="09 225 22 90\n09 225 22 92")

        phones = service.phones.order_by("position")
        assert [(one.number, one.label) for one in phones] == [
            ("+3292252290", "Onthaal"),
            ("+3292252292", ""),
        ]

    def test_hours_in_words_are_computed_where_they_are_certain(self, client, service, member):
        ScheduleFactory(service=service, channel="phone")
        proposal = ProposalFactory(service=service, field="hours", seen="", value="ma-vr 10-12u")
        client.force_login(member)
        decide(client, proposal, value="ma-vr 10-12u")

        schedule = service.schedules.get()
        assert (schedule.channel, schedule.opening_hours) == ("phone", "Mo-Fr 10:00-12:00")

    def test_an_address_stands_at_its_postal_code(self, client, service, member):
        address = {"street": "Grote Markt 1", "postal_code": "2000"}
        proposal = ProposalFactory(service=service, field="address", value=address)
        client.force_login(member)
        decide(client, proposal, value_street="Grote Markt 1", value_postal_code="2000")

        point = service.points.get()
        assert (point.street, point.municipality_name) == ("Grote Markt 1", "Antwerpen")

    def test_what_is_gone_is_archived_by_an_editor(self, client, service, member, editor):
        proposal = ProposalFactory(service=service, field="closed", seen=None, value=True)
        client.force_login(member)
        assert decide(client, proposal, current=None).status_code == 404
        client.force_login(editor)
        decide(client, proposal, at_desk=True)

        assert client.get("/aanbod/ons/").status_code == 404

    def test_text_is_shown_as_text_and_a_subject_is_one_line(self, client, service, editor):
        nasty = "<b>vet</b>\r\nBcc: x@example.org"
        Service.objects.update(name=nasty)
        member = MembershipFactory(organisation=service.organisation).user
        proposal = ProposalFactory(
            service=service, field="focus", seen="drugs", value="both", evidence=nasty
        )
        Proposal.objects.update(proposed_by=member)
        client.force_login(editor)
        url = reverse("admin:services_proposal_change", args=[proposal.pk])
        assert "<b>vet</b>" not in client.get(url).content.decode()
        decide(client, proposal, at_desk=True, verdict="reject", reason=nasty)

        sent = mail.outbox[0]
        assert sent.subject == "Er is beslist over je voorstel"
        assert "Bcc" not in sent.extra_headers
        assert sent.recipients() == [member.email]


class TestNew:
    FACTS = {
        "name": "Praatgroep",
        "kind": "service",
        "focus": "both",
        "description": "Een groep.",
        "website": "",
        "evidence": "https://example.org/groep",
    }

    def test_a_listing_waits_until_an_editor_publishes_it(self, client, member, editor):
        client.force_login(member)
        slug = member.memberships.get().organisation.slug
        client.post(reverse("services:own-new-listing", args=[slug]), self.FACTS)

        draft = Service.objects.get(name="Praatgroep")
        assert (draft.status, draft.slug) == (Status.DRAFT, "praatgroep")
        assert client.get(draft.get_absolute_url()).status_code == 404
        client.force_login(editor)
        decide(client, Proposal.objects.get(), at_desk=True)
        page = client.get(draft.get_absolute_url()).content.decode()
        # Who wrote it are its own people.
        assert "De organisatie keek deze gegevens zelf na." in page

    def test_or_it_is_rejected(self, client, member, editor):
        client.force_login(member)
        slug = member.memberships.get().organisation.slug
        client.post(reverse("services:own-new-listing", args=[slug]), self.FACTS)
        client.force_login(editor)
        proposal = Proposal.objects.get()
        decide(client, proposal, at_desk=True, verdict="reject", reason="Staat er al")

        assert Service.objects.get(name="Praatgroep").status == Status.ARCHIVED

    @pytest.mark.django_db
    def test_an_organisation_waits_and_whoever_reads_the_mail_claims_it(self, client, editor):
        form = self.FACTS | {
            "organisation": "Huis Acht",
            "organisation_website": "https://example.org/",
            "email": "wij@example.org",
        }
        response = client.post(reverse("services:new-organisation"), stamped(**form))

        assert "wij@example.org" in response.content.decode()
        organisation = Organisation.objects.get(name="Huis Acht")
        assert organisation.status == Status.DRAFT
        assert client.get(organisation.get_absolute_url()).status_code == 404
        client.post(paths_in(mail.outbox[0].body, "/mijn/aanvraag/")[0])
        assert organisation.claims.get().email == "wij@example.org"

        client.force_login(editor)
        decide(client, Proposal.objects.get(), at_desk=True)
        assert client.get(organisation.get_absolute_url()).status_code == 200


@pytest.mark.usefixtures("own_database")
def test_of_two_deciders_at_once_one_wins_and_the_other_is_told():
    service = listing(email="oud@example.org")
    proposal = ProposalFactory(service=service, seen="oud@example.org", value="nieuw@example.org")
    members = [MembershipFactory(organisation=service.organisation).user for _each in range(4)]

    def accept(by):
        try:
            proposals.accept(
                proposal=proposal, value="nieuw@example.org", current="oud@example.org", by=by
            )
        except proposals.AlreadyDecided:
            return "told"
        finally:
            connection.close()
        return "won"

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(accept, members))

    assert sorted(outcomes) == ["told", "told", "told", "won"]
