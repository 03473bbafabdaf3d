"""Points and extents of subdivisions: from their outline where one fits them, else from their places."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.build.seats import Seats
from geo.geodesic import distance_m
from geo.points import LonLat

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from gazetteer.build.draft import Draft
    from gazetteer.build.importers import Area

__all__ = ["place_units"]

# Subdivisions are redrawn and renumbered (Morocco in 2015, Mali in 2012 to 2016): an outline under the same
# code may be that of another unit, or of one that has been divided since.
_SHARE_INSIDE = 0.8
# Known places lie inside a unit, its border outside the outermost.
_BEYOND_OUTERMOST = 1.2
_LEAST_EXTENT_M = 5_000
_FEW_PLACES = 3


class _City(NamedTuple):
    point: LonLat
    holder: str


def place_units(drafts: dict[str, Draft], areas: Mapping[str, Area]) -> Counter[str]:
    """Give every subdivision a point and an extent; leave out and count those for which nothing is known.

    Args:
        drafts: All places by identifier, with their parents; units without a point are removed.
        areas: Outlines and names of first-level subdivisions, by identifier and by code.
    """
    members = _members(drafts)
    _use_outlines(drafts, areas)
    few = []
    seats = _seats(drafts)
    for draft in [draft for draft in drafts.values() if draft.point is None]:
        points = members[draft.id] or _seat(draft, seats, _admin1(drafts, draft))
        if points:
            draft.point, draft.extent_m = _middle(points)
            few += [draft] if len(points) < _FEW_PLACES else []
    _widen(sorted(few, key=lambda draft: draft.kind), drafts)
    dropped = [draft for draft in drafts.values() if draft.point is None]
    for draft in dropped:
        del drafts[draft.id]
    return Counter(draft.kind for draft in dropped)


def _members(drafts: Mapping[str, Draft]) -> dict[str, list[LonLat]]:
    """The points of the settlements that each unit holds."""
    members: dict[str, list[LonLat]] = defaultdict(list)
    for draft in drafts.values():
        holder = drafts.get(draft.parent)
        while draft.kind == "city" and draft.point and holder is not None:
            members[holder.id].append(draft.point)
            holder = drafts.get(holder.parent)
    return members


def _seats(drafts: Mapping[str, Draft]) -> Seats:
    cities = (
        (_admin1(drafts, draft), draft) for draft in drafts.values() if draft.kind == "city" and draft.point
    )
    return Seats((admin1, city) for admin1, city in cities if admin1)


def _seat(draft: Draft, seats: Seats, admin1: str) -> list[LonLat]:
    """Where the settlement is that a second-level unit is named for: Kidal Cercle for Kidal."""
    found = seats.of(draft, admin1) if draft.kind == "admin2" else None
    return [found.point] if found and found.point else []


def _use_outlines(drafts: Mapping[str, Draft], areas: Mapping[str, Area]) -> None:
    """Take point, extent and names from the outlines that still fit the settlements which the units hold."""
    from shapely import STRtree, points
    from shapely.geometry import shape

    cities = [
        _City(draft.point, _admin1(drafts, draft))
        for draft in drafts.values()
        if draft.kind == "city" and draft.point
    ]
    tree = STRtree(points([city.point for city in cities]))
    counts = Counter(city.holder for city in cities)
    for draft in drafts.values():
        key = next((key for key in (draft.id, *draft.codes[:1]) if key in areas), None)
        if draft.kind != "admin1" or key is None:
            continue
        outline = shape(areas[key].geometry)
        inside = [cities[at] for at in tree.query(outline, predicate="contains")]
        own = sum(city.holder == draft.id for city in inside)
        # Where no settlement can tell, only GeoNames' own identifier says that it is the same unit.
        if own < _SHARE_INSIDE * counts[draft.id] or (not counts[draft.id] and key != draft.id):
            continue
        draft.names += areas[key].names
        label = _label(outline, areas[key])
        nearest = min(inside, key=lambda city: distance_m(city.point, label), default=None)
        if draft.point is None and (nearest is None or nearest.holder == draft.id):
            draft.point, draft.extent_m = label, _radius(outline, label)


def _admin1(drafts: Mapping[str, Draft], draft: Draft) -> str:
    holder = drafts.get(draft.parent)
    while holder is not None and holder.kind != "admin1":
        holder = drafts.get(holder.parent)
    return holder.id if holder else ""


def _label(outline: BaseGeometry, area: Area) -> LonLat:
    from shapely import Point

    if outline.contains(Point(area.label)):
        return area.label
    inside = outline.representative_point()
    return LonLat(inside.x, inside.y)


def _radius(outline: BaseGeometry, center: LonLat) -> int:
    from shapely import get_coordinates

    corners = get_coordinates(outline.convex_hull).tolist()
    return round(max(distance_m(center, LonLat(lon, lat)) for lon, lat in corners))


def _middle(points: Sequence[LonLat]) -> tuple[LonLat, int]:
    """The point nearest to the median, which no outlier moves, and the radius round it that holds all."""
    first = points[0].lon
    # Longitudes are differences from the first, so that units on 180 degrees keep together.
    east = median(_turn(point.lon - first) for point in points)
    north = median(point.lat for point in points)
    shrink = math.cos(math.radians(north))

    def offset(point: LonLat) -> float:
        return math.hypot((_turn(point.lon - first) - east) * shrink, point.lat - north)

    center = min(points, key=lambda point: (offset(point), point))
    outermost = max(distance_m(center, point) for point in points)
    return center, max(round(outermost * _BEYOND_OUTERMOST), _LEAST_EXTENT_M)


def _turn(degrees: float) -> float:
    return (degrees + 180) % 360 - 180


def _widen(few: Sequence[Draft], drafts: Mapping[str, Draft]) -> None:
    """Give units of one or two places, which tell no size, an equal share of what holds them.

    A unit of n in a circle of radius r has the area of a circle of radius r / sqrt(n).
    """
    siblings = Counter((draft.parent, draft.kind) for draft in drafts.values())
    for draft in few:
        holder = drafts.get(draft.parent)
        if holder is not None and holder.extent_m:
            share = holder.extent_m / math.sqrt(siblings[draft.parent, draft.kind])
            draft.extent_m = max(draft.extent_m, round(share))
