"""The real lexicon and gazetteer, read once for all tests that only look things up."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from referrals import lexicon as lexicon_module
from referrals.query import understand
from referrals.question import Question
from services import gazetteer as gazetteer_module


@pytest.fixture(scope="session")
def lexicon(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_glossary", stdout=StringIO())
        loaded = lexicon_module.load()
        transaction.set_rollback(True)
    return loaded


@pytest.fixture(scope="session")
def gazetteer(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        gazetteer_module.load.cache_clear()
        loaded = gazetteer_module.load()
        transaction.set_rollback(True)
    return loaded


@pytest.fixture(scope="session")
def ask(lexicon, gazetteer):
    """What is looked for in a line, as a `Question`; `changes` are fields of it."""

    def asked(text, **changes):
        said = understand(text, lexicon=lexicon, gazetteer=gazetteer)
        return Question(
            understanding=said,
            lexicon=lexicon,
            **{"place": said.place, "today": date(2026, 11, 24)} | changes,
        )

    return asked
