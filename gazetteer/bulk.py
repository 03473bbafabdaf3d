"""Many plain names at once: status and confidence now, the rest when it is asked for.

Names are looked up in the order of their keys and places read in the order of their records, so that each
piece of the index is read once; and no object is made that nobody asks for. What an answer needs stands in
the postings and in the fixed columns of the places: no text is read. Names about which more is to be said are
left to ``Gazetteer.resolve``; a test holds that both agree.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from math import exp, inf, log10
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from gazetteer.clues import kind_in_words
from gazetteer.confidence import confidence, status_of
from gazetteer.context import Units
from gazetteer.dictionary import SENSES, other_sense, sense_of
from gazetteer.found import FEW_BEARERS, LEAST_DIGITS, WEAK, is_plain
from gazetteer.marks import Bearer, Mark
from gazetteer.mention import MAX_NAME_LENGTH, Mention, tidy
from gazetteer.name_shard import (
    NAME_KIND_OF,
    NAME_SORTS,
    RECORD_BITS,
    RECORD_MASK,
    SIGN_BITS,
    SORT_MASK,
    TELLING,
    spelling_sign,
)
from gazetteer.names import fold
from gazetteer.namesakes import LEAST_SEAT, SEATS_OF_UNITS, namesakes
from gazetteer.place_block import BLOCK_PLACES, UNKNOWN_EXTENT_M
from gazetteer.readings import kinds_of, readings
from gazetteer.resolution import Resolution
from gazetteer.seat import seat_phrase
from gazetteer.standing import standing_of_area, standing_of_class
from gazetteer.weights import DOUBTED_BELOW, UNKNOWN_POPULATION, VALUES
from gazetteer.words import COMMON_NOUNS, NO_VALUE
from gazetteer.writing import (
    CLOSE_CALL,
    FIRST_SIGN,
    MOST_SPELLED,
    NAME_VALUES,
    SORT_RULES,
    SPELLED_CALL,
    WORTH_TELLING,
    of_text,
    spelling_rule,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from gazetteer.index import Index
    from gazetteer.place import Kind, Status
    from gazetteer.place_block import Columns, PlaceClass

__all__ = ["answer_plain", "without_collecting"]

# What no rule can outweigh: a code, where it is no name too.
_NEVER = -inf
# By what stands above the record in a posting.
_VALUES = tuple(_NEVER if kind == "code" else NAME_VALUES.get(kind, 0.0) for kind in NAME_KIND_OF)
_MORE = tuple(VALUES.get(SORT_RULES.get(high & SORT_MASK, ""), 0.0) for high in range(256))
_PRIMARY, _WITH_SIGNS = NAME_SORTS.index("primary"), NAME_SORTS.index("primary: signs")
# Towns are weighed by whether the unit or the country beside them has their name.
_HOLDERS = frozenset({"country", "admin1"})
_BATCH, _MOST_BLOCKS = 16_384, 8_192
# What stands above the record in the posting of an abbreviation.
_ABBREVIATIONS = frozenset(high for high in range(256) if NAME_KIND_OF[high] == "abbreviation")
# What it says that a name is that of something else too.
_SENSES = {sense: VALUES[f"also: {sense}"] for sense in SENSES.values()} | {None: 0.0}
_UNTOLD: tuple[Status, float] = ("unresolved", 0.0)
# What the writing says of a text that has a capital and is no abbreviation, by its length.
_SHORTEST = 5
_BY_LENGTH = [of_text("X" + "x" * length)[0] for length in range(MAX_NAME_LENGTH + 1)]

#: Key, name, text, what its writing says about it, and its reading if that asks for a kind of place.
_Asked: TypeAlias = "tuple[str, str, str, float, Mention | None]"
_key = itemgetter(0)


class _Class(NamedTuple):
    """Places of one kind, feature and source: their standing if nothing more is known, what adds to it."""

    kind: Kind
    source: str
    usual: float
    score: float
    by_people: float
    is_seat: bool


class _Standings(NamedTuple):
    """What each place is by itself, block by block; what units are named for; kinds of areas.

    Attributes:
        blocks: The standings of places by block.
        holders: First-level units and countries.
        towns: Towns that these may be named for.
        kinds: The kinds of places that are no settlements.
    """

    blocks: dict[int, list[float]]
    holders: set[int]
    towns: set[int]
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
    done: dict[str, Resolution] = {}
    sole: dict[float, tuple[Status, float]] = {}
    units, known = Units(index), _Standings({}, set(), set(), {})
    rest = iter(names)
    # What is at hand for some thousand names stays in the caches of the processor.
    while batch := list(islice(rest, _BATCH)):
        _answer_batch(units, batch, again, known, sole, done)
    return done


def _answer_batch(  # noqa: PLR0913, PLR0917 - what is kept from batch to batch
    units: Units,
    names: Iterable[str],
    again: Callable[[str], Resolution],
    known: _Standings,
    sole: dict[float, tuple[Status, float]],
    done: dict[str, Resolution],
) -> None:
    index, asked = units.index, sorted(_read(names), key=_key)
    found = [
        postings if len(postings) <= FEW_BEARERS else postings[:FEW_BEARERS]
        for postings in index.postings_in_order(map(_key, asked))
    ]
    _read_standings(index, found, known)
    blocks, later = known.blocks, Resolution.later
    for (key, name, text, more, mention), postings in zip(asked, found, strict=True):
        if len(postings) == 1 and mention is None and not text.isupper():
            (posting,) = postings
            high = posting >> RECORD_BITS
            record = posting & RECORD_MASK
            value = blocks[record // BLOCK_PLACES][record % BLOCK_PLACES] + _VALUES[high] + more
            if value > WORTH_TELLING:
                value += _MORE[high]
            if value < DOUBTED_BELOW:
                value += _SENSES[sense_of(key) if text.isalpha() else other_sense(text)]
            decision = sole.get(value)
            if decision is None:
                decision = sole[value] = _decide_sole(value)
        elif postings:
            decision = _decide(_values(units, known, postings, text, more, mention))
        else:
            continue
        status, sure = decision
        if status != "unresolved":
            done[name] = later(name, status, sure, again)


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
        length = len(name)
        if length > MAX_NAME_LENGTH:
            continue
        # Most names are one word of letters, which needs no closer look unless it is a word for something.
        if name.isalpha() and length >= _SHORTEST and name not in NO_VALUE:
            key = fold(name)
            if key.isascii() and key not in COMMON_NOUNS and name[0] < FIRST_SIGN and not name.islower():
                yield key, name, name, _BY_LENGTH[length - 1], None
                continue
        text = tidy(name)
        mention = None
        if not is_plain(text):
            mention = _whole(text)
            if mention.name != text or _asks_more(text):
                continue
        yield fold(text), name, text, _of_writing(text), mention


def _asks_more(text: str) -> bool:
    """Whether a text may be words only, no value, a capital of something, or a name with its coordinate."""
    return (
        text.islower()
        or text in NO_VALUE
        or "capital" in text.lower()
        or seat_phrase(text) is not None
        or sum(map(str.isdigit, text)) >= LEAST_DIGITS
    )


def _whole(text: str) -> Mention:
    """The first reading of a text: mostly all of it is a name."""
    first, _, rest = text.partition(" ")
    if rest and TELLING.isdisjoint(text) and not kinds_of(first):
        last = rest.rpartition(" ")[2]
        kinds = kinds_of(last)
        return Mention(text, text, kinds, last if kinds else "")
    return next(readings(text))


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


def _read_standings(index: Index, found: Iterable[Sequence[int]], known: _Standings) -> None:
    """Read the blocks of places that postings refer to, in the order of the file."""
    if len(known.blocks) > _MOST_BLOCKS:
        for part in known:
            part.clear()
    wanted = {(posting & RECORD_MASK) // BLOCK_PLACES for postings in found for posting in postings}
    for number in sorted(wanted.difference(known.blocks)):
        known.blocks[number] = _of_block(*index.columns(number * BLOCK_PLACES), known)


def _of_block(first: int, columns: Columns, known: _Standings) -> list[float]:
    """The standing of every place of a block; seats, large towns and areas are noted."""
    of, classes = columns.of, [_class(place_class) for place_class in columns.classes]
    usual, scores = [found.usual for found in classes], [found.score for found in classes]
    by_people = [found.by_people for found in classes]
    values = [usual[number] for number in of]
    for at, population in zip(columns.populated, columns.populations, strict=True):
        number = of[at]
        values[at] = scores[number] + by_people[number] * log10(max(population, 10))
        if population >= LEAST_SEAT:
            known.towns.add(first + at)
    if any(found.is_seat or found.kind != "city" for found in classes):
        _note_roles(first, columns, classes, values, known)
    return values


def _note_roles(
    first: int, columns: Columns, classes: Sequence[_Class], values: list[float], known: _Standings
) -> None:
    populations = dict(zip(columns.populated, columns.populations, strict=True))
    extents_m = dict(zip(columns.extended, columns.extents_m, strict=True))
    for at, number in enumerate(columns.of):
        found, record = classes[number], first + at
        if found.kind == "city":
            if found.is_seat:
                known.towns.add(record)
            continue
        known.kinds[record] = found.kind
        if at in extents_m or at in populations:
            extent_m = extents_m.get(at, UNKNOWN_EXTENT_M)
            values[at] = standing_of_area(found.kind, populations.get(at, 0), extent_m, found.source)
        if found.kind in _HOLDERS:
            known.holders.add(record)


@lru_cache(maxsize=1_024)
def _class(of: PlaceClass) -> _Class:
    if of.kind == "city":
        score, by_people = standing_of_class(of.feature, of.source)
        usual = score + by_people * log10(UNKNOWN_POPULATION)
        return _Class(of.kind, of.source, usual, score, by_people, of.feature in SEATS_OF_UNITS)
    usual = standing_of_area(of.kind, 0, UNKNOWN_EXTENT_M, of.source)
    return _Class(of.kind, of.source, usual, usual, 0.0, is_seat=False)


def _values(  # noqa: PLR0913, PLR0917 - in the loop over all names
    units: Units,
    standings: _Standings,
    postings: Sequence[int],
    text: str,
    more: float,
    mention: Mention | None,
) -> list[float]:
    """The scores of the places that bear a name, as ``weigh`` gives them; [] if another rule has a say."""
    blocks, holders, _, kinds = standings
    if mention is not None and not TELLING.isdisjoint(text):
        postings = _with_signs(postings)
    values = [
        blocks[(posting & RECORD_MASK) // BLOCK_PLACES][posting % BLOCK_PLACES]
        + _VALUES[posting >> RECORD_BITS]
        + more
        for posting in postings
    ]
    if min(values, default=_NEVER) == _NEVER:
        # A code counts only where nothing else is called so.
        postings = [posting for posting, value in zip(postings, values, strict=True) if value != _NEVER]
        values = [value for value in values if value != _NEVER]
        if mention is not None or not values:
            return []
    records = [posting & RECORD_MASK for posting in postings]
    with_holder = not holders.isdisjoint(records)
    if text.isupper() and (with_holder or any(p >> RECORD_BITS in _ABBREVIATIONS for p in postings)):
        return []  # these are meant to be in capitals
    if mention is not None and mention.kinds:
        _tell_kinds(kinds, records, mention, values)
    least = max(max(values) - CLOSE_CALL, WORTH_TELLING)
    told = [value > least for value in values]
    if True in told:
        values = [
            value + _MORE[posting >> RECORD_BITS] if tell else value
            for posting, value, tell in zip(postings, values, told, strict=True)
        ]
    if not text.isascii():
        _tell_spellings(text, postings, values)
    if with_holder and not standings.towns.isdisjoint(records):
        _weigh_namesakes(units, standings, postings, values, told)
    if max(values) < DOUBTED_BELOW and (more := _SENSES[other_sense(text)]):
        values = [value + more for value in values]
    return values


def _with_signs(postings: Sequence[int]) -> list[int]:
    """The bearers whose name has signs that part words, as the text has; none if their texts must tell."""
    sorts = [posting >> RECORD_BITS & SORT_MASK for posting in postings]
    if len(postings) == FEW_BEARERS or not {_PRIMARY, _WITH_SIGNS}.issuperset(sorts):
        return []
    return [posting for posting, sort in zip(postings, sorts, strict=True) if sort == _WITH_SIGNS]


def _tell_kinds(
    kinds: Mapping[int, Kind], records: Sequence[int], mention: Mention, values: list[float]
) -> None:
    for at, record in enumerate(records):
        rule, times, _ = kind_in_words(kinds.get(record, "city"), mention)
        values[at] += VALUES[rule] * times


def _weigh_namesakes(
    units: Units, standings: _Standings, postings: Sequence[int], values: list[float], told: Sequence[bool]
) -> None:
    """Towns beside the unit or the country that has their name, weighed as ranking does it."""
    bearers = {}
    for at, posting in enumerate(postings):
        record, high = posting & RECORD_MASK, posting >> RECORD_BITS
        if record in standings.holders or record in standings.towns:
            bearer = bearers[at] = Bearer(record, NAME_KIND_OF[high], units.index.record(record), "", high)
            bearer.score = values[at]
            if told[at] and high & SORT_MASK in SORT_RULES:
                bearer.marks = (Mark(SORT_RULES[high & SORT_MASK]),)
    namesakes(units, list(bearers.values()))
    for at, bearer in bearers.items():
        values[at] = bearer.score


def _tell_spellings(text: str, postings: Sequence[int], values: list[float]) -> None:
    least = max(values) - SPELLED_CALL
    close = [at for at, value in enumerate(values) if value > least]
    if 1 < len(close) <= MOST_SPELLED:
        sign, more = spelling_sign(text), VALUES[spelling_rule(text)]
        for at in close:
            if postings[at] >> RECORD_BITS + SIGN_BITS == sign:
                values[at] += more


def _decide_sole(value: float) -> tuple[Status, float]:
    """The same for the only place of its name."""
    if value < WEAK:
        return _UNTOLD
    part = 1 / (1 + exp(-value))
    sure = confidence(part)
    return status_of(sure, 1 - part), sure


def _decide(values: Sequence[float]) -> tuple[Status, float]:
    """Status and confidence by the scores, with shares as ``share`` has them; unresolved if all are weak."""
    best = max(values, default=_NEVER)
    if best < WEAK:
        return _UNTOLD
    highest = max(best, 0.0)
    parts = [exp(value - highest) for value in values]
    none = exp(-highest)
    whole = sum(parts) + none
    rival = sorted(parts)[-2] / whole if len(parts) > 1 else 0.0
    sure = confidence(max(parts) / whole, rival, 0, len(parts))
    return status_of(sure, none / whole), sure
