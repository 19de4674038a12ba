"""What the command-line tools say: a line per step, and one sentence when they cannot go on.

Standard library only, and no syntax newer than Python 3.8: `bootstrap` runs on whatever Python the
machine has, if only to say that it is too old.
"""

import contextlib
import errno
import os
import shutil
import signal
import subprocess
import sys
import time

# Bytes below which a disk counts as full: what fails there may not get round to saying why.
LEAST_SPACE = 16 << 20


class Refusal(Exception):
    """Why a command cannot go on: one sentence that also says what to do."""


def full_disk(path):
    """The refusal for a disk without space; `path` is what could not be written."""
    return Refusal(f"The disk that holds {path} is full: free some space and start again.")


def is_full(folder, output):
    """Whether a program that said `output` failed for lack of space on the disk of `folder`."""
    said = os.strerror(errno.ENOSPC) in output
    return said or shutil.disk_usage(folder).free < LEAST_SPACE


def run_plainly(main):
    """Run `main` and give its exit code; refusals and interrupts never show a traceback.

    1 is a refusal, 130 Ctrl-C, 143 a request to end. Both signals unwind the stack, so that what
    was started is stopped.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        return main()
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS}:
            raise
        path = error.filename or "the project"
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            refusal = full_disk(path)
        else:
            refusal = Refusal(f"{path} cannot be used ({error.strerror}): check whose it is.")
    except Refusal as reason:
        refusal = reason
    print(refusal, file=sys.stderr)
    return 1


def run_step(label, command, *, log, advice="", **options):
    """Run `command` behind a line `label`, with a dot for every second that it takes.

    What it prints goes to the end of the file `log`. When it fails, raises a Refusal that says why,
    with `advice` on what to do about it and the name of the log. `options` are those of
    `subprocess.Popen`.
    """
    print(label, end=" ", flush=True)
    began = time.monotonic()
    process = subprocess.Popen(
        [os.fspath(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        **options,
    )
    try:
        output = _output(process)
    except BaseException:
        process.terminate()
        process.wait()
        print()
        raise
    seconds = time.monotonic() - began
    outcome = "failed" if process.returncode else "done"
    print(f"{outcome} in {seconds:.0f} s" if seconds >= 1 else outcome, flush=True)
    with contextlib.suppress(OSError), open(log, "a", encoding="utf-8") as file:
        file.write(output)
    if process.returncode:
        folder = os.path.dirname(log)
        if is_full(folder, output):
            raise full_disk(folder)
        reason = (output.strip().splitlines() or ["no reason given"])[-1].rstrip(".")
        raise Refusal(f"{label} failed: {reason}. {advice}All that was said is in {log}.")


def _output(process):
    while True:
        try:
            output, _ = process.communicate(timeout=1)
        except subprocess.TimeoutExpired:
            print(".", end="", flush=True)
        else:
            return output.decode(errors="replace")
