"""Records as the tables of HSDS's tabular form, and the data package that describes them.

The description follows the Tabular Data Package of Frictionless (profile 1.0). Tables are named and
their files called as in the standard, and hold no columns that a record of ours never has.
"""

from typing import NamedTuple

from services.hsds.schemas import SCHEMAS


class Table(NamedTuple):
    """The path of its file, and the schema of the records that its rows are of."""

    path: str
    schema: str


#: By name, in the order of the archive.
TABLES = {
    "service": Table("services.csv", "service"),
    "organization": Table("organizations.csv", "organization_summary"),
    "location": Table("locations.csv", "location"),
    "service_at_location": Table("service_at_location.csv", "place_of_service"),
    "address": Table("addresses.csv", "address"),
    "accessibility": Table("accessibility.csv", "accessibility"),
    "phone": Table("phones.csv", "phone"),
    "schedule": Table("schedules.csv", "schedule"),
    "service_area": Table("service_areas.csv", "service_area"),
    "language": Table("languages.csv", "language"),
    "cost_option": Table("cost_options.csv", "cost_option"),
    "contact": Table("contacts.csv", "contact"),
    "url": Table("url.csv", "url"),
    "attribute": Table("attributes.csv", "attribute"),
    "taxonomy": Table("taxonomies.csv", "taxonomy"),
    "taxonomy_term": Table("taxonomy_terms.csv", "taxonomy_term"),
}
#: The lists of a listing, by the table of their rows.
_LISTS = {
    "phone": "phones",
    "schedule": "schedules",
    "service_area": "service_areas",
    "language": "languages",
    "cost_option": "cost_options",
    "contact": "contacts",
    "url": "additional_urls",
    "attribute": "attributes",
}
#: To what table a column leads.
_KEYS = {
    "organization_id": "organization",
    "service_id": "service",
    "location_id": "location",
    "taxonomy_id": "taxonomy",
    "taxonomy_term_id": "taxonomy_term",
}
_FORMATS = {"date": ("date", "default"), "date-time": ("datetime", "any")}
#: Columns that the tabular form has beside those of the nested one.
_ADDED = {"url": {"service_id": {"type": "string", "format": "uuid"}}}


def fields(table):
    """The columns of a table with the JSON Schema of each: all that is not itself a list or row."""
    own = {
        name: one
        for name, one in SCHEMAS[TABLES[table].schema]["properties"].items()
        if one.get("type") not in (None, "array", "object")
    }
    return own | _ADDED.get(table, {})


def rows(service):
    """Pairs of a table and a row of it (a record, maybe with more), from the lists of a listing."""
    for table, name in _LISTS.items():
        for row in service.get(name, ()):
            yield table, {"service_id": service["id"]} | row
    for place in service.get("service_at_locations", ()):
        location = place["location"]
        yield "service_at_location", place
        yield "location", location
        for row in location.get("addresses", ()):
            yield "address", row
        for row in location.get("accessibility", ()):
            yield "accessibility", row


def description(about):
    """The content of datapackage.json; `about` are the properties of the data set as a whole."""
    return {
        "profile": "tabular-data-package",
        **about,
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": name,
                "path": table.path,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": _schema(name),
            }
            for name, table in TABLES.items()
        ],
    }


def _schema(table):
    own = fields(table)
    keys = [
        {"fields": name, "reference": {"resource": other, "fields": "id"}}
        for name, other in _KEYS.items()
        if name in own
    ]
    return {
        "fields": [_field(name, schema) for name, schema in own.items()],
        "primaryKey": "id",
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(name, schema):
    kind, form = _FORMATS.get(schema.get("format"), (schema["type"], schema.get("format")))
    limits = {
        "required": name == "id",
        "enum": schema.get("enum"),
        "pattern": schema.get("pattern"),
    }
    return {
        "name": name,
        "type": kind,
        "format": form or "default",
        "constraints": {limit: value for limit, value in limits.items() if value},
    }
