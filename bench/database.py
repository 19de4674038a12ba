"""The database that is measured: made anew, filled, settled, and dropped again."""

import contextlib
import gc
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from io import StringIO
from urllib.parse import urlsplit

import psycopg

from socialekaart.terminal import Refusal

NAME = "socialekaart_bench"
#: Listings that a process makes at once.
SHARE = 1_000


@contextlib.contextmanager
def own_database(server):
    """A fresh database on the server at this address; gives its own, and drops it afterwards."""
    try:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"drop database if exists {NAME} with (force)")
            connection.execute(f"create database {NAME}")
    except psycopg.Error as error:
        raise Refusal(f"There is no database to measure: {str(error).splitlines()[0]}.") from error
    try:
        yield urlsplit(server)._replace(path=f"/{NAME}").geturl()
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"drop database if exists {NAME} with (force)")


def fill():
    """All that the demo starts with, its real listings included."""
    from django.core.management import call_command

    from socialekaart.demo import FILL

    for command in FILL.values():
        call_command(*command, stdout=StringIO())


def add_listings(first, last, *, seed):
    """Add generated listings, from number `first` up to `last`, by all processors."""
    starts = range(first, last, SHARE)
    if not starts:
        return
    executor = ProcessPoolExecutor(
        max_workers=min(len(starts), os.cpu_count() or 1),
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_start_process,
    )
    try:
        for made in [
            executor.submit(_generate, start, min(start + SHARE, last), seed) for start in starts
        ]:
            made.result()
    finally:
        executor.shutdown(cancel_futures=True)


def _start_process():
    import django

    django.setup()
    # Collecting among this many new objects would take a sixth of the time.
    gc.disable()


def _generate(first, last, seed):
    from bench.listings import generate

    generate(last - first, seed=seed, start=first)
    gc.collect()


def settle(url):
    """What a database that has stood for a day has done: statistics, clean pages, all on disk."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("vacuum (analyze)")
        with contextlib.suppress(psycopg.errors.InsufficientPrivilege):
            connection.execute("checkpoint")
