"""Linked Places Format: GeoJSON that is linked data too, which historical gazetteers exchange.

Version 1.1 of https://github.com/LinkedPasts/linked-places-format, with the ``fclasses`` of version 1.3.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from gazetteer.export.exported import whole_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gazetteer.export.exported import Exported
    from gazetteer.place_text import Name

__all__ = ["CONTEXT", "write"]

CONTEXT: Final = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places-format/main/linkedplaces-context-v1.1.jsonld"
)
_ADDRESSES: Final = {
    "geonames": "https://sws.geonames.org/{}/",
    "wof": "https://spelunker.whosonfirst.org/id/{}/",
}
_CITED: Final = {
    "GeoNames": "https://www.geonames.org/",
    "Who's On First": "https://whosonfirst.org/",
    "Natural Earth": "https://www.naturalearthdata.com/",
}
# The seven classes that World Historical Gazetteer knows.
_CLASSES: Final = "AHLPRST"


def write(path: Path, places: Iterable[Exported]) -> None:
    """Write the places as one collection, a feature to a line."""
    with whole_file(path) as made, made.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"type": "FeatureCollection", "@context": "{CONTEXT}", "features": [')
        between = "\n"
        for place in places:
            file.write(between + json.dumps(_feature(place), ensure_ascii=False))
            between = ",\n"
        file.write("\n]}\n")


def _feature(exported: Exported) -> dict[str, Any]:
    place, names, codes, parent = exported
    countries = [code for code in (place.country, *place.shared_with) if code]
    properties: dict[str, Any] = {"title": place.name, "ccodes": countries, "dateline_id": place.id}
    if place.feature_code[:1] in _CLASSES and place.feature_code:
        properties["fclasses"] = [place.feature_code[0]]
    if codes:
        properties["codes"] = list(codes)
    if place.population:
        properties["population"] = place.population
    point = {"type": "Point", "coordinates": [place.point.lon, place.point.lat]}
    feature: dict[str, Any] = {
        "@id": _address(place.id),
        "type": "Feature",
        "properties": properties,
        "names": [_name(name) for name in names],
        "types": [_type(place.kind, place.feature_code)],
        "geometry": {"type": "GeometryCollection", "geometries": [point]},
    }
    if parent:
        relation = {"relationType": "gvp:broaderPartitive", "relationTo": _address(parent)}
        feature["relations"] = [{**relation, "label": _within(exported)}]
    return feature


def _within(exported: Exported) -> str:
    place = exported.place
    return ", ".join(
        part for part in (place.admin2, place.admin1, place.country) if part and part != place.name
    )


def _name(name: Name) -> dict[str, Any]:
    citation = {"label": f"{name.source} ({name.kind})"}
    if name.source in _CITED:
        citation["@id"] = _CITED[name.source]
    language = {"lang": name.language} if name.language else {}
    return {"toponym": name.spelling, **language, "citations": [citation]}


def _type(kind: str, feature_code: str) -> dict[str, Any]:
    found: dict[str, Any] = {"label": kind}
    if feature_code:
        found["identifier"] = f"https://www.geonames.org/ontology#{feature_code}"
        found["sourceLabels"] = [{"label": feature_code, "lang": "en"}]
    return found


def _address(identifier: str) -> str:
    """An address that stands for the place: its publisher's page, else a name without a page.

    Examples:
        >>> _address("geonames:2455290"), _address("dateline:ber")
        ('https://sws.geonames.org/2455290/', 'urn:dateline:ber')
    """
    prefix, _, number = identifier.partition(":")
    if prefix in _ADDRESSES and number.isdecimal():
        return _ADDRESSES[prefix].format(number)
    known = identifier if prefix == "dateline" else f"dateline:{identifier}"
    return f"urn:{quote(known, safe=':-._~')}"
