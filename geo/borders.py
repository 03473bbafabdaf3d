"""Land borders of the world: where they run, how well that is known, and which side a point is on.

A border is somebody's claim. Every line here carries its status in a chosen worldview, its source, its
vintage and its accuracy in metres, so "which side?" has three answers: in a country, on the border within
what the data can tell, or in no country. Lines are OpenStreetMap's of June 2024 (ODbL 1.0), and where
OpenStreetMap has no such line, those of disputed areas by Natural Earth (public domain);
``geo/data/SOURCES.md`` has the details, ``docs/decisions`` the reasons.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo import bordermap, words
from geo.bordermap import (
    BORDER,
    COAST,
    COAST_ACCURACY_M,
    OSM,
    QUANTUM_DEG,
    LineStatus,
    load,
    maps,
    worldview_number,
)
from geo.checks import need_box
from geo.countries import country as find_country
from geo.distinct import distinct
from geo.errors import NoSharedBorderError
from geo.shares import LineDistance, Shares, nearest_line, shares
from geo.sides import Side, side
from geo.sides_many import side_many

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import geopandas
    import numpy as np
    import numpy.typing as npt
    from shapely import MultiLineString, MultiPolygon

    from geo.bordermap import BorderMap
    from geo.points import BBox

    Ints = npt.NDArray[np.intp]
    Mask = npt.NDArray[np.bool_]

__all__ = [
    "ATTRIBUTION",
    "COAST_ACCURACY_M",
    "Border",
    "BorderPart",
    "LineDistance",
    "LineStatus",
    "Shares",
    "Side",
    "border_between",
    "border_of",
    "land_of",
    "lines_in",
    "nearest_line",
    "neighbours",
    "outline_of",
    "shares",
    "side",
    "side_many",
    "worldviews",
]

ATTRIBUTION = "© OpenStreetMap contributors (ODbL 1.0)"


@dataclass(frozen=True, slots=True)
class BorderPart:
    """The lines of one status that two countries share.

    Attributes:
        countries: ISO 3166-1 alpha-2 codes of both sides. They are the same for a line inside one country
            that parts it in fact, such as Cyprus; ``ZZ`` stands for land that is in no country.
        lines: Longitude and latitude in degrees.
        status: What the worldview makes of the line.
        accuracy_m: How far the line may be from the one on the ground.
        source: Who has it.
        vintage: When it was so.
    """

    countries: tuple[str, str]
    lines: MultiLineString
    status: LineStatus
    accuracy_m: float
    source: str
    vintage: str

    @property
    def length_m(self) -> float:
        """Geodesic length of the lines."""
        from geo.geodesic import wgs84

        return float(wgs84().geometry_length(self.lines))

    def neighbour_of(self, country: str) -> str:
        """The code on the other side of one of the two countries, which is given by code or name.

        Raises:
            UnknownCountryError: If there is no such country.
            NoSharedBorderError: If the country is on neither side.
        """
        first, second = self.countries
        code = country if country in self.countries else find_country(country).alpha2
        if code not in self.countries:
            sides = f"{words.name(first)} and {words.name(second)}"
            raise NoSharedBorderError(f"{words.name(code)} is on no side of this line, which parts {sides}")
        return second if first == code else first


@dataclass(frozen=True, slots=True)
class Border:
    """The land border of a country, or the part of it that two countries share.

    Attributes:
        countries: Alpha-2 codes: the one country, or the two in the order in which they were asked for.
        parts: One for each neighbour, status and source.
        coast: The generalised coast, for one country; None for a shared border.
        source: Sources of the parts.
        vintage: Vintages of the parts.
        accuracy_m: The worst among the parts; that of the coast where there is none (an island).
        worldview: The worldview that was asked for.
    """

    countries: tuple[str, ...]
    parts: tuple[BorderPart, ...]
    coast: MultiLineString | None
    source: str
    vintage: str
    accuracy_m: float
    worldview: str

    def __repr__(self) -> str:
        """The border in a line: whose, how long, and how well it is known.

        Examples:
            >>> border_between("Mali", "Algeria")
            <Border of Mali and Algeria: 1,... km, good to 500 m, worldview 'default'>
        """
        of, good = words.listed(map(words.name, self.countries)), words.distance_text(self.accuracy_m)
        far = words.distance_text(self.length_m) if self.parts else "none on land"
        return f"<Border of {of}: {far}, good to {good}, worldview {self.worldview!r}>"

    @property
    def length_m(self) -> float:
        """Geodesic length of all parts, without the coast."""
        return sum(part.length_m for part in self.parts)

    def to_geodataframe(self) -> geopandas.GeoDataFrame:
        """The parts as a table in EPSG:4326: both countries, status, length, accuracy, source and vintage.

        Examples:
            >>> table = border_between("Mali", "Algeria").to_geodataframe()
            >>> table[["country_a", "country_b", "status"]].values.tolist()
            [['ML', 'DZ', 'recognised']]
        """
        from geo.frames import frame_of

        return frame_of(self.parts)

    @property
    def lines(self) -> MultiLineString:
        """The lines of all parts."""
        import shapely

        return shapely.MultiLineString([line for part in self.parts for line in part.lines.geoms])


def worldviews() -> tuple[str, ...]:
    """The worldviews that borders can be asked for: ``default``, ``ISO`` and ISO alpha-2 codes of countries.

    Examples:
        >>> "IN" in worldviews(), worldviews()[0]
        (True, 'default')
    """
    return bordermap.worldviews()


def border_of(country: str, *, worldview: str = "default") -> Border:
    """The whole land border of a country, with its coast.

    Args:
        country: Code or name, as ``geo.countries.country`` understands it.
        worldview: One of ``worldviews()``, in any case.

    Raises:
        UnknownCountryError: If there is no such country.
        UnknownWorldviewError: If there is no such worldview.

    Examples:
        >>> sorted(part.neighbour_of("ML") for part in border_of("Mali").parts)
        ['BF', 'CI', 'DZ', 'GN', 'MR', 'NE', 'SN']
    """
    view = worldview_number(worldview)
    code = find_country(country).alpha2
    parts = tuple(_parts(lambda arcs: arcs.touching(code), view))
    return _border((code,), parts, view, coast=_coast(code))


def border_between(a: str, b: str, *, worldview: str = "default") -> Border:
    """The land border that two countries share.

    Args:
        a: Code or name of one country.
        b: Code or name of the other.
        worldview: One of ``worldviews()``, in any case.

    Raises:
        UnknownCountryError: If there is no such country.
        UnknownWorldviewError: If there is no such worldview.
        NoSharedBorderError: If they share no land border, or none in this worldview; it names the neighbours.

    Examples:
        >>> round(border_between("Mali", "Algeria").length_m / 1000, -1)
        1370.0
        >>> border_between("Mali", "Egypt")
        Traceback (most recent call last):
        geo.errors.NoSharedBorderError: Mali and Egypt share no land border; Mali has one with Algeria, ...
    """
    view = worldview_number(worldview)
    first, second = find_country(a).alpha2, find_country(b).alpha2
    parts: tuple[BorderPart, ...] = ()
    if first != second:
        parts = tuple(_parts(lambda arcs: arcs.touching(first) & arcs.touching(second), view))
    if not parts:
        raise NoSharedBorderError(_no_shared_border(first, second, view))
    return _border((first, second), parts, view, coast=None)


def neighbours(country: str, *, worldview: str = "default") -> tuple[str, ...]:
    """Alpha-2 codes of the countries that share a land border with this one, sorted.

    Examples:
        >>> neighbours("Morocco")
        ('DZ', 'EH', 'ES')
    """
    view = worldview_number(worldview)
    code = find_country(country).alpha2
    found: set[str] = set()
    for arcs in maps():
        shown = arcs.touching(code) & arcs.shown(view)
        found |= {
            arcs.label_of(int(n)) for side in (arcs.left, arcs.right) for n in set(side[shown].tolist())
        }
    return tuple(sorted(found - {code, words.NO_COUNTRY, ""}))


def lines_in(bbox: BBox, *, worldview: str = "default") -> tuple[BorderPart, ...]:
    """The border lines that come near a box, for drawing: pieces of some hundred points, not clipped.

    Args:
        bbox: The box; it may cross 180 degrees.
        worldview: One of ``worldviews()``, in any case.

    Raises:
        UnknownWorldviewError: If there is no such worldview.

    Examples:
        >>> from geo.points import BBox
        >>> [part.countries for part in lines_in(BBox(2.5, 19.5, 3.0, 20.0))]
        [('ML', 'DZ')]
    """
    view = worldview_number(worldview)
    return tuple(_parts(lambda arcs: arcs.kind == BORDER, view, need_box(bbox)))


def outline_of(country: str) -> MultiLineString:
    """The lines round the area of a country, as they are stored: soon read, for nothing is built of them.

    Examples:
        >>> [round(degrees) for degrees in outline_of("Mali").bounds]
        [-12, 10, 4, 25]
    """
    arcs = load(OSM)
    return arcs.geometry(arcs.chunks_of(arcs.touching(find_country(country).alpha2)))


def land_of(country: str) -> MultiPolygon:
    """The land of a country with its inland waters, bounded by its border lines and generalised coast.

    Examples:
        >>> from shapely import Point
        >>> land_of("Mali").contains(Point(1.40921, 18.44345))
        True
    """
    from geo.outlines import surrounded

    # Every boundary line parts inside from outside, so what an odd number of them surrounds is the country.
    return surrounded(outline_of(country))


def _parts(pick: Callable[[BorderMap], Mask], view: int, bbox: BBox | None = None) -> Iterator[BorderPart]:
    """The picked arcs that this worldview shows, grouped by pair and status."""
    import numpy as np

    for arcs in maps():
        near = np.ones(len(arcs.arc), bool) if bbox is None else _near(arcs, bbox)
        picked = pick(arcs) & arcs.shown(view)
        groups: dict[tuple[tuple[str, str], LineStatus], int] = {}
        group_of = np.full(len(picked), -1)
        # A small box meets few arcs of the world: only those are looked at.
        for arc in distinct(arcs.arc[near & picked[arcs.arc]]).tolist():
            status = arcs.status(arc, view)
            if status is not None:
                group_of[arc] = groups.setdefault((arcs.pair(arc), status), len(groups))
        chunks = np.flatnonzero(near & (group_of[arcs.arc] >= 0))
        members = group_of[arcs.arc[chunks]]
        for (pair, status), group in groups.items():
            yield _part(arcs, pair, status, chunks[members == group])


def _part(arcs: BorderMap, pair: tuple[str, str], status: LineStatus, chunks: Ints) -> BorderPart:
    return BorderPart(
        countries=pair,
        lines=arcs.geometry(chunks),
        status=status,
        accuracy_m=arcs.accuracy_m(int(arcs.arc[chunks[0]])),
        source=arcs.header["source"],
        vintage=arcs.header["vintage"],
    )


def _near(arcs: BorderMap, bbox: BBox) -> Mask:
    """The chunks whose bounding box meets the box."""
    west, south, east, north = (arcs.boxes * QUANTUM_DEG).T
    if bbox.crosses_antimeridian:
        beside = (east >= bbox.west) | (west <= bbox.east)
    else:
        beside = (east >= bbox.west) & (west <= bbox.east)
    found: Mask = beside & (north >= bbox.south) & (south <= bbox.north)
    return found


def _border(
    codes: tuple[str, ...], parts: tuple[BorderPart, ...], view: int, coast: MultiLineString | None
) -> Border:
    # An island has no border but its coast, and that is OpenStreetMap's too.
    coastal = load(OSM).header if not parts else {}
    return Border(
        countries=codes,
        parts=parts,
        coast=coast,
        source=coastal.get("source") or ", ".join(dict.fromkeys(part.source for part in parts)),
        vintage=coastal.get("vintage") or ", ".join(dict.fromkeys(part.vintage for part in parts)),
        accuracy_m=max((part.accuracy_m for part in parts), default=COAST_ACCURACY_M),
        worldview=worldviews()[view],
    )


def _coast(code: str) -> MultiLineString:
    arcs = load(OSM)
    return arcs.geometry(arcs.chunks_of(arcs.touching(code) & (arcs.kind == COAST)))


def _no_shared_border(first: str, second: str, view: int) -> str:
    if first == second:
        return (
            f"{words.name(first)} shares no border with itself; name two countries, or ask for the whole "
            "border of one"
        )
    seen = "" if view == 0 else f" in the worldview {worldviews()[view]}"
    others = neighbours(first, worldview=worldviews()[view])
    real = (
        f"has one with {words.listed(sorted(map(words.name, others)))}" if others else "has none with anybody"
    )
    return (
        f"{words.name(first)} and {words.name(second)} share no land border{seen}; {words.name(first)} {real}"
    )
