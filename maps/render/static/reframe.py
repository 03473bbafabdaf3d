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
from maps.render.static.background import globe
from maps.render.static.cells import squares
from maps.render.static.country_names import country_names
from maps.render.static.drawing import Box
from maps.render.static.labels.grid import Grid
from maps.render.static.labels.lines import spots
from maps.render.static.projection import zoom_of
from maps.render.static.region_names import region_names
from maps.seas import seas

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from maps.document import MapDocument
    from maps.render.static.projection import Projected
    from maps.render.static.scene import Scene
    from maps.render.static.style import Style

__all__ = ["reframed"]

_MANY = 1_000  # of so many incidents, those in a square of half a marker's width are taken for one
# How far apart the dots of towns are at least, in sizes of their names. Towns are ranked by whole levels of
# zoom; those of one level more are enough to choose from.
_APART, _CLOSER = 5.5, 1.3
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
    towns = _apart(document, towns_in(projected.boxes(), zoom + _CLOSER), projected, style)
    others = [
        *country_names(document, scene, about, style),
        *waters_in(projected.view, zoom, waters),
    ]
    local = localised(towns, document.language)
    named = dict(zip(towns, local, strict=True))
    ordered = sorted(
        (
            *local,
            *localised(others, document.language),
            *_seas(scene, style, document.language),
            *region_names(document, scene, about, style, named),
        ),
        key=lambda label: (label.rank, label.kind, label.text, label.point),
    )
    return replace(document, labels=tuple(ordered))


def _apart(document: MapDocument, towns: Sequence[Label], projected: Projected, style: Style) -> list[Label]:
    """The most important towns of each neighbourhood, so that a map is as full of names at any scale.

    Those in which incidents are go before all others.
    """
    reach, visits = 0.5 * style.size["marker"], Grid()
    points = projected.marks(document.incidents)
    if len(points) > _MANY:
        points = squares(points, reach)
    visits.add(None, [Box(*at, *at).grown(reach) for at in points.tolist()])
    placed = list(zip(towns, spots(towns, projected), strict=True))
    placed.sort(key=lambda town: visits.free([Box(*town[1], *town[1]).grown(0.5)]))
    kept, grid = [], Grid()
    for town, at in placed:
        box = Box(*at, *at).grown(_APART / 2 * style.size["town"])
        if grid.free([box]):
            grid.add(town.text, [box])
            kept.append(town)
    return kept


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


def _seas(scene: Scene, style: Style, language: str) -> Iterator[Label]:
    """The names of seas whose middle is in the frame, where they are large enough for a name."""
    import shapely

    projected, size = scene.projected, style.size["water"]
    inner = projected.box.grown(-2 * size)
    # Where the edge of the earth is in the frame, no name hangs over it.
    earth = shapely.Polygon(globe(projected).vertices) if projected.cut else shapely.box(*projected.box)
    for sea, (x, y) in zip(seas(), projected.places([sea.point for sea in seas()]).tolist(), strict=True):
        extent = sea.extent_m / projected.m_per_pt
        if not (inner.left < x < inner.right and inner.top < y < inner.bottom):
            continue
        name = sea.named(language)
        letters = max(len(name) / 2, *map(len, name.split()))
        if letters * _LETTER * size > extent or not earth.covers(shapely.Point(x, y).buffer(2 * size)):
            continue
        if not scene.codes_at([(x, y)]):
            yield Label(name, sea.point, "sea", max(5, round(90 - 12 * math.log2(1 + extent / 20))))
