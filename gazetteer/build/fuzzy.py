"""Writes the file of near names from the search keys of an index."""

from __future__ import annotations

import itertools
import tempfile
import zlib
from array import array
from heapq import merge
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gazetteer.build.container import BlockWriter
from gazetteer.errors import BuildError
from gazetteer.fuzzy_format import (
    FIRSTS,
    GROUP,
    KEY,
    LONGEST_SHORT,
    MOST_BY_KEY,
    SHORTEST_KEY,
    SPREAD,
    START,
    START_LENGTH,
    TAB,
    halves,
    mark,
    signature,
)
from gazetteer.index_format import pack_table
from gazetteer.skeleton import SKELETON_VERSION, has_letters, outline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

__all__ = ["Part", "fuzzy_rows", "pack_fuzzy", "pack_rows", "write_fuzzy"]

# Keys in one part, or a little more: a part is unpacked whole to read one of its groups.
_PART_KEYS = 64
# Bits of the sketch for each thing in it: with four places each, 7 in 1,000 others seem to be there.
_SKETCH_BITS = 12
# Rows that are sorted in memory at once, some 150 bytes each.
_RUN_ROWS = 1_000_000
_MARKS_AT_ONCE = 1_000_000
_KEYS_AT_ONCE = 10_000


class Part(NamedTuple):
    """A part of the file: the first signature in it, its bytes, and what the sketch says of it."""

    first: str
    packed: bytes
    marks: bytes


class _Group(NamedTuple):
    """Keys that have one signature."""

    signature: str
    keys: list[str]


def pack_fuzzy(keys: Iterable[str], file: BinaryIO, build_id: bytes, scratch: Path) -> None:
    """Write the near names of an index.

    Keys may come in any order. What is held in memory does not grow with their number but for the sketch:
    about 6 bytes a key.

    Args:
        keys: The distinct keys that ``gazetteer.names.fold`` made.
        file: A new file, open for writing in binary mode.
        build_id: The 16 bytes that all files of one index share.
        scratch: A folder on a disk that has room for a few times as much as the keys take.

    Raises:
        BuildError: If a key has a sign that keys never have.
    """
    with tempfile.TemporaryDirectory(prefix="fuzzy-", dir=scratch) as folder:
        write_fuzzy(pack_rows(_sorted_rows(keys, Path(folder))), file, build_id)


def pack_rows(rows: Iterable[str]) -> Iterator[Part]:
    """The parts of the file.

    Args:
        rows: What ``fuzzy_rows`` gives for all keys, sorted.
    """
    for part in _parts(_groups(rows)):
        marks = array("I", itertools.chain.from_iterable(map(_marks, part)))
        yield Part(part[0].signature, _pack_part(part), marks.tobytes())


def write_fuzzy(parts: Iterable[Part], file: BinaryIO, build_id: bytes) -> None:
    """Write the file of near names.

    Args:
        parts: All parts in their order.
        file: A new file, open for writing in binary mode.
        build_id: The 16 bytes that all files of one index share.
    """
    writer = BlockWriter(file)
    marks, firsts = array("I"), []
    writer.section("parts")
    for first, packed, marked in parts:
        firsts.append(first)
        marks.frombytes(marked)
        writer.add(packed)
    if not firsts:  # all keys are short
        firsts.append("")
        writer.add(_pack_part([]))
    writer.section("firsts")
    for at in range(0, len(firsts), FIRSTS):
        writer.add(pack_table(firsts[at : at + FIRSTS]))
    writer.section("tops")
    writer.add(pack_table(firsts[::FIRSTS]))
    writer.section("sketch")
    writer.add(_sketch(marks))
    writer.section("version")
    writer.add(pack_table([str(SKELETON_VERSION)]))
    writer.finish()
    writer.seal(build_id)


def _sorted_rows(keys: Iterable[str], folder: Path) -> Iterator[str]:
    """Signature and key of each, sorted, by way of sorted files."""
    rest = iter(keys)
    some = iter(lambda: list(itertools.islice(rest, _KEYS_AT_ONCE)), [])
    rows = (f"{row}\n" for row in itertools.chain.from_iterable(map(fuzzy_rows, some)))
    paths: list[Path] = []
    while run := sorted(itertools.islice(rows, _RUN_ROWS)):
        paths.append(folder / str(len(paths)))
        with paths[-1].open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(run)
    return merge(*map(_rows_of, paths))


def fuzzy_rows(keys: Sequence[str]) -> Iterator[str]:
    r"""Keys under each of their signatures; nothing for short ones.

    Raises:
        BuildError: If a key has a sign that keys never have.

    Examples:
        >>> list(fuzzy_rows(["kidal", "gao", "ber", "ka"]))
        ['kdl\tk.d.l\tkidal', 'g\tg.\tgao', 'br\tb.r\tber']
    """
    keys = [key for key in keys if len(key) >= SHORTEST_KEY]
    text = "\n".join(keys)
    if TAB in text or text.count("\n") >= max(len(keys), 1):
        wrong = next(key for key in keys if TAB in key or "\n" in key)
        raise BuildError(f"{wrong!r} is no search key: make keys with gazetteer.names.fold")
    # Outlines are taken of all at once, which takes a third of the time.
    for key, outlined in zip(keys, outline(text).split("\n"), strict=False):
        if not has_letters(key):
            for half in halves(key, len(key) // 2):
                yield f"{half}{TAB}{key}"
        elif outlined:  # a key of silent letters alone is near no other
            yield f"{signature(outlined)}{TAB}{key}"


def _rows_of(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="\n") as file:
        for row in file:
            yield row.rstrip("\n")


def _groups(rows: Iterable[str]) -> Iterator[_Group]:
    """The keys of each signature."""
    for of, alike in itertools.groupby(rows, key=lambda row: row.rpartition(TAB)[0]):
        yield _Group(of, [row.rpartition(TAB)[2] for row in alike])


def _marks(group: _Group) -> Iterator[int]:
    """What the sketch says of a group."""
    if not has_letters(group.keys[0]):
        return  # groups by halves are asked for without the sketch
    bones = group.signature.partition(TAB)[0]
    yield mark(group.signature, GROUP)
    if len(bones) <= MOST_BY_KEY + 1:  # one may have been left out
        for key in group.keys:
            yield mark(key, KEY)
    elif len(bones) > LONGEST_SHORT:
        yield mark(bones[:START_LENGTH], START)


def _parts(groups: Iterable[_Group]) -> Iterator[list[_Group]]:
    """Stretches of groups with about as many keys; a crowd is a part of its own."""
    part: list[_Group] = []
    size = 0
    for group in groups:
        if part and size + len(group.keys) > _PART_KEYS:
            yield part
            part, size = [], 0
        part.append(group)
        size += len(group.keys)
    if part:
        yield part


def _pack_part(part: list[_Group]) -> bytes:
    """A byte of the mark of each group, and their keys."""
    texts = []
    for of, keys in part:
        # Where the keys do not tell the signature, it stands before them.
        told = [] if has_letters(keys[0]) else [of]
        texts.append("\n".join([*told, *keys]))
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress("\r".join(texts).encode()) + packer.flush()
    return bytes([len(part), *(mark(group.signature, GROUP) & 0xFF for group in part)]) + packed


def _sketch(marks: array[int]) -> bytes:
    once = np.unique(np.frombuffer(marks, dtype=np.uint32))
    bits = max(len(once), 1) * _SKETCH_BITS
    sketch = np.zeros((bits + 7) // 8, dtype=np.uint8)
    # Some at a time: a world has tens of millions, and each takes several times its size on its way.
    stretches = range(0, len(once), _MARKS_AT_ONCE)
    for start, factor in itertools.product(stretches, SPREAD):
        numbers = once[start : start + _MARKS_AT_ONCE].astype(np.uint64)
        places = (numbers * np.uint64(factor) & np.uint64(0xFFFFFFFF)) * np.uint64(bits) >> np.uint64(32)
        np.bitwise_or.at(
            sketch, places >> np.uint64(3), np.uint8(1) << (places & np.uint64(7)).astype(np.uint8)
        )
    return bits.to_bytes(8, "little") + sketch.tobytes()
