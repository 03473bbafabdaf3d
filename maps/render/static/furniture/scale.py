"""The scale bar, in kilometres and miles, measured on the ellipsoid at the middle of the map."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geo import distance_m
from maps.render.static.drawing import Box, Group, Outline, Paint, Shape, Text
from maps.render.static.furniture.corners import Piece
from maps.render.static.typeset import measure
from maps.wording import words

if TYPE_CHECKING:
    from maps.render.static.projection import Projected
    from maps.render.static.style import Style

__all__ = ["nice_below", "scale_bar"]

_MILE_M, _FOOT_M = 1609.344, 0.3048  # international mile and foot of 1959
_SHARE = 0.2  # of the frame's width, at most
_UNEVEN = 0.1  # a scale that differs by more over the map is told as that of its middle


def nice_below(value: float) -> float:
    """The greatest of 1, 2, 5, 10, 20 ... that is not above a value.

    Examples:
        >>> [nice_below(value) for value in (1.4, 26, 99.9, 0.07)]
        [1.0, 20.0, 50.0, 0.05]
    """
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (5.0, 2.0, 1.0) if step * power <= value * (1 + 1e-9))


def ground_m(projected: Projected, x: float, y: float, length: float) -> float:
    """How many metres on the ground a level line of the page is, about a position."""
    return distance_m(projected.inverse(x - length / 2, y), projected.inverse(x + length / 2, y))


def scale_bar(projected: Projected, style: Style, language: str) -> Piece:
    """Two bars on one line: kilometres above, miles below; metres and feet where the map is that large."""
    frame, say = projected.box, words(language)
    x, y = frame.center
    length = max(_SHARE * min(frame.width, 1.6 * frame.height), 40.0)
    metres_in_pt = ground_m(projected, x, y, length) / length
    most_m = metres_in_pt * length
    metric, unit_m = ("km", 1000.0) if most_m >= 1000 else ("m", 1.0)
    imperial, mile_m = ("miles", _MILE_M) if most_m >= _MILE_M else ("feet", _FOOT_M)
    upper, lower = nice_below(most_m / unit_m), nice_below(most_m / mile_m)
    size, tick = style.size["text"], style.size["text"] * 0.45
    ink = Paint(stroke=style.colour["ink"], width=style.line["frame"] * 1.4, join="miter")
    top = size * 1.25
    said = f"{say.number(upper)} {say.say(metric)}"
    below = f"{say.number(lower)} {say.say('mile' if imperial == 'miles' and lower == 1 else imperial)}"
    halo = {"halo": style.colour["label_halo"], "halo_width": style.line["label_halo"]}
    uneven = _uneven(projected, metres_in_pt)
    lengths = [upper * unit_m / metres_in_pt, lower * mile_m / metres_in_pt]
    items: list[Shape | Text] = []
    for number, width in enumerate(lengths):
        end = top - tick if number == 0 else top + tick
        outline = _line([(0, end), (0, top), (width, top), (width, end)])
        halo_paint = Paint(stroke=style.colour["label_halo"], width=ink.width + 2 * style.line["label_halo"])
        items += [Shape(outline, halo_paint), Shape(outline, ink)]
    items.sort(key=lambda item: isinstance(item, Shape) and item.paint is ink)
    colour = style.colour["ink"]
    items.append(Text(said, lengths[0], top - tick - size * 0.3, size, colour, anchor="end", **halo))  # type: ignore[arg-type]
    items.append(Text(below, lengths[1], top + tick + size * 0.85, size, colour, anchor="end", **halo))  # type: ignore[arg-type]
    bottom = top + tick + size * 1.1
    width = max(*lengths, measure(said, size).width, measure(below, size).width)
    if uneven:
        note = say.say("scale_at_middle")
        items.append(Text(note, 0, bottom + size * 0.85, size * 0.85, style.colour["muted"], **halo))  # type: ignore[arg-type]
        bottom += size * 1.1
        width = max(width, measure(note, size * 0.85).width)
    short = min(lengths)
    left = min(0.0, short - max(measure(said, size).width, measure(below, size).width))
    return Piece(Group("scale", "Scale bar", tuple(items)), Box(left, 0, width, bottom))


def _uneven(projected: Projected, metres_in_pt: float) -> bool:
    """Whether the scale elsewhere on the map differs enough to be told."""
    left, top, right, bottom = projected.box.grown(-0.1 * min(projected.box.width, projected.box.height))
    elsewhere = [
        ground_m(projected, x, y, 10.0) / 10.0
        for x in (left, (left + right) / 2, right)
        for y in (top, (top + bottom) / 2, bottom)
        if _on_earth(projected, x, y)
    ]
    return any(abs(other / metres_in_pt - 1) > _UNEVEN for other in elsewhere)


def _on_earth(projected: Projected, x: float, y: float) -> bool:
    """Whether a position of the page shows a place: corners of a map of the world do not."""
    try:
        ends = [projected.inverse(x + step, y) for step in (-5.0, 5.0)]
    except ValueError:
        return False
    return all(math.isfinite(part) for end in ends for part in end)


def _line(points: list[tuple[float, float]]) -> Outline:
    import numpy as np

    return Outline(np.array(points, dtype=float), np.array([1] + [2] * (len(points) - 1), dtype=np.uint8))
