"""The area that a resolution stands for, with the rule that made it: a name is never a bare point.

The rules, in metres round the place's representative point:

- A settlement is a circle of its extent, which the index takes from its inhabitants or its source, widened by
  ``POINT_ERROR_M``, for the point itself may be that far off. Cities are not round: it is approximate.
- A first-level unit or a country is its polygon where one is known; else a circle of its extent.
- A river, a massif, an informal region is a circle of its extent: wide, and no claim about its outline.
- "part of" something (its south, its outskirts) is all of it; sides are not cut off yet.
- "near" is a circle that reaches ``NEAR_M`` beyond the place, "north of" without a distance one that reaches
  ``DIRECTION_M``, and a stated distance one that reaches ``DISTANCE_FACTOR`` times as far: whichever the
  direction, the area holds what is meant. Headings are not cut out yet.

Imports geo and shapely; the answer to a name does not need this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geo.areas import MAX_RADIUS_M, circle
from geo.errors import UnknownCountryError
from geo.geodesic import distance_m, rounding_m
from geo.points import LonLat

if TYPE_CHECKING:
    from shapely import MultiPolygon, Polygon

    from gazetteer.place import Place
    from gazetteer.resolution import Resolution

__all__ = [
    "DIRECTION_M",
    "DISTANCE_FACTOR",
    "NEAR_M",
    "POINT_ERROR_M",
    "POINT_M",
    "Area",
    "area",
    "precision_of",
]

#: How far a settlement's point may be off. GeoNames' coordinates are often rounded to a minute of arc, which
#: moves a point by up to half a minute each way, 1.3 km on the diagonal at the equator; and they mark no
#: defined middle.
POINT_ERROR_M = 1_500.0
#: How far "near" reaches beyond a place. UCDP's codebook (where_prec 2) takes a location in the surroundings
#: of a known point to be within about 25 km of it.
NEAR_M = 25_000.0
#: A coordinate that is good to this says which place is meant; up to twice ``NEAR_M`` it says near which.
POINT_M = 5_000.0
#: How far "north of" a place reaches where the text states no distance: farther than "near", which it could
#: have said.
DIRECTION_M = 50_000.0
#: A stated distance may be by road or rounded: the area reaches this many times as far.
DISTANCE_FACTOR = 1.25


@dataclass(frozen=True, slots=True)
class Area:
    """Where something is, as far as its name tells.

    Attributes:
        geometry: The area in degrees of longitude and latitude, split at 180 degrees.
        point: A representative point inside it.
        radius_m: Distance from ``point`` to the farthest point of the area, in metres.
        basis: The rule that made the area, in words.
        precision: ``point`` (a settlement itself), ``near`` (around one), or ``area`` (a unit, a country, a
            desert).
    """

    geometry: Polygon | MultiPolygon
    point: LonLat
    radius_m: float
    basis: str
    precision: Literal["point", "near", "area"]


def precision_of(radius_m: float) -> Literal["point", "near", "area"]:
    """What a coordinate that is good to a radius says: the place, somewhere near it, or only a region.

    Examples:
        >>> precision_of(150), precision_of(15_000), precision_of(150_000)
        ('point', 'near', 'area')
    """
    return "point" if radius_m <= POINT_M else "near" if radius_m <= 2 * NEAR_M else "area"


def area(resolution: Resolution) -> Area | None:
    """The area that a resolution stands for; None if it is unresolved.

    An ambiguous resolution gives the area of its best candidate.

    Examples:
        >>> import gazetteer
        >>> near = area(gazetteer.resolve("in the desert near Tinzaouaten"))
        >>> near.precision, near.radius_m > 25_000
        ('near', True)
        >>> near.basis
        "a circle that reaches 25 km beyond Tinzaouaten, for 'near'"
        >>> area(gazetteer.resolve("Xqzzt")) is None
        True
    """
    place = resolution.place
    if place is None:
        return None
    if resolution.relation in {"at", "part"} and resolution.mention.distance_m is None:
        return _of_place(place, part=resolution.relation == "part")
    return _round_place(resolution, place)


def _of_place(place: Place, *, part: bool) -> Area:
    some = "somewhere in " if part else ""
    if place.kind == "city":
        radius_m = place.extent_m + POINT_ERROR_M
        basis = f"{some}a circle for the extent of the settlement and the error of its point"
        return _circle(place.point, radius_m, basis, "point")
    if place.source == "given":
        radius_m = rounding_m(place.point)
        return _circle(place.point, radius_m, "the unit of the coordinate", precision_of(radius_m))
    outline = _outline(place)
    if outline is not None:
        return _polygon(place, *outline, some)
    basis = f"{some}a circle of about the extent of {place.name}; no outline is known"
    return _circle(place.point, _extent_m(place), basis, "area")


def _round_place(resolution: Resolution, place: Place) -> Area:
    mention = resolution.mention
    beyond_m = NEAR_M if mention.relation == "near" else DIRECTION_M
    if mention.distance_m is not None:
        beyond_m = max(mention.distance_m * DISTANCE_FACTOR, POINT_ERROR_M)
    basis = (
        f"a circle that reaches {beyond_m / 1000:,.0f} km beyond {place.name}, for {mention.relation_words!r}"
    )
    settled = place.kind == "city" or place.source == "given"
    return _circle(place.point, _extent_m(place) + beyond_m, basis, "near" if settled else "area")


def _extent_m(place: Place) -> float:
    if place.source == "given":
        return rounding_m(place.point)
    # A unit without any extent is a gap in the data, and no unit is smaller than a town.
    return place.extent_m + POINT_ERROR_M


def _circle(point: LonLat, radius_m: float, basis: str, precision: Literal["point", "near", "area"]) -> Area:
    radius_m = min(radius_m, MAX_RADIUS_M)
    return Area(circle(point, radius_m), point, radius_m, basis, precision)


def _outline(place: Place) -> tuple[Polygon | MultiPolygon, str] | None:
    """The polygon of a unit or country, and where it is from."""
    from geo import borders, regions

    if place.kind == "country" and place.country:
        try:
            return borders.area(place.country), f"the area of {place.name}"
        except UnknownCountryError:  # small islands that the border data do not draw
            return None
    if place.kind == "admin1" and place.admin1_code:
        polygon = regions.admin1_area(place.admin1_code)
        return None if polygon is None else (polygon, f"the area of {place.name}, by {regions.ATTRIBUTION}")
    return None


def _polygon(place: Place, geometry: Polygon | MultiPolygon, basis: str, some: str) -> Area:
    import shapely

    inside = shapely.Point(place.point.lon, place.point.lat)
    if not geometry.covers(inside):
        # The index has the middle of the unit's towns, which may lie outside a curved unit.
        inside = geometry.point_on_surface()
    point = LonLat(inside.x, inside.y)
    corners = shapely.get_coordinates(shapely.convex_hull(shapely.get_parts(geometry)))
    radius_m = max(distance_m(point, LonLat(lon, lat)) for lon, lat in corners)
    return Area(geometry, point, radius_m, f"{some}{basis}", "area")
