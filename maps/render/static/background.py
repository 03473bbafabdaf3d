"""The background and the emphasised borders of a document, as groups of a drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.render.static.drawing import Group, Paint, Shape
from maps.render.static.outlines import from_geometries, rectangle

if TYPE_CHECKING:
    from maps.document import MapDocument
    from maps.render.static.projection import Projected
    from maps.render.static.style import Style

__all__ = ["background", "emphasised"]


def background(document: MapDocument, projected: Projected, style: Style) -> list[Group]:
    """Sea, land, waters and lines, from the bottom up."""
    colour, line = style.colour, style.line
    paints = {
        "land": Paint(fill=colour["land"], stroke=colour["coast"], width=line["coast"]),
        "lakes": Paint(fill=colour["lake"]),
        "rivers": Paint(stroke=colour["river"], width=line["river"]),
        "admin1_borders": Paint(stroke=colour["admin1_border"], width=line["admin1_border"], dash=(3, 2)),
        "country_borders": Paint(stroke=colour["country_border"], width=line["country_border"]),
        "disputed_borders": Paint(
            stroke=colour["disputed_border"], width=line["disputed_border"], dash=(3, 3)
        ),
    }
    groups = [
        Group("sea", "Sea", (Shape(rectangle(projected.box), Paint(fill=colour["sea"])),), projected.box)
    ]
    for layer in document.basemap:
        shape = Shape(from_geometries(projected.shapes(layer.geometry)), paints[layer.name])
        groups.append(Group(layer.name.replace("_", "-"), layer.name, (shape,), projected.box))
    return groups


def emphasised(document: MapDocument, projected: Projected, style: Style) -> list[Group]:
    """The borders that the map is about, with their halo."""
    halo = Paint(stroke=style.colour["emphasised_halo"], width=style.line["emphasised_halo"], cap="round")
    line = Paint(stroke=style.colour["emphasised_border"], width=style.line["emphasised_border"])
    groups = []
    for number, border in enumerate(document.borders, start=1):
        outline = from_geometries(projected.shapes(border.geometry))
        groups.append(
            Group(
                f"border-{number}",
                f"Border of {border.label}",
                (Shape(outline, halo), Shape(outline, line)),
                projected.box,
            )
        )
    return groups
