"""Listings files for tests of the import."""

import csv
import io

from django.conf import settings

from services.actions.listings_import import import_listings
from services.actions.listings_store import listing_id
from services.importing.files import COLUMNS
from services.models import Service

LISTINGS = settings.BASE_DIR / "fixtures" / "listings.csv"


def row(key="een-dienst", **cells):
    """A row that can be imported, with these cells changed."""
    plain = {
        "id": key,
        "publish": "yes",
        "confidence": "high",
        "organisation": "Een vzw",
        "service_name": "Een dienst",
        "type": "organisation service",
        "focus": "drugs",
        "municipality": "Gent",
        "province": "oost-vlaanderen",
        "address_visibility": "public",
        "phone": "09 223 46 44",
        "topics": "prep",
        "target_groups": "ouders",
        "opening_hours": "24/7",
        "min_age": "16",
        "youth_explicit": "yes",
        "source_urls": "https://example.org",
        "source_age": "2026-01",
    }
    return plain | cells


def csv_of(*rows):
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    stream.seek(0)
    return stream


def run(*rows, **options):
    return import_listings(lines=csv_of(*rows), **options)


def run_real(**options):
    with LISTINGS.open(encoding="utf-8-sig", newline="") as lines:
        return import_listings(lines=lines, **options)


def service(key="een-dienst"):
    return Service.objects.get(pk=listing_id(key))
