"""How an area lies to the borders: its share in each country, on the border, in none; and how near a line is.

An area is worked on in an equal-area projection round its middle, so shares are shares of the ground. Every
line of the chosen worldview is widened by its own accuracy, and what it covers is "on the border"; what is
left falls into pieces that no line runs through, and each takes the country that the point question gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from geo import words
from geo.bordermap import BORDER, COAST, COAST_ACCURACY_M, OSM, LineStatus, load, maps, worldview_number
from geo.countries import country as find_country
from geo.distinct import distinct
from geo.equal_area import EqualArea
from geo.errors import ShapeError
from geo.nearest import nearest
from geo.points import LonLat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np
    import numpy.typing as npt
    from shapely import MultiPolygon, Polygon
    from shapely.geometry.base import BaseGeometry

    from geo.bordermap import BorderMap

    Mask = npt.NDArray[np.bool_]

__all__ = ["LineDistance", "Shares", "nearest_line", "shares"]

# Corners of a border nearer to it than this part of its accuracy are left out before it is widened; of a
# coast, which is generalised by half of its accuracy, more.
_FINE, _COARSE = 0.02, 0.1
# In an area that reaches farther than this, the doubt about its coast is no part that anybody can see.
_COAST_REACH_M = 100_000.0
# Pieces smaller than this part of the whole are too small to change a share by what anybody can see.
_SPECK = 1e-6
# A part of the whole as small as this is what rounding leaves.
_NOTHING = 1e-9


class LineDistance(NamedTuple):
    """How far the nearest border line is from a point or an area.

    Attributes:
        distance_m: Geodesic distance to the nearest place of the point or area; 0 where a line runs through.
        countries: Alpha-2 codes of whom the line parts, as its source has it: one for a line that parts a
            country in fact, ``ZZ`` for land of no country.
        accuracy_m: How far the line may be from the one on the ground.
        status: What the worldview makes of the line.
    """

    distance_m: float
    countries: tuple[str, ...]
    accuracy_m: float
    status: LineStatus

    @property
    def on_line(self) -> bool:
        """Whether the distance is within what the line is good to."""
        return self.distance_m <= self.accuracy_m

    def seen_from(self, country: str | None) -> str:
        """The distance in words, for a reader who knows the country that the place is in.

        Examples:
            >>> line = LineDistance(12_300, ("ML", "DZ"), 500, "recognised")
            >>> line.seen_from("ML")
            '12 km from the border with Algeria (line good to 500 m)'
        """
        far = f"{words.distance_text(self.distance_m)} from"
        good = f"line good to {words.distance_text(self.accuracy_m)}"
        kind = "" if self.status == "recognised" else f", {self.status}"
        others = [code for code in self.countries if code != country]
        if country in self.countries and len(others) == 1:
            return f"{far} the border with {words.name(others[0])} ({good}{kind})"
        return f"{far} {self._line()} ({good}{kind})"

    def __str__(self) -> str:
        return self.seen_from(None)

    def _line(self) -> str:
        named = words.listed(map(words.name, self.countries))
        return f"the border of {named}" if len(self.countries) > 1 else f"a line inside {named}"


class Shares(NamedTuple):
    """How an area lies to the borders.

    Attributes:
        by_country: Share of the area in each country beyond doubt, by alpha-2 code, the largest first.
        on_border: Share that is nearer to a border line than the line is accurate: it may be on either side.
        outside: Share at sea or in no country.
        line: The border line nearest to the area, of those of its countries; None where they have no land
            border, or the area is in no country and away from all lines.
        border_countries: Alpha-2 codes on the sides of the lines that ``on_border`` is about.
        worldview: The worldview that was asked for.
    """

    by_country: dict[str, float]
    on_border: float
    outside: float
    line: LineDistance | None
    border_countries: tuple[str, ...]
    worldview: str

    @property
    def status(self) -> Literal["inside", "border", "none"]:
        """As of ``Side``: all land in one country, on a border or across one, or in no country."""
        if self.on_border > 0 or len(self.by_country) > 1:
            return "border"
        return "inside" if self.by_country else "none"

    @property
    def countries(self) -> tuple[str, ...]:
        """All countries that the area may have a part in, the largest share first."""
        return tuple(dict.fromkeys((*self.by_country, *self.border_countries)))

    @property
    def country(self) -> str | None:
        """The country that all land of the area is in beyond doubt; else None."""
        return next(iter(self.by_country)) if self.status == "inside" else None

    @property
    def margin_m(self) -> float | None:
        """Distance from the area to the nearest line, 0 where one runs through it."""
        return self.line.distance_m if self.line else None

    @property
    def accuracy_m(self) -> float | None:
        """How far that line may be from the one on the ground."""
        return self.line.accuracy_m if self.line else None

    def __str__(self) -> str:
        if self.status == "none":
            return "at sea or in no country"
        if self.status == "inside":
            where = words.name(self.country)
            if self.outside >= 0.005:
                where = (
                    f"{_percent(1 - self.outside)} in {where}, {_percent(self.outside)} outside all countries"
                )
            elif self.line is None:
                where += ", which has no land border"
            return f"{where}, {self.line.seen_from(self.country)}" if self.line else where
        parts = [f"{_percent(share)} in {words.name(code)}" for code, share in self.by_country.items()]
        if self.on_border:
            named = words.listed(map(words.name, self.border_countries))
            good = words.distance_text(self.line.accuracy_m) if self.line else "some way"
            parts.append(
                f"{_percent(self.on_border)} too near the border of {named} to tell (line good to {good})"
            )
        if self.outside >= 0.005:
            parts.append(f"{_percent(self.outside)} outside all countries")
        return ", ".join(parts)


def _percent(share: float) -> str:
    """A share as people say it: neither none nor all where it is not.

    Examples:
        >>> [_percent(share) for share in (0.0004, 0.123, 0.9996, 1.0)]
        ['under 1 %', '12 %', 'over 99 %', '100 %']
    """
    if 0 < share < 0.01:
        return "under 1 %"
    return "over 99 %" if 0.99 < share < 1 else f"{share:.0%}".replace("%", " %")


def shares(area: Polygon | MultiPolygon, *, worldview: str = "default") -> Shares:
    """The share of an area in each country, on the border and in no country, with the nearest line.

    The lines are those that a map of the same worldview draws, each as wide on both sides as it is accurate;
    the country beyond them is OpenStreetMap's in every worldview, and a sea nearer to the drawn coast than
    that is accurate counts as its country, as in ``side``. The shares add up to 1.

    Args:
        area: Polygon in degrees of longitude and latitude, split at 180 degrees.
        worldview: One of ``geo.borders.worldviews()``, in any case.

    Raises:
        ShapeError: If it is no polygon, is empty or has a coordinate outside -180 to 180 or -90 to 90.
        UnknownWorldviewError: If there is no such worldview.

    Examples:
        >>> from geo.areas import circle
        >>> print(shares(circle(LonLat(1.40921, 18.44345), 5_000)))
        Mali, 191 km from the border with Algeria (line good to 500 m)
        >>> found = shares(circle(LonLat(2.966, 19.955), 5_000))
        >>> list(found.by_country), found.status
        (['DZ', 'ML'], 'border')
    """
    import numpy as np

    view = worldview_number(worldview)
    # GEOS divides by differences of coordinates that may be no difference; the result is right.
    with np.errstate(all="ignore"):
        return _shares(EqualArea(area), view, worldview)


def _shares(plane: EqualArea, view: int, worldview: str) -> Shares:
    band, codes = _band(plane, view)
    certain = plane.shape if band is None else plane.shape.difference(band)
    total = plane.shape.area
    by_label = _labelled(plane, certain, view)
    outside = sum(by_label.pop(code, 0.0) for code in ("", words.NO_COUNTRY))
    on_border = total - certain.area
    if on_border <= total * _NOTHING:
        on_border, codes = 0.0, ()
    whole = sum(by_label.values()) + outside + on_border
    ordered = sorted(by_label.items(), key=lambda entry: (-entry[1], entry[0]))
    by_country = {code: size / whole for code, size in ordered}
    return Shares(
        by_country=by_country,
        on_border=on_border / whole,
        outside=outside / whole,
        line=_nearest_line(plane, view, lambda arcs: arcs.touching_any(_owners(by_country, codes))),
        border_countries=codes,
        worldview=worldview,
    )


def _band(plane: EqualArea, view: int) -> tuple[BaseGeometry | None, tuple[str, ...]]:
    """What is nearer to a line than it is accurate, and the countries of the lines that reach the area."""
    import shapely

    bands: list[BaseGeometry] = []
    codes: dict[str, None] = {}
    for arcs in maps():
        shown = arcs.shown(view)
        widest = max(arcs.header["accuracy_m"].values())
        chunks = plane.chunks_near(arcs, shown, widest)
        for arc in distinct(arcs.arc[chunks]).tolist():
            accuracy_m = arcs.accuracy_m(arc)
            line = plane.project(arcs.geometry(chunks[arcs.arc[chunks] == arc]))
            if not shapely.dwithin(plane.shape, line, accuracy_m):
                continue
            bands.append(plane.widened(line.simplify(accuracy_m * _FINE), accuracy_m))
            codes.update(dict.fromkeys(arcs.pair(arc)))
    codes.pop(words.NO_COUNTRY, None)
    return (shapely.union_all(bands) if bands else None), tuple(sorted(codes))


def _labelled(plane: EqualArea, certain: BaseGeometry, view: int) -> dict[str, float]:
    """Square metres of what is off all lines, by label; "" is the sea."""
    arcs = load(OSM)
    found: dict[str, float] = {}
    sea: list[BaseGeometry] = []
    least = plane.shape.area * _SPECK
    for piece in _pieces(plane, certain, view):
        if piece.area <= least:
            continue
        inside = piece.representative_point()
        label = arcs.label_of(arcs.locate(plane.point(inside.x, inside.y)))
        if label:
            found[label] = found.get(label, 0.0) + piece.area
        else:
            sea.append(piece)
    for label, size in _seaward(plane, sea):
        found[label] = found.get(label, 0.0) + size
    return found


def _pieces(plane: EqualArea, certain: BaseGeometry, view: int) -> list[BaseGeometry]:
    """What is off all lines, cut at coasts and at lines that the worldview does not show."""
    import shapely

    arcs = load(OSM)
    cuts = (arcs.kind == COAST) | ((arcs.kind == BORDER) & ~arcs.shown(view))
    chunks = plane.chunks_near(arcs, cuts, 0.0)
    if not len(chunks):
        return list(shapely.get_parts(certain))
    noded = shapely.union_all([certain.boundary, plane.project(arcs.geometry(chunks))])
    pieces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    # Lines enclose holes of the area too, and islands and lakes beside it.
    shapely.prepare(certain)
    within = shapely.intersects(certain, shapely.point_on_surface(pieces))
    return list(pieces[within])


def _seaward(plane: EqualArea, sea: list[BaseGeometry]) -> Iterator[tuple[str, float]]:
    """The sea by whose it may be: a stored coast may be off by ``COAST_ACCURACY_M``; "" for the open sea."""
    import shapely

    if not sea:
        return
    left = shapely.union_all(sea)
    if plane.reach_m > _COAST_REACH_M:
        yield "", left.area
        return
    arcs = load(OSM)
    chunks = plane.chunks_near(arcs, arcs.kind == COAST, COAST_ACCURACY_M)
    for label in distinct(arcs.left[arcs.arc[chunks]]).tolist():
        coast = plane.project(arcs.geometry(chunks[arcs.left[arcs.arc[chunks]] == label]))
        ashore = plane.widened(coast.simplify(COAST_ACCURACY_M * _COARSE), COAST_ACCURACY_M)
        beyond = left.difference(ashore)
        yield arcs.label_of(label), max(left.area - beyond.area, 0.0)
        left = beyond
    yield "", left.area


def nearest_line(
    where: LonLat | Polygon | MultiPolygon, *countries: str, worldview: str = "default"
) -> LineDistance | None:
    """The nearest border line to a point or an area, and how far it is.

    Args:
        where: A point, or an area as ``shares`` takes it.
        countries: None for any line; one code or name for the lines of that country; two for the line between
            them.
        worldview: One of ``geo.borders.worldviews()``, in any case.

    Returns:
        The nearest line; None where there is no such line, as for an island or for two that do not meet.

    Raises:
        ShapeError: If more than two countries are named, or the area is none.
        UnknownCountryError: If there is no such country.
        UnknownWorldviewError: If there is no such worldview.

    Examples:
        >>> kidal = LonLat(1.40921, 18.44345)
        >>> print(nearest_line(kidal))
        196 km from the border of Mali and Algeria (line good to 500 m)
        >>> print(nearest_line(kidal, "Mali", "Niger"))
        302 km from the border of Niger and Mali (line good to 500 m)
        >>> nearest_line(kidal, "Iceland") is None
        True
    """
    import numpy as np

    view = worldview_number(worldview)
    if len(countries) > 2:
        raise ShapeError(f"a line is between two countries, not {len(countries)}: {', '.join(countries)}")
    codes = [find_country(name).alpha2 for name in countries]

    def between(arcs: BorderMap) -> Mask:
        mask = arcs.shown(view)
        for code in codes:
            mask = mask & arcs.touching(code)
        return mask

    if isinstance(where, LonLat):
        return _nearest_line(where, view, between)
    with np.errstate(all="ignore"):  # as in ``shares``
        return _nearest_line(EqualArea(where), view, between)


def _owners(by_country: dict[str, float], codes: tuple[str, ...]) -> tuple[str, ...]:
    """Whose lines the nearest is looked for among."""
    largest = next(iter(by_country), None)
    return codes if largest is None or (codes and largest not in codes) else (largest,)


def _nearest_line(
    where: LonLat | EqualArea, view: int, pick: Callable[[BorderMap], Mask]
) -> LineDistance | None:
    """The nearest of the lines that are picked and shown."""
    found: list[LineDistance] = []
    for arcs in maps():
        mask = pick(arcs) & arcs.shown(view)
        if not mask.any():
            continue
        arc, distance_m = (
            nearest(arcs, where, mask) if isinstance(where, LonLat) else where.nearest(arcs, mask)
        )
        status = arcs.status(arc, view) or "recognised"
        pair = tuple(dict.fromkeys(arcs.pair(arc)))
        found.append(LineDistance(distance_m, pair, arcs.accuracy_m(arc), status))
    return min(found, key=lambda line: line.distance_m, default=None)
