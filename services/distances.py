"""How far apart two points on earth are. Pure."""

from math import asin, cos, radians, sin, sqrt

#: At the equator: one part in 900 more than the mean.
EARTH_RADIUS_KM = 6378.168
#: What counts as near when nobody says how far somebody can go, see
#: `docs/decisions/0004-near-is-thirty-kilometres.md`.
NEAR_KM = 30


def great_circle_km(one, other):
    """Kilometres between two pairs of latitude and longitude in degrees, by the haversine formula.

    `services.models.document.GreatCircle` is the same in SQL, with the formula's source.
    """
    (north, east), (to_north, to_east) = one, other
    across = sin(radians(to_north - north) / 2) ** 2
    along = cos(radians(north)) * cos(radians(to_north)) * sin(radians(to_east - east) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, across + along)))
