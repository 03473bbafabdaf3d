"""Labels of a static map: placed by priority, without collisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.render.static.drawing import Box, Group, Text
from maps.render.static.typeset import measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maps.document import MapDocument
    from maps.render.static.page import Page
    from maps.render.static.projection import Projected
    from maps.render.static.style import Style

__all__ = ["place"]


def place(
    document: MapDocument,
    projected: Projected,
    style: Style,
    page: Page,
    symbols: Sequence[Box],
    taken: Sequence[Box],
) -> list[Group]:
    """All labels of a map, as groups from the bottom up.

    Args:
        document: What the map shows.
        projected: Where it is on the page.
        style: Sizes and colours.
        page: Its overrides of labels.
        symbols: What the marker of each incident covers.
        taken: What furniture covers.
    """
    filled, items = [*symbols, *taken], []
    for label in document.labels:
        x, y = projected.point(label.point)
        size = style.size.get(label.kind, style.size["town"])
        extent = measure(label.text, size)
        box = Box(x - extent.width / 2, y - extent.ascent, x + extent.width / 2, y + extent.descent)
        if any(box.meets(other) for other in filled) or not projected.box.meets(box):
            continue
        filled.append(box)
        colour, halo = style.colour["label"], style.colour["label_halo"]
        items.append(Text(label.text, x, y, size, colour, anchor="middle", halo=halo, halo_width=1.2))
    return [Group("labels", "Labels", tuple(items), projected.box)]
