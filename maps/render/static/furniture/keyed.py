"""The list that explains the numbers on a map that has no room for labels of its incidents."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, NamedTuple

from maps.render.static.drawing import Box, Face, Group, Paint, Shape, Text
from maps.render.static.furniture.wrapping import LEAST_PT, wrapped
from maps.render.static.outlines import circle
from maps.render.static.typeset import isolated, measure
from maps.wording import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maps.render.static.labels import KeyedRow
    from maps.render.static.style import Style

    _Column = list[tuple[KeyedRow, list[str]]]

__all__ = ["Listed", "ways"]

_BOLD = Face("bold")
_LEAST_EM = 50.0  # from this width in sizes of text on the list may stand beside the map
_AWAY = 1.4  # times the size of text: between list and map
# Of the page's room, at most, what columns take beside the map: with rows on one line, and wrapped.
_BESIDE = {1: (0.36, 0.3), 2: (0.48, 0.44)}
# Columns beside the map, and the share of its height that they may take: some leave room for the legend.
_COLUMNS = ((1, 1.0), (2, 1.0), (2, 0.6))
_BELOW, _MOST_BELOW = 0.42, 0.55  # below it: the more where rows would be left out
_STEPS = (1.0, 0.9, 0.8, 0.72)  # of the size of text, until all rows have room
_MOST_LINES = 3  # of a row, where whole titles would press the map flat
_COLUMN_EM = 20.0
_WRAPPED, _SMALL = 0.9, 0.5  # what a map with rows of several lines is worth; power of the share of the size
_LEADING, _GAP = 1.22, 0.45  # of the size: lines of a row, space after it
_DISC, _INDENT = 0.78, 2.1  # of the size: radius of the disc, where the words begin
_BETWEEN = 1.4  # of the size: between columns


class _Set(NamedTuple):
    """Rows set in columns."""

    size: float
    columns: list[_Column]
    widths: list[float]
    height: float
    left_out: int

    @property
    def wraps(self) -> bool:
        """Whether a row has more than one line."""
        return any(len(lines) > 1 for column in self.columns for _, lines in column)

    @property
    def width(self) -> float:
        """Of all columns with the room between them."""
        return sum(self.widths) + (len(self.widths) - 1) * _BETWEEN * self.size


class Listed(NamedTuple):
    """One way to set the list, with what it leaves.

    Attributes:
        rest: Room for the map.
        below: Room below a list beside the map, in its column, or None.
        made: The rows, or None if there are none.
        box: Where they stand.
        language: Whose direction the lines have.
    """

    rest: Box
    below: Box | None
    made: _Set | None
    box: Box
    language: str

    @property
    def left_out(self) -> int:
        """How many rows found no room."""
        return self.made.left_out if self.made else 0

    def worth(self, oblong: float, text: float) -> float:
        """The size of the map that this way leaves, less where its rows are small or wrapped.

        Args:
            oblong: How wide for its height what the map has to show is.
            text: The usual size of text.
        """
        scale = min(self.rest.width / oblong, self.rest.height)
        if self.made is None:
            return scale
        return scale * math.pow(self.made.size / text, _SMALL) * (_WRAPPED if self.made.wraps else 1.0)

    def groups(self, style: Style) -> list[Group]:
        """The list as drawn, if there are rows."""
        return [_drawn(self.made, style, self.box, self.language)] if self.made else []


def ways(
    rows: Sequence[KeyedRow], style: Style, room: Box, language: str, least: float = 0.0
) -> list[Listed]:
    """The ways to set the list: below the map, and in one column or two beside it.

    Args:
        rows: What the numbers mean.
        style: How it looks.
        room: The part of the page that map and list share.
        language: Whose direction the lines have.
        least: Height of the map for which a list below it is set smaller.
    """
    if not rows:
        return [Listed(room, None, None, room, language)]
    found = [_below(rows, style, room, language, least)]
    if room.width > _LEAST_EM * style.size["text"]:
        found += [_beside(rows, style, room, language, *columns) for columns in _COLUMNS]
    return found


def _beside(  # noqa: PLR0913, PLR0917 -- the rows and the room for them
    rows: Sequence[KeyedRow], style: Style, room: Box, language: str, columns: int, share: float
) -> Listed:
    gap, high = _AWAY * style.size["text"], share * room.height
    whole, wrapping = (part * room.width for part in _BESIDE[columns])
    most = columns * 30 * style.size["text"]
    made = _fitted(rows, style, min(whole, most), high, columns)
    if made.wraps:
        made = _fitted(rows, style, min(wrapping, most), high, columns)
    made = made._replace(widths=_widths(made.columns, made.size))
    right_to_left = words(language).right_to_left
    left = room.left if right_to_left else room.right - made.width
    box = Box(left, room.top, left + made.width, room.bottom)
    rest = (
        Box(box.right + gap, room.top, room.right, room.bottom)
        if right_to_left
        else Box(room.left, room.top, left - gap, room.bottom)
    )
    below = Box(box.left, room.top + made.height + gap, box.right, room.bottom)
    return Listed(rest, below, made, box, language)


def _below(rows: Sequence[KeyedRow], style: Style, room: Box, language: str, least: float) -> Listed:
    gap = _AWAY * style.size["text"]
    columns = max(1, round(room.width / (_COLUMN_EM * style.size["text"])))
    height = min(_BELOW * room.height, room.height - gap - least)
    made = _fitted(rows, style, room.width, height, columns, _MOST_BELOW * room.height)
    box = Box(room.left, room.bottom - made.height, room.right, room.bottom)
    return Listed(Box(room.left, room.top, room.right, box.top - gap), None, made, box, language)


def _fitted(  # noqa: PLR0913, PLR0917 -- the rows and the room for them
    rows: Sequence[KeyedRow], style: Style, width: float, height: float, columns: int, most: float = 0.0
) -> _Set:
    """The rows at the largest size at which they fit; what does not fit at the smallest is counted.

    Before rows are left out they have a height of ``most``, if that is more.
    """
    usual = style.size["text"]
    sizes = [max(step * usual, min(usual, LEAST_PT)) for step in _STEPS]
    for size, limit in (*((size, height) for size in sizes), (sizes[-1], max(height, most))):
        made = _set(rows, size, width, columns)
        if made.height <= limit:
            return made
        if size == sizes[-1]:
            rows = [_shortened(row, size, width, columns) for row in rows]
            made = _set(rows, size, width, columns)
            if made.height <= limit:
                return made
    count = len(rows)
    while count > 1 and made.height > limit:
        count -= max(1, math.ceil(count * 0.04))
        made = _set(rows[:count], sizes[-1], width, columns, left_out=len(rows) - count)
    return made


def _shortened(row: KeyedRow, size: float, width: float, columns: int) -> KeyedRow:
    """The row with its title cut after so many words that it has at most three lines."""
    words, shorter = row.title.split(), row
    while len(words) > 1 and len(_lines(shorter, size, width, columns)) > _MOST_LINES:
        words.pop()
        shorter = row._replace(title=f"{' '.join(words)}…")
    return shorter


def _lines(row: KeyedRow, size: float, width: float, columns: int) -> list[str]:
    return wrapped(_text(row), size, _column(size, width, columns) - _INDENT * size)


def _column(size: float, width: float, columns: int) -> float:
    return (width - (columns - 1) * _BETWEEN * size) / columns


def _set(rows: Sequence[KeyedRow], size: float, width: float, columns: int, *, left_out: int = 0) -> _Set:
    more = 1.3 * size if left_out else 0.0
    # On one line each, where columns as wide as their rows have room; else wrapped, in equal columns.
    made, tallest = _filled([(row, [_text(row)]) for row in rows], size, columns)
    widths = _widths(made, size)
    spare = width - sum(widths) - (len(widths) - 1) * _BETWEEN * size
    if spare >= 0:
        apart = spare / len(widths)
        return _Set(size, made, [each + apart for each in widths], tallest + more, left_out)
    made, tallest = _filled([(row, _lines(row, size, width, columns)) for row in rows], size, columns)
    return _Set(size, made, [_column(size, width, columns)] * len(made), tallest + more, left_out)


def _filled(texts: _Column, size: float, columns: int) -> tuple[list[_Column], float]:
    """Rows in columns of about the same height, filled in order, and the height of the tallest."""
    heights = [_height(lines, size) for _, lines in texts]
    limit = sum(heights) / columns
    while True:
        made: list[_Column] = [[]]
        used, tallest = 0.0, 0.0
        for entry, height in zip(texts, heights, strict=True):
            if used + height > limit * 1.0001 and made[-1]:
                made.append([])
                used = 0.0
            made[-1].append(entry)
            used += height
            tallest = max(tallest, used)
        if len(made) <= columns:
            return made, tallest
        limit += 0.5 * size


def _widths(columns: list[_Column], size: float) -> list[float]:
    """The width of each column: that of its widest line."""
    widest = (max(measure(line, size).width for _, lines in column for line in lines) for column in columns)
    return [each + (_INDENT + 0.3) * size for each in widest]


def _text(row: KeyedRow) -> str:
    title, *when = isolated([row.title, *([row.when] if row.when else ())])
    return " ".join((title, *(f"({date})" for date in when)))


def _height(lines: list[str], size: float) -> float:
    return (_LEADING * max(1, len(lines)) + _GAP) * size


def _drawn(made: _Set, style: Style, box: Box, language: str) -> Group:
    size, say = made.size, words(language)
    items: list[Shape | Text] = []
    before = 0.0
    for column, width in zip(made.columns, made.widths, strict=True):
        left = box.right - before - width if say.right_to_left else box.left + before
        before += width + _BETWEEN * size
        top = box.top
        for row, lines in column:
            items += _row(
                row,
                lines,
                style=style,
                room=Box(left, top, left + width, box.bottom),
                size=size,
                right_to_left=say.right_to_left,
            )
            top += _height(lines, size)
    if made.left_out:
        more = say.describe("more", count=say.number(made.left_out))
        at, anchor = (box.right, "end") if say.right_to_left else (box.left, "start")
        items.append(Text(more, at, box.bottom - 0.2 * size, size, style.colour["muted"], anchor=anchor))  # type: ignore[arg-type]
    return Group("list", "What the numbers mean", tuple(items))


def _row(  # noqa: PLR0913 -- one row and where it goes
    row: KeyedRow, lines: list[str], *, style: Style, room: Box, size: float, right_to_left: bool
) -> list[Shape | Text]:
    x = room.right - _DISC * size if right_to_left else room.left + _DISC * size
    start = room.right - _INDENT * size if right_to_left else room.left + _INDENT * size
    baseline = room.top + size
    fill, rim = style.fill(row.category), style.colour["casing"]
    disc = Shape(
        circle(x, baseline - 0.36 * size, _DISC * size), Paint(fill=fill, stroke=rim, width=0.08 * size)
    )
    digits = str(row.number)
    small = size * min(0.85, 1.25 * _DISC * size / max(measure(digits, size, _BOLD).width, 0.1))
    items: list[Shape | Text] = [
        disc,
        Text(
            digits, x, baseline - 0.36 * size + 0.36 * small, small, style.colour["symbol"], _BOLD, "middle"
        ),
    ]
    anchor: Literal["start", "end"] = "end" if right_to_left else "start"
    # A line of Latin letters would run from the left.
    mark = "\u200f" if right_to_left else ""
    items += [
        Text(
            mark + line, start, baseline + number * _LEADING * size, size, style.colour["ink"], anchor=anchor
        )
        for number, line in enumerate(lines)
    ]
    return items
