"""The map and its incidents in the words of schema.org, as JSON-LD.

A place is a circle (https://schema.org/GeoCircle) with the radius of its uncertainty in metres, never a bare
point. A date is stated where it is a day, month or year, or a span of these; one that is about right is not.
A claim stands with whose it is and where it appeared, and is added to no other.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from maps.embed.texts import dumped, stripped
from maps.links import web_address
from maps.marks import column

if TYPE_CHECKING:
    from maps.document import IncidentMark, MapDocument, QuotedClaim, QuotedSource
    from maps.embed.folder import Wishes

__all__ = ["element", "graph", "write"]

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def graph(document: MapDocument, wishes: Wishes) -> dict[str, Any]:
    """The map, and an event for each incident that it shows."""
    page = "" if wishes.base is None else wishes.address(f"{wishes.name}.html")
    known = {
        "@type": "Map",
        "@id": f"{page}#map",
        "name": document.title,
        "description": document.description,
        "inLanguage": document.language,
        "url": page,
        "image": page and wishes.address(f"{wishes.name}.png"),
        "author": wishes.byline,
        "license": wishes.licence,
        "creditText": "; ".join(document.attributions),
        "spatialCoverage": _view(document),
        "about": [{"@id": _id(page, number)} for number in column(document.incidents, "number")],
    }
    labels = {category.key: category.label for category in document.categories}
    events = [_event(mark, page, labels) for mark in document.incidents]
    return {"@context": "https://schema.org", "@graph": [_known(known), *events]}


def write(graph: dict[str, Any]) -> bytes:
    """The graph as a file."""
    return dumped(graph)


def element(graph: dict[str, Any]) -> str:
    """The graph as an element of a page: data, which no policy for scripts concerns."""
    from maps.render.html_data import safe_json

    return f'<script type="application/ld+json">{stripped(safe_json(graph))}</script>\n'


def _view(document: MapDocument) -> dict[str, Any] | None:
    view = document.view
    # Two corners do not say which way round the earth a box goes.
    if view.crosses_antimeridian:
        return None
    box = f"{view.south:g} {view.west:g} {view.north:g} {view.east:g}"
    return {"@type": "Place", "geo": {"@type": "GeoShape", "box": box}}


def _id(page: str, number: int) -> str:
    return f"{page}#incident-{number}"


def _event(mark: IncidentMark, page: str, labels: dict[str, str]) -> dict[str, Any]:
    begin, end = _dates(mark.when_edtf)
    told = [_claim(claim) for claim in mark.claims] + [_work(source) for source in mark.sources]
    return _known(
        {
            "@type": "Event",
            "@id": _id(page, mark.number),
            "name": mark.title,
            "description": mark.description,
            "disambiguatingDescription": mark.when,
            "keywords": labels.get(mark.category),
            "startDate": begin,
            "endDate": end,
            "location": _place(mark),
            "subjectOf": told,
        }
    )


def _dates(edtf: str | None) -> tuple[str | None, str | None]:
    """First and last day that a date in EDTF states with certainty.

    Examples:
        >>> _dates("2024-07-25/2024-07-27"), _dates("2024-11-21"), _dates("2024-07~")
        (('2024-07-25', '2024-07-27'), ('2024-11-21', None), (None, None))
    """
    begin, slash, end = (edtf or "").partition("/")
    if not _DAY.fullmatch(begin) or (slash and not _DAY.fullmatch(end)):
        return None, None
    return begin, end or None


def _place(mark: IncidentMark) -> dict[str, Any]:
    middle = {"@type": "GeoCoordinates", "latitude": mark.point.lat, "longitude": mark.point.lon}
    radius_m = max(1, math.ceil(mark.radius_m))
    return _known(
        {
            "@type": "Place",
            "name": mark.place_name or mark.place_text,
            "description": mark.basis,
            "geo": {"@type": "GeoCircle", "geoMidpoint": middle, "geoRadius": radius_m},
        }
    )


def _claim(claim: QuotedClaim) -> dict[str, Any]:
    return _known(
        {
            "@type": "Claim",
            "text": "; ".join(filter(None, [f"{claim.subject}: {claim.figure}", claim.whose])),
            "description": claim.flag or claim.note,
            # Whether it is a person or an organisation, the table does not say.
            "author": claim.said_by,
            "appearance": claim.source and _work(claim.source),
        }
    )


def _work(source: QuotedSource) -> dict[str, Any]:
    return _known(
        {
            "@type": "CreativeWork",
            "name": source.title,
            "url": web_address(source.url),
            "publisher": {"@type": "Organization", "name": source.publisher},
        }
    )


def _known(pairs: dict[str, Any]) -> dict[str, Any]:
    """The pairs that say something."""
    return {key: value for key, value in pairs.items() if value}
