"""Measures the site's search and the baselines, in a database of its own that is dropped after.

python -m socialekaart.embedded --cluster relevance -- python -m tests.referrals.relevance
"""

import argparse
import os
from io import StringIO

import django
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from tests import environment  # noqa: F401


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--misses", action="store_true", help="also list the queries that are answered badly"
    )
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialekaart.settings")
    django.setup()
    # Not the name that the tests use: they may run on the same server meanwhile.
    connection.settings_dict["TEST"]["NAME"] = "relevance"
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        measure(with_misses=options.misses)
    finally:
        teardown_databases(databases, verbosity=0)


def measure(*, with_misses: bool):
    """Print the table, and when asked what the site's search misses."""
    # Django's models can be imported only now that it is set up.
    from tests.referrals.relevance import queries, report, systems

    load_listings()
    systems.make_baseline_text()
    asked = queries.load()
    found = {
        name: {query.id: find(query.text) for query in asked}
        for name, find in systems.SYSTEMS.items()
    }
    print(report.table(asked, found))
    if with_misses:
        print("", *report.misses(asked, found[systems.SITE]), sep="\n")


def load_listings():
    """All that the demo is filled with; the database itself and its cache are there already."""
    from django.core.management import call_command

    from socialekaart.demo import FILL

    not_data = {"migrate", "createcachetable", "collectstatic"}
    for command in FILL.values():
        if command[0] not in not_data:
            call_command(*command, stdout=StringIO())


if __name__ == "__main__":
    main()
