"""Which rows of several sources are one place under different identifiers: by name, kind and distance.

A candidate is a row under one of its names. A row joins another of an earlier source if the first name of
one is a name of the other, both are of one kind and not farther apart than ``MERGE_WITHIN_M`` says. It then
goes by the identifier of the other, unless it is of Dateline's own tables, whose identifiers stay.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from gazetteer.build import rows as at
from gazetteer.build.rows import FLAGS, OPTIONAL, OURS, OWN_IDS
from gazetteer.index_format import KINDS
from gazetteer.names import fold
from geo.sphere import sphere_m

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gazetteer.build.rows import Row

__all__ = ["BY_EXTENT", "MERGE_WITHIN_M", "Candidate", "candidates", "find_matches", "resolve_chains"]

#: How far apart two records of one place may lie, by kind. Sources place a village where its well, its mosque
#: or the middle of its fields is; units stand anywhere inside themselves.
MERGE_WITHIN_M: Final[dict[str, int]] = {
    "city": 5_000,
    "admin1": 200_000,
    "admin2": 50_000,
    "country": 1_000_000,
    "natural": 20_000,
    "region": 100_000,
    "other": 1_000,
}
# Of these, only records of one feature code are one place: a hill and a well may share name and hillside.
_BY_FEATURE = frozenset({KINDS.index("natural"), KINDS.index("other")})
#: A large feature that states its radius may be pinned anywhere in it.
BY_EXTENT = frozenset({KINDS.index("natural"), KINDS.index("region")})
_E7 = 1e7
_M_PER_DEGREE_E7 = 111_195 / 1e7


class Candidate(NamedTuple):
    """A row under the key of one of its names."""

    key: str
    group: int
    rank: int
    label: str
    flags: int
    lon_e7: int
    lat_e7: int
    kind: int
    feature: str
    country: str
    extent_m: int
    first: bool


def candidates(row: Row, label: str, keys: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    """The row under each of the keys, as plain tuples of the fields of ``Candidate``."""
    if row[FLAGS] & OPTIONAL:
        return
    primary = fold(row[at.NAMES][0])
    kind = row[at.KIND] if row[at.KIND] >= 0 else KINDS.index("city")
    for key in keys:
        yield (
            key, row[at.GROUP], row[at.RANK], label, row[FLAGS], row[at.LON], row[at.LAT], kind,
            row[at.FEATURE], row[at.COUNTRY], row[at.EXTENT], key == primary,
        )  # fmt: skip


def find_matches(found: Iterable[tuple[Any, ...]], within_m: Mapping[str, float]) -> dict[int, int]:
    """The group that each group joins, of candidates among which are all those of some keys."""
    by_key: dict[tuple[str, int], list[Candidate]] = defaultdict(list)
    for fields in found:
        candidate = Candidate(*fields)
        by_key[candidate.key, candidate.kind].append(candidate)
    matches: dict[int, int] = {}
    for (_, kind), same in sorted(by_key.items()):
        if len(same) > 1:
            _match(same, within_m[KINDS[kind]], matches)
    return matches


def _match(same: Sequence[Candidate], within_m: float, matches: dict[int, int]) -> None:
    by_lat = sorted(same, key=lambda one: (one.lat_e7, one.group, one.rank))
    lats = [one.lat_e7 for one in by_lat]
    widest = max((one.extent_m for one in same if one.kind in BY_EXTENT), default=0)
    reach = round(max(within_m, widest) / _M_PER_DEGREE_E7) + 1
    tellers: dict[int, set[tuple[str, int]]] = defaultdict(set)
    for one in same:
        if one.flags & OWN_IDS:
            # Dateline's own rows of GeoNames are another source than a user's dump of GeoNames.
            tellers[one.group].add((one.label, one.flags & OURS))
    for later in by_lat:
        near = by_lat[bisect_left(lats, later.lat_e7 - reach) : bisect_right(lats, later.lat_e7 + reach)]
        fitting = [
            (distance_m, earlier.rank, earlier.group)
            for earlier in near
            if _may_join(later, earlier)
            # A source that has both by identifiers says that they are two.
            and not tellers[later.group] & tellers[earlier.group]
            and (distance_m := _distance_m(later, earlier)) <= _limit_m(later, earlier, within_m)
        ]
        if fitting and later.flags & OURS:
            matches.update({group: later.group for _, _, group in fitting})
        elif fitting:
            matches.setdefault(later.group, min(fitting)[2])


def _limit_m(one: Candidate, other: Candidate, within_m: float) -> float:
    return max(within_m, one.extent_m, other.extent_m) if one.kind in BY_EXTENT else within_m


def _may_join(later: Candidate, earlier: Candidate) -> bool:
    if not (later.first or earlier.first):
        return False
    if later.group == earlier.group or (later.rank, later.group) <= (earlier.rank, earlier.group):
        return False
    ours = later.flags & OURS, earlier.flags & OURS
    if ours[0] and (ours[1] or earlier.rank == 0):
        return False  # both are of Dateline's tables
    if later.country and earlier.country and later.country != earlier.country:
        return False
    features = later.feature, earlier.feature
    return later.kind not in _BY_FEATURE or features[0] == features[1] or "" in features


def _distance_m(one: Candidate, other: Candidate) -> float:
    return sphere_m(one.lon_e7 / _E7, one.lat_e7 / _E7, other.lon_e7 / _E7, other.lat_e7 / _E7)


def resolve_chains(matches: dict[int, int]) -> dict[int, int]:
    """The last group of each chain of joins; of groups that join each other in a ring, the smallest.

    Examples:
        >>> resolve_chains({3: 2, 2: 1})
        {3: 1, 2: 1}
        >>> resolve_chains({4: 3, 3: 2, 2: 3})
        {4: 2, 3: 2}
    """
    ends = {}
    for group in matches:
        chain = [group]
        while (other := matches.get(chain[-1])) is not None and other not in chain:
            chain.append(other)
        end = chain[-1] if other is None else min(chain[chain.index(other) :])
        if end != group:
            ends[group] = end
    return ends
