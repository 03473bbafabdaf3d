"""The names of oceans, seas, gulfs and straits, with a point in the middle of each."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from geo.errors import GeoDataError
from geo.points import LonLat

__all__ = ["Sea", "seas"]

DATA = Path(__file__).resolve().parent / "data" / "seas.csv"


class Sea(NamedTuple):
    """A part of the sea that has a name.

    Attributes:
        name: In English.
        point: In the middle of its water.
        extent_m: About half its length.
    """

    name: str
    point: LonLat
    extent_m: float


@cache
def seas() -> tuple[Sea, ...]:
    """All of them, the largest first.

    Raises:
        GeoDataError: If the table cannot be read.

    Examples:
        >>> seas()[0].name
        'Pacific Ocean'
    """
    try:
        with DATA.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
            return tuple(
                Sea(row["name"], LonLat(float(row["lon"]), float(row["lat"])), float(row["extent_m"]))
                for row in rows
            )
    except (OSError, KeyError, ValueError) as error:
        raise GeoDataError(f"{DATA.name} cannot be read ({error}); reinstall Dateline") from error
