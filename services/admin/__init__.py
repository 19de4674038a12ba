"""The editors' desk, one file per concept."""

from services.admin import listings, organisations, people, provenance, reference

__all__ = ["listings", "organisations", "people", "provenance", "reference"]
