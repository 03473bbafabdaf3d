"""Static maps: a document and a page become PNG, SVG or PDF, without browser, tiles or network.

``lay_out`` makes a ``Drawing`` of a document: the frame of the map, its projection, background, borders,
incidents, labels and furniture, all in points of the page. The writers put the drawing down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

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
    from maps.render.static.sums import Sums

__all__ = ["Plan", "lay_out", "lay_out_projected"]


def lay_out(document: MapDocument, page: Page) -> Drawing:
    """The page that shows a document."""
    return lay_out_projected(document, page)[0]


def lay_out_projected(document: MapDocument, page: Page) -> tuple[Drawing, Projected]:
    """The page that shows a document, and where its map puts points of the earth."""
    from maps.render.static.fonts import house
    from maps.render.static.style import load

    style = load(page.style).scaled(page.scale).of(document)
    with house(style.font):
        return _laid_out(document, page, style)


def _laid_out(document: MapDocument, page: Page, style: Style) -> tuple[Drawing, Projected]:
    from maps.render.static import background, incidents, labels
    from maps.render.static.drawing import Drawing, Group, Paint, Shape
    from maps.render.static.furniture import frame_page
    from maps.render.static.markers import leaders, markers
    from maps.render.static.outlines import rectangle
    from maps.render.static.projection import project
    from maps.render.static.reframe import reframed
    from maps.render.static.scene import Scene
    from maps.render.static.sums import how_summed, most_markers, summed

    most = most_markers(page, style)
    summing = how_summed(len(document.incidents), most) is not None
    plan = Plan(numbered=not summing and labels.wants_numbers(document), legend_below=False)
    sums: Sums | None = None
    shown, usual = document, style
    for last in (False, False, False, False, True):
        rows = labels.keyed_rows(document) if plan.numbered else ()
        style = usual.with_smaller_markers() if plan.crowded else usual
        framed = frame_page(shown, page, style, rows, legend_below=plan.legend_below, sums=sums)
        projected = project(document.content or document.view, framed.map_box)
        scene = Scene(projected, document.worldview)
        about = background.focus(document, scene)
        shown = reframed(document, scene, about, style)
        labels.check_overrides(page, document, shown)
        before, sums = sums, summed(shown, projected, style, sums, most)
        marked = sums.rest if sums else shown
        settled = _settled(marked, scene, style, page, plan, sums, has_legend=framed.has_legend)
        # A legend below the map takes room, and in another frame others may have a marker of their own.
        told = not (plan.legend_below and sums and before) or sums.rest.categories == before.rest.categories
        if last or (settled.wanted == plan and told):
            break
        plan = settled.wanted
    stands, pieces, names = settled.stands, settled.pieces, settled.labels
    edge = Shape(rectangle(framed.map_box), Paint(stroke=style.colour["frame"], width=style.line["frame"]))
    mountains = page.wish(style.furniture, "relief") == "on"
    framing = page.wish(style.furniture, "frame") != "off" and not page.plain
    drawing = Drawing(
        width=page.width,
        height=page.height,
        groups=(
            *background.background(scene, about, style, mountains=mountains),
            *incidents.shapes(shown, projected, style),
            incidents.areas(marked, projected, style),
            *background.emphasised(shown, scene, style),
            *((sums.group,) if sums and sums.below else ()),
            *leaders(stands, projected, style),
            *names.groups,
            *((sums.group,) if sums and not sums.below else ()),
            markers(stands, projected, style, numbered=plan.numbered),
            *(piece.group for piece in pieces),
            *((Group("frame", "Frame", (edge,)),) if framing else ()),
            *framed.groups,
        ),
        title=document.title,
        description=page.alt_text or document.description,
        language=document.language,
        paper=None if page.transparent else style.colour["paper"],
        fonts=dict(style.font),
        metadata={"Projection": f"{projected.name}: {projected.crs}"},
        remarks=(*framed.remarks, *style.hardly_read()),
    )
    return drawing, projected


class Plan(NamedTuple):
    """How crowded a map is.

    Attributes:
        numbered: Whether markers bear numbers keyed to a list, in place of labels.
        legend_below: Whether the legend stands below the map, because it would hide markers on it.
        crowded: Whether markers are smaller, because many stand far from their points.
    """

    numbered: bool
    legend_below: bool
    crowded: bool = False


class _Settled(NamedTuple):
    """What stands on the map.

    Attributes:
        stands: The markers.
        pieces: The furniture on the map.
        labels: The labels.
        wanted: The plan that was followed, or the one that the map wants instead.
    """

    stands: tuple[Stand, ...]
    pieces: list[Piece]
    labels: Labels
    wanted: Plan


def _settled(  # noqa: PLR0913, PLR0917 -- all that stands on the map
    document: MapDocument,
    scene: Scene,
    style: Style,
    page: Page,
    plan: Plan,
    sums: Sums | None,
    *,
    has_legend: bool,
) -> _Settled:
    """Room for what stands on the map: first the markers, then furniture, then labels."""
    from maps.render.static import labels
    from maps.render.static.furniture import legend_hides, on_map
    from maps.render.static.markers import crowded, stand

    projected = scene.projected
    kept = labels.main_towns(document, projected, style) if plan.numbered else []
    discs = sums.discs if sums else []
    told = sums.rows if sums else ()
    stands = stand(document, projected, style, [*kept, *discs], numbered=plan.numbered)
    boxes = [*(each.box for each in stands), *(sums.boxes if sums else ())]
    pieces = on_map(document, page, style, scene, boxes, legend_below=has_legend, sums=told)
    below = plan.legend_below
    if not has_legend:
        below |= legend_hides(pieces, boxes, document, page, style, sums=told)
    # A name that touches the scale bar or the globe would read as part of it.
    taken = [*(piece.box.grown(0.5 * style.size["text"]) for piece in pieces), *discs]
    if any(each.box.meets(other) for each in stands for other in taken):
        stands = stand(document, projected, style, [*kept, *taken], numbered=plan.numbered)
    occupied = labels.Occupied(stands, taken, plan.numbered or sums is not None)
    names = labels.place(document, scene, style, page, occupied)
    wanted = Plan(
        plan.numbered or not names.complete,
        below,
        plan.crowded or (plan.numbered and crowded(stands, style.size["marker"])),
    )
    return _Settled(stands, pieces, names, wanted)
