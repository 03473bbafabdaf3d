"""Spellings of towns that sources list for the unit named for the town alone: الخرطوم, Zaporizhia.

Reports mean the town by them. A town has a unit's name where it is the seat of the unit, has a name in common
with it, and the name is another spelling of one of the town's own; "Zaporizka oblast" is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.build.draft import Name
from gazetteer.edits import is_akin
from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gazetteer.build.draft import Draft

__all__ = ["add_seat_names"]

_SEATS = {
    "admin1": frozenset({"P.PPLA", "P.PPLC", "P.PPLG"}),
    "admin2": frozenset({"P.PPLA", "P.PPLA2", "P.PPLC", "P.PPLG"}),
}


def add_seat_names(drafts: Iterable[Draft]) -> int:
    """Give the seats of units those names of the units; how many names were given.

    Args:
        drafts: Complete places, with their holders.
    """
    by_id = {draft.id: draft for draft in drafts}
    given = 0
    for town in by_id.values():
        if town.kind == "city":
            for unit in _holders(town, by_id):
                given += _share(town, unit) if town.feature_code in _SEATS.get(unit.kind, ()) else 0
    return given


def _holders(town: Draft, by_id: Mapping[str, Draft]) -> Iterator[Draft]:
    holder = by_id.get(town.parent)
    while holder is not None:
        yield holder
        holder = by_id.get(holder.parent)


def _share(town: Draft, unit: Draft) -> int:
    own = {fold(name.spelling) for name in town.names if name.kind != "code"}
    keys = {fold(name.spelling): name for name in unit.names if name.kind != "code"}
    if own.isdisjoint(keys):
        return 0
    new = [name for key, name in keys.items() if key not in own and any(is_akin(key, one) for one in own)]
    town.names += [Name(name.spelling, "alternate", name.source) for name in new]
    return len(new)
