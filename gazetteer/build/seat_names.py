"""Names that a town and what holds it both bear: which of them a name is for.

Spellings of towns that sources list for the unit named for the town alone: الخرطوم, Zaporizhia.

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

__all__ = ["add_seat_names", "leave_to_cities"]

# From this number of people on, a city is what its own name means, whatever else is called so somewhere.
_GREAT_CITY = 500_000

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


def leave_to_cities(drafts: Iterable[Draft]) -> int:
    """Take from countries those further names that are the first names of great cities; how many were taken.

    Tunis and Brasília are their countries in a few languages, and the Gold Coast is the Ghana of before 1957:
    who writes the name today means the city. A country's own first name stays (Djibouti, Singapore).

    Args:
        drafts: Complete places.
    """
    places = list(drafts)
    cities = {
        fold(place.name) for place in places if place.kind == "city" and place.population >= _GREAT_CITY
    }
    taken = 0
    for country in places:
        if country.kind == "country":
            own = cities - {fold(country.name)}
            kept = [name for name in country.names if name.kind == "code" or fold(name.spelling) not in own]
            taken += len(country.names) - len(kept)
            country.names = kept
    return taken


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
