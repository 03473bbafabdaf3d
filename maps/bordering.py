"""Borders on a map: those that it emphasises, and what to say of an incident that is near one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geo.checks import need_many, shortened
from geo.told import Country, Listed, in_row, tell
from maps.document import BorderLayer
from maps.errors import WrongTypeError
from maps.incidents.dates import When
from maps.incidents.days import is_day
from maps.saying import isolated
from maps.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from shapely import LineString, MultiLineString
    from shapely.geometry.base import BaseGeometry

    from geo import BBox
    from geo.borders import Border, BorderPart, Side
    from geo.told import Told
    from maps.marks import Geometry

__all__ = ["border_layer", "border_note", "find_borders", "label_of", "whole_line"]

# In pixels of a view this wide. The line is what the map is about: it is finer than the background, so that
# it still runs on the right side of a town when the page is enlarged.
_VIEW_PX, _FINE_PX, _COARSE_PX = 960, 0.06, 1.2
# A long coast is drawn coarser than that, so that the page stays small.
_MOST_POINTS = 5_000


def find_borders(
    whole: Iterable[str], shared: Iterable[tuple[str, str]], worldview: str = "default"
) -> list[Border]:
    """The borders that a map is to emphasise.

    Args:
        whole: Countries whose whole boundary is meant, by code or name.
        shared: Pairs of countries of which only the line that they share is meant.
        worldview: Whose claims the lines follow, one of ``geo.borders.worldviews()``.

    Raises:
        UnknownCountryError: If there is no such country; it names the nearest names.
        NoSharedBorderError: If a pair shares no land border.
        UnknownWorldviewError: If there is no such worldview.

    Examples:
        >>> [border.countries for border in find_borders(["Algeria"], [("ML", "Niger")])]
        [('DZ',), ('ML', 'NE')]
    """
    from geo import BBox, borders

    # Asked where no border is: a worldview that does not exist is told even if no border is emphasised.
    borders.lines_in(BBox(0, 0, 0, 0), worldview=worldview)
    countries = need_many(whole, "borders", WrongTypeError)
    pairs = map(_pair, need_many(shared, "borders_between", WrongTypeError))
    found = [borders.border_of(_code(country), worldview=worldview) for country in countries]
    found += [borders.border_between(_code(a), _code(b), worldview=worldview) for a, b in pairs]
    return list({border.countries: border for border in found}.values())


def _pair(shared: object) -> tuple[str, str]:
    if isinstance(shared, tuple | list) and len(shared) == 2:
        return shared[0], shared[1]
    raise WrongTypeError(
        "borders_between must be a list of pairs of countries, such as [('Mali', 'Niger')]; "
        f"{shortened(shared)} in it is no pair"
    )


def _code(name: str) -> str:
    """The code of a country by its code, or its name in any language that the gazetteer has."""
    import gazetteer
    from geo.countries import country
    from geo.errors import UnknownCountryError

    try:
        return country(name).alpha2
    except UnknownCountryError:
        answer = gazetteer.open().resolve(name, kind="country")
        candidate = answer.candidate
        # A misspelled country is not guessed: the error names those that are meant.
        if (
            answer.status != "resolved"
            or candidate is None
            or candidate.edits
            or candidate.place.country is None
        ):
            raise
        return candidate.place.country


def label_of(border: Border, language: str = "en") -> str:
    """The countries of a border, in words.

    Examples:
        >>> [label_of(border) for border in find_borders(["الجزائر"], [("ML", "DZ")])]
        ['Algeria', 'Mali and Algeria']
        >>> label_of(find_borders([], [("ML", "DZ")])[0], "fr")
        'Mali et Algérie'
    """
    say = words(language)
    return say.listed([say.country(code) for code in border.countries])


def whole_line(border: Border) -> MultiLineString:
    """All lines of a border, with the coast where it has one."""
    import shapely

    lines = [line for part in border.parts for line in part.lines.geoms]
    coast = [] if border.coast is None else list(border.coast.geoms)
    return shapely.MultiLineString([*lines, *coast])


def border_layer(border: Border, view: BBox, language: str = "en") -> BorderLayer:
    """A border clipped to the view and the margin round it, as fine as the view can show.

    Accuracy and source are those of the lines that the map shows.
    """
    known = [part for part in border.parts if part.status == "recognised"]
    disputed = [part for part in border.parts if part.status != "recognised"]
    coast = [] if border.coast is None else [border.coast]
    coarser = 1.0
    while True:
        drawn = _drawn([*(part.lines for part in known), *coast], view, coarser)
        in_dispute = _drawn([part.lines for part in disputed], view, coarser)
        if sum(len(line.coords) for line in (*drawn, *in_dispute)) <= _MOST_POINTS:
            break
        coarser *= 1.5
    shown = [part for part in border.parts if _clipped(part.lines, view)]
    return BorderLayer(
        label=label_of(border, language),
        geometry=_geometry(drawn),
        disputed=_geometry(in_dispute),
        accuracy_m=max((part.accuracy_m for part in shown), default=border.accuracy_m),
        source=_sources(shown, language) or border.source,
        countries=border.countries,
    )


def _sources(parts: Iterable[BorderPart], language: str) -> str:
    """Whose the lines are, and of when, as far as the vintage is a date."""
    say = words(language)
    told = dict.fromkeys((part.source, part.vintage) for part in parts)
    return say.page["semicolon"].join(
        f"{isolated(source, right_to_left=say.right_to_left)}{say.page['comma']}{_dated(vintage, language)}"
        for source, vintage in told
    )


def _dated(vintage: str, language: str) -> str:
    return When.parse(vintage).text(language=language) if is_day(vintage) else vintage


def _clipped(lines: MultiLineString, view: BBox) -> list[BaseGeometry]:
    from maps.basemap import margin
    from maps.thinning import clipped

    return [piece for box in margin(view) for piece in clipped(lines.geoms, box)]


def _drawn(lines: Iterable[MultiLineString], view: BBox, coarser: float) -> list[LineString]:
    import shapely

    from maps.basemap_labels import boxes
    from maps.thinning import Detail, thin_lines

    pixel_deg = view.width_deg / _VIEW_PX * coarser
    fine_deg = _FINE_PX * pixel_deg
    decimals = max(1, min(5, math.ceil(-math.log10(fine_deg))))
    detail = Detail(boxes(view), fine_deg, _COARSE_PX * pixel_deg, decimals)
    inside = [piece for line in lines for piece in _clipped(line, view)]
    # Stored pieces end at junctions and at the ends of chunks: joined, they need no points there.
    merged = shapely.get_parts(shapely.line_merge(shapely.union_all(inside)))
    joined = [piece for piece in merged if piece.geom_type == "LineString" and not piece.is_empty]
    return list(thin_lines(joined, detail)) if joined else []


def _geometry(lines: list[LineString]) -> Geometry:
    import shapely

    from geo.geojson import to_geometry

    return to_geometry(shapely.MultiLineString(lines))


def border_note(
    side: Side | str, radius_m: float, area: Callable[[], BaseGeometry], worldview: str
) -> Told | None:
    """What to say of an incident whose uncertainty reaches a border, or that is in no country; else None.

    Args:
        side: On which side of the borders its marker stands; the country's code where no line is in reach.
        radius_m: Radius of its uncertainty in metres.
        area: Gives its uncertainty in degrees.
        worldview: Whose claims the lines follow, as those of the map do.
    """
    if isinstance(side, str):
        return None
    if side.status != "inside":
        return side.told
    if side.margin_m is None or side.margin_m > radius_m + (side.accuracy_m or 0.0):
        return None
    reached = _reached(area(), worldview)
    if not reached:
        return None
    english = "The marker is in {side}. The place may be anywhere in an area that reaches {reached}."
    return tell("border_reach", english, side=side.told, reached=reached)


def _reached(area: BaseGeometry, worldview: str) -> str:
    """The borders that an area touches, in words."""
    import shapely

    from geo import BBox, borders
    from geo.words import NO_COUNTRY

    shapely.prepare(area)
    near = borders.lines_in(BBox(*area.bounds), worldview=worldview)
    pairs = dict.fromkeys(tuple(sorted(part.countries)) for part in near if area.intersects(part.lines))
    return in_row(
        [
            tell("reached_inside", "a line inside {country}", country=Country(a))
            if a == b
            else tell(
                "reached_border", "the border of {countries}", countries=Listed((Country(a), Country(b)))
            )
            for a, b in pairs
            if NO_COUNTRY not in {a, b}
        ],
        ", ",
    )
