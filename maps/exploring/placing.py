"""Where the rows of a table are: by their geometry, by two columns of degrees, or by the names of places."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from gazetteer.errors import ColumnError
from gazetteer.tables.cells import find_columns, text_of
from geo.points import LonLat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from maps.document import Geometry, Precision
    from maps.exploring.reading import Table

__all__ = ["Place", "placing"]

# Digits of a degree: a tenth of a metre, and what projections add by rounding is gone.
_DIGITS = 6
# What gazetteer.resolve_table says of a row by the codes of ACLED.
_PRECISIONS: dict[str, Precision] = {"1": "point", "2": "near", "3": "area"}


class Place(NamedTuple):
    """Where a row is.

    Attributes:
        point: By its geometry or its degrees, or None.
        shapes: Its lines and areas, as GeoJSON geometries.
        text: The place in the words of the table, or None.
        holders: What holds it, from small to large.
        precision: How exact it is, or None where the table does not say.
        trouble: Why it is nowhere, or None.
    """

    point: LonLat | None = None
    shapes: tuple[Geometry, ...] = ()
    text: str | None = None
    holders: tuple[str, ...] = ()
    precision: Precision | None = None
    trouble: str | None = None


def placing(
    table: Table, place: str | None, admin1: str | None, country: str | None
) -> tuple[list[Place], frozenset[str]]:
    """Where each row is, and the columns that say so in words.

    Raises:
        ColumnError: If a column is not there, or is there twice.
    """
    if place is None and table.geometry is not None:
        return [_of_geometry(one) for one in table.geometry], frozenset()
    if place is None and {"lon", "lat"} <= set(table.names):
        return list(_of_degrees(table)), frozenset()
    try:
        asked = find_columns(table.names, "place" if place is None else place, admin1, country)
    except ColumnError as error:
        if place is not None:
            raise
        raise ColumnError(f"{error}; say place='...' for the column that names the places") from None
    cells = [table.columns[table.names.index(name)] for name in asked.names]
    places = [
        Place(text=text or None, holders=tuple(filter(None, holders)))
        for text, *holders in zip(*[[text_of(cell) for cell in column] for column in cells], strict=True)
    ]
    return places, frozenset(asked.names)


def _of_degrees(table: Table) -> Iterator[Place]:
    lon, lat = (table.columns[table.at(name)] for name in ("lon", "lat"))
    codes, reasons = (
        [text_of(cell) for cell in table.columns[table.names.index(name)]] if name in table.names else None
        for name in ("geo_precision", "reason")
    )
    for row, (x, y) in enumerate(zip(lon, lat, strict=True)):
        point = _point(x, y)
        if point is not None:
            yield Place(point, precision=_PRECISIONS.get(codes[row]) if codes else None)
        elif text_of(x) or text_of(y):
            yield Place(trouble=f"Longitude {text_of(x)!r} and latitude {text_of(y)!r} are no point on the earth")
        else:
            reason = reasons[row] if reasons else ""
            yield Place(trouble=f"The table gives no coordinates{f': {reason}' if reason else ''}")


def _point(lon: Any, lat: Any) -> LonLat | None:  # noqa: ANN401 - cells
    try:
        x, y = float(lon), float(lat)
        return LonLat(round(x, _DIGITS), round(y, _DIGITS)) if math.isfinite(x) and math.isfinite(y) else None
    except (TypeError, ValueError):
        return None


def _of_geometry(geometry: Any) -> Place:  # noqa: ANN401 - shapely or None
    if geometry is None or geometry.is_empty:
        return Place(trouble="The row has no geometry")
    west, south, east, north = geometry.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        return Place(trouble="The geometry of the row reaches beyond the earth; its CRS may be another one")
    if geometry.geom_type == "Point":
        return Place(_point(geometry.x, geometry.y))
    return Place(shapes=tuple(_parts(geometry)))


def _parts(geometry: Any) -> Iterator[Geometry]:  # noqa: ANN401 - shapely
    """The geometry as GeoJSON: of a collection one of areas, one of lines and one of points."""
    import shapely

    from geo.geojson import to_geometry

    flat = shapely.force_2d(geometry)
    single = shapely.get_parts(flat)
    while any(hasattr(part, "geoms") for part in single):
        single = shapely.get_parts(single)
    for kinds, together in (
        (("Polygon",), shapely.multipolygons),
        (("LineString", "LinearRing"), shapely.multilinestrings),
        (("Point",), shapely.multipoints),
    ):
        chosen = [part for part in single if part.geom_type in kinds and not part.is_empty]
        if chosen:
            yield to_geometry(chosen[0] if len(chosen) == 1 and "Point" not in kinds else together(chosen))
