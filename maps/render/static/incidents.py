"""Where incidents may have been, as a group of a drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.points import LonLat
from maps.marks import column
from maps.render.static.drawing import Box, Group, Paint, Shape
from maps.render.static.outlines import circle, from_geometries, from_lines, rectangle

if TYPE_CHECKING:
    from maps.document import MapDocument, ShapeMark
    from maps.marks import Geometry
    from maps.render.static.drawing import Outline
    from maps.render.static.projection import Projected
    from maps.render.static.style import Style

__all__ = ["areas", "shapes", "swatch"]

# Distance of the lines of a hatch in widths of an area's edge, and how much they hide of the ground.
_GAP, _OPACITY = 5.0, 0.14
# How much an area of a table hides of the ground, and the radius of a point of several in sizes of a marker.
_FILLED, _DOT = 0.7, 0.14


def areas(document: MapDocument, projected: Projected, style: Style) -> Group:
    """Where each incident may have been, hatched lightly; what several share is drawn once."""
    line = style.line["area"]
    drawn: dict[str, tuple[str, Outline]] = {}
    marks = document.incidents
    for area, category in zip(column(marks, "area"), column(marks, "category"), strict=True):
        if area is not None:
            fill = style.area_colour(category)
            key = f"{fill} {area['type']} {area['coordinates']}"
            if key not in drawn:
                drawn[key] = fill, from_geometries(projected.shapes(area))
    items = []
    for fill, outline in drawn.values():
        hatched = Paint(fill=fill, hatch=fill, hatch_gap=_GAP * line, opacity=_OPACITY)
        items += [
            Shape(outline, hatched),
            Shape(outline, Paint(stroke=fill, width=line, dash=(2.5 * line,) * 2)),
        ]
    return Group("areas", "Where incidents may have been", tuple(items), projected.box)


def shapes(document: MapDocument, projected: Projected, style: Style) -> list[Group]:
    """Lines and areas of a table, in the colours of their categories."""
    drawn = [
        item
        for shape in document.shapes
        for part in shape.parts
        for item in _part(part, style.fill(shape.category), projected, style)
    ]
    return [Group("shapes", "Lines and areas", tuple(drawn), projected.box)] if drawn else []


def swatch(shape: ShapeMark, style: Style) -> list[Shape]:
    """How the legend draws lines or areas of a category, in a square of side 1: on land, as on the map."""
    import numpy as np

    fill = style.fill(shape.category)
    drawn = next(part for part in shape.parts if part["type"] != "MultiPoint")
    if not _is_area(drawn):
        run = np.array([(0.04, 0.5), (0.96, 0.5)])
        return [Shape(from_lines([run]), _drawn(drawn, fill, style)[-1])]
    patch = rectangle(Box(0.08, 0.2, 0.92, 0.8))
    return [Shape(patch, paint) for paint in (Paint(fill=style.colour["land"]), *_drawn(drawn, fill, style))]


def _part(geometry: Geometry, fill: str, projected: Projected, style: Style) -> list[Shape]:
    if geometry["type"] == "MultiPoint":
        ring = Paint(
            fill=fill,
            stroke=style.colour["casing"],
            width=0.5 * style.line["area"],
        )
        places = projected.places([LonLat(*at[:2]) for at in geometry["coordinates"]])
        return [Shape(circle(x, y, _DOT * style.size["marker"]), ring) for x, y in places.tolist()]
    outline = from_geometries(projected.shapes(geometry))
    return [Shape(outline, paint) for paint in _drawn(geometry, fill, style)]


def _drawn(geometry: Geometry, fill: str, style: Style) -> list[Paint]:
    """How a line or an area is painted."""
    line = style.line["area"]
    if not _is_area(geometry):
        return [Paint(stroke=fill, width=2 * line)]
    return [Paint(fill=fill, opacity=_FILLED), Paint(stroke=fill, width=line)]


def _is_area(geometry: Geometry) -> bool:
    return geometry["type"] in {"Polygon", "MultiPolygon"}
