"""Areas of what lies between places, or on the road from one to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.locality.anchors import UnplacedError
from gazetteer.locality.area import made
from gazetteer.locality.lexicon import DIRECTION_M, NEAR_M
from geo.areas import circle
from geo.geodesic import azimuth_deg, destination, distance_m
from geo.planes import common, hull
from geo.points import LonLat
from geo.told import Listed, Metres, in_row, tell
from geo.widening import lens, widened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry as Geometry

    from gazetteer.locality.anchors import Anchor
    from gazetteer.locality.area import Area
    from gazetteer.locality.tree import Between

__all__ = ["BETWEEN_M", "BETWEEN_SHARE", "HALFWAY_SHARE", "ROAD_SHARE", "between_area"]

#: How far what is between two places may lie aside, midway, as a share of their distance: roads bend. The
#: road from Gao to Kidal, by way of Anéfis, is 47 km off the straight line of 286 km; that from Sévaré to
#: Douentza is 31 km off the 134 km at Konna, a third of the way.
BETWEEN_SHARE = 0.25
#: The same where a road is told of: that from Ségou to San is 47 km off the 149 km at Bla.
ROAD_SHARE = 0.3
#: And at the least.
BETWEEN_M = 5_000.0
#: "Halfway": within this share of the distance from the middle.
HALFWAY_SHARE = 0.2


def between_area(node: Between, anchors: Sequence[Anchor]) -> Area:
    """The area of "between A and B", "between A, B and C", "on the road from A to B", "on the road to B".

    Raises:
        UnplacedError: If there is nothing between them.
    """
    if not anchors:
        raise UnplacedError(tell("no_name", "{words!r} names no place", words=node.words))
    if len(anchors) == 1:
        return _road_to(anchors[0])
    if len(anchors) > 2:
        labels = Listed(anchor.label for anchor in anchors)
        if len({anchor.point for anchor in anchors if anchor.lines is None}) == 1:
            raise UnplacedError(_one_place(labels))
        english = "the smallest convex area that holds all {count} of {places}, for {words!r}"
        basis = tell("between_many", english, count=len(anchors), places=labels, words=node.words)
        return made(hull([_ground(anchor) for anchor in anchors]), basis, None)
    a, b = _points(*anchors)
    if a.outline is not None and b.outline is not None:
        both = [widened(outline, NEAR_M) for outline in (a.outline, b.outline)]
        shared = common(both)
        if shared is not None:
            english = "within {far} of both {a} and {b}, for {words!r}"
            values = {"far": Metres(NEAR_M), "a": a.label, "b": b.label, "words": node.words}
            basis = tell("between_near", english, **values)
            return made(shared, basis, None)
    return _between_points(node, a, b)


def _road_to(anchor: Anchor) -> Area:
    english = "a circle that reaches {far} beyond {place}; the road's start is not told"
    basis = tell("road_to", english, far=Metres(DIRECTION_M), place=anchor.label)
    return made(circle(anchor.point, anchor.blur_m + DIRECTION_M), basis, anchor.point)


def _between_points(node: Between, a: Anchor, b: Anchor) -> Area:
    length = distance_m(a.point, b.point)
    if length <= 1.0:
        raise UnplacedError(_one_place(Listed((a.label, b.label))))
    settled = a.outline is None and b.outline is None
    ends_m = max(a.blur_m, b.blur_m) if settled else BETWEEN_M
    half = destination(a.point, azimuth_deg(a.point, b.point), length / 2)
    values = {"long": Metres(length), "ends": Metres(ends_m), "a": a.label, "b": b.label, "words": node.words}
    if node.halfway:
        basis: str = tell(
            "between_halfway",
            "a circle of a fifth of the {long} from {a} to {b} round the point midway, for {words!r}; {ends} "
            "more for the extents of both",
            **values,
        )
        return made(circle(half, HALFWAY_SHARE * length + ends_m), basis, half)
    aside_m = max((ROAD_SHARE if node.road else BETWEEN_SHARE) * length, BETWEEN_M)
    basis = tell(
        "between_lens",
        "a lens from {a} to {b}, {long} long and {aside} to each side midway, for {words!r}; all round "
        "{ends} more for the extents of both",
        aside=Metres(aside_m),
        **values,
    )
    if node.road:
        no_road = tell("between_no_road", "no road is known, so the straight line stands for it")
        basis = in_row([basis, no_road])
    return made(lens(a.point, b.point, aside_m, ends_m), basis, half)


def _one_place(labels: Listed) -> str:
    return tell("same_place", "{places} are the same place", places=labels)


def _points(a: Anchor, b: Anchor) -> tuple[Anchor, Anchor]:
    """Both with points: a border counts from where it is nearest to the other."""
    import shapely

    if a.lines is not None and b.lines is None:
        second, first = _points(b, a)
        return first, second
    if b.lines is not None:
        near = shapely.shortest_line(b.lines.lines, shapely.Point(a.point))
        lon, lat = shapely.get_coordinates(near)[0]
        b = b._replace(point=LonLat(lon, lat))
    return a, b


def _ground(anchor: Anchor) -> Geometry:
    if anchor.lines is not None:
        return anchor.lines.lines
    return anchor.outline if anchor.outline is not None else circle(anchor.point, anchor.blur_m)
