"""Filling the conversation cues from their table."""

import hashlib
import json

from django.db import transaction

from referrals.cues import TEXTS
from referrals.models import ConversationCue
from services.models import TargetGroup, Topic

_TERMS = {"topics": Topic, "target_groups": TargetGroup}
_FIELDS = ("title", "door", *TEXTS, "source", "source_url", "position")


@transaction.atomic
def load_cues(*, rows):
    """Make the database hold these rows of cues.json; return the slugs of those left alone.

    Cues are recognised by their slug. One that still is what the table gave it follows the table;
    what editors wrote, added or took off the pages stays. Raises ValueError for a code that the
    taxonomy does not have.
    """
    terms = {name: model.objects.in_bulk(field_name="code") for name, model in _TERMS.items()}
    edited = []
    for position, row in enumerate(rows):
        given = row | {"position": position}
        for name, known in terms.items():
            if unknown := sorted({*given[name]} - known.keys()):
                raise ValueError(f"{row['slug']}: no {name} {', '.join(unknown)}")
        cue = ConversationCue.objects.filter(slug=row["slug"]).first()
        if cue and cue.loaded != _fingerprint(_said(cue)):
            edited.append(cue.slug)
            continue
        cue, _ = ConversationCue.objects.update_or_create(
            slug=row["slug"],
            defaults={field: given[field] for field in _FIELDS} | {"loaded": _fingerprint(given)},
        )
        for name, known in terms.items():
            getattr(cue, name).set(known[code] for code in given[name])
    return edited


def _said(cue):
    """What a cue says now, in the form of a row."""
    said = {field: getattr(cue, field) for field in _FIELDS}
    codes = {name: [*getattr(cue, name).values_list("code", flat=True)] for name in _TERMS}
    return said | codes


def _fingerprint(said):
    values = [said[field] for field in _FIELDS] + [sorted(said[name]) for name in _TERMS]
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()
