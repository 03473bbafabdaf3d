"""Weighs the places that bear many plain names at once, with the rules and weights of ``gazetteer.ranking``.

A rule that holds for many names is applied to columns; one that holds for few is applied name by name.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from gazetteer.clues import kind_in_words
from gazetteer.confidence import NONE_FROM, RESOLVED_FROM, confidences
from gazetteer.dictionary import SENSES, listed, sense_of
from gazetteer.found import FEW_BEARERS, WEAK
from gazetteer.marks import Bearer, Mark
from gazetteer.mention import Mention
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
from gazetteer.namesakes import namesakes
from gazetteer.place_columns import HOLDER, TOWN
from gazetteer.weights import DOUBTED_BELOW, VALUES
from gazetteer.writing import (
    CLOSE_CALL,
    MOST_SPELLED,
    NAME_VALUES,
    SORT_RULES,
    SPELLED_CALL,
    WORTH_TELLING,
    is_short_capitals,
    spelling_rule,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from gazetteer.context import Units
    from gazetteer.holders import Holders
    from gazetteer.place import Status
    from gazetteer.place_columns import PlaceColumns
    from gazetteer.plain_names import PlainNames
    from gazetteer.postings import Postings

    Flags = npt.NDArray[np.bool_]
    Numbers = npt.NDArray[np.int64]
    Values = npt.NDArray[np.float64]

__all__ = ["NO_POSTING", "STATUSES", "UNDECIDED", "Decisions", "decide"]

#: What ``Decisions.status`` counts.
STATUSES: tuple[Status, ...] = ("unresolved", "ambiguous", "resolved")
#: Stands for the status of a name about which the postings and columns do not decide.
UNDECIDED = -1
#: Stands for the posting of an answer that has no place.
NO_POSTING = -1

# What no rule can outweigh: a code, where it is no name too.
_NEVER = -inf
# By what stands above the record in a posting.
_HIGHS = range(256)
_IS_CODE = np.array([kind == "code" for kind in NAME_KIND_OF])
_VALUES = np.where(_IS_CODE, _NEVER, [NAME_VALUES.get(kind, 0.0) for kind in NAME_KIND_OF])
_MORE = np.array([VALUES.get(SORT_RULES.get(high & SORT_MASK, ""), 0.0) for high in _HIGHS])
_IS_ABBREVIATION = np.array([kind == "abbreviation" for kind in NAME_KIND_OF])
_PRIMARY, _WITH_SIGNS = NAME_SORTS.index("primary"), NAME_SORTS.index("primary: signs")
# What it says that a name is that of something else too.
_SENSES = {sense: VALUES[f"also: {sense}"] for sense in SENSES.values()}


class Decisions(NamedTuple):
    """What is decided about many names, a row for each.

    Attributes:
        status: The position in ``STATUSES``, or ``UNDECIDED``.
        confidence: As in ``Resolution``.
        posting: The posting of the place, or ``NO_POSTING``.
        bearers: How many places bear the name.
        rival: The share of the best rival.
        names: The names that were looked up, of the texts that say more than a name, by their rows.
    """

    status: npt.NDArray[np.int8]
    confidence: Values
    posting: Numbers
    bearers: Numbers
    rival: Values
    names: dict[int, str]

    @classmethod
    def none(cls, count: int) -> Decisions:
        """Rows in which nothing is decided yet."""
        return cls(
            np.full(count, UNDECIDED, np.int8),
            np.zeros(count),
            np.full(count, NO_POSTING),
            np.zeros(count, np.int64),
            np.zeros(count),
            {},
        )

    def write(self, rows: Numbers, found: Decisions) -> None:
        """Put decisions into some of the rows."""
        for column, values in zip(self.columns, found.columns, strict=True):
            column[rows] = values
        self.names.update({int(rows[at]): name for at, name in found.names.items()})

    @property
    def columns(self) -> Sequence[npt.NDArray[Any]]:
        """All but the names."""
        return self[:-1]


def decide(
    names: PlainNames, postings: Postings, columns: PlaceColumns, units: Units, holders: Holders | None = None
) -> Decisions:
    """The decisions about names.

    Args:
        names: The names.
        postings: Who bears each: ``FEW_BEARERS`` at most, ``MANY_BEARERS`` where texts say what holds them.
        columns: What these places are.
        units: What holds them.
        holders: What texts mean that say so; None where none does.
    """
    decisions = Decisions.none(len(names.keys))
    postings = _with_signs(names, postings)
    columns.read(postings.values & RECORD_MASK)
    postings = postings.only(_no_codes(names, postings) & _no_short_capitals(names, postings, columns))
    if holders is not None:
        postings = postings.only(_of_kind(names, postings, columns))
    said = names.writing[postings.of]
    after: Sequence[Values] = ()
    if holders is not None:
        fits, after = holders.weigh(names.holders, postings, said)
        postings, (said, *after) = _fitting(postings, fits, (said, *after))
    said += _of_kinds(names, postings, columns)
    high = postings.values >> RECORD_BITS
    values = columns.standing[postings.values & RECORD_MASK] + _VALUES[high]
    for more in (said, *after):
        values += more
    asked = np.flatnonzero(postings.counts)
    if len(asked):
        weighed = _Weighed(names, asked, postings, values, columns)
        told = weighed.tell_sorts()
        weighed.tell_spellings()
        weighed.weigh_namesakes(units, told)
        decisions.write(asked, weighed.decisions(weighed.tell_senses()))
    return decisions


def _fitting(postings: Postings, fits: Flags, columns: Sequence[Values]) -> tuple[Postings, Sequence[Values]]:
    """The postings of some names, with what stands beside each."""
    keep = fits[postings.of]
    return postings.only(keep), [column[keep] for column in columns]


def _with_signs(names: PlainNames, postings: Postings) -> Postings:
    """Without the bearers whose name lacks the signs that part words, or all where their texts must tell."""
    if names.holders and TELLING.isdisjoint("".join(names.texts)):
        return postings
    asked = [
        at
        for at in (range(len(names.holders)) if names.holders else names.mentions)
        if not TELLING.isdisjoint(names.text(at))
    ]
    keep = np.ones(len(postings.values), bool)
    ends = np.cumsum(postings.counts)
    for at in asked:
        some = slice(ends[at] - postings.counts[at], ends[at])
        sorts = postings.values[some] >> RECORD_BITS & SORT_MASK
        tells = postings.counts[at] < FEW_BEARERS and {_PRIMARY, _WITH_SIGNS}.issuperset(sorts.tolist())
        keep[some] = tells & (sorts == _WITH_SIGNS)
    return postings.only(keep)


def _no_codes(names: PlainNames, postings: Postings) -> Flags:
    """Where codes are left out, as they count only where nothing else is called so."""
    is_code = _IS_CODE[postings.values >> RECORD_BITS]
    with_code = np.unique(postings.of[is_code]).tolist()
    left_out = np.zeros(len(names.keys), bool)
    stays = np.zeros(len(names.keys), bool)
    if names.holders:
        # In capitals a code may be meant, which the text decides.
        left_out[[at for at in with_code if names.text(at).isupper()]] = True
    else:
        # Of a name that is a code alone the other senses are asked for, unless its writing says it is a code.
        stays[[at for at in with_code if postings.counts[at] == 1 and not names.text(at).isupper()]] = True
        left_out[[at for at in with_code if at in names.mentions]] = True
    flags: Flags = ~left_out[postings.of] & (~is_code | stays[postings.of])
    return flags


def _no_short_capitals(names: PlainNames, postings: Postings, columns: PlaceColumns) -> Flags:
    """Where names are left out that are meant to be in capitals, which ranking weighs."""
    meant = columns.role[postings.values & RECORD_MASK] == HOLDER
    meant |= _IS_ABBREVIATION[postings.values >> RECORD_BITS]
    meant &= ~_IS_CODE[postings.values >> RECORD_BITS]
    left_out = np.zeros(len(names.keys), bool)
    left_out[[at for at in np.unique(postings.of[meant]).tolist() if is_short_capitals(names.text(at))]] = (
        True
    )
    flags: Flags = ~left_out[postings.of]
    return flags


def _of_kind(names: PlainNames, postings: Postings, columns: PlaceColumns) -> Flags:
    """Where names are left out that a word takes for another kind of place than any that bears them.

    And those of which more places are known than count where nothing is said of what holds them.
    """
    left_out = np.zeros(len(names.keys), bool)
    left_out[[at for at, holders in enumerate(names.holders) if not holders]] = True
    left_out &= postings.counts > FEW_BEARERS
    kinds = columns.kinds[columns.of[postings.values & RECORD_MASK]]
    for said, members in _alike(names).items():
        if not said.in_name:
            fits = np.isin(kinds, said.mention.kinds) & np.isin(postings.of, members)
            left_out[members] |= np.bincount(postings.of[fits], minlength=len(names.keys))[members] == 0
    flags: Flags = ~left_out[postings.of]
    return flags


def _of_kinds(names: PlainNames, postings: Postings, columns: PlaceColumns) -> Values:
    """What it says that places are of the kind that a name asks for."""
    said = np.zeros(len(postings.values))
    kinds = columns.kinds[columns.of[postings.values & RECORD_MASK]]
    for kind_said, members in _alike(names).items():
        rows = np.flatnonzero(np.isin(postings.of, members))
        for kind in np.unique(kinds[rows]).tolist():
            rule, times, _ = kind_in_words(kind, kind_said.mention)
            said[rows[kinds[rows] == kind]] = VALUES[rule] * times
    return said


class _Kind(NamedTuple):
    """What a name asks for: the kind, by which word, and whether that is a part of the name."""

    mention: Mention
    in_name: bool


def _alike(names: PlainNames) -> dict[_Kind, list[int]]:
    """The names that ask for kinds, by what they ask."""
    alike: dict[_Kind, list[int]] = {}
    for at, mention in names.mentions.items():
        if mention.kinds:
            in_name = mention.kind_word in mention.name
            # All that is asked of the reading.
            short = Mention("", mention.kind_word if in_name else "", mention.kinds, mention.kind_word)
            alike.setdefault(_Kind(short, in_name), []).append(at)
    return alike


class _Weighed:
    """Names that some places bear each, with what speaks for these so far.

    Args:
        names: All names.
        asked: Which of them are meant.
        postings: The postings of all names, of others none.
        values: What speaks for each bearer.
        columns: What these places are.
    """

    def __init__(
        self, names: PlainNames, asked: Numbers, postings: Postings, values: Values, columns: PlaceColumns
    ) -> None:
        self.names, self.asked, self.columns, self.values = names, asked, columns, values
        self.postings, self.counts = postings.values, postings.counts[asked]
        self.of = np.repeat(np.arange(len(asked)), self.counts)
        self.starts = np.cumsum(self.counts) - self.counts
        self.records = postings.values & RECORD_MASK
        self.high = postings.values >> RECORD_BITS

    def best(self) -> Values:
        """For each name, the most that speaks for one of its bearers."""
        best: Values = np.maximum.reduceat(self.values, self.starts)
        return best

    def bearers(self, at: int) -> range:
        """Where the bearers of a name stand."""
        return range(self.starts[at], self.starts[at] + self.counts[at])

    def tell_sorts(self) -> Flags:
        """Add what alternates are to the usual names of the best places; tells of which ones."""
        told: Flags = self.values > np.maximum(self.best() - CLOSE_CALL, WORTH_TELLING)[self.of]
        self.values[told] += _MORE[self.high[told]]
        return told

    def tell_spellings(self) -> None:
        """Add what it says that a source spells the name with these accents and letters, for close rivals."""
        close = self.values > (self.best() - SPELLED_CALL)[self.of]
        count = np.add.reduceat(close.astype(np.int64), self.starts)
        for at in np.flatnonzero((count > 1) & (count <= MOST_SPELLED)).tolist():
            text = self.names.text(self.asked[at])
            if not text.isascii():
                sign, more = spelling_sign(text), VALUES[spelling_rule(text)]
                for row in self.bearers(at):
                    if close[row] and self.high[row] >> SIGN_BITS == sign:
                        self.values[row] += more

    def weigh_namesakes(self, units: Units, told: Flags) -> None:
        """Weigh towns beside the unit or the country that has their name, as ranking does it."""
        role = self.columns.role[self.records]
        both = np.bitwise_or.reduceat(role, self.starts) == HOLDER | TOWN
        for at in np.flatnonzero(both).tolist():
            bearers = {}
            for row in self.bearers(at):
                if not role[row]:
                    continue
                record, high = int(self.records[row]), int(self.high[row])
                bearer = Bearer(record, NAME_KIND_OF[high], units.index.record(record), "", high)
                bearer.score = float(self.values[row])
                if told[row] and high & SORT_MASK in SORT_RULES:
                    bearer.marks = (Mark(SORT_RULES[high & SORT_MASK]),)
                bearers[row] = bearer
            mention = self.names.mentions.get(int(self.asked[at]))
            # Where the unit is said, its seat does not stand for it, see ``gazetteer.clues``.
            said = mention is not None and "admin1" in mention.kinds and mention.kind_word not in mention.name
            namesakes(units, list(bearers.values()), "region" if said else "any")
            for row, bearer in bearers.items():
                self.values[row] = bearer.score

    def tell_senses(self) -> Flags:
        """Weigh what a name is besides, where little speaks for any place; tells of which names."""
        names, doubted = self.names, np.flatnonzero(self.best() < DOUBTED_BELOW)
        more = np.zeros(len(self.asked))
        asked = self.asked[doubted].tolist()
        for at, name, number in zip(
            doubted.tolist(), asked, listed([names.keys[name] for name in asked]), strict=True
        ):
            if number is not None and (sense := sense_of(names.text(name), names.keys[name])):
                more[at] = _SENSES[sense]
        self.values += more[self.of]
        besides: Flags = more != 0
        return besides

    def decisions(self, besides: Flags) -> Decisions:
        """The decisions by the scores, with shares as ``gazetteer.marks`` has them.

        Undecided where little speaks for any place, for then the text may be a slip, unless it is something
        ``besides``: see ``Found.stands``.
        """
        best, bearers = self.best(), self.counts
        highest = np.maximum(best, 0.0)
        parts, none = np.exp(self.values - highest[self.of]), np.exp(-highest)
        whole = np.add.reduceat(parts, self.starts) + none
        share = np.maximum.reduceat(parts, self.starts)
        first = self._first(parts == share[self.of])
        posting = self.postings[first]
        parts[first] = 0.0
        rival = np.maximum.reduceat(parts, self.starts) / whole
        sure = confidences(share / whole, rival, bearers)
        status = np.where(sure >= RESOLVED_FROM, STATUSES.index("resolved"), STATUSES.index("ambiguous"))
        unresolved = (none / whole > NONE_FROM) | ((best < WEAK) & ~besides)
        plain = np.isin(self.asked, [*self.names.mentions], invert=True) & (not self.names.holders)
        status[unresolved] = UNDECIDED
        status[unresolved & besides & plain] = STATUSES.index("unresolved")
        for column, empty in ((sure, 0.0), (posting, NO_POSTING), (rival, 0.0)):
            column[unresolved] = empty
        return Decisions(status.astype(np.int8), sure, posting, bearers, rival, {})

    def _first(self, equal: Flags) -> Numbers:
        """Of the equally best bearers of each name, the one that stands first in the index."""
        records = np.where(equal, self.records, RECORD_MASK + 1)
        return np.flatnonzero(records == np.minimum.reduceat(records, self.starts)[self.of])
