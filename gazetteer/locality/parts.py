"""Parts of areas: the north of a country, the south of a town, the middle.

A side is what lies on that side of a line through the middle, at right angles to the direction; a side
between two of the four, such as the north-east, is what lies within 60 degrees of it. The middle is where a
meridian and a parallel each halve the ground. That of a country is moved towards where its people live, for
so people divide it: by its ground alone, Gao would not be in northern Mali. ``gazetteer/data/middles.csv``
has, for each country, the meridian and the parallel that halve its settlements, each of which counts by the
square root of its people. Islands far from the rest count for nothing: nobody thinks of Easter Island who
speaks of northern Chile.
"""

from __future__ import annotations

import csv
import functools
import math
from pathlib import Path
from typing import TYPE_CHECKING, cast

from geo.distinct import distinct
from geo.planes import common, middle
from geo.points import LonLat

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray
    from shapely import MultiPolygon, Polygon

    from gazetteer.place import Place

    Shape = Polygon | MultiPolygon

__all__ = ["central_part", "divider_of", "main_land", "side_of"]

#: The middle reaches half of the way to each edge, and so does what "far" leaves out.
HALF_WAY = 0.5
# Between the four directions, a part is a wedge of 60 degrees to either side: its edges are turned by 30.
_WEDGE_DEG = 30.0
#: How much of the way from half of the ground to what lies to that side of the people's middle a divider is
#: moved: the larger side of a country is at most seven tenths of its main land.
TOWARDS_PEOPLE = 0.4
#: Land across more water, or other ground, than this is not the main land, in degrees of latitude: 300 km.
_APART_DEG = 2.7
# Unless it is this large beside the largest: peninsular Malaysia beside its part of Borneo.
_ALSO_MAIN = 1 / 3
# Islands so small beside the largest piece of land link nothing, or do not show in a share of the ground.
_LINKS, _SHOWS = 1e-3, 1e-4
# Nor does detail finer than this.
_ROUGH_DEG = 0.02
# As far east and west as corners are taken to be, so that a turn of the earth leaves one of 180 degrees.
_SEAM_DEG = 180.0 - 1e-9
# Farther than any edge, in degrees.
_BEYOND_DEG = 720.0


@functools.cache
def _middles() -> dict[str, LonLat]:
    text = (Path(__file__).resolve().parents[1] / "data" / "middles.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["alpha2"]: LonLat(float(row["lon"]), float(row["lat"])) for row in rows}


def divider_of(place: Place | None, shape: Shape) -> LonLat:
    """Where a shape is divided into north and south, east and west: by ground, and a country also by people.

    Args:
        place: The place of that shape, if it is one's.
        shape: The shape, of which the main land counts.

    Examples:
        >>> import gazetteer
        >>> from geo import borders
        >>> round(divider_of(gazetteer.resolve("Mali").place, borders.land_of("ML")).lat, 1)
        15.6
    """
    people = _middles().get(place.country or "") if place is not None and place.kind == "country" else None
    ground = _Ground(main_land(shape))
    if people is None:
        return ground.point(0.5, 0.5)
    east, north = ground.shares(people)
    return ground.point(0.5 + (east - 0.5) * TOWARDS_PEOPLE, 0.5 + (north - 0.5) * TOWARDS_PEOPLE)


def main_land(shape: Shape) -> Shape:
    """A shape without the pieces that lie far from its main land.

    Examples:
        >>> from shapely import box
        >>> main_land(box(0, 0, 9, 9).union(box(10, 0, 11, 1)).union(box(30, 0, 31, 1))).bounds
        (0.0, 0.0, 11.0, 9.0)
    """
    import numpy as np
    import shapely

    pieces = shapely.get_parts(shape)
    if len(pieces) == 1:
        return shape
    sizes, center = shapely.area(pieces), middle(shape)
    large = _flat(_rough(pieces[sizes >= _LINKS * sizes.max()], _APART_DEG / 10), center)
    lands = shapely.get_parts(shapely.union_all(shapely.buffer(large, _APART_DEG / 2, quad_segs=4)))
    shapely.prepare(lands)
    # Of a small island, a corner tells where it is.
    corners = _flat(shapely.get_point(shapely.get_exterior_ring(pieces), 0), center)
    piece, land_of = shapely.STRtree(lands).query(corners, predicate="intersects")
    grounds = np.bincount(land_of, sizes[piece], minlength=len(lands))
    main = grounds[land_of] >= _ALSO_MAIN * grounds.max()
    return cast("MultiPolygon", shapely.multipolygons(pieces[distinct(piece[main])]))


def _rough(pieces: NDArray[np.object_], detail_deg: float) -> NDArray[np.object_]:
    """Pieces without detail, soon: a ring may come to touch itself, and the smallest are gone."""
    import shapely

    found = shapely.simplify(pieces, detail_deg, preserve_topology=False)
    kept = ~shapely.is_empty(found)
    # Of an atoll nothing is left: then its detail counts.
    return found[kept] if kept.any() else pieces


def _flat(pieces: NDArray[np.object_], center: LonLat) -> NDArray[np.object_]:
    """Pieces as wide as on the ground at the middle's parallel, and in one piece across 180 degrees."""
    import numpy as np

    narrow = math.cos(math.radians(center.lat))
    return _turned(pieces, center.lon, lambda east, north: np.column_stack([east * narrow, north]))


def _turned(
    pieces: NDArray[np.object_],
    lon: float,
    project: Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]],
) -> NDArray[np.object_]:
    """Pieces in a projection of degrees east of a meridian and of latitude."""
    import numpy as np
    import shapely

    # 180 degrees is the end of one piece and -180 that of the next: the side that it is on tells which.
    ends = shapely.bounds(pieces)[:, 0] >= 0.0
    of = np.repeat(ends, shapely.get_num_coordinates(pieces))

    def turned(positions: NDArray[np.float64]) -> NDArray[np.float64]:
        lons = np.where(of, np.minimum(positions[:, 0], _SEAM_DEG), np.maximum(positions[:, 0], -_SEAM_DEG))
        return project((lons - lon + 180.0) % 360.0 - 180.0, positions[:, 1])

    return np.asarray(shapely.transform(pieces, turned))


class _Ground:
    """A shape in an equal-area projection, in which meridians and parallels are straight."""

    def __init__(self, shape: Shape) -> None:
        import numpy as np
        import shapely

        self._lon = middle(shape).lon

        def equal(east: NDArray[np.float64], north: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.column_stack([np.radians(east), np.sin(np.radians(north))])

        pieces = shapely.get_parts(shape)
        sizes = shapely.area(pieces)
        rough = _rough(pieces[sizes >= _SHOWS * sizes.max()], _ROUGH_DEG)
        self._pieces = _turned(rough, self._lon, equal)
        self._box: tuple[float, ...] = tuple(shapely.total_bounds(self._pieces).tolist())
        self._whole = float(shapely.area(self._pieces).sum())

    def shares(self, point: LonLat) -> tuple[float, float]:
        """The shares of the ground that lie west and south of a point."""
        east = (point.lon - self._lon + 180.0) % 360.0 - 180.0
        return self._before(0, math.radians(east)), self._before(1, math.sin(math.radians(point.lat)))

    def point(self, west: float, south: float) -> LonLat:
        """The point with these shares of the ground west and south of it."""
        east, sine = self._cut(0, west), self._cut(1, south)
        return LonLat.wrapped(self._lon + math.degrees(east), math.degrees(math.asin(sine)))

    def _before(self, axis: int, at: float) -> float:
        import shapely

        west, south, east, north = self._box
        most = (at, north) if axis == 0 else (east, at)
        if at <= (west, south)[axis]:
            return 0.0
        inside = shapely.clip_by_rect(self._pieces, west, south, *most)
        return float(shapely.area(inside).sum() / self._whole)

    def _cut(self, axis: int, share: float) -> float:
        low, high = self._box[axis], self._box[axis + 2]
        # A ten-thousandth of the width.
        for _ in range(14):
            half = (low + high) / 2
            low, high = (half, high) if self._before(axis, half) < share else (low, half)
        return (low + high) / 2


def side_of(
    shape: Shape, divider: LonLat, azimuth_deg: float, *, far: bool = False, allowance_deg: float = 0.0
) -> Shape | None:
    """The part of a shape on one side of its divider; None where nothing is there.

    Args:
        shape: The shape.
        divider: The point that the dividing line runs through.
        azimuth_deg: The direction of the side, in degrees clockwise from north.
        far: Only what is more than half-way from the line to the edge.
        allowance_deg: How far beyond the line the part reaches all the same, in degrees of latitude.

    Examples:
        >>> from shapely import box
        >>> side_of(box(0, 0, 2, 2), LonLat(1, 1), 0).bounds
        (0.0, 1.0, 2.0, 2.0)
    """
    # North, south, east and west are half of everything; a wedge is what two half planes have in common.
    turns = (0.0,) if azimuth_deg % 90.0 == 0.0 else (-_WEDGE_DEG, _WEDGE_DEG)
    planes = [_half_plane(divider, _ahead(azimuth_deg + turn), -allowance_deg) for turn in turns]
    if far:
        ahead = _ahead(azimuth_deg)
        planes.append(_half_plane(divider, ahead, HALF_WAY * _extent(shape, divider, ahead)))
    return common([shape, *planes])


def _ahead(azimuth_deg: float) -> tuple[float, float]:
    angle = math.radians(azimuth_deg)
    return math.sin(angle), math.cos(angle)


def central_part(shape: Shape, divider: LonLat) -> Shape | None:
    """The middle of a shape: what is less than half-way from its divider to its edge, to all four sides.

    Examples:
        >>> from shapely import box
        >>> central_part(box(0, 0, 2, 2), LonLat(1, 1)).bounds
        (0.5, 0.5, 1.5, 1.5)
    """
    sides = ((0.0, 1.0), (1.0, 0.0), (0.0, -1.0), (-1.0, 0.0))
    # What lies before the far part of a side is behind a line that looks the other way.
    planes = [
        _half_plane(divider, (-east, -north), -HALF_WAY * _extent(shape, divider, (east, north)))
        for east, north in sides
    ]
    return common([shape, *planes])


def _extent(shape: Shape, divider: LonLat, ahead: tuple[float, float]) -> float:
    """How far a shape reaches from its divider in a direction, in degrees of latitude."""
    import shapely

    lons, lats = shapely.get_coordinates(shape).T
    east = ((lons - divider.lon + 180.0) % 360.0 - 180.0) * math.cos(math.radians(divider.lat))
    return float((east * ahead[0] + (lats - divider.lat) * ahead[1]).max())


def _half_plane(divider: LonLat, ahead: tuple[float, float], start_deg: float) -> Shape:
    """All of the map ahead of a line, within half a turn of the divider, split at 180 degrees."""
    import shapely

    from geo import antimeridian

    narrow = math.cos(math.radians(divider.lat))
    (east, north), far = ahead, _BEYOND_DEG
    corners = [(start_deg, -far), (far, -far), (far, far), (start_deg, far)]
    ring = [
        (divider.lon + (along * east + aside * north) / narrow, divider.lat + along * north - aside * east)
        for along, aside in corners
    ]
    world = shapely.box(divider.lon - 180.0, -90.0, divider.lon + 180.0, 90.0)
    return antimeridian.split(shapely.intersection(shapely.Polygon(ring), world))  # type: ignore[return-value]
