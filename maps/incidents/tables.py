"""A table with its header found, whatever file it is from, and the lines that say what was wrong in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from maps.errors import InputError
from maps.incidents.columns import Columns, find, nearest
from maps.incidents.model import RowRef
from maps.incidents.text import line, lines, one_line, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from maps.incidents.columns import Synonyms

__all__ = ["Grid", "Row", "Table", "header_of", "make_table"]

_Made = TypeVar("_Made")

# A newsroom's sheet has a title and remarks above its header, but not a page of them.
_HEADER_WITHIN = 20


@dataclass(slots=True)
class Grid:
    """The cells of a file or sheet, cleaned, before it is known which of them are the header.

    Attributes:
        file: The file's name, without its folder: what a message and an output may show.
        sheet: The sheet of a workbook, or None.
        rows: Each row's number, from 1, with its cells. Blank rows may be left out, their numbers are not.
        problems: Lines that say what could not be used as written, each with its row, or None where it is of
            the whole table.
        remarks: Lines that say how something was read, likewise.
        pads_rows: Whether a row must have as many cells as the header; a workbook leaves blank ones out.
    """

    file: str
    sheet: str | None
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    problems: list[tuple[int | None, str]] = field(default_factory=list)
    remarks: list[tuple[int | None, str]] = field(default_factory=list)
    pads_rows: bool = False

    @property
    def noted(self) -> tuple[int, int]:
        """How many problems and remarks there are."""
        return len(self.problems), len(self.remarks)

    def sort(self, noted: tuple[int, int]) -> None:
        """Put what has been noted of rows since then in their order; of one row it stays in its own."""
        for told, since in zip((self.problems, self.remarks), noted, strict=True):
            told[since:] = sorted(told[since:], key=lambda each: each[0] or 0)

    @property
    def name(self) -> str:
        """The file, and the sheet where there is one, for messages."""
        return self.file if self.sheet is None else f'{self.file}, sheet "{self.sheet}"'

    def problem(self, row: int | None, column: str | None, why: str) -> None:
        """Note something that could not be used as written."""
        self.problems.append((row, f"{self._place(row, column)}: {why}"))

    def remark(self, row: int | None, column: str | None, what: str) -> None:
        """Note how something was read that may be read otherwise, or that is not needed."""
        self.remarks.append((row, f"{self._place(row, column)}: {what}"))

    def _place(self, row: int | None, column: str | None) -> str:
        place = [self.name]
        place += [] if row is None else [f"row {row}"]
        place += [] if column is None else [f'column "{one_line(column)}"']
        return ", ".join(place)


@dataclass(slots=True)
class Table:
    """A grid whose header is known. Its rows have no fewer cells than the header."""

    grid: Grid
    columns: Columns
    header: list[str]
    rows: list[tuple[int, list[str]]]

    def __iter__(self) -> Iterator[Row]:
        return (Row(self, number, cells) for number, cells in self.rows)

    def column(self, name: str) -> list[str]:
        """The cells of a field in all rows, blank where there is no such column."""
        index = self.columns.at.get(name)
        return [""] * len(self.rows) if index is None else [cells[index] for _, cells in self.rows]

    def lines(self, name: str) -> list[str | None]:
        """The cells of a field in all rows, each on one line, or None where it is blank.

        Many rows have the same: it stands in memory once.
        """
        column = self.column(name)
        return list(map(lines(column).__getitem__, column))

    def each(self, names: Sequence[str], check: Callable[[Row], _Made]) -> list[_Made]:
        """What a check makes of each row, in order; it is made once for rows whose cells are the same.

        A check that notes something of a row is asked of all rows that are like it: each is told of.

        Args:
            names: All fields at whose cells the check looks.
            check: The check.
        """
        several = [index for name in names for index in self.columns.further.get(name, ())]
        further = [[cells[index] for _, cells in self.rows] for index in several]
        made: dict[tuple[str, ...], _Made] = {}
        found = []
        for (number, cells), key in zip(
            self.rows, zip(*map(self.column, names), *further, strict=True), strict=True
        ):
            if key in made:
                found.append(made[key])
                continue
            noted = self.grid.noted
            value = check(Row(self, number, cells))
            if self.grid.noted == noted:
                made[key] = value
            found.append(value)
        return found


class Row:
    """One row of a table, its cells by field.

    Args:
        table: The table.
        number: The row's number.
        cells: Its cells, as many as the header has at least.
    """

    __slots__ = ("_at", "cells", "number", "table")

    def __init__(self, table: Table, number: int, cells: list[str]) -> None:
        self.table, self.number = table, number
        self._at = table.columns.at
        self.cells = cells

    def __getitem__(self, name: str) -> str:
        index = self._at.get(name)
        return "" if index is None else self.cells[index]

    def __contains__(self, name: str) -> bool:
        return name in self._at

    def all(self, name: str) -> list[str]:
        """The cells of all columns of a field that may have several, in the order of the table."""
        more = self.table.columns.further.get(name, ())
        return [self[name], *(self.cells[index] for index in more)]

    def line(self, name: str) -> str | None:
        """The cell on one line, or None where it is blank."""
        cell = self[name]
        return (line(cell) or None) if cell else None

    def problem(self, name: str | None, why: str) -> None:
        """Note something in this row that could not be used as written."""
        self.table.grid.problem(self.number, name and self.table.columns.names.get(name), why)

    def remark(self, name: str | None, what: str) -> None:
        """Note how something in this row was read."""
        self.table.grid.remark(self.number, name and self.table.columns.names.get(name), what)

    @property
    def where(self) -> RowRef:
        """Where the row stands."""
        return RowRef(self.table.grid.file, self.number, self.table.grid.sheet)


def header_of(rows: Iterable[tuple[int, list[str]]], synonyms: Synonyms) -> tuple[int, int]:
    """Index of the header among the first rows, and how many of its columns have a known name.

    It is the first row that names two columns, or the first of all if it names one beside others: a title
    above the header stands alone in its row.
    """
    alone = (0, 0)
    for index, (_, cells) in enumerate(islice(rows, _HEADER_WITHIN)):
        columns = find(cells, synonyms)
        known = len(columns.at) + len(columns.doubled) + sum(map(len, columns.further.values()))
        if known >= 2 or (known and index == 0 and columns.unused):
            return index, known
        if index == 0:
            alone = (0, known)
    return alone


def make_table(grid: Grid, synonyms: Synonyms, required: tuple[str, ...], what: str) -> Table:
    """The table in a grid.

    Args:
        grid: The cells.
        synonyms: The fields that the table may have.
        required: Fields of which it must have one.
        what: What it is called where none of them is there, such as ``the place``.

    Raises:
        InputError: If it is empty, or has none of the required columns.
    """
    rows = [(number, cells) for number, cells in grid.rows if any(cells)]
    if not rows:
        raise InputError(f"{grid.name}: the table is empty; it needs a header and a row for each entry")
    index, _ = header_of(rows, synonyms)
    number, header = rows[index]
    columns = find(header, synonyms)
    if not any(name in columns.at for name in required):
        words = tuple(word for name in required for word in synonyms[name])
        near = nearest(header, words)
        hint = (
            f"; is {shown(near)} meant? rename it to '{required[0]}'"
            if near
            else f"; name one '{required[0]}'"
        )
        names = ", ".join(shown(name, 30)[1:-1] for name in header[:20] if name) or "blank"
        raise InputError(f"{grid.name}, row {number}: no column for {what}; the columns are {names}{hint}")
    if index + 1 == len(rows):
        raise InputError(
            f"{grid.name}: the table is empty: it has a header in row {number} and no row below it"
        )
    # What stands above the header is no part of the table.
    grid.problems = [problem for problem in grid.problems if problem[0] is None or problem[0] >= number]
    _report_columns(grid, columns)
    table = Table(grid, columns, header, rows[index + 1 :])
    if grid.pads_rows:
        _report_ragged(table)
    width = len(header)
    table.rows = [
        entry if len(entry[1]) >= width else (entry[0], [*entry[1], *[""] * (width - len(entry[1]))])
        for entry in table.rows
    ]
    return table


def _report_columns(grid: Grid, columns: Columns) -> None:
    if columns.unused:
        names = ", ".join(shown(name, 30)[1:-1] for name in columns.unused[:20])
        more = f" and {len(columns.unused) - 20} more" if len(columns.unused) > 20 else ""
        grid.remark(None, None, f"columns not used: {names}{more}")
    for name in columns.doubled:
        grid.remark(None, name, "not used, for another column has that meaning; rename one of them")


def _report_ragged(table: Table) -> None:
    width = len(table.header)
    for number, cells in table.rows:
        if len(cells) < width:
            table.grid.problem(
                number, None, f"{len(cells)} cells where the header has {width}; the rest is read as blank"
            )
        elif any(cells[width:]):
            table.grid.problem(
                number,
                None,
                f"{len(cells)} cells where the header has {width}; the last ones are left out",
            )
