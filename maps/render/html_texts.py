"""The words that a page says by itself, and which way they run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from maps.wording import RIGHT_TO_LEFT, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maps.document import IncidentMark, MapDocument, Precision, QuotedClaim

__all__ = ["count_text", "direction", "html_date", "page_texts", "part_text", "precision_text", "texts"]

_HTML_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def texts(language: str) -> Mapping[str, str]:
    """The words for a BCP 47 language tag; English where there are none in it.

    Examples:
        >>> texts("en-GB")["incidents"]
        'Incidents'
    """
    return words(language).page


def count_text(count: int, language: str) -> str:
    """A count as the language writes it, like ``Dateline.number`` of the page's script.

    Examples:
        >>> count_text(20_000, "en"), count_text(20_000, "fr")
        ('20,000', '20\u202f000')
    """
    return words(language).number(count)


def page_texts(document: MapDocument) -> Mapping[str, str]:
    """The words for a document: those for incidents, or those for rows of any table."""
    said = words(document.language, document.about).page
    return said if document.legend is None else {**said, "what": document.legend, "type": document.legend}


def direction(language: str) -> str:
    """``rtl`` for languages written from right to left, else ``ltr``.

    Examples:
        >>> direction("ar-DZ"), direction("fr")
        ('rtl', 'ltr')
    """
    return "rtl" if _primary(language) in RIGHT_TO_LEFT else "ltr"


def precision_text(precision: Precision, radius_m: float, said: Mapping[str, str], language: str) -> str:
    """How well a place is known.

    Examples:
        >>> precision_text("near", 5_000, texts("en"), "en")
        'Near the point shown, within about 5 km'
    """
    if radius_m <= 0:
        return said[precision]
    say = words(language)
    return f"{said[precision]}{say.describe('comma')}{said['within'].format(distance=say.distance(radius_m))}"


def part_text(mark: IncidentMark, claim: QuotedClaim, said: Mapping[str, str]) -> str:
    """Of which total a claim is a part; empty where it is one by itself."""
    if not claim.part_of:
        return ""
    for other in mark.claims:
        if other.id == claim.part_of:
            return said["part_of"].format(figure=other.figure)
    return said["part_of_claim"].format(id=claim.part_of)


def html_date(text: str | None) -> bool:
    """Whether a date has a form that the ``datetime`` attribute takes.

    Examples:
        >>> html_date("2024-07"), html_date("2024-07~"), html_date(None)
        (True, False, False)
    """
    return bool(text and _HTML_DATE.fullmatch(text))


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()
