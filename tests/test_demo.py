"""The demo from its start to Ctrl-C, as `make demo` runs it, on a database of its own."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
import uuid

import psutil
import pytest

from socialekaart.demo import FILL, REFRESH
from socialekaart.embedded import CHECKOUT, Cluster

# Not the name "demo": whoever runs the tests may have that one open in another window.
CODE = (
    "import sys; from socialekaart import demo, terminal; "
    "sys.exit(terminal.run_plainly(lambda: demo.main(name=sys.argv[1])))"
)
STEPS = [*FILL, *REFRESH]
SET_BY_THE_DEMO = {"ALLOWED_HOSTS", "DATABASE_URL", "SECRET_KEY", "SOCIALEKAART_DEMO"}


# The queries of the first search and of the next one, in a process like the server's.
COUNT_QUERIES = """
import socialekaart.wsgi
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

for _ in range(2):
    with CaptureQueriesContext(connection) as queries:
        assert Client().get("/?plaats=gent&q=ghb", HTTP_HOST="localhost").status_code == 200
    print(len(queries))
"""


def throwaway_cluster():
    made = Cluster(f"test-{uuid.uuid4().hex[:12]}")
    yield made
    shutil.rmtree(made.home, ignore_errors=True)


cluster = pytest.fixture(throwaway_cluster)


@pytest.fixture(scope="module")
def filled():
    """A cluster that a first start filled, what that start said, and how Ctrl-C ended it."""
    made = throwaway_cluster()
    shared = next(made)
    with start(shared) as demo:
        said, _ = read_until_it_serves(demo)
        press_control_c(demo)
        code, complaint = demo.wait(timeout=4), demo.stderr.read()
    yield shared, said, (code, complaint)
    next(made, None)


@contextlib.contextmanager
def start(cluster, **settings):
    kept = {name: value for name, value in os.environ.items() if name not in SET_BY_THE_DEMO}
    demo = subprocess.Popen(
        [sys.executable, "-c", CODE, cluster.name],
        cwd=CHECKOUT,
        env={**kept, "PORT": "0", **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with demo:
        try:
            yield demo
        finally:
            demo.terminate()


def read_until_it_serves(process):
    """What it said so far, and the address; fails with all that was said when there is none."""
    said = []
    for line in process.stdout:
        said.append(line)
        if line.startswith("Open http://"):
            return "".join(said), line.split()[1]
    raise AssertionError("".join(said) + process.stderr.read())


def assert_refused(cluster, *words, **settings):
    with start(cluster, **settings) as demo:
        _, stderr = demo.communicate()
    assert demo.returncode == 1
    assert len(stderr.splitlines()) == 1
    for word in words:
        assert word in stderr


def server_processes(demo):
    """The processes of gunicorn: its master, and the workers that are there already."""
    found = []
    for process in psutil.Process(demo.pid).children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            found += [process] if "gunicorn" in process.cmdline() else []
    return found


def is_loading(demo):
    """Whether gunicorn's Python runs and has got as far as the database driver."""
    for process in server_processes(demo):
        with contextlib.suppress(psutil.NoSuchProcess):
            return any("psycopg" in mapped.path for mapped in process.memory_maps())
    return False


def press_control_c(demo):
    """What a terminal does: it signals all processes of the group."""
    os.killpg(demo.pid, signal.SIGINT)


def run_beside(cluster, *command, **settings):
    """A command on the demo's database."""
    environment = {
        **os.environ,
        "DATABASE_URL": cluster.url,
        "SECRET_KEY": "unused",
        "SOCIALEKAART_DEMO": "1",
        "ALLOWED_HOSTS": "localhost",
        **settings,
    }
    return subprocess.check_output(
        [sys.executable, *command], env=environment, text=True, cwd=CHECKOUT
    )


def test_starts_again_without_filling_again(filled):
    cluster, said, _ = filled
    assert [label for label in STEPS if label in said] == STEPS
    key = (cluster.home / "secret_key").read_text()
    with start(cluster) as demo:
        said, address = read_until_it_serves(demo)
        assert not [label for label in STEPS if label in said]
        with urllib.request.urlopen(address) as page:
            assert page.status == 200
            assert "/aanbod/" in page.read().decode()
        assert_refused(cluster, "in use already", str(demo.pid))
    assert (cluster.home / "secret_key").read_text() == key
    assert (cluster.home / "secret_key").stat().st_mode & 0o777 == 0o600


def test_control_c_does_not_wait_for_idle_connections(filled):
    with start(filled[0]) as demo, contextlib.ExitStack() as browser:
        _, address = read_until_it_serves(demo)
        port = int(address.rstrip("/").rpartition(":")[2])
        for _ in range(6):
            browser.enter_context(socket.create_connection(("127.0.0.1", port)))
        # Connections are taken in turn: those six are in a worker's hands once this is answered.
        browser.enter_context(urllib.request.urlopen(f"{address}robots.txt")).read()
        # One that also got the terminal's own signal might never end.
        processes = server_processes(demo)
        assert len(processes) == 3
        assert demo.pid not in {os.getpgid(process.pid) for process in processes}
        press_control_c(demo)
        assert demo.wait(timeout=4) == 0
        assert demo.stderr.read() == ""


def test_control_c_before_it_serves_is_quiet(filled):
    with start(filled[0]) as demo:
        while not is_loading(demo):
            assert demo.poll() is None
        press_control_c(demo)
        said, complaint = demo.communicate(timeout=10)
    assert "Open http" not in said
    assert complaint == ""


def test_control_c_as_soon_as_it_serves_is_quiet(filled):
    assert filled[2] == (0, "")


def test_first_visitor_waits_no_longer_and_a_lost_database_ends_the_demo(filled):
    cluster = filled[0]
    with start(cluster) as demo:
        read_until_it_serves(demo)
        first, next_one = run_beside(cluster, "-c", COUNT_QUERIES).split()
        assert first == next_one
        # The same start-up on a database without tables.
        empty = cluster.url.replace("/socialekaart?", "/postgres?")
        assert run_beside(cluster, "-c", "import socialekaart.wsgi", DATABASE_URL=empty) == ""

        os.kill(int((cluster.data / "postmaster.pid").read_text().split()[0]), signal.SIGINT)
        assert demo.wait(timeout=10) == 1
        complaint = demo.stderr.read()
    assert len(complaint.splitlines()) == 1
    assert "PostgreSQL ended while the demo was running" in complaint


def test_taken_port_is_refused(cluster):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        assert_refused(cluster, f"Port {port} cannot be used", "PORT=", PORT=port)


@pytest.mark.parametrize("port", ["http", "-1", "65536", "9" * 5000])
def test_what_is_no_port_is_refused(cluster, port):
    assert_refused(cluster, "is not a port", PORT=port)


def test_failing_step_is_one_sentence_and_a_log(cluster):
    words = ("Preparing the database failed", "'many'", "demo.log")
    assert_refused(cluster, *words, DATABASE_POOL_SIZE="many")
    assert "Traceback" in (cluster.home / "demo.log").read_text()


def test_server_that_does_not_answer_is_refused(cluster):
    server = "postgresql://nobody@127.0.0.1:1/nothing"
    assert_refused(cluster, "does not answer", "Connection refused", DATABASE_URL=server)


def test_broken_database_folder_is_refused(cluster):
    cluster.data.mkdir(parents=True)
    (cluster.data / "holiday.jpg").touch()
    assert_refused(cluster, "is not a PostgreSQL folder")
