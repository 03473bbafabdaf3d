"""Shapes made by widening others on the ground: rings, blurred sectors, lenses."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geo.areas import MAX_RADIUS_M
from geo.distinct import distinct_rows
from geo.errors import ShapeError
from geo.geodesic import azimuth_deg as azimuth_between
from geo.geodesic import destination, distance_m
from geo.planes import STEP_DEG, Plane, middle
from geo.words import distance_text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely import MultiPolygon, Polygon
    from shapely.geometry.base import BaseGeometry as Geometry

    from geo.points import LonLat

    Area = Polygon | MultiPolygon
    Shapes = NDArray[np.object_]

__all__ = ["blurred_sector", "lens", "ring", "widened"]

# Half of the equator: no two places are farther apart.
_HALF_ROUND_M = 20_037_508.0
# The least radius of curvature of the ellipsoid: nowhere are some metres more degrees.
_LEAST_RADIUS_M = 6_335_439.0
# A quarter of a circle is drawn in so many steps: its edge is within 0.1 % of the radius.
_QUARTER_STEPS = 16
# Shapes of more positions than this are widened in two steps, the first by this share of the distance, and
# without detail that is finer than this share of it.
_MUCH_DETAIL = 500
_FIRST_STEP = 0.2
_HIDDEN = 0.05


def widened(geometry: Geometry, metres: float) -> Area:
    """All points within some metres of a geometry; with negative metres, all that are so far inside.

    Args:
        geometry: Points, lines or polygons, at most some 3,000 km across.
        metres: How far.

    Raises:
        ShapeError: If nothing is left.

    Examples:
        >>> from shapely import LineString
        >>> [round(degrees, 3) for degrees in widened(LineString([(0, 0), (1, 0)]), 1_000).bounds]
        [-0.009, -0.009, 1.009, 0.009]
    """
    plane = Plane(middle(geometry))
    flat = _buffer(plane.flat(geometry), metres)
    if flat.is_empty:
        raise ShapeError(f"nothing of the shape is {-metres:g} m inside it")
    return plane.earth(flat)


def ring(geometry: Geometry, least_m: float, most_m: float) -> Area:
    """All points outside a geometry between two distances from it; from 0 on, the geometry is part of it.

    Raises:
        ShapeError: If the distances are not from 0 up.

    Examples:
        >>> from shapely import Point
        >>> band = ring(Point(0, 0), 1_000, 2_000)
        >>> band.contains(Point(0.0135, 0)), band.contains(Point(0, 0))
        (True, False)
    """
    if not 0 <= least_m < most_m:
        raise ShapeError(f"the distances must rise from 0 or more: {least_m:g} and {most_m:g} m")
    plane = Plane(middle(geometry))
    flat = plane.flat(geometry)
    outer = _buffer(flat, most_m)
    inner = _buffer(flat, least_m) if least_m else None
    return plane.earth(outer if inner is None else outer.difference(inner))


def _buffer(flat: Geometry, metres: float) -> Geometry:
    """All points within some metres, or with negative metres all that are so far inside.

    Pieces are widened one by one and joined then: the islands of Russia, widened all at once by 500 km, take
    a hundred times as long. Much detail is first taken away, as far as it does not show.
    """
    import shapely

    pieces = shapely.get_parts(flat)
    if metres <= 0:
        # What is narrower than that has nothing so far inside.
        west, south, east, north = shapely.bounds(pieces).T
        pieces = pieces[(east - west > -2 * metres) & (north - south > -2 * metres)]
    elif shapely.get_num_coordinates(flat) >= _MUCH_DETAIL:
        first_m = metres * _FIRST_STEP
        near = _joined(_coarse(pieces, metres * _HIDDEN), first_m, _QUARTER_STEPS // 4)
        pieces = shapely.get_parts(shapely.simplify(near, metres * _HIDDEN / 2))
        metres -= first_m
    return _joined(pieces, metres, _QUARTER_STEPS)


def _joined(pieces: Shapes, metres: float, steps: int) -> Geometry:
    """Pieces, each widened, as one shape."""
    import shapely

    return shapely.union_all(shapely.buffer(pieces, metres, quad_segs=steps))


def _coarse(pieces: Shapes, detail_m: float) -> Shapes:
    """Pieces without detail finer than this; those that are smaller as points, of which near ones are one."""
    import numpy as np
    import shapely

    west, south, east, north = shapely.bounds(pieces).T
    small = np.hypot(east - west, north - south) < detail_m
    spots = np.column_stack([west + east, south + north])[small] / 2
    grid = distinct_rows(np.round(spots / detail_m)) * detail_m
    large = shapely.simplify(pieces[~small], detail_m / 2)
    return np.concatenate([large, shapely.points(grid)])


def blurred_sector(  # noqa: PLR0913, PLR0917 - a sector has five numbers, and the blur
    centre: LonLat, azimuth_deg: float, half_width_deg: float, least_m: float, most_m: float, blur_m: float
) -> Area:
    """All points within ``blur_m`` of a sector: an offset from somewhere in a circle round ``centre``.

    It is what the point-radius method sums up in one radius, kept as a shape. To each side the sector is
    wider by as much as north differs within the circle: where that has 20 km, by 0.1 degree at 30 N, by 1.5
    at 83 N. In a circle that holds a pole, directions are those at its centre.

    Examples:
        >>> from geo.points import LonLat
        >>> from shapely import Point
        >>> area = blurred_sector(LonLat(0, 0), 0, 45, 45_000, 55_000, 4_000)
        >>> area.contains(Point(0, 0.45)), area.contains(Point(0, 0.35))
        (True, False)
    """
    import numpy as np
    import shapely

    if not 0 <= least_m < most_m <= MAX_RADIUS_M:
        raise ShapeError(_no_sector(least_m, most_m))
    half_width_deg += _convergence_deg(centre, blur_m)
    if half_width_deg >= 180.0:
        return ring(shapely.Point(centre), max(0.0, least_m - blur_m), most_m + blur_m)
    steps = max(2, math.ceil(2 * half_width_deg / STEP_DEG)) + 1
    angles = np.radians(np.linspace(azimuth_deg - half_width_deg, azimuth_deg + half_width_deg, steps))
    directions = np.column_stack([np.sin(angles), np.cos(angles)])
    # Corners stand on the circle, so that the edge between two cuts it: they are moved out by as much.
    outer = directions * most_m / math.cos(half_width_deg / (steps - 1) * math.pi / 180)
    inner = directions[::-1] * least_m if least_m else np.zeros((1, 2))
    flat = shapely.Polygon(np.vstack([outer, inner]))
    plane = Plane(centre)
    return plane.earth(flat.buffer(blur_m, quad_segs=_QUARTER_STEPS) if blur_m else flat)


def _convergence_deg(centre: LonLat, blur_m: float) -> float:
    """By how many degrees north at a point within some metres differs from north at the centre, at most.

    Meridians run together: two that are some degrees apart differ by these times the sine of the latitude.
    It is 0 where a pole is so near, for then any direction is north.
    """
    lat, away = math.radians(abs(centre.lat)), blur_m / _LEAST_RADIUS_M
    if lat + away >= math.pi / 2:
        return 0.0
    return math.degrees(math.asin(math.sin(away) / math.cos(lat)) * math.sin(lat + away))


def _no_sector(least_m: float, most_m: float) -> str:
    """Why two distances make no sector, in words."""
    if most_m > _HALF_ROUND_M:
        return (
            f"{distance_text(most_m)} is more than half the way round the earth (20,037 km); "
            "no two places are so far apart"
        )
    if most_m > MAX_RADIUS_M:
        return f"{distance_text(most_m)} is too far for an area; distances may be up to 10,000 km"
    if most_m == least_m:
        return f"a distance of {distance_text(most_m)} leaves nothing between its ends; give one above 0"
    return f"distances must rise from 0 or more: {least_m:g} m and {most_m:g} m"


def lens(a: LonLat, b: LonLat, half_width_m: float, ends_m: float) -> Area:
    """The ground between two points: an ellipse from one to the other, widened by ``ends_m`` all round.

    Args:
        a: One point.
        b: The other.
        half_width_m: How far the ellipse reaches to each side midway.
        ends_m: How far the shape reaches beyond the ellipse, at both ends too.

    Raises:
        ShapeError: If the points are the same.

    Examples:
        >>> from geo.points import LonLat
        >>> [round(degrees, 2) for degrees in lens(LonLat(0, 0), LonLat(1, 0), 20_000, 5_000).bounds]
        [-0.04, -0.23, 1.04, 0.23]
    """
    import numpy as np
    import shapely

    length = distance_m(a, b)
    if not length:
        raise ShapeError("there is nothing between a point and itself")
    half = destination(a, azimuth_between(a, b), length / 2)
    plane = Plane(half)
    east, north = plane.flat_point(b)
    angles = np.radians(np.arange(0.0, 360.0, STEP_DEG))
    along, aside = np.cos(angles) * length / 2, np.sin(angles) * half_width_m
    ahead = np.array([east, north]) / math.hypot(east, north)
    flat = shapely.Polygon(np.outer(along, ahead) + np.outer(aside, [ahead[1], -ahead[0]]))
    return plane.earth(flat.buffer(ends_m, quad_segs=_QUARTER_STEPS))
