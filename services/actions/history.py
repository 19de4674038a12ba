"""Telling the history who makes a change, and through what; `services.models.history` keeps it."""

import contextlib

import pghistory
from django.db import connection


@contextlib.contextmanager
def recorded(*, by=None, channel=None, token="", message=""):
    """What is changed inside is remembered as made by `by` through `channel`, a `Channel`.

    `token` is what the software's token is called that made it. `message` says what was done, in
    the past tense. Inside a request, which knows who makes it and
    through what, it is all that has to be added. Also a decorator.
    """
    facts = {"user": by and by.pk, "channel": channel, "token": token, "message": str(message)}
    with pghistory.context(**{name: fact for name, fact in facts.items() if fact}):
        yield
    if connection.in_atomic_block:
        # The database keeps it until the transaction ends, and who comes after is somebody else.
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('pghistory.context_id', '', true)")
