"""A coordinate that was given where a name is expected, or beside one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gazetteer.phrases import is_generic, pattern
from gazetteer.place import Place
from geo.coordinates import looks_like_point, parse_point
from geo.errors import CoordinateError
from geo.geodesic import distance_m

if TYPE_CHECKING:
    from geo.points import LonLat

__all__ = ["NameAndPoint", "agrees", "given_place", "name_and_point"]

#: How far the coordinate of a settlement may lie from its point, beyond its extent, and still be its own.
BESIDE_M = 25_000.0
_POINT = r"[+\u2212-]?\d[^()\[\]]*"
_NAME = r"[^\W\d_][^\d()\[\]]*?"
_PATTERNS = (
    rf"^(?P<name>{_NAME})[\s,;:]*[\s(\[](?P<point>{_POINT})[)\]]?$",
    rf"^(?P<point>{_POINT}?)[\s,;:]*\((?P<name>{_NAME})\)$",
)
# Two whole numbers after a name may count anything.
# "near 19.955, 2.966" relates to the coordinate.
_RELATES = (
    r"(?i:(?:^|\s)(?:near|nearby|by|at|in|of|from|to|towards?|around|about|between|and|or|off|outside|along|on"
    r"|près\s+de|proche\s+de|de|du|à|vers|autour\s+de|entre|et|ou))$"
)
_TELLS_POINT = r"\d[.,]\d|[°º]|\d\s*[NS]\b"


class NameAndPoint(NamedTuple):
    """A name with the coordinate that stands beside it."""

    name: str
    place: Place


def given_place(text: str) -> Place | str | None:
    """The point as a place; why it is none, if it looks like a wrong coordinate; None for other texts.

    Examples:
        >>> given_place("19.955 N 2.966 E").point
        LonLat(lon=2.966, lat=19.955)
        >>> given_place("6th of October City") is given_place("Zone 3") is None
        True
    """
    try:
        point = parse_point(text)
    except CoordinateError as error:
        return str(error) if looks_like_point(text) else None
    identifier = f"given:{point.lat:.6f},{point.lon:.6f}"
    return Place(identifier, text, point, "other", "", None, None, None, None, "given")


def name_and_point(text: str) -> NameAndPoint | None:
    """The name and the coordinate of a text that gives both, and nothing else.

    Examples:
        >>> found = name_and_point("Tinzaouaten (19.955, 2.966)")
        >>> found.name, found.place.point
        ('Tinzaouaten', LonLat(lon=2.966, lat=19.955))
        >>> name_and_point("Zone 3") is name_and_point("20 km north of Gao") is None
        True
    """
    for source in _PATTERNS:
        match = pattern(source).match(text)
        if match is None or not pattern(_TELLS_POINT).search(match["point"]) or is_generic(match["name"]):
            continue
        if pattern(_RELATES).search(match["name"]):
            continue
        place = given_place(match["point"].strip(" ,;:"))
        if isinstance(place, Place):
            return NameAndPoint(match["name"].strip(" ,;:"), place)
    return None


def agrees(point: LonLat, of: LonLat, extent_m: float) -> bool:
    """Whether a coordinate may be one of a place with that point and extent.

    Examples:
        >>> from geo.points import LonLat
        >>> agrees(LonLat(1.41, 18.44), LonLat(1.4, 18.45), 2_000), agrees(LonLat(1, 9), LonLat(1, 18), 2_000)
        (True, False)
    """
    return distance_m(point, of) <= BESIDE_M + extent_m
