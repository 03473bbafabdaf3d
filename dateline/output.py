"""Answers in the forms in which they leave: JSON, JSON lines, GeoJSON, CSV; written as they come."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from dateline.reading import FROM_INPUT
from dateline.terminal import CallError, words

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import TextIO

    from gazetteer.place import Place

__all__ = [
    "add_output",
    "credits_of",
    "form_of",
    "output",
    "write_answers",
]

Item = TypeVar("Item")

_FORMS = ("table", "json", "jsonl", "geojson", "csv")
_ENDINGS = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".geojson": "geojson",
    ".csv": "csv",
    ".txt": "table",
}
_CREDITS = {"GeoNames": "GeoNames (CC BY 4.0)"}
# Not data of others: Dateline's own records, and coordinates that the asker gave.
_OWN = frozenset({"Dateline", "given"})


def add_output(parser: argparse.ArgumentParser) -> None:
    """Let a command be told in which form and where to write."""
    parser.add_argument(
        "--format",
        choices=_FORMS,
        help="form of the answers (default: a table on a terminal, else JSON; with -o by the file's ending)",
    )
    parser.add_argument(
        "-o", dest="output", metavar="FILE", type=words, help="write into this file, whole or not at all"
    )


def form_of(options: argparse.Namespace) -> str:
    """The form that is asked for.

    Raises:
        CallError: If the ending of the file names none.
    """
    if options.format:
        return str(options.format)
    if options.output in {None, FROM_INPUT}:
        return "table" if sys.stdout.isatty() else "json"
    ending = Path(options.output).suffix.lower()
    if ending not in _ENDINGS:
        known = ", ".join(_ENDINGS)
        raise CallError(
            f"-o {options.output}: its ending names no form; end it with {known}, "
            "or give --format or --explain"
        )
    return _ENDINGS[ending]


@contextlib.contextmanager
def output(path: str | None) -> Iterator[TextIO]:
    """Standard output, or a file that is there when it is whole.

    Raises:
        CallError: If the file's folder is not there, or the file is a folder.
    """
    if path is None or path == FROM_INPUT:
        yield sys.stdout
        return
    from gazetteer.export.exported import whole_file

    target = Path(path).resolve()
    if not target.parent.is_dir():
        raise CallError(f"-o {path}: there is no folder {target.parent}; make it first")
    if target.is_dir():
        raise CallError(f"-o {path} is a folder; name a file in it")
    with (
        whole_file(target) as made,
        made.open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream,
    ):
        yield stream


def _text(content: object, stream: TextIO, indent: int | None = None) -> str:
    """JSON with escapes for what the stream's encoding lacks, and for all that a terminal would act on."""
    import json
    import re

    utf8 = "utf" in (stream.encoding or "utf-8").lower()
    text = json.dumps(content, ensure_ascii=not utf8, allow_nan=False, indent=indent)
    return re.sub(
        "[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]",
        lambda found: f"\\u{ord(found[0]):04x}",
        text,
    )


def write_answers(  # noqa: PLR0913 - one for each form
    stream: TextIO,
    form: str,
    items: Iterable[Item],
    *,
    full: Callable[[Item], Mapping[str, object]],
    columns: Sequence[str],
    row: Callable[[Item], Mapping[str, Any]],
    feature: Callable[[Item, set[str]], Mapping[str, object]],
) -> None:
    """Write answers as they come, in any form but a table.

    Args:
        stream: Where to.
        form: ``json``, ``jsonl``, ``geojson`` or ``csv``.
        items: The answers.
        full: All that is known of one, for JSON.
        columns: The titles of the columns of CSV.
        row: One as a row of these.
        feature: One as a Feature; it adds to the set whom its data is to be credited to.
    """
    if form == "csv":
        _write_csv(stream, columns, map(row, items))
    elif form == "geojson":
        credit: set[str] = set()
        _write_geojson(stream, (feature(item, credit) for item in items), credit)
    elif form == "jsonl":
        stream.writelines(f"{_text(full(item), stream)}\n" for item in items)
    else:
        _write_json(stream, map(full, items))


def _write_json(stream: TextIO, items: Iterable[Mapping[str, object]]) -> None:
    """Write one array of objects."""
    between = "[\n"
    for item in items:
        text = _text(item, stream, indent=2).replace("\n", "\n  ")
        stream.write(f"{between}  {text}")
        between = ",\n"
    stream.write("[]\n" if between == "[\n" else "\n]\n")


def _write_geojson(
    stream: TextIO, features: Iterable[Mapping[str, object]], credit: Sequence[str] | set[str]
) -> None:
    """Write a FeatureCollection (RFC 7946), one feature a line, and the credits that have come together."""
    between = '{"type": "FeatureCollection", "features": [\n'
    for feature in features:
        stream.write(f"{between}{_text(feature, stream)}")
        between = ",\n"
    head = between if between.startswith("{") else "\n"
    stream.write(f'{head}], "attribution": {_text("; ".join(sorted(credit)), stream)}}}\n')


def _write_csv(stream: TextIO, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write a table with a header, as RFC 4180 has it but for its line ends."""
    import csv

    from dateline.terminal import one_line

    shown = one_line if stream.isatty() else str
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(["" if row[column] is None else shown(row[column]) for column in columns])


def credits_of(place: Place | None) -> set[str]:
    """Who is to be credited for a place."""
    return set() if place is None or place.source in _OWN else {_CREDITS.get(place.source, place.source)}
