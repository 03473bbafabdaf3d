"""Outlines out of shapely geometries on the page, and out of the path data of SVG."""

from __future__ import annotations

import itertools
import math
import re
from functools import cache
from typing import TYPE_CHECKING

from maps.render.static.drawing import Box, Outline

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "bent",
    "circle",
    "cubic",
    "from_geometries",
    "from_lines",
    "from_svg",
    "hatching",
    "polygon",
    "rectangle",
    "straight",
]

_MOVE, _LINE, _CURVE3, _CURVE4, _CLOSE = 1, 2, 3, 4, 79


def from_geometries(geometries: Iterable[BaseGeometry]) -> Outline:
    """Lines and rings of geometries whose coordinates are points of the page."""
    import numpy as np
    import shapely

    parts = shapely.get_parts(np.asarray(list(geometries), dtype=object))
    # Holes run the other way than what they are in: the nonzero rule of all writers leaves them out.
    polygons = shapely.orient_polygons(parts[shapely.get_type_id(parts) == 3])
    rings = shapely.get_rings(polygons)
    lines = np.concatenate((parts[shapely.get_type_id(parts) == 1], rings))
    vertices, owner = shapely.get_coordinates(lines, return_index=True)
    codes = np.full(len(vertices), _LINE, dtype=np.uint8)
    first = np.concatenate(([True], owner[1:] != owner[:-1])) if len(owner) else np.empty(0, dtype=bool)
    codes[first] = _MOVE
    last = np.concatenate((first[1:], [True])) if len(owner) else first
    codes[last & (owner >= len(lines) - len(rings))] = _CLOSE
    return Outline(vertices, codes)


def from_lines(lines: Iterable[npt.NDArray[np.float64]], *, closed: bool = False) -> Outline:
    """Lines, or rings that end where they begin, of arrays of n by 2."""
    import numpy as np

    made = list(lines)
    vertices = np.concatenate(made) if made else np.empty((0, 2))
    codes = np.full(len(vertices), _LINE, dtype=np.uint8)
    ends = np.cumsum([len(line) for line in made], dtype=np.int64)
    codes[ends - 1] = _CLOSE if closed else _LINE
    codes[np.concatenate(([0], ends[:-1]))[: len(made)].astype(np.int64)] = _MOVE
    return Outline(vertices, codes)


def polygon(corners: Iterable[tuple[float, float]]) -> Outline:
    """A ring through corners, of which the first is not repeated."""
    import numpy as np

    ring = list(corners)
    return from_lines([np.array([*ring, ring[0]], dtype=float)], closed=True)


def rectangle(box: Box) -> Outline:
    """The edge of a box."""
    import numpy as np

    left, top, right, bottom = box
    corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    return Outline(
        np.array(corners, dtype=float), np.array([_MOVE, _LINE, _LINE, _LINE, _CLOSE], dtype=np.uint8)
    )


def straight(start: tuple[float, float], end: tuple[float, float]) -> Outline:
    """A line from one point to another."""
    return _made([start, end], [_MOVE, _LINE])


def bent(start: tuple[float, float], end: tuple[float, float]) -> Outline:
    """A line that bends gently where it is neither level nor upright."""
    across, down = end[0] - start[0], end[1] - start[1]
    lean = 0.08 * min(1.0, min(abs(across), abs(down)) / 8) * (1 if across * down > 0 else -1)
    arms = [
        (start[0] + share * across + lean * down, start[1] + share * down - lean * across)
        for share in (1 / 3, 2 / 3)
    ]
    return _made([start, *arms, end], [_MOVE, *[_CURVE4] * 3])


def circle(x: float, y: float, radius: float) -> Outline:
    """A circle of four cubic curves, off by at most 0.03 % of its radius."""
    arm = radius * 4 / 3 * math.tan(math.pi / 8)
    turn = [(1, 0), (0, 1), (-1, 0), (0, -1), (1, 0)]
    points = [(x + radius, y)]
    codes = [_MOVE]
    for (ax, ay), (bx, by) in itertools.pairwise(turn):
        points += [
            (x + radius * ax + arm * bx, y + radius * ay + arm * by),
            (x + radius * bx + arm * ax, y + radius * by + arm * ay),
            (x + radius * bx, y + radius * by),
        ]
        codes += [_CURVE4] * 3
    return _made([*points, points[-1]], [*codes, _CLOSE])


def from_svg(path: str, *, scale: float = 1.0, at: tuple[float, float] = (0.0, 0.0)) -> Outline:
    """The outline of SVG path data (``M m L l H h V v C c S s A a Z z``), scaled, then moved.

    Arcs become cubic curves. Of rings in rings each runs the other way than the one round it.
    """
    outline = _parsed(path)
    return Outline(outline.vertices * scale + at, outline.codes)


@cache
def _parsed(path: str) -> Outline:
    points: list[tuple[float, float]] = []
    codes: list[int] = []
    x = y = start_x = start_y = 0.0
    for command, text in re.findall(r"([MmLlHhVvCcSsAaZz])([^MmLlHhVvCcSsAaZz]*)", path):
        numbers = [float(number) for number in re.findall(r"-?(?:\d*\.\d+|\d+)(?:e-?\d+)?", text)]
        kind = command.upper()
        if kind == "Z":
            points.append((start_x, start_y))
            codes.append(_CLOSE)
            x, y = start_x, start_y
            continue
        size = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "A": 7}[kind]
        for index in range(0, len(numbers), size):
            values = numbers[index : index + size]
            from_x, from_y = (x, y) if command.islower() else (0.0, 0.0)
            if kind in "CSA":
                arm = points[-2] if codes[-1] == _CURVE4 else (x, y)
                curves = _curves(kind, values, (from_x, from_y), (x, y), arm)
                points += curves
                codes += [_CURVE4] * len(curves)
                x, y = curves[-1]
                continue
            if kind != "V":
                x = from_x + values[0]
            if kind != "H":
                y = from_y + values[-1]
            first = kind == "M" and index == 0
            if first:
                start_x, start_y = x, y
            points.append((x, y))
            codes.append(_MOVE if first else _LINE)
    return _alternating(_made(points, codes))


def _curves(
    kind: str,
    values: list[float],
    origin: tuple[float, float],
    start: tuple[float, float],
    arm: tuple[float, float],
) -> list[tuple[float, float]]:
    """The cubic curves of one command: C, S, whose first arm mirrors the one before, or A."""
    if kind == "A":
        end = (origin[0] + values[5], origin[1] + values[6])
        return _arc(start, end, values[0], large=bool(values[3]), sweep=bool(values[4]))
    curve = [(origin[0] + values[k], origin[1] + values[k + 1]) for k in range(0, len(values), 2)]
    return curve if kind == "C" else [(2 * start[0] - arm[0], 2 * start[1] - arm[1]), *curve]


def _alternating(outline: Outline) -> Outline:
    """The rings, each turned so that the nonzero rule fills what the even-odd rule fills."""
    import numpy as np

    starts = np.flatnonzero(outline.codes == _MOVE)
    if len(starts) < 2:
        return outline
    rings = np.split(outline.vertices, starts[1:])
    kinds = np.split(outline.codes, starts[1:])
    for index, ring in enumerate(rings):
        depth = sum(_inside(ring[0], other) for number, other in enumerate(rings) if number != index)
        if kinds[index][-1] == _CLOSE and (_turn(ring) > 0) == bool(depth % 2):
            rings[index] = np.concatenate((ring[-2::-1], ring[-2:-1]))
            kinds[index] = np.concatenate(([_MOVE], kinds[index][-2:0:-1], [_CLOSE]))
    return Outline(np.concatenate(rings), np.concatenate(kinds).astype(np.uint8))


def _turn(ring: npt.NDArray[np.float64]) -> float:
    """Twice the area of a ring (with its control points as corners); the sign tells the way round."""
    x, y = ring.T
    return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum())


def _inside(point: npt.NDArray[np.float64], ring: npt.NDArray[np.float64]) -> bool:
    """Whether a point is in a ring: a ray from it to the right crosses the edge an odd number of times."""
    import numpy as np

    (x0, y0), (x1, y1) = ring.T, np.roll(ring, -1, axis=0).T
    across = (y0 > point[1]) != (y1 > point[1])
    at = x0[across] + (point[1] - y0[across]) * (x1[across] - x0[across]) / (y1[across] - y0[across])
    return bool((at > point[0]).sum() % 2)


def hatching(outline: Outline, gap: float) -> Outline:
    """Slanted lines in the filled part of an outline, ``gap`` points apart.

    They are parts of one grid for the whole page, so that hatched areas that adjoin look like one.

    Examples:
        >>> lines = hatching(rectangle(Box(0, 0, 2, 1)), 0.7)
        >>> lines.vertices.shape, lines.codes.tolist()
        ((6, 2), [1, 2, 1, 2, 1, 2])
    """
    import numpy as np

    # Turned so that the lines lie level: along them runs u, across them v, in steps of the gap.
    half = math.sqrt(0.5)
    outline = _straightened(outline)
    x, y = outline.vertices.T
    u, v = (x - y) * half, (x + y) * half / gap
    edge = np.flatnonzero(outline.codes[1:] != _MOVE)
    low, high = np.minimum(v[edge], v[edge + 1]), np.maximum(v[edge], v[edge + 1])
    first, count = np.floor(low) + 1, (np.floor(high) - np.floor(low)).astype(int)
    edge = np.repeat(edge, count)
    line = np.repeat(first, count) + np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count)
    along = u[edge] + (line - v[edge]) / (v[edge + 1] - v[edge]) * (u[edge + 1] - u[edge])
    order = np.lexsort((along, line))
    u, v = along[order] * half, line[order] * gap * half
    codes = np.tile(np.array([_MOVE, _LINE], dtype=np.uint8), len(u) // 2)
    return Outline(np.column_stack((v + u, v - u)), codes)


def _straightened(outline: Outline) -> Outline:
    """The outline with each cubic curve as eight straight lines."""
    import numpy as np

    if not (outline.codes == _CURVE4).any():
        return outline
    t = np.linspace(0, 1, 9)[1:, None]
    points: list[npt.NDArray[np.float64]] = []
    codes: list[int] = []
    index = 0
    while index < len(outline.codes):
        if outline.codes[index] == _CURVE4:
            a, b, c, d = outline.vertices[index - 1 : index + 3]
            points += [*((1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d)]
            codes += [_LINE] * len(t)
            index += 3
        else:
            points.append(outline.vertices[index])
            codes.append(int(outline.codes[index]))
            index += 1
    return Outline(np.array(points), np.array(codes, dtype=np.uint8))


def cubic(outline: Outline) -> Outline:
    """The outline with each quadratic curve, as fonts have them, as a cubic one."""
    import numpy as np

    points: list[npt.NDArray[np.float64]] = []
    codes: list[int] = []
    index = 0
    while index < len(outline.codes):
        if outline.codes[index] == _CURVE3:
            start, arm, end = outline.vertices[index - 1 : index + 2]
            points += [start + (arm - start) * 2 / 3, end + (arm - end) * 2 / 3, end]
            codes += [_CURVE4] * 3
            index += 2
        else:
            points.append(outline.vertices[index])
            codes.append(int(outline.codes[index]))
            index += 1
    return Outline(np.array(points), np.array(codes, dtype=np.uint8))


def _arc(
    start: tuple[float, float], end: tuple[float, float], radius: float, *, large: bool, sweep: bool
) -> list[tuple[float, float]]:
    """A circular arc as cubic curves (SVG 1.1, appendix F.6.5), of a quarter turn at most each."""
    half_x, half_y = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    half = math.hypot(half_x, half_y)
    radius = max(radius, half)
    away = math.sqrt(max(0.0, radius**2 - half**2)) / half
    if large == sweep:
        away = -away
    mid_x, mid_y = (start[0] + end[0]) / 2 + away * half_y, (start[1] + end[1]) / 2 - away * half_x
    begun = math.atan2(start[1] - mid_y, start[0] - mid_x)
    turned = (math.atan2(end[1] - mid_y, end[0] - mid_x) - begun) % (2 * math.pi)
    if not sweep:
        turned -= 2 * math.pi
    count = max(1, math.ceil(abs(turned) / (math.pi / 2) - 1e-9))
    step = turned / count
    arm = radius * 4 / 3 * math.tan(step / 4)
    points = []
    for index in range(count):
        a, b = begun + index * step, begun + (index + 1) * step
        points += [
            (
                mid_x + radius * math.cos(a) - arm * math.sin(a),
                mid_y + radius * math.sin(a) + arm * math.cos(a),
            ),
            (
                mid_x + radius * math.cos(b) + arm * math.sin(b),
                mid_y + radius * math.sin(b) - arm * math.cos(b),
            ),
            (mid_x + radius * math.cos(b), mid_y + radius * math.sin(b)),
        ]
    return points


def _made(points: list[tuple[float, float]], codes: list[int]) -> Outline:
    import numpy as np

    return Outline(np.array(points, dtype=float), np.array(codes, dtype=np.uint8))
