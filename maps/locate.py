"""Where each incident of a report was, how sure that is, and what the reader should know of it.

Coordinates that the table gives win over names. Names of one report are resolved together, so that they
inform each other. Nothing is guessed silently: the second-best places of an ambiguous name are named, and a
coordinate far from its name is reported.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.uncertainty import NEAR_M
from geo import LonLat, distance_m
from geo.geodesic import decimals_of, rounding_m, unit_deg_of
from geo.words import distance_text
from maps.bordering import border_note
from maps.naming import is_told_by_words, place_name, rival_name, sentence, told_place
from maps.view import M_PER_DEG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from gazetteer import Gazetteer, Resolution
    from gazetteer.candidate import Candidate
    from gazetteer.place import Place
    from gazetteer.uncertainty import Area
    from maps.document import Geometry, Precision
    from maps.incidents.model import Incident

__all__ = ["FAR_M", "Located", "Unlocated", "locate"]

#: How far a coordinate may lie outside the uncertainty of its name before that is reported.
FAR_M = 50_000.0

# An area with a smaller radius is hidden by its own marker at every scale at which a page is read.
_SMALLEST_AREA_M = 500.0
# What a table means by the precision that it states, at least. ACLED's geo_precision 1 is the middle of the
# town named, not a surveyed spot; 2 is near it, as "near" in a place's name; of 3 nothing but a large region
# is known, for which a circle of a region's size stands.
_STATED_M: dict[Precision, float] = {"point": 2_000.0, "near": NEAR_M, "area": 100_000.0}
_SEXAGESIMAL = {1 / 60: "minutes", 1 / 3600: "seconds"}
_RIVALS_NAMED = 3
# An area fills a page, and its outline may be off by a part of a pixel.
_STEPS_IN_RADIUS = 2_000


@dataclass(frozen=True, slots=True)
class Located:
    """Where an incident was: what ``IncidentMark`` takes, with the countries that it may be in.

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
    candidate: Candidate | None = None


@dataclass(frozen=True, slots=True)
class Unlocated:
    """An incident that has no place on the map, and why, in one sentence."""

    why: str


def locate(
    incidents: Sequence[Incident], gazetteer: Gazetteer, *, worldview: str = "default"
) -> list[Located | Unlocated]:
    """Where each incident was, in the same order.

    Args:
        incidents: The incidents of one report; their place names inform each other.
        gazetteer: Where names are looked up.
        worldview: Whose claims the borders follow that an incident may be near.
    """
    names = list(dict.fromkeys(filter(None, map(_name, incidents))))
    resolutions = dict(zip(names, gazetteer.locate_together(names), strict=True))
    # A long list has the same places again and again: each is looked at once.
    known: dict[_Key, Located | Unlocated] = {}
    for incident in incidents:
        key = _key(incident)
        if key not in known:
            known[key] = _locate(incident, resolutions.get(_name(incident)), worldview)
    return [known[_key(incident)] for incident in incidents]


def _name(incident: Incident) -> str:
    """The place with what the table says it lies in, as one would write it; empty where it names none."""
    return ", ".join((incident.place_text, *incident.containers)) if incident.place_text else ""


def _key(incident: Incident) -> _Key:
    return _Key(_name(incident), incident.given, incident.precision, incident.trouble)


class _Key(NamedTuple):
    """All of an incident that its place depends on."""

    name: str
    given: LonLat | None
    precision: Precision | None
    trouble: str | None


class _Named(NamedTuple):
    """What the place name of an incident stands for."""

    resolution: Resolution
    candidate: Candidate
    area: Area


def _locate(incident: Incident, resolution: Resolution | None, worldview: str) -> Located | Unlocated:
    named = None if resolution is None else _named(resolution)
    if incident.given is not None:
        return _at_coordinates(incident.given, incident, named, worldview)
    if named is not None:
        return _at_name(incident, named, worldview)
    if resolution is not None:
        return Unlocated(f"{sentence(resolution.reason)} Coordinates, or another spelling, would show it.")
    return Unlocated(sentence(incident.trouble or "The table gives neither a place nor coordinates"))


def _named(resolution: Resolution) -> _Named | None:
    from gazetteer import uncertainty

    area = uncertainty.area(resolution)
    if area is None or resolution.candidate is None:
        return None
    return _Named(resolution, resolution.candidate, area)


def _at_name(incident: Incident, named: _Named, worldview: str) -> Located:
    resolution, candidate, area = named
    stated_m = _STATED_M[incident.precision] if incident.precision else 0.0
    if incident.precision is not None and area.radius_m < stated_m:
        area = _as_stated(area, incident.precision, stated_m)
    return Located(
        point=area.point,
        precision=area.scale,
        radius_m=area.radius_m,
        area=_drawn(area.geometry, area.radius_m),
        basis=area.basis,
        reason=_reason(resolution),
        place_name=told_place(resolution),
        border_note=border_note(area.point, area.radius_m, area.geometry, worldview),
        cautions=(*((sentence(incident.trouble),) if incident.trouble else ()), *_ambiguity(resolution)),
        contradicted=False,
        countries=_countries(candidate.place),
        sources=(candidate.place.source,),
        candidate=None if is_told_by_words(resolution) else candidate,
    )


def _as_stated(area: Area, precision: Precision, radius_m: float) -> Area:
    """The area widened to the precision that the table states."""
    from geo.areas import circle

    basis = f"a circle of {distance_text(radius_m)}, for the table calls the place {precision!r}"
    return replace(
        area, geometry=circle(area.point, radius_m), radius_m=radius_m, basis=basis, scale=precision
    )


def _at_coordinates(given: LonLat, incident: Incident, named: _Named | None, worldview: str) -> Located:
    from gazetteer import uncertainty
    from geo import areas

    stated = incident.precision
    radius_m = max(rounding_m(given), _STATED_M[stated] if stated else 0.0)
    circle = areas.circle(given, radius_m)
    caution = _elsewhere(given, incident.containers) if named is None else _far(given, named)
    # A name that lies elsewhere does not name this place.
    candidate = named.candidate if named is not None and caution is None else None
    called = f", which it calls {stated!r}" if stated else ""
    within = f"within {distance_text(radius_m)} of the point"
    return Located(
        point=given,
        precision=uncertainty.scale_of(radius_m),
        radius_m=radius_m,
        area=_drawn(circle, radius_m),
        basis=f"coordinates of the table, {_unit(given)}{called}: {within}",
        reason="The table gives coordinates; they win over the name.",
        place_name=None if candidate is None else place_name(candidate),
        border_note=border_note(given, radius_m, circle, worldview),
        cautions=() if caution is None else (caution,),
        contradicted=caution is not None,
        countries=() if candidate is None else _countries(candidate.place),
        sources=() if candidate is None else (candidate.place.source,),
        candidate=candidate,
    )


def _unit(point: LonLat) -> str:
    """In what unit a point is written, in words."""
    unit, decimals = unit_deg_of(point), decimals_of(point)
    if unit in _SEXAGESIMAL:
        return f"in whole {_SEXAGESIMAL[unit]}"
    return f"with {decimals} decimal{'' if decimals == 1 else 's'}"


def _elsewhere(given: LonLat, containers: Sequence[str]) -> str | None:
    """What to say of coordinates that lie in another country than the table says; None where they fit."""
    from geo import borders
    from geo.countries import country
    from geo.errors import UnknownCountryError

    try:
        said = country(containers[-1]) if containers else None
    except UnknownCountryError:
        said = None
    if said is None:
        return None
    side = borders.side(given)
    if said.alpha2 in side.countries:
        return None
    text = (
        f"The table says {said.name}, and its coordinates lie elsewhere: {side}; the coordinates are shown."
    )
    swapped = _swapped(given)
    if swapped is not None and said.alpha2 in borders.side(swapped).countries:
        text += f" Latitude and longitude look swapped: the other way round they are in {said.name}."
    return text


def _drawn(area: BaseGeometry, radius_m: float) -> Geometry | None:
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


def _far(given: LonLat, named: _Named) -> str | None:
    """What to say of a coordinate that does not fit its name; None where it fits."""
    if _fits(given, named.area):
        return None
    text = (
        f"The table's coordinates lie {distance_text(distance_m(given, named.area.point))} from "
        f"{place_name(named.candidate)}, the place that it names; the coordinates are shown."
    )
    swapped = _swapped(given)
    if swapped is not None and _fits(swapped, named.area):
        text += " Latitude and longitude look swapped: the other way round they fit the name."
    return text


def _swapped(given: LonLat) -> LonLat | None:
    """The point with its two numbers the other way round, where that is one."""
    return LonLat(given.lat, given.lon) if abs(given.lon) <= 90 else None


def _fits(point: LonLat, area: Area) -> bool:
    import shapely

    if distance_m(point, area.point) <= area.radius_m + FAR_M:
        return True
    return bool(area.geometry.intersects(shapely.Point(point.lon, point.lat)))


def _countries(place: Place) -> tuple[str, ...]:
    return (*((place.country,) if place.country else ()), *place.shared_with)


def _reason(resolution: Resolution) -> str:
    unused = f" Not used: {', '.join(resolution.unused)}." if resolution.unused else ""
    return f"{sentence(resolution.reason)}{unused}"


def _ambiguity(resolution: Resolution) -> tuple[str, ...]:
    if resolution.status != "ambiguous":
        return ()
    rivals = [rival_name(rival) for rival in resolution.alternatives[:_RIVALS_NAMED]]
    also = f" It could also be {'; or '.join(rivals)}." if rivals else ""
    return (f"The name is ambiguous: this is the likeliest place.{also}",)
