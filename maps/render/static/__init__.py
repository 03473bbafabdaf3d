"""Static maps: a document and a page become PNG, SVG or PDF, without browser, tiles or network.

``lay_out`` makes a ``Drawing`` of a document: the frame of the map, its projection, background, borders,
incidents, labels and furniture, all in points of the page. The writers put the drawing down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maps.document import MapDocument
    from maps.render.static.drawing import Drawing
    from maps.render.static.furniture.corners import Piece
    from maps.render.static.labels import Labels
    from maps.render.static.markers import Stand
    from maps.render.static.page import Page
    from maps.render.static.projection import Projected
    from maps.render.static.scene import Scene
    from maps.render.static.style import Style

__all__ = ["lay_out", "lay_out_projected"]


def lay_out(document: MapDocument, page: Page) -> Drawing:
    """The page that shows a document."""
    return lay_out_projected(document, page)[0]


def lay_out_projected(document: MapDocument, page: Page) -> tuple[Drawing, Projected]:
    """The page that shows a document, and where its map puts points of the earth."""
    from maps.render.static import background, incidents, labels
    from maps.render.static.drawing import Drawing, Group, Paint, Shape
    from maps.render.static.furniture import frame_page
    from maps.render.static.markers import markers
    from maps.render.static.outlines import rectangle
    from maps.render.static.projection import project
    from maps.render.static.reframe import reframed
    from maps.render.static.scene import Scene
    from maps.render.static.style import load

    style = load(page.style).scaled(page.scale)
    framed = frame_page(document, page, style)
    projected = project(document.content or document.view, framed.map_box)
    scene = Scene(projected, document.worldview)
    about = background.focus(document, scene)
    document = reframed(document, scene, about, style)
    numbered = labels.wants_numbers(document)
    stands, pieces, names = _settled(document, scene, style, page, numbered=numbered)
    if not names.complete:
        numbered = True
        stands, pieces, names = _settled(document, scene, style, page, numbered=True)
    edge = Shape(rectangle(framed.map_box), Paint(stroke=style.colour["frame"], width=style.line["frame"]))
    framing = page.wish(style.furniture, "frame") != "off" and not page.plain
    drawing = Drawing(
        width=page.width,
        height=page.height,
        groups=(
            *background.background(scene, about, style),
            incidents.areas(document, projected, style),
            *background.emphasised(document, scene, style),
            *names.groups,
            markers(stands, projected, style, numbered=numbered),
            *(piece.group for piece in pieces),
            *((Group("frame", "Frame", (edge,)),) if framing else ()),
            *framed.groups,
        ),
        title=document.title,
        description=page.alt_text or document.description,
        language=document.language,
        paper=None if page.transparent else style.colour["paper"],
        metadata={"Projection": f"{projected.name}: {projected.crs}"},
    )
    return drawing, projected


def _settled(
    document: MapDocument, scene: Scene, style: Style, page: Page, *, numbered: bool
) -> tuple[tuple[Stand, ...], list[Piece], Labels]:
    """Room for what stands on the map: first the markers, then furniture, then labels."""
    from maps.render.static import labels
    from maps.render.static.furniture import on_map
    from maps.render.static.markers import stand

    projected = scene.projected
    kept = labels.main_towns(document, projected, style) if numbered else []
    stands = stand(document, projected, style, kept, numbered=numbered)
    pieces = on_map(document, page, style, projected, [each.box for each in stands])
    taken = [piece.box for piece in pieces]
    if any(each.box.meets(box) for each in stands for box in taken):
        stands = stand(document, projected, style, [*kept, *taken], numbered=numbered)
    occupied = labels.Occupied(stands, taken, numbered)
    return stands, pieces, labels.place(document, scene, style, page, occupied)
