"""Which sea or gulf a point at sea lies in, by the table of natural features: about, for they are circles."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from geo.points import LonLat

__all__ = ["sea_at"]

_WATERS = frozenset({"H.SEA", "H.GULF", "H.STRT", "H.CHN", "H.BAY", "H.BGHT", "H.OCN"})
# A sea is no circle: near the edge of its circle the name is a guess.
_WITHIN = 0.8
# A channel or strait that is longer than this is a route through several seas: no water round its middle.
_ROUTE_M = 1_000_000.0
_NARROW = frozenset({"H.STRT", "H.CHN"})


class _Sea(NamedTuple):
    name: str
    point: LonLat
    extent_m: float
    ocean: bool


def sea_at(point: LonLat) -> str:
    """The name of the smallest sea, gulf or strait whose circle holds a point well; else an ocean's, or "".

    Examples:
        >>> from geo.points import LonLat
        >>> sea_at(LonLat(3, 4)), sea_at(LonLat(-30, 30)), sea_at(LonLat(51, 41))
        ('Bight of Benin', 'Atlantic Ocean', 'Caspian Sea')
    """
    from geo.geodesic import distance_m

    around = [sea for sea in _seas() if distance_m(sea.point, point) <= _WITHIN * sea.extent_m]
    return min(around, key=lambda sea: (sea.ocean, sea.extent_m)).name if around else ""


@cache
def _seas() -> tuple[_Sea, ...]:
    import csv
    from importlib.resources import files

    from geo.points import LonLat

    text = files("gazetteer").joinpath("data/natural.csv").read_text(encoding="utf-8")
    return tuple(
        _Sea(
            row["name"],
            LonLat(float(row["lon"]), float(row["lat"])),
            float(row["extent_m"]),
            row["feature_code"] == "H.OCN",
        )
        for row in csv.DictReader(text.splitlines())
        if row["feature_code"] in _WATERS
        and not (row["feature_code"] in _NARROW and float(row["extent_m"]) > _ROUTE_M)
    )
