"""Where a row's facts were read, and how old that is."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from services import source_age
from services.importing import cells

_URL_AND_REMARK = re.compile(r"(?P<url>https?://\S+)(?P<remark>\s+\(.*\))?")


@dataclass(frozen=True)
class Sources:
    """The sources of a row as they are stored, and the ages that belong to no one of them."""

    listed: list
    shared_ages: str


def parse_sources(*, sources, ages):
    """The `Sources` of a row, each with the age that the row gives it; raises ValueError.

    Ages stand in the order of the sources. A source that names a year itself, such as a report,
    may have none; one age alone holds for all others. Where the numbers still differ, or an age
    may be that of such a report, nobody can tell which is whose: they are kept together then.

    A source's own year dates the row only where the row gives no age at all: what else was read
    may be far older than the report that also speaks of it.
    """
    described = [_describe(source) for source in cells.split(sources)]
    given = source_age.split(ages)
    own_years = [source.pop("own_year") for source in described]
    own_ages = _in_order(given, own_years)
    for position, source in enumerate(described):
        age = own_ages[position] if own_ages else ""
        source["position"] = position
        source["age"] = cells.text(age, longest=200)
        source["year"] = source_age.year(age) if given else own_years[position]
    shared = "; ".join(given) if own_ages is None else ""
    return Sources(described, cells.text(shared, longest=300))


def _in_order(ages, own_years):
    """The age of each source, given the years that they name themselves; None if uncertain."""
    if len(ages) == len(own_years):
        return ages
    undated = own_years.count(None)
    if len(ages) == 1 and undated:
        ages = ages * undated
    is_shared = any(age_year in own_years for age in ages if (age_year := source_age.year(age)))
    if ages and (len(ages) != undated or is_shared):
        return None
    remaining = iter(ages)
    return ["" if own_year else next(remaining, "") for own_year in own_years]


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
        "own_year": None if url else source_age.year(source),
    }
