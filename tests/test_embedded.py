"""The embedded database, with real servers: as whoever runs the tests, root or not."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import uuid
from pathlib import Path

import psycopg
import pytest

from socialekaart.embedded import CHECKOUT, Cluster, resolve

# Prints the address when the database is up, then waits to be stopped.
SERVE = [
    sys.executable,
    "-c",
    "import os, signal; print(os.environ['DATABASE_URL'], flush=True); signal.pause()",
]


def throwaway_cluster():
    cluster = Cluster(f"test-{uuid.uuid4().hex[:12]}")
    yield cluster
    shutil.rmtree(cluster.home, ignore_errors=True)


fresh_cluster = pytest.fixture(throwaway_cluster)


@pytest.fixture(scope="module")
def cluster():
    """One that the tests share, made and left in good order."""
    made = throwaway_cluster()
    shared = next(made)
    assert run(shared, "true").returncode == 0
    yield shared
    next(made, None)


@contextlib.contextmanager
def start(cluster, *command, **options):
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    holder = subprocess.Popen(
        [sys.executable, "-m", "socialekaart.embedded", "--cluster", cluster.name, "--", *command],
        cwd=CHECKOUT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )
    with holder:
        try:
            yield holder
        finally:
            holder.terminate()


@contextlib.contextmanager
def connected(cluster):
    with (
        start(cluster, *SERVE) as holder,
        psycopg.connect(holder.stdout.readline().strip(), autocommit=True) as connection,
    ):
        yield connection


def run(cluster, *command):
    with start(cluster, *command) as holder:
        stdout, stderr = holder.communicate()
    return subprocess.CompletedProcess(command, holder.returncode, stdout, stderr)


def assert_refused(result, *words):
    assert result.returncode == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    for word in words:
        assert word in result.stderr


def assert_stopped(url):
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


def test_command_gets_the_address_and_its_exit_code_comes_back(cluster):
    result = run(cluster, "sh", "-c", "echo $DATABASE_URL; exit 7")
    assert result.stdout.strip() == cluster.url
    assert result.returncode == 7
    assert_stopped(cluster.url)


def test_command_ended_by_a_signal(cluster):
    assert run(cluster, "sh", "-c", "kill -KILL $$").returncode == 128 + signal.SIGKILL


def test_user_can_create_the_extensions(cluster):
    with connected(cluster) as connection:
        for extension in ("cube", "earthdistance", "pg_trgm", "unaccent"):
            connection.execute(f"create extension {extension}")


def test_only_a_private_socket_leads_in(cluster):
    with connected(cluster) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)
        assert cluster.socket_folder.stat().st_mode & 0o777 == 0o700
        with pytest.raises(psycopg.OperationalError, match="Peer authentication failed"):
            psycopg.connect(cluster.url, user="somebody")


def test_what_was_written_is_there_the_next_time(fresh_cluster):
    with connected(fresh_cluster) as connection:
        connection.execute("create table kept as select 42")
    with connected(fresh_cluster) as connection:
        assert connection.execute("table kept").fetchone() == (42,)


def test_second_owner_is_refused(cluster):
    with start(cluster, *SERVE) as holder:
        holder.stdout.readline()
        assert_refused(run(cluster, "true"), "in use already", str(holder.pid))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_stop_command_and_server(cluster, number):
    with start(cluster, *SERVE, start_new_session=True) as holder:
        url = holder.stdout.readline().strip()
        holder.send_signal(number)
        holder.wait()
    ended_by = signal.SIGINT if number == signal.SIGINT else signal.SIGTERM
    assert holder.returncode == 128 + ended_by
    assert_stopped(url)


def test_next_start_cleans_up_after_a_killed_owner(cluster):
    with start(cluster, *SERVE) as holder:
        holder.stdout.readline()
        holder.kill()
        assert run(cluster, "true").returncode == 0
    assert_stopped(cluster.url)


def test_next_start_does_not_trust_the_number_of_another_process(cluster):
    (cluster.data / "postmaster.pid").write_text(f"{os.getpid()}\n")
    assert run(cluster, "true").returncode == 0


def test_interrupted_making_is_made_again(fresh_cluster):
    (fresh_cluster.home / "data.new").mkdir(parents=True)
    (fresh_cluster.home / "data.new" / "half").touch()
    assert run(fresh_cluster, "true").returncode == 0


def test_foreign_folder_is_refused(fresh_cluster):
    fresh_cluster.data.mkdir(parents=True)
    (fresh_cluster.data / "holiday.jpg").touch()
    assert_refused(run(fresh_cluster, "true"), str(fresh_cluster.data), "move it away")


def test_other_major_version_is_refused(fresh_cluster):
    fresh_cluster.data.mkdir(parents=True)
    (fresh_cluster.data / "PG_VERSION").write_text("12\n")
    assert_refused(run(fresh_cluster, "true"), "made by PostgreSQL 12", "move the folder away")


def test_broken_data_is_refused(fresh_cluster):
    run(fresh_cluster, "true")
    control = fresh_cluster.data / "global" / "pg_control"
    words = f"The database folder {fresh_cluster.data} is damaged: move it away"
    control.write_bytes(b"\0" * 8192)
    result = run(fresh_cluster, "true")
    assert_refused(result, words, "(PostgreSQL says: database files are incompatible with server).")
    control.unlink()
    result = run(fresh_cluster, "true")
    assert_refused(result, words, "(PostgreSQL says: could not find the database system).")


def test_full_disk_is_refused(fresh_cluster):
    fresh_cluster.home.mkdir(parents=True)
    (fresh_cluster.home / "pg_hba.conf").symlink_to("/dev/full")
    assert_refused(run(fresh_cluster, "true"), "is full: free some space")


def test_unknown_command_is_refused(cluster):
    assert_refused(run(cluster, "no-such-command"), "There is no command no-such-command")


def test_bad_name_is_refused():
    command = [sys.executable, "-m", "socialekaart.embedded", "--cluster", "../x", "--", "true"]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=CHECKOUT)
    assert_refused(result, "cannot name a cluster")


def test_ordinary_server_is_left_alone():
    url = "postgresql://user@server/name"
    command = [sys.executable, "-m", "socialekaart.embedded", "--", "printenv", "DATABASE_URL"]
    environment = {**os.environ, "DATABASE_URL": url}
    assert subprocess.check_output(command, env=environment, text=True, cwd=CHECKOUT) == f"{url}\n"


def test_resolve():
    assert resolve("postgresql://user@server/name") == "postgresql://user@server/name"
    assert resolve("embedded:") == Cluster("demo").url
    assert resolve("embedded:test") == Cluster("test").url


def test_socket_folder_stays_short(monkeypatch, tmp_path):
    monkeypatch.setattr("socialekaart.embedded.CHECKOUT", tmp_path / ("long" * 50))
    assert len(os.fsencode(Cluster("demo").socket_folder)) < 90
    assert Cluster("demo").socket_folder != Cluster("test").socket_folder
    assert Path(Cluster("demo").socket_folder).is_absolute()
