"""The demo: the whole project on this machine, at http://127.0.0.1:8000 (PORT changes the number).

Starts the embedded database, or uses the one that DATABASE_URL names; fills it with the reference
data and the real listings, and serves with the production server until Ctrl-C. What was entered
meanwhile is there again the next time.
"""

import contextlib
import hashlib
import os
import re
import secrets
import socket
import sys
from datetime import date
from pathlib import Path

import psycopg

from socialekaart.embedded import CHECKOUT, Cluster, is_embedded
from socialekaart.processes import supervise
from socialekaart.terminal import Refusal, run_plainly, run_step

HOST = "127.0.0.1"
# The code is loaded before the workers part, once instead of in each.
GUNICORN_OPTIONS = ["--preload", "--workers=2", "--threads=4", "--log-level=warning"]
# Its socket would be the same one for every gunicorn of this user.
GUNICORN_OPTIONS += ["--no-control-socket"]

# Each may run again at any time: what is in place already, it leaves as it is.
FILL = {
    "Preparing the database": ["migrate", "--no-input"],
    "Preparing the cache": ["createcachetable"],
    "Loading provinces, municipalities and postal codes": ["load_gazetteer"],
    "Loading the taxonomy": ["load_taxonomy"],
    "Importing the listings": ["import_listings", "fixtures/listings.csv"],
    "Loading who works with whom": ["load_networks"],
    "Loading the glossary": ["load_glossary"],
    "Loading the conversation cues": ["load_cues"],
    "Collecting the static files": ["collectstatic", "--no-input"],
}
# What FILL works on: it is skipped as long as nothing in here changes.
SOURCES = ["services", "referrals", "socialekaart", "fixtures", "static", "requirements.lock"]
# What depends on the day is skipped for the rest of it.
REFRESH = {"Working out what the day changes": ["refresh_documents"]}


def main(*, name: str = "demo") -> int:
    """Serve until Ctrl-C and give the server's exit code; `name` is the cluster's.

    Raises Refusal when it runs already, when the port is taken, when a step fails, or when the
    database dies.
    """
    cluster = Cluster(name)
    server = os.environ.get("DATABASE_URL", "")
    with contextlib.ExitStack() as stack:
        stack.enter_context(cluster.owned())
        listener = stack.enter_context(_listener())
        port = listener.getsockname()[1]
        if server and not is_embedded(server):
            print("Using the database that DATABASE_URL names.", flush=True)
            _check_answers(server)
            environment = _environment(cluster.home, database_url=server, port=port)
            _run(FILL | REFRESH, home=cluster.home, environment=environment)
            until = None
        else:
            print(f"Starting PostgreSQL; its data is in {cluster.home}.", flush=True)
            database_url = stack.enter_context(cluster.running())
            environment = _environment(cluster.home, database_url=database_url, port=port)
            for steps, name, key in (
                (FILL, "filled_from", _fingerprint()),
                (REFRESH, "refreshed_on", date.today().isoformat()),
            ):
                marker = cluster.home / name
                if not marker.exists() or marker.read_text() != key:
                    _run(steps, home=cluster.home, environment=environment)
                    marker.write_text(key)
            until = cluster.await_end
        options = [*GUNICORN_OPTIONS, "--config=python:socialekaart.demo_server"]
        options += [f"--bind=fd://{listener.fileno()}"]
        code = supervise(
            [sys.executable, "-m", "gunicorn", *options, "socialekaart.wsgi"],
            environment=environment,
            # A worker that gets Ctrl-C from the terminal and from gunicorn too may wait for itself:
            # its handler takes a lock, and the second signal can come just then.
            is_apart=True,
            until=until,
            cwd=CHECKOUT,
            pass_fds=[listener.fileno()],
        )
        if until and cluster.has_ended:
            raise Refusal(
                "PostgreSQL ended while the demo was running: start the demo again. What it said "
                f"is in {cluster.log}."
            )
        return code


def _listener() -> socket.socket:
    """The socket to serve on, taken before anything else and kept, so that nobody gets between."""
    port = os.environ.get("PORT") or "8000"
    if not re.fullmatch(r"[0-9]{1,5}", port) or int(port) > 65535:
        raise Refusal(f"{port} is not a port: choose a number from 1024 to 65535, or 0 for any.")
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, int(port)))
        listener.listen()
    except OSError as error:
        listener.close()
        raise Refusal(
            f"Port {port} cannot be used ({error.strerror}): choose another one, as in "
            "make demo PORT=8001"
        ) from None
    return listener


def _check_answers(url: str) -> None:
    # The pool of connections would go on trying, and in the end only say that it took too long.
    # An address that only Django understands is left for it to judge.
    with contextlib.suppress(psycopg.ProgrammingError):
        try:
            psycopg.connect(url, connect_timeout=5).close()
        except psycopg.OperationalError as error:
            reason = str(error).splitlines()[0]
            raise Refusal(
                f"The database that DATABASE_URL names does not answer: {reason}."
            ) from None


def _environment(home: Path, *, database_url: str, port: int) -> dict[str, str]:
    return {
        "SECRET_KEY": _secret_key(home / "secret_key"),
        "DEBUG": "false",
        "ALLOWED_HOSTS": f"{HOST},localhost",
        "SOCIALEKAART_DEMO": "1",
        "STATIC_ROOT": str(home / "static"),
        "SITE_URL": f"http://{HOST}:{port}",
        **os.environ,
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "socialekaart.settings",
    }


def _secret_key(path: Path) -> str:
    """The demo's own key, made once, so that a session outlives a restart."""
    if not path.exists() or not path.read_text():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


def _run(steps: dict[str, list[str]], *, home: Path, environment: dict[str, str]) -> None:
    for label, command in steps.items():
        run_step(
            label,
            [sys.executable, "manage.py", *command],
            log=home / "demo.log",
            cwd=CHECKOUT,
            env=environment,
        )


def _fingerprint() -> str:
    """Changes with every name and content in SOURCES."""
    digest = hashlib.sha256()
    for source in (CHECKOUT / name for name in SOURCES):
        for path in sorted(source.rglob("*")) if source.is_dir() else [source]:
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{path.relative_to(CHECKOUT)}\n".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(run_plainly(main))
