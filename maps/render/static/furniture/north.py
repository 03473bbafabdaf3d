"""The north arrow: drawn only where north is not up."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geo.points import LonLat
from maps.render.static.drawing import Box, Group, Outline, Paint, Shape, Text
from maps.render.static.furniture.corners import Piece

if TYPE_CHECKING:
    from maps.render.static.projection import Projected
    from maps.render.static.style import Style

__all__ = ["north_arrow"]

_TILT_DEG = 2.0  # nobody sees less


def north_deg(projected: Projected) -> float:
    """Where north is at the middle of the map, in degrees clockwise from up."""
    at = projected.inverse(*projected.box.center)
    step = 0.01 if at.lat < 89.9 else -0.01
    x0, y0 = projected.point(at)
    x1, y1 = projected.point(LonLat(at.lon, at.lat + step))
    turn = 0.0 if step > 0 else 180.0
    return (math.degrees(math.atan2(x1 - x0, y0 - y1)) + turn + 180.0) % 360.0 - 180.0


def north_arrow(projected: Projected, style: Style, *, wished: bool) -> Piece | None:
    """An arrow to the north of the map's middle, or None where north is up and nobody asked for one."""
    import numpy as np

    angle = north_deg(projected)
    if abs(angle) < _TILT_DEG and not wished:
        return None
    size = style.size["text"]
    radius = 1.6 * size
    turn = math.radians(angle)
    rotation = np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
    arrow = np.array([(0, -1.0), (0.55, 0.8), (0, 0.45), (-0.55, 0.8), (0, -1.0)]) * radius
    vertices = arrow @ rotation + radius + size
    outline = Outline(vertices, np.array([1, 2, 2, 2, 79], dtype=np.uint8))
    letter = (np.array([(0.0, -1.0)]) * (radius + 0.75 * size)) @ rotation + radius + size
    ink = style.colour["ink"]
    halo = style.colour["label_halo"]
    items = (
        Shape(outline, Paint(fill=ink, stroke=halo, width=style.line["casing"])),
        Text(
            "N",
            letter[0][0],
            letter[0][1] + 0.35 * size,
            size,
            ink,
            anchor="middle",
            halo=halo,
            halo_width=style.line["label_halo"],
        ),
    )
    side = 2 * (radius + size)
    return Piece(Group("north", "North arrow", items), Box(0, 0, side, side))
