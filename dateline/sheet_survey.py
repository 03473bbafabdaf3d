"""What the columns of a table hold, and how many rows it has: known before the first row is written."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

__all__ = ["KINDS", "Survey", "converted", "survey"]

#: What a column may hold.
KINDS = ("integer", "real", "boolean", "date", "moment", "text")
# A number as a spreadsheet would write it: "007", "1e5" and a number too long for it are texts.
_PLAIN_NUMBER = re.compile(r"-?(?:(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?|\.\d{1,15})")
_WHOLE = re.compile(r"-?\d+")
# What is both is the wider one; all else that is two kinds is text.
_BOTH = {frozenset({"integer", "real"}): "real", frozenset({"date", "moment"}): "moment"}
_SMALLEST, _LARGEST = -(2**63), 2**63


class Survey(NamedTuple):
    """What is known of a table.

    Attributes:
        rows: How many there are.
        kinds: What each column holds in all rows, one of ``KINDS``.
    """

    rows: int
    kinds: list[str]


def survey(pieces: Iterable[Sequence[Sequence[Any]]], width: int, most: int | None = None) -> Survey:
    """Look at all rows of a table.

    A column of texts of which each is a plain number holds numbers, so that a column of postcodes stays text
    if one of them begins with a nought. Blank cells say nothing.

    Args:
        pieces: Its rows, some at a time.
        width: How many columns it has.
        most: After how many rows the count is enough.

    Examples:
        >>> survey([[["7", "07001", 1, None], ["2.5", "20001", True, ""]]], 4)
        Survey(rows=2, kinds=['real', 'text', 'text', 'text'])
    """
    count = 0
    found: list[str | None] = [None] * width
    for piece in pieces:
        count += len(piece)
        for at, cells in enumerate(zip(*piece, strict=True)):
            if found[at] != "text":
                found[at] = _kind_of(cells, found[at])
        if most is not None and count > most:
            break
    return Survey(count, [kind or "text" for kind in found])


def _kind_of(cells: Sequence[Any], known: str | None) -> str | None:
    for cell in cells:
        kind = _kind(cell)
        if kind is None or kind == known:
            continue
        known = kind if known is None else _BOTH.get(frozenset({kind, known}), "text")
        if known == "text":
            break
    return known


def _kind(cell: object) -> str | None:
    """What one cell holds; None for a blank one."""
    if cell is None:
        return None
    if isinstance(cell, str):
        return _kind_of_text(cell.strip())
    if isinstance(cell, bool):
        return "boolean"
    if isinstance(cell, int | float):
        return _kind_of_number(cell)
    if isinstance(cell, dt.datetime):
        return "moment" if cell.tzinfo is None else "text"
    return "date" if isinstance(cell, dt.date) else "text"


def _kind_of_text(text: str) -> str | None:
    if not text:
        return None
    if not _PLAIN_NUMBER.fullmatch(text):
        return "text"
    return "integer" if _WHOLE.fullmatch(text) else "real"


def _kind_of_number(number: float) -> str | None:
    if isinstance(number, int):
        return "integer" if _SMALLEST <= number < _LARGEST else "text"
    if math.isnan(number):
        return None
    return "real" if math.isfinite(number) else "text"


def converted(rows: Iterable[Sequence[Any]], kinds: Sequence[str]) -> Iterator[list[Any]]:
    """Rows whose first cells are what the kinds of their columns say: None for blank ones, but in texts.

    Examples:
        >>> [*converted([["7", "7", "7", 0.5], ["", "", "", 0.25]], ["integer", "real", "text"])]
        [[7, 7.0, '7', 0.5], [None, None, '', 0.25]]
    """
    make = [_CONVERTERS[kind] for kind in kinds]
    for row in rows:
        yield [*(one(cell) for one, cell in zip(make, row, strict=False)), *row[len(make) :]]


def _unless_blank(make: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda cell: None if _kind(cell) is None else make(cell)


def _moment(cell: dt.date) -> dt.datetime:
    return cell if isinstance(cell, dt.datetime) else dt.datetime.combine(cell, dt.time())


def _same(cell: Any) -> Any:  # noqa: ANN401 - a cell holds anything
    return cell


_CONVERTERS: dict[str, Callable[[Any], Any]] = {
    "integer": _unless_blank(int),
    "real": _unless_blank(float),
    "boolean": _unless_blank(_same),
    "date": _unless_blank(_same),
    "moment": _unless_blank(_moment),
    "as it is": _same,
    "text": lambda cell: cell if cell is None or isinstance(cell, str) else str(cell),
}
