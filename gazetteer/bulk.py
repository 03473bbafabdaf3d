"""Many plain names at once: status and confidence now, the rest when it is asked for.

Names are looked up in the order of their keys and places read in the order of their records, so that each
piece of the index is read once; and no object is made that nobody asks for. What an answer needs stands in
the postings and in the fixed columns of the places: no text is read. Names about which more is to be said are
left to ``Gazetteer.resolve``; a test holds that both agree.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager

TYPE_CHECKING = False  # typing itself is slow to import, and so is numpy
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gazetteer.index import Index
    from gazetteer.resolution import Resolution
    from gazetteer.weighing import Decisions

__all__ = ["Bulk", "without_collecting"]

_BATCH = 32_768


class Bulk:
    """Answers many plain names by one index; what it has read of the places stays for the next ones.

    Args:
        index: The index to look names up in.

    Attributes:
        places: What it has read.
    """

    __slots__ = ("_finder", "_frames", "_holders", "_index", "places")

    def __init__(self, index: Index) -> None:
        from gazetteer.framed_names import Frames
        from gazetteer.holders import Holders
        from gazetteer.place_columns import PlaceColumns
        from gazetteer.search import Finder

        self._index = index
        self._finder = Finder(index)
        self._frames = Frames(index)
        self.places = PlaceColumns(index)
        self._holders = Holders(self._finder, self.places)

    def answer(self, names: Sequence[str], again: Callable[[str], Resolution]) -> list[Resolution | None]:
        """The answers to names, None to those for which the index's postings and columns do not decide.

        Args:
            names: The names.
            again: What gives the whole answer to a name.
        """
        from gazetteer.resolution import later
        from gazetteer.weighing import STATUSES, UNDECIDED

        decisions = self.decide(names)
        return [
            None if status == UNDECIDED else later(name, STATUSES[status], sure, again)
            for name, status, sure in zip(
                names, decisions.status.tolist(), decisions.confidence.tolist(), strict=True
            )
        ]

    def decide(self, names: Sequence[str]) -> Decisions:
        """What the index's postings and columns say of names.

        Examples:
            >>> import gazetteer
            >>> from gazetteer.name_shard import RECORD_MASK
            >>> from gazetteer.lookups import index_of
            >>> index = index_of(gazetteer.open())
            >>> decisions = Bulk(index).decide(["Tessalit", "north of Tessalit"])
            >>> decisions.status.tolist(), index.place(int(decisions.posting[0]) & RECORD_MASK).country
            ([2, -1], 'ML')
        """
        from gazetteer.weighing import Decisions

        decisions = Decisions.none(len(names))
        # What is at hand for some thousand names stays in the caches of the processor.
        for start in range(0, len(names), _BATCH):
            self._decide_batch(names[start : start + _BATCH], start, decisions)
        return decisions

    def _decide_batch(self, names: Sequence[str], start: int, decisions: Decisions) -> None:
        from gazetteer.found import FEW_BEARERS
        from gazetteer.mentioned import MANY_BEARERS
        from gazetteer.plain_names import plain_names
        from gazetteer.postings import postings_in_order
        from gazetteer.weighing import decide

        units = self._finder.units
        plain, framed = plain_names(names, self._frames)
        postings = postings_in_order(self._index, plain.keys, FEW_BEARERS)
        decisions.write(start + plain.at, decide(plain, postings, self.places, units))
        if framed.keys:
            postings = postings_in_order(self._index, framed.keys, MANY_BEARERS)
            found = decide(framed, postings, self.places, units, self._holders)
            found.names.update(
                zip(range(len(framed.keys)), map(framed.texts.__getitem__, framed.order), strict=True)
            )
            decisions.write(start + framed.at, found)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Pause the search for circles of garbage: answers are none, and are searched again and again.

    What was made meanwhile counts as old afterwards, or the next search would begin with all of it.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # What the caller has frozen stays so.
        if running and not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()
        if running:
            gc.enable()
