"""Distances on a sphere, for what only compares them: ranking, finding the nearest, telling records apart.

Along meridians and parallels they differ from the ellipsoid's by at most 0.6 per cent. Every distance that a
reader is told is ``geo.distance_m``'s; that one needs a library which takes longer to load than an answer.
"""

from __future__ import annotations

import math

__all__ = ["EARTH_RADIUS_M", "sphere_m"]

#: The mean radius R1 of GRS 80 (Moritz 2000).
EARTH_RADIUS_M = 6_371_008.8


def sphere_m(a_lon: float, a_lat: float, b_lon: float, b_lat: float) -> float:
    """Metres between two points in degrees, by the haversine formula; points of a loop need not be objects.

    Examples:
        >>> round(sphere_m(1.409, 18.443, -0.044, 16.272) / 1000)
        286
    """
    a_lat, b_lat = math.radians(a_lat), math.radians(b_lat)
    across = math.sin(math.radians(b_lon - a_lon) / 2)
    along = math.sin((b_lat - a_lat) / 2)
    chord = along * along + math.cos(a_lat) * math.cos(b_lat) * across * across
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(chord, 1.0)))
