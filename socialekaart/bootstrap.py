"""Makes the environment in .venv out of the locked packages; the first thing that make runs.

    python3 -m socialekaart.bootstrap [--dev]

`--dev` takes what developing and testing need too, and as root may install Debian's python3-venv.
Does nothing when the environment is there and the lock has not changed. Standard library only, as
`terminal`.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from socialekaart.terminal import Refusal, run_plainly, run_step

CHECKOUT = Path(__file__).resolve().parent.parent
ENVIRONMENT = CHECKOUT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
LOG = ENVIRONMENT / "bootstrap.log"
OFFLINE = "Without a network, it cannot be fetched. "
OLDEST = (3, 11)
PIP_INSTALL = ["-m", "pip", "install", "--disable-pip-version-check", "--no-input"]


def main():
    """Command line; see the head of this module."""
    is_dev = "--dev" in sys.argv[1:]
    if sys.version_info < OLDEST:
        raise Refusal(
            f"Python {sys.version.split()[0]} is too old: install {OLDEST[0]}.{OLDEST[1]} or newer "
            "and name it, as in: make demo PYTHON=python3.11"
        )
    _wait_for_others()
    ENVIRONMENT.mkdir(exist_ok=True)
    if not _is_whole():
        _ensure_venv(may_install=is_dev)
        command = [sys.executable, "-m", "venv", "--clear", ENVIRONMENT]
        run_step("Making the Python environment", command, log=LOG)
    lock = CHECKOUT / ("requirements-dev.lock" if is_dev else "requirements.lock")
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = ENVIRONMENT / f"{lock.name}.sha256"
    if not stamp.exists() or stamp.read_text() != digest:
        run_step(
            f"Installing the packages of {lock.name} (about a minute)",
            # From wheels only: nothing runs while it is installed, and no compiler is needed.
            [PYTHON, *PIP_INSTALL, "--only-binary=:all:", "--require-hashes", "-r", lock],
            log=LOG,
            advice=OFFLINE,
        )
        stamp.write_text(digest)
    return 0


def _wait_for_others():
    folder = os.open(CHECKOUT, os.O_RDONLY)
    # A network disk may know no such locks: then two at once is the user's own affair.
    with contextlib.suppress(OSError):
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Waiting for another set-up in this folder to end.", flush=True)
            fcntl.flock(folder, fcntl.LOCK_EX)


def _is_whole():
    """Whether the environment has a Python that still runs, and its own pip.

    It has not after an interruption, or after the machine moved to another version of Python.
    """
    code = "import importlib.util, sys; sys.exit(not importlib.util.find_spec('pip'))"
    return PYTHON.exists() and not subprocess.run([PYTHON, "-c", code], check=False).returncode


def _ensure_venv(*, may_install):
    if importlib.util.find_spec("ensurepip"):
        return
    if not (may_install and can_install()):
        raise Refusal("Python lacks its module venv: install python3-venv, and start again.")
    install("python3-venv")


def can_install():
    """Whether this is root on a Debian-like machine."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(package):
    """Install a Debian package; call it only if one `can_install`. Raises Refusal."""
    script = f"apt-get update && apt-get install --yes --no-install-recommends {package}"
    run_step(
        f"Installing {package}",
        ["sh", "-c", script],
        log=LOG,
        advice=OFFLINE,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )


if __name__ == "__main__":
    sys.exit(run_plainly(main))
