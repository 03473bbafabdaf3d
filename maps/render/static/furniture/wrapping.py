"""Words on lines: text wrapped to a width, and set smaller where it is long."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from maps.render.static.drawing import REGULAR
from maps.render.static.typeset import measure

if TYPE_CHECKING:
    from collections.abc import Callable

    from maps.render.static.drawing import Face

__all__ = ["LEAST_PT", "Paragraph", "fitted", "wrapped"]

#: Smaller text runs together in print.
LEAST_PT = 5.5
_ELLIPSIS = "…"
_LEADING = 1.25  # of the size, from a baseline to the next
_STEPS = (1.0, 0.85, 0.7, 0.6)  # of the size that is wished: how text is made to fit


class Paragraph(NamedTuple):
    """Lines of text with their size.

    Attributes:
        lines: The lines.
        size: Size of the font in points.
        cut: Whether words were left out.
    """

    lines: tuple[str, ...]
    size: float
    cut: bool = False

    @property
    def leading(self) -> float:
        """Points from one baseline to the next."""
        return self.size * _LEADING

    @property
    def height(self) -> float:
        """Points from the top of the first line to the bottom of the last."""
        return len(self.lines) * self.leading


def wrapped(text: str, size: float, width: float, face: Face = REGULAR) -> list[str]:
    """The text in lines no wider than a width in points; a word that is wider is broken.

    Line breaks, tabs and runs of spaces in the text count as one space.
    """
    lines: list[str] = []
    rest = text.split()

    def fits(line: str) -> bool:
        return measure(line, size, face).width <= width

    while rest:
        count = _most(len(rest), lambda words: fits(" ".join(rest[:words])))
        if count == 1 and len(rest[0]) > 1 and not fits(rest[0]):
            letters = _most(len(rest[0]), lambda letters: fits(rest[0][:letters]))
            lines.append(rest[0][:letters])
            rest[0] = rest[0][letters:]
        else:
            lines.append(" ".join(rest[:count]))
            del rest[:count]
    return lines


def _most(count: int, fits: Callable[[int], bool]) -> int:
    """How many of so many fit, at least one: all that is asked mostly, for most texts have room on a line."""
    if fits(count):
        return count
    low, high = 1, count - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def fitted(text: str, size: float, width: float, most: int, face: Face = REGULAR) -> Paragraph:
    """The text in at most so many lines: set smaller where it is long, in the end cut with an ellipsis."""
    for step in _STEPS:
        lines = wrapped(text, size * step, width, face)
        if len(lines) <= most:
            return Paragraph(tuple(lines), size * step)
    small = size * _STEPS[-1]
    last = lines[most - 1]
    while last and measure(last + _ELLIPSIS, small, face).width > width:
        last = last[:-1].rstrip()
    return Paragraph((*lines[: most - 1], last + _ELLIPSIS), small, cut=True)
