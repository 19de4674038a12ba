"""JSON Schemas (2020-12) of the records that we give: HSDS 3.1's, narrowed to what we know.

They are the schemas of our HSDS Profile. Nothing else than what stands in them is ever answered.
"""

TEXT = {"type": "string"}
UUID = {"type": "string", "format": "uuid"}
URI = {"type": "string", "format": "uri"}
EMAIL = {"type": "string", "format": "email"}
DATE = {"type": "string", "format": "date"}
MOMENT = {"type": "string", "format": "date-time"}
NUMBER = {"type": "number"}
WHOLE = {"type": "integer", "minimum": 0}
FLAG = {"type": "boolean"}
OBJECT = {"type": "object"}
_TEXTS_BY_NAME = {
    "type": "object",
    "additionalProperties": {"type": "array", "items": TEXT},
}
CLOCK = {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d$"}


def _one_of(*values):
    return {"type": "string", "enum": list(values)}


def reference(name):
    """Where a document that holds these schemas has the one of this name."""
    return {"$ref": f"#/components/schemas/{name}"}


def _many(name, least=1):
    return {"type": "array", "minItems": least, "items": reference(name)}


def _record(description, required, /, **properties):
    return {
        **({"description": description} if description else {}),
        "type": "object",
        **({"required": required.split()} if required else {}),
        "properties": properties,
        "additionalProperties": False,
    }


_OF_A_SERVICE = {"id": UUID, "service_id": UUID}
_SUMMARY = {
    "id": UUID,
    "organization_id": UUID,
    "name": TEXT,
    "description": TEXT,
    "url": URI,
    "email": EMAIL,
    "status": _one_of("active", "temporarily closed"),
    "application_process": TEXT,
    "fees_description": TEXT,
    "wait_time": TEXT,
    "eligibility_description": TEXT,
    "minimum_age": NUMBER,
    "maximum_age": NUMBER,
    "assured_date": DATE,
    "alert": TEXT,
    "last_modified": MOMENT,
    "organization": reference("organization_summary"),
}
_FULL = {
    "additional_urls": _many("url"),
    "phones": _many("phone"),
    "schedules": _many("schedule"),
    "service_areas": _many("service_area"),
    "languages": _many("language"),
    "cost_options": _many("cost_option"),
    "contacts": _many("contact"),
    "attributes": _many("attribute"),
    "metadata": _many("metadata"),
}
_PLACES = {"service_at_locations": _many("place_of_service")}
_MATCH = {"match": reference("match")}
_ORGANIZATION = {
    "id": UUID,
    "name": TEXT,
    "alternate_name": TEXT,
    "description": TEXT,
    "website": URI,
}
_LOCATION = {
    "id": UUID,
    "location_type": _one_of("physical"),
    "name": TEXT,
    "description": TEXT,
    "latitude": NUMBER,
    "longitude": NUMBER,
    "external_identifier": TEXT,
    "external_identifier_type": _one_of("REFNIS"),
}
_AT_LOCATION = {"id": UUID, "service_id": UUID, "location_id": UUID}
_TAXONOMY = {"id": UUID, "name": TEXT, "description": TEXT}
_ENVELOPE = {
    "total_items": WHOLE,
    "total_pages": WHOLE,
    "page_number": WHOLE,
    "size": WHOLE,
    "first_page": FLAG,
    "last_page": FLAG,
    "empty": FLAG,
}


def _page(name, **more):
    return _record(
        f"One page of a list of {name}.",
        f"{' '.join(_ENVELOPE)} contents",
        **_ENVELOPE,
        contents=_many(name, least=0),
        **more,
    )


#: By name, as they refer to each other.
SCHEMAS = {
    "service": _record(
        "A listing with all that is known of it.", "id name status", **_SUMMARY, **_FULL, **_PLACES
    ),
    "service_summary": _record("A listing without lists.", "id name status", **_SUMMARY),
    "service_item": _record(
        "A listing that was found, whole only when asked for with full=true.",
        "id name status",
        **_SUMMARY,
        **{name: schema for name, schema in _FULL.items() if name != "metadata"},
        **_PLACES,
        **_MATCH,
    ),
    "match": _record(
        "Of ours: why a listing is among the results, in a line of Dutch, how far it is from the"
        " place that was asked for, and for each thing asked whether it is known to fit.",
        "",
        explanation=TEXT,
        distance_km=NUMBER,
        facts=_many("match_fact"),
    ),
    "match_fact": _record("", "text state", text=TEXT, state=_one_of("yes", "unknown")),
    "understood": _record(
        "Of ours: how the words were read.",
        "",
        concepts=_many("concept"),
        corrections=_many("correction"),
        place=TEXT,
        age=WHOLE,
        helplines={"type": "array", "items": TEXT},
        text=TEXT,
        was_cut=FLAG,
    ),
    "concept": _record(
        "A word of the lexicon that was recognised.",
        "typed term is_negated alternatives",
        typed=TEXT,
        term=TEXT,
        is_negated=FLAG,
        alternatives={"type": "array", "items": TEXT},
    ),
    "correction": _record("A word that was misspelt.", "typed meant", typed=TEXT, meant=TEXT),
    "organization": _record(
        "An organisation with its listings, whole only when asked for with full_service=true.",
        "id name description",
        **_ORGANIZATION,
        services=_many("service_item"),
    ),
    "organization_summary": _record(
        "An organisation without lists.", "id name description", **_ORGANIZATION
    ),
    "service_at_location": _record(
        "A listing at one of its places.",
        "id service_id location_id location service",
        **_AT_LOCATION,
        location=reference("location"),
        service=reference("service"),
    ),
    "service_at_location_item": _record(
        "A listing at one of its places, both without lists.",
        "id service_id location_id location service",
        **_AT_LOCATION,
        location=reference("location"),
        service=reference("service_summary"),
    ),
    "place_of_service": _record(
        "One of the places of the listing around it.",
        "id service_id location_id location",
        **_AT_LOCATION,
        location=reference("location"),
    ),
    "location": _record(
        "A place, never nearer than its address may be known; its description says how near the"
        " point is. The REFNIS code of its municipality is the external identifier.",
        "id location_type external_identifier external_identifier_type",
        **_LOCATION,
        addresses=_many("address"),
        accessibility=_many("accessibility"),
    ),
    "address": _record(
        "",
        "id address_1 city state_province postal_code country address_type",
        id=UUID,
        location_id=UUID,
        address_1=TEXT,
        city=TEXT,
        region=TEXT,
        state_province=TEXT,
        postal_code={"type": "string", "pattern": r"^\d{4}$"},
        country=_one_of("BE"),
        address_type=_one_of("physical"),
    ),
    "accessibility": _record("", "id", id=UUID, location_id=UUID, description=TEXT),
    "phone": _record(
        "", "id number", **_OF_A_SERVICE, number=TEXT, type=_one_of("voice"), description=TEXT
    ),
    "schedule": _record(
        "Hours of a channel, its access mode in attending_type (none: of the whole service), by the"
        " clocks of Brussels; in notes as OpenStreetMap writes them. Without freq they are in words"
        " only.",
        "id",
        **_OF_A_SERVICE,
        valid_from=DATE,
        freq=_one_of("WEEKLY"),
        interval=WHOLE,
        wkst=_one_of("MO"),
        byday={"type": "string", "pattern": "^(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*$"},
        opens_at=CLOCK,
        closes_at=CLOCK,
        description=TEXT,
        attending_type=TEXT,
        notes=TEXT,
    ),
    "service_area": _record("", "id name", **_OF_A_SERVICE, name=TEXT, description=TEXT, uri=URI),
    "language": _record(
        "",
        "id code name",
        **_OF_A_SERVICE,
        code={"type": "string", "pattern": "^[a-z]{2}$"},
        name=TEXT,
    ),
    "cost_option": _record(
        "", "id", **_OF_A_SERVICE, option=TEXT, currency=_one_of("EUR"), amount=NUMBER
    ),
    "contact": _record("", "id", **_OF_A_SERVICE, title=TEXT, email=EMAIL),
    "url": _record("", "id url", id=UUID, label=TEXT, url=URI),
    "attribute": _record(
        "A coded fact; link_type is the code of its taxonomy, value what backs it.",
        "id link_id link_entity link_type taxonomy_term_id taxonomy_term",
        id=UUID,
        link_id=UUID,
        link_entity=_one_of("service"),
        link_type=TEXT,
        value=TEXT,
        taxonomy_term_id=UUID,
        taxonomy_term=reference("taxonomy_term"),
    ),
    "taxonomy": _record("A vocabulary.", "id name description", **_TAXONOMY),
    "taxonomy_term": _record(
        "A term of a vocabulary; its code never changes.",
        "id code name description taxonomy_id",
        **_TAXONOMY,
        code=TEXT,
        taxonomy=TEXT,
        taxonomy_id=UUID,
        taxonomy_detail=reference("taxonomy"),
        language=_one_of("nl"),
    ),
    "metadata": _record(
        "A change of a public fact; updated_by is the way it came in, never a person. Of texts and"
        " e-mail addresses the values are left out.",
        "id last_action_date last_action_type field_name previous_value replacement_value"
        " updated_by",
        id=UUID,
        resource_id=UUID,
        resource_type=_one_of("service"),
        last_action_date=DATE,
        last_action_type=_one_of("update"),
        field_name=TEXT,
        previous_value=TEXT,
        replacement_value=TEXT,
        updated_by=TEXT,
    ),
    "services": _page("service_item", understood=reference("understood")),
    "organizations": _page("organization_summary"),
    "service_at_locations": _page("service_at_location_item"),
    "taxonomies": _page("taxonomy"),
    "taxonomy_terms": _page("taxonomy_term"),
    "feature": _record(
        "A record on the map (RFC 7946). Its properties are the columns of the CSV format, without"
        " what is unknown; without a geometry no place is known, or public.",
        "type id geometry properties",
        type=_one_of("Feature"),
        id=UUID,
        geometry={"oneOf": [{"type": "null"}, reference("geometry")]},
        properties=OBJECT,
    ),
    "geometry": _record(
        "One place or more, as longitude and latitude.",
        "type coordinates",
        type=_one_of("Point", "MultiPoint"),
        coordinates={
            "type": "array",
            "items": {"anyOf": [NUMBER, {"type": "array", "items": NUMBER}]},
        },
    ),
    "feature_collection": _record(
        "One page of a list on the map.",
        f"type features {' '.join(_ENVELOPE)}",
        type=_one_of("FeatureCollection"),
        **_ENVELOPE,
        understood=reference("understood"),
        features=_many("feature", least=0),
    ),
    "root": _record("", "version profile openapi_url", version=TEXT, profile=URI, openapi_url=URI),
    "profile": {
        "description": "What our profile adds to and leaves out of HSDS.",
        **OBJECT,
    },
    "openapi": {"description": "This description.", **OBJECT},
    "schema": {"description": "A JSON Schema.", **OBJECT},
    "problem": _record(
        "What is wrong (RFC 9457); errors holds what is wrong with each parameter, and choices what"
        " its value may have meant.",
        "type title status detail",
        type=TEXT,
        title=TEXT,
        status=WHOLE,
        detail=TEXT,
        errors=_TEXTS_BY_NAME,
        choices=_TEXTS_BY_NAME,
    ),
}
