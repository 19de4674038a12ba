"""How long attested experience holds. Pure."""

from datetime import date

#: After how many years it has to be shown again.
YEARS = 2


def expires_on(attested_on):
    """The first day on which it does not hold any more."""
    return _same_day(attested_on, attested_on.year + YEARS)


def is_valid(attested_on, *, on):
    """Whether what was attested on a day, if it ever was, holds on another one."""
    return attested_on is not None and on < expires_on(attested_on)


def _same_day(day, year):
    """The same day of another year; of 29 February the first of March."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
