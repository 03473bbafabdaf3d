"""Located rows, written as they come, whole or not at all: CSV, XLSX, Parquet, GeoJSON and GeoPackage."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import re
import shutil
import sys
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

from dateline.sheet_survey import KINDS, converted
from dateline.terminal import CallError
from gazetteer.export.exported import whole_file
from gazetteer.tables.answers import COLUMNS
from geo.epoch import source_date
from maps.files import OutputError, prepared
from maps.incidents.text import starts_formula

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from dateline.sheet_reading import Sheet

    #: Takes some rows: the cells of the table, then those of the answers.
    Write = Callable[[Sequence[Sequence[Any]]], None]

__all__ = ["ENDINGS", "check_count", "check_outputs", "rounded", "safe_cell", "wants_survey", "writer"]

#: Below the header.
MOST_XLSX_ROWS = 1_048_575
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?\s*%?")


def safe_cell(cell: object) -> object:
    r"""A cell of CSV that no spreadsheet takes for a formula; numbers stay numbers.

    Examples:
        >>> safe_cell('=HYPERLINK("http://x.org")'), safe_cell("-1.5"), safe_cell(" @x")
        ('\'=HYPERLINK("http://x.org")', '-1.5', "' @x")
    """
    if isinstance(cell, str) and starts_formula(cell) and not _NUMBER.fullmatch(cell.strip()):
        return f"'{cell}"
    return "" if cell is None else cell


def check_outputs(paths: Sequence[Path], source: Path) -> None:
    """Refuse outputs that cannot be written, or would take the place of what is read.

    Args:
        paths: The files, or "-" for CSV on standard output.
        source: The file that is read, or "-".

    Raises:
        CallError: If one is none, is given twice, or is the source.
    """
    taken: set[str] = set()
    for path in paths:
        if str(path) != "-":
            _check_output(path, source)
        place = str(path) if str(path) == "-" else os.path.realpath(path)
        if place in taken:
            raise CallError(f"-o {path} is given twice")
        taken.add(place)


def _check_output(path: Path, source: Path) -> None:
    if path.suffix.lower() not in ENDINGS:
        raise CallError(f"-o {path}: its ending names no form; end it with {', '.join(ENDINGS)}")
    if path.is_dir():
        raise CallError(f"-o {path} is a folder; name a file in it")
    if path.suffix.lower() == ".parquet":
        try:
            import pyarrow.parquet  # noqa: F401 - is it there?
        except ImportError:
            raise CallError(
                f"-o {path}: to write Parquet install pyarrow: pip install 'dateline[parquet]'"
            ) from None
    if str(source) != "-" and source.exists() and path.exists() and path.samefile(source):
        raise CallError(
            f"-o {path} is the table that is read, which would be lost with its other sheets, formulas and "
            "formats; name another file"
        )


def wants_survey(paths: Iterable[Path]) -> bool:
    """Whether outputs want to know of a table before its first row: types of columns, or whether it fits."""
    return any(path.suffix.lower() in _TYPED for path in paths if str(path) != "-")


def check_count(paths: Iterable[Path], count: int) -> None:
    """Refuse what has more rows than a file can hold.

    Raises:
        CallError: If it has.
    """
    for path in paths:
        if path.suffix.lower() == ".xlsx" and count > MOST_XLSX_ROWS:
            raise CallError(
                f"-o {path}: a sheet has at most {MOST_XLSX_ROWS:,} rows below its header, and the table has "
                "more; end it with .csv or .parquet"
            )


def rounded(row: Sequence[Any], first: int) -> list[Any]:
    """A located row with the digits that say something.

    Coordinates keep seven decimals, a centimetre, as the gazetteer has them; a confidence keeps four.

    Args:
        row: The cells of the table, then those of the answer.
        first: How many are of the table.

    Examples:
        >>> rounded(["Gao", 0.1 + 0.2, 16.0, "geonames:2457163", "Gao", "resolved", 0.99977071, 5000], 1)
        ['Gao', 0.3, 16.0, 'geonames:2457163', 'Gao', 'resolved', 0.9998, 5000]
    """
    cells = list(row)
    for name, decimals in _DECIMALS.items():
        at = first + COLUMNS.index(name)
        cells[at] = None if cells[at] is None else round(cells[at], decimals)
    return cells


@contextmanager
def writer(path: Path, sheet: Sheet, added: Sequence[str], kinds: Sequence[str]) -> Iterator[Write]:
    """What writes located rows into a file, whose ending says how; ``check_outputs`` has looked at it.

    Args:
        path: The file, or "-" for CSV on standard output.
        sheet: The table that is located; CSV is written in its manner.
        added: The names of the columns of the answers, longitude and latitude first.
        kinds: What the table's own columns hold, as in ``Survey``, where ``wants_survey``.

    Raises:
        CallError: If nothing can be written there.
    """
    if str(path) == "-":
        with _standard_output(sheet, added) as write:
            yield write
        return
    try:
        target = prepared(str(path))
    except OutputError as error:
        raise CallError(f"-o {error}") from None
    ending = path.suffix.lower()
    typed = _TYPED.get(ending)
    with typed(target, sheet.header, list(added), kinds) if typed else _csv(target, sheet, added) as write:
        yield write


@contextmanager
def _standard_output(sheet: Sheet, added: Sequence[str]) -> Iterator[Write]:
    # The bytes below the text: no line end or encoding of the system gets into the table.
    file = io.TextIOWrapper(sys.stdout.buffer, _encoding(sheet), "replace", newline="")
    try:
        yield _delimited(file, sheet, added, tabs=False)
        file.flush()
    finally:
        file.detach()


@contextmanager
def _csv(path: Path, sheet: Sheet, added: Sequence[str]) -> Iterator[Write]:
    with (
        whole_file(path) as made,
        made.open("w", encoding=_encoding(sheet), errors="replace", newline="") as file,
    ):
        yield _delimited(file, sheet, added, tabs=path.suffix.lower() == ".tsv")


def _encoding(sheet: Sheet) -> str:
    return "utf-8-sig" if sheet.manner.marked else "utf-8"


def _delimited(file: TextIO, sheet: Sheet, added: Sequence[str], *, tabs: bool) -> Write:
    """Write the header as CSV, and give what writes rows below it."""
    # What is called CSV has no tabs, whatever was read.
    own = "," if sheet.manner.delimiter == "\t" else sheet.manner.delimiter
    table = csv.writer(file, lineterminator="\n", delimiter="\t" if tabs else own)
    table.writerow(map(safe_cell, [*sheet.header, *added]))
    return lambda rows: table.writerows(map(safe_cell, row) for row in rows)


@contextmanager
def _xlsx(path: Path, header: list[str], added: list[str], kinds: Sequence[str]) -> Iterator[Write]:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("located")

    def cell(value: object) -> object:
        if isinstance(value, str):
            written: Any = WriteOnlyCell(sheet, _ILLEGAL.sub("\ufffd", value)[:32_767])
            written.data_type = "s"  # a text, whatever it begins with
            return written
        return value if value is None or isinstance(value, _KEPT) else str(value)

    def write(rows: Sequence[Sequence[Any]]) -> None:
        for row in converted(rows, numbers):
            sheet.append([cell(value) for value in row])

    # What a workbook has as a number stays one, whatever else is in its column.
    numbers = [kind if kind in {"integer", "real"} else "as it is" for kind in kinds]
    sheet.append([cell(name) for name in header + added])
    with whole_file(path) as made:
        yield write
        book.save(made)
        _repack(made)


@contextmanager
def _parquet(path: Path, header: list[str], added: list[str], kinds: Sequence[str]) -> Iterator[Write]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from gazetteer.export.parquet import GEO, POINT
    from gazetteer.tables.engines import arrow_fields

    types = dict(
        zip(
            KINDS,
            (pa.int64(), pa.float64(), pa.bool_(), pa.date32(), pa.timestamp("us"), pa.string()),
            strict=True,
        )
    )
    names, lon = _unlike(header, taken={"geometry"}), len(header)
    own = [pa.field(name, types[kind]) for name, kind in zip(names, kinds, strict=True)]
    points = pa.field("geometry", pa.binary())
    schema = pa.schema([*own, *arrow_fields(added), points], GEO | {"attribution": _CREDIT})
    with whole_file(path) as made, pq.ParquetWriter(made, schema, compression="zstd") as file:

        def write(rows: Sequence[Sequence[Any]]) -> None:
            shapes = [None if row[lon] is None else POINT.pack(1, 1, row[lon], row[lon + 1]) for row in rows]
            columns = [*zip(*converted(rows, kinds), strict=True), shapes]
            arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
            file.write_batch(pa.record_batch(arrays, schema=schema))

        yield write


@contextmanager
def _geojson(path: Path, header: list[str], added: list[str], kinds: Sequence[str]) -> Iterator[Write]:
    names = _unlike(header) + added
    lon, lat = len(header), len(header) + 1
    with whole_file(path) as made, made.open("w", encoding="utf-8", errors="replace", newline="") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        between = "\n"

        def write(rows: Sequence[Sequence[Any]]) -> None:
            nonlocal between
            for row in converted(rows, kinds):
                point = None if row[lon] is None else {"type": "Point", "coordinates": [row[lon], row[lat]]}
                facts = {
                    name: value if isinstance(value, _JSON) else str(value)
                    for name, value in zip(names, row, strict=True)
                }
                feature = {"type": "Feature", "geometry": point, "properties": facts}
                file.write(f"{between}{json.dumps(feature, ensure_ascii=False, allow_nan=False)}")
                between = ",\n"

        yield write
        file.write(f'\n], "attribution": {json.dumps(_CREDIT)}}}\n')


@contextmanager
def _geopackage(path: Path, header: list[str], added: list[str], kinds: Sequence[str]) -> Iterator[Write]:
    from gazetteer.export.geopackage import Extent, add_layer, geopackage

    names = _unlike(header, taken={"fid", "geom"}) + added
    prefix = added[0].removesuffix("lon")
    types = [_SQL_OWN[kind] for kind in kinds]
    types += [_SQL.get(name.removeprefix(prefix), "TEXT") for name in added]
    columns = ", ".join(
        f'"{name.replace(chr(34), chr(34) * 2)}" {kind}' for name, kind in zip(names, types, strict=True)
    )
    lon = len(header)
    with geopackage(path) as database:
        database.execute(f"CREATE TABLE located (fid INTEGER PRIMARY KEY NOT NULL, geom POINT, {columns})")
        extent = Extent()
        places = ", ".join("?" * (len(names) + 1))

        def write(rows: Sequence[Sequence[Any]]) -> None:
            database.executemany(
                f"INSERT INTO located VALUES (NULL, {places})",  # noqa: S608 - question marks only
                (
                    (
                        None if row[lon] is None else extent.point(row[lon], row[lon + 1]),
                        *(
                            value if value is None or isinstance(value, int | float | str) else str(value)
                            for value in row
                        ),
                    )
                    for row in converted(rows, kinds)
                ),
            )

        yield write
        add_layer(database, "located", _CREDIT, extent)


def _unlike(header: list[str], taken: set[str] | None = None) -> list[str]:
    """Names of columns of which no two are the same, in capitals or not, as databases want them."""
    seen = {name.casefold() for name in taken or ()}
    names = []
    for name in header:
        unlike, number = name, 1
        while unlike.casefold() in seen:
            number += 1
            unlike = f"{name} {number}"
        seen.add(unlike.casefold())
        names.append(unlike)
    return names


def _repack(path: Path) -> None:
    """Let the archive tell no time of its making: the same rows give the same bytes."""
    moment = source_date() or dt.datetime.fromtimestamp(0, dt.UTC)
    again = path.with_name(f"{path.name}-again")
    try:
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.infolist():
                fixed = zipfile.ZipInfo(entry.filename)
                fixed.compress_type = zipfile.ZIP_DEFLATED
                if entry.filename == "docProps/core.xml":
                    stamp = moment.strftime(">%Y-%m-%dT%H:%M:%SZ</dcterms:").encode()
                    new.writestr(fixed, re.sub(rb">[0-9TZ:.-]+</dcterms:", stamp, old.read(entry)))
                    continue
                with old.open(entry) as content, new.open(fixed, "w", force_zip64=True) as copy:
                    shutil.copyfileobj(content, copy)
        again.replace(path)
    finally:
        again.unlink(missing_ok=True)


_DECIMALS = {"lon": 7, "lat": 7, "confidence": 4}
_CREDIT = "GeoNames (CC BY 4.0)"
_KEPT = (int, float, dt.date, dt.time, dt.timedelta)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_JSON = (str, int, float, bool, type(None))
_SQL_OWN = dict(zip(KINDS, ("INTEGER", "DOUBLE", "BOOLEAN", "DATE", "TEXT", "TEXT"), strict=True))
_SQL = {"lon": "REAL", "lat": "REAL", "confidence": "REAL"}
_SQL |= {"uncertainty_m": "INTEGER", "geo_precision": "INTEGER", "where_prec": "INTEGER"}
# Forms whose columns have types, or that have room for some rows.
_TYPED = {".xlsx": _xlsx, ".parquet": _parquet, ".geojson": _geojson, ".gpkg": _geopackage}
#: What can be written, by the ending of a file.
ENDINGS = (".csv", ".tsv", *_TYPED)
