"""Opening hours in OpenStreetMap's syntax: checked, computed and said in words; pure.

Holidays are Belgium's, times are those of Brussels' clocks.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from opening_hours import OpeningHours, ParserError, State

BRUSSELS = ZoneInfo("Europe/Brussels")

#: A Monday of a week without holidays or a change of the clocks, to read a weekly rhythm from.
_PLAIN_MONDAY = date(2026, 6, 8)
_DAY = timedelta(days=1)
#: What stands between rules that come back every week the same, apart from holidays.
_WEEKLY = re.compile(r"(?:Mo|Tu|We|Th|Fr|Sa|Su|off|closed|open|24/7|[\d:;, -])*")
_HOLIDAYS_OFF = re.compile(r"\bPH (?:off|closed)")


def _parse(text, **place):
    try:
        return OpeningHours(text, **place)
    except ParserError as error:
        raise ValueError(
            _("“%(text)s” zijn geen openingsuren zoals “Mo-Fr 09:00-17:00; PH off”.")
            % {"text": text[:60]}
        ) from error


def validate(text):
    """Raise ValueError, with a Dutch message, when `text` is not in OpenStreetMap's syntax."""
    _parse(text)


def midnight(day):
    """The aware moment at which a day begins."""
    return datetime.combine(day, time(), BRUSSELS)


def intervals(text, *, start, end):
    """The stretches between the aware moments `start` and `end` in which it is certainly open.

    Pairs of aware datetimes on Brussels' clock, in order, apart from each other, cut off at
    `start` and `end`. Raises ValueError when `text` is not in OpenStreetMap's syntax.
    """
    hours = _parse(text, timezone=BRUSSELS, country="BE")
    # From midnight to midnight: the package confuses the two 02:30's of a night in October.
    first = midnight(start.astimezone(BRUSSELS).date())
    last = midnight(end.astimezone(BRUSSELS).date() + _DAY)
    earliest, latest = start.astimezone(UTC), end.astimezone(UTC)
    merged = []
    for opens, closes, state, _comment in hours.intervals(first, last):
        # Compared in UTC: within one zone Python compares clocks, not moments.
        opens = max(opens.astimezone(UTC), earliest)
        closes = min(closes.astimezone(UTC), latest)
        if state != State.OPEN or opens >= closes:
            continue
        if merged and merged[-1][1] == opens:
            merged[-1][1] = closes
        else:
            merged.append([opens, closes])
    return [(opens.astimezone(BRUSSELS), closes.astimezone(BRUSSELS)) for opens, closes in merged]


def to_week(text):
    """The hours of each day from Monday to Sunday, or None when weeks differ from each other.

    A day is a list of ("HH:MM", "HH:MM"); hours past midnight belong to the day they begin on, as
    in ("20:00", "02:00"), and "24:00" is the end of the day. Holidays are left aside.
    """
    hours = _parse(text)
    if not _WEEKLY.fullmatch(_HOLIDAYS_OFF.sub("", text)):
        return None
    monday = datetime.combine(_PLAIN_MONDAY, time())
    week = [[] for _weekday in range(7)]
    for opens, closes, state, _comment in hours.intervals(monday - _DAY, monday + 8 * _DAY):
        if state != State.OPEN:
            continue
        for begin, finish in _days_of(opens, closes):
            weekday = (begin.date() - _PLAIN_MONDAY).days
            if 0 <= weekday < 7:
                is_midnight = finish == datetime.combine(begin.date() + _DAY, time())
                week[weekday].append(
                    (f"{begin:%H:%M}", "24:00" if is_midnight else f"{finish:%H:%M}")
                )
    return week


def _days_of(opens, closes):
    """An open stretch day by day; what ends before noon stays with the evening before."""
    while True:
        midnight = datetime.combine(opens.date() + _DAY, time())
        if closes <= midnight or (closes - opens < _DAY and closes < midnight + _DAY / 2):
            yield opens, closes
            return
        yield opens, midnight
        opens = midnight


def describe(text):
    """The hours as lines for people, such as "ma–do 13.00–18.00 u", "niet op feestdagen".

    Raises ValueError when `text` is not in OpenStreetMap's syntax.
    """
    week = to_week(text)
    if week is None:
        return [_translate(part) for part in str(_parse(text)).split(";")]
    if all(hours == [("00:00", "24:00")] for hours in week):
        lines = [_("dag en nacht")]
    elif not any(week):
        lines = [_("gesloten")]
    else:
        lines = [
            f"{_day_names([day for day in range(7) if week[day] == hours])} {_span_text(hours)}"
            for first, hours in enumerate(week)
            if hours and week.index(hours) == first
        ]
    if _HOLIDAYS_OFF.search(text):
        lines.append(_("niet op feestdagen"))
    return lines


def consecutive(days):
    """Weekdays by number, in order, as runs of days that follow each other."""
    runs = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _short_days():
    return [_("ma"), _("di"), _("wo"), _("do"), _("vr"), _("za"), _("zo")]


def _day_names(days):
    """Weekdays by number: runs of three or more with a dash, as in "ma–wo, vr"."""
    names = _short_days()
    return ", ".join(
        f"{names[run[0]]}–{names[run[-1]]}"
        if len(run) > 2
        else ", ".join(names[day] for day in run)
        for run in consecutive(days)
    )


def _span_text(spans):
    if spans == [("00:00", "24:00")]:
        return _("dag en nacht")
    hours = _(" en ").join(f"{_clock(opens)}–{_clock(closes)}" for opens, closes in spans)
    return _("%(hours)s u") % {"hours": hours}


def _clock(hhmm):
    """A time as it is written: in Flanders "09:00" is "9.00", elsewhere "9:00" or "9h00"."""
    hour, minutes = hhmm.removeprefix("0").split(":")
    return _("%(hour)s.%(minutes)s") % {"hour": hour, "minutes": minutes}


def _translate(rule):
    """A rule that does not come back every week: its words translated, the rest as it stands."""
    words = dict(zip(("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"), _short_days(), strict=True)) | {
        "PH": _("feestdagen"),
        "SH": _("schoolvakanties"),
        "off": _("gesloten"),
        "closed": _("gesloten"),
        "unknown": _("niet zeker"),
        "week": _("week"),
        "easter": _("Pasen"),
        "Jan": _("jan"),
        "Feb": _("feb"),
        "Mar": _("mrt"),
        "Apr": _("apr"),
        "May": _("mei"),
        "Jun": _("jun"),
        "Jul": _("jul"),
        "Aug": _("aug"),
        "Sep": _("sep"),
        "Oct": _("okt"),
        "Nov": _("nov"),
        "Dec": _("dec"),
    }
    said = re.sub(r"[A-Za-z]+", lambda word: words.get(word[0], word[0]), rule.strip())
    return re.sub(r"\d\d:\d\d", lambda hour: _clock(hour[0]), said).replace("-", "–")
