"""The lines of a map on its page, as labels need them: to run along, and to leave uncovered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.render.static.labels.block import covering
from maps.render.static.labels.ground import Ground
from maps.render.static.labels.kinds import TOWNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    from maps.document import Label, MapDocument
    from maps.render.static.labels.engine import Request
    from maps.render.static.markers import Stand
    from maps.render.static.projection import Projected
    from maps.render.static.scene import Scene

    Floats = npt.NDArray[np.float64]
    Geometries = npt.NDArray[np.object_]

__all__ = ["Lines", "spots"]

# How much a label shuns covering them.
_COAST, _RIVER, _AREA, _BORDER, _LEADER, _EMPHASISED, _DOT = 1, 1, 1, 2, 3, 4, 6
_RIVER_NEAR_PT = 6.0
_ACROSS_COST = 0.7  # of a town's name in another country than the town


class Lines:
    """The lines of a document on the page.

    Args:
        document: What the map shows.
        scene: The land in its frame.

    Attributes:
        borders: The lines of each emphasised border, joined.
        spots: Where each label of the document has its point.
    """

    def __init__(self, document: MapDocument, scene: Scene) -> None:
        self._document, self._scene = document, scene
        self.borders = [
            _joined(_shapes(scene.emphasised(border, "recognised") + scene.emphasised(border, "disputed")))
            for border in document.borders
        ]
        self.spots = spots(document.labels, scene.projected)
        self._rivers = _joined([line for _, lines in scene.rivers for line in lines])

    def ground(self, stands: Sequence[Stand]) -> Ground:
        """What labels rather leave uncovered, the lines to the points of markers among it."""
        import numpy as np

        scene, document = self._scene, self._document
        ground = Ground(scene.projected.box)
        ground.add_lines(_shapes(scene.coast()), _COAST)
        ground.add_lines(self._rivers, _RIVER)
        for status in ("recognised", "disputed"):
            ground.add_lines(_shapes(scene.borders(status)), _BORDER)
        for border in self.borders:
            ground.add_lines(border, _EMPHASISED)
        for mark in document.incidents:
            if mark.area is not None:
                ground.add_lines(scene.projected.shapes(mark.area), _AREA)
        runs = [np.array((each.point, each.at)) for each in stands if each.moved]
        ground.add_lines(_shapes(runs), _LEADER)
        dots = [at for label, at in zip(document.labels, self.spots, strict=True) if label.kind in TOWNS]
        ground.add_points(dots, _DOT)
        return ground

    def on_their_side(self, requests: Sequence[Request]) -> list[Request]:
        """The requests, with places of a town's name across a border from its dot made dearer."""
        import numpy as np
        import shapely

        borders = [line for status in ("recognised", "disputed") for line in self._scene.borders(status)]
        tree = shapely.STRtree(_shapes(borders))
        towns = [request for request in requests if any(each.form.dot for each in request.candidates)]
        if not towns or not len(tree):
            return list(requests)
        # Most towns are far from any border.
        reach = [covering([box for each in town.candidates for box in each.boxes]) for town in towns]
        near = np.unique(tree.query(shapely.box(*np.array(reach).T), predicate="intersects")[0])
        spans = [
            ((towns[town].key, number), (candidate.form.dot, covering(candidate.boxes[:-1]).center))
            for town in near.tolist()
            for number, candidate in enumerate(towns[town].candidates)
            if candidate.form.dot
        ]
        if not spans:
            return list(requests)
        runs = shapely.linestrings(np.array([run for _, run in spans]))
        across = {spans[run][0] for run in tree.query(runs, predicate="intersects")[0].tolist()}
        crossing = {key for key, _ in across}
        return [
            request._replace(
                candidates=[
                    candidate._replace(cost=candidate.cost + _ACROSS_COST * ((request.key, number) in across))
                    for number, candidate in enumerate(request.candidates)
                ]
            )
            if request.key in crossing
            else request
            for request in requests
        ]

    def river_at(self, at: tuple[float, float]) -> list[BaseGeometry]:
        """The river that runs past a point of the page."""
        import shapely

        if not self._rivers:
            return []
        distances = shapely.distance(self._rivers, shapely.Point(*at))
        nearest = int(distances.argmin())
        return [self._rivers[nearest]] if distances[nearest] < _RIVER_NEAR_PT else []


def spots(labels: Sequence[Label], projected: Projected) -> list[tuple[float, float]]:
    """Where labels have their points on the page."""
    return [(x, y) for x, y in projected.places([label.point for label in labels]).tolist()]


def _shapes(lines: Sequence[Floats]) -> Geometries:
    """Arrays of points as lines."""
    import numpy as np
    import shapely

    kept = [line for line in lines if len(line) > 1]
    if not kept:
        return np.empty(0, dtype=object)
    owner = np.repeat(np.arange(len(kept)), [len(line) for line in kept])
    return np.asarray(shapely.linestrings(np.concatenate(kept), indices=owner), dtype=object)


def _joined(lines: Sequence[BaseGeometry] | Geometries) -> list[BaseGeometry]:
    """Lines whose ends meet, as one."""
    import numpy as np
    import shapely

    if not len(lines):
        return []
    parts = shapely.get_parts(np.asarray(lines, dtype=object))
    return list(shapely.get_parts(shapely.line_merge(shapely.multilinestrings(parts))))
