"""Rows on their way from one stage of a build to the next: files of parts, by partition.

A task sorts what it made into partitions and writes one file; a task of the next stage reads its partition
out of all of them, in the order of the tasks that wrote. What a stage holds in memory is one partition,
whatever the size of the whole.
"""

from __future__ import annotations

import marshal
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["Part", "Spilled", "by_partition", "filled", "read_parts", "write_parts"]

#: File, offset and length of one list.
Part: TypeAlias = tuple[str, int, int]
#: What one task wrote, by partition.
Spilled: TypeAlias = dict[int, Part]


def write_parts(path: str, parts: Mapping[int, Sequence[Any]]) -> Spilled:
    """Write lists of plain tuples into one file, and tell where each stands."""
    spilled = {}
    with open(path, "wb") as file:  # noqa: PTH123 - a path of our own, as text
        for partition, rows in sorted(parts.items()):
            offset = file.tell()
            # marshal and not pickle: several times quicker for tuples, read back by the same Python at once.
            data = marshal.dumps(list(rows))
            file.write(data)
            spilled[partition] = (path, offset, len(data))
    return spilled


def read_parts(parts: Iterable[Part]) -> Iterator[Any]:
    """The rows of the parts, one part after another."""
    for path, offset, length in parts:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - a path of our own, as text
            file.seek(offset)
            yield from marshal.loads(file.read(length))  # noqa: S302 - written by this build


def by_partition(spilled: Iterable[Spilled], partitions: int) -> list[list[Part]]:
    """For each partition the parts that the tasks wrote, in their order."""
    parts: list[list[Part]] = [[] for _ in range(partitions)]
    for one in spilled:
        for partition, part in one.items():
            parts[partition].append(part)
    return parts


def filled(parts: Sequence[Sequence[Any]]) -> dict[int, Sequence[Any]]:
    """The lists that hold anything, by their positions."""
    return {number: part for number, part in enumerate(parts) if part}
