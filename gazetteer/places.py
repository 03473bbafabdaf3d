"""The places file of an index: records, their texts, their identifiers, what holds what.

Sections of the file: ``places`` are the blocks of ``gazetteer.place_block``; ``boxes0`` has the box of each
block, 64 to a block, ``boxes1`` the boxes of those groups, and so on up to one box; ``ids`` has the records
in the order of their identifiers and ``id_fences`` the number that each of its blocks begins with;
``holding`` tells for each unit in which blocks there are places that it holds; tables end it.
"""

from __future__ import annotations

import struct
from bisect import bisect_left, bisect_right

from gazetteer.index_format import BlockFile, unpack_table
from gazetteer.kept import Kept
from gazetteer.place_block import (
    BLOCK_PLACES,
    NO_PARENT,
    Lands,
    PlaceBlock,
    PlaceClass,
    Record,
    Tables,
    split_id,
)
from gazetteer.place_text import read_rare

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final


__all__ = ["BOX", "BOX_GROUP", "HOLDING_UNITS", "ID_BLOCK", "Places", "pack_words", "unpack_words"]

#: West, south, east, north in 1e-7 degrees.
BOX: Final = struct.Struct("<iiii")
#: Boxes in a block of boxes.
BOX_GROUP: Final = 64
#: Records of three bytes in a block of identifiers.
ID_BLOCK: Final = 4_096
#: Units in a block that tells what they hold.
HOLDING_UNITS: Final = 256

# Some 2 KB each: with the places of all of the embedded index in use, this is all of it.
_MOST_BLOCKS = 4_608
_MOST_TEXTS = 64
_MOST_SMALL = 64
_MOST_CHAINS = 4_096


class Places:
    """The open places file.

    Args:
        file: The file.

    Attributes:
        file: The file.
        size: How many places it has.
        numbered: How many of them have a number as identifier.
        tables: What its blocks refer to.
        blocks: Its blocks of places, read when they are asked for.
        box_levels: How many levels the tree of boxes has; the highest is one group.
    """

    __slots__ = (
        "_boxes",
        "_chains",
        "_id_blocks",
        "_id_fences",
        "_prefixes",
        "_texts",
        "blocks",
        "box_levels",
        "file",
        "numbered",
        "size",
        "tables",
    )

    def __init__(self, file: BlockFile) -> None:
        self.file = file
        self.tables = Tables(
            [_class(row) for row in unpack_table(file.only("classes"))],
            [tuple(row.split()) for row in unpack_table(file.only("shared"))],
            unpack_table(file.only("sources")),
            file.only("dictionary"),
        )
        size, *prefixes = unpack_table(file.only("counts"))
        self.size = int(size)
        ranges = (row.split("\t") for row in prefixes)
        self._prefixes = {prefix: (int(first), int(end)) for prefix, first, end in ranges}
        self.numbered = max((end for _, end in self._prefixes.values()), default=0)
        self.box_levels = sum(section.startswith("boxes") for section in file.sections)
        self._id_fences: tuple[int, ...] = ()
        tables, lands = self.tables, Lands(self.tables.shared)
        blocks = self.blocks = Kept(lambda number: _read_block(file, number, tables, lands), _MOST_BLOCKS)
        self._texts = Kept(
            lambda number: blocks[number].texts(file.block(number), tables.dictionary), _MOST_TEXTS
        )
        self._boxes = Kept(lambda number: _read_boxes(file, number), _MOST_SMALL)
        self._id_blocks = Kept(lambda number: file.block(file.sections["ids"][number]), _MOST_SMALL)
        self._chains = Kept(lambda record: _read_chain(file, blocks, record), _MOST_CHAINS)

    def record(self, record: int) -> Record:
        """The fields of a place that need no text.

        Raises:
            IndexError: If there is no such record.
        """
        try:
            found: Record = self.blocks[record // BLOCK_PLACES].record(record % BLOCK_PLACES)
        except IndexError:
            raise self.no_record(record) from None
        return found

    def no_record(self, record: int) -> IndexError:
        """The error for a record that is not there."""
        return IndexError(f"record {record} is not in this index, which holds records 0 to {self.size - 1}")

    def text(self, record: int) -> str:
        """The text of a place, for ``gazetteer.place_text``.

        Raises:
            IndexError: If there is no such record.
        """
        try:
            text: str = self._texts[record // BLOCK_PLACES][record % BLOCK_PLACES]
        except IndexError:
            raise self.no_record(record) from None
        return text

    def texts(self, block: int) -> list[str]:
        """The texts of all places of a block."""
        found: list[str] = self._texts[block]
        return found

    def text_lines(self, block: int) -> bytes:
        """The same as bytes, a line for each place; they are not kept."""
        found: PlaceBlock = self.blocks[block]
        return found.text_lines(self.file.block(block), self.tables.dictionary)

    def id(self, record: int) -> str:
        """Its source's identifier."""
        fields = self.record(record)
        return f"{fields.prefix}:{fields.number}" if fields.prefix else read_rare(self.text(record), "i")

    def codes(self, record: int) -> tuple[str, ...]:
        """Codes of a country or subdivision, ISO first; of other places ()."""
        return tuple(read_rare(self.text(record), "c").split())

    # Holders

    def ancestors(self, record: int) -> tuple[int, ...]:
        """The records that hold a place, from the smallest."""
        parent = self.record(record).parent
        chain: tuple[int, ...] = () if parent == NO_PARENT else self._chains[parent]
        return chain

    def held(self, record: int) -> list[int]:
        """The records that a unit or country holds directly, in their order."""
        found: list[int] = []
        for block in self._blocks_holding(record):
            found += [block * BLOCK_PLACES + at for at in self.blocks[block].held_by(record)]
        return found

    def _blocks_holding(self, record: int) -> tuple[int, ...]:
        fences = unpack_words(self.file.only("holding_fences"))
        group = bisect_right(fences, record) - 1
        if group < 0:
            return ()
        count, *words = unpack_words(self.file.block(self.file.sections["holding"][group]))
        at = bisect_left(words, record, 0, count)
        if at == count or words[at] != record:
            return ()
        ends, blocks = [0, *words[count : 2 * count]], words[2 * count :]
        return tuple(blocks[ends[at] : ends[at + 1]])

    # Identifiers

    def by_id(self, identifier: str) -> int | None:
        """The record of an identifier, or None."""
        prefix, number = split_id(identifier)
        if prefix in self._prefixes:
            return self._by_number(prefix, number)
        first, end = self.numbered, self.size
        while first < end:
            middle = (first + end) // 2
            record = self._in_id_order(middle)
            found = self.id(record)
            if found == identifier:
                return record
            first, end = (middle + 1, end) if found < identifier else (first, middle)
        return None

    def _by_number(self, prefix: str, number: int) -> int | None:
        if not self._id_fences:
            self._id_fences = unpack_words(self.file.only("id_fences"))
        first, end = self._prefixes[prefix]
        # Fences within the range of this prefix are in order.
        low, high = -(-first // ID_BLOCK), -(-end // ID_BLOCK)
        block = bisect_right(self._id_fences, number, low, high) - 1
        first, end = max(first, block * ID_BLOCK), min(end, (block + 1) * ID_BLOCK)
        while first < end:
            middle = (first + end) // 2
            record = self._in_id_order(middle)
            found = self.record(record).number
            if found == number:
                return record
            first, end = (middle + 1, end) if found < number else (first, middle)
        return None

    def _in_id_order(self, at: int) -> int:
        block, position = divmod(at, ID_BLOCK)
        data: bytes = self._id_blocks[block]
        return int.from_bytes(data[3 * position : 3 * position + 3], "little")

    # Boxes

    def boxes(self, level: int, group: int) -> list[tuple[int, int, int, int]]:
        """The boxes of one group of a level: of blocks of places at level 0."""
        boxes: list[tuple[int, int, int, int]] = self._boxes[level << 32 | group]
        return boxes

    def points(self, block: int) -> list[tuple[int, int]]:
        """Longitude and latitude of every place of a block, in 1e-7 degrees."""
        found: PlaceBlock = self.blocks[block]
        return found.points()


def _read_block(file: BlockFile, number: int, tables: Tables, lands: Lands) -> PlaceBlock:
    if not 0 <= number < len(file.sections["places"]):
        raise IndexError(number)
    return PlaceBlock(file.block(number), tables, lands)


def _read_boxes(file: BlockFile, number: int) -> list[tuple[int, ...]]:
    level, group = number >> 32, number & 0xFFFFFFFF
    return list(BOX.iter_unpack(file.block(file.sections[f"boxes{level}"][group])))


def _read_chain(file: BlockFile, blocks: Kept, record: int) -> tuple[int, ...]:
    """A record and those that hold it."""
    chain: list[int] = []
    while record != NO_PARENT:
        if record in chain:
            raise file.damaged(f"record {record} holds itself")
        chain.append(record)
        record = blocks[record // BLOCK_PLACES].record(record % BLOCK_PLACES).parent
    return tuple(chain)


def _class(row: str) -> PlaceClass:
    return PlaceClass._make(row.split("\t"))


def pack_words(words: Sequence[int]) -> bytes:
    """Whole numbers of 32 bits as a block.

    Examples:
        >>> unpack_words(pack_words([1, 2_455_290]))
        (1, 2455290)
    """
    return struct.pack(f"<{len(words)}I", *words)


def unpack_words(block: bytes) -> tuple[int, ...]:
    """The numbers that ``pack_words`` made a block of."""
    return struct.unpack(f"<{len(block) // 4}I", block)
