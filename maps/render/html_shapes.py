"""Lines and areas of a table as layers of the page: ``maps/assets/js/overlay.js`` draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maps.style import Fills

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maps.document import Fact, MapDocument, ShapeMark
    from maps.render.html_packing import Frame

__all__ = ["overlay"]

_AREA = {"weight": 1.2, "fillOpacity": 0.55}
_LINE = {"weight": 3, "fill": False}
_DOT = {"weight": 1.2, "fillOpacity": 0.8}
_DOT_PX = 6


def overlay(document: MapDocument, frame: Frame) -> dict[str, Any]:
    """The part of the page's data that has the shapes; none where the document has none.

    Args:
        document: The map.
        frame: How degrees become numbers.
    """
    if not document.shapes:
        return {}
    fills = Fills(document.categories)
    layers = [layer for shape in document.shapes for layer in _layers(shape, frame, fills[shape.category])]
    return {"overlay": {"layers": layers}}


def _layers(shape: ShapeMark, frame: Frame, fill: str) -> Iterator[dict[str, Any]]:
    """A layer for each part, for parts are lines, areas or points, and what all of them say."""
    said = {
        "popup": {"tree": [_article(shape.title, shape.facts)], "open": False},
        "tooltip": {"tree": [shape.title], "sticky": True},
    }
    colours = {"color": fill, "fillColor": fill}
    scale = frame.fine_scale
    if areas := frame.polygons(shape.geometry, scale):
        yield {"kind": "polygon", "packed": areas, "style": {**colours, **_AREA}, **said}
    if lines := frame.lines(shape.geometry, scale):
        yield {"kind": "line", "packed": lines, "style": {**colours, **_LINE}, **said}
    if shape.geometry["type"] == "MultiPoint":
        for lon, lat, *_ in shape.geometry["coordinates"]:
            at = [round(lat, 5), round(lon + frame.shift_deg(lon), 5)]
            yield {"kind": "dot", "at": at, "radius": _DOT_PX, "style": {**colours, **_DOT}, **said}


def _article(title: str, facts: Iterable[Fact]) -> list[Any]:
    """The same elements as an incident's article, as a tree: tag, attributes, style, children."""
    rows = [
        [tag, {"dir": "auto"}, {}, [text]]
        for fact in facts
        for tag, text in (("dt", fact.name), ("dd", fact.value))
    ]
    heading = ["h2", {"class": "dl-heading", "dir": "auto"}, {}, [title]]
    return ["article", {"class": "dl-incident"}, {}, [heading, ["dl", {"class": "dl-facts"}, {}, rows]]]
