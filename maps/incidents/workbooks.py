"""Reading sheets of XLSX workbooks, and saying what in them cannot be read."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from typing import IO, TYPE_CHECKING, Any, BinaryIO, NamedTuple

from maps.errors import InputError
from maps.incidents.tables import Grid
from maps.incidents.text import MAX_CELL, clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from zipfile import ZipFile

    from openpyxl.workbook import Workbook

__all__ = [
    "MERGED",
    "NO_WORKBOOK",
    "UNSAVED",
    "cell_name",
    "check_container",
    "is_error",
    "is_workbook",
    "read_workbook",
    "scan",
    "sheet_source",
    "unsaved",
]

#: What is said of a file that is called a workbook.
NO_WORKBOOK = "it is no workbook in spite of its name; save it as .xlsx or .csv"
#: What is said of a formula without a saved value.
UNSAVED = "a formula without a saved value; open the file, save it, and read again"
#: What is said of cells that are one.
MERGED = "merged: only the first has the value; unmerge them"

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MAX_UNPACKED = 400_000_000
_MAX_COLUMNS = 300
_PIECE = 1 << 20
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+(\d+):[A-Z]+(\d+))"')
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
    check_container(io.BytesIO(data), file, most=_MAX_UNPACKED)
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


def check_container(data: BinaryIO, file: str, *, most: int) -> None:
    """Refuse what is no XLSX workbook, is protected, or gets too large.

    Args:
        data: The file from its beginning.
        file: Its name, for messages.
        most: How many bytes it may have when it is unpacked.

    Raises:
        InputError: If it is none that can be read.
    """
    import zipfile

    if data.read(len(_OLE)) == _OLE:
        if "EncryptedPackage".encode("utf-16-le") in data.read():
            raise InputError(f"{file}: it is protected by a password; save it without one")
        raise InputError(f"{file}: it is a workbook of old Excel (.xls); save it as .xlsx or .csv")
    try:
        with zipfile.ZipFile(data) as archive:
            names = {info.filename: info.file_size for info in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise InputError(
            f"{file}: the workbook is damaged ({error}); open it, save it again as .xlsx"
        ) from error
    if sum(names.values()) > most:
        raise InputError(
            f"{file}: it unpacks to {sum(names.values()):,} bytes, over {most:,}; save it as .csv"
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
            with sheet_source(archive, sheet) as source:
                marks = scan(source)
            _note_merged(grid, marks.merged)
            if marks.formulas:
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
        if is_error(text):
            grid.problem(
                number, None, f"cell {cell_name(index, number)} holds the error {text}; it is read as blank"
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


class Marks(NamedTuple):
    """What a sheet says besides its values.

    Attributes:
        formulas: Whether it has any.
        merged: The ranges of cells that are merged over several rows; a title over one row hides nothing.
    """

    formulas: bool
    merged: list[str]


def sheet_source(archive: ZipFile, sheet: Any) -> IO[bytes]:  # noqa: ANN401 - not in the stubs
    """The text of a sheet that openpyxl has opened to read only."""
    return archive.open(vars(sheet)["_worksheet_path"].lstrip("/"))


def scan(source: IO[bytes]) -> Marks:
    """Look for merged cells and formulas, of which openpyxl tells only with the whole sheet in memory.

    Examples:
        >>> scan(io.BytesIO(b'<c r="A1"><f>1+2</f></c><mergeCell ref="A1:A3"/>'))
        Marks(formulas=True, merged=['A1:A3'])
    """
    formulas, merged, rest = False, list[str](), b""
    while piece := source.read(_PIECE):
        # A tag is looked at when all of it is there.
        whole, end, rest = (rest + piece).rpartition(b">")
        formulas = formulas or _FORMULA.search(whole + end) is not None
        merged += [match[1].decode() for match in _MERGED.finditer(whole) if match[2] != match[3]]
    return Marks(formulas, merged)


def _note_merged(grid: Grid, merged: Iterable[str]) -> None:
    for cells in merged:
        last = re.findall(r"\d+", cells)[-1]
        grid.problem(int(last), None, f"cells {cells} are {MERGED}")


def _note_uncached(grid: Grid, formulas: Iterable[tuple[int, tuple[object, ...]]]) -> None:
    values = dict(grid.rows)
    for number, row in formulas:
        for index in unsaved(values.get(number, []), row):
            grid.problem(number, None, f"cell {cell_name(index, number)} is {UNSAVED}")


def unsaved(values: Sequence[object], formulas: Sequence[object]) -> list[int]:
    """The positions of formulas in a row that have no saved value.

    Args:
        values: The values of its cells.
        formulas: The same cells with the formulas themselves; none where the sheet has none.

    Examples:
        >>> unsaved(["Gao", None, 3], ["Gao", "=A1", "=1+2"])
        [1]
    """
    return [
        index
        for index, formula in enumerate(formulas)
        if isinstance(formula, str)
        and formula.startswith("=")
        and (index >= len(values) or values[index] in {None, ""})
    ]


def is_error(cell: object) -> bool:
    """Whether a cell holds an error of the workbook, such as ``#REF!``."""
    return isinstance(cell, str) and cell[:1] == "#" and cell in _ERRORS


def cell_name(index: int, number: int) -> str:
    """A cell as spreadsheets name it.

    Examples:
        >>> cell_name(27, 3)
        'AB3'
    """
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(index + 1)}{number}"
