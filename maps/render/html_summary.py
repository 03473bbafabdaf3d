"""What a page says of its incidents to readers whose browser runs no script: a row for each, or counts."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geo.errors import UnknownCountryError
from maps.describe import place_shown
from maps.errors import DateError
from maps.grouped import counted
from maps.incidents.dates import When
from maps.marks import column
from maps.render.html_texts import page_texts, texts
from maps.style import shape_of
from maps.wording import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maps.document import IncidentMark, MapDocument

__all__ = ["MOST_ROWS", "summary"]

#: Of more incidents than these a table would be the greater part of the page.
MOST_ROWS = 500
_YEAR, _MONTH = 4, 7


def summary(document: MapDocument) -> dict[str, Any] | None:
    """``rows``, or ``tables`` of counts by type, country and month; None where there is no incident.

    Examples:
        >>> from geo import BBox
        >>> from maps.document import MapDocument
        >>> summary(MapDocument("Kidal", None, "en", "A map without incidents.", BBox(0, 17, 3, 20))) is None
        True
    """
    marks = document.incidents
    if not marks:
        return None
    if len(marks) <= MOST_ROWS:
        labels = {category.key: category.label for category in document.categories}
        return {"rows": [_row(mark, labels, document) for mark in marks], "tables": []}
    return {"rows": [], "tables": _tables(document)}


def _row(mark: IncidentMark, labels: dict[str, str], document: MapDocument) -> dict[str, Any]:
    say = texts(document.language)
    return {
        "number": mark.number,
        "when": mark.when or say["date_unknown"],
        "title": mark.title,
        "type": labels.get(mark.category, ""),
        "place": mark.place_name or mark.place_text or place_shown(mark, document),
        "precision": say[shape_of(mark.precision)],
        "figures": [
            {
                "figure": claim.figure,
                "about": list(filter(None, [claim.subject, claim.whose])),
                "said_by": claim.said_by,
            }
            for claim in mark.claims
        ],
    }


def _tables(document: MapDocument) -> list[dict[str, Any]]:
    say = page_texts(document)
    marks = document.incidents
    types = counted(column(marks, "category"))
    return [
        {
            "caption": say["by_type"],
            "what": say["type"],
            "rows": [(one.label, types[one.key]) for one in document.categories if one.key in types],
        },
        {
            "caption": say["by_country"],
            "what": say["country"],
            "rows": _countries(marks, document.language),
        },
        {"caption": say["by_month"], "what": say["month"], "rows": _months(marks, document.language)},
    ]


def _countries(marks: Sequence[IncidentMark], language: str) -> list[tuple[str, int]]:
    """By the likeliest country of each, the most incidents first."""
    counts: Counter[str] = Counter()
    for countries, count in counted(column(marks, "countries")).items():
        counts[countries[0] if countries else ""] += count
    ordered = sorted(counts.items(), key=lambda item: (not item[0], -item[1], item[0]))
    return [(_country(code, language), count) for code, count in ordered]


def _country(code: str, language: str) -> str:
    say = words(language)
    if not code:
        return say.page["country_unknown"]
    try:
        return say.country(code)
    except UnknownCountryError:
        return code


def _months(marks: Sequence[IncidentMark], language: str) -> list[tuple[str, int]]:
    """By the month in which a date begins; a date of a year alone counts for the year."""
    counts: Counter[str] = Counter()
    for edtf, count in counted(column(marks, "when_edtf")).items():
        counts[_month(edtf)] += count
    unknown = texts(language)["date_unknown"]
    return [
        (When.parse(month).text(language=language) if month else unknown, count)
        for month, count in sorted(counts.items(), key=lambda item: (not item[0], item[0]))
    ]


def _month(edtf: str | None) -> str:
    """The month, or where none is known the year, of the first day that a date names; empty if there is none.

    Examples:
        >>> _month("2024-07-25/2024-07-27"), _month("2024"), _month("../2024"), _month("2024-99")
        ('2024-07', '2024', '', '2024')
    """
    begin = (edtf or "").partition("/")[0]
    return _date(begin[:_MONTH]) or _date(begin[:_YEAR])


@lru_cache(maxsize=1_000)
def _date(text: str) -> str:
    """The text if it is a date, else empty."""
    try:
        return When.parse(text).edtf
    except DateError:
        return ""
