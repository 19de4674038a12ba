"""The bare limit of a page: its own SQL, sent by psycopg without anything around it."""

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from statistics import median

import psycopg
from django.db import connection
from django.test import Client

from bench.figures import Bare


@dataclass(frozen=True)
class Statement:
    """SQL as Django hands it to psycopg, with its parameters."""

    sql: str
    parameters: Sequence | Mapping | None


def capture(requests):
    """The statements of each request, answered in this process; lists of Statements.

    The first is asked once more before: what a process reads only once is no part of a page.
    """
    client = Client(SERVER_NAME="127.0.0.1")
    captured = []
    for request in requests[:1]:
        client.get(request.address, headers=request.headers)
    for request in requests:
        statements = []
        with connection.execute_wrapper(_recorder(statements)):
            client.get(request.address, headers=request.headers)
        captured.append(statements)
    return captured


def _recorder(statements):
    def record(execute, sql, parameters, many, context):
        statements.append(Statement(sql, parameters))
        return execute(sql, parameters, many, context)

    return record


def replay(url, captured, *, count, seconds):
    """Send the statements of each request in turn, `count` requests in all; stop after `seconds`.

    Parameters are put into the SQL by psycopg and rows are fetched, as Django does; None when the
    requests need no SQL.
    """
    if not any(captured):
        return None
    times, by_statement = [], defaultdict(list)
    rows = [0] * len(captured)
    deadline = time.perf_counter() + seconds
    # Django's sessions are in UTC, too; another zone would make another plan of some queries.
    options = {"autocommit": True, "options": "-c timezone=UTC"}
    with psycopg.connect(url, cursor_factory=psycopg.ClientCursor, **options) as plain:
        _send(plain, captured[0])
        for _, (number, statements) in zip(
            range(max(count, len(captured))), cycle(enumerate(captured)), strict=False
        ):
            sent = _send(plain, statements)
            times.append(sum(took for took, _ in sent))
            rows[number] = sum(found for _, found in sent)
            for place, (took, _) in enumerate(sent):
                by_statement[number, place].append(took)
            if time.perf_counter() > deadline:
                break
    (number, place), slowest = max(by_statement.items(), key=lambda item: median(item[1]))
    return Bare(
        queries=max(len(statements) for statements in captured),
        rows=max(rows),
        times=tuple(times),
        slowest=median(slowest),
        slowest_sql=captured[number][place].sql,
    )


def _send(plain, statements):
    """Per statement, the seconds it took and the rows it gave."""
    sent = []
    for statement in statements:
        began = time.perf_counter()
        with plain.cursor() as cursor:
            cursor.execute(statement.sql, statement.parameters or None)
            rows = cursor.fetchall() if cursor.description else []
        sent.append((time.perf_counter() - began, len(rows)))
    return sent
