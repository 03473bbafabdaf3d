"""The projection of a view, and where it puts points on the page.

The rule: a view that is wide for its height in middle latitudes is drawn in Lambert's conformal conic
projection, any other region, continent or pole in Lambert's azimuthal equal-area projection about its middle,
and what is too large for that in Equal Earth. Mercator's is not used: it shows lands near the poles several
times too large (``docs/decisions/0016-projections.md``). The metadata of every map tells which it is.
"""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from geo import geodesic
from geo.points import BBox, LonLat
from maps.marks import positions
from maps.view import WORLD

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    from maps.document import IncidentMark
    from maps.render.static.drawing import Box

    Floats = npt.NDArray[np.float64]

__all__ = ["FINE_PT", "Projected", "project", "zoom_of"]

_RADIUS_M = 6_371_000.0
_M_PER_DEG = 111_195.0
# Azimuthal: the view and the corners of the frame at most this far from the middle; shapes are drawn out by
# 1.5 to 1 and 2 to 1 there.
_FARTHEST_DEG, _CORNER_DEG = 70.0, 92.0
# Conic: at least so wide for its height, between these latitudes, and no larger.
_WIDE, _LEAST_LAT, _MOST_LAT, _MOST_HEIGHT_DEG, _MOST_WIDTH_DEG = 1.3, 25.0, 70.0, 30.0, 90.0
# The edge of a map of all the world runs through the Bering Strait and cuts no country but Russia's tip.
_WORLD_MIDDLE, _MOST_OF_WORLD_DEG = 11.0, 220.0
#: Lines may be off by this on the page, in points.
FINE_PT = 0.1
# Straight edges of the data are bent in steps of this length.
_STEP_PT = 8.0
_SAMPLES = 33
# A web map has 96 pixels an inch, and so many metres in a pixel at zoom level 0.
_PX_PER_PT, _WEB_M = 96 / 72, 156_543.0


class _Choice(NamedTuple):
    """A projection: its name, its definition for PROJ, and its middle."""

    name: str
    crs: str
    lon: float


class Projected:
    """A view of the earth in a box of the page.

    Attributes:
        box: The map's frame on the page, in points.
        crs: The projection as a PROJ string, for metadata.
        name: The projection in words.
        cut: Whether the map has an edge at the longitude opposite its middle, as a map of the world has.
        lon: Longitude of the middle.
    """

    def __init__(self, view: BBox, box: Box, choice: _Choice) -> None:
        from geo.proj import pyproj

        self.box, self.name, self.crs, self.lon = box, choice.name, choice.crs, choice.lon
        self.cut = "eqearth" in choice.crs
        # Longitudes are counted from the middle, so that those of its edge keep their side.
        self._project = pyproj().Proj(choice.crs.replace(f"+lon_0={choice.lon:g}", "+lon_0=0"))
        xs, ys = self._forward(*_samples(view, choice.lon))
        self._marks: tuple[Sequence[IncidentMark], Floats] | None = None
        self._unit = max((xs.max() - xs.min()) / box.width, (ys.max() - ys.min()) / box.height)
        self._middle = float(xs.max() + xs.min()) / 2, float(ys.max() + ys.min()) / 2

    def _forward(self, away: Any, lat: Any) -> Any:  # noqa: ANN401 -- arrays of numpy
        """Metres of the projection, of degrees east of the middle and of latitude."""
        return self._project(away, lat)

    def away(self, lon: Any) -> Any:  # noqa: ANN401 -- arrays of numpy
        """Degrees east of the middle of the map, from -180 to 180."""
        import numpy as np

        return (np.asarray(lon, dtype=float) - self.lon + 180.0) % 360.0 - 180.0

    def points(self, lon: Any, lat: Any) -> Any:  # noqa: ANN401 -- arrays of numpy
        """Positions on the page (arrays of x and of y) of arrays of longitudes and latitudes."""
        return self.on_page(self.away(lon), lat)

    def on_page(self, away: Any, lat: Any) -> Any:  # noqa: ANN401 -- arrays of numpy
        """Positions on the page of degrees east of the middle, and of latitude."""
        import numpy as np

        x, y = self._forward(away, np.asarray(lat, dtype=float))
        cx, cy = self.box.center
        return (
            cx + (np.asarray(x) - self._middle[0]) / self._unit,
            cy - (np.asarray(y) - self._middle[1]) / self._unit,
        )

    def point(self, at: LonLat) -> tuple[float, float]:
        """Position on the page of a point."""
        x, y = self.points([at.lon], [at.lat])
        return float(x[0]), float(y[0])

    def places(self, points: Sequence[LonLat]) -> Floats:
        """Positions on the page of many points: an array of n by 2."""
        return self._placed(geodesic.positions(points))

    def marks(self, marks: Sequence[IncidentMark]) -> Floats:
        """Positions on the page of incidents: those of a document are asked for by several, and kept."""
        if self._marks is None or self._marks[0] is not marks:
            self._marks = marks, self._placed(positions(marks))
        return self._marks[1]

    def _placed(self, at: Floats) -> Floats:
        import numpy as np

        return np.column_stack(self.points(at[:, 0], at[:, 1]))

    def inverse(self, x: float, y: float) -> LonLat:
        """The point of the earth at a position on the page.

        Raises:
            CoordinateError: If the position is off the edge of the earth on a map of the world.
        """
        lons, lats = self._inverse([x], [y])
        return LonLat.wrapped(float(lons[0]) + self.lon, float(lats[0]))

    def degrees(self, x: Any, y: Any) -> tuple[Floats, Floats]:  # noqa: ANN401 -- arrays of numpy
        """Longitudes and latitudes of positions on the page; infinite off the edge of the earth."""
        import numpy as np

        away, lat = self._inverse(x, y)
        turned = np.where(np.isfinite(away), away, 0.0) + self.lon + 180.0
        return np.where(np.isfinite(away), turned % 360.0 - 180.0, away), lat

    def _inverse(self, x: Any, y: Any) -> tuple[Floats, Floats]:  # noqa: ANN401 -- numbers of any kind
        """Degrees east of the middle, and latitudes; infinite off the edge of the earth."""
        import numpy as np

        cx, cy = self.box.center
        east = self._middle[0] + (np.asarray(x, dtype=float) - cx) * self._unit
        north = self._middle[1] - (np.asarray(y, dtype=float) - cy) * self._unit
        away, lat = (np.asarray(values) for values in self._project(east, north, inverse=True))
        there = self._project(away, lat)
        # Off its edge PROJ goes on counting, and comes back on the other side.
        off = ~(np.hypot(there[0] - east, there[1] - north) < self._unit)
        return np.where(off, np.inf, away), np.where(off, np.inf, lat)

    def shapes(self, geometry: dict[str, Any]) -> list[BaseGeometry]:
        """A GeoJSON geometry in degrees as shapely geometries in points of the page, clipped to the frame."""
        from shapely.geometry import shape

        from maps.render.static.flatten import flat

        return list(flat(self, [shape(geometry)]))

    @property
    def step_deg(self) -> float:
        """How long an edge in degrees may be and be drawn straight."""
        return _STEP_PT * self.deg_in_pt

    @property
    def deg_in_pt(self) -> float:
        """Degrees of latitude in a point of the page, at the middle of the frame."""
        return self.m_per_pt / _M_PER_DEG

    def boxes(self) -> list[BBox]:
        """What the frame shows and a little more, in boxes that do not cross 180 degrees."""
        if self.cut:
            return [BBox(-180.0, -90.0, 180.0, 90.0)]
        west, south, east, north = self.view
        pad = max(2 * self.step_deg, 0.02 * (north - south))
        south, north = max(-90.0, south - pad), min(90.0, north + pad)
        pad /= max(0.1, math.cos(math.radians(max(abs(south), abs(north)))))
        if self.view.width_deg + 2 * pad >= 360.0:
            return [BBox(-180.0, south, 180.0, north)]
        wide = BBox(LonLat.wrapped(west - pad, 0).lon, south, LonLat.wrapped(east + pad, 0).lon, north)
        if not wide.crosses_antimeridian:
            return [wide]
        return [BBox(wide.west, south, 180.0, north), BBox(-180.0, south, wide.east, north)]

    @cached_property
    def m_per_pt(self) -> float:
        """Metres on the ground in a point of the page at the middle of the frame."""
        from geo.geodesic import distance_m

        cx, cy = self.box.center
        return distance_m(self.inverse(cx - 1.0, cy), self.inverse(cx + 1.0, cy)) / 2

    @cached_property
    def view(self) -> BBox:
        """Degrees that the frame shows (may cross 180 degrees; all longitudes where a pole is in it)."""
        import numpy as np

        left, top, right, bottom = self.box
        x, y = np.meshgrid(np.linspace(left, right, _SAMPLES), np.linspace(top, bottom, _SAMPLES))
        away, lat = self._inverse(x.ravel(), y.ravel())
        known = np.isfinite(away)
        south, north = float(lat[known].min()), float(lat[known].max())
        west, east = float(away[known].min()), float(away[known].max())
        round_ = east - west > 350.0
        for pole in (-90.0, 90.0):
            at = self.on_page(0.0, pole)
            if left <= at[0] <= right and top <= at[1] <= bottom:
                south, north, round_ = min(south, pole), max(north, pole), True
        if round_:
            return BBox(-180.0, south, 180.0, north)
        return BBox(
            LonLat.wrapped(west + self.lon, 0).lon, south, LonLat.wrapped(east + self.lon, 0).lon, north
        )


def project(view: BBox, box: Box) -> Projected:
    """The projection that fits a view, in a box of the page that shows at least the view.

    Examples:
        >>> from maps.render.static.drawing import Box
        >>> project(BBox(-7, 13, 7, 23), Box(0, 0, 900, 600)).name
        'Lambert azimuthal equal-area'
        >>> project(BBox(-10, 36, 30, 55), Box(0, 0, 900, 600)).name
        'Lambert conformal conic'
        >>> project(BBox(-180, -58, 180, 80), Box(0, 0, 900, 600)).name
        'Equal Earth'
    """
    lon, lat, radius_deg = _cap(view)
    if radius_deg > _FARTHEST_DEG:
        return _world(view, box)
    if _is_wide(view, box):
        return Projected(view, box, _conic(view))
    choice = _azimuthal(lon, lat)
    if abs(lat) < 90.0:
        for _ in range(2):  # until the middle of the frame is the middle of the projection
            choice = _azimuthal(lon, Projected(view, box, choice).inverse(*box.center).lat)
    projected = Projected(view, box, choice)
    diagonal_m = projected.m_per_pt * math.hypot(box.width, box.height) / 2
    if diagonal_m > 2 * _RADIUS_M * math.sin(math.radians(_CORNER_DEG) / 2):
        return _world(view, box)
    return projected


def zoom_of(projected: Projected) -> float:
    """The zoom level of a web map of the same scale, in which the data counts importance.

    Examples:
        >>> from maps.render.static.drawing import Box
        >>> round(zoom_of(project(BBox(-7, 13, 7, 23), Box(0, 0, 900, 600))), 1)
        6.7
    """
    lat = projected.inverse(*projected.box.center).lat
    shrunk = max(0.1, math.cos(math.radians(lat)))
    return math.log2(_WEB_M * shrunk * _PX_PER_PT / projected.m_per_pt)


def _is_wide(view: BBox, box: Box) -> bool:
    low, high = sorted((abs(view.south), abs(view.north)))
    height, width = view.north - view.south, view.width_deg
    middle = math.cos(math.radians((view.south + view.north) / 2))
    return (
        box.width >= box.height
        and view.south * view.north > 0
        and low >= _LEAST_LAT
        and high <= _MOST_LAT
        and height <= _MOST_HEIGHT_DEG
        and width <= _MOST_WIDTH_DEG
        and width * middle >= _WIDE * height
    )


def _azimuthal(lon: float, lat: float) -> _Choice:
    lon, lat = round(lon, 3) + 0.0, round(lat, 3) + 0.0
    return _Choice(
        "Lambert azimuthal equal-area", f"+proj=laea +lon_0={lon:g} +lat_0={lat:g} {_ELLIPSOID}", lon
    )


def _conic(view: BBox) -> _Choice:
    lon = round(LonLat.wrapped(view.west + view.width_deg / 2, 0).lon, 3) + 0.0
    height = view.north - view.south
    # A sixth from either edge the scale is true: the usual rule, which spreads the error evenly.
    first, second = view.south + height / 6, view.north - height / 6
    lat = (view.south + view.north) / 2
    crs = f"+proj=lcc +lon_0={lon:g} +lat_0={lat:.4g} +lat_1={first:.4g} +lat_2={second:.4g} {_ELLIPSOID}"
    return _Choice("Lambert conformal conic", crs, lon)


def _world(view: BBox, box: Box) -> Projected:
    """Equal Earth about the middle of the view; the usual map of the world where the view is most of it."""
    if view.width_deg > _MOST_OF_WORLD_DEG:
        view, lon = (
            BBox(-180.0, min(view.south, WORLD.south), 180.0, max(view.north, WORLD.north)),
            _WORLD_MIDDLE,
        )
    else:
        lon = round(LonLat.wrapped(view.west + view.width_deg / 2, 0).lon)
    return Projected(view, box, _Choice("Equal Earth", f"+proj=eqearth +lon_0={lon:g} {_ELLIPSOID}", lon))


_ELLIPSOID = "+ellps=WGS84 +units=m"


def _samples(view: BBox, lon: float) -> tuple[Floats, Floats]:
    """Points of the view: degrees east of a meridian, and latitudes."""
    import numpy as np

    if view.width_deg >= 350.0:
        ways = np.linspace(-180.0, 180.0, _SAMPLES)
    else:
        start = (view.west - lon + 180.0) % 360.0 - 180.0
        ways = np.clip(start + np.linspace(0.0, view.width_deg, _SAMPLES), -180.0, 180.0)
    away, lat = np.meshgrid(ways, np.linspace(view.south, view.north, _SAMPLES))
    return away.ravel(), lat.ravel()


def _cap(view: BBox) -> tuple[float, float, float]:
    """The middle of a view on the sphere, and how far its farthest point is from there, in degrees."""
    import numpy as np

    lon = LonLat.wrapped(view.west + view.width_deg / 2, 0).lon
    away, lat = (np.radians(values) for values in _samples(view, lon))
    vectors = np.array([np.cos(lat) * np.cos(away), np.cos(lat) * np.sin(away), np.sin(lat)])
    if view.width_deg <= 180.0:
        middle = math.radians((view.south + view.north) / 2)
    else:
        # Beyond half the earth the middle lies towards the nearer pole or past it.
        middle = math.copysign(math.pi / 2, view.south + view.north)
    center = np.array([math.cos(middle), 0.0, math.sin(middle)])
    radius = math.degrees(float(np.arccos(np.clip(center @ vectors, -1.0, 1.0)).max()))
    return lon, round(math.degrees(middle), 6), radius
