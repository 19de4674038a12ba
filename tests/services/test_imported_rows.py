"""What becomes of each row of the real file: truths about all, and exact values of some."""

import csv
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import transaction

from services import checked_numbers, helplines, wording
from services.actions.listings_import import import_listings
from services.actions.listings_store import listing_id
from services.models import Service
from tests.services.imported_rows_expected import EXPECTED

# Tells pytest-django to make the test database; the listings are read once, before the tests.
pytestmark = pytest.mark.django_db

LISTINGS = settings.BASE_DIR / "fixtures" / "listings.csv"

with LISTINGS.open(encoding="utf-8-sig", newline="") as lines:
    ROWS = list(csv.DictReader(lines))


def split(cell):
    return [value.strip() for value in cell.split(";") if value.strip()]


@pytest.fixture(scope="module")
def imported(django_db_setup, django_db_blocker):
    """The outcome of importing the file, and all listings in full by their id in the file."""
    with django_db_blocker.unblock(), transaction.atomic():
        with LISTINGS.open(encoding="utf-8-sig", newline="") as lines:
            outcome = import_listings(lines=lines)
        services = Service.objects.select_related(
            "organisation", "home_province", "document"
        ).prefetch_related(
            "topics",
            "phones",
            "schedules",
            "sources",
            "pending_values",
            "points",
            "open_intervals",
            "cooperations__partner",
            "locations__municipality__province",
            "target_group_claims__target_group",
            "municipalities_served",
        )
        services = {service.slug: service for service in services}
        transaction.set_rollback(True)
    return SimpleNamespace(outcome=outcome, services=services)


@pytest.fixture(params=ROWS, ids=lambda row: row["id"])
def row(request):
    return request.param


@pytest.fixture
def service(imported, row):
    return imported.services[row["id"]]


@pytest.fixture
def confirmed(row):
    """The values of a cell that the row does not call unverified."""
    unverified = {tuple(pair.split(":", 1)) for pair in split(row["unverified_values"])}

    def values(column):
        if column in split(row["unverified_fields"]):
            return []
        return [value for value in split(row[column]) if (column, value) not in unverified]

    return values


def test_every_row_is_imported(imported):
    assert len(ROWS) == len(imported.services) == 113
    assert imported.outcome.created == [row["id"] for row in ROWS]
    assert imported.outcome.errors == []


def test_101_are_published(imported):
    statuses = [service.status for service in imported.services.values()]
    assert (statuses.count("published"), statuses.count("draft")) == (101, 12)


def test_only_one_wording_means_nothing_and_an_editor_sees_it(imported):
    assert imported.outcome.unmapped == {"brede bevolking via De Druglijn": ["vad"]}
    pending = imported.services["vad"].pending_values.all()
    assert ("target_groups", "brede bevolking via De Druglijn") in [
        (one.field, one.value) for one in pending
    ]


def test_identity(row, service):
    assert service.pk == listing_id(row["id"])
    assert service.name == row["service_name"]
    assert (
        service.get_kind_display()
        == {
            "organisation service": "hulpaanbod",
            "helpline": "hulplijn",
            "information source": "informatiebron",
        }[row["type"]]
    )
    assert service.confidence == row["confidence"]
    if row["organisation"]:
        assert service.organisation.name == row["organisation"]
        assert set(split(row["organisation_other_names"])) <= set(service.organisation.other_names)
    else:
        assert service.organisation is None


def test_status(row, service):
    is_published = row["publish"] == "yes"
    assert service.status == ("published" if is_published else "draft")
    assert service.status_reason == row["publish_reason"]
    assert hasattr(service, "document") == is_published
    assert bool(service.points.all()) == (is_published and bool(row["municipality"]))
    if is_published and service.organisation:
        assert service.organisation.status == "published"
    assert service.verified_on is None


def test_contact(row, service, confirmed):
    numbers = [
        f"+32{digits[1:]}" if (digits := cell.replace(" ", "")).startswith("0") else digits
        for cell in confirmed("phone")
    ]
    assert [phone.number for phone in service.phones.all()] == numbers
    assert service.email == row["email"]
    [website] = confirmed("website") or [""]
    assert service.website == (
        website if "://" in website or not website else f"https://{website.lower()}"
    )


def test_what_it_is_about(service, confirmed):
    [focus] = confirmed("focus") or ["unknown"]
    assert service.focus == focus
    topics = set(confirmed("topics")) - {"group"} | ({"chemsex"} if focus == "both" else set())
    assert {topic.code for topic in service.topics.all()} == topics
    modes = {mode.replace("-", "_") for mode in confirmed("modalities")}
    assert set(service.access_modes) == modes - {"group"}
    is_group = "group" in modes or "group" in confirmed("topics")
    assert service.formats == (["group"] if is_group else [])
    assert service.languages == confirmed("languages")


def test_what_no_column_tells_is_unknown(row, service):
    assert service.is_anonymous == (row["anonymous"] or "unknown")
    assert service.is_free == (row["free"] or "unknown")
    assert {
        service.needs_intake,
        service.needs_referral_letter,
        service.has_waiting_time,
        service.has_capacity,
    } == {"unknown"}
    assert (service.approaches, service.first_contact, service.description) == ([], "", "")


def test_ages(row, service, confirmed):
    for field in ("min_age", "max_age"):
        assert getattr(service, field) == (int(row[field]) if confirmed(field) else None)


def test_youth(row, service):
    wordings = row["target_groups"]
    if "youth_explicit" in row["unverified_fields"]:
        assert service.youth_suitability == "unknown"
    elif row["youth_explicit"] == "yes":
        assert service.youth_suitability in ("made_for", "suited")
    elif row["youth_explicit"] == "no":
        assert service.youth_suitability == "adults_only"
        assert service.min_age >= 18
    elif any(word in wordings for word in ("jonge", "minderjarig", "adolescent", "alle leeft")):
        assert service.youth_suitability == "suited"
    else:
        assert service.youth_suitability == "unknown"


def test_every_wording_of_a_target_group_is_kept(row, service):
    pending = {one.value for one in service.pending_values.all() if one.field == "target_groups"}
    told = {
        wording for claim in service.target_group_claims.all() for wording in split(claim.wording)
    }
    served = {f"inwoners van {town.name}" for town in service.municipalities_served.all()}
    # Unconfirmed ages are not to be read off the wording: its claim stands without it.
    silent = {"jongeren 10-20"} if "min_age" in row["unverified_fields"] else set()
    assert told | pending | served | silent == set(split(row["target_groups"]))


def test_place(row, service, confirmed):
    locations = service.locations.all()
    if not row["municipality"]:
        assert not locations
        at_home = row["province"] not in ("", "vlaanderen")
        assert (service.home_province.slug if at_home else "") == (
            row["province"] if at_home else ""
        )
        return
    [location] = locations
    assert location.municipality.name == row["municipality"]
    if row["province"] != "vlaanderen":
        assert location.municipality.province.slug == row["province"]
    assert location.street == row["street"]
    assert location.postal_code == "".join(confirmed("postcode"))
    assert (location.precision, location.visibility) == ("municipality", row["address_visibility"])
    assert service.home_province is None


def test_area(row, service):
    if "inwoners van" in row["target_groups"]:
        assert service.service_area_scope == "municipalities"
    else:
        is_wide = row["province"] == "vlaanderen"
        assert service.service_area_scope == ("flanders" if is_wide else "unknown")


def test_a_withheld_address_is_in_no_public_point(row, service):
    for point in service.points.all():
        if row["address_visibility"] == "municipality":
            assert (point.street, point.postal_code) == ("", "")
        else:
            assert point.street == row["street"]


def test_unverified_values_wait_for_an_editor(row, service):
    expected = {tuple(pair.split(":", 1)) for pair in split(row["unverified_values"])}
    expected |= {
        (column, value)
        for column in split(row["unverified_fields"])
        for value in split(row[column])
    }
    pending = {(one.field, one.value) for one in service.pending_values.all()}
    assert expected <= pending
    assert {field for field, _value in pending - expected} <= {"target_groups"}


def test_sources_and_notes(row, service):
    sources = sorted(service.sources.all(), key=lambda source: source.position)
    assert len(sources) == len(split(row["source_urls"]))
    for source, cell in zip(sources, split(row["source_urls"]), strict=True):
        assert cell.startswith(source.url or source.title)
        assert source.year is None or str(source.year) in f"{row['source_age']} {cell} 2017"
    for column in ("notes", "cooperation", "focus_reason"):
        assert row[column] in service.editor_notes
    assert [one.partner_name for one in service.cooperations.all()] == split(row["partners"])


def test_no_hour_is_lost(row, service):
    assert bool(service.schedules.all()) == bool(row["opening_hours"])
    has_hours = any(schedule.opening_hours for schedule in service.schedules.all())
    assert bool(service.open_intervals.all()) == (has_hours and row["publish"] == "yes")


def facts(service):
    """All that an import gives a listing, as the expected values are written down."""
    return {
        "organisation": service.organisation.name if service.organisation else None,
        "status": service.status,
        "kind": service.kind,
        "focus": service.focus,
        "topics": " ".join(sorted(topic.code for topic in service.topics.all())),
        "groups": " ".join(
            sorted(claim.target_group.code for claim in service.target_group_claims.all())
        ),
        "youth": service.youth_suitability,
        "ages": (service.min_age, service.max_age),
        "modes": " ".join([*service.access_modes, *service.formats]),
        "languages": " ".join(service.languages),
        "anonymous": service.is_anonymous,
        "free": service.is_free,
        "phones": " ".join(phone.number for phone in service.phones.all()),
        "email": service.email,
        "website": service.website,
        "area": service.service_area_scope,
        "home": service.home_province.slug if service.home_province else None,
        "places": [
            (place.street, place.postal_code, place.municipality.name, place.visibility)
            for place in service.locations.all()
        ],
        "hours": {
            schedule.channel: schedule.opening_hours or schedule.text
            for schedule in service.schedules.all()
        },
        "years": [
            source.year
            for source in sorted(service.sources.all(), key=lambda source: source.position)
        ],
        "shared_ages": service.source_ages,
        "partners": [
            (one.partner_name, one.partner.name if one.partner else None)
            for one in service.cooperations.all()
        ],
        "pending": sorted((one.field, one.value) for one in service.pending_values.all()),
    }


@pytest.mark.parametrize("key", EXPECTED)
def test_exact_values(imported, key):
    found = facts(imported.services[key])
    assert {name: found[name] for name in EXPECTED[key]} == EXPECTED[key]
    assert found.keys() >= EXPECTED[key].keys()
    # What a row of the table does not mention is what most listings have.
    rest = {name: value for name, value in found.items() if name not in EXPECTED[key]}
    assert rest == {name: DEFAULTS[name] for name in rest}


DEFAULTS = {
    "status": "published",
    "kind": "service",
    "topics": "",
    "groups": "",
    "youth": "unknown",
    "ages": (None, None),
    "modes": "",
    "languages": "",
    "anonymous": "unknown",
    "free": "unknown",
    "phones": "",
    "email": "",
    "website": "",
    "area": "unknown",
    "home": None,
    "places": [],
    "hours": {},
    "shared_ages": "",
    "partners": [],
    "pending": [],
}


@pytest.mark.parametrize(
    ("key", "source"),
    [
        # Of the row's own ages, whatever year a report names that also speaks of it.
        ("de-sleutel-antwerpen", "bron van 2010"),
        ("budd-app", "bron van 2021"),
        ("mainline-nl", "bron van 2021"),
        ("regenbooghuis-limburg", "bron van 2022"),
        ("caw", "bron van 2026"),
        # Its ages name the report's year themselves; the plan of 2022-2026 is of 2022.
        ("sensoa", "bron van 2023"),
        ("sexntina", "bron van 2023"),
        ("msoc-gent", "bron zonder datum"),
    ],
)
def test_year_on_the_card(imported, key, source):
    text = wording.trust(imported.services[key]).text
    # On one line, whole.
    assert text.endswith("· " + source.replace(" ", "\N{NO-BREAK SPACE}"))


def test_the_checked_numbers_are_those_of_the_listings(imported):
    bar = [imported.services[slug] for slug in helplines.LABELS]
    assert all(checked_numbers.is_checked(service) for service in bar)
    assert helplines.LABELS.keys() == checked_numbers.NUMBERS.keys()
