"""Where imported listings and the database meet: compared value by value, written in bulk."""

import json
import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from django.utils import timezone

from services.actions.imported_organisations import ImportedOrganisations
from services.importing.merge import merge
from services.models import (
    Cooperation,
    ImportedRow,
    ListingSource,
    Location,
    Municipality,
    PendingValue,
    Phone,
    Province,
    Schedule,
    Service,
    TargetGroup,
    TargetGroupClaim,
    Topic,
)

#: Ids are derived from it, so that a listing has the same one in every database.
NAMESPACE = uuid.UUID("7c1f0c52-52c7-5f0e-9a55-6f5b8e0d4a11")
BATCH = 1000


@dataclass(frozen=True)
class Collection:
    """Rows that belong to a listing: their model, and where each of their values is read."""

    model: type
    paths: dict[str, str]

    @classmethod
    def of(cls, model, *names, **paths):
        return cls(model, {name: name for name in names} | paths)


COLLECTIONS = {
    "topics": Collection.of(Service.topics.through, topic="topic__code"),
    "target_group_claims": Collection.of(
        TargetGroupClaim, "wording", "evidence", target_group="target_group__code"
    ),
    "municipalities_served": Collection.of(
        Service.municipalities_served.through, municipality="municipality__refnis"
    ),
    "phones": Collection.of(Phone, "number", "label", "position"),
    "schedules": Collection.of(Schedule, "channel", "opening_hours", "text"),
    "sources": Collection.of(ListingSource, "title", "url", "age", "year", "position"),
    "pending_values": Collection.of(PendingValue, "field", "value"),
    "cooperations": Collection.of(Cooperation, "partner_name", partner="partner_id"),
    "locations": Collection.of(
        Location,
        "name",
        "street",
        "postal_code",
        "latitude",
        "longitude",
        "precision",
        "visibility",
        "is_wheelchair_accessible",
        municipality="municipality__refnis",
    ),
}
#: A listing's own values, and where each is read.
FIELDS = {
    name: name
    for name in (
        "slug",
        "name",
        "kind",
        "status",
        "status_reason",
        "focus",
        "youth_suitability",
        "min_age",
        "max_age",
        "formats",
        "access_modes",
        "languages",
        "email",
        "website",
        "is_anonymous",
        "is_free",
        "service_area_scope",
        "confidence",
        "source_ages",
        "editor_notes",
    )
} | {"organisation": "organisation_id", "home_province": "home_province__slug"}


@dataclass
class Written:
    """What became of the listings, by their id in the file; `touched` are primary keys."""

    created: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    conflicts: dict[str, list[str]] = field(default_factory=dict)
    touched: set[uuid.UUID] = field(default_factory=set)


def listing_id(key):
    """The primary key of the listing that a file calls `key`."""
    return uuid.uuid5(NAMESPACE, f"listing:{key}")


def write_listings(listings):
    """Create or change these listings as far as nobody else changed them since the last import.

    Their organisations are created where needed, and shown once a listing of theirs is. To be
    called within a transaction; the read model is the caller's to refresh.
    """
    by_id = {listing_id(listing.key): listing for listing in listings}
    store = _Store(by_id)
    organisations = ImportedOrganisations(NAMESPACE)
    organisations.add(
        (listing, store.base.get(pk, {}).get("other_names", [])) for pk, listing in by_id.items()
    )
    new = {pk: _values(listing, organisations) for pk, listing in by_id.items()}

    written, changes = Written(), {}
    for pk, values in new.items():
        key = by_id[pk].key
        if pk not in store.current:
            changes[pk] = values
            written.created.add(key)
            continue
        merged, conflicts = merge(
            base=store.base.get(pk, {}), current=store.current[pk], new=values
        )
        if merged:
            changes[pk] = merged
            written.changed.add(key)
        if conflicts:
            written.conflicts[key] = conflicts
    store.write(changes)
    store.remember(
        {pk: values | {"other_names": by_id[pk].other_names} for pk, values in new.items()}
    )
    moved = [pk for pk, values in changes.items() if {"status", "organisation"} & values.keys()]
    organisations.publish_for(moved)
    written.touched = {*changes, *organisations.touched_listings()}
    return written


def _values(listing, organisations):
    """A listing's values as they are compared and remembered: JSON, with organisations' ids."""
    cooperations = [
        {"partner_name": name, "partner": organisations.id_of(name)} for name in listing.partners
    ]
    values = listing.values | {
        "organisation": organisations.id_of(listing.organisation),
        "cooperations": cooperations,
    }
    return _plain(values)


def _plain(value):
    """A value as JSON gives it back, so that what was remembered equals what is read."""
    return json.loads(json.dumps(value, default=str))


class _Store:
    """The listings that are in the database, as plain values, and the writing of others."""

    def __init__(self, ids):
        self.codes = {
            "topic": dict(Topic.objects.values_list("code", "pk")),
            "target_group": dict(TargetGroup.objects.values_list("code", "pk")),
            "municipality": dict(Municipality.objects.values_list("refnis", "pk")),
            "home_province": dict(Province.objects.values_list("slug", "pk")),
        }
        # Locked, so that an edit that is under way is either seen here or comes after.
        services = Service.objects.filter(pk__in=ids).order_by("pk")
        list(services.select_for_update().values_list("pk"))
        self.base = dict(
            ImportedRow.objects.filter(service__in=ids).values_list("service_id", "row")
        )
        self.current = {
            pk: _plain(dict(zip(FIELDS, values, strict=True)))
            for pk, *values in services.values_list("pk", *FIELDS.values())
        }
        self.rows = {name: self._rows(collection, ids) for name, collection in COLLECTIONS.items()}
        for pk, values in self.current.items():
            for name, rows in self.rows.items():
                values[name] = [row for _pk, row in rows[pk]]

    def _rows(self, collection, ids):
        """A collection's rows as (primary key, plain values), by listing."""
        rows = defaultdict(list)
        for pk, service, *values in collection.model.objects.filter(service__in=ids).values_list(
            "pk", "service_id", *collection.paths.values()
        ):
            rows[service].append((pk, _plain(dict(zip(collection.paths, values, strict=True)))))
        return rows

    def write(self, changes):
        """Write values by listing; those of a listing that is not there yet are complete."""
        self._write_services(changes)
        for name, collection in COLLECTIONS.items():
            self._write_collection(
                collection,
                self.rows[name],
                {pk: values[name] for pk, values in changes.items() if name in values},
            )

    def _write_services(self, changes):
        own = {
            pk: self._attributes({name: values[name] for name in FIELDS if name in values})
            for pk, values in changes.items()
        }
        Service.objects.bulk_create(
            [Service(pk=pk, **own[pk]) for pk in changes if pk not in self.current],
            batch_size=BATCH,
        )
        changed = list(Service.objects.filter(pk__in=changes.keys() & self.current.keys()))
        for service in changed:
            service.updated_at = timezone.now()
            for attribute, value in own[service.pk].items():
                setattr(service, attribute, value)
        attributes = {attribute for service in changed for attribute in own[service.pk]}
        Service.objects.bulk_update(changed, ["updated_at", *attributes], batch_size=BATCH)

    def _write_collection(self, collection, rows, changes):
        """Delete what a listing no longer has and add what is new; what stays is not touched."""
        gone, new = [], []
        for service, entries in changes.items():
            gone += [pk for pk, row in rows[service] if row not in entries]
            kept = [row for _pk, row in rows[service]]
            new += [
                collection.model(service_id=service, **self._attributes(entry))
                for entry in entries
                if entry not in kept
            ]
        if collection.model is Location:
            for location in new:
                location.pk = uuid.uuid5(NAMESPACE, f"location:{location.service_id}")
        collection.model.objects.filter(pk__in=gone).delete()
        collection.model.objects.bulk_create(new, batch_size=BATCH)

    def _attributes(self, values):
        """Plain values as a model's attributes: codes become keys of the rows they stand for."""
        attributes = {}
        for name, value in values.items():
            if name in self.codes:
                attributes[f"{name}_id"] = value and self.codes[name][value]
            elif name in ("organisation", "partner"):
                attributes[f"{name}_id"] = value
            else:
                attributes[name] = value
        return attributes

    def remember(self, rows):
        """Keep what the file said of each listing, for the next import to compare with."""
        ImportedRow.objects.bulk_create(
            [
                ImportedRow(service_id=pk, row=row)
                for pk, row in rows.items()
                if self.base.get(pk) != row
            ],
            update_conflicts=True,
            unique_fields=["service"],
            update_fields=["row", "imported_at"],
            batch_size=BATCH,
        )
