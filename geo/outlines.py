"""Areas of the lines that bound them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely import MultiLineString, MultiPolygon

    Shapes = NDArray[np.object_]

__all__ = ["surrounded"]


def surrounded(lines: MultiLineString) -> MultiPolygon:
    """What an odd number of lines surrounds.

    It is what ``shapely.build_area`` gives, some ten times as soon for a country of many islands: an island
    is a line that is closed by itself, and need not be sought together with all others.

    Examples:
        >>> from shapely import MultiLineString, box
        >>> islands = [box(0, 0, 9, 9), box(1, 1, 3, 3), box(20, 0, 21, 1)]
        >>> land = surrounded(MultiLineString([island.exterior for island in islands]))
        >>> len(land.geoms), land.area
        (2, 78.0)
    """
    import numpy as np
    import shapely

    parts = shapely.get_parts(lines)
    closed = shapely.is_closed(parts) & (shapely.get_num_points(parts) > 3)
    built = shapely.get_parts(shapely.build_area(shapely.multilinestrings(parts[~closed])))
    pieces = np.concatenate([built, _rings(parts[closed])])
    if len(pieces) < 2:
        return shapely.MultiPolygon(pieces.tolist())
    sizes = shapely.area(pieces)
    # The polygons ask for the points and not the other way round: what asks is prepared once.
    outer, inner = shapely.STRtree(shapely.point_on_surface(pieces)).query(pieces, predicate="contains")
    nested = sizes[inner] < sizes[outer]
    inner, outer = inner[nested], outer[nested]
    holes = np.bincount(inner, minlength=len(pieces)) % 2 == 1
    for hole in np.flatnonzero(holes).tolist():
        around = outer[inner == hole]
        holder = around[np.argmin(sizes[around])]
        pieces[holder] = shapely.difference(pieces[holder], pieces[hole])
    return shapely.MultiPolygon(shapely.get_parts(pieces[~holes]).tolist())


def _rings(lines: Shapes) -> Shapes:
    """Closed lines as polygons."""
    import numpy as np
    import shapely

    of = np.repeat(np.arange(len(lines)), shapely.get_num_points(lines))
    rings = shapely.linearrings(shapely.get_coordinates(lines), indices=of) if len(lines) else lines
    return np.asarray(shapely.polygons(rings))
