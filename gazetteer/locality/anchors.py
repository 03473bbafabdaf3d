"""What a relation counts from: ``Anchor``; and what the makers of areas share."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from geo.told import Metres, tell

if TYPE_CHECKING:
    from shapely import MultiPolygon, Polygon
    from shapely.geometry.base import BaseGeometry as Geometry

    from gazetteer.locality.area import Area
    from gazetteer.locality.headings import Heading
    from gazetteer.locality.lines import Lines
    from gazetteer.place import Place
    from geo.points import LonLat

    Shape = Polygon | MultiPolygon

    AnyGeometry = TypeVar("AnyGeometry", bound=Geometry)

__all__ = [
    "DEG_PER_M",
    "TELLING_M",
    "Anchor",
    "UnplacedError",
    "blur",
    "coarser",
    "span",
    "telling_point",
    "to",
    "up_to",
]

#: The representative point of a wider area says nothing of where in it something is.
TELLING_M = 100_000.0
#: Degrees of latitude in a metre, near enough for an allowance.
DEG_PER_M = 1 / 111_000
# Detail finer than this share of a widening does not show in it.
_DETAIL = 1 / 50


class UnplacedError(Exception):
    """What a text says tells of no area; the message says why."""


class Anchor(NamedTuple):
    """What a relation counts from.

    Attributes:
        label: What it is, in words.
        point: Its point.
        blur_m: What the point stands for, and may be off by.
        outline: Its shape, where that is no circle round the point.
        lines: Border lines, where it is a border.
        place: The place, where it is a named one.
    """

    label: str
    point: LonLat
    blur_m: float
    outline: Shape | None = None
    lines: Lines | None = None
    place: Place | None = None

    @property
    def is_settled(self) -> bool:
        """Whether it is a settlement or a coordinate, and not a wide area."""
        return self.place is not None and (self.place.kind == "city" or self.place.source == "given")


def blur(anchor: Anchor) -> str:
    """What is added to a shape for its anchor, in words."""
    english = "each way {far} more for the extent of {place} and the error of its point"
    return tell("blur", english, far=Metres(anchor.blur_m), place=anchor.label)


def span(least_m: float, most_m: float) -> str:
    """Two distances, in words.

    Examples:
        >>> span(45_000, 55_000), span(0, 10_000), span(52_500, 52_900)
        ('45 km to 55 km', 'up to 10 km', '52.5 km to 52.9 km')
    """
    if least_m <= 0:
        return up_to(most_m)
    if least_m > 1_000 and most_m - least_m < 2_000:
        english = "{least:.1f} km to {most:.1f} km"
        return tell("span_fine", english, least=least_m / 1000, most=most_m / 1000)
    return tell("span", "{least} to {most}", least=Metres(least_m), most=Metres(most_m))


def up_to(most_m: float) -> str:
    """A distance at most, in words."""
    return tell("span_up_to", "up to {most}", most=Metres(most_m))


def to(side: Heading) -> str:
    """A direction with how precise it is, in words."""
    return tell("toward", "{side} ({deg:g}° to either side)", side=side.told, deg=side.half_width_deg)


def coarser(shape: AnyGeometry, far_m: float) -> AnyGeometry:
    """A shape without the detail that a widening by ``far_m`` metres hides."""
    import shapely

    return shapely.simplify(shape, far_m * _DETAIL * DEG_PER_M, preserve_topology=True)


def telling_point(area: Area, shape: Shape) -> LonLat | None:
    """The point of an area for what is left of it; None where it is any of a wide area, or not left."""
    import shapely

    tells = area.radius_m <= TELLING_M and shape.contains(shapely.Point(area.point))
    return area.point if tells else None
