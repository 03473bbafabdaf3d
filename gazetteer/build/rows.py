"""The rows that travel through a build: plain tuples, because millions of them are written and read again.

A row is what one source says of one place. Rows of one place share a ``group``; ``gazetteer.build.join``
makes one row of them. They are tuples of texts and numbers alone, which ``marshal`` writes and reads at C
speed.
"""

from __future__ import annotations

import unicodedata
from hashlib import blake2b
from typing import Final, TypeAlias

__all__ = [
    "ADDS",
    "CODES",
    "COUNTRY",
    "EXTENT",
    "FEATURE",
    "FLAGS",
    "GROUP",
    "HOLDER",
    "ID",
    "KIND",
    "LAT",
    "LOCATE",
    "LON",
    "NAMES",
    "OPTIONAL",
    "OURS",
    "OWN_IDS",
    "POPULATION",
    "RANK",
    "SHARED",
    "Row",
    "clean",
    "e7",
    "group_of",
    "id_text",
    "is_group_of",
    "tag",
]

#: See the positions below.
Row: TypeAlias = tuple[
    int, int, int | str, int, int, int, str, str, str, str, int, int, str, tuple[str, ...], int
]

#: Number that the rows of one place share: that of GeoNames, else a hash of the identifier.
GROUP: Final = 0
#: Position of the source: what a later one says stands.
RANK: Final = 1
#: Number of GeoNames, or identifier as text such as ``wof:85632607``.
ID: Final = 2
#: Longitude in 1e-7 degrees.
LON: Final = 3
#: Latitude in 1e-7 degrees.
LAT: Final = 4
#: Position in ``KINDS``.
KIND: Final = 5
#: GeoNames feature class and code.
FEATURE: Final = 6
#: ISO 3166-1 alpha-2, or "".
COUNTRY: Final = 7
#: Other countries that have a part in it, between spaces.
SHARED: Final = 8
#: Code of the unit that holds it (``ML.08.1234``, ``ML-8``, ``ML``), or "".
HOLDER: Final = 9
#: Inhabitants, 0 where not known.
POPULATION: Final = 10
#: Radius that holds it, 0 where no source says.
EXTENT: Final = 11
#: Its own codes as a unit, ISO first, between spaces.
CODES: Final = 12
#: Spelling, tag, spelling, tag: see ``tag``.
NAMES: Final = 13
#: Flags: ``OPTIONAL``, ``ADDS``, ``OWN_IDS``, ``LOCATE``, ``OURS``.
FLAGS: Final = 14

#: Nothing comes of a row that stands alone: it completes another.
OPTIONAL: Final = 1
#: The row gives names and fills gaps, and overrides nothing.
ADDS: Final = 2
#: Where no source says the country, the borders tell it.
LOCATE: Final = 8
#: Its source tells its places apart by identifiers, so no two of them are taken for one.
OWN_IDS: Final = 4
#: The row is of Dateline's own tables and refines dumps.
OURS: Final = 16

_E7 = 10_000_000
_MOST_LON_E7, _MOST_LAT_E7 = 180 * _E7, 90 * _E7
_HASHED = 1 << 62


def group_of(identifier: str) -> int:
    """The number that stands for an identifier: GeoNames' own, or 62 bits of a hash.

    Examples:
        >>> group_of("geonames:2455290")
        2455290
        >>> group_of("wof:85632607") > 2**62
        True
    """
    source, _, number = identifier.partition(":")
    if source == "geonames" and number.isdecimal() and number.isascii():
        return int(number)
    digest = blake2b(identifier.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return _HASHED | int.from_bytes(digest, "little") >> 2


def id_text(identifier: int | str) -> str:
    """The identifier as the index gives it.

    Examples:
        >>> id_text(2455290), id_text("wof:85632607")
        ('geonames:2455290', 'wof:85632607')
    """
    return identifier if isinstance(identifier, str) else f"geonames:{identifier}"


_tags: dict[tuple[str, str, str], str] = {}


def tag(kind: str, source: str, language: str = "") -> str:
    """Kind, source and language of a name as one text, always the same object: marshal writes it once."""
    key = kind, source, language
    found = _tags.get(key)
    if found is None:
        found = _tags[key] = "\t".join(key)
    return found


def e7(lon: str | float, lat: str | float) -> tuple[int, int]:
    """Coordinates as whole numbers of 1e-7 degrees.

    Raises:
        ValueError: If they are no numbers or lie beyond the earth's; the message says which.

    Examples:
        >>> e7("1.40921", 18.44345)
        (14092100, 184434500)
    """
    try:
        x, y = round(float(lon) * _E7), round(float(lat) * _E7)
    except (ValueError, OverflowError):
        raise ValueError(f"coordinates {lon!r}, {lat!r} are no numbers") from None
    if not -_MOST_LAT_E7 <= y <= _MOST_LAT_E7:
        raise ValueError(f"latitude {lat} lies outside -90 to 90")
    if not -_MOST_LON_E7 <= x <= _MOST_LON_E7:
        raise ValueError(f"longitude {lon} lies outside -180 to 180")
    return x, y


def clean(text: str) -> str:
    r"""A name in one line: no controls, no halves of surrogate pairs, no blanks but single spaces.

    Examples:
        >>> clean(" Tin\tZaouatine\x00 ")
        'Tin Zaouatine'
    """
    if text.isprintable():
        return " ".join(text.split()) if "  " in text or text[:1] == " " or text[-1:] == " " else text
    kept = "".join(letter if unicodedata.category(letter) not in ("Cc", "Cs") else " " for letter in text)
    return " ".join(kept.split())


def is_group_of(identifier: int | str, group: int) -> bool:
    """Whether a group has its number from this identifier."""
    return identifier == group if isinstance(identifier, int) else group_of(identifier) == group
