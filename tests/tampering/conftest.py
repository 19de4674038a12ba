"""An organisation with a listing, its owner, and somebody else's listing beside it."""

from datetime import date

import pytest
from django.core.cache import cache

from services.enums import MemberRole
from tests import factories
from tests.listings import listing


@pytest.fixture(autouse=True)
def no_limits_yet():
    """Nobody has asked for anything yet today."""
    cache.clear()


@pytest.fixture
def owner():
    return factories.MembershipFactory(role=MemberRole.OWNER, organisation__slug="deze")


@pytest.fixture
def service(owner):
    return listing(
        slug="aanbod-van-deze",
        organisation=owner.organisation,
        at="Gent",
        verified_on=date(2026, 1, 1),
        verified_how="phone",
    )


@pytest.fixture
def desk(client, owner):
    client.force_login(owner.user)
    return client


@pytest.fixture
def other():
    """A listing of an organisation that is nothing of the owner's."""
    return listing(slug="van-een-ander")
