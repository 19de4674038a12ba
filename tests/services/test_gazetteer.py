"""What somebody means who types a place."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gazetteer import Gazetteer, Resolution, normalise
from services.spelling import Spelling, edit_distance
from tests.sphere import distance_km

FIXTURE = Path(__file__).parents[2] / "fixtures" / "gazetteer.json"
ROWS = {
    section: rows
    for section, rows in json.loads(FIXTURE.read_text(encoding="utf-8")).items()
    if section != "about"
}
PLACES = Gazetteer.from_rows(**ROWS)


def resolve(text):
    return PLACES.resolve(text)


def labels(places):
    return [place.label for place in places if place]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("St.-Niklaas", "sint niklaas"),
        ("Saint-Gilles", "sint gilles"),
        ("  LIÈGE ", "liege"),
        ("'s-Gravenwezel", "s gravenwezel"),
        ("O.L.V.-Waver", "onze lieve vrouw waver"),
        ("O.-L.-V.-Lombeek", "onze lieve vrouw lombeek"),
        ("O.L. Vrouw Waver", "onze lieve vrouw waver"),
        ("Gent\x00", "gent"),
        ("!?", ""),
    ],
)
def test_normalise_makes_spellings_equal(text, expected):
    assert normalise(text) == expected


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("gent", "Gent"),
        ("GENT", "Gent"),
        ("  Gent  ", "Gent"),
        ("Gent\x00\x07", "Gent"),
        ("stad Gent", "Gent"),
        ("regio Leuven", "Leuven"),
        ("Gent, België", "Gent"),
        ("Gent (Oost-Vlaanderen)", "Gent"),
        ("9000", "9000 Gent"),
        ("9000 Gent", "9000 Gent"),
        ("9000gent", "9000 Gent"),
        ("Gent 9000", "9000 Gent"),
        ("B-9000 Gent", "9000 Gent"),
        ("2100 Deurne", "2100 Deurne"),
        ("8310", "8310 Brugge"),
        ("8310 Assebroek", "Assebroek (Brugge)"),
        ("1040 Etterbeek", "1040 Etterbeek"),
        ("3700", "3700 Tongeren-Borgloon"),
        ("1931", "1931 Machelen"),
        ("brussel", "Brussel"),
        ("brussel/bruxelles", "Brussel"),
        ("Bruxelles", "Brussel"),
        ("Brussels", "Brussel"),
        ("Brussel-Stad", "Brussel"),
        ("sint niklaas", "Sint-Niklaas"),
        ("sintniklaas", "Sint-Niklaas"),
        ("st-niklaas", "Sint-Niklaas"),
        ("St. Niklaas", "Sint-Niklaas"),
        ("Saint-Nicolas", "Sint-Niklaas"),
        ("heusden zolder", "Heusden-Zolder"),
        ("Gand", "Gent"),
        ("Louvain", "Leuven"),
        ("Anvers", "Antwerpen"),
        ("Malines", "Mechelen"),
        ("Courtrai", "Kortrijk"),
        ("Bruges", "Brugge"),
        ("Ixelles", "Elsene"),
        ("Antwerp", "Antwerpen"),
        ("Ghent", "Gent"),
        ("antwerpen", "Antwerpen"),
        ("provincie Antwerpen", "Provincie Antwerpen"),
        ("prov. Antwerpen", "Provincie Antwerpen"),
        ("limburg", "Provincie Limburg"),
        ("west vlaanderen", "Provincie West-Vlaanderen"),
        ("Brabant flamand", "Provincie Vlaams-Brabant"),
        ("Brussels Hoofdstedelijk Gewest", "Brussels Hoofdstedelijk Gewest"),
        ("vlaanderen", "Vlaanderen"),
        ("heel Vlaanderen", "Vlaanderen"),
        ("Borgerhout", "Borgerhout (Antwerpen)"),
        ("ledeberg", "Ledeberg (Gent)"),
        ("St-Amandsberg", "Sint-Amandsberg (Gent)"),
        ("kessel lo", "Kessel-Lo (Leuven)"),
        ("heverlee", "Heverlee (Leuven)"),
        ("Laken", "Laken (Brussel)"),
        ("Laeken", "Laeken (Brussel)"),
        ("Neder-over-Heembeek", "Neder-Over-Heembeek (Brussel)"),
        ("OLV-Waver", "Onze-Lieve-Vrouw-Waver (Sint-Katelijne-Waver)"),
        ("Berchem (Kluisbergen)", "Berchem (Kluisbergen)"),
        ("Berchem, Antwerpen", "Berchem (Antwerpen)"),
        ("Haren Brussel", "Haren (Brussel)"),
        ("Merelbeke", "Merelbeke (Merelbeke-Melle)"),
        ("Melle", "Melle (Merelbeke-Melle)"),
        ("Meeuwen-Gruitrode", "Meeuwen-Gruitrode (Oudsbergen)"),
        ("Kortessem", "Kortessem (Hasselt)"),
        ("Borsbeek", "Borsbeek (Antwerpen)"),
        ("Ham", "Ham (Tessenderlo-Ham)"),
        ("Nijlen", "Nijlen"),
        ("Halle", "Halle"),
    ],
)
def test_resolves_what_is_typed(text, label):
    resolution = resolve(text)

    assert resolution.place.label == label
    assert not resolution.corrected


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("leuve", "Leuven"),
        ("antwerpn", "Antwerpen"),
        ("brugg", "Brugge"),
        ("kortijk", "Kortrijk"),
        ("oosetnde", "Oostende"),
        ("geraadsbergen", "Geraardsbergen"),
        ("gnet", "Gent"),
        ("st niklas", "Sint-Niklaas"),
        ("provincie limbur", "Provincie Limburg"),
        ("sint amandsbreg", "Sint-Amandsberg (Gent)"),
        ("9999 Gent", "Gent"),
        ("9000 Leuvn", "Leuven"),
        ("1000 Amsterdam", "1000 Brussel"),
    ],
)
def test_corrects_and_says_so(text, label):
    resolution = resolve(text)

    assert resolution.place.label == label
    assert resolution.corrected


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("Berchem", ["Berchem (Antwerpen)", "Berchem (Kluisbergen)"]),
        ("Deurne", ["Deurne (Antwerpen)", "Deurne (Diest)"]),
        ("Heist", ["Heist (Knokke-Heist)", "Heist-op-den-Berg"]),
        ("Woluwe", ["Sint-Lambrechts-Woluwe", "Sint-Pieters-Woluwe"]),
        ("1040", ["1040 Brussel", "1040 Etterbeek"]),
        ("9000 Leuven", ["9000 Gent", "Leuven"]),
        ("Haren", ["Haren (Brussel)", "Haren (Tongeren-Borgloon)"]),
    ],
)
def test_offers_a_choice_where_none_stands_out(text, choices):
    assert resolve(text).place is None
    assert labels(resolve(text).choices) == choices


@pytest.mark.parametrize(
    ("text", "label", "others"),
    [
        ("Antwerpen", "Antwerpen", ["Provincie Antwerpen"]),
        ("Brussel", "Brussel", ["Brussels Hoofdstedelijk Gewest"]),
        ("Aalst", "Aalst", ["Aalst (Sint-Truiden)"]),
        ("Sint-Gillis", "Sint-Gillis", ["Sint-Gillis (Dendermonde)", "Sint-Gillis-Waas"]),
        ("Moerbeke", "Moerbeke (Lokeren)", ["Moerbeke (Geraardsbergen)"]),
    ],
)
def test_prefers_the_larger_and_offers_the_others(text, label, others):
    resolution = resolve(text)

    assert resolution.place.label == label
    assert labels(resolution.choices) == others


@pytest.mark.parametrize(
    "text",
    ["", " ", "\x00", "xyz", "chemseks", "help", "test", "tina", "drugs", "9999", "0000", "123",
     "90001", "amsterdam", "rotterdam", "liège", "stad", "provincie", "???", "🦄", "a" * 10_000],
)  # fmt: skip
def test_nonsense_and_elsewhere_are_no_place(text):
    assert resolve(text) == Resolution()


def test_reads_no_further_than_a_hundred_characters():
    assert resolve("Gent" + " " * 96 + "Antwerpen").place.label == "Gent"


def test_every_place_answers_to_its_label():
    wrong = {
        label: resolve(label).place
        for label in _all_labels()
        if getattr(resolve(label).place, "label", None) != label
    }

    assert wrong == {}


def _all_labels():
    towns = {row["refnis"]: row["name"] for row in ROWS["municipalities"]}
    yield from towns.values()
    for row in ROWS["names"]:
        if row["kind"] in ("former", "submunicipality"):
            yield f"{row['name']} ({towns[row['refnis']]})"
    for row in ROWS["provinces"]:
        yield row["name"] if row["slug"] == "brussel" else f"Provincie {row['name']}"
    yield from {resolve(row["code"]).place.label for row in ROWS["postal_codes"]
                if resolve(row["code"]).place}  # fmt: skip


@pytest.mark.parametrize(
    "name", [row["name"] for row in ROWS["municipalities"] if len(row["name"]) > 4]
)
def test_finds_a_municipality_with_a_letter_missing_or_doubled(name):
    middle = len(name) // 2
    for typed in (name[:middle] + name[middle + 1 :], name[:middle] + name[middle - 1 :]):
        resolution = resolve(typed)

        is_another_place = not resolution.corrected and resolution.place
        assert is_another_place or name in labels([resolution.place, *resolution.choices])


def test_a_part_knows_its_municipality_province_and_code():
    place = resolve("Borgerhout").place

    assert (place.kind, place.municipality_refnis, place.province_slug, place.postal_code) == (
        "submunicipality",
        "11002",
        "antwerpen",
        "2140",
    )
    assert distance_km(place.latitude, place.longitude, 51.21, 4.435) < 1


@pytest.mark.parametrize(
    ("text", "kind", "refnis", "province"),
    [
        ("Gent", "municipality", "44021", "oost-vlaanderen"),
        ("Zwijndrecht", "submunicipality", "46030", "oost-vlaanderen"),
        ("9000", "postal_code", "44021", "oost-vlaanderen"),
        ("Limburg", "province", None, "limburg"),
        ("Brussels Gewest", "province", None, "brussel"),
        ("Vlaanderen", "region", None, None),
    ],
)
def test_kinds_of_places(text, kind, refnis, province):
    place = resolve(text).place

    assert (place.kind, place.municipality_refnis, place.province_slug) == (kind, refnis, province)


@given(st.text(max_size=300) | st.from_regex(r"[A-Za-z0-9 ,/()'.\-\x00]{0,120}", fullmatch=True))
def test_any_text_has_an_answer(text):
    resolution = resolve(text)

    assert resolution.place not in resolution.choices
    assert len(resolution.choices) <= 6
    assert all(
        resolve(place.label).place == place
        for place in (resolution.place, *resolution.choices)
        if place
    )


@pytest.mark.parametrize(
    ("left", "right", "distance"),
    [("gent", "gent", 0), ("gent", "gnet", 1), ("leuve", "leuven", 1), ("gent", "genk", 1),
     ("kortrijk", "kortijk", 1), ("aalst", "halle", 3), ("", "ab", 2)],
)  # fmt: skip
def test_edit_distance(left, right, distance):
    assert edit_distance(left, right, limit=3) == distance
    assert edit_distance(left, right, limit=0) == min(distance, 1)


def test_nearest_words_are_the_nearest_only():
    spelling = Spelling(["gent", "genk", "leuven"])

    assert spelling.nearest("genb", limit=2) == ["genk", "gent"]
    assert spelling.nearest("gent", limit=2) == ["gent"]
    assert spelling.nearest("leuvne", limit=1) == ["leuven"]
    assert spelling.nearest("antwerpen", limit=2) == []


WORD = st.text(alphabet="abcd", min_size=1, max_size=9)


@given(WORD, st.lists(WORD, unique=True, max_size=30), st.integers(1, 2))
def test_no_near_word_is_missed(word, known, limit):
    distances = {other: edit_distance(word, other, limit=limit) for other in known}
    least = min(distances.values(), default=limit + 1)
    expected = sorted(other for other in known if distances[other] == least <= limit)

    assert Spelling(known).nearest(word, limit=limit) == expected
