"""How the names of one document inform each other: the same country, the same region, close together.

A document is about somewhere. Each name spreads its share of weight over the places that it may mean; what
the other names put into a country, into a first-level unit, into a neighbourhood says how likely one more
name is to lie there. With ``m`` of ``n`` names there, that is ``(a b + m) / (a + n)``, where ``b`` is the
usual share of such an area in all reports and ``a`` says how many names' worth of doubt there is before any
is heard: the predictive rule of a Dirichlet process (Blackwell and MacQueen 1973). Against ``b`` it is
evidence in log-odds. ``COMPANY_LEAST`` of all names lie where they do whatever the document is about: that
bounds what the company can say against a place, so one name elsewhere stays there.

All is added up once and a name's own share taken off, so the work grows with the number of names alone.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.context import NO_RECORD
from gazetteer.marks import Mark, share, total
from gazetteer.weights import (
    CLOSE_M,
    COMPANY_LEAST,
    COMPANY_PRIOR,
    FAMOUS_POPULATION,
    LEAST_SHARE,
    USUAL_SHARE,
)
from geo.sphere import sphere_m

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.context import Units
    from gazetteer.found import Found
    from gazetteer.marks import Bearer

__all__ = ["hear"]

_ROUNDS = 3
_REACH_CELLS = 3
_E7 = 1e7
# Evidence smaller than this says nothing, and is not shown.
_LEAST_MARK = 0.01
_UNITS = frozenset({"admin1", "admin2"})
# These are no places that others are close to.
_WIDE = frozenset({"country", "region", "natural"})


class _Spot(NamedTuple):
    """Where one meaning of a name is, as far as company goes."""

    record: int
    unit: bool
    countries: tuple[str, ...]
    region: int | None
    holders: tuple[int, ...]
    cell: tuple[int, int] | None
    lon: float
    lat: float
    heard: float


# How a place is to the others whose company is close.
_NEARBY = "nearby"


class _Cell:
    """A square of one degree: the weight in it, and its middle by weight."""

    __slots__ = ("lat", "lon", "weight")

    def __init__(self) -> None:
        self.weight = self.lon = self.lat = 0.0


def hear(units: Units, found: Sequence[Found]) -> None:
    """Let the names of one document tell what the others mean: marks and scores of their bearers change.

    Args:
        units: Which units hold a place.
        found: What each name of the document may mean, each name once.
    """
    heard = [entry for entry in found if entry.bearers]
    if len(heard) < 2:
        return
    _forget(heard)
    _forgive_case(heard)
    alone = [[bearer.score for bearer in entry.bearers] for entry in heard]
    spots = [[_spot(units, bearer) for bearer in entry.bearers] for entry in heard]
    for _ in range(_ROUNDS):
        shares = [share([bearer.score for bearer in entry.bearers]) for entry in heard]
        company = _Company()
        for where, weights in zip(spots, shares, strict=True):
            company.join(where, weights)
        for entry, scores, where, weights in zip(heard, alone, spots, shares, strict=True):
            company.join(where, weights, sign=-1)
            towns = {spot.region for spot in where if spot.cell and not spot.unit}
            for bearer, score, spot in zip(entry.bearers, scores, where, strict=True):
                marks = company.marks(spot)
                if spot.record in towns:
                    # What is in the unit is round its town too: it does not tell which of them is meant.
                    marks = [mark for mark in marks if mark.rule != "company: holds"]
                bearer.company = tuple(marks)
                bearer.score = score + total(bearer.company)
            company.join(where, weights)
    names = _Names(units, heard, spots)
    for entry, where in zip(heard, spots, strict=True):
        for bearer, spot in zip(entry.bearers, where, strict=True):
            bearer.company = tuple(names.word(mark, spot, entry) for mark in bearer.company)


def _forget(heard: Sequence[Found]) -> None:
    """What was heard before counts no more."""
    for entry in heard:
        for bearer in entry.bearers:
            bearer.score -= total(bearer.company)
            bearer.company = ()


def _forgive_case(heard: Sequence[Found]) -> None:
    """In a document that is written in capitals, or without any, the case of a name says nothing."""
    for rule, is_so in (("short capitals", str.isupper), ("lower case", str.islower)):
        if 2 * sum(is_so(entry.text) for entry in heard) <= len(heard):
            continue
        for entry in heard:
            for bearer in entry.bearers:
                bearer.score -= total([mark for mark in bearer.marks if mark.rule == rule])
                bearer.marks = tuple(mark for mark in bearer.marks if mark.rule != rule)


def _spot(units: Units, bearer: Bearer) -> _Spot:
    facts = bearer.facts
    lon, lat = facts.lon_e7 / _E7, facts.lat_e7 / _E7
    countries = tuple(filter(None, (facts.country, *facts.shared_with)))
    cell = None if facts.kind in _WIDE else (int(lon // 1), int(lat // 1))
    heard = 1 / (1 + math.sqrt(facts.population / FAMOUS_POPULATION)) if facts.kind == "city" else 1.0
    if bearer.record == NO_RECORD:
        return _Spot(NO_RECORD, False, countries, None, (), cell, lon, lat, heard)
    region, holders = units.region(bearer.record, facts), units.holders(facts)
    return _Spot(bearer.record, facts.kind in _UNITS, countries, region, holders, cell, lon, lat, heard)


class _Company:
    """Where the names of a document are, added up."""

    __slots__ = ("cells", "countries", "in_cells", "in_countries", "in_regions", "inside", "regions", "units")

    def __init__(self) -> None:
        self.countries: dict[str, float] = {}
        self.in_countries = 0.0
        self.regions: dict[int, float] = {}
        self.in_regions: dict[str, float] = {}
        self.cells: dict[tuple[int, int], _Cell] = {}
        self.in_cells = 0.0
        #: How surely a unit is named, and how surely something in it is.
        self.units: dict[int, float] = {}
        self.inside: dict[int, float] = {}

    def join(self, where: Sequence[_Spot], weights: Sequence[float], sign: int = 1) -> None:
        """Add one name, or take it off."""
        for spot, part in zip(where, weights, strict=True):
            if part < LEAST_SHARE:
                continue
            weight = sign * part * spot.heard
            if spot.countries:
                country = spot.countries[0]
                self.countries[country] = self.countries.get(country, 0.0) + weight
                self.in_countries += weight
                if spot.region is not None:
                    self.regions[spot.region] = self.regions.get(spot.region, 0.0) + weight
                    self.in_regions[country] = self.in_regions.get(country, 0.0) + weight
            if spot.cell is not None:
                self._join_cell(spot.cell, spot, weight)
            if spot.unit:
                self.units[spot.record] = self.units.get(spot.record, 0.0) + weight
            for holder in spot.holders:
                self.inside[holder] = self.inside.get(holder, 0.0) + weight

    def _join_cell(self, number: tuple[int, int], spot: _Spot, weight: float) -> None:
        cell = self.cells.setdefault(number, _Cell())
        cell.weight += weight
        cell.lon += weight * spot.lon
        cell.lat += weight * spot.lat
        self.in_cells += weight

    def marks(self, spot: _Spot) -> list[Mark]:
        """What this company says for or against a place."""
        said = []
        if spot.countries:
            here = max(self.countries.get(country, 0.0) for country in spot.countries)
            said.append(("company: country", _evidence("country", here, self.in_countries)))
        if spot.region is not None and spot.countries:
            there = self.in_regions.get(spot.countries[0], 0.0)
            said.append(("company: region", _evidence("region", self.regions.get(spot.region, 0.0), there)))
        if spot.cell is not None:
            said.append(("company: close", _evidence("close", self._around(spot), self.in_cells)))
        held = max([self.units.get(holder, 0.0) for holder in spot.holders], default=0.0)
        said.append(("company: held", min(held, 1.0)))
        if spot.record in self.inside:
            said.append(("company: holds", min(self.inside[spot.record], 1.0)))
        return [Mark(rule, times) for rule, times in said if abs(times) > _LEAST_MARK]

    def _around(self, spot: _Spot) -> float:
        """The weight nearby, each part of it counted less the farther it is."""
        if spot.cell is None:
            return 0.0
        column, row = spot.cell
        whole = 0.0
        for east in range(column - _REACH_CELLS, column + _REACH_CELLS + 1):
            for north in range(row - _REACH_CELLS, row + _REACH_CELLS + 1):
                cell = self.cells.get(((east + 180) % 360 - 180, north))
                if cell is not None and cell.weight > LEAST_SHARE:
                    gap_m = sphere_m(cell.lon / cell.weight, cell.lat / cell.weight, spot.lon, spot.lat)
                    whole += cell.weight * math.exp(-gap_m / CLOSE_M)
        return whole


def _evidence(area: str, here: float, whole: float) -> float:
    """How much likelier a name is to lie in an area for what the others of its document say."""
    usual = USUAL_SHARE[area]
    likely = (COMPANY_PRIOR * usual + max(here, 0.0)) / (COMPANY_PRIOR + max(whole, 0.0))
    return math.log(COMPANY_LEAST + (1 - COMPANY_LEAST) * likely / usual)


class _Names:
    """The names that stand for a country, a unit or a neighbourhood when the marks are worded."""

    __slots__ = ("_by_area", "_units")

    def __init__(self, units: Units, heard: Sequence[Found], spots: Sequence[Sequence[_Spot]]) -> None:
        self._units = units
        self._by_area: dict[object, list[Found]] = {}
        for entry, where in zip(heard, spots, strict=True):
            shares = share([bearer.score for bearer in entry.bearers])
            if not shares:
                continue
            best = max(range(len(shares)), key=shares.__getitem__)
            spot = where[best]
            areas = {*spot.countries[:1], spot.region, ("unit", spot.record), spot.cell}
            areas |= {("in", holder) for holder in spot.holders}
            for area in areas - {None}:
                # A few are enough to name one that is not the name itself.
                if len(self._by_area.setdefault(area, [])) < 3:
                    self._by_area[area].append(entry)

    def word(self, mark: Mark, spot: _Spot, own: Found) -> Mark:
        """The mark with what made it, in words."""
        speaks_for = mark.times > 0
        if mark.rule == "company: country":
            return mark._replace(
                detail=self._fellow(spot.countries[:1], own, f"in {spot.countries[0]}", speaks_for=speaks_for)
            )
        if mark.rule == "company: region":
            return mark._replace(
                detail=self._fellow(
                    (spot.region,), own, "in the same first-level unit", speaks_for=speaks_for
                )
            )
        if mark.rule == "company: close":
            cells: tuple[object, ...] = ()
            if spot.cell is not None:
                column, row = spot.cell
                cells = tuple((column + east, row + north) for east in (0, -1, 1) for north in (0, -1, 1))
            return mark._replace(detail=self._fellow(cells, own, _NEARBY, speaks_for=speaks_for))
        if mark.rule == "company: held":
            return mark._replace(
                detail=self._fellow(
                    tuple(("unit", h) for h in spot.holders), own, "round it", speaks_for=speaks_for
                )
            )
        return mark._replace(detail=self._fellow((("in", spot.record),), own, "in it", speaks_for=speaks_for))

    def _fellow(self, areas: Sequence[object], own: Found, where: str, *, speaks_for: bool) -> str:
        for area in areas:
            for entry in self._by_area.get(area, ()):
                if entry is not own:
                    return f"the document names {entry.text!r}, {where}"
        if speaks_for:
            # No name's likeliest meaning is there, and yet it is likelier for what the names may mean.
            near = where == _NEARBY
            return (
                "other names of the document lie near enough to count, though not beside it"
                if near
                else f"other names of the document may be {where}"
            )
        return f"no other name of the document is surely {where}"
