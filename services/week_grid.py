"""A week of opening hours as a person fills it in, to and from OpenStreetMap's syntax; pure."""

import re
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.utils.translation import gettext as _
from opening_hours import OpeningHours

from services import opening_hours

#: Stretches that a day of the grid has room for.
SPANS = 2
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
NOON = "12:00"
#: A year in which Belgian holidays fall on every day of the week.
_YEAR = datetime(2026, 1, 1), datetime(2027, 1, 1)
#: "9", "9.30", "9u30", "09:30", "0930", "9 u".
_CLOCK = re.compile(r"(\d{1,2})(?:\s*[.:uh,]?\s*([0-5]\d))?\s*[uh]?", re.IGNORECASE)


@dataclass(frozen=True)
class WeekGrid:
    """Seven days from Monday, each a tuple of at most two ("HH:MM", "HH:MM") in order.

    An end before its beginning is on the next day; "24:00" is the end of the day. On holidays it is
    closed, or as on any day of the week.
    """

    days: tuple
    is_closed_on_holidays: bool = False

    @property
    def is_empty(self):
        return not any(self.days)


def parse_clock(text):
    """A time as a person types it, as "HH:MM". Raises ValueError, with a Dutch message."""
    match = _CLOCK.fullmatch(text.strip())
    if match and (hour := int(match[1])) <= 24 and not (hour == 24 and int(match[2] or 0)):
        return f"{hour:02}:{match[2] or '00'}"
    raise ValueError(_("“%(text)s” is geen uur zoals 9, 9.30 of 17.00.") % {"text": text[:20]})


def parse_day(times):
    """A day's stretches of (from, until) as typed; two empty ones are left out.

    Raises ValueError, with a Dutch message, when they do not make a day.
    """
    spans = []
    for opens, closes in times:
        if not opens.strip() and not closes.strip():
            continue
        if not opens.strip() or not closes.strip():
            raise ValueError(_("Vul zowel “van” als “tot” in."))
        span = parse_clock(opens), parse_clock(closes)
        # At the end of a stretch midnight is that of the day's end.
        spans.append((span[0], "24:00") if span[1] == "00:00" else span)
    if not all(map(_is_understood, spans)):
        raise ValueError(_("Het einde ligt niet na het begin."))
    if any(later[0] < earlier[1] or _is_overnight(earlier) for earlier, later in pairwise(spans)):
        raise ValueError(_("De uren overlappen, of staan niet op volgorde."))
    return tuple(spans)


def check_nights(days):
    """Raise ValueError when a night goes on into what the next day has of its own."""
    for today, tomorrow in zip(days, (*days[1:], days[0]), strict=True):
        if today and tomorrow and _is_overnight(today[-1]) and tomorrow[0][0] < today[-1][1]:
            raise ValueError(_("De uren na middernacht overlappen met de volgende dag."))


def to_osm(grid):
    """The hours of a grid in OpenStreetMap's syntax, which `to_grid` reads back."""
    if all(spans == (("00:00", "24:00"),) for spans in grid.days):
        week = "24/7" if not grid.is_closed_on_holidays else "Mo-Su 00:00-24:00"
    else:
        rules = [
            f"{_day_names([day for day in range(7) if grid.days[day] == spans])} "
            + ",".join(f"{opens}-{closes}" for opens, closes in spans)
            for first, spans in enumerate(grid.days)
            if spans and grid.days.index(spans) == first
        ]
        # After a semicolon a day begins anew, and what the night before left in it is gone.
        has_nights = any(_is_overnight(span) for spans in grid.days for span in spans)
        week = (", " if has_nights else "; ").join(rules)
    if grid.is_empty:
        return "off"
    return f"{week}; PH off" if grid.is_closed_on_holidays else week


def to_grid(text):
    """The grid that means exactly what a text in OpenStreetMap's syntax does, or None.

    Raises ValueError when it is not in that syntax.
    """
    week = opening_hours.to_week(text)
    if week is None or any(len(spans) > SPANS for spans in week):
        return None
    days = tuple(map(tuple, week))
    if not all(_is_understood(span) for spans in days for span in spans):
        return None
    for is_closed_on_holidays in (False, True):
        grid = WeekGrid(days, is_closed_on_holidays)
        if _year(to_osm(grid)) == _year(text):
            return grid
    return None


def _year(text):
    """All stretches of a year and what is said of each, apart from how it is written."""
    stretches = []
    for opens, closes, state, comment in OpeningHours(text, country="BE").intervals(*_YEAR):
        if stretches and stretches[-1][1:] == (opens, state, comment):
            opens = stretches.pop()[0]
        stretches.append((opens, closes, state, comment))
    return stretches


def _is_overnight(span):
    return span[1] < span[0]


def _is_understood(span):
    """Whether nobody mistakes it: a night begins after noon and ends before the next one."""
    opens, closes = span
    return opens < closes or (closes < opens and closes <= NOON <= opens)


def _day_names(days):
    return ",".join(
        DAYS[run[0]] if len(run) == 1 else f"{DAYS[run[0]]}-{DAYS[run[-1]]}"
        for run in opening_hours.consecutive(days)
    )
