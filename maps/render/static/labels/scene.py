"""The lines of a map on its page, as labels need them: to run along, and to leave uncovered."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from maps.render.static.labels.ground import Ground

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    from geo.points import LonLat
    from maps.document import MapDocument
    from maps.render.static.scene import Scene

    Floats = npt.NDArray[np.float64]

__all__ = ["Lines"]

# How much a label shuns covering them.
_COAST, _RIVER, _BORDER = 1, 1, 2
_EMPHASISED, _AREA, _DOT = 4, 1, 6
_TOWNS = frozenset({"capital", "city", "town"})
_RIVER_NEAR_PT = 6.0


class Lines:
    """The lines of a document on the page.

    Args:
        document: What the map shows.
        scene: What is in the frame, on the page.

    Attributes:
        borders: The lines of each emphasised border, joined.
    """

    def __init__(self, document: MapDocument, scene: Scene) -> None:
        self._document, self._scene, self._projected = document, scene, scene.projected
        self._rivers = _joined([line for _, lines in scene.rivers for line in lines])
        self.borders = [
            _joined(_lines(scene.emphasised(border, "recognised") + scene.emphasised(border, "disputed")))
            for border in document.borders
        ]

    def ground(self) -> Ground:
        """What labels rather leave uncovered."""
        projected, document = self._projected, self._document
        ground = Ground(projected.box)
        scene = self._scene
        ground.add_lines(_lines(scene.coast()), _COAST)
        ground.add_lines(self._rivers, _RIVER)
        ground.add_lines(_lines(scene.borders("recognised") + scene.borders("disputed")), _BORDER)
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

        rivers = self._rivers
        if not rivers:
            return []
        spot = shapely.Point(*self._projected.point(point))
        distances = shapely.distance(rivers, spot)
        nearest = int(distances.argmin())
        return [rivers[nearest]] if distances[nearest] < _RIVER_NEAR_PT else []


def _lines(arrays: list[Floats]) -> list[BaseGeometry]:
    import shapely

    return [shapely.LineString(line) for line in arrays if len(line) > 1]


def _joined(lines: list[BaseGeometry]) -> list[BaseGeometry]:
    """Lines whose ends meet, as one."""
    import shapely

    if not lines:
        return []
    return list(shapely.get_parts(shapely.line_merge(shapely.multilinestrings(shapely.get_parts(lines)))))
