"""Text files, plain or in an archive, as stretches of whole lines that tasks read by themselves."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CHUNK_BYTES", "Stretch", "read_stretch", "stretches", "unpacked"]

#: About 75,000 rows of GeoNames: enough that a task is worth its start, few enough to hold in memory.
CHUNK_BYTES: Final = 8 << 20
_BLOCK: Final = 1 << 20
_BOM: Final = b"\xef\xbb\xbf"
# A quote that nobody closes must not make the whole file one record.
_MOST_OF_A_RECORD: Final = 4 * CHUNK_BYTES


class Stretch(NamedTuple):
    """Whole lines of a file, from an offset to another."""

    path: str
    start: int
    end: int


def read_stretch(stretch: Stretch) -> bytes:
    """The bytes of a stretch, without a byte order mark."""
    with open(stretch.path, "rb") as file:  # noqa: PTH123 - a path as text
        file.seek(stretch.start)
        data = file.read(stretch.end - stretch.start)
    return data[len(_BOM) :] if stretch.start == 0 and data.startswith(_BOM) else data


def stretches(path: str, *, start: int = 0, quoted: bool = False) -> Iterator[Stretch]:
    """The file in stretches of about ``CHUNK_BYTES``.

    Args:
        path: A plain text file.
        start: Where to begin.
        quoted: Whether a line may end inside quotes, as in CSV: such an end does not count.
    """
    size = Path(path).stat().st_size
    with open(path, "rb") as file:  # noqa: PTH123 - a path as text
        while start < size:
            end = _whole_lines(file, start, size, quoted=quoted)
            yield Stretch(path, start, end)
            start = end


def _whole_lines(file: BinaryIO, start: int, size: int, *, quoted: bool) -> int:
    length = CHUNK_BYTES
    while start + length < size:
        file.seek(start)
        data = file.read(length)
        end = _last_end(data, quoted=quoted and length < _MOST_OF_A_RECORD)
        if end:
            return start + end
        length *= 2
    return size


def _last_end(data: bytes, *, quoted: bool) -> int:
    """Behind the last end of a line, 0 if there is none; behind an odd number of quotes it is none."""
    end = len(data)
    quotes = data.count(b'"') if quoted else 0
    while end > 0:
        at = data.rfind(b"\n", 0, end)
        if quoted:
            quotes -= data.count(b'"', max(at, 0), end)
        if at < 0 or quotes % 2 == 0:
            return at + 1
        end = at
    return 0


def unpacked(archive: str, member: str, target: str) -> Iterator[Stretch]:
    """A member of a zip archive, unpacked into a file; stretches are told as soon as they are there."""
    start = at = 0
    with zipfile.ZipFile(archive) as source, source.open(member) as packed, open(target, "wb") as file:  # noqa: PTH123
        while block := packed.read(_BLOCK):
            file.write(block)
            at += len(block)
            whole = block.rfind(b"\n") + 1
            if whole and at - start >= CHUNK_BYTES:
                file.flush()
                end = at - len(block) + whole
                yield Stretch(target, start, end)
                start = end
    if start < at:
        yield Stretch(target, start, at)
