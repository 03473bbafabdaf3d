"""Where each incident of a report was, how sure that is, and what the reader should know of it.

Coordinates that the table gives win over names. Names of one report are resolved together, so that they
inform each other. Nothing is guessed silently: the second-best places of an ambiguous name are named, and a
coordinate far from its name is reported.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.uncertainty import NEAR_M, scale_of
from geo import LonLat, areas
from geo.geodesic import distances_m, roundings
from geo.words import distance_text
from maps.bordering import border_note
from maps.misplaced import FAR_M, countries_of, country_said, elsewhere, far_from_name
from maps.naming import is_told_by_words, place_name, rival_name, sentence, told_place
from maps.view import M_PER_DEG

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shapely.geometry.base import BaseGeometry

    from gazetteer import Gazetteer, Resolution
    from gazetteer.candidate import Candidate
    from gazetteer.uncertainty import Area
    from geo.borders import Side
    from maps.incidents.model import Incident
    from maps.marks import Geometry, Precision

__all__ = ["FAR_M", "Located", "Unlocated", "drawn", "locate"]

# An area with a smaller radius is hidden by its own marker at every scale at which a page is read.
_SMALLEST_AREA_M = 500.0
# What a table means by the precision that it states, at least. ACLED's geo_precision 1 is the middle of the
# town named, not a surveyed spot; 2 is near it, as "near" in a place's name; of 3 nothing but a large region
# is known, for which a circle of a region's size stands.
_STATED_M: dict[Precision, float] = {"point": 2_000.0, "near": NEAR_M, "area": 100_000.0}
_SEXAGESIMAL = {1 / 60: "minutes", 1 / 3600: "seconds"}
_RIVALS_NAMED = 3
_GIVEN = "The table gives coordinates; they win over the name."
# An area fills a page, and its outline may be off by a part of a pixel.
_STEPS_IN_RADIUS = 2_000


@dataclass(frozen=True, slots=True)
class Located:
    """Where an incident was: what ``IncidentMark`` takes, with the countries that it may be in.

    ``countries`` are those of the place that was found, ``inside`` those that the borders have the point in.
    ``candidate`` is the place that ``place_name`` names, or None where the table's own words name it.
    """

    point: LonLat
    precision: Precision
    radius_m: float
    area: Geometry | None
    basis: str
    reason: str
    place_name: str | None
    border_note: str | None
    cautions: tuple[str, ...]
    contradicted: bool
    countries: tuple[str, ...]
    sources: tuple[str, ...]
    inside: tuple[str, ...]
    candidate: Candidate | None = None


@dataclass(frozen=True, slots=True)
class Unlocated:
    """An incident that has no place on the map, and why, in one sentence."""

    why: str


def locate(
    incidents: Sequence[Incident],
    gazetteer: Gazetteer,
    *,
    worldview: str = "default",
    progress: Callable[[float], None] | None = None,
) -> list[Located | Unlocated]:
    """Where each incident was, in the same order.

    Args:
        incidents: The incidents of one report; their place names inform each other.
        gazetteer: Where names are looked up.
        worldview: Whose claims the borders follow that an incident may be near.
        progress: Called with the share that is done.
    """
    tell = progress or _silent
    keys = [_key(incident) for incident in incidents]
    names = list(dict.fromkeys(key.name for key in keys if key.name))
    resolutions = dict(zip(names, gazetteer.locate_together(names), strict=True))
    named = {name: _named(resolution) for name, resolution in resolutions.items()}
    tell(0.3)
    # A long list has the same places again and again: each is looked at once, and all that can be are
    # measured in one pass.
    spots: dict[_Key, _Spot | Unlocated] = {}
    for key, incident in zip(keys, incidents, strict=True):
        if key not in spots:
            spots[key] = _spot(key, incident, resolutions.get(key.name), named.get(key.name))
    placed = [spot for spot in spots.values() if isinstance(spot, _Spot)]
    located = dict(zip(map(id, placed), _measured(placed, worldview, tell), strict=True))
    known = {key: located[id(spot)] if isinstance(spot, _Spot) else spot for key, spot in spots.items()}
    return [known[key] for key in keys]


def _silent(share: float) -> None:
    del share


def _key(incident: Incident) -> _Key:
    # The place with what the table says it lies in, as one would write it; empty where it names none.
    name = ", ".join((incident.place_text, *incident.containers)) if incident.place_text else ""
    within = incident.containers if incident.point is not None and not name else ()
    return _Key(name, incident.point, incident.precision, incident.trouble, within)


class _Key(NamedTuple):
    """All of an incident that its place depends on."""

    name: str
    given: LonLat | None
    precision: Precision | None
    trouble: str | None
    containers: tuple[str, ...]


class _Named:
    """What the place name of an incident stands for."""

    def __init__(self, resolution: Resolution, candidate: Candidate, area: Area) -> None:
        self.resolution, self.candidate, self.area = resolution, candidate, area

    @cached_property
    def place_name(self) -> str:
        return place_name(self.candidate)

    @cached_property
    def countries(self) -> tuple[str, ...]:
        place = self.candidate.place
        return (*((place.country,) if place.country else ()), *place.shared_with)


class _Spot(NamedTuple):
    """A place to be measured: coordinates of the table, or the place of a name."""

    incident: Incident
    named: _Named | None
    point: LonLat

    @property
    def is_given(self) -> bool:
        """Whether the table gives its coordinates."""
        return self.incident.point is not None


class _Lie(NamedTuple):
    """What is measured of a spot: how it lies to its name, to the borders, and how exactly it is written.

    ``circle`` is its uncertainty where that is drawn.
    """

    apart_m: float
    side: Side | str
    unit_deg: float
    radius_m: float
    circle: BaseGeometry | None


def _named(resolution: Resolution) -> _Named | None:
    from gazetteer import uncertainty

    area = uncertainty.area(resolution)
    if area is None or resolution.candidate is None:
        return None
    return _Named(resolution, resolution.candidate, area)


def _spot(
    key: _Key, incident: Incident, resolution: Resolution | None, named: _Named | None
) -> _Spot | Unlocated:
    if incident.point is not None:
        return _Spot(incident, named, incident.point)
    if named is not None:
        stated_m = _STATED_M[incident.precision] if incident.precision else 0.0
        if incident.precision is not None and named.area.radius_m < stated_m:
            named = _Named(
                named.resolution, named.candidate, _as_stated(named.area, incident.precision, stated_m)
            )
        return _Spot(incident, named, named.area.point)
    if resolution is not None:
        return Unlocated(f"{sentence(resolution.reason)} Coordinates, or another spelling, would show it.")
    return Unlocated(sentence(key.trouble or "The table gives neither a place nor coordinates"))


def _measured(spots: Sequence[_Spot], worldview: str, tell: Callable[[float], None]) -> list[Located]:
    """Where the spots are, with what is measured of all of them together."""
    from geo.sides_many import sides_in_reach

    points = [spot.point for spot in spots]
    written = roundings(points)
    radii = [_radius_m(spot, rounding) for spot, (_, rounding) in zip(spots, written, strict=True)]
    anchors = [spot.named.area.point if spot.named else spot.point for spot in spots]
    apart = distances_m(points, anchors)
    sides = sides_in_reach(points, radii, worldview=worldview)
    cautions = _elsewhere([spot for spot in spots if spot.named is None])
    circles = _circles(spots, radii)
    tell(0.7)
    located = []
    for spot, far, side, (unit, _), radius in zip(spots, apart, sides, written, radii, strict=True):
        if spot.named is not None and not spot.is_given:
            located.append(_at_name(spot.incident, spot.named, side, worldview))
        else:
            lie = _Lie(far, side, unit, radius, circles.get(id(spot)))
            located.append(_at_coordinates(spot, lie, cautions.get(id(spot)), worldview))
    return located


def _circles(spots: Sequence[_Spot], radii_m: Sequence[float]) -> dict[int, BaseGeometry]:
    """The uncertainty of coordinates where it is large enough to be drawn, by the spot's identity."""
    drawn = [
        (spot, radius_m)
        for spot, radius_m in zip(spots, radii_m, strict=True)
        if spot.is_given and radius_m >= _SMALLEST_AREA_M
    ]
    circles = areas.circles([spot.point for spot, _ in drawn], [radius_m for _, radius_m in drawn])
    return {id(spot): circle for (spot, _), circle in zip(drawn, circles, strict=True)}


def _elsewhere(spots: Sequence[_Spot]) -> dict[int, str]:
    """What to say of coordinates that lie in another country than the table says, by the spot's identity."""
    told = [(spot, said) for spot in spots if (said := country_said(spot.incident.containers)) is not None]
    texts = elsewhere([(spot.point, said) for spot, said in told])
    return {id(spot): text for (spot, _), text in zip(told, texts, strict=True) if text is not None}


def _radius_m(spot: _Spot, rounding_m: float) -> float:
    if spot.named is not None and not spot.is_given:
        return spot.named.area.radius_m
    return max(rounding_m, _STATED_M[spot.incident.precision] if spot.incident.precision else 0.0)


def _at_name(incident: Incident, named: _Named, side: Side | str, worldview: str) -> Located:
    resolution, area = named.resolution, named.area
    return Located(
        point=area.point,
        precision=area.scale,
        radius_m=area.radius_m,
        area=drawn(area.geometry, area.radius_m),
        basis=area.basis,
        reason=_reason(resolution),
        place_name=told_place(resolution),
        border_note=border_note(side, area.radius_m, lambda: area.geometry, worldview),
        cautions=(*((sentence(incident.trouble),) if incident.trouble else ()), *_ambiguity(resolution)),
        contradicted=False,
        countries=named.countries,
        sources=(named.candidate.place.source,),
        inside=countries_of(side),
        candidate=None if is_told_by_words(resolution) else named.candidate,
    )


def _as_stated(area: Area, precision: Precision, radius_m: float) -> Area:
    """The area widened to the precision that the table states."""
    from geo.areas import circle

    basis = f"a circle of {distance_text(radius_m)}, for the table calls the place {precision!r}"
    return replace(
        area, geometry=circle(area.point, radius_m), radius_m=radius_m, basis=basis, scale=precision
    )


def _at_coordinates(spot: _Spot, lie: _Lie, caution: str | None, worldview: str) -> Located:
    point, named, stated, radius_m = spot.point, spot.named, spot.incident.precision, lie.radius_m
    circle = lie.circle
    if named is not None:
        caution = far_from_name(point, named.area, lambda: named.place_name, lie.apart_m)
    # A name that lies elsewhere does not name this place.
    found = named if caution is None else None
    return Located(
        point=point,
        precision=scale_of(radius_m),
        radius_m=radius_m,
        area=None if circle is None else drawn(circle, radius_m),
        basis=_basis(lie.unit_deg, stated, distance_text(radius_m)),
        reason=_GIVEN,
        place_name=None if found is None else found.place_name,
        border_note=border_note(
            lie.side, radius_m, lambda: circle or areas.circle(point, radius_m), worldview
        ),
        cautions=() if caution is None else (caution,),
        contradicted=caution is not None,
        countries=() if found is None else found.countries,
        sources=() if found is None else _sources(found.candidate.place.source),
        inside=countries_of(lie.side),
        candidate=None if found is None else found.candidate,
    )


# Many incidents share these texts and tuples, and a document of a million holds each once.
@lru_cache(maxsize=10_000)
def _basis(unit_deg: float, stated: Precision | None, far: str) -> str:
    called = f", which it calls {stated!r}" if stated else ""
    return f"coordinates of the table, {_unit(unit_deg)}{called}: within {far} of the point"


@cache
def _sources(source: str) -> tuple[str, ...]:
    return (source,)


def _unit(unit_deg: float) -> str:
    """In what unit a point is written, in words."""
    if unit_deg in _SEXAGESIMAL:
        return f"in whole {_SEXAGESIMAL[unit_deg]}"
    decimals = round(-math.log10(unit_deg))
    return f"with {decimals} decimal{'' if decimals == 1 else 's'}"


def drawn(area: BaseGeometry, radius_m: float) -> Geometry | None:
    """The area as fine as its size lets anybody see; islets that would be dots are left out."""
    import shapely

    from geo.geojson import to_geometry

    if radius_m < _SMALLEST_AREA_M:
        return None
    tolerance_deg = radius_m / M_PER_DEG / _STEPS_IN_RADIUS
    parts = shapely.get_parts(area)
    west, south, east, north = shapely.bounds(parts).T
    size_deg = (east - west) + (north - south)
    large = parts[size_deg >= min(4 * tolerance_deg, size_deg.max())]
    simple = shapely.simplify(shapely.multipolygons(large), tolerance_deg, preserve_topology=True)
    return to_geometry(simple if len(large) > 1 else shapely.get_parts(simple)[0])


def _reason(resolution: Resolution) -> str:
    unused = f" Not used: {', '.join(resolution.unused)}." if resolution.unused else ""
    return f"{sentence(resolution.reason)}{unused}"


def _ambiguity(resolution: Resolution) -> tuple[str, ...]:
    if resolution.status != "ambiguous":
        return ()
    rivals = [rival_name(rival) for rival in resolution.alternatives[:_RIVALS_NAMED]]
    also = f" It could also be {'; or '.join(rivals)}." if rivals else ""
    return (f"The name is ambiguous: this is the likeliest place.{also}",)
