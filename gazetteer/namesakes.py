"""Towns and the units and countries that have their names: which of them a bare name means."""

from __future__ import annotations

from gazetteer.context import gap_m
from gazetteer.marks import Mark, add

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.context import Units
    from gazetteer.marks import Bearer
    from gazetteer.place_block import Record
    from geo.points import LonLat

__all__ = ["LEAST_SEAT", "SEATS_OF_UNITS", "namesakes", "town_of_unit"]

_HOLDERS = frozenset({"admin1", "country"})
#: Features of towns that are seats of the unit that holds them.
SEATS_OF_UNITS = frozenset({"P.PPLA", "P.PPLC"})
_USUAL_KINDS = frozenset({"primary", "preferred", "ascii", "curated"})
#: Smaller towns are seldom what a unit is named for, unless a source says that they are its seat.
LEAST_SEAT = 10_000


def namesakes(units: Units, bearers: Sequence[Bearer], prefer: str = "any") -> None:
    """Weigh towns and the units or countries that have their names; bearers of other kinds do not matter."""
    holders = {bearer.record: bearer for bearer in bearers if bearer.facts.kind in _HOLDERS}
    if not holders:
        return
    for bearer in bearers:
        facts = bearer.facts
        if facts.kind != "city":
            continue
        inside = units.holders(facts)
        for record, holder in holders.items():
            if holder.facts.kind == "country":
                if record in inside and facts.feature == "P.PPLC" and prefer != "settlement":
                    add(bearer, Mark("city of its country's name"))
            elif prefer != "region" and _is_seat(bearer, holder, held=record in inside):
                _mark_once(holder, "unit: namesake")


def _is_seat(town: Bearer, unit: Bearer, *, held: bool) -> bool:
    """Whether a unit is named for a town that bears its name.

    Units are newer than what sources say of their towns: Bandiagara is a region since 2023, and its town is
    held by another one still.
    """
    if held and town.facts.feature in SEATS_OF_UNITS:
        return True
    usual = town.name_kind in _USUAL_KINDS or any(
        mark.rule == "name: part of the usual one" for mark in town.marks
    )
    if town.facts.population < LEAST_SEAT or not usual:
        return False
    if town.facts.country != unit.facts.country:
        return False
    return held or gap_m(town.facts, _point(unit.facts)) < unit.facts.extent_m


def _point(facts: Record) -> LonLat:
    from geo.points import LonLat

    return LonLat(facts.lon_e7 / 1e7, facts.lat_e7 / 1e7)


def _mark_once(bearer: Bearer, rule: str) -> None:
    if not any(mark.rule == rule for mark in bearer.marks):
        add(bearer, Mark(rule))


def town_of_unit(units: Units, unit: Bearer, bearers: Sequence[Bearer]) -> Record | None:
    """The largest town in a unit that bears its name: the unit is as near as the town is.

    Measured by its extent, the unit would be nearer than its town to nearly everything.
    """
    if unit.facts.kind not in {"admin1", "admin2"}:
        return None
    towns = [
        other.facts
        for other in bearers
        if other.facts.kind == "city" and unit.record in units.holders(other.facts)
    ]
    return max(towns, key=lambda town: town.population, default=None)
