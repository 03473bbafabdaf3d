"""Many plain names at once: status and confidence now, the rest when it is asked for.

Names are looked up in the order of their keys and places read in the order of their records, so that each
piece of the index is read once; and no object is made that nobody asks for. What an answer needs stands in
the postings and in the fixed columns of the places: no text is read. Names about which more is to be said are
left to ``Gazetteer.resolve``; a test holds that both agree.
"""

from __future__ import annotations

import gc
import math
from contextlib import contextmanager
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from gazetteer.confidence import confidence, status_of
from gazetteer.mention import MAX_NAME_LENGTH, tidy
from gazetteer.name_shard import NAME_KIND_OF, RECORD_BITS, RECORD_MASK, SIGN_BITS, SORT_MASK, spelling_sign
from gazetteer.names import fold
from gazetteer.ranking import (
    CLOSE_CALL,
    FIRST_SIGN,
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
)
from gazetteer.place_block import UNKNOWN_EXTENT_M
from gazetteer.readings import readings
from gazetteer.resolution import Resolution
from gazetteer.search import FEW_BEARERS, TELLING, WEAK, is_plain
from gazetteer.weights import UNKNOWN_POPULATION, VALUES
from gazetteer.words import COMMON_NOUNS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from gazetteer.index import Index
    from gazetteer.mention import Mention
    from gazetteer.place import Kind, Status
    from gazetteer.place_block import Columns, PlaceClass

__all__ = ["answer_plain", "without_collecting"]

# What no rule can outweigh: a code, where it is no name too.
_NEVER = -math.inf
# By what stands above the record in a posting.
_VALUES = tuple(_NEVER if kind == "code" else NAME_VALUES.get(kind, 0.0) for kind in NAME_KIND_OF)
_MORE = tuple(VALUES.get(SORT_RULES.get(high & SORT_MASK, ""), 0.0) for high in range(256))
# A seat may be weighed by whether the unit or the country beside it has its name.
_HOLDERS, _SEATS = frozenset({"country", "admin1"}), frozenset({"P.PPLA", "P.PPLC"})
_IS_HOLDER, _IS_SEAT, _IS_AREA = 1, 2, 4
_UNTOLD: tuple[Status, float] = ("unresolved", 0.0)
# What the writing says of a text that has a capital and is no abbreviation, by its length.
_SHORTEST = 5
_BY_LENGTH = [of_text("X" + "x" * length)[0] for length in range(MAX_NAME_LENGTH + 1)]

#: Key, name, text, what its writing says about it, and its reading if that asks for a kind of place.
_Asked: TypeAlias = "tuple[str, str, str, float, Mention | None]"
_key = itemgetter(0)


class _Class(NamedTuple):
    """Places of one kind, feature and source: their standing where nothing more is known, and what adds to it."""

    kind: Kind
    usual: float
    score: float
    by_people: float
    role: int


class _Standings(NamedTuple):
    """What each place is by itself; which are units and countries, which seats of such; kinds but ``city``."""

    scores: dict[int, float]
    holders: set[int]
    seats: set[int]
    kinds: dict[int, Kind]


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
    standings = _standings(index, found)
    scores, later = standings.scores, Resolution.later
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
        elif postings:
            decision = _decide(_values(standings, postings, text, more, mention))
        else:
            continue
        status, sure = decision
        if status != "unresolved":
            done[name] = later(name, status, sure, again)
    return done


@contextmanager
def without_collecting() -> Iterator[None]:
    """Pause the search for circles of garbage: answers are none, and are searched again and again."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _read(names: Iterable[str]) -> Iterator[_Asked]:
    for name in names:
        if len(name) > MAX_NAME_LENGTH:
            continue
        text = tidy(name)
        mention = None
        if not is_plain(text):
            if not TELLING.isdisjoint(text):
                continue
            mention = next(readings(text))
            if mention.name != text or mention.containers or mention.beside or mention.unused:
                continue
            if not mention.kinds:
                mention = None
        yield fold(text), name, text, _of_writing(text), mention


def _of_writing(text: str) -> float:
    """``of_text``, quicker for what most names are: some letters, a capital among them, no common noun."""
    last = text.rpartition(" ")[2]
    if (
        len(text) >= _SHORTEST
        and last.isascii()
        and last.isalpha()
        and last.lower() not in COMMON_NOUNS
        and text[0] < FIRST_SIGN
        and not text.islower()
    ):
        return _BY_LENGTH[len(text) - 1]
    return of_text(text)[0]


def _standings(index: Index, found: Iterable[Sequence[int]]) -> _Standings:
    wanted: set[int] = set()
    for postings in found:
        wanted.update(postings)
    known = _Standings({}, set(), set(), {})
    scores, end = known.scores, 0
    for record in sorted({posting & RECORD_MASK for posting in wanted}):
        if record >= end:
            first, columns = index.columns(record)
            end, values = first + len(columns.of), _of_block(first, columns, known)
        scores[record] = values[record - first]
    return known


def _of_block(first: int, columns: Columns, known: _Standings) -> list[float]:
    """The standing of every place of a block; units, seats and the like are noted."""
    of, classes, populations, extents_m = columns
    found = [_class(place_class) for place_class in classes]
    values = [found[number].usual for number in of]
    for at, population in populations.items():
        values[at] = found[of[at]].score + found[of[at]].by_people * math.log10(max(population, 10))
    if any([place_class.role for place_class in found]):
        for at, number in enumerate(of):
            place_class = found[number]
            if place_class.role & _IS_AREA:
                known.kinds[first + at] = place_class.kind
                if at in extents_m or at in populations:
                    extent_m = extents_m.get(at, UNKNOWN_EXTENT_M)
                    values[at] = standing_of_area(place_class.kind, populations.get(at, 0), extent_m)
            if place_class.role & _IS_HOLDER:
                known.holders.add(first + at)
            elif place_class.role & _IS_SEAT:
                known.seats.add(first + at)
    return values


@lru_cache(maxsize=1_024)
def _class(of: PlaceClass) -> _Class:
    if of.kind == "city":
        score, by_people = standing_of_class(of.feature, of.source)
        usual = score + by_people * math.log10(UNKNOWN_POPULATION)
        return _Class(of.kind, usual, score, by_people, _IS_SEAT if of.feature in _SEATS else 0)
    usual = standing_of_area(of.kind, 0, UNKNOWN_EXTENT_M)
    return _Class(of.kind, usual, usual, 0.0, _IS_AREA | (_IS_HOLDER if of.kind in _HOLDERS else 0))


def _values(
    standings: _Standings, postings: Sequence[int], text: str, more: float, mention: Mention | None
) -> list[float]:
    """The scores of the places that bear a name, as ``weigh`` gives them; [] if another rule has a say."""
    scores, holders, seats, kinds = standings
    values = [scores[posting & RECORD_MASK] + _VALUES[posting >> RECORD_BITS] + more for posting in postings]
    if min(values) == _NEVER:
        # A code counts only where nothing else is called so.
        postings = [posting for posting, value in zip(postings, values, strict=True) if value != _NEVER]
        values = [value for value in values if value != _NEVER]
        if mention is not None or not values:
            return []
    records = [posting & RECORD_MASK for posting in postings]
    if not (holders.isdisjoint(records) or seats.isdisjoint(records)):
        return []
    if mention is not None:
        for at, record in enumerate(records):
            rule, times, _ = kind_in_words(kinds.get(record, "city"), mention)
            values[at] += VALUES[rule] * times
    best = max(values)
    if best > WORTH_TELLING:
        least = max(best - CLOSE_CALL, WORTH_TELLING)
        values = [
            value + _MORE[posting >> RECORD_BITS] if value > least else value
            for posting, value in zip(postings, values, strict=True)
        ]
    if not text.isascii():
        _tell_spellings(text, postings, values)
    return values


def _tell_spellings(text: str, postings: Sequence[int], values: list[float]) -> None:
    least = max(values) - SPELLED_CALL
    close = [at for at, value in enumerate(values) if value > least]
    if 1 < len(close) <= MOST_SPELLED:
        sign, more = spelling_sign(text), VALUES[spelling_rule(text)]
        for at in close:
            if postings[at] >> RECORD_BITS + SIGN_BITS == sign:
                values[at] += more


def _decide(values: Sequence[float]) -> tuple[Status, float]:
    """Status and confidence by the scores; unresolved if they are weak."""
    if max(values, default=_NEVER) < WEAK:
        return _UNTOLD
    shares = share(values)
    first, rival = (shares[0], 0.0) if len(shares) == 1 else sorted(shares)[:-3:-1]
    sure = confidence(first, rival, 0, len(shares))
    return status_of(sure, 1 - sum(shares)), sure
