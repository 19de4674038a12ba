"""How fast the site is at several numbers of listings, beside what bare SQL and a bare view take.

python -m socialekaart.embedded --cluster bench -- python -m bench [--sizes 300 10000]

Makes a database of its own and drops it at the end.
"""

import argparse
import contextlib
import os
import secrets
import sys
import tempfile
import time
from pathlib import Path

import django

from bench import database
from socialekaart.terminal import Refusal, run_plainly

SIZES = (300, 10_000, 100_000)


def main():
    """Command line; see the head of this module."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="LISTINGS")
    parser.add_argument("--requests", type=int, default=120, help="in a run by one client")
    parser.add_argument("--seconds", type=float, default=5, help="after which a run stops")
    parser.add_argument("--seed", type=int, default=1, help="of the generated listings")
    parser.add_argument(
        "--output", type=Path, default=Path(__file__).parent / "RESULTS.md", metavar="FILE"
    )
    parser.add_argument(
        "--statements", action="store_true", help="also print each scenario's slowest statement"
    )
    options = parser.parse_args()
    if min(options.sizes) < 1 or options.requests < 1:
        raise Refusal("Sizes and requests are whole numbers from 1 up.")
    server = os.environ.get("DATABASE_URL")
    if not server:
        raise Refusal("Name a database server in DATABASE_URL, or say: make bench")
    with (
        tempfile.TemporaryDirectory() as static,
        database.own_database(server) as url,
    ):
        os.environ.update(_environment(url, static=static))
        django.setup()
        report = _report(url, options)
    print(report)
    options.output.write_text(report, encoding="utf-8")
    return 0


def _environment(url, *, static):
    """The demo's settings, and the address that does nothing."""
    return {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DEBUG": "false",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SOCIALEKAART_DEMO": "1",
        "API_REQUESTS": "100000000",
        "API_FILES": "100000000",
        "STATIC_ROOT": static,
    }


def _report(url, options):
    # Django's models can be imported only now that it is set up.
    from bench import machine, measuring, report

    described = machine.describe(url)
    with _step("Filling the database"):
        database.fill()
    measured, made = [], 0
    for size in sorted(set(options.sizes)):
        with _step(f"Generating listings up to {size:,}"):
            database.add_listings(made, size, seed=options.seed)
            database.settle(url)
        made = size
        with _step(f"Measuring at {size:,}"):
            measured.append(
                measuring.measure(
                    url, size=size, requests=options.requests, seconds=options.seconds
                )
            )
    if options.statements:
        for one in measured:
            for name, figures in one.scenarios.items():
                if figures.bare:
                    took = f"{figures.bare.slowest * 1000:.1f} ms"
                    print(f"\n{name}, {one.size:,}: {took}\n{figures.bare.slowest_sql}")
    return report.markdown(measured, machine=described, seed=options.seed)


@contextlib.contextmanager
def _step(label):
    print(label, end=" … ", flush=True)
    began = time.monotonic()
    yield
    print(f"{time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    sys.exit(run_plainly(main))
