"""The dates of a table's rows, by one of its columns."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

from maps.errors import DateError
from maps.exploring.reading import said
from maps.incidents.dates import When
from maps.incidents.written_dates import number_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maps.exploring.reading import Table

__all__ = ["Dates", "dating"]

_LETTERS_OF_A_DAY = 10
_MOST_SHOWN = 40


class Dates(NamedTuple):
    """When the rows were.

    Attributes:
        of: The date of each row, or None.
        whole: Whether they say all that the column says: no cell has a time of day, or what is no date.
        notices: What the reader should know of them.
    """

    of: Sequence[When | None]
    whole: bool = True
    notices: tuple[str, ...] = ()


def dating(table: Table, column: str | None) -> Dates:
    """The dates of a column: days, moments, years, and texts of any form that incidents may have.

    Raises:
        ColumnError: If the column is not there, or is there twice.

    Examples:
        >>> from maps.exploring.reading import Table
        >>> cells = [dt.date(2024, 7, 27), 2024, "25 to 27 July", "25 to 27 July 2024"]
        >>> dates = dating(Table(["day"], [cells], ["0", "1", "2", "3"], None), "day")
        >>> [when and when.edtf for when in dates.of]
        ['2024-07-27', '2024', None, '2024-07-25/2024-07-27']
        >>> dates.notices
        ("1 row has no date: '25 to 27 July' in day is none.",)
    """
    if column is None:
        return Dates([None] * len(table.keys))
    cells = table.columns[table.at(column)]
    texts = [_text(cell) for cell in cells]
    # As with incidents: a date that has one reading tells how those with two are read.
    orders = {number_order(text) for text in dict.fromkeys(texts)} & {"day", "month"}
    day_first = orders == {"day"} if len(orders) == 1 else None
    known = {text: _when(text, day_first=day_first) for text in dict.fromkeys(texts)}
    whens = [known[text] for text in texts]
    unread = [text for text, when in zip(texts, whens, strict=True) if text and when is None]
    notices: tuple[str, ...] = ()
    if unread:
        rows = "1 row has" if len(unread) == 1 else f"{len(unread):,} rows have"
        notices = (f"{rows} no date: {unread[0][:_MOST_SHOWN]!r} in {column} is none.",)
    moments = any(isinstance(cell, dt.datetime) and len(said(cell)) > _LETTERS_OF_A_DAY for cell in cells)
    return Dates(whens, not (unread or moments), notices)


def _text(cell: Any) -> str:  # noqa: ANN401 - a cell holds anything
    text = said(cell)
    return text[:_LETTERS_OF_A_DAY] if isinstance(cell, dt.datetime) else text


def _when(text: str, *, day_first: bool | None) -> When | None:
    if not text:
        return None
    try:
        return When.parse(text, day_first=day_first)
    except DateError:
        return None
