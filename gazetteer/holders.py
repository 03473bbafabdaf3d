"""Which of many places lie in what texts say holds them, and what that says for each: ``Holders``.

It does for columns of places what ``gazetteer.clues`` does for the bearers of one name.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gazetteer.mentioned import holders_of
from gazetteer.name_shard import RECORD_MASK
from gazetteer.place_columns import country_number
from gazetteer.readings import is_code
from gazetteer.weights import LEAST_HELD, VALUES
from geo.sphere import EARTH_RADIUS_M

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from gazetteer.context import Scope, Units
    from gazetteer.place_columns import PlaceColumns
    from gazetteer.postings import Postings
    from gazetteer.search import Finder

    Flags = npt.NDArray[np.bool_]
    Numbers = npt.NDArray[np.int64]
    Values = npt.NDArray[np.float64]

__all__ = ["Holders"]

_HELD, _NOT_HELD = VALUES["words: held"], VALUES["words: not held"]
_ANOTHER, _DOUBTFUL = VALUES["words: another held"], VALUES["words: doubtful holder"]
_LEAST_DOUBT = -0.01
_COUNTRY, _UNIT, _WIDE = range(3)
_SORTS = {"country": _COUNTRY, "admin1": _UNIT, "admin2": _UNIT}
_E7 = 1e7
_NOTHING = -1
# What a text may mean as a holder: sort, record, country, extent, point, and the doubt about it.
_SCOPE = np.dtype(
    [
        ("sort", "u1"),
        ("record", "<i8"),
        ("country", "<u2"),
        ("extent_m", "<u4"),
        ("lon_e7", "<i4"),
        ("lat_e7", "<i4"),
        ("doubt", "<f8"),
    ]
)
# A name may be borne in as many countries that have a subdivision of one code.
_MOST_CODED = 60
_MOST_KEPT = 100_000


class _Said(NamedTuple):
    """A text that names a holder, and where subdivisions end in this code, the countries of these."""

    text: str
    countries: tuple[str, ...] = ()


class Holders:
    """What texts mean that say what holds places, and which places these hold.

    Args:
        finder: Where names are looked up.
        columns: What places are.
    """

    def __init__(self, finder: Finder, columns: PlaceColumns) -> None:
        self._finder, self._columns = finder, columns
        self._scopes: dict[_Said, npt.NDArray[np.void]] = {}
        self._coded: dict[tuple[str, int], str] = {}

    def weigh(
        self, holders: Sequence[tuple[str, ...]], postings: Postings, values: Values
    ) -> tuple[Flags, list[Values]]:
        """Add what it says for and against places that texts say what holds them.

        Args:
            holders: What holds each name by its text.
            postings: Who bears each; their columns are read.
            values: What speaks for each bearer so far; added to.

        Returns:
            Which names have bearers in each of their holders; and what is to be added to the values at the
            end, holder by holder, for another bearer is in it.
        """
        bearers = _Bearers(self._columns, postings, self._finder.units)
        fits, after = np.ones(len(holders), bool), []
        numbers: dict[tuple[str, ...], int] = {}
        told = np.array([numbers.setdefault(texts, len(numbers)) for texts in holders], np.int64)
        for slot in range(max(map(len, numbers), default=0)):
            texts = [own[slot] if slot < len(own) else "" for own in numbers]
            said, of_name = self._said(texts, told, bearers)
            rows = np.flatnonzero(of_name[postings.of] != _NOTHING)
            held, doubt = self._held(said, of_name[postings.of[rows]], bearers, rows)
            values[rows] += np.where(held, _HELD, _NOT_HELD)
            values[rows] += np.where(held & (doubt < _LEAST_DOUBT), doubt * _DOUBTFUL, 0.0)
            lacking = np.zeros(len(values))
            lacking[rows[~held]] = _ANOTHER
            after.append(lacking)
            some = np.bincount(postings.of[rows[held]], minlength=len(holders)) > 0
            fits &= some | (of_name == _NOTHING)
        return fits, after

    def _said(self, texts: Sequence[str], told: Numbers, bearers: _Bearers) -> tuple[list[_Said], Numbers]:
        """What is said, each once, and which of it is said of each name."""
        said: dict[_Said, int] = {}
        of_text = [said.setdefault(_Said(text), len(said)) if text else _NOTHING for text in texts]
        of_name = np.array(of_text, np.int64)[told]
        for text in {*filter(is_code, texts)}:
            names = np.flatnonzero(of_name == said[_Said(text)])
            # "ON" names a place's holder where a subdivision of its country has the code CA-ON.
            among, of = bearers.of_names(names)
            countries = bearers.country[among]
            coded = [
                (number, code)
                for number in np.unique(countries).tolist()
                if (code := self._code(text, number))
            ]
            mask = np.zeros(len(names), np.int64)
            for bit, (number, _) in enumerate(coded[:_MOST_CODED]):
                np.bitwise_or.at(mask, of[countries == number], 1 << bit)
            for bits in np.unique(mask).tolist():
                if bits:
                    own = tuple(sorted(code for bit, (_, code) in enumerate(coded) if bits >> bit & 1))
                    of_name[names[mask == bits]] = said.setdefault(_Said(text, own), len(said))
        return [*said], of_name

    def _code(self, text: str, number: int) -> str:
        """The code of a country by its number, if one of its subdivisions has a code that ends so; or ""."""
        key = text, number
        if key not in self._coded:
            code = number.to_bytes(2, "little").decode().rstrip()
            found = code and self._finder.index.by_code(f"{code}-{text}") is not None
            self._coded[key] = code if found else ""
        return self._coded[key]

    def _held(
        self, said: Sequence[_Said], which: Numbers, bearers: _Bearers, rows: Numbers
    ) -> tuple[Flags, Values]:
        """Which bearers lie in what is said, and the doubt about the likeliest meaning that holds them."""
        tables = [self._table(one) for one in said]
        scopes = np.concatenate(tables) if tables else np.zeros(0, _SCOPE)
        counts = np.array([len(table) for table in tables], np.int64)
        starts = np.cumsum(counts) - counts
        of_row = counts[which]
        pair_row = np.repeat(np.arange(len(rows)), of_row)
        step = np.arange(len(pair_row)) - np.repeat(np.cumsum(of_row) - of_row, of_row)
        holds = bearers.within(rows[pair_row], scopes[np.repeat(starts[which], of_row) + step])
        # The first that holds is the likeliest.
        first = np.full(len(rows), _NOTHING)
        at = np.flatnonzero(holds)[::-1]
        first[pair_row[at]] = step[at]
        held = first != _NOTHING
        doubt = np.zeros(len(rows))
        doubt[held] = scopes["doubt"][starts[which[held]] + first[held]]
        return held, doubt

    def _table(self, said: _Said) -> npt.NDArray[np.void]:
        """The meanings of a text, the likeliest first."""
        if said not in self._scopes:
            if len(self._scopes) >= _MOST_KEPT:
                self._scopes.clear()
            found = holders_of(self._finder, said.text, said.countries)
            self._scopes[said] = np.array([_scope(*meaning) for meaning in found], _SCOPE)
        return self._scopes[said]


def _scope(scope: Scope, probability: float) -> tuple[float, ...]:
    facts = scope.facts
    if facts is None or scope.record is None:
        raise TypeError(f"{scope.label} is no place of the index")
    return (
        _SORTS.get(facts.kind, _WIDE),
        scope.record,
        country_number(facts.country),
        facts.extent_m,
        facts.lon_e7,
        facts.lat_e7,
        max(math.log(max(probability, 1e-9)), LEAST_HELD),
    )


class _Bearers:
    """The columns of the bearers of some names that tell where they lie."""

    def __init__(self, columns: PlaceColumns, postings: Postings, units: Units) -> None:
        self.columns, self.postings = columns, postings
        self.records = postings.values & RECORD_MASK
        self.country = columns.country[self.records]
        self.shared = columns.shared[self.records]
        parents, self._parent = np.unique(columns.parent[self.records], return_inverse=True)
        chains = [units.chain(parent) for parent in parents.tolist()]
        self._chains = np.full((len(chains), max(map(len, chains), default=0)), _NOTHING)
        for number, chain in enumerate(chains):
            self._chains[number, : len(chain)] = chain
        self._sharing = units.index.sharing

    def of_names(self, names: Numbers) -> tuple[Numbers, Numbers]:
        """Where the bearers of some names stand, and whose they are by the position among these names."""
        counts = self.postings.counts[names]
        ends = np.cumsum(self.postings.counts)[names]
        of = np.repeat(np.arange(len(names)), counts)
        step = np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts)
        return (ends - counts)[of] + step, of

    def within(self, rows: Numbers, scopes: npt.NDArray[np.void]) -> Flags:
        """Whether each of some bearers lies in an area, as ``Scope.holds`` has it."""
        holds: Flags = self.records[rows] == scopes["record"]
        for sort, test in ((_COUNTRY, self._in_country), (_UNIT, self._in_unit), (_WIDE, self._in_extent)):
            some = np.flatnonzero((scopes["sort"] == sort) & ~holds)
            if len(some):
                holds[some] = test(rows[some], scopes[some])
        return holds

    def _in_country(self, rows: Numbers, scopes: npt.NDArray[np.void]) -> Flags:
        holds: Flags = self.country[rows] == scopes["country"]
        for at in np.flatnonzero((self.shared[rows] > 0) & ~holds).tolist():
            sharing = self._sharing[self.shared[rows[at]]]
            holds[at] = int(scopes["country"][at]) in map(country_number, sharing)
        return holds

    def _in_unit(self, rows: Numbers, scopes: npt.NDArray[np.void]) -> Flags:
        held: Flags = (self._chains[self._parent[rows]] == scopes["record"][:, None]).any(axis=1)
        return held

    def _in_extent(self, rows: Numbers, scopes: npt.NDArray[np.void]) -> Flags:
        records = self.records[rows]
        columns = self.columns
        # What ``geo.sphere.sphere_m`` does.
        here_lat, lat = np.radians(columns.lat_e7[records] / _E7), np.radians(scopes["lat_e7"] / _E7)
        across = np.sin(np.radians(scopes["lon_e7"] / _E7 - columns.lon_e7[records] / _E7) / 2)
        along = np.sin((lat - here_lat) / 2)
        chord = along * along + np.cos(here_lat) * np.cos(lat) * across * across
        gap_m = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(chord, 1.0)))
        inside: Flags = (columns.extent_m[records] <= scopes["extent_m"]) & (gap_m <= scopes["extent_m"])
        return inside
