"""Where a row's facts were read, and how old that is."""

import re
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from services.importing import cells

_URL_AND_REMARK = re.compile(r"(?P<url>https?://\S+)(?P<remark>\s+\(.*\))?")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BEFORE = re.compile(r"vóór (?P<year>\d{4})")
#: An age may itself hold a semicolon: "bestand van 2026; record zelf ongedateerd" is one.
_SAME_AGE = re.compile(r";\s*(?=record zelf)")


def parse_sources(*, sources, ages):
    """The sources of a row, each with the age that the row gives it; raises ValueError.

    Ages stand in the order of the sources. A source that names a year itself, such as a report,
    may have none; one age alone holds for all others. Where the numbers still differ, or an age
    may be that of such a report, nobody can tell which is whose: each source then shows them all.
    """
    described = [_describe(source) for source in cells.split(sources)]
    given = [age.replace("\0", "; ") for age in cells.split(_SAME_AGE.sub("\0", ages))]
    own_years = [source["year"] for source in described]
    own_ages = _in_order(given, own_years)
    for position, source in enumerate(described):
        age = "; ".join(given) if own_ages is None else own_ages[position]
        source["position"] = position
        source["age"] = cells.text(age, longest=200)
        if own_ages is not None:
            source["year"] = year(age) or source["year"]
    return described


def _in_order(ages, own_years):
    """The age of each source, given the years that they name themselves; None if uncertain."""
    if len(ages) == len(own_years):
        return ages
    undated = own_years.count(None)
    if len(ages) == 1:
        ages = ages * undated
    is_shared = any(age_year in own_years for age in ages if (age_year := year(age)))
    if len(ages) != undated or is_shared:
        return None
    remaining = iter(ages)
    return ["" if own_year else next(remaining) for own_year in own_years]


def year(age):
    """The latest year that an age names, or None; "vóór 2018" is 2017 at the latest."""
    years = [int(found) for found in _YEAR.findall(_BEFORE.sub("", age))]
    years += [int(found) - 1 for found in _BEFORE.findall(age)]
    return max(filter(lambda found: found >= 1990, years), default=None)


def _describe(source):
    """A source as it is stored: a page goes by its host, anything else by what is written."""
    match = _URL_AND_REMARK.fullmatch(source)
    if match and cells.is_url(match["url"]):
        host = urlsplit(match["url"]).hostname.removeprefix("www.").rstrip(".")
        title, url = host + (match["remark"] or ""), match["url"]
    elif source.startswith(("http:", "https:")):
        raise ValueError(_("“%(cell)s” is geen webadres") % {"cell": source[:60]})
    else:
        title, url = source, ""
    return {
        "title": cells.text(title, longest=300),
        "url": cells.text(url, longest=500),
        "year": None if url else year(source),
    }
