"""Frozen dataclasses to plain JSON data and back, checked by their type annotations.

The way back names the key path of whatever is wrong, such as ``incidents[2].point``.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import math
import types
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

from geo.points import BBox, LonLat
from maps.errors import MapsError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["DocumentError", "from_plain", "shown", "to_plain"]

# JSON values and annotations have no narrower types that Python can state.
Json = Any
TypeForm = Any

_GEOMETRIES = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
_WORDS = {str: "text", bool: "true or false", int: "a whole number", float: "a number", dict: "an object"}
# Beyond it a reader of JSON may take one whole number for another (RFC 8259, 6).
_LARGEST = 2**53 - 1


class DocumentError(MapsError, ValueError):
    """Data that is not a map document: a key is missing, unknown or holds the wrong kind of value."""


def to_plain(value: Json) -> Json:
    """A dataclass as dicts, lists, text, numbers, booleans and None, which share nothing with it.

    Examples:
        >>> from maps.document import Category
        >>> to_plain((Category("ambush", "Ambush"), LonLat(2.966, 19.955)))
        [{'key': 'ambush', 'label': 'Ambush', 'colour': None}, [2.966, 19.955]]
    """
    if dataclasses.is_dataclass(value):
        return {item.name: to_plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {key: to_plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [to_plain(item) for item in value]
    return value


def from_plain(kind: TypeForm, data: Json, path: str = "") -> Json:
    """The value of the annotated type ``kind`` that plain data describes.

    Args:
        kind: A dataclass, or a type that one of its fields is annotated with.
        data: What ``to_plain`` gave, perhaps by way of JSON.
        path: Key path of ``data`` in the whole, for messages.

    Raises:
        DocumentError: If something in it is of the wrong kind; the message names its key path.

    Examples:
        >>> from maps.document import Category
        >>> from_plain(Category, {"key": "ambush", "label": None})
        Traceback (most recent call last):
        maps.plain.DocumentError: label: null is not text
    """
    if kind in (LonLat, BBox):
        return _position(kind, data, path)
    if dataclasses.is_dataclass(kind):
        return _dataclass(kind, data, path)
    return _READERS.get(get_origin(kind), _scalar)(kind, data, path)


def _optional(kind: TypeForm, data: Json, path: str) -> Json:
    (inner,) = (argument for argument in get_args(kind) if argument is not types.NoneType)
    return None if data is None else from_plain(inner, data, path)


def _choice(kind: TypeForm, data: Json, path: str) -> Json:
    choices = get_args(kind)
    if data not in choices:
        raise _wrong(path, data, f"one of {', '.join(map(repr, choices))}")
    return data


def _tuple(kind: TypeForm, data: Json, path: str) -> tuple[Json, ...]:
    inner = get_args(kind)[0]
    return tuple(from_plain(inner, item, f"{path}[{index}]") for index, item in enumerate(_list(data, path)))


def _dataclass(kind: TypeForm, data: Json, path: str) -> Json:
    if not isinstance(data, dict):
        raise _wrong(path, data, "an object")
    hints = _hints(kind)
    for key in data:
        if key not in hints:
            raise DocumentError(f"{_join(path, key)}: no such key; known are {', '.join(hints)}")
    for field in dataclasses.fields(kind):
        needed = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        if needed and field.name not in data:
            raise DocumentError(f"{_join(path, field.name)}: is missing")
    return kind(**{key: from_plain(hints[key], item, _join(path, key)) for key, item in data.items()})


@functools.cache
def _hints(kind: TypeForm) -> dict[str, Any]:
    # The modules that annotate with these import them for type checkers alone.
    return get_type_hints(kind, localns={"LonLat": LonLat, "BBox": BBox, "Sequence": Sequence})


def _scalar(kind: TypeForm, data: Json, path: str) -> Json:
    right = isinstance(data, int | float if kind is float else kind)
    # A bool is an int for Python, not for a reader of JSON; NaN and infinity are not JSON at all.
    if not right or (isinstance(data, bool) and kind is not bool):
        raise _wrong(path, data, _WORDS[kind])
    if kind is float:
        return _finite(data, path)
    if kind is int and abs(data) > _LARGEST:
        raise _wrong(path, data, f"a whole number of at most {_LARGEST:,}")
    return data


def _finite(data: float, path: str) -> float:
    try:
        number = float(data)
    except OverflowError:
        # A whole number, which JSON and Python can make as large as they like.
        number = math.inf
    if not math.isfinite(number):
        raise _wrong(path, data, "a finite number")
    return number


def _position(kind: type[LonLat | BBox], data: Json, path: str) -> LonLat | BBox:
    names = kind._fields
    items = _list(data, path)
    if len(items) != len(names):
        raise _wrong(path, data, f"[{', '.join(names)}]")
    numbers = [from_plain(float, item, f"{path}[{index}]") for index, item in enumerate(items)]
    try:
        return kind(*numbers)
    except ValueError as error:
        raise DocumentError(f"{path}: {error}") from error


def _geometry(_: TypeForm, data: Json, path: str) -> dict[str, Any]:
    known = isinstance(data, dict) and set(data) == {"type", "coordinates"} and data["type"]
    if not isinstance(known, str) or known not in _GEOMETRIES:
        raise _wrong(path, data, "a GeoJSON geometry with type and coordinates")
    coordinates = _coordinates(data["coordinates"], _GEOMETRIES[known], _join(path, "coordinates"))
    return {"type": known, "coordinates": coordinates}


def _coordinates(data: Json, depth: int, path: str) -> list[Any]:
    items = _list(data, path)
    if depth:
        return [_coordinates(item, depth - 1, f"{path}[{index}]") for index, item in enumerate(items)]
    _position(LonLat, items, path)
    return list(items)


def _list(data: Json, path: str) -> list[Any]:
    if not isinstance(data, list):
        raise _wrong(path, data, "a list")
    return data


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _wrong(path: str, data: Json, rule: str) -> DocumentError:
    return DocumentError(f"{path or 'the document'}: {shown(data)} is not {rule}")


def shown(data: Json) -> str:
    """A value as messages show it: cut where it is long.

    Examples:
        >>> shown("exact"), shown(None), shown([0] * 1000)[-6:]
        ("'exact'", 'null', ' 0,...')
    """
    try:
        text = json.dumps(data) if data is None or isinstance(data, bool) else repr(data)
    except (ValueError, RecursionError):
        # A number of thousands of digits, or lists in lists without end.
        return f"a huge {type(data).__name__}"
    return text if len(text) <= 60 else f"{text[:57]}..."


_READERS: dict[TypeForm, Callable[[TypeForm, Json, str], Json]] = {
    Union: _optional,
    types.UnionType: _optional,
    Literal: _choice,
    tuple: _tuple,
    Sequence: _tuple,
    dict: _geometry,
}
