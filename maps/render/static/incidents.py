"""Where incidents may have been, as a group of a drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.render.static.drawing import Group, Paint, Shape
from maps.render.static.outlines import from_geometries
from maps.style import symbol_key

if TYPE_CHECKING:
    from maps.document import MapDocument
    from maps.render.static.drawing import Outline
    from maps.render.static.projection import Projected
    from maps.render.static.style import Style

__all__ = ["areas"]

# Distance of the lines of a hatch in widths of an area's edge, and how much they hide of the ground.
_GAP, _OPACITY = 5.0, 0.14


def areas(document: MapDocument, projected: Projected, style: Style) -> Group:
    """Where each incident may have been, hatched lightly; what several share is drawn once."""
    line = style.line["area"]
    drawn: dict[str, tuple[str, Outline]] = {}
    for mark in document.incidents:
        if mark.area is not None:
            fill = style.area_colour(symbol_key(mark.category))
            key = f"{fill} {mark.area['type']} {mark.area['coordinates']}"
            if key not in drawn:
                drawn[key] = fill, from_geometries(projected.shapes(mark.area))
    items = []
    for fill, outline in drawn.values():
        hatched = Paint(fill=fill, hatch=fill, hatch_gap=_GAP * line, opacity=_OPACITY)
        items += [
            Shape(outline, hatched),
            Shape(outline, Paint(stroke=fill, width=line, dash=(2.5 * line,) * 2)),
        ]
    return Group("areas", "Where incidents may have been", tuple(items), projected.box)
