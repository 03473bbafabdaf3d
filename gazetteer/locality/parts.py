"""Parts of areas: the north of a country, the south of a town, the middle.

A side is what lies on that side of a line through the middle, at right angles to the direction; a side
between two of the four, such as the north-east, is what lies within 60 degrees of it. The middle
of a country is half-way between the middle of its outline and where its people live, for so people divide
it: by its outline alone, Gao would not be in northern Mali. ``gazetteer/data/middles.csv`` has, for each
country, the meridian and the parallel that halve its people.
"""

from __future__ import annotations

import csv
import functools
import math
from importlib.resources import files
from typing import TYPE_CHECKING

from geo.planes import common, middle
from geo.points import LonLat

if TYPE_CHECKING:
    from shapely import MultiPolygon, Polygon

    from gazetteer.place import Place

    Shape = Polygon | MultiPolygon

__all__ = ["central_part", "divider_of", "side_of"]

#: The middle reaches half of the way to each edge, and so does what "far" leaves out.
HALF_WAY = 0.5
# Between the four directions, a part is a wedge of 60 degrees to either side: its edges are turned by 30.
_WEDGE_DEG = 30.0
# Farther than any edge, in degrees.
_BEYOND_DEG = 720.0


@functools.cache
def _middles() -> dict[str, LonLat]:
    text = (files("gazetteer") / "data" / "middles.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["alpha2"]: LonLat(float(row["lon"]), float(row["lat"])) for row in rows}


def divider_of(place: Place | None, shape: Shape) -> LonLat:
    """Where a shape is divided into north and south, east and west.

    Examples:
        >>> import gazetteer
        >>> from geo import borders
        >>> round(divider_of(gazetteer.resolve("Mali").place, borders.area("ML")).lat, 1)
        15.1
    """
    center = middle(shape)
    people = _middles().get(place.country or "") if place is not None and place.kind == "country" else None
    if people is None:
        return center
    turn = (people.lon - center.lon + 180.0) % 360.0 - 180.0
    return LonLat.wrapped(center.lon + turn / 2, (center.lat + people.lat) / 2)


def side_of(
    shape: Shape, divider: LonLat, azimuth_deg: float, *, far: bool = False, allowance_deg: float = 0.0
) -> Shape | None:
    """The part of a shape on one side of its divider; None where nothing is there.

    Args:
        shape: The shape.
        divider: The point that the dividing line runs through.
        azimuth_deg: The direction of the side, in degrees clockwise from north.
        far: Only what is more than half-way from the line to the edge.
        allowance_deg: How far beyond the line the part reaches all the same, in degrees of latitude.

    Examples:
        >>> from shapely import box
        >>> side_of(box(0, 0, 2, 2), LonLat(1, 1), 0).bounds
        (0.0, 1.0, 2.0, 2.0)
    """
    # North, south, east and west are half of everything; a wedge is what two half planes have in common.
    turns = (0.0,) if azimuth_deg % 90.0 == 0.0 else (-_WEDGE_DEG, _WEDGE_DEG)
    planes = [_half_plane(divider, _ahead(azimuth_deg + turn), -allowance_deg) for turn in turns]
    if far:
        ahead = _ahead(azimuth_deg)
        planes.append(_half_plane(divider, ahead, HALF_WAY * _extent(shape, divider, ahead)))
    return common([shape, *planes])


def _ahead(azimuth_deg: float) -> tuple[float, float]:
    angle = math.radians(azimuth_deg)
    return math.sin(angle), math.cos(angle)


def central_part(shape: Shape, divider: LonLat) -> Shape | None:
    """The middle of a shape: what is less than half-way from its divider to its edge, to all four sides.

    Examples:
        >>> from shapely import box
        >>> central_part(box(0, 0, 2, 2), LonLat(1, 1)).bounds
        (0.5, 0.5, 1.5, 1.5)
    """
    sides = ((0.0, 1.0), (1.0, 0.0), (0.0, -1.0), (-1.0, 0.0))
    # What lies before the far part of a side is behind a line that looks the other way.
    planes = [
        _half_plane(divider, (-east, -north), -HALF_WAY * _extent(shape, divider, (east, north)))
        for east, north in sides
    ]
    return common([shape, *planes])


def _extent(shape: Shape, divider: LonLat, ahead: tuple[float, float]) -> float:
    """How far a shape reaches from its divider in a direction, in degrees of latitude."""
    import shapely

    lons, lats = shapely.get_coordinates(shape).T
    east = ((lons - divider.lon + 180.0) % 360.0 - 180.0) * math.cos(math.radians(divider.lat))
    return float((east * ahead[0] + (lats - divider.lat) * ahead[1]).max())


def _half_plane(divider: LonLat, ahead: tuple[float, float], start_deg: float) -> Shape:
    """All of the map ahead of a line, within half a turn of the divider, split at 180 degrees."""
    import shapely

    from geo import antimeridian

    narrow = math.cos(math.radians(divider.lat))
    (east, north), far = ahead, _BEYOND_DEG
    corners = [(start_deg, -far), (far, -far), (far, far), (start_deg, far)]
    ring = [
        (divider.lon + (along * east + aside * north) / narrow, divider.lat + along * north - aside * east)
        for along, aside in corners
    ]
    world = shapely.box(divider.lon - 180.0, -90.0, divider.lon + 180.0, 90.0)
    return antimeridian.split(shapely.intersection(shapely.Polygon(ring), world))  # type: ignore[return-value]
