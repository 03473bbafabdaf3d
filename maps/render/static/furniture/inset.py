"""The inset locator: a globe that shows where on earth the map is."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from geo.packed import read_collections
from maps.render.static.drawing import Box, Group, Paint, Shape
from maps.render.static.furniture.corners import Piece
from maps.render.static.outlines import circle, from_lines

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from geo.points import LonLat
    from maps.render.static.projection import Projected
    from maps.render.static.style import Style

    Points = npt.NDArray[np.float64]

__all__ = ["inset"]

_EARTH_M = 6_371_000.0
_WIDEST_M = 6_000_000.0  # a map that shows more of the earth says itself where it is
_WIDEST_SHARE = 0.32  # of a small frame: a larger globe would take the room of the map
_LEAST_MARK = 0.05  # of the globe's radius: a smaller frame is marked as a dot of this size
_RIM_STEP = math.radians(4.0)
_DATA = Path(__file__).resolve().parents[3] / "data" / "globe.bin"


def inset(projected: Projected, style: Style, *, wished: bool) -> Piece | None:
    """A globe with the frame of the map on it, or None where the map shows a continent, or is too small."""
    frame = projected.box
    shown_m = max(frame.width, frame.height) * projected.m_per_pt
    if shown_m > _WIDEST_M and not wished:
        return None
    radius = max(0.085 * min(frame.width, frame.height * 1.4), 3.2 * style.size["text"])
    if 2 * radius > _WIDEST_SHARE * min(frame.width, frame.height) and not wished:
        return None
    middle = projected.inverse(*frame.center)
    colour = style.colour
    casing = Shape(
        circle(radius, radius, radius + 1.5 * style.line["casing"]), Paint(fill=colour["furniture"])
    )
    globe = Shape(circle(radius, radius, radius), Paint(fill=colour["sea"]))
    land = Shape(
        from_lines(_page(_land(middle), radius), closed=True),
        Paint(fill=colour["neighbour"], stroke=colour["coast"], width=style.line["coast"] * 0.6),
    )
    rim = Shape(circle(radius, radius, radius), Paint(stroke=colour["frame"], width=style.line["frame"]))
    mark = _mark(projected, middle, radius, style)
    box = Box(0, 0, 2 * radius, 2 * radius)
    return Piece(Group("inset", "Where the map is on the globe", (casing, globe, land, mark, rim)), box)


def _mark(projected: Projected, middle: LonLat, radius: float, style: Style) -> Shape:
    """The frame of the map on the globe, or a dot where it is too small to see."""
    import numpy as np

    accent = style.incident["ambush"]
    frame = projected.box
    if max(frame.width, frame.height) * projected.m_per_pt / _EARTH_M < 2.4 * _LEAST_MARK:
        return Shape(
            circle(radius, radius, radius * _LEAST_MARK * 1.3),
            Paint(fill=accent, stroke=style.colour["furniture"], width=style.line["casing"]),
        )
    steps = np.linspace(0, 1, 12)
    edge = [(frame.left + t * frame.width, frame.top) for t in steps]
    edge += [(frame.right, frame.top + t * frame.height) for t in steps[1:]]
    edge += [(frame.right - t * frame.width, frame.bottom) for t in steps[1:]]
    edge += [(frame.left, frame.bottom - t * frame.height) for t in steps[1:-1]]
    ring = [tuple(projected.inverse(x, y)) for x, y in edge]
    seen = _turned(np.array([*ring, ring[0]]), middle)[:, :2]
    return Shape(
        from_lines(_page([seen], radius), closed=True),
        Paint(fill=accent, stroke=accent, width=style.line["frame"] * 1.6, opacity=0.45),
    )


def _land(middle: LonLat) -> list[Points]:
    """Rings of the land on the half of the earth round a point, on a globe of radius 1, y up."""
    import numpy as np

    points, starts = _rings()
    seen = _turned(points, middle)
    nearest, farthest = (worst.reduceat(seen[:, 2], starts) for worst in (np.maximum, np.minimum))
    rings = np.split(seen, starts[1:])
    whole = [ring[:, :2] for ring, depth in zip(rings, farthest, strict=True) if depth >= 0]
    cut = [rings[number] for number in np.flatnonzero((nearest > 0) & (farthest < 0))]
    return whole + _closed([run for ring in cut for run in _runs(ring)])


@cache
def _rings() -> tuple[Points, npt.NDArray[np.intp]]:
    """All land, generalised for the globe: points of its rings, whose left is land, and where each begins."""
    import numpy as np
    import shapely

    lines = [feature.geometry for feature in read_collections(_DATA)["globe"].named("")]
    points, ring = shapely.get_coordinates(lines, return_index=True)
    return points, np.searchsorted(ring, np.arange(len(lines)))


def _turned(at: Points, middle: LonLat) -> Points:
    """Degrees as points of a globe of radius 1 whose middle is before the eye: right, up, and towards it."""
    import numpy as np

    lon, lat = np.radians(at).T
    lat0 = math.radians(middle.lat)
    away = lon - math.radians(middle.lon)
    x, east, z = np.cos(lat) * np.cos(away), np.cos(lat) * np.sin(away), np.sin(lat)
    return np.column_stack(
        (east, z * math.cos(lat0) - x * math.sin(lat0), z * math.sin(lat0) + x * math.cos(lat0))
    )


def _runs(ring: Points) -> list[Points]:
    """What is seen of a ring that goes behind the globe: runs from the rim to the rim."""
    import numpy as np

    open_ring = ring[:-1]
    seen = open_ring[:, 2] > 0
    # From a point behind the globe, so that no run is cut where the ring begins.
    open_ring = np.roll(open_ring, -int(np.argmin(seen)), axis=0)
    ring = np.vstack((open_ring, open_ring[:1]))
    seen = ring[:, 2] > 0
    enters = np.flatnonzero(~seen[:-1] & seen[1:])
    leaves = np.flatnonzero(seen[:-1] & ~seen[1:])
    return [
        np.vstack((_on_rim(*ring[a : a + 2]), ring[a + 1 : b + 1, :2], _on_rim(*ring[b : b + 2])))
        for a, b in zip(enters, leaves, strict=True)
    ]


def _on_rim(a: Points, b: Points) -> Points:
    """Where the way from one point to another crosses the rim."""
    import numpy as np

    crossing = a[:2] - (b[:2] - a[:2]) * a[2] / (b[2] - a[2])
    on_rim: Points = crossing / np.hypot(*crossing)
    return on_rim


def _closed(runs: list[Points]) -> list[Points]:
    """Rings of runs and of the rim between them, along which land, their left, is inside too."""
    import numpy as np

    starts = [math.atan2(run[0, 1], run[0, 0]) for run in runs]
    rings, left = [], dict(enumerate(runs))
    while left:
        number = first = next(iter(left))
        pieces = []
        while number in left:
            run = left.pop(number)
            end = math.atan2(run[-1, 1], run[-1, 0])
            # Round to the next run's start, against the clock.
            number = min([first, *left], key=lambda other: (starts[other] - end) % math.tau)
            turn = (starts[number] - end) % math.tau
            way = end + np.linspace(0.0, turn, 2 + int(turn / _RIM_STEP))
            pieces += [run, np.column_stack((np.cos(way), np.sin(way)))]
        rings.append(np.vstack(pieces))
    return rings


def _page(rings: list[Points], radius: float) -> list[Points]:
    """From the globe of radius 1, y up, to the piece of the page."""
    return [radius + radius * ring * (1.0, -1.0) for ring in rings]
