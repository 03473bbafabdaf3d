"""Which of many names are not the usual ones of their places, letter for letter: ``texts_of_others``."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.place_block import BLOCK_PLACES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from gazetteer.index import Index

    Bytes = npt.NDArray[np.uint8]
    Numbers = npt.NDArray[np.int64]

__all__ = ["texts_of_others"]

# Blocks at once: some megabytes of text.
_MOST_AT_ONCE = 1_024
_LINE = 10
# What may stand behind the usual name in the text of a place.
_ENDS = np.zeros(256, bool)
_ENDS[[_LINE, *b"\t\v"]] = True


def texts_of_others(index: Index, records: Numbers, names: Sequence[str]) -> dict[int, str]:
    r"""The texts of the places of which names are not the usual ones, by the positions of the names.

    Args:
        index: The index of the places.
        records: The places, in their order.
        names: The names.

    Examples:
        >>> import gazetteer
        >>> places = gazetteer.open()
        >>> from gazetteer.lookups import index_of
        >>> gao = index_of(places).by_id("geonames:2457163")
        >>> list(texts_of_others(index_of(places), np.array([gao, gao]), ["Gao", "GAO"]))
        [1]
    """
    written = [name.encode("utf-8", "surrogatepass") for name in names]
    asked = np.frombuffer(b"".join(written), np.uint8)
    lengths = np.fromiter(map(len, written), np.int64, len(written))
    ends = np.cumsum(lengths)
    blocks, firsts = np.unique(records // BLOCK_PLACES, return_index=True)
    cuts = [*firsts[::_MOST_AT_ONCE].tolist(), len(records)]
    found: dict[int, str] = {}
    for number, (start, end) in enumerate(pairwise(cuts)):
        some = blocks[number * _MOST_AT_ONCE : (number + 1) * _MOST_AT_ONCE]
        spelled = asked[ends[start] - lengths[start] : ends[end - 1]]
        joined, starts = _texts(index, some, records[start:end])
        for at in np.flatnonzero(~_begin(joined, starts, spelled, lengths[start:end])).tolist():
            line = joined[starts[at] : joined.find(b"\n", starts[at])]
            found[start + at] = line.decode()
    return found


def _texts(index: Index, blocks: Numbers, records: Numbers) -> tuple[bytes, Numbers]:
    """The texts of places that are in these blocks, a line each, and where those of some records begin."""
    texts = [index.text_lines(block) for block in blocks.tolist()]
    joined = b"\n".join([*texts, b""])
    lines = np.concatenate([[0], np.flatnonzero(np.frombuffer(joined, np.uint8) == _LINE) + 1])
    sizes = np.fromiter((text.count(b"\n") + 1 for text in texts), np.int64, len(texts))
    first = (np.cumsum(sizes) - sizes)[np.searchsorted(blocks, records // BLOCK_PLACES)]
    return joined, lines[first + records % BLOCK_PLACES]


def _begin(joined: bytes, starts: Numbers, asked: Bytes, lengths: Numbers) -> npt.NDArray[np.bool_]:
    """Whether the names of texts that start there begin with what is asked, and end with it."""
    letters = np.frombuffer(joined, np.uint8)
    fits = (starts + lengths < len(letters)) & (lengths > 0)
    fits[fits] = _ENDS[letters[(starts + lengths)[fits]]]
    # Letter by letter where the length is right.
    rows, many = np.flatnonzero(fits), lengths[fits]
    step = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    own = np.repeat((np.cumsum(lengths) - lengths)[rows], many) + step
    other = asked[own] != letters[np.repeat(starts[rows], many) + step]
    fits[rows] = np.bincount(np.repeat(np.arange(len(rows)), many)[other], minlength=len(rows)) == 0
    return fits
