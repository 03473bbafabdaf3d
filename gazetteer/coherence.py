"""How the names of one document inform each other: the same country, the same region, close together."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.context import NO_RECORD, Scope, ground_m
from gazetteer.place import Reason
from gazetteer.ranking import CLOSE_M, LEAST_COMPANY, LEAST_SHARE, MOST_MEMBERS, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazetteer.index import Index
    from gazetteer.place import Candidate, Place

__all__ = ["Company"]


class _Member(NamedTuple):
    """One meaning of another name of the document, and its share."""

    name: str
    place: Place
    record: int
    share: float


class Company:
    """The other names of a document, as far as they are understood.

    Args:
        index: The index that the places are in.
        found: The candidates of each name of the document, the best first, each with its record.
    """

    __slots__ = ("_holders", "_index", "_members")

    def __init__(self, index: Index, found: Iterable[tuple[str, Sequence[tuple[Candidate, int]]]]) -> None:
        self._index = index
        members = [
            _Member(name, candidate.place, record, candidate.probability)
            for name, candidates in found
            for candidate, record in candidates
            if candidate.probability >= LEAST_SHARE
        ]
        members.sort(key=lambda member: (-member.share, member.place.id, member.name))
        self._holders = [m for m in members if m.place.kind in {"country", "admin1", "admin2"}][:MOST_MEMBERS]
        # A country is no place that others are close to.
        self._members = [m for m in members if m.place.kind != "country"][:MOST_MEMBERS]

    def reasons(self, name: str, record: int, place: Place) -> list[Reason]:
        """What the other names say for this meaning of ``name``. The name's own meanings do not count."""
        if record == NO_RECORD:
            return []
        reasons = []
        for rule, best in (
            ("company: holds", self._holder(name, record, place)),
            ("company: country", self._fellow(name, place, "country")),
            ("company: region", self._fellow(name, place, "admin1_code")),
            ("company: close", self._close(name, place)),
        ):
            if best is not None:
                times, why = best
                reasons.append(Reason(rule, WEIGHTS[rule].value * times, why))
        return reasons

    def _holder(self, name: str, record: int, place: Place) -> tuple[float, str] | None:
        for member in self._holders:
            if member.name != name and member.record != record:
                scope = Scope(member.place.name, member.record, member.place)
                if scope.holds(self._index, record, place):
                    return member.share, f"the document names {member.name!r}, which holds it"
        return None

    def _fellow(self, name: str, place: Place, field: str) -> tuple[float, str] | None:
        unit = getattr(place, field)
        if unit is None or place.kind == "country":
            return None
        for member in self._members:
            if member.name != name and member.place.id != place.id and getattr(member.place, field) == unit:
                return member.share, f"the document names {member.name!r}, which is in {unit} too"
        return None

    def _close(self, name: str, place: Place) -> tuple[float, str] | None:
        best: tuple[float, str] | None = None
        for member in self._members:
            if member.name == name or member.place.id == place.id or place.kind == "country":
                continue
            gap_m = ground_m(member.place.point, place.point)
            weight = member.share * math.exp(-gap_m / CLOSE_M)
            if weight > LEAST_COMPANY and (best is None or weight > best[0]):
                best = weight, f"about {gap_m / 1000:,.0f} km from {member.name!r}, which the document names"
        return best
