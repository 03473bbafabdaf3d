"""What stands round and on the map: title, legend, scale bar, north arrow, inset, credits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maps.render.static.drawing import Box, Group, Text

if TYPE_CHECKING:
    from maps.document import MapDocument
    from maps.render.static.page import Page
    from maps.render.static.projection import Projected
    from maps.render.static.style import Style

__all__ = ["Layout", "arrange"]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands.

    Attributes:
        map_box: The frame of the map.
        taken: Boxes in the map's frame that furniture covers: no label goes there.
        groups: Furniture that needs no projection.
    """

    map_box: Box
    taken: tuple[Box, ...]
    groups: tuple[Group, ...]

    def fixed(self, projected: Projected) -> list[Group]:
        """All furniture, with what depends on the projection: scale bar, north arrow, inset."""
        return list(self.groups)


def arrange(document: MapDocument, page: Page, style: Style) -> Layout:
    """Find room for the furniture and the map."""
    ink = style.colour["ink"]
    title = Text(document.title, 0, style.size["title"], style.size["title"], ink)
    credit = Text("; ".join(document.attributions), 0, page.height - 2, style.size["text"], ink)
    return Layout(
        Box(0, style.size["title"] * 1.5, page.width, page.height - style.size["text"] * 1.8),
        (),
        (Group("title", "Title", (title,)), Group("credits", "Credits", (credit,))),
    )
