"""Whether names are the usual ones of places, letter for letter, for many at once: ``are_usual``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gazetteer.place_block import BLOCK_PLACES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from gazetteer.index import Index

    Flags = npt.NDArray[np.bool_]
    Numbers = npt.NDArray[np.int64]

__all__ = ["are_usual"]

# Blocks at once: some megabytes of text.
_MOST_AT_ONCE = 1_024
_LINE = 10
# What may stand behind the usual name in the text of a place.
_ENDS = np.zeros(256, bool)
_ENDS[[_LINE, *b"\t\v"]] = True


def are_usual(index: Index, records: Numbers, names: Sequence[str]) -> Flags:
    r"""Whether each name is the usual name of its place.

    Args:
        index: The index of the places.
        records: The places, in their order.
        names: The names.

    Examples:
        >>> import gazetteer
        >>> places = gazetteer.open()
        >>> record = places.index.by_id("geonames:2457163")
        >>> are_usual(places.index, np.array([record, record]), ["Gao", "GAO"]).tolist()
        [True, False]
    """
    written = [name.encode("utf-8", "surrogatepass") for name in names]
    asked = np.frombuffer(b"".join(written), np.uint8)
    lengths = np.fromiter(map(len, written), np.int64, len(written))
    ends = np.cumsum(lengths)
    blocks, firsts = np.unique(records // BLOCK_PLACES, return_index=True)
    cuts = [*firsts[::_MOST_AT_ONCE].tolist(), len(records)]
    found = np.zeros(len(records), bool)
    for number, (start, end) in enumerate(zip(cuts, cuts[1:], strict=False)):
        some = blocks[number * _MOST_AT_ONCE : (number + 1) * _MOST_AT_ONCE]
        at = slice(start, end)
        spelled = asked[ends[start] - lengths[start] : ends[end - 1]]
        found[at] = _same(index, some, records[at], spelled, lengths[at])
    return found


def _same(
    index: Index, blocks: Numbers, records: Numbers, asked: npt.NDArray[np.uint8], lengths: Numbers
) -> Flags:
    """Whether the texts of places, which are in these blocks, begin with what is asked."""
    texts = [index.text_lines(block) for block in blocks.tolist()]
    joined = np.frombuffer(b"\n".join([*texts, b""]), np.uint8)
    lines = np.concatenate([[0], np.flatnonzero(joined == _LINE) + 1])
    sizes = np.fromiter((text.count(b"\n") + 1 for text in texts), np.int64, len(texts))
    line = (np.cumsum(sizes) - sizes)[np.searchsorted(blocks, records // BLOCK_PLACES)] + records % BLOCK_PLACES
    starts = lines[line]
    fits = starts + lengths < len(joined)
    fits[fits] = _ENDS[joined[(starts + lengths)[fits]]]
    # Letter by letter where the length is right.
    rows, many = np.flatnonzero(fits), lengths[fits]
    step = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    own = np.repeat((np.cumsum(lengths) - lengths)[rows], many) + step
    other = asked[own] != joined[np.repeat(starts[rows], many) + step]
    fits[rows] = np.bincount(np.repeat(np.arange(len(rows)), many)[other], minlength=len(rows)) == 0
    return fits & (lengths > 0)
