"""Choose the part of the earth that a map shows: the incidents decide, a border that is near is taken in."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.checks import need
from geo.errors import GeoError
from geo.points import BBox, LonLat
from maps.errors import MapsError, WrongTypeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "MERCATOR_LAT",
    "M_PER_DEG",
    "WORLD",
    "Framing",
    "ViewError",
    "checked",
    "frame",
    "framing",
    "mercator_y",
    "read_view",
    "zoom",
]

WORLD = BBox(-180.0, -58.0, 180.0, 80.0)

_ASPECT = 4 / 3
_PADDING = 0.16  # of the extent, on each side: room for markers, labels and controls
_LEAST_HEIGHT_M = 170_000.0
_LEAST_VIEW_DEG = 0.001
# A view across 180 degrees that is wider has its west and east the wrong way round.
_MOST_ACROSS_DEG = 270.0
_BORDER_REACH = 0.35  # of the frame's width: how far outside it a border may be and still be taken in
#: A Mercator map ends here: beyond, nothing is shown that a reader could use.
MERCATOR_LAT = 85.0
# Farther north or south the pole is in the frame, as it is where incidents lie round it from here on.
_POLAR_LAT, _ARCTIC_LAT = 84.0, 60.0
#: Metres in a degree of the equator, for what need not be exact.
M_PER_DEG = 111_320.0


class _Extent(NamedTuple):
    """A box on the Mercator plane in degrees of longitude; x runs on past 180 where the box crosses it."""

    x0: float
    y0: float
    x1: float
    y1: float

    def reaching(self, x: float, y: float) -> _Extent:
        return _Extent(min(self.x0, x), min(self.y0, y), max(self.x1, x), max(self.y1, y))


class ViewError(MapsError, ValueError):
    """A view that is too small to show anything."""


def checked(view: BBox) -> BBox:
    """The view, if a map can show it.

    Raises:
        ViewError: If it is smaller than a village square.

    Examples:
        >>> checked(BBox(3, 20, 3, 20))
        Traceback (most recent call last):
        maps.view.ViewError: a view of 0 by 0 degrees shows nothing; give 0.001 (about 100 m) or more each way
        >>> checked(BBox(10, 10, 5, 20))
        Traceback (most recent call last):
        maps.view.ViewError: a view from 10 east to 5 goes 355 degrees round the earth; for what lies between
        the two put west first: 5,10,10,20
    """
    need(view, BBox, "a view must be a geo.BBox(west, south, east, north)", WrongTypeError)
    if min(view.width_deg, view.height_deg) < _LEAST_VIEW_DEG:
        raise ViewError(
            f"a view of {view.width_deg:g} by {view.height_deg:g} degrees shows nothing; "
            f"give {_LEAST_VIEW_DEG:g} (about 100 m) or more each way"
        )
    if view.west > view.east and view.width_deg > _MOST_ACROSS_DEG:
        raise ViewError(
            f"a view from {view.west:g} east to {view.east:g} goes {view.width_deg:g} degrees round the "
            "earth; for what lies between the two put west first: "
            f"{view.east:g},{view.south:g},{view.west:g},{view.north:g}"
        )
    return view


def read_view(text: str) -> BBox:
    """A view in words: west, south, east and north in degrees, parted by commas.

    Raises:
        ViewError: If it is not four numbers that are a box, or the box is too small.

    Examples:
        >>> read_view("2.7, 19.8, 3.2, 20.1")
        BBox(west=2.7, south=19.8, east=3.2, north=20.1)
        >>> read_view("2.7,19.8")
        Traceback (most recent call last):
        maps.view.ViewError: '2.7,19.8' is no view: write west,south,east,north in degrees, such as
        2.7,19.8,3.2,20.1
    """
    try:
        west, south, east, north = (float(part) for part in text.split(","))
        view = BBox(west, south, east, north)
    except ValueError as error:
        why = f" ({error})" if isinstance(error, GeoError) else ""
        raise ViewError(
            f"{text!r} is no view{why}: write west,south,east,north in degrees, such as 2.7,19.8,3.2,20.1"
        ) from error
    return checked(view)


class Framing(NamedTuple):
    """What a map has to show.

    Attributes:
        content: The incidents and what belongs to them, with a margin.
        view: That in a frame of about 4 to 3 on a Mercator map.
    """

    content: BBox
    view: BBox


def frame(points: Iterable[LonLat], areas: Iterable[Any] = (), borders: Iterable[Any] = ()) -> BBox:
    """The view for incidents at these points with these areas of uncertainty, about 4 to 3 on a Mercator map.

    Args:
        points: Where the markers stand.
        areas: Uncertainty areas, as GeoJSON geometries or shapely geometries in degrees.
        borders: Emphasised borders, in the same forms. The nearest point of one that is near is taken in; the
            border's own extent decides only where there is no incident at all.

    Returns:
        A box that may cross 180 degrees; the world where nothing is given.

    Examples:
        >>> tinzaouaten = frame([LonLat(2.966, 19.955)])
        >>> round(tinzaouaten.height_deg * 111), tinzaouaten.contains(LonLat(2.966, 19.955))
        (170, True)
        >>> frame([LonLat(178, -17), LonLat(-179, -18)]).crosses_antimeridian
        True
        >>> frame([]) == WORLD
        True
    """
    return framing(points, areas, borders).view


def framing(points: Iterable[LonLat], areas: Iterable[Any] = (), borders: Iterable[Any] = ()) -> Framing:
    """The view as ``frame`` has it, with what has to be in it, for frames of other aspects.

    Examples:
        >>> content, view = framing([LonLat(0, 10), LonLat(0, 20)])
        >>> content.width_deg < view.width_deg, content.height_deg == view.height_deg
        (True, True)
    """
    spans = [(point.lon, point.lon, point.lat, point.lat) for point in points]
    spans += [span for area in areas for span in _spans(area)]
    borders = list(borders)
    if spans:
        extent = _extent(spans)
        for border in borders:
            extent = _with_near_border(extent, border)
    else:
        spans = [span for border in borders for span in _spans(border)]
        if not spans:
            return Framing(WORLD, WORLD)
        extent = _extent(spans)
    return Framing(_content(extent, spans), _box(_shaped(_padded(extent))))


def _content(extent: _Extent, spans: list[tuple[float, float, float, float]]) -> BBox:
    """The box of what has to be seen; all round the pole where that is what it comes to."""
    south, north = min(span[2] for span in spans), max(span[3] for span in spans)
    width, height = extent.x1 - extent.x0, extent.y1 - extent.y0
    pad_x, pad_y = (_PADDING * max(size, max(width, height) / 2) for size in (width, height))
    padded = _Extent(extent.x0 - pad_x, extent.y0 - pad_y, extent.x1 + pad_x, extent.y1 + pad_y)
    around = padded.x1 - padded.x0 > 180.0
    least_deg = _LEAST_HEIGHT_M / M_PER_DEG
    if north > _POLAR_LAT or (around and south > _ARCTIC_LAT):
        return BBox(-180.0, max(0.0, south - _PADDING * max(90.0 - south, least_deg)), 180.0, 90.0)
    if south < -_POLAR_LAT or (around and north < -_ARCTIC_LAT):
        return BBox(-180.0, -90.0, 180.0, min(0.0, north + _PADDING * max(90.0 + north, least_deg)))
    least = _least_height(padded)
    more_x = max(0.0, least - (padded.x1 - padded.x0)) / 2
    more_y = max(0.0, least - (padded.y1 - padded.y0)) / 2
    return _box(_Extent(padded.x0 - more_x, padded.y0 - more_y, padded.x1 + more_x, padded.y1 + more_y))


def zoom(view: BBox, width_px: int) -> float:
    """The Web Mercator zoom level at which the view is so many pixels wide (256 pixels for the world at 0).

    Examples:
        >>> zoom(BBox(-180, -60, 180, 80), 256)
        0.0
    """
    return math.log2(360.0 / max(view.width_deg, 1e-9) * width_px / 256)


def mercator_y(lat: float) -> float:
    """Height above the equator on a Mercator map on which a degree of longitude is 1."""
    bounded = math.radians(max(-MERCATOR_LAT, min(MERCATOR_LAT, lat)))
    return math.degrees(math.asinh(math.tan(bounded)))


def _latitude(y: float) -> float:
    return math.degrees(math.atan(math.sinh(math.radians(y))))


def _spans(shape: Any) -> Iterator[tuple[float, float, float, float]]:  # noqa: ANN401 -- GeoJSON or shapely
    """West, east, south and north of each part: a shape split at 180 degrees does not span the world."""
    if isinstance(shape, dict) and shape["type"] in {"Polygon", "MultiPolygon"}:
        # Long tables have an area for each incident, and none of them needs to be built for this.
        polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        for exterior in (rings[0] for rings in polygons if rings and rings[0]):
            lons, lats, *_ = zip(*exterior, strict=True)
            yield float(min(lons)), float(max(lons)), float(min(lats)), float(max(lats))
        return
    geometry = _shapely(shape)
    for part in getattr(geometry, "geoms", [geometry]):
        if not part.is_empty:
            west, south, east, north = part.bounds
            yield west, east, south, north


def _shapely(shape: Any) -> Any:  # noqa: ANN401 -- GeoJSON or shapely
    """The geometry of a GeoJSON object; one of shapely as it is, which shapely would write out and read."""
    from shapely.geometry import shape as to_shapely
    from shapely.geometry.base import BaseGeometry

    return shape if isinstance(shape, BaseGeometry) else to_shapely(shape)


def _extent(spans: list[tuple[float, float, float, float]]) -> _Extent:
    """The smallest box round all spans, on whichever side of the earth the widest empty arc is not."""
    ordered = sorted((west, east) for west, east, _, _ in spans)
    reach, gap, start = ordered[0][1], 0.0, ordered[0][0]
    for west, east in ordered[1:]:
        if west - reach > gap:
            gap, start = west - reach, west
        reach = max(reach, east)
    if ordered[0][0] + 360.0 - reach >= gap:
        start = ordered[0][0]
    # Parts west of the start lie a turn further east, as seen from it.
    x1 = max(east if west >= start else east + 360.0 for west, east in ordered)
    return _Extent(
        start,
        mercator_y(min(south for _, _, south, _ in spans)),
        x1,
        mercator_y(max(north for _, _, _, north in spans)),
    )


def _with_near_border(extent: _Extent, border: Any) -> _Extent:  # noqa: ANN401 -- GeoJSON or shapely
    """The extent with the border's nearest point in it, if that is near enough.

    Near is measured by half the width of the frame about its centre that just holds the point.
    """
    import numpy as np
    import shapely

    line = _shapely(border)
    if line.is_empty:
        return extent
    # A straight line has no vertex where it comes nearest.
    coordinates = shapely.get_coordinates(shapely.segmentize(line, 0.1))
    around = _shaped(_padded(extent))
    middle = (extent.x0 + extent.x1) / 2
    x = middle + (coordinates[:, 0] - middle + 180.0) % 360.0 - 180.0
    lat = np.radians(np.clip(coordinates[:, 1], -MERCATOR_LAT, MERCATOR_LAT))
    y = np.degrees(np.arcsinh(np.tan(lat)))
    away = np.maximum(
        np.abs(x - (around.x0 + around.x1) / 2), np.abs(y - (around.y0 + around.y1) / 2) * _ASPECT
    )
    index = int(away.argmin())
    nearest, least = (float(x[index]), float(y[index])), float(away[index])
    reach = (around.x1 - around.x0) / 2 + _BORDER_REACH * (around.x1 - around.x0)
    return extent.reaching(*nearest) if least <= reach else extent


def _least_height(extent: _Extent) -> float:
    """The least height of a view on the Mercator plane there, where a degree is longer towards the poles."""
    lat = _latitude((extent.y0 + extent.y1) / 2)
    return _LEAST_HEIGHT_M / M_PER_DEG / math.cos(math.radians(lat))


def _padded(extent: _Extent) -> _Extent:
    pad = _PADDING * max(extent.x1 - extent.x0, extent.y1 - extent.y0)
    return _Extent(extent.x0 - pad, extent.y0 - pad, extent.x1 + pad, extent.y1 + pad)


def _shaped(extent: _Extent) -> _Extent:
    """Widened or heightened about its centre to the least size and the aspect of a map."""
    height = max(extent.y1 - extent.y0, (extent.x1 - extent.x0) / _ASPECT, _least_height(extent))
    width = height * _ASPECT
    x, y = (extent.x0 + extent.x1) / 2, (extent.y0 + extent.y1) / 2
    return _Extent(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _box(extent: _Extent) -> BBox:
    """The box in degrees, rounded to what its size needs, moved in where it would pass a pole."""
    if extent.x1 - extent.x0 >= 360.0:
        west, east = -180.0, 180.0
    else:
        west, east = LonLat.wrapped(extent.x0, 0).lon, LonLat.wrapped(extent.x1, 0).lon
    top = mercator_y(90.0)
    height = extent.y1 - extent.y0
    y0, y1 = (max(-top, extent.y0), min(top, extent.y1)) if height < 2 * top else (-top, top)
    if y1 < top and y1 - y0 < height:
        y1 = min(top, y0 + height)
    if y0 > -top and y1 - y0 < height:
        y0 = max(-top, y1 - height)
    return BBox(*(round(value, 4) for value in (west, _latitude(y0), east, _latitude(y1))))
