"""What somebody may make of a link, a form or a name: nothing but what was meant by it.

Links that expire or are for somebody else stand with what they do, in `services/test_membership.py`
and `services/test_reminders.py`; addresses that others may not open in `test_permissions.py`.
"""

import html
import json
import re
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.cache import cache
from django.db import models
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from services import mail_text
from services.actions import claims, documents, invitations, proposals, reminders, tokens
from services.enums import AccessMode, MemberRole, Status
from services.models import Claim, Invitation, Membership, Proposal, Schedule, Service
from services.views.own.listings import SECTIONS
from tests import addresses, factories
from tests.listings import listing
from tests.mail import paths_in
from tests.services.test_editing import filled
from tests.services.test_suggestions_by_visitors import stamped
from tests.test_permissions import TABLE, address_of

pytestmark = pytest.mark.django_db

ELSEWHERE = "https://evil.example/"
NEW = "nieuw@example.org"
CONFIRMED = {"verified_on": date(2026, 1, 1), "verified_how": "phone"}
#: Of these rows nobody decides anything: places, words, and what is derived from the rest.
DERIVED = {
    "municipality",
    "postalcode",
    "province",
    "publicpoint",
    "readmodelversion",
    "servicedocument",
    "targetgroup",
    "topic",
}


@pytest.fixture(autouse=True)
def no_limits_yet():
    """Nobody has asked for anything yet today."""
    cache.clear()


@pytest.fixture
def owner():
    return factories.MembershipFactory(role=MemberRole.OWNER, organisation__slug="deze")


@pytest.fixture
def service(owner):
    return listing(slug="aanbod-van-deze", organisation=owner.organisation, at="Gent", **CONFIRMED)


@pytest.fixture
def desk(client, owner):
    client.force_login(owner.user)
    return client


@pytest.fixture
def other():
    """A listing of an organisation that is nothing of the owner's."""
    return listing(slug="van-een-ander")


def rows():
    """All that is kept of people, organisations and listings: columns by model and key."""
    return {
        (model._meta.model_name, row["pk"]): row
        for model in apps.get_app_config("services").get_models()
        if not model._meta.model_name.endswith("event") and model._meta.model_name not in DERIVED
        for row in model._base_manager.values("pk", *(one.name for one in model._meta.fields))
    }


def changed(before):
    """ "model.column" of what is another value than before, and "+model" of what is new."""
    after = rows()
    found = {f"+{name}" for name, _key in after.keys() - before.keys()}
    found |= {f"-{name}" for name, _key in before.keys() - after.keys()}
    for key in before.keys() & after.keys():
        found |= {
            f"{key[0]}.{column}"
            for column, value in after[key].items()
            if value != before[key][column] and column != "updated_at"
        }
    return found


def mailed_path():
    return paths_in(mail.outbox[-1].body, "/mijn/")[0]


def invitation(owner, service):
    invitations.invite(
        organisation=owner.organisation, email=NEW, role=MemberRole.EDITOR, by=owner.user
    )
    return mailed_path()


def claim(owner, service):
    claims.start(organisation=owner.organisation, email=NEW)
    return mailed_path()


def reminder(owner, service):
    return reminders.link(service=service, user=owner.user)


LINKS = [invitation, claim, reminder]


def broken(token):
    """A token with something of it lost, added or changed."""
    middle = len(token) // 2
    swapped = "A" if token[middle] != "A" else "B"
    return [
        token[:-1],
        token[1:],
        token + "A",
        token[:middle] + swapped + token[middle + 1 :],
        token.swapcase(),
        token[::-1],
        f"{token}:{token}",
        f"{token}%0A",
    ]


class TestLinks:
    def refused(self, path, before):
        for method in ("get", "post"):
            response = getattr(Client(), method)(path, {"seen": "x"})
            assert response.status_code in (404, 410), path
            if response.status_code == 410:
                assert "Er is niets gewijzigd." in response.text
        assert changed(before) == set()

    @pytest.mark.parametrize("link", LINKS)
    def test_a_whole_one_opens(self, client, owner, service, link):
        assert client.get(link(owner, service)).status_code == 200

    @pytest.mark.parametrize("link", LINKS)
    def test_one_that_something_was_done_to_does_not(self, owner, service, link):
        start, token = link(owner, service).strip("/").rsplit("/", 1)
        before = rows()
        for other in broken(token):
            self.refused(f"/{start}/{other}/", before)

    @pytest.mark.parametrize("link", LINKS)
    def test_it_opens_no_other_door(self, owner, service, link):
        token = link(owner, service).strip("/").rsplit("/", 1)[1]
        doors = {"services:invitation": invitation, "services:claim-confirm": claim}
        doors["services:confirm-by-mail"] = reminder
        before = rows()
        for name, own in doors.items():
            if own is not link:
                self.refused(reverse(name, args=[token]), before)

    def test_a_claim_that_was_decided_is_not_made_again_by_its_link(self, client, owner, service):
        path = claim(owner, service)
        client.post(path)
        claims.reject(claim=Claim.objects.get(), by=factories.MapEditorFactory())
        before = rows()

        client.post(path)

        assert changed(before) == set()


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


class TestMail:
    """A name is a name: it adds no header, no paragraph and no link, whatever is in it.

    A subject shows on a locked screen, so it holds no name and no theme at all.
    """

    NASTY = "Huis\r\nBcc: x@evil.example\r\n\r\nhttps://evil.example/\r\n\r\n<b>vet</b>"
    ON_ONE_LINE = "Huis Bcc: x@evil.example https://evil.example/ <b>vet</b>"

    def check(self, *, to):
        [message] = mail.outbox
        assert message.recipients() == [to]
        headers = message.message()
        assert headers["Bcc"] is None and "\n" not in message.subject
        mail_text.check_subject(message.subject)
        mail_text.check_unnamed(message.subject, ["Huis"])
        lines = message.body.splitlines()
        assert not [line for line in lines if line.startswith(("Bcc", "https://evil"))]
        page = BeautifulSoup(message.alternatives[0].content, "html.parser")
        assert not page.select("b")
        assert not [link for link in page.select("a") if "evil" in link["href"]]
        assert self.ON_ONE_LINE in " ".join(page.get_text().split())

    @pytest.fixture
    def nasty(self, owner):
        owner.organisation.name = self.NASTY
        owner.organisation.save()
        return owner

    def test_invitation(self, nasty, service):
        invitation(nasty, service)
        self.check(to=NEW)

    def test_claim(self, nasty, service):
        claim(nasty, service)
        self.check(to=NEW)

    def test_rejected_claim(self, nasty):
        asked = factories.ClaimFactory(organisation=nasty.organisation)
        claims.reject(claim=asked, by=factories.MapEditorFactory())
        self.check(to=asked.email)

    def test_reminder(self, nasty, service):
        Service.objects.update(name=self.NASTY)
        reminders.send_all()
        self.check(to=nasty.user.email)

    def test_suggestion(self, nasty, service):
        proposals.suggest(service=service, field="name", value="Nieuwe naam")
        self.check(to=nasty.user.email)

    def test_token(self, nasty):
        nasty.user.name = self.NASTY
        nasty.user.save()
        tokens.make(
            organisation=nasty.organisation, name=self.NASTY[:60], expires_on=SOON, by=nasty.user
        )
        self.check(to=nasty.user.email)

    def test_decision(self, owner, service):
        proposal = factories.ProposalFactory(
            service=service,
            field="focus",
            value="both",
            evidence="Onze eigen pagina.",
            proposed_by=owner.user,
        )
        Service.objects.update(name=self.NASTY)
        proposals.reject(proposal=proposal, by=factories.MapEditorFactory(), reason=self.NASTY)
        self.check(to=owner.user.email)


MARKUP = '"><i>vet</i>'


def marked(record):
    """The record with markup in every text of it that people write."""
    texts = {
        field.name: MARKUP
        for field in record._meta.concrete_fields
        if type(field) in (models.CharField, models.TextField)
        and not field.choices
        and field.name not in ("number", "opening_hours", "postal_code", "digest", "password")
    }
    type(record).objects.filter(pk=record.pk).update(**texts)
    return record


class TestMarkup:
    @pytest.fixture
    def service(self, owner):
        service = listing(
            slug="aanbod-van-deze",
            organisation=owner.organisation,
            at="Gent",
            groups=["msm"],
            **CONFIRMED,
        )
        Service.objects.filter(pk=service.pk).update(closed_until=date(2100, 1, 1))
        owner.organisation.other_names = [MARKUP]
        owner.organisation.save()
        for record in (
            service,
            owner.organisation,
            owner.user,
            factories.PhoneFactory(service=service),
            Schedule.objects.create(service=service, channel=AccessMode.PHONE, text="x"),
            service.locations.get(),
            service.target_group_claims.get(),
            factories.ListingSourceFactory(service=service),
            factories.CooperationFactory(service=service),
            factories.ExpertiseFactory(service=service),
            factories.PendingValueFactory(service=service),
        ):
            marked(record)
        for field, value in (("name", MARKUP), ("focus", "both")):
            factories.ProposalFactory(service=service, field=field, value=value, evidence=MARKUP)
        documents.refresh([service.pk])
        return service

    def pages(self, service):
        public = addresses.every_address(slugs=["aanbod-van-deze", "deze"])
        own = [address_of(name, service.organisation) for name in TABLE if "aanvraag" not in name]
        search = reverse("referrals:search")
        return [*public, *own, f"{search}?q=vet", f"{search}?plaats=gent", "/beheer/"] + [
            reverse(f"admin:services_{name}_{page}", args=args)
            for name, key in (
                ("service", service.pk),
                ("organisation", service.organisation_id),
                ("user", service.organisation.memberships.first().user_id),
                ("proposal", service.proposals.first().pk),
            )
            for page, args in (("changelist", []), ("change", [key]), ("history", [key]))
        ]

    def test_it_is_shown_as_text_on_every_page(self, service, owner):
        editor = factories.MapEditorFactory(is_superuser=True)
        shown, pages = [], self.pages(service)
        for person in (owner.user, editor):
            client = Client()
            client.force_login(person)
            for address in pages:
                response = client.get(address)
                if response.get("Content-Type", "").startswith("text/html"):
                    assert MARKUP not in response.text, address
                    if html.escape(MARKUP) in response.text:
                        shown.append(address)

        for address in ("/aanbod/aanbod-van-deze/", "/organisaties/deze/", "/mijn/", "/beheer/"):
            assert [one for one in shown if one.startswith(address)], address

    def test_in_structured_data_it_stays_text(self, client, service):
        page = BeautifulSoup(client.get("/aanbod/aanbod-van-deze/").content, "html.parser")
        [script] = page.select("script[type='application/ld+json']")

        assert json.loads(script.string)["mainEntity"]["name"] == MARKUP
        assert "<" not in script.string
