"""Packing names in their order, partition by partition, and near names in that of their signatures."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from gazetteer.build.fuzzy import fuzzy_rows, pack_rows
from gazetteer.build.pack import pack_name_shard, shards
from gazetteer.build.spill import Part, Spilled, filled, read_parts, write_parts
from gazetteer.name_shard import RECORD_BITS, RECORD_MASK

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["NamesTask", "NearTask", "PackedNames", "bearer_of", "pack_names", "pack_near"]

_MOST_WEIGHT: Final = 0xFFFFFFFF
_TOLD_BITS: Final = 8
_MOST_TOLD: Final = 0xFF


def bearer_of(weight: int, record: int) -> int:
    """A place that bears a name, as a number of 64 bits: the most important and the first record come first.

    The low eight bits are left for what ``told_of`` gives.
    """
    return _MOST_WEIGHT - weight << 32 | record << _TOLD_BITS


class NamesTask(NamedTuple):
    """A partition of postings by key.

    Attributes:
        parts: Of each task that packed places, keys and their ``bearer_of`` numbers as bytes.
        near: Rows with which the partitions of near names begin, but for the first.
        out: File for the shards, without its ending.
    """

    parts: list[Part]
    near: Sequence[str]
    out: str


class PackedNames(NamedTuple):
    """What came of a ``NamesTask``.

    Attributes:
        firsts: The first keys of its shards.
        shards: The shards.
        near: Rows of near names by partition.
        keys: How many keys there are.
    """

    firsts: list[str]
    shards: Part
    near: Spilled
    keys: int


def pack_names(task: NamesTask) -> PackedNames:
    """Pack the names of a stretch of the alphabet."""
    bearers: defaultdict[str, list[int]] = defaultdict(list)
    for some, numbers in read_parts(task.parts):
        for key, number in zip(some, array("Q", numbers), strict=True):
            bearers[key].append(number)
    entries = ((key, _postings(bearers[key])) for key in sorted(bearers))
    firsts, packed, keys = [], [], 0
    near: list[list[str]] = [[] for _ in range(len(task.near) + 1)]
    for shard in shards(entries):
        firsts.append(shard[0][0])
        packed.append(pack_name_shard(shard))
        keys += len(shard)
        for row in fuzzy_rows([key for key, _ in shard]):
            near[bisect_right(task.near, row)].append(row)
    return PackedNames(
        firsts,
        write_parts(f"{task.out}.shards", {0: packed})[0],
        write_parts(f"{task.out}.near", filled(near)),
        keys,
    )


def _postings(bearers: list[int]) -> list[int]:
    """What ``posting`` gives for the places that bear a name, the most important first."""
    if len(bearers) > 1:
        bearers.sort()
    return [number >> _TOLD_BITS & RECORD_MASK | (number & _MOST_TOLD) << RECORD_BITS for number in bearers]


class NearTask(NamedTuple):
    """A partition of the rows of near names."""

    parts: list[Part]
    out: str


def pack_near(task: NearTask) -> Part:
    """Pack the near names of a stretch of signatures; the file has the parts as plain tuples."""
    rows = sorted(read_parts(task.parts))
    return write_parts(f"{task.out}.parts", {0: [tuple(part) for part in pack_rows(rows)]})[0]
