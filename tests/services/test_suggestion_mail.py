"""Members of an organisation hear that a visitor suggested something, once a day for a listing."""

import datetime
import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from services import mail_text
from services.actions import proposals
from services.enums import ProposalField, ServiceKind
from services.models import Proposal
from tests.factories import MembershipFactory
from tests.listings import listing
from tests.services.test_suggestions_by_visitors import suggest

DAY = datetime.timedelta(days=1)


@pytest.fixture
def service(db):
    return listing(slug="ons", name="Open huis", email="oud@example.org")


@pytest.fixture
def member(service):
    return MembershipFactory(organisation=service.organisation).user


def rename(service, name):
    proposals.suggest(service=service, field=ProposalField.NAME, value=name)


def test_it_says_that_something_waits_and_why_one_is_told(client, service, member, settings):
    suggest(client, "naam", value="Qyvaxobru")

    [message] = mail.outbox
    assert message.recipients() == [member.email]
    own = f"{settings.SITE_URL}{reverse('services:own-listing', args=['ons'])}"
    for words in ("Open huis", f"\n{own}\n", f"omdat je lid bent van {service.organisation}"):
        assert words in message.body
    html = message.alternatives[0].content
    assert f'<a href="{own}">' in html
    for text in (message.subject, message.body, html):
        assert "Qyvaxobru" not in text
    mail_text.check_subject(message.subject)
    mail_text.check_unnamed(message.subject, [service.name, service.organisation.name])

    client.force_login(member)
    assert "Qyvaxobru" in client.get(own.removeprefix(settings.SITE_URL)).content.decode()


def test_each_active_member_once_a_day_for_a_listing(service, member):
    second = MembershipFactory(organisation=service.organisation).user
    MembershipFactory(organisation=service.organisation, user__is_active=False)
    MembershipFactory()
    other = listing(organisation=service.organisation, slug="ook-ons")
    midnight = timezone.localtime().replace(hour=0, minute=0) + DAY
    with time_machine.travel(midnight - datetime.timedelta(minutes=2)) as clock:
        for number in range(3):
            rename(service, f"Naam {number}")
        assert [one.recipients() for one in mail.outbox] == [[member.email], [second.email]]
        rename(other, "Naam")
        assert len(mail.outbox) == 4
        clock.shift(datetime.timedelta(minutes=4))
        rename(service, "Naam van morgen")
    assert len(mail.outbox) == 6


def test_that_it_ended_is_told_though_editors_decide(client, service, member):
    suggest(client, "bestaat-niet-meer")
    [message] = mail.outbox
    assert message.recipients() == [member.email]

    client.force_login(member)
    page = BeautifulSoup(client.get(f"/mijn/aanbod/{service.slug}/").content, "html.parser")
    panel = page.find(id="voorgesteld").parent
    assert "Dit bestaat niet meer" in panel.text and "Daarover beslist de redactie" in panel.text
    assert panel.find("a") is None


def test_without_members_nobody_is_mailed(client, service):
    MembershipFactory()
    source = listing(slug="bron", kind=ServiceKind.SOURCE, organisation=None)
    for one in (service, source):
        assert suggest(client, "naam", slug=one.slug, value="Nieuwe naam").status_code == 302
    assert mail.outbox == []
    assert Proposal.objects.filter(told_on=None).count() == 2


def test_it_is_kept_when_the_mail_cannot_leave_and_the_next_one_tells(
    client, service, member, settings, caplog
):
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.mail.Unreachable"
    assert suggest(client, "naam", value="Nieuwe naam").url.endswith("?gemeld=1")
    assert Proposal.objects.get().told_on is None
    [record] = [one for one in caplog.records if one.levelno == logging.ERROR]
    assert record.getMessage() == "0 of 1 mails about a suggestion left"

    settings.EMAIL_BACKEND = working
    rename(service, "Nog een naam")
    assert len(mail.outbox) == 1


def test_one_address_that_is_refused_keeps_it_from_nobody_else(service, settings):
    settings.EMAIL_BACKEND = "tests.mail.RefusesTheDead"
    for email in ("dood@example.org", "levend@example.org"):
        MembershipFactory(organisation=service.organisation, user__email=email)
    for name in ("Een naam", "Nog een naam"):
        rename(service, name)
    assert [one.recipients() for one in mail.outbox] == [["levend@example.org"]]


@pytest.mark.usefixtures("own_database")
def test_of_suggestions_at_once_one_is_mailed():
    service = listing(slug="ons")
    MembershipFactory(organisation=service.organisation)

    def suggested(number):
        try:
            rename(service, f"Naam {number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(suggested, range(4)))

    assert Proposal.objects.count() == 4
    assert len(mail.outbox) == 1
