"""Which side of a border a point is on: inside a country, on the border, or in no country."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, overload

from geo import words
from geo.bordermap import COAST, COAST_ACCURACY_M, OSM, LineStatus, load, maps, worldview_number
from geo.countries import country
from geo.points import LonLat
from geo.told import Country, Listed, Metres, tell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely import MultiPolygon, Polygon

    from geo.bordermap import BorderMap
    from geo.shares import Shares
    from geo.told import Told

__all__ = ["NearLine", "Side", "at_sea", "in_no_country", "inside", "on_border", "side"]

_LINES: dict[LineStatus, str] = {
    "recognised": "a recognised line",
    "disputed": "a disputed line",
    "line of control": "a line of control",
    "indefinite": "an indefinite line",
}
_KEYS: dict[LineStatus, str] = {
    "recognised": "recognised",
    "disputed": "disputed",
    "line of control": "control",
    "indefinite": "indefinite",
}


@dataclass(frozen=True, slots=True)
class Side:
    """Where a point lies with respect to borders.

    Attributes:
        point: The point asked about.
        status: ``inside`` a country, on the ``border``, or in ``none``: at sea or in no country.
        countries: Alpha-2 codes: one when inside, those on the sides of the line on the border (one where
            it parts a country, or has no country beyond), none otherwise.
        neighbour: Alpha-2 code across the nearest border (inside) or of the nearest country (none), if there
            is one. A disputed line inside a country, as OpenStreetMap bounds it, has no neighbour beyond.
        margin_m: Geodesic distance to the line (inside, border) or to the nearest land (none).
        accuracy_m: How far that line may be from the one on the ground.
        line_status: What the worldview makes of that line; None for a coast.
        line: Alpha-2 codes of whom that line parts, as its source has it: one for a line that parts a
            country in fact; ``ZZ`` for land of no country; none for a coast.
        off_coast_m: How far the point is off the generalised coast, where it counts as inside all the same.
    """

    point: LonLat
    status: Literal["inside", "border", "none"]
    countries: tuple[str, ...]
    neighbour: str | None = None
    margin_m: float | None = None
    accuracy_m: float | None = None
    line_status: LineStatus | None = None
    line: tuple[str, ...] = ()
    off_coast_m: float = 0.0

    @property
    def country(self) -> str | None:
        """The country that the point is inside of; None on the border and outside all countries."""
        return self.countries[0] if self.status == "inside" else None

    def __str__(self) -> str:
        return str(self.told)

    @property
    def told(self) -> Told:
        """What there is to say of it, in words that other languages have too."""
        if self.margin_m is None or self.accuracy_m is None:
            if not self.countries:
                return tell("side_none", "in no country")
            return tell("side_no_land", "{inside}, which has no land border", inside=self._inside())
        margin, accuracy = Metres(self.margin_m), Metres(self.accuracy_m)
        if self.status == "border":
            return self._on_border(margin, accuracy)
        if self.status == "inside":
            return tell(
                "side_inside",
                "{inside}, {margin} from {nearest}",
                inside=self._inside(),
                margin=margin,
                nearest=self._nearest(accuracy),
            )
        beside = Country(self.neighbour or words.NO_COUNTRY)
        if self.line_status is None:
            return tell("side_sea", "at sea, {margin} from {country}", margin=margin, country=beside)
        english = "in no country, {margin} from the border of {country}"
        return tell("side_no_country", english, margin=margin, country=beside)

    def _on_border(self, margin: Metres, accuracy: Metres) -> Told:
        if len(self.line) == len(self.countries) == 1:
            english = "on {line}: {margin} from where it is drawn, good to {accuracy}"
            return tell("side_on_line", english, line=self._line(), margin=margin, accuracy=accuracy)
        english = "on the border of {countries}: {margin} from a line that is good to {accuracy}{kind}"
        countries = Listed(map(Country, self.countries))
        values = {"countries": countries, "margin": margin, "accuracy": accuracy, "kind": self._kind()}
        return tell("side_on_border", english, **values)

    def _nearest(self, accuracy: Metres) -> Told:
        if self.neighbour is None:
            return tell("side_line_good", "{line} (good to {accuracy})", line=self._line(), accuracy=accuracy)
        english = "the border with {country} (line good to {accuracy}{kind})"
        beside = Country(self.neighbour)
        return tell("side_border_good", english, country=beside, accuracy=accuracy, kind=self._kind())

    def _kind(self) -> str:
        if self.line_status in {"recognised", None}:
            return ""
        return tell(f"side_{_KEYS[self.line_status]}", f", {self.line_status}")

    def _inside(self) -> str:
        here = Country(self.countries[0])
        if not self.off_coast_m:
            return here
        english = "{country} (within {far} of its coast)"
        return tell("side_off_coast", english, country=here, far=Metres(COAST_ACCURACY_M))

    def _line(self) -> Told:
        """A line that the country does not end at, in words."""
        status = self.line_status or "recognised"
        where = "between" if len(self.line) > 1 else "inside"
        english = f"{_LINES[status]} {where} {{countries}}"
        return tell(f"line_{_KEYS[status]}_{where}", english, countries=Listed(map(Country, self.line)))


class NearLine(NamedTuple):
    """A border line near a point, of one of the maps."""

    arcs: BorderMap
    arc: int
    distance_m: float


@overload
def side(where: LonLat, *, worldview: str = "default") -> Side: ...
@overload
def side(where: Polygon | MultiPolygon, *, worldview: str = "default") -> Shares: ...
def side(where: LonLat | Polygon | MultiPolygon, *, worldview: str = "default") -> Side | Shares:
    """Which side of the borders a point or an area is on, how far the nearest is, and how well it is known.

    The lines are those that a map of the same worldview draws: one that is no border in it does not count.
    The country is OpenStreetMap's in every worldview.

    Args:
        where: A point, or an area as ``geo.borders.shares`` takes it, which then answers.
        worldview: One of ``geo.borders.worldviews()``, in any case.

    Raises:
        GeoError: If it is neither a point nor a polygon with some ground in it.
        UnknownWorldviewError: If there is no such worldview.
        GeoDataError: If the border data of this installation is missing or damaged.

    Examples:
        >>> from geo.points import LonLat
        >>> print(side(LonLat(1.40921, 18.44345)))
        Mali, 196 km from the border with Algeria (line good to 500 m)
        >>> print(side(LonLat(2.966, 19.955)))
        on the border of Mali and Algeria: 400 m from a line that is good to 500 m
        >>> print(side(LonLat(34.1, 44.95)))
        Ukraine, 108 km from a disputed line between Ukraine and Russia (good to 4 km)
        >>> side(LonLat(-30, 0)).status
        'none'
    """
    if not isinstance(where, LonLat):
        from geo.shares import shares

        return shares(where, worldview=worldview)
    point = where
    view = worldview_number(worldview)
    close = _within_accuracy(point, view)
    if close:
        return on_border(point, view, close)
    from geo.nearest import nearest

    arcs = load(OSM)
    code = arcs.label_of(arcs.locate(point))
    if code == words.NO_COUNTRY:
        return in_no_country(point, view, _nearest_of(point, view, code))
    if code:
        return inside(point, view, code, _nearest_of(point, view, code))
    coast = nearest(arcs, point, arcs.kind == COAST)
    code = arcs.label_of(int(arcs.left[coast.arc]))
    if coast.distance_m > COAST_ACCURACY_M or code == words.NO_COUNTRY:
        return at_sea(point, code, coast.distance_m)
    return inside(point, view, code, _nearest_of(point, view, code), off_coast_m=coast.distance_m)


def _within_accuracy(point: LonLat, view: int) -> list[NearLine]:
    """The lines that the point may be on, nearest first."""
    from geo.nearest import within

    found = [
        NearLine(arcs, *near)
        for arcs in maps()
        for near in within(arcs, point, arcs.shown(view), arcs.accuracy_m)
    ]
    return sorted(found, key=lambda line: line.distance_m)


def _nearest_of(point: LonLat, view: int, code: str) -> NearLine | None:
    """The nearest line that has a code on one of its sides, if any has."""
    from geo.nearest import nearest

    picked = [(arcs, arcs.touching(code) & arcs.shown(view)) for arcs in maps()]
    found = [NearLine(arcs, *nearest(arcs, point, own)) for arcs, own in picked if own.any()]
    return min(found, key=lambda line: line.distance_m, default=None)


def on_border(point: LonLat, view: int, close: list[NearLine]) -> Side:
    """A point that is no farther from these lines, the nearest first, than they are accurate."""
    arcs, arc, margin_m = close[0]
    codes = {code for line in close for code in line.arcs.pair(line.arc)} - {words.NO_COUNTRY}
    return Side(
        point=point,
        status="border",
        countries=_nearest_label_first(point, codes),
        margin_m=margin_m,
        accuracy_m=arcs.accuracy_m(arc),
        line_status=arcs.status(arc, view),
        line=tuple(dict.fromkeys(arcs.pair(arc))),
    )


def _nearest_label_first(point: LonLat, codes: Iterable[str]) -> tuple[str, ...]:
    """Neither side is the first by right: the one whose middle is nearer is named first."""
    from geo.geodesic import distance_m

    return tuple(sorted(codes, key=lambda code: (distance_m(point, country(code).label), code)))


def at_sea(point: LonLat, code: str, distance_m: float) -> Side:
    """A point that is so far off the coast of a country, the nearest."""
    return Side(
        point=point,
        status="none",
        countries=(),
        neighbour=code,
        margin_m=distance_m,
        accuracy_m=COAST_ACCURACY_M,
    )


def in_no_country(point: LonLat, view: int, found: NearLine | None) -> Side:
    """A point on land of no country, with the nearest line of such land, if there is one."""
    if found is None:
        return Side(point=point, status="none", countries=())
    arcs, arc, margin_m = found
    pair = arcs.pair(arc)
    return Side(
        point=point,
        status="none",
        countries=(),
        neighbour=next(code for code in pair if code != words.NO_COUNTRY),
        margin_m=margin_m,
        accuracy_m=arcs.accuracy_m(arc),
        line_status=arcs.status(arc, view),
        line=pair,
    )


def inside(point: LonLat, view: int, code: str, found: NearLine | None, *, off_coast_m: float = 0.0) -> Side:
    """A point in a country, with the nearest of its lines, if it has one."""
    if found is None:
        return Side(point=point, status="inside", countries=(code,), off_coast_m=off_coast_m)
    arcs, arc, margin_m = found
    pair = arcs.pair(arc)
    # Natural Earth's added lines run inside what OpenStreetMap gives to one country, on both sides of them.
    across = pair[pair[0] == code] if arcs is load(OSM) else None
    return Side(
        point=point,
        status="inside",
        countries=(code,),
        neighbour=across,
        margin_m=margin_m,
        accuracy_m=arcs.accuracy_m(arc),
        line_status=arcs.status(arc, view),
        line=tuple(dict.fromkeys(pair)),
        off_coast_m=off_coast_m,
    )
