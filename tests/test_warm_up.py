"""What a process reads before it serves, and that nothing keeps it from starting."""

from unittest.mock import Mock

import pytest
from django.db import OperationalError

from services import gazetteer
from services.models import Municipality, PlaceName, PostalCode
from socialekaart import warm_up as module
from socialekaart.warm_up import warm_up


@pytest.fixture(autouse=True)
def connection(monkeypatch):
    """In place of the tests' own, which has to stay open."""
    monkeypatch.setattr(module, "connection", made := Mock())
    return made


def test_places_are_read_and_no_connection_is_left(db, connection):
    warm_up()
    assert gazetteer.load.cache_info().currsize == 1
    connection.close_pool.assert_called_once_with()


def test_places_that_are_not_there_yet_are_not_remembered_as_none(db):
    for model in (PlaceName, PostalCode, Municipality):
        model.objects.all().delete()
    warm_up()
    assert gazetteer.load.cache_info().currsize == 0


def test_database_that_does_not_answer_is_no_reason_not_to_start(monkeypatch, connection):
    monkeypatch.setattr(
        module, "Municipality", Mock(**{"objects.exists.side_effect": OperationalError})
    )
    warm_up()
    connection.close_pool.assert_called_once_with()
