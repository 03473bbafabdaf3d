"""Many values as columns, packed into text that a page can hold. ``maps/assets/js/blocks.js`` reads it.

A block is base64 of raw deflate of three parts, one after the other:

- the length of the header, four bytes, the lowest first;
- the header, JSON in UTF-8: ``[[name, count, width, base, values], ...]``, one entry a column;
- the columns' codes, each column's in planes: the lowest byte of every code, then the next, ``width`` in all.

In each place of a column stands ``code + base``, or ``values[code]`` where there are values. A column whose
width is 0 has no codes: each value stands in its own place, or the only one in all of them.
"""

from __future__ import annotations

import base64
import json
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

__all__ = ["Column", "block", "codes", "numbers", "words"]

# Level 6 takes half as long again for a page that is hardly smaller: docs/decisions/0022-packed-columns.md.
_LEVEL = 5


class Column(NamedTuple):
    """Codes in bytes, and what they stand for."""

    name: str
    count: int
    width: int = 0
    base: int = 0
    values: list[Any] | None = None
    codes: bytes = b""


def block(columns: Iterable[Column]) -> str:
    """Columns as one block."""
    columns = list(columns)
    header = json.dumps(
        [column[:-1] for column in columns], ensure_ascii=False, separators=(",", ":")
    ).encode("utf-8", "replace")
    squeeze = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    parts = [squeeze.compress(len(header).to_bytes(4, "little")), squeeze.compress(header)]
    parts += [squeeze.compress(column.codes) for column in columns]
    parts.append(squeeze.flush())
    return base64.b64encode(b"".join(parts)).decode("ascii")


def numbers(name: str, values: Sequence[int] | NDArray[np.int64]) -> Column:
    """A column of whole numbers. Of few that repeat themselves each is listed once.

    Examples:
        >>> numbers("day", [7, 9, 8]).base, numbers("day", [7, 9, 8]).codes
        (7, b'\\x00\\x02\\x01')
        >>> numbers("day", [7, 7, 7]).width
        0
    """
    array = np.asarray(values, np.int64)
    if not len(array):
        return Column(name, 0)
    base = int(array.min())
    span = int(array.max()) - base
    if not span:
        return Column(name, len(array), base=base)
    if span > 255:
        distinct, used = np.unique(array, return_inverse=True)
        if 8 * len(distinct) < len(array) and _width(len(distinct) - 1) < _width(span):
            width = _width(len(distinct) - 1)
            return Column(name, len(array), width, 0, distinct.tolist(), _planes(used, width))
    return Column(name, len(array), _width(span), base, None, _planes(array - base, _width(span)))


def words(name: str, values: Sequence[str | None]) -> Column:
    """A column of words: each listed once, or as they come where hardly any is said twice.

    Examples:
        >>> words("place", ["Gao", "Gao", "Kidal", "Gao"]).values
        ['Gao', 'Kidal']
    """
    known: dict[str | None, int] = {}
    used = [known.setdefault(word, len(known)) for word in values]
    if len(known) > 1 and 2 * len(known) > len(values):
        return Column(name, len(values), values=list(values))
    return codes(name, used, list(known))


def codes(name: str, used: Sequence[int], values: list[Any]) -> Column:
    """A column of what is listed: where in the list each stands.

    Examples:
        >>> codes("place", [0, 0, 1, 0], ["Gao", "Kidal"]).codes
        b'\\x00\\x00\\x01\\x00'
    """
    if len(values) == 1:
        return Column(name, len(used), values=values)
    width = _width(len(values) - 1)
    return Column(name, len(used), width, 0, values, _planes(np.array(used, np.int64), width))


def _width(largest: int) -> int:
    return max((largest.bit_length() + 7) // 8, 1)


def _planes(used: NDArray[np.int64], width: int) -> bytes:
    return used.astype("<u4").view(np.uint8).reshape(-1, 4).T[:width].tobytes()
