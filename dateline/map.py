"""``dateline map``: a file of incidents becomes a page, a picture or a data file."""

from __future__ import annotations

import functools
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from dateline.alike import MOST_ALIKE, grouped
from dateline.asking import add_index, opened
from dateline.terminal import CallError, new_progress, say, tell, words

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from gazetteer import Gazetteer
    from geo import BBox
    from maps import MapDocument, Report
    from maps.document import IncidentMark, NotShown
    from maps.incidents.model import Incident, RowRef
    from maps.render import Rendered
    from maps.render.static.options import PageOptions

__all__ = ["SUMMARY", "add_arguments", "run"]

SUMMARY = "make a map of a table of incidents"

# Most tables are done before a bar would be looked at.
_PATIENCE_S = 2.0
# So many incidents are named where all of them have the same trouble.
_NAMED = 5


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
        default=[],
        help="where to write; .html, .png, .svg, .pdf or .geojson chooses the form (may be given "
        "several times)",
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
    parser.add_argument(
        "--generalise",
        metavar="LEVEL",
        type=words,
        help="show all locations coarser, and the exact ones in no output: 1km, 5km, 10km, 50km, 100km, "
        "500km or 1000km for cells of a fixed grid, admin1 for first-level regions, or country (a column "
        "generalise of the table does so for single incidents)",
    )
    parser.add_argument(
        "--view",
        metavar="W,S,E,N",
        help="the part of the earth to show, in degrees: 2.7,19.8,3.2,20.1 (default: the incidents decide)",
    )
    add_index(parser)
    _add_page(parser.add_argument_group("pages (.html), those of embeds too"))
    _add_embed(parser.add_argument_group("embeds"))
    _add_static(parser.add_argument_group("static maps (.png, .svg, .pdf)"))
    parser.add_argument(
        "-q",
        "--quiet",
        action="store_true",
        help="leave out the summary, and all but one of warnings that are alike",
    )


def _add_page(group: argparse._ArgumentGroup) -> None:
    """The options that HTML takes."""
    group.add_argument(
        "--assets",
        metavar="DIR",
        help="put script, style sheet and picture into a folder that pages share (default: into the page)",
    )
    group.add_argument(
        "--no-picture",
        dest="picture",
        action="store_false",
        help="leave out the picture of the map for readers without JavaScript",
    )
    group.add_argument(
        "--tiles",
        type=words,
        metavar="NAME",
        help="ask for online tiles: a name of xyzservices such as OpenStreetMap.Mapnik, or an address with "
        "{z}, {x} and {y} (default: the background that is in the page, and nobody is asked)",
    )
    group.add_argument(
        "--tiles-credit", type=words, metavar="TEXT", help="whom to credit for tiles of an address"
    )
    group.add_argument(
        "--theme",
        type=words,
        help="light, dark, or auto: as the reader's system, in an embed as the page around it (default)",
    )


def _add_embed(group: argparse._ArgumentGroup) -> None:
    """The options of embeds."""
    group.add_argument(
        "--embed",
        metavar="DIR",
        type=Path,
        help="write what it takes to embed the map in other pages: page, frame, fragment, snippet, pictures, "
        "data and a manifest (with or without -o)",
    )
    group.add_argument(
        "--embed-url", metavar="URL", help="where DIR will be on the web, such as https://example.org/kidal/"
    )


def _add_static(group: argparse._ArgumentGroup) -> None:
    """The options that PNG, SVG and PDF take."""
    group.add_argument(
        "--size",
        type=words,
        help="1200x675px, 90mm x 60mm, 6x4in, or print-1col, print-2col, web-16x9, square, story-9x16, "
        "social-card",
    )
    group.add_argument("--dpi", type=float, help="pixels an inch (96 for a size in pixels, else 300)")
    group.add_argument(
        "--style", type=words, help="light, dark, grey, or a TOML file with the style of the house"
    )
    group.add_argument("--plain", action="store_true", default=None, help="only the map and its attribution")
    group.add_argument("--transparent", action="store_true", default=None, help="no colour under the map")
    group.add_argument("--byline", type=words, help="who made the map")
    group.add_argument("--source", type=words, help="where the facts are from")
    group.add_argument("--note", type=words, help="a remark below the map")
    group.add_argument("--date", type=words, help="the day of the map, in words")
    group.add_argument("--alt-text", type=words, help="description in place of the one that Dateline makes")
    group.add_argument(
        "--furniture",
        metavar="PIECE=PLACE",
        type=words,
        action="append",
        help="move or leave out a piece: legend, scale, north, inset, date, title or frame; a corner such as "
        "'top left', on, off or auto (may be given several times)",
    )
    group.add_argument(
        "--label",
        metavar="NAME=WISH",
        type=words,
        action="append",
        help="change a label, or that of an incident by its id: NAME=hide, NAME=NE (a side of its point), "
        "NAME=offset:10,-5 (points right and down), NAME=text:WORDS (may be given several times)",
    )
    group.add_argument(
        "--labels", metavar="FILE", type=Path, help="changes to labels, as tables of a TOML file"
    )


def run(options: argparse.Namespace) -> int:
    """Make the map. Everything is rendered before the first file is written."""
    import maps
    from maps.files import write
    from maps.marks import column
    from maps.render import has_background

    render, borders, view = _check_call(options)
    places = opened(options.index)
    bar = new_progress(quiet=options.quiet)
    try:
        report = maps.read(options.input, progress=bar.after(_PATIENCE_S, "reading"))
        document = maps.compose(
            report,
            gazetteer=places,
            title=options.title,
            subtitle=options.subtitle,
            borders=options.borders,
            borders_between=options.borders_between,
            language=options.language,
            worldview=options.worldview,
            generalise=options.generalise,
            view=view,
            background=options.embed is not None or any(has_background(path) for path in options.outputs),
            progress=bar.after(_PATIENCE_S, "finding the places"),
        )
    finally:
        bar.end()
    rendered = _rendered(render, document)
    write(rendered.files)
    warned = grouped(_warnings(report, document), most=1 if options.quiet else MOST_ALIKE)
    for line in (*warned, *_named(report, document, places, options), *rendered.remarks):
        tell(line)
    for label in borders:
        if label not in {border.label for border in document.borders}:
            tell(f"the border of {label} does not run through this map: it is not drawn")
    if not options.quiet:
        shown, missing = len(document.incidents), len(document.not_shown)
        for path in (*options.outputs, *([] if options.embed is None else [options.embed])):
            say(f"{path}: {shown} {'incident' if shown == 1 else 'incidents'} shown, {missing} not shown")
    # The map is made all the same; the status tells a pipeline that the table needs a look.
    return int(bool(report.problems) or any(column(document.incidents, "contradicted")))


def _rendered(render: Callable[[MapDocument], Rendered], document: MapDocument) -> Rendered:
    """The files. What only the map can tell of a wish makes the call as wrong as what is plain before.

    Raises:
        CallError: If a wish cannot be fulfilled: a label that the map has not, a page without room for it.
    """
    from maps.errors import MapsError

    try:
        return render(document)
    except MapsError as error:
        if isinstance(error, OSError):
            raise
        raise CallError(error) from error


def _check_call(
    options: argparse.Namespace,
) -> tuple[Callable[[MapDocument], Rendered], list[str], BBox | None]:
    """What renders the outputs, each border by its label, and the view, after a look at all that was said.

    Raises:
        CallError: If the call cannot work.
    """
    from geo.errors import GeoDataError, GeoError
    from maps.bordering import find_borders, label_of
    from maps.coarsening import Asked
    from maps.compose import check_language
    from maps.errors import MapsError
    from maps.view import read_view

    if not options.outputs and options.embed is None:
        raise CallError(
            "say where to write: -o OUT for a file, --embed DIR for a folder to embed the map from; "
            "dateline map --help shows how"
        )
    if options.embed_url is not None and options.embed is None:
        raise CallError("--embed-url is for --embed DIR: say which folder will be there")
    twice = [path for path, count in Counter(map(os.path.realpath, options.outputs)).items() if count > 1]
    if twice:
        raise CallError(f"-o {os.path.relpath(twice[0])} is given twice")
    if not options.input.exists():
        raise CallError(f"{options.input}: no such file or folder")
    try:
        render = _prepared(options)
        check_language(options.language)
        Asked(options.generalise)
        view = None if options.view is None else read_view(options.view)
        borders = find_borders(options.borders, options.borders_between, options.worldview)
    except GeoDataError:
        raise
    except (GeoError, MapsError) as error:
        raise CallError(error) from error
    return render, [label_of(border, options.language) for border in borders], view


def _prepared(options: argparse.Namespace) -> Callable[[MapDocument], Rendered]:
    """What renders the outputs, and the folder of an embed among them.

    Raises:
        CallError: If a file is wanted twice.
        MapsError: If a file or an option cannot be.
    """
    from maps import embed
    from maps.render import STATIC, Rendered, assets_from, has_background, picture_of, prepare
    from maps.tiles import find_tiles

    wishes = _page_options(options)
    folder: Path | None = options.embed
    drawn = any(Path(path).suffix.lower() in STATIC for path in options.outputs)
    # An embed has pictures, whatever else is written.
    for_files = wishes if drawn or folder is None else {}
    tiles = None if options.tiles is None else find_tiles(options.tiles, attribution=options.tiles_credit)
    # The same holds for tiles, which are for pages.
    paged = folder is None or any(has_background(path) for path in options.outputs)
    render = prepare(
        options.outputs,
        assets=options.assets if paged else None,
        picture=options.picture,
        tiles=tiles if paged else None,
        theme=options.theme if paged else None,
        **for_files,
    )
    if folder is None:
        return render
    shared = None if options.assets is None else assets_from(folder, options.assets)
    make = embed.prepare(url=options.embed_url, tiles=tiles, assets=shared, theme=options.theme, **wishes)

    def render_all(document: MapDocument) -> Rendered:
        # The pages of both show it to readers whose browser runs no script.
        draw = functools.cache(functools.partial(picture_of, document))
        rendered, made = render(document, draw), make(document, draw)
        wanted = {os.path.realpath(path): path for path in options.outputs}
        inside = [(folder / name, content) for name, content in made.files.items()]
        written = {path for path, _ in rendered.files}
        assets = ((Path(options.assets, name), content) for name, content in made.assets.items())
        inside += [each for each in assets if each[0] not in written]
        for path, _ in inside:
            if os.path.realpath(path) in wanted:
                raise CallError(f"-o {wanted[os.path.realpath(path)]}: --embed writes this file too")
        remarks = dict.fromkeys([*rendered.remarks, *made.remarks])
        return Rendered([*rendered.files, *inside], list(remarks))

    return render_all


def _page_options(options: argparse.Namespace) -> PageOptions:
    """The options of static maps that were given.

    Raises:
        CallError: If a piece of furniture comes without a place.
        PageError: If a change to a label cannot be read.
    """
    names = ("size", "dpi", "style", "plain", "transparent", "byline", "source", "note", "date", "alt_text")
    given: dict[str, Any] = {name: getattr(options, name) for name in names}
    if options.furniture:
        pieces = [wish.partition("=") for wish in options.furniture]
        for piece, equals, place in pieces:
            if not (equals and piece and place):
                raise CallError(f"--furniture {piece}{equals}{place}: write PIECE=PLACE, such as legend=off")
        given["furniture"] = {piece.strip(): place.strip() for piece, _, place in pieces}
    if options.label or options.labels:
        from maps.render.static.options import label_override, read_labels

        labels: dict[str, dict[str, Any]] = {} if options.labels is None else read_labels(options.labels)
        for name, wish in map(label_override, options.label or ()):
            labels[name] = {**labels.get(name, {}), **wish}
        given["labels"] = labels
    return cast("PageOptions", {name: value for name, value in given.items() if value is not None})


def _warnings(report: Report, document: MapDocument) -> Iterator[str]:
    """What the reporter should look at, each with its row: problems of the file, then of single incidents."""
    from maps.marks import to_check

    yield from report.remarks
    yield from report.problems
    rows = {incident.id: incident.read_from for incident in report.incidents}
    # The reader has told these with their column.
    told = {incident.id for incident in report.incidents if incident.trouble and incident.read_from}
    for missing in document.not_shown:
        if missing.id is not None and missing.id not in told:
            yield f"{_where(missing, rows)}: not shown: {missing.why}"
    drafts = sum(missing.id is None for missing in document.not_shown)
    if drafts:
        what = "incident is a draft" if drafts == 1 else "incidents are drafts"
        yield f"{drafts} {what} or embargoed: not shown"
    marks = document.incidents
    for at, cautions, flags in to_check(marks):
        mark = marks[at]
        for caution in (*cautions[mark.id in told :], *flags):
            yield f"{_where(mark, rows)}: {caution}"


def _named(
    report: Report, document: MapDocument, places: Gazetteer, options: argparse.Namespace
) -> Iterator[str]:
    """What still tells of places that the map generalises, which the reporter alone can change."""
    from maps.coarsening import Asked
    from maps.mentions import mentions, only_places

    if document.generalised is None:
        return
    incidents = {incident.id: incident for incident in report.incidents}
    rows = {key: incident.read_from for key, incident in incidents.items()}
    keys = ("title", "subtitle", "byline", "source", "note", "date", "alt_text")
    texts = {f"--{key.replace('_', '-')}": getattr(options, key) for key in keys}
    for found in mentions(report, places, Asked(options.generalise), texts):
        where = _where(incidents[found.incident], rows)
        why = f"its place is generalised, and {found.text} names it ({found.name})"
        yield f"{where}: {why}: write it without the name"
    lonely = list(only_places(document, report, places, Asked(options.generalise)))
    if lonely:
        more = f" and {len(lonely) - _NAMED} more" if len(lonely) > _NAMED else ""
        yield (
            f"{'incident' if len(lonely) == 1 else 'incidents'} {', '.join(lonely[:_NAMED])}{more}: "
            "the gazetteer knows at most one settlement in the cell that is shown, so that the place can be "
            "guessed; a coarser level hides it better"
        )


def _where(shown: IncidentMark | NotShown | Incident, rows: dict[str, RowRef | None]) -> str:
    place = f" ({shown.place_text})" if shown.place_text else ""
    row = None if shown.id is None else rows.get(shown.id)
    if row is None:
        return f"incident {shown.id}{place}"
    sheet = f', sheet "{row.sheet}"' if row.sheet else ""
    return f"{row.file}{sheet}, row {row.row}: incident {shown.id}{place}"
