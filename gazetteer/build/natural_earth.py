"""The lakes and rivers of ``waters.csv``, and how they join those that ``natural.csv`` names by hand."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from gazetteer.build.draft import Draft, Name
from gazetteer.build.importers import NATURAL_EARTH
from gazetteer.build.own_tables import parts_of, records, to_number, to_point
from gazetteer.names import fold
from geo.geodesic import distance_m

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["join_waters", "read_waters"]

# Inland waters of GeoNames' class H; seas, gulfs and straits are of that class too.
_INLAND = frozenset({"H.STM", "H.STMX", "H.LK", "H.LKN", "H.LKS", "H.RSV", "H.LGN", "H.CNL"})


def read_waters(table: Path) -> Iterator[Draft]:
    """The lakes, reservoirs and rivers of the table that ``tools.build_waters`` writes."""
    for line, row in records(table):
        where = f"{table.name}, line {line} ({row['id']})"
        names = [Name(row["name"], "primary", NATURAL_EARTH)]
        for tagged in parts_of(row["names"]):
            language, _, spelling = tagged.partition(":")
            names.append(Name(spelling, "alternate", NATURAL_EARTH, language))
        yield Draft(
            id=row["id"],
            name=row["name"],
            kind="natural",
            source=NATURAL_EARTH,
            feature_code=row["feature_code"],
            country=row["country"],
            point=to_point(row["lon"], row["lat"], where),
            extent_m=to_number(row["extent_m"], where),
            shared_with=parts_of(row["shared_with"]),
            names=names,
        )


def join_waters(by_hand: Iterable[Draft], waters: Iterable[Draft]) -> list[Draft]:
    """The places by hand with the spellings of the same waters, then the waters that nobody wrote by hand.

    A water is the same as one by hand if a spelling of theirs has the same key and their circles meet: the
    Colorado of Texas is not that of Argentina.

    Args:
        by_hand: Curated places, of any kind.
        waters: What ``read_waters`` gives.
    """
    places = list(by_hand)
    known: dict[str, list[Draft]] = defaultdict(list)
    for place in places:
        if place.feature_code in _INLAND:
            for name in place.names:
                known[fold(name.spelling)].append(place)
    others = []
    for water in waters:
        same = next((p for n in water.names for p in known[fold(n.spelling)] if _meet(p, water)), None)
        if same is None:
            others.append(water)
        else:
            same.names += [name._replace(kind="alternate") for name in water.names]
    return places + others


def _meet(a: Draft, b: Draft) -> bool:
    if a.point is None or b.point is None:
        return False
    return distance_m(a.point, b.point) <= a.extent_m + b.extent_m
