"""Where markers stand so that none covers another, nor the true point of another."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from maps.render.static.drawing import Box
from maps.render.static.labels.grid import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Point", "moved", "spread", "tiles"]

Point = tuple[float, float]

_MOST_RINGS = 36  # of a third of a marker: how far a marker steps aside at most
_MORE_RINGS = 4  # looked at beyond the first where there is room, for a leader line with fewer crossings
_ROUNDS = 4
# What a leader line may be longer for: to cross no other, in widths of a marker; to show, in lengths of the
# part that other markers would hide.
_CROSSING, _HIDDEN = 1.5, 2.0
# Of a marker: radius of the dot on the point that it has left; the edge of its box, whose corners are empty.
_DOT, _EDGE = 0.1, 0.1
_TILE = 0.4  # of a marker: the size of the boxes that a leader line is tested in
_TAKEN, _BEHIND = "taken", 10  # whose boxes a line passes behind at so many times the cost


def moved(box: Box, by: Point) -> Box:
    """A box elsewhere."""
    (left, top, right, bottom), (x, y) = box, by
    return Box(left + x, top + y, right + x, bottom + y)


def spread(
    points: Sequence[Point], shapes: Sequence[Box], frame: Box, taken: Sequence[Box], width: float
) -> list[Point]:
    """A place for each marker: its own point if that is free, else the nearest that is.

    Args:
        points: The true points.
        shapes: What each marker covers if its point is the origin.
        frame: No marker leaves it.
        taken: What else no marker covers, and no line to a point passes behind.
        width: Of a marker.

    Examples:
        >>> shape = Box(-10, -10, 10, 10)
        >>> one, other = spread([(50, 50), (50, 50)], [shape, shape], Box(0, 0, 100, 100), [], 20)
        >>> math.dist(one, other) >= 20
        True
    """
    field = _Field(points, shapes, frame, taken, width)
    own = Grid()
    for index, point in enumerate(points):
        own.add(index, [moved(shapes[index], point)])
    alone = [
        own.hits([moved(shape, point)]) == {index}
        for index, (point, shape) in enumerate(zip(points, shapes, strict=True))
    ]
    # Who is in nobody's way stays, whatever the others do.
    order = sorted(range(len(points)), key=lambda index: (not alone[index], index))
    for index in order:
        field.settle(index)
    field.swap()
    return field.places


class _Field:
    """Markers that find their places one after the other."""

    def __init__(
        self, points: Sequence[Point], shapes: Sequence[Box], frame: Box, taken: Sequence[Box], width: float
    ) -> None:
        self.places = list(points)
        self._points, self._shapes, self._frame, self._width = points, shapes, frame, width
        self._markers, self._leaders, self._targets = Grid(), Grid(), Grid()
        self._markers.add(_TAKEN, taken)
        for point in dict.fromkeys(points):
            self._targets.add(point, [Box(*point, *point).grown(_DOT * width)])

    def settle(self, index: int) -> None:
        """Put a marker down where it costs least."""
        at = self._nearest(index)
        self.places[index] = at
        self._markers.add(index, [moved(self._shapes[index], at)])
        if at != self._points[index]:
            self._leaders.add(index, list(tiles(self._points[index], at, self._width * _TILE)))

    def swap(self) -> None:
        """Swap places where that makes leader lines shorter, which uncrosses them."""
        aside = [index for index, at in enumerate(self.places) if at != self._points[index]]
        for _ in range(_ROUNDS):
            for number, one in enumerate(aside):
                for other in aside[number + 1 :]:
                    if self._shapes[one] == self._shapes[other] and self._shorter(one, other):
                        self.places[one], self.places[other] = self.places[other], self.places[one]

    def _shorter(self, one: int, other: int) -> bool:
        points, places = self._points, self.places
        now = math.dist(points[one], places[one]) + math.dist(points[other], places[other])
        swapped = math.dist(points[one], places[other]) + math.dist(points[other], places[one])
        return swapped < now - 0.01 and not any(
            _TAKEN in self._markers.hits(tiles(points[index], at, self._width * _TILE))
            for index, at in ((one, places[other]), (other, places[one]))
        )

    def _nearest(self, index: int) -> Point:
        """The best place: a short leader line that runs past other markers rather than under them."""
        point, best = self._points[index], (math.inf, self._points[index])
        if self._open(index, point):
            return point
        step, last = self._width / 3, _MOST_RINGS
        for ring in range(1, _MOST_RINGS):
            if ring * step >= best[0] or ring > last:
                break
            count = max(8, round(2 * math.pi * ring))
            for turn in range(count):
                angle = 2 * math.pi * turn / count
                at = (point[0] + ring * step * math.sin(angle), point[1] - ring * step * math.cos(angle))
                if self._open(index, at):
                    last = min(last, ring + _MORE_RINGS)
                    best = min(best, (ring * step + self._crossed(index, at), at))
        return best[1]

    def _open(self, index: int, at: Point) -> bool:
        box, point = moved(self._shapes[index], at), self._points[index]
        left, top, right, bottom = self._frame
        if box.left < left or box.top < top or box.right > right or box.bottom > bottom:
            return False
        own = {point} if at == point else set()
        return self._markers.free([box]) and self._targets.hits([box.grown(-_EDGE * self._width)]) <= own

    def _crossed(self, index: int, at: Point) -> float:
        hidden = 0
        for tile in tiles(self._points[index], at, self._width * _TILE):
            hits = self._markers.hits([tile])
            hidden += _BEHIND if _TAKEN in hits else bool(hits)
        lines = self._leaders.hits([moved(self._shapes[index], at)])
        return _HIDDEN * self._width * _TILE * hidden + _CROSSING * self._width * len(lines)


def tiles(start: Point, end: Point, size: float) -> Iterator[Box]:
    """Small boxes along a line."""
    count = max(1, math.ceil(math.dist(start, end) / size))
    for number in range(count + 1):
        share = number / count
        x, y = start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])
        yield Box(x, y, x, y).grown(size / 2)
