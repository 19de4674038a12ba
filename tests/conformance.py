"""Asks the standard's own checker whether the API speaks HSDS, in a database of its own.

python -m socialekaart.embedded --cluster conformance -- python -m tests.conformance FOLDER

First over the demo's listings, then with a thousand generated ones beside them. The folder holds
the checker, check.py, and the standard's schemas, in schema/; they are not part of this project.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import django
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from tests import environment  # noqa: F401

GENERATED = 1_000


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder.resolve()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialekaart.settings")
    django.setup()
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    # Not the name that the tests use: they may run on the same server meanwhile.
    connection.settings_dict["TEST"]["NAME"] = "conformance"
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        return check(folder)
    finally:
        teardown_databases(databases, verbosity=0)


def check(folder: Path) -> int:
    """Run the checker twice; 0 when it has no complaint, not even a warning."""
    # Django's models can be imported only now that it is set up.
    from pytest_django.live_server_helper import LiveServer

    from bench import listings
    from tests.referrals.relevance.__main__ import load_listings

    load_listings()
    server = LiveServer("127.0.0.1")
    try:
        failed = _ask(folder, server.url)
        listings.generate(GENERATED)
        return _ask(folder, server.url) or failed
    finally:
        server.stop()


def _ask(folder, url):
    checker = [sys.executable, str(folder / "check.py"), f"{url}/api/v1", str(folder / "schema")]
    options = ["--strict", "--require-optional", "--per-page", "100"]
    return subprocess.run([*checker, *options], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
