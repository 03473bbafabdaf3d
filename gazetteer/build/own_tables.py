"""Reading the tables in ``gazetteer/data``: rows, cells, and what is wrong with them."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from gazetteer.errors import BuildError
from geo.errors import CoordinateError
from geo.points import LonLat

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["parts_of", "records", "to_number", "to_point"]


def records(table: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row by its columns, without blanks at the ends, with the number of the line."""
    with table.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            yield reader.line_num, {column: (value or "").strip() for column, value in row.items() if column}


def parts_of(cell: str) -> tuple[str, ...]:
    """The parts of a cell that lists several.

    Examples:
        >>> parts_of("Anefis|Anefif"), parts_of("")
        (('Anefis', 'Anefif'), ())
    """
    return tuple(part for part in map(str.strip, cell.split("|")) if part)


def to_number(cell: str, where: str) -> int:
    """A whole number, 0 for an empty cell.

    Raises:
        BuildError: If it is none; ``where`` says where it stands.
    """
    try:
        return round(float(cell)) if cell else 0
    except ValueError:
        raise BuildError(f"{where}: {cell!r} is not a number") from None


def to_point(lon: str, lat: str, where: str) -> LonLat:
    """A point of decimal degrees.

    Raises:
        BuildError: If it is none; ``where`` says where it stands.
    """
    try:
        return LonLat(float(lon), float(lat))
    except (ValueError, CoordinateError) as error:
        raise BuildError(f"{where}: {error}") from None
