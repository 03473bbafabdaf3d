"""``dateline geocode``: a table with places in, the same table with where its rows are out."""

from __future__ import annotations

from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.asking import add_index, opened
from dateline.terminal import CallError, need_source_date, new_progress, say, tell, words

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

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
    add_index(parser)
    parser.add_argument(
        "-q", "--quiet", action="store_true", help="leave out progress and summary; warnings stay"
    )


def run(options: argparse.Namespace) -> int:
    """Locate the rows, some thousand at a time: memory does not grow with the file."""
    from dateline.sheet_reading import sheet_at
    from dateline.sheet_writing import check_outputs

    check_outputs(options.outputs, options.input)
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
        told = f"{sum(statuses.values()):,} rows: {told}"
        for path in options.outputs:
            if str(path) == "-":
                tell(told)
            else:
                say(f"{path}: {told}")
    # The table is written all the same; the status tells a pipeline that the input needs a look.
    return int(sheet.notes.problems)


def _located(
    sheet: Sheet, places: Gazetteer, options: argparse.Namespace, progress: Callable[[str], None]
) -> dict[str, int]:
    """Write the outputs, and tell how many rows have which status.

    Raises:
        CallError: If there is nothing to locate, or no room for it.
    """
    from dateline.sheet_locating import Locator, columns_of, room
    from dateline.sheet_writing import writer

    source = "standard input" if str(options.input) == "-" else options.input
    wished = {field: getattr(options, field) for field in ("place", "admin1", "country")}
    telling = columns_of(sheet.header, wished, source)
    added = room(sheet.header, options.prefix, source)
    if (options.place is None or telling.coordinates) and not options.quiet:
        named = ", ".join(map(repr, telling.names(sheet.header)))
        tell(f"{Path(source).name}: located by {named}; --place, --admin1, --country say otherwise")
    progress("the columns are looked at")
    kinds = _surveyed(sheet, options.outputs)
    pieces = sheet.pieces()
    first = next(pieces, None)
    if first is None:
        raise CallError(f"{source}: the table has a header and no row below it; there is nothing to locate")
    locator = Locator(places, sheet.header, telling, Path(source).name)
    statuses = dict.fromkeys(("resolved", "ambiguous", "unresolved"), 0)
    with ExitStack() as stack:
        writers = [stack.enter_context(writer(path, sheet.header, added, kinds)) for path in options.outputs]
        for piece in chain([first], pieces):
            found = locator.rows(piece)
            for row in found:
                statuses[row.status] += 1
            rows = [[*cells, *row] for cells, row in zip(piece, found, strict=True)]
            for write in writers:
                write(rows)
            progress(f"{sum(statuses.values()):,} rows located")
    return statuses


def _surveyed(sheet: Sheet, outputs: Sequence[Path]) -> list[str]:
    """What the columns hold, where an output wants to know, after a look at whether all rows have room."""
    from dateline.sheet_survey import survey
    from dateline.sheet_writing import MOST_XLSX_ROWS, check_count, wants_survey

    if sheet.known is not None:
        check_count(outputs, sheet.known)
    if not wants_survey(outputs):
        return []
    most = MOST_XLSX_ROWS if any(path.suffix.lower() == ".xlsx" for path in outputs) else None
    found = survey(sheet.pieces(), len(sheet.header), most)
    check_count(outputs, found.rows)
    return found.kinds
