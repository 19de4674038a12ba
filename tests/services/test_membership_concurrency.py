"""Two people who decide on who is a member at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection

from services.actions import invitations, members
from services.enums import MemberRole
from tests.factories import MembershipFactory, OrganisationFactory
from tests.mail import paths_in

pytestmark = pytest.mark.usefixtures("own_database")


def test_of_two_owners_who_leave_at_once_one_stays():
    organisation = OrganisationFactory()
    both = [
        MembershipFactory(organisation=organisation, role=MemberRole.OWNER) for _each in range(2)
    ]

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(_leave, both))

    assert sorted(outcomes) == ["left", "stays"]
    assert organisation.memberships.filter(role=MemberRole.OWNER).count() == 1


def _leave(membership):
    try:
        members.remove(membership=membership, by=membership.user)
    except ValidationError:
        return "stays"
    finally:
        connection.close()
    return "left"


def test_of_two_who_use_one_link_at_once_one_comes_in():
    owner = MembershipFactory(role=MemberRole.OWNER)
    invitations.invite(
        organisation=owner.organisation,
        email="nieuw@example.org",
        role=MemberRole.EDITOR,
        by=owner.user,
    )
    [path] = paths_in(mail.outbox[0].body)
    secret = path.strip("/").rpartition("/")[2]

    with ThreadPoolExecutor(2) as pool:
        users = list(pool.map(_accept, [secret, secret]))

    assert len([user for user in users if user]) == 1
    assert owner.organisation.memberships.count() == 2


def test_of_two_invitations_at_once_the_later_one_counts():
    owner = MembershipFactory(role=MemberRole.OWNER)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(_send, [owner.organisation] * 4))

    assert owner.organisation.invitations.count() == 1
    assert len(mail.outbox) == 4


def _send(organisation):
    try:
        invitations.send(
            organisation=organisation, email="nieuw@example.org", role=MemberRole.EDITOR
        )
    finally:
        connection.close()


def _accept(secret):
    try:
        return invitations.accept(secret=secret)
    finally:
        connection.close()
