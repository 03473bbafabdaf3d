"""A block of text: lines that stand together, where it may stand beside a symbol, and how it is written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from maps.render.static.drawing import Box, Face, Text
from maps.render.static.typeset import measure

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Block", "Line", "Side", "covering"]

Side = Literal["N", "NE", "E", "SE", "S", "SW", "W", "NW", "C"]

# Of the size of the font: how far capitals with accents and tails reach, and a line below the one before.
_ABOVE, _BELOW, _LEADING = 0.8, 0.22, 1.2


_REGULAR = Face()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and how it is set.

    Attributes:
        text: The words.
        size: In points.
        fill: Colour.
        face: Weight and slant.
        spacing_em: Room between letters.
    """

    text: str
    size: float
    fill: str
    face: Face = _REGULAR
    spacing_em: float = 0.0


@dataclass(frozen=True)
class Block:
    """Lines that stand together.

    Attributes:
        lines: From the top down.
        halo: Colour of the halo.
        halo_width: In points.
    """

    lines: tuple[Line, ...]
    halo: str
    halo_width: float

    @cached_property
    def width(self) -> float:
        """Of the longest line."""
        return max(self._widths)

    @cached_property
    def _widths(self) -> tuple[float, ...]:
        return tuple(measure(line.text, line.size, line.face, line.spacing_em).width for line in self.lines)

    @cached_property
    def height(self) -> float:
        """From the capitals of the first line to the tails of the last."""
        return self._baselines[-1] + _BELOW * self.lines[-1].size

    @cached_property
    def _baselines(self) -> tuple[float, ...]:
        down = _ABOVE * self.lines[0].size
        found = [down]
        for line in self.lines[1:]:
            down += _LEADING * line.size
            found.append(down)
        return tuple(found)

    def boxes(self, left: float, top: float, side: Side, gap: float = 0.0) -> tuple[Box, ...]:
        """What each line covers, with some room around, if the block's corner stands there."""
        found = []
        for line, width, baseline in zip(self.lines, self._widths, self._baselines, strict=True):
            start, base = left + _indent(side) * (self.width - width) - gap, top + baseline
            above, below = _ABOVE * line.size + gap, _BELOW * line.size + gap
            found.append(Box(start, base - above, start + width + 2 * gap, base + below))
        return tuple(found)

    def write(self, left: float, top: float, side: Side) -> list[Text]:
        """The lines as texts, flush with the symbol on whose side they stand."""
        share = _indent(side)
        anchor: Literal["start", "middle", "end"] = (
            "start" if share == 0 else "end" if share == 1 else "middle"
        )
        return [
            Text(
                line.text,
                left + share * self.width,
                top + baseline,
                line.size,
                line.fill,
                face=line.face,
                anchor=anchor,
                halo=self.halo,
                halo_width=self.halo_width,
                spacing_em=line.spacing_em,
            )
            for line, baseline in zip(self.lines, self._baselines, strict=True)
        ]

    def corner(self, side: Side, symbol: Box, gap: float) -> tuple[float, float]:
        """Left and top of the block on a side of a symbol, ``gap`` points away from it."""
        across, down = _STEP[side]
        x, y = symbol.center
        # At a corner there is room enough without a gap in both directions.
        gap_down = gap * 0.3 if across else gap
        return (
            x + across * (symbol.width / 2 + gap) - self.width * (1 - across) / 2,
            y + down * (symbol.height / 2 + gap_down) - self.height * (1 - down) / 2,
        )


_STEP: dict[Side, tuple[int, int]] = {
    "N": (0, -1), "NE": (1, -1), "E": (1, 0), "SE": (1, 1),
    "S": (0, 1), "SW": (-1, 1), "W": (-1, 0), "NW": (-1, -1), "C": (0, 0),
}  # fmt: skip


def _indent(side: Side) -> float:
    """Share of the free width that stands left of a line."""
    return {1: 0.0, 0: 0.5, -1: 1.0}[_STEP[side][0]]


def covering(boxes: Sequence[Box]) -> Box:
    """The smallest box round the others."""
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
