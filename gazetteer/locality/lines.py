"""The border lines that a text means, found by the countries that it names or that its context tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geo import antimeridian
from geo.planes import widened
from geo.words import listed, name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely import MultiLineString, MultiPolygon, Polygon

    from geo.points import LonLat

__all__ = ["Lines", "country_lines", "meeting_point"]

# Lines of three countries that come no closer than this do not meet.
_MEET_DEG = 0.05


class Lines(NamedTuple):
    """Border lines.

    Attributes:
        label: Whose they are, in words.
        parts: Lines in degrees, each with how far they may be from the ones on the ground, in metres.
    """

    label: str
    parts: tuple[tuple[MultiLineString, float], ...]

    @property
    def lines(self) -> MultiLineString:
        """All lines."""
        import shapely

        return shapely.MultiLineString([line for part, _ in self.parts for line in shapely.get_parts(part)])

    @property
    def accuracy_m(self) -> float:
        """The worst accuracy of all."""
        return max(accuracy_m for _, accuracy_m in self.parts)

    def within(self, least_m: float, most_m: float) -> Polygon | MultiPolygon:
        """The ground between two distances from the lines, each of them as far off as it may be."""
        import shapely

        rough = [(shapely.simplify(part, most_m / 50 / 111_000), accuracy_m) for part, accuracy_m in self.parts]
        around = antimeridian.union(widened(part, most_m + accuracy_m) for part, accuracy_m in rough)
        if least_m <= self.accuracy_m:
            return around
        inner = antimeridian.union(widened(part, least_m - accuracy_m) for part, accuracy_m in rough)
        return shapely.difference(around, inner)  # type: ignore[no-any-return]


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
    parts = [(part.lines, part.accuracy_m) for border in found for part in border.parts]
    if not parts and found[0].coast is not None:
        parts = [(found[0].coast, found[0].accuracy_m)]
    return Lines(f"the border of {listed(map(name, pair))}", tuple(parts))


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
