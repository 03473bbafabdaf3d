"""Places and regions as ``GeoDataFrame``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gazetteer.errors import QueryError, WrongTypeError
from gazetteer.hierarchy import record_of
from gazetteer.lookups import index_of
from gazetteer.place import Place
from gazetteer.question import kind_test
from gazetteer.regions import UNITS, exact_place, plain_area
from gazetteer.tables.engines import text_type
from geo.checks import need_number, shortened
from geo.geodesic import distance_m
from geo.points import BBox, LonLat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import geopandas
    import pandas as pd

    from gazetteer.index import Index
    from gazetteer.regions import Region
    from gazetteer.resolve import Gazetteer

__all__ = ["places_in", "places_near", "region_frame"]

_COLUMNS = ("name", "kind", "feature_code", "population", "country", "admin1", "admin2", "extent_m", "source")
_NUMBERS = {"population": "Int64", "extent_m": "int64"}
# On a sphere a distance is off by at most half a percent.
_SPHERE = 1.006
_FARTHEST_M = 5_000_000.0


def region_frame(region: Region) -> geopandas.GeoDataFrame:
    """A table of one region."""
    import geopandas

    table = _table([region.place]).assign(has_outline=region.has_outline, basis=region.basis)
    return geopandas.GeoDataFrame(table, geometry=[region.geometry], crs="EPSG:4326")


def places_in(gazetteer: Gazetteer, area: object, kind: str | None = None) -> geopandas.GeoDataFrame:
    """The places in an area; ``Gazetteer.places_in`` says more."""
    index, test = index_of(gazetteer), kind_test(kind)
    records = [
        record for record in _records_in(gazetteer, area) if test is None or test(index.record(record))
    ]
    return _frame(index, records)


def places_near(
    gazetteer: Gazetteer, point: str | LonLat | Place, within_m: float, kind: str | None = None
) -> geopandas.GeoDataFrame:
    """The places up to a distance from a point; ``Gazetteer.places_near`` says more."""
    metres = need_number(within_m, "within_m")
    if not 0 < metres <= _FARTHEST_M:
        raise QueryError(f"within_m={within_m!r} must be more than 0 and at most {_FARTHEST_M:,.0f} metres")
    center = _center(gazetteer, point)
    index, test = index_of(gazetteer), kind_test(kind)
    allows: Callable[[int], bool] | None = None if test is None else lambda record: test(index.record(record))
    near = index.nearest(center, len(index), allows, metres * _SPHERE)
    found = [(distance_m(center, index.point(record)), record) for record, _ in near]
    found = sorted((far, record) for far, record in found if far <= metres)
    frame = _frame(index, [record for _, record in found])
    frame.insert(len(frame.columns) - 1, "distance_m", np.array([far for far, _ in found], float))
    return frame


def _center(gazetteer: Gazetteer, point: str | LonLat | Place) -> LonLat:
    if isinstance(point, LonLat):
        return point
    if isinstance(point, Place):
        return point.point
    if isinstance(point, str):
        return exact_place(gazetteer.locate(point), "point to measure from").point
    raise WrongTypeError(
        f"a point must be a name, a geo.LonLat(lon, lat) or a place, not {type(point).__name__} "
        f"{shortened(point)}"
    )


def _records_in(gazetteer: Gazetteer, area: object) -> Iterable[int]:
    index = index_of(gazetteer)
    if isinstance(area, str):
        area = exact_place(gazetteer.locate(area, prefer="region"), "region")
    area = plain_area(area)
    if isinstance(area, Place):
        if area.kind not in UNITS:
            raise QueryError(f"{area.name} is a {area.kind}, which holds no places; ask for those near it")
        return _held(index, record_of(index, area))
    if isinstance(area, BBox):
        return index.in_box(area)
    if getattr(area, "geom_type", None) in {"Polygon", "MultiPolygon"}:
        return _in_shape(index, area)
    raise WrongTypeError(
        "an area must be a name, a region, a unit or country, a geo.BBox or a polygon of shapely, not "
        f"{type(area).__name__} {shortened(area)}"
    )


def _held(index: Index, record: int) -> Iterator[int]:
    """All that a unit or country holds as the sources have it: outlines are not that exact."""
    for child in index.children(record):
        yield child
        if index.record(child).kind in UNITS:
            yield from _held(index, child)


def _in_shape(index: Index, shape: Any) -> list[int]:  # noqa: ANN401 - a polygon of shapely
    import shapely

    found: list[int] = []
    for part in shapely.get_parts(shape):
        west, south, east, north = part.bounds
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            raise QueryError(
                f"the polygon reaches from {west:g}, {south:g} to {east:g}, {north:g}, which are no degrees; "
                "give longitude and latitude on WGS 84, as to_crs('EPSG:4326') does"
            )
        records = np.array([*index.in_box(BBox(west, south, east, north))], np.int64)
        points = np.array([index.point(record) for record in records.tolist()]).reshape(-1, 2)
        shapely.prepare(part)
        found += records[shapely.intersects_xy(part, points[:, 0], points[:, 1])].tolist()
    return found


def _frame(index: Index, records: Sequence[int]) -> geopandas.GeoDataFrame:
    import geopandas

    places = [index.place(record) for record in records]
    points = geopandas.points_from_xy(
        [place.point.lon for place in places], [place.point.lat for place in places], crs="EPSG:4326"
    )
    return geopandas.GeoDataFrame(_table(places), geometry=points)


def _table(places: Sequence[Place]) -> pd.DataFrame:
    """The facts of places in columns whose types do not depend on what is known."""
    import pandas as pd

    columns = {"place_id": [place.id for place in places]}
    columns |= {name: [getattr(place, name) for place in places] for name in _COLUMNS}
    return pd.DataFrame(
        {name: pd.array(values, dtype=_NUMBERS.get(name, text_type())) for name, values in columns.items()}
    )
