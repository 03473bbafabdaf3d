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
_MOST = 60  # stretches that are worth a try
_LEVEL_DEG, _STEEP_COST = 30.0, 0.8  # a name that runs steeper is hard to read
_BELOW_COST = 0.25  # what it costs to stand below the line


class Stretch(NamedTuple):
    """Where a name may run.

    Attributes:
        x: Middle of the baseline.
        y: The same.
        angle_deg: Of the baseline, clockwise, between -90 and 90: never upside down.
        cost: 0 for a straight and level stretch; grows with bend and steepness.
    """

    x: float
    y: float
    angle_deg: float
    cost: float

    def boxes(self, width: float, size: float) -> tuple[Box, ...]:
        """The strip of a text as small boxes, since a turned box is hard to test."""
        count = max(1, math.ceil(width / (0.7 * size)))
        angle = math.radians(self.angle_deg)
        along_x, along_y = math.cos(angle), math.sin(angle)
        x, y = self.x + along_y * 0.28 * size, self.y - along_x * 0.28 * size
        found = []
        for number in range(count + 1):
            far = (number / count - 0.5) * width
            at = (x + along_x * far, y + along_y * far)
            found.append(Box(*at, *at).grown(0.6 * size))
        return tuple(found)


def stretches(lines: Iterable[BaseGeometry], width: float, size: float, gap: float) -> list[Stretch]:
    """The best stretches of lines along which a text of some width and size can stand, on either side.

    Args:
        lines: In points of the page, clipped to the frame.
        width: Of the text.
        size: Of its font.
        gap: Between the line and the text.

    Examples:
        >>> import shapely
        >>> above, below = stretches([shapely.LineString([(0, 50), (42, 50)])], 40, 10, 2)
        >>> above.y < 48, below.y > 59, above.angle_deg
        (True, True, 0.0)
    """
    import numpy as np
    import shapely

    found: list[Stretch] = []
    for line in lines:
        if line.length < width:
            continue
        count = math.ceil(line.length / _STEP_PT)
        spots = shapely.line_interpolate_point([line], np.linspace(0, 1, count + 1), normalized=True)
        at = shapely.get_coordinates(spots)
        # A crooked line needs a little more of its length than the text has.
        reach = min(count, math.ceil(1.06 * width / (line.length / count)))
        for begin in range(0, len(at) - reach, max(1, reach // 6)):
            found += _on(at[begin : begin + reach + 1], width, size, gap)
    found.sort(key=lambda stretch: (stretch.cost, stretch.x, stretch.y))
    return found[:_MOST]


def _on(at: npt.NDArray[np.float64], width: float, size: float, gap: float) -> Iterator[Stretch]:
    """The places above and below one stretch."""
    (ax, ay), (bx, by) = (at[0], at[-1]) if at[0][0] <= at[-1][0] else (at[-1], at[0])
    chord = math.hypot(bx - ax, by - ay)
    if chord < 0.92 * width:
        return
    x, y = float(bx - ax) / chord, float(by - ay) / chord
    # Positive: the line runs above the chord (y grows downwards).
    off = y * (at[:, 0] - ax) - x * (at[:, 1] - ay)
    rise, fall = max(0.0, float(off.max())), max(0.0, -float(off.min()))
    bend = (rise + fall) / size
    if bend > _MOST_BEND:
        return
    angle = math.degrees(math.atan2(y, x))
    cost = bend + _STEEP_COST * max(0.0, abs(angle) - _LEVEL_DEG) / _LEVEL_DEG
    for lift, side in ((rise + gap + 0.22 * size, 0.0), (-(fall + gap + 0.74 * size), _BELOW_COST)):
        yield Stretch(float(ax + bx) / 2 + y * lift, float(ay + by) / 2 - x * lift, angle, cost + side)
