"""Land borders of the world: whose they are, where they run, how well that is known, and which side a point is on.

A border is somebody's claim. Every line here carries its status in a chosen worldview, its source, its vintage and
its accuracy in metres, so "which side?" has three answers: in a country, on the border within what the data can tell,
or in no country. Lines are OpenStreetMap's of June 2024 (ODbL 1.0), and where OpenStreetMap has no such line, those of
disputed areas by Natural Earth (public domain); ``geo/data/SOURCES.md`` has the details, ``docs/decisions`` the reasons.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geo import bordermap
from geo.bordermap import BORDER, COAST, SEAM
from geo.countries import country as find_country
from geo.errors import NoSharedBorderError, UnknownWorldviewError
from geo.points import LonLat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import numpy as np
    import numpy.typing as npt
    from shapely import MultiLineString, MultiPolygon

    from geo.bordermap import BorderMap
    from geo.points import BBox

    Mask = npt.NDArray[np.bool_]

__all__ = [
    "ATTRIBUTION",
    "COAST_ACCURACY_M",
    "Border",
    "BorderPart",
    "Side",
    "Status",
    "area",
    "between",
    "lines_in",
    "neighbours",
    "of",
    "side",
    "worldviews",
]

Status = Literal["recognised", "disputed", "line of control", "indefinite"]

ATTRIBUTION = "© OpenStreetMap contributors (ODbL 1.0)"

# Coasts are generalised: a point this far off the stored coast may still be on land (docs/decisions/0002-borders.md).
COAST_ACCURACY_M = 1000.0

_OSM, _NATURAL_EARTH = "osm/borders.bin", "naturalearth/disputed_lines.bin"
_STATUSES: dict[str, Status] = {
    "r": "recognised",
    "d": "disputed",
    "l": "line of control",
    "i": "indefinite",
}
_NO_COUNTRY = "ZZ"


@dataclass(frozen=True, slots=True)
class BorderPart:
    """The lines of one status that two countries share.

    Attributes:
        countries: ISO 3166-1 alpha-2 codes of both sides. They are the same for a line inside one country that
            parts it in fact, such as Cyprus; ``ZZ`` stands for land that is in no country.
        lines: Longitude and latitude in degrees.
        status: What the worldview makes of the line.
        length_m: Geodesic length.
        accuracy_m: How far the line may be from the one on the ground.
        source: Who has it.
        vintage: When it was so.
    """

    countries: tuple[str, str]
    lines: MultiLineString
    status: Status
    length_m: float
    accuracy_m: float
    source: str
    vintage: str

    def neighbour_of(self, alpha2: str) -> str:
        """The code on the other side."""
        first, second = self.countries
        return second if first == alpha2 else first


@dataclass(frozen=True, slots=True)
class Border:
    """The land border of a country, or the part of it that two countries share.

    Attributes:
        countries: Alpha-2 codes: the one country, or the two in the order in which they were asked for.
        parts: One for each neighbour, status and source.
        coast: The generalised coast, for one country; None for a shared border.
        length_m: Geodesic length of all parts, without the coast.
        source: Sources of the parts.
        vintage: Vintages of the parts.
        accuracy_m: The worst among the parts; 0 where there is none (an island).
        worldview: The worldview that was asked for.
    """

    countries: tuple[str, ...]
    parts: tuple[BorderPart, ...]
    coast: MultiLineString | None
    length_m: float
    source: str
    vintage: str
    accuracy_m: float
    worldview: str

    @property
    def lines(self) -> MultiLineString:
        """The lines of all parts."""
        import shapely

        return shapely.multilinestrings([line for part in self.parts for line in part.lines.geoms])


@dataclass(frozen=True, slots=True)
class Side:
    """Where a point lies with respect to borders.

    Attributes:
        point: The point asked about.
        status: ``inside`` a country, on the ``border``, or in ``none``: at sea or in no country.
        countries: Alpha-2 codes: one when inside, two or more on the border, none otherwise.
        neighbour: Alpha-2 code across the nearest border (inside) or of the nearest country (none), if there is one.
        margin_m: Geodesic distance to the line (inside, border) or to the nearest land (none).
        accuracy_m: How far that line may be from the one on the ground.
        line_status: What the default worldview makes of that line; None for a coast.
        off_coast_m: How far the point is off the generalised coast, where it counts as inside all the same.
    """

    point: LonLat
    status: Literal["inside", "border", "none"]
    countries: tuple[str, ...]
    neighbour: str | None = None
    margin_m: float | None = None
    accuracy_m: float | None = None
    line_status: Status | None = None
    off_coast_m: float = 0.0

    @property
    def country(self) -> str | None:
        """The country that the point is inside of; None on the border and outside all countries."""
        return self.countries[0] if self.status == "inside" else None

    def __str__(self) -> str:
        if self.margin_m is None or self.accuracy_m is None:
            return (
                f"{_name(self.countries[0])}, which has no land border" if self.countries else "in no country"
            )
        margin, accuracy = _km(self.margin_m), _km(self.accuracy_m)
        kind = "" if self.line_status in {"recognised", None} else f", {self.line_status}"
        if self.status == "border":
            return f"on the border of {_listed(self.countries)}: {margin} from a line that is good to {accuracy}{kind}"
        if self.status == "inside":
            coast = f" (within {_km(COAST_ACCURACY_M)} of its coast)" if self.off_coast_m else ""
            other = f"{margin} from the border with {_name(self.neighbour)} (line good to {accuracy}{kind})"
            return f"{_name(self.countries[0])}{coast}, {other}"
        return f"in no country: {margin} from the nearest, {_name(self.neighbour)}"


def worldviews() -> tuple[str, ...]:
    """The worldviews that borders can be asked for: ``default``, ``ISO`` and ISO alpha-2 codes of countries.

    Examples:
        >>> "IN" in worldviews(), worldviews()[0]
        (True, 'default')
    """
    return tuple(bordermap.load(_OSM).header["worldviews"])


def of(country: str, *, worldview: str = "default") -> Border:
    """The whole land border of a country, with its coast.

    Args:
        country: Code or name, as ``geo.countries.country`` understands it.
        worldview: One of ``worldviews()``, in any case.

    Raises:
        UnknownCountryError: If there is no such country.
        UnknownWorldviewError: If there is no such worldview.

    Examples:
        >>> sorted(part.neighbour_of("ML") for part in of("Mali").parts)
        ['BF', 'CI', 'DZ', 'GN', 'MR', 'NE', 'SN']
    """
    view = _worldview(worldview)
    code = find_country(country).alpha2
    parts = tuple(_parts(lambda arcs: _touching(arcs, code), view))
    return _border((code,), parts, view, coast=_coast(code))


def between(a: str, b: str, *, worldview: str = "default") -> Border:
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
        >>> round(between("Mali", "Algeria").length_m / 1000, -1)
        1360.0
        >>> between("Mali", "Egypt")
        Traceback (most recent call last):
        geo.errors.NoSharedBorderError: Mali and Egypt share no land border; Mali has one with Algeria, ...
    """
    view = _worldview(worldview)
    first, second = find_country(a).alpha2, find_country(b).alpha2
    parts: tuple[BorderPart, ...] = ()
    if first != second:
        parts = tuple(_parts(lambda arcs: _touching(arcs, first) & _touching(arcs, second), view))
    if not parts:
        raise NoSharedBorderError(_no_shared_border(first, second, view))
    return _border((first, second), parts, view, coast=None)


def neighbours(country: str, *, worldview: str = "default") -> tuple[str, ...]:
    """Alpha-2 codes of the countries that share a land border with this one, sorted.

    Examples:
        >>> neighbours("Morocco")
        ('DZ', 'EH', 'ES', 'MR')
    """
    view = _worldview(worldview)
    code = find_country(country).alpha2
    found: set[str] = set()
    for arcs in _maps():
        shown = _touching(arcs, code) & _shown(arcs, view)
        found |= {
            arcs.label_of(int(n)) for side in (arcs.left, arcs.right) for n in set(side[shown].tolist())
        }
    return tuple(sorted(found - {code, _NO_COUNTRY, ""}))


def lines_in(bbox: BBox, *, worldview: str = "default") -> tuple[BorderPart, ...]:
    """The border lines that come near a box, for drawing: pieces of some hundred points, not clipped to the box.

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
    view = _worldview(worldview)
    return tuple(_parts(lambda arcs: arcs.kind == BORDER, view, bbox))


def area(country: str) -> MultiPolygon:
    """The land of a country with its inland waters: bounded by the border lines themselves and by the generalised coast.

    Examples:
        >>> from shapely import Point
        >>> area("Mali").contains(Point(1.40921, 18.44345))
        True
    """
    import shapely

    arcs = bordermap.load(_OSM)
    code = find_country(country).alpha2
    # Every boundary line parts inside from outside, so what an odd number of them surrounds is the country.
    built = shapely.build_area(arcs.geometry(arcs.chunks_of(_touching(arcs, code))))
    return shapely.multipolygons(shapely.get_parts(built))


def side(point: LonLat) -> Side:
    """Which side of the borders a point is on, with how far the nearest one is and how well it is known.

    Args:
        point: Longitude and latitude.

    Raises:
        GeoDataError: If the border data of this installation is missing or damaged.

    Examples:
        >>> print(side(LonLat(1.40921, 18.44345)))
        Mali, 151 km from the border with Algeria (line good to 0.5 km)
        >>> print(side(LonLat(2.966, 19.955)))
        on the border of Mali and Algeria: 0.37 km from a line that is good to 0.5 km
        >>> side(LonLat(-30, 0)).status
        'none'
    """
    from geo.nearest import nearest, within

    arcs = bordermap.load(_OSM)
    close = within(arcs, point, arcs.kind == BORDER, lambda arc: _accuracy_m(arcs, arc))
    if close:
        return _on_border(arcs, point, close)
    label, off_coast_m = arcs.locate(point), 0.0
    if arcs.label_of(label) in {"", _NO_COUNTRY}:
        found = nearest(arcs, point, arcs.kind != SEAM)
        if arcs.label_of(label) == _NO_COUNTRY or found.distance_m > COAST_ACCURACY_M:
            return _outside(arcs, point, label, found.arc, found.distance_m)
        label, off_coast_m = int(arcs.left[found.arc]), found.distance_m
    return _inside(arcs, point, label, off_coast_m)


def _on_border(arcs: BorderMap, point: LonLat, close: list[tuple[int, float]]) -> Side:
    first, margin_m = close[0]
    codes = {arcs.label_of(int(n)) for arc, _ in close for n in (arcs.left[arc], arcs.right[arc])}
    return Side(
        point=point,
        status="border",
        countries=_nearest_label_first(point, codes - {_NO_COUNTRY}),
        margin_m=margin_m,
        accuracy_m=_accuracy_m(arcs, first),
        line_status=_status(arcs, first, 0),
    )


def _nearest_label_first(point: LonLat, codes: Iterable[str]) -> tuple[str, ...]:
    """Neither side is the first by right: the one whose middle is nearer is named first."""
    from geo.geodesic import distance_m

    return tuple(sorted(codes, key=lambda code: (distance_m(point, find_country(code).label), code)))


def _outside(arcs: BorderMap, point: LonLat, label: int, arc: int, distance_m: float) -> Side:
    codes = [arcs.label_of(int(n)) for n in (arcs.left[arc], arcs.right[arc]) if n != label]
    return Side(
        point=point,
        status="none",
        countries=(),
        neighbour=next(code for code in codes if code),
        margin_m=distance_m,
        accuracy_m=_accuracy_m(arcs, arc),
    )


def _inside(arcs: BorderMap, point: LonLat, label: int, off_coast_m: float) -> Side:
    from geo.nearest import nearest

    code = arcs.label_of(label)
    own = _touching(arcs, code) & (arcs.kind == BORDER)
    if not own.any():
        return Side(point=point, status="inside", countries=(code,), off_coast_m=off_coast_m)
    found = nearest(arcs, point, own)
    across = int(arcs.right[found.arc] if arcs.left[found.arc] == label else arcs.left[found.arc])
    return Side(
        point=point,
        status="inside",
        countries=(code,),
        neighbour=arcs.label_of(across),
        margin_m=found.distance_m,
        accuracy_m=_accuracy_m(arcs, found.arc),
        line_status=_status(arcs, found.arc, 0),
        off_coast_m=off_coast_m,
    )


def _maps() -> tuple[BorderMap, BorderMap]:
    return bordermap.load(_OSM), bordermap.load(_NATURAL_EARTH)


def _worldview(name: str) -> int:
    """The number of a worldview: its place in each row of classes."""
    known = worldviews()
    for number, view in enumerate(known):
        if view.casefold() == name.strip().casefold():
            return number
    raise UnknownWorldviewError(f"no worldview is called {name!r}; there are {', '.join(known)}")


def _touching(arcs: BorderMap, code: str) -> Mask:
    labels = arcs.header["labels"]
    number = labels.index(code) if code in labels else -1
    return (arcs.left == number) | (arcs.right == number)


def _shown(arcs: BorderMap, view: int) -> Mask:
    """The arcs that are a border of some status in this worldview."""
    import numpy as np

    drawn = np.array([row[view] in _STATUSES for row in arcs.header["classes"]])
    return (arcs.kind == BORDER) & drawn[arcs.classes]


def _status(arcs: BorderMap, arc: int, view: int) -> Status | None:
    return _STATUSES.get(arcs.header["classes"][arcs.classes[arc]][view])


def _pair(arcs: BorderMap, arc: int) -> tuple[str, str]:
    return arcs.label_of(int(arcs.left[arc])), arcs.label_of(int(arcs.right[arc]))


def _accuracy_m(arcs: BorderMap, arc: int) -> float:
    if arcs.kind[arc] == COAST:
        return COAST_ACCURACY_M
    return float(arcs.header["accuracy_m"]["-".join(sorted(_pair(arcs, arc)))])


def _parts(pick: Callable[[BorderMap], Mask], view: int, bbox: BBox | None = None) -> Iterator[BorderPart]:
    """The picked arcs that this worldview shows, grouped by pair and status."""
    for arcs in _maps():
        groups: dict[tuple[tuple[str, str], Status], list[int]] = {}
        for arc in (pick(arcs) & _shown(arcs, view)).nonzero()[0].tolist():
            status = _STATUSES[arcs.header["classes"][arcs.classes[arc]][view]]
            groups.setdefault((_pair(arcs, arc), status), []).append(arc)
        near = None if bbox is None else _near(arcs, bbox)
        for (pair, status), members in groups.items():
            part = _part(arcs, pair, status, members, near)
            if part is not None:
                yield part


def _part(
    arcs: BorderMap, pair: tuple[str, str], status: Status, members: list[int], near: Mask | None
) -> BorderPart | None:
    import numpy as np

    from geo.geodesic import wgs84

    chosen = np.isin(arcs.arc, members)
    chunks = np.flatnonzero(chosen if near is None else chosen & near)
    if not len(chunks):
        return None
    lines = arcs.geometry(chunks)
    return BorderPart(
        countries=pair,
        lines=lines,
        status=status,
        length_m=wgs84().geometry_length(lines),
        accuracy_m=max(_accuracy_m(arcs, arc) for arc in members),
        source=arcs.header["source"],
        vintage=arcs.header["vintage"],
    )


def _near(arcs: BorderMap, bbox: BBox) -> Mask:
    """The chunks whose bounding box meets the box."""
    west, south, east, north = (arcs.boxes * bordermap.QUANTUM_DEG).T
    if bbox.crosses_antimeridian:
        beside = (east >= bbox.west) | (west <= bbox.east)
    else:
        beside = (east >= bbox.west) & (west <= bbox.east)
    found: Mask = beside & (north >= bbox.south) & (south <= bbox.north)
    return found


def _border(
    codes: tuple[str, ...], parts: tuple[BorderPart, ...], view: int, coast: MultiLineString | None
) -> Border:
    return Border(
        countries=codes,
        parts=parts,
        coast=coast,
        length_m=sum(part.length_m for part in parts),
        source=", ".join(dict.fromkeys(part.source for part in parts)),
        vintage=", ".join(dict.fromkeys(part.vintage for part in parts)),
        accuracy_m=max((part.accuracy_m for part in parts), default=0.0),
        worldview=worldviews()[view],
    )


def _coast(code: str) -> MultiLineString:
    arcs = bordermap.load(_OSM)
    return arcs.geometry(arcs.chunks_of(_touching(arcs, code) & (arcs.kind == COAST)))


def _no_shared_border(first: str, second: str, view: int) -> str:
    if first == second:
        return f"{_name(first)} shares no border with itself; give two countries, or use of({first!r})"
    seen = "" if view == 0 else f" in the worldview {worldviews()[view]}"
    others = neighbours(first, worldview=worldviews()[view])
    real = f"has one with {_listed(others)}" if others else "has none with anybody"
    return f"{_name(first)} and {_name(second)} share no land border{seen}; {_name(first)} {real}"


def _name(code: str | None) -> str:
    return "land of no country" if code in {None, _NO_COUNTRY} else find_country(str(code)).name


def _listed(codes: Iterable[str]) -> str:
    *rest, last = (_name(code) for code in codes)
    return f"{', '.join(rest)} and {last}" if rest else last


def _km(distance_m: float) -> str:
    """A distance in words: two decimals at most below a kilometre, none from ten on."""
    km = distance_m / 1000
    if km < 1:
        return f"{km:.2f}".rstrip("0").rstrip(".") + " km"
    return f"{km:.1f} km" if km < 10 else f"{km:,.0f} km"
