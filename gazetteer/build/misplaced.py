"""Settlements that lie far outside the subdivision that is said to hold them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.build.importers import CURATED
from geo.points import LonLat

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely import Point
    from shapely.geometry.base import BaseGeometry

    from gazetteer.build.draft import Draft
    from gazetteer.build.importers import Area

__all__ = ["Moved", "hold_by_point"]

# Outlines are coarse and up to twenty years old: nearer than this, redrawn borders are as likely as mistakes.
_FAR_M = 60_000
# How near the settlements are that have a say.
_NEAR_DEG = 0.5
# An outline may be that of a former unit of the same code: it is believed where it holds what the unit does.
_FITS = 0.8


class Moved(NamedTuple):
    """A settlement that its point has given to another unit."""

    id: str
    name: str
    country: str
    old: str
    new: str
    distance_m: int


class _Unit(NamedTuple):
    draft: Draft
    outline: BaseGeometry


class _Neighbours:
    """Which units hold the settlements round a point, as the sources say."""

    def __init__(self, held: Mapping[str, list[Draft]]) -> None:
        from shapely import STRtree

        self._units = [unit for unit, cities in held.items() for _ in cities]
        self._ids = [city.id for cities in held.values() for city in cities]
        self._tree = STRtree([_shape(city) for cities in held.values() for city in cities])

    def of(self, city: Draft) -> Counter[str]:
        """How many of the settlements round this one each unit holds."""
        near = self._tree.query(_shape(city), predicate="dwithin", distance=_NEAR_DEG)
        return Counter(self._units[at] for at in near if self._ids[at] != city.id)


def _shape(city: Draft) -> Point:
    from shapely import Point

    return Point(city.point or ())


def hold_by_point(drafts: Mapping[str, Draft], areas: Mapping[str, Area]) -> list[Moved]:
    """Give settlements that lie far outside their unit, and in another of the country, to that other one.

    GeoNames has them with the code of a unit hundreds of kilometres away (towns of Xinjiang in Heilongjiang,
    Sulęcin in Lesser Poland): of the two that contradict each other the point is right with few exceptions.
    The settlements round it have to agree, for an outline may be out of date, or give an island to the wrong
    unit. Where no other unit holds the point nothing is changed, and where a row of our own tables stands for
    the place, it knows better.

    Args:
        drafts: All places by identifier, with their parents, which are changed.
        areas: Outlines of first-level subdivisions, by identifier and by code.

    Returns:
        What has been moved, the farthest first.
    """
    from shapely import STRtree

    held = _held(drafts)
    units = _fitting(drafts, areas, held)
    tree = STRtree([unit.outline for unit in units])
    neighbours = _Neighbours(held)
    moved = []
    for unit in units:
        for city in held[unit.draft.id]:
            far_m = _outside_m(unit.outline, city)
            if city.source == CURATED or far_m <= _FAR_M:
                continue
            at = tree.query(_shape(city), predicate="within")
            new = next((units[one].draft for one in at if units[one].draft.country == city.country), None)
            votes = neighbours.of(city) if new else Counter()
            if new and votes[new.id] > votes[unit.draft.id]:
                city.parent = new.id
                moved.append(Moved(city.id, city.name, city.country, unit.draft.name, new.name, far_m))
    return sorted(moved, key=lambda one: (-one.distance_m, one.id))


def _held(drafts: Mapping[str, Draft]) -> dict[str, list[Draft]]:
    """The settlements of each first-level unit."""
    held: dict[str, list[Draft]] = {}
    for draft in drafts.values():
        holder = drafts.get(draft.parent)
        while holder is not None and holder.kind != "admin1":
            holder = drafts.get(holder.parent)
        if draft.kind == "city" and draft.point and holder is not None:
            held.setdefault(holder.id, []).append(draft)
    return held


def _fitting(
    drafts: Mapping[str, Draft], areas: Mapping[str, Area], held: Mapping[str, list[Draft]]
) -> list[_Unit]:
    """The units whose outline is that of today, for it holds most of what they hold."""
    from shapely import contains, prepare
    from shapely.geometry import shape

    units = []
    for number, cities in held.items():
        draft = drafts[number]
        key = next((key for key in (number, *draft.codes[:1]) if key in areas), None)
        if key is None:
            continue
        outline = shape(areas[key].geometry)
        prepare(outline)
        if contains(outline, [_shape(city) for city in cities]).mean() >= _FITS:
            units.append(_Unit(draft, outline))
    return units


def _outside_m(outline: BaseGeometry, city: Draft) -> int:
    """How far a settlement lies outside an outline, in metres; 0 inside."""
    from shapely.ops import nearest_points

    from geo.geodesic import distance_m

    if city.point is None or outline.contains(_shape(city)):
        return 0
    nearest = nearest_points(outline, _shape(city))[0]
    return round(distance_m(city.point, LonLat(nearest.x, nearest.y)))
