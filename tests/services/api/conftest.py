"""An organisation that writes: its owner, a listing, and software with a token."""

import pytest

from services.enums import AccessMode, Focus, MemberRole, TriState
from tests import factories
from tests.listings import listing
from tests.software import software_of


@pytest.fixture
def owner(db):
    return factories.MembershipFactory(role=MemberRole.OWNER, organisation__slug="ons")


@pytest.fixture
def service(owner):
    return listing(
        slug="ons",
        organisation=owner.organisation,
        at="Gent",
        focus=Focus.SEXUALITY,
        groups=["msm"],
        topics=["prep"],
        access_modes=[AccessMode.PHONE],
        is_anonymous=TriState.YES,
        languages=["nl"],
    )


@pytest.fixture
def software(owner):
    return software_of(owner)
