"""The names on the background: countries, towns, rivers and lakes that have room at the view's scale."""

from __future__ import annotations

import math
import struct
import zlib
from dataclasses import replace
from functools import cache
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.blocks import parts_of
from geo.errors import GeoDataError
from geo.points import BBox, LonLat
from maps.document import Label
from maps.thinning import clipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    import numpy.typing as npt

    from geo.blocks import Blocks
    from geo.packed import Collection, Feature

__all__ = ["boxes", "labels_for", "short_names", "towns_in", "waters_in"]

DATA = Path(__file__).resolve().parent / "data" / "labels.bin"

# How many zoom levels beyond the view's own a reader finds more names; the margin has only those of its own
# scale.
_CLOSER = 1.5
_MOST_IN_VIEW, _MOST_IN_MARGIN = 150, 60
# Least part of the view (in each direction) that a country without its label point takes to be named in it.
_LEAST_SHARE = 0.02
_RIVER_SHARE = 0.12


class _Table(NamedTuple):
    """All countries and towns, by rank; positions in thousandths of a degree.

    Attributes:
        rank: Ten times the Web Mercator zoom level from which each is shown.
        lon: Longitudes.
        lat: Latitudes.
        kind: Number of each one's kind.
        kinds: The kinds.
        first_byte: Where each name begins.
        names: The names, one after another.
    """

    rank: npt.NDArray[np.uint8]
    lon: npt.NDArray[np.int32]
    lat: npt.NDArray[np.int32]
    kind: npt.NDArray[np.uint8]
    kinds: tuple[str, ...]
    first_byte: npt.NDArray[np.uint32]
    names: Blocks

    def labels(self, within: Sequence[BBox], most: int) -> list[Label]:
        """The labels up to a rank in the boxes."""
        import numpy as np

        count = int(np.searchsorted(self.rank, most, side="right"))
        lon, lat = self.lon[:count] / 1000, self.lat[:count] / 1000
        chosen = np.zeros(count, dtype=bool)
        for box in (part for view in within for part in boxes(view)):
            chosen |= (lon >= box.west) & (lon <= box.east) & (lat >= box.south) & (lat <= box.north)
        found = np.flatnonzero(chosen)
        kinds = [self.kinds[number] for number in self.kind[found].tolist()]
        return [
            Label(name, LonLat(*at), kind, _importance(kind, rank))
            for name, at, kind, rank in zip(
                self.spelled(found),
                zip(lon[found].tolist(), lat[found].tolist(), strict=True),
                kinds,
                self.rank[found].tolist(),
                strict=True,
            )
        ]

    def spelled(self, numbers: npt.NDArray[np.intp]) -> list[str]:
        """The names of these numbers."""
        starts, ends = self.first_byte[numbers].astype(int), self.first_byte[numbers + 1].astype(int)
        text = self.names.ranges(starts, ends).tobytes()
        cuts = [0, *(ends - starts).cumsum().tolist()]
        return [text[start:end].decode() for start, end in pairwise(cuts)]


def _importance(kind: str, rank: int) -> int:
    """The order in which labels get room: a country goes before the towns that appear at the same scale."""
    return rank if kind == "country" else rank + 30


def labels_for(
    view: BBox,
    margin: Sequence[BBox],
    zoom: float,
    countries: Collection,
    waters: Sequence[tuple[str, Collection]],
) -> tuple[Label, ...]:
    """Names in the view and the margin, the most important first.

    Args:
        view: The part of the earth in the frame.
        margin: The boxes round it that are drawn too, the view included.
        zoom: Web Mercator zoom level of the view.
        countries: Coarse country shapes.
        waters: Kind of label and shapes, of rivers and lakes.
    """
    table = _table()
    near = table.labels((view,), round(10 * (zoom + _CLOSER)))
    seen = {(label.text, label.point) for label in near}
    far = [label for label in table.labels(margin, round(10 * zoom)) if (label.text, label.point) not in seen]
    named = {label.text for label in near if label.kind == "country"}
    near += [label for label in _cut_countries(view, countries) if label.text not in named]
    inside = {label.text for label in near if label.kind == "country"}
    far = [label for label in far if label.kind != "country" or label.text not in inside]
    for kind, collection in waters:
        near += _water_names(kind, collection, view, round(10 * zoom))
    chosen = [*islice(_ordered(near), _MOST_IN_VIEW), *islice(_ordered(far), _MOST_IN_MARGIN)]
    return tuple(_with_room(label, countries) for label in _ordered(chosen))


def towns_in(within: Sequence[BBox], zoom: float) -> list[Label]:
    """The towns that have room on a map of some Web Mercator zoom level, the most important first.

    Examples:
        >>> [label.text for label in towns_in([BBox(-1, 16, 3, 21)], 6)][:2]
        ['Gao', 'Kidal']
    """
    towns = (label for label in _table().labels(within, round(10 * zoom)) if label.kind != "country")
    return list(_ordered(list(towns)))


def waters_in(view: BBox, zoom: float, waters: Sequence[tuple[str, Collection]]) -> list[Label]:
    """The rivers and lakes of a map of some zoom level, each named where most of it is seen."""
    return [label for kind, shapes in waters for label in _water_names(kind, shapes, view, round(10 * zoom))]


@cache
def short_names() -> dict[str, str]:
    """What a map calls countries where room is scarce, such as ``Dem. Rep. Congo``, by alpha-2 code."""
    from geo.countries import find_country

    table = _table()
    names = table.spelled((table.kind == table.kinds.index("country")).nonzero()[0])
    # Natural Earth has names of its own, such as Somaliland, that are no country's.
    return {country.alpha2: name for name in names if (country := find_country(name))}


def _with_room(label: Label, countries: Collection) -> Label:
    """A country's label with how far it may move: to the nearest edge of the country."""
    import shapely

    if label.kind != "country":
        return label
    lon, lat = label.point
    # A degree of latitude is longer than one of longitude on a Mercator map, by this much here.
    stretch = 1 / math.cos(math.radians(lat))
    point = shapely.Point(lon, lat * stretch)
    for feature in countries.in_bbox(BBox(lon, lat, lon, lat)):
        if feature.name == label.text and feature.geometry.covers(shapely.Point(lon, lat)):
            edge = shapely.transform(feature.geometry.boundary, lambda at: at * (1, stretch))
            return replace(label, room_deg=round(float(edge.distance(point)), 3))
    return label


def _ordered(labels: list[Label]) -> Iterator[Label]:
    return iter(sorted(labels, key=lambda label: (label.rank, label.kind, label.text, label.point)))


@cache
def _table() -> _Table:
    try:
        header, arrays, names = parts_of(DATA.read_bytes(), DATA.name)
        return _Table(kinds=tuple(header["kinds"]), names=names, **arrays)
    except (OSError, ValueError, TypeError, KeyError, struct.error, zlib.error) as error:
        raise GeoDataError(f"{DATA.name} cannot be read ({error}); reinstall Dateline") from error


def boxes(view: BBox) -> tuple[BBox, ...]:
    """The view as one box, or as two that meet at 180 degrees."""
    if not view.crosses_antimeridian:
        return (view,)
    return (BBox(view.west, view.south, 180, view.north), BBox(-180, view.south, view.east, view.north))


def _cut_countries(view: BBox, countries: Collection) -> Iterator[Label]:
    """Countries that the view shows without the usual place of their name: named where there is room."""
    import shapely

    rooms: dict[str, tuple[float, LonLat]] = {}
    for box in boxes(view):
        for feature in countries.in_bbox(box):
            for part in clipped([feature.geometry], box):
                if part.geom_type != "Polygon" or part.area < _LEAST_SHARE * view.width_deg * view.height_deg:
                    continue
                spot: Any = shapely.maximum_inscribed_circle([part], tolerance=0.02 * box.height_deg)[0]
                center = LonLat(*(round(value, 2) for value in spot.coords[0]))
                rooms[feature.name] = max(rooms.get(feature.name, (0.0, center)), (part.area, center))
    for name, (_, center) in rooms.items():
        if _is_in(name, center):
            yield Label(name, center, "country", 25)


def _is_in(name: str, point: LonLat) -> bool:
    """Whether the borders that the map draws put a point in a country.

    Natural Earth's shapes are drawn de facto: Morocco's holds the west of Western Sahara.
    """
    from geo import borders
    from geo.countries import country
    from geo.errors import UnknownCountryError

    try:
        return country(name).alpha2 in borders.side(point).countries
    except UnknownCountryError:  # a name of Natural Earth's own, such as Somaliland
        return True


def _water_names(kind: str, collection: Collection, view: BBox, most: int) -> Iterator[Label]:
    """One name for each river or lake of the scale, in the middle of the longest part that the view shows."""
    longest: dict[str, tuple[float, LonLat, int]] = {}
    for box in boxes(view):
        for feature in collection.in_bbox(box, max_rank=min(255, most)):
            if feature.name:
                _enter_longest(longest, feature, box)
    for name, (size, center, rank) in longest.items():
        if size > (_RIVER_SHARE if kind == "river" else 0.03) * view.width_deg:
            yield Label(name, center, kind, rank + 50)


def _enter_longest(longest: dict[str, tuple[float, LonLat, int]], feature: Feature, box: BBox) -> None:
    import shapely

    for part in clipped([feature.geometry], box):
        if part.geom_type == "LineString":
            size, spot = part.length, part.interpolate(0.5, normalized=True)
        else:
            # Its extent, not its shore, which is long where a lake is small and has many arms.
            west, south, east, north = part.bounds
            size, spot = max(east - west, north - south), shapely.point_on_surface(part)
        center = LonLat(round(spot.x, 3), round(spot.y, 3))
        if size > longest.get(feature.name, (0.0,))[0]:
            longest[feature.name] = (size, center, feature.rank)
