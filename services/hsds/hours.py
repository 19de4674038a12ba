"""Schedules of HSDS as the hours of a listing's channels: `services.hsds.schedules`, backwards."""

import re
from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from services import opening_hours, week_grid
from services.hsds.schedules import WEEKDAYS
from services.hsds.schemas import CLOCK

#: What a weekly rule says, each of them needed.
_RULE = ("freq", "byday", "opens_at", "closes_at")
_END_OF_DAY = "23:59"


@dataclass(frozen=True)
class Hours:
    """When a channel can be reached, in OpenStreetMap's syntax, in words, or in both."""

    channel: str
    opening_hours: str
    text: str


def read(schedules, *, held):
    """The hours by channel that these records say, one for each stretch of time.

    `notes` weighs as much as the weekly rules: both may be there when they say the same. A
    description may begin with the hours in words, as the API writes them; `held` are the hours of
    each channel until now, of which these words may still be. Raises ValueError, with a Dutch
    message.
    """
    channels = defaultdict(list)
    for schedule in schedules:
        channels[schedule.get("attending_type", "")].append(schedule)
    return [_hours(channel, own, held.get(channel, "")) for channel, own in channels.items()]


def _hours(channel, schedules, held):
    notes = _only("notes", schedules)
    rules = [one for one in schedules if any(name in one for name in _RULE)]
    week = _week(rules) if rules else None
    if notes:
        opening_hours.validate(notes)
        if week and opening_hours.to_week(notes) != [list(spans) for spans in week]:
            raise ValueError(
                _("“notes” en de uren zelf zeggen niet hetzelfde. Laat één van beide weg.")
            )
    said = notes or (week_grid.to_osm(week_grid.WeekGrid(week)) if week else "")
    text = _only("description", schedules)
    for hours in filter(None, (said, held)):
        words = " · ".join(map(str, opening_hours.describe(hours)))
        if text == words or text.startswith(f"{words} · "):
            text = text.removeprefix(words).removeprefix(" · ")
            break
    if not said and not text:
        raise ValueError(_("Zet er uren, “notes” of “description” bij."))
    return Hours(channel, said, text)


def _only(name, schedules):
    """The one value that these schedules of a channel have."""
    values = {one.get(name, "") for one in schedules} - {""}
    if len(values) > 1:
        raise ValueError(_("“notes” en “description” zijn één voor elke “attending_type”."))
    return values.pop() if values else ""


def _week(rules):
    """The stretches of each day from Monday on."""
    days = [[] for _weekday in WEEKDAYS]
    for rule in rules:
        if rule.get("freq") != "WEEKLY" or rule.get("interval", 1) != 1:
            raise ValueError(_("Wat niet elke week terugkomt, zet je in “notes” (OSM-notatie)."))
        clocks = [rule.get("opens_at", ""), rule.get("closes_at", "")]
        if not all(re.fullmatch(CLOCK["pattern"], clock) for clock in clocks):
            raise ValueError(_("“opens_at” en “closes_at” zijn uren zoals 09:00."))
        for weekday in rule.get("byday", "").split(","):
            if weekday not in WEEKDAYS:
                raise ValueError(_("“byday” is een lijst zoals MO,TU."))
            days[WEEKDAYS.index(weekday)].append(clocks)
    week = tuple(
        week_grid.parse_day(
            [opens, "24:00" if closes == _END_OF_DAY else closes] for opens, closes in sorted(spans)
        )
        for spans in days
    )
    week_grid.check_nights(week)
    return week
