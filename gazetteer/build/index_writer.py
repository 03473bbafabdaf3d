"""Streams packed blocks into the files of an index."""

from __future__ import annotations

import hashlib
import itertools
from array import array
from typing import TYPE_CHECKING, Self

import numpy as np

from gazetteer.build.container import BlockWriter
from gazetteer.errors import BuildError
from gazetteer.index_format import NAMES_FILE, PLACES_FILE, pack_table
from gazetteer.name_shard import MOST_RECORDS
from gazetteer.place_block import BLOCK_HEAD, HOLDER, NO_PARENT, Lands, PlaceBlock
from gazetteer.place_text import read_rare
from gazetteer.places import BOX, BOX_GROUP, HOLDING_UNITS, ID_BLOCK, pack_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

    from numpy.typing import NDArray

    from gazetteer.place_block import Tables

__all__ = ["IndexWriter"]

# ``NARROW`` and ``WIDE`` of ``gazetteer.place_block``, a whole block of them at once.
_NARROW_ROW, _WIDE_ROW = (
    np.dtype([("number", "<u4"), ("east", of), ("north", of), ("holder", "u1"), ("of", "u1")])
    for of in ("<u2", "<u4")
)


class IndexWriter:
    """Puts packed blocks into the two files of an index as they come.

    Of each place some 10 bytes are held in memory, and of each block what it is about.

    Args:
        folder: An empty folder.
        tables: What the blocks of places refer to.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> from gazetteer.build.pack import PlaceRow, pack_name_shard, pack_place_block
        >>> from gazetteer.place_block import PlaceClass, Tables
        >>> tables = Tables([PlaceClass("city", "P.PPL", "GeoNames", "geonames")], [()], ["GeoNames"])
        >>> kidal = PlaceRow(2455290, 14_092_100, 184_434_500, 0, NO_PARENT, "ML", 0, 40_030, 2_001, "Kidal")
        >>> with TemporaryDirectory() as folder, IndexWriter(Path(folder), tables) as writer:
        ...     writer.add_places(pack_place_block([kidal], tables.classes))
        ...     writer.add_names("kidal", pack_name_shard([("kidal", [0])]))
        ...     len(writer.finish())
        16
    """

    def __init__(self, folder: Path, tables: Tables) -> None:
        self._tables, self._lands = tables, Lands(tables.shared)
        self._files = [(folder / name).open("wb") for name in (PLACES_FILE, NAMES_FILE)]
        self._places, self._names = (BlockWriter(file) for file in self._files)
        self._places.section("places")
        self._names.section("shards")
        self._first_keys: list[str] = []
        self._boxes: list[tuple[int, ...]] = []
        self._holding: dict[int, list[int]] = {}
        self._numbers, self._prefixes = array("I"), array("H")
        self._text_ids: list[tuple[str, int]] = []
        prefixes = sorted({of.prefix for of in tables.classes if of.prefix})
        self._prefix_names = prefixes
        numbers = {prefix: number for number, prefix in enumerate(prefixes)}
        self._prefix_of = np.asarray([numbers.get(of.prefix, len(prefixes)) for of in tables.classes], "u2")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in self._files:
            file.close()

    def __len__(self) -> int:
        """How many places were added."""
        return len(self._numbers)

    def add_places(self, block: bytes) -> None:
        """Append a block of ``pack_place_block``; all but the last have ``BLOCK_PLACES`` places.

        Raises:
            BuildError: If there are more places than a posting can number.
        """
        # Fields are read together: this is done for every place of the world, in one process.
        count, holders, classes, _, _, step, wide, west, south = BLOCK_HEAD.unpack_from(block)
        rows = np.frombuffer(block, _WIDE_ROW if wide else _NARROW_ROW, count, BLOCK_HEAD.size)
        east, north = west + step * int(rows["east"].max()), south + step * int(rows["north"].max())
        self._boxes.append((west, south, east, north))
        number, at = self._places.add(block), BLOCK_HEAD.size + rows.nbytes
        parents = {HOLDER.unpack_from(block, at + held * HOLDER.size)[0] for held in range(holders)}
        for parent in parents - {NO_PARENT}:
            self._holding.setdefault(parent, []).append(number)
        used = np.frombuffer(block, "<u2", classes, at + holders * HOLDER.size)
        prefixes = self._prefix_of[used][rows["of"]]
        unnumbered = np.flatnonzero(prefixes == len(self._prefix_names)).tolist()
        if unnumbered:
            texts = PlaceBlock(block, self._tables, self._lands).texts(block, self._tables.dictionary)
            first = len(self._numbers)
            self._text_ids += [(read_rare(texts[position], "i"), first + position) for position in unnumbered]
        self._numbers.frombytes(rows["number"].tobytes())
        self._prefixes.frombytes(prefixes.tobytes())
        if len(self._numbers) > MOST_RECORDS:
            raise BuildError(f"more than {MOST_RECORDS:,} places: an index cannot number them")

    def add_names(self, first_key: str, shard: bytes) -> None:
        """Append a shard of ``pack_name_shard`` whose first key is this one."""
        self._names.add(shard)
        self._first_keys.append(first_key)

    def finish(self) -> bytes:
        """Write the tables and headers, and everything to the disk; the build's 16 bytes.

        Raises:
            BuildError: If no place was added.
        """
        if not self._numbers:
            raise BuildError(f"0 places: an index holds 1 to {MOST_RECORDS:,}")
        self._names.section("first_keys")
        self._names.add(pack_table(["", *self._first_keys[1:]]))
        self._add_boxes()
        ranges = self._add_ids()
        self._add_children()
        rows = {
            "counts": [str(len(self._numbers)), *ranges],
            "classes": ["\t".join(of) for of in self._tables.classes],
            "shared": [" ".join(of) for of in self._tables.shared],
            "sources": self._tables.sources,
        }
        for section, table in rows.items():
            self._places.section(section)
            self._places.add(pack_table(table))
        self._places.section("dictionary")
        self._places.add(self._tables.dictionary)
        digest = hashlib.sha256(self._names.finish() + self._places.finish())
        build_id = digest.digest()[:16]
        self._names.seal(build_id)
        self._places.seal(build_id)
        return build_id

    def _add_boxes(self) -> None:
        """A tree of boxes: each level has the boxes of the groups of the level below."""
        boxes, level = self._boxes, 0
        while level == 0 or len(boxes) > 1:
            self._places.section(f"boxes{level}")
            groups = [boxes[at : at + BOX_GROUP] for at in range(0, len(boxes), BOX_GROUP)]
            for group in groups:
                self._places.add(b"".join(BOX.pack(*box) for box in group))
            boxes = [_around(group) for group in groups]
            level += 1

    def _add_ids(self) -> list[str]:
        """The records in the order of their identifiers, and where each prefix begins and ends."""
        numbers, prefixes = np.asarray(self._numbers), np.asarray(self._prefixes)
        order = np.lexsort((numbers, prefixes))
        numbered = len(order) - len(self._text_ids)
        self._refuse_twins(numbers[order[:numbered]], prefixes[order[:numbered]])
        order[numbered:] = [record for _, record in sorted(self._text_ids)]
        ends = np.searchsorted(prefixes[order], np.arange(len(self._prefix_names)), side="right")
        self._places.section("ids")
        # Three bytes are enough for a record.
        packed = order.astype("<u4").view("u1").reshape(-1, 4)[:, :3].tobytes()
        for at in range(0, len(packed), 3 * ID_BLOCK):
            self._places.add(packed[at : at + 3 * ID_BLOCK])
        self._places.section("id_fences")
        self._places.add(numbers[order[::ID_BLOCK]].astype("<u4").tobytes())
        firsts = [0, *map(int, ends)]
        return [
            f"{prefix}\t{first}\t{end}"
            for prefix, (first, end) in zip(self._prefix_names, itertools.pairwise(firsts), strict=True)
        ]

    def _refuse_twins(self, numbers: NDArray[np.uint32], prefixes: NDArray[np.uint16]) -> None:
        same = np.flatnonzero((numbers[1:] == numbers[:-1]) & (prefixes[1:] == prefixes[:-1]))
        if len(same):
            at = int(same[0])
            raise BuildError(
                f"two places have the identifier {self._prefix_names[prefixes[at]]}:{numbers[at]}"
            )
        for (one, _), (other, _) in itertools.pairwise(sorted(self._text_ids)):
            if one == other:
                raise BuildError(f"two places have the identifier {one}")

    def _add_children(self) -> None:
        """For each unit the blocks in which it holds a place."""
        units = sorted(self._holding)
        self._places.section("holding")
        for at in range(0, len(units), HOLDING_UNITS):
            group = units[at : at + HOLDING_UNITS]
            lists = [self._holding[unit] for unit in group]
            ends = itertools.accumulate(map(len, lists))
            self._places.add(pack_words([len(group), *group, *ends, *itertools.chain(*lists)]))
        self._places.section("holding_fences")
        self._places.add(pack_words(units[::HOLDING_UNITS]))


def _around(boxes: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return min(wests), min(souths), max(easts), max(norths)
