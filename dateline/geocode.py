"""``dateline geocode``: a table with places in, the same table with where its rows are out."""

from __future__ import annotations

from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.asking import add_index, opened
from dateline.terminal import CallError, need_source_date, new_progress, say, tell, words

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Sequence

    from dateline.sheet_reading import Sheet
    from gazetteer.resolve import Gazetteer

__all__ = ["SUMMARY", "add_arguments", "run"]

SUMMARY = "locate the rows of a table"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "input",
        metavar="INPUT",
        type=Path,
        help='a CSV, TSV, XLSX or Parquet file with a header; "-" for standard input',
    )
    parser.add_argument(
        "-o",
        dest="outputs",
        metavar="OUT",
        type=Path,
        action="append",
        required=True,
        help='where to write; .csv, .tsv, .xlsx, .parquet, .geojson or .gpkg chooses the form, "-" is CSV on '
        "standard output (may be given several times)",
    )
    parser.add_argument(
        "--place", metavar="COLUMN", type=words, help="the column of the places (default: by its name)"
    )
    parser.add_argument(
        "--country", metavar="COLUMN", type=words, help="the column of the countries, or none"
    )
    parser.add_argument("--admin1", metavar="COLUMN", type=words, help="the column of the regions, or none")
    parser.add_argument("--prefix", default="", type=words, help="stands before the names of the new columns")
    parser.add_argument("--sheet", type=words, help="the sheet of a workbook (default: the first with rows)")
    parser.add_argument(
        "--generalise",
        metavar="LEVEL",
        type=words,
        help="show all places coarser, and the exact ones nowhere in the output: 1km, 5km, 10km, 50km, "
        "100km, 500km or 1000km for cells of a fixed grid, admin1 for first-level regions, or country (a "
        "column generalise of the table does so for single rows)",
    )
    add_index(parser)
    parser.add_argument(
        "-q", "--quiet", action="store_true", help="leave out progress and summary; warnings stay"
    )


def run(options: argparse.Namespace) -> int:
    """Locate the rows, some thousand at a time: memory does not grow with the file."""
    from dateline.sheet_reading import sheet_at
    from dateline.sheet_writing import check_outputs

    check_outputs(options.outputs, options.input)
    _check_level(options.generalise)
    need_source_date()
    places = opened(options.index)
    progress = new_progress(quiet=options.quiet)
    try:
        with sheet_at(options.input, options.sheet) as sheet:
            statuses = _located(sheet, places, options, progress.say)
    finally:
        progress.end()
    if not options.quiet:
        told = ", ".join(f"{count:,} {status}" for status, count in statuses.items())
        told = f"{_rows(sum(statuses.values()))}: {told}"
        for path in options.outputs:
            if str(path) == "-":
                tell(told)
            else:
                say(f"{path}: {told}")
    # The table is written all the same; the status tells a pipeline that the input needs a look.
    return int(sheet.notes.problems)


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _check_level(level: str | None) -> None:
    if level is None:
        return
    from maps.incidents.levels import LevelError, read_level

    try:
        read_level(level)
    except LevelError as error:
        raise CallError(f"--generalise {error}") from None


def _located(
    sheet: Sheet, places: Gazetteer, options: argparse.Namespace, progress: Callable[[str], None]
) -> dict[str, int]:
    """Write the outputs, and tell how many rows have which status.

    Raises:
        CallError: If there is nothing to locate, or no room for it.
    """
    from dateline.sheet_hiding import Hider
    from dateline.sheet_locating import Locator, columns_of, room
    from dateline.sheet_writing import rounded, writer
    from gazetteer.tables.answers import COLUMNS
    from maps.coarsening import Asked

    source = "standard input" if str(options.input) == "-" else options.input
    file = Path(source).name
    wished = {field: getattr(options, field) for field in ("place", "admin1", "country")}
    telling = columns_of(sheet.header, wished, source)
    added = room(sheet.header, options.prefix, source)
    if (options.place is None or telling.coordinates) and not options.quiet:
        named = ", ".join(map(repr, telling.names(sheet.header)))
        tell(f"{file}: located by {named}; --place, --admin1, --country say otherwise")
    hider = Hider(places, sheet.header, telling.names(sheet.header), Asked(options.generalise), file)
    if hider.hides and not options.quiet:
        named = ", ".join(map(repr, hider.columns))
        tell(f"{file}: {named} are left blank in rows that are generalised")
    progress("the columns are looked at")
    shown = map(hider.without_columns, sheet.pieces()) if hider.hides else sheet.pieces()
    kinds = _surveyed(sheet, shown, options.outputs)
    pieces = sheet.pieces()
    first = next(pieces, None)
    if first is None:
        raise CallError(f"{source}: the table has a header and no row below it; there is nothing to locate")
    locator = Locator(places, sheet.header, telling, file)
    status = len(sheet.header) + COLUMNS.index("status")
    statuses = dict.fromkeys(("resolved", "ambiguous", "unresolved"), 0)
    with ExitStack() as stack:
        writers = [stack.enter_context(writer(path, sheet, added, kinds)) for path in options.outputs]
        for piece in chain([first], pieces):
            found = locator.rows(piece)
            rows = [rounded(row, len(sheet.header)) for row in hider.rows(piece, found, locator.incident)]
            for row in rows:
                statuses[row[status]] += 1
            for write in writers:
                write(rows)
            progress(f"{_rows(sum(statuses.values()))} located")
    hider.tell()
    for trouble in hider.troubles:
        sheet.notes.problem(f"{file}: {trouble}; rows that say so have no place")
    return statuses


def _surveyed(sheet: Sheet, pieces: Iterable[Sequence[Sequence[Any]]], outputs: Sequence[Path]) -> list[str]:
    """What the columns hold, where an output wants to know, after a look at whether all rows have room."""
    from dateline.sheet_survey import survey
    from dateline.sheet_writing import MOST_XLSX_ROWS, check_count, wants_survey

    if sheet.known is not None:
        check_count(outputs, sheet.known)
    if not wants_survey(outputs):
        return []
    most = MOST_XLSX_ROWS if any(path.suffix.lower() == ".xlsx" for path in outputs) else None
    found = survey(pieces, len(sheet.header), most)
    check_count(outputs, found.rows)
    return found.kinds
