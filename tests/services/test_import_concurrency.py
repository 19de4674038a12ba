"""Two imports at once."""

from threading import Thread

from django.db import connection, transaction

from services.actions.listings_import import LOCK
from services.models import ImportedRow, Service
from tests.services.listing_files import row, run


def test_two_imports_at_once_go_one_after_the_other(own_database):
    outcomes = []

    def import_in_thread():
        try:
            outcomes.append(run(row()))
        finally:
            connection.close()

    threads = [Thread(target=import_in_thread) for _each in range(2)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        for thread in threads:
            thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(len(outcome.created) for outcome in outcomes) == [0, 1]
    assert Service.objects.count() == ImportedRow.objects.count() == 1
