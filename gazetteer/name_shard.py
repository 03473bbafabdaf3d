"""A shard of the names file: the keys of one stretch of the alphabet, and the places that bear them.

    head    size of the trie, number of keys
    trie    of the keys, which numbers them
    words   for each key its posting; or, where several places bear it, where their list begins
    lists   how many, then their postings, the most important place first

A posting is the record of the place in the low 24 bits; above, in four bits each, the sort of the name and
the sign of its spelling: what ranking asks of a name is there, so that texts are read for few answers. A word
whose high bits are ``LISTED`` points into the lists. ``gazetteer.build.pack`` writes it.
"""

from __future__ import annotations

import struct
import sys
from itertools import repeat
from zlib import crc32

import marisa_trie

from gazetteer.index_format import NAME_KINDS

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Final

__all__ = [
    "LISTED",
    "MOST_RECORDS",
    "NAME_KIND_OF",
    "NAME_SORTS",
    "RECORD_BITS",
    "RECORD_MASK",
    "SHARD_HEAD",
    "SIGN_BITS",
    "SORT_MASK",
    "TELLING",
    "NameShard",
    "spelling_sign",
]

#: A posting is a record's number in its low bits, and what ``NAME_SORTS`` and ``spelling_sign`` tell above.
RECORD_BITS: Final = 24
RECORD_MASK: Final = (1 << RECORD_BITS) - 1
MOST_RECORDS: Final = 1 << RECORD_BITS
LISTED: Final = 0xFF << RECORD_BITS

#: What a name is to its place; the files hold the position. An alternate that begins or ends the usual name
#: is a sort of its own; so are one of a town that is another spelling of its usual name, one that is none,
#: and a usual name with ``TELLING`` signs. ``gazetteer.build.place_names`` sorts them.
NAME_SORTS: Final = (*NAME_KINDS, "alternate: part", "alternate: akin", "alternate: unlike", "primary: signs")
#: Signs that part names or words: a name without them is no spelling of one that has them.
TELLING: Final = frozenset(",(/")
SIGN_BITS: Final = 4
SORT_MASK: Final = (1 << SIGN_BITS) - 1
#: The kind of name by what stands above the record in a posting.
NAME_KIND_OF: Final = tuple(
    NAME_SORTS[high & SORT_MASK].partition(":")[0] if high & SORT_MASK < len(NAME_SORTS) else ""
    for high in range(256)
)

SHARD_HEAD: Final = struct.Struct("<II")

_SIGNS = 15


def spelling_sign(spelling: str) -> int:
    """A number from 1 to 15 for the accents and letters of a spelling; 0 for one in plain ASCII.

    Of names with one key, those with one sign are taken for spelled alike: other accents have the same sign
    in one of 15 cases.

    Examples:
        >>> spelling_sign("San Jose"), spelling_sign("San José") == spelling_sign("SAN JOSÉ")
        (0, True)
    """
    return 0 if spelling.isascii() else 1 + crc32(spelling.casefold().encode("utf-8", "replace")) % _SIGNS


class NameShard:
    """A shard that was read.

    Args:
        data: Its bytes, checked: a marisa trie trusts them.
    """

    __slots__ = ("_trie", "_words")

    def __init__(self, data: bytes) -> None:
        size, _ = SHARD_HEAD.unpack_from(data)
        at = SHARD_HEAD.size
        self._trie = marisa_trie.Trie().frombytes(data[at : at + size])
        self._words = _words(data[at + size :])

    def postings(self, keys: Iterable[str]) -> list[tuple[int, ...]]:
        """The places that bear each of some names, the most important first; () where there is none."""
        words = self._words
        found: list[tuple[int, ...]] = []
        for number in map(self._trie.get, keys):
            if number is None:
                found.append(())
            elif (word := words[number]) < LISTED:
                found.append((word,))
            else:
                at = (word & RECORD_MASK) + 1
                found.append(tuple(words[at : at + words[at - 1]]))
        return found

    def words_of(self, keys: Sequence[str]) -> tuple[Iterator[int], memoryview]:
        """For each of many keys where its word stands, -1 where there is none; and all words and lists."""
        return map(self._trie.get, keys, repeat(-1)), self._words

    def keys(self) -> list[str]:
        """All keys in their order."""
        return sorted(self._trie)


def _words(data: bytes) -> memoryview:
    """Whole numbers of 32 bits, the lowest byte first; an array would be slow to import."""
    if sys.byteorder == "big":
        count = len(data) // 4
        data = struct.pack(f"={count}I", *struct.unpack(f"<{count}I", data))
    return memoryview(data).cast("I")
