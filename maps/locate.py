"""Where each incident of a report was, how sure that is, and what the reader should know of it.

Coordinates that the table gives win over names. Names of one report are resolved together, so that they
inform each other. Nothing is guessed silently: the second-best places of an ambiguous name are named, and a
coordinate far from its name is reported.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple, cast

from gazetteer.lookups import index_of
from gazetteer.uncertainty import NEAR_M, scale_of
from geo import LonLat, areas
from geo.geodesic import distances_m, roundings
from geo.told import Metres, Told, as_said, in_row, tell
from maps.bordering import border_note
from maps.misplaced import FAR_M, countries_of, country_said, elsewhere, far_from_name
from maps.naming import is_told_by_words, rival_name, sentence, told_place
from maps.records import column
from maps.saying import Saying
from maps.view import M_PER_DEG
from maps.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

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
_GIVEN = Told("The table gives coordinates; they win over the name.", "given_reason", {})
_NO_LOCATION = Told("The table gives neither a place nor coordinates", "no_location", {})
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

    def moved(self, point: LonLat, radius_m: float) -> Located:
        """The same said of other coordinates, whose uncertainty is not drawn."""
        return Located(
            point, scale_of(radius_m), radius_m, None, self.basis, self.reason, self.place_name, None, (),
            False, self.countries, self.sources, self.inside, self.candidate,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unlocated:
    """An incident that has no place on the map, and why, in sentences."""

    why: str


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


class _Named:
    """What the place name of an incident stands for. Its area is drawn when it is asked for."""

    def __init__(
        self, resolution: Resolution, reach: tuple[LonLat, float], draw: Callable[[], Area], saying: Saying
    ) -> None:
        self.resolution, self.saying, self._draw = resolution, saying, draw
        self.candidate = cast("Candidate", resolution.candidate)
        self.point, self.radius_m = reach

    @cached_property
    def area(self) -> Area:
        return self._draw()

    @cached_property
    def place_name(self) -> str:
        return self.saying.named(self.candidate)

    @cached_property
    def countries(self) -> tuple[str, ...]:
        place = self.candidate.place
        return (*((place.country,) if place.country else ()), *place.shared_with)

    @cached_property
    def sources(self) -> tuple[str, ...]:
        return (self.candidate.place.source,)


class _Spot(NamedTuple):
    """A place to be measured: coordinates of the table, or the place of a name.

    ``said`` is what the table says that it lies in.
    """

    key: _Key
    named: _Named | None
    point: LonLat
    said: tuple[str, ...]

    @property
    def is_given(self) -> bool:
        """Whether the table gives its coordinates."""
        return self.key.given is not None


class _How(NamedTuple):
    """How a map tells of places: in its language, with the borders of its worldview."""

    saying: Saying
    worldview: str
    given: str

    def distance(self, metres: float) -> str:
        return self.saying.words.distance(metres)


class _Lie(NamedTuple):
    """What is measured of a spot: how it lies to its name, to the borders, and how exactly it is written.

    ``circle`` is its uncertainty where that is drawn.
    """

    apart_m: float
    side: Side | str
    unit_deg: float
    radius_m: float
    circle: BaseGeometry | None


def _named(resolution: Resolution, saying: Saying) -> _Named | None:
    from gazetteer import uncertainty

    reach = uncertainty.reach(resolution)
    if reach is not None:
        return _Named(resolution, reach, lambda: cast("Area", uncertainty.area(resolution)), saying)
    area = uncertainty.area(resolution)
    if area is None or resolution.candidate is None:
        return None
    return _Named(resolution, (area.point, area.radius_m), lambda: area, saying)


def _spot(
    key: _Key,
    said: tuple[str, ...],
    resolution: Resolution | None,
    named: _Named | None,
    saying: Saying,
) -> _Spot | Unlocated:
    if key.given is not None:
        return _Spot(key, named, key.given, said)
    if named is not None:
        stated_m = _STATED_M[key.precision] if key.precision else 0.0
        if key.precision is not None and named.radius_m < stated_m:
            widened = _as_stated(named.area, key.precision, stated_m)
            named = _Named(named.resolution, (widened.point, stated_m), lambda: widened, saying)
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
    how = _How(saying, worldview, saying.said(_GIVEN))
    located: list[Located] = []
    said: dict[Hashable, Located] = {}
    for at, (spot, far, side, (unit, _), radius) in enumerate(
        zip(spots, apart, sides, written, radii, strict=True)
    ):
        if spot.named is not None and not spot.is_given:
            located.append(_at_name(spot.key.trouble, spot.named, side, how))
            continue
        lie, caution = _Lie(far, side, unit, radius, circles.get(at)), cautions.get(at)
        if lie.circle is not None or caution is not None or not isinstance(side, str) or _is_far(spot, far):
            located.append(_at_coordinates(spot, lie, caution, how))
            continue
        # Of most coordinates the same is said as of others that belong to the name.
        alike = (id(spot.named), unit, spot.key.precision, how.distance(radius), side)
        if alike not in said:
            said[alike] = _at_coordinates(spot, lie, None, how)
        located.append(said[alike].moved(spot.point, radius))
    return located


def _is_far(spot: _Spot, apart_m: float) -> bool:
    """Whether coordinates are to be compared with the area of their name."""
    return spot.named is not None and apart_m > spot.named.radius_m + FAR_M


def _circles(spots: Sequence[_Spot], radii_m: Sequence[float]) -> dict[int, BaseGeometry]:
    """The uncertainty of coordinates where it is large enough to be drawn, by the place of the spot."""
    drawn = [at for at, radius_m in enumerate(radii_m) if radius_m >= _SMALLEST_AREA_M and spots[at].is_given]
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


def _at_name(trouble: str | None, named: _Named, side: Side | str, how: _How) -> Located:
    resolution, area, said = named.resolution, named.area, how.saying.said
    note = border_note(side, area.radius_m, lambda: area.geometry, how.worldview)
    return Located(
        point=area.point,
        precision=area.scale,
        radius_m=area.radius_m,
        area=drawn(area.geometry, area.radius_m),
        basis=said(area.basis),
        reason=_reason(resolution, how.saying),
        place_name=told_place(resolution) if is_told_by_words(resolution) else named.place_name,
        border_note=note and sentence(said(note)),
        cautions=(
            *((sentence(said(trouble)),) if trouble else ()),
            *_ambiguity(resolution, how.saying),
        ),
        contradicted=False,
        countries=named.countries,
        sources=named.sources,
        inside=countries_of(side),
        candidate=None if is_told_by_words(resolution) else named.candidate,
    )


def _as_stated(area: Area, precision: Precision, radius_m: float) -> Area:
    """The area widened to the precision that the table states."""
    from geo.areas import circle

    english = "a circle of {radius}, for the table calls the place {stated}"
    basis = tell("as_stated", english, radius=Metres(radius_m), stated=_stated(precision))
    return replace(
        area, geometry=circle(area.point, radius_m), radius_m=radius_m, basis=basis, scale=precision
    )


def _stated(precision: Precision) -> Told:
    """How exact the table calls a place, in its own words."""
    return Told(repr(precision), f"stated_{precision}", {})


def _at_coordinates(spot: _Spot, lie: _Lie, caution: str | None, how: _How) -> Located:
    point, named, stated = spot.point, spot.named, spot.key.precision
    apart_m, side, unit_deg, radius_m, circle = lie
    said, note = how.saying.said, None
    if named is not None and _is_far(spot, apart_m):
        caution = far_from_name(point, named.area, lambda: named.place_name, apart_m)
    # A name that lies elsewhere does not name this place.
    found = named if caution is None else None
    # Of nearly all points no line is in reach.
    if not isinstance(side, str):
        note = border_note(side, radius_m, lambda: circle or areas.circle(point, radius_m), how.worldview)
    return Located(
        point=point,
        precision=scale_of(radius_m),
        radius_m=radius_m,
        area=None if circle is None else drawn(circle, radius_m),
        basis=_basis(unit_deg, stated, how.distance(radius_m), how.saying),
        reason=how.given,
        place_name=None if found is None else found.place_name,
        border_note=note and sentence(said(note)),
        cautions=() if caution is None else (said(caution),),
        contradicted=caution is not None,
        countries=() if found is None else found.countries,
        sources=() if found is None else found.sources,
        inside=countries_of(side),
        candidate=None if found is None else found.candidate,
    )


# Many incidents share these texts and tuples, and a document of a million holds each once.
@lru_cache(maxsize=10_000)
def _basis(unit_deg: float, stated: Precision | None, far: str, saying: Saying) -> str:
    # The distance is said already: there are fewer of them in words than in metres.
    values = {"unit": _unit(unit_deg), "far": as_said(far)}
    if not unit_deg and stated is None:
        return saying.said(tell("given_unknown", "coordinates of the table, {unit}", unit=values["unit"]))
    if stated is None:
        english = "coordinates of the table, {unit}: within {far} of the point"
        return saying.said(tell("given_written", english, **values))
    english = "coordinates of the table, {unit}, which it calls {stated}: within {far} of the point"
    return saying.said(tell("given_stated", english, stated=_stated(stated), **values))


def _unit(unit_deg: float) -> Told:
    """In what unit a point is written, in words."""
    if unit_deg in _SEXAGESIMAL:
        return tell(f"unit_{_SEXAGESIMAL[unit_deg]}", f"in whole {_SEXAGESIMAL[unit_deg]}")
    if not unit_deg:
        return tell("unit_unknown", "of unknown exactness")
    decimals = round(-math.log10(unit_deg))
    return tell("unit_decimals", f"with {{count}} decimal{'' if decimals == 1 else 's'}", count=decimals)


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


def _reason(resolution: Resolution, saying: Saying) -> str:
    reason = sentence(saying.said(resolution.reason))
    if not resolution.unused:
        return reason
    unused = as_said(", ".join(map(saying.quoted, resolution.unused)))
    english = "{reason} Not used: {unused}."
    return saying.said(tell("reason_unused", english, reason=as_said(reason), unused=unused))


def _ambiguity(resolution: Resolution, saying: Saying) -> tuple[str, ...]:
    if resolution.status != "ambiguous":
        return ()
    told = [tell("ambiguous", "The name is ambiguous: this is the likeliest place.")]
    rivals = [as_said(rival_name(rival, saying)) for rival in resolution.alternatives[:_RIVALS_NAMED]]
    if rivals:
        told.append(tell("ambiguous_also", "It could also be {rivals}.", rivals=in_row(rivals, "; or ")))
    return (saying.said(in_row(told, " ")),)
