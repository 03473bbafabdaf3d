"""An area in an equal-area projection round its middle, where shares and near lines are found."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geo.bordermap import QUANTUM_DEG
from geo.checks import shortened
from geo.distinct import distinct
from geo.errors import ShapeError, WrongTypeError
from geo.points import LonLat

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from shapely import MultiPolygon, Polygon
    from shapely.geometry.base import BaseGeometry

    from geo.bordermap import BorderMap
    from geo.nearest import Nearest

    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

__all__ = ["EqualArea"]

# Lines and outlines are straight in degrees: pieces of this length leave the ground by a metre or two.
_PIECE_DEG = 0.1
# A round end or corner is drawn with this many pieces to a quarter, 0.5 % short of round.
_QUARTER = 8
_LEAST_METRES_IN_DEGREE = 110_500.0
_RADIUS_M = 6_371_000.0


class EqualArea:
    """An area in an equal-area projection round its middle, in metres.

    Attributes:
        middle: The centre of the projection, a point inside the area.
        shape: The projected area.
        reach_m: Distance from ``middle`` to the farthest point of the area, within a percent.
    """

    __slots__ = ("_boxes", "_project", "middle", "reach_m", "shape")

    def __init__(self, area: Polygon | MultiPolygon) -> None:
        import numpy as np
        import shapely

        from geo.proj import pyproj

        _check(area)
        inside = max(shapely.get_parts(area), key=lambda part: part.area).representative_point()
        self.middle = LonLat(inside.x, inside.y)
        self._project = pyproj().Proj(proj="laea", lat_0=inside.y, lon_0=inside.x, ellps="WGS84")
        self._boxes = shapely.bounds(shapely.get_parts(area))
        parts = shapely.get_parts(self.project(area))
        # Parts that 180 degrees or a pole cut apart meet again here.
        whole = shapely.union_all(shapely.make_valid(parts), grid_size=1e-3)
        self.shape: BaseGeometry = shapely.MultiPolygon(
            [part for part in shapely.get_parts(whole) if part.geom_type == "Polygon"]
        )
        shapely.prepare(self.shape)
        x, y = shapely.get_coordinates(self.shape).T
        # In this projection a distance from the middle is the chord of its arc.
        half_chord = min(float(np.hypot(x, y).max()) / 2 / _RADIUS_M, 1.0)
        self.reach_m = 2 * _RADIUS_M * math.asin(half_chord)

    def project(self, shape: BaseGeometry) -> BaseGeometry:
        """A shape in degrees, with its long edges cut so that they bend as they should."""
        import numpy as np
        import shapely

        fine = shapely.segmentize(shape, _PIECE_DEG)
        return shapely.transform(fine, lambda points: np.column_stack(self._project(*points.T)))

    def widened(self, lines: BaseGeometry, metres: float) -> BaseGeometry:
        """What is within some metres of the lines, as far as the area reaches."""
        import shapely

        west, south, east, north = self.shape.bounds
        near = shapely.clip_by_rect(lines, west - metres, south - metres, east + metres, north + metres)
        # Widened one by one: all at once takes several times as long.
        return shapely.union_all(shapely.buffer(shapely.get_parts(near), metres, quad_segs=_QUARTER))

    def point(self, x: float, y: float) -> LonLat:
        """The point on the earth of one of the plane."""
        return LonLat.wrapped(*self._project(x, y, inverse=True))

    def chunks_near(self, arcs: BorderMap, mask: Mask, margin_m: float) -> Ints:
        """The chunks of the picked arcs whose boxes come that near to the area's."""
        import numpy as np

        chunks = arcs.chunks_of(mask)
        west, south, east, north = (arcs.boxes[chunks] * QUANTUM_DEG).T
        near = np.zeros(len(chunks), bool)
        for box_west, box_south, box_east, box_north in self._boxes:
            up = margin_m / _LEAST_METRES_IN_DEGREE
            top = min(max(abs(box_south), abs(box_north)) + up, 90.0)
            wide = min(up / max(np.cos(np.radians(top)), 1e-9), 360.0)
            level = (north >= box_south - up) & (south <= box_north + up)
            for turn in (-360.0, 0.0, 360.0):
                near |= level & (east + turn >= box_west - wide) & (west + turn <= box_east + wide)
        found: Ints = chunks[near]
        return found

    def nearest(self, arcs: BorderMap, mask: Mask) -> Nearest:
        """The arc nearest to the area of those that the mask picks (one at least); 0 m if it runs through."""
        import shapely

        from geo.geodesic import distance_m
        from geo.nearest import Nearest, nearest

        # A line that is nearer to the area than its middle is to any must come this near; some more for the
        # projection, in which distances are not quite true.
        bound_m = nearest(arcs, self.middle, mask).distance_m * 1.02
        chunks = self.chunks_near(arcs, mask, bound_m)
        best = Nearest(-1, math.inf)
        for arc in distinct(arcs.arc[chunks]).tolist():
            line = self.project(arcs.geometry(chunks[arcs.arc[chunks] == arc]))
            if shapely.intersects(self.shape, line):
                return Nearest(arc, 0.0)
            apart = shapely.shortest_line(self.shape, line)
            start, end = (self.point(x, y) for x, y in shapely.get_coordinates(apart).tolist())
            best = min(best, Nearest(arc, distance_m(start, end)), key=lambda near: near.distance_m)
        return best


def _check(area: object) -> None:
    from shapely import MultiPolygon, Polygon

    if not isinstance(area, Polygon | MultiPolygon):
        rule = "where must be a geo.LonLat, or an area as a shapely Polygon or MultiPolygon"
        raise WrongTypeError(f"{rule}, not {type(area).__name__} {shortened(area)}")
    if area.is_empty or not area.area > 0:
        raise ShapeError("the area is empty; an area needs some ground, such as geo.areas.circle makes")
    west, south, east, north = area.bounds
    if not (west >= -180 and east <= 180 and south >= -90 and north <= 90):
        raise ShapeError(
            f"the area reaches from {west:g} to {east:g} and from {south:g} to {north:g} degrees, outside "
            "-180 to 180 or -90 to 90; geo.antimeridian.split cuts and moves what runs past 180"
        )
