"""Many plain names at once: status and confidence now, the rest when it is asked for.

Names are looked up in the order of their keys and places read in the order of their records, so that each
piece of the index is read once; and no object is made that nobody asks for. What an answer needs stands in
the postings and in the fixed columns of the places: no text is read. Names about which more is to be said are
left to ``Gazetteer.resolve``; a test holds that both agree.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from math import exp, inf
from operator import itemgetter

from gazetteer.clues import kind_in_words
from gazetteer.confidence import confidence, status_of
from gazetteer.context import Units
from gazetteer.dictionary import SENSES, listed, sense_of
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
from gazetteer.namesakes import namesakes
from gazetteer.readings import kinds_of, readings
from gazetteer.resolution import Resolution, later
from gazetteer.seat import seat_phrase
from gazetteer.standings import Standings
from gazetteer.weights import DOUBTED_BELOW, VALUES
from gazetteer.words import COMMON_NOUNS, KIND_WORDS, NO_VALUE
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

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from gazetteer.index import Index
    from gazetteer.place import Kind, Status

__all__ = ["NO_POSTING", "Bulk", "Decision", "without_collecting"]

# What no rule can outweigh: a code, where it is no name too.
_NEVER = -inf
# By what stands above the record in a posting.
_VALUES = tuple(_NEVER if kind == "code" else NAME_VALUES.get(kind, 0.0) for kind in NAME_KIND_OF)
_MORE = tuple(VALUES.get(SORT_RULES.get(high & SORT_MASK, ""), 0.0) for high in range(256))
_PRIMARY, _WITH_SIGNS = NAME_SORTS.index("primary"), NAME_SORTS.index("primary: signs")
_BATCH = 16_384
# What stands above the record in the posting of an abbreviation.
_ABBREVIATIONS = frozenset(high for high in range(256) if NAME_KIND_OF[high] == "abbreviation")
# What it says that a name is that of something else too.
_SENSES = {sense: VALUES[f"also: {sense}"] for sense in SENSES.values()}
#: Stands for the posting of an answer that has no place.
NO_POSTING = -1
# What the writing says of a text that has a capital and is no abbreviation, by its length.
_SHORTEST = 5
_BY_LENGTH = [of_text("X" + "x" * length)[0] for length in range(MAX_NAME_LENGTH + 1)]

#: Key, position, text, what its writing says about it, and its reading if that asks for a kind of place.
_Asked: TypeAlias = "tuple[str, int, str, float, Mention | None]"
#: Status, confidence, the posting of the place, how many places bear the name, the share of the best rival.
Decision: TypeAlias = "tuple[Status, float, int, int, float]"
_key = itemgetter(0)


class Bulk:
    """Answers many plain names by one index; what it has read of the places stays for the next ones.

    Args:
        index: The index to look names up in.
    """

    __slots__ = ("_index", "_standings", "_units")

    def __init__(self, index: Index) -> None:
        self._index = index
        self._units = Units(index)
        self._standings = Standings(index)

    def answer(self, names: Sequence[str], again: Callable[[str], Resolution]) -> list[Resolution | None]:
        """The answers to names, None to those for which the index's postings and columns do not decide.

        Args:
            names: The names.
            again: What gives the whole answer to a name.
        """
        return [
            None if decision is None else later(name, decision[0], decision[1], again)
            for name, decision in zip(names, self.decide(names), strict=True)
        ]

    def decide(self, names: Sequence[str]) -> list[Decision | None]:
        """What the index's postings and columns say of names, None of those that they do not decide.

        Examples:
            >>> import gazetteer
            >>> status, sure, posting, bearers, rival = Bulk(gazetteer.open().index).decide(["Tessalit"])[0]
            >>> status, gazetteer.open().index.place(posting & RECORD_MASK).country
            ('resolved', 'ML')
        """
        sole: dict[float, tuple[Status, float]] = {}
        decisions: list[Decision | None] = []
        # What is at hand for some thousand names stays in the caches of the processor.
        for start in range(0, len(names), _BATCH):
            decisions += self._decide_batch(names[start : start + _BATCH], sole)
        return decisions

    def _decide_batch(
        self, names: Sequence[str], sole: dict[float, tuple[Status, float]]
    ) -> list[Decision | None]:
        decisions: list[Decision | None] = [None] * len(names)
        asked = sorted(_read(names), key=_key)
        keys = [*map(_key, asked)]
        found = [
            postings if len(postings) <= FEW_BEARERS else postings[:FEW_BEARERS]
            for postings in self._index.postings_in_order(keys)
        ]
        self._standings.read(found)
        of = self._standings.of
        for (key, at, text, more, mention), postings, is_listed in zip(
            asked, found, listed(keys), strict=True
        ):
            sense = None
            if len(postings) == 1 and mention is None and not text.isupper():
                (posting,) = postings
                high = posting >> RECORD_BITS
                value = of[posting & RECORD_MASK] + _VALUES[high] + more
                if value > WORTH_TELLING:
                    value += _MORE[high]
                if is_listed is not None and value < DOUBTED_BELOW and (sense := sense_of(text, key)):
                    value += _SENSES[sense]
                decided = sole.get(value)
                if decided is None:
                    decided = sole[value] = _decide_sole(value)
                decision = (*decided, posting, 1, 0.0)
            elif postings:
                borne, values = _values(self._units, self._standings, postings, text, more, mention)
                told = is_listed is not None and values and max(values) < DOUBTED_BELOW
                if told and (sense := sense_of(text, key)):
                    values = [value + _SENSES[sense] for value in values]
                decision = _decide(borne, values, stands=sense is not None)
            else:
                continue
            if decision[0] != "unresolved":
                decisions[at] = decision
            elif sense is not None and mention is None:  # no slip, see ``Found.stands``
                decisions[at] = ("unresolved", 0.0, NO_POSTING, decision[3], 0.0)
        return decisions


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


def _read(names: Sequence[str]) -> Iterator[_Asked]:
    for at, name in enumerate(names):
        length = len(name)
        if length > MAX_NAME_LENGTH:
            continue
        # Most names are words of letters, which need no closer look unless they are words for something.
        if name.isascii() and name.isalpha():
            key = name.lower()
            is_name = key != name and key not in COMMON_NOUNS
        else:
            words, letters = name, name.replace(" ", "")
            if not letters.isalpha() and name[:1] != "'" != name[-1:]:
                # These signs part no names, and keys and the tables of words are without them.
                words = name.replace("-", "").replace("'", "").replace(".", "").replace("\u2019", "")
                letters = words.replace(" ", "")
            is_name = letters.isalpha() and name[0] < FIRST_SIGN and not name.islower()
            if is_name:
                key = letters.lower() if letters.isascii() else fold(letters)
                is_name = (
                    key not in COMMON_NOUNS if len(words) == len(letters) else _is_name(words.split(" "))
                )
        # A few letters may be an abbreviation.
        if is_name and (length >= _SHORTEST or not name.isupper()):
            if name not in NO_VALUE:
                yield key, at, name, _BY_LENGTH[length - 1], None
            continue
        text = tidy(name)
        mention = None
        if not is_plain(text):
            mention = _whole(text)
            if mention.name != text or _asks_more(text):
                continue
        yield fold(text), at, text, _of_writing(text), mention


def _is_name(words: Sequence[str]) -> bool:
    """Whether several words of letters are all name, with one space between them."""
    if "" in words:
        return False
    first, last = words[0], words[-1]
    if not (first.isascii() and last.isascii()):
        first, last = fold(first), fold(last)
    return first.lower() not in KIND_WORDS and last.lower() not in COMMON_NOUNS


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


def _values(  # noqa: PLR0913, PLR0917 - in the loop over all names
    units: Units,
    standings: Standings,
    postings: Sequence[int],
    text: str,
    more: float,
    mention: Mention | None,
) -> tuple[Sequence[int], list[float]]:
    """Who bears a name, with scores but for its other senses; nobody if another rule has a say."""
    of, holders = standings.of, standings.holders
    if mention is not None and not TELLING.isdisjoint(text):
        postings = _with_signs(postings)
    records: list[int] = []
    values: list[float] = []
    for posting in postings:
        records.append(record := posting & RECORD_MASK)
        values.append(of[record] + _VALUES[posting >> RECORD_BITS] + more)
    if not values or _NEVER in values:
        # A code counts only where nothing else is called so.
        postings = [posting for posting, value in zip(postings, values, strict=True) if value != _NEVER]
        values = [value for value in values if value != _NEVER]
        if mention is not None or not values:
            return (), []
        records = [posting & RECORD_MASK for posting in postings]
    with_holder = not holders.isdisjoint(records)
    if text.isupper() and (with_holder or any(p >> RECORD_BITS in _ABBREVIATIONS for p in postings)):
        return (), []  # these are meant to be in capitals
    if mention is not None and mention.kinds:
        _tell_kinds(standings.kinds, records, mention, values)
    told = _tell_sorts(postings, values)
    if not text.isascii():
        _tell_spellings(text, postings, values)
    if with_holder and not standings.towns.isdisjoint(records):
        _weigh_namesakes(units, standings, postings, values, told)
    return postings, values


def _with_signs(postings: Sequence[int]) -> list[int]:
    """The bearers whose name has signs that part words, as the text has; none if their texts must tell."""
    sorts = [posting >> RECORD_BITS & SORT_MASK for posting in postings]
    if len(postings) == FEW_BEARERS or not {_PRIMARY, _WITH_SIGNS}.issuperset(sorts):
        return []
    return [posting for posting, sort in zip(postings, sorts, strict=True) if sort == _WITH_SIGNS]


def _tell_sorts(postings: Sequence[int], values: list[float]) -> list[int]:
    """Add what alternates are to the usual names of the best places; gives where these stand."""
    best = max(values)
    if best <= WORTH_TELLING:
        return []
    least = max(best - CLOSE_CALL, WORTH_TELLING)
    told = [at for at, value in enumerate(values) if value > least]
    for at in told:
        values[at] += _MORE[postings[at] >> RECORD_BITS]
    return told


def _tell_kinds(
    kinds: Mapping[int, Kind], records: Sequence[int], mention: Mention, values: list[float]
) -> None:
    for at, record in enumerate(records):
        rule, times, _ = kind_in_words(kinds.get(record, "city"), mention)
        values[at] += VALUES[rule] * times


def _weigh_namesakes(
    units: Units, standings: Standings, postings: Sequence[int], values: list[float], told: Sequence[int]
) -> None:
    """Towns beside the unit or the country that has their name, weighed as ranking does it."""
    bearers = {}
    for at, posting in enumerate(postings):
        record, high = posting & RECORD_MASK, posting >> RECORD_BITS
        if record in standings.holders or record in standings.towns:
            bearer = bearers[at] = Bearer(record, NAME_KIND_OF[high], units.index.record(record), "", high)
            bearer.score = values[at]
            if at in told and high & SORT_MASK in SORT_RULES:
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
        return "unresolved", 0.0
    part = 1 / (1 + exp(-value))
    sure = confidence(part)
    return status_of(sure, 1 - part), sure


def _decide(postings: Sequence[int], values: Sequence[float], *, stands: bool) -> Decision:
    """The decision by the scores, with shares as ``share`` has them.

    Unresolved if all are weak, for then the text may be a slip, unless it ``stands`` as it is.
    """
    if not values:
        return "unresolved", 0.0, NO_POSTING, 0, 0.0
    best = max(values)
    if best < WEAK and not stands:
        return "unresolved", 0.0, NO_POSTING, len(values), 0.0
    highest = max(best, 0.0)
    parts = [exp(value - highest) for value in values]
    none = exp(-highest)
    whole = sum(parts) + none
    first = parts.index(max(parts))
    if parts.count(parts[first]) > 1:  # of equals the one that stands first in the index, as ranking has it
        first = min(
            (posting & RECORD_MASK, at) for at, posting in enumerate(postings) if parts[at] == parts[first]
        )[1]
    parts.sort()
    rival = parts[-2] / whole if len(parts) > 1 else 0.0
    sure = confidence(parts[-1] / whole, rival, 0, len(parts))
    return status_of(sure, none / whole), sure, postings[first], len(parts), rival
