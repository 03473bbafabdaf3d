"""Bringing the rows of each place together, partition by partition."""

from __future__ import annotations

from collections import Counter, defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from gazetteer.build import rows as at
from gazetteer.build.geonames import GEONAMES
from gazetteer.build.join import join_all
from gazetteer.build.light import LIGHT, head_of
from gazetteer.build.match import find_matches
from gazetteer.build.order import positions
from gazetteer.build.spill import Part, Spilled, read_parts, write_parts
from gazetteer.build.units import is_unit
from gazetteer.index_format import KINDS
from gazetteer.place_block import split_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from gazetteer.build.light import Light
    from gazetteer.build.rows import Row

__all__ = ["JoinTask", "Joined", "MatchTask", "MoveTask", "join", "match", "move"]

_CITY: Final = KINDS.index("city")
# Of so many rows, one is taken to tell what texts are like.
_SAMPLED: Final = 256


class MatchTask(NamedTuple):
    """Candidates among which are all of some keys."""

    parts: list[Part]
    within_m: Mapping[str, float]


def match(task: MatchTask) -> dict[int, int]:
    """The groups that join others."""
    return find_matches(read_parts(task.parts), task.within_m)


class MoveTask(NamedTuple):
    """A partition of rows and alternates of which some groups join others."""

    rows: list[Part]
    alternates: list[Part]
    joins: Mapping[int, int]
    partitions: int
    out: str


def move(task: MoveTask) -> tuple[Spilled, Spilled]:
    """The rows and the alternates of joining groups, under the groups that they join."""
    spilled = []
    for parts, ending in ((task.rows, "rows"), (task.alternates, "names")):
        moved: dict[int, list[Any]] = defaultdict(list)
        for row in read_parts(parts):
            if row[0] in task.joins:
                group = task.joins[row[0]]
                moved[group % task.partitions].append((group, *row[1:]))
        spilled.append(write_parts(f"{task.out}.{ending}", moved))
    return spilled[0], spilled[1]


class JoinTask(NamedTuple):
    """A partition of rows by group.

    Attributes:
        rows: All its rows.
        alternates: Names from alternateNamesV2.
        gone: Groups that have joined others.
        bounds: Where on the curve the partitions of places begin, but for the first.
        labels: Names of the sources by rank.
        out: File for the rows, without its ending.
    """

    rows: list[Part]
    alternates: list[Part]
    gone: frozenset[int]
    bounds: Sequence[int]
    labels: Sequence[str]
    out: str


class Joined(NamedTuple):
    """What came of a ``JoinTask``.

    Attributes:
        rows: Places by partition of the curve.
        counts: How many there are in each.
        units: The rows of units.
        classes: Kind, feature, source, prefix of all places.
        shared: The shared countries of all.
        sources: The sources of all names.
        holders: What holders are called.
        members: File of what holds each settlement and where it is.
        kinds: How many there are of each kind.
        sample: Some of the rows, evenly spread.
    """

    rows: Spilled
    counts: dict[int, int]
    units: list[Row]
    classes: set[tuple[int, str, str, str]]
    shared: set[str]
    sources: set[str]
    holders: list[str]
    members: str
    kinds: dict[str, int]
    sample: list[Row | Light]


def join(task: JoinTask) -> Joined:
    """Make one row of the rows of each place, and sort them by where they are."""
    gone = task.gone
    rows = read_parts(task.rows)
    alternates = read_parts(task.alternates)
    if gone:
        rows = (row for row in rows if row[0] not in gone)
        alternates = (name for name in alternates if name[0] not in gone)
    joined = list(join_all(rows, alternates))
    numbers = np.searchsorted(np.asarray(task.bounds, dtype=np.int64), positions(joined), side="right")
    parts: dict[int, list[Row | Light]] = defaultdict(list)
    for row, number in zip(joined, numbers.tolist(), strict=True):
        parts[number].append(row)
    heads = [head_of(row) if len(row) == LIGHT else row[at.FEATURE : at.HOLDER + 1] for row in joined]
    features, _, shared, holders = zip(*heads, strict=True) if heads else ((),) * 4
    kinds = list(map(itemgetter(at.KIND), joined))
    classes = set(zip(kinds, features, map(itemgetter(at.RANK), joined), map(_prefix, joined), strict=True))
    names, members = _members(joined, holders)
    np.save(f"{task.out}.members.npy", members)
    return Joined(
        write_parts(f"{task.out}.places", parts),
        {number: len(part) for number, part in parts.items()},
        [row for row in joined if len(row) != LIGHT and is_unit(row)],
        {(kind, feature, task.labels[rank], prefix) for kind, feature, rank, prefix in classes},
        set(shared),
        _sources(joined),
        names,
        f"{task.out}.members.npy",
        {KINDS[kind]: count for kind, count in Counter(kinds).items()},
        joined[::_SAMPLED],
    )


def _prefix(row: Row | Light) -> str:
    identifier = row[at.ID]
    return split_id(identifier)[0] if isinstance(identifier, str) else "geonames"


def _sources(rows: Iterable[Row | Light]) -> set[str]:
    """The sources of the rows' names; light ones are of GeoNames."""
    sources: set[str] = set()
    for row in rows:
        if len(row) == LIGHT:
            sources.add(GEONAMES)
        else:
            sources.update(tag.split("\t")[1] for tag in row[at.NAMES][1::2])
    return sources


def _members(rows: Sequence[Row | Light], holders: Sequence[str]) -> tuple[list[str], NDArray[np.int32]]:
    """What all holders are called, and for each settlement the position of its holder there, lon and lat."""
    numbers = {name: number for number, name in enumerate(dict.fromkeys(holders))}
    columns = (map(numbers.__getitem__, holders), *(map(itemgetter(of), rows) for of in (at.LON, at.LAT)))
    members = np.stack([np.fromiter(column, np.int32, len(rows)) for column in columns], axis=1)
    kinds = np.fromiter(map(itemgetter(at.KIND), rows), np.int32, len(rows))
    return list(numbers), members[kinds == _CITY]
