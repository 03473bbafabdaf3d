"""Tables of any length, read piece by piece: CSV, TSV, XLSX and Parquet."""

from __future__ import annotations

import csv
import shutil
import sys
import tempfile
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from dateline.terminal import CallError, tell
from maps.incidents.columns import INCIDENT_COLUMNS
from maps.incidents.delimited import find_delimiter, find_encoding
from maps.incidents.tables import header_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Sheet", "read_sheet", "sheet_at"]

#: Rows of one piece: enough for the gazetteer to be read in its order.
PIECE = 20_000
# A newsroom's sheet has a title and remarks above its header, but not a page of them.
_HEADER_WITHIN = 20
_LOOK = 1 << 16
_LARGEST_CELL = 2**31 - 1


class Sheet(NamedTuple):
    """A table that is open.

    Attributes:
        header: The names of its columns.
        pieces: Its rows, some thousand at a time, each as long as the header.
    """

    header: list[str]
    pieces: Iterator[list[list[Any]]]


@contextmanager
def sheet_at(path: Path, sheet: str | None = None) -> Iterator[Sheet]:
    """The table of a file, or of standard input where the path is "-".

    Args:
        path: The file.
        sheet: As of ``read_sheet``.

    Raises:
        CallError: As of ``read_sheet``.
    """
    if str(path) != "-":
        yield read_sheet(path, sheet)
        return
    with tempfile.TemporaryDirectory() as folder:
        # What it begins with and its encoding tell how it is read: a pipe cannot be read twice.
        kept = Path(folder) / "standard input"
        with kept.open("wb") as copy:
            shutil.copyfileobj(sys.stdin.buffer, copy)
        try:
            found = read_sheet(kept, sheet)
        except CallError as error:
            raise CallError(str(error).replace(str(kept), kept.name)) from None
        yield found


def read_sheet(path: Path, sheet: str | None = None) -> Sheet:
    """A table by its file: Parquet and workbooks by what they begin with, everything else as CSV.

    Args:
        path: The file.
        sheet: The sheet of a workbook; its first one with rows if None.

    Raises:
        CallError: If there is no such file or sheet, or no header in it.
    """
    if path.is_dir():
        raise CallError(f"{path} is a folder; name a file in it")
    if not path.is_file():
        raise CallError(f"{path}: no such file")
    with path.open("rb") as file:
        start = file.read(4)
    if start == b"PAR1":
        return _read_parquet(path)
    if start == b"PK\x03\x04":
        return _read_workbook(path, sheet)
    if start == b"\xd0\xcf\x11\xe0":
        raise CallError(f"{path}: it is of old Excel or protected; save it as .xlsx without a password")
    return _read_delimited(path)


def _pieces(rows: Iterable[list[Any]]) -> Iterator[list[list[Any]]]:
    rows = iter(rows)
    while piece := list(islice(rows, PIECE)):
        yield piece


def _headed(path: Path, rows: Iterator[tuple[int, list[Any]]]) -> Sheet:
    """The table below its header, which may stand below a title."""
    head = [row for row in islice(rows, _HEADER_WITHIN) if any(map(_says, row[1]))]
    if not head:
        raise CallError(f"{path}: the table is empty; it needs a header and a row for each place")
    texts = [(number, [str(cell).strip() if _says(cell) else "" for cell in cells]) for number, cells in head]
    at, _ = header_of(texts, INCIDENT_COLUMNS)
    header, rows = head[at][1], chain(head[at + 1 :], rows)
    names = [str(name).strip() if _says(name) else f"column {at}" for at, name in enumerate(header, 1)]
    return Sheet(names, _pieces(_squared(path, rows, len(names))))


def _says(cell: object) -> bool:
    return cell is not None and str(cell).strip() != ""


def _squared(path: Path, rows: Iterable[tuple[int, list[Any]]], width: int) -> Iterator[list[Any]]:
    """Rows as long as the header; blank ones are left out, and what is cut is told."""
    cut: list[int] = []
    for number, cells in rows:
        if not any(map(_says, cells)):
            continue
        if len(cells) > width:
            cut += [number] if any(map(_says, cells[width:])) else []
            cells = cells[:width]  # noqa: PLW2901 - the row as it goes on
        yield cells if len(cells) == width else [*cells, *[""] * (width - len(cells))]
    if cut:
        more = f" and {len(cut) - 1:,} more" if len(cut) > 1 else ""
        tell(f"{path.name}, row {cut[0]}{more}: more cells than the header has; the last ones are left out")


def _read_delimited(path: Path) -> Sheet:
    encoding = _encoding(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        head = file.read(_LOOK)
    delimiter = find_delimiter(head, INCIDENT_COLUMNS)

    def rows() -> Iterator[tuple[int, list[Any]]]:
        limit = csv.field_size_limit(_LARGEST_CELL)
        try:
            with path.open(encoding=encoding, errors="replace", newline="") as file:
                # A NUL stops the reader of CSV, and says nothing.
                clean = (line.replace("\0", "") for line in file)
                yield from enumerate(csv.reader(clean, delimiter=delimiter), 1)
        finally:
            csv.field_size_limit(limit)

    return _headed(path, rows())


def _encoding(path: Path) -> str:
    """The encoding of a file, which is told where it is a guess."""
    with path.open("rb") as file:
        encoding, odd = find_encoding(iter(lambda: file.read(_LOOK), b""))
    if odd is not None:
        tell(
            f"{path.name}: it is not UTF-8 (line {odd}) and is read as Windows-1252; check accents, or save "
            "it as UTF-8"
        )
    return encoding


def _read_workbook(path: Path, sheet: str | None) -> Sheet:
    import warnings

    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it cannot keep when writing; nothing is written here
        workbook = load_workbook(path, read_only=True, data_only=True)
    names = workbook.sheetnames
    if sheet is not None and sheet not in names:
        raise CallError(f"{path}: there is no sheet {sheet!r}; it has {', '.join(map(repr, names))}")
    for name in [sheet] if sheet is not None else names:
        page: Any = workbook[name]
        page.reset_dimensions()
        try:
            rows = enumerate((list(row) for row in page.iter_rows(values_only=True)), 1)
            found = _headed(path, rows)
        except CallError:
            continue
        if len(names) > 1 and sheet is None:
            others = ", ".join(map(repr, names))
            tell(f"{path.name}: sheet {name!r} is read; --sheet names another one of {others}")
        return found
    raise CallError(f"{path}: the table is empty; it needs a header and a row for each place")


def _read_parquet(path: Path) -> Sheet:
    try:
        import pyarrow.parquet as pq
    except ImportError:
        raise CallError(f"{path}: to read Parquet install pyarrow: pip install 'dateline[parquet]'") from None
    file = pq.ParquetFile(path)

    def pieces() -> Iterator[list[list[Any]]]:
        for batch in file.iter_batches(batch_size=PIECE):
            columns = [column.to_pylist() for column in batch.columns]
            yield [list(row) for row in zip(*columns, strict=True)]

    return Sheet(list(file.schema_arrow.names), pieces())
