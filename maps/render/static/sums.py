"""Many incidents on one page: markers that would cover one another are summed, and nothing is lost.

Up to 60 incidents, and fewer on a small page, have a marker each, which steps aside where it must. Of more,
those that lie together become a disc with their exact number; beyond 1,000 the page is divided into hexagons,
and the darker one is, the more incidents lie in it. The counts add up to the incidents of the document
(``docs/decisions/0017-many-incidents.md``).
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from maps.render.static.cells import counted
from maps.render.static.drawing import Box, Face, Group, Outline, Paint, Shape, Text
from maps.render.static.outlines import circle, polygon
from maps.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    import numpy.typing as npt

    from maps.document import IncidentMark, MapDocument
    from maps.render.static.page import Page
    from maps.render.static.projection import Projected
    from maps.render.static.style import Style
    from maps.wording import Words

    Floats = npt.NDArray[np.float64]
    Point = tuple[float, float]
    #: A row of the legend: a drawing in a square of side 1, and its words.
    Sample = tuple[list[Shape], str]

__all__ = ["MOST_MARKERS", "Sums", "how_summed", "most_markers", "summed"]

#: So many incidents have a marker each on a page of a usual size.
MOST_MARKERS = 60
_MOST_DISCS = 1_000
_ROOM = 12  # squares of the size of a marker that a page has for each, or they are too many for it
_HEXAGON = 1.1  # width of a hexagon in widths of a marker
_STEPS = (1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000)
_SHADES = 5
_LIGHTEST, _DARKEST = 0.3, 0.95
_LIFT = 0.35  # a disc grows by this share each time that its number doubles


class _Sum(NamedTuple):
    """Incidents that lie together: where on the page, and which."""

    at: Point
    members: tuple[int, ...]


class Sums(NamedTuple):
    """The incidents of a document summed.

    Attributes:
        group: What is drawn.
        rest: The document with the incidents alone that have a marker of their own.
        rows: What the legend says of them.
        boxes: What is covered.
        discs: What of that no name may stand on: names may stand on hexagons.
        lows: The least number of each class of hexagons.
    """

    group: Group
    rest: MapDocument
    rows: list[Sample]
    boxes: list[Box]
    discs: list[Box]
    lows: tuple[int, ...] = ()

    @property
    def below(self) -> bool:
        """Whether names stand on it."""
        return bool(self.lows)


def most_markers(page: Page, style: Style) -> int:
    """How many incidents may have a marker each on a page.

    Args:
        page: Its width and height.
        style: The size of markers on it.
    """
    return min(MOST_MARKERS, int(page.width * page.height / (_ROOM * style.size["marker"] ** 2)))


def how_summed(count: int, most: int = MOST_MARKERS) -> str | None:
    """The key of the words that tell how so many incidents are summed, or None where they are not.

    Args:
        count: Of the incidents.
        most: How many may have a marker each, as ``most_markers`` has it.

    Examples:
        >>> how_summed(60), how_summed(61), how_summed(1001)
        (None, 'summed_in_discs', 'summed_in_hexagons')
    """
    if count <= most:
        return None
    return "summed_in_discs" if count <= _MOST_DISCS else "summed_in_hexagons"


def summed(
    document: MapDocument,
    projected: Projected,
    style: Style,
    before: Sums | None = None,
    most: int = MOST_MARKERS,
) -> Sums | None:
    """The incidents of a document summed, or None where each can have its marker.

    Args:
        document: What the map shows.
        projected: Where it is on the page.
        style: Sizes and colours.
        before: The sums of another frame, which the legend already tells of.
        most: How many may have a marker each.
    """
    how = how_summed(len(document.incidents), most)
    if how is None:
        return None
    places = projected.marks(document.incidents)
    if how == "summed_in_discs":
        points: list[Point] = [(x, y) for x, y in places.tolist()]
        return _discs(document, points, projected.box, style)
    return _hexagons(document, places, projected.box, style, before.lows if before else ())


def _discs(document: MapDocument, points: Sequence[Point], frame: Box, style: Style) -> Sums:
    marks, width = document.incidents, style.size["marker"]
    say = words(document.language, document.about)
    found = _apart(_together(points, 1.15 * width), points, width)
    sums = [each for each in found if len(each.members) > 1]
    alone = sorted(each.members[0] for each in found if len(each.members) == 1)
    items = [_disc(each, number, say, style) for number, each in enumerate(sums, start=1)]
    boxes = [Box(*each.at, *each.at).grown(_radius(len(each.members), width)) for each in sums]
    sample = [Shape(circle(0.5, 0.5, 0.46), Paint(fill=_fill(style)))]
    return Sums(
        Group("sums", "Incidents together", tuple(items), frame),
        _with_incidents(document, [marks[number] for number in alone]),
        [(sample, say.say("disc"))] if sums else [],
        boxes,
        boxes,
    )


def _with_incidents(document: MapDocument, marks: Sequence[IncidentMark]) -> MapDocument:
    """The document with some of its incidents, and the categories that they have."""
    used = {mark.category for mark in marks} | {shape.category for shape in document.shapes}
    kinds = tuple(category for category in document.categories if category.key in used)
    return replace(document, incidents=tuple(marks), categories=kinds)


def _together(points: Sequence[Point], near: float) -> list[_Sum]:
    """Each point with the first before it that is near and leads others, or as one that leads."""
    leaders: dict[tuple[int, int], list[int]] = {}
    members: dict[int, list[int]] = {}
    for number, (x, y) in enumerate(points):
        column, row = int(x // near), int(y // near)
        beside = [
            leader
            for i in (column - 1, column, column + 1)
            for j in (row - 1, row, row + 1)
            for leader in leaders.get((i, j), ())
            if math.dist(points[leader], (x, y)) <= near
        ]
        if beside:
            members[min(beside, key=lambda leader: (math.dist(points[leader], (x, y)), leader))].append(
                number
            )
        else:
            leaders.setdefault((column, row), []).append(number)
            members[number] = [number]
    return [_sum(inside, points) for inside in members.values()]


def _sum(members: Iterable[int], points: Sequence[Point]) -> _Sum:
    inside = tuple(members)
    x, y = zip(*(points[number] for number in inside), strict=True)
    return _Sum((sum(x) / len(inside), sum(y) / len(inside)), inside)


def _apart(sums: list[_Sum], points: Sequence[Point], width: float) -> list[_Sum]:
    """The sums, those joined whose discs would cover one another, the larger first."""
    merged = True
    while merged:
        merged = False
        kept: list[_Sum] = []
        for each in sorted(sums, key=lambda one: (-len(one.members), one.members)):
            reach = _radius(len(each.members), width)
            meets = (
                index
                for index, other in enumerate(kept)
                if math.dist(each.at, other.at) < 0.95 * (reach + _radius(len(other.members), width))
            )
            index = next(meets, None)
            if index is None:
                kept.append(each)
            else:
                kept[index] = _sum(sorted((*kept[index].members, *each.members)), points)
                merged = True
        sums = kept
    return sums


def _radius(count: int, width: float) -> float:
    return width / 2 * (1 + _LIFT * math.log2(count) / 2)


def _fill(style: Style) -> str:
    return style.incident["other"]


def _disc(each: _Sum, place: int, say: Words, style: Style) -> Group:
    """A disc with the number of its incidents."""
    count, (x, y) = len(each.members), each.at
    number = say.number(count)
    radius = _radius(count, style.size["marker"])
    size = min(1.1 * radius, 1.9 * radius / (0.6 * len(number)))
    ring = Paint(
        fill=_fill(style), stroke=style.colour["casing"], width=1.5 * style.line["casing"], opacity=0.92
    )
    told = Text(number, x, y + 0.36 * size, size, style.colour["symbol"], Face("bold"), "middle")
    return Group(
        f"sum-{place}",
        say.counted("describe.incidents", count),
        (Shape(circle(x, y, radius), ring), told),
    )


def _hexagons(document: MapDocument, places: Floats, frame: Box, style: Style, lows: tuple[int, ...]) -> Sums:
    say, side = words(document.language, document.about), _HEXAGON * style.size["marker"] / math.sqrt(3)
    counts = _cells(places, side)
    lows = lows or _classes(max(counts.values()))
    paints = _shades(len(lows), style)
    middles = {cell: _middle(cell, side) for cell in counts}
    items = [
        Group(
            f"sum-{number}",
            say.counted("describe.incidents", counts[cell]),
            (Shape(_hexagon(middle, side), paints[bisect_right(lows, counts[cell]) - 1]),),
        )
        for number, (cell, middle) in enumerate(middles.items(), start=1)
    ]
    ranges = [
        *(_range(low, after - 1, say) for low, after in pairwise(lows)),
        say.counted("describe.incidents", lows[-1], f"{say.number(lows[-1])}+"),
    ]
    rows: list[Sample] = [
        ([Shape(_hexagon((0.5, 0.5), 0.5), paint)], each) for paint, each in zip(paints, ranges, strict=True)
    ]
    return Sums(
        Group("sums", "Incidents by hexagon", tuple(items), frame),
        _with_incidents(document, []),
        rows,
        [Box(*middle, *middle).grown(0.8 * side) for middle in middles.values()],
        [],
        lows,
    )


def _classes(most: int) -> tuple[int, ...]:
    """The least number of each of at most five classes, the last of which has no bound.

    Examples:
        >>> _classes(40), _classes(3), _classes(3000)
        ((1, 2, 5, 10, 25), (1, 2), (1, 5, 25, 100, 500))
    """
    steps = [step for step in _STEPS if step <= most]
    count = min(_SHADES, len(steps))
    return tuple(steps[number * len(steps) // count] for number in range(count))


def _shades(count: int, style: Style) -> list[Paint]:
    """As many paints as there are classes, from light to dark."""
    span = (_DARKEST - _LIGHTEST) / max(1, count - 1)
    fill, edge, width = style.incident["fighting"], style.colour["casing"], 0.4 * style.line["casing"]
    return [
        Paint(fill=fill, stroke=edge, width=width, opacity=round(_LIGHTEST + span * step, 3))
        for step in range(count)
    ]


def _range(low: int, high: int, say: Words) -> str:
    if low == high:
        return say.counted("describe.incidents", low)
    return say.counted("describe.incidents", high, f"{say.number(low)}\u2013{say.number(high)}")


def _cells(places: Floats, side: float) -> dict[tuple[int, int], int]:
    """How many places lie in each hexagon, by its column and row (axial coordinates, pointed top)."""
    import numpy as np

    x, y = places.T
    q, r = (math.sqrt(3) / 3 * x - y / 3) / side, 2 / 3 * y / side
    exact = np.array([-q - r, r, q])
    # The three coordinates of a hexagon add up to nought: what was rounded most follows from the others.
    third, row, column = whole = np.rint(exact)
    most = np.abs(whole - exact).argmax(axis=0)
    column, row = np.where(most == 2, -row - third, column), np.where(most == 1, -column - third, row)
    columns, rows, counts = counted(column, row)
    return dict(zip(zip(columns.tolist(), rows.tolist(), strict=True), counts.tolist(), strict=True))


def _middle(cell: tuple[int, int], side: float) -> Point:
    column, row = cell
    return side * math.sqrt(3) * (column + row / 2), side * 1.5 * row


def _hexagon(middle: Point, side: float) -> Outline:
    vertices, codes = _about_nought(side)
    return Outline(vertices + middle, codes)


@cache
def _about_nought(side: float) -> Outline:
    turns = [math.radians(60 * corner + 30) for corner in range(6)]
    return polygon([(side * math.cos(turn), side * math.sin(turn)) for turn in turns])
