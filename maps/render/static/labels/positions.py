"""Where a block of text may stand beside its symbol, and how good each place is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from maps.render.static.labels.wording import to_the_left

if TYPE_CHECKING:
    from maps.render.static.drawing import Box
    from maps.render.static.labels.block import Block, Side

__all__ = ["Place", "beside"]

# The eight positions of Christensen, Marks and Shieber 1995 in an order after Imhof 1975
# (doi:10.1559/152304075784313304): on the side to which one reads, rather above than below, and right above
# or below the symbol only at the last. A block of several lines rather stands level with its symbol than at
# its corner.
_COSTS: dict[Side, float] = {
    "E": 0.0, "NE": 0.12, "SE": 0.2, "W": 0.3, "NW": 0.42, "SW": 0.5, "N": 0.55, "S": 0.6,
}  # fmt: skip
_MIRRORED: dict[Side, Side] = {
    "E": "W", "NE": "NW", "SE": "SW", "W": "E", "NW": "NE", "SW": "SE", "N": "N", "S": "S",
}  # fmt: skip
_SLIDES = (0.0, -0.3, 0.3)  # of the block's size, along the side
_SLIDE_COST = 0.1


class Place(NamedTuple):
    """A place for a block: its corner, the side of the symbol, and how much worse than the best it is."""

    left: float
    top: float
    side: Side
    cost: float


def beside(block: Block, symbol: Box, gap: float, slides: tuple[float, ...] = _SLIDES) -> list[Place]:
    """The places round a symbol, each with a little slide along its side.

    Args:
        block: Read from left to right, it rather stands right of the symbol, and the other way about.
        symbol: What the block must not cover.
        gap: Points between the two.
        slides: How far the block may slide, as shares of its size.
    """
    mirrored = to_the_left(block.lines[0].text)
    found = []
    for side, cost in _COSTS.items():
        stands = _MIRRORED[side] if mirrored else side
        left, top = block.corner(stands, symbol, gap)
        for slide in slides if len(side) == 1 else (0.0,):
            across, down = (slide * block.width, 0.0) if side in "NS" else (0.0, slide * block.height)
            found.append(Place(left + across, top + down, stands, cost + _SLIDE_COST * (slide != 0)))
    return found
