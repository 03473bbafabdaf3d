"""``dateline resolve``: look place names up."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from dateline.terminal import CallError, one_line, tell, words

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from gazetteer import Resolution
    from geo.points import BBox

__all__ = ["SUMMARY", "add_arguments", "run"]

SUMMARY = "look place names up"
_HEADERS = ("name", "status", "place", "kind", "lat, lon", "conf.")
_RIVALS_SHOWN = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "names", metavar="NAME", nargs="+", type=words, help='such as Kidal or "near Gao, Mali"'
    )
    parser.add_argument(
        "--within",
        metavar="AREA",
        type=words,
        help="only places in this area: a place's name, an ISO code such as ML or ML-8, or W,S,E,N",
    )
    parser.add_argument(
        "--near", metavar="PLACE", type=words, help="prefer places close to this name or coordinate"
    )
    parser.add_argument(
        "--kind",
        help="only this kind: city, admin1, admin2, country, natural, region, or a feature class such as P",
    )
    parser.add_argument(
        "--together", action="store_true", help="the names are of one document and tell what the others mean"
    )
    parser.add_argument(
        "--format",
        choices=("table", "json"),
        help="how to show the answers (default: table on a terminal, JSON in a pipe)",
    )


def run(options: argparse.Namespace) -> int:
    """Answer on stdout; 1 if a name is unresolved, in which case the others are answered all the same."""
    import gazetteer
    from gazetteer.errors import QueryError

    places = gazetteer.open()
    ask = places.resolve_together if options.together else places.resolve_many
    try:
        answers = ask(options.names, within=_box(options.within), near=options.near, kind=options.kind)
    except QueryError as error:
        raise CallError(error) from error
    if (options.format or ("table" if sys.stdout.isatty() else "json")) == "json":
        _print_json(answers)
    else:
        _print_table(answers)
    unknown = [answer for answer in answers if answer.place is None]
    for answer in unknown:
        tell(f"{answer.query or 'the empty name'}: unresolved: {answer.reason}")
    return 1 if unknown else 0


def _box(text: str | None) -> str | BBox | None:
    """A box where the text is four numbers, else the text, which is a name or code then."""
    from geo.errors import CoordinateError
    from geo.points import BBox

    if text is None:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return text
    try:
        return BBox(west, south, east, north)
    except CoordinateError as error:
        raise CallError(f"--within {text}: {error} (the order is W,S,E,N)") from error


def _print_json(answers: Sequence[Resolution]) -> None:
    import json

    # JSON has its own escapes for what the terminal's encoding lacks.
    ascii_only = "utf" not in (sys.stdout.encoding or "utf-8").lower()
    text = json.dumps([answer.to_dict() for answer in answers], ensure_ascii=ascii_only, indent=2)
    sys.stdout.write(f"{text}\n")


def _print_table(answers: Sequence[Resolution]) -> None:
    rows = [_HEADERS, *(row for answer in answers for row in _rows(answer))]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADERS))]
    for row in rows:
        say_row(row, widths)


def say_row(row: Sequence[str], widths: Sequence[int]) -> None:
    """Print the cells of a row under each other's columns."""
    cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
    sys.stdout.write("  ".join(cells).rstrip() + "\n")


def _rows(answer: Resolution) -> Iterator[tuple[str, ...]]:
    """A row for the answer, and where it is ambiguous one for each of its nearest rivals."""
    from gazetteer.explain import describe

    place = answer.place
    if place is None:
        yield (one_line(answer.query), answer.status, "-", "-", "-", "-")
        return
    candidates = [answer.candidate] if answer.candidate else []
    if answer.status == "ambiguous":
        candidates += answer.alternatives[:_RIVALS_SHOWN]
    for number, candidate in enumerate(candidates):
        first = number == 0
        found = candidate.place
        yield (
            one_line(answer.query) if first else "",
            answer.status if first else "or",
            one_line(describe(found)),
            found.kind,
            f"{found.point.lat:.4f}, {found.point.lon:.4f}",
            f"{answer.confidence if first else candidate.probability:.2f}",
        )
