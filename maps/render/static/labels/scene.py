"""The lines of a map on its page, as labels need them: to run along, and to leave uncovered."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from maps.render.static.labels.ground import Ground

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.points import LonLat
    from maps.document import MapDocument
    from maps.render.static.projection import Projected

__all__ = ["Scene"]

# How much a label shuns covering them.
_WEIGHTS = {"land": 1, "rivers": 1, "country_borders": 2, "disputed_borders": 2}
_EMPHASISED, _AREA, _DOT = 4, 1, 6
_TOWNS = frozenset({"capital", "city", "town"})
_RIVER_NEAR_PT = 6.0


class Scene:
    """The lines of a document on the page.

    Args:
        document: What the map shows.
        projected: Where it is on the page.

    Attributes:
        borders: The lines of each emphasised border, joined.
    """

    def __init__(self, document: MapDocument, projected: Projected) -> None:
        self._document, self._projected = document, projected
        self._layers = {
            layer.name: projected.shapes(layer.geometry)
            for layer in document.basemap
            if layer.name in _WEIGHTS
        }
        self.borders = [
            _joined(projected.shapes(border.geometry) + projected.shapes(border.disputed))
            for border in document.borders
        ]

    def ground(self) -> Ground:
        """What labels rather leave uncovered."""
        projected, document = self._projected, self._document
        ground = Ground(projected.box)
        for name, lines in self._layers.items():
            ground.add_lines(lines, _WEIGHTS[name])
        for border in self.borders:
            ground.add_lines(border, _EMPHASISED)
        for mark in document.incidents:
            if mark.area is not None:
                ground.add_lines(projected.shapes(mark.area), _AREA)
        towns = [label.point for label in document.labels if label.kind in _TOWNS]
        dots = [projected.point(point) for point in towns]
        ground.add_points([dot for dot in dots if all(map(math.isfinite, dot))], _DOT)
        return ground

    def river_at(self, point: LonLat) -> list[BaseGeometry]:
        """The river that runs past a point."""
        import shapely

        rivers = _joined(self._layers.get("rivers", []))
        if not rivers:
            return []
        spot = shapely.Point(*self._projected.point(point))
        distances = shapely.distance(rivers, spot)
        nearest = int(distances.argmin())
        return [rivers[nearest]] if distances[nearest] < _RIVER_NEAR_PT else []


def _joined(lines: list[BaseGeometry]) -> list[BaseGeometry]:
    """Lines whose ends meet, as one."""
    import shapely

    if not lines:
        return []
    return list(shapely.get_parts(shapely.line_merge(shapely.multilinestrings(shapely.get_parts(lines)))))
