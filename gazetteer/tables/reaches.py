"""How far countries and first-level units reach: to build the area of one takes milliseconds.

``tools.build_reaches`` writes the table from the areas themselves; it is under ODbL as their lines are. A row
counts only for a place of its identifier at its very point, so that it holds in an index of a user's own too.
"""

from __future__ import annotations

import csv
import functools
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

__all__ = ["Reach", "reaches", "write_reaches"]

_FILE = "osm/reaches.csv"


class Reach(NamedTuple):
    """What a table says of a place whose area is a polygon.

    Attributes:
        lon: Longitude of a point in the area: its own where that is inside.
        lat: Latitude of that point.
        uncertainty_m: Radius round that point that holds the area.
        geo_precision: As in ``gazetteer.Precision``.
        where_prec: The same.
    """

    lon: float
    lat: float
    uncertainty_m: int | None
    geo_precision: int | None
    where_prec: int | None


@functools.cache
def reaches() -> Mapping[tuple[str, int, int], Reach]:
    """The table, by identifier and point in 1e-7 degrees.

    Examples:
        >>> import gazetteer
        >>> from gazetteer.lookups import index_of
        >>> index = index_of(gazetteer.open())
        >>> mali = index.record(index.by_code("ML"))
        >>> reaches()["geonames:2453866", mali.lon_e7, mali.lat_e7].where_prec
        6
    """
    rows = csv.reader((files("gazetteer") / "data" / _FILE).read_text(encoding="utf-8").splitlines())
    next(rows)
    return {
        (identifier, int(lon_e7), int(lat_e7)): Reach(
            float(lon), float(lat), *(int(figure) if figure else None for figure in figures)
        )
        for identifier, lon_e7, lat_e7, lon, lat, *figures in rows
    }


def write_reaches(rows: Iterable[tuple[str, int, int, Reach]], folder: Path) -> None:
    """Write the table into the data folder of the package.

    Args:
        rows: Identifier, point in 1e-7 degrees, reach.
        folder: The folder.
    """
    with (folder / _FILE).open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("id", "lon_e7", "lat_e7", *Reach._fields))
        for identifier, lon_e7, lat_e7, reach in rows:
            table.writerow((identifier, lon_e7, lat_e7, *("" if value is None else value for value in reach)))
