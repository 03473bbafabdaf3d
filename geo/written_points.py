"""Points in the forms that programs write: WKT, GeoJSON, ``geo:`` addresses, addresses of web maps.

Each has its order of longitude and latitude from its standard. WKT (OGC 06-103r4) and GeoJSON (RFC 7946,
section 3.1.1) have the longitude first, ``geo:`` (RFC 5870) and web maps the latitude. Of two numbers in
square brackets the longitude is first too, for only GeoJSON writes them so.
"""

from __future__ import annotations

import re
from typing import NoReturn

from geo.errors import CoordinateError

__all__ = ["is_written", "read_written"]

_SHAPES = (
    "LINESTRING|LINEARRING|POLYGON|TRIANGLE|CIRCULARSTRING|MULTI[A-Z]+|GEOMETRYCOLLECTION|TIN|CURVE[A-Z]*"
)
_WKT = re.compile(
    rf"(?:SRID\s*=\s*(\d+)\s*;\s*)?(POINT|{_SHAPES})\s*(ZM|Z|M)?\s*(?:\((.*)\)|EMPTY)?",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
_BRACKETS = re.compile(rf"\[\s*({_NUMBER})\s*,\s*({_NUMBER})\s*(?:,\s*{_NUMBER}\s*)?\]")
_GEO = re.compile(r"geo:([^;?]*)((?:;[^?]*)?)(?:\?.*)?", re.IGNORECASE | re.DOTALL)
_WEB = re.compile(rf"(?:https?://\S*?)?@({_NUMBER}),({_NUMBER})(?:,[\d.]+[zmathy]\S*|/\S*)?", re.IGNORECASE)
_PLAIN = re.compile(_NUMBER)
# EPSG's number of WGS 84 as WKT of spatial databases names it.
_WGS84 = "4326"


def is_written(text: str) -> bool:
    """Whether a text begins as one of these forms does; it may still be a wrong one.

    Examples:
        >>> is_written("LINESTRING (1 2, 3 4)"), is_written("Point Pedro")
        (True, False)
    """
    text = text.strip()
    wkt = _WKT.fullmatch(text)
    if wkt and (wkt[4] is not None or text.upper().endswith("EMPTY")):
        return True
    if text[:1] in {"{", "["}:
        return any(char.isdecimal() for char in text)
    if _GEO.match(text):
        return any(char.isdecimal() for char in text)
    return _WEB.fullmatch(text) is not None


def read_written(text: str) -> tuple[float, float] | None:
    """Longitude and latitude, unchecked; None for a text in none of these forms.

    Raises:
        CoordinateError: If it is in one of them and not one point in WGS 84.

    Examples:
        >>> read_written("POINT (2.966 19.955)"), read_written("geo:19.955,2.966;u=40")
        ((2.966, 19.955), (2.966, 19.955))
        >>> read_written("LINESTRING (1 2, 3 4)")
        Traceback (most recent call last):
        geo.errors.CoordinateError: 'LINESTRING (1 2, 3 4)': a LINESTRING is no point; give one point of
        it, longitude first, as in 'POINT (2.966 19.955)'
    """
    if not is_written(text):
        return None
    plain = text.strip()
    if plain[0] == "{":
        return _of_geojson(text)
    if plain[0] == "[":
        return _of_brackets(text, plain)
    wkt = _WKT.fullmatch(plain)
    if wkt:
        return _of_wkt(text, wkt)
    web = _WEB.fullmatch(plain)
    if web:
        return float(web[2]), float(web[1])
    return _of_geo(text, plain)


def _of_wkt(text: str, wkt: re.Match[str]) -> tuple[float, float]:
    srid, shape, _, inside = wkt.groups()
    if shape.upper() != "POINT":
        _refuse(
            text,
            f"a {shape.upper()} is no point; give one point of it, longitude first, as in "
            "'POINT (2.966 19.955)'",
        )
    if srid not in (None, _WGS84):
        _refuse(text, f"SRID {srid} is another reference system; give the point in WGS 84 (SRID 4326)")
    numbers = (inside or "").split()
    # What follows the first two are a height and a measure.
    if not 2 <= len(numbers) <= 4 or not all(map(_PLAIN.fullmatch, numbers)):
        _refuse(
            text, "a POINT has two numbers with a blank between them, longitude first: 'POINT (2.966 19.955)'"
        )
    return float(numbers[0]), float(numbers[1])


def _of_brackets(text: str, plain: str) -> tuple[float, float]:
    found = _BRACKETS.fullmatch(plain)
    if not found:
        _refuse(
            text,
            "square brackets are a position of GeoJSON: two numbers with decimal points and a comma between "
            "them, longitude first, as in '[2.966, 19.955]'; without brackets the latitude is first",
        )
    return float(found[1]), float(found[2])


def _of_geojson(text: str) -> tuple[float, float]:
    import json

    try:
        shape = json.loads(text)
    except (ValueError, RecursionError):
        _refuse(text, "it begins as GeoJSON does, and is no JSON")
    if shape.get("type") == "Feature" and isinstance(shape.get("geometry"), dict):
        shape = shape["geometry"]
    if shape.get("type") != "Point":
        _refuse(text, f"GeoJSON of the type {shape.get('type')!r} is no point; give a Point")
    position = shape.get("coordinates")
    if not (
        isinstance(position, list)
        and len(position) >= 2
        and all(type(one) in {int, float} for one in position)
    ):
        _refuse(text, 'a Point has "coordinates" of two numbers, longitude first: [2.966, 19.955]')
    return float(position[0]), float(position[1])


def _of_geo(text: str, plain: str) -> tuple[float, float]:
    found = _GEO.fullmatch(plain)
    numbers = found[1].split(",") if found else []
    if not found or len(numbers) not in {2, 3} or not all(map(_PLAIN.fullmatch, numbers)):
        _refuse(
            text, "a geo: address has latitude and longitude with a comma between them: 'geo:19.955,2.966'"
        )
    system = re.search(r";crs=([^;]*)", found[2], re.IGNORECASE)
    if system and system[1].lower() != "wgs84":
        _refuse(text, f"crs={system[1]} is another reference system; give the point in WGS 84")
    return float(numbers[1]), float(numbers[0])


def _refuse(text: str, why: str) -> NoReturn:
    shown = text if len(text) <= 80 else f"{text[:77]}..."
    raise CoordinateError(f"{shown!r}: {why}")
