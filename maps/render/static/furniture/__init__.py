"""What stands round and on the map: title, credits; legend, scale bar, north arrow, inset.

``frame_page`` finds room for what stands above and below the map; ``on_map`` puts the rest into the corners
of the map where it hides least.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maps.render.static.furniture.corners import Piece, settle
from maps.render.static.furniture.inset import inset
from maps.render.static.furniture.legend import legend
from maps.render.static.furniture.north import north_arrow
from maps.render.static.furniture.scale import scale_bar
from maps.render.static.furniture.titles import footer, heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maps.document import MapDocument
    from maps.render.static.drawing import Box, Group
    from maps.render.static.page import Page
    from maps.render.static.projection import Projected
    from maps.render.static.style import Style

__all__ = ["Framed", "frame_page", "on_map"]


@dataclass(frozen=True, slots=True)
class Framed:
    """A page with room for the map.

    Attributes:
        map_box: The frame of the map.
        groups: What stands above and below it.
    """

    map_box: Box
    groups: tuple[Group, ...]


def frame_page(document: MapDocument, page: Page, style: Style) -> Framed:
    """Set title and credits, and leave the rest of the page to the map."""
    from maps.render.static.drawing import Box

    margin = 0.0 if page.plain else style.size["text"] * 1.6
    whole = Box(margin, margin, page.width - margin, page.height - margin)
    top, above = heading(document, page, style, whole)
    bottom, below = footer(document, page, style, whole)
    return Framed(Box(whole.left, top, whole.right, bottom), (*above, *below))


def on_map(
    document: MapDocument, page: Page, style: Style, projected: Projected, symbols: Sequence[Box]
) -> list[Piece]:
    """Legend, scale bar, north arrow and inset, each in a corner of the map.

    Args:
        document: What the map shows.
        page: What the caller wishes.
        style: How it looks.
        projected: Where the earth is on the page.
        symbols: What the markers cover: no piece goes there if another corner is free.
    """
    if page.plain:
        return []
    wishes = {**style.furniture, **page.furniture}
    made = {
        "legend": legend(document, style, projected.box),
        "inset": inset(projected, style, wished=wishes["inset"] != "auto"),
        "scale": scale_bar(projected, style, document.language),
        "north": north_arrow(projected, style, wished=wishes["north"] != "auto"),
    }
    pieces = {key: piece for key, piece in made.items() if piece is not None and wishes[key] != "off"}
    return settle(pieces, wishes, projected.box, symbols, style.size["text"])
