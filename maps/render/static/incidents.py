"""Where incidents may have been, as a group of a drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.points import LonLat
from maps.marks import column
from maps.render.static.drawing import Group, Paint, Shape
from maps.render.static.outlines import circle, from_geometries

if TYPE_CHECKING:
    from maps.document import MapDocument, ShapeMark
    from maps.render.static.drawing import Outline
    from maps.render.static.projection import Projected
    from maps.render.static.style import Style

__all__ = ["areas", "shapes"]

# Distance of the lines of a hatch in widths of an area's edge, and how much they hide of the ground.
_GAP, _OPACITY = 5.0, 0.14
# How much an area of a table hides of the ground, and the radius of a point of several in sizes of a marker.
_FILLED, _DOT = 0.55, 0.14


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
    drawn = [item for shape in document.shapes for item in _shape(shape, projected, style)]
    return [Group("shapes", "Lines and areas", tuple(drawn), projected.box)] if drawn else []


def _shape(shape: ShapeMark, projected: Projected, style: Style) -> list[Shape]:
    fill, line, geometry = style.fill(shape.category), style.line["area"], shape.geometry
    if geometry["type"] == "MultiPoint":
        ring = Paint(fill=fill, stroke=style.colour["casing"], width=0.5 * line)
        places = projected.places([LonLat(*at[:2]) for at in geometry["coordinates"]])
        return [Shape(circle(x, y, _DOT * style.size["marker"]), ring) for x, y in places.tolist()]
    outline = from_geometries(projected.shapes(geometry))
    edge = Shape(outline, Paint(stroke=fill, width=line if _is_area(shape) else 2 * line))
    return [Shape(outline, Paint(fill=fill, opacity=_FILLED)), edge] if _is_area(shape) else [edge]


def _is_area(shape: ShapeMark) -> bool:
    return shape.geometry["type"] in {"Polygon", "MultiPolygon"}
