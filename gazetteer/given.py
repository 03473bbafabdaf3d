"""A coordinate that was given where a name is expected, or beside one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gazetteer.clues import weigh_given
from gazetteer.context import NO_RECORD
from gazetteer.found import Found
from gazetteer.marks import Bearer
from gazetteer.mention import Mention
from gazetteer.phrases import is_generic, pattern
from gazetteer.place import Place
from gazetteer.place_block import NO_PARENT, Record
from geo.coordinates import looks_like_point, parse_point
from geo.errors import CoordinateError
from geo.geodesic import distance_m
from geo.told import Called, Metres, Told, tell

if TYPE_CHECKING:
    from gazetteer.context import Asked
    from gazetteer.search import Finder
    from geo.points import LonLat

__all__ = ["NameAndPoint", "agrees", "beside_point", "found_given", "given_place", "name_and_point"]

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
        return Told(str(error), "coordinate_error", {"text": text}) if looks_like_point(text) else None
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


def found_given(finder: Finder, query: str, mention: Mention, asked: Asked, place: Place) -> Found:
    """A coordinate as the only place that a text may mean, if the caller allows it."""
    lon_e7, lat_e7 = round(place.point.lon * 1e7), round(place.point.lat * 1e7)
    facts = Record(0, lon_e7, lat_e7, 0, 0, NO_PARENT, "", (), "other", "", "given", "")
    if not asked.allows(finder.units, NO_RECORD, facts):
        why = "the coordinate is not known to be of the kind and in the area asked for"
        return Found(query, mention.text, mention, problem=why)
    bearer = Bearer(NO_RECORD, "primary", facts, mention.name)
    weigh_given(bearer)
    return Found(query, mention.text, mention, [bearer], given=place)


def beside_point(finder: Finder, query: str, text: str, asked: Asked) -> Found | None:
    """A name with its coordinate: the coordinate counts, and the name must agree with it."""
    beside = name_and_point(text)
    named = finder.find(beside.name) if beside is not None else None
    if beside is None or named is None or (named.mention and named.mention.relation != "at"):
        return None
    exact = [bearer for bearer in named.bearers if bearer.record >= 0 and not bearer.edits]
    places = [finder.index.place(bearer.record) for bearer in exact]
    point = beside.place.point
    own = next((place for place in places if agrees(point, place.point, place.extent_m)), None)
    at = beside.place if own is None else beside.place._replace(name=own.name, country=own.country)
    found = found_given(finder, query, Mention(text, beside.name), asked, at)
    if not places:
        found.unused = (beside.name,)
    elif own is None:
        best = max(exact, key=lambda bearer: bearer.score)
        found.problem = found.problem or _elsewhere(finder.index.place(best.record), point)
    return found


def _elsewhere(place: Place, point: LonLat) -> str:
    """What speaks against a coordinate beside a name."""
    far = Metres(distance_m(place.point, point))
    english = "the coordinate is {far} from {place}, which stands beside it"
    return tell("given_far", english, far=far, place=Called(place.name, place.id))
