"""Static maps: a document and a page become PNG, SVG or PDF, without browser, tiles or network.

``lay_out`` makes a ``Drawing`` of a document: the frame of the map, its projection, background, borders,
incidents, labels and furniture, all in points of the page. The writers put the drawing down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maps.document import MapDocument
    from maps.render.static.drawing import Drawing
    from maps.render.static.page import Page

__all__ = ["lay_out"]


def lay_out(document: MapDocument, page: Page) -> Drawing:
    """The page that shows a document."""
    from maps.render.static import background, incidents, labels
    from maps.render.static.drawing import Drawing, Group, Paint, Shape
    from maps.render.static.furniture import frame_page, on_map
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
    symbols = incidents.marker_boxes(document, projected, style)
    pieces = on_map(document, page, style, projected, symbols)
    names = labels.place(document, projected, style, page, symbols, [piece.box for piece in pieces])
    edge = Shape(rectangle(framed.map_box), Paint(stroke=style.colour["frame"], width=style.line["frame"]))
    framing = page.wish(style.furniture, "frame") != "off" and not page.plain
    return Drawing(
        width=page.width,
        height=page.height,
        groups=(
            *background.background(scene, about, style),
            incidents.areas(document, projected, style),
            *background.emphasised(document, scene, style),
            *names,
            incidents.markers(document, projected, style),
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
