"""Who's On First: one GeoJSON feature for each place, in a folder or a bundle.

Properties as in https://whosonfirst.org/docs/properties/; placetypes as in https://whosonfirst.org/docs/placetypes/.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gazetteer.build.languages import bcp47
from gazetteer.build.rows import OWN_IDS, clean, e7, group_of, tag
from gazetteer.index_format import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazetteer.build.report import Reading
    from gazetteer.build.rows import Row

__all__ = ["WHOS_ON_FIRST", "is_feature_file", "parse_lines", "read_files"]

WHOS_ON_FIRST: Final = "Who's On First"

# Placetype: kind of place, feature code. Postal codes and time zones are no places that a text names.
_TYPES: Final = {
    "continent": ("region", "L.CONT"),
    "empire": ("region", "A.PCLH"),
    "country": ("country", "A.PCLI"),
    "dependency": ("country", "A.PCLD"),
    "disputed": ("region", "A.ZN"),
    "macroregion": ("region", "L.RGN"),
    "region": ("admin1", "A.ADM1"),
    "macrocounty": ("region", "L.RGN"),
    "county": ("admin2", "A.ADM2"),
    "localadmin": ("admin2", "A.ADM3"),
    "locality": ("city", "P.PPL"),
    **dict.fromkeys(("borough", "macrohood", "neighbourhood", "microhood"), ("city", "P.PPLX")),
    "ocean": ("natural", "H.OCN"),
    "marinearea": ("natural", "H.SEA"),
    "island": ("natural", "T.ISL"),
}
_PASSED_OVER: Final = frozenset({"postalcode", "timezone", "planet"})
_NAME_KINDS: Final = {
    "preferred": "preferred",
    "variant": "alternate",
    "colloquial": "alternate",
    "historical": "historic",
}
_HOLDERS: Final = ("county_id", "region_id", "dependency_id", "country_id")
_EARTH_M: Final = 6_371_008.8
_MOST_NUMBER: Final = 0xFFFFFFFF


def is_feature_file(name: str) -> bool:
    """Whether a file holds a place: alternative geometries of one do not count.

    Examples:
        >>> is_feature_file("data/856/326/85632.geojson"), is_feature_file("85632-alt-quattroshapes.geojson")
        (True, False)
    """
    base = name.rpartition("/")[2]
    return base.endswith((".geojson", ".json")) and "-alt-" not in base and not base.startswith((".", "meta"))


def read_files(paths: Sequence[str], rank: int, reading: Reading) -> Iterator[Row]:
    """The places of files that hold a feature or a collection each."""
    for path in paths:
        yield from _read(Path(path).read_bytes(), 1, Path(path).name, rank, reading)
        reading.lines += 1


def parse_lines(data: bytes, rank: int, reading: Reading) -> Iterator[Row]:
    """The places of lines that hold a name of a file and, behind a tab, what it holds in one line."""
    lines = data.split(b"\n")
    for number, line in enumerate(lines[:-1] if not lines[-1] else lines, start=1):
        name, _, content = line.partition(b"\t")
        yield from _read(content, number, name.decode("utf-8", "replace"), rank, reading)
        reading.lines += 1


def _read(content: bytes, line: int, where: str, rank: int, reading: Reading) -> Iterator[Row]:
    try:
        found = json.loads(content)
        features = found["features"] if found.get("type") == "FeatureCollection" else [found]
        features = list(features)
    except (ValueError, AttributeError, KeyError, TypeError, RecursionError) as error:
        reading.rows += 1
        reading.breaks(line, f"it is no GeoJSON: {error}", where)
        return
    for feature in features:
        reading.rows += 1
        try:
            row = _place(feature, rank)
        except (ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
            reading.breaks(
                line, error if isinstance(error, ValueError) else f"it is no place: {error!r}", where
            )
            continue
        if row:
            yield row


def _place(feature: dict[str, Any], rank: int) -> Row | None:
    if feature.get("type") != "Feature":
        raise ValueError(f"it is no feature of GeoJSON but {feature.get('type')!r}")
    said = feature["properties"]
    number = said.get("wof:id", feature.get("id"))
    if not isinstance(number, int) or isinstance(number, bool):
        raise ValueError(f"wof:id {number!r} is no number")  # noqa: TRY004 - of the file, not of a caller
    placetype = said.get("wof:placetype", "")
    if placetype in _PASSED_OVER or _is_past(said):
        return None
    name = clean(said.get("wof:name") or "")
    if not name:
        raise ValueError(f"wof:{number} has no name")
    lon_e7, lat_e7 = _point(said, feature)
    kind, feature_code = _TYPES.get(placetype, ("other", ""))
    linked = said.get("wof:concordances") or {}
    geonames = linked.get("gn:id")
    country = (said.get("wof:country") or "").strip()
    country = country if len(country) == 2 and country.isascii() and country.isupper() else ""
    codes = [str(linked[key]) for key in ("iso:code", "iso:id") if kind == "admin1" and linked.get(key)]
    codes = [code for code in codes if "-" in code and code.isprintable() and " " not in code]
    if kind == "country" and country:
        codes = [country]
    identifier = f"wof:{number}"
    own = [identifier] if kind in ("admin1", "admin2", "country") and feature_code != "A.ADM3" else []
    group = geonames if isinstance(geonames, int) and 0 < geonames <= _MOST_NUMBER else group_of(identifier)
    holder = _holder(said, number, country if kind != "country" else "")
    extent_m = _extent_m(said.get("geom:bbox"), lon_e7 / 1e7, lat_e7 / 1e7)
    return (
        group, rank, identifier, lon_e7, lat_e7, KINDS.index(kind), feature_code, country, "", holder,
        _population(said), extent_m, " ".join([*codes[:1], *own]), _names(name, said), OWN_IDS,
    )  # fmt: skip


def _is_past(said: dict[str, Any]) -> bool:
    """Whether the record no longer stands for a place: replaced, withdrawn, or of something past."""
    ended = said.get("edtf:deprecated") or said.get("edtf:cessation")
    return bool(said.get("wof:superseded_by")) or said.get("mz:is_current") == 0 or ended not in _NOT_ENDED


_NOT_ENDED: Final = (None, "", "u", "uuuu", "..", "open")


def _point(said: dict[str, Any], feature: dict[str, Any]) -> tuple[int, int]:
    """The point for a label, the centre of the geometry, or the geometry itself."""
    for prefix in ("lbl", "geom"):
        lon, lat = said.get(f"{prefix}:longitude"), said.get(f"{prefix}:latitude")
        if lon is not None and lat is not None:
            return e7(lon, lat)
    geometry = feature.get("geometry") or {}
    if geometry.get("type") != "Point":
        raise ValueError("it has no coordinates (lbl:longitude, geom:longitude or a point)")
    return e7(*geometry["coordinates"][:2])


def _holder(said: dict[str, Any], number: int, country: str) -> str:
    hierarchy = (said.get("wof:hierarchy") or [{}])[0]
    units = [unit for level in _HOLDERS if (unit := hierarchy.get(level)) and unit not in {number, -1}]
    return " ".join([*(f"wof:{unit}" for unit in units), country]).strip() if units else ""


def _population(said: dict[str, Any]) -> int:
    for key in ("wof:population", "gn:population", "qs:pop", "statoids:population"):
        found = said.get(key)
        if isinstance(found, int | float) and 0 < found <= _MOST_NUMBER:
            return round(found)
    return 0


def _extent_m(bbox: object, lon: float, lat: float) -> int:
    """Distance from the point to the farthest corner of the box, on a sphere; 0 without a box."""
    try:
        west, south, east, north = (float(part) for part in str(bbox).split(","))
    except ValueError:
        return 0
    if (west, south) == (east, north) or not math.isfinite(west + south + east + north):
        return 0
    corners = [(x, y) for x in (west, east) for y in (south, north)]
    return round(max(_distance_m(lon, lat, *corner) for corner in corners))


def _distance_m(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    north, south = math.radians(lat), math.radians(other_lat)
    half = math.sin((north - south) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(math.radians(lon - other_lon) / 2) ** 2
    return 2 * _EARTH_M * math.asin(min(1.0, math.sqrt(half)))


def _names(name: str, said: dict[str, Any]) -> tuple[str, ...]:
    tags = {name: tag("primary", WHOS_ON_FIRST)}
    for key, values in sorted(said.items()):
        prefix, _, rest = key.partition(":")
        language, _, kind = rest.partition("_x_")
        if prefix not in ("name", "abrv") or not kind or not isinstance(values, list):
            continue
        of = (
            "abbreviation"
            if prefix == "abrv" or kind == "abbreviation"
            else _NAME_KINDS.get(kind, "alternate")
        )
        for value in values:
            spelling = clean(str(value))
            if spelling:
                tags.setdefault(spelling, tag(of, WHOS_ON_FIRST, bcp47(language)))
    return tuple(part for pair in tags.items() for part in pair)
