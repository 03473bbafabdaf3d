"""The files of an index: blocks with checksums in a container, read piece by piece.

Every file of an index has one layout: a header, the blocks, a directory in pages, checksums of the pages.
Opening reads and checks the header and the checksums of the pages; a page and a block are checked when they
are first read, so an answer costs the few blocks that it needs, and a damaged byte is found before it can
become a wrong answer. Blocks stand in named sections; the last block is the table of sections.
``docs/decisions/0006-index-format-2.md`` says why it is so.
"""

from __future__ import annotations

import os
import struct
from zlib import crc32

from gazetteer.errors import DamagedIndexError, IndexNotFoundError
from gazetteer.kept import Kept

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Final

    from gazetteer.place import Kind

__all__ = [
    "FORMAT_VERSION",
    "FUZZY_FILE",
    "HEAD",
    "KINDS",
    "MAGIC",
    "MANIFEST",
    "NAMES_FILE",
    "NAME_KINDS",
    "PAGE_BLOCKS",
    "PAGE_ENTRY",
    "PAGE_START",
    "PLACES_FILE",
    "BlockFile",
    "pack_table",
    "page_size",
    "unpack_table",
]

FORMAT_VERSION: Final = 3
MANIFEST: Final = "manifest.json"
NAMES_FILE: Final = "names.bin"
PLACES_FILE: Final = "places.bin"
FUZZY_FILE: Final = "fuzzy.bin"

#: Kinds of places; the files hold the position.
KINDS: Final[tuple[Kind, ...]] = ("city", "admin1", "admin2", "country", "natural", "region", "other")

#: Kinds of names; the files hold the position.
NAME_KINDS: Final = (
    "primary", "ascii", "alternate", "curated", "historic", "demonym", "code", "short", "abbreviation",
    "preferred",
)  # fmt: skip

#: Magic (with the line ends that a text-mode copy would change), format version, version of ``fold``, number
#: of blocks, offset of the directory, size of the file, build of the index, checksum of the pages' checksums,
#: checksum of this header.
HEAD: Final = struct.Struct("<8sHHIQQ16sII")
MAGIC: Final = b"DLGAZ\r\n\x1a"

#: A page of the directory tells of this many blocks: the offset of the first, then for each block its start
#: from there and its checksum, then the end of the last.
PAGE_BLOCKS: Final = 256
PAGE_START: Final = struct.Struct("<Q")
PAGE_ENTRY: Final = struct.Struct("<III")  # start and checksum of a block, start of the next
_ENTRY_STEP = 8
_MOST_PAGES = 1_024


class BlockFile:
    """One file of an index, read and checked block by block.

    Args:
        path: The file.
        fold_version: The version of ``gazetteer.names.fold`` that the caller searches with.

    Attributes:
        path: The file.
        count: How many blocks it has.
        build_id: 16 bytes that all files of one index share.
        sections: The numbers of each section's blocks, by its name.

    Raises:
        IndexNotFoundError: If the file does not exist.
        DamagedIndexError: If it is cut, changed, or of another version.
    """

    __slots__ = ("_file", "_pages", "build_id", "count", "path", "sections")

    def __init__(self, path: str, fold_version: int) -> None:
        self.path = path
        self._file = _open(path)
        self.count, pages_at, self.build_id, top_sum = self._read_head(fold_version)
        directory = _Directory(self._file, path, self.count, pages_at, top_sum)
        self._pages = Kept(directory.page, most=_MOST_PAGES)
        self.sections = self._read_sections()

    def _read_head(self, fold_version: int) -> tuple[int, int, bytes, int]:
        head = self._file.read(0, HEAD.size)
        if len(head) < HEAD.size:
            raise self.damaged("it is shorter than its header")
        magic, version, folded, count, pages_at, size, build_id, top_sum, checksum = HEAD.unpack(head)
        if magic != MAGIC:
            raise self.damaged("it does not begin as an index file does")
        if version != FORMAT_VERSION:
            newer = "update Dateline or " if version > FORMAT_VERSION else ""
            raise DamagedIndexError(
                f"{self.path} has index format {version}, this Dateline reads format {FORMAT_VERSION}; "
                f"{newer}rebuild the index"
            )
        if crc32(head[:-4]) != checksum:
            raise self.damaged("its header does not match its checksum")
        if size != self._file.size:
            raise self.damaged(f"it has {self._file.size} bytes and should have {size}")
        if folded != fold_version:
            raise DamagedIndexError(
                f"{self.path} was built with version {folded} of the search key, this Dateline uses version "
                f"{fold_version}; rebuild the index"
            )
        return count, pages_at, build_id, top_sum

    def _read_sections(self) -> dict[str, range]:
        rows = (row.split("\t") for row in unpack_table(self.block(self.count - 1)))
        return {name: range(int(first), int(end)) for name, first, end in rows}

    def damaged(self, what: str) -> DamagedIndexError:
        """The error for this file, saying what is wrong and what to do."""
        return _damaged(self.path, what)

    def block(self, number: int) -> bytes:
        """The bytes of a block, checked.

        Raises:
            DamagedIndexError: If the block is not there or its bytes have changed.
        """
        if not 0 <= number < self.count:
            raise self.damaged(f"block {number} is asked for and it has {self.count}")
        page, at = self._pages[number // PAGE_BLOCKS], number % PAGE_BLOCKS
        start, checksum, end = PAGE_ENTRY.unpack_from(page, PAGE_START.size + at * _ENTRY_STEP)
        (first,) = PAGE_START.unpack_from(page)
        content = self._file.read(first + start, end - start)
        if crc32(content) != checksum:
            raise self.damaged(f"block {number} does not match its checksum")
        return content

    def only(self, section: str) -> bytes:
        """The bytes of a section that is one block.

        Raises:
            DamagedIndexError: If there is no such section or its bytes have changed.
        """
        if section not in self.sections:
            raise self.damaged(f"it has no section {section!r}, as if it were another file of an index")
        return self.block(self.sections[section][0])

    def check(self) -> None:
        """Read and check every block.

        Raises:
            DamagedIndexError: If one has changed.
        """
        for number in range(self.count):
            self.block(number)


class _Directory:
    """The directory of a file, in pages that are checked when they are read."""

    __slots__ = ("_at", "_count", "_file", "_path", "_sums")

    def __init__(self, file: _Pread | _Mapped, path: str, count: int, at: int, checksum: int) -> None:
        self._file, self._path, self._count, self._at = file, path, count, at
        pages = -(-count // PAGE_BLOCKS)
        sums = file.read(file.size - 4 * pages, 4 * pages)
        if crc32(sums) != checksum:
            raise _damaged(path, "its directory does not match its checksum")
        self._sums = struct.unpack(f"<{pages}I", sums)

    def page(self, number: int) -> bytes:
        first = number * PAGE_BLOCKS
        start, blocks = self._at + number * page_size(PAGE_BLOCKS), min(PAGE_BLOCKS, self._count - first)
        page = self._file.read(start, page_size(blocks))
        if crc32(page) != self._sums[number]:
            what = f"the directory of its blocks from {first} does not match its checksum"
            raise _damaged(self._path, what)
        return page


class _Pread:
    """A file read with ``pread``.

    A map would count every page that was ever read as memory of the process, and a file that is cut under it
    would end the process instead of raising an error.
    """

    __slots__ = ("_number", "_path", "size")

    def __init__(self, path: str, number: int) -> None:
        self._path, self._number = path, number
        self.size = os.fstat(number).st_size

    def read(self, start: int, size: int) -> bytes:
        try:
            return os.pread(self._number, size, start)
        except OSError as error:
            raise _unreadable(self._path, error) from error

    def __del__(self, close: Callable[[int], None] = os.close) -> None:
        close(self._number)  # bound above: at the end of the process the module may be gone


class _Mapped:
    """A file read through a map, where the system has no ``pread``."""

    __slots__ = ("_data", "size")

    def __init__(self, path: str, number: int) -> None:
        import mmap

        try:
            self._data = mmap.mmap(number, 0, access=mmap.ACCESS_READ)
        except ValueError as error:  # an empty file cannot be mapped
            raise _unreadable(path, error) from error
        finally:
            os.close(number)
        self.size = len(self._data)

    def read(self, start: int, size: int) -> bytes:
        return self._data[start : start + size]


def _open(path: str) -> _Pread | _Mapped:
    try:
        number = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
    except FileNotFoundError:
        raise IndexNotFoundError(f"{path} does not exist; reinstall Dateline or rebuild the index") from None
    except OSError as error:
        raise _unreadable(path, error) from error
    return _Pread(path, number) if hasattr(os, "pread") else _Mapped(path, number)


def _damaged(path: str, what: str) -> DamagedIndexError:
    return DamagedIndexError(f"{path} is damaged: {what}; reinstall Dateline or rebuild the index")


def _unreadable(path: str, error: Exception) -> DamagedIndexError:
    return DamagedIndexError(f"{path} cannot be read: {error}; reinstall Dateline or rebuild the index")


def page_size(blocks: int) -> int:
    """Bytes of a page of the directory."""
    return PAGE_START.size + blocks * _ENTRY_STEP + 4


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
