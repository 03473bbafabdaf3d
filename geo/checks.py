"""Checks of what a caller hands over, with messages that name the value, the rule and the way out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geo.errors import CoordinateError, WrongTypeError

if TYPE_CHECKING:
    from geo.points import BBox, LonLat

__all__ = ["need_box", "need_number", "need_point", "need_text", "not_a_point", "shortened"]

# A reader of a message recognises a value by its beginning.
_MOST_SHOWN = 80


def shortened(value: object) -> str:
    """A value for a message: as Python writes it, and no longer than a reader can take in.

    Examples:
        >>> shortened("Kidal"), len(shortened("K" * 10_000))
        ("'Kidal'", 83)
    """
    written = repr(value)
    return written if len(written) <= _MOST_SHOWN else f"{written[:_MOST_SHOWN]}..."


def need_text(value: object, what: str) -> str:
    """The value if it is a string.

    Raises:
        WrongTypeError: If it is none.

    Examples:
        >>> need_text(7, "a country")
        Traceback (most recent call last):
        geo.errors.WrongTypeError: a country must be a string, not int 7
    """
    if isinstance(value, str):
        return value
    raise WrongTypeError(f"{what} must be a string, not {type(value).__name__} {shortened(value)}")


def need_point(value: object) -> LonLat:
    """The value if it is a point.

    Raises:
        WrongTypeError: If it is none.

    Examples:
        >>> need_point((2.966, 19.955))
        Traceback (most recent call last):
        geo.errors.WrongTypeError: a point must be a geo.LonLat(lon, lat), not tuple (2.966, 19.955)
    """
    from geo.points import LonLat

    if isinstance(value, LonLat):
        return value
    raise WrongTypeError(not_a_point(value))


def need_box(value: object) -> BBox:
    """The value if it is a box.

    Raises:
        WrongTypeError: If it is none.

    Examples:
        >>> need_box((2.5, 19.5, 3.0, 20.0))
        Traceback (most recent call last):
        geo.errors.WrongTypeError: a box must be a geo.BBox(west, south, east, north), not tuple (2.5, ...
    """
    from geo.points import BBox

    if isinstance(value, BBox):
        return value
    raise WrongTypeError(
        f"a box must be a geo.BBox(west, south, east, north), not {type(value).__name__} {shortened(value)}"
    )


def not_a_point(value: object) -> str:
    """What to say of a value where a point must stand."""
    advice = "; a text is read by geo.parse_point" if isinstance(value, str) else ""
    return f"a point must be a geo.LonLat(lon, lat), not {type(value).__name__} {shortened(value)}{advice}"


def need_number(value: object, what: str) -> float:
    """The value as a float if it is a finite number.

    Raises:
        CoordinateError: If it is none.

    Examples:
        >>> need_number("7", "the direction")
        Traceback (most recent call last):
        geo.errors.CoordinateError: the direction must be a finite number, not '7'
    """
    try:
        if not isinstance(value, str | bytes) and math.isfinite(number := float(value)):  # type: ignore[arg-type]
            return number
    except (TypeError, ValueError, OverflowError):
        pass
    raise CoordinateError(f"{what} must be a finite number, not {shortened(value)}")
