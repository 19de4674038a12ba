"""What a process keeps of the database, read before it serves rather than by its first visitor."""

from django.db import Error, connection
from django.urls import get_resolver

from referrals import lexicon
from services import gazetteer
from services.models import Municipality


def warm_up():
    """Load the views, the gazetteer and the lexicon; what cannot be read yet is left to a request.

    Without database, tables or places it does no harm: the server starts all the same. It leaves no
    connection behind: a process that is forked from this one must not share any.
    """
    # Before the workers are forked: a map that one of them drew is known to the others.
    _ = get_resolver().url_patterns
    try:
        # The gazetteer is read only once, so an empty one would stay empty.
        if Municipality.objects.exists():
            gazetteer.load()
        lexicon.load()
    except Error:
        pass
    finally:
        connection.close()
        connection.close_pool()
