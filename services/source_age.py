"""How old a source is, as whoever read it noted it down: "2020-03", "jaarverslag 2013". Pure."""

import re
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BEFORE = re.compile(r"vóór (?P<year>\d{4})")
#: A plan is as old as the first of the years it is made for.
_PLAN = re.compile(r"(?P<what>\w*plan \d{4})-\d{4}")
_DAY = re.compile(r"(?<![\d-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?![\d-])")
_UNDATED = re.compile(r"\bongedateerd\b")
#: An age may itself hold a semicolon: "bestand van 2026; record zelf ongedateerd" is one.
_SAME_AGE = re.compile(r";\s*(?=record zelf)")


def split(ages):
    """The ages of a cell, in their order: separated by semicolons."""
    parts = _SAME_AGE.sub("\0", ages).split(";")
    return [" ".join(part.replace("\0", "; ").split()) for part in parts if part.strip()]


def year(age):
    """The latest year that an age names, or None; "vóór 2018" is 2017 at the latest."""
    age = _PLAN.sub(r"\g<what>", age)
    years = [int(found) for found in _YEAR.findall(_BEFORE.sub("", age))]
    years += [int(found) - 1 for found in _BEFORE.findall(age)]
    return max(filter(lambda found: found >= 1990, years), default=None)


def told(age):
    """An age as one says it: "2020-03" is "maart 2020"."""
    return _DAY.sub(_date, _UNDATED.sub(_("zonder datum"), age))


def told_together(ages):
    """The ages of several sources as one text: each once, the newest first, undated ones last."""
    told_once = dict.fromkeys(told(age) for age in sorted(split(ages), key=_newest_first))
    return ", ".join(told_once)


def names_year(text):
    """Whether a title says by itself of which year it is, such as that of a report."""
    return year(text) is not None


def _newest_first(age):
    return -(year(age) or 0)


def _date(found):
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"] or 1))
    except ValueError:
        return found[0]
    return date_format(day, "j F Y" if found["day"] else "F Y")
