"""A row of a listings file, read: all kinds of cells, and what is refused."""

import csv
import io
import json

import pytest
from django.conf import settings

from services.enums import Focus, Format, YouthSuitability
from services.importing import cells
from services.importing.files import COLUMNS, FileError, RowRejected, read_file
from services.importing.groups import read_phrases
from services.importing.places import Places, Town
from services.importing.rows import Vocabulary, parse_row

FIXTURES = settings.BASE_DIR / "fixtures"
PHRASES = FIXTURES / "target_group_phrases.csv"


def towns():
    """A few places: two share a name, one is a part of another."""
    gent = Town("44021", "oost-vlaanderen", 51.05, 3.72)
    brussel = Town("21004", "brussel", 50.85, 4.35)
    saint_gilles = Town("21013", "brussel", 50.83, 4.34)
    return [
        ("Gent", gent),
        ("Gand", gent),
        ("Ledeberg", Town("44021", "oost-vlaanderen", 51.04, 3.74, is_official=False)),
        ("Brussel", brussel),
        ("Sint-Gillis", saint_gilles),
        ("Sint-Gillis", Town("46020", "oost-vlaanderen", 51.2, 4.1, is_official=False)),
        ("Deurne", Town("11002", "antwerpen", 51.22, 4.46, is_official=False)),
        ("Deurne", Town("24020", "vlaams-brabant", 51.0, 5.05, is_official=False)),
        ("Ternat", Town("23086", "vlaams-brabant", 50.87, 4.17)),
    ]


@pytest.fixture(scope="module")
def vocabulary():
    taxonomy = json.loads((FIXTURES / "taxonomy.json").read_text(encoding="utf-8"))
    with PHRASES.open(encoding="utf-8", newline="") as lines:
        phrases = read_phrases(lines)
    return Vocabulary(
        places=Places(names=towns(), postal_codes={("9000", "44021"): [(51.0, 3.7), (51.1, 3.8)]}),
        provinces=frozenset(("brussel", "oost-vlaanderen", "vlaams-brabant", "antwerpen")),
        topics=frozenset(term["code"] for term in taxonomy["topics"]),
        group_kinds={term["code"]: term["kind"] for term in taxonomy["target_groups"]},
        phrases=phrases,
    )


def row(**changed):
    """A row that can be imported, with these cells changed."""
    plain = dict.fromkeys(COLUMNS, "") | {
        "id": "een-dienst",
        "publish": "yes",
        "confidence": "high",
        "organisation": "Een vzw",
        "service_name": "Een dienst",
        "type": "organisation service",
        "focus": "drugs",
        "province": "oost-vlaanderen",
        "address_visibility": "public",
    }
    return plain | changed


@pytest.fixture
def parsed(vocabulary):
    return lambda **changed: parse_row(number=2, row=row(**changed), vocabulary=vocabulary)


@pytest.fixture
def values(parsed):
    return lambda **changed: parsed(**changed).values


@pytest.fixture
def errors(parsed):
    """The errors of a row, as (column, message)."""

    def found(**changed):
        with pytest.raises(RowRejected) as rejected:
            parsed(**changed)
        return [(error.column, error.message) for error in rejected.value.errors]

    return found


def test_a_plain_row(parsed):
    listing = parsed(organisation_other_names="Eén;Vroeger", partners="Een ander")
    assert (listing.key, listing.organisation) == ("een-dienst", "Een vzw")
    assert (listing.other_names, listing.partners) == (["Eén", "Vroeger"], ["Een ander"])
    assert listing.values["status"] == "published"
    assert listing.values["home_province"] == "oost-vlaanderen"
    assert listing.values["youth_suitability"] == "unknown"
    assert listing.values["is_free"] == "unknown"
    assert listing.values["locations"] == []


@pytest.mark.parametrize(
    ("changed", "column", "message"),
    [
        ({"id": ""}, "id", "“” kan niet in een webadres"),
        ({"id": "Een Dienst"}, "id", "kan niet in een webadres"),
        ({"publish": "maybe"}, "publish", "“maybe” is geen van: yes, no"),
        ({"publish": ""}, "publish", "is geen van: yes, no"),
        ({"confidence": "sure"}, "confidence", "is geen van: high, medium, low"),
        ({"organisation": ""}, "organisation", "ontbreekt"),
        ({"service_name": ""}, "service_name", "ontbreekt"),
        ({"service_name": "x" * 161}, "service_name", "is 161 tekens lang; meer dan 160 kan niet"),
        ({"type": "shop"}, "type", "is geen van: organisation service, helpline"),
        ({"focus": "drank"}, "focus", "is geen van: drugs, sexuality, both, general"),
        ({"phone": "niet bekend"}, "phone", "is geen telefoonnummer"),
        ({"phone": "03 460 11 70;0499"}, "phone", "is geen bestaand telefoonnummer"),
        ({"email": "info@"}, "email", "is geen e-mailadres"),
        ({"website": "onze site"}, "website", "is geen webadres"),
        ({"website": "javascript://alert"}, "website", "is geen webadres"),
        ({"min_age": "acht"}, "min_age", "is geen leeftijd van 0 tot 120"),
        ({"max_age": "121"}, "max_age", "is geen leeftijd van 0 tot 120"),
        ({"max_age": "9" * 5000}, "max_age", "is geen leeftijd"),
        ({"min_age": "30", "max_age": "12"}, "max_age", "ligt onder de minimumleeftijd"),
        ({"youth_explicit": "ja"}, "youth_explicit", "is geen van: yes, no"),
        ({"modalities": "walk-in;fax"}, "modalities", "“fax” is geen van"),
        ({"anonymous": "soms"}, "anonymous", "is geen van: yes, no"),
        ({"languages": "nl;klingon"}, "languages", "“klingon” is geen van"),
        ({"topics": "gaming"}, "topics", "“gaming” is geen van"),
        ({"municipality": "Gotham"}, "municipality", "is geen gemeente die we kennen"),
        ({"municipality": "Brussel"}, "municipality", "ligt niet in die provincie"),
        ({"municipality": "Deurne", "province": ""}, "municipality", "bestaat meer dan eens"),
        ({"province": "Atlantis"}, "province", "is geen van"),
        ({"municipality": "Gent", "postcode": "1000"}, "postcode", "is geen postcode van die"),
        ({"postcode": "9000"}, "postcode", "staat er zonder (bevestigde) gemeente"),
        ({"street": "Veldstraat 1"}, "street", "staat er zonder (bevestigde) gemeente"),
        ({"address_visibility": "all"}, "address_visibility", "public, municipality, hidden"),
        ({"source_urls": "https://x y"}, "source_urls", "is geen webadres"),
        ({"unverified_fields": "id"}, "unverified_fields", "“id” is hier geen kolom"),
        ({"unverified_values": "topics:prep"}, "unverified_values", "staat niet in de rij"),
        ({"unverified_values": "topics"}, "unverified_values", "staat niet in de rij"),
        ({"opening_hours": "x" * 301}, "opening_hours", "is 301 tekens lang"),
        ({"notes": "nul\0"}, "notes", "bevat een teken dat niet kan"),
        ({"": "nog een cel"}, "id", "de rij heeft meer cellen"),
        # A listing cannot be public without a confirmed name or organisation.
        ({"unverified_fields": "service_name"}, "service_name", "ontbreekt"),
        ({"unverified_fields": "organisation"}, "organisation", "ontbreekt"),
    ],
)
def test_what_is_refused(errors, changed, column, message):
    [(found, told)] = errors(**changed)
    assert found == column
    assert message in told


def test_all_errors_of_a_row_are_told(errors):
    assert [column for column, _ in errors(focus="x", email="x", min_age="x", type="x")] == [
        "type",
        "focus",
        "email",
        "min_age",
    ]


def test_an_error_names_its_place(parsed):
    with pytest.raises(RowRejected, match=r"rij 2 \(een-dienst\), kolom focus: “x” is geen van"):
        parsed(focus="x")


def test_only_a_source_may_lack_an_organisation(values):
    assert values(organisation="", type="information source")["kind"] == "source"


@pytest.mark.parametrize(
    ("cell", "stored"),
    [
        ("", ""),
        ("https://example.org/pad", "https://example.org/pad"),
        ("SexnTina.be", "https://sexntina.be"),
        ("Example.org/Pad", "https://example.org/Pad"),
    ],
)
def test_website(cell, stored):
    assert cells.website(cell) == stored


def test_phones_are_e164_or_short_and_distinct(values):
    phones = values(phone="03 460 11 70;+32 3 460 11 70;1712")["phones"]
    assert [(phone["number"], phone["position"]) for phone in phones] == [
        ("+3234601170", 0),
        ("1712", 1),
    ]


def test_a_group_is_a_format(values):
    for cell in ({"topics": "group;prep"}, {"modalities": "group;walk-in"}):
        assert values(**cell)["formats"] == [Format.GROUP]
    assert values(topics="group;prep")["topics"] == [{"topic": "prep"}]
    assert values(modalities="group;walk-in")["access_modes"] == ["walk_in"]
    assert values(modalities="walk-in")["formats"] == []


def test_what_knows_both_sides_is_about_chemsex(values):
    assert {"topic": "chemsex"} in values(focus="both", topics="prep")["topics"]
    assert {"topic": "chemsex"} not in values(focus="drugs")["topics"]


def test_place_is_the_middle_of_the_postal_code_or_municipality(values):
    [location] = values(municipality="Gent", postcode="9000", street="Veldstraat 1")["locations"]
    assert (location["latitude"], location["longitude"]) == pytest.approx((51.05, 3.75))
    assert (location["street"], location["postal_code"]) == ("Veldstraat 1", "9000")
    assert location["precision"] == "municipality"
    [location] = values(municipality="Ledeberg")["locations"]
    assert (location["municipality"], location["latitude"]) == ("44021", 51.04)


def test_a_name_is_looked_up_in_its_province_and_official_names_go_first(values):
    [location] = values(municipality="Deurne", province="antwerpen")["locations"]
    assert location["municipality"] == "11002"
    for province in ("brussel", "vlaanderen", ""):
        [location] = values(municipality="SINT GILLIS", province=province)["locations"]
        assert location["municipality"] == "21013"


def test_area(values):
    assert values()["service_area_scope"] == "unknown"
    flanders = values(province="vlaanderen", municipality="Gent")
    assert flanders["service_area_scope"] == "flanders"
    assert flanders["home_province"] is None
    local = values(target_groups="jongeren;inwoners van Ternat")
    assert local["service_area_scope"] == "municipalities"
    assert local["municipalities_served"] == [{"municipality": "23086"}]


def test_a_hidden_street_is_kept_with_its_visibility(values):
    [location] = values(municipality="Gent", street="Stil 1", address_visibility="hidden")[
        "locations"
    ]
    assert (location["street"], location["visibility"]) == ("Stil 1", "hidden")


def test_editors_alone_read_notes(values):
    found = values(focus_reason="omdat", cooperation="met hen", notes="let op\nhier")
    assert found["editor_notes"] == "Focus: omdat\nSamenwerking: met hen\nNota: let op\nhier"
    assert "description" not in found


def pending(found):
    return [(entry["field"], entry["value"]) for entry in found["pending_values"]]


def test_unverified_fields_of_a_published_row_are_pending_and_not_public(values):
    found = values(
        municipality="Gent",
        postcode="9000",
        street="Veldstraat 1",
        website="https://example.org",
        modalities="walk-in;group",
        min_age="16",
        youth_explicit="yes",
        topics="prep",
        opening_hours="24/7",
        unverified_fields="postcode;website;modalities;min_age;youth_explicit;focus;opening_hours",
    )
    assert pending(found) == [
        ("postcode", "9000"),
        ("website", "https://example.org"),
        ("modalities", "walk-in"),
        ("modalities", "group"),
        ("min_age", "16"),
        ("youth_explicit", "yes"),
        ("focus", "drugs"),
        ("opening_hours", "24/7"),
    ]
    [location] = found["locations"]
    assert (location["postal_code"], location["street"]) == ("", "Veldstraat 1")
    assert location["latitude"] == 51.05
    assert (found["website"], found["access_modes"], found["formats"]) == ("", [], [])
    assert (found["min_age"], found["focus"]) == (None, Focus.UNKNOWN)
    assert found["youth_suitability"] == YouthSuitability.UNKNOWN
    assert found["schedules"] == []
    assert found["topics"] == [{"topic": "prep"}]


def test_unverified_values_are_pending_and_the_others_stay(values):
    found = values(languages="nl;fr", unverified_values="languages:fr")
    assert (found["languages"], pending(found)) == (["nl"], [("languages", "fr")])


def test_an_unverified_place_of_a_published_row_leaves_the_province(values):
    found = values(municipality="Gent", unverified_fields="municipality")
    assert (found["locations"], found["home_province"]) == ([], "oost-vlaanderen")


def test_a_draft_keeps_what_an_editor_needs_to_know_it_by(parsed):
    listing = parsed(
        publish="no",
        publish_reason="oud",
        municipality="Gent",
        modalities="walk-in",
        unverified_fields="organisation;service_name;municipality;province;modalities",
    )
    found = listing.values
    assert (found["status"], found["status_reason"]) == ("draft", "oud")
    assert (listing.organisation, found["name"]) == ("Een vzw", "Een dienst")
    assert [location["municipality"] for location in found["locations"]] == ["44021"]
    assert found["access_modes"] == []
    assert pending(found) == [
        ("organisation", "Een vzw"),
        ("service_name", "Een dienst"),
        ("municipality", "Gent"),
        ("province", "oost-vlaanderen"),
        ("modalities", "walk-in"),
    ]


def test_target_groups_keep_the_words_of_the_source(values):
    found = values(target_groups="mensen met drugproblemen;mensen die drugs gebruiken;ouders")
    assert found["target_group_claims"] == [
        {"target_group": "parents", "wording": "ouders", "evidence": ""},
        {
            "target_group": "people_who_use_drugs",
            "wording": "mensen met drugproblemen; mensen die drugs gebruiken",
            "evidence": "",
        },
    ]


def test_a_wording_that_means_nothing_is_told_and_kept_for_editors(parsed):
    listing = parsed(target_groups="duikers;ouders")
    assert listing.unmapped == ["duikers"]
    assert pending(listing.values) == [("target_groups", "duikers")]


def test_ages_come_from_a_wording_only_where_it_speaks_for_all(values):
    def ages(**changed):
        found = values(**changed)
        return found["min_age"], found["max_age"]

    assert ages(target_groups="jongeren 12-25") == (12, 25)
    assert ages(target_groups="jongeren 12-25;ouders;professionals") == (12, 25)
    assert ages(target_groups="jongeren 12-25;mensen met hiv") == (None, None)
    assert ages(target_groups="jongeren 12-25;duikers") == (None, None)
    assert ages(target_groups="jongeren 12-25", min_age="14") == (14, None)


def test_unverified_ages_do_not_come_back_through_a_wording(values):
    found = values(
        target_groups="jongeren 10-20",
        min_age="10",
        max_age="20",
        unverified_fields="min_age;max_age",
    )
    assert (found["min_age"], found["max_age"]) == (None, None)
    assert found["target_group_claims"] == [
        {"target_group": "young_people", "wording": "", "evidence": ""}
    ]


def lines(*, columns=COLUMNS, cells=()):
    stream = io.StringIO()
    csv.writer(stream).writerows([columns, *cells])
    stream.seek(0)
    return stream


def test_rows_are_numbered_as_in_a_spreadsheet():
    [(number, found)] = read_file(lines(cells=[["een-dienst", "yes"]]))
    assert (number, found["id"], found["notes"]) == (2, "een-dienst", "")


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (COLUMNS[:-1], "ontbreekt: notes"),
        ((*COLUMNS, "mood"), "onbekend: mood"),
        ((*COLUMNS, "id"), "dubbel: id"),
        ((), "ontbreekt: id, publish"),
    ],
)
def test_columns_that_do_not_fit_are_named(columns, message):
    with pytest.raises(FileError, match=message):
        read_file(lines(columns=columns))


def test_what_is_no_csv_is_said_so():
    with pytest.raises(FileError, match="geen CSV-bestand"):
        read_file(io.StringIO(",".join(COLUMNS) + '\n"open'))
