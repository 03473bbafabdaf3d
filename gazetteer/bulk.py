"""Many plain names at once: status and confidence now, the rest when it is asked for.

Names are looked up in the order of their keys and places read in the order of their records, so that each
piece of the index is read once; and no object is made that nobody asks for. What an answer needs stands in
the postings and in the fixed columns of the places: no text is read. Names about which more is to be said are
left to ``Gazetteer.resolve``; a test holds that both agree.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.confidence import confidence, status_of
from gazetteer.index_format import NAME_KINDS
from gazetteer.mention import MAX_NAME_LENGTH, tidy
from gazetteer.name_shard import NAME_KIND_OF, RECORD_BITS, RECORD_MASK, SIGN_BITS, SORT_MASK, spelling_sign
from gazetteer.names import fold
from gazetteer.ranking import (
    CLOSE_CALL,
    MOST_SPELLED,
    NAME_VALUES,
    SORT_RULES,
    SPELLED_CALL,
    WORTH_TELLING,
    kind_in_words,
    of_text,
    share,
    spelling_rule,
    standing_of_area,
    standing_of_class,
    total,
)
from gazetteer.readings import readings
from gazetteer.resolution import Resolution
from gazetteer.search import FEW_BEARERS, SIGNS, WEAK, is_plain
from gazetteer.weights import UNKNOWN_POPULATION, VALUES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from gazetteer.index import Index
    from gazetteer.mention import Mention
    from gazetteer.place import Status
    from gazetteer.place_block import PlaceClass

__all__ = ["answer_plain"]

# By what stands above the record in a posting.
_VALUES = tuple(NAME_VALUES.get(kind, 0.0) for kind in NAME_KIND_OF)
_MORE = tuple(VALUES.get(SORT_RULES.get(high & SORT_MASK, ""), 0.0) for high in range(256))
_CODE = NAME_KINDS.index("code")
# A seat may be weighed by whether the unit or the country beside it has its name.
_HOLDERS, _SEATS = frozenset({"country", "admin1"}), frozenset({"P.PPLA", "P.PPLC"})
_IS_HOLDER, _IS_SEAT = 1, 2


class _Standings(NamedTuple):
    """What each place is by itself, and which places are ``_IS_HOLDER`` or ``_IS_SEAT``."""

    scores: dict[int, float]
    roles: dict[int, int]


def answer_plain(
    index: Index, names: Iterable[str], again: Callable[[str], Resolution]
) -> dict[str, Resolution]:
    """The answers to those of the names for which the index's postings and columns decide, by name.

    Args:
        index: The index to look names up in.
        names: The names, each once.
        again: What gives the whole answer to a name.
    """
    asked = sorted(_read(names), key=_key)
    found = [
        postings if len(postings) <= FEW_BEARERS else postings[:FEW_BEARERS]
        for postings in index.postings_in_order(map(_key, asked))
    ]
    scores, roles = _standings(index, found)
    later = Resolution.later
    done: dict[str, Resolution] = {}
    sole: dict[float, tuple[Status, float]] = {}
    for (_, name, text, more, mention), postings in zip(asked, found, strict=True):
        if len(postings) == 1 and mention is None:
            (posting,) = postings
            high = posting >> RECORD_BITS
            value = scores[posting & RECORD_MASK] + _VALUES[high] + more
            if value > WORTH_TELLING:
                value += _MORE[high]
            decision = sole.get(value)
            if decision is None:
                decision = sole[value] = _decide([value])
            if value < WEAK or high & SORT_MASK == _CODE:
                continue
        elif postings:
            weighed, values = _values(index, postings, scores, roles, more, mention)
            if not values:
                continue
            _tell(text, weighed, values)
            if max(values) < WEAK:
                continue
            decision = _decide(values)
        else:
            continue
        status, sure = decision
        if status != "unresolved":
            done[name] = later(name, status, sure, again)
    return done


def _key(asked: tuple[str, ...]) -> str:
    return asked[0]


def _read(names: Iterable[str]) -> Iterator[tuple[str, str, str, float, Mention | None]]:
    """Key, name, text, what its writing says about it, and its reading if that asks for a kind of place."""
    for name in names:
        if len(name) > MAX_NAME_LENGTH:
            continue
        text = tidy(name)
        if is_plain(text):
            yield fold(text), name, text, of_text(text)[0], None
        elif SIGNS.isdisjoint(text):
            mention = next(readings(text))
            if mention.name == text and not (mention.containers or mention.beside or mention.unused):
                yield fold(text), name, text, of_text(text)[0], mention if mention.kinds else None


def _standings(index: Index, found: Iterable[Sequence[int]]) -> _Standings:
    wanted: set[int] = set()
    for postings in found:
        wanted.update(postings)
    records = sorted({posting & RECORD_MASK for posting in wanted})
    scores: dict[int, float] = {}
    roles: dict[int, int] = {}
    classes: dict[PlaceClass, tuple[float, float, int]] = {}
    log10 = math.log10
    for record, (of, population, extent_m) in zip(records, index.figures(records), strict=True):
        known = classes.get(of)
        if known is None:
            known = classes[of] = _class(of)
        score, by_people, role = known
        if by_people:
            scores[record] = score + by_people * log10(max(population or UNKNOWN_POPULATION, 10))
        else:
            scores[record] = standing_of_area(of.kind, population, extent_m)
        if role:
            roles[record] = role
    return _Standings(scores, roles)


def _class(of: PlaceClass) -> tuple[float, float, int]:
    if of.kind == "city":
        return *standing_of_class(of.feature, of.source), _IS_SEAT if of.feature in _SEATS else 0
    return 0.0, 0.0, _IS_HOLDER if of.kind in _HOLDERS else 0


def _values(  # noqa: PLR0913, PLR0917 - in the loop over all names
    index: Index,
    postings: Sequence[int],
    scores: dict[int, float],
    roles: dict[int, int],
    more: float,
    mention: Mention | None,
) -> tuple[Sequence[int], list[float]]:
    """The places that are weighed, and their scores; none if another rule has a say."""
    if _CODE in [posting >> RECORD_BITS & SORT_MASK for posting in postings]:
        # A code counts only where nothing else is called so.
        named = [posting for posting in postings if posting >> RECORD_BITS & SORT_MASK != _CODE]
        if mention is not None or not named:
            return (), []
        postings = named
    if roles and len(postings) > 1:
        together = 0
        for posting in postings:
            together |= roles.get(posting & RECORD_MASK, 0)
        if together == _IS_HOLDER | _IS_SEAT:
            return (), []
    values = [scores[posting & RECORD_MASK] + _VALUES[posting >> RECORD_BITS] + more for posting in postings]
    if mention is not None:
        kinds = [index.record(posting & RECORD_MASK).kind for posting in postings]
        if set(kinds).isdisjoint(mention.kinds):
            return (), []
        values = [
            value + total([kind_in_words(kind, mention)]) for value, kind in zip(values, kinds, strict=True)
        ]
    return postings, values


def _tell(text: str, postings: Sequence[int], values: list[float]) -> None:
    """Add what the postings tell of names beside the usual ones and of spellings, as ``weigh_plain`` does."""
    least = max(max(values) - CLOSE_CALL, WORTH_TELLING)
    for at, value in enumerate(values):
        if value > least:
            values[at] = value + _MORE[postings[at] >> RECORD_BITS]
    if text.isascii() or len(values) == 1:
        return
    least = max(values) - SPELLED_CALL
    close = [at for at, value in enumerate(values) if value > least]
    if 1 < len(close) <= MOST_SPELLED:
        sign, more = spelling_sign(text), VALUES[spelling_rule(text)]
        for at in close:
            if postings[at] >> RECORD_BITS + SIGN_BITS == sign:
                values[at] += more


def _decide(values: Sequence[float]) -> tuple[Status, float]:
    shares = share(values)
    first, rival = (shares[0], 0.0) if len(shares) == 1 else sorted(shares)[:-3:-1]
    sure = confidence(first, rival, 0, len(shares))
    return status_of(sure, 1 - sum(shares)), sure
