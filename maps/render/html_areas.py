"""The areas of many incidents: a circle is told from its radius, and what several share is held once."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from maps.render.html_packing import polygons

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from maps.marks import Geometry
    from maps.render.html_packing import Frame

__all__ = ["areas_of"]

# What the column of areas says: none, a circle of the radius, or two more than the index of a shape.
_NO_AREA, _CIRCLE, _FIRST_SHAPE = 0, 1, 2
_FEWEST_CORNERS = 24
_EARTH_RADIUS_M = 6_371_008.8


def areas_of(
    areas: Sequence[Geometry | None], points: NDArray[np.float64], radii: NDArray[np.int64], frame: Frame
) -> tuple[NDArray[np.int64], list[list[list[str]]]]:
    """What the column of areas says, and the shapes in it that are no circles."""
    kinds = np.full(len(areas), _NO_AREA)
    drawn = [index for index, area in enumerate(areas) if area is not None]
    shapes: dict[str, tuple[int, list[list[str]]]] = {}
    known: dict[int, int] = {}
    for index, circle in zip(
        drawn, _are_circles([areas[at] for at in drawn], points[drawn], radii[drawn]), strict=True
    ):
        area = areas[index]
        if circle:
            kinds[index] = _CIRCLE
            continue
        # Incidents of one place share its shape, often as one object.
        code = known.get(id(area))
        if code is None:
            shape = frame.polygons(area, frame.fine_scale)
            code = known[id(area)] = shapes.setdefault(repr(shape), (len(shapes), shape))[0]
        kinds[index] = _FIRST_SHAPE + code
    return kinds, [shape for _, shape in shapes.values()]


def _are_circles(
    areas: Sequence[Geometry | None], middles: NDArray[np.float64], radii_m: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether each area is one ring whose corners, eight of them looked at, are as far away as the radius."""
    corners = np.radians([_eight_corners(area) for area in areas]).reshape(-1, 8, 2)
    lons, lats = corners[..., 0], corners[..., 1]
    lon, lat = np.radians(middles)[:, None].T.swapaxes(1, 2)
    # The haversine formula, on a sphere: good to 0.6 % of the distance, which no reader of a map sees.
    half = np.sin((lats - lat) / 2) ** 2 + np.cos(lats) * np.cos(lat) * np.sin((lons - lon) / 2) ** 2
    far_m = 2 * _EARTH_RADIUS_M * np.arcsin(np.sqrt(half))
    radius_m = radii_m[:, None]
    # What is no single ring has corners that are not numbers, and those are near nothing.
    alike: NDArray[np.bool_] = (np.abs(far_m - radius_m) <= 0.01 * radius_m + 1).all(axis=1)
    return alike


def _eight_corners(area: Geometry | None) -> Sequence[Sequence[float]]:
    parts = list(polygons(area))
    if len(parts) != 1 or len(parts[0]) != 1 or len(parts[0][0]) < _FEWEST_CORNERS:
        return [(math.nan, math.nan)] * 8
    ring = parts[0][0]
    return [ring[len(ring) * eighth // 8][:2] for eighth in range(8)]
