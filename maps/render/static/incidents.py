"""The incidents of a document, as groups of a drawing: areas of uncertainty below, markers above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.render.static.drawing import Box, Group, Paint, Shape
from maps.render.static.outlines import from_geometries, from_svg
from maps.style import FRAMES, SYMBOLS, symbol_key

if TYPE_CHECKING:
    from maps.document import MapDocument
    from maps.render.static.projection import Projected
    from maps.render.static.style import Style

__all__ = ["areas", "marker_boxes", "markers"]

_FRAME_WIDTH = 32  # units of the box that maps.style.FRAMES are drawn in


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


def markers(document: MapDocument, projected: Projected, style: Style) -> Group:
    """A marker for each incident, by its type and the precision of its place."""
    unit = style.size["marker"] / _FRAME_WIDTH
    items: list[Group] = []
    for mark in reversed(document.incidents):
        symbol, frame = SYMBOLS[symbol_key(mark.category)], FRAMES[mark.precision]
        x, y = projected.point(mark.point)
        corner = (x - 16 * unit, y - frame.anchor_y * unit)
        inner = (corner[0] + 4 * unit, corner[1] + 5 * unit)
        items.append(
            Group(
                f"incident-{mark.number}",
                mark.title,
                (
                    Shape(
                        from_svg(frame.path, scale=unit, at=corner),
                        Paint(
                            fill=style.incident[symbol_key(mark.category)],
                            stroke=style.colour["casing"],
                            width=style.line["casing"],
                        ),
                    ),
                    Shape(from_svg(symbol.path, scale=unit, at=inner), Paint(fill=style.colour["symbol"])),
                ),
            )
        )
    return Group("incidents", "Incidents", tuple(items), projected.box)


def marker_boxes(document: MapDocument, projected: Projected, style: Style) -> list[Box]:
    """What each marker covers on the page, in the order of the incidents."""
    unit = style.size["marker"] / _FRAME_WIDTH
    boxes = []
    for mark in document.incidents:
        frame = FRAMES[mark.precision]
        x, y = projected.point(mark.point)
        top = y - frame.anchor_y * unit
        boxes.append(Box(x - 16 * unit, top, x + 16 * unit, top + frame.height * unit))
    return boxes
