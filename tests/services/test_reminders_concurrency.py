"""Two runs at once, and two who confirm at once."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import connection

from services import history
from services.actions import reminders
from services.actions.reminders import fingerprint
from services.enums import VerificationMethod
from services.models import Service
from tests.factories import MembershipFactory
from tests.listings import listing

pytestmark = pytest.mark.usefixtures("own_database")

CONFIRMED = {
    "verified_on": datetime.date(2026, 1, 1),
    "verified_how": VerificationMethod.ORGANISATION,
}


def at_once(work, *tasks):
    def run(task):
        try:
            return work(task)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def test_runs_at_once_send_each_mail_once():
    for _each in range(8):
        listing(organisation=MembershipFactory().organisation, **CONFIRMED)
    outcomes = at_once(lambda _run: reminders.send_all().sent, *range(3))
    assert sum(outcomes) == len({message.to[0] for message in mail.outbox}) == len(mail.outbox) == 8


def test_a_link_that_is_sent_twice_at_once_confirms_once():
    membership = MembershipFactory()
    service = listing(organisation=membership.organisation, **CONFIRMED)
    token = reminders.token(service=service, user=membership.user)
    seen = fingerprint(Service.objects.for_detail().get(pk=service.pk))
    before = history.of_record(service).count()
    done = at_once(lambda _click: reminders.confirm(token=token, seen=seen), *range(4))
    assert sorted(done) == [False, False, False, True]
    assert history.of_record(service).count() == before + 1
