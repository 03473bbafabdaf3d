"""``dateline map``: a file of incidents becomes a page, a picture or a data file."""

from __future__ import annotations

import functools
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from dateline.alike import MOST_ALIKE, grouped
from dateline.asking import opened
from dateline.map_arguments import add_arguments
from dateline.map_warnings import mentioned, warnings
from dateline.terminal import CallError, need_source_date, new_progress, say, tell

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from geo import BBox
    from maps import MapDocument
    from maps.render import Rendered
    from maps.render.static.options import PageOptions

__all__ = ["SUMMARY", "add_arguments", "run"]

SUMMARY = "make a map of a table of incidents"

# Most tables are done before a bar would be looked at.
_PATIENCE_S = 2.0


def run(options: argparse.Namespace) -> int:
    """Make the map. Everything is rendered before the first file is written."""
    import maps
    from maps.files import write
    from maps.marks import column
    from maps.render import has_background

    render, borders, view = _check_call(options)
    need_source_date()
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
    warned = grouped(warnings(report, document), most=1 if options.quiet else MOST_ALIKE)
    for line in (*warned, *mentioned(report, document, places, options), *rendered.remarks):
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
