"""Tables of any length, read piece by piece and as often as need be: CSV, TSV, XLSX and Parquet."""

from __future__ import annotations

import csv
import datetime as dt
import json
import shutil
import sys
import tempfile
import zipfile
from contextlib import ExitStack, contextmanager, suppress
from itertools import islice, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from dateline.terminal import CallError, tell
from maps.errors import InputError
from maps.incidents.columns import INCIDENT_COLUMNS, find
from maps.incidents.delimited import LEFT_OPEN, NUL, find_delimiter, find_encoding, is_left_open
from maps.incidents.tables import header_of
from maps.incidents.workbooks import (
    MERGED,
    NO_WORKBOOK,
    UNSAVED,
    cell_name,
    check_container,
    is_error,
    scan,
    sheet_source,
    unsaved,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    Rows = Iterator[tuple[int, list[Any]]]

__all__ = ["Manner", "Notes", "Sheet", "sheet_at"]

#: Rows of one piece: enough for the gazetteer to be read in its order.
PIECE = 20_000
# A newsroom's sheet has a title and remarks above its header, but not a page of them.
_HEADER_WITHIN = 20
_LOOK = 1 << 16
_FEW = 2
_LARGEST_CELL = 2**31 - 1
# A sheet is read as it is unpacked: this bounds the time, not the memory.
_MOST_UNPACKED = 8_000_000_000
_SHEET_ENDINGS = frozenset({".xlsx", ".xlsm", ".xls"})


class Notes:
    """What is told of a table, once however often it is read.

    Args:
        quiet: Tell nothing, where the table is only looked at.

    Attributes:
        problems: Whether something in it could not be read.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self._told: set[str] = set()
        self._quiet = quiet
        self.problems = False

    def remark(self, text: str) -> None:
        """Tell how something was read."""
        if text not in self._told and not self._quiet:
            self._told.add(text)
            tell(text)

    def problem(self, text: str) -> None:
        """Tell what could not be read."""
        self.problems = True
        self.remark(text)


class Manner(NamedTuple):
    """How a table is written as CSV.

    Attributes:
        delimiter: What stands between its cells.
        marked: Whether a byte order mark begins it.
    """

    delimiter: str = ","
    marked: bool = False


class Sheet(NamedTuple):
    """A table that is open.

    Attributes:
        header: The names of its columns.
        pieces: Gives its rows from the first, some thousand at a time, each as long as the header.
        notes: What is told of it while it is read.
        known: How many rows it has, where that is known before they are read.
        manner: How it is written, and its located rows where they are CSV.
    """

    header: list[str]
    pieces: Callable[[], Iterator[list[list[Any]]]]
    notes: Notes
    known: int | None = None
    manner: Manner = Manner()


@contextmanager
def sheet_at(path: Path, sheet: str | None = None) -> Iterator[Sheet]:
    """The table of a file, or of standard input where the path is "-".

    Args:
        path: The file.
        sheet: The sheet of a workbook; its first one with rows if None.

    Raises:
        CallError: If there is no such file or sheet, or no header in it.
    """
    with ExitStack() as stack:
        if str(path) != "-":
            yield _read(path, sheet, stack)
            return
        # What it begins with and its encoding tell how it is read: a pipe cannot be read twice.
        kept = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "standard input"
        with kept.open("wb") as copy:
            shutil.copyfileobj(sys.stdin.buffer, copy)
        try:
            found = _read(kept, sheet, stack)
        except CallError as error:
            raise CallError(str(error).replace(str(kept), kept.name)) from None
        yield found


def _read(path: Path, sheet: str | None, stack: ExitStack) -> Sheet:
    """A table by its file: Parquet and workbooks by what they begin with, everything else as CSV."""
    if path.is_dir():
        raise CallError(
            f"{path} is a folder; name a file in it (dateline map takes a folder of three tables)"
        )
    if not path.is_file():
        raise CallError(f"{path}: no such file")
    with path.open("rb") as file:
        start = file.read(4)
    if start in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}:
        return _read_workbook(path, sheet, stack)
    if sheet is not None:
        raise CallError(f"--sheet {sheet}: {path} is no workbook and has no sheets; leave it out")
    if start == b"PAR1":
        return _read_parquet(path)
    if path.suffix.lower() in _SHEET_ENDINGS:
        raise CallError(f"{path}: {NO_WORKBOOK}")
    return _read_delimited(path)


def _headed(path: Path, rows: Callable[[Notes], Rows], notes: Notes) -> Sheet:
    """The table below its header, which may stand below a title."""
    head = [row for row in islice(rows(Notes(quiet=True)), _HEADER_WITHIN) if any(map(_says, row[1]))]
    if not head:
        raise CallError(f"{path}: the table is empty; it needs a header and a row for each place")
    texts = [(number, [str(cell).strip() if _says(cell) else "" for cell in cells]) for number, cells in head]
    at, _ = header_of(texts, INCIDENT_COLUMNS)
    last, header = head[at]
    names = [str(name).strip() if _says(name) else f"column {at}" for at, name in enumerate(header, 1)]

    def pieces() -> Iterator[list[list[Any]]]:
        below = (row for row in rows(notes) if row[0] > last)
        squared = _squared(path, below, len(names), notes)
        while piece := list(islice(squared, PIECE)):
            yield piece

    return Sheet(names, pieces, notes)


def _says(cell: object) -> bool:
    return cell is not None and str(cell).strip() != ""


def _squared(
    path: Path, rows: Iterable[tuple[int, list[Any]]], width: int, notes: Notes
) -> Iterator[list[Any]]:
    """Rows as long as the header; what is cut, and blank rows at the end that are left out, are told."""
    cut = _Some(path, notes.remark, "more cells than the header has; the last ones are left out")
    ending = _Some(path, notes.remark, "blank up to the end of the table; left out")
    blank = 0
    for number, cells in rows:
        if not any(map(_says, cells)):
            blank += 1
            if cells:
                ending.add(f"row {number}")
            continue
        if blank:
            # Between others they keep their place, so that the rows after them keep their numbers.
            yield from ([""] * width for _ in range(blank))
            blank = 0
            ending.clear()
        if len(cells) > width:
            if any(map(_says, cells[width:])):
                cut.add(f"row {number}")
            cells = cells[:width]  # noqa: PLW2901 - the row as it goes on
        yield cells if len(cells) == width else [*cells, *[""] * (width - len(cells))]
    cut.tell()
    ending.tell()


class _Some:
    """Something that holds of some rows or cells, of which the first is told and how many there are."""

    def __init__(self, path: Path, note: Callable[[str], None], what: str) -> None:
        self._path, self._note, self._what = path, note, what
        self._first, self._count = "", 0

    def add(self, where: str) -> None:
        self._first, self._count = self._first or where, self._count + 1

    def clear(self) -> None:
        self._first, self._count = "", 0

    def tell(self) -> None:
        if self._count:
            more = f" and {self._count - 1:,} more" if self._count > 1 else ""
            self._note(f"{self._path.name}, {self._first}{more}: {self._what}")


def _read_delimited(path: Path) -> Sheet:
    notes = Notes()
    encoding = _encoding(path, notes)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        head = file.read(_LOOK)
    delimiter = find_delimiter(head, INCIDENT_COLUMNS)

    def rows(notes: Notes) -> Rows:
        quotes, damaged = 0, False

        def lines() -> Iterator[str]:
            nonlocal quotes, damaged
            with path.open(encoding=encoding, errors="replace", newline="") as file:
                for line in file:
                    quotes += line.count('"')
                    damaged = damaged or "\0" in line
                    # A NUL stops the reader of CSV, and says nothing.
                    yield line.replace("\0", "")

        limit = csv.field_size_limit(_LARGEST_CELL)
        number, cells = 0, list[Any]()
        try:
            for number, cells in enumerate(csv.reader(lines(), delimiter=delimiter), 1):
                yield number, cells
        finally:
            csv.field_size_limit(limit)
        if damaged:
            notes.problem(f"{path.name}: {NUL}")
        if is_left_open(quotes, cells):
            notes.problem(f"{path.name}, row {number}: {LEFT_OPEN}")

    # Spreadsheets take what is not marked for the encoding of their system, as Windows-1252 is.
    return _headed(path, rows, notes)._replace(manner=Manner(delimiter, marked=encoding != "utf-8"))


def _encoding(path: Path, notes: Notes) -> str:
    """The encoding of a file, which is told where it is a guess."""
    with path.open("rb") as file:
        encoding, odd = find_encoding(iter(lambda: file.read(_LOOK), b""))
    if odd is not None:
        notes.remark(
            f"{path.name}: it is not UTF-8 (line {odd}) and is read as Windows-1252; check accents, or save "
            "it as UTF-8"
        )
    return encoding


def _read_workbook(path: Path, sheet: str | None, stack: ExitStack) -> Sheet:
    try:
        with path.open("rb") as file:
            check_container(file, str(path), most=_MOST_UNPACKED)
        values = _workbook(path, stack, saved=True)
    except InputError as error:
        raise CallError(error) from None
    except Exception as error:
        raise CallError(
            f"{path}: the workbook cannot be read ({error}); open it, save it again as .xlsx"
        ) from error
    pages = {page.title: page for page in values.worksheets}
    if sheet is not None and sheet not in pages:
        raise CallError(f"{path}: there is no sheet {sheet!r}; it has {', '.join(map(repr, pages))}")
    found: dict[str, Sheet] = {}
    for name in [sheet] if sheet is not None else pages:
        with suppress(CallError):
            found[name] = _headed(path, _rows_of(path, pages[name], stack), Notes())
    if not found:
        raise CallError(f"{path}: the table is empty; it needs a header and a row for each place")
    # A page of remarks before the table is none.
    chosen = next((name for name, table in found.items() if _tells_places(table.header)), next(iter(found)))
    if len(pages) > 1 and sheet is None:
        others = ", ".join(map(repr, pages))
        tell(f"{path.name}: sheet {chosen!r} is read; --sheet names another one of {others}")
    return found[chosen]


def _tells_places(header: list[str]) -> bool:
    """Whether a header has the name of a place, or of two other things that are known of incidents."""
    known = find(header, INCIDENT_COLUMNS).at
    return len(known) >= _FEW or not known.keys().isdisjoint({"place", "coordinates"})


def _workbook(path: Path, stack: ExitStack, *, saved: bool) -> Any:  # noqa: ANN401 - not in the stubs
    """A workbook with the values that were saved, or with its formulas."""
    import warnings

    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it cannot keep when writing; nothing is written here
        workbook = load_workbook(path, read_only=True, data_only=saved)
    stack.callback(workbook.close)
    return workbook


def _rows_of(path: Path, page: Any, stack: ExitStack) -> Callable[[Notes], Rows]:  # noqa: ANN401 - not in the stubs
    """What gives the rows of a sheet: values as they were saved, of which those that are none are told."""
    with zipfile.ZipFile(path) as archive, sheet_source(archive, page) as source:
        marks = scan(source)
    formulas = _workbook(path, stack, saved=False)[page.title] if marks.formulas else None
    for sheet in filter(None, (page, formulas)):
        # The extent that a sheet declares may be a lie of a million columns.
        sheet.reset_dimensions()

    def rows(notes: Notes) -> Rows:
        empty = _Some(path, notes.problem, UNSAVED)
        wrong = _Some(path, notes.problem, "an error of the workbook; read as blank")
        merged = _Some(path, notes.problem, MERGED)
        for place in marks.merged:
            merged.add(f"cells {place}")
        written = repeat(()) if formulas is None else formulas.iter_rows(values_only=True)
        for number, (values, asked) in enumerate(
            zip(page.iter_rows(values_only=True), written, strict=False), 1
        ):
            cells = [_cell(value) for value in values]
            for at in unsaved(cells, asked):
                empty.add(f"cell {cell_name(at, number)}")
            for at, cell in enumerate(cells):
                if is_error(cell):
                    wrong.add(f"cell {cell_name(at, number)}")
                    cells[at] = None
            yield number, cells
        for some in (empty, wrong, merged):
            some.tell()

    return rows


def _cell(value: Any) -> Any:  # noqa: ANN401 - a cell holds anything
    """A value of a workbook, in which a day is the midnight that begins it."""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    return value


def _read_parquet(path: Path) -> Sheet:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise CallError(f"{path}: to read Parquet install pyarrow: pip install 'dateline[parquet]'") from None
    try:
        file = pq.ParquetFile(path)
    except pa.ArrowException as error:
        raise CallError(f"{path}: the Parquet file cannot be read ({error}); write it again") from error
    names, notes = list(file.schema_arrow.names), Notes()
    shapes = _geometry_of(file.schema_arrow.metadata)
    kept = [at for at, name in enumerate(names) if name not in shapes]
    if shapes:
        notes.remark(f"{path.name}: {', '.join(map(repr, shapes))} holds geometry and is left out")

    def pieces() -> Iterator[list[list[Any]]]:
        for batch in file.iter_batches(batch_size=PIECE):
            columns = [batch.column(at).to_pylist() for at in kept]
            yield [list(row) for row in zip(*columns, strict=True)]

    return Sheet([names[at] for at in kept], pieces, notes, file.metadata.num_rows)


def _geometry_of(metadata: Mapping[bytes, bytes] | None) -> list[str]:
    """The columns of a Parquet file that are geometry, as GeoParquet tells them: bytes, and no words."""
    try:
        return list(json.loads((metadata or {}).get(b"geo", b"{}")).get("columns", {}))
    except (ValueError, AttributeError, TypeError):  # of another meaning
        return []
