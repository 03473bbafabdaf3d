"""Words on lines: text wrapped to a width, and set smaller where it is long."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from maps.render.static.drawing import REGULAR
from maps.render.static.typeset import measure

if TYPE_CHECKING:
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
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if measure(longer, size, face).width <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while len(line) > 1 and measure(line, size, face).width > width:
            count = _fitting(line, size, width, face)
            lines.append(line[:count])
            line = line[count:]
    return [*lines, line] if line else lines


def _fitting(word: str, size: float, width: float, face: Face) -> int:
    """How many letters of a word fit, at least one."""
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(word[:middle], size, face).width <= width else (low, middle - 1)
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
