"""Reading sheets of XLSX workbooks, and saying what in them cannot be read."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from typing import TYPE_CHECKING, Any

from maps.errors import InputError
from maps.incidents.tables import Grid
from maps.incidents.text import MAX_CELL, clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from openpyxl.workbook import Workbook

__all__ = ["is_workbook", "read_workbook"]

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MAX_UNPACKED = 400_000_000
_MAX_COLUMNS = 300
_ERRORS = {
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#NAME?",
    "#DIV/0!",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#GETTING_DATA",
}


def is_workbook(data: bytes) -> bool:
    """Whether a file is a workbook by its first bytes, whatever it is called."""
    return data.startswith((_ZIP, _OLE))


def read_workbook(data: bytes, file: str) -> list[Grid]:
    """The sheets of a workbook that hold any text, in its order.

    Numbers are read as a person writes them (12.0 is ``12``), dates as EDTF. Formulas give the value that was
    saved with them. Merged cells, formulas without a value and cells that hold an error are noted.

    Args:
        data: The file.
        file: Its name, for messages.

    Raises:
        InputError: If it is no XLSX workbook, is protected by a password, or is too large when unpacked.
    """
    _check_container(data, file)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of what it cannot keep when writing; nothing is written here.
            warnings.simplefilter("ignore")
            grids = _grids(data, file)
    except Exception as error:
        raise InputError(
            f"{file}: the workbook cannot be read ({error}); open it, save it again as .xlsx"
        ) from error
    return [grid for grid in grids if grid.rows]


def _check_container(data: bytes, file: str) -> None:
    import zipfile

    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise InputError(f"{file}: it is protected by a password; save it without one")
        raise InputError(f"{file}: it is a workbook of old Excel (.xls); save it as .xlsx or .csv")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {info.filename: info.file_size for info in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise InputError(
            f"{file}: the workbook is damaged ({error}); open it, save it again as .xlsx"
        ) from error
    if sum(names.values()) > _MAX_UNPACKED:
        raise InputError(
            f"{file}: it unpacks to {sum(names.values()):,} bytes, over {_MAX_UNPACKED:,}; save it as .csv"
        )
    if "[Content_Types].xml" not in names:
        raise InputError(f"{file}: it is no XLSX workbook; save it as .xlsx or .csv")


def _grids(data: bytes, file: str) -> list[Grid]:
    import zipfile

    from openpyxl import load_workbook

    workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    formulas: Workbook | None = None
    grids = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for sheet in workbook.worksheets:
            grid = Grid(file, sheet.title)
            grid.rows = [(number, _cells(grid, number, row)) for number, row in _rows(sheet)]
            grids.append(grid)
            # openpyxl tells of merged cells and formulas only when it holds the whole sheet in memory.
            source = archive.read(vars(sheet)["_worksheet_path"].lstrip("/"))
            _note_merged(grid, source)
            if re.search(rb"<(?:\w+:)?f[\s>/]", source):
                formulas = formulas or load_workbook(io.BytesIO(data), read_only=True)
                _note_uncached(grid, _rows(formulas[sheet.title]))
    return grids


def _rows(sheet: Any) -> Iterator[tuple[int, tuple[object, ...]]]:  # noqa: ANN401 - not in the stubs
    # The extent that a sheet declares may be a lie of a million columns.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_col=_MAX_COLUMNS, values_only=True), 1):
        if any(value is not None for value in row):
            yield number, row


def _cells(grid: Grid, number: int, row: tuple[object, ...]) -> list[str]:
    cells = [_text(value) for value in row]
    for index, text in enumerate(cells):
        if text[:1] == "#" and text in _ERRORS:
            grid.problem(
                number, None, f"cell {_letters(index)}{number} holds the error {text}; it is read as blank"
            )
            cells[index] = ""
        elif len(text) > MAX_CELL:
            grid.problem(number, None, f"a cell of {len(text):,} characters is cut to {MAX_CELL:,}")
            cells[index] = text[:MAX_CELL]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return str(value)


def _note_merged(grid: Grid, source: bytes) -> None:
    for match in re.finditer(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+(\d+):[A-Z]+(\d+))"', source):
        cells, first, last = match[1].decode(), int(match[2]), int(match[3])
        # A title merged over several columns of one row hides nothing.
        if last > first:
            grid.problem(
                last,
                None,
                f"cells {cells} are merged: only the first has the value; unmerge them",
            )


def _note_uncached(grid: Grid, formulas: Iterable[tuple[int, tuple[object, ...]]]) -> None:
    values = dict(grid.rows)
    for number, row in formulas:
        for index, formula in enumerate(row):
            known = values.get(number, [])
            if isinstance(formula, str) and formula.startswith("=") and not "".join(known[index : index + 1]):
                cell = f"{_letters(index)}{number}"
                grid.problem(
                    number,
                    None,
                    f"cell {cell} is a formula without a saved value; open the file, save it, and read again",
                )


def _letters(index: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(index + 1)
