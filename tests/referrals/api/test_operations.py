"""Every operation of the description, asked over HTTP with what may come, answers as described."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from tests import databases

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
]
#: Questions asked of each operation.
QUESTIONS = 25


@pytest.fixture(scope="module")
def operations(server, listings_database, django_db_blocker):
    """The operations that a running server describes, over a copy of the real listings."""
    with django_db_blocker.unblock(), databases.connected_to_copy(listings_database):
        schema = schemathesis.openapi.from_url(f"{server.url}/api/v1/openapi.json")
        found = [result.ok() for result in schema.get_all_operations()]
        # The library leaves out the address that it read the description from.
        paths = schema.raw_schema["paths"].keys() - {"/openapi.json"}
        assert {one.path for one in found} == paths
        yield found


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
def test_every_operation_answers_as_described(operations, mode):
    for operation in operations:

        @settings(
            max_examples=QUESTIONS,
            derandomize=True,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case):
            case.call_and_validate(checks=CHECKS)

        ask()
