"""Distances and directions on the WGS 84 ellipsoid, in metres and degrees.

Geodesics are Karney's (https://doi.org/10.1007/s00190-012-0578-z), accurate to nanometres, by way of
``pyproj.Geod``.
"""

from __future__ import annotations

import math
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from geo.checks import need_number, need_point
from geo.points import LonLat

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt
    from pyproj import Geod

    Floats = npt.NDArray[np.float64]

__all__ = [
    "azimuth_deg",
    "compass_point",
    "decimals_of",
    "destination",
    "destinations",
    "distance_m",
    "distances_m",
    "finest_unit_deg",
    "positions",
    "rounding_m",
    "roundings",
    "unit_deg_of",
]

# A metre: more decimals than that are the width of a number format, not of a measurement.
_MOST_DECIMALS = 5
_COMPASS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")


@cache
def wgs84() -> Geod:
    """The ellipsoid, made once: pyproj takes a while to load."""
    from geo.proj import pyproj

    made: Geod = pyproj().Geod(ellps="WGS84")
    return made


def distance_m(a: LonLat, b: LonLat) -> float:
    """Length in metres of the shortest line between two points on the ellipsoid.

    Examples:
        >>> kidal, tinzaouaten = LonLat(1.4092, 18.4434), LonLat(2.966, 19.955)
        >>> round(distance_m(kidal, tinzaouaten))
        234096
    """
    a, b = need_point(a), need_point(b)
    return float(wgs84().inv(a.lon, a.lat, b.lon, b.lat)[2])


def distances_m(a: Sequence[LonLat], b: Sequence[LonLat]) -> list[float]:
    """Length in metres from each point to its own other one, as ``distance_m`` has it.

    Examples:
        >>> distances_m([LonLat(0, 0), LonLat(1, 1)], [LonLat(0, 0), LonLat(1, 1)])
        [0.0, 0.0]
    """
    if not len(a):
        return []
    lengths: list[float] = wgs84().inv(*positions(a).T.copy(), *positions(b).T.copy())[2].tolist()
    return lengths


def positions(points: Sequence[LonLat]) -> Floats:
    """Points as an array, one row a point: longitude, latitude."""
    import numpy as np

    return np.fromiter(chain.from_iterable(points), np.float64, 2 * len(points)).reshape(-1, 2)


def destinations(start: LonLat, azimuths_deg: Sequence[float], distances_m: Sequence[float]) -> list[LonLat]:
    """The points that lie so far from ``start`` in each direction, as ``destination`` has them.

    Examples:
        >>> [round(point.lat, 4) for point in destinations(LonLat(1.4092, 18.4434), [0, 180], [50_000] * 2)]
        [18.8951, 17.9917]
    """
    import numpy as np

    start, count = need_point(start), len(azimuths_deg)
    lon, lat, _ = wgs84().fwd(
        np.full(count, start.lon),
        np.full(count, start.lat),
        np.array(azimuths_deg, np.float64),
        np.array(distances_m, np.float64),
    )
    return list(map(LonLat, lon.tolist(), lat.tolist()))


def azimuth_deg(a: LonLat, b: LonLat) -> float:
    """Direction in which the shortest line from ``a`` to ``b`` sets out: degrees clockwise from north.

    Examples:
        >>> azimuth_deg(LonLat(0, 0), LonLat(1, 0)), azimuth_deg(LonLat(0, 0), LonLat(-1, 0))
        (90.0, 270.0)
    """
    a, b = need_point(a), need_point(b)
    azimuth = float(wgs84().inv(a.lon, a.lat, b.lon, b.lat)[0]) % 360.0
    # A tiny negative angle is rounded up to the modulus itself.
    return 0.0 if azimuth == 360.0 else azimuth


def destination(start: LonLat, azimuth_deg: float, distance_m: float) -> LonLat:
    """The point that lies ``distance_m`` metres from ``start`` in the direction ``azimuth_deg``.

    Args:
        start: Where the line sets out.
        azimuth_deg: Direction in degrees clockwise from north; any finite number.
        distance_m: Metres along the geodesic.

    Raises:
        CoordinateError: If direction or distance is not a finite number.

    Examples:
        >>> north = destination(LonLat(1.4092, 18.4434), 0, 50_000)
        >>> round(north.lon, 4), round(north.lat, 4)
        (1.4092, 18.8951)
    """
    start = need_point(start)
    azimuth_deg, distance_m = need_number(azimuth_deg, "a direction"), need_number(distance_m, "a distance")
    lon, lat, _ = wgs84().fwd(start.lon, start.lat, azimuth_deg, distance_m)
    return LonLat(float(lon), float(lat))


def compass_point(azimuth_deg: float) -> str:
    """The nearest of the eight compass points to a direction, such as ``NE``.

    Raises:
        CoordinateError: If the direction is not a finite number.

    Examples:
        >>> compass_point(50), compass_point(359)
        ('NE', 'N')
    """
    return _COMPASS[math.floor(need_number(azimuth_deg, "a direction") % 360.0 / 45.0 + 0.5) % 8]


def decimals_of(point: LonLat) -> int:
    """How many decimals a point is given with, on the axis that has more; at most five count.

    Trailing zeros are lost when a number is read.

    Examples:
        >>> decimals_of(LonLat(2.966, 19.95))
        3
    """
    return max(len(f"{value:.{_MOST_DECIMALS}f}".rstrip("0").partition(".")[2]) for value in point)


def unit_deg_of(point: LonLat) -> float:
    """The unit in which a point is written, in degrees: of its last decimal, or whole minutes or seconds.

    Examples:
        >>> unit_deg_of(LonLat(2.966, 19.95))
        0.001
        >>> unit_deg_of(LonLat(1.4, 18 + 26 / 60)) == 1 / 60
        True
    """
    decimals = decimals_of(point)
    if decimals == _MOST_DECIMALS:
        for unit in (1 / 60, 1 / 3600):
            # Values are read to ten decimals.
            if all(abs(value / unit - round(value / unit)) < 1e-5 for value in point):
                return unit
    return 10.0**-decimals


def rounding_m(point: LonLat) -> float:
    """The uncertainty that the unit in which a point is written leaves, in metres.

    The point-radius method takes the diagonal of a cell one unit wide and high (Wieczorek, Guo and Hijmans
    2004, doi:10.1080/13658810412331280211).

    Examples:
        >>> round(rounding_m(LonLat(2.966, 19.955))), round(rounding_m(LonLat(3.0, 20.0)))
        (152, 152555)
    """
    unit = unit_deg_of(point)
    towards_equator = point.lat - unit if point.lat > 0 else point.lat + unit
    return distance_m(point, LonLat.wrapped(point.lon + unit, towards_equator))


def finest_unit_deg(points: Sequence[LonLat]) -> float | None:
    """The finest unit in degrees in which one of the points is written; None where there are none.

    Points of one source are of one exactness, and numbers have lost the noughts at their ends.

    Examples:
        >>> finest_unit_deg([LonLat(1.0, 18.0), LonLat(2.966, 19.955)])
        0.001
    """
    return float(_units_deg(positions(points)).min()) if len(points) else None


def roundings(
    points: Sequence[LonLat], units_deg: Sequence[float | None] | None = None
) -> list[tuple[float, float]]:
    """The unit in degrees in which each point is written, and the uncertainty in metres that it leaves.

    They are those of ``unit_deg_of`` and ``rounding_m``.

    Args:
        points: The points.
        units_deg: The units, where they are known; of None each point tells its own. One finer than five
            decimals leaves what these do.

    Examples:
        >>> [(unit, round(metres)) for unit, metres in roundings([LonLat(2.966, 19.955)])]
        [(0.001, 152)]
    """
    import numpy as np

    if not len(points):
        return []
    position = positions(points)
    written = _units_deg(position)
    if units_deg is not None:
        known = np.array(units_deg, float)  # None is NaN
        written = np.where(np.isnan(known), written, known)
    unit = np.maximum(written, 10.0**-_MOST_DECIMALS)
    lon, lat = position[:, 0], position[:, 1]
    east, towards = lon + unit, np.where(lat > 0, lat - unit, lat + unit)
    east = np.where(east <= 180.0, east, (east + 180.0) % 360.0 - 180.0)
    metres = wgs84().inv(lon.copy(), lat.copy(), east, towards)[2]
    return list(zip(written.tolist(), metres.tolist(), strict=True))


def _units_deg(position: Floats) -> Floats:
    """As ``unit_deg_of``, for one row a point."""
    import numpy as np

    scaled = position * 10.0**_MOST_DECIMALS
    whole = np.rint(scaled).astype(np.int64)
    decimals = np.zeros(len(position), np.int64)
    for fewer in range(_MOST_DECIMALS):
        decimals[(whole % 10 ** (fewer + 1) != 0).any(axis=1) & (decimals == 0)] = _MOST_DECIMALS - fewer
    unit = np.array([10.0**-count for count in range(_MOST_DECIMALS + 1)])[decimals]
    # Halfway between two last digits only the number as text tells which of them it is written with; and
    # minutes and seconds are seldom.
    close = np.abs(np.abs(scaled - whole) - 0.5).min(axis=1) < 1e-4
    turns = [
        np.abs(position / part - np.rint(position / part)).max(axis=1) < 1e-5 for part in (1 / 60, 1 / 3600)
    ]
    for index in np.flatnonzero(close | ((turns[0] | turns[1]) & (decimals == _MOST_DECIMALS))).tolist():
        unit[index] = unit_deg_of(LonLat(*position[index].tolist()))
    return unit
