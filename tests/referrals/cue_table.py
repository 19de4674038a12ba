"""The project's own table of conversation cues, as a page has them."""

import json

from django.conf import settings

from referrals.cues import Cue

ROWS = json.loads((settings.BASE_DIR / "fixtures" / "cues.json").read_text(encoding="utf-8"))


def cue(position, row):
    codes = {name: frozenset(row[name]) for name in ("topics", "target_groups")}
    return Cue(**row | codes | {"position": position})


CUES = [cue(position, row) for position, row in enumerate(ROWS)]
