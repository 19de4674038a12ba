"""What a change is called: in Dutch, for every column that is tracked."""

import pytest
from django.contrib.postgres.fields import ArrayField

from services import history_wording
from services.models import (
    TRACKED,
    ListingSource,
    Location,
    PendingValue,
    Phone,
    Schedule,
    Service,
    TargetGroup,
    TargetGroupClaim,
)
from services.models.history import NetworkMember, ServiceTopic

TRACKED_FIELDS = [
    pytest.param(model._meta, field, id=f"{model.__name__}.{field.name}")
    for model in TRACKED
    for field in history_wording.fields(model._meta)
]
NAMES = {
    ("services.Topic", "1"): "PrEP",
    ("services.Municipality", "1"): "Gent",
    ("services.TargetGroup", "1"): "mannen",
    ("services.Network", "1"): "Kring",
    ("services.Organisation", "a"): "Huis",
    ("services.User", "1"): "An",
}


@pytest.mark.parametrize(("table", "field"), TRACKED_FIELDS)
def test_every_column_has_a_label_of_its_own(table, field):
    label = history_wording.label(field)
    assert label
    assert label != field.name.replace("_", " ") or label in {
        # The same word in both languages.
        "focus",
        "status",
        "website",
        "code",
    }


@pytest.mark.parametrize(("table", "field"), TRACKED_FIELDS)
def test_every_choice_is_said_by_its_label(table, field):
    base = field.base_field if isinstance(field, ArrayField) else field
    for value, label in base.flatchoices or []:
        given = [value] if base is not field else value
        if value:
            assert history_wording.in_words(table, field.column, given, {}) == str(label)


@pytest.mark.parametrize(("table", "field"), TRACKED_FIELDS)
def test_every_empty_value_is_silent(table, field):
    for empty in (None, "", []):
        assert history_wording.in_words(table, field.column, empty, {}) == ""


@pytest.mark.parametrize("model", TRACKED, ids=lambda model: model.__name__)
@pytest.mark.parametrize(
    ("kind", "verb"), [("insert", "toegevoegd"), ("update", "gewijzigd"), ("delete", "verwijderd")]
)
def test_every_table_has_a_title(model, kind, verb):
    title = history_wording.title(kind, model._meta, {}, {})
    assert title.endswith(f" {verb}")
    assert title[0].isupper()


@pytest.mark.parametrize(
    ("model", "row", "title"),
    [
        (Service, {"name": "Inloop"}, "Fiche gewijzigd"),
        (Phone, {"label": "Onthaal", "number": "1712"}, "Telefoonnummer “Onthaal” gewijzigd"),
        (Phone, {"label": "", "number": "+3293231010"}, "Telefoonnummer “09 323 10 10” gewijzigd"),
        (Schedule, {"channel": "phone"}, "Openingsuren “telefonisch” gewijzigd"),
        (Schedule, {"channel": ""}, "Openingsuren gewijzigd"),
        (Location, {"name": "", "street": "", "municipality_id": 1}, "Locatie “Gent” gewijzigd"),
        (TargetGroupClaim, {"target_group_id": 1}, "Doelgroepclaim “mannen” gewijzigd"),
        (ListingSource, {"title": "website"}, "Bron van een fiche “website” gewijzigd"),
        (
            PendingValue,
            {"field": "languages", "value": "fr"},
            "Onbevestigde waarde “taal: fr” gewijzigd",
        ),
        (ServiceTopic, {"topic_id": 1}, "Thema “PrEP” gewijzigd"),
        (
            NetworkMember,
            {"network_id": 1, "organisation_id": "a"},
            "Lid van een netwerk “Kring: Huis” gewijzigd",
        ),
    ],
)
def test_title_names_the_row(model, row, title):
    assert history_wording.title("update", model._meta, row, NAMES) == title


@pytest.mark.parametrize(
    ("model", "column", "old", "new", "line"),
    [
        (Service, "focus", "drugs", "both", "focus: van “drugs” naar “drugs én seksualiteit”"),
        (
            Service,
            "languages",
            ["nl"],
            ["nl", "fr"],
            "talen: van “Nederlands” naar “Nederlands, Frans”",
        ),
        (Service, "languages", [], ["fr"], "talen: ingevuld met “Frans”"),
        (Service, "email", "a@b.be", "", "e-mail: leeggemaakt, was “a@b.be”"),
        (
            Service,
            "verified_on",
            None,
            "2026-11-03",
            "nagekeken op: ingevuld met “3 november 2026”",
        ),
        (
            Service,
            "verified_by_id",
            1,
            2,
            "nagekeken door: van “An” naar “iets dat er niet meer is”",
        ),
        (Service, "min_age", 0, 12, "vanaf leeftijd: van “0” naar “12”"),
        (Phone, "number", "1712", "+3293231010", "nummer: van “1712” naar “09 323 10 10”"),
        (Location, "municipality_id", 1, None, "gemeente: leeggemaakt, was “Gent”"),
        (
            PendingValue,
            "resolved_at",
            None,
            "2026-11-03T13:05:00+00:00",
            "afgehandeld op: ingevuld met “3 november 2026, 14.05 u”",
        ),
        (ServiceTopic, "topic_id", 1, 2, "thema: van “PrEP” naar “iets dat er niet meer is”"),
    ],
)
def test_difference(model, column, old, new, line):
    lines = history_wording.differences(model._meta, {column: old}, {column: new}, NAMES)
    assert lines == [line]


def test_booleans():
    lines = history_wording.differences(
        TargetGroup._meta, {"narrows": True}, {"narrows": False}, {}
    )
    assert lines == ["sluit anderen uit: van “ja” naar “nee”"]


def test_contents_of_a_row_leave_out_where_it_belongs_and_what_nobody_filled_in():
    row = {
        "id": 1,
        "service_id": "a",
        "name": "",
        "street": "Kouter 1",
        "postal_code": "9000",
        "municipality_id": 1,
        "precision": "municipality",
        "visibility": "hidden",
        "is_wheelchair_accessible": "unknown",
    }
    assert history_wording.contents(Location._meta, row, NAMES, without={"service_id"}) == [
        "postcode: 9000",
        "gemeente: Gent",
        "zichtbaarheid: verborgen",
    ]


def test_place_in_the_order_is_said_only_when_it_changes():
    row = {"label": "Onthaal", "number": "1712", "position": 3}
    assert history_wording.contents(Phone._meta, row, {}) == ["nummer: 1712"]
    lines = history_wording.differences(Phone._meta, {"position": 3}, {"position": 0}, {})
    assert lines == ["volgorde: van “3” naar “0”"]
