"""The markers of incidents: where they stand, so that none hides another, and how they are drawn.

A marker that would cover another, or the true point of another, steps aside and keeps a leader line to its
own point.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from maps.render.static.drawing import Box, Face, Group, Paint, Shape, Text
from maps.render.static.labels.grid import Grid
from maps.render.static.outlines import circle, from_svg, straight
from maps.style import FRAMES, SYMBOLS, symbol_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from maps.document import IncidentMark, MapDocument, Precision
    from maps.render.static.projection import Projected
    from maps.render.static.style import Style

__all__ = ["Point", "Stand", "markers", "stand", "tiles"]

Point = tuple[float, float]

_WIDTH = 32  # units of the box that maps.style.FRAMES are drawn in
_BADGE = Box(22, -8, 40, 10)  # where the number stands, in those units
_BADGE_TEXT = {1: 12.5, 2: 11.0, 3: 8.5}  # size of its digits by their count
# Size and middle of the symbol in a marker, as the HTML page draws them.
_SYMBOL: dict[Precision, tuple[float, float]] = {"point": (0.78, 16), "near": (0.66, 17), "area": (0.66, 17)}
_INNER = 0.78  # size of the coloured part in a frame that is not filled to its edge
_MOST_RINGS = 36  # of a third of a marker: how far a marker steps aside at most
_MORE_RINGS = 4  # looked at beyond the first where there is room, for a leader line with fewer crossings
_ROUNDS = 4
# What a leader line may be longer for: to cross no other, in widths of a marker; to show, in lengths of the
# part that other markers would hide.
_CROSSING, _HIDDEN = 1.5, 2.0
_TAKEN, _BEHIND = "taken", 10  # whose boxes a line passes behind at so many times the cost


class Stand(NamedTuple):
    """A marker on the page.

    Attributes:
        mark: The incident.
        point: Its true point.
        at: Where the marker points: the same, unless it stepped aside.
        box: What the marker covers, its number included.
    """

    mark: IncidentMark
    point: Point
    at: Point
    box: Box

    @property
    def moved(self) -> bool:
        """Whether the marker stepped aside."""
        return self.at != self.point


def precision_of(mark: IncidentMark) -> Precision:
    """What the marker's shape shows; anything unheard of is drawn as the least precise."""
    return mark.precision if mark.precision in FRAMES else "area"


def stand(
    document: MapDocument, projected: Projected, style: Style, taken: Sequence[Box], *, numbered: bool
) -> tuple[Stand, ...]:
    """Where the marker of each incident stands, in the order of the document.

    Args:
        document: What the map shows.
        projected: Where that is on the page.
        style: Sizes.
        taken: What furniture covers.
        numbered: Whether each marker bears its number.
    """
    unit = style.size["marker"] / _WIDTH
    marks = document.incidents
    points = [projected.point(mark.point) for mark in marks]
    shapes = [_extent(mark, unit, numbered=numbered) for mark in marks]
    places = _apart(points, shapes, projected.box, taken, style.size["marker"])
    return tuple(
        Stand(mark, point, at, _moved(shape, at))
        for mark, point, at, shape in zip(marks, points, places, shapes, strict=True)
    )


def markers(stands: Sequence[Stand], projected: Projected, style: Style, *, numbered: bool) -> Group:
    """The markers, the first incident on top, with leader lines below them."""
    leaders = [item for each in stands if each.moved for item in _leader(each, style)]
    drawn = [_marker(each, style, numbered=numbered) for each in reversed(stands)]
    below = [Group("leaders", "Lines to the places of incidents", tuple(leaders))] if leaders else []
    return Group("incidents", "Incidents", (*below, *drawn), projected.box)


def _extent(mark: IncidentMark, unit: float, *, numbered: bool) -> Box:
    """What a marker covers if its point is the origin."""
    frame = FRAMES[precision_of(mark)]
    bare = Box(0, 0, _WIDTH, frame.height)
    whole = Box(0, min(0, _BADGE.top), max(_WIDTH, _BADGE.right), frame.height) if numbered else bare
    left, top, right, bottom = whole
    return Box(
        (left - 16) * unit,
        (top - frame.anchor_y) * unit,
        (right - 16) * unit,
        (bottom - frame.anchor_y) * unit,
    )


def _moved(box: Box, by: Point) -> Box:
    x, y = by
    return Box(box.left + x, box.top + y, box.right + x, box.bottom + y)


def _apart(
    points: Sequence[Point], shapes: Sequence[Box], frame: Box, taken: Sequence[Box], width: float
) -> list[Point]:
    """A place for each marker: its own point if that is free, else the nearest that is."""
    field = _Field(points, shapes, frame, taken, width)
    own = Grid()
    for index, point in enumerate(points):
        own.add(index, [_moved(shapes[index], point)])
    alone = [
        own.hits([_moved(shape, point)]) == {index}
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
            self._targets.add(point, [Box(*point, *point).grown(1)])

    def settle(self, index: int) -> None:
        """Put a marker down where it costs least."""
        at = self._nearest(index)
        self.places[index] = at
        self._markers.add(index, [_moved(self._shapes[index], at)])
        if at != self._points[index]:
            self._leaders.add(index, list(tiles(self._points[index], at, self._width / 4)))

    def swap(self) -> None:
        """Swap places where that makes leader lines shorter, which uncrosses them."""
        moved = [index for index, at in enumerate(self.places) if at != self._points[index]]
        for _ in range(_ROUNDS):
            for number, one in enumerate(moved):
                for other in moved[number + 1 :]:
                    if self._shapes[one] == self._shapes[other] and self._shorter(one, other):
                        self.places[one], self.places[other] = self.places[other], self.places[one]

    def _shorter(self, one: int, other: int) -> bool:
        points, places = self._points, self.places
        now = math.dist(points[one], places[one]) + math.dist(points[other], places[other])
        swapped = math.dist(points[one], places[other]) + math.dist(points[other], places[one])
        return swapped < now - 0.01 and not any(
            _TAKEN in self._markers.hits(tiles(points[index], at, self._width / 4))
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
        box, point = _moved(self._shapes[index], at), self._points[index]
        left, top, right, bottom = self._frame
        if box.left < left or box.top < top or box.right > right or box.bottom > bottom:
            return False
        own = {point} if at == point else set()
        return self._markers.free([box]) and self._targets.hits([box.grown(-2)]) <= own

    def _crossed(self, index: int, at: Point) -> float:
        hidden = 0
        for tile in tiles(self._points[index], at, self._width / 4):
            hits = self._markers.hits([tile])
            hidden += _BEHIND if _TAKEN in hits else bool(hits)
        lines = self._leaders.hits([_moved(self._shapes[index], at)])
        return _HIDDEN * self._width / 4 * hidden + _CROSSING * self._width * len(lines)


def tiles(start: Point, end: Point, size: float) -> Iterator[Box]:
    """Small boxes along a line."""
    count = max(1, math.ceil(math.dist(start, end) / size))
    for number in range(count + 1):
        share = number / count
        x, y = start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])
        yield Box(x, y, x, y).grown(size / 2)


def _leader(each: Stand, style: Style) -> list[Shape]:
    """A line from the true point to the marker, and a dot on the point."""
    # In the marker's colour: a dot of a town is in another one.
    ink, casing, width = (
        style.incident[symbol_key(each.mark.category)],
        style.colour["casing"],
        style.line["leader"],
    )
    target = each.box.center if FRAMES[precision_of(each.mark)].anchor_y < _WIDTH else each.at
    run = straight(each.point, target)
    return [
        Shape(run, Paint(stroke=casing, width=3 * width, cap="round")),
        Shape(run, Paint(stroke=ink, width=1.3 * width, cap="round")),
        Shape(circle(*each.point, 2.8 * width), Paint(fill=ink, stroke=casing, width=width)),
    ]


def _marker(each: Stand, style: Style, *, numbered: bool) -> Group:
    """One marker as the HTML page draws it: the frame shows the precision, fill and symbol show the type."""
    unit, precision, key = (
        style.size["marker"] / _WIDTH,
        precision_of(each.mark),
        symbol_key(each.mark.category),
    )
    frame, fill, casing = FRAMES[precision], style.incident[key], style.colour["casing"]
    left, top = each.at[0] - 16 * unit, each.at[1] - frame.anchor_y * unit
    edge = from_svg(frame.path, scale=unit, at=(left, top))
    items: list[Shape | Text] = [
        Shape(edge, Paint(fill=casing, stroke=casing, width=2 * style.line["casing"]))
    ]
    if precision == "point":
        items.append(Shape(edge, Paint(fill=fill)))
    else:
        dash = (4 * unit, 2.6 * unit) if frame.dashed else ()
        items.append(Shape(edge, Paint(stroke=fill, width=2 * unit, dash=dash)))
        inner = (left + 16 * (1 - _INNER) * unit, top + 17 * (1 - _INNER) * unit)
        items.append(Shape(from_svg(frame.path, scale=unit * _INNER, at=inner), Paint(fill=fill)))
    size, middle = _SYMBOL[precision]
    corner = (left + (16 - 12 * size) * unit, top + (middle - 12 * size) * unit)
    items.append(
        Shape(from_svg(SYMBOLS[key].path, scale=size * unit, at=corner), Paint(fill=style.colour["symbol"]))
    )
    if numbered:
        items += _badge(each.mark.number, (left, top), unit, style)
    return Group(f"incident-{each.mark.number}", each.mark.title, tuple(items))


def _badge(number: int, corner: Point, unit: float, style: Style) -> list[Shape | Text]:
    x, y = corner[0] + _BADGE.center[0] * unit, corner[1] + _BADGE.center[1] * unit
    size = _BADGE_TEXT[min(len(str(number)), 3)] * unit
    ring = Paint(fill=style.colour["paper"], stroke=style.colour["ink"], width=0.5 * style.line["casing"])
    ink = style.colour["ink"]
    return [
        Shape(circle(x, y, _BADGE.width / 2 * unit), ring),
        Text(str(number), x, y + 0.36 * size, size, ink, face=Face("bold"), anchor="middle"),
    ]
