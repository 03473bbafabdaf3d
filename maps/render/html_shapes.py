"""Lines and areas of a table as the page's script draws them: ``maps/assets/js/shapes.js``."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from maps.marks import column
from maps.render.html_days import days_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maps.document import MapDocument, ShapeMark
    from maps.render.html_packing import Frame

__all__ = ["rows_data"]


def rows_data(document: MapDocument, frame: Frame) -> dict[str, Any]:
    """What the page's data says of the rows of a table beside their marks; nothing of incidents.

    Args:
        document: The map.
        frame: How degrees become numbers.
    """
    if document.about != "rows":
        return {}
    told = chain(column(document.incidents, "facts"), (shape.facts for shape in document.shapes))
    facts = chain.from_iterable(told)
    kinds = {category.key: at for at, category in enumerate(document.categories)}
    shapes = [_shape(shape, kinds[shape.category], frame) for shape in document.shapes]
    return {
        "columns": list(dict.fromkeys(fact.name for fact in facts)),
        **({"shapes": shapes} if shapes else {}),
    }


def _shape(shape: ShapeMark, category: int, frame: Frame) -> dict[str, Any]:
    """What it is called, its kind and days, where its popup stands, and its parts."""
    import shapely

    middle = shapely.geometry.shape(shape.geometry).representative_point()
    return {
        "title": shape.title,
        "when": shape.when or "",
        "category": category,
        "days": days_of(shape.when_edtf),
        "at": _position(middle.x, middle.y, frame),
        "parts": list(_parts(shape, frame)),
    }


def _parts(shape: ShapeMark, frame: Frame) -> Iterator[dict[str, Any]]:
    scale = frame.fine_scale
    if areas := frame.polygons(shape.geometry, scale):
        yield {"kind": "area", "packed": areas}
    if lines := frame.lines(shape.geometry, scale):
        yield {"kind": "line", "packed": lines}
    for dots in (part["coordinates"] for part in shape.parts if part["type"] == "MultiPoint"):
        for lon, lat, *_ in dots:
            yield {"kind": "dot", "at": _position(lon, lat, frame)}


def _position(lon: float, lat: float, frame: Frame) -> list[float]:
    return [round(lon + frame.shift_deg(lon), 5), round(lat, 5)]
