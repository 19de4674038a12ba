"""The editors' desk, one file per concept."""

from services.admin import (
    letters,
    listings,
    organisations,
    people,
    proposals,
    provenance,
    reference,
)

__all__ = [
    "letters",
    "listings",
    "organisations",
    "people",
    "proposals",
    "provenance",
    "reference",
]
