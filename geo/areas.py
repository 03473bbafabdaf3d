"""Circles, sectors and corridors on the earth, as polygons in degrees, right anywhere, at the poles too.

Every corner is found on the ellipsoid; nothing is buffered in degrees. Shapes that cross 180 degrees are
split there.
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

from geo import antimeridian
from geo.checks import need_many, need_number, need_point
from geo.errors import ShapeError
from geo.geodesic import azimuth_deg as azimuth_between
from geo.geodesic import destination, destinations, distance_m, positions, wgs84

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import numpy as np
    import numpy.typing as npt
    from shapely import MultiPolygon, Polygon

    from geo.points import LonLat

    Area = Polygon | MultiPolygon
    Floats = npt.NDArray[np.float64]

__all__ = ["MAX_RADIUS_M", "circle", "circles", "corridor", "sector"]

# A quarter of the way round the earth: a larger circle would hold more than a hemisphere.
MAX_RADIUS_M = 10_000_000.0
# An arc is drawn in steps of at most this angle: with 3 degrees the edge is within 0.05 % of the radius up to
# 500 km and 60 degrees north or south, and within 0.2 % of it up to 3,000 km anywhere.
_STEP_DEG = 3.0
# Near a pole a short arc crosses many meridians, where a straight line on the map is no longer near it.
_MAX_TURN_DEG = 6.0
_MAX_BISECTIONS = 10
# A straight line on the map stays within 0.1 % of its length of the geodesic at this length, up to 70 degrees
# north or south.
_MAX_EDGE_M = 50_000.0
# How many circles are made in one pass: their corners take a few megabytes.
_TOGETHER = 1_000


def circle(centre: LonLat, radius_m: float) -> Area:
    """All points within ``radius_m`` metres of ``centre``, as a polygon.

    The corners lie on the circle. An edge between them is straight on the map: it is within 0.05 % of the
    radius from the circle up to 500 km and 60 degrees north or south, within 0.2 % up to 3,000 km anywhere.

    Raises:
        ShapeError: If the radius is not more than 0 and at most 10,000 km.

    Examples:
        >>> from geo.points import LonLat
        >>> around_kidal = circle(LonLat(1.4092, 18.4434), 5_000)
        >>> [round(degrees, 3) for degrees in around_kidal.bounds]
        [1.362, 18.398, 1.457, 18.489]
        >>> circle(LonLat(180, 0), 1_000).geom_type
        'MultiPolygon'
    """
    _check_radius(radius_m)
    # Walked against the clock, the inside is on the left.
    return antimeridian.polygon(_arc(centre, 360.0, 0.0, radius_m)[:-1])


def circles(centres: Iterable[LonLat], radii_m: Iterable[float]) -> list[Area]:
    """The ``circle`` of each of many points, with the same corners; together they take a tenth of the time.

    Args:
        centres: Points.
        radii_m: A radius in metres for each.

    Raises:
        ShapeError: If a radius is not more than 0 and at most 10,000 km, or there are not as many as points.

    Examples:
        >>> from geo.points import LonLat
        >>> circles([LonLat(1.4092, 18.4434)], [5_000])[0] == circle(LonLat(1.4092, 18.4434), 5_000)
        True
    """
    centres = [need_point(centre) for centre in need_many(centres, "centres")]
    radii_m = need_many(radii_m, "radii")
    if len(radii_m) != len(centres):
        raise ShapeError(f"{len(centres)} centres and {len(radii_m)} radii: give a radius for each centre")
    for radius_m in radii_m:
        _check_radius(radius_m)
    pieces = [slice(at, at + _TOGETHER) for at in range(0, len(centres), _TOGETHER)]
    return [shape for piece in pieces for shape in _circles(centres[piece], radii_m[piece])]


def _circles(centres: Sequence[LonLat], radii_m: Sequence[float]) -> list[Area]:
    import numpy as np
    import shapely

    corners = _corners(positions(centres), np.asarray(radii_m, np.float64))
    # Round a pole longitudes leap, and so they do at 180 degrees: those are drawn with more care.
    turns = np.abs(np.diff(corners[..., 0], axis=1))
    plain = np.flatnonzero(turns.max(axis=1, initial=0.0) <= _MAX_TURN_DEG)
    shapes = np.asarray(shapely.polygons(_run_on(corners[plain])))
    right = shapely.is_valid(shapes)
    made = dict(zip(plain[right].tolist(), shapes[right], strict=True))
    return [
        made[at] if at in made else circle(centre, radius_m)
        for at, (centre, radius_m) in enumerate(zip(centres, radii_m, strict=True))
    ]


def _corners(centres: Floats, radii_m: Floats) -> Floats:
    """The corners of circles against the clock, the first once more at the end: n by their number by 2."""
    import numpy as np

    pieces = math.ceil(360.0 / _STEP_DEG)
    azimuths = np.array([360.0 - 360.0 * step / pieces for step in range(pieces)])
    lon, lat = np.repeat(centres, pieces, axis=0).T.copy()
    there = wgs84().fwd(lon, lat, np.tile(azimuths, len(centres)), np.repeat(radii_m, pieces))
    corners = np.column_stack(there[:2]).reshape(-1, pieces, 2)
    return np.concatenate((corners, corners[:, :1]), axis=1)


def _run_on(corners: Floats) -> Floats:
    """Corners whose longitudes are counted from one to the next, as ``antimeridian.polygon`` counts them."""
    import numpy as np

    lons = corners[..., 0].copy()
    for at in range(1, lons.shape[1]):
        lons[:, at] = lons[:, at - 1] + ((lons[:, at] - lons[:, at - 1] + 180.0) % 360.0 - 180.0)
    return np.stack([lons, corners[..., 1]], axis=-1)


def sector(centre: LonLat, azimuth_deg: float, half_width_deg: float, inner_m: float, outer_m: float) -> Area:
    """All points between two distances from ``centre``, in directions round ``azimuth_deg``.

    It is the shape of "50 km north of Kidal": some way off in distance, some way off in direction.

    Args:
        centre: Where distance and direction count from.
        azimuth_deg: The middle direction, in degrees clockwise from north.
        half_width_deg: How far directions may differ from it; from 180 the shape is a full ring.
        inner_m: Least distance in metres, 0 or more.
        outer_m: Greatest distance in metres, more than ``inner_m`` and at most 10,000 km.

    Raises:
        ShapeError: If a distance or the half width is outside its range.

    Examples:
        >>> from geo.points import LonLat
        >>> north_of_kidal = sector(LonLat(1.4092, 18.4434), 0, 22.5, 40_000, 60_000)
        >>> [round(degrees, 2) for degrees in north_of_kidal.bounds]
        [1.19, 18.78, 1.63, 18.99]
    """
    _check_radius(outer_m)
    azimuth_deg, inner_m = need_number(azimuth_deg, "a direction"), need_number(inner_m, "a distance")
    if not 0 <= inner_m < outer_m:
        raise ShapeError(
            f"the inner distance of {inner_m:g} m must be from 0 to below the outer, {outer_m:g} m"
        )
    if need_number(half_width_deg, "a half width") <= 0:
        raise ShapeError(f"the half width of {half_width_deg:g} degrees must be more than 0")
    if half_width_deg >= 180.0:
        whole = circle(centre, outer_m)
        return whole if inner_m == 0 else whole.difference(circle(centre, inner_m))  # type: ignore[return-value]
    first, last = azimuth_deg - half_width_deg, azimuth_deg + half_width_deg
    inner = [centre] if inner_m == 0 else _arc(centre, first, last, inner_m)
    outer = _arc(centre, last, first, outer_m)
    back, forth = _geodesic(outer[-1], inner[0]), _geodesic(inner[-1], outer[0])
    return antimeridian.polygon([*outer, *back[1:-1], *inner, *forth[1:-1]])


def corridor(points: Sequence[LonLat], half_width_m: float) -> Area:
    """All points within ``half_width_m`` metres of the line through ``points``: a road, a stretch of border.

    Args:
        points: The line's corners in order, joined by geodesics.
        half_width_m: How far the corridor reaches on each side and round both ends, more than 0 and at most
            1,000 km.

    Raises:
        ShapeError: If there are fewer than two points or the half width is outside its range.

    Examples:
        >>> from geo.points import LonLat
        >>> road = corridor([LonLat(0, 0), LonLat(1, 0)], 1_000)
        >>> [round(degrees, 3) for degrees in road.bounds]
        [-0.009, -0.009, 1.009, 0.009]
    """
    points = list(map(need_point, need_many(points, "the points of a corridor")))
    half_width_m = need_number(half_width_m, "a half width")
    if len(points) < 2:
        raise ShapeError(f"a corridor needs two points or more, not {len(points)}")
    if not 0 < half_width_m <= MAX_RADIUS_M / 10:
        raise ShapeError(f"the half width of {half_width_m:g} m must be more than 0 and at most 1,000 km")
    shapes = [circle(point, half_width_m) for point in dict.fromkeys(points)]
    for start, end in itertools.pairwise(points):
        if start != end:
            shapes += _strip(_geodesic(start, end), half_width_m)
    return antimeridian.union(shapes)


def _strip(line: list[LonLat], half_width_m: float) -> Iterator[Area]:
    """Four-cornered pieces along a geodesic, short, so that none of them reaches round a pole by itself."""
    ahead = [azimuth_between(a, b) for a, b in itertools.pairwise(line)]
    # The last point has no next: its direction is that of arrival.
    ahead.append(azimuth_between(line[-1], line[-2]) + 180.0)
    sides = [
        (destination(point, azimuth - 90.0, half_width_m), destination(point, azimuth + 90.0, half_width_m))
        for point, azimuth in zip(line, ahead, strict=True)
    ]
    for (left, right), (next_left, next_right) in itertools.pairwise(sides):
        yield antimeridian.polygon([right, next_right, next_left, left])


def _arc(centre: LonLat, first_deg: float, last_deg: float, radius_m: float) -> list[LonLat]:
    """Points at one distance from ``centre``, from direction ``first_deg`` to ``last_deg``, both included."""
    pieces = math.ceil(abs(last_deg - first_deg) / _STEP_DEG)

    def at(azimuths: list[float]) -> list[LonLat]:
        return destinations(centre, azimuths, [radius_m] * len(azimuths))

    return _sampled(at, first_deg, last_deg, pieces)


def _geodesic(start: LonLat, end: LonLat) -> list[LonLat]:
    """Points on the shortest line from ``start`` to ``end``, both included."""
    length, azimuth = distance_m(start, end), azimuth_between(start, end)
    pieces = math.ceil(length / _MAX_EDGE_M)

    def at(metres: list[float]) -> list[LonLat]:
        return destinations(start, [azimuth] * len(metres), metres)

    line = _sampled(at, 0.0, length, pieces)
    return [start, *line[1:-1], end]


def _sampled(
    at: Callable[[list[float]], list[LonLat]], first: float, last: float, pieces: int
) -> list[LonLat]:
    """Points of a curve at equal steps of its parameter, closer where it crosses many meridians."""
    pieces = max(1, pieces)
    steps = [first + (last - first) * step / pieces for step in range(pieces + 1)]
    start, *ends = at(steps)
    points = [start]
    for (step, next_step), end in zip(itertools.pairwise(steps), ends, strict=True):
        _bisect(at, step, next_step, points, end, _MAX_BISECTIONS)
    return points


def _bisect(  # noqa: PLR0913, PLR0917 - a recursion carries its state
    at: Callable[[list[float]], list[LonLat]],
    first: float,
    last: float,
    points: list[LonLat],
    end: LonLat,
    depth: int,
) -> None:
    turn = abs((end.lon - points[-1].lon + 180.0) % 360.0 - 180.0)
    if turn > _MAX_TURN_DEG and depth:
        middle = (first + last) / 2
        _bisect(at, first, middle, points, at([middle])[0], depth - 1)
        _bisect(at, middle, last, points, end, depth - 1)
    else:
        points.append(end)


def _check_radius(radius_m: float) -> None:
    if not 0 < need_number(radius_m, "a radius") <= MAX_RADIUS_M:
        raise ShapeError(f"the radius of {radius_m:g} m must be more than 0 and at most 10,000 km")
