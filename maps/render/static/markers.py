"""The markers of incidents: where they stand and how they are drawn.

A marker that would cover another, or the true point of another, steps aside and keeps a leader line to its
own point.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from maps.render.static.drawing import Box, Face, Group, Paint, Shape, Text
from maps.render.static.outlines import circle, from_svg, straight
from maps.render.static.spread import Point, moved, spread
from maps.style import FRAMES, SYMBOLS, shape_of, symbol_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maps.document import IncidentMark, MapDocument
    from maps.marks import Precision
    from maps.render.static.projection import Projected
    from maps.render.static.style import Style

__all__ = ["Stand", "crowded", "extent", "leaders", "markers", "point_boxes", "stand"]

_WIDTH = 32  # units of the box that maps.style.FRAMES are drawn in
_BADGE = Box(22, -8, 40, 10)  # where the number stands, in those units
_BADGE_TEXT = {1: 12.5, 2: 11.0, 3: 8.5}  # size of its digits by their count
# Size and middle of the symbol in a marker, as the HTML page draws them.
_SYMBOL: dict[Precision, tuple[float, float]] = {"point": (0.78, 16), "near": (0.66, 17), "area": (0.66, 17)}
_INNER = 0.78  # size of the coloured part in a frame that is not filled to its edge
_MANY_LINES, _LONG_LINES = 6, 1.6  # how many, and their mean length in widths of a marker
_POINT = 2.8  # radius of the dot on a true point, in widths of a leader line


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
    marks, width = document.incidents, style.size["marker"]
    points = [(x, y) for x, y in projected.places([mark.point for mark in marks]).tolist()]
    shapes = [extent(mark, width, numbered=numbered) for mark in marks]
    places = spread(points, shapes, projected.box, taken, width)
    return tuple(
        Stand(mark, point, at, moved(shape, at))
        for mark, point, at, shape in zip(marks, points, places, shapes, strict=True)
    )


def crowded(stands: Sequence[Stand], width: float) -> bool:
    """Whether lines from markers to their points are so many and so long that smaller markers serve better.

    Args:
        stands: The markers.
        width: Of a marker.
    """
    lines = [math.dist(each.at, each.point) for each in stands if each.moved]
    return len(lines) >= _MANY_LINES and sum(lines) > _LONG_LINES * width * len(lines)


def markers(stands: Sequence[Stand], projected: Projected, style: Style, *, numbered: bool) -> Group:
    """The markers, the first incident on top."""
    drawn = [_marker(each, style, numbered=numbered) for each in reversed(stands)]
    return Group("incidents", "Incidents", tuple(drawn), projected.box)


def leaders(stands: Sequence[Stand], projected: Projected, style: Style) -> list[Group]:
    """The lines from markers that stepped aside to their points: below all labels, whose halo parts them."""
    drawn = tuple(item for each in stands if each.moved for item in _leader(each, style))
    return [Group("leaders", "Lines to the places of incidents", drawn, projected.box)] if drawn else []


def point_boxes(points: Iterable[Point], style: Style) -> list[Box]:
    """What the dots on the true points of markers that stepped aside cover."""
    return [Box(*point, *point).grown(_POINT * style.line["leader"]) for point in points]


def extent(mark: IncidentMark, width: float, *, numbered: bool) -> Box:
    """What a marker of a width covers if its point is the origin."""
    unit = width / _WIDTH
    frame = FRAMES[shape_of(mark.precision)]
    bare = Box(0, 0, _WIDTH, frame.height)
    whole = Box(0, min(0, _BADGE.top), max(_WIDTH, _BADGE.right), frame.height) if numbered else bare
    left, top, right, bottom = whole
    return Box(
        (left - 16) * unit,
        (top - frame.anchor_y) * unit,
        (right - 16) * unit,
        (bottom - frame.anchor_y) * unit,
    )


def _leader(each: Stand, style: Style) -> list[Shape]:
    """A line from the true point to the marker, and a dot on the point."""
    # In the marker's colour: a dot of a town is in another one.
    ink, casing, width = (
        style.fill(each.mark.category),
        style.colour["casing"],
        style.line["leader"],
    )
    target = each.box.center if FRAMES[shape_of(each.mark.precision)].anchor_y < _WIDTH else each.at
    run = straight(each.point, target)
    return [
        Shape(run, Paint(stroke=casing, width=3 * width, cap="round")),
        Shape(run, Paint(stroke=ink, width=1.3 * width, cap="round")),
        Shape(circle(*each.point, _POINT * width), Paint(fill=ink, stroke=casing, width=width)),
    ]


def _marker(each: Stand, style: Style, *, numbered: bool) -> Group:
    """One marker as the HTML page draws it: the frame shows the precision, fill and symbol show the type."""
    unit, precision, key = (
        style.size["marker"] / _WIDTH,
        shape_of(each.mark.precision),
        symbol_key(each.mark.category),
    )
    frame, fill, casing = FRAMES[precision], style.fill(each.mark.category), style.colour["casing"]
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
