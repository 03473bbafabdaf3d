"""The arguments of ``dateline map``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dateline.asking import add_index
from dateline.terminal import words

if TYPE_CHECKING:
    import argparse

__all__ = ["add_arguments"]


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
    _add_content(parser)
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


def _add_content(parser: argparse.ArgumentParser) -> None:
    """What the map shows, whatever it is written as."""
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
