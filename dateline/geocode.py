"""``dateline geocode``: a table with places in, the same table with where its rows are out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.asking import add_index, opened
from dateline.terminal import CallError, new_progress, say, tell, words

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from gazetteer.tables.answers import Answers, Row

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
        dest="output",
        metavar="OUT",
        type=Path,
        required=True,
        help='where to write; .csv, .tsv, .xlsx, .parquet, .geojson or .gpkg chooses the form, "-" is CSV on '
        "standard output",
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
    from dateline.sheet_writing import writer
    from gazetteer.tables.answers import COLUMNS, Answers
    from gazetteer.tables.cells import check_room

    progress = new_progress(quiet=options.quiet)
    done, statuses = 0, dict.fromkeys(("resolved", "ambiguous", "unresolved"), 0)
    try:
        with sheet_at(options.input, options.sheet) as sheet:
            asked = _columns(sheet.header, options)
            added = check_room(sheet.header, options.prefix, COLUMNS)
            answers = Answers(opened(options.index))
            with writer(options.output, sheet.header, added) as write:
                for piece in sheet.pieces:
                    if len(answers) > _MOST_KEPT:
                        answers = Answers(opened(options.index))
                    found = _located(piece, asked, answers)
                    for row in found:
                        statuses[row.status] += 1
                    write([[*cells, *row] for cells, row in zip(piece, found, strict=True)])
                    done += len(piece)
                    progress.say(f"{done:,} rows located")
    finally:
        progress.end()
    if not options.quiet:
        told = ", ".join(f"{count:,} {status}" for status, count in statuses.items())
        if str(options.output) == "-":
            tell(f"{done:,} rows: {told}")
        else:
            say(f"{options.output}: {done:,} rows: {told}")
    return 0


# Answers are kept for the rows that follow; these take some 400 MB.
_MOST_KEPT = 1_000_000


def _columns(header: Sequence[str], options: argparse.Namespace) -> list[int]:
    """The positions of the columns that tell where rows are: of the place, then of what holds it.

    Raises:
        CallError: If one is not there.
    """
    from gazetteer.errors import ColumnError
    from gazetteer.tables.cells import find_columns
    from maps.incidents.columns import INCIDENT_COLUMNS, find

    known = find(list(header), INCIDENT_COLUMNS).names
    names = {
        field: known.get(field) if getattr(options, field) is None else getattr(options, field)
        for field in ("place", "admin1", "country")
    }
    if not names["place"]:
        raise CallError(
            f"{options.input}: no column for the place; the columns are {', '.join(header)}; say which with "
            "--place"
        )
    holders = {field: name or None for field, name in names.items() if field != "place"}
    try:
        asked = find_columns(list(header), names["place"], **holders)
    except ColumnError as error:
        raise CallError(f"{options.input}: {error}") from None
    if options.place is None and not options.quiet:
        named = ", ".join(map(repr, asked.names))
        tell(f"{options.input.name}: located by {named}; --place, --admin1, --country say otherwise")
    return [list(header).index(name) for name in asked.names]


def _located(piece: Sequence[Sequence[Any]], asked: Sequence[int], answers: Answers) -> list[Row]:
    """The answers to some rows, each as the cells of its columns."""
    from gazetteer.tables.cells import question, text_of

    place, *holders = asked
    texts = [question(text_of(row[place]), [text_of(row[at]) for at in holders]) for row in piece]
    return answers.cells(answers.rows(texts))
