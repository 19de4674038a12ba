"""Whatever is written in a name stays a text: in a mail, on a page, in structured data."""

import html
import json
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from services import mail_text
from services.actions import claims, documents, proposals, reminders, tokens
from services.enums import AccessMode
from services.models import Schedule, Service
from tests import addresses, factories
from tests.listings import listing
from tests.tampering.mailed import NEW, claim, invitation
from tests.test_permissions import TABLE, address_of

pytestmark = pytest.mark.django_db


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
            organisation=nasty.organisation,
            name=self.NASTY[:60],
            expires_on=timezone.localdate() + timedelta(days=30),
            by=nasty.user,
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
            verified_on=date(2026, 1, 1),
            verified_how="phone",
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
