"""What a caller asks beyond the name, checked: ``within``, ``near``, ``kind``, ``prefer`` and ``bias``."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, cast, get_args

from gazetteer.confidence import RESOLVED_FROM
from gazetteer.context import Asked, Scope
from gazetteer.errors import QueryError, QueryTypeError
from gazetteer.explain import describe
from gazetteer.index_format import KINDS
from gazetteer.literals import Prefer
from gazetteer.marks import share
from gazetteer.place import Place
from gazetteer.weights import VALUES
from gazetteer.writing import matched
from geo.checks import shortened
from geo.points import BBox, LonLat

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shapely.geometry.base import BaseGeometry

    from gazetteer.place_block import Record
    from gazetteer.regions import Region
    from gazetteer.search import Finder

__all__ = ["areas", "kind_test", "read_question"]

#: The feature classes of GeoNames that ``kind`` may be.
FEATURE_CLASSES = {
    "A": "countries and subdivisions",
    "H": "waters",
    "L": "areas",
    "P": "settlements",
    "R": "roads",
    "S": "buildings and sites",
    "T": "mountains, deserts, islands",
    "U": "under the sea",
    "V": "vegetation",
}
#: What a bias without a number adds: as much as the distance between two rivals of like size.
USUAL_BIAS = 2.0

_MOST_MEANINGS = 8
_RIVALS_NAMED = 4
# A meaning with a smaller share beside the best is no rival worth asking about.
_RIVAL_SHARE = 0.02
_PREFER = get_args(Prefer)


def read_question(  # noqa: PLR0913, PLR0917 - the parts of a question
    finder: Finder,
    within: str | BBox | Place | Region | BaseGeometry | None,
    near: str | LonLat | Place | None,
    kind: str | None,
    prefer: str,
    bias: Mapping[str, float] | Iterable[str] | None,
) -> Asked:
    """The conditions that a caller sets.

    Raises:
        QueryError: If one of them is nothing known, or may be several places.
    """
    if prefer not in _PREFER:
        raise _error(prefer)(
            f"prefer={shortened(prefer)} is no preference; give one of {', '.join(map(repr, _PREFER))}"
        )
    point, label = _point(finder, near)
    return Asked(
        _scope(finder, within),
        point,
        label,
        kind or "",
        kind_test(kind),
        cast("Prefer", prefer),
        _biases(finder, bias),
    )


def _error(value: object) -> type[QueryError]:
    """What to raise of a value that is nothing known: one that is no text has the wrong type too."""
    return QueryError if isinstance(value, str) else QueryTypeError


def kind_test(kind: object) -> Callable[[Record], bool] | None:
    """Whether a place is of a kind; None where all are.

    Raises:
        QueryError: If there is no such kind.
    """
    if kind is None:
        return None
    if isinstance(kind, str) and kind in KINDS:
        return lambda facts: facts.kind == kind
    if isinstance(kind, str) and kind in FEATURE_CLASSES:
        return lambda facts: facts.feature.startswith(f"{kind}.")
    raise _error(kind)(
        f"no place is of kind {shortened(kind)}; the kinds are {', '.join(KINDS)}, "
        f"and the feature classes of GeoNames: {', '.join(FEATURE_CLASSES)}"
    )


def _scope(finder: Finder, within: object) -> Scope | None:
    if within is None:
        return None
    if isinstance(within, BBox):
        sides = ", ".join(f"{side} {value:g}" for side, value in within._asdict().items())
        return Scope(f"the box {sides}", contains=within.contains)
    if not isinstance(within, str | Place):
        from gazetteer.regions import plain_area

        within = plain_area(within)
    if isinstance(within, Place):
        return _of_place(finder, within)
    if hasattr(within, "geom_type"):  # shapely is not imported to look
        return _of_shape(within)
    found = areas(finder, within, code_first=True) if isinstance(within, str) else []
    if not found:
        raise _error(within)(
            f"within={shortened(within)} is no known area{_nearest(finder, within)}; give a place's name "
            "such as "
            "'Mali' or 'Kidal region', an ISO 3166 code such as 'ML', 'MLI' or 'ML-8', a geo.BBox, a place "
            "of an answer, a region, or a shapely polygon"
        )
    best = _only(finder, "within", within, found)
    return _widest(finder, best, [scope for scope, _ in found])


def _of_place(finder: Finder, place: Place) -> Scope:
    record = finder.index.by_id(place.id)
    if record is None:
        raise QueryError(f"within={place.name!r} ({place.id}) is not in this index, or is no area")
    return Scope(describe(place), record, finder.index.record(record))


def _of_shape(shape: object) -> Scope:
    import shapely

    if not isinstance(shape, shapely.Polygon | shapely.MultiPolygon) or shape.is_empty or not shape.is_valid:
        raise QueryError(
            f"within={shortened(shape)} is no area; give a polygon in degrees, longitude first, that does "
            "not cross "
            "itself"
        )
    shapely.prepare(shape)
    return Scope(
        "the polygon given", contains=lambda point: bool(shape.covers(shapely.Point(point.lon, point.lat)))
    )


def _only(finder: Finder, name: str, text: object, found: Sequence[tuple[Scope, float]]) -> Scope:
    """The best meaning, if it is the one that is meant: a town and its units are one answer here."""
    best = found[0][0]
    kin = [part for scope, part in found if _akin(finder, scope, best)]
    if sum(kin) < RESOLVED_FROM * sum(part for _, part in found):
        rivals = [scope.label for scope, part in found if part >= _RIVAL_SHARE][:_RIVALS_NAMED]
        raise QueryError(
            f"{name}={shortened(text)} may be {'; '.join(rivals)}; add what holds it, as in 'Paris, "
            "Texas', or give a "
            "code or a coordinate"
        )
    return best


def _akin(finder: Finder, one: Scope, other: Scope) -> bool:
    if one.facts is None or other.facts is None or one.record == other.record:
        return True
    return any(
        outer.holds(finder.units, inner.record, inner.facts)
        for inner, outer in ((one, other), (other, one))
        if inner.record is not None and inner.facts is not None
    )


def _widest(finder: Finder, best: Scope, scopes: Sequence[Scope]) -> Scope:
    """The best meaning, or where that is a town the widest unit of its name: "Kidal" is its region."""
    if best.facts is None or best.facts.kind != "city":
        return best
    by_record = {scope.record: scope for scope in scopes}
    round_it = [by_record[unit] for unit in finder.units.holders(best.facts) if unit in by_record]
    return round_it[-1] if round_it else best


def _point(finder: Finder, near: object) -> tuple[LonLat | None, str]:
    if near is None:
        return None, ""
    if isinstance(near, Place):
        return near.point, describe(near)
    if isinstance(near, LonLat):
        return near, f"{near.lat:g}, {near.lon:g} (lat, lon)"
    if isinstance(near, str):
        found = finder.find(near)
        if found.given is not None:
            return found.given.point, near
        meanings = [pair for pair in finder.meanings(near)[:_MOST_MEANINGS] if not pair[0].edits]
        if meanings:
            scopes = [(_meant(finder, bearer.record, bearer.facts), part) for bearer, part in meanings]
            best = _only(finder, "near", near, scopes)
            if best.facts is not None:
                return LonLat(best.facts.lon_e7 / 1e7, best.facts.lat_e7 / 1e7), best.label
    why = _wrong_point(near) if isinstance(near, str) else ""
    raise _error(near)(
        f"near={shortened(near)} is no known place{why or _nearest(finder, near)}; give a place's name, a "
        "coordinate "
        "such as '19.955 N 2.966 E', or a geo.LonLat(lon, lat)"
    )


def _wrong_point(text: str) -> str:
    """Why a text is no point, where it looks like one."""
    from gazetteer.given import given_place

    given = given_place(text)
    return f" ({given})" if isinstance(given, str) else ""


def _nearest(finder: Finder, text: object) -> str:
    """The known name that is closest, to be asked about."""
    for bearer, _ in finder.meanings(text)[:1] if isinstance(text, str) else ():
        if bearer.edits:
            return f"; is {matched(finder.index, bearer)[0]!r} meant?"
    return ""


def _biases(
    finder: Finder, bias: Mapping[str, float] | Iterable[str] | None
) -> tuple[tuple[Scope, float], ...]:
    if bias is None:
        return ()
    if isinstance(bias, str | bytes | Place | BBox | LonLat) or not isinstance(bias, Iterable):
        raise QueryTypeError(
            f"bias={shortened(bias)} must be a list of areas such as ['Mali', 'NE'], or a mapping of "
            "areas to "
            "log-odds"
        )
    odds = bias if isinstance(bias, Mapping) else dict.fromkeys(bias, USUAL_BIAS)
    return tuple(_bias(finder, area, value) for area, value in odds.items())


def _bias(finder: Finder, area: object, value: object) -> tuple[Scope, float]:
    if not isinstance(value, int | float) or not math.isfinite(value):
        error = QueryError if isinstance(value, int | float) else QueryTypeError
        raise error(
            f"bias[{shortened(area)}]={shortened(value)} must be a finite number of log-odds, such as 2.0"
        )
    found = areas(finder, area, code_first=True) if isinstance(area, str) else []
    if not found:
        raise _error(area)(
            f"bias names {shortened(area)}, which is no known area{_nearest(finder, area)}; give codes "
            "such as 'ML' "
            "or 'US-TX', or names such as 'Mali'"
        )
    best = _only(finder, "bias", area, found)
    return _widest(finder, best, [scope for scope, _ in found]), float(value)


def areas(
    finder: Finder, text: str, *, code_first: bool = False, countries: Iterable[str] = ()
) -> list[tuple[Scope, float]]:
    """What a text may mean as something that holds places, best first, with shares.

    Args:
        finder: Where to look it up.
        text: A name such as "Mali" or "northern Mali", or an ISO 3166 code.
        code_first: Whether a code, where the text is one, is the only meaning.
        countries: Countries whose subdivisions it may name by the end of their code: "ON" means CA-ON.
    """
    scores: dict[int, float] = {}
    facts: dict[int, Record] = {}
    edits: dict[int, int] = {}
    index, code = finder.index, text.strip()
    record = index.by_code(code)
    if record is None and code_first:
        record = index.by_code(code.upper())
    for coded in (record, *(index.by_code(f"{country}-{code}") for country in countries)):
        if coded is not None:
            scores[coded], facts[coded] = VALUES["holder: code"], index.record(coded)
    if record is None or not code_first:
        for bearer, _ in finder.meanings(text)[:_MOST_MEANINGS]:
            # What a caller asks is not guessed at.
            if bearer.record < 0 or (code_first and bearer.edits):
                continue
            fine = VALUES["holder: city"] if bearer.facts.kind == "city" else 0.0
            number, score = bearer.record, bearer.score + fine
            scores[number], facts[number] = max(score, scores.get(number, score)), bearer.facts
            edits[number] = bearer.edits
    ordered = sorted(scores, key=lambda number: (-scores[number], number))
    shares = share([scores[number] for number in ordered])
    return [
        (_meant(finder, number, facts[number], edits.get(number, 0)), part)
        for number, part in zip(ordered, shares, strict=True)
    ]


def _meant(finder: Finder, record: int, facts: Record, edits: int = 0) -> Scope:
    return Scope(describe(finder.index.place(record)), record, facts, edits=edits)
