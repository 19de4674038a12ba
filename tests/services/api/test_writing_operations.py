"""Each way to write over HTTP: as the description says, and as the page for people does."""

import pytest
import requests
import schemathesis
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from services.enums import MemberRole, TriState
from tests import factories
from tests.listings import listing
from tests.software import software_of

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
#: What is sent to each.
TIMES = 30


@pytest.mark.usefixtures("own_database")
@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
def test_every_way_to_write_answers_as_described(server, mode):
    owner = factories.MembershipFactory(role=MemberRole.OWNER)
    service = listing(organisation=owner.organisation, at="Gent", topics=["prep"])
    shown = {"Authorization": f"Bearer {software_of(owner).secret}", "If-Match": "*"}
    schema = schemathesis.openapi.from_url(f"{server.url}/api/v1/openapi.json")
    operations = [result.ok() for result in schema.get_all_operations()]
    writing = [one for one in operations if one.method in ("patch", "put")]
    statuses = set()

    for operation in writing:

        @settings(
            max_examples=TIMES,
            derandomize=True,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def send(case):
            case.path_parameters = {"id": str(service.pk)}
            case.query, case.headers = {}, shown
            statuses.add(case.call_and_validate(checks=CHECKS).status_code)

        send()

    assert len(writing) == 4
    assert statuses >= ({200, 422} if mode == schemathesis.GenerationMode.POSITIVE else {422})


@pytest.mark.usefixtures("own_database")
def test_the_example_on_the_page_writes(server):
    owner = factories.MembershipFactory(role=MemberRole.OWNER)
    service = listing(organisation=owner.organisation)
    page = BeautifulSoup(requests.get(f"{server.url}/api/").content, "html.parser")
    example = page.select_one("#schrijven ~ pre[aria-label='Schrijven met Python']").get_text()

    exec(example, {"ID": str(service.pk), "TOKEN": software_of(owner).secret})

    service.refresh_from_db()
    assert (service.has_waiting_time, service.waiting_weeks) == (TriState.YES, 6)
