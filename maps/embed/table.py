"""The incidents as a table for spreadsheets: numbers are numbers, and no text is a formula."""

from __future__ import annotations

import csv
import io
import math
import re
from typing import TYPE_CHECKING

from geo.markup import clean
from maps.incidents.text import starts_formula
from maps.links import web_address

if TYPE_CHECKING:
    from maps.document import IncidentMark, MapDocument, QuotedClaim, QuotedSource

__all__ = ["COLUMNS", "safe", "write"]

#: The columns, in order.
COLUMNS = (
    "number", "id", "title", "type", "date", "date_edtf", "place_reported", "place_found", "lon", "lat",
    "precision", "radius_m", "basis", "border", "description", "actors", "claims", "sources", "cautions",
)  # fmt: skip
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def write(document: MapDocument) -> bytes:
    r"""The incidents that the map shows as CSV (RFC 4180), a row each.

    UTF-8 with a byte order mark, without which Excel reads another encoding.

    Examples:
        >>> from geo import BBox
        >>> from maps.document import MapDocument
        >>> write(MapDocument("Kidal", None, "en", "A map.", BBox(0, 18, 3, 20)))[:16]
        b'\xef\xbb\xbfnumber,id,tit'
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    labels = {category.key: category.label for category in document.categories}
    for mark in document.incidents:
        cells = _cells(mark, labels.get(mark.category, mark.category))
        writer.writerow([safe(cell) if isinstance(cell, str) else cell for cell in cells])
    return text.getvalue().encode("utf-8-sig", "replace")


def safe(text: str) -> str:
    """A text that no spreadsheet calculates: an apostrophe before what would be a formula.

    Examples:
        >>> safe("=HYPERLINK(A1)"), safe("-5"), safe("Kidal")
        ("'=HYPERLINK(A1)", '-5', 'Kidal')
    """
    # Nearly every text: it holds nothing to strip and begins like a word.
    if text.isascii() and text.isprintable() and text[:1].isalnum():
        return text
    text = clean(text)
    return f"'{text}" if starts_formula(text) and not _NUMBER.fullmatch(text) else text


def _cells(mark: IncidentMark, label: str) -> list[str | float]:
    """What stands in the columns."""
    return [
        mark.number,
        mark.id,
        mark.title,
        label,
        mark.when or "",
        mark.when_edtf or "",
        mark.place_text or "",
        mark.place_name or "",
        round(mark.point.lon, 7),
        round(mark.point.lat, 7),
        mark.precision,
        max(1, math.ceil(mark.radius_m)),
        mark.basis,
        mark.border_note or "",
        mark.description or "",
        "; ".join(mark.actors),
        " | ".join(map(_claim, mark.claims)),
        " | ".join(map(_source, mark.sources)),
        " | ".join(mark.cautions),
    ]


def _claim(claim: QuotedClaim) -> str:
    """A claim in a line: figure, whose, by whom it is said and reported, and what is wrong with it."""
    parts = [f"{claim.subject}: {claim.figure}", claim.whose, claim.said_by]
    parts += [_source(claim.source) if claim.source else None, claim.note, claim.flag]
    return "; ".join(part for part in parts if part)


def _source(source: QuotedSource) -> str:
    parts = [source.publisher, source.title, source.published, web_address(source.url)]
    return ", ".join(part for part in parts if part)
