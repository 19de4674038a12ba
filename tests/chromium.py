"""The browser that the tests drive.

    python -m tests.chromium

makes sure that there is one: the machine's own Chromium, else Playwright's, else it installs one.
"""

import contextlib
import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from socialekaart import bootstrap
from socialekaart.terminal import Refusal, run_plainly, run_step

NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]
# Quiet: a browser of its own talks to its maker. The sandbox does not work for root.
ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]


def find() -> Path | None:
    """The Chromium to start: the machine's own, else Playwright's, else None."""
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return own if own.exists() else None


def main() -> int:
    """Install a browser when there is none; raises Refusal when that fails."""
    if find():
        return 0
    with contextlib.suppress(Refusal):
        if bootstrap.can_install():
            bootstrap.install("chromium")
        else:
            command = [sys.executable, "-m", "playwright", "install", "chromium"]
            run_step("Downloading a browser", command, log=bootstrap.LOG)
    if not find():
        raise Refusal(
            f"The tests need a browser: install chromium, and start again. Why it could not be "
            f"fetched is in {bootstrap.LOG}."
        )
    return 0


if __name__ == "__main__":
    sys.exit(run_plainly(main))
