"""Checks of what a caller hands over, with messages that name the value, the rule and the way out."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from geo.errors import CoordinateError, NumberTypeError, WrongTypeError

if TYPE_CHECKING:
    from typing import Any

    from geo.points import BBox, LonLat

T = TypeVar("T")

__all__ = [
    "is_count",
    "need",
    "need_box",
    "need_many",
    "need_number",
    "need_path",
    "need_point",
    "need_shape",
    "need_text",
    "not_a_point",
    "shortened",
]

# A reader of a message recognises a value by its beginning.
_MOST_SHOWN = 80


def shortened(value: object) -> str:
    """A value for a message: as Python writes it, in one line no longer than a reader can take in.

    Examples:
        >>> shortened("Kidal"), len(shortened("K" * 10_000))
        ("'Kidal'", 83)
    """
    # Tables write themselves in many lines.
    written = " ".join(line.strip() for line in repr(value).splitlines())
    return written if len(written) <= _MOST_SHOWN else f"{written[:_MOST_SHOWN]}..."


def need(value: T, kind: type | tuple[type, ...], rule: str, error: type[TypeError] = WrongTypeError) -> T:
    """The value if it is of a type.

    Args:
        value: What the caller handed over.
        kind: What it must be.
        rule: The beginning of the message, such as "a border must be a geo.borders.Border".
        error: What to raise: the package's own.

    Raises:
        WrongTypeError: If it is not, or the error that is named.

    Examples:
        >>> need(7, dict, "a document must be a mapping")
        Traceback (most recent call last):
        geo.errors.WrongTypeError: a document must be a mapping, not int 7
    """
    if isinstance(value, kind):
        return value
    raise error(f"{rule}, not {type(value).__name__} {shortened(value)}")


def need_many(value: Iterable[T], what: str, error: type[TypeError] = WrongTypeError) -> list[T]:
    """What is in a list or another iterable, if it is one and no text.

    Raises:
        WrongTypeError: If it is not, or the error that is named.

    Examples:
        >>> need_many("Mali", "countries")
        Traceback (most recent call last):
        geo.errors.WrongTypeError: countries must be a list, not str 'Mali'; for one write ['Mali']
    """
    if isinstance(value, str | bytes):
        single = shortened(value)
        raise error(f"{what} must be a list, not {type(value).__name__} {single}; for one write [{single}]")
    return list(need(value, Iterable, f"{what} must be a list", error))


def need_path(
    value: str | os.PathLike[str], what: str, error: type[TypeError] = WrongTypeError
) -> str | os.PathLike[str]:
    """The value if it is the path of a file or folder.

    Raises:
        WrongTypeError: If it is not, or the error that is named.

    Examples:
        >>> need_path(None, "the file of a map")
        Traceback (most recent call last):
        geo.errors.WrongTypeError: the file of a map must be a path, not NoneType None
    """
    return need(value, (str, os.PathLike), f"{what} must be a path", error)


def need_shape(value: Any) -> Any:  # noqa: ANN401 - any shape of shapely, which is not imported to look
    """The value if it is a shape of shapely.

    Raises:
        WrongTypeError: If it is not.

    Examples:
        >>> need_shape([(0, 0), (1, 1)])
        Traceback (most recent call last):
        geo.errors.WrongTypeError: a shape must be one of shapely, not list [(0, 0), (1, 1)]
    """
    if hasattr(value, "geom_type"):
        return value
    raise WrongTypeError(f"a shape must be one of shapely, not {type(value).__name__} {shortened(value)}")


def need_text(value: str, what: str, error: type[TypeError] = WrongTypeError) -> str:
    """The value if it is a string.

    Raises:
        WrongTypeError: If it is not, or the error that is named.

    Examples:
        >>> need_text(7, "a country")
        Traceback (most recent call last):
        geo.errors.WrongTypeError: a country must be a string, not int 7
    """
    return need(value, str, f"{what} must be a string", error)


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


def need_box(value: BBox) -> BBox:
    """The value if it is a box.

    Raises:
        WrongTypeError: If it is none.

    Examples:
        >>> need_box((2.5, 19.5, 3.0, 20.0))
        Traceback (most recent call last):
        geo.errors.WrongTypeError: a box must be a geo.BBox(west, south, east, north), not tuple (2.5, ...
    """
    from geo.points import BBox

    return need(value, BBox, "a box must be a geo.BBox(west, south, east, north)")


def not_a_point(value: object) -> str:
    """What to say of a value where a point must stand."""
    advice = "; a text is read by geo.parse_point" if isinstance(value, str) else ""
    return f"a point must be a geo.LonLat(lon, lat), not {type(value).__name__} {shortened(value)}{advice}"


def is_count(value: object) -> bool:
    """Whether a value is a whole number, 1 or more.

    Examples:
        >>> is_count(3), is_count(0), is_count(1.5), is_count("3"), is_count(True)
        (True, False, False, False, False)
    """
    import operator

    try:
        return not isinstance(value, bool) and operator.index(value) >= 1  # type: ignore[arg-type]
    except TypeError:
        return False


def need_number(value: object, what: str) -> float:
    """The value as a float if it is a finite number.

    Raises:
        CoordinateError: If it is none; a ``TypeError`` too if it is no number at all.

    Examples:
        >>> need_number("7", "the direction")
        Traceback (most recent call last):
        geo.errors.NumberTypeError: the direction must be a finite number, not '7'
        >>> need_number(float("nan"), "the direction")
        Traceback (most recent call last):
        geo.errors.CoordinateError: the direction must be a finite number, not nan
    """
    error = CoordinateError
    try:
        if isinstance(value, str | bytes):
            error = NumberTypeError
        elif math.isfinite(number := float(value)):  # type: ignore[arg-type]
            return number
    except TypeError:
        error = NumberTypeError
    except (ValueError, OverflowError):
        pass
    raise error(f"{what} must be a finite number, not {shortened(value)}")
