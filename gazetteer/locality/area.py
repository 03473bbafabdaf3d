"""The area that a place itself stands for, with the rule that made it: ``Area``, ``of_place``.

A settlement is a circle of its extent, which the index takes from its inhabitants or its source, widened by
``POINT_ERROR_M``, for the point itself may be that far off. Cities are not round: it is approximate. A
first-level unit or a country is its polygon where one is known; else, as a river, a massif or an informal
region, a circle of its extent: wide, and no claim about its outline.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from gazetteer.locality.lexicon import NEAR_M, OUTSKIRTS_M
from geo.areas import MAX_RADIUS_M, circle
from geo.errors import UnknownCountryError
from geo.geodesic import rounding_m
from geo.told import Called, Metres, tell

if TYPE_CHECKING:
    from shapely import MultiPolygon, Polygon

    from gazetteer.place import Place
    from geo.points import LonLat

    Shape = Polygon | MultiPolygon

__all__ = [
    "POINT_ERROR_M",
    "POINT_M",
    "Area",
    "called",
    "country_reach",
    "made",
    "of_place",
    "of_site",
    "outline_of",
    "round_m",
    "scale_of",
    "somewhere",
]

#: How far a settlement's point may be off. GeoNames' coordinates are often rounded to a minute of arc, which
#: moves a point by up to half a minute each way, 1.3 km on the diagonal at the equator; and they mark no
#: defined middle.
POINT_ERROR_M = 1_500.0
#: A coordinate that is good to this says which place is meant; up to twice ``NEAR_M`` it says near which.
POINT_M = 5_000.0


@dataclass(frozen=True, slots=True)
class Area:
    """Where something is, as far as its name tells.

    Attributes:
        geometry: The area in degrees of longitude and latitude, split at 180 degrees.
        point: A representative point inside it.
        radius_m: Distance from ``point`` to the farthest point of the area, in metres.
        basis: The rule that made the area, in words with numbers (``geo.told.Told``).
        scale: ``point`` (a settlement itself), ``near`` (around one), or ``area`` (a unit, a country, a
            desert).
    """

    geometry: Polygon | MultiPolygon
    point: LonLat
    radius_m: float
    basis: str
    scale: Literal["point", "near", "area"]

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from gazetteer.cards import of_area

        return of_area(self)


def scale_of(radius_m: float) -> Literal["point", "near", "area"]:
    """What a coordinate that is good to a radius says: the place, somewhere near it, or only a region.

    Examples:
        >>> scale_of(150), scale_of(15_000), scale_of(150_000)
        ('point', 'near', 'area')
    """
    return "point" if radius_m <= POINT_M else "near" if radius_m <= 2 * NEAR_M else "area"


@functools.lru_cache(maxsize=64)
def of_place(place: Place, *, part: bool = False) -> Area:
    """The area of a place itself; kept, for the radius of a large country takes as long as a hundred names.

    Args:
        place: The place.
        part: Whether something is somewhere in it.

    Examples:
        >>> import gazetteer
        >>> of_place(gazetteer.resolve("Kidal").place).basis
        'a circle of ... km for the extent of the settlement and the error of its point'
    """
    radius_m = round_m(place)
    if place.source == "given":
        english = "a circle of {radius} round the coordinate, which is as finely as it is written"
        basis = tell("area_given", english, radius=Metres(radius_m))
        return _circle(place.point, radius_m, basis, scale_of(radius_m))
    whole = _of_whole(place, radius_m)
    return replace(whole, basis=somewhere(whole.basis)) if part else whole


def _of_whole(place: Place, radius_m: float) -> Area:
    if place.kind == "city":
        english = "a circle of {radius} for the extent of the settlement and the error of its point"
        return _circle(place.point, radius_m, tell("area_town", english, radius=Metres(radius_m)), "point")
    outline = outline_of(place)
    if outline is not None:
        return made(outline[0], outline[1], place.point, "area")
    english = "a circle of about the extent of {place}; no outline is known"
    basis = tell("area_no_outline", english, place=called(place))
    return _circle(place.point, radius_m, basis, "area")


def called(place: Place) -> Called:
    """The name of a place, as what is told of it has it."""
    return Called(place.name, place.id)


def somewhere(basis: str) -> str:
    """What is somewhere in an area, in words."""
    return tell("area_somewhere", "somewhere in {area}", area=basis)


def of_site(place: Place, site: str) -> Area:
    """The area of a thing in a place that is known no closer; that of the place where no thing is named.

    A base or an airport of a town often stands at its edge: the area reaches as far as "on the outskirts of".

    Examples:
        >>> import gazetteer
        >>> of_site(gazetteer.resolve("Kidal").place, "a camp").basis
        "a circle that reaches 5 km beyond Kidal, for 'a camp', whose own position is not known"
    """
    whole = of_place(place)
    if not site:
        return whole
    if place.kind != "city":
        english = "{area}, for {site!r}, whose own position is not known"
        basis = tell("area_site_in", english, area=somewhere(whole.basis), site=site)
        return Area(whole.geometry, whole.point, whole.radius_m, basis, whole.scale)
    english = "a circle that reaches {far} beyond {place}, for {site!r}, whose own position is not known"
    basis = tell("area_site", english, far=Metres(OUTSKIRTS_M), place=called(place), site=site)
    return _circle(place.point, whole.radius_m + OUTSKIRTS_M, basis, "near")


def round_m(place: Place) -> float:
    """The radius of a circle round a place's point that holds it, with the error of the point."""
    if place.source == "given":
        return rounding_m(place.point)
    # A unit without any extent is a gap in the data, and no unit is smaller than a town.
    return min(place.extent_m + POINT_ERROR_M, MAX_RADIUS_M)


@functools.lru_cache(maxsize=64)
def outline_of(place: Place) -> tuple[Shape, str] | None:
    """The polygon of a unit or country, and where it is from; kept, for a large one takes a second."""
    from geo import borders, regions

    if place.kind == "country" and place.country:
        try:
            return borders.land_of(place.country), _area_of(place)
        except UnknownCountryError:  # small islands that the border data do not draw
            return None
    if place.kind == "admin1" and place.admin1_code:
        polygon = regions.admin1_area(place.admin1_code)
        english = "the area of {place}, by {source}"
        basis = tell("area_by", english, place=called(place), source=regions.ATTRIBUTION)
        return None if polygon is None else (polygon, basis)
    return None


def _area_of(place: Place) -> str:
    return tell("area_of", "the area of {place}", place=called(place))


def country_reach(place: Place) -> tuple[float, str] | None:
    """The radius of the area of a country and its basis, from its lines: a large area takes seconds to build.

    None where the point of the country is not inside, so that only the area tells.

    Examples:
        >>> import gazetteer
        >>> mali = gazetteer.resolve("Mali").place
        >>> country_reach(mali) == (of_place(mali).radius_m, of_place(mali).basis)
        True
    """
    from geo import borders
    from geo.planes import reach_m

    if place.kind != "country" or not place.country:
        return None
    side = borders.side(place.point)
    if side.country != place.country or side.off_coast_m:
        return None
    return reach_m(place.point, borders.outline_of(place.country)), _area_of(place)


def made(
    geometry: Shape,
    basis: str,
    wanted: LonLat | None,
    scale: Literal["point", "near", "area"] | None = None,
) -> Area:
    """An area of a shape: with the wanted point if that is inside, and the radius that reaches all of it.

    Args:
        geometry: The shape.
        basis: The rule that made it.
        wanted: The point that says best where it is; None for the middle.
        scale: None for what the radius tells, "near" at best.
    """
    from geo.planes import inner_point, reach_m

    point = inner_point(geometry, wanted)
    radius_m = reach_m(point, geometry)
    if scale is None:
        scale = "near" if radius_m <= 2 * NEAR_M else "area"
    return Area(geometry, point, radius_m, basis, scale)


def _circle(point: LonLat, radius_m: float, basis: str, scale: Literal["point", "near", "area"]) -> Area:
    return Area(circle(point, radius_m), point, radius_m, basis, scale)
