"""The inset locator: a globe that shows where on earth the map is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geo.points import BBox, LonLat
from maps.basemap_labels import boxes
from maps.render.static.drawing import Box, Group, Paint, Shape
from maps.render.static.furniture.corners import Piece
from maps.render.static.outlines import circle, from_geometries

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    from maps.render.static.projection import Projected
    from maps.render.static.style import Style

    Points = npt.NDArray[np.float64]

__all__ = ["inset"]

_EARTH_M = 6_371_000.0
_WIDEST_M = 6_000_000.0  # a map that shows more of the earth says itself where it is
_WIDEST_SHARE = 0.32  # of a small frame: a larger globe would take the room of the map
_LEAST_MARK = 0.05  # of the globe's radius: a smaller frame is marked as a dot of this size
# The globe is a few centimetres wide: what is smaller than this is not seen on it.
_COARSE_DEG, _LEAST_DEG2 = 0.35, 0.4
_HOLE_DEG = 3.0


def inset(projected: Projected, style: Style, *, wished: bool) -> Piece | None:
    """A globe with the frame of the map on it, or None where the map shows a continent, or is too small."""
    frame = projected.box
    shown_m = max(frame.width, frame.height) * projected.m_per_pt
    if shown_m > _WIDEST_M and not wished:
        return None
    radius = max(0.085 * min(frame.width, frame.height * 1.4), 3.2 * style.size["text"])
    if 2 * radius > _WIDEST_SHARE * min(frame.width, frame.height) and not wished:
        return None
    middle = projected.inverse(*frame.center)
    colour = style.colour
    casing = Shape(
        circle(radius, radius, radius + 1.5 * style.line["casing"]), Paint(fill=colour["furniture"])
    )
    globe = Shape(circle(radius, radius, radius), Paint(fill=colour["sea"]))
    land = Shape(
        from_geometries(_page(_land(middle), radius)),
        Paint(fill=colour["neighbour"], stroke=colour["coast"], width=style.line["coast"] * 0.6),
    )
    rim = Shape(circle(radius, radius, radius), Paint(stroke=colour["frame"], width=style.line["frame"]))
    mark = _mark(projected, middle, radius, style)
    box = Box(0, 0, 2 * radius, 2 * radius)
    return Piece(Group("inset", "Where the map is on the globe", (casing, globe, land, mark, rim)), box)


def _mark(projected: Projected, middle: LonLat, radius: float, style: Style) -> Shape:
    """The frame of the map on the globe, or a dot where it is too small to see."""
    import numpy as np
    import shapely

    accent = style.incident["ambush"]
    frame = projected.box
    if max(frame.width, frame.height) * projected.m_per_pt / _EARTH_M < 2.4 * _LEAST_MARK:
        return Shape(
            circle(radius, radius, radius * _LEAST_MARK * 1.3),
            Paint(fill=accent, stroke=style.colour["furniture"], width=style.line["casing"]),
        )
    steps = np.linspace(0, 1, 12)
    edge = [(frame.left + t * frame.width, frame.top) for t in steps]
    edge += [(frame.right, frame.top + t * frame.height) for t in steps[1:]]
    edge += [(frame.right - t * frame.width, frame.bottom) for t in steps[1:]]
    edge += [(frame.left, frame.bottom - t * frame.height) for t in steps[1:-1]]
    ring = [tuple(projected.inverse(x, y)) for x, y in edge]
    seen = shapely.Polygon(_globe(np.array(ring), middle))
    return Shape(
        from_geometries(_page([seen], radius)),
        Paint(fill=accent, stroke=accent, width=style.line["frame"] * 1.6, opacity=0.45),
    )


def _land(middle: LonLat) -> list[BaseGeometry]:
    """The land of the half of the earth round a point, on a globe of radius 1, y up."""
    import shapely

    from maps.basemap import collection

    world = BBox(-180.0, -90.0, 180.0, 90.0)
    land = shapely.get_parts([feature.geometry for feature in collection("land_overview").in_bbox(world)])
    large = land[shapely.area(land) > _LEAST_DEG2]
    # What crosses itself by that is made valid below, in a tenth of the time that keeping it valid takes.
    large = shapely.make_valid(shapely.simplify(large, _COARSE_DEG, preserve_topology=False))
    # The point opposite has no place on the map: a hole about it, whose edge becomes the outermost line.
    shapes = shapely.difference(large, shapely.union_all([shapely.box(*box) for box in _opposite(middle)]))
    dense = shapely.segmentize(shapes, 4.0)
    flat = shapely.make_valid(shapely.transform(dense, lambda at: _flat(at, middle)))
    half = shapely.Point(0, 0).buffer(math.sqrt(2), quad_segs=24)
    whole = shapely.union_all(shapely.intersection(flat, half), grid_size=1e-3)
    return list(shapely.transform(shapely.get_parts([whole]), _bulged))


def _opposite(middle: LonLat) -> tuple[BBox, ...]:
    """Boxes about the point on the other side of the earth."""
    at = LonLat.wrapped(middle.lon + 180.0, 0)
    south, north = max(-90.0, -middle.lat - _HOLE_DEG), min(90.0, -middle.lat + _HOLE_DEG)
    width = min(180.0, _HOLE_DEG / max(math.cos(math.radians(middle.lat)), 1e-6))
    west, east = LonLat.wrapped(at.lon - width, 0).lon, LonLat.wrapped(at.lon + width, 0).lon
    return boxes(BBox(west, south, east, north)) if width < 180.0 else (BBox(-180.0, south, 180.0, north),)


def _flat(at: Points, middle: LonLat) -> Points:
    """Lambert azimuthal equal-area on a sphere of radius 1 (Snyder 1987, 24-2 to 24-4)."""
    import numpy as np

    lon, lat = np.radians(at).T
    lon0, lat0 = math.radians(middle.lon), math.radians(middle.lat)
    cosine = np.sin(lat0) * np.sin(lat) + np.cos(lat0) * np.cos(lat) * np.cos(lon - lon0)
    k = np.sqrt(2 / np.maximum(1 + cosine, 1e-9))
    x = k * np.cos(lat) * np.sin(lon - lon0)
    y = k * (np.cos(lat0) * np.sin(lat) - np.sin(lat0) * np.cos(lat) * np.cos(lon - lon0))
    return np.column_stack((x, y))


def _bulged(at: Points) -> Points:
    """From the equal-area map to the globe as the eye sees it: radius 2 sin(c/2) becomes sin(c)."""
    import numpy as np

    half = np.minimum(np.hypot(*at.T) / 2, 1.0)
    bulged: Points = at * np.sqrt(1 - half**2)[:, None]
    return bulged


def _globe(at: Points, middle: LonLat) -> Points:
    """Degrees as the eye sees them on a globe of radius 1 (orthographic projection)."""
    return _bulged(_flat(at, middle))


def _page(shapes: list[BaseGeometry], radius: float) -> list[BaseGeometry]:
    import numpy as np
    import shapely

    return list(
        shapely.transform(
            shapes, lambda at: np.column_stack((radius + at[:, 0] * radius, radius - at[:, 1] * radius))
        )
    )
