"""How the sources of a word are put inside a template."""

import re
from dataclasses import dataclass

from django import template
from django.utils.translation import gettext as _

from services.wording import site

register = template.Library()

#: The study that many entries come from; the page explains it at this anchor.
THESIS, THESIS_URL = "masterproef UGent 2023", "#masterproef"
#: How the word lists that we read on GitHub are noted down: "TripSit/drugs drug_files/3-mmc.json".
_ON_GITHUB = re.compile(
    r"(?P<repository>(?P<owner>[\w-]+)/[\w.-]+) (?P<path>(?:\S+/)?(?P<name>\S+)\.json)"
)


@dataclass(frozen=True)
class Source:
    """Where an explanation comes from, readable; `url` is empty when there is nowhere to go."""

    name: str
    url: str = ""


@register.filter
def readable_source(source):
    """A source of a concept as a reader knows it; what is general knowledge is our own."""
    if source.startswith(("http:", "https:")):
        return Source(site(source), source)
    if source == THESIS:
        return Source(source, THESIS_URL)
    if found := _ON_GITHUB.fullmatch(source):
        url = f"https://github.com/{found['repository']}/blob/HEAD/{found['path']}"
        return Source(f"{found['owner']}, {found['name']}", url)
    return Source(source.replace("achtergrondkennis", _("eigen opgave")))
