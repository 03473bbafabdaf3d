"""The postings of many keys at once, as columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gazetteer.name_shard import LISTED, RECORD_MASK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from gazetteer.index import Index
    from gazetteer.name_shard import NameShard

    Numbers = npt.NDArray[np.int64]

__all__ = ["Postings", "known_keys", "postings_in_order"]


class Postings:
    """The places that bear each of many names, name by name, the most important first.

    Attributes:
        counts: How many bear each name.
        values: Their postings, as ``Index.postings`` gives them.
        of: For each posting, the position of its name.
    """

    __slots__ = ("counts", "of", "values")

    def __init__(self, counts: Numbers, values: Numbers) -> None:
        self.counts, self.values = counts, values
        self.of = np.repeat(np.arange(len(counts)), counts)

    def only(self, keep: npt.NDArray[np.bool_]) -> Postings:
        """Some of the postings."""
        if keep.all():
            return self
        return Postings(np.bincount(self.of[keep], minlength=len(self.counts)), self.values[keep])


def postings_in_order(index: Index, keys: Sequence[str], most: int) -> Postings:
    """The postings of keys that come in their order.

    Args:
        index: Where they are looked up.
        keys: Keys that ``gazetteer.names.fold`` made, sorted, without halves of surrogate pairs.
        most: How many of a name are wanted.

    Examples:
        >>> import gazetteer
        >>> from gazetteer.lookups import index_of
        >>> postings_in_order(index_of(gazetteer.open()), ["tessalit", "xqzzt"], 32).counts.tolist()
        [1, 0]
    """
    nothing = np.zeros(0, np.int64)
    counts, values = [nothing], [nothing]
    for shard, some in index.shards_in_order(keys):
        of_shard = _of_shard(shard, some, most)
        counts.append(of_shard[0])
        values.append(of_shard[1])
    return Postings(np.concatenate(counts), np.concatenate(values))


def known_keys(index: Index, keys: Sequence[str]) -> Iterator[str]:
    """Those of some keys that somebody bears.

    Args:
        index: Where they are looked up.
        keys: As for ``postings_in_order``.

    Examples:
        >>> import gazetteer
        >>> from gazetteer.lookups import index_of
        >>> list(known_keys(index_of(gazetteer.open()), ["tessalit", "xqzzt"]))
        ['tessalit']
    """
    for shard, some in index.shards_in_order(keys):
        numbers, _ = shard.words_of(some)
        yield from (key for key, number in zip(some, numbers, strict=True) if number >= 0)


def _of_shard(shard: NameShard, keys: Sequence[str], most: int) -> tuple[Numbers, Numbers]:
    numbers, memory = shard.words_of(keys)
    at = np.fromiter(numbers, np.int64, len(keys))
    words = np.asarray(memory)
    counts = np.zeros(len(keys), np.int64)
    there = at >= 0
    word = words[at[there]].astype(np.int64)
    listed = word >= LISTED
    # A name that one place bears has its posting where others have the beginning of their list.
    starts = np.where(listed, (word & RECORD_MASK) + 1, at[there])
    counts[there] = np.where(listed, np.minimum(words[starts - 1], most), 1)
    few = counts[there]
    steps = np.arange(few.sum()) - np.repeat(np.cumsum(few) - few, few)
    return counts, words[np.repeat(starts, few) + steps].astype(np.int64)
