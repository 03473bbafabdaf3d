"""Which side of a border a point is on: inside a country, on the border, or in no country."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geo import words
from geo.bordermap import BORDER, COAST_ACCURACY_M, OSM, SEAM, Status, load
from geo.countries import country

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.bordermap import BorderMap
    from geo.nearest import Nearest
    from geo.points import LonLat

__all__ = ["Side", "side"]

# The default worldview is the first in each row of classes.
DEFAULT = 0


@dataclass(frozen=True, slots=True)
class Side:
    """Where a point lies with respect to borders.

    Attributes:
        point: The point asked about.
        status: ``inside`` a country, on the ``border``, or in ``none``: at sea or in no country.
        countries: Alpha-2 codes: one when inside, two or more on the border, none otherwise.
        neighbour: Alpha-2 code across the nearest border (inside) or of the nearest country (none), if there
            is one.
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
                f"{words.name(self.countries[0])}, which has no land border"
                if self.countries
                else "in no country"
            )
        margin, accuracy = words.distance_text(self.margin_m), words.distance_text(self.accuracy_m)
        kind = "" if self.line_status in {"recognised", None} else f", {self.line_status}"
        if self.status == "border":
            both = words.listed(map(words.name, self.countries))
            return f"on the border of {both}: {margin} from a line that is good to {accuracy}{kind}"
        if self.status == "inside":
            coast = (
                f" (within {words.distance_text(COAST_ACCURACY_M)} of its coast)" if self.off_coast_m else ""
            )
            other = (
                f"{margin} from the border with {words.name(self.neighbour)} (line good to {accuracy}{kind})"
            )
            return f"{words.name(self.countries[0])}{coast}, {other}"
        if self.line_status is None:
            return f"at sea, {margin} from {words.name(self.neighbour)}"
        return f"in no country, {margin} from the border of {words.name(self.neighbour)}"


def side(point: LonLat) -> Side:
    """Which side of the borders a point is on, with how far the nearest one is and how well it is known.

    Args:
        point: Longitude and latitude.

    Raises:
        GeoDataError: If the border data of this installation is missing or damaged.

    Examples:
        >>> from geo.points import LonLat
        >>> print(side(LonLat(1.40921, 18.44345)))
        Mali, 196 km from the border with Algeria (line good to 500 m)
        >>> print(side(LonLat(2.966, 19.955)))
        on the border of Mali and Algeria: 400 m from a line that is good to 500 m
        >>> side(LonLat(-30, 0)).status
        'none'
    """
    from geo.nearest import nearest, within

    arcs = load(OSM)
    close = within(arcs, point, arcs.kind == BORDER, arcs.accuracy_m)
    if close:
        return _on_border(arcs, point, close)
    label, off_coast_m = arcs.locate(point), 0.0
    if arcs.label_of(label) in {"", words.NO_COUNTRY}:
        found = nearest(arcs, point, arcs.kind != SEAM)
        if arcs.label_of(label) == words.NO_COUNTRY or found.distance_m > COAST_ACCURACY_M:
            return _outside(arcs, point, label, found.arc, found.distance_m)
        label, off_coast_m = int(arcs.left[found.arc]), found.distance_m
    return _inside(arcs, point, label, off_coast_m)


def _on_border(arcs: BorderMap, point: LonLat, close: list[Nearest]) -> Side:
    first, margin_m = close[0]
    codes = {arcs.label_of(int(n)) for arc, _ in close for n in (arcs.left[arc], arcs.right[arc])}
    return Side(
        point=point,
        status="border",
        countries=_nearest_label_first(point, codes - {words.NO_COUNTRY}),
        margin_m=margin_m,
        accuracy_m=arcs.accuracy_m(first),
        line_status=arcs.status(first, DEFAULT),
    )


def _nearest_label_first(point: LonLat, codes: Iterable[str]) -> tuple[str, ...]:
    """Neither side is the first by right: the one whose middle is nearer is named first."""
    from geo.geodesic import distance_m

    return tuple(sorted(codes, key=lambda code: (distance_m(point, country(code).label), code)))


def _outside(arcs: BorderMap, point: LonLat, label: int, arc: int, distance_m: float) -> Side:
    codes = [arcs.label_of(int(n)) for n in (arcs.left[arc], arcs.right[arc]) if n != label]
    return Side(
        point=point,
        status="none",
        countries=(),
        neighbour=next(code for code in codes if code),
        margin_m=distance_m,
        accuracy_m=arcs.accuracy_m(arc),
        line_status=arcs.status(arc, DEFAULT) if arcs.kind[arc] == BORDER else None,
    )


def _inside(arcs: BorderMap, point: LonLat, label: int, off_coast_m: float) -> Side:
    from geo.nearest import nearest

    code = arcs.label_of(label)
    own = arcs.touching(code) & (arcs.kind == BORDER)
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
        accuracy_m=arcs.accuracy_m(found.arc),
        line_status=arcs.status(found.arc, DEFAULT),
        off_coast_m=off_coast_m,
    )
