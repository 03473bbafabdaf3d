"""What a label had better not cover, as a sum over the cells of the page: borders, rivers, coasts, dots."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from geo.distinct import distinct
from maps.render.static.labels.engine import Candidate

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    from maps.render.static.drawing import Box
    from maps.render.static.labels.engine import Request

    Geometries = npt.NDArray[np.object_]

__all__ = ["Ground"]

_CELL_PT = 2.0
_COVERING = 0.03  # cost of a unit of weight, where the worst side of a dot costs 0.6


class Ground:
    """A summed-area table (Crow 1984, doi:10.1145/800031.808600) of what is to stay visible.

    Weights are whole numbers, so that the order in which they are added does not matter.

    Args:
        frame: The map on the page.

    Examples:
        >>> import shapely
        >>> from maps.render.static.drawing import Box
        >>> ground = Ground(Box(0, 0, 100, 100))
        >>> ground.add_lines([shapely.LineString([(0, 50), (100, 50)])], 3)
        >>> ground.costs([(Box(20, 40, 40, 60),), (Box(20, 0, 40, 20),)]).tolist()
        [33.0, 0.0]
    """

    def __init__(self, frame: Box) -> None:
        import numpy as np

        self.frame = frame
        columns, rows = (int(size / _CELL_PT) + 2 for size in (frame.width, frame.height))
        self._cells = np.zeros((rows, columns), dtype=np.int64)
        self._sums: npt.NDArray[np.int64] | None = None

    def add_lines(self, geometries: Sequence[BaseGeometry] | Geometries, weight: int) -> None:
        """Lines, and edges of polygons, in points of the page, with their weight in each cell."""
        import numpy as np
        import shapely

        if not len(geometries):
            return
        dense = shapely.segmentize(np.asarray(geometries, dtype=object), _CELL_PT)
        at = shapely.get_coordinates(dense)
        rows, columns = self._within(at)
        # A line counts once in a cell, however many of its vertices lie there.
        seen = distinct(rows * self._cells.shape[1] + columns)
        self._cells.reshape(-1)[seen] += weight
        self._sums = None

    def add_points(self, points: Sequence[tuple[float, float]], weight: int) -> None:
        """Points of the page with their weight."""
        import numpy as np

        rows, columns = self._within(np.asarray(points, dtype=float).reshape(-1, 2))
        np.add.at(self._cells, (rows, columns), weight)
        self._sums = None

    def with_points(self, points: Sequence[tuple[float, float]], weight: int) -> Ground:
        """The same ground with more points."""
        other = Ground(self.frame)
        other._cells = self._cells.copy()
        other.add_points(points, weight)
        return other

    def weighed(self, requests: Sequence[Request]) -> list[Request]:
        """The requests with what each candidate would cover added to its cost."""
        costs = iter(self.costs([each.boxes for request in requests for each in request.candidates]).tolist())
        return [
            request._replace(
                candidates=[
                    Candidate(boxes, cost + _COVERING * next(costs), form)
                    for boxes, cost, form in request.candidates
                ]
            )
            for request in requests
        ]

    def costs(self, candidates: Sequence[Sequence[Box]]) -> npt.NDArray[np.float64]:
        """What the boxes of each candidate cover, in weights."""
        import numpy as np

        if self._sums is None:
            self._sums = np.pad(self._cells.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
        rows, columns = self._cells.shape
        sides = chain.from_iterable(box for boxes in candidates for box in boxes)
        boxes = np.fromiter(sides, dtype=float).reshape(-1, 4)
        owner = np.repeat(np.arange(len(candidates)), [len(boxes) for boxes in candidates])
        corner = (self.frame.left, self.frame.top, self.frame.left, self.frame.top)
        cells = np.floor((boxes - corner) / _CELL_PT).astype(np.int64)
        left, right = cells[:, 0].clip(0, columns), (cells[:, 2] + 1).clip(0, columns)
        top, bottom = cells[:, 1].clip(0, rows), (cells[:, 3] + 1).clip(0, rows)
        sums = self._sums
        covered = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
        return np.bincount(owner, weights=covered.astype(float), minlength=len(candidates)).astype(np.float64)

    def _within(self, at: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Rows and columns of the points that lie on the page."""
        import numpy as np

        cells = np.floor((at - (self.frame.left, self.frame.top)) / _CELL_PT)
        inside = np.all(np.isfinite(cells) & (cells >= 0) & (cells < self._cells.shape[::-1]), axis=1)
        columns, rows = cells[inside].astype(np.int64).T
        return rows, columns
