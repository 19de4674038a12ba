"""A client that was made from the published description alone, by a public generator."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from services.enums import MemberRole
from services.models import Service
from tests import databases
from tests.factories import MembershipFactory
from tests.software import software_of

GENERATOR = Path(sys.executable).with_name("openapi-python-client")
NAME = "sociale_kaart_client"
#: How the generator is to leave alone what it wrote.
CONFIGURATION = f"package_name_override: {NAME}\npost_hooks: []\n"


@pytest.fixture(scope="module")
def served(server, listings_database, django_db_blocker):
    """The address of the API over a copy of the real listings."""
    with django_db_blocker.unblock(), databases.connected_to_copy(listings_database):
        yield f"{server.url}/api/v1"


@pytest.fixture(scope="module")
def made(served, tmp_path_factory):
    """Imports a module of the client by its name; the client is made once."""
    folder = tmp_path_factory.mktemp("client")
    (folder / "openapi.json").write_bytes(requests.get(f"{served}/openapi.json").content)
    (folder / "configuration.yaml").write_text(CONFIGURATION)
    generating = subprocess.run(
        [
            GENERATOR,
            "generate",
            "--fail-on-warning",
            *("--path", "openapi.json"),
            *("--config", "configuration.yaml"),
            *("--meta", "none"),
            *("--output-path", NAME),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert generating.returncode == 0, generating.stdout + generating.stderr
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        yield lambda name="": importlib.import_module(f"{NAME}.{name}".rstrip("."))


@pytest.fixture
def operation(made):
    return lambda name: made(f"api.default.{name}")


@pytest.fixture
def client(made, served):
    with made().Client(base_url=served, raise_on_unexpected_status=True) as client:
        yield client


def test_it_lists_by_words_and_filters_and_says_why(client, made, operation):
    models = made("models")
    page = operation("service_list").sync(
        client=client, q="praatgroep chemsex", place="gent", focus=models.ServiceListFocus.BOTH
    )
    assert page.total_items == len(page.contents) > 0
    assert page.understood.place == "Gent"
    for service in page.contents:
        assert service.match.explanation


def test_it_leafs_through_all_pages(client, operation):
    seen, number = [], 1
    while True:
        page = operation("service_list").sync(client=client, per_page=40, page=number)
        seen += [service.id for service in page.contents]
        if page.last_page:
            break
        number += 1
    assert number == page.total_pages > 1
    assert sorted(seen) == sorted(Service.objects.searchable().values_list("pk", flat=True))


def test_it_reads_every_kind_of_record(client, operation):
    for name in ("service", "organization", "service_at_location", "taxonomy", "term"):
        first = operation(f"{name}_list").sync(client=client, per_page=1).contents[0]
        assert operation(f"{name}_detail").sync(client=client, id=first.id).id == first.id


def test_it_updates_a_listing(made, operation, served):
    """With what the description says: a token, the ETag of what was read, and what changes."""
    service = Service.objects.searchable().exclude(organisation=None).first()
    owner = MembershipFactory(organisation=service.organisation, role=MemberRole.OWNER)
    models, secret = made("models"), software_of(owner).secret
    read, write = operation("service_detail"), operation("service_detail_patch")
    with made().AuthenticatedClient(base_url=served, token=secret) as client:
        etag = read.sync_detailed(client=client, id=service.pk).headers["ETag"]
        body = models.ServicePatch(email="nieuw@example.org")
        changed = write.sync_detailed(client=client, id=service.pk, if_match=etag, body=body)
        late = write.sync_detailed(client=client, id=service.pk, if_match=etag, body=body)

    assert changed.parsed.email == "nieuw@example.org"
    assert changed.headers["ETag"] != etag
    assert (late.status_code, late.parsed.status) == (412, 412)


def test_it_is_told_what_it_asked_wrong(client, made, operation):
    problem = operation("service_list").sync(client=client, near="ergens")
    assert isinstance(problem, made("models").Problem)
    assert problem.status == 400
    assert "near" in problem.errors.to_dict()
