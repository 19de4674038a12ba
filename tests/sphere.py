"""Distances computed apart from the database, to compare with."""

from math import asin, cos, radians, sin, sqrt


def distance_km(lat1, lon1, lat2, lon2):
    """Great-circle distance in kilometres between two points in degrees.

    The haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky & Telescope 68, 1984) on
    a sphere with the earth's mean radius of 6371.0088 km (IUGG).
    """
    phi1, phi2 = radians(lat1), radians(lat2)
    half_chord = (
        sin((phi2 - phi1) / 2) ** 2 + cos(phi1) * cos(phi2) * sin(radians(lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371.0088 * asin(sqrt(min(1.0, half_chord)))
