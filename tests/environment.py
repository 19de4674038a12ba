"""The environment of the tests, set before Django reads its settings (`-p` in pyproject.toml)."""

import os
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "for-the-tests-only")
# Plain HTTP on 127.0.0.1, as in the demo.
os.environ.setdefault("SOCIALEKAART_DEMO", "1")
# One address asks all that the tests ask.
os.environ.setdefault("API_REQUESTS", "1000000")
os.environ.setdefault("API_FILES", "1000000")
os.environ.setdefault("API_WRITES", "1000000")
# Static files with hashed names, as in production; collected anew at the start of each run.
os.environ.setdefault("STATIC_ROOT", str(Path(__file__).parent.parent / ".data" / "test-static"))
