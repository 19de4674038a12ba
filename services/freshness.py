"""How far a confirmation of a listing still holds. Pure, apart from the names of two columns.

Somebody confirmed on a day that all of a listing is right. That holds for as long as its
organisation chose, its rhythm: until the due day. What is then not confirmed again is overdue, a
month later late, and a whole rhythm later, on the day that it lapses, no longer confirmed. What
nobody ever confirmed has no due day: it is neither in time nor late, but unknown
(docs/decisions/0012-freshness.md).
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from services.enums import Freshness, Rhythm

#: How long before the due day it is said to come.
SOON = timedelta(days=14)
#: How long after the due day a listing is marked only, before it counts less in what is found.
GRACE = timedelta(days=30)
#: Of each state the deadline that has passed, and how long ago, or how long before it is reached;
#: the worst first. The names are those of `Deadlines` and of the columns of the read model.
TURNS = {
    Freshness.LAPSED: ("lapses_on", timedelta()),
    Freshness.LATE: ("due_on", GRACE),
    Freshness.OVERDUE: ("due_on", timedelta()),
    Freshness.DUE_SOON: ("due_on", -SOON),
}


@dataclass(frozen=True)
class Deadlines:
    """The last day on which a confirmation holds, and the last on which it still counts as one."""

    due_on: date
    lapses_on: date


def deadlines(service) -> Deadlines | None:
    """Those of a listing that is loaded with its organisation; None when nobody confirmed it.

    A source of information without an organisation keeps the rhythm of who chose none.
    """
    if service.verified_on is None:
        return None
    rhythm = service.organisation.rhythm if service.organisation else Rhythm.HALF_YEARLY
    return Deadlines(
        due_on=months_after(service.verified_on, rhythm),
        lapses_on=months_after(service.verified_on, 2 * rhythm),
    )


def state(held: Deadlines | None, *, today: date) -> Freshness:
    """How far a confirmation with these deadlines holds today.

    `ServiceQuerySet.with_freshness` is the same in SQL.
    """
    if held is None:
        return Freshness.NEVER
    for turned, (name, ago) in TURNS.items():
        if getattr(held, name) < today - ago:
            return turned
    return Freshness.CURRENT


def months_after(day: date, months: int) -> date:
    """The same day so many months on, or that month's last: of 31 August after six 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
