"""The files of GeoNames: the dump of places in 19 columns, and alternateNamesV2, names with languages.

Columns as in https://download.geonames.org/export/dump/readme.txt.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final, TypeAlias

from gazetteer.build.features import COUNTRY_KIND, kind_number
from gazetteer.build.report import lines_of
from gazetteer.build.rows import OWN_IDS, clean, e7, tag
from gazetteer.index_format import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazetteer.build.report import Reading
    from gazetteer.build.rows import Row

__all__ = ["DUMP_COLUMNS", "GEONAMES", "Alternate", "is_code", "parse_alternates", "parse_dump"]

GEONAMES: Final = "GeoNames"
DUMP_COLUMNS: Final = 19
_ALTERNATE_COLUMNS = 8  # ten since 2019: the two behind tell from when to when

#: Number of the place, spelling, tag as ``rows.tag`` makes it.
Alternate: TypeAlias = tuple[int, str, str]

_PRIMARY = tag("primary", GEONAMES)
_ASCII = tag("ascii", GEONAMES)
_ALTERNATE = tag("alternate", GEONAMES)
_CODE = tag("code", GEONAMES)
_ADMIN1, _ADMIN2 = KINDS.index("admin1"), KINDS.index("admin2")
_LONGEST_CODE = 4
_MOST_NUMBER = 0xFFFFFFFF
# No name of a place: links, postal codes, telephone and other numbers of the place.
_NOT_NAMES = frozenset({"link", "wkdt", "post", "phon", "tcid"})
_CODES = frozenset({"iata", "icao", "faac", "unlc"})
_LANGUAGES = {"piny": "zh-Latn-pinyin", "fr_1793": "fr", "zhCN": "zh-CN"}


def is_code(name: str) -> bool:
    """Whether a name without a language is a code (IATA, UN/LOCODE): short and all in capitals.

    Examples:
        >>> is_code("BKO"), is_code("Gao")
        (True, False)
    """
    return len(name) <= _LONGEST_CODE and name.isascii() and name.isupper()


def parse_dump(data: bytes, rank: int, reading: Reading) -> Iterator[Row]:
    """The places of a stretch of whole lines of a dump.

    Args:
        data: Whole lines.
        rank: Position of the source.
        reading: Counts what is read.
    """
    kinds: dict[str, int] = {}
    for number, line in lines_of(data, reading):
        cells = line.split("\t")
        if len(cells) != DUMP_COLUMNS:
            reading.breaks(number, f"it has {len(cells)} columns, a row of GeoNames has {DUMP_COLUMNS}")
            continue
        try:
            place, population = int(cells[0]), int(cells[14] or 0)
            lon_e7, lat_e7 = e7(cells[5], cells[4])
        except ValueError as error:
            reading.breaks(number, error)
            continue
        name = clean(cells[1])
        country = cells[8]
        why = _wrong(place, name, population, country)
        if why:
            reading.breaks(number, why)
            continue
        feature = f"{cells[6]}.{cells[7]}" if cells[7] else cells[6]
        kind = kinds.get(feature)
        if kind is None:
            kind = kinds[feature] = kind_number(feature)
        holder, codes = _units(kind, feature, country, cells[10], cells[11])
        shared = cells[9].replace(",", " ").replace(country, "").strip() if cells[9] else ""
        names = _names(name, cells[2], cells[3])
        yield (
            place, rank, place, lon_e7, lat_e7, kind, feature, country, shared, holder, population, 0, codes,
            names, OWN_IDS,
        )  # fmt: skip


def _wrong(place: int, name: str, population: int, country: str) -> str:
    if not 0 < place <= _MOST_NUMBER:
        return f"{place} is no number of GeoNames"
    if not name:
        return "it has no name"
    if not 0 <= population <= _MOST_NUMBER:
        return f"population {population} is {'below 0' if population < 0 else 'too large'}"
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        return f"{country!r} is no ISO code of a country"
    return ""


def _units(kind: int, feature: str, country: str, admin1: str, admin2: str) -> tuple[str, str]:
    """The code of the unit that holds a place, and the place's own code if it is a unit."""
    first = f"{country}.{admin1}" if admin1 and admin1 != "00" and country else country
    if kind == _ADMIN1:
        return country, first
    second = f"{first}.{admin2}" if admin2 and first != country else first
    if kind == _ADMIN2 and feature == "A.ADM2":
        return first, second
    return ("", country) if kind == COUNTRY_KIND else (second, "")


def _names(name: str, ascii_name: str, alternates: str) -> tuple[str, ...]:
    if not alternates:
        return (name, _PRIMARY) if ascii_name in (name, "") else (name, _PRIMARY, clean(ascii_name), _ASCII)
    kinds = {name: _PRIMARY}
    for other in alternates.split(","):
        spelling = clean(other)
        if spelling and spelling not in kinds:
            kinds[spelling] = _CODE if len(spelling) <= _LONGEST_CODE and is_code(spelling) else _ALTERNATE
    if ascii_name:
        kinds.setdefault(clean(ascii_name), _ASCII)
    return tuple(itertools.chain.from_iterable(kinds.items()))


def parse_alternates(data: bytes, reading: Reading) -> Iterator[Alternate]:
    """The names of a stretch of whole lines of alternateNamesV2; links and postal codes are passed over.

    Args:
        data: Whole lines.
        reading: Counts what is read.
    """
    for number, line in lines_of(data, reading):
        cells = line.split("\t")
        if len(cells) < _ALTERNATE_COLUMNS:
            reading.breaks(number, f"it has {len(cells)} columns, a row of alternateNamesV2 has 8 or 10")
            continue
        language = cells[2]
        if language in _NOT_NAMES:
            continue
        try:
            place = int(cells[1])
        except ValueError:
            reading.breaks(number, f"{cells[1]!r} is no number of GeoNames")
            continue
        spelling = clean(cells[3])
        if not spelling or not 0 < place <= _MOST_NUMBER:
            reading.breaks(number, "it has no name" if not spelling else f"{place} is no number of GeoNames")
            continue
        yield place, spelling, _alternate_tag(language, spelling, cells[4:8])


def _alternate_tag(language: str, spelling: str, flags: Sequence[str]) -> str:
    preferred, short, _, historic = flags  # a colloquial name is an alternate
    if language in _CODES or (not language and is_code(spelling)):
        return _CODE
    if language == "abbr":
        return tag("abbreviation", GEONAMES)
    kind = "alternate"
    if historic == "1" or language == "fr_1793":
        kind = "historic"
    elif short == "1":
        kind = "short"
    elif preferred == "1":
        kind = "preferred"
    return tag(kind, GEONAMES, _LANGUAGES.get(language, language))
