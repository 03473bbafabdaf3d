"""Thin lines and polygons: fine in the view, coarse in the margin, without a seam between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from geo.distinct import distinct

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    from geo.points import BBox

    Geometries = npt.NDArray[np.object_]

__all__ = ["Detail", "as_multilines", "as_multipolygon", "clipped", "thin_lines", "thin_polygons"]


class Detail(NamedTuple):
    """How fine shapes are.

    Attributes:
        view: The boxes within which they are fine (two where the view crosses 180 degrees).
        fine_deg: How far a line may move inside the view, in degrees.
        coarse_deg: How far it may move outside.
        decimals: Decimals of a coordinate.
    """

    view: tuple[BBox, ...]
    fine_deg: float
    coarse_deg: float
    decimals: int


def clipped(geometries: Iterable[BaseGeometry], box: BBox) -> list[BaseGeometry]:
    """The single parts of the geometries that lie in the box (which does not cross 180 degrees)."""
    import numpy as np
    import shapely

    inside = shapely.clip_by_rect(np.asarray(list(geometries), dtype=object), *box)
    return [part for part in shapely.get_parts(inside) if not part.is_empty]


def thin_lines(lines: Sequence[BaseGeometry] | Geometries, detail: Detail) -> Geometries:
    """The lines with fewer points; a line that becomes a point is left out."""
    import numpy as np
    import shapely

    if not len(lines):
        return np.empty(0, dtype=object)
    coordinates, line_of_point = shapely.get_coordinates(lines, return_index=True)
    kept, owners = _at_least(2, *_thinned(coordinates, line_of_point, detail))
    if not len(kept):
        return np.empty(0, dtype=object)
    made: Geometries = np.asarray(shapely.linestrings(kept, indices=_numbered(owners)))
    return made


def thin_polygons(polygons: Sequence[BaseGeometry] | Geometries, detail: Detail) -> Geometries:
    """The polygons with fewer points, not yet valid; what is too small to see is left out."""
    import numpy as np
    import shapely

    if not len(polygons):
        return np.empty(0, dtype=object)
    rings, polygon_of_ring = shapely.get_rings(polygons, return_index=True)
    coordinates, ring_of_point = shapely.get_coordinates(rings, return_index=True)
    kept, owners = _at_least(4, *_thinned(coordinates, ring_of_point, detail))
    if not len(kept):
        return np.empty(0, dtype=object)
    left = distinct(owners)
    new_rings: Geometries = np.asarray(shapely.linearrings(kept, indices=_numbered(owners)))
    owner = polygon_of_ring[left]
    exterior = np.concatenate(([True], np.diff(polygon_of_ring) != 0))[left]
    # A hole whose exterior has become too small to draw goes with it.
    whole = np.isin(owner, owner[exterior])
    made: Any = shapely.polygons(new_rings[whole], indices=_numbered(owner[whole]))
    shapes: Geometries = np.asarray(made)
    return shapes[_visible(shapes, detail)]


def as_multipolygon(polygons: Geometries, detail: Detail) -> BaseGeometry:
    """The polygons as one valid MultiPolygon: thinning can make rings cross themselves or each other."""
    import shapely

    whole = shapely.MultiPolygon(list(polygons))
    if whole.is_valid:
        return whole
    union = shapely.union_all(shapely.make_valid(polygons), grid_size=10.0**-detail.decimals)
    return shapely.MultiPolygon([part for part in shapely.get_parts(union) if part.geom_type == "Polygon"])


def as_multilines(lines: Geometries) -> BaseGeometry:
    """The lines as one MultiLineString."""
    import shapely

    return shapely.MultiLineString(list(lines))


def _numbered(owners: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    import numpy as np

    numbers: npt.NDArray[np.int64] = (np.cumsum(np.bincount(owners) > 0) - 1)[owners]
    return numbers


def _thinned(
    coordinates: npt.NDArray[np.float64], owner: npt.NDArray[np.int64], detail: Detail
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Points left of each line or ring, and whose they are.

    Each is cut into runs that lie inside or outside the view; neighbouring runs share their end point, which
    simplification keeps, so that they meet again.
    """
    import numpy as np
    import shapely

    inside = np.zeros(len(coordinates), dtype=bool)
    for west, south, east, north in detail.view:
        lon, lat = coordinates.T
        inside |= (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    starts = np.concatenate(([True], (owner[1:] != owner[:-1]) | (inside[1:] != inside[:-1])))
    run = np.cumsum(starts) - 1
    first = np.flatnonzero(starts)
    # The first point of a run that continues the same line also ends the run before it.
    joins = first[1:][owner[first[1:]] == owner[first[1:] - 1]]
    order = np.argsort(np.concatenate((np.arange(len(run)) * 2, joins * 2 - 1)), kind="stable")
    points = np.concatenate((coordinates, coordinates[joins]))[order]
    runs = np.concatenate((run, run[joins] - 1))[order]
    single = np.bincount(runs)[runs] < 2
    # A run of one point (a line's last) cannot be a line; it is kept as two equal points.
    points = np.repeat(points, 1 + single, axis=0)
    runs = np.repeat(runs, 1 + single)
    tolerance = np.where(inside[first], detail.fine_deg, detail.coarse_deg)
    simple = shapely.simplify(shapely.linestrings(points, indices=runs), tolerance, preserve_topology=False)
    kept, run_of_point = shapely.get_coordinates(simple, return_index=True)
    owners = owner[first][run_of_point]
    kept = np.round(kept, detail.decimals) + 0.0
    repeated = np.concatenate(([False], np.all(kept[1:] == kept[:-1], axis=1) & (owners[1:] == owners[:-1])))
    return kept[~repeated], owners[~repeated]


def _at_least(
    least: int, points: npt.NDArray[np.float64], owners: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Only the lines or rings with at least so many points left."""
    import numpy as np

    if not len(points):
        return points, owners
    enough = np.bincount(owners)[owners] >= least
    return points[enough], owners[enough]


def _visible(shapes: Geometries, detail: Detail) -> npt.NDArray[np.bool_]:
    """Whether each shape is large enough to see where it lies: islets in the margin are not."""
    import numpy as np
    import shapely

    west, south, east, north = shapely.bounds(shapes).T
    near = np.zeros(len(shapes), dtype=bool)
    for box in detail.view:
        near |= (east >= box.west) & (west <= box.east) & (north >= box.south) & (south <= box.north)
    least = np.where(near, detail.fine_deg, 2 * detail.coarse_deg)
    visible: npt.NDArray[np.bool_] = np.maximum(east - west, north - south) > least
    return visible
