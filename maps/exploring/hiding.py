"""Columns of a table that hold the very places which its map is to generalise."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from geo.told import tell
from maps.errors import InputError
from maps.exploring.reading import said
from maps.incidents.checks import level_of
from maps.incidents.columns import INCIDENT_COLUMNS, key_of
from maps.incidents.levels import LevelError
from maps.mentions import found_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maps.exploring.placing import Place
    from maps.exploring.reading import Table
    from maps.incidents.levels import Level

__all__ = ["PLACES", "check_columns", "levels_of_rows", "without_shapes"]

# Columns of what Dateline and others write of a place that was found.
_FOUND = frozenset(
    {"geometry", "wkt", "footprintwkt", "geojson", "geohash", "place id", "geonameid", "place name",
     "address", "basis", "reason", "border", "matched name", "decimallatitude", "decimallongitude", "admin2",
     "admin3", "alternatives", "why", "what3words", "plus code", "mgrs", "utm"}
)  # fmt: skip
#: Keys of the names of columns that hold places.
PLACES = {
    *_FOUND,
    *(name for field in ("place", "lat", "lon", "coordinates") for name in INCIDENT_COLUMNS[field]),
}
_NEAR_DEG = 0.05


def check_columns(
    table: Table, shown: Iterable[int], places: Sequence[Place], placed_by: frozenset[str]
) -> None:
    """Look at the columns that a map shows, for places in them.

    Args:
        table: The table.
        shown: Where these columns stand.
        places: Where its rows are.
        placed_by: The columns that say so in words.

    Raises:
        InputError: If one is called like what holds places, or holds those of its rows.
    """
    for at in shown:
        name = table.names[at]
        row = next((row for row, place in enumerate(places) if _tells(table.columns[at][row], place)), None)
        if row is None and name not in placed_by and key_of(name) not in PLACES:
            continue
        why = "holds places" if row is None else f"holds the place of row {table.keys[row]}"
        raise InputError(
            f"the column {name!r} {why}, which the map is to generalise; leave it out of popup, tooltip and "
            "colour, or show another column"
        )


def _tells(cell: Any, place: Place) -> bool:  # noqa: ANN401 - a cell holds anything
    """Whether a cell holds a coordinate of the place or its name."""
    from gazetteer.names import fold

    text = said(cell)
    if place.text and found_in(text, frozenset({fold(place.text), fold(place.text.partition(",")[0])})):
        return True
    try:
        number = float(text)
    except ValueError:
        return False
    if place.point is None or not math.isfinite(number) or number.is_integer():
        return False
    return any(abs(number - degrees) < _NEAR_DEG for degrees in place.point)


def levels_of_rows(table: Table, level: Level | None) -> list[Level | None]:
    """What each row is generalised to: by its own column of that, or else by the map's level.

    Args:
        table: The table.
        level: What the map generalises all rows to at least, if anything.

    Raises:
        InputError: If a row says what nothing can be generalised to.
    """
    at = next(
        (at for at, name in enumerate(table.names) if key_of(name) in INCIDENT_COLUMNS["generalise"]), None
    )
    if at is None:
        return [level] * len(table.keys)
    levels = []
    for key, cell in zip(table.keys, table.columns[at], strict=True):
        try:
            levels.append(level_of(said(cell)) or level)
        except LevelError as error:
            raise InputError(f"row {key}, column {table.names[at]!r}: {error}") from None
    return levels


def without_shapes(place: Place) -> Place:
    """The place, but nowhere if it is a line or an area, of which no cell is known to hold it."""
    return (
        place._replace(shape=None, trouble=tell("line_or_area", "A line or an area"))
        if place.shape is not None
        else place
    )
