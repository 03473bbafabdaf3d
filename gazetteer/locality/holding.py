"""What holds an area: outlines that cut it, as far as they are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.locality.anchors import telling_point
from gazetteer.locality.area import called, made, outline_of
from geo.planes import common
from geo.told import in_row, tell
from geo.widening import widened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.locality.anchors import Shape
    from gazetteer.locality.area import Area
    from gazetteer.place import Place

__all__ = ["held"]

# A holder that leaves less of an area is taken as told of the name and not of what is near it: "30 km north
# of Tinzaouaten, Mali" is in Algeria.
_LEAST_HELD = 0.25
_ALL_HELD = 0.999
# A holder's outline is widened by its accuracy before it cuts: subdivisions are generalised.
_ACCURACY_M = {"country": 1_000.0, "admin1": 5_000.0}
# A wider area is not cut so finely that an outline's accuracy would show.
_FINE_DEG = 20.0
_ROOM_DEG = 0.2


def held(area: Area, holders: Sequence[Place], *, strict: bool) -> tuple[Area, str]:
    """An area inside what holds it, as far as outlines are known, and what speaks against it.

    Args:
        area: The area.
        holders: The units and countries that hold it; where they are in several countries, none cuts.
        strict: Whether the text tells that it is inside: then every outline cuts, and an area outside of one
            is a contradiction. Else only a country cuts, and only where it leaves a good part.

    Examples:
        >>> import gazetteer
        >>> from gazetteer.locality.area import of_place
        >>> town, country = (gazetteer.resolve(name).place for name in ("Tinzaouaten", "Mali"))
        >>> held(of_place(town), [country], strict=True)[0].basis[-11:]
        'inside Mali'
    """
    if len({place.country for place in holders}) > 1:
        return area, ""
    problem = ""
    for place in holders:
        outline = _outline(place) if strict or place.kind == "country" else None
        if outline is None:
            continue
        inside = _clipped(area.geometry, outline, _ACCURACY_M.get(place.kind, 0.0))
        share = 0.0 if inside is None else inside.area / area.geometry.area
        if inside is None and strict:
            english = "nothing of it is in {place} ({area})"
            problem = tell("held_nothing", english, place=called(place), area=area.basis)
        if inside is None or share > _ALL_HELD:
            continue
        if not strict and (share < _LEAST_HELD or _meets_coast(area.geometry, place)):
            continue
        basis = in_row([area.basis, tell("held_inside", "inside {place}", place=called(place))])
        area = made(inside, basis, telling_point(area, inside), area.scale)
    return area, problem


def _outline(place: Place) -> Shape | None:
    """The outline of a place, or of its country where its own is not known."""
    found = outline_of(place)
    if found is None and place.country and place.kind not in {"city", "country"}:
        found = outline_of(place._replace(kind="country", name=place.country))
    return found[0] if found else None


def _meets_coast(shape: Shape, place: Place) -> bool:
    """Whether a shape reaches the coast of a country: what is off it is in no outline."""
    from geo import borders

    coast = borders.border_of(place.country).coast if place.country else None
    return coast is not None and bool(coast.intersects(shape))


def _clipped(shape: Shape, outline: Shape, accuracy_m: float) -> Shape | None:
    """What of a shape lies in an outline or within its accuracy."""
    import shapely

    west, south, east, north = shape.bounds
    near = shapely.clip_by_rect(
        outline, west - _ROOM_DEG, south - _ROOM_DEG, east + _ROOM_DEG, north + _ROOM_DEG
    )
    if near.is_empty:
        return None
    wide = widened(near, accuracy_m) if accuracy_m and east - west < _FINE_DEG else near
    return common([shape, wide])  # type: ignore[list-item]
