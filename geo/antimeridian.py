"""Shapes that cross 180 degrees or go round a pole.

A straight edge between two positions of a geometry is straight on the plane of longitude and latitude (RFC
7946, 3.1.1), so a shape that crosses 180 degrees is first written with longitudes that run on past 180 and is
then cut there. ``split`` never guesses from long edges: an edge from -170 to 170 is an edge through
Greenwich. Points on the earth, which have no such history, become a shape by ``polygon``, which takes the
shorter way round.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from geo.checks import need_many, need_point, need_shape
from geo.errors import ShapeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray
    from shapely import MultiPolygon, Polygon
    from shapely.geometry.base import BaseGeometry

    from geo.points import LonLat

    Position = tuple[float, float]

__all__ = ["polygon", "split", "union"]

# 0.1 mm: below any use of a map, above the rounding of degrees, so that shared edges stay shared.
GRID_DEG = 1e-9


def split(geometry: BaseGeometry) -> BaseGeometry:
    """The same shape with all longitudes within -180 to 180: what runs past 180 is cut there and moved.

    Raises:
        ShapeError: If the shape reaches further than 900 degrees east or west.

    Examples:
        >>> from shapely import box
        >>> split(box(175, -20, 185, -15)).wkt
        'MULTIPOLYGON (((175 -20, ...)), ((-175 -15, ...)))'
        >>> split(box(-170, -20, 170, -15)).bounds
        (-170.0, -20.0, 170.0, -15.0)
    """
    import shapely

    if need_shape(geometry).is_empty:
        return geometry
    west, _, east, _ = geometry.bounds
    if west >= -180.0 and east <= 180.0:
        return geometry
    if not (west >= -900.0 and east <= 900.0):
        raise ShapeError(f"longitudes from {west:g} to {east:g}: a shape may reach from -900 to 900 degrees")
    if geometry.geom_type == "GeometryCollection":
        from shapely import GeometryCollection

        return GeometryCollection([split(part) for part in geometry.geoms])  # type: ignore[attr-defined]
    first, last = math.floor((west + 180.0) / 360.0), math.ceil((east - 180.0) / 360.0)
    # A point on the seam between two worlds lies in neither by these bounds: it is taken as in the first.
    worlds = range(first, max(first, last) + 1)
    return _gather([_of_world(geometry, world) for world in worlds], int(shapely.get_dimensions(geometry)))


def polygon(ring: Sequence[LonLat]) -> Polygon | MultiPolygon:
    """The area that a ring of points encloses, split at 180 degrees and right where it goes round a pole.

    Args:
        ring: The corners, counterclockwise as RFC 7946 has it: the inside is on the left of one who walks it.
            That tells which pole is inside where the ring goes round the earth. The first need not be
            repeated.

    Raises:
        ShapeError: If there are fewer than three points.

    Examples:
        >>> from geo.points import LonLat
        >>> arctic = polygon([LonLat(lon, 80) for lon in (-150, -90, -30, 30, 90, 150)])
        >>> arctic.bounds, arctic.area
        ((-180.0, 80.0, 180.0, 90.0), 3600.0)
    """
    from shapely import make_valid, polygons

    ring = list(map(need_point, need_many(ring, "the points of a ring")))
    corners = list(ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring)
    if len(corners) < 3:
        raise ShapeError(f"a ring needs three points or more, not {len(corners)}")
    # Started away from a pole, each corner at a pole has a meridian to come by and one to leave by.
    first = next((i for i, corner in enumerate(corners) if not _is_pole(corner)), 0)
    positions = _unwrapped([*corners[first:], *corners[:first], corners[first]])
    turn = positions[-1][0] - positions[0][0]
    closed = _closed_over_pole(positions, turn) if abs(turn) > 180.0 else positions
    world = math.floor((min(lon for lon, _ in closed) + 180.0) / 360.0)
    # Of an array, for which shapely does not look at each corner by itself.
    shape = polygons([(lon - 360.0 * world, lat) for lon, lat in closed])
    return split(shape if shape.is_valid else _gather([make_valid(shape)], dimension=2))  # type: ignore[return-value]


def _closed_over_pole(positions: list[Position], turn_deg: float) -> list[Position]:
    """The ring with an edge along the pole on its left; it must come back 360 degrees from where it began."""
    pole = math.copysign(90.0, turn_deg)
    # From the corner nearest the pole, the way to the pole meets no other edge.
    first = min(range(len(positions) - 1), key=lambda i: abs(pole - positions[i][1]))
    again = [(lon + turn_deg, lat) for lon, lat in positions[: first + 1]]
    ring = [*positions[first:-1], *again]
    return [*ring, (ring[-1][0], pole), (ring[0][0], pole)]


def union(shapes: Iterable[Polygon | MultiPolygon]) -> Polygon | MultiPolygon:
    """One shape of many that lie within -180 to 180, without hairline gaps where they share an edge."""
    import numpy as np
    from shapely import union_all

    # GEOS divides by differences of coordinates that may be no difference; the result is right.
    with np.errstate(all="ignore"):
        whole = union_all(list(map(need_shape, need_many(shapes, "shapes"))), grid_size=GRID_DEG)
    return _gather([whole], dimension=2)  # type: ignore[return-value]


def _unwrapped(points: Sequence[LonLat]) -> list[Position]:
    """Positions whose longitudes run on past 180 degrees, each from the last by the shorter way."""
    positions = [(points[0].lon, points[0].lat)]
    for point, after in zip(points[1:], [*points[2:], points[-1]], strict=True):
        lon, lat = positions[-1]
        if _is_pole(point):
            # A pole is an edge of the plane: it is entered by one meridian and left by that of the next
            # corner. With the inside on the left, the way between them is west along the north pole, east
            # along the south pole.
            west, east = (lon - after.lon) % 360.0, (after.lon - lon) % 360.0
            positions += [(lon, point.lat), (lon - west if point.lat > 0.0 else lon + east, point.lat)]
        elif abs(lat) == 90.0 and len(positions) == 1:
            positions = [(point.lon, lat), (point.lon, point.lat)]
        else:
            positions.append((lon + _shorter(point.lon - lon), point.lat))
    return positions


def _is_pole(point: LonLat) -> bool:
    return abs(point.lat) == 90.0


def _shorter(turn_deg: float) -> float:
    return (turn_deg + 180.0) % 360.0 - 180.0


def _of_world(geometry: BaseGeometry, world: int) -> BaseGeometry:
    """The part of the shape within one turn of the earth, moved to -180 to 180."""
    from shapely import box, transform

    shift = 360.0 * world
    part = geometry.intersection(box(shift - 180.0, -90.0, shift + 180.0, 90.0))

    def moved(positions: NDArray[Any]) -> NDArray[Any]:
        # Rounding takes away what 360 degrees cost in the last digits: a moved corner equals one that never
        # moved.
        positions[:, 0] = (positions[:, 0] - shift).round(12)
        return positions

    return transform(part, moved) if world else part


def _gather(shapes: Iterable[BaseGeometry], dimension: int) -> BaseGeometry:
    """One shape of all parts of that dimension; cutting leaves stray points and lines where shapes touch."""
    import shapely

    parts: list[Any] = [part for shape in shapes for part in _simple_parts(shape)]
    parts = [part for part in parts if shapely.get_dimensions(part) == dimension and not part.is_empty]
    if len(parts) == 1:
        return parts[0]  # type: ignore[no-any-return]
    if dimension == 0:
        return shapely.MultiPoint(parts)
    if dimension == 1:
        return shapely.MultiLineString(parts)
    gathered = shapely.MultiPolygon(parts)
    # A shape of more than one turn overlaps itself once its turns lie on each other.
    return gathered if gathered.is_valid else shapely.union_all(parts)


def _simple_parts(shape: BaseGeometry) -> Iterable[BaseGeometry]:
    if not hasattr(shape, "geoms"):
        return [shape]
    return [simple for part in shape.geoms for simple in _simple_parts(part)]
