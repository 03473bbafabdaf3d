"""Many plain names at once: status and confidence now, the rest when it is asked for.

What the index says of the places is read in its own order, for neighbours on the earth are neighbours there
and names come in any order; and no object is made that nobody asks for. Names about which a rule has more to
say than what each place is by itself are left to ``Gazetteer.resolve``; a test holds that both agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.confidence import confidence, status_of
from gazetteer.index_format import NAME_KINDS
from gazetteer.mention import MAX_NAME_LENGTH, tidy
from gazetteer.name_shard import RECORD_BITS, RECORD_MASK
from gazetteer.names import fold
from gazetteer.ranking import (
    CLOSE_CALL,
    MOST_SPELLED,
    NAME_VALUES,
    SPELLED_CALL,
    WORTH_READING,
    of_text,
    share,
    standing,
)
from gazetteer.resolution import Resolution
from gazetteer.search import FEW_BEARERS, WEAK, is_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from gazetteer.index import Index

__all__ = ["answer_plain"]

_VALUES = tuple(NAME_VALUES[kind] for kind in NAME_KINDS)
_CODE, _ALTERNATE = NAME_KINDS.index("code"), NAME_KINDS.index("alternate")
# Beside one of these, towns are weighed by whether it holds them.
_HOLDERS = frozenset({"country", "admin1"})


def answer_plain(
    index: Index, names: Iterable[str], again: Callable[[str], Resolution]
) -> Iterator[Resolution]:
    """The answers to those of the names for which what each place is by itself decides.

    Args:
        index: The index to look names up in.
        names: The names, each once.
        again: What gives the whole answer to a name.
    """
    plain = list(_plain_names(index, names))
    scores, holders = _scores(
        index, {posting & RECORD_MASK for *_, postings in plain for posting in postings}
    )
    for name, text, postings in plain:
        more, _ = of_text(text)
        values = [
            scores[posting & RECORD_MASK] + _VALUES[posting >> RECORD_BITS] + more for posting in postings
        ]
        # Beside others towns are weighed by what holds them; in capitals countries are abbreviated.
        if (len(values) > 1 or text.isupper()) and not holders.isdisjoint(
            [posting & RECORD_MASK for posting in postings]
        ):
            continue
        best = max(values)
        if best < WEAK or _asks_spelling(text, postings, values, best):
            continue
        shares = share(values)
        first, rival = (shares[0], 0.0) if len(shares) == 1 else sorted(shares)[:-3:-1]
        sure = confidence(first, rival, 0, len(shares))
        status = status_of(sure, 1 - sum(shares))
        if status != "unresolved":
            yield Resolution.later(name, status, sure, again)


def _plain_names(index: Index, names: Iterable[str]) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """The names that the index knows as they stand, with the places that bear them."""
    for name in names:
        if len(name) > MAX_NAME_LENGTH:
            continue
        text = tidy(name)
        if is_plain(text):
            postings = index.postings(fold(text))[:FEW_BEARERS]
            if postings and _CODE not in [posting >> RECORD_BITS for posting in postings]:
                yield name, text, postings


def _scores(index: Index, records: Iterable[int]) -> tuple[dict[int, float], set[int]]:
    """What each place is by itself, and which of them hold others."""
    scores: dict[int, float] = {}
    holders: set[int] = set()
    read = index.record
    for record in sorted(records):
        facts = read(record)
        scores[record] = standing(facts)[0]
        if facts.kind in _HOLDERS:
            holders.add(record)
    return scores, holders


def _asks_spelling(text: str, postings: Sequence[int], values: Sequence[float], best: float) -> bool:
    """Whether a rule reads names as the sources spell them."""
    least = max(best - CLOSE_CALL, WORTH_READING)
    for posting, value in zip(postings, values, strict=True):
        if value > least and posting >> RECORD_BITS == _ALTERNATE:
            return True
    if text.isascii():
        return False
    return 1 < sum([value > best - SPELLED_CALL for value in values]) <= MOST_SPELLED
