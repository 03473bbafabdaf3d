"""What a caller or a text says about where a place is: inside what, and near what."""

from __future__ import annotations

from geo.sphere import sphere_m
from geo.tuples import NamedTuple

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Callable

    from gazetteer.index import Index
    from gazetteer.place import Prefer
    from gazetteer.place_block import Record
    from geo.points import LonLat

__all__ = [
    "NOTHING_ASKED",
    "NO_RECORD",
    "Asked",
    "Container",
    "Scope",
    "Units",
    "gap_m",
]

#: Stands for the record of a place that no index holds: a coordinate that was given as a name.
NO_RECORD = -1

_E7 = 1e7
_MOST_KEPT = 100_000


def gap_m(facts: Record, point: LonLat) -> float:
    """Metres from a place to a point, on a sphere."""
    return sphere_m(facts.lon_e7 / _E7, facts.lat_e7 / _E7, point.lon, point.lat)


class Units:
    """Which units hold a place; asked of the index once for each unit.

    Args:
        index: The index that the places are in.
    """

    __slots__ = ("_chains", "_regions", "index")

    def __init__(self, index: Index) -> None:
        self.index = index
        self._chains: dict[int, tuple[int, ...]] = {}
        self._regions: dict[int, int | None] = {}

    def holders(self, facts: Record) -> tuple[int, ...]:
        """The records that hold a place, from the smallest: admin2, admin1, country, as far as known."""
        return self.chain(facts.parent)

    def chain(self, parent: int) -> tuple[int, ...]:
        """The same of a place by the smallest of them, or by ``NO_PARENT``."""
        chain = self._chains.get(parent)
        if chain is None:
            known = 0 <= parent < len(self.index)
            chain = (parent, *self.index.ancestors(parent)) if known else ()
            if len(self._chains) < _MOST_KEPT:
                self._chains[parent] = chain
        return chain

    def region(self, record: int, facts: Record) -> int | None:
        """The first-level unit that a place is in or is, or None."""
        if facts.kind == "admin1":
            return record
        parent = facts.parent
        if parent in self._regions:
            return self._regions[parent]
        region = next((unit for unit in self.holders(facts) if self.index.kind(unit) == "admin1"), None)
        if len(self._regions) < _MOST_KEPT:
            self._regions[parent] = region
        return region


class Scope(NamedTuple):
    """An area that a place lies in or not: a unit of the index, a circle round a place, a box or a shape.

    Attributes:
        label: What it is, for messages, such as ``Mali``.
        record: Its record in the index, or None for a box or shape.
        facts: The fields of its record, or None for a box or shape.
        contains: Whether a point is in it, for a box or shape.
        edits: How many edits the text is away from its name; 0 if it is that name.
    """

    label: str
    record: int | None = None
    facts: Record | None = None
    contains: Callable[[LonLat], bool] | None = None
    edits: int = 0

    def holds(self, units: Units, record: int, facts: Record) -> bool:
        """Whether the place lies in it. For a place that is no unit, whether it is within its extent."""
        from geo.points import LonLat

        if self.contains is not None:
            return self.contains(LonLat(facts.lon_e7 / _E7, facts.lat_e7 / _E7))
        mine = self.facts
        if mine is None or record == self.record:
            return record == self.record
        if mine.kind == "country":
            return facts.country == mine.country or mine.country in facts.shared_with
        if mine.kind in {"admin1", "admin2"}:
            return record != NO_RECORD and self.record in units.holders(facts)
        # A wider place that has its middle here is not held: the region of Mopti is not in the town.
        if facts.extent_m > mine.extent_m:
            return False
        return gap_m(facts, LonLat(mine.lon_e7 / _E7, mine.lat_e7 / _E7)) <= mine.extent_m


class Container(NamedTuple):
    """What a text says holds the place, with every unit that it may mean and the probability of each."""

    text: str
    scopes: tuple[tuple[Scope, float], ...]

    def held_by(self, units: Units, record: int, facts: Record) -> tuple[Scope, float] | None:
        """The likeliest of its meanings that holds the place."""
        return next((scope for scope in self.scopes if scope[0].holds(units, record, facts)), None)


class Asked(NamedTuple):
    """What the caller asks beyond the name.

    Attributes:
        within: Places outside it do not count.
        near: The place is probably close to this point.
        near_label: How the caller named that point.
        kind: The kind or feature class that was asked for, or "".
        fits: Whether a place is of that kind, or None.
        prefer: What the caller prefers where a name leaves a choice.
        bias: Areas that the caller favours, each with the log-odds that it adds.
    """

    within: Scope | None = None
    near: LonLat | None = None
    near_label: str = ""
    kind: str = ""
    fits: Callable[[Record], bool] | None = None
    prefer: Prefer = "any"
    bias: tuple[tuple[Scope, float], ...] = ()

    @property
    def limits(self) -> bool:
        """Whether places can fail what is asked, and not only count for less."""
        return self.within is not None or self.fits is not None

    def words(self) -> str:
        """What is asked, as it was understood, in words; "" if nothing is."""
        parts = [f"of kind {self.kind}"] if self.kind else []
        parts += [f"within {self.within.label}"] if self.within else []
        parts += [f"near {self.near_label}"] if self.near is not None else []
        parts += [f"{self.prefer} preferred"] if self.prefer != "any" else []
        parts += [f"bias {odds:+g} for {scope.label}" for scope, odds in self.bias]
        return ", ".join(parts)

    def allows(self, units: Units, record: int, facts: Record) -> bool:
        """Whether the place is of the kind and in the area that was asked for."""
        if self.fits is not None and not self.fits(facts):
            return False
        return self.within is None or self.within.holds(units, record, facts)


#: A question that is only a name.
NOTHING_ASKED = Asked()
