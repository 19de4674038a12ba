"""Software that writes at the same moment, over connections of its own."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from services.enums import MemberRole
from tests import factories
from tests.listings import listing
from tests.software import etag_of, software_of

pytestmark = pytest.mark.usefixtures("own_database")


def test_one_of_many_who_read_the_same_writes():
    owner = factories.MembershipFactory(role=MemberRole.OWNER)
    service = listing(organisation=owner.organisation)
    software, etag = software_of(owner), etag_of(service)

    def write(number):
        try:
            patch = {"email": f"schrijver{number}@example.org"}
            return software.patch(service, patch, etag=etag).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        statuses = list(pool.map(write, range(6)))

    assert sorted(statuses) == [200, 412, 412, 412, 412, 412]
    service.refresh_from_db()
    assert service.email == f"schrijver{statuses.index(200)}@example.org"
