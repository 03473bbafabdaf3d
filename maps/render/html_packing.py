"""Coordinates as short text: quantised, delta-coded, six bits to a character.

A line of the basemap costs about four characters for each vertex this way, against some sixteen as
GeoJSON. The page's script reads it back (``Dateline.unpack`` in ``maps/assets/js/geometry.js``). The numbers
are written as the Encoded Polyline format of Google Maps writes them (zigzag, five bits and a continuation
bit), in the URL-safe alphabet of RFC 4648, which needs no escape in JSON, HTML or a script.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.points import BBox

__all__ = ["Frame", "lines", "pack", "polygons", "positions"]

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_LINES = {"LineString": 1, "MultiLineString": 2}
_POLYGONS = {"Polygon": 1, "MultiPolygon": 2}


def pack(ring: Iterable[Sequence[float]], scale: int, shift_deg: float = 0.0) -> str:
    """The vertices of a line or ring as text, each rounded to ``1 / scale`` degrees.

    Vertices that fall together after rounding are written once.

    Args:
        ring: Positions, longitude first, in degrees.
        scale: Steps in a degree.
        shift_deg: Degrees to add to each longitude, for views across 180 degrees.

    Examples:
        >>> pack([(0.0, 0.0), (0.1, -0.1), (0.1, -0.1)], 10)
        'AACB'
    """
    return _encoded(_steps(ring, scale, shift_deg))


def _steps(ring: Iterable[Sequence[float]], scale: int, shift_deg: float) -> list[tuple[int, int]]:
    """The vertices in whole steps; those that fall together stand once."""
    steps = [(round((lon + shift_deg) * scale), round(lat * scale)) for lon, lat, *_ in ring]
    return steps[:1] + [after for before, after in pairwise(steps) if before != after]


def _encoded(steps: Iterable[tuple[int, int]]) -> str:
    out: list[str] = []
    x = y = 0
    for column, row in steps:
        _varint(column - x, out)
        _varint(row - y, out)
        x, y = column, row
    return "".join(out)


def _varint(value: int, out: list[str]) -> None:
    left = value << 1 if value >= 0 else ~(value << 1)
    while left >= 32:
        out.append(_ALPHABET[left & 31 | 32])
        left >>= 5
    out.append(_ALPHABET[left])


class Frame:
    """How the degrees of one document become the numbers of its page.

    Args:
        view: What the map shows: its size sets the precision, and where it crosses 180 degrees everything is
            moved to one side of that line.

    Attributes:
        scale: Steps in a degree for the background.
        fine_scale: Steps in a degree for what the map is about: borders and areas.
        shifts: Whether any longitude is moved.
    """

    def __init__(self, view: BBox) -> None:
        # A step is at most a twentieth of a pixel when the whole view is a thousand pixels wide: the page can
        # be zoomed in by four levels before the rounding shows.
        self.scale = next((s for s in (100, 1_000, 10_000) if view.width_deg * s >= 20_000), 100_000)
        self.fine_scale = min(self.scale * 10, 100_000)
        self.shifts = view.crosses_antimeridian
        self._middle = view.centre.lon if view.crosses_antimeridian else None

    def shift_deg(self, lon: float) -> float:
        """Degrees to add so that a longitude lies on the view's side of 180 degrees.

        Examples:
            >>> from geo.points import BBox
            >>> Frame(BBox(170, -20, -170, -10)).shift_deg(-178)
            360.0
        """
        if self._middle is None:
            return 0.0
        middle = self._middle if self._middle >= 0 else self._middle + 360.0
        return 360.0 if lon < middle - 180.0 else 0.0

    def lines(self, geometry: dict[str, Any] | None, scale: int) -> list[str]:
        """The lines of a GeoJSON geometry, packed; parts that rounding makes a single vertex are left out."""
        stepped = (_steps(line, scale, self._shift(line)) for line in lines(geometry))
        return [_encoded(steps) for steps in stepped if len(steps) > 1]

    def polygons(self, geometry: dict[str, Any] | None, scale: int) -> list[list[str]]:
        """The polygons of a GeoJSON geometry as lists of packed rings, the exterior first."""
        if not self.shifts:
            return [[pack(ring, scale) for ring in polygon] for polygon in polygons(geometry)]
        moved = [[self._moved(ring) for ring in polygon] for polygon in polygons(geometry)]
        return [[pack(ring, scale) for ring in polygon] for polygon in _whole(moved, scale)]

    def _moved(self, ring: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
        shift_deg = self._shift(ring)
        return [(lon + shift_deg, lat) for lon, lat, *_ in ring]

    def _shift(self, ring: Sequence[Sequence[float]]) -> float:
        # Parts are split at 180 degrees, so one part needs one shift; its mean says on which side it lies.
        return self.shift_deg(sum(position[0] for position in ring) / len(ring))


def _whole(moved: list[list[list[tuple[float, float]]]], scale: int) -> Sequence[Sequence[Any]]:
    """Polygons without the cut that data has at 180 degrees: each half would be outlined there."""
    cut = [any(lon == 180.0 for lon, _ in rings[0]) for rings in moved]
    if sum(cut) < 2:
        return moved
    import shapely

    halves = [
        shapely.Polygon(rings[0], rings[1:]) for rings, at_line in zip(moved, cut, strict=True) if at_line
    ]
    valid = shapely.make_valid(halves, method="structure", keep_collapsed=False)
    joined = shapely.union_all(valid, grid_size=1 / scale)
    made = [
        [part.exterior.coords, *(hole.coords for hole in part.interiors)]
        for part in shapely.get_parts(joined)
        if part.geom_type == "Polygon"
    ]
    return [rings for rings, at_line in zip(moved, cut, strict=True) if not at_line] + made


def lines(geometry: dict[str, Any] | None) -> Iterator[Sequence[Sequence[float]]]:
    """Every line in a GeoJSON geometry.

    Examples:
        >>> list(lines({"type": "LineString", "coordinates": [[0, 0], [1, 1]]}))
        [[[0, 0], [1, 1]]]
    """
    for part in _parts(geometry, _LINES):
        if part:
            yield part


def polygons(geometry: dict[str, Any] | None) -> Iterator[Sequence[Sequence[Sequence[float]]]]:
    """Every polygon in a GeoJSON geometry, as its rings.

    Examples:
        >>> list(polygons({"type": "GeometryCollection", "geometries": []}))
        []
    """
    for part in _parts(geometry, _POLYGONS):
        rings = [ring for ring in part if ring]
        if rings:
            yield rings


def positions(geometry: dict[str, Any] | None) -> Iterator[Sequence[float]]:
    """Every position of the lines and polygons in a GeoJSON geometry."""
    for line in lines(geometry):
        yield from line
    for polygon in polygons(geometry):
        yield from polygon[0]


def _parts(geometry: dict[str, Any] | None, depths: dict[str, int]) -> Iterator[Any]:
    if not geometry:
        return
    kind = geometry.get("type")
    if kind == "GeometryCollection":
        for member in geometry["geometries"]:
            yield from _parts(member, depths)
    elif kind in depths:
        coordinates = geometry["coordinates"]
        yield from [coordinates] if depths[kind] == 1 else coordinates
