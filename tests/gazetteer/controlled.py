"""An index of made-up places, each there for one rule, so that rules are tested on data that stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer import Gazetteer
from gazetteer.build.draft import Draft, Name
from gazetteer.build.write import write_index
from gazetteer.index import Index
from geo.points import LonLat

if TYPE_CHECKING:
    from pathlib import Path

    from gazetteer.place import Kind

__all__ = ["controlled"]


def _draft(identifier: str, names: str, code: str, country: str, at: LonLat) -> Draft:
    kinds: dict[str, Kind] = {"A.PCLI": "country", "A.ADM1": "admin1", "H.STM": "natural"}
    first, *others = names.split("|")
    draft = Draft(f"test:{identifier}", first, kinds.get(code, "city"), "GeoNames", code, country, at)
    draft.names = [Name(first, "primary", "GeoNames")]
    for other in others:
        spelling, _, name_kind = other.partition("=")
        draft.names.append(Name(spelling, name_kind or "alternate", "GeoNames"))
    return draft


def _town(names: str, holder: Draft, at: LonLat, people: int = 5_000, code: str = "P.PPL") -> Draft:
    identifier = f"{names.partition('|')[0]}-{holder.name}".lower()
    draft = _draft(identifier, names, code, holder.country, at)
    draft.population, draft.parent, draft.extent_m = people, holder.id, 1_000
    return draft


def controlled(folder: Path) -> Gazetteer:
    """A gazetteer of two countries, Aland (AA) in the west and Beland (BB) in the east."""
    aland = _draft("aland", "Aland|Alandic=demonym|AA=code", "A.PCLI", "AA", LonLat(0, 0))
    beland = _draft("beland", "Beland|BB=code|Belandic=demonym", "A.PCLI", "BB", LonLat(40, 0))
    north = _draft("north", "Northmark|AA-1=code", "A.ADM1", "AA", LonLat(0, 5))
    south = _draft("south", "Southmark|AA-2=code", "A.ADM1", "AA", LonLat(0, -5))
    east = _draft("east", "Eastmark|BB-1=code", "A.ADM1", "BB", LonLat(40, 5))
    units = {"AA": aland, "BB": beland, "AA-1": north, "AA-2": south, "BB-1": east}
    for code, unit in units.items():
        unit.codes = (code,)
        unit.extent_m = 900_000 if unit.kind == "country" else 200_000
        unit.parent = "" if unit.kind == "country" else units[code[:2]].id
    towns = [
        _town("Northmark", north, LonLat(0.1, 5), 40_000, "P.PPLA"),
        _town("Twin", north, LonLat(1, 5), 100_000),
        _town("Twin", east, LonLat(41, 5), 9_000),
        _town("Evenham", south, LonLat(0, -4)),
        _town("Evenham", east, LonLat(40, 4)),
        _town("Élan", south, LonLat(1, -4)),
        _town("Elan", east, LonLat(41, 4)),
        _town("Zeta|Twinned", south, LonLat(2, -4)),
        _town("Twinned", east, LonLat(42, 4)),
        _town("Alandic", east, LonLat(39, 3), 2_000_000),
        _town("Ruinum", south, LonLat(0, -6), 0, "P.PPLW"),
        _town("Ruinum", east, LonLat(40, 6), 0),
        _town("Lone", east, LonLat(40.2, 4.2), 0),
        _town("Neighbourton", east, LonLat(40.1, 4.1)),
    ]
    river = _draft("river", "Long River|Aland River", "H.STM", "AA", LonLat(5, 0))
    river.extent_m = 500_000
    border = _town("Rimton", north, LonLat(20, 5), 3_000)
    border.shared_with = ("BB",)
    drafts = sorted([*units.values(), *towns, river, border], key=lambda draft: draft.id)
    write_index(drafts, folder, {"places": len(drafts)})
    return Gazetteer(Index.open(folder))
