"""The editors' desk, one file per concept."""

from services.admin import listings, organisations, people, proposals, provenance, reference

__all__ = ["listings", "organisations", "people", "proposals", "provenance", "reference"]
