"""From incidents and where they were to marks: one column after the other, as ``Marks`` keeps them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from maps.claims import quote_cited, quote_claims, quote_sources
from maps.describe import headline
from maps.marks import Marks
from maps.records import column
from maps.style import category_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from maps.incidents.model import Incident, Report
    from maps.located import Located

__all__ = ["marks_of"]

_Value = TypeVar("_Value")
_Made = TypeVar("_Made")
_category = lru_cache(maxsize=10_000)(category_of)
_OF_INCIDENT = ("id", "place_text", "description", "actors")
_OF_PLACE = (
    "place_name", "point", "precision", "radius_m", "area", "basis", "reason", "border_note", "cautions",
    "contradicted",
)  # fmt: skip


def marks_of(
    report: Report, incidents: Sequence[Incident], places: Sequence[Located], language: str
) -> Marks:
    """A mark of each incident, numbered from 1.

    Args:
        report: Whose claims and sources the marks quote.
        incidents: What happened.
        places: Where each of them was.
        language: Of the words that are added to the table's own.

    Examples:
        >>> from maps.incidents.model import Report
        >>> len(marks_of(Report(()), [], [], "en"))
        0
    """
    listed, number = quote_sources(report.sources, language)
    ids, dates = column(incidents, "id"), column(incidents, "when")
    titles, types = column(incidents, "title"), column(incidents, "type")
    return Marks(
        {
            **{name: column(incidents, name) for name in _OF_INCIDENT},
            **{name: column(places, name) for name in _OF_PLACE},
            "number": range(1, len(incidents) + 1),
            "title": [
                title or headline(incidents[at], places[at], language) for at, title in enumerate(titles)
            ],
            # A table without types often says the kind in its headline.
            "category": [_category(kind or title) for kind, title in zip(types, titles, strict=True)],
            "when": _each(dates, lambda when: None if when is None else when.text(language=language)),
            "when_edtf": _each(dates, lambda when: None if when is None else when.edtf),
            "claims": quote_claims(report.claims, ids, listed, number, language),
            "sources": quote_cited(column(incidents, "sources"), listed, number),
            "countries": [place.countries or place.inside for place in places],
        }
    )


def _each(values: Sequence[_Value], make: Callable[[_Value], _Made]) -> list[_Made]:
    """What is made of each value: once for those that are one object, as the dates of a long table are."""
    made = {key: make(value) for key, value in {id(value): value for value in values}.items()}
    return [made[id(value)] for value in values]
