"""A form does what it is for, whatever is sent along; it comes from here and leads nowhere else."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from services.enums import AccessMode, Status
from services.models import Claim, Invitation, Membership, Proposal, Service
from services.views.own.listings import SECTIONS
from tests import addresses, factories
from tests.listings import listing
from tests.services.test_editing import filled
from tests.services.test_suggestions_by_visitors import stamped
from tests.tampering.kept import changed, rows
from tests.tampering.mailed import NEW
from tests.test_permissions import TABLE, address_of

pytestmark = pytest.mark.django_db

ELSEWHERE = "https://evil.example/"
#: Addresses of libraries that take a form, beside our own.
TAKE_FORMS = [name for name, (_read, send) in TABLE.items() if send] + [
    "account_logout",
    "account_reauthenticate",
    "account_request_login_code",
    "mfa_login_webauthn",
    "admin:services_service_changelist",
]


@pytest.mark.parametrize("name", TAKE_FORMS)
def test_no_form_of_another_site_is_taken(owner, service, name):
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(owner.user)
    address = address_of(name, owner.organisation) if name in TABLE else reverse(name)
    page = (settings.BASE_DIR / "static" / "errors" / "403_csrf.html").read_bytes()
    before = rows()

    for headers in ({}, {"Origin": ELSEWHERE}, {"Cookie": "csrftoken=x"}):
        response = forged.post(address, {"csrfmiddlewaretoken": "x"}, headers=headers)
        assert (response.status_code, response.content) == (403, page)

    assert changed(before) == set()


#: What nobody may send along: values for columns of whatever is behind a form.
SENT_ALONG = {
    "name": "Gekaapt",
    "slug": "gekaapt",
    "status": "published",
    "state": "accepted",
    "is_published": "on",
    "kind": "source",
    "focus": "both",
    "youth_suitability": "made_for",
    "editor_notes": "gekaapt",
    "confidence": "high",
    "verified_on": "2026-11-25",
    "verified_how": "visit",
    "ended_on": "2026-11-25",
    "status_reason": "gekaapt",
    "has_waiting_time": "no",
    "closed_until": "2027-01-01",
    "accepted_at": "2026-11-25",
    "decided_at": "2026-11-25",
    "outcome": "approved",
    "reminded_on": "2026-11-25",
    "is_staff": "on",
    "is_superuser": "on",
    "is_active": "",
    "email": "kaper@example.org",
    "role": "owner",
    "rhythm": "12",
    "label": "gekaapt",
    "number": "112",
    "website": ELSEWHERE,
}

NEW_LISTING = {
    "kind": "service",
    "focus": "both",
    "name": "Praatgroep",
    "description": "Een groep.",
    "website": "",
    "evidence": "Onze eigen pagina.",
}
SOON = (timezone.localdate() + timedelta(days=30)).isoformat()
#: By address: what is sent, and all that changes by it.
FORMS = {
    "services:own-waiting": (
        {"weken": "3"},
        {"service.has_waiting_time", "service.waiting_weeks", "service.waiting_checked_on"},
    ),
    "services:own-capacity": (
        {"plaats": "ja"},
        {"service.has_capacity", "service.capacity_checked_on"},
    ),
    "services:own-confirm": (
        {},
        {"service.verified_on", "service.verified_how", "service.verified_by"},
    ),
    "services:own-reopen": ({}, set()),
    "services:own-end": (
        {"reason": "Gestopt"},
        {"service.status", "service.status_reason", "service.ended_on"},
    ),
    "services:own-rhythm": ({"rhythm": "3"}, {"organisation.rhythm"}),
    "services:own-account": ({}, {"user.sessions_ended"}),
    "services:own-claim": (
        {"value": "sexuality", "evidence": "Onze eigen pagina."},
        {"+proposal"},
    ),
    "services:own-members": ({"email": NEW, "role": "editor"}, {"+invitation"}),
    "services:own-new-listing": (NEW_LISTING, {"+proposal", "+service"}),
    "services:own-tokens": ({"name": "website", "expires_on": SOON}, {"+apitoken"}),
    "services:own-token-revoke": ({}, {"apitoken.revoked_at", "apitoken.revoked_by"}),
    "services:member-role": ({"role": "owner"}, {"membership.role"}),
    "services:report": ({"reason": "phone"}, {"+report"}),
    "services:suggest-field": ({"value": NEW}, {"+proposal"}),
    "services:claim": ({"email": NEW}, set()),
    "services:claim-confirm": ({}, {"+claim"}),
    "services:invitation": ({}, {"+membership", "+user", "invitation.accepted_at"}),
}


class TestSentAlong:
    def along(self, other):
        """Whose somebody would like it to be is sent along as well."""
        whose = {
            "organisation": str(other.organisation_id),
            "service": str(other.pk),
            "user": "1",
            "proposed_by": "1",
            "invited_by": "1",
        }
        return SENT_ALONG | whose | {f"{name}_id": value for name, value in whose.items()}

    @pytest.mark.parametrize("section", SECTIONS)
    def test_a_section_saves_only_what_is_on_it(self, desk, service, other, section):
        factories.PhoneFactory(service=service)
        factories.ScheduleFactory(service=service, channel=AccessMode.PHONE)
        address = reverse("services:own-section", args=[service.slug, section])
        own = filled(desk.get(address))
        before = rows()

        response = desk.post(address, self.along(other) | own, follow=True)

        assert "Bewaard." in response.text
        assert changed(before) == set()

    @pytest.mark.parametrize("name", FORMS)
    def test_a_form_does_only_what_it_is_for(self, desk, owner, service, other, name):
        sent, expected = FORMS[name]
        address = address_of(name, owner.organisation)
        before = rows()

        response = desk.post(address, stamped(**self.along(other) | sent))

        assert response.status_code in (200, 302, 303)
        assert changed(before) >= expected
        assert changed(before) <= expected | {"user.last_login"}
        assert other.organisation.services.count() == 1
        for model in (Invitation, Membership, Claim):
            assert not model.objects.filter(organisation=other.organisation).exists()
        assert not Proposal.objects.filter(service=other).exists()
        assert not Proposal.objects.exclude(state="waits").exists()
        assert not get_user_model().objects.filter(is_staff=True).exists()

    def test_what_is_new_waits_for_an_editor(self, desk, client, owner, service, other):
        form = {"organisation": "Huis Acht", "organisation_website": "https://example.org/"}
        for name in ("services:own-new-listing", "services:new-organisation"):
            sent = stamped(**self.along(other) | NEW_LISTING | form | {"email": NEW})
            client.post(address_of(name, owner.organisation), sent)

        assert Service.objects.filter(status=Status.DRAFT).count() == 2
        for made in Service.objects.filter(status=Status.DRAFT):
            assert (made.name, made.slug.startswith("praatgroep")) == ("Praatgroep", True)
            assert (made.verified_on, made.editor_notes, made.confidence) == (None, "", "medium")
        assert {one.proposed_by for one in Proposal.objects.all()} == {owner.user, None}


class TestGuessing:
    def test_inviting_tells_nobody_who_has_an_account(self, desk, owner):
        known = factories.UserFactory().email
        answers = []
        for email in (known, NEW):
            address = reverse("services:own-members", args=["deze"])
            page = desk.post(address, {"email": email, "role": "editor"}, follow=True).text
            Invitation.objects.all().delete()
            answers.append(re.sub(r'(nonce|value)="[^"]*"|/\d+/', "", page.replace(email, "")))

        assert answers[0] == answers[1]

    @pytest.mark.parametrize("name", ["claim", "suggest", "report"])
    def test_what_waits_cannot_be_told_from_nothing(self, client, name):
        listing(slug="wacht", organisation__slug="wacht", organisation__status=Status.DRAFT)
        answers = [
            client.get(reverse(f"services:{name}", args=[slug])) for slug in ("wacht", "niets")
        ]

        assert {(one.status_code, one.content) for one in answers} == {(404, answers[1].content)}

    def test_the_name_of_what_waits_is_not_told_by_proposing_it(self, client):
        factories.OrganisationFactory(name="Nog geheim", status=Status.DRAFT)
        form = {"organisation": "Nog geheim", "organisation_website": "https://example.org/"}
        sent = stamped(**NEW_LISTING | form | {"email": NEW})

        assert client.post(reverse("services:new-organisation"), sent).context["is_sent"]

    def test_nobody_takes_an_address_whose_mail_they_did_not_read(self, desk, owner):
        """Whoever did would come in where the reader of that address is invited."""
        before = rows()

        for action in ("action_add", "action_primary"):
            response = desk.post(reverse("account_email"), {action: "", "email": NEW})
            assert response.status_code in (302, 405)

        assert changed(before) == set()
        assert mail.outbox == []


#: Names under which an address to go to may be sent along.
LEADS = dict.fromkeys(("next", "terug", "url", "to", "redirect", "redirect_to"))


@pytest.mark.parametrize(
    "target", [ELSEWHERE, "//evil.example", r"/\evil.example", "/mijn/\r\nX: y"]
)
def test_nothing_leads_to_another_site(desk, owner, service, target):
    sent = dict.fromkeys(LEADS, target)
    asked = [name for name in TABLE if name != "services:quick-exit"]
    asked += [
        name
        for name, parameters in addresses.named(get_resolver())
        if name.startswith(("account_", "mfa_")) and not parameters
    ]
    for name in asked:
        desk.force_login(owner.user)
        address = address_of(name, owner.organisation)
        for response in (
            desk.get(address, sent),
            desk.post(address, sent, query_params=sent),
        ):
            # As a browser reads it, to which a backslash is a slash.
            led_to = response.headers.get("Location", "").replace("\\", "/")
            assert urlsplit(led_to).netloc in ("", "testserver"), name
            assert "X" not in response.headers
