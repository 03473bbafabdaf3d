"""A document's names chosen anew for the frame of a page, which shows more than the document's view.

The names of a document are those of its view, and of what a reader of a page meets who enlarges it. A printed
map has its own scale: which towns have room is for that to say. Countries are named in the part of them that
is seen.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from maps.basemap import collection
from maps.basemap_labels import short_names, towns_in, waters_in
from maps.document import BasemapLayer, Label
from maps.localised import localised
from maps.render.static.projection import zoom_of
from maps.seas import seas

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    from maps.document import MapDocument
    from maps.render.static.scene import Scene
    from maps.render.static.style import Style

    Floats = npt.NDArray[np.float64]

__all__ = ["reframed"]

# Towns are ranked so that no two of a zoom level are within 48 points of each other; a third of a level less
# leaves one in some 60 by 60.
_DENSER = 0.6
# A name is sought where a room so many times wider than high is largest, the next if it does not fit.
_OBLONG = (1.8, 3.0, 4.5)
_LEAST_HALF = 0.6  # of the size of the font: half the height of a line with some air
_COARSE_PT = 1.5
_LETTER = 0.5  # width of a letter at the least spacing and size of a name, in sizes of the font

_MANY = 1_000  # of so many markers, those in a square of a marker's width are taken for one
_NOTHING = {"type": "MultiLineString", "coordinates": []}


def reframed(document: MapDocument, scene: Scene, about: frozenset[str], style: Style) -> MapDocument:
    """The document with the names that its frame has room for, and without borders outside it.

    One that does not tell its content was made elsewhere, and keeps its names.

    Args:
        document: What the map shows.
        scene: What is in the frame.
        about: The countries that the map is about: they are named first.
        style: Sizes.
    """
    document = _without_borders_elsewhere(document, scene)
    if document.content is None or not document.labels:
        return document
    projected = scene.projected
    zoom = zoom_of(projected)
    waters = [("lake", collection("lakes")), ("river", collection("rivers"))]
    labels = [
        *_countries(document, scene, about, style),
        *towns_in(projected.boxes(), zoom + _DENSER),
        *waters_in(projected.view, zoom, waters),
        *_seas(scene, style),
    ]
    ordered = sorted(labels, key=lambda label: (label.rank, label.kind, label.text, label.point))
    return replace(document, labels=localised(ordered, document.language))


def _without_borders_elsewhere(document: MapDocument, scene: Scene) -> MapDocument:
    """The document without borders outside the frame, which the legend would explain for nothing.

    One of which only the coast is in the frame is left without a line.
    """
    # The lines themselves are drawn from the scene: the layer only says that there are some.
    layers = (BasemapLayer("disputed_borders", _NOTHING),) if scene.borders("disputed") else ()
    borders = []
    for border in document.borders:
        seen = {status for status in ("coast", "disputed", "recognised") if scene.emphasised(border, status)}
        if seen:
            line = border.geometry if "recognised" in seen else _NOTHING
            disputed = border.disputed if "disputed" in seen else _NOTHING
            borders.append(replace(border, geometry=line, disputed=disputed))
    return replace(document, basemap=layers, borders=tuple(borders))


def _countries(document: MapDocument, scene: Scene, about: frozenset[str], style: Style) -> Iterator[Label]:
    """The names of countries, each at the point of its visible part that has most room."""
    import shapely

    projected = scene.projected
    frame = projected.box.grown(-style.line["frame"])
    markers = _markers(document, scene, style.size["marker"])
    size = style.size["country"]
    for code, rings in scene.countries.items():
        seen = _land(rings, frame, 2 * size * size)
        if seen is None:
            continue
        free = shapely.difference(seen, markers)
        place = _place(code, free if not free.is_empty else seen, size)
        if place is None:
            continue
        text, x, y, room = place
        rank = round(60 - 12 * math.log2(1 + seen.area / 2_000.0))
        point = projected.inverse(x, y)
        deg = room * projected.deg_in_pt / max(0.05, math.cos(math.radians(point.lat)))
        yield Label(text, point, "country", max(5, rank - (10 if code in about else 0)), round(deg, 4))


def _place(code: str, shape: BaseGeometry, size: float) -> tuple[str, float, float, float] | None:
    """A country's name with the point where it has room, and half the width of that; None without room.

    A full name is sought room for before a short one, and a place in the thick of the country before a strip.
    """
    rooms = [(oblong, *_roomiest(shape, oblong)) for oblong in _OBLONG]
    for name in _names(code):
        letters = max(len(name) / 2, *map(len, name.split()))
        for oblong, x, y, half in rooms:
            if half >= _LEAST_HALF * size and letters * _LETTER * size <= 2 * oblong * half:
                return name, x, y, oblong * half
    return None


def _seas(scene: Scene, style: Style) -> Iterator[Label]:
    """The names of seas whose middle is in the frame, where they are large enough for a name."""
    projected, size = scene.projected, style.size["water"]
    inner = projected.box.grown(-2 * size)
    for sea in seas():
        x, y = projected.point(sea.point)
        extent = sea.extent_m / projected.m_per_pt
        if not (inner.left < x < inner.right and inner.top < y < inner.bottom):
            continue
        letters = max(len(sea.name) / 2, *map(len, sea.name.split()))
        if letters * _LETTER * size <= extent and not scene.codes_at([(x, y)]):
            yield Label(sea.name, sea.point, "sea", max(5, round(90 - 12 * math.log2(1 + extent / 20))))


def _markers(document: MapDocument, scene: Scene, width: float) -> BaseGeometry:
    """What markers cover, about."""
    import numpy as np
    import shapely

    at = scene.projected.places([mark.point for mark in document.incidents])
    if len(at) > _MANY:
        squares = np.unique(np.round(at / width) @ (1, 1j))
        at = width * np.column_stack((squares.real, squares.imag))
    x, y = at.T
    return shapely.union_all(shapely.box(x - width, y - width, x + width, y + width))


def _land(rings: list[Floats], frame: tuple[float, float, float, float], least: float) -> BaseGeometry | None:
    """The part of a country that is seen, coarsely, or None if that is too small for a name."""
    import numpy as np
    import shapely

    shapes = [shapely.Polygon(ring) for ring in rings if _spread(ring) > least]
    # The land is on the left of a ring: one that runs the other way round is a hole.
    holes = np.array([shape.exterior.is_ccw for shape in shapes], dtype=bool)
    coarse = shapely.make_valid(shapely.simplify(np.array(shapes, dtype=object), _COARSE_PT))
    large = shapely.area(coarse) > least
    seen = shapely.difference(
        shapely.union_all(shapely.clip_by_rect(coarse[large & ~holes], *frame)),
        shapely.union_all(coarse[large & holes]),
    )
    largest = max(shapely.get_parts(seen), key=lambda part: part.area, default=None)
    return largest if largest is not None and largest.area >= least else None


def _spread(ring: Floats) -> float:
    """Area of the box round a ring."""
    width, height = ring.max(axis=0) - ring.min(axis=0)
    return float(width * height)


def _roomiest(shape: Any, oblong: float) -> tuple[float, float, float]:  # noqa: ANN401 -- shapely types it so
    """Where an ellipse so many times wider than high has most room in a polygon, and half its height."""
    import shapely

    squeezed = shapely.transform(shape, lambda at: at * (1 / oblong, 1.0))
    line = shapely.maximum_inscribed_circle(squeezed, tolerance=1.0)
    x, y = line.coords[0]
    return x * oblong, y, line.length


def _names(code: str) -> Iterator[str]:
    """What a country is called, the full name first; nothing for land of no country."""
    from geo.countries import country
    from geo.errors import UnknownCountryError

    try:
        yield country(code).name
    except UnknownCountryError:
        return
    short = short_names().get(code)
    if short:
        yield short
