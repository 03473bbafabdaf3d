"""The projection of a view, and where it puts points on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.points import BBox, LonLat
from maps.render.static.drawing import Box

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Projected", "project"]


class Projected:
    """A view of the earth in a box of the page.

    Attributes:
        box: The map's frame on the page, in points.
        crs: The projection as a PROJ string, for metadata.
        name: The projection in words.
        m_per_pt: Metres on the ground in a point of the page at the middle of the frame.
        view: Degrees that the whole frame shows (may cross 180 degrees; all longitudes where a pole is in it).
    """

    def __init__(self, view: BBox, box: Box) -> None:
        from pyproj import Transformer

        lon = LonLat.wrapped(view.west + view.width_deg / 2, 0).lon
        lat = (view.south + view.north) / 2
        self.box, self.name = box, "Lambert azimuthal equal-area"
        self.crs = f"+proj=laea +lon_0={lon:g} +lat_0={lat:g} +ellps=WGS84 +units=m"
        self._transformer = Transformer.from_crs("EPSG:4326", self.crs, always_xy=True)
        corners = [(w, s) for w in (view.west, lon, view.east) for s in (view.south, lat, view.north)]
        xs, ys = self._transformer.transform(*zip(*corners, strict=True))
        self.m_per_pt = max((max(xs) - min(xs)) / box.width, (max(ys) - min(ys)) / box.height)
        self._middle = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
        self.view = self._seen()

    def points(self, lon: Any, lat: Any) -> Any:  # noqa: ANN401 -- arrays of numpy
        """Positions on the page (arrays of x and of y) of arrays of longitudes and latitudes."""
        import numpy as np

        x, y = self._transformer.transform(lon, lat)
        cx, cy = self.box.center
        return (
            cx + (np.asarray(x) - self._middle[0]) / self.m_per_pt,
            cy - (np.asarray(y) - self._middle[1]) / self.m_per_pt,
        )

    def point(self, at: LonLat) -> tuple[float, float]:
        """Position on the page of a point."""
        x, y = self.points([at.lon], [at.lat])
        return float(x[0]), float(y[0])

    def inverse(self, x: float, y: float) -> LonLat:
        """The point of the earth at a position on the page."""
        cx, cy = self.box.center
        lon, lat = self._transformer.transform(
            self._middle[0] + (x - cx) * self.m_per_pt,
            self._middle[1] - (y - cy) * self.m_per_pt,
            direction="INVERSE",
        )
        return LonLat(lon, lat)

    def shapes(self, geometry: dict[str, Any]) -> list[BaseGeometry]:
        """A GeoJSON geometry in degrees as shapely geometries in points of the page, clipped to the frame."""
        import numpy as np
        import shapely
        from shapely.geometry import shape

        whole = shapely.segmentize(shape(geometry), 1.0)
        moved = shapely.transform(whole, lambda at: np.column_stack(self.points(at[:, 0], at[:, 1])))
        if "Polygon" in geometry["type"]:
            moved = shapely.make_valid(moved)
        edge = self.box.grown(4)
        return [
            part
            for part in shapely.get_parts(
                [shapely.clip_by_rect(moved, edge.left, edge.top, edge.right, edge.bottom)]
            )
            if not part.is_empty
        ]

    def _seen(self) -> BBox:
        import numpy as np

        left, top, right, bottom = self.box
        steps = np.linspace(0, 1, 25)
        edge = [(left + t * (right - left), y) for t in steps for y in (top, bottom)]
        edge += [(x, top + t * (bottom - top)) for t in steps for x in (left, right)]
        seen = [self.inverse(x, y) for x, y in edge]
        lons, lats = [at.lon for at in seen], [at.lat for at in seen]
        return BBox(min(lons), min(lats), max(lons), max(lats))


def project(view: BBox, box: Box) -> Projected:
    """The projection that fits a view, in a box of the page that shows at least the view."""
    return Projected(view, box)
