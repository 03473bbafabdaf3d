"""``dateline describe``: a point in words, and the places that are nearest to it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, NamedTuple

from dateline.asking import Tally, add_index, add_kind, add_worldview, check_worldview, opened
from dateline.output import add_output, credits_of, form_of, output, write_answers
from dateline.reading import FROM_INPUT, Asked, add_texts, asked, protected
from dateline.table import Table
from dateline.terminal import CallError, tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from gazetteer import Gazetteer
    from gazetteer.reverse import Description, Neighbour
    from geo.points import LonLat

__all__ = ["EPILOG", "SUMMARY", "add_arguments", "prepare", "run"]

SUMMARY = "say in words where a point is: from which town, in which unit and country, how near a border"
EPILOG = """\
A point is written in any usual way: "19.955 N 2.966 E", 19.955,2.966 (two plain numbers are latitude, then
longitude), "19°57'18\\"N 2°57'58\\"E", "19,955; 2,966", +19.955+002.966/. What programs write has its own
order: longitude first in "POINT (2.966 19.955)" and GeoJSON's "[2.966, 19.955]", latitude first in
geo:19.955,2.966. Each is one word of the call, or a line of standard input.

forms:
  table    the point with its description, and the nearest places if --nearest asks for them
  json     an array: text, point, place it is told from, unit, country, border with margin and accuracy
  jsonl    the same, one object a line, as the points come
  geojson  a Feature a point (RFC 7946)
  csv      a row a point

examples:
  dateline describe "19.955 N 2.966 E"
  dateline describe -8.1,112.7 19.955,2.966
  dateline describe 18.8,2.0 --nearest 3 --kind city
  dateline describe --format csv -o described.csv < points.txt

exit codes: 0 done, 1 a line of standard input is no point, 2 the call was wrong
"""
prepare = protected

_COLUMNS = (
    *(
        "query",
        "decimalLatitude",
        "decimalLongitude",
        "text",
        "reference_id",
        "reference",
        "distance_m",
        "compass",
    ),
    *(
        "admin1",
        "admin1_code",
        "country",
        "border_status",
        "border_countries",
        "border_margin_m",
        "border_accuracy_m",
    ),
    *("sea", "nearest", "problem"),
)


class _Described(NamedTuple):
    """A point with what is told of it, or why it is none."""

    query: str
    point: LonLat | None
    description: Description | None
    nearest: tuple[Neighbour, ...]
    problem: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    add_texts(parser, "POINT", 'such as "19.955 N 2.966 E" or 19.955,2.966')
    parser.add_argument(
        "--nearest", metavar="K", type=_count, default=0, help="list this many of the nearest places"
    )
    add_kind(parser, "with --nearest, only places")
    add_worldview(parser)
    add_index(parser)
    add_output(parser)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < int(text) <= 10_000):
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to 10,000")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Describe each point; a word of the call that is none is a wrong call, a line is told."""
    from gazetteer.errors import QueryError

    form = form_of(options)
    check_worldview(options.worldview)
    if options.kind and not options.nearest:
        raise CallError(f"--kind {options.kind} chooses among the nearest places; give --nearest too")
    texts = _points(options.texts)
    batches = asked(texts, "point", "describe")
    places = opened(options.index)
    tally = Tally()
    with output(options.output) as stream:
        try:
            _write(stream, form, _described(places, batches, options, tally))
        except QueryError as error:
            raise CallError(f"--kind {options.kind}: {error}") from error
    return tally.end()


def _point(text: str) -> LonLat:
    """The point that a text gives; as a point is asked for, 0,0 is two whole numbers, not one with a comma.

    Raises:
        CoordinateError: If it gives none.
    """
    from geo.coordinates import parse_point
    from geo.errors import CoordinateError

    first, comma, second = text.strip().partition(",")
    whole = [part.strip().removeprefix("-").removeprefix("+") for part in (first, second)]
    if comma and all(part.isascii() and part.isdecimal() for part in whole):
        try:
            return parse_point(f"{first}.0, {second.strip()}.0")
        except CoordinateError as error:
            why = str(error).partition("': ")[2]
            raise CoordinateError(
                f"{text!r}: as two whole numbers, {why}; with decimal commas a point is '19,955; 2,966'"
            ) from error
    return parse_point(text)


def _points(texts: list[str]) -> list[str]:
    """The words of the call, joined where only together they are a point: 19.955 N 2.966 E without quotes."""
    from geo.errors import CoordinateError

    try:
        for text in texts:
            if text != FROM_INPUT:
                _point(text)
    except CoordinateError as error:
        together = " ".join(texts)
        try:
            _point(together)
        except CoordinateError:
            raise CallError(f"{error}{_advice(together)}") from error
        return [together]
    return texts


def _advice(text: str) -> str:
    return "" if any(char.isdigit() for char in text) else "; names are looked up by dateline resolve"


def _described(
    places: Gazetteer, batches: Iterable[list[Asked]], options: argparse.Namespace, tally: Tally
) -> Iterator[list[_Described]]:
    order_told = False
    for batch in batches:
        found = [_describe(places, entry, options) for entry in batch]
        yield found
        for entry, item in zip(batch, found, strict=True):
            if item.point is None:
                tally.tell(entry, item.problem)
            elif not order_told and _may_be_turned(entry.text, item.point):
                turned = _lettered(item.point.lon, item.point.lat)
                tell(f"{entry.text}: read as latitude, longitude; if it is the other way, write {turned}")
                order_told = True


def _may_be_turned(text: str, point: LonLat) -> bool:
    """Whether two plain numbers would be a point in the other order too; ISO 6709 (a final slash) has one."""
    return abs(point.lon) <= 90 and not text.endswith("/") and not any(char.isalpha() for char in text)


def _lettered(lat: float, lon: float) -> str:
    return f'"{abs(lat):g} {"S" if lat < 0 else "N"} {abs(lon):g} {"W" if lon < 0 else "E"}"'


def _describe(places: Gazetteer, entry: Asked, options: argparse.Namespace) -> _Described:
    from geo.errors import CoordinateError

    try:
        point = _point(entry.text)
    except CoordinateError as error:
        return _Described(entry.text, None, None, (), str(error))
    near = places.nearest(point, k=options.nearest, kind=options.kind) if options.nearest else ()
    return _Described(entry.text, point, places.describe(point, worldview=options.worldview), near, "")


def _write(stream: TextIO, form: str, batches: Iterable[list[_Described]]) -> None:
    if form == "table":
        table = Table(stream, ("lat, lon", "where"), firm=("lat, lon",))
        for batch in batches:
            table.add(row for item in batch for row in _rows(item))
        return
    items = (item for batch in batches for item in batch)
    write_answers(stream, form, items, full=_full, columns=_COLUMNS, row=_row, feature=_feature)


def _rows(item: _Described) -> Iterator[tuple[str, str]]:
    if item.point is None:
        yield item.query, "-"
        return
    yield f"{item.point.lat:.4f}, {item.point.lon:.4f}", str(item.description)
    for near in item.nearest:
        yield "", _near_text(near)


def _near_text(near: Neighbour) -> str:
    from gazetteer.explain import describe
    from geo.words import distance_text

    if near.distance_m < 1:
        return f"at {describe(near.place)}"
    return f"{distance_text(near.distance_m)} {near.compass} of {describe(near.place)}"


def _full(item: _Described) -> dict[str, object]:
    told = item.description.to_dict() if item.description else {"text": None, "point": None}
    near = {"nearest": [near.to_dict() for near in item.nearest]} if item.nearest else {}
    return {"query": item.query, **told, **near, "problem": item.problem or None}


def _row(item: _Described) -> dict[str, Any]:
    flat = _flat(item)
    return {**flat, "nearest": "; ".join(flat["nearest"])}


def _flat(item: _Described) -> dict[str, Any]:
    """The description as one row."""
    flat: dict[str, Any] = {**dict.fromkeys(_COLUMNS), "query": item.query, "problem": item.problem or None}
    flat["nearest"] = [_near_text(near) for near in item.nearest]
    found, point = item.description, item.point
    if found is None or point is None:
        return flat
    near, side = found.reference, found.side
    return flat | {
        "decimalLatitude": point.lat,
        "decimalLongitude": point.lon,
        "text": found.text,
        "reference_id": near and near.place.id,
        "reference": near and near.place.name,
        "distance_m": near and round(near.distance_m),
        "compass": near and near.compass,
        "admin1": found.unit and found.unit.name,
        "admin1_code": found.unit and found.unit.code,
        "country": found.country,
        "border_status": side.status,
        "border_countries": "/".join(side.countries),
        "border_margin_m": None if side.margin_m is None else round(side.margin_m),
        "border_accuracy_m": side.accuracy_m,
        "sea": found.sea or None,
    }


def _feature(item: _Described, credit: set[str]) -> dict[str, object]:
    from geo import borders, regions
    from geo.geojson import feature

    if item.description is not None:
        credit |= {borders.ATTRIBUTION, regions.ATTRIBUTION}
        if item.description.reference:
            credit |= credits_of(item.description.reference.place)
    for near in item.nearest:
        credit |= credits_of(near.place)
    geometry = {"type": "Point", "coordinates": [item.point.lon, item.point.lat]} if item.point else None
    return feature(geometry, _flat(item))
