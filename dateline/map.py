"""``dateline map``: a file of incidents becomes a page or a data file."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.asking import add_index, opened
from dateline.terminal import CallError, say, tell, words

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from maps import MapDocument, Report
    from maps.document import IncidentMark, NotShown
    from maps.incidents.model import RowRef

__all__ = ["SUMMARY", "add_arguments", "run"]

SUMMARY = "make a map of a table of incidents"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "input",
        metavar="INPUT",
        type=Path,
        help="a CSV, TSV or XLSX file, or a folder with incidents, claims and sources tables",
    )
    parser.add_argument(
        "-o",
        dest="outputs",
        metavar="OUT",
        action="append",
        required=True,
        help="where to write; .html or .geojson chooses the form (may be given several times)",
    )
    parser.add_argument(
        "--border",
        dest="borders",
        metavar="COUNTRY",
        type=words,
        action="append",
        default=[],
        help="emphasise the whole boundary of a country, by name or code (may be given several times)",
    )
    parser.add_argument(
        "--border-between",
        dest="borders_between",
        metavar=("A", "B"),
        type=words,
        nargs=2,
        action="append",
        default=[],
        help="emphasise only the line that two countries share (may be given several times)",
    )
    parser.add_argument("--title", type=words, help="title of the map")
    parser.add_argument("--subtitle", type=words, help="line below the title")
    parser.add_argument("--language", default="en", metavar="TAG", help="language of the map's words (en)")
    parser.add_argument(
        "--worldview",
        default="default",
        metavar="CODE",
        help="whose claims borders follow: default, ISO, or a country's code",
    )
    add_index(parser)
    parser.add_argument("-q", "--quiet", action="store_true", help="leave out the summary; warnings stay")


def run(options: argparse.Namespace) -> int:
    """Make the map. Everything is rendered before the first file is written."""
    import maps
    from maps.files import write

    renderers, borders = _check_call(options)
    places = opened(options.index)
    report = maps.read(options.input)
    document = maps.compose(
        report,
        gazetteer=places,
        title=options.title,
        subtitle=options.subtitle,
        borders=options.borders,
        borders_between=options.borders_between,
        language=options.language,
        worldview=options.worldview,
    )
    write([(path, render(document)) for path, render in renderers])
    for line in _warnings(report, document):
        tell(line)
    for label in borders:
        if label not in {border.label for border in document.borders}:
            tell(f"the border of {label} does not run through this map: it is not drawn")
    if not options.quiet:
        shown, missing = len(document.incidents), len(document.not_shown)
        for path, _ in renderers:
            say(f"{path}: {shown} {'incident' if shown == 1 else 'incidents'} shown, {missing} not shown")
    # The map is made all the same; the status tells a pipeline that the table needs a look.
    return int(bool(report.problems) or any(mark.contradicted for mark in document.incidents))


def _check_call(
    options: argparse.Namespace,
) -> tuple[list[tuple[str, Callable[[MapDocument], bytes]]], list[str]]:
    """Each output with what renders it, and each border by its label, after a look for all that may be wrong.

    Raises:
        CallError: If the call cannot work.
    """
    from geo.errors import GeoDataError, GeoError
    from maps.bordering import find_borders, label_of
    from maps.compose import check_language
    from maps.errors import MapsError
    from maps.render import writer

    twice = [path for path, count in Counter(map(os.path.realpath, options.outputs)).items() if count > 1]
    if twice:
        raise CallError(f"-o {os.path.relpath(twice[0])} is given twice")
    if not options.input.exists():
        raise CallError(f"{options.input}: no such file or folder")
    try:
        renderers = [(path, writer(path)) for path in options.outputs]
        check_language(options.language)
        borders = find_borders(options.borders, options.borders_between, options.worldview)
    except GeoDataError:
        raise
    except (GeoError, MapsError) as error:
        raise CallError(error) from error
    return renderers, [label_of(border, options.language) for border in borders]


def _warnings(report: Report, document: MapDocument) -> Iterator[str]:
    """What the reporter should look at, each with its row: problems of the file, then of single incidents."""
    yield from report.remarks
    yield from report.problems
    rows = {incident.id: incident.where for incident in report.incidents}
    # The reader has told these with their column.
    told = {incident.id for incident in report.incidents if incident.trouble and incident.where}
    for missing in document.not_shown:
        if missing.id is not None and missing.id not in told:
            yield f"{_where(missing, rows)}: not shown: {missing.why}"
    drafts = sum(missing.id is None for missing in document.not_shown)
    if drafts:
        what = "incident is a draft" if drafts == 1 else "incidents are drafts"
        yield f"{drafts} {what} or embargoed: not shown"
    for mark in document.incidents:
        flags = [f"claim {claim.id}: {claim.flag}." for claim in mark.claims if claim.flag]
        for caution in (*mark.cautions[mark.id in told :], *flags):
            yield f"{_where(mark, rows)}: {caution}"


def _where(shown: IncidentMark | NotShown, rows: dict[str, RowRef | None]) -> str:
    place = f" ({shown.place_text})" if shown.place_text else ""
    row = None if shown.id is None else rows.get(shown.id)
    if row is None:
        return f"incident {shown.id}{place}"
    sheet = f', sheet "{row.sheet}"' if row.sheet else ""
    return f"{row.file}{sheet}, row {row.row}: incident {shown.id}{place}"
