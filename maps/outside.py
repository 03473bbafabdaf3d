"""Incidents that lie outside the view that was asked for: they are not on the map, and the map says so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.told import Told
from maps.located import Located, Unlocated
from maps.saying import Saying
from maps.wording import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo import BBox

__all__ = ["in_view"]

_OUTSIDE = Told("It lies outside the part of the earth that the map was asked to show.", "outside_view", {})


def in_view(
    located: Sequence[Located | Unlocated], view: BBox, language: str = "en"
) -> list[Located | Unlocated]:
    """The places, without those that a view does not show.

    What was somewhere in an area is marked in the part of the area that is shown.

    Args:
        located: Where incidents were.
        view: The part of the earth that the map is to show.
        language: That of the map.

    Examples:
        >>> from geo import BBox
        >>> in_view([Unlocated("No place is given.")], BBox(0, 0, 1, 1))
        [Unlocated(why='No place is given.')]
    """
    outside = Unlocated(Saying(words(language)).said(_OUTSIDE))
    return [
        place
        if isinstance(place, Unlocated) or view.contains(place.point)
        else _moved(place, view) or outside
        for place in located
    ]


def _moved(place: Located, view: BBox) -> Located | None:
    """A place whose point is outside the view, at a point of its area that is inside, if there is one."""
    import shapely
    from shapely.geometry import shape

    from geo import LonLat

    if place.precision != "area" or place.area is None:
        return None
    east = view.east + 360.0 * view.crosses_antimeridian
    halves = [shapely.box(view.west + turn, view.south, east + turn, view.north) for turn in (-360, 0, 360)]
    shown = shape(place.area).intersection(shapely.union_all(halves))
    if shown.is_empty:
        return None
    at = shown.representative_point()
    return replace(place, point=LonLat.wrapped(round(at.x, 3), round(at.y, 3)))
