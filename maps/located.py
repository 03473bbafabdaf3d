"""Where an incident was, in the words of the map: the place, how sure that is, and what to look at.

``maps.locate`` finds the places and measures how they lie; here stands what is said of each.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple, cast

from gazetteer.uncertainty import scale_of
from geo import areas
from geo.told import Metres, Told, as_said, in_row, tell
from maps.bordering import border_note
from maps.misplaced import FAR_M, countries_of, far_from_name
from maps.naming import is_told_by_words, rival_name, sentence, told_place
from maps.view import M_PER_DEG

if TYPE_CHECKING:
    from collections.abc import Callable

    from shapely.geometry.base import BaseGeometry

    from gazetteer import Resolution
    from gazetteer.candidate import Candidate
    from gazetteer.uncertainty import Area
    from geo import LonLat
    from geo.borders import Side
    from maps.marks import Geometry, Precision
    from maps.saying import Saying

__all__ = [
    "SMALLEST_AREA_M",
    "How",
    "Lie",
    "Located",
    "Named",
    "Unlocated",
    "as_stated",
    "at_coordinates",
    "at_name",
    "drawn",
    "is_far",
]

#: An area with a smaller radius is hidden by its own marker at every scale at which a page is read.
SMALLEST_AREA_M = 500.0
_SEXAGESIMAL = {1 / 60: "minutes", 1 / 3600: "seconds"}
_RIVALS_NAMED = 3
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


class Named:
    """What the place name of an incident stands for. Its area is drawn when it is asked for."""

    def __init__(
        self, resolution: Resolution, reach: tuple[LonLat, float], draw: Callable[[], Area], saying: Saying
    ) -> None:
        self.resolution, self.saying, self._draw = resolution, saying, draw
        self.candidate = cast("Candidate", resolution.candidate)
        self.point, self.radius_m = reach

    @cached_property
    def area(self) -> Area:
        """All that is asserted by the name."""
        return self._draw()

    @cached_property
    def place_name(self) -> str:
        """The place and what holds it, in the language of the map."""
        return self.saying.named(self.candidate)

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """Codes of the countries that it is in."""
        place = self.candidate.place
        return (*((place.country,) if place.country else ()), *place.shared_with)

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The data set of its record."""
        return (self.candidate.place.source,)


class How(NamedTuple):
    """How a map tells of places: in its language, with the borders of its worldview."""

    saying: Saying
    worldview: str
    given: str

    def distance(self, metres: float) -> str:
        """A distance in words."""
        return self.saying.words.distance(metres)


class Lie(NamedTuple):
    """What is measured of a spot: how it lies to its name, to the borders, and how exactly it is written.

    ``circle`` is its uncertainty where that is drawn.
    """

    apart_m: float
    side: Side | str
    unit_deg: float
    radius_m: float
    circle: BaseGeometry | None


def is_far(named: Named | None, apart_m: float) -> bool:
    """Whether coordinates are to be compared with the area of their name."""
    return named is not None and apart_m > named.radius_m + FAR_M


def at_name(trouble: str | None, named: Named, side: Side | str, how: How) -> Located:
    """Where an incident was of which the table gives the name of the place."""
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


def as_stated(area: Area, precision: Precision, radius_m: float) -> Area:
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


def at_coordinates(  # noqa: PLR0913, PLR0917 - what there is to say of a point
    point: LonLat, named: Named | None, stated: Precision | None, lie: Lie, caution: str | None, how: How
) -> Located:
    """Where an incident was of which the table gives coordinates."""
    apart_m, side, unit_deg, radius_m, circle = lie
    said, note = how.saying.said, None
    if named is not None and is_far(named, apart_m):
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

    if radius_m < SMALLEST_AREA_M:
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
