"""Places by where they are: the nearest to a point, and those in a box, through the boxes of the places file.

Distances here are those of ``geo.sphere``.
"""

from __future__ import annotations

import heapq
import math
from typing import TYPE_CHECKING

from gazetteer.place_block import BLOCK_PLACES
from gazetteer.places import BOX_GROUP
from geo.points import LonLat
from geo.sphere import EARTH_RADIUS_M, sphere_m

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.places import Places
    from geo.points import BBox

__all__ = ["by_distance", "in_box"]

_E7 = 1e7
_HALF_TURN_E7 = 1_800_000_000
_TO_RADIANS = math.pi / 180
# A computed bound may be larger than the distance it bounds by what rounding does.
_SLACK_M = 0.001


def by_distance(places: Places, point: LonLat) -> Iterator[tuple[float, int]]:
    """Every place with its distance in metres, the nearest first; of equally near ones the lower record.

    Boxes stand in one queue with places, each with the least distance that it can hold.
    """
    lon, lat = point
    # What is queued: distance, whether it is a place, level of a group of boxes, number.
    queue: list[tuple[float, bool, int, int]] = [(0.0, False, places.box_levels, 0)]
    while queue:
        metres, is_place, level, number = heapq.heappop(queue)
        if is_place:
            yield metres, number
        elif level:
            for at, box in enumerate(places.boxes(level - 1, number)):
                bound = max(0.0, _box_m(lon, lat, box) - _SLACK_M)
                heapq.heappush(queue, (bound, False, level - 1, number * BOX_GROUP + at))
        else:
            first = number * BLOCK_PLACES
            for at, (east, north) in enumerate(places.points(number)):
                found = sphere_m(lon, lat, east / _E7, north / _E7)
                heapq.heappush(queue, (found, True, 0, first + at))


def _box_m(lon: float, lat: float, box: tuple[int, int, int, int]) -> float:
    """The least distance of a point to a box."""
    west, south, east, north = (side / _E7 for side in box)
    if west <= lon <= east:
        # Straight along the meridian.
        return max(0.0, south - lat, lat - north) * _TO_RADIANS * EARTH_RADIUS_M
    gap = min((west - lon) % 360.0, (lon - east) % 360.0)
    # The nearer side is the nearer one at each latitude. Along it, the distance is least where the great
    # circle from the point meets it at a right angle, or else at a corner.
    sine, cosine = math.sin(lat * _TO_RADIANS), math.cos(lat * _TO_RADIANS)
    foot = math.atan2(sine, cosine * math.cos(gap * _TO_RADIANS)) / _TO_RADIANS
    latitudes = (foot,) if south <= foot <= north else (south, north)
    return min(sphere_m(0.0, lat, gap, at) for at in latitudes)


def in_box(places: Places, box: BBox) -> Iterator[int]:
    """The places in a box, in the order of their records; its sides belong to it."""
    # Wider by less than the step of the coordinates: which places are in it is decided in degrees.
    south, north = math.floor(box.south * _E7), math.ceil(box.north * _E7)
    west, east = math.floor(box.west * _E7), math.ceil(box.east * _E7)
    if box.crosses_antimeridian:
        sides = [(west, south, _HALF_TURN_E7, north), (-_HALF_TURN_E7, south, east, north)]
    else:
        sides = [(west, south, east, north)]
    for block in _blocks(places, sides, places.box_levels, 0):
        for at, (lon, lat) in enumerate(places.points(block)):
            if any(_meet(side, (lon, lat, lon, lat)) for side in sides) and box.contains(
                LonLat(lon / _E7, lat / _E7)
            ):
                yield block * BLOCK_PLACES + at


def _blocks(places: Places, sides: list[tuple[int, int, int, int]], level: int, number: int) -> Iterator[int]:
    """The blocks whose boxes meet one of some boxes."""
    if not level:
        yield number
        return
    for at, box in enumerate(places.boxes(level - 1, number)):
        if any(_meet(side, box) for side in sides):
            yield from _blocks(places, sides, level - 1, number * BOX_GROUP + at)


def _meet(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]
