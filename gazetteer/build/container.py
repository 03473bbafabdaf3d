"""Writes the container of ``gazetteer.index_format``: blocks are appended as they come, the rest follows."""

from __future__ import annotations

import hashlib
import os
import struct
from array import array
from typing import TYPE_CHECKING
from zlib import crc32

from gazetteer.errors import BuildError
from gazetteer.index_format import (
    FORMAT_VERSION,
    HEAD,
    MAGIC,
    PAGE_BLOCKS,
    PAGE_START,
    pack_table,
)
from gazetteer.names import FOLD_VERSION

if TYPE_CHECKING:
    from typing import BinaryIO

__all__ = ["BlockWriter"]

_LONGEST_PAGE = 0xFFFFFFFF


class BlockWriter:
    """Appends blocks to a file; ``finish`` writes the directory and ``seal`` the header that makes it valid.

    Until it is sealed, the file does not begin as an index file does. 8 bytes a block are held in memory.

    Args:
        file: A new file, open for writing in binary mode.

    Examples:
        >>> import io
        >>> writer = BlockWriter(io.BytesIO())
        >>> writer.section("towns")
        >>> writer.add(b"Kidal"), writer.add(b"Gao")
        (0, 1)
        >>> len(writer.finish())
        32
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._sums = array("I")
        self._sizes = array("I")
        self._sections: list[tuple[str, int]] = []
        self._digest = hashlib.sha256()
        self._at = file.write(bytes(HEAD.size))
        self._pages_at = self._top_sum = 0

    def section(self, name: str) -> None:
        """The blocks from here on belong to this section."""
        self._sections.append((name, len(self._sums)))

    def add(self, block: bytes) -> int:
        """Append a block; its number."""
        self._file.write(block)
        self._at += len(block)
        self._sums.append(crc32(block))
        self._sizes.append(len(block))
        self._digest.update(len(block).to_bytes(8, "little"))
        self._digest.update(block)
        return len(self._sums) - 1

    def finish(self) -> bytes:
        """Write the table of sections and the directory; a digest of all blocks."""
        ends = [first for _, first in self._sections[1:]] + [len(self._sums)]
        self.add(
            pack_table(
                [f"{name}\t{first}\t{end}" for (name, first), end in zip(self._sections, ends, strict=True)]
            )
        )
        self._pages_at = self._at
        at, sums = HEAD.size, array("I")
        for first in range(0, len(self._sums), PAGE_BLOCKS):
            sizes = self._sizes[first : first + PAGE_BLOCKS]
            page = _pack_page(at, sizes, self._sums[first : first + PAGE_BLOCKS])
            sums.append(crc32(page))
            self._at += self._file.write(page)
            at += sum(sizes)
        top = struct.pack(f"<{len(sums)}I", *sums)
        self._top_sum = crc32(top)
        self._at += self._file.write(top)
        return self._digest.digest()

    def seal(self, build_id: bytes) -> None:
        """Write the header, and everything to the disk.

        Args:
            build_id: 16 bytes that all files of one index share.
        """
        head = HEAD.pack(
            MAGIC,
            FORMAT_VERSION,
            FOLD_VERSION,
            len(self._sums),
            self._pages_at,
            self._at,
            build_id,
            self._top_sum,
            0,
        )[:-4]
        self._file.seek(0)
        self._file.write(head + crc32(head).to_bytes(4, "little"))
        self._file.flush()
        os.fsync(self._file.fileno())


def _pack_page(first: int, sizes: array[int], sums: array[int]) -> bytes:
    page, start = bytearray(PAGE_START.pack(first)), 0
    if sum(sizes) > _LONGEST_PAGE:
        raise BuildError(f"{len(sizes)} blocks of an index file take {sum(sizes):,} bytes, which is too much")
    for size, checksum in zip(sizes, sums, strict=True):
        page += struct.pack("<II", start, checksum)
        start += size
    return bytes(page) + start.to_bytes(4, "little")
