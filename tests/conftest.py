"""What all tests share: reference data, and no way to the network but this machine."""

import json
import logging
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import modify_settings
from django.test.utils import override_settings, setup_databases, teardown_databases
from hypothesis import settings as hypothesis_settings
from pytest_django.live_server_helper import LiveServer
from pytest_socket import socket_allow_hosts

from services import gazetteer
from services.actions.gazetteer import load_gazetteer
from services.actions.taxonomy import load_taxonomy
from socialekaart.logs import PlainFormatter
from tests import databases

FIXTURES = settings.BASE_DIR / "fixtures"

# The same code gets the same verdict each time; pytest --hypothesis-profile=explore looks further.
# How long an example takes says more of the machine than of the code; time is measured elsewhere.
hypothesis_settings.register_profile("repeatable", deadline=None, derandomize=True)
hypothesis_settings.register_profile("explore", deadline=None, max_examples=1_000)
hypothesis_settings.load_profile("repeatable")


def pytest_sessionstart(session):
    """Collect the static files once; the workers of a parallel run share them."""
    if not hasattr(session.config, "workerinput"):
        call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def static_files_on_demand(django_test_environment):
    """Static files are looked up when they are asked for.

    A production server lists them all when it starts, and here each client is a server of its own.
    """
    with override_settings(WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """The test database, with places and taxonomy in it; no test takes these away.

    It is there whatever tests run: pytest-django makes none when no test is marked for it. Threads
    wait for a connection as long as it takes: a machine may be busy with other things.
    """
    connection.settings_dict["OPTIONS"]["pool"]["timeout"] = 120
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
        for name, load in (("gazetteer", load_gazetteer), ("taxonomy", load_taxonomy)):
            load(**{name: json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))})
    yield
    with django_db_blocker.unblock():
        databases.end_sessions(connection.settings_dict["NAME"])
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def listings_database(django_db_setup, django_db_blocker):
    """Name of a database with the listings and words of the demo, for reading only."""
    with django_db_blocker.unblock(), databases.copied(connection.settings_dict["NAME"]) as name:
        with databases.connected_to(name):
            call_command("import_listings", "fixtures/listings.csv", stdout=StringIO())
            call_command("load_networks", stdout=StringIO())
            call_command("load_glossary", stdout=StringIO())
            call_command("load_cues", stdout=StringIO())
        yield name


@pytest.fixture
def own_database(django_db_setup, django_db_blocker):
    """A copy of the test database: what this test writes is committed, and gone after it."""
    source = connection.settings_dict["NAME"]
    with django_db_blocker.unblock(), databases.connected_to_copy(source):
        yield


@pytest.fixture(autouse=True)
def fresh_gazetteer():
    """No test sees the places that another one had."""
    yield
    gazetteer.load.cache_clear()


@pytest.fixture(autouse=True)
def only_this_machine():
    """No test may reach another host."""
    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


@pytest.fixture
def logged():
    """What the site's own log says meanwhile, as it is written."""
    stream = StringIO()
    [handler] = [
        one for one in logging.getLogger().handlers if isinstance(one.formatter, PlainFormatter)
    ]
    before = handler.setStream(stream)
    yield stream
    handler.setStream(before)


@pytest.fixture(scope="session")
def server():
    """The server of all tests; it reads the database that the test is connected to."""
    with modify_settings(ALLOWED_HOSTS={"append": ["127.0.0.1", "localhost"]}):
        started = LiveServer("127.0.0.1")
        yield started
        started.stop()
