"""Many values as columns, packed into text that a page can hold. ``maps/assets/js/blocks.js`` reads it.

A block is raw deflate of three parts, one after the other:

- the length of the header, four bytes, the lowest first;
- the header, JSON in UTF-8: ``[[name, count, width, base, values], ...]``, one entry a column;
- the columns' codes, each column's in planes: the lowest byte of every code, then the next, ``width`` in all.

In each place of a column stands ``code + base``, or ``values[code]`` where there are values. A column whose
width is 0 has no codes: each value stands in its own place, or the only one in all of them.

Its bytes are written as text as ``text`` says, which is 8 % shorter than base64.
"""

from __future__ import annotations

import functools
import json
import zlib
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from maps.grouped import Coded, coded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

__all__ = ["QUICK", "THOROUGH", "Column", "block", "codes", "deflated", "numbers", "text", "words"]

#: How hard zlib tries. Long texts become a sixteenth smaller by the thorough way, numbers do not at all.
THOROUGH, QUICK = 6, 5
# Whether words repeat themselves shows in the first of them.
_SAMPLE = 2_000
# A sign that stands between texts, and what JSON writes in another way than it is.
_BETWEEN = "\x1e"
_ESCAPES = ((b"\\", rb"\\"), (b'"', rb"\""), (b"\n", rb"\n"), (b"\r", rb"\r"), (b"\t", rb"\t"))
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Column(NamedTuple):
    """Codes in bytes, and what they stand for."""

    name: str
    size: int
    width: int = 0
    base: int = 0
    values: list[Any] | None = None
    codes: bytes = b""


def block(columns: Iterable[Column]) -> bytes:
    """Columns as one block, before it is deflated."""
    columns = list(columns)
    # In pieces until the last: texts are long, and to copy them takes as long as to look for escapes in them.
    pieces = list(chain.from_iterable((b",", *_described(column)) for column in columns))
    header = [b"[", *pieces[1:], b"]"]
    size = sum(map(len, header)).to_bytes(4, "little")
    return b"".join([size, *header, *(column.codes for column in columns)])


def deflated(block: bytes, level: int = THOROUGH) -> bytes:
    """The block as the page holds it. Other threads run meanwhile: it is one call that needs no Python."""
    return zlib.compress(block, level, -zlib.MAX_WBITS)


def _described(column: Column) -> list[bytes]:
    """A column without its codes, as pieces of JSON."""
    *about, values = column[:-1]
    return [_json(about)[:-1].encode(), b",", *_listed(values), b"]"]


def _listed(values: list[Any] | None) -> list[bytes]:
    r"""Values as pieces of JSON. Texts are written as one, which takes a fifth of the time.

    Examples:
        >>> b"".join(_listed(["Kidal", 'a "camp"']))
        b'["Kidal","a \\"camp\\""]'
    """
    if values and set(map(type, values)) == {str}:
        quotes = 2 * (len(values) - 1)
        whole = '","'.join(values).encode("utf-8", "replace")
        if whole.count(b'"') == quotes and b"\\" not in whole and _lowest(whole) >= 0x20:
            return [b'["', whole, b'"]']
        whole = _BETWEEN.join(values).encode("utf-8", "replace")
        for sign, escaped in _ESCAPES:
            whole = whole.replace(sign, escaped)
        # No other controls, which JSON has other ways to write, and none that is the sign itself.
        if np.count_nonzero(np.frombuffer(whole, np.uint8) < 0x20) == len(values) - 1:
            return [b'["', whole.replace(_BETWEEN.encode(), b'","'), b'"]']
    return [_json(values).encode("utf-8", "replace")]


def _lowest(content: bytes) -> int:
    """The lowest of some bytes, which tells whether there are controls among them."""
    return int(np.frombuffer(content, np.uint8).min(initial=0xFF))


def text(content: bytes) -> str:
    r"""Bytes as text that can stand in a script element: two characters of 91 for each 13 bits.

    Bits count from the highest of the first byte; the last group is filled up with noughts, and if these make
    a byte too many one ``!`` follows. The characters are those of ASCII from ``!`` to ``~`` without ``<``,
    ``&`` and ``\``.

    Examples:
        >>> text(b"\x00\x08Kidal")
        '!"$?^63-gR!'
    """
    groups = -(-8 * len(content) // 13)
    octets = np.zeros(-(-groups // 8) * 13, np.uint8)
    octets[: len(content)] = np.frombuffer(content, np.uint8)
    rows = octets.reshape(-1, 13).astype(np.uint32).T
    pairs = np.empty((rows.shape[1], 8), np.uint16)
    for group in range(8):
        first, ahead = divmod(13 * group, 8)
        window = rows[first] << 16 | rows[first + 1] << 8
        if first + 2 < 13:
            window |= rows[first + 2]
        pairs[:, group] = _pairs()[window >> (11 - ahead) & 0x1FFF]
    surplus = groups * 13 // 8 > len(content)
    return pairs.tobytes()[: 2 * groups].decode("ascii") + "!" * surplus


@functools.cache
def _pairs() -> NDArray[np.uint16]:
    """The two characters of each number of 13 bits, as the two bytes of a number."""
    signs = np.array([sign for sign in range(0x21, 0x7F) if chr(sign) not in "<&\\"], np.uint8)
    numbers = np.arange(2**13)
    return np.stack([signs[numbers // 91], signs[numbers % 91]], axis=1).reshape(-1).view(np.uint16)


def numbers(name: str, values: Sequence[int] | NDArray[np.int64]) -> Column:
    r"""A column of whole numbers. Of few that repeat themselves each is listed once.

    Examples:
        >>> numbers("day", [7, 9, 8]).base, numbers("day", [7, 9, 8]).codes
        (7, b'\x00\x02\x01')
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
        distinct, used = _ranked(array, base, span)
        if 8 * len(distinct) < len(array) and _width(len(distinct) - 1) < _width(span):
            width = _width(len(distinct) - 1)
            return Column(name, len(array), width, 0, distinct.tolist(), _planes(used, width))
    return Column(name, len(array), _width(span), base, None, _planes(array - base, _width(span)))


def _ranked(array: NDArray[np.int64], base: int, span: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Numbers each once and in order, and where among them each is, as ``numpy.unique`` has it."""
    if span > 4 * len(array):
        return np.unique(array, return_inverse=True)
    # To mark which there are takes a tenth of the time that sorting does.
    there = np.zeros(span + 1, bool)
    there[array - base] = True
    return np.flatnonzero(there) + base, (np.cumsum(there) - 1)[array - base]


def words(name: str, values: Sequence[str | None]) -> Column:
    """A column of words: each listed once, or as they come where hardly any is said twice.

    Examples:
        >>> words("place", ["Gao", "Gao", "Kidal", "Gao"]).values
        ['Gao', 'Kidal']
    """
    # The last of them tells of nearly all columns that they are not all the same.
    if not isinstance(values, Coded):
        if values and values[0] == values[-1] and values.count(values[0]) == len(values):
            return codes(name, values, [values[0]])
        if len(values) > _SAMPLE and len(set(values[:_SAMPLE])) > _SAMPLE // 2:
            return Column(name, len(values), values=list(values))
    found = coded(values)
    distinct = len(found.values)
    # Codes count up as new values come: the highest tells how many there are.
    many = len(found) > _SAMPLE and found.used[:_SAMPLE].max() >= _SAMPLE // 2
    if distinct > 1 and (many or 2 * distinct > len(values)):
        return Column(name, len(values), values=list(values))
    return codes(name, found.used, found.values)


def codes(name: str, used: Sequence[Any] | NDArray[np.int64], values: list[Any]) -> Column:
    r"""A column of what is listed: where in the list each stands.

    Examples:
        >>> codes("place", [0, 0, 1, 0], ["Gao", "Kidal"]).codes
        b'\x00\x00\x01\x00'
    """
    if len(values) < 2:
        return Column(name, len(used), values=values)
    width = _width(len(values) - 1)
    return Column(name, len(used), width, 0, values, _planes(np.asarray(used, np.int64), width))


def _width(largest: int) -> int:
    return max((largest.bit_length() + 7) // 8, 1)


def _planes(used: NDArray[np.int64], width: int) -> bytes:
    return used.astype("<u4").view(np.uint8).reshape(-1, 4).T[:width].tobytes()
