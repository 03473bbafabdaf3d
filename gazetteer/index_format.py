"""The files of an index: blocks with checksums in a memory-mapped container.

Both files of an index have one layout: a header, a directory with one entry for each block, the blocks.
Opening reads and checks header and directory; a block is checked when it is first read, so an answer costs
the few blocks that it needs and a damaged byte is found before it can become a wrong answer.
``docs/decisions/0003-index-format.md`` says why it is so.
"""

from __future__ import annotations

import mmap
import struct
from typing import TYPE_CHECKING, Final, NamedTuple
from zlib import crc32

from gazetteer.errors import DamagedIndexError, IndexNotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.place import Kind

__all__ = [
    "BLOCK_RECORDS",
    "FORMAT_VERSION",
    "KINDS",
    "MANIFEST",
    "NAMES_FILE",
    "NO_PARENT",
    "PLACES_FILE",
    "RECORD",
    "RECORD_BITS",
    "SHARD_HEAD",
    "BlockFile",
    "Record",
    "pack_blocks",
    "pack_table",
    "unpack_table",
]

FORMAT_VERSION: Final = 1
MANIFEST: Final = "manifest.json"
NAMES_FILE: Final = "names.bin"
PLACES_FILE: Final = "places.bin"

#: Kinds of places; a record holds the position.
KINDS: Final[tuple[Kind, ...]] = ("city", "admin1", "admin2", "country", "natural", "region", "other")

#: Records in one block of the places file.
BLOCK_RECORDS: Final = 128

#: A record that no other record holds.
NO_PARENT: Final = 0xFFFFFFFF

#: Number, longitude and latitude in 1e-7 degrees, population, extent in metres, parent record; offsets into
#: the block's texts of name, identifier and codes; country, feature code, kind, source, sharing countries.
RECORD: Final = struct.Struct("<IiiIIIHHH2sHBBH")

#: A posting is a record's number in its low bits and a name tag's above.
RECORD_BITS: Final = 20

#: Sizes of the two tries of a shard, number of its keys, number of its postings.
SHARD_HEAD: Final = struct.Struct("<IIII")

# Magic (with the line ends that a text-mode copy would change), format version, version of ``fold``, number
# of blocks, size of the file, digest of the whole index, checksum of this header with the directory.
_HEAD = struct.Struct("<8sHHIQ16sI")
_MAGIC = b"DLGAZ\r\n\x1a"
_ENTRY = struct.Struct("<QII")  # offset, length, checksum


class Record(NamedTuple):
    """The fields of ``RECORD`` as they stand in the file."""

    number: int
    lon_e7: int
    lat_e7: int
    population: int
    extent_m: int
    parent: int
    name_at: int
    id_at: int
    codes_at: int
    country: bytes
    feature: int
    kind: int
    source: int
    shared: int


class BlockFile:
    """One file of an index, mapped into memory and checked block by block as it is read.

    Args:
        path: The file.
        fold_version: The version of ``gazetteer.names.fold`` that the caller searches with.

    Raises:
        IndexNotFoundError: If the file does not exist.
        DamagedIndexError: If it is cut, changed, or of another version.
    """

    __slots__ = ("_checked", "_data", "_path", "build_id", "count")

    def __init__(self, path: str, fold_version: int) -> None:
        self._path = path
        self._data = _map(path)
        self._checked: set[int] = set()
        self.count, self.build_id = self._read_head(fold_version)

    def _read_head(self, fold_version: int) -> tuple[int, bytes]:
        if len(self._data) < _HEAD.size:
            raise self.damaged("it is shorter than its header")
        magic, version, folded, count, size, build_id, checksum = _HEAD.unpack_from(self._data)
        if magic != _MAGIC:
            raise self.damaged("it does not begin as an index file does")
        if version != FORMAT_VERSION:
            newer = "update Dateline or " if version > FORMAT_VERSION else ""
            raise DamagedIndexError(
                f"{self._path} has index format {version}, this Dateline reads format {FORMAT_VERSION}; "
                f"{newer}rebuild the index"
            )
        if size != len(self._data):
            raise self.damaged(f"it has {len(self._data)} bytes and should have {size}")
        end = _HEAD.size + count * _ENTRY.size
        if end > size:
            raise self.damaged("its directory runs past its end")
        start = _HEAD.size - 4
        if crc32(self._data[_HEAD.size : end], crc32(self._data[:start])) != checksum:
            raise self.damaged("its header does not match its checksum")
        if folded != fold_version:
            raise DamagedIndexError(
                f"{self._path} was built with version {folded} of the search key, this Dateline uses version "
                f"{fold_version}; rebuild the index"
            )
        return count, build_id

    def damaged(self, what: str) -> DamagedIndexError:
        """The error for this file, saying what is wrong and what to do."""
        return DamagedIndexError(f"{self._path} is damaged: {what}; reinstall Dateline or rebuild the index")

    def span(self, block: int) -> tuple[int, int]:
        """Offset and length of a block whose checksum holds.

        Raises:
            DamagedIndexError: If the block is not there or its bytes have changed.
        """
        if not 0 <= block < self.count:
            raise self.damaged(f"block {block} is asked for and it has {self.count}")
        offset, length, checksum = _ENTRY.unpack_from(self._data, _HEAD.size + block * _ENTRY.size)
        if block not in self._checked:
            if offset + length > len(self._data) or crc32(self._data[offset : offset + length]) != checksum:
                raise self.damaged(f"block {block} does not match its checksum")
            self._checked.add(block)
        return offset, length

    def block(self, block: int) -> bytes:
        """The bytes of a block.

        Raises:
            DamagedIndexError: If the block is not there or its bytes have changed.
        """
        offset, length = self.span(block)
        return self._data[offset : offset + length]

    @property
    def data(self) -> mmap.mmap:
        """The mapped file, for reading within a ``span``."""
        return self._data


def _map(path: str) -> mmap.mmap:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - pathlib costs more to import than a first answer
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError:
        raise IndexNotFoundError(f"{path} does not exist; reinstall Dateline or rebuild the index") from None
    except (OSError, ValueError) as error:  # ValueError: an empty file cannot be mapped
        what = f"{path} cannot be read: {error}; reinstall Dateline or rebuild the index"
        raise DamagedIndexError(what) from error


def pack_blocks(blocks: Sequence[bytes], build_id: bytes, fold_version: int) -> bytes:
    """The bytes of a file that holds the blocks.

    Args:
        blocks: The content.
        build_id: 16 bytes that all files of one index share.
        fold_version: The version of ``gazetteer.names.fold`` that made the keys.

    Examples:
        >>> len(pack_blocks([b"Kidal"], bytes(16), 1))
        65
    """
    offset = _HEAD.size + len(blocks) * _ENTRY.size
    size = offset + sum(map(len, blocks))
    directory = bytearray()
    for block in blocks:
        directory += _ENTRY.pack(offset, len(block), crc32(block))
        offset += len(block)
    head = _HEAD.pack(_MAGIC, FORMAT_VERSION, fold_version, len(blocks), size, build_id, 0)[:-4]
    checksum = crc32(directory, crc32(head)).to_bytes(4, "little")
    return b"".join((head, checksum, directory, *blocks))


def pack_table(rows: Sequence[str]) -> bytes:
    """A list of short texts as a block of its own; ``unpack_table`` reads it.

    Examples:
        >>> unpack_table(pack_table(["P.PPL", "", "P.PPLA"]))
        ['P.PPL', '', 'P.PPLA']
    """
    return "\n".join(rows).encode()


def unpack_table(block: bytes) -> list[str]:
    """The list that ``pack_table`` made a block of."""
    return block.decode().split("\n")
