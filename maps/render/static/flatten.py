"""Geometries in degrees become lines and shapes on the page, as fine as a reader can see.

Shapes are cut on a plane before they are drawn. For most maps that is the page itself, where 180 degrees and
the poles are places like others. A map of the world has an edge, so there it is the plane of degrees east of
the middle of the map and of latitude, counted downwards as the page counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maps.render.static.drawing import Box
from maps.render.static.projection import FINE_PT

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    from maps.render.static.projection import Projected

    Geometries = npt.NDArray[np.object_]
    Floats = npt.NDArray[np.float64]

__all__ = ["flat", "frame_of", "on_page", "on_plane", "unit"]

_MARGIN_PT = 8.0  # wider than any line: where a shape is cut does not show
_GRID_PT = 1e-3


def flat(projected: Projected, geometries: Sequence[BaseGeometry] | Geometries) -> Geometries:
    """Geometries in degrees as single parts in points of the page, cut to the frame and generalised."""
    import numpy as np
    import shapely

    near = _near(projected, np.asarray(geometries, dtype=object))
    if not len(near):
        return near
    cut = bool((np.abs(shapely.bounds(near)[:, ::2]) == 180.0).any()) and not projected.cut
    plane = shapely.get_parts(on_plane(projected, near)[0])
    areal = shapely.get_dimensions(plane) == 2
    plane[areal] = shapely.make_valid(plane[areal])
    if cut and areal.any():
        # What 180 degrees cuts in the data is whole again on the page.
        whole = shapely.union_all(shapely.set_precision(plane[areal], _GRID_PT))
        plane = np.concatenate((plane[~areal], shapely.get_parts(whole)))
    inside = _solid(shapely.clip_by_rect(plane, *frame_of(projected)))
    return on_page(projected, inside)


def _solid(geometries: Geometries) -> Geometries:
    """Lines and polygons that are there: cutting leaves empty ones, and points."""
    import shapely

    parts = shapely.get_parts(geometries)
    kept: Geometries = parts[~shapely.is_empty(parts) & (shapely.length(parts) > 0)]
    return kept


def _near(projected: Projected, geometries: Geometries) -> Geometries:
    """What is near the frame: what is far away may lie anywhere in the projection."""
    import numpy as np
    import shapely

    boxes = [box for box in projected.boxes() if box.width_deg > 0]
    return _solid(
        np.concatenate([shapely.clip_by_rect(shapely.get_parts(geometries), *box) for box in boxes])
    )


def unit(projected: Projected) -> float:
    """How far a line may be off on the plane."""
    return FINE_PT * projected.deg_in_pt if projected.cut else FINE_PT


def frame_of(projected: Projected) -> Box:
    """The part of the plane that is drawn."""
    return Box(-180.0, -90.0, 180.0, 90.0) if projected.cut else projected.box.grown(_MARGIN_PT)


def on_plane(projected: Projected, geometries: Geometries) -> tuple[Geometries, npt.NDArray[np.intp]]:
    """Geometries in degrees on the plane, generalised, and which each is.

    On a map of the world one that its edge cuts is there twice, and what collapses is left out.
    """
    import numpy as np
    import shapely

    if not projected.cut:
        dense = shapely.segmentize(geometries, projected.step_deg)
        moved: Any = shapely.transform(
            dense, lambda at: np.column_stack(projected.points(at[:, 0], at[:, 1]))
        )
        return _there(np.asarray(shapely.simplify(moved, FINE_PT, preserve_topology=False)), 1)
    thin = shapely.simplify(geometries, unit(projected), preserve_topology=False)
    turns = [_turned(thin, turn - projected.lon) for turn in (-360.0, 0.0, 360.0)]
    shifted = np.concatenate(turns)
    return _there(shifted, len(turns))


def _turned(geometries: Geometries, by: float) -> Geometries:
    """Geometries in degrees moved east, with latitude counted downwards."""
    import numpy as np
    import shapely

    moved: Any = shapely.transform(geometries, lambda at: np.column_stack((at[:, 0] + by, -at[:, 1])))
    return np.asarray(moved)


def _there(plane: Geometries, turns: int) -> tuple[Geometries, npt.NDArray[np.intp]]:
    import numpy as np
    import shapely

    west, north, east, south = shapely.bounds(plane).T
    there = (east > west) | (south > north)
    if turns > 1:
        there &= (east > -180.0) & (west < 180.0)
    kept = np.flatnonzero(there)
    return plane[kept], kept % (len(plane) // turns) if len(kept) else kept


def on_page(projected: Projected, plane: Geometries) -> Geometries:
    """Geometries of the plane on the page."""
    import numpy as np
    import shapely

    if not projected.cut:
        return plane
    dense = shapely.segmentize(plane, projected.step_deg)
    moved: Any = shapely.transform(dense, lambda at: np.column_stack(projected.on_page(at[:, 0], -at[:, 1])))
    return np.asarray(moved)
