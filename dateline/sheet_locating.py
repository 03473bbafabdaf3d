"""Where the rows of a table are: by the columns that name their places, and by those with coordinates."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any, NamedTuple

from dateline.terminal import CallError
from gazetteer.confidence import CONTRADICTED_AT_MOST
from gazetteer.errors import ColumnError
from gazetteer.tables.answers import COLUMNS, Answers
from gazetteer.tables.cells import (
    NO_TEXT,
    asked_text,
    check_room,
    country_text,
    find_columns,
    question,
    text_of,
)
from geo.geodesic import distance_m
from geo.points import LonLat
from geo.words import distance_text
from maps.incidents.checks import given_point
from maps.incidents.columns import INCIDENT_COLUMNS, Columns, find, nearest
from maps.incidents.model import Incident
from maps.incidents.tables import Grid, Table
from maps.incidents.tables import Row as TableRow
from maps.locate import FAR_M

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gazetteer.resolve import Gazetteer
    from gazetteer.tables.answers import Row

__all__ = ["Locator", "Telling", "columns_of", "room"]

_COORDINATES = ("lat", "lon", "coordinates")
# Answers are kept for the rows that follow; these take some 400 MB.
_MOST_KEPT = 1_000_000


class Telling(NamedTuple):
    """The columns that tell where rows are, by their positions; None where there is none.

    Attributes:
        place: The column of the places.
        admin1: The column of the regions.
        country: The column of the countries.
        coordinates: The columns ``lat``, ``lon`` and ``coordinates`` that there are.
    """

    place: int | None
    admin1: int | None
    country: int | None
    coordinates: Mapping[str, int]

    def names(self, header: Sequence[str]) -> list[str]:
        """Their names."""
        named = [at for at in (self.place, self.admin1, self.country) if at is not None]
        return [header[at] for at in dict.fromkeys([*named, *self.coordinates.values()])]


def columns_of(header: Sequence[str], wished: Mapping[str, str | None], source: object) -> Telling:
    """The columns that tell where rows are, as named by the caller or known by their names.

    Args:
        header: The names of the columns.
        wished: The columns that the caller names for ``place``, ``admin1`` and ``country``.
        source: The file, for messages.

    Raises:
        CallError: If one is not there, or none tells where rows are.

    Examples:
        >>> columns_of(["Lieu", "pays", "lat", "lon"], {}, "sheet.csv").names(["Lieu", "pays", "lat", "lon"])
        ['Lieu', 'pays', 'lat', 'lon']
    """
    known = find(list(header), INCIDENT_COLUMNS)
    names = {
        field: known.names.get(field) if wished.get(field) is None else wished[field] or None
        for field in ("place", "admin1", "country")
    }
    coordinates = {name: known.at[name] for name in _COORDINATES if name in known.at}
    if "coordinates" not in coordinates and ("lat" in coordinates) != ("lon" in coordinates):
        coordinates = {}
    if not names["place"] and not coordinates:
        near = nearest(list(header), INCIDENT_COLUMNS["place"])
        way = f"did you mean {near!r}? Say --place {shlex.quote(near)}" if near else "say which with --place"
        raise CallError(f"{source}: no column for the place; the columns are {', '.join(header)}; {way}")
    try:
        for name in filter(None, names.values()):
            find_columns(list(header), name, None, None)
    except ColumnError as error:
        raise CallError(f"{source}: {error}") from None
    positions = {field: None if name is None else list(header).index(name) for field, name in names.items()}
    own = {name: at for name, at in coordinates.items() if at != positions["place"]}
    return Telling(positions["place"], positions["admin1"], positions["country"], own)


def room(header: Sequence[str], prefix: str, source: object) -> list[str]:
    """The names of the columns to add.

    Raises:
        CallError: If the table has one of them already.
    """
    try:
        return check_room(header, prefix, COLUMNS)
    except ColumnError as error:
        taken, _, _ = str(error).partition(";")
        other = "dateline_" if prefix != "dateline_" else "located_"
        raise CallError(
            f"{source}: {taken}; --prefix {other} gives the new ones names of their own"
        ) from None


class Locator:
    """Says where rows are; each distinct answer is found once.

    Args:
        gazetteer: Where names are looked up.
        header: The names of the columns.
        at: Those that tell where rows are.
        file: The file's name, for messages.
    """

    def __init__(self, gazetteer: Gazetteer, header: Sequence[str], at: Telling, file: str) -> None:
        self._gazetteer, self._at = gazetteer, at
        self._answers = Answers(gazetteer)
        self._given = _GivenPoints(header, at.coordinates, file) if at.coordinates else None

    def rows(self, piece: Sequence[Sequence[Any]]) -> list[Row]:
        """The answers to some rows, each as the cells of its columns."""
        if len(self._answers) > _MOST_KEPT:
            self._answers = Answers(self._gazetteer)
        found = self._ask([*map(self._question, piece)])
        if self._given is None:
            return found
        points = [self._given.point(row) for row in piece]
        own = iter(self._ask([_written(point) for point, _ in points if point is not None]))
        return [
            _beside(row, trouble) if point is None else _given(point, next(own), row)
            for row, (point, trouble) in zip(found, points, strict=True)
        ]

    def incident(self, row: Sequence[Any]) -> Incident:
        """What a row asks, as a map reads it."""
        point = None if self._given is None else self._given.point(row)[0]
        text = self._question(row).partition(NO_TEXT)[0]
        return Incident("row", place_text=text or None, point=point)

    def _question(self, row: Sequence[Any]) -> str:
        at = self._at
        holders = [_cell(row, at.admin1, asked_text), _cell(row, at.country, country_text)]
        return question(_cell(row, at.place, asked_text), holders)

    def _ask(self, texts: Sequence[str]) -> list[Row]:
        return self._answers.cells(self._answers.rows(texts))


def _cell(row: Sequence[Any], at: int | None, read: Callable[[Any], str]) -> str:
    return "" if at is None else read(row[at])


class _GivenPoints:
    """Reads the coordinates of rows as maps read them."""

    def __init__(self, header: Sequence[str], at: Mapping[str, int], file: str) -> None:
        self._at = list(at.values())
        columns = Columns({name: number for number, name in enumerate(at)})
        self._table = Table(Grid(file, None), columns, [header[one] for one in self._at], [])

    def point(self, row: Sequence[Any]) -> tuple[LonLat | None, str | None]:
        """The coordinates of a row, or None with the reason why they cannot be used."""
        found = given_point(TableRow(self._table, 0, [text_of(row[one]) for one in self._at]))
        # Each row says for itself what is wrong with it.
        self._table.grid.problems.clear()
        self._table.grid.remarks.clear()
        return found


def _written(point: LonLat) -> str:
    """A point as the gazetteer reads it, with the decimals that it has."""
    return ", ".join(
        f"{value:.10f}".rstrip("0") + "0" * value.is_integer() for value in (point.lat, point.lon)
    )


def _beside(named: Row, trouble: str | None) -> Row:
    """The answer to a name, beside which coordinates stand that cannot be used."""
    if trouble is None:
        return named
    return named._replace(reason=trouble if named.lon is None else f"{named.reason}; {trouble}")


def _given(point: LonLat, own: Row, named: Row) -> Row:
    """The coordinates of a table, which win over the name as they do on a map."""
    reason = "the table gives coordinates"
    if named.lon is None or named.lat is None:
        return own._replace(matched_name=None, reason=reason)
    reason += "; they win over the name"
    apart_m = distance_m(point, LonLat(named.lon, named.lat))
    if apart_m <= (named.uncertainty_m or 0) + FAR_M:
        return own._replace(matched_name=named.matched_name, reason=reason)
    return own._replace(
        matched_name=None,
        status="ambiguous",
        confidence=min(own.confidence, CONTRADICTED_AT_MOST),
        reason=f"{reason}; but they are {distance_text(apart_m)} from {named.matched_name}",
    )
