"""What a result says by itself where it is near a border: which, how far, and how well the line is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazetteer.resolution import Resolution
    from gazetteer.uncertainty import Area

__all__ = ["NEAR_BORDER_M", "WIDEST_M", "border_note"]

#: Up to here a border is worth a note.
NEAR_BORDER_M = 50_000.0
#: Of an area that reaches farther than this it says nothing that it has a border: unless the text tells of a
#: border, or the area's own point is as near to one as "near" reaches.
WIDEST_M = 200_000.0
_BESIDE_M = 25_000.0
_SELF = frozenset({"at", "part"})


def border_note(resolution: Resolution, area: Area | None = None, *, worldview: str = "default") -> str:
    """Where a result lies to a border that is near; "" where none is, or none counts for so wide a place.

    A town or a coordinate is told by its point, an area by its shares. Countries, units and other wide places
    have no note: they end at borders.

    Args:
        resolution: What a name or a description was resolved to.
        area: Its area, if it is at hand.
        worldview: One of ``geo.borders.worldviews()``.

    Examples:
        >>> import gazetteer
        >>> border_note(gazetteer.resolve("Tinzaouaten"))
        'on the border of Mali and Algeria: 400 m from a line that is good to 500 m'
        >>> border_note(gazetteer.resolve("Andéramboukane"))
        'Mali, 1.2 km from the border with Niger (line good to 500 m)'
        >>> border_note(gazetteer.resolve("Kidal")), border_note(gazetteer.resolve("Mali"))
        ('', '')
    """
    place = resolution.place
    if place is None:
        return ""
    if resolution.relation in _SELF and (place.kind == "city" or place.source == "given"):
        return _of_point(resolution, worldview)
    if resolution.relation in _SELF and place.kind in {"country", "admin1", "admin2"}:
        return ""
    if area is None:
        from gazetteer.uncertainty import area as area_of

        area = area_of(resolution)
    if area is None:
        return ""
    if area.radius_m <= WIDEST_M or resolution.relation == "border":
        return _of_area(area, worldview)
    return "" if resolution.relation == "part" else _of_middle(area, worldview)


def _of_middle(area: Area, worldview: str) -> str:
    """What a border says of an area so wide that it meets several: only where it lies along one."""
    from geo.borders import side as side_of

    side = side_of(area.point, worldview=worldview)
    by_line = side.status == "border" or side.line_status is not None
    near = by_line and side.margin_m is not None and side.margin_m <= _BESIDE_M
    return f"its point: {side}" if near else ""


def _of_point(resolution: Resolution, worldview: str) -> str:
    from geo.borders import side as side_of

    place = resolution.place
    if place is None:
        return ""
    side = side_of(place.point, worldview=worldview)
    near = side.status == "border" or (side.margin_m is not None and side.margin_m <= NEAR_BORDER_M)
    if side.status == "none" or not near:
        return ""
    if place.country and place.country not in side.countries:
        from geo.words import name

        return f"its point is in {side}, its record in {name(place.country)}"
    return str(side)


def _of_area(area: Area, worldview: str) -> str:
    from geo.borders import shares as shares_of

    shares = shares_of(area.geometry, worldview=worldview)
    if shares.status == "border":
        return str(shares)
    near = shares.status == "inside" and shares.margin_m is not None and shares.margin_m <= NEAR_BORDER_M
    return str(shares) if near else ""
