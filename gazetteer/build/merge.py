"""The drafts of all sources become one list of places, each with a point, an extent and a holder."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from statistics import median
from typing import TYPE_CHECKING

from gazetteer.build.importers import CURATED
from gazetteer.errors import BuildError
from geo.geodesic import distance_m
from geo.points import LonLat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from gazetteer.build.draft import Draft
    from gazetteer.build.importers import Area

__all__ = ["merge"]

# A settlement is taken for a circle in which people live at 3,200 to the square kilometre, a dense town:
# r = sqrt(population / (3200e-6 pi)), which is 10 m times the root of the population.
_M_PER_ROOT_INHABITANT = 10
_LEAST_CITY_EXTENT_M = 500
_UNKNOWN_CITY_EXTENT_M = 1_000
# Known places lie inside a unit, its border outside the outermost.
_BEYOND_OUTERMOST = 1.2
_LEAST_UNIT_EXTENT_M = 5_000


def merge(
    cities: Iterable[Draft],
    subdivisions: Mapping[str, Draft],
    countries: Iterable[Draft],
    curated: Iterable[Draft],
    areas: Mapping[str, Area],
) -> tuple[list[Draft], Counter[str]]:
    """One list of complete places, in the order of the index, and what was left out and why.

    Args:
        cities: Settlements.
        subdivisions: Subdivisions by the ``row:N`` that parents refer to.
        countries: Countries.
        curated: Places that add to the others or stand for them.
        areas: Outlines and names of first-level subdivisions, by identifier and by code.

    Raises:
        BuildError: If two places have one identifier, or a curated one refers to something unknown.
    """
    drafts: dict[str, Draft] = {}
    for draft in (*cities, *subdivisions.values(), *countries):
        _add(drafts, draft)
    _name_rows(drafts.values(), subdivisions)
    replaced = _replace(drafts, curated)
    _find_parents(drafts, replaced)
    _use_areas(drafts.values(), areas)
    dropped = _place_units(drafts)
    _measure_cities(drafts.values())
    return sorted(drafts.values(), key=_order), dropped


def _order(draft: Draft) -> tuple[bool, int, str]:
    source, _, number = draft.id.partition(":")
    return (source != "geonames", int(number) if source == "geonames" else 0, draft.id)


def _add(drafts: dict[str, Draft], draft: Draft) -> None:
    if draft.id in drafts:
        raise BuildError(f"{draft.id} stands for both {drafts[draft.id].name} and {draft.name}")
    drafts[draft.id] = draft


def _name_rows(drafts: Iterable[Draft], rows: Mapping[str, Draft]) -> None:
    for draft in drafts:
        if draft.parent in rows:
            draft.parent = rows[draft.parent].id
        elif draft.parent.startswith("row:"):  # a unit that GeoNames does not have
            draft.parent = ""


def _replace(drafts: dict[str, Draft], curated: Iterable[Draft]) -> dict[str, str]:
    """Put the curated places in, each with what it takes over; the new identifier by the old."""
    replaced = {}
    for draft in curated:
        for old_id in dict.fromkeys((*draft.replaces, draft.id)):
            old = drafts.pop(old_id, None)
            if old is not None:
                _take_over(draft, old)
                replaced[old_id] = draft.id
            elif old_id != draft.id:
                raise BuildError(f"{draft.id} replaces {old_id}, which no source has")
        _add(drafts, draft)
    return replaced


def _take_over(draft: Draft, old: Draft) -> None:
    draft.names += [name._replace(kind="alternate") if name.kind == "primary" else name for name in old.names]
    draft.feature_code = draft.feature_code or old.feature_code
    draft.country = draft.country or old.country
    draft.population = draft.population or old.population
    draft.parent = draft.parent or old.parent
    draft.codes = tuple(dict.fromkeys(draft.codes + old.codes))


def _find_parents(drafts: Mapping[str, Draft], replaced: Mapping[str, str]) -> None:
    by_code = {code: draft.id for draft in drafts.values() for code in draft.codes}
    for draft in drafts.values():
        parent = replaced.get(draft.parent, draft.parent)
        # A code of our own tables says which unit holds the place today, the sources may be older.
        coded = by_code.get(draft.parent_code, "")
        if coded and (not parent or (draft.source == CURATED and _top(drafts, parent) != coded)):
            parent = coded
        if not parent and draft.kind != "country":
            parent = by_code.get(draft.country, "")
        draft.parent = "" if parent == draft.id else parent


def _top(drafts: Mapping[str, Draft], identifier: str) -> str:
    while identifier in drafts and drafts[identifier].parent and drafts[identifier].kind != "admin1":
        identifier = drafts[identifier].parent
    return identifier


def _use_areas(drafts: Iterable[Draft], areas: Mapping[str, Area]) -> None:
    """Give first-level subdivisions the label point, the extent and the names of their outline."""
    from shapely import Point, get_coordinates
    from shapely.geometry import shape

    for draft in drafts:
        if draft.kind != "admin1":
            continue
        area = next((areas[key] for key in (draft.id, *draft.codes[:1]) if key in areas), None)
        if area is None:
            continue
        draft.names += area.names
        if draft.point is None:
            outline = shape(area.geometry)
            inside = area.label if outline.contains(Point(area.label)) else _representative(outline)
            draft.point = inside
            edge = (LonLat(lon, lat) for lon, lat in get_coordinates(outline.convex_hull).tolist())
            draft.extent_m = round(max(distance_m(inside, point) for point in edge))


def _representative(outline: BaseGeometry) -> LonLat:
    point = outline.representative_point()
    return LonLat(point.x, point.y)


def _place_units(drafts: dict[str, Draft]) -> Counter[str]:
    """Give units without a point the middle one of their places; leave out and count those that have none."""
    members: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts.values():
        if draft.kind == "city":
            for holder in _holders(drafts, draft):
                members[holder].append(draft)
    dropped: Counter[str] = Counter()
    for draft in [draft for draft in drafts.values() if draft.point is None]:
        if members[draft.id]:
            draft.point, draft.extent_m = _middle(
                [member.point for member in members[draft.id] if member.point]
            )
        else:
            dropped[draft.kind] += 1
            del drafts[draft.id]
    for draft in drafts.values():
        if draft.parent not in drafts:
            draft.parent = ""
    return dropped


def _holders(drafts: Mapping[str, Draft], draft: Draft) -> list[str]:
    holders: list[str] = []
    while draft.parent in drafts and draft.parent not in holders:
        holders.append(draft.parent)
        draft = drafts[draft.parent]
    return holders


def _middle(points: Sequence[LonLat]) -> tuple[LonLat, int]:
    """The point nearest to the median, which no outlier moves, and the radius round it that holds all."""
    first = points[0].lon
    # Longitudes are compared as differences from the first, so that units on 180 degrees keep together.
    middle = LonLat.wrapped(
        first + median((point.lon - first + 180) % 360 - 180 for point in points),
        median(point.lat for point in points),
    )
    near = _nearness(middle)
    center = min(points, key=lambda point: (near(point), point))
    outermost = max(distance_m(center, point) for point in points)
    return center, max(round(outermost * _BEYOND_OUTERMOST), _LEAST_UNIT_EXTENT_M)


def _nearness(middle: LonLat) -> Callable[[LonLat], float]:
    shrink = math.cos(math.radians(middle.lat))

    def near(point: LonLat) -> float:
        return math.hypot(((point.lon - middle.lon + 180) % 360 - 180) * shrink, point.lat - middle.lat)

    return near


def _measure_cities(drafts: Iterable[Draft]) -> None:
    for draft in drafts:
        if draft.kind == "city" and not draft.extent_m:
            by_people = round(_M_PER_ROOT_INHABITANT * math.sqrt(draft.population))
            draft.extent_m = (
                max(by_people, _LEAST_CITY_EXTENT_M) if draft.population else _UNKNOWN_CITY_EXTENT_M
            )
