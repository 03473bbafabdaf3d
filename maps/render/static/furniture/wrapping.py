"""Words on lines: text wrapped to a width, and set smaller where it is long."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from maps.render.static.drawing import REGULAR
from maps.render.static.typeset import measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from maps.render.static.drawing import Face

__all__ = ["LEAST_PT", "Paragraph", "balanced", "fitted", "wrapped"]

#: Smaller text runs together in print.
LEAST_PT = 5.5
_FEW = 8  # words or letters that most lines have room for
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
    return list(_lines(text, size, width, face))


def _lines(text: str, size: float, width: float, face: Face) -> Iterator[str]:
    rest = text.split()

    def fits(line: str) -> bool:
        return measure(line, size, face).width <= width

    while rest:
        count = _most(len(rest), lambda words: fits(" ".join(rest[:words])))
        if count == 1 and len(rest[0]) > 1 and not fits(rest[0]):
            letters = _most(len(rest[0]), lambda letters: fits(rest[0][:letters]))
            yield rest[0][:letters]
            rest[0] = rest[0][letters:]
        else:
            yield " ".join(rest[:count])
            del rest[:count]


def _most(count: int, fits: Callable[[int], bool]) -> int:
    """How many of so many fit, at least one. Few are asked first: a long text takes long to set."""
    low, high = 1, min(count, _FEW)
    while fits(high):
        if high == count:
            return count
        low, high = high, min(2 * high, count)
    high = max(high - 1, low)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def balanced(paragraph: Paragraph, width: float, face: Face = REGULAR) -> Paragraph:
    """The paragraph with lines of about the same length: no word stands alone on its last line.

    Args:
        paragraph: Lines that fit.
        width: What they fit, in points.
        face: What they are set in.
    """
    lines = paragraph.lines
    if len(lines) < 2 or paragraph.cut:
        return paragraph
    text, low, high = " ".join(lines), width / 2, width
    # The narrowest column in which there are no more lines, to half the size of a letter.
    while high - low > paragraph.size / 4:
        middle = (low + high) / 2
        low, high = (low, middle) if _in_lines(text, paragraph, middle, face) else (middle, high)
    return paragraph._replace(lines=tuple(_lines(text, paragraph.size, high, face)))


def _in_lines(text: str, paragraph: Paragraph, width: float, face: Face) -> bool:
    """Whether the text has no more lines in a width, and no word of it is broken."""
    lines = wrapped(text, paragraph.size, width, face)
    return len(lines) <= len(paragraph.lines) and " ".join(lines) == text


def fitted(text: str, size: float, width: float, most: int, face: Face = REGULAR) -> Paragraph:
    """The text in at most so many lines: set smaller where it is long, in the end cut with an ellipsis."""
    for step in _STEPS:
        # Of a text that is too long no more is set than shows that it is.
        lines = list(islice(_lines(text, size * step, width, face), most + 1))
        if len(lines) <= most:
            return Paragraph(tuple(lines), size * step)
    small = size * _STEPS[-1]
    last = lines[most - 1]
    while last and measure(last + _ELLIPSIS, small, face).width > width:
        last = last[:-1].rstrip()
    return Paragraph((*lines[: most - 1], last + _ELLIPSIS), small, cut=True)
