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

__all__ = ["Listed", "keyed_list"]

_BOLD = Face("bold")
_LEAST_EM = 50.0  # from this width in sizes of text on the list may stand beside the map
_LEAST_HEIGHT = 0.5  # of the room, that the map keeps if it can
_AWAY = 1.4  # times the size of text: between list and map
_BESIDE, _BESIDE_TWO = 0.3, 0.44  # of the page's room, at most; two columns beside the map
_BELOW, _MOST_BELOW = 0.42, 0.55  # below it: the more where rows would be left out
_STEPS = (1.0, 0.9, 0.8, 0.72)  # of the size of text, until all rows have room
_MOST_LINES = 3  # of a row, where whole titles would press the map flat
_COLUMN_EM = 20.0
_LEADING, _GAP = 1.22, 0.45  # of the size: lines of a row, space after it
_DISC, _INDENT = 0.78, 2.1  # of the size: radius of the disc, where the words begin
_BETWEEN = 1.4  # of the size: between columns


class _Set(NamedTuple):
    """Rows set in columns."""

    size: float
    columns: list[list[tuple[KeyedRow, list[str]]]]
    column_width: float
    height: float
    left_out: int


class Listed(NamedTuple):
    """The list with what it leaves.

    Attributes:
        rest: Room for the map.
        group: The list, or None without rows.
        below: Room below a list beside the map, in its column, or None.
    """

    rest: Box
    group: Group | None
    below: Box | None = None


def keyed_list(  # noqa: PLR0913 -- the rows, the room for them, and two wishes
    rows: Sequence[KeyedRow],
    style: Style,
    room: Box,
    language: str,
    *,
    beside: bool = False,
    least: float = 0.0,
) -> Listed:
    """The list, and the room that it leaves to the map.

    Args:
        rows: What the numbers mean.
        style: How it looks.
        room: The part of the page that map and list share.
        language: Whose direction the lines have.
        beside: Whether it has to stand beside the map.
        least: Height of the map for which a list below it is set smaller.
    """
    if not rows:
        return Listed(room, None)
    ways = [] if beside else [_below(rows, style, room, least)]
    if beside or room.width > _LEAST_EM * style.size["text"]:
        ways.append(_beside(rows, style, room, right_to_left=words(language).right_to_left))
    # The way that does not press the map flat, says more of the rows, and leaves more to the map.
    best = max(
        ways,
        key=lambda way: (
            way.rest.height >= _LEAST_HEIGHT * room.height,
            -way.made.left_out,
            min(way.rest.width, way.rest.height),
        ),
    )
    return Listed(best.rest, _drawn(best.made, style, best.box, language), best.under)


class _Way(NamedTuple):
    """One way to set the list: its rows and box, the room for the map, and that below a list beside it."""

    made: _Set
    box: Box
    rest: Box
    under: Box | None = None


def _beside(rows: Sequence[KeyedRow], style: Style, room: Box, *, right_to_left: bool) -> _Way:
    gap = _AWAY * style.size["text"]
    made = _fitted(rows, style, min(_BESIDE * room.width, 30 * style.size["text"]), room.height, 1)
    if made.left_out:
        made = _fitted(rows, style, _BESIDE_TWO * room.width, room.height, 2)
    made = _narrowed(made)
    width = len(made.columns) * made.column_width + (len(made.columns) - 1) * _BETWEEN * made.size
    left = room.left if right_to_left else room.right - width
    box = Box(left, room.top, left + width, room.bottom)
    rest = (
        Box(box.right + gap, room.top, room.right, room.bottom)
        if right_to_left
        else Box(room.left, room.top, left - gap, room.bottom)
    )
    return _Way(made, box, rest, Box(box.left, room.top + made.height + gap, box.right, room.bottom))


def _below(rows: Sequence[KeyedRow], style: Style, room: Box, least: float) -> _Way:
    gap = _AWAY * style.size["text"]
    columns = max(1, round(room.width / (_COLUMN_EM * style.size["text"])))
    height = min(_BELOW * room.height, room.height - gap - least)
    made = _fitted(rows, style, room.width, height, columns, _MOST_BELOW * room.height)
    box = Box(room.left, room.bottom - made.height, room.right, room.bottom)
    return _Way(made, box, Box(room.left, room.top, room.right, box.top - gap))


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
    texts = [(row, _lines(row, size, width, columns)) for row in rows]
    heights = [_height(lines, size) for _, lines in texts]
    # Columns of about the same height, filled in order.
    limit = sum(heights) / columns
    while True:
        made: list[list[tuple[KeyedRow, list[str]]]] = [[]]
        used, tallest = 0.0, 0.0
        for entry, height in zip(texts, heights, strict=True):
            if used + height > limit * 1.0001 and made[-1]:
                made.append([])
                used = 0.0
            made[-1].append(entry)
            used += height
            tallest = max(tallest, used)
        if len(made) <= columns:
            break
        limit += 0.5 * size
    return _Set(
        size, made, _column(size, width, columns), tallest + (1.3 * size if left_out else 0.0), left_out
    )


def _narrowed(made: _Set) -> _Set:
    """The columns no wider than their widest line."""
    widest = max(
        measure(line, made.size).width for column in made.columns for _, lines in column for line in lines
    )
    return made._replace(column_width=widest + (_INDENT + 0.3) * made.size)


def _text(row: KeyedRow) -> str:
    title, *when = isolated([row.title, *([row.when] if row.when else ())])
    return " ".join((title, *(f"({date})" for date in when)))


def _height(lines: list[str], size: float) -> float:
    return (_LEADING * max(1, len(lines)) + _GAP) * size


def _drawn(made: _Set, style: Style, box: Box, language: str) -> Group:
    size, say = made.size, words(language)
    items: list[Shape | Text] = []
    for number, column in enumerate(made.columns):
        left = box.left + number * (made.column_width + _BETWEEN * size)
        if say.right_to_left:
            left = box.right - number * (made.column_width + _BETWEEN * size) - made.column_width
        top = box.top
        for row, lines in column:
            items += _row(
                row,
                lines,
                style=style,
                room=Box(left, top, left + made.column_width, box.bottom),
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
