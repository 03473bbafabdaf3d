"""The background and the emphasised borders of a document, as groups of a drawing."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from maps.grouped import coded
from maps.marks import column
from maps.render.static.drawing import Group, Paint, Shape
from maps.render.static.outlines import from_geometries, from_lines, rectangle

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    import numpy.typing as npt

    from maps.document import MapDocument
    from maps.render.static.drawing import Outline
    from maps.render.static.projection import Projected
    from maps.render.static.scene import Scene
    from maps.render.static.style import Style

    Floats = npt.NDArray[np.float64]

__all__ = ["ADMIN1_FROM_M_PT", "COAST", "background", "emphasised", "focus"]

#: A country fills a page at this scale: no lines and names of its regions on smaller maps.
ADMIN1_FROM_M_PT = 5_500.0
#: Width of the coast of an emphasised country, as a share of that of its border.
COAST = 0.45
# Share of the full width of a river, by its grade.
_RIVERS = (1.35, 1.0, 0.75, 0.5)


def background(scene: Scene, about: frozenset[str], style: Style, *, mountains: bool = False) -> list[Group]:
    """Sea, land, waters and lines, from the bottom up.

    Args:
        scene: What is in the frame.
        about: The countries that the map is about, as ``focus`` has them: their land is brighter.
        style: Colours and weights.
        mountains: Whether light and shade show them.
    """
    from maps.render.static.relief import relief

    projected = scene.projected
    colour, line = style.colour, style.line
    layers = {
        "Sea": [Shape(globe(projected), Paint(fill=colour["sea"]))],
        "Land": [
            _fill(scene.region(scene.codes), colour["neighbour"]),
            _fill(scene.region(about), colour["land"]),
        ],
        "Lakes": [Shape(from_geometries(scene.lakes), Paint(fill=colour["lake"]))],
        "Rivers": _rivers(scene, style),
        "Borders of regions": [_admin1(scene, style)],
        "Coast": [_stroke(scene.coast(), colour["coast"], line["coast"])],
        "Borders": [_stroke(scene.borders("recognised"), colour["country_border"], line["country_border"])],
        "Disputed borders": [
            _stroke(scene.borders("disputed"), colour["disputed_border"], line["disputed_border"], dash=3.0)
        ],
    }
    drawn = {title: [item for item in items if len(item.outline.vertices)] for title, items in layers.items()}
    groups = [_group(title, items, projected) for title, items in drawn.items() if items]
    shaded = relief(projected, style) if mountains else None
    if shaded:
        # On the land and under all else; the sea has none.
        groups.insert(1 + ("Land" in drawn), shaded)
    return groups


def focus(document: MapDocument, scene: Scene) -> frozenset[str]:
    """The countries that the map is about: all that it shows where it is about none."""
    from maps.coasts import together

    countries = column(document.incidents, "countries")
    named = coded(countries).values
    codes = set(chain.from_iterable(named))
    codes |= {code for border in document.borders for code in border.countries}
    untold = []
    if not all(named):
        points = column(document.incidents, "point")
        untold = [point for point, known in zip(points, countries, strict=True) if not known]
    if untold:
        codes |= scene.codes_at([(x, y) for x, y in scene.projected.places(untold).tolist()])
    return together(sorted(codes), worldview=document.worldview) if codes else frozenset(scene.codes)


def globe(projected: Projected) -> Outline:
    """The earth in the frame: the frame itself, or the edge of the earth where it is in it."""
    import numpy as np

    if not projected.cut:
        return rectangle(projected.box)
    lat = np.linspace(-90.0, 90.0, 181)
    away = np.concatenate((np.full(181, 180.0), np.full(181, -180.0)))
    x, y = projected.on_page(away, np.concatenate((lat, lat[::-1])))
    ring = np.column_stack((x, y))
    return from_lines([np.concatenate((ring, ring[:1]))], closed=True)


def _group(title: str, items: Iterable[Shape], projected: Projected, key: str = "") -> Group:
    return Group(key or title.lower().replace(" ", "-"), title, tuple(items), projected.box)


def _fill(rings: Sequence[Floats], fill: str) -> Shape:
    return Shape(from_lines(rings, closed=True), Paint(fill=fill))


def _stroke(lines: Sequence[Floats], stroke: str, width: float, dash: float = 0.0) -> Shape:
    """Lines; dashes are given in widths."""
    dashes = (dash * width, dash * width) if dash else ()
    return Shape(
        from_lines(lines), Paint(stroke=stroke, width=width, dash=dashes, cap="butt" if dash else "round")
    )


def _rivers(scene: Scene, style: Style) -> list[Shape]:
    """Rivers, the smaller the thinner."""
    width, stroke = style.line["river"], style.colour["river"]
    return [
        Shape(from_geometries(lines), Paint(stroke=stroke, width=width * _RIVERS[grade], cap="round"))
        for grade, lines in scene.rivers
    ]


def _admin1(scene: Scene, style: Style) -> Shape:
    width = style.line["admin1_border"]
    paint = Paint(stroke=style.colour["admin1_border"], width=width, dash=(4 * width, 2.5 * width))
    shown = scene.projected.m_per_pt <= ADMIN1_FROM_M_PT
    return Shape(from_geometries(scene.admin1() if shown else []), paint)


def emphasised(document: MapDocument, scene: Scene, style: Style) -> list[Group]:
    """The borders that the map is about, with their halo."""
    colour, line = style.colour, style.line
    width = line["emphasised_border"]
    halo = Paint(stroke=colour["emphasised_halo"], width=line["emphasised_halo"], cap="round")
    paints = {
        "coast": Paint(stroke=colour["emphasised_border"], width=width * COAST, cap="round"),
        "disputed": Paint(stroke=colour["emphasised_border"], width=width, dash=(3 * width, 2 * width)),
        "recognised": Paint(stroke=colour["emphasised_border"], width=width, cap="round"),
    }
    groups = []
    for number, border in enumerate(document.borders, start=1):
        lines = {status: from_lines(scene.emphasised(border, status)) for status in paints}
        # A coast has no halo: in fjords and among islands nothing would be left of the land.
        items = [
            Shape(line, halo) for status, line in lines.items() if len(line.vertices) and status != "coast"
        ]
        items += [
            Shape(outline, paints[status]) for status, outline in lines.items() if len(outline.vertices)
        ]
        if items:
            groups.append(_group(f"Border of {border.label}", items, scene.projected, f"border-{number}"))
    return groups
