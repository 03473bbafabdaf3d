"""Which of many names are not the usual ones of their places, letter for letter: ``texts_of_others``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gazetteer.name_shard import NAME_KIND_OF, RECORD_BITS, RECORD_MASK
from gazetteer.place_block import BLOCK_PLACES, spelling_sum

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from gazetteer.index import Index

__all__ = ["texts_of_others"]

_IS_USUAL = np.array([kind == "primary" for kind in NAME_KIND_OF])


def texts_of_others(
    index: Index, postings: npt.NDArray[np.int64], names: Sequence[str], usual: npt.NDArray[np.uint32]
) -> dict[int, str]:
    """The texts of the places of which names are not the usual ones, by the positions of the names.

    Args:
        index: The index of the places.
        postings: The postings by which the places were found.
        names: The names.
        usual: What ``spelling_sum`` says of the usual names of all places, by record.

    Examples:
        >>> import gazetteer
        >>> from gazetteer.lookups import index_of
        >>> index = index_of(gazetteer.open())
        >>> gao = np.array([index.by_id("geonames:2457163")] * 2)
        >>> usual = np.full(len(index), spelling_sum("Gao"), np.uint32)
        >>> list(texts_of_others(index, gao, ["Gao", "GAO"], usual))
        [1]
    """
    records = postings & RECORD_MASK
    asked = np.fromiter(map(spelling_sum, names), np.uint32, len(names))
    others = np.flatnonzero((asked != usual[records]) | ~_IS_USUAL[postings >> RECORD_BITS])
    # Each block is read once.
    others = others[np.argsort(records[others], kind="stable")]
    found: dict[int, str] = {}
    read, lines = -1, [b""]
    for at, record in zip(others.tolist(), records[others].tolist(), strict=True):
        block, position = divmod(record, BLOCK_PLACES)
        if block != read:
            read, lines = block, index.text_lines(block).split(b"\n")
        found[at] = lines[position].decode()
    return found
