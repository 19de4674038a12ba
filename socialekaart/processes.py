"""Child processes that share this process's fate: signals go on to them, and none outlives it."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence

SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def supervise(
    command: Sequence[str],
    *,
    environment: Mapping[str, str],
    is_apart: bool = False,
    until: Callable[[], object] | None = None,
    **options,
) -> int:
    """Run `command` to its end and give its exit code: 128 plus the signal if one ended it.

    Signals to this process go on to the command; a closed terminal and kill -9 end it as well.
    `is_apart` keeps the terminal's Ctrl-C from the command and its children: it comes to the
    command alone, as a request to end. `until` blocks as long as the command has what it needs;
    after that it is asked to end. `options` are those of `subprocess.Popen`.
    """
    end_with_us = end_with_parent(signal.SIGTERM)

    def prepare() -> None:
        # A shell has its background jobs ignore Ctrl-C, and what they start would do so too.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if end_with_us:
            end_with_us()

    child = subprocess.Popen(
        command, env=environment, preexec_fn=prepare, start_new_session=is_apart, **options
    )

    def forward(number: int, _frame: object) -> None:
        if is_apart or number != signal.SIGINT:
            child.terminate()
        elif not _in_foreground():
            # In the foreground, Ctrl-C reaches the command straight from the terminal.
            child.send_signal(signal.SIGINT)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, forward)
    if until:

        def end_when_it_returns() -> None:
            until()
            child.terminate()

        threading.Thread(target=end_when_it_returns, daemon=True).start()
    code = child.wait()
    return code if code >= 0 else 128 - code


def end_with_parent(number: int) -> Callable[[], object] | None:
    """A `preexec_fn` that has the kernel send signal `number` when this process ends.

    Linux only. Elsewhere a child outlives a kill -9.
    """
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(SET_PARENT_DEATH_SIGNAL, int(number))


def _in_foreground() -> bool:
    try:
        with open("/dev/tty") as terminal:
            return os.tcgetpgrp(terminal.fileno()) == os.getpgrp()
    except OSError:
        return False
