"""The earth laid flat round a shape, and what is asked of shapes there: middle, hull, reach, common ground.

``geo.areas`` finds each corner on the ellipsoid; what is done here needs whole shapes moved, and is exact
near the middle of a shape. Shapes that cross 180 degrees or hold a pole are right too.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geo import antimeridian
from geo.geodesic import azimuth_deg as azimuth_between
from geo.geodesic import distance_m, wgs84
from geo.points import LonLat

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from shapely import MultiPolygon, Polygon
    from shapely.geometry.base import BaseGeometry as Geometry

    Area = Polygon | MultiPolygon
    Floats = NDArray[np.float64]

__all__ = [
    "STEP_DEG",
    "Plane",
    "common",
    "hull",
    "inner_point",
    "middle",
    "reach_m",
]

# As in ``geo.areas``: how far an edge may run before it leaves the geodesic, and an arc's circle.
_MAX_EDGE_M = 50_000.0
_MAX_EDGE_DEG = 0.5
#: An arc is drawn in steps of at most this angle.
STEP_DEG = 3.0
# Farther than anything on the earth.
_ALL_ROUND_M = 21_000_000.0


class Plane:
    """The earth round a point laid flat: metres east and north of it, by azimuthal equidistant projection.

    Distances from the point are exact, on the ellipsoid. Across them the plane is too wide by a factor that
    grows with the distance from the point: 0.1 % at 500 km, 0.4 % at 1,000 km, 1.7 % at 2,000 km. So shapes
    are widened and joined in a plane of their own, and not in degrees.

    Args:
        centre: The point that is 0, 0.

    Examples:
        >>> from geo.geodesic import destination
        >>> from geo.points import LonLat
        >>> plane = Plane(LonLat(1.4092, 18.4434))
        >>> east = destination(plane.centre, 90, 5_000)
        >>> [round(metres) for metres in plane.flat_point(east)]
        [5000, 0]
    """

    __slots__ = ("centre",)

    def __init__(self, centre: LonLat) -> None:
        self.centre = centre

    def flat(self, geometry: Geometry) -> Geometry:
        """A geometry in degrees as one in metres."""
        import shapely

        # An edge of a parallel is no straight line in the plane.
        return shapely.transform(shapely.segmentize(geometry, _MAX_EDGE_DEG), self._to_metres)

    def flat_point(self, point: LonLat) -> tuple[float, float]:
        """A point as metres east and north."""
        azimuth, length = math.radians(azimuth_between(self.centre, point)), distance_m(self.centre, point)
        return length * math.sin(azimuth), length * math.cos(azimuth)

    def earth(self, geometry: Geometry) -> Area:
        """Polygons in metres as polygons in degrees, split at 180 degrees."""
        import shapely

        fine = shapely.segmentize(geometry, _MAX_EDGE_M)
        parts = [
            part for part in shapely.get_parts(fine) if part.geom_type == "Polygon" and not part.is_empty
        ]
        if any(shapely.Polygon(part.exterior).intersects(self._seam()) for part in parts):
            return antimeridian.union(map(self._polar, parts))
        turned = shapely.transform(shapely.multipolygons(parts), self._to_degrees)
        whole = turned if len(parts) > 1 else shapely.get_parts(turned)[0]
        return antimeridian.split(whole)  # type: ignore[return-value]

    def _seam(self) -> Geometry:
        """From both poles outward, the meridian opposite to the centre: beside it, longitudes leap."""
        import shapely

        north, south = (self.flat_point(LonLat(self.centre.lon, lat))[1] for lat in (90.0, -90.0))
        return shapely.MultiLineString(
            [[(0.0, north), (0.0, _ALL_ROUND_M)], [(0.0, south), (0.0, -_ALL_ROUND_M)]]
        )

    def _polar(self, part: Polygon) -> Area:
        """A part that holds a pole or goes round one: its rings are walked, not cut."""
        import shapely

        rings = [shapely.get_coordinates(ring) for ring in (part.exterior, *part.interiors)]
        whole, *holes = (
            antimeridian.polygon(
                [
                    LonLat.wrapped(lon, lat)
                    for lon, lat in self._to_degrees(ring if _is_left(ring) else ring[::-1])
                ]
            )
            for ring in rings
        )
        return whole.difference(antimeridian.union(holes)) if holes else whole  # type: ignore[return-value]

    def _to_metres(self, positions: Floats) -> Floats:
        import numpy as np

        count = len(positions)
        lon, lat = np.full(count, self.centre.lon), np.full(count, self.centre.lat)
        azimuth, _, length = wgs84().inv(lon, lat, *positions.T)
        angle = np.radians(azimuth)
        return np.column_stack([length * np.sin(angle), length * np.cos(angle)])

    def _to_degrees(self, positions: Floats) -> Floats:
        import numpy as np

        count, (east, north) = len(positions), positions.T
        lon, lat = np.full(count, self.centre.lon), np.full(count, self.centre.lat)
        azimuth = np.degrees(np.arctan2(east, north))
        to_lon, to_lat, _ = wgs84().fwd(lon, lat, azimuth, np.hypot(east, north))
        # Longitudes run on past 180 degrees, so that a shape across it is one piece until it is split.
        turn = (np.asarray(to_lon) - self.centre.lon + 180.0) % 360.0 - 180.0
        return np.column_stack([self.centre.lon + turn, to_lat])


def _is_left(ring: Floats) -> bool:
    import shapely

    return bool(shapely.is_ccw(shapely.LinearRing(ring)))


def middle(geometry: Geometry) -> LonLat:
    """A point about the middle of a geometry, for a plane to lie round: nothing more is claimed of it.

    Examples:
        >>> from shapely import box
        >>> middle(box(170, -10, 180, 10).union(box(-180, -10, -170, 10)))
        LonLat(lon=180.0, lat=0.0)
    """
    import numpy as np
    import shapely

    lons, lats = shapely.get_coordinates(geometry).T
    # The widest gap between longitudes is what the geometry does not reach over.
    order = np.sort(lons)
    gaps = np.diff(order, append=order[0] + 360.0)
    widest = int(gaps.argmax())
    west = order[(widest + 1) % len(order)]
    return LonLat.wrapped(float(west + (360.0 - gaps[widest]) / 2), float((lats.min() + lats.max()) / 2))


def hull(shapes: Sequence[Geometry]) -> Area:
    """The smallest convex shape on the earth that holds others.

    Examples:
        >>> from shapely import Point
        >>> triangle = hull([Point(0, 0), Point(1, 0), Point(0, 1)])
        >>> triangle.contains(Point(0.3, 0.3)), triangle.contains(Point(0.7, 0.7))
        (True, False)
    """
    import shapely

    together = shapely.GeometryCollection(list(shapes))
    plane = Plane(middle(together))
    return plane.earth(plane.flat(together).convex_hull)


def common(shapes: Sequence[Area]) -> Area | None:
    """The ground that shapes in degrees have in common, or None where they have none.

    Examples:
        >>> from shapely import box
        >>> common([box(0, 0, 2, 2), box(1, 1, 3, 3)]).bounds
        (1.0, 1.0, 2.0, 2.0)
        >>> common([box(0, 0, 1, 1), box(2, 2, 3, 3)]) is None
        True
    """
    import shapely

    whole = shapely.intersection_all(list(shapes))
    parts = [part for part in _polygons(whole) if not part.is_empty]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _polygons(geometry: Geometry) -> list[Polygon]:
    """The polygons of a geometry, without the lines and points at which shapes touch."""
    if hasattr(geometry, "geoms"):
        return [part for member in geometry.geoms for part in _polygons(member)]
    return [geometry] if geometry.geom_type == "Polygon" else []  # type: ignore[list-item]


def reach_m(point: LonLat, geometry: Geometry) -> float:
    """Metres from a point to the farthest point of a geometry.

    Examples:
        >>> from geo.points import LonLat
        >>> from geo.areas import circle
        >>> round(reach_m(LonLat(0, 0), circle(LonLat(0, 0), 5_000)))
        5000
    """
    import numpy as np
    import shapely

    corners = shapely.get_coordinates(shapely.convex_hull(shapely.get_parts(geometry)))
    count = len(corners)
    found = wgs84().inv(np.full(count, point.lon), np.full(count, point.lat), *corners.T)[2]
    return float(found.max())


def inner_point(geometry: Area, wanted: LonLat | None = None) -> LonLat:
    """A point inside a shape: the wanted one or the nearest to it, or the middle of its smallest circle.

    The last is the corrected centre of georeferencing practice (Chapman and Wieczorek 2020). What lies
    outside is moved in by up to a hundredth of the shape's width, so that no rounding puts it outside again.

    Examples:
        >>> from shapely import box
        >>> inner_point(box(0, 0, 2, 2), LonLat(0.5, 0.5))
        LonLat(lon=0.5, lat=0.5)
        >>> [round(degrees, 2) for degrees in inner_point(box(0, 0, 2, 2))]
        [1.0, 1.0]
    """
    import shapely

    if wanted is not None and geometry.contains(shapely.Point(wanted)):
        return wanted
    plane = Plane(middle(geometry))
    flat = plane.flat(geometry)
    west, south, east, north = flat.bounds
    across = math.hypot(east - west, north - south)
    # The point is sought in the shape's rough form, and checked in the shape itself.
    rough = _rough(flat, across / 1_000)
    centre = (
        shapely.minimum_bounding_circle(rough).centroid
        if wanted is None
        else shapely.Point(plane.flat_point(wanted))
    )
    for part in (1e-2, 1e-3, 0.0):
        room = rough.buffer(-part * across)
        if not room.is_empty:
            near = shapely.Point(shapely.get_coordinates(shapely.shortest_line(room, centre))[0])
            found = plane.earth(near.buffer(1.0)).centroid
            if geometry.contains(found):
                return LonLat(round(found.x, 9), round(found.y, 9))
    surface = geometry.representative_point()
    return LonLat(surface.x, surface.y)


def _rough(flat: Geometry, detail_m: float) -> Geometry:
    """A shape without its detail, and without pieces that are smaller, where others are not."""
    import numpy as np
    import shapely

    pieces = shapely.get_parts(flat)
    west, south, east, north = shapely.bounds(pieces).T
    large = pieces[np.hypot(east - west, north - south) > detail_m]
    return shapely.simplify(shapely.multipolygons(large) if len(large) else flat, detail_m)
