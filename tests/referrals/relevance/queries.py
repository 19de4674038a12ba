"""The graded queries of `queries.csv`."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PATH = Path(__file__).parent / "queries.csv"
KINDS = ("official", "scene", "typo", "dialect", "english", "french", "mixed")
#: Queries to tune on, those that were kept aside at first, and those that were new later.
PARTS = ("tune", "final", "fresh", "later")


@dataclass(frozen=True)
class Query:
    """What a worker types; `grades` has the right listings by slug, and is empty without any."""

    id: str
    text: str
    need: str
    kind: str
    part: str
    grades: Mapping[str, int]

    @property
    def is_answerable(self) -> bool:
        return bool(self.grades)

    @property
    def is_scene(self) -> bool:
        """Whether it is in other words than those of an official page."""
        return self.kind != "official"


def load() -> list[Query]:
    """All queries, in the order of the file; raises KeyError or ValueError when it is malformed."""
    with PATH.open(encoding="utf-8", newline="") as lines:
        return [_query(row) for row in csv.DictReader(lines)]


def _query(row):
    pairs = [pair.rsplit(":", 1) for pair in row["right"].split(";") if pair]
    if len({slug for slug, _ in pairs}) != len(pairs):
        raise ValueError(f"query {row['id']} grades a listing twice")
    return Query(
        id=row["id"],
        text=row["query"],
        need=row["need"],
        kind=row["kind"],
        part=PARTS[PARTS.index(row["set"])],
        grades={slug: int(grade) for slug, grade in pairs},
    )
