"""The lines of a map on its page, as labels need them: to run along, and to leave uncovered."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from geo.distinct import distinct
from maps.render.static.labels.block import covering
from maps.render.static.labels.ground import Ground
from maps.render.static.labels.kinds import TOWNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
# Of the best known towns, by which readers find their way: how many, and how much more a title shuns them.
_KNOWN, _KNOWN_DOT = 8, 25
_BESIDE = (-1.0, -0.5, 0.0, 0.5, 1.0)  # of the room that a title keeps on its left and right
_RIVER_NEAR_PT = 6.0
_ACROSS_COST = 1.5  # of a town's name in another country than the town
_ON_AREA_COST = 1.0  # of the name of a border on the area of an incident


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

        scene = self._scene
        ground = Ground(scene.projected.box)
        ground.add_lines(_shapes(scene.coast()), _COAST)
        ground.add_lines(self._rivers, _RIVER)
        for status in ("recognised", "disputed"):
            ground.add_lines(_shapes(scene.borders(status)), _BORDER)
        for border in self.borders:
            ground.add_lines(border, _EMPHASISED)
        ground.add_lines(self._areas, _AREA)
        runs = [np.array((each.point, each.at)) for each in stands if each.moved]
        ground.add_lines(_shapes(runs), _LEADER)
        ground.add_points(self._dots, _DOT)
        return ground

    def for_titles(self, ground: Ground, stands: Sequence[Stand], beside: float) -> Ground:
        """The ground for titles of incidents: one beside the dot of a town would leave it without its name.

        Args:
            ground: What all labels rather leave uncovered.
            stands: The markers: a title beside one names the town that the marker is in.
            beside: Room that a title keeps on its left and right.
        """
        near = [each.box.grown(beside) for each in stands]
        known = [
            at for at in self._dots if ground.frame.holds(at) and not any(box.holds(at) for box in near)
        ][:_KNOWN]
        return ground.with_points(
            [(x + share * beside, y) for x, y in known for share in _BESIDE], _KNOWN_DOT
        )

    @property
    def _dots(self) -> list[tuple[float, float]]:
        return [
            at for label, at in zip(self._document.labels, self.spots, strict=True) if label.kind in TOWNS
        ]

    @cached_property
    def _areas(self) -> Geometries:
        """The areas of incidents."""
        import numpy as np

        areas = [mark.area for mark in self._document.incidents if mark.area is not None]
        return np.array([part for area in areas for part in self._scene.projected.shapes(area)], dtype=object)

    def off_areas(self, requests: Iterable[Request]) -> Iterator[Request]:
        """The requests, with places on the area of an incident made dearer: the area is to be seen."""
        import numpy as np
        import shapely

        tree = shapely.STRtree(self._areas)
        for request in requests:
            boxes = [covering(each.boxes) for each in request.candidates]
            on = set(tree.query(shapely.box(*np.array(boxes).T), predicate="intersects")[0].tolist())
            yield request._replace(
                candidates=[
                    each._replace(cost=each.cost + _ON_AREA_COST * (way in on))
                    for way, each in enumerate(request.candidates)
                ]
            )

    def on_their_side(self, requests: Sequence[Request]) -> list[Request]:
        """The requests, with places of a town's name across a border from its dot made dearer.

        Across an emphasised border there are none: which side a town is on is what such a map is about.
        """
        import numpy as np
        import shapely

        lines = _shapes(
            [line for status in ("recognised", "disputed") for line in self._scene.borders(status)]
        )
        emphasised = np.array([line for border in self.borders for line in border], dtype=object)
        tree = shapely.STRtree(np.concatenate((lines, emphasised)))
        towns = [
            (number, request)
            for number, request in enumerate(requests)
            if not request.fixed and any(each.form.dot for each in request.candidates)
        ]
        if not towns or not len(tree):
            return list(requests)
        # Most towns are far from any border.
        reach = [covering([box for each in town.candidates for box in each.boxes]) for _, town in towns]
        near = distinct(tree.query(shapely.box(*np.array(reach).T), predicate="intersects")[0])
        found = list(requests)
        for number, town in (towns[at] for at in near.tolist()):
            words = [covering(each.boxes[:-1]) for each in town.candidates]
            runs = [(each.form.dot, box.center) for each, box in zip(town.candidates, words, strict=True)]
            run, line = tree.query(shapely.linestrings(np.array(runs)), predicate="intersects")
            barred = set(run[line >= len(lines)].tolist())
            across = set(run.tolist())
            if town.candidates[0].form.kind == "town":
                # Nobody misses a small one, and its name on both sides of the line tells of neither.
                run, line = tree.query(shapely.box(*np.array(words).T), predicate="intersects")
                barred |= set(run[line >= len(lines)].tolist())
            found[number] = town._replace(
                candidates=[
                    each._replace(cost=each.cost + _ACROSS_COST * (way in across))
                    for way, each in enumerate(town.candidates)
                    if way not in barred
                ]
            )
        return found

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
