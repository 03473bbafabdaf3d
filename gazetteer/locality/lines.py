"""The border lines that a text means, found by the countries that it names or that its context tells."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.locality.anchors import coarser
from gazetteer.locality.area import called, outline_of
from gazetteer.locality.parts import divider_of, side_of
from geo import antimeridian
from geo.planes import Plane, middle
from geo.told import Country, Listed, Metres, Told, tell
from geo.widening import widened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely import MultiLineString
    from shapely.geometry.base import BaseGeometry as Geometry

    from gazetteer.locality.anchors import Shape
    from gazetteer.locality.headings import Heading
    from gazetteer.place import Place
    from geo.points import LonLat

__all__ = ["Lines", "accuracy_text", "country_lines", "half_of", "meeting_point", "swept", "unit_lines"]

# Outlines of subdivisions are generalised: inside a country they may be several kilometres off.
_UNIT_ACCURACY_M = 5_000.0
# Lines of three countries that come no closer than this do not meet.
_MEET_DEG = 0.05


class Lines(NamedTuple):
    """Border lines.

    Attributes:
        label: Whose they are, in words.
        parts: Lines in degrees, each with how far they may be from the ones on the ground, in metres.
        undisputed: The lines that nobody disputes, where others are disputed; else None.
    """

    label: str
    parts: tuple[tuple[MultiLineString, float], ...]
    undisputed: MultiLineString | None = None

    @property
    def point(self) -> LonLat | None:
        """The middle of the longest line that nobody disputes, where others are disputed; else None."""
        import shapely

        from geo.points import LonLat

        if self.undisputed is None:
            return None
        longest = max(shapely.get_parts(shapely.line_merge(self.undisputed)).tolist(), key=shapely.length)
        half = longest.interpolate(0.5, normalized=True)
        return LonLat(round(half.x, 6), round(half.y, 6))

    @property
    def lines(self) -> MultiLineString:
        """All lines."""
        import shapely

        return shapely.MultiLineString([line for part, _ in self.parts for line in shapely.get_parts(part)])

    @property
    def accuracy_m(self) -> float:
        """The worst accuracy of all."""
        return max(accuracy_m for _, accuracy_m in self.parts)

    def within(self, least_m: float, most_m: float) -> Shape:
        """The ground between two distances from the lines, each line as far off as it may be."""
        import shapely

        around = antimeridian.union(widened(part, most_m + accuracy_m) for part, accuracy_m in self.parts)
        if least_m <= self.accuracy_m:
            return around
        inner = antimeridian.union(widened(part, least_m - accuracy_m) for part, accuracy_m in self.parts)
        return antimeridian.union([shapely.difference(around, inner)])  # type: ignore[list-item]


def accuracy_text(lines: Lines) -> str:
    """How well lines are known, in words."""
    english = "the line is good to {far} or better, which is added"
    return tell("line_accuracy", english, far=Metres(lines.accuracy_m))


def half_of(lines: Lines, side: Heading) -> Lines:
    """The half of lines to one side: "the northern border of Mali"."""
    import shapely

    box = shapely.box(*lines.lines.bounds)
    half = side_of(box, divider_of(None, box), side.azimuth_deg)
    if half is None:
        return lines
    cut = [(_lines_of(shapely.intersection(part, half)), accuracy_m) for part, accuracy_m in lines.parts]
    kept = tuple((part, accuracy_m) for part, accuracy_m in cut if not part.is_empty)
    label = tell("line_half", "the {side} half of {line}", side=side.told, line=lines.label)
    return Lines(label, kept)


def unit_lines(places: Sequence[Place]) -> Lines | str:
    """The outline of a subdivision, or what two have of theirs in common; or why there is none."""
    import shapely

    outlines = [found[0] for place in places if (found := outline_of(place)) is not None]
    named = Listed(map(called, places))
    if len(outlines) < len(places):
        return tell("line_no_outline", "no outline of {places} is known", places=named)
    shared: Geometry = outlines[0].boundary
    for other in outlines[1:]:
        shared = shapely.intersection(shared, widened(other, _UNIT_ACCURACY_M))
    lines = _lines_of(shared)
    if lines.is_empty:
        return tell("line_not_shared", "{places} have no border in common", places=named)
    label = tell("line_outline", "the outline of {places}", places=named)
    return Lines(label, ((lines, _UNIT_ACCURACY_M),))


def _lines_of(geometry: Geometry | None) -> MultiLineString:
    """The lines of a geometry, without the points at which it touches another."""
    import shapely

    parts = shapely.get_parts(geometry).tolist()
    return shapely.MultiLineString(
        [part for part in parts if part.geom_type == "LineString" and not part.is_empty]
    )


def swept(lines: MultiLineString, azimuth_deg: float, far_m: float) -> Shape:
    """The ground that lines pass over when they are moved one and a half times ``far_m`` in a direction."""
    import shapely

    coarse = coarser(lines, far_m)
    plane = Plane(middle(coarse))
    angle = math.radians(azimuth_deg)
    east, north = 1.5 * far_m * math.sin(angle), 1.5 * far_m * math.cos(angle)
    quads = [
        shapely.Polygon([start, end, (end[0] + east, end[1] + north), (start[0] + east, start[1] + north)])
        for part in shapely.get_parts(plane.flat(coarse)).tolist()
        for start, end in itertools.pairwise(part.coords)
    ]
    return plane.earth(shapely.union_all(shapely.make_valid(quads)))


def country_lines(codes: Sequence[str], context: Sequence[str]) -> Lines | str:
    """The border of one country or of two, or why there is none.

    Args:
        codes: Alpha-2 codes of the countries that the text names as those of the border: none to two.
        context: Codes of countries that the place is in, as far as is known: they tell which stretch is
        meant.

    Examples:
        >>> country_lines(["DZ"], ["ML"]).label
        'the border of Algeria and Mali'
        >>> country_lines([], [])
        'the text does not say whose border'
    """
    import shapely

    from geo import borders
    from geo.errors import GeoError

    pair = tuple(dict.fromkeys(codes))
    if len(pair) == 1 < len(codes):
        return tell("line_itself", "{country} has no border with itself", country=Country(pair[0]))
    if len(pair) == 1:
        beside = set(borders.neighbours(pair[0]))
        pair = (*pair, *(code for code in context if code in beside))
    elif not pair:
        pair = tuple(dict.fromkeys(context))[:1]
    if not pair:
        return tell("line_whose", "the text does not say whose border")
    try:
        found = [borders.border_between(pair[0], code) for code in pair[1:]] or [borders.border_of(pair[0])]
    except GeoError as error:
        return Told(str(error), "line_error", {})
    parts = [(part.lines, part.accuracy_m) for border in found for part in border.parts]
    if not parts and found[0].coast is not None:
        parts = [(found[0].coast, found[0].accuracy_m)]
    plain = [
        line
        for border in found
        for part in border.parts
        if part.status == "recognised"
        for line in part.lines.geoms
    ]
    disputed = any(part.status != "recognised" for border in found for part in border.parts)
    undisputed = shapely.MultiLineString(plain) if disputed and plain else None
    label = tell("line_border", "the border of {countries}", countries=Listed(map(Country, pair)))
    return Lines(label, tuple(parts), undisputed)


def meeting_point(codes: Sequence[str]) -> LonLat | str:
    """The point where the borders of three countries meet, or why there is none.

    Examples:
        >>> [round(degrees, 1) for degrees in meeting_point(["ML", "NE", "BF"])]
        [0.2, 15.0]
    """
    import numpy as np
    import shapely

    from geo import borders
    from geo.errors import GeoError
    from geo.points import LonLat

    first, second, third = codes
    try:
        ours, *others = (
            borders.border_between(a, b).lines for a, b in ((first, second), (second, third), (third, first))
        )
    except GeoError as error:
        return Told(str(error), "line_error", {})
    places = shapely.get_coordinates(ours)
    corners = shapely.points(places)
    away = np.asarray(shapely.distance(corners, others[0])) + np.asarray(shapely.distance(corners, others[1]))
    best = int(away.argmin())
    if float(away[best]) > _MEET_DEG:
        english = "the borders of {countries} do not meet in one point"
        return tell("line_no_meeting", english, countries=Listed(map(Country, codes)))
    return LonLat(*places[best].tolist())
