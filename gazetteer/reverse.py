"""From a point to places: the nearest ones, and the point described as people describe it.

``describe`` names a town that its readers can know, how far and in which direction the point is from it, the
first-level unit, the country by the border lines, and a border that is near: "38 km NE of Abeïbara, Kidal
region, Mali; 12 km from the Algerian border".
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.errors import QueryError, QueryTypeError, WrongTypeError
from geo.checks import is_count, not_a_point, shortened
from geo.points import LonLat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gazetteer.index import Index
    from gazetteer.place import Kind, Place
    from geo.borders import Side

__all__ = ["NEAR_BORDER_M", "Description", "Neighbour", "Unit", "describe", "nearest", "unit_at"]

#: Up to here a border is worth a word.
NEAR_BORDER_M = 50_000.0
#: A place farther than this says nothing about where a point is.
_FARTHEST_M = 500_000.0
#: A point in no outline, by a coast or a border, is taken for in the unit of a town this near.
_UNIT_REACH_M = 50_000.0
# Of several units it is that of the town that is this many times as near as the others' towns.
_MUCH_NEARER = 2.0
# How far a place is known grows with the fifth root of its inhabitants: of a town with 32 times as many,
# twice the distance says as much. Some metres are added, for on a town's edge its size counts for little.
_KNOWN_BY = 0.2
_EDGE_M = 2_000.0
# Seats of government are known beyond their size, and so many inhabitants stand for them at least.
_SEATS = {"P.PPLC": 300_000, "P.PPLA": 50_000, "P.PPLA2": 10_000, "P.PPLA3": 3_000}
_LEAST_KNOWN = 300
# Places where nobody lives any more: no reader knows them.
_GONE = frozenset({"P.PPLCH", "P.PPLH", "P.PPLQ", "P.PPLW"})
# A place beyond the border must be this many times as near to be the one that is named.
_FOREIGN = 2.0
# Of how many of the nearest the best is chosen: of all, and of those from so many inhabitants on.
_ASKED = ((40, 0), (20, 10_000), (10, 100_000))


class Neighbour(NamedTuple):
    """A place near a point.

    Attributes:
        place: The place.
        distance_m: Geodesic distance from its point.
        azimuth_deg: Direction from the place to the point, in degrees clockwise from north.
    """

    place: Place
    distance_m: float
    azimuth_deg: float

    @property
    def compass(self) -> str:
        """The direction as one of eight compass points: where the point lies as seen from the place."""
        from geo.geodesic import compass_point

        return compass_point(self.azimuth_deg)

    def to_dict(self) -> dict[str, object]:
        """The place with distance and direction as plain data that ``json.dumps`` takes."""
        from gazetteer.explain import place_dict

        direction = {"azimuth_deg": round(self.azimuth_deg, 1), "compass": self.compass}
        return {"place": place_dict(self.place), "distance_m": round(self.distance_m), **direction}


class Unit(NamedTuple):
    """The first-level subdivision at a point.

    Attributes:
        name: Its name.
        code: Its ISO 3166-2 code where known, else GeoNames', or None.
        basis: How it is known.
    """

    name: str
    code: str | None
    basis: str


class Description(NamedTuple):
    """Where a point is, in words and in parts.

    Attributes:
        text: The whole, in English.
        point: The point.
        reference: The place that the point is described by, with distance and direction; None far from all.
        inside: Whether the point lies in that place.
        unit: The first-level subdivision, or None.
        country: Alpha-2 code of the country; None on a border, at sea and in no country.
        side: What the border lines tell.
        sea: Name of the sea or gulf that the point lies in, or "".
    """

    text: str
    point: LonLat
    reference: Neighbour | None
    inside: bool
    unit: Unit | None
    country: str | None
    side: Side
    sea: str

    def to_dict(self) -> dict[str, object]:
        """The description and what it is made of as plain data that ``json.dumps`` takes."""
        side = self.side
        return {
            "text": self.text,
            "point": {"lon": self.point.lon, "lat": self.point.lat},
            "reference": self.reference.to_dict() if self.reference else None,
            "inside": self.inside,
            "unit": self.unit._asdict() if self.unit else None,
            "country": self.country,
            "sea": self.sea or None,
            "border": {
                "status": side.status,
                "countries": list(side.countries),
                "neighbour": side.neighbour,
                "margin_m": None if side.margin_m is None else round(side.margin_m),
                "accuracy_m": side.accuracy_m,
                "line_status": side.line_status,
            },
        }

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from gazetteer.cards import of_description

        return of_description(self)


def nearest(index: Index, point: LonLat, k: int = 1, kind: Kind | str | None = None) -> list[Neighbour]:
    """The places nearest to a point, with distances on the ellipsoid and directions.

    A unit or a country is as near as its representative point.

    Args:
        index: The index to look in.
        point: The point.
        k: How many, 1 or more; fewer where the index has no more.
        kind: Only places of this kind, such as ``city``, or of this GeoNames feature class, such as ``P``.

    Raises:
        QueryError: If ``k`` is less than 1, or there is no such kind.

    Examples:
        >>> import gazetteer
        >>> from geo.points import LonLat
        >>> from gazetteer.lookups import index_of
        >>> found = nearest(index_of(gazetteer.open()), LonLat(1.45, 18.45), kind="city")[0]
        >>> found.place.name, round(found.distance_m, -2), found.compass
        ('Kidal', 4400.0, 'E')
    """
    from gazetteer.question import kind_test

    point, count, test = _checked(point), _count(k), kind_test(kind)
    return _nearest(index, point, count, None if test is None else lambda record: test(index.record(record)))


def _checked(point: object) -> LonLat:
    if isinstance(point, LonLat):
        return point
    raise WrongTypeError(not_a_point(point))


def _count(k: object) -> int:
    if is_count(k):
        return int(k)  # type: ignore[call-overload,no-any-return]
    error = QueryError if isinstance(k, int) else QueryTypeError
    raise error(f"k={shortened(k)} is no number of places; give a whole number, 1 or more")


def _nearest(index: Index, point: LonLat, k: int, allows: Callable[[int], bool] | None) -> list[Neighbour]:
    # The index orders by distances on a sphere, which are off by half a percent: some more are asked for.
    found = [_neighbour(index, record, point) for record, _ in index.nearest(point, k + 2 + k // 8, allows)]
    return sorted(found, key=lambda near: (near.distance_m, near.place.id))[:k]


def _neighbour(index: Index, record: int, point: LonLat) -> Neighbour:
    from geo.geodesic import wgs84

    place = index.place(record)
    azimuth, _, metres = wgs84().inv(place.point.lon, place.point.lat, point.lon, point.lat)
    return Neighbour(place, float(metres), float(azimuth) % 360.0)


def describe(index: Index, point: LonLat, *, worldview: str = "default") -> Description:
    """A point as people describe it, with what the description is made of.

    Args:
        index: The index of places.
        point: The point.
        worldview: One of ``geo.borders.worldviews()``: which lines count as borders.

    Raises:
        UnknownWorldviewError: If there is no such worldview.

    Examples:
        >>> import gazetteer
        >>> from geo.points import LonLat
        >>> from gazetteer.lookups import index_of
        >>> index = index_of(gazetteer.open())
        >>> print(describe(index, LonLat(2.0, 18.8)))
        74 km NE of Kidal, Kidal region, Mali
        >>> print(describe(index, LonLat(-0.05, 16.27)))
        in Gao, Mali
    """
    from gazetteer.wording import wording
    from geo.borders import side as side_of

    point = _checked(point)
    side = side_of(point, worldview=worldview)
    if side.status == "none" and side.line_status is None:
        from gazetteer.seas import sea_at

        found = Description("", point, None, False, None, None, side, sea_at(point))
        return found._replace(text=wording(index, found))
    towns = _towns(index, point)
    inside = _inside(towns)
    reference = inside or _best(towns, side)
    unit = unit_at(index, point, side, towns) if side.country else None
    found = Description("", point, reference, inside is not None, unit, side.country, side, "")
    return found._replace(text=wording(index, found))


def _towns(index: Index, point: LonLat) -> list[Neighbour]:
    """The towns that may serve, the nearest first: some of the nearest, and of the larger ones some more."""
    records: dict[int, None] = {}
    for k, people in _ASKED:
        records.update(dict.fromkeys(_records(index, point, k, people)))
    towns = [_neighbour(index, record, point) for record in records]
    return sorted(towns, key=lambda town: (town.distance_m, town.place.id))


def _records(index: Index, point: LonLat, k: int, people: int) -> Iterable[int]:
    def allows(record: int) -> bool:
        fields = index.record(record)
        return fields.kind == "city" and fields.population >= people and fields.feature not in _GONE

    return (record for record, _ in index.nearest(point, k, allows, within_m=_FARTHEST_M))


def _inside(towns: list[Neighbour]) -> Neighbour | None:
    """The largest of the towns that the point is in."""
    around = [town for town in towns if town.distance_m <= town.place.extent_m]
    return max(around, key=lambda town: (_known(town.place), -town.distance_m), default=None)


def _best(towns: list[Neighbour], side: Side) -> Neighbour | None:
    """The town that says most: near, known, and on the same side of the border."""

    def cost(town: Neighbour) -> float:
        holders = {town.place.country, *town.place.shared_with}
        foreign = side.countries and holders.isdisjoint(side.countries)
        known = math.pow(_known(town.place), _KNOWN_BY)
        return (town.distance_m + _EDGE_M) / known * (_FOREIGN if foreign else 1.0)

    return min(towns, key=lambda town: (cost(town), town.place.id), default=None)


def _known(place: Place) -> int:
    return max(place.population or 0, _SEATS.get(place.feature_code, 0), _LEAST_KNOWN)


def unit_at(index: Index, point: LonLat, side: Side, towns: list[Neighbour]) -> Unit | None:
    """The first-level subdivision at a point, by its outline; by the nearest town where no outline tells.

    Outlines are older than some units: where the outline's unit has lost parts since, the nearest town of
    these units tells which of them it is, if it is near or much nearer than those of the others.

    Args:
        index: The index of places.
        point: The point.
        side: Which country it is in.
        towns: Towns near it, the nearest first.
    """
    from geo.regions import ATTRIBUTION, admin1_codes_at

    held = [town for town in towns if town.place.country == side.country and town.place.admin1]
    outlined = _outlined(index, admin1_codes_at(point))
    if outlined is None or outlined.country != side.country:
        near = held and held[0].distance_m <= _UNIT_REACH_M
        return _unit_of(held[0], "no outline of it is known") if near else None
    lost = _lost(outlined)
    if lost:
        return _one_of({outlined.admin1_code or "": outlined.name, **lost}, held, outlined.name)
    return Unit(outlined.name, outlined.admin1_code, f"the outline of {outlined.name}, by {ATTRIBUTION}")


def _one_of(units: dict[str, str], held: list[Neighbour], outlined: str) -> Unit:
    """The one of these units that the towns speak for, or all of them."""
    why = f"the outline of {outlined} is older"
    towns = [town for town in held if town.place.admin1_code in units]
    if towns:
        first = towns[0]
        others = (t.distance_m for t in towns if t.place.admin1_code != first.place.admin1_code)
        if first.distance_m <= max(_UNIT_REACH_M, next(others, _FARTHEST_M) / _MUCH_NEARER):
            return _unit_of(first, why)
    *most, last = units.values()
    return Unit(f"{', '.join(most)} or {last}", None, f"{why}, and no town is near")


def _outlined(index: Index, codes: tuple[str, ...]) -> Place | None:
    """The first-level unit among those that an outline is named for; it may be that of a part."""
    records = (index.by_code(code) for code in codes)
    return next(
        (index.place(record) for record in records if record is not None and index.kind(record) == "admin1"),
        None,
    )


def _unit_of(town: Neighbour, why: str) -> Unit:
    basis = f"as of {town.place.name}, the nearest town of the country; {why}"
    return Unit(town.place.admin1 or "", town.place.admin1_code, basis)


def _lost(unit: Place) -> dict[str, str]:
    """The units with a code that were taken from this one, name by code.

    Towns stand in the older unit, as reports have them, until the newer one has a code.
    """
    from gazetteer.vintages import vintages

    return {
        vintage.unit: vintage.name
        for vintage in vintages()
        if vintage.unit
        and ":" not in vintage.unit
        and unit.admin1_code in {code for code, _ in vintage.taken_from if code}
    }
