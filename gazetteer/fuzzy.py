"""Near names: the keys of an index that a misspelled one may stand for.

An answer is found by its consonants. The file groups keys by their outlines or skeletons
(``gazetteer.skeleton``), which most misspellings leave as they are. For the others, every outline or skeleton
that is one edit away is made, and the sketch tells which of them there are, so that few groups are read. What
is read is weighed with ``gazetteer.edits``. ``docs/decisions/0007-fuzzy-search.md`` has the figures.
"""

from __future__ import annotations

import itertools
import os
import zlib
from bisect import bisect_right
from zlib import crc32

from gazetteer.articles import without_article
from gazetteer.edits import COSTS, article_cost, distance, most_cost, most_edits
from gazetteer.errors import DamagedIndexError
from gazetteer.fuzzy_format import (
    FIRSTS,
    GROUP,
    KEY,
    LONGEST_SHORT,
    MOST_BY_KEY,
    SPREAD,
    START,
    START_LENGTH,
    mark,
    signature,
)
from gazetteer.index_format import BlockFile, unpack_table
from gazetteer.kept import Kept
from gazetteer.names import FOLD_VERSION
from gazetteer.neighbours import article_changed, half_edits, long_edits, one_edit, outline_edits
from gazetteer.skeleton import SKELETON_VERSION, has_letters, outline, script_of, skeleton
from geo.tuples import NamedTuple

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


__all__ = ["Fuzzy", "Near"]

_MOST_KEPT_PARTS = 128
_MOST_KEPT_FIRSTS = 128
# Longer keys are whole sentences: nothing is near them.
_LONGEST_ASKED = 64
# What is the least that a second edit costs: with less to spare, one full edit is all that a key can have.
_LEAST_BESIDE = 0.3
# Questions that may cost as much may have two full edits, or nearly.
_LEAST_FOR_TWO = 1.6
# Outlines with so few consonants are borne by crowds.
_MOST_CROWDED = 2
_SKETCH_HEAD = 8
# After every letter.
_LAST = "\U0010ffff"
# Bounds of the work for one answer, reached by names in crowds: groups and keys read, keys weighed.
_MOST_GROUPS = 50
_MOST_READ = 800
_MOST_FAR_PARTS = 20
_MOST_WEIGHED = 40


class Near(NamedTuple):
    """A key that is near the one asked for.

    Attributes:
        key: The key; ``Index.find`` gives its places.
        distance: Letters left out, put in or exchanged, or neighbours swapped.
        cost: The same by how likely each is: less than 1 for what transliterations and hands often change.
    """

    key: str
    distance: int
    cost: float


class _Part(NamedTuple):
    """Groups of keys, each as one text, and a byte of the mark of each signature."""

    marks: bytes
    groups: Sequence[str]


class Fuzzy:
    """The near names of an index, open for reading. ``Fuzzy.open`` makes one.

    Every method raises ``DamagedIndexError`` where the bytes that it needs have changed.
    """

    __slots__ = ("_bits", "_file", "_first_blocks", "_first_part", "_parts", "_sketch", "_tops")

    def __init__(self, file: BlockFile) -> None:
        if file.only("version") != str(SKELETON_VERSION).encode():
            raise DamagedIndexError(f"{file.path} was built with other skeletons of names; rebuild the index")
        self._file = file
        self._tops = unpack_table(file.only("tops"))
        # Its first bytes say how many bits follow; a copy without them would cost a millisecond.
        self._sketch = file.only("sketch")
        self._bits = int.from_bytes(self._sketch[:_SKETCH_HEAD], "little")
        self._first_part = file.sections["parts"].start
        self._first_blocks = Kept(self._read_firsts, most=_MOST_KEPT_FIRSTS)
        self._parts = Kept(self._read_part, most=_MOST_KEPT_PARTS)

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Fuzzy:
        """The near names in a file.

        Args:
            path: The file.

        Raises:
            IndexNotFoundError: If it does not exist.
            DamagedIndexError: If it is cut, changed or of another version.
        """
        return cls(BlockFile(os.fspath(path), FOLD_VERSION))

    def similar(self, key: str, limit: int = 20) -> list[Near]:
        """Keys that the key may be a misspelling of, the likeliest first; never the key itself.

        How far they may be grows with the length of the key, see ``gazetteer.edits.most_cost``; digits are
        never changed, for another number is another place.

        Args:
            key: A key that ``gazetteer.names.fold`` made.
            limit: The most answers.
        """
        most, furthest = most_cost(key), most_edits(key)
        if not most or len(key) > _LONGEST_ASKED or not key.isprintable():
            return []
        found, unsure = self._candidates(key, most)
        weighed = _weighed(key, found | unsure, most, furthest)
        if most > _LEAST_FOR_TWO and (not weighed or weighed[0].cost > COSTS["full"]):
            far = set(self._far(key)) - found
            weighed += _weighed(key, far, most, furthest)
            found |= far
        weighed.sort(key=lambda one: (one.cost, one.distance, one.key))
        near = (one for one in weighed if one.key in found or self._has(one.key))
        return list(itertools.islice(near, limit))

    def _far(self, key: str) -> Iterator[str]:
        """Keys of which the beginning is one edit away, for long keys with two edits or more."""
        script, bones = script_of(key), skeleton(outline(key))
        if script is None or len(bones) <= LONGEST_SHORT:
            return
        edited = one_edit(bones[: START_LENGTH + 1], script.outlines[1:])
        starts = dict.fromkeys([bones[:START_LENGTH], *(other[:START_LENGTH] for other in edited)])
        left = _MOST_FAR_PARTS
        for start in self._known(starts, START):
            for number in range(self._number(start), self._number(start + _LAST) + 1):
                for group in self._parts[number].groups:
                    yield from group.split("\n")
                left -= 1
                if not left:
                    return

    def _candidates(self, key: str, most: float) -> tuple[set[str], set[str]]:
        """Keys to weigh, and such as may not be in the index."""
        if not has_letters(key):
            return set(self._read(half_edits(key))), set()
        script, outlined = script_of(key), outline(key)
        if script is None or not outlined:
            return set(), set()
        consonants = len(skeleton(outlined))
        signed = [*map(signature, (outlined, *map(outline, article_changed(key))))]
        if consonants > LONGEST_SHORT:
            signed += self._known(long_edits(outlined, script.outlines), GROUP)
            return set(self._read(dict.fromkeys(signed))), set()
        likely, others = outline_edits(outlined, script.outlines)
        signed += self._known(dict.fromkeys(map(signature, likely)), GROUP)
        unsure: Iterable[str] = ()
        one_at_most = most <= COSTS["full"] + _LEAST_BESIDE
        if consonants <= (MOST_BY_KEY if one_at_most else _MOST_CROWDED):
            unsure = self._known(one_edit(key, script.letters), KEY)
        else:
            signed += self._known(dict.fromkeys(map(signature, others)), GROUP)
        return set(self._read(dict.fromkeys(signed))), set(unsure)

    def _known(self, texts: Iterable[str], kind: int) -> Iterator[str]:
        """Those of the texts that the file knows, and few that it does not."""
        bits, sketch = self._bits, self._sketch
        for text in texts:
            # What ``mark`` does, without the call: hundreds for an answer.
            number = crc32(text.encode(), kind)
            for factor in SPREAD:
                place = ((number * factor & 0xFFFFFFFF) * bits >> 32) + 8 * _SKETCH_HEAD
                if not sketch[place >> 3] >> (place & 7) & 1:
                    break
            else:
                yield text

    def _has(self, key: str) -> bool:
        return key in self._group(signature(outline(key)))

    def _read(self, signed: Iterable[str]) -> Iterator[str]:
        """The keys of signatures, as many as may be read for one answer."""
        read = 0
        for one in itertools.islice(signed, _MOST_GROUPS):
            group = self._group(one)
            yield from group
            read += len(group)
            if read > _MOST_READ:
                return

    def _group(self, signed: str) -> list[str]:
        """The keys that have a signature, and now and then some that have another."""
        part: _Part = self._parts[self._number(signed)]
        byte = mark(signed, GROUP) & 0xFF
        keys: list[str] = []
        at = part.marks.find(byte)
        while at >= 0:
            keys += part.groups[at].split("\n")
            at = part.marks.find(byte, at + 1)
        return keys

    def _number(self, signed: str) -> int:
        """The part in which a signature stands, if anywhere."""
        block = max(bisect_right(self._tops, signed) - 1, 0)
        return block * FIRSTS + max(bisect_right(self._first_blocks[block], signed) - 1, 0)

    def _read_firsts(self, number: int) -> list[str]:
        return unpack_table(self._file.block(self._file.sections["firsts"][number]))

    def _read_part(self, number: int) -> _Part:
        block = self._file.block(self._first_part + number)
        end = 1 + block[0]
        return _Part(block[1:end], zlib.decompress(block[end:], -15).decode().split("\r"))


def _weighed(key: str, others: set[str], most: float, furthest: int) -> list[Near]:
    """Those near enough, but not the key itself."""
    near = []
    has_article, digits = without_article(key) != key, _digits(key)
    for other in _likest(key, others, furthest):
        article = (without_article(other) != other) != has_article
        edits = distance(key, other)
        if edits <= furthest + 2 * article and _digits(other) == digits:
            price = article_cost(key, other, most)
            if 0 < price <= most:
                near.append(Near(other, edits, price))
    return near


def _likest(key: str, others: set[str], furthest: int) -> list[str]:
    """Those to weigh: with nearly the letters of the key, the likest first.

    An edit changes the set of letters and the length by two together at most, so what differs by more than
    twice the edits that are allowed, and by more than an article, needs no weighing.
    """
    changed, length, most = set(key).symmetric_difference, len(key), 2 * furthest + 2
    lengths = range(length - furthest - 2, length + furthest + 3)
    ranked = [
        (rank, other)
        for other in others
        if len(other) in lengths and (rank := len(changed(other)) + abs(len(other) - length)) <= most
    ]
    return [other for _, other in sorted(ranked)[:_MOST_WEIGHED]]


def _digits(key: str) -> str:
    return "" if key.isalpha() else "".join(filter(str.isdecimal, key))
