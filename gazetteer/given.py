"""A coordinate that was given where a name is expected."""

from __future__ import annotations

from gazetteer.place import Place
from geo.coordinates import looks_like_point, parse_point
from geo.errors import CoordinateError

__all__ = ["given_place"]


def given_place(text: str) -> Place | str | None:
    """The point as a place; why it is none, if it looks like a wrong coordinate; None for other texts.

    Examples:
        >>> given_place("19.955 N 2.966 E").point
        LonLat(lon=2.966, lat=19.955)
        >>> given_place("6th of October City") is given_place("Zone 3") is None
        True
    """
    try:
        point = parse_point(text)
    except CoordinateError as error:
        return str(error) if looks_like_point(text) else None
    identifier = f"given:{point.lat:.6f},{point.lon:.6f}"
    return Place(identifier, text, point, "other", "", None, None, None, None, "given")
