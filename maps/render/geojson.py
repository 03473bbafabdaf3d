"""The GeoJSON writer: one FeatureCollection per RFC 7946, one feature a line.

Features say what they are by ``role``: ``incident`` (a point), ``area`` (the uncertainty of the incident
that ``incident`` names), ``shape`` (a line or area of a table) or ``border``. What the whole map says
stands in foreign members (RFC 7946, 6.1). The radius is also given as ``coordinateUncertaintyInMeters``,
as Darwin Core names it (https://dwc.tdwg.org/terms/), and colours by the names of simplestyle 1.1.0, which
many viewers draw.
"""

from __future__ import annotations

import io
import math
from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from geo import geojson
from maps.document import QuotedClaim, QuotedSource
from maps.links import web_address
from maps.marks import column
from maps.plain import to_plain
from maps.style import PALETTE, Fills

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maps.document import BorderLayer, IncidentMark, MapDocument, ShapeMark
    from maps.marks import Geometry

__all__ = ["render"]

# As ``maps.plain`` has them, which looks at every value in case it is more than text.
_CLAIM = tuple(field.name for field in fields(QuotedClaim))
_SOURCE = tuple(field.name for field in fields(QuotedSource))
_of_claim, _of_source = attrgetter(*_CLAIM), attrgetter(*_SOURCE)


def render(document: MapDocument) -> bytes:
    """The document as GeoJSON in UTF-8: incidents, areas of uncertainty and emphasised borders.

    Examples:
        >>> from geo import BBox
        >>> from maps.document import MapDocument
        >>> print(render(MapDocument("Kidal", None, "en", "A map.", BBox(0, 18, 3, 20))).decode())
        {"type":"FeatureCollection","title":"Kidal",...,"features":[
        ]}
    """
    whole = geojson.dumps(geojson.feature_collection([], **_members(document)))
    out = io.BytesIO()
    out.write(_encoded(f"{whole.removesuffix(']}')}\n"))
    separator = ""
    for feature in _features(document):
        out.write(_encoded(separator + geojson.dumps(feature)))
        separator = ",\n"
    out.write(b"\n]}\n" if separator else b"]}\n")
    return out.getvalue()


def _encoded(text: str) -> bytes:
    # A lone half of a surrogate pair, which Python can hold and UTF-8 cannot, becomes a question mark.
    return text.encode("utf-8", "replace")


def _members(document: MapDocument) -> dict[str, Any]:
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "language": document.language,
        "description": document.description,
        "view": list(document.view),
        "attributions": list(document.attributions),
        "notices": list(document.notices),
        **({"generalised": document.generalised} if document.generalised else {}),
        "not_shown": to_plain(document.not_shown),
    }


def _features(document: MapDocument) -> Iterator[dict[str, Any]]:
    labels = {category.key: category.label for category in document.categories}
    fills = Fills(document.categories)
    for mark in document.incidents:
        yield geojson.feature(geojson.to_geometry(mark.point), _incident(mark, labels, fills), id=mark.id)
    for at, area in enumerate(column(document.incidents, "area")):
        if area is not None:
            yield geojson.feature(area, _area(document.incidents[at], fills))
    for shape in document.shapes:
        yield geojson.feature(shape.geometry, _shape(shape, labels, fills[shape.category]), id=shape.id)
    for border in document.borders:
        for geometry, disputed in ((border.geometry, False), (border.disputed, True)):
            if geometry["coordinates"]:
                yield _border(border, geometry, disputed=disputed)


def _incident(mark: IncidentMark, labels: dict[str, str], fills: Fills) -> dict[str, Any]:
    return {
        "role": "incident",
        "number": mark.number,
        "title": mark.title,
        "category": mark.category,
        "category_label": labels.get(mark.category, mark.category),
        "when": mark.when,
        "when_edtf": mark.when_edtf,
        "place_text": mark.place_text,
        "place_name": mark.place_name,
        "precision": mark.precision,
        "radius_m": _metres(mark.radius_m),
        "coordinateUncertaintyInMeters": _metres(mark.radius_m),
        "basis": mark.basis,
        "reason": mark.reason,
        "border_note": mark.border_note,
        "description": mark.description,
        "actors": list(mark.actors),
        "claims": [_claim(claim) for claim in mark.claims],
        "sources": [_source(source) for source in mark.sources],
        "cautions": list(mark.cautions),
        "facts": {fact.name: fact.value for fact in mark.facts},
        "marker-color": fills[mark.category],
    }


def _claim(claim: QuotedClaim) -> dict[str, Any]:
    source = None if claim.source is None else _source(claim.source)
    return dict(zip(_CLAIM, _of_claim(claim), strict=True)) | {"source": source}


def _source(source: QuotedSource) -> dict[str, Any]:
    """A source; a viewer may make a link of its address, so one that must not be published is left out."""
    return dict(zip(_SOURCE, _of_source(source), strict=True)) | {"url": web_address(source.url)}


def _area(mark: IncidentMark, fills: Fills) -> dict[str, Any]:
    return {
        "role": "area",
        "incident": mark.id,
        "title": f"Where incident {mark.number} may have been",
        "basis": mark.basis,
        "radius_m": _metres(mark.radius_m),
        "fill": fills[mark.category],
        "fill-opacity": 0.15,
        "stroke": fills[mark.category],
    }


def _shape(shape: ShapeMark, labels: dict[str, str], fill: str) -> dict[str, Any]:
    return {
        "role": "shape",
        "title": shape.title,
        "category": shape.category,
        "category_label": labels.get(shape.category, shape.category),
        "facts": {fact.name: fact.value for fact in shape.facts},
        "fill": fill,
        "fill-opacity": 0.55,
        "stroke": fill,
    }


def _border(border: BorderLayer, geometry: Geometry, *, disputed: bool) -> dict[str, Any]:
    properties = {
        "role": "border",
        "title": border.label,
        "disputed": disputed,
        "accuracy_m": _metres(border.accuracy_m),
        "source": border.source,
        "stroke": PALETTE["emphasised_border"],
        "stroke-width": 3,
    }
    return geojson.feature(geometry, properties)


def _metres(value: float) -> int:
    """Whole metres, rounded up: an uncertainty is never made smaller. Darwin Core allows no zero."""
    return max(1, math.ceil(value))
