"""Where the rows of a table are: by their geometry, by two columns of degrees, or by the names of places."""

from __future__ import annotations

import math
from itertools import compress
from typing import TYPE_CHECKING, Any, NamedTuple

from gazetteer.tables.cells import NO_TEXT, asked_text, country_text, text_of
from geo.geodesic import finest_unit_deg
from geo.points import LonLat
from geo.told import Told, as_said, tell
from maps.errors import ColumnError
from maps.incidents.columns import INCIDENT_COLUMNS, find
from maps.saying import Saying
from maps.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maps.exploring.reading import Table
    from maps.marks import Geometry, IncidentMark

__all__ = ["Place", "placing", "reaches"]

# Digits of a degree: a tenth of a metre, and what projections add by rounding is gone.
_DIGITS = 6
# An area with a smaller radius is hidden by its own marker.
_SMALLEST_AREA_M = 500.0
# Of more different ones none would be seen, and each takes two milliseconds.
_MOST_AREAS = 5_000
_BASIS = Told("coordinates of the table, with the uncertainty that it states", "table_reach", {})


_LON, _LAT = ("lon", "longitude", "lng", "long"), ("lat", "latitude")


class Place(NamedTuple):
    """Where a row is.

    Attributes:
        point: By its geometry or its degrees, or None.
        shape: Its lines and areas, as one GeoJSON geometry, or None.
        text: The place in the words of the table, or None.
        holders: What holds it, from small to large.
        radius_m: Round the point, what holds the whole location; None where the table does not say.
        reason: Why there, as the table says, or "".
        trouble: Why it is nowhere, or None.
        unit_deg: In what unit its point is written, as ``Incident.unit_deg`` has it.
    """

    point: LonLat | None = None
    shape: Geometry | None = None
    text: str | None = None
    holders: tuple[str, ...] = ()
    radius_m: float | None = None
    reason: str = ""
    trouble: str | None = None
    unit_deg: float | None = None


def placing(
    table: Table,
    place: str | None,
    admin1: str | None,
    country: str | None,
    levels: Sequence[str | None],
) -> tuple[list[Place], frozenset[str]]:
    """Where each row is, and the columns that say so in words.

    Args:
        table: The table.
        place: The column of the places, if one is asked for.
        admin1: The column of the regions, if any.
        country: The column of the countries, if any.
        levels: What each row is generalised to, if to anything.

    Raises:
        ColumnError: If a column is not there, or is there twice.
    """
    if place is None and table.geometry is not None:
        return list(_with_reach(table, map(_of_geometry, table.geometry))), frozenset()
    degrees = [table.first(names) for names in (_LON, _LAT)]
    if place is None and None not in degrees:
        lon, lat = (table.columns[table.at(table.names[at])] for at in degrees if at is not None)
        places = _in_one_unit([*map(_of_degrees, lon, lat)], [*lon, *lat], levels)
        return list(_with_reach(table, places)), frozenset()
    columns = [table.at(_place_column(table) if place is None else place)]
    # From the smallest.
    columns += [table.at(name) for name in (admin1, country) if name is not None]
    read = [asked_text] * len(columns)
    if country is not None:
        read[-1] = country_text
    texts = [[text(cell) for cell in table.columns[at]] for text, at in zip(read, columns, strict=True)]
    places = [_of_text(text, tuple(filter(None, holders))) for text, *holders in zip(*texts, strict=True)]
    return places, frozenset(table.names[at] for at in columns)


def _in_one_unit(places: list[Place], cells: Sequence[Any], levels: Sequence[str | None]) -> list[Place]:
    """The places in the unit of the finest, where degrees are numbers, which have lost their last noughts."""
    if any(isinstance(cell, str) for cell in cells):
        return places
    # What is generalised must not be told by what is said of other rows.
    shown = [level is None for level in levels]
    points = [place.point for place in compress(places, shown) if place.point is not None]
    unit_deg = finest_unit_deg(points)
    return [
        place._replace(unit_deg=unit_deg) if is_shown else place
        for place, is_shown in zip(places, shown, strict=True)
    ]


def _place_column(table: Table) -> str:
    """The column that names the places, by its own name, as in tables of incidents.

    Raises:
        ColumnError: If there is none.
    """
    if "place" in table.names:
        return "place"
    found = find(table.names, {"place": INCIDENT_COLUMNS["place"]}).names.get("place")
    if found is None:
        there = ", ".join(map(repr, table.names)) or "no columns"
        raise ColumnError(
            "the table has no geometry, no columns lon and lat, and none that is called as places are; it "
            f"has {there}; say place='...' for the column that names the places"
        )
    return found


def _of_text(text: str, holders: tuple[str, ...]) -> Place:
    if text.startswith(NO_TEXT):
        english = "The cell of its place holds {what} and no text"
        return Place(trouble=tell("no_text", english, what=as_said(text.removeprefix(NO_TEXT))))
    return Place(text=text or None, holders=tuple(one for one in holders if not one.startswith(NO_TEXT)))


def _with_reach(table: Table, places: Iterable[Place]) -> Iterator[Place]:
    """The places with what ``gazetteer.resolve_table`` says of how sure they are, where the table has it."""
    nothing = [None] * len(table.keys)
    radii, reasons = (
        table.columns[table.names.index(name)] if name in table.names else nothing
        for name in ("uncertainty_m", "reason")
    )
    for place, radius, why in zip(places, radii, reasons, strict=True):
        reason = text_of(why)
        if place.point is not None:
            yield place._replace(radius_m=_metres(radius), reason=reason)
        elif place.trouble and reason:
            values = {"trouble": place.trouble, "reason": reason}
            yield place._replace(trouble=tell("trouble_because", "{trouble}: {reason}", **values))
        else:
            yield place


def _of_degrees(lon: Any, lat: Any) -> Place:  # noqa: ANN401 - cells
    point = _point(lon, lat)
    if point is not None:
        return Place(point)
    if text_of(lon) or text_of(lat):
        return Place(
            trouble=tell(
                "not_on_earth",
                "Longitude {lon!r} and latitude {lat!r} are no point on the earth",
                lon=text_of(lon),
                lat=text_of(lat),
            )
        )
    return Place(trouble=tell("no_coordinates", "The table gives no coordinates"))


def _point(lon: Any, lat: Any) -> LonLat | None:  # noqa: ANN401 - cells
    try:
        x, y = float(lon), float(lat)
        return LonLat(round(x, _DIGITS), round(y, _DIGITS)) if math.isfinite(x) and math.isfinite(y) else None
    except (TypeError, ValueError):
        return None


def _metres(cell: Any) -> float | None:  # noqa: ANN401 - a cell
    try:
        metres = float(cell)
    except (TypeError, ValueError):
        return None
    return metres if math.isfinite(metres) and metres > 0 else None


def reaches(places: Iterable[tuple[IncidentMark, Place]], language: str = "en") -> Iterator[dict[str, Any]]:
    """What changes in each mark by the reach of its place, where the table says how far that is uncertain."""
    from gazetteer.uncertainty import scale_of
    from geo.areas import circle
    from geo.geojson import to_geometry

    # A long table has the same places again and again, and a document holds each area once.
    known: dict[tuple[LonLat, float], Geometry | None] = {}
    saying = Saying(words(language))
    basis = saying.said(_BASIS)
    for mark, place in places:
        if place.radius_m is None:
            yield {}
            continue
        key = mark.point, place.radius_m
        if key not in known:
            drawn = place.radius_m >= _SMALLEST_AREA_M and len(known) < _MOST_AREAS
            known[key] = to_geometry(circle(*key)) if drawn else None
        yield {
            "precision": scale_of(place.radius_m),
            "radius_m": place.radius_m,
            "area": known[key],
            "basis": basis,
            "reason": saying.quoted(place.reason) if place.reason else mark.reason,
        }


def _of_geometry(geometry: Any) -> Place:  # noqa: ANN401 - shapely or None
    if geometry is None or geometry.is_empty:
        return Place(trouble=tell("no_geometry", "The row has no geometry"))
    west, south, east, north = geometry.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        english = "The geometry of the row reaches beyond the earth; its CRS may be another one"
        return Place(trouble=tell("beyond_earth", english))
    if geometry.geom_type == "Point":
        # Its numbers are binary, and most have been through a projection: their digits tell nothing.
        return Place(_point(geometry.x, geometry.y), unit_deg=0.0)
    return Place(shape=_shape(geometry))


def _shape(geometry: Any) -> Geometry:  # noqa: ANN401 - shapely
    """The geometry as GeoJSON: of a collection one of each kind: areas, lines, points."""
    import shapely

    from geo.geojson import to_geometry

    flat = shapely.force_2d(geometry)
    single = shapely.get_parts(flat)
    while any(hasattr(part, "geoms") for part in single):
        single = shapely.get_parts(single)
    parts = []
    for kinds, together in (
        (("Polygon",), shapely.multipolygons),
        (("LineString", "LinearRing"), shapely.multilinestrings),
        (("Point",), shapely.multipoints),
    ):
        chosen = [part for part in single if part.geom_type in kinds and not part.is_empty]
        if chosen:
            one = len(chosen) == 1 and "Point" not in kinds
            parts.append(to_geometry(chosen[0] if one else together(chosen)))
    return parts[0] if len(parts) == 1 else {"type": "GeometryCollection", "geometries": parts}
