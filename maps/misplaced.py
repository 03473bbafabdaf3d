"""What to say of coordinates that contradict the names of their own table."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from geo import LonLat, distance_m
from geo.told import Country as CountryTold
from geo.told import Metres, as_said, in_row, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazetteer.uncertainty import Area
    from geo.borders import Side
    from geo.countries import Country

__all__ = ["FAR_M", "countries_of", "country_said", "elsewhere", "far_from_name"]

#: How far a coordinate may lie outside the uncertainty of its name before that is reported.
FAR_M = 50_000.0


def far_from_name(given: LonLat, area: Area, name: Callable[[], str], apart_m: float) -> str | None:
    """What to say of a coordinate that lies so far from its name; None where it fits.

    Args:
        given: The coordinate.
        area: What the name stands for.
        name: Gives the place's name for readers.
        apart_m: How far the coordinate is from the area's point.
    """
    if _fits(given, area, apart_m):
        return None
    english = (
        "The table's coordinates lie {far} from {place}, the place that it names; the coordinates are shown."
    )
    told = [tell("far_from_name", english, far=Metres(apart_m), place=as_said(name()))]
    swapped = _swapped(given)
    if swapped is not None and _fits(swapped, area, distance_m(swapped, area.point)):
        english = "Latitude and longitude look swapped: the other way round they fit the name."
        told.append(tell("far_swapped", english))
    return in_row(told, " ")


def _fits(point: LonLat, area: Area, apart_m: float) -> bool:
    if apart_m <= area.radius_m + FAR_M:
        return True
    import shapely

    return bool(area.geometry.intersects(shapely.Point(point.lon, point.lat)))


def _swapped(point: LonLat) -> LonLat | None:
    """The point with its two numbers the other way round, where that is one."""
    return LonLat(point.lat, point.lon) if abs(point.lon) <= 90 else None


def elsewhere(told: Sequence[tuple[LonLat, Country]]) -> list[str | None]:
    """What to say of each coordinate that lies in another country than the table says; None of the others.

    Args:
        told: Coordinates, with the country that the table says they are in.

    Examples:
        >>> from geo.countries import country
        >>> elsewhere([(LonLat(1.41, 18.44), country("Mali")), (LonLat(18.44, 1.41), country("Mali"))])
        [None, 'The table says Mali, and its coordinates lie elsewhere: ...']
    """
    from geo.borders import side_many
    from geo.sides_many import sides_in_reach

    near = sides_in_reach([point for point, _ in told], [0.0] * len(told))
    wrong = [
        at
        for at, ((_, said), side) in enumerate(zip(told, near, strict=True))
        if said.alpha2 not in countries_of(side)
    ]
    sides = side_many(told[at][0] for at in wrong)
    swapped = [_swapped(told[at][0]) or told[at][0] for at in wrong]
    swapped_sides = sides_in_reach(swapped, [0.0] * len(wrong))
    texts: list[str | None] = [None] * len(told)
    for at, side, other in zip(wrong, sides, swapped_sides, strict=True):
        said = CountryTold(told[at][1].alpha2)
        english = (
            "The table says {country}, and its coordinates lie elsewhere: {side}; the coordinates are shown."
        )
        parts = [tell("elsewhere", english, country=said, side=side.told)]
        if said in countries_of(other):
            english = "Latitude and longitude look swapped: the other way round they are in {country}."
            parts.append(tell("elsewhere_swapped", english, country=said))
        texts[at] = in_row(parts, " ")
    return texts


def countries_of(side: Side | str) -> tuple[str, ...]:
    """The countries that a point is in: of a side, or of the code of one that no line is near."""
    return _alone(side) if isinstance(side, str) else side.countries


# Many incidents share this tuple, and a document of a million holds each once.
@cache
def _alone(code: str) -> tuple[str, ...]:
    return (code,)


def country_said(containers: Sequence[str]) -> Country | None:
    """The country that the table says an incident is in, where it says one.

    Examples:
        >>> country_said(("Kidal", "Mali")).name
        'Mali'
    """
    return _country(containers[-1]) if containers else None


@cache
def _country(name: str) -> Country | None:
    from geo.countries import country
    from geo.errors import UnknownCountryError

    try:
        return country(name)
    except UnknownCountryError:
        return None
