"""Where a listing is and whom it serves, as HSDS locations, addresses and service areas."""

from services.enums import AddressVisibility, Precision, ServiceAreaScope, TriState
from services.hsds import stated
from services.hsds.identifiers import identifier

COUNTRY = "BE"
NUTS = "http://data.europa.eu/nuts/code/"
#: What "all of Flanders and Brussels" is made of.
REGIONS = {"Vlaanderen": "BE2", "Brussel": "BE1"}
ACCESSIBILITY = {
    TriState.YES: "rolstoeltoegankelijk",
    TriState.NO: "niet rolstoeltoegankelijk",
}


def location_summary(point):
    """A public point without its lists, and in words how near it is.

    `external_identifier` is the municipality's REFNIS code.
    """
    return stated(
        {
            "id": str(point.location_id),
            "location_type": "physical",
            "name": ", ".join(filter(None, [point.street, point.municipality_name])),
            "description": "" if point.precision == Precision.EXACT else _precision(point),
            "latitude": point.latitude,
            "longitude": point.longitude,
            "external_identifier": point.municipality.refnis,
            "external_identifier_type": "REFNIS",
        }
    )


def location(point):
    """A public point with its address, where one is known, and how accessible it is."""
    return location_summary(point) | stated(
        {"addresses": _addresses(point), "accessibility": _accessibility(point)}
    )


def _precision(point):
    if point.visibility == AddressVisibility.MUNICIPALITY:
        return "Het adres is niet openbaar: het punt is het midden van de gemeente."
    if point.precision == Precision.STREET:
        return "Het punt is bij benadering: ergens in de straat."
    return "Het punt is bij benadering: het midden van de gemeente."


def _addresses(point):
    """None where a part is unknown that the standard requires."""
    if not point.street or not point.postal_code:
        return []
    province = point.municipality.province
    return [
        {
            "id": identifier("address", point.location_id),
            "location_id": str(point.location_id),
            "address_1": point.street,
            "city": point.municipality_name,
            "region": province.name,
            "state_province": province.name,
            "postal_code": point.postal_code,
            "country": COUNTRY,
            "address_type": "physical",
        }
    ]


def _accessibility(point):
    is_public = point.visibility == AddressVisibility.PUBLIC
    said = ACCESSIBILITY.get(point.location.is_wheelchair_accessible) if is_public else None
    if said is None:
        return []
    return [
        {
            "id": identifier("accessibility", point.location_id),
            "location_id": str(point.location_id),
            "description": said,
        }
    ]


def service_areas(service):
    """Whom a listing serves by where they live; nothing where that is unknown.

    Regions and provinces bear their NUTS code as URI. Of a municipality the description holds the
    REFNIS code: no public URI is known for those of the mergers of 2025.
    """
    match service.service_area_scope:
        case ServiceAreaScope.FLANDERS:
            areas = [(name, f"{NUTS}{code}", "") for name, code in REGIONS.items()]
        case ServiceAreaScope.PROVINCES:
            areas = [(one.name, f"{NUTS}{one.nuts}", "") for one in service.provinces_served.all()]
        case ServiceAreaScope.MUNICIPALITIES:
            towns = service.municipalities_served.all()
            areas = [(one.name, "", f"REFNIS {one.refnis}") for one in towns]
        case _:
            areas = []
    return [
        stated(
            {
                "id": identifier("service_area", service.pk, name),
                "service_id": str(service.pk),
                "name": name,
                "description": description,
                "uri": uri,
            }
        )
        for name, uri, description in areas
    ]
