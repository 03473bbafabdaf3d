"""The lines of a map on its page, as labels need them: to run along, and to leave uncovered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.render.static.labels.ground import Ground
from maps.render.static.labels.kinds import TOWNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.points import LonLat
    from maps.document import Label, MapDocument
    from maps.render.static.projection import Projected

__all__ = ["Scene", "spots"]

# How much a label shuns covering them.
_WEIGHTS = {"land": 1, "rivers": 1, "country_borders": 2, "disputed_borders": 2}
_EMPHASISED, _AREA, _DOT = 4, 1, 6
_RIVER_NEAR_PT = 6.0


class Scene:
    """The lines of a document on the page.

    Args:
        document: What the map shows.
        projected: Where it is on the page.

    Attributes:
        borders: The lines of each emphasised border, joined.
        spots: Where each label of the document has its point.
    """

    def __init__(self, document: MapDocument, projected: Projected) -> None:
        self._document, self._projected = document, projected
        self.spots = spots(document.labels, projected)
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
        dots = [at for label, at in zip(document.labels, self.spots, strict=True) if label.kind in TOWNS]
        ground.add_points(dots, _DOT)
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


def spots(labels: Sequence[Label], projected: Projected) -> list[tuple[float, float]]:
    """Where labels have their points on the page."""
    if not labels:
        return []
    xs, ys = projected.points([label.point.lon for label in labels], [label.point.lat for label in labels])
    return list(zip(xs.tolist(), ys.tolist(), strict=True))


def _joined(lines: list[BaseGeometry]) -> list[BaseGeometry]:
    """Lines whose ends meet, as one."""
    import shapely

    if not lines:
        return []
    return list(shapely.get_parts(shapely.line_merge(shapely.multilinestrings(shapely.get_parts(lines)))))
