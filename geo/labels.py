"""Which label each of many points has on a border map: what ``BorderMap.locate`` says of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.bordermap import QUANTUM_DEG, SEAM

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt

    from geo.bordermap import BorderMap

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

__all__ = ["batches", "labels", "runs"]

# Points of a cell that no line comes into have one label. In quanta: a quarter of a degree, as many cells as
# take a hundredth of a second to fill.
_CELL = 2_500
_COLUMNS, _ROWS = 1_440, 720
# So many pairs of a point and a segment over or under it are looked at in one go: what they take stays near
# the processor.
_BATCH = 50_000


def labels(arcs: BorderMap, lon: Floats, lat: Floats) -> Ints:
    """The number of the label at each point, as ``arcs.locate`` gives it.

    Args:
        arcs: The map.
        lon: Longitudes in degrees.
        lat: Latitudes in degrees.
    """
    import numpy as np

    x = np.where(lon == 180.0, -180.0, lon) / QUANTUM_DEG
    y = lat / QUANTUM_DEG
    cell = _cell_of(x, _COLUMNS) * _ROWS + _cell_of(y, _ROWS)
    mixed = _mixed(arcs)[cell]
    found = np.zeros(len(x), np.int64)
    # One point speaks for each whole cell, each of the others for itself.
    cells, speaker, member = np.unique(cell[~mixed], return_index=True, return_inverse=True)
    asked = np.concatenate([np.flatnonzero(~mixed)[speaker], np.flatnonzero(mixed)])
    answers = _first_north(arcs, x[asked], y[asked])
    found[~mixed] = answers[: len(cells)][member]
    found[mixed] = answers[len(cells) :]
    return found


def _cell_of(quanta: Floats, count: int) -> Ints:
    import numpy as np

    cell: Ints = np.clip(np.floor(quanta / _CELL) + count // 2, 0, count - 1).astype(np.int64)
    return cell


def _mixed(arcs: BorderMap) -> Mask:
    """The cells that the box of a chunk touches."""
    import numpy as np

    boxes = arcs.boxes[arcs.kind[arcs.arc] != SEAM].astype(np.float64)
    # A box that ends where a cell begins touches it.
    west, south = _cell_of(boxes[:, 0] - 1, _COLUMNS), _cell_of(boxes[:, 1] - 1, _ROWS)
    east, north = _cell_of(boxes[:, 2] + 1, _COLUMNS) + 1, _cell_of(boxes[:, 3] + 1, _ROWS) + 1
    edges = np.zeros((_COLUMNS + 1, _ROWS + 1), np.int64)
    for column, row, step in ((west, south, 1), (east, north, 1), (west, north, -1), (east, south, -1)):
        np.add.at(edges, (column, row), step)
    count = edges.cumsum(axis=0).cumsum(axis=1)[:_COLUMNS, :_ROWS]
    found: Mask = (count > 0).ravel()
    return found


def _first_north(arcs: BorderMap, x: Floats, y: Floats) -> Ints:
    """The label on the southern side of the first line north of each point."""
    import numpy as np

    found = np.zeros(len(x), np.int64)
    if not len(x):
        return found
    order = np.argsort(x, kind="stable")
    x, y = x[order], y[order]
    chunks = _chunks_above(arcs, x, y)
    if not len(chunks):
        return found
    points, first = arcs.points_of(chunks)
    points /= QUANTUM_DEG
    inner = np.ones(len(points) - 1, bool)
    inner[first[1:-1] - 1] = False
    a, b = points[:-1][inner], points[1:][inner]
    arc = np.repeat(arcs.arc[chunks], np.diff(first) - 1)
    # A segment belongs to the points from its western end up to its eastern, without that.
    start = np.searchsorted(x, np.minimum(a[:, 0], b[:, 0]))
    count = np.searchsorted(x, np.maximum(a[:, 0], b[:, 0])) - start
    nearest, label = np.full(len(x), np.inf), np.zeros(len(x), np.int64)
    for some in batches(count, _BATCH):
        segment = np.repeat(np.arange(some.start, some.stop), count[some])
        point = runs(start[some], count[some])
        (ax, ay), (bx, by) = a[segment].T, b[segment].T
        at = ay + (by - ay) * ((x[point] - ax) / (bx - ax))
        ahead = at >= y[point]
        point, at, segment = point[ahead], at[ahead], segment[ahead]
        # Of lines that cross at one place the first counts, as in ``locate``: the sort is stable.
        best = np.lexsort((at, point))
        best = best[np.r_[True, np.diff(point[best]) > 0]] if len(best) else best
        best = best[at[best] < nearest[point[best]]]
        point, segment = point[best], segment[best]
        nearest[point] = at[best]
        eastward = a[segment, 0] < b[segment, 0]
        label[point] = np.where(eastward, arcs.right[arc[segment]], arcs.left[arc[segment]])
    found[order] = label
    return found


def _chunks_above(arcs: BorderMap, x: Floats, y: Floats) -> Ints:
    """The chunks that have a point of rising ``x`` south of their northern end, the southernmost first."""
    import numpy as np

    west, south, east, north = arcs.boxes.T
    start, end = np.searchsorted(x, west - 1), np.searchsorted(x, east + 1)
    chunks = np.flatnonzero((arcs.kind[arcs.arc] != SEAM) & (start < end) & (north + 1 >= y.min()))
    ordered: Ints = chunks[np.argsort(south[chunks], kind="stable")]
    return ordered


def batches(count: Ints, most: int) -> Iterator[slice]:
    """Slices of what has so many members each, of at most so many members where one alone has not more."""
    import numpy as np

    total = np.cumsum(count)
    start = 0
    while start < len(count):
        before = total[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(total, before + most, side="right")))
        yield slice(start, stop)
        start = stop


def runs(start: Ints, count: Ints) -> Ints:
    """The whole numbers from each start on, so many of each, one after another.

    Examples:
        >>> import numpy as np
        >>> runs(np.array([5, 0]), np.array([2, 3])).tolist()
        [5, 6, 0, 1, 2]
    """
    import numpy as np

    shift = np.repeat(start - (np.cumsum(count) - count), count)
    found: Ints = np.arange(len(shift)) + shift
    return found
