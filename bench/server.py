"""The production server as the demo runs it, for as long as something is measured."""

import contextlib
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil

from bench import load
from bench.scenarios import EMPTY
from socialekaart.demo import CHECKOUT, GUNICORN_OPTIONS
from socialekaart.processes import end_with_parent
from socialekaart.terminal import Refusal

START_SECONDS = 60
STOP_SECONDS = 10


class Server:
    """A running server: its `port`, and what its workers took."""

    def __init__(self, process, port):
        self._process = process
        self.port = port

    def workers(self):
        """The peak memory of each worker in bytes, what it shares with the others included."""
        return tuple(_peak(worker.pid) for worker in psutil.Process(self._process.pid).children())


@contextlib.contextmanager
def running():
    """Serve the site on a free port; raises Refusal when it does not start."""
    with socket.socket() as listener:
        listener.bind((load.HOST, 0))
        listener.listen(128)
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", *GUNICORN_OPTIONS),
                *(f"--bind=fd://{listener.fileno()}", "socialekaart.wsgi"),
            ],
            cwd=CHECKOUT,
            pass_fds=[listener.fileno()],
            # Ctrl-C is for this process, which stops the server.
            start_new_session=True,
            preexec_fn=end_with_parent(signal.SIGTERM),
        )
        try:
            port = listener.getsockname()[1]
            _await_answer(process, port)
            yield Server(process, port)
        finally:
            _stop(process)


def _await_answer(process, port):
    deadline = time.monotonic() + START_SECONDS
    while load.status(port, EMPTY) != 200:
        if process.poll() is not None or time.monotonic() > deadline:
            raise Refusal("The server does not start: what it said stands above.")
        time.sleep(0.1)


def _stop(process):
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _peak(pid):
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmHWM:\s*(\d+) kB", status)[1]) * 1024
