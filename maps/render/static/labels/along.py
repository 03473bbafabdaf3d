"""Text along a line: which straight enough stretches of a border or river can bear a name."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from maps.render.static.drawing import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

__all__ = ["Stretch", "stretches"]

_STEP_PT = 3.0
_MOST_BEND = 0.9  # heights of the text that the line may leave its chord
_STEEP_DEG = 60.0  # beyond this a name is hard to read
_STEEP_COST = 0.8


class Stretch(NamedTuple):
    """Where a name may run.

    Attributes:
        x: Middle of the baseline.
        y: The same.
        angle_deg: Of the baseline, clockwise, between -90 and 90: never upside down.
        boxes: Small boxes that cover the name.
        cost: 0 for a straight and level stretch; grows with bend and steepness.
    """

    x: float
    y: float
    angle_deg: float
    boxes: tuple[Box, ...]
    cost: float


def stretches(lines: Iterable[BaseGeometry], width: float, size: float, gap: float) -> Iterator[Stretch]:
    """The stretches of lines along which a text of some width and size can stand, on either side.

    Args:
        lines: In points of the page, clipped to the frame.
        width: Of the text.
        size: Of its font.
        gap: Between the line and the text.
    """
    import shapely

    for line in lines:
        if line.length < width:
            continue
        count = math.ceil(line.length / _STEP_PT)
        spots = shapely.line_interpolate_point(line, [share / count for share in range(count + 1)], normalized=True)
        at = shapely.get_coordinates(spots)
        # A crooked line needs more of its length than the chord has.
        reach = math.ceil(width / (line.length / count))
        for begin in range(0, len(at) - reach, max(1, reach // 8)):
            for stretched in (reach, math.ceil(1.15 * reach)):
                if begin + stretched < len(at):
                    yield from _on(at[begin : begin + stretched + 1], width, size, gap)


def _on(at: npt.NDArray[np.float64], width: float, size: float, gap: float) -> Iterator[Stretch]:
    """The places above and below one stretch."""
    start, end = (at[0], at[-1]) if at[0][0] <= at[-1][0] else (at[-1], at[0])
    chord = math.dist(start, end)
    if chord < 0.92 * width:
        return
    along = (end - start) / chord
    # Positive: the line runs above the chord (y grows downwards).
    off = along[1] * (at[:, 0] - start[0]) - along[0] * (at[:, 1] - start[1])
    rise, fall = float(off.max()), float(-off.min())
    bend = (rise + fall) / size
    if bend > _MOST_BEND:
        return
    angle = math.degrees(math.atan2(along[1], along[0]))
    cost = bend + _STEEP_COST * max(0.0, abs(angle) - _STEEP_DEG / 2) / _STEEP_DEG
    middle = (start + end) / 2
    for side, lift in ((0.0, rise + gap + 0.22 * size), (0.25, -(fall + gap + 0.74 * size))):
        base = middle + (along[1] * lift, -along[0] * lift)
        boxes = tuple(_tiles(base, along, width, size))
        yield Stretch(float(base[0]), float(base[1]), angle, boxes, cost + side)


def _tiles(
    base: npt.NDArray[np.float64], along: npt.NDArray[np.float64], width: float, size: float
) -> Iterator[Box]:
    """The strip of a text as small boxes, since a turned box is hard to test."""
    count = max(1, math.ceil(width / (0.7 * size)))
    x, y = base + (along[1] * 0.28 * size, -along[0] * 0.28 * size)
    for number in range(count + 1):
        far = (number / count - 0.5) * width
        yield Box(x + along[0] * far, y + along[1] * far, x + along[0] * far, y + along[1] * far).grown(0.6 * size)
