"""What a place is by itself, whatever it is called: kind, inhabitants, extent, seat."""

from __future__ import annotations

import math

from gazetteer.index_format import KINDS
from gazetteer.kept import Kept
from gazetteer.marks import Mark, total
from gazetteer.weights import LEAST_EXTENT_M, UNKNOWN_POPULATION, VALUES

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from gazetteer.place_block import Record

__all__ = ["standing", "standing_of_area", "standing_of_class"]

#: What the place is by itself, whatever it is called.
_GONE = frozenset({"P.PPLH", "P.PPLQ", "P.PPLW", "P.PPLCH"})
_SEATS = {f"P.{code}": Mark(f"seat: {code}") for code in ("PPLC", "PPLA", "PPLA2")}
_KIND_VALUES: dict[str, float] = {kind: VALUES[f"kind: {kind}"] for kind in KINDS}
_SEATS["P.PPLG"] = _SEATS["P.PPLC"]


def standing(facts: Record) -> tuple[float, tuple[Mark, ...]]:
    """What a place is by itself: the sum of the weights, and their marks."""
    kept: tuple[float, tuple[Mark, ...]] = _STANDINGS[
        facts.kind, facts.feature, facts.population, facts.extent_m, facts.source
    ]
    return kept


def standing_of_class(feature: str, source: str) -> tuple[float, float]:
    """Of a settlement's standing, what does not depend on its inhabitants; and what each tenfold adds."""
    return total(_city_standing(feature, 10, source)) - VALUES["population"], VALUES["population"]


def standing_of_area(kind: str, population: int, extent_m: int) -> float:
    """The standing of a place that is no settlement: the sum of the same weights, without the marks."""
    if kind == "country":
        return total(_area_standing(kind, population, extent_m))
    beyond = math.log10(extent_m / LEAST_EXTENT_M) if extent_m > LEAST_EXTENT_M else 0.0
    return _KIND_VALUES[kind] + VALUES["extent"] * beyond


def _standing(of: tuple[str, str, int, int, str]) -> tuple[float, tuple[Mark, ...]]:
    kind, feature, population, extent_m, source = of
    marks = (
        _city_standing(feature, population, source)
        if kind == "city"
        else _area_standing(kind, population, extent_m)
    )
    return total(marks), tuple(marks)


_STANDINGS = Kept(_standing, most=16_384)


def _area_standing(kind: str, population: int, extent_m: int) -> list[Mark]:
    marks = [Mark(f"kind: {kind}")]
    if kind == "country":
        marks.append(Mark("country: population", math.log10((population or 1_000_000) / 1_000_000)))
    elif extent_m > LEAST_EXTENT_M:
        marks.append(Mark("extent", math.log10(extent_m / LEAST_EXTENT_M)))
    return marks


def _city_standing(feature: str, population: int, source: str) -> list[Mark]:
    marks = [
        Mark("kind: city"),
        Mark("population", math.log10(max(population or UNKNOWN_POPULATION, 10))),
    ]
    if source == "Dateline":
        marks.append(Mark("curated"))
    if feature in _SEATS:
        marks.append(_SEATS[feature])
    elif feature == "P.PPLX":
        marks.append(Mark("quarter"))
    elif feature in _GONE:
        marks.append(Mark("gone"))
    return marks
