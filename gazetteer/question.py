"""What a caller asks beyond the name, checked: ``within``, ``near`` and ``kind``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from gazetteer.context import Asked, Scope
from gazetteer.errors import QueryError
from gazetteer.ranking import WEIGHTS, share
from geo.points import BBox, LonLat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gazetteer.index import Index
    from gazetteer.place import Candidate, Place

__all__ = ["KINDS", "Names", "areas", "read_question"]

#: The words that ``kind`` may be.
KINDS = ("city", "admin1", "admin2", "country", "natural", "region")
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

_MOST_MEANINGS = 8


class Names(Protocol):
    """What a question's own names are looked up in: ``gazetteer.Gazetteer``."""

    @property
    def index(self) -> Index:
        """The index of names."""

    def meanings(self, text: str) -> list[tuple[Candidate, int]]:
        """The places that a text may mean, best first, each with its record."""


def read_question(
    gazetteer: Names, within: str | BBox | None, near: str | LonLat | None, kind: str | None
) -> Asked:
    """The conditions that a caller sets.

    Raises:
        QueryError: If one of them is nothing known.
    """
    point, label = _point(gazetteer, near)
    return Asked(_scope(gazetteer, within), point, label, kind or "", _kind_test(kind))


def _kind_test(kind: str | None) -> Callable[[Place], bool] | None:
    if kind is None:
        return None
    if kind in KINDS:
        return lambda place: place.kind == kind
    if kind in FEATURE_CLASSES:
        return lambda place: place.feature_code.startswith(f"{kind}.")
    raise QueryError(
        f"kind={kind!r} is no kind of place; give one of {', '.join(KINDS)}, "
        f"or a GeoNames feature class: {', '.join(FEATURE_CLASSES)}"
    )


def _scope(gazetteer: Names, within: object) -> Scope | None:
    if within is None:
        return None
    if isinstance(within, BBox):
        return Scope(
            "the box " + ", ".join(f"{side} {value:g}" for side, value in within._asdict().items()),
            box=within,
        )
    found = areas(gazetteer, within, code_first=True) if isinstance(within, str) else []
    if not found:
        raise QueryError(
            f"within={within!r} is no known area; give a place's name such as 'Mali' or 'Kidal region', "
            "an ISO 3166 code such as 'ML', 'MLI' or 'ML-8', or a geo.BBox"
        )
    return _widest(gazetteer, [scope for scope, _ in found])


def _widest(gazetteer: Names, scopes: list[Scope]) -> Scope:
    """The best meaning, or where that is a town the widest unit of its name: "Kidal" is its region."""
    best = scopes[0]
    if best.record is None or best.place is None or best.place.kind != "city":
        return best
    by_record = {scope.record: scope for scope in scopes}
    round_it = [by_record[record] for record in gazetteer.index.ancestors(best.record) if record in by_record]
    return round_it[-1] if round_it else best


def _point(gazetteer: Names, near: object) -> tuple[LonLat | None, str]:
    if near is None:
        return None, ""
    if isinstance(near, LonLat):
        return near, f"{near.lat:g}, {near.lon:g} (lat, lon)"
    found = gazetteer.meanings(near) if isinstance(near, str) else []
    if not found or not isinstance(near, str):
        why = _wrong_point(near) if isinstance(near, str) else ""
        raise QueryError(
            f"near={near!r} is no known place{why}; give a place's name, a coordinate such as "
            "'19.955 N 2.966 E', or a geo.LonLat(lon, lat)"
        )
    return found[0][0].place.point, near


def _wrong_point(text: str) -> str:
    """Why a text is no point, where it looks like one."""
    from gazetteer.given import given_place

    given = given_place(text)
    return f" ({given})" if isinstance(given, str) else ""


def areas(
    gazetteer: Names, text: str, *, code_first: bool = False, countries: Iterable[str] = ()
) -> list[tuple[Scope, float]]:
    """What a text may mean as something that holds places, best first, with shares.

    Args:
        gazetteer: Where to look it up.
        text: A name such as "Mali" or "northern Mali", or an ISO 3166 code.
        code_first: Whether a code, where the text is one, is the only meaning.
        countries: Countries whose subdivisions it may name by the end of their code: "ON" means CA-ON.
    """
    scores: dict[int, float] = {}
    places = {}
    code, by_code = text.strip(), gazetteer.index.by_code
    record = by_code(code)
    if record is None and code_first:
        record = by_code(code.upper())
    for coded in (record, *(by_code(f"{country}-{code}") for country in countries)):
        if coded is not None:
            scores[coded], places[coded] = WEIGHTS["holder: code"].value, gazetteer.index.place(coded)
    if record is None or not code_first:
        for candidate, number in gazetteer.meanings(text)[:_MOST_MEANINGS]:
            score = candidate.score + (
                WEIGHTS["holder: city"].value if candidate.place.kind == "city" else 0.0
            )
            scores[number], places[number] = max(score, scores.get(number, score)), candidate.place
    ordered = sorted(scores, key=lambda number: (-scores[number], places[number].id))
    shares = share([scores[number] for number in ordered])
    return [
        (Scope(places[number].name, number, places[number]), part)
        for number, part in zip(ordered, shares, strict=True)
    ]
