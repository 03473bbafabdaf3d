"""The background of a map: land, water, borders and names, clipped to the view and as fine as it can show.

Shapes come from Natural Earth (``maps/data``), country lines from ``geo.borders``, so that a map never shows
two versions of a line. Near the view everything is fine enough to be enlarged some zoom levels; the margin
round it, which a reader sees who pans or zooms out, is coarser. Coordinates lie within 180 degrees east and
west: a writer whose view crosses 180 degrees moves those of the other side by 360.
"""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from geo import borders, regions
from geo.geojson import to_geometry
from geo.packed import Collection, read_collections
from geo.points import BBox, LonLat
from maps.basemap_labels import boxes, labels_for
from maps.document import BasemapLayer, Label
from maps.thinning import Detail, as_multilines, as_multipolygon, clipped, thin_lines, thin_polygons
from maps.view import MERCATOR_LAT
from maps.view import zoom as zoom_of

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Basemap", "basemap", "collection", "margin"]

DATA = Path(__file__).resolve().parent / "data" / "basemap.bin"

# Sizes are in pixels of the view at the width asked for. A sixth of a pixel is invisible, and the view can
# be enlarged eightfold before corners show; the margin is seen at the view's scale or smaller.
_FINE_PX, _COARSE_PX = 0.16, 1.2
_MAX_BYTES = 80_000  # of all geometry as GeoJSON without spaces
_LAND = (("land", 5.4), ("land_regional", 3.4), ("land_overview", -math.inf))
_ADMIN1_FROM_ZOOM = 4.5
_CLOSER = 8  # ranks, a tenth of a zoom level each: lines that a reader meets who enlarges the map


_LAYERS = ("land", "lakes", "rivers", "admin1_borders", "country_borders", "disputed_borders")
# The layers that carry OpenStreetMap's lines: those of subdivisions end on them.
_BORDERS = frozenset({"country_borders", "disputed_borders", "admin1_borders"})
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


def basemap(
    view: BBox, *, worldview: str = "default", width_px: int = 960, names_only: bool = False
) -> Basemap:
    """The background for a view.

    Args:
        view: The part of the earth in the frame.
        worldview: Whose claims country lines follow, as ``geo.borders`` names it.
        width_px: Width of the map in pixels: the scale decides how fine shapes are and which names have room.
        names_only: Whether shapes are left to a writer that reads them itself; their credits are not.

    Raises:
        geo.errors.GeoDataError: If the data files are missing or damaged.

    Examples:
        >>> mali = basemap(BBox(-8, 12, 7, 24))
        >>> [layer.name for layer in mali.layers]
        ['land', 'lakes', 'rivers', 'admin1_borders', 'country_borders', 'disputed_borders']
        >>> {"Mali", "Algeria", "Bamako", "Kidal"} <= {label.text for label in mali.labels}
        True
    """
    zoom = zoom_of(view, width_px)
    pieces = margin(view)
    layers = () if names_only else _fitted(_shapes(pieces, zoom, worldview), view, width_px)
    names = labels_for(
        view, pieces, zoom, collection("countries"),
        [("lake", collection("lakes")), ("river", collection("rivers"))],
    )  # fmt: skip
    shown = {layer.name for layer in layers}
    return Basemap(
        layers, names, _ATTRIBUTIONS + ((borders.ATTRIBUTION,) if names_only or shown & _BORDERS else ())
    )


def margin(view: BBox) -> tuple[BBox, ...]:
    """The view with one view's width and height on each side, in one box or, across 180 degrees, two.

    Examples:
        >>> margin(BBox(-8, 12, 7, 24))
        (BBox(west=-23.0, south=0.0, east=22.0, north=36.0),)
        >>> len(margin(BBox(177, -19, -178, -16)))
        2
    """
    south = max(-MERCATOR_LAT, view.south - view.height_deg)
    north = min(MERCATOR_LAT, view.north + view.height_deg)
    if 3 * view.width_deg >= 360.0:
        return (BBox(-180.0, south, 180.0, north),)
    west = LonLat.wrapped(view.west - view.width_deg, 0).lon
    east = LonLat.wrapped(view.east + view.width_deg, 0).lon
    return boxes(BBox(west, south, east, north))


@cache
def collection(name: str) -> Collection:
    """A collection of shapes of the background by its name, read once."""
    return read_collections(DATA, [name])[name]


def _shapes(pieces: tuple[BBox, ...], zoom: float, worldview: str) -> dict[str, list[BaseGeometry]]:
    """Polygons and lines of each layer, clipped to the margin, in full detail."""
    land = next(name for name, from_zoom in _LAND if zoom >= from_zoom)
    most = max(0, min(255, round(10 * zoom)))
    found: dict[str, list[BaseGeometry]] = {name: [] for name in _LAYERS}
    for box in pieces:
        for layer, name, rank in (("land", land, 255), ("lakes", "lakes", most), ("rivers", "rivers", most)):
            features = collection(name).in_bbox(box, max_rank=rank)
            found[layer] += clipped([feature.geometry for feature in features], box)
        if zoom >= _ADMIN1_FROM_ZOOM:
            found["admin1_borders"] += clipped(_admin1_lines(box, most), box)
        for layer, lines in _country_lines(box, worldview).items():
            found[layer] += clipped(lines, box)
    return {name: parts for name, parts in found.items() if parts}


def _admin1_lines(box: BBox, most: int) -> list[BaseGeometry]:
    lines = regions.admin1_lines(box, max_rank=min(255, most + _CLOSER))
    return [line.geometry for line in lines]


def _country_lines(box: BBox, worldview: str) -> dict[str, list[BaseGeometry]]:
    """Border lines by layer, their pieces joined, so that thinning need not keep where they meet."""
    import shapely

    lines: dict[str, list[BaseGeometry]] = {"country_borders": [], "disputed_borders": []}
    for part in borders.lines_in(box, worldview=worldview):
        layer = "country_borders" if part.status == "recognised" else "disputed_borders"
        lines[layer].append(shapely.line_merge(part.lines))
    return lines


def _fitted(shapes: dict[str, list[BaseGeometry]], view: BBox, width_px: int) -> tuple[BasemapLayer, ...]:
    """The layers, generalised for the scale, and further where they would make the output too large."""
    import shapely

    px_deg = view.width_deg / width_px
    thinned: dict[str, Any] = dict(shapes)
    while True:
        detail = _detail(view, px_deg)
        thinned = {
            name: (thin_polygons if name in _POLYGONS else thin_lines)(parts, detail)
            for name, parts in thinned.items()
        }
        points = sum(int(shapely.get_num_coordinates(parts).sum()) for parts in thinned.values())
        # Two numbers of some two digits before the decimals, with point, sign now and then, and commas and
        # brackets.
        size = points * (2 * detail.decimals + 10)
        if size <= _MAX_BYTES:
            break
        # Points fall more slowly than the tolerance grows, so this comes near the limit in a few steps from
        # above.
        px_deg *= max(1.15, (size / _MAX_BYTES) ** 0.9)
    wholes = {
        name: as_multipolygon(parts, detail) if name in _POLYGONS else as_multilines(parts)
        for name, parts in thinned.items()
    }
    return tuple(
        BasemapLayer(name, to_geometry(whole)) for name, whole in wholes.items() if not whole.is_empty
    )


def _detail(view: BBox, px_deg: float) -> Detail:
    fine = _FINE_PX * px_deg
    return Detail(boxes(view), fine, _COARSE_PX * px_deg, max(1, min(5, math.ceil(-math.log10(fine)))))
