"""Which place somebody means: names, postal codes and typing mistakes to points on the map.

Pure apart from `load`, which fills the index from the database once per process.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import islice, takewhile
from statistics import fmean

from services.spelling import Spelling
from services.text import fold

#: Longer input holds no place name; what follows is not read.
MAX_INPUT = 100
MAX_CHOICES = 6

#: Ways to shorten a word, on both sides of the language border.
_ABBREVIATIONS = {
    "st": "sint",
    "ste": "sint",
    "saint": "sint",
    "sainte": "sint",
    "olv": "onze lieve vrouw",
    "prov": "provincie",
    "vl": "vlaams",
}
#: "O.-L.-V.-Lombeek", "O.L. Vrouw Waver", with the dots gone.
_INITIALS = re.compile(r"\bo[ -]?l[ -]?v(?:rouw)?\b")
#: Words around a place name that do not change which place is meant.
_FILLERS = {
    "b",
    "be",
    "stad",
    "gemeente",
    "regio",
    "omgeving",
    "centrum",
    "belgie",
    "belgique",
    "belgium",
}
#: How well a name fits the place it leads to, by `PlaceNameKind`; see `Gazetteer`.
_RANKS = {"official": 0, "french": 1, "former": 1, "submunicipality": 2, "other": 2}
_FLANDERS_NAMES = ("Heel Vlaanderen", "Vlaams Gewest", "Flandre", "Flanders")
_BRUSSELS_NAMES = ("Brussel", "Bruxelles", "Brussels Gewest", "Gewest Brussel", "Regio Brussel")


def normalise(text):
    """The form in which two spellings of a name are equal: "St.-Niklaas" gives "sint niklaas"."""
    plain = _INITIALS.sub("olv ", re.sub(r"[.'’`´]", "", fold(text)))
    words = re.findall(r"[^\W_]+", plain)
    return " ".join(_ABBREVIATIONS.get(word, word) for word in words)


@dataclass(frozen=True)
class Place:
    """A place that can be searched around, points in WGS 84 degrees.

    `kind` is municipality, submunicipality, postal_code, province or region; `label` is what the
    screen shows and resolves back to this very place.
    """

    kind: str
    name: str
    label: str
    latitude: float
    longitude: float
    municipality_refnis: str | None = None
    province_slug: str | None = None
    postal_code: str | None = None


@dataclass(frozen=True)
class Resolution:
    """What a typed place may mean.

    `place` is the reading to use, None when nothing or nothing in particular fits; `choices` are
    the other readings, best first; `corrected` says that part of it was guessed or left out.
    """

    place: Place | None = None
    choices: tuple[Place, ...] = ()
    corrected: bool = False


def _key(text):
    return normalise(text).replace(" ", "")


class Gazetteer:
    """An index of places by every name they answer to.

    Names are compared without spaces, so that "kessel lo" and "kessello" are one. A name that
    several places share means the one with the lowest rank: 0 for a place's own label, 1 for names
    as good as official, 2 for all others; on a tie somebody has to choose.
    """

    def __init__(self, *, names):
        """`names` are (text, place, rank) triples; every place also answers to its label."""
        self._ranks = defaultdict(dict)
        self._codes = defaultdict(dict)
        for text, place, rank in names:
            for name, name_rank in ((text, rank), (place.label, 0)):
                ranks = self._ranks[_key(name)]
                ranks[place] = min(name_rank, ranks.get(place, name_rank))
            if place.kind == "postal_code":
                self._codes[place.postal_code][place] = 0
        self._spelling = Spelling(filter(str.isalpha, self._ranks))
        self._keys = sorted(self._ranks)

    @classmethod
    def from_rows(cls, *, provinces, municipalities, postal_codes, names):
        """An index of the rows of the fixture or, equally shaped, of the database."""
        return cls(names=_named_places(provinces, municipalities, postal_codes, names))

    def resolve(self, text, *, guess=True):
        """What `text` may mean: a `Resolution` without place and choices when it means nothing.

        Without `guess` a name has to be right; that is also much faster.
        """
        words = normalise(text[:MAX_INPUT]).split()
        ranks = (
            self._exact(words)
            or self._exact([word for word in words if word not in _FILLERS])
            or self._with_code(words)
            or self._two_names(words)
        )
        if ranks or not guess:
            return _decide(ranks, corrected=False)
        letters = [word for word in words if word.isalpha()]
        named = [word for word in letters if word not in _FILLERS]
        guesses = (
            self._exact(named)
            or self._similar("".join(letters))
            or self._similar("".join(named))
            or self._coded(words)
        )
        return _decide(guesses, corrected=True)

    def starting_with(self, text):
        """The places with a name that starts like `text`, each with how well its best name fits.

        That is a pair, the lower the better: whether the name goes on after the text, and its rank.
        """
        found = {}
        if prefix := _key(text[:MAX_INPUT]):
            first = bisect_left(self._keys, prefix)
            for name in takewhile(
                lambda key: key.startswith(prefix), islice(self._keys, first, None)
            ):
                for place, rank in self._ranks[name].items():
                    fit = (name != prefix, rank)
                    found[place] = min(fit, found.get(place, fit))
        return found

    def _exact(self, words):
        return self._ranks.get("".join(words), {})

    def _coded(self, words):
        match = re.search(r"(?<!\d)\d{4}(?!\d)", " ".join(words))
        return self._codes.get(match[0], {}) if match else {}

    def _with_code(self, words):
        """A postal code, alone or with a name; both are offered where they contradict."""
        coded = self._coded(words)
        if not coded:
            return {}
        code = next(iter(coded)).postal_code
        rest = " ".join(words).replace(code, " ", 1).split()
        rest = [word for word in rest if word not in _FILLERS]
        if not rest:
            return coded
        named = self._exact(rest)
        if not named:
            return {}
        parts = {place: rank for place, rank in named.items() if place.postal_code == code}
        within = {
            place: rank
            for place, rank in coded.items()
            if any(_lies_in(place, area) for area in named)
        }
        return parts or within or dict.fromkeys([*coded, *named], 2)

    def _two_names(self, words):
        """Two names side by side: of one place ("brussel bruxelles") or of one in another."""
        for cut in range(1, len(words)):
            left, right = self._exact(words[:cut]), self._exact(words[cut:])
            for inner, outer in ((left, right), (right, left)):
                places = {
                    place: rank
                    for place, rank in inner.items()
                    if any(_lies_in(place, area) for area in outer)
                }
                if places:
                    return places
        return {}

    def _similar(self, key):
        """The places whose names are nearest to a misspelt one: none for short or strange words."""
        if len(key) < 4:
            return {}
        highest_rank = 1 if len(key) < 5 else 2
        similar = {}
        for name in self._spelling.nearest(key, limit=1 if len(key) < 8 else 2):
            for place, rank in self._ranks[name].items():
                if rank <= highest_rank:
                    similar[place] = min(rank, similar.get(place, rank))
        return similar


def _decide(ranks, *, corrected):
    ranked = sorted(ranks, key=lambda place: (ranks[place], place.label))
    if not ranked:
        return Resolution()
    tied = [place for place in ranked if ranks[place] == ranks[ranked[0]]]
    if len(tied) > 1:
        return Resolution(None, tuple(ranked[:MAX_CHOICES]), corrected)
    return Resolution(ranked[0], tuple(ranked[1 : MAX_CHOICES + 1]), corrected)


def _lies_in(place, area):
    if place == area or area.kind == "region":
        return True
    if area.kind == "province":
        return place.province_slug == area.province_slug
    return area.kind == "municipality" and place.municipality_refnis == area.municipality_refnis


def _named_places(provinces, municipalities, postal_codes, names):
    """Every (text, place, rank) in the rows: what `Gazetteer` is made of."""
    provinces = list(provinces)
    yield from _areas(provinces)
    towns = {}
    for row in municipalities:
        town = towns[row["refnis"]] = Place(
            kind="municipality",
            name=row["name"],
            label=row["name"],
            latitude=row["latitude"],
            longitude=row["longitude"],
            municipality_refnis=row["refnis"],
            province_slug=row["province_slug"],
        )
        yield town.name, town, 0
        yield row["name_fr"], town, 1
    rows_of_code, codes_of_name = defaultdict(list), defaultdict(set)
    for row in postal_codes:
        rows_of_code[row["code"], row["refnis"]].append(row)
        codes_of_name[row["refnis"], row["name"]].add(row["code"])
    for (code, refnis), rows in rows_of_code.items():
        place = _of_code(code, rows, towns[refnis])
        yield place.label, place, 0
    for row in names:
        town = towns[row["refnis"]]
        place = _named(row, town, codes_of_name[row["refnis"], row["name"]])
        yield row["name"], place, _RANKS[row["kind"]]


def _areas(provinces):
    for row in provinces:
        is_brussels = row["slug"] == "brussel"
        place = Place(
            kind="province",
            name=row["name"],
            label=row["name"] if is_brussels else f"Provincie {row['name']}",
            latitude=row["latitude"],
            longitude=row["longitude"],
            province_slug=row["slug"],
        )
        aliases = _BRUSSELS_NAMES if is_brussels else ()
        for name in (place.label, row["name"], row["name_fr"], *aliases):
            yield name, place, 2
    flemish = [row for row in provinces if row["slug"] != "brussel"]
    if flemish:
        flanders = Place(
            kind="region",
            name="Vlaanderen",
            label="Vlaanderen",
            latitude=fmean(row["latitude"] for row in flemish),
            longitude=fmean(row["longitude"] for row in flemish),
        )
        for name in (flanders.label, *_FLANDERS_NAMES):
            yield name, flanders, 2


def _of_code(code, rows, town):
    """A postal code within one municipality, named after its only place or else the town."""
    name = rows[0]["name"] if len(rows) == 1 else town.name
    return Place(
        kind="postal_code",
        name=name,
        label=f"{code} {name}",
        latitude=fmean(row["latitude"] for row in rows),
        longitude=fmean(row["longitude"] for row in rows),
        municipality_refnis=town.municipality_refnis,
        province_slug=town.province_slug,
        postal_code=code,
    )


def _named(row, town, codes):
    """What a name of a municipality stands for: the whole when it lies at its centre, else a part.

    Former and sub-municipalities are parts wherever they lie.
    """
    at_centre = (row["latitude"], row["longitude"]) == (town.latitude, town.longitude)
    if at_centre and row["kind"] not in ("former", "submunicipality"):
        return town
    return Place(
        kind="submunicipality",
        name=row["name"],
        label=f"{row['name']} ({town.name})",
        latitude=row["latitude"],
        longitude=row["longitude"],
        municipality_refnis=town.municipality_refnis,
        province_slug=town.province_slug,
        postal_code=min(codes) if len(codes) == 1 else None,
    )


@cache
def load():
    """The gazetteer in the database, read once per process (`load.cache_clear()` forgets it)."""
    from django.db.models import F

    from services.models import Municipality, PlaceName, PostalCode, Province

    refnis = F("municipality__refnis")
    return Gazetteer.from_rows(
        provinces=Province.objects.order_by("slug").values(),
        municipalities=Municipality.objects.order_by("refnis").values(
            "refnis", "name", "name_fr", "latitude", "longitude", province_slug=F("province__slug")
        ),
        postal_codes=PostalCode.objects.order_by("code", "municipality__refnis", "name").values(
            "code", "name", "latitude", "longitude", refnis=refnis
        ),
        names=PlaceName.objects.order_by("municipality__refnis", "key").values(
            "name", "kind", "latitude", "longitude", refnis=refnis
        ),
    )
