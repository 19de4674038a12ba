"""What is asked: named sets of addresses that a run goes through in turn.

A selective question fits few listings, however many there are; a broad one a part of all of them.
"""

import random
from dataclasses import dataclass
from itertools import cycle, islice
from urllib.parse import urlencode

#: The bare limit of the server; see bench.urls.
EMPTY = "/leeg/"
#: The bare limit of the API's lists: the dictionaries of one, written as JSON and nothing else.
DICTIONARIES_ADDRESS = "/woordenboeken/"
API_PAGES = tuple(f"/api/v1/services?per_page=100&page={number}" for number in (1, 2, 3))
#: The same lists as answers to a question that all listings fit, of which no page lies ready.
API_PAGES_MADE = tuple(f"{address}&modified_after=2000-01-01" for address in API_PAGES)
#: Files of the whole map by the end of their name: the plainest, and the one in most tables.
EXPORTS = {end: f"/data/sociale-kaart-chemseks.{end}" for end in ("json", "zip")}
#: Longest line of a request that the server reads is 4094 bytes (gunicorn's default).
LONGEST_ADDRESS = 3_900


@dataclass(frozen=True)
class Scenario:
    """Addresses of one kind. `is_revalidated`: asked again by who has the answer already."""

    name: str
    addresses: tuple[str, ...]
    is_revalidated: bool = False

    def requests(self, count, *, start=0):
        """`count` addresses from the `start`-th on, over and over."""
        return list(islice(cycle(self.addresses), start, start + count))


SELECTIVE = "search, selective"
BROAD = "search, broad"
FILTERED_SELECTIVE = "filtered search, selective"
FILTERED_BROAD = "filtered search, broad"
MAP = "map data"
MAP_CACHED = "map data, cached"
GUIDE = "guide"
SUGGESTIONS = "suggestions"
LISTING = "listing page"
API_LIST = "API, list of 100"
API_LIST_MADE = "API, list of 100, made anew"
DICTIONARIES = "API, its dictionaries alone"
EMPTY_VIEW = "empty view"

SEARCHES = (SELECTIVE, BROAD, FILTERED_SELECTIVE, FILTERED_BROAD)

_SELECTIVE = (
    {"q": "praatgroep chemsex limburg"},
    {"q": "ghb ontwenning gent"},
    {"q": "slammen spuitenruil brugge"},
    {"q": "prep consultatie hasselt"},
    {"q": "crystal meth leuven"},
    {"q": "mephedrone seksuoloog antwerpen"},
    {"q": "nuchter vrijen kortrijk"},
    {"q": "overdosis crisisopvang aalst"},
    {"q": "lachgas jongeren genk"},
    {"q": "3-mmc praatgroep mechelen"},
)
_BROAD = (
    {"q": "drugs"},
    {"q": "begeleiding"},
    {"q": "seks"},
    {"q": "gesprek over stoppen"},
    {"q": "antwerpen"},
    {},
)
_FILTERED_SELECTIVE = (
    {"q": "praatgroep chemsex", "plaats": "hasselt", "focus": "beide", "anoniem": "1"},
    {"q": "ghb ontwenning", "plaats": "9000", "straal": "10", "leeftijd": "19"},
    {"q": "spuitenruil slammen", "provincie": "west-vlaanderen", "contact": "inloop"},
    {"q": "prep", "plaats": "leuven", "straal": "5", "taal": "fr", "gratis": "1"},
    {"q": "seksuoloog crystal meth", "provincie": "limburg", "thema": "seksuologie"},
)
_FILTERED_BROAD = (
    {"focus": "drugs", "leeftijd": "19", "anoniem": "1"},
    {"plaats": "gent", "jongeren": "1", "contact": "inloop"},
    {"thema": "prep", "provincie": "antwerpen"},
    {"q": "drugs", "plaats": "antwerpen", "gratis": "1"},
    {"open": "1", "taal": ["fr", "en"], "zonder-intake": "1"},
)
_NEEDS = (
    {"deur": "steun", "plaats": "gent", "leeftijdsgroep": "18-25"},
    {"deur": "minderen", "plaats": "leuven", "thema": ["ghb", "ontwenning"], "wens": "anoniem"},
    {"plaats": "kortrijk", "thema": "soa-test", "taal": "fr"},
    {"deur": "dringend", "plaats": "hasselt"},
    {"leeftijdsgroep": "16-17", "contact": "chat"},
)
#: What somebody has typed so far.
_TYPED = (
    *("gh", "ghb", "chem", "chemse", "tina", "praatg", "antw", "gen", "ontwenn", "slam"),
    *("soa te", "prep", "drugs", "3-mm", "mefedr", "begeleid"),
)


def address(path, parameters):
    """The address that asks this of a page."""
    query = urlencode(parameters, doseq=True)
    return f"{path}?{query}" if query else path


def scenarios(*, size, requests):
    """Every scenario for `size` listings; `requests` is how many different ones make no repeats."""
    chance = random.Random(1)
    numbers = sorted(chance.sample(range(size), min(size, 50)))
    return [
        Scenario(EMPTY_VIEW, (EMPTY,)),
        *(
            Scenario(name, tuple(address("/", parameters) for parameters in questions))
            for name, questions in (
                (SELECTIVE, _SELECTIVE),
                (BROAD, _BROAD),
                (FILTERED_SELECTIVE, _FILTERED_SELECTIVE),
                (FILTERED_BROAD, _FILTERED_BROAD),
            )
        ),
        Scenario(MAP, tuple(_map_address(chance) for _ in range(requests))),
        Scenario(
            MAP_CACHED,
            (address("/kaart/gegevens/", {}), address("/kaart/gegevens/", {"focus": "drugs"})),
            is_revalidated=True,
        ),
        Scenario(GUIDE, tuple(address("/doorverwijzen/", need) for need in _NEEDS)),
        Scenario(SUGGESTIONS, tuple(address("/suggesties/", {"q": typed}) for typed in _TYPED)),
        Scenario(LISTING, tuple(f"/aanbod/fiche-{number}/" for number in numbers)),
        Scenario(API_LIST, API_PAGES),
        Scenario(API_LIST_MADE, API_PAGES_MADE),
        Scenario(DICTIONARIES, (DICTIONARIES_ADDRESS,)),
    ]


def _map_address(chance):
    """A part of the map as big as a screen, somewhere in Flanders; none comes twice."""
    zoom = chance.choice((8, 9, 10, 11, 12))
    width, height = 3.4 / 2 ** (zoom - 8), 0.9 / 2 ** (zoom - 8)
    west, south = chance.uniform(2.5, 5.0), chance.uniform(50.7, 51.3)
    edges = (west, south, west + width, south + height)
    box = {"vak": ",".join(f"{edge:.5f}" for edge in edges), "zoom": zoom}
    return address("/kaart/gegevens/", chance.choice(({}, {"focus": "drugs"})) | box)


#: Questions that nobody asks in good faith, by what they try.
_HOSTILE = {
    "5,000 words": " ".join(["drugs seks hulp gent ghb"] * 1_000),
    "one letter, repeated": "a" * 500,
    "the same word, repeated": "drugs " * 600,
    "a different word each time": " ".join(f"woord{number}" for number in range(700)),
    "tokens of 500 characters": " ".join(letter * 500 for letter in "abcdefg"),
    "hyphens": "a-" * 250,
    "hyphens alone": "-" * 500,
    "nested brackets": "(" * 200 + "drugs" + ")" * 200,
    "percent signs": "%" * 500,
    "wildcards and backslashes": "%_\\" * 160,
    "operators of full text": "drugs & (seks | !hulp) <-> 'gent':* " * 14,
    "quotes": "\"'" * 200,
    "near misses of words": "drgus sekss ontwening praatgrop antwerpn " * 12,
    "places, repeated": "antwerpen gent brugge leuven hasselt " * 13,
    "emoji and combining marks": "e\u0301\u0302\u0303🍆" * 30,
}


def hostile():
    """Addresses of the search page that try to make it work long, by what they try.

    Cut to what the server reads, but for the longest: that one it refuses, and that is an answer.
    """
    return {
        name: address("/", {"q": text}) if name == "5,000 words" else _fitting(text)
        for name, text in _HOSTILE.items()
    }


def _fitting(text):
    while len(asked := address("/", {"q": text})) > LONGEST_ADDRESS:
        text = text[: len(text) * 9 // 10]
    return asked
