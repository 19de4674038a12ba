"""Many people who change the same listings at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from services.actions import editing, listing_rows, proposals
from services.actions.editing import ChangedMeanwhile
from services.models import Proposal, Service
from tests.factories import MembershipFactory
from tests.listings import listing

pytestmark = pytest.mark.usefixtures("own_database")

LISTINGS, EDITS_OF_EACH, THREADS = 20, 10, 8


def test_two_hundred_edits_of_twenty_listings_lose_nothing():
    member = MembershipFactory().user
    organisation = member.memberships.get().organisation
    slugs = [f"ons-{number}" for number in range(LISTINGS)]
    for slug in slugs:
        listing(slug=slug, organisation=organisation)

    def edit(number):
        try:
            service = Service.objects.get(slug=slugs[number // EDITS_OF_EACH])
            KINDS[number % len(KINDS)](service, number, member)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(edit, range(LISTINGS * EDITS_OF_EACH)))

    of_a_kind = EDITS_OF_EACH // len(KINDS)
    for number, service in enumerate(Service.objects.order_by("created_at")):
        assert len(set(service.first_contact.split())) == of_a_kind
        assert service.phones.count() == of_a_kind
        assert service.verified_by == member
        assert service.waiting_weeks // EDITS_OF_EACH == number
        assert service.min_age == 16
    assert not Proposal.objects.waiting().exists()


def add_a_word(service, number, member):
    """Whoever comes second reads anew what stands there, and adds to that."""
    seen = service.first_contact
    while True:
        try:
            words = f"{seen} woord{number}".strip()
            editing.change(service=service, changes={"first_contact": (seen, words)}, by=member)
        except ChangedMeanwhile as found:
            seen = found.current["first_contact"]
        else:
            return


def add_a_number(service, number, member):
    """A new row never clashes with another one."""
    seen = listing_rows.read(service, "phones")
    wanted = [*seen.items(), (None, {"number": f"+3292250{number:03}", "label": ""})]
    editing.change(service=service, changes={"phones": (seen, wanted)}, by=member)


def confirm(service, number, member):
    editing.confirm(service=service, by=member)


def say_the_waiting_time(service, number, member):
    """The last one to say so is right: who comes second says it again."""
    while True:
        service.refresh_from_db()
        changes = {
            "has_waiting_time": (service.has_waiting_time, "yes"),
            "waiting_weeks": (service.waiting_weeks, number),
        }
        try:
            editing.change(service=service, changes=changes, by=member)
        except ChangedMeanwhile:
            continue
        return


def accept_an_age(service, number, member):
    """Suggested by visitors: who comes second finds that it is so already, or was decided."""
    try:
        proposals.suggest(service=service, field="min_age", value=16)
        for proposal in service.proposals.waiting():
            proposals.accept(proposal=proposal, value=16, current=None, by=member)
    except (ValidationError, ChangedMeanwhile, proposals.AlreadyDecided):
        return


KINDS = [add_a_word, add_a_number, confirm, say_the_waiting_time, accept_an_age]
