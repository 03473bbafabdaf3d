"""What a caller or a text says about where a place is: inside what, and near what."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazetteer.index import Index
    from gazetteer.place import Place
    from geo.points import BBox, LonLat

__all__ = ["NOTHING_ASKED", "NO_RECORD", "Asked", "Container", "Scope", "ground_m"]

#: Stands for the record of a place that no index holds: a coordinate that was given as a name.
NO_RECORD = -1

_EARTH_RADIUS_M = 6_371_008.8  # mean radius R1 of GRS 80 (Moritz 2000)


def ground_m(a: LonLat, b: LonLat) -> float:
    """Metres between two points on a sphere, by the haversine formula. For ranking only.

    It is within 0.6 % of the ellipsoid and needs no library; every distance that a user sees comes from
    ``geo.distance_m``.

    Examples:
        >>> from geo.points import LonLat
        >>> round(ground_m(LonLat(-0.04, 16.27), LonLat(1.41, 18.44)) / 1000)
        286
    """
    south, north = math.radians(a.lat), math.radians(b.lat)
    chord = (
        math.sin((north - south) / 2) ** 2
        + math.cos(south) * math.cos(north) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    )
    return 2 * _EARTH_RADIUS_M * math.asin(math.sqrt(min(chord, 1.0)))


class Scope(NamedTuple):
    """An area that a place lies in or not: a unit of the index, a circle round a place, or a box.

    Attributes:
        label: What it is, for messages, such as ``Mali``.
        record: Its record in the index, or None for a box.
        place: The place, or None for a box.
        box: The box, or None for a place.
    """

    label: str
    record: int | None = None
    place: Place | None = None
    box: BBox | None = None

    def holds(self, index: Index, record: int, place: Place) -> bool:
        """Whether the place lies in it. For a place that is no unit, whether it is within its extent."""
        if self.box is not None:
            return self.box.contains(place.point)
        if self.place is None or record == self.record:
            return record == self.record
        if self.place.kind == "country":
            return place.country == self.place.country or self.place.country in place.shared_with
        if self.place.kind in {"admin1", "admin2"}:
            return record != NO_RECORD and self.record in tuple(index.ancestors(record))
        # A wider place that has its middle here is not held: the region of Mopti is not in the town.
        fits = place.extent_m <= self.place.extent_m
        return fits and ground_m(self.place.point, place.point) <= self.place.extent_m


class Container(NamedTuple):
    """What a text says holds the place, with every unit that it may mean and the probability of each."""

    text: str
    scopes: tuple[tuple[Scope, float], ...]

    def held_by(self, index: Index, record: int, place: Place) -> tuple[Scope, float] | None:
        """The likeliest of its meanings that holds the place."""
        return next((scope for scope in self.scopes if scope[0].holds(index, record, place)), None)


class Asked(NamedTuple):
    """What the caller asks beyond the name.

    Attributes:
        within: Places outside it do not count.
        near: The place is probably close to this point.
        near_label: How the caller named that point.
        kind: The kind or feature class that was asked for, or "".
        fits: Whether a place is of that kind, or None.
    """

    within: Scope | None = None
    near: LonLat | None = None
    near_label: str = ""
    kind: str = ""
    fits: Callable[[Place], bool] | None = None

    def allows(self, index: Index, record: int, place: Place) -> bool:
        """Whether the place is of the kind and in the area that was asked for."""
        if self.fits is not None and not self.fits(place):
            return False
        return self.within is None or self.within.holds(index, record, place)


#: A question that is only a name.
NOTHING_ASKED = Asked()
