"""What the figures were measured on, without naming it."""

import os
import platform
import re
from pathlib import Path

import django
import psutil
import psycopg

from socialekaart.demo import GUNICORN_OPTIONS


def describe(url):
    """Lines about processor, memory, system and versions; `url` is the database's address."""
    with psycopg.connect(url) as connection:
        version = connection.execute("show server_version").fetchone()[0]
        settings = {
            name: connection.execute(f"show {name}").fetchone()[0]
            for name in ("shared_buffers", "work_mem", "fsync")
        }
    return [
        f"{_processor()}, {len(os.sched_getaffinity(0))} cores, "
        f"{psutil.virtual_memory().total / 2**30:.0f} GiB memory",
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}, "
        f"Django {django.get_version()}, psycopg {psycopg.__version__}",
        f"PostgreSQL {version} on the same machine, with "
        + ", ".join(f"{name} {value}" for name, value in settings.items()),
        f"gunicorn {' '.join(GUNICORN_OPTIONS)}",
        f"load average when it began: {os.getloadavg()[0]:.1f} (0 is a machine to itself)",
    ]


def _processor():
    found = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    return found[1].strip() if found else platform.machine()
