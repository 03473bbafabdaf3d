"""Where each incident of a report was, how sure that is, and what the reader should know of it.

Coordinates that the table gives win over names. Names of one report are resolved together, so that they
inform each other. Nothing is guessed silently: the second-best places of an ambiguous name are named, and a
coordinate far from its name is reported.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple, cast

from gazetteer.lookups import index_of
from gazetteer.uncertainty import NEAR_M
from geo import LonLat, areas
from geo.geodesic import distances_m, roundings
from geo.told import Told, as_said, tell
from maps.located import (
    SMALLEST_AREA_M,
    How,
    Lie,
    Located,
    Named,
    Unlocated,
    as_stated,
    at_coordinates,
    at_name,
    is_far,
)
from maps.misplaced import FAR_M, country_said, elsewhere
from maps.naming import sentence
from maps.records import column
from maps.saying import Saying
from maps.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from shapely.geometry.base import BaseGeometry

    from gazetteer import Gazetteer, Resolution
    from gazetteer.uncertainty import Area
    from maps.incidents.model import Incident
    from maps.marks import Precision

__all__ = ["FAR_M", "locate"]

# What a table means by the precision that it states, at least. ACLED's geo_precision 1 is the middle of the
# town named, not a surveyed spot; 2 is near it, as "near" in a place's name; of 3 nothing but a large region
# is known, for which a circle of a region's size stands.
_STATED_M: dict[Precision, float] = {"point": 2_000.0, "near": NEAR_M, "area": 100_000.0}
_GIVEN = Told("The table gives coordinates; they win over the name.", "given_reason", {})
_NO_LOCATION = Told("The table gives neither a place nor coordinates", "no_location", {})


def locate(
    incidents: Sequence[Incident],
    gazetteer: Gazetteer,
    *,
    worldview: str = "default",
    language: str = "en",
    progress: Callable[[float], None] | None = None,
) -> list[Located | Unlocated]:
    """Where each incident was, in the same order.

    Args:
        incidents: The incidents of one report; their place names inform each other.
        gazetteer: Where names are looked up.
        worldview: Whose claims the borders follow that an incident may be near.
        language: What is said of the places is said in it.
        progress: Called with the share that is done.
    """
    done = progress or _silent
    saying = Saying(words(language), index_of(gazetteer))
    containers = column(incidents, "containers")
    keys = _keys(incidents, containers)
    names = list(dict.fromkeys(filter(None, [key.name for key in keys])))
    resolutions = dict(zip(names, gazetteer.locate_together(names), strict=True))
    named = {name: _named(resolution, saying) for name, resolution in resolutions.items()}
    done(0.3)
    # A long list has the same places again and again: each is looked at once, and all that can be are
    # measured in one pass.
    numbers: dict[_Key, int] = {}
    number_of = [numbers.setdefault(key, len(numbers)) for key in keys]
    first = {number: at for at, number in reversed(list(enumerate(number_of)))}
    spots = [
        _spot(key, containers[first[number]], resolutions.get(key.name), named.get(key.name), saying)
        for key, number in numbers.items()
    ]
    measured = iter(_measured([spot for spot in spots if isinstance(spot, _Spot)], worldview, saying, done))
    known = [next(measured) if isinstance(spot, _Spot) else spot for spot in spots]
    return [known[number] for number in number_of]


def _silent(share: float) -> None:
    del share


def _keys(incidents: Sequence[Incident], containers: Sequence[tuple[str, ...]]) -> list[_Key]:
    @cache
    def name(text: str | None, containers: tuple[str, ...]) -> str:
        # The place with what the table says it lies in, as one would write it; empty where it names none.
        return ", ".join((text, *containers)) if text else ""

    names = list(map(name, column(incidents, "place_text"), containers))
    points = column(incidents, "point")
    within = [
        within if point is not None and not name else ()
        for name, point, within in zip(names, points, containers, strict=True)
    ]
    stated, troubles = column(incidents, "precision"), column(incidents, "trouble")
    units = column(incidents, "unit_deg")
    return list(map(_Key._make, zip(names, points, stated, troubles, within, units, strict=True)))


class _Key(NamedTuple):
    """All of an incident that its place depends on."""

    name: str
    given: LonLat | None
    precision: Precision | None
    trouble: str | None
    containers: tuple[str, ...]
    unit_deg: float | None


class _Spot(NamedTuple):
    """A place to be measured: coordinates of the table, or the place of a name.

    ``said`` is what the table says that it lies in.
    """

    key: _Key
    named: Named | None
    point: LonLat
    said: tuple[str, ...]

    @property
    def is_given(self) -> bool:
        """Whether the table gives its coordinates."""
        return self.key.given is not None


def _named(resolution: Resolution, saying: Saying) -> Named | None:
    from gazetteer import uncertainty

    reach = uncertainty.reach(resolution)
    if reach is not None:
        return Named(resolution, reach, lambda: cast("Area", uncertainty.area(resolution)), saying)
    area = uncertainty.area(resolution)
    if area is None or resolution.candidate is None:
        return None
    return Named(resolution, (area.point, area.radius_m), lambda: area, saying)


def _spot(
    key: _Key,
    said: tuple[str, ...],
    resolution: Resolution | None,
    named: Named | None,
    saying: Saying,
) -> _Spot | Unlocated:
    if key.given is not None:
        return _Spot(key, named, key.given, said)
    if named is not None:
        stated_m = _STATED_M[key.precision] if key.precision else 0.0
        if key.precision is not None and named.radius_m < stated_m:
            widened = as_stated(named.area, key.precision, stated_m)
            named = Named(named.resolution, (widened.point, stated_m), lambda: widened, saying)
        return _Spot(key, named, named.point, said)
    if resolution is not None:
        english = "{reason} Coordinates, or another spelling, would show it."
        reason = as_said(sentence(saying.said(resolution.reason)))
        return Unlocated(saying.said(tell("advice", english, reason=reason)))
    return Unlocated(sentence(saying.said(key.trouble or _NO_LOCATION)))


def _measured(
    spots: Sequence[_Spot], worldview: str, saying: Saying, done: Callable[[float], None]
) -> list[Located]:
    """Where the spots are, with what is measured of all of them together."""
    from geo.sides_many import sides_in_reach

    points = [spot.point for spot in spots]
    written = roundings(points, [spot.key.unit_deg for spot in spots])
    radii = [_radius_m(spot, rounding) for spot, (_, rounding) in zip(spots, written, strict=True)]
    anchors = [spot.named.point if spot.named else spot.point for spot in spots]
    apart = distances_m(points, anchors)
    sides = sides_in_reach(points, radii, worldview=worldview)
    cautions = _elsewhere(spots)
    circles = _circles(spots, radii)
    done(0.7)
    how = How(saying, worldview, saying.said(_GIVEN))
    located: list[Located] = []
    said: dict[Hashable, Located] = {}
    for at, (spot, far, side, (unit, _), radius) in enumerate(
        zip(spots, apart, sides, written, radii, strict=True)
    ):
        named, stated = spot.named, spot.key.precision
        if named is not None and not spot.is_given:
            located.append(at_name(spot.key.trouble, named, side, how))
            continue
        lie, caution = Lie(far, side, unit, radius, circles.get(at)), cautions.get(at)
        if lie.circle is not None or caution is not None or not isinstance(side, str) or is_far(named, far):
            located.append(at_coordinates(spot.point, named, stated, lie, caution, how))
            continue
        # Of most coordinates the same is said as of others that belong to the name.
        alike = (id(named), unit, stated, how.distance(radius), side)
        if alike not in said:
            said[alike] = at_coordinates(spot.point, named, stated, lie, None, how)
        located.append(said[alike].moved(spot.point, radius))
    return located


def _circles(spots: Sequence[_Spot], radii_m: Sequence[float]) -> dict[int, BaseGeometry]:
    """The uncertainty of coordinates where it is large enough to be drawn, by the place of the spot."""
    drawn = [at for at, radius_m in enumerate(radii_m) if radius_m >= SMALLEST_AREA_M and spots[at].is_given]
    circles = areas.circles([spots[at].point for at in drawn], [radii_m[at] for at in drawn])
    return dict(zip(drawn, circles, strict=True))


def _elsewhere(spots: Sequence[_Spot]) -> dict[int, str]:
    """What to say of coordinates without a known name that lie in another country than the table says."""
    told = [
        (at, said)
        for at, spot in enumerate(spots)
        if spot.named is None and (said := country_said(spot.said)) is not None
    ]
    texts = elsewhere([(spots[at].point, said) for at, said in told])
    return {at: text for (at, _), text in zip(told, texts, strict=True) if text is not None}


def _radius_m(spot: _Spot, rounding_m: float) -> float:
    if spot.named is not None and not spot.is_given:
        return spot.named.radius_m
    return max(rounding_m, _STATED_M[spot.key.precision] if spot.key.precision else 0.0)
