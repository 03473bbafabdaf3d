"""A fixed grid of cells of about equal size, for locations that are shown coarser than they are known.

A kilometre is 0.009 degrees of latitude, as the metre was first meant: 10,000 of them from the equator to a
pole. Rows are as high as a cell is wide, and each row is cut into the whole number of columns that makes them
about as wide, from 180 degrees eastwards; so no cell crosses 180 degrees, and those at a pole are the pieces
of a disc. A cell of one size lies wholly in one cell of each larger size: to know two of them tells no more
than to know the smaller.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from geo.checks import need_point
from geo.errors import ShapeError
from geo.points import BBox, LonLat

if TYPE_CHECKING:
    from shapely import Polygon

__all__ = ["SIZES_KM", "Cell", "cell_at"]

#: Sizes of cells in kilometres; each is a multiple of the one before it.
SIZES_KM = (1, 5, 10, 50, 100, 500, 1000)
_ROWS, _ROUND_KM = 20_000, 40_000
_DEG_PER_KM = 9 / 1000
# A cell is at least this share of its size wide, at the parallel of its middle.
_NARROWEST = 0.9
# An edge along a parallel is straight on a map of longitude and latitude, and bends on others.
_PIECE_DEG = 0.5


class Cell(NamedTuple):
    """One cell of the grid.

    Attributes:
        size_km: Its size.
        bounds: Its edges.
    """

    size_km: int
    bounds: BBox

    @property
    def middle(self) -> LonLat:
        """The middle, with no more digits than the size has a use for."""
        west, south, east, north = self.bounds
        digits = 4 if self.size_km < 5 else 3 if self.size_km < 50 else 2
        return LonLat(round((west + east) / 2, digits), round((south + north) / 2, digits))

    @property
    def area(self) -> Polygon:
        """The cell as a polygon in degrees."""
        import shapely

        area: Polygon = shapely.segmentize(shapely.box(*self.bounds), _PIECE_DEG)
        return area

    @property
    def radius_m(self) -> float:
        """Distance from the middle to the farthest point of the cell."""
        from geo.geodesic import distance_m

        middle = self.middle
        return max(distance_m(middle, LonLat(lon, lat)) for lon, lat in self.area.exterior.coords)


def cell_at(point: LonLat, size_km: int) -> Cell:
    """The cell of a size that holds a point: its south and west edges belong to it.

    Args:
        point: The point.
        size_km: One of ``SIZES_KM``.

    Raises:
        ShapeError: If there are no cells of that size.

    Examples:
        >>> kidal = cell_at(LonLat(1.4092, 18.4434), 10)
        >>> kidal.middle, round(kidal.radius_m)
        (LonLat(lon=1.411, lat=18.405), 7172)
        >>> cell_at(LonLat(1.4091, 18.4435), 10) == kidal
        True
        >>> cell_at(LonLat(180, 10), 100) == cell_at(LonLat(-180, 10), 100)
        True
    """
    if size_km not in SIZES_KM:
        raise ShapeError(f"no cells of {size_km:g} km; there are {', '.join(map(str, SIZES_KM))} km")
    point = need_point(point)
    # All sizes are counted from the smallest cell, so that rounding cannot part them.
    row = min(_ROWS - 1, int((point.lat + 90.0) / _DEG_PER_KM))
    count = _columns(row, 0)
    column = min(count - 1, int((point.lon + 180.0) % 360.0 / 360.0 * count))
    level = SIZES_KM.index(size_km)
    row, columns = row // size_km, _columns(row // size_km, level)
    return Cell(size_km, _bounds(row, column // (count // columns), columns, size_km))


def _bounds(row: int, column: int, columns: int, size_km: int) -> BBox:
    south, north = (round(edge * size_km * _DEG_PER_KM - 90.0, 3) for edge in (row, row + 1))
    west, east = (round(edge * 360.0 / columns - 180.0, 6) for edge in (column, column + 1))
    return BBox(west, south, east, north)


@lru_cache(maxsize=10_000)
def _columns(row: int, level: int) -> int:
    """How many cells a row has: a multiple of those of the larger cells that the row is a part of."""
    size_km = SIZES_KM[level]
    middle_deg = (row + 0.5) * size_km * _DEG_PER_KM - 90.0
    room = _ROUND_KM * math.cos(math.radians(middle_deg)) / size_km
    if level == len(SIZES_KM) - 1:
        return _nearest(room)
    above = _columns(row * size_km // SIZES_KM[level + 1], level + 1)
    return above * max(1, _nearest(room / above))


def _nearest(room: float) -> int:
    """How many cells have room: as near to their size as can be, and not much narrower."""
    return int(min(room + 0.5, room / _NARROWEST))
