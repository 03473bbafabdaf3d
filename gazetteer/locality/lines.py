"""The border lines that a text means, found by the countries that it names or that its context tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geo.words import listed, name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely import MultiLineString

    from geo.points import LonLat

__all__ = ["Lines", "country_lines", "meeting_point"]

# Lines of three countries that come no closer than this do not meet.
_MEET_DEG = 0.05


class Lines(NamedTuple):
    """Border lines.

    Attributes:
        label: Whose they are, in words.
        lines: The lines in degrees.
        accuracy_m: How far they may be from the ones on the ground.
    """

    label: str
    lines: MultiLineString
    accuracy_m: float


def country_lines(codes: Sequence[str], context: Sequence[str]) -> Lines | str:
    """The border of one country or of two, or why there is none.

    Args:
        codes: Alpha-2 codes of the countries that the text names as those of the border: none to two.
        context: Codes of countries that the place is in, as far as is known: they tell which stretch is meant.

    Examples:
        >>> country_lines(["DZ"], ["ML"]).label
        'the border of Algeria and Mali'
        >>> country_lines([], [])
        'the text does not say whose border'
    """
    from geo import borders
    from geo.errors import GeoError

    pair = tuple(dict.fromkeys(codes))
    if len(pair) == 1:
        beside = set(borders.neighbours(pair[0]))
        pair = (*pair, *(code for code in context if code in beside))
    elif not pair:
        pair = tuple(dict.fromkeys(context))[:1]
    if not pair:
        return "the text does not say whose border"
    try:
        found = [borders.between(pair[0], code) for code in pair[1:]] or [borders.of(pair[0])]
    except GeoError as error:
        return str(error)
    import shapely

    parts = [line for border in found for line in shapely.get_parts(border.lines)]
    if not parts and found[0].coast is not None:
        parts = list(shapely.get_parts(found[0].coast))
    accuracy_m = max(border.accuracy_m for border in found)
    return Lines(f"the border of {listed(map(name, pair))}", shapely.MultiLineString(parts), accuracy_m)


def meeting_point(codes: Sequence[str]) -> LonLat | str:
    """The point where the borders of three countries meet, or why there is none.

    Examples:
        >>> [round(degrees, 1) for degrees in meeting_point(["ML", "NE", "BF"])]
        [0.2, 15.0]
    """
    import shapely

    from geo import borders
    from geo.errors import GeoError
    from geo.points import LonLat

    first, second, third = codes
    try:
        ours, *others = (
            borders.between(a, b).lines for a, b in ((first, second), (second, third), (third, first))
        )
    except GeoError as error:
        return str(error)
    corners = shapely.points(shapely.get_coordinates(ours))
    away = sum(shapely.distance(corners, line) for line in others)
    if float(away.min()) > _MEET_DEG:
        return f"the borders of {listed(map(name, codes))} do not meet in one point"
    best = corners[int(away.argmin())]
    return LonLat(best.x, best.y)
