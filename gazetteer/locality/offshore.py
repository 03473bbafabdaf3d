"""What lies off a coast: words that say so, areas without their land, and the sea off a town's shore."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.locality.lexicon import pattern

if TYPE_CHECKING:
    from gazetteer.locality.anchors import Shape
    from geo.points import LonLat

__all__ = ["SHORE_M", "at_sea", "is_offshore", "off_shore", "open_water"]

#: How far along its coast the shore at a town reaches.
SHORE_M = 10_000.0
_OFFSHORE = r"\b(?:off|offshore|coast|au\s+large)\b(?!\s+the\s+road)"


def is_offshore(words: str) -> bool:
    """Whether words say that something is off a coast.

    Examples:
        >>> is_offshore("5 km off"), is_offshore("au large de"), is_offshore("50 km north of")
        (True, True, False)
    """
    return pattern(_OFFSHORE).search(words) is not None


def at_sea(shape: Shape) -> Shape | None:
    """What of an area is not on land; None where no coast is near, or nothing is left.

    Examples:
        >>> from geo.areas import circle
        >>> from geo.points import LonLat
        >>> at_sea(circle(LonLat(0, 16.3), 25_000)) is None
        True
    """
    import shapely

    from geo.planes import common

    land = _land(shape)
    return None if land is None else common([shapely.difference(shape, land)])  # type: ignore[list-item]


def off_shore(center: LonLat, least_m: float, most_m: float) -> Shape | None:
    """The sea between two distances from a town or the shore at it; None where there is no sea that near.

    The shore at a town is what lies no farther from it than the nearest shore and ``SHORE_M`` more.

    Examples:
        >>> from geo.points import LonLat
        >>> from shapely import Point
        >>> sea = off_shore(LonLat(42.954, 14.798), 45_000, 55_000)
        >>> sea.contains(Point(42.48, 14.8)), sea.contains(Point(43.4, 14.8))
        (True, False)
    """
    import shapely

    from geo import antimeridian
    from geo.areas import circle
    from geo.bordermap import COAST_ACCURACY_M
    from geo.errors import GeoError
    from geo.planes import common, reach_m
    from geo.widening import blurred_sector, ring, widened

    around = circle(center, most_m + 2 * SHORE_M)
    land = _land(around)
    if land is None:
        return None
    sea = common([shapely.difference(circle(center, 2 * SHORE_M), land)])  # type: ignore[list-item]
    if sea is None:
        return None
    nearest = shapely.shortest_line(shapely.Point(center), sea)
    town = circle(center, reach_m(center, nearest) + SHORE_M)
    shore = common([town, land])
    if shore is None:
        return None
    try:
        off = ring(shore, least_m, most_m) if least_m else widened(shore, most_m)
    except GeoError:
        return None
    # Where a spit or a harbour lies before the town, a report may count from either.
    off = antimeridian.union([off, blurred_sector(center, 0.0, 180.0, least_m, most_m, 0.0)])
    # The drawn coast itself may be that far off.
    return common([shapely.difference(off, widened(land, COAST_ACCURACY_M))])  # type: ignore[list-item]


def _land(shape: Shape) -> Shape | None:
    """The land in and round an area, as far as its box; None where no coast is near."""
    import shapely

    from geo import borders
    from geo.bordermap import COAST, OSM, QUANTUM_DEG, load
    from geo.planes import common

    arcs = load(OSM)
    boxes = shapely.box(*(arcs.boxes * QUANTUM_DEG).T)
    near = arcs.arc[shapely.intersects(shape, boxes)]
    if not (arcs.kind[near] == COAST).any():
        return None
    codes = {arcs.label_of(int(number)) for side in (arcs.left, arcs.right) for number in set(side[near])}
    room = shapely.STRtree([shapely.box(*part.bounds) for part in shapely.get_parts(shape).tolist()])
    found = []
    # Land is what the areas of the countries near by cover, however large they are beyond.
    for code in sorted(codes - {"", "ZZ"}):
        pieces = shapely.get_parts(borders.land_of(code))
        meets = room.query(shapely.box(*shapely.bounds(pieces).T), predicate="intersects")[0]
        land = shapely.MultiPolygon(pieces[sorted(set(meets.tolist()))].tolist())
        found.append(shapely.clip_by_rect(land, *shape.bounds))
    return common([shapely.union_all(found)])  # type: ignore[list-item]


def open_water(sea: Shape) -> LonLat:
    """The point of an area at sea that is farthest from its edges, so from the coast.

    Examples:
        >>> from shapely import box
        >>> open_water(box(0, 0, 2, 2))
        LonLat(lon=1.0, lat=1.0)
    """
    import shapely

    from geo.points import LonLat

    largest = max(shapely.get_parts(sea).tolist(), key=lambda part: part.area)
    center = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=0.005), 0)
    return LonLat(round(center.x, 4), round(center.y, 4))
