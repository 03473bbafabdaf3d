"""The features of a folium GeoJson layer, each as it is drawn and with what it says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import folium

from geo.errors import GeoJSONError
from maps.hardening.markup import Tree, declarations
from maps.hardening.styles import path_style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["features"]

_DEPTHS = {
    "Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3,
}  # fmt: skip


def features(layer: Any, markup: Callable[[object], Tree]) -> Iterator[dict[str, Any]]:  # noqa: ANN401 -- folium is untyped
    """The features of a layer, ready to be drawn.

    Args:
        layer: A ``folium.GeoJson``.
        markup: What makes a harmless tree of a text.
    """
    point = layer.marker if layer.marker is not None else folium.Marker()
    children = layer._children.values()  # noqa: SLF001 -- branca has no public way to the children
    details = [child for child in children if isinstance(child, folium.GeoJsonPopup | folium.GeoJsonTooltip)]
    for feature in _listed(layer.data):
        geometry = _geometry(feature.get("geometry"))
        if geometry is None:
            continue
        properties = feature.get("properties") or {}
        own = layer.style_function(feature) if layer.style else properties.get("style") or {}
        hover = layer.highlight_function(feature) if layer.highlight else {}
        made: dict[str, Any] = {
            "kind": "feature",
            "geometry": geometry,
            "style": {**path_style(point.options), **path_style(own)},
            "hover": path_style(hover),
            "point": {folium.CircleMarker: "dot", folium.Circle: "circle"}.get(type(point), "marker"),
        }
        for detail in details:
            said = _table(detail, properties, markup)
            if isinstance(detail, folium.GeoJsonPopup):
                made["popup"] = {"tree": said, "open": False}
            else:
                made["tooltip"] = {
                    "tree": said,
                    "permanent": bool(detail.tooltip_options.get("permanent")),
                    "sticky": bool(detail.tooltip_options.get("sticky", True)),
                }
        yield made


def _listed(data: Any) -> list[dict[str, Any]]:  # noqa: ANN401 -- JSON
    kind = data.get("type")
    if kind == "FeatureCollection":
        return list(data.get("features", ()))
    return [data] if kind == "Feature" else [{"geometry": data}]


def _geometry(data: Any) -> dict[str, Any] | None:  # noqa: ANN401 -- JSON
    """A geometry with nothing else in it."""
    if not data:
        return None
    kind = data.get("type")
    if kind == "GeometryCollection":
        parts = [_geometry(part) for part in data.get("geometries", ())]
        return {"type": kind, "geometries": [part for part in parts if part]}
    if kind not in _DEPTHS:
        raise GeoJSONError(f"{kind!r} is no type of a GeoJSON geometry; there are {', '.join(_DEPTHS)}")
    return {"type": kind, "coordinates": _numbers(data.get("coordinates", ()), _DEPTHS[kind])}


def _numbers(coordinates: Any, depth: int) -> list[Any]:  # noqa: ANN401 -- JSON
    if depth:
        return [_numbers(part, depth - 1) for part in coordinates]
    return [float(coordinates[0]), float(coordinates[1])]


def _table(detail: Any, properties: dict[str, Any], markup: Callable[[object], Tree]) -> Tree:  # noqa: ANN401 -- as above
    """A feature's properties as folium lays them out: a row each, its name before it."""
    rows: Tree = []
    for name, alias in zip(detail.fields, detail.aliases, strict=True):
        cells: Tree = [["th", {}, {"text-align": "start"}, markup(alias)]] if detail.labels else []
        cells.append(["td", {}, {}, markup(_said(properties.get(name), localize=detail.localize))])
        rows.append(["tr", {}, {}, cells])
    return [["div", {}, declarations(getattr(detail, "style", "")), [["table", {}, {}, rows]]]]


def _said(value: object, *, localize: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool | dict | list):
        return json.dumps(value, ensure_ascii=False)
    if localize and isinstance(value, int | float):
        return f"{value:,.12g}"
    return str(value)
