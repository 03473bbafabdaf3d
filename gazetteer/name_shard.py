"""A shard of the names file: the keys of one stretch of the alphabet, and the places that bear them.

    head    size of the trie, number of keys
    trie    of the keys, which numbers them
    words   for each key its posting; or, where several places bear it, where their list begins
    lists   how many, then their postings, the most important place first

A posting is the record of the place in the low 24 bits and the kind of the name above. A word whose high bits
are ``LISTED`` points into the lists. ``gazetteer.build.pack`` writes it.
"""

from __future__ import annotations

import struct
from typing import Final

import marisa_trie

__all__ = ["LISTED", "MOST_RECORDS", "RECORD_BITS", "RECORD_MASK", "SHARD_HEAD", "NameShard"]

#: A posting is a record's number in its low bits and a kind of name above.
RECORD_BITS: Final = 24
RECORD_MASK: Final = (1 << RECORD_BITS) - 1
MOST_RECORDS: Final = 1 << RECORD_BITS
LISTED: Final = 0xFF << RECORD_BITS

SHARD_HEAD: Final = struct.Struct("<II")

_WORD = struct.Struct("<I")


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
        self._words = data[at + size :]

    def postings(self, key: str) -> tuple[int, ...]:
        """The places that bear a name, the most important first; () if there is none."""
        number = self._trie.get(key)
        if number is None:
            return ()
        words = self._words
        (word,) = _WORD.unpack_from(words, 4 * number)
        if word < LISTED:
            return (word,)
        at = 4 * (word & RECORD_MASK)
        (count,) = _WORD.unpack_from(words, at)
        return struct.unpack_from(f"<{count}I", words, at + 4)

    def keys(self) -> list[str]:
        """All keys in their order."""
        return sorted(self._trie)
