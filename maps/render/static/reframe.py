"""A document's names chosen anew for the frame of a page, which shows more than the document's view.

The names of a document are those of its view, and of what a reader of a page meets who enlarges it. A printed
map has its own scale: which towns have room is for that to say. Countries are named in the part of them that
is seen.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from maps.basemap import collection
from maps.basemap_labels import towns_in, waters_in
from maps.document import BasemapLayer, Label
from maps.localised import localised
from maps.render.static.country_names import country_names
from maps.render.static.projection import zoom_of
from maps.render.static.region_names import region_names
from maps.seas import seas

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maps.document import MapDocument
    from maps.render.static.scene import Scene
    from maps.render.static.style import Style

__all__ = ["reframed"]

# Towns are ranked so that no two of a zoom level are within 48 points of each other, in names of so many
# points; a third of a level less leaves one in some 60 by 60.
_DENSER, _TOWN_PT = 0.6, 8.5
_LETTER = 0.5  # width of a letter of a sea's name, in sizes of the font

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
        *country_names(document, scene, about, style),
        *towns_in(projected.boxes(), zoom + _DENSER - math.log2(style.size["town"] / _TOWN_PT)),
        *waters_in(projected.view, zoom, waters),
        *_seas(scene, style),
    ]
    ordered = sorted(
        (*localised(labels, document.language), *region_names(document, scene, about, style)),
        key=lambda label: (label.rank, label.kind, label.text, label.point),
    )
    return replace(document, labels=tuple(ordered))


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
