"""The background of a map: land, water, borders and names, clipped to the view and as fine as it can show.

Shapes come from Natural Earth (``maps/data``), country lines from ``geo.borders``, so that a map never shows two
versions of a line. Near the view everything is fine enough to be enlarged some zoom levels; the margin round it,
which a reader sees who pans or zooms out, is coarser. Coordinates lie within 180 degrees east and west: a writer
whose view crosses 180 degrees moves those of the other side by 360.
"""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from geo.packed import Collection, read_collections
from geo.geojson import to_geometry
from geo.points import BBox, LonLat
from maps.basemap_labels import boxes, labels_for
from maps.document import BasemapLayer, Label
from maps.generalise import Detail, clipped, generalise_lines, generalise_polygons
from maps.view import zoom as zoom_of

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Basemap", "basemap", "margin"]

DATA = Path(__file__).resolve().parent / "data" / "basemap.bin"

# Sizes are in pixels of the view at the width asked for. A third of a pixel is invisible, and the view can be enlarged
# eightfold before corners show; the margin is seen at the view's scale or smaller.
_FINE_PX, _COARSE_PX = 0.16, 1.2
_MAX_POINTS = 5_200  # about 80 KB as GeoJSON
_POINTS_PER_TOLERANCE = 0.75  # points fall with about this power of the tolerance, as measured on coasts
_OVERVIEW_BELOW_ZOOM = 3.6
_MERCATOR_LAT = 85.0


_LAYERS = ("land", "lakes", "rivers", "admin1_borders", "country_borders", "disputed_borders")
_POLYGONS = frozenset({"land", "lakes"})
_ATTRIBUTIONS = ("Natural Earth (public domain)", "GeoNames (CC BY 4.0)")


class Basemap(NamedTuple):
    """The background of one view.

    Attributes:
        layers: From the bottom up.
        labels: Names, the most important first.
        attributions: Credit lines for what is shown.
    """

    layers: tuple[BasemapLayer, ...]
    labels: tuple[Label, ...]
    attributions: tuple[str, ...]


def basemap(view: BBox, *, worldview: str = "default", width_px: int = 960) -> Basemap:
    """The background for a view.

    Args:
        view: The part of the earth in the frame.
        worldview: Whose claims country lines follow, as ``geo.borders`` names it.
        width_px: Width of the map in pixels: the scale decides how fine shapes are and which names have room.

    Raises:
        geo.errors.GeoDataError: If the data files are missing or damaged.

    Examples:
        >>> mali = basemap(BBox(-8, 12, 7, 24))
        >>> [layer.name for layer in mali.layers]
        ['land', 'lakes', 'rivers', 'admin1_borders', 'country_borders']
        >>> {"Mali", "Algeria", "Bamako", "Kidal"} <= {label.text for label in mali.labels}
        True
    """
    zoom = zoom_of(view, width_px)
    pieces = margin(view)
    layers = _fitted(_shapes(pieces, zoom, worldview), view, width_px)
    names = labels_for(
        view, pieces, zoom, _collection("countries"),
        [("lake", _collection("lakes")), ("river", _collection("rivers"))],
    )  # fmt: skip
    return Basemap(layers, names, _ATTRIBUTIONS)


def margin(view: BBox) -> tuple[BBox, ...]:
    """The view with one view's width and height on each side, in one box or, across 180 degrees, two.

    Examples:
        >>> margin(BBox(-8, 12, 7, 24))
        (BBox(west=-23.0, south=0.0, east=22.0, north=36.0),)
        >>> len(margin(BBox(177, -19, -178, -16)))
        2
    """
    south = max(-_MERCATOR_LAT, view.south - view.height_deg)
    north = min(_MERCATOR_LAT, view.north + view.height_deg)
    if 3 * view.width_deg >= 360.0:
        return (BBox(-180.0, south, 180.0, north),)
    west = LonLat.wrapped(view.west - view.width_deg, 0).lon
    east = LonLat.wrapped(view.east + view.width_deg, 0).lon
    return boxes(BBox(west, south, east, north))


@cache
def _collection(name: str) -> Collection:
    return read_collections(DATA, [name])[name]


def _shapes(pieces: tuple[BBox, ...], zoom: float, worldview: str) -> dict[str, list[BaseGeometry]]:
    """Polygons and lines of each layer, clipped to the margin, in full detail."""
    land = "land" if zoom >= _OVERVIEW_BELOW_ZOOM else "land_overview"
    most = max(0, min(255, round(10 * zoom)))
    found: dict[str, list[BaseGeometry]] = {name: [] for name in _LAYERS}
    for box in pieces:
        for layer, name, rank in (("land", land, 255), ("lakes", "lakes", most), ("rivers", "rivers", most)):
            features = _collection(name).in_bbox(box, max_rank=rank)
            found[layer] += clipped([feature.geometry for feature in features], box)
    return {name: parts for name, parts in found.items() if parts}


def _fitted(shapes: dict[str, list[BaseGeometry]], view: BBox, width_px: int) -> tuple[BasemapLayer, ...]:
    """The layers, generalised for the scale, and further where they would make the output too large."""
    import shapely

    px_deg = view.width_deg / width_px
    while True:
        wholes = _generalised(shapes, _detail(view, px_deg))
        points = sum(int(shapely.get_num_coordinates(whole)) for whole in wholes.values())
        if points <= _MAX_POINTS:
            return tuple(BasemapLayer(name, to_geometry(whole)) for name, whole in wholes.items())
        px_deg *= max(1.1, (points / _MAX_POINTS) ** (1 / _POINTS_PER_TOLERANCE))


def _detail(view: BBox, px_deg: float) -> Detail:
    fine = _FINE_PX * px_deg
    return Detail(boxes(view), fine, _COARSE_PX * px_deg, max(1, min(5, math.ceil(-math.log10(fine)))))


def _generalised(shapes: dict[str, list[BaseGeometry]], detail: Detail) -> dict[str, BaseGeometry]:
    """Each layer as one MultiPolygon or MultiLineString; those with nothing left to see are left out."""
    import shapely

    wholes = {}
    for name, parts in shapes.items():
        if name in _POLYGONS:
            wholes[name] = generalise_polygons(parts, detail)
        else:
            wholes[name] = shapely.multilinestrings(generalise_lines(parts, detail))
    return {name: whole for name, whole in wholes.items() if not whole.is_empty}
