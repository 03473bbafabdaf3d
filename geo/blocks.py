"""Files of arrays, and of bytes in blocks of which only those are unpacked that something is wanted of.

The lines of the world are five megabytes; a map of one country reads a twentieth of them. What tells which of
them is in the arrays, which stand as they are: to unpack them would take longer than all that is done with
them. Checksums turn a damaged file into an error, never into a wrong number: of a block when it is first
read.
"""

from __future__ import annotations

import json
import struct
import zlib
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from geo.errors import GeoDataError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    import numpy.typing as npt

    Bytes = npt.NDArray[np.uint8]
    Places = npt.NDArray[np.integer]

__all__ = ["Blocks", "Parts", "packed_parts", "parts_of"]

# Blocks of this size pack as well as the whole does.
_BLOCK = 1 << 14
_SIZE = struct.Struct("<I")
_HEAD = struct.Struct("<II")  # its length and its checksum
_WORD = 8  # numpy is slower with numbers that do not begin at a multiple of their own size


class Parts(NamedTuple):
    """What ``packed_parts`` packed."""

    header: dict[str, Any]
    arrays: dict[str, npt.NDArray[Any]]
    blocks: Blocks


def packed_parts(header: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any]], blocks: Blocks) -> bytes:
    """The bytes of a header of JSON, arrays and blocks. The same parts give the same bytes.

    Args:
        header: Anything but ``arrays`` and ``length``.
        arrays: Arrays of one dimension, little-endian.
        blocks: All the rest.

    Examples:
        >>> import numpy as np
        >>> rank, names = np.array([3, 5], "<u1"), Blocks.of(b"MaliNiger")
        >>> packed = packed_parts({"source": "Natural Earth"}, {"rank": rank}, names)
        >>> header, arrays, blocks = parts_of(packed, "some.bin")
        >>> header["source"], arrays["rank"].tolist(), blocks.ranges(np.array([4]), np.array([9])).tobytes()
        ('Natural Earth', [3, 5], b'Niger')
    """
    import numpy as np

    stored = {**arrays, "blocks": np.array(blocks.sizes, "<u4")}
    told = {name: (array.dtype.str, len(array)) for name, array in stored.items()}
    text = json.dumps(
        {**header, "arrays": told, "length": len(blocks)}, ensure_ascii=False, separators=(",", ":")
    )
    named = zlib.compress(text.encode(), 9)
    pieces = [_SIZE.pack(len(named)) + named, *(array.tobytes() for array in stored.values())]
    head = b"".join(piece + bytes(-len(piece) % _WORD) for piece in pieces)
    return b"".join([_HEAD.pack(len(head), zlib.crc32(head)), head, blocks.packed])


def parts_of(packed: bytes | memoryview, source: str) -> Parts:
    """The parts that ``packed_parts`` packed.

    Args:
        packed: What it gave.
        source: The name of the file, for errors of its blocks.

    Raises:
        ValueError, KeyError, struct.error, zlib.error: If the bytes are damaged.
    """
    import numpy as np

    size, checksum = _HEAD.unpack_from(packed)
    end = _HEAD.size + size
    head, blocks = bytes(packed[_HEAD.size : end]), memoryview(packed)[end:]
    if zlib.crc32(head) != checksum:
        raise ValueError("its checksum is another")
    (size,) = _SIZE.unpack_from(head)
    at = _SIZE.size + size
    header = json.loads(zlib.decompress(head[_SIZE.size : at]))
    arrays: dict[str, npt.NDArray[Any]] = {}
    for name, (kind, count) in header.pop("arrays").items():
        at += -at % _WORD
        arrays[name] = np.frombuffer(head, kind, count, at)
        at += arrays[name].nbytes
    return Parts(header, arrays, Blocks(blocks, arrays.pop("blocks").tolist(), header.pop("length"), source))


class Blocks:
    """Bytes in blocks.

    Attributes:
        packed: The streams of the blocks, one after another.
        sizes: Length of each stream.

    Examples:
        >>> import numpy as np
        >>> blocks = Blocks.of(bytes(range(256)) * 1000)
        >>> blocks.ranges(np.array([3, 200_000]), np.array([5, 200_002])).tolist()
        [3, 4, 64, 65]
    """

    __slots__ = ("_data", "_ends", "_ready", "_source", "packed", "sizes")

    def __init__(self, packed: bytes | memoryview, sizes: Sequence[int], length: int, source: str) -> None:
        """Take the streams of a file, which are unpacked when they are asked for.

        Args:
            packed: The streams.
            sizes: Length of each stream.
            length: Length of all bytes together when they are unpacked.
            source: The name of the file, for errors.

        Raises:
            ValueError: If there are not as many bytes or streams as there should be.
        """
        import numpy as np

        self.packed, self.sizes, self._source = memoryview(packed), sizes, source
        if len(packed) != sum(sizes) or len(sizes) != -(-length // _BLOCK):
            raise ValueError(f"{len(packed)} bytes in {len(sizes)} blocks, not {sum(sizes)} of {length}")
        self._ends = list(accumulate(sizes))
        self._data, self._ready = np.empty(length, np.uint8), np.zeros(len(sizes), bool)

    def __len__(self) -> int:
        return len(self._data)

    @classmethod
    def of(cls, data: bytes) -> Self:
        """Pack some bytes."""
        streams = [zlib.compress(data[start : start + _BLOCK], 9) for start in range(0, len(data), _BLOCK)]
        return cls(b"".join(streams), list(map(len, streams)), len(data), "what was packed")

    def ranges(self, starts: Places, ends: Places) -> Bytes:
        """The bytes from each start up to its end, one range after another.

        Raises:
            GeoDataError: If a block is damaged.
        """
        import numpy as np

        count = len(self._ready)
        first, last = starts // _BLOCK, (ends + _BLOCK - 1) // _BLOCK
        # Up where ranges begin, down where they end: above nought between.
        inside = np.bincount(first, minlength=count + 1) - np.bincount(last, minlength=count + 1)
        for block in np.flatnonzero((np.cumsum(inside)[:count] > 0) & ~self._ready).tolist():
            self._unpack(block)
        data = self._data
        pieces = [data[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        return np.concatenate(pieces) if pieces else data[:0]

    def _unpack(self, block: int) -> None:
        import numpy as np

        start, end = self._ends[block - 1] if block else 0, self._ends[block]
        try:
            raw = np.frombuffer(zlib.decompress(self.packed[start:end]), np.uint8)
            self._data[block * _BLOCK : (block + 1) * _BLOCK] = raw
        except (ValueError, zlib.error) as error:
            raise GeoDataError(f"{self._source} cannot be read ({error}); install Dateline again") from error
        self._ready[block] = True
