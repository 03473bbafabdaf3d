"""Where incidents may have been, as a group of a drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.render.static.drawing import Group, Paint, Shape
from maps.render.static.outlines import from_geometries
from maps.style import symbol_key

if TYPE_CHECKING:
    from maps.document import MapDocument
    from maps.render.static.projection import Projected
    from maps.render.static.style import Style

__all__ = ["areas"]


def areas(document: MapDocument, projected: Projected, style: Style) -> Group:
    """Where each incident may have been, hatched lightly."""
    items = []
    for mark in document.incidents:
        if mark.area is None:
            continue
        fill = style.incident[symbol_key(mark.category)]
        outline = from_geometries(projected.shapes(mark.area))
        items.append(Shape(outline, Paint(fill=fill, opacity=0.12)))
        items.append(Shape(outline, Paint(stroke=fill, width=0.8, dash=(2, 2))))
    return Group("areas", "Where incidents may have been", tuple(items), projected.box)
