"""Databases beside the one of the tests: copied in an instant, written to, and thrown away.

A test that needs what it writes to be committed, because a server or another process reads it,
works in such a copy. Emptying all tables after it, and filling them again, would take seconds.
"""

import contextlib
from collections.abc import Iterator
from itertools import count

from django.db import connection
from psycopg import sql

_numbers = count(1)


@contextlib.contextmanager
def copied(source: str) -> Iterator[str]:
    """The name of a copy of the database `source`, until the block ends."""
    name = f"{source}_{next(_numbers)}"
    # A run that was broken off may have left one.
    _drop(name)
    end_sessions(source)
    _administer("CREATE DATABASE {} TEMPLATE {}", name, source)
    try:
        yield name
    finally:
        _drop(name)


def end_sessions(name: str) -> None:
    """End every session on the database `name`, for a copy needs it at rest.

    Django may hold several: it has a connection for code in Playwright's loop, and one for other.
    """
    connection.close()
    connection.close_pool()
    with connection._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )


@contextlib.contextmanager
def connected_to(name: str) -> Iterator[None]:
    """All of Django reads and writes the database `name`, in every thread, until the block ends."""
    before = connection.settings_dict["NAME"]
    _connect_to(name)
    try:
        yield
    finally:
        _connect_to(before)


@contextlib.contextmanager
def connected_to_copy(source: str) -> Iterator[None]:
    """As `connected_to`, with a copy of the database `source` that nobody else has."""
    with copied(source) as name, connected_to(name):
        yield


def _connect_to(name):
    # The name first: a thread of the server may open a pool at any moment.
    connection.settings_dict["NAME"] = name
    connection.close()
    connection.close_pool()


def _drop(name):
    _administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _administer(statement, *names):
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
