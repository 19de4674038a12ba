"""Records as rows of one table: what nests becomes lists of texts, what is unknown None.

Each table is its columns: by the name of a column a function that reads it from a record. A column
of coded facts bears the code of its taxonomy, and holds the codes of the terms.
"""

from services.hsds.taxonomies import CODES
from services.phones import format_phone


def row(columns, record):
    """The values of a record, by the names of the columns."""
    return {name: read(record) for name, read in columns.items()}


def _own(*names):
    """Columns that bear the names of the record's own properties."""
    return {name: lambda record, name=name: record.get(name) for name in names}


def _each(name, *parts):
    """A column of one text for each of a record's list: the first of these parts that it has."""
    return lambda record: [
        next(one[part] for part in parts if part in one) for one in record.get(name, ())
    ]


def _codes(taxonomy):
    return lambda record: [
        one["taxonomy_term"]["code"]
        for one in record.get("attributes", ())
        if one["link_type"] == taxonomy
    ]


def _of_organization(name):
    return lambda record: record.get("organization", {}).get(name)


def _of_match(name):
    return lambda record: record.get("match", {}).get(name)


def _locations(record):
    return [place["location"] for place in record.get("service_at_locations", ())]


def _as_placed(location):
    """A place in a line: its address where that is known and public, else its municipality."""
    for address in location.get("addresses", ()):
        return f"{address['address_1']}, {address['postal_code']} {address['city']}"
    return location["name"]


def _first(name):
    """Of the first place of which the coordinates are known."""
    return lambda record: next((one[name] for one in _locations(record) if name in one), None)


def _phones(record):
    return [format_phone(phone["number"]) for phone in record.get("phones", ())]


def _of_address(name):
    return lambda record: next((one[name] for one in record["location"].get("addresses", ())), None)


def _of_part(part, name):
    return lambda record: record[part].get(name)


#: Whole records of listings.
SERVICE = (
    _own("id", "name", "organization_id")
    | {"organization": _of_organization("name")}
    | _own("description", "status", "alert", "url", "email")
    | {"phones": _phones}
    | _own("application_process", "fees_description", "wait_time", "eligibility_description")
    | _own("minimum_age", "maximum_age")
    | {code: _codes(code) for code in CODES}
    | {
        "languages": _each("languages", "code"),
        "schedules": _each("schedules", "notes", "description"),
        "service_areas": _each("service_areas", "name"),
        "addresses": lambda record: [_as_placed(one) for one in _locations(record)],
        "latitude": _first("latitude"),
        "longitude": _first("longitude"),
        "additional_urls": _each("additional_urls", "url"),
    }
    | _own("assured_date", "last_modified")
)
#: The same as they are found, with why.
FOUND = SERVICE | {
    "explanation": _of_match("explanation"),
    "distance_km": _of_match("distance_km"),
}

#: Listings at one place, with its address.
SERVICE_AT_LOCATION = _own("id", "service_id", "location_id") | {
    "name": _of_part("service", "name"),
    "organization": lambda record: _of_organization("name")(record["service"]),
    "description": _of_part("service", "description"),
    "status": _of_part("service", "status"),
    "url": _of_part("service", "url"),
    "email": _of_part("service", "email"),
    "address_1": _of_address("address_1"),
    "postal_code": _of_address("postal_code"),
    "city": _of_address("city"),
    "state_province": _of_address("state_province"),
    "location": _of_part("location", "name"),
    "location_description": _of_part("location", "description"),
    "external_identifier": _of_part("location", "external_identifier"),
    "latitude": _of_part("location", "latitude"),
    "longitude": _of_part("location", "longitude"),
    "last_modified": _of_part("service", "last_modified"),
}
ORGANIZATION = _own("id", "name", "alternate_name", "description", "website")
TAXONOMY = _own("id", "name", "description")
TAXONOMY_TERM = _own("id", "code", "name", "description", "taxonomy_id", "taxonomy", "language")
