"""Many plain names at once: status and confidence now, the rest when it is asked for.

What the index says of the places is read in its own order, for neighbours on the earth are neighbours there
and names come in any order; and no object is made that nobody asks for. Names about which a rule has more to
say than what each place is by itself are left to ``Gazetteer.resolve``; a test holds that both agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gazetteer.confidence import confidence, status_of
from gazetteer.index_format import NAME_KINDS
from gazetteer.name_shard import RECORD_BITS, RECORD_MASK
from gazetteer.names import fold
from gazetteer.ranking import CLOSE_CALL, KIN, NAME_VALUES, UNLIKE_FROM, share, standing
from gazetteer.resolution import Resolution
from gazetteer.search import FEW_BEARERS, WEAK, plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gazetteer.index import Index

__all__ = ["answer_plain"]

_VALUES = tuple(NAME_VALUES[kind] for kind in NAME_KINDS)
_CODE, _ALTERNATE = NAME_KINDS.index("code"), NAME_KINDS.index("alternate")
#: Where one of these bears a name beside others, it matters which of them holds which.
_NEVER = float("nan")


class _Plain(NamedTuple):
    """A name that is only a name, and the postings of its key."""

    name: str
    postings: tuple[int, ...]


def answer_plain(
    index: Index, names: Iterable[str], again: Callable[[str], Resolution]
) -> Iterator[Resolution]:
    """The answers to those of the names to which a quick answer is the whole one.

    Args:
        index: The index to look names up in.
        names: The names, each once.
        again: What gives the whole answer to a name.
    """
    plain = list(_plain_names(index, names))
    scores = _scores(index, plain)
    for name, postings in plain:
        values = [scores[posting & RECORD_MASK] + _VALUES[posting >> RECORD_BITS] for posting in postings]
        best = max(values)
        # Not a number: one of the places is a unit that may hold another.
        if len(values) > 1 and best != best or best < WEAK or _reads_names(name, postings, values, best):
            continue
        shares = share(values)
        whole = sum(shares)
        first = max(shares)
        rival = 0.0
        if len(shares) > 1:
            rival = sorted(shares)[-2]
        sure = confidence(first, rival, 0, len(shares))
        status = status_of(sure, 1 - whole)
        if status != "unresolved":
            yield Resolution.later(name, status, sure, again)
