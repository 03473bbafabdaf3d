"""Regions of the page out of lines that know what lies on their two sides.

A region is bounded by the lines that have it on one side. Each is walked with the region on its left; from
where a line leaves the frame the walk goes on along the frame, the region still on the left, to where the
next comes in. Nothing is measured and no point is tested: rounding can turn nothing inside out but what is
too narrow to be seen, and that alone.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from maps.render.static.drawing import Box

    Floats = npt.NDArray[np.float64]
    Geometries = npt.NDArray[np.object_]

__all__ = ["Pieces", "cut", "joined", "rings"]

_SAME = 5  # decimals of a coordinate by which two ends are the same


class Pieces(NamedTuple):
    """Lines within a frame.

    Attributes:
        lines: Arrays of n by 2.
        owner: The line, by number, that each is a piece of.
    """

    lines: list[Floats]
    owner: npt.NDArray[np.intp]


def cut(lines: Geometries, frame: Box) -> Pieces:
    """What of the lines is in the frame, in the direction in which they run."""
    import numpy as np
    import shapely

    west, south, east, north = shapely.bounds(lines).T
    left, top, right, bottom = frame
    outside = (east < left) | (west > right) | (north < top) | (south > bottom)
    inside = (west >= left) & (east <= right) & (south >= top) & (north <= bottom)
    kept = np.flatnonzero(~outside)
    points, owner = shapely.get_coordinates(lines[kept], return_index=True)
    split = np.split(points, np.flatnonzero(np.diff(owner)) + 1) if len(points) else []
    pieces: list[Floats] = []
    owners: list[int] = []
    for number, line in zip(kept.tolist(), split, strict=True):
        parts = [line] if inside[number] else _clipped(line, frame)
        pieces += parts
        owners += [number] * len(parts)
    return Pieces(pieces, np.array(owners, dtype=np.intp))


def _clipped(line: Floats, frame: Box) -> list[Floats]:
    """The runs of a line inside the frame (after Liang and Barsky 1984, doi:10.1145/357332.357333)."""
    import numpy as np

    start, step = line[:-1], np.diff(line, axis=0)
    low, high = np.array(frame[:2]), np.array(frame[2:])
    with np.errstate(divide="ignore", invalid="ignore"):
        first, last = (low - start) / step, (high - start) / step
    parallel = step == 0
    within = (start >= low) & (start <= high)
    enter = np.where(parallel, np.where(within, -np.inf, np.inf), np.minimum(first, last)).max(axis=1)
    leave = np.where(parallel, np.where(within, np.inf, -np.inf), np.maximum(first, last)).min(axis=1)
    a, b = np.clip(enter, 0.0, 1.0), np.clip(leave, 0.0, 1.0)
    seen = np.flatnonzero((enter < leave) & (leave > 0.0) & (enter < 1.0) & (a < b))
    if not len(seen):
        return []
    breaks = np.flatnonzero((np.diff(seen) != 1) | (a[seen[1:]] > 0.0) | (b[seen[:-1]] < 1.0)) + 1
    runs = []
    for run in np.split(seen, breaks):
        i, j = int(run[0]), int(run[-1])
        ends = line[[i, j]] + np.array([[a[i]], [b[j]]]) * step[[i, j]]
        runs.append(np.clip(np.vstack((ends[:1], line[i + 1 : j + 1], ends[1:])), low, high))
    return runs


def rings(pieces: Sequence[Floats], frame: Box, *, whole: bool) -> list[Floats]:
    """The rings round a region.

    Args:
        pieces: The lines that bound it in the frame, each with the region on its left as seen on the earth.
            One that ends where it begins is a ring.
        frame: The frame that they were cut to.
        whole: Whether the region is all round where no line meets the frame.
    """
    import numpy as np

    chains = joined(pieces)
    through = [line for line in chains if _key(line[0]) != _key(line[-1])]
    closed = [ring for ring in chains if _key(ring[0]) == _key(ring[-1])]
    if through or not whole:
        return [*_round(through, frame), *closed]
    left, top, right, bottom = frame
    return [np.array([(left, top), (left, bottom), (right, bottom), (right, top), (left, top)]), *closed]


def _key(point: Floats) -> tuple[float, float]:
    return round(float(point[0]), _SAME) + 0.0, round(float(point[1]), _SAME) + 0.0


def joined(lines: Sequence[Floats]) -> list[Floats]:
    """Lines that follow one another as one."""
    import numpy as np

    by_start: dict[tuple[float, float], list[int]] = {}
    ends = {_key(line[-1]) for line in lines}
    for number, line in enumerate(lines):
        by_start.setdefault(_key(line[0]), []).append(number)
    used = [False] * len(lines)
    made = []
    # First those that nothing leads to: what is left over then goes round.
    order = sorted(range(len(lines)), key=lambda number: (_key(lines[number][0]) in ends, number))
    for begin in order:
        chain, number = [], begin
        while not used[number]:
            used[number] = True
            chain.append(lines[number])
            follows = [other for other in by_start.get(_key(lines[number][-1]), []) if not used[other]]
            if not follows:
                break
            number = follows[0]
        if chain:
            made.append(np.concatenate(chain))
    return made


def _round(lines: list[Floats], frame: Box) -> list[Floats]:
    """Lines from edge to edge of the frame, closed along it."""
    import numpy as np

    follows = _following(lines, frame)
    left, top, right, bottom = frame
    corners = [(left, bottom), (right, bottom), (right, top), (left, top)]
    used = [False] * len(lines)
    made = []
    for begin in range(len(lines)):
        ring: list[Floats] = []
        number = begin
        while not used[number]:
            used[number] = True
            ring.append(lines[number])
            here, there, number = follows[number]
            passed = [corners[k % 4] for k in range(int(here) + 1, int(np.ceil(there)))]
            if passed:
                ring.append(np.array(passed, dtype=float))
        if ring:
            ring.append(ring[0][:1])
            made.append(np.concatenate(ring))
    return made


def _following(lines: list[Floats], frame: Box) -> list[tuple[float, float, int]]:
    """Of each line, where on the edge of the frame it ends, where the next one begins, and which that is."""
    at = [(_along(line[-1], frame), False, number) for number, line in enumerate(lines)]
    at += [(_along(line[0], frame), True, number) for number, line in enumerate(lines)]
    # A line that ends where another begins goes on there, however the two are rounded.
    order = _alternating(sorted(at, key=lambda end: (round(end[0], 9), *end[1:])))
    follows = [(0.0, 0.0, 0)] * len(lines)
    after, turn = next(((place, number) for place, begins, number in order if begins), (0.0, 0)), 4.0
    for place, begins, number in reversed(order):
        if begins:
            after, turn = (place, number), 0.0
        else:
            follows[number] = (place, after[0] + turn, after[1])
    return follows


def _alternating(order: list[tuple[float, bool, int]]) -> list[tuple[float, bool, int]]:
    """Ends of lines along the edge of the frame in an order in which lines end and begin by turns.

    Of a narrow inlet or spit the two sides may cross when they are generalised. Their ends then come the
    wrong way round, and a walk would take the one for an island in the land and leave the rest out. Between
    where two lines end one after the other and where two begin, either way round the frame, pairs change
    places: there, where they lie closest.
    """
    order, count = list(order), len(order)

    def apart(span: range) -> float:
        return sum((order[(k + 1) % count][0] - order[k % count][0]) % 4.0 for k in span)

    while seams := [k for k in range(count) if order[k - 1][1] == order[k][1]]:
        spans = [
            range(first, last, 2)
            for first, last in itertools.pairwise([*seams, seams[0] + count])
            if order[first][1] != order[last % count][1]
        ]
        for k in min(spans, key=apart):
            here, there = k % count, (k + 1) % count
            order[here], order[there] = order[there], order[here]
    return order


def _along(point: Floats, frame: Box) -> float:
    """How far along the edge of the frame a point is: corners at 0 (left, bottom), 1, 2 and 3.

    The way is that of a region on the left: to the right along the bottom, then up.
    """
    left, top, right, bottom = frame
    x, y = float(point[0]), float(point[1])
    edges = [
        (bottom - y, (x - left) / (right - left)),
        (right - x, 1 + (bottom - y) / (bottom - top)),
        (y - top, 2 + (right - x) / (right - left)),
        (x - left, 3 + (y - top) / (bottom - top)),
    ]
    return min(edges)[1] % 4.0
