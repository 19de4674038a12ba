"""Records as GeoJSON features (RFC 7946), in longitude and latitude of WGS 84.

What has no place that is known and public has no geometry, and is there all the same.
"""

from services.hsds import flat, stated


def of_service(record):
    """A whole record of a listing, as it was found maybe, as a feature, at all of its places."""
    return _feature(flat.FOUND, record, [one["location"] for one in _places(record)])


def of_service_at_location(record):
    """A listing at one place as a feature."""
    return _feature(flat.SERVICE_AT_LOCATION, record, [record["location"]])


def collection(features, **members):
    """Features together, with what else there is to say of them as members of the collection."""
    return {"type": "FeatureCollection", **members, "features": features}


def _places(record):
    return record.get("service_at_locations", ())


def _feature(columns, record, locations):
    properties = stated(flat.row(columns, record))
    return {
        "type": "Feature",
        "id": properties.pop("id"),
        "geometry": _geometry(
            [[location["longitude"], location["latitude"]] for location in locations]
        ),
        "properties": {
            name: value
            for name, value in properties.items()
            if name not in ("latitude", "longitude")
        },
    }


def _geometry(points):
    match points:
        case []:
            return None
        case [point]:
            return {"type": "Point", "coordinates": point}
        case _:
            return {"type": "MultiPoint", "coordinates": points}
