"""Distances on a sphere, for what only compares them: ranking, finding the nearest, telling records apart.

Along meridians and parallels they differ from the ellipsoid's by at most 0.6 per cent. Every distance that a
reader is told is ``geo.distance_m``'s; that one needs a library which takes longer to load than an answer.
"""

from __future__ import annotations

import math

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

__all__ = ["EARTH_RADIUS_M", "directions", "maybe_nearest", "sphere_m"]

#: The mean radius R1 of GRS 80 (Moritz 2000).
EARTH_RADIUS_M = 6_371_008.8
# Nothing that is nearest on the ellipsoid is farther than this on the sphere, of what is nearest there.
_LEEWAY = 1.012
# Shorter distances are none on the ellipsoid.
_LEAST_M = 1e-6


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


def directions(lon: Floats | float, lat: Floats | float) -> Floats:
    """Unit vectors from the middle of the sphere: arrays of x, of y and of z.

    Examples:
        >>> directions(90.0, 0.0).round(9).tolist()
        [0.0, 1.0, 0.0]
    """
    import numpy as np

    lon, lat = np.radians(lon), np.radians(lat)
    return np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def maybe_nearest(lon: float, lat: float, positions: Floats, within_m: float = 0.0) -> npt.NDArray[np.bool_]:
    """Which of some positions can be the nearest to a point on the ellipsoid; all others cannot.

    A sphere's distances take a tenth of the time of the ellipsoid's, which are then asked of few.

    Args:
        lon: Longitude of the point.
        lat: Latitude of the point.
        positions: One row a position: longitude, latitude.
        within_m: What is farther than the nearest by no more than this counts too.

    Examples:
        >>> import numpy as np
        >>> maybe_nearest(0.0, 0.0, np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])).tolist()
        [True, True, False]
    """
    import numpy as np

    # The chord keeps its precision where points are near each other.
    chord = np.sqrt(((directions(*positions.T) - directions(lon, lat)[:, None]) ** 2).sum(axis=0))
    metres = 2 * EARTH_RADIUS_M * np.arcsin(np.minimum(chord / 2, 1.0))
    found: npt.NDArray[np.bool_] = metres <= (metres.min(initial=np.inf) + within_m) * _LEEWAY + _LEAST_M
    return found
