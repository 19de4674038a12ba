"""The built reference data: whole, sourced, and the same again when built again."""

import csv
import gzip
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from services import gazetteer as index
from services.actions.gazetteer import load_gazetteer
from services.models import Municipality, PlaceName, PostalCode, Province
from services.reference import base_map
from services.reference import gazetteer as reference
from tests.sphere import distance_km

ROOT = Path(settings.BASE_DIR)
FIXTURE = ROOT / "fixtures" / "gazetteer.json"
EXTRA = ROOT / "fixtures" / "gazetteer_extra.csv"
BASE_MAP = ROOT / "static" / "geo" / "base.json"
CODES_IN_TWO_MUNICIPALITIES = {"1040", "1050", "1804"}


@pytest.fixture(scope="module")
def gazetteer():
    return json.loads(FIXTURE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def drawn():
    return json.loads(BASE_MAP.read_text(encoding="utf-8"))


def test_building_again_gives_the_same_bytes():
    built = reference.dumps(reference.build(extra=reference.read_extra(EXTRA)))

    assert built.encode() == FIXTURE.read_bytes()


def test_names_its_licences(gazetteer):
    licences = {
        source["attribution"][:11]: source["licence"] for source in gazetteer["about"]["sources"]
    }

    assert licences["© Statbel, "] == "CC BY 4.0"
    assert licences["© GeoNames "] == "CC BY 4.0"


def test_holds_every_municipality_after_the_mergers(gazetteer):
    by_province = Counter(row["province_slug"] for row in gazetteer["municipalities"])

    assert by_province == {
        "antwerpen": 67,
        "limburg": 38,
        "oost-vlaanderen": 55,
        "vlaams-brabant": 63,
        "west-vlaanderen": 62,
        "brussel": 19,
    }


@pytest.mark.parametrize(
    ("former", "now"),
    [
        ("Borsbeek", "Antwerpen"),
        ("Zwijndrecht", "Beveren-Kruibeke-Zwijndrecht"),
        ("Moerbeke", "Lokeren"),
        ("Wachtebeke", "Lochristi"),
        ("Melle", "Merelbeke-Melle"),
        ("De Pinte", "Nazareth-De Pinte"),
        ("Gooik", "Pajottegem"),
        ("Hoeselt", "Bilzen-Hoeselt"),
        ("Borgloon", "Tongeren-Borgloon"),
        ("Kortessem", "Hasselt"),
        ("Ham", "Tessenderlo-Ham"),
        ("Meulebeke", "Tielt"),
        ("Ruiselede", "Wingene"),
        ("Nevele", "Deinze"),
        ("Knesselare", "Aalter"),
        ("Zomergem", "Lievegem"),
        ("Zingem", "Kruisem"),
        ("Puurs", "Puurs-Sint-Amands"),
        ("Opglabbeek", "Oudsbergen"),
        ("Neerpelt", "Pelt"),
    ],
)
def test_merged_municipalities_lead_to_the_new_one(gazetteer, former, now):
    towns = {row["refnis"]: row["name"] for row in gazetteer["municipalities"]}

    assert [
        towns[row["refnis"]]
        for row in gazetteer["names"]
        if (row["name"], row["kind"]) == (former, "former")
    ] == [now]


def test_codes_and_names_lie_in_known_municipalities(gazetteer):
    refnis = {row["refnis"] for row in gazetteer["municipalities"]}
    towns_of_code = {}
    for row in gazetteer["postal_codes"]:
        towns_of_code.setdefault(row["code"], set()).add(row["refnis"])

    assert {row["refnis"] for row in gazetteer["postal_codes"]} == refnis
    assert {row["refnis"] for row in gazetteer["names"]} == refnis
    assert len(towns_of_code) == 543
    assert {
        code for code, towns in towns_of_code.items() if len(towns) > 1
    } == CODES_IN_TWO_MUNICIPALITIES


def test_every_point_lies_near_its_municipality_and_says_where_it_is_from(gazetteer):
    towns = {row["refnis"]: row for row in gazetteer["municipalities"]}
    placed = [*gazetteer["postal_codes"], *gazetteer["names"]]

    assert {row["point"] for row in (*placed, *towns.values(), *gazetteer["provinces"])} == set(
        gazetteer["about"]["point"]
    )
    assert [
        row["name"]
        for row in placed
        if distance_km(
            row["latitude"],
            row["longitude"],
            towns[row["refnis"]]["latitude"],
            towns[row["refnis"]]["longitude"],
        )
        > 17
    ] == []
    own = Counter(row["point"] for row in gazetteer["names"])
    assert own["geonames"] > 0.85 * own.total()


def test_keys_are_what_the_index_compares(gazetteer):
    assert all(row["key"] == index.normalise(row["name"]) for row in gazetteer["names"])


def test_every_row_of_the_table_names_its_source():
    with EXTRA.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))

    assert all(row["source"].strip() for row in rows)
    assert all("by hand" in row["source"] for row in rows if row["latitude"])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"refnis": "99999"}, "no municipality 99999"),
        ({"postal_code": "9000"}, "9000 is no code of 11002"),
        ({"source": ""}, "no source"),
        ({"same_as": "Durne"}, "no part Durne in 11002"),
        ({"latitude": "50.85", "longitude": "4.35"}, "lies outside the cantons of 11002"),
    ],
)
def test_a_wrong_row_is_refused(change, message):
    row = {
        "kind": "part",
        "name": "Deurne",
        "refnis": "11002",
        "postal_code": "2100",
        "same_as": "",
        "latitude": "",
        "longitude": "",
        "source": "a test",
    }

    with pytest.raises(reference.GazetteerError, match=message):
        reference.build(extra=[row | change])


def test_drawing_the_base_map_again_gives_the_same_bytes(gazetteer):
    assert base_map.dumps(base_map.build(gazetteer=gazetteer)).encode() == BASE_MAP.read_bytes()


def test_base_map_is_small_and_names_its_licence(drawn):
    content = BASE_MAP.read_bytes()

    assert len(content) <= 60_000
    assert len(gzip.compress(content)) <= 20_000
    assert "CC BY 4.0" in drawn["attribution"]


def test_base_map_holds_the_provinces_and_the_region(drawn):
    areas = _areas(drawn)

    assert list(areas) == [
        "antwerpen",
        "limburg",
        "oost-vlaanderen",
        "vlaams-brabant",
        "west-vlaanderen",
        "brussel",
    ]
    assert _area_holding(areas, 4.352, 50.846) == "brussel"
    assert _area_holding(areas, 4.24, 50.73) == "vlaams-brabant", "Halle is outside the Region"
    assert _area_holding(areas, 5.80, 50.75) == "limburg", "Voeren, cut off from the rest"
    assert _area_holding(areas, 4.33, 51.22) == "oost-vlaanderen", "Zwijndrecht since 2025"
    assert _area_holding(areas, 5.57, 50.63) is None, "Liège"
    assert _area_holding(areas, 3.9, 51.35) is None, "Zeeuws-Vlaanderen"


def test_neighbouring_outlines_share_their_borders(drawn):
    areas = _areas(drawn)
    sides = Counter(
        frozenset((tuple(one), tuple(other)))
        for polygons in areas.values()
        for polygon in polygons
        for ring in polygon
        for one, other in pairwise(ring)
    )
    hole = areas["vlaams-brabant"][0][1]
    around_brussels = {frozenset((tuple(a), tuple(b))) for a, b in pairwise(hole)}

    assert set(sides.values()) == {1, 2}
    assert all(sides[side] == 2 for side in around_brussels)
    assert sum(count == 2 for count in sides.values()) > 400
    assert sum(len(polygon) - 1 for polygons in areas.values() for polygon in polygons) == 1


def test_base_map_names_the_cities_first(drawn):
    first = {
        feature["properties"]["name"]
        for feature in drawn["features"]
        if feature["geometry"]["type"] == "Point" and feature["properties"]["min_zoom"] <= 8
    }

    assert first == {
        "Aalst",
        "Antwerpen",
        "Brugge",
        "Brussel",
        "Genk",
        "Gent",
        "Hasselt",
        "Kortrijk",
        "Leuven",
        "Mechelen",
        "Oostende",
        "Roeselare",
        "Sint-Niklaas",
        "Turnhout",
    }


def _areas(drawn):
    return {
        feature["properties"]["slug"]: feature["geometry"]["coordinates"]
        for feature in drawn["features"]
        if feature["geometry"]["type"] == "MultiPolygon"
    }


def _area_holding(areas, longitude, latitude):
    for slug, polygons in areas.items():
        rings = [ring for polygon in polygons for ring in polygon]
        if sum(_crosses(ring, longitude, latitude) for ring in rings) % 2:
            return slug
    return None


def _crosses(ring, longitude, latitude):
    """How often a line eastward from the point crosses a ring: odd means inside."""
    return sum(
        (y1 > latitude) != (y2 > latitude)
        and longitude < x1 + (latitude - y1) / (y2 - y1) * (x2 - x1)
        for (x1, y1), (x2, y2) in pairwise(ring)
    )


@pytest.mark.django_db
def test_loading_twice_changes_nothing(gazetteer):
    counts = load_gazetteer(gazetteer=gazetteer)
    rows = [list(model.objects.order_by("pk").values()) for model in counts]

    assert load_gazetteer(gazetteer=gazetteer) == counts
    assert [list(model.objects.order_by("pk").values()) for model in counts] == rows
    assert counts == {
        Province: 6,
        Municipality: 304,
        PostalCode: len(gazetteer["postal_codes"]),
        PlaceName: len(gazetteer["names"]),
    }


@pytest.mark.django_db
def test_loading_brings_a_new_edition_in(gazetteer):
    load_gazetteer(gazetteer=gazetteer)
    gent = next(row for row in gazetteer["municipalities"] if row["name"] == "Gent")
    edition = gazetteer | {
        "municipalities": [
            row | {"latitude": 51.0} if row is gent else row for row in gazetteer["municipalities"]
        ],
        "names": [row for row in gazetteer["names"] if row["name"] != "Ghent"],
    }

    load_gazetteer(gazetteer=edition)

    assert Municipality.objects.get(name="Gent").latitude == 51.0
    assert not PlaceName.objects.filter(name="Ghent").exists()
    assert PlaceName.objects.filter(name="Gand").exists()


@pytest.mark.django_db
def test_the_index_of_the_database_equals_that_of_the_fixture(gazetteer, capsys):
    call_command("load_gazetteer")
    sections = {name: rows for name, rows in gazetteer.items() if name != "about"}
    of_fixture = index.Gazetteer.from_rows(**sections)
    index.load.cache_clear()

    of_database = index.load()

    assert "gemeenten: 304" in capsys.readouterr().out
    for text in ("Gent", "Laeken", "Berchem", "2040", "Vlaanderen", "Brussel", "leuve", "Woluwe"):
        assert of_database.resolve(text) == of_fixture.resolve(text)
    index.load.cache_clear()
