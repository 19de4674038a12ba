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


@pytest.fixture
def cluster():
    made = Cluster(f"test-{uuid.uuid4().hex[:12]}")
    yield made
    shutil.rmtree(made.home, ignore_errors=True)


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


def test_serves_stops_and_starts_again_without_filling_again(cluster):
    with start(cluster) as demo:
        said, address = read_until_it_serves(demo)
        assert [label for label in STEPS if label in said] == STEPS
        with urllib.request.urlopen(address) as page:
            assert page.status == 200
            assert "/aanbod/" in page.read().decode()
        assert_refused(cluster, "in use already", str(demo.pid))
        demo.send_signal(signal.SIGINT)
        assert demo.stderr.read() == ""
        assert demo.wait() == 0

    key = (cluster.home / "secret_key").read_text()
    with start(cluster) as demo:
        said, address = read_until_it_serves(demo)
        assert not [label for label in STEPS if label in said]
        with urllib.request.urlopen(address) as page:
            assert "/aanbod/" in page.read().decode()
    assert (cluster.home / "secret_key").read_text() == key
    assert (cluster.home / "secret_key").stat().st_mode & 0o777 == 0o600


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
