"""What all tests share: reference data, and no way to the network but this machine."""

import json

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from hypothesis import settings as hypothesis_settings
from pytest_socket import socket_allow_hosts

from services import gazetteer
from services.actions.gazetteer import load_gazetteer
from services.actions.taxonomy import load_taxonomy
from services.models import Topic

FIXTURES = settings.BASE_DIR / "fixtures"

# How long an example takes says more of the machine than of the code; time is measured elsewhere.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")


def pytest_sessionstart(session):
    """Collect the static files once; the workers of a parallel run share them."""
    if not hasattr(session.config, "workerinput"):
        call_command("collectstatic", interactive=False, verbosity=0)


def load_reference_data():
    for name, load in (("gazetteer", load_gazetteer), ("taxonomy", load_taxonomy)):
        load(**{name: json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))})


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, with places and taxonomy in it from the start."""
    with django_db_blocker.unblock():
        load_reference_data()
    yield
    # Under Playwright's loop Django had a connection of its own, which nothing reaches any more.
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture
def reference_data(db):
    """Places and taxonomy, also after a test that emptied all tables."""
    if not Topic.objects.exists():
        load_reference_data()


@pytest.fixture(autouse=True)
def fresh_gazetteer():
    """No test sees the places that another one had."""
    yield
    gazetteer.load.cache_clear()


@pytest.fixture(autouse=True)
def only_this_machine():
    """No test may reach another host."""
    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)
