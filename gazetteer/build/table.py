"""Tables of places that anybody may have: CSV with names, longitudes and latitudes in columns."""

from __future__ import annotations

import csv
import io
import re
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Final, NamedTuple

from gazetteer.build.features import kind_number
from gazetteer.build.geonames import is_code
from gazetteer.build.rows import LOCATE, OWN_IDS, clean, e7, group_of, tag
from gazetteer.errors import BuildError
from gazetteer.index_format import KINDS
from gazetteer.names import fold
from geo.checks import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gazetteer.build.report import Reading
    from gazetteer.build.rows import Row

__all__ = ["Columns", "find_columns", "nearest_column", "parse_table"]

# What the columns are called, as ``fold`` leaves it.
_USUAL: Final = {
    "name": "name placename toponym place title nameen nom nombre lieu localite lugar localidad ville "
    "town village city",
    "lon": "lon longitude longitud lng long x decimallongitude xcoord",
    "lat": "lat latitude latitud y decimallatitude ycoord",
    "id": "id geonameid geonamesid placeid identifier uid code pcode",
    "kind": "kind type placetype featuretype category",
    "feature": "featurecode fcode",
    "class": "featureclass fclass",
    "country": "country countrycode iso2 isoa2 cc alpha2 iso iso3 pays pais",
    "population": "population pop inhabitants habitants poblacion habitantes",
    "names": "alternatenames alternatename alternates alternate altnames altname names variants aliases",
    "admin1": "admin1 adm1 admin1code admin1name region province state",
    "admin2": "admin2 adm2 admin2code admin2name district county cercle",
    "extent": "extentm radiusm extent radius",
}
_NEEDED: Final = ("name", "lon", "lat")
_LANGUAGE = re.compile(r"(?:name|nom)[\s_:.-]+([a-z]{2,3}(?:-[a-z]+)?)", re.IGNORECASE)
_DELIMITERS: Final = ",;\t|"
_GEONAMES_COLUMNS: Final = frozenset({"geonameid", "geonamesid"})
_LONGEST_CELL: Final = 65_536
_WORDS: Final = {
    "city": "city town village hamlet settlement populatedplace locality ppl capital commune ville",
    "admin1": "admin1 adm1 region province state governorate wilaya wilayat oblast",
    "admin2": "admin2 adm2 district county cercle departement department prefecture municipality",
    "country": "country nation",
    "natural": "natural river lake mountain hill forest desert valley island well spring oasis wadi stream",
    "region": "area zone informalregion",
}
_SAVE_AS_UTF8: Final = "save the table as UTF-8 (in a spreadsheet: CSV UTF-8)"
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:\.\d{3})+")
_BETWEEN_DIGITS: Final = dict.fromkeys(map(ord, " \u00a0\u202f,'\u2019"), "")
_KIND_OF: Final = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_FEATURES: Final = {"city": "P.PPL", "admin1": "A.ADM1", "admin2": "A.ADM2", "country": "A.PCLI"}


class Columns(NamedTuple):
    """Where a table has what.

    Attributes:
        delimiter: What stands between its cells.
        width: How many cells a row has.
        at: Position of each known column, by its name here.
        languages: Position and language of columns like ``name_fr``.
        numbered: Whether its identifiers are numbers of GeoNames.
        locates: Whether rows that say no country are placed in one by where they are.
        unused: Titles of columns of which nothing is known.
    """

    delimiter: str
    width: int
    at: Mapping[str, int]
    languages: Sequence[tuple[int, str]]
    numbered: bool
    locates: bool = False
    unused: Sequence[str] = ()


def find_columns(start: bytes, name: str) -> Columns:
    r"""The columns of a table by its header.

    Args:
        start: The first bytes of the file, its first line at least.
        name: How messages call the file.

    Raises:
        BuildError: If no column can be the name, the longitude or the latitude.

    Examples:
        >>> find_columns(b"Place name;Lat;Lng\n", "x.csv").at
        {'name': 0, 'lon': 2, 'lat': 1}
    """
    line = start.split(b"\n", 1)[0]
    try:
        text = line.decode("utf-8-sig").rstrip("\r")
    except UnicodeDecodeError:
        raise BuildError(f"{name}: its first line is not UTF-8; {_SAVE_AS_UTF8}") from None
    delimiter = max(_DELIMITERS, key=text.count)
    try:
        header = next(csv.reader([text], delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        raise BuildError(f"{name}: its first line is no header of CSV: {error}") from error
    keys = [fold(cell) for cell in header]
    at = {}
    for column, usual in _USUAL.items():
        found = next((keys.index(key) for key in usual.split() if key in keys), None)
        if found is not None:
            at[column] = found
    missing = [column for column in _NEEDED if column not in at]
    if missing:
        raise BuildError(
            f"{name}: no column for {', '.join(missing)} in its first line, "
            f"{shortened(', '.join(header))}; there "
            "must stand the titles of the columns, with name, lon and lat or usual other words for them"
        )
    languages = [
        (position, match[1].lower())
        for position, cell in enumerate(header)
        if position not in at.values() and (match := _LANGUAGE.fullmatch(cell.strip()))
    ]
    numbered = "id" in at and keys[at["id"]] in _GEONAMES_COLUMNS
    used = {*at.values(), *(position for position, _ in languages)}
    unused = [cell.strip() for position, cell in enumerate(header) if position not in used and cell.strip()]
    return Columns(delimiter, len(header), at, languages, numbered, unused=unused)


def nearest_column(title: str) -> str:
    """The known title of a column that is spelled most like this one, or "".

    Examples:
        >>> nearest_column("popluation"), nearest_column("remarks")
        ('population', '')
    """
    from difflib import get_close_matches

    known = [key for usual in _USUAL.values() for key in usual.split()]
    return next(iter(get_close_matches(fold(title), known, n=1, cutoff=0.8)), "")


def parse_table(data: bytes, columns: Columns, rank: int, label: str, reading: Reading) -> Iterator[Row]:
    """The places of a stretch of whole records of a table.

    Args:
        data: Whole records, without the header.
        columns: What ``find_columns`` found.
        rank: Position of the source.
        label: Name of the source, which also begins the identifiers that it has not.
        reading: Counts what is read.
    """
    csv.field_size_limit(_LONGEST_CELL)
    text = data.decode("utf-8", "surrogateescape")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=columns.delimiter)
    before = reading.lines  # the header
    line = before + 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            reading.rows += 1
            reading.breaks(line, f"it is no row of CSV: {error}")
            line = before + reader.line_num + 1
            continue
        if cells is None:
            break
        if any(cells):
            reading.rows += 1
            try:
                yield _place(cells, columns, rank, label)
            except ValueError as error:
                reading.breaks(line, error)
        line = before + reader.line_num + 1
    reading.lines += reader.line_num


def _place(cells: list[str], columns: Columns, rank: int, label: str) -> Row:
    if len(cells) < columns.width:
        raise ValueError(f"it has {len(cells)} cells and the header {columns.width}")
    row = {column: cells[at].strip() for column, at in columns.at.items()}
    if any("\udc80" <= letter <= "\udcff" for text in row.values() if not text.isascii() for letter in text):
        raise ValueError(f"it is not UTF-8; {_SAVE_AS_UTF8}")
    name = clean(row["name"])
    if not name:
        raise ValueError("it has no name")
    lon, lat = row["lon"], row["lat"]
    if columns.delimiter != ",":  # where a comma may be the decimal sign
        lon, lat = lon.replace(",", "."), lat.replace(",", ".")
    try:
        lon_e7, lat_e7 = e7(lon, lat)
    except ValueError as error:
        lon_e7, lat_e7 = _as_written(row["lon"], row["lat"], error)
    kind, feature = _kind(row)
    identifier = _identifier(row.get("id", ""), columns, label, (name, lon_e7, lat_e7))
    country = _country(row.get("country", ""))
    return (
        group_of(identifier) if isinstance(identifier, str) else identifier, rank, identifier, lon_e7, lat_e7,
        kind, feature, country, "", _holder(country, row.get("admin1", ""), row.get("admin2", "")),
        _whole(row.get("population", ""), "population"), _whole(row.get("extent", ""), "extent"), "",
        _names(name, row.get("names", ""), cells, columns, label),
        (OWN_IDS if row.get("id") else 0) | (LOCATE if columns.locates and not row.get("country") else 0),
    )  # fmt: skip


def _as_written(lon: str, lat: str, wrong: ValueError) -> tuple[int, int]:
    """Coordinates that are no plain numbers: with letters, or in degrees, minutes and seconds.

    Raises:
        ValueError: If they are none, with what is wrong with them.
    """
    from geo.coordinates import parse_latitude, parse_longitude
    from geo.errors import CoordinateError

    try:
        return e7(parse_longitude(lon), parse_latitude(lat))
    except CoordinateError as error:
        raise (error if any(map(str.isalpha, lon + lat)) else wrong) from None


def _kind(row: Mapping[str, str]) -> tuple[int, str]:
    """Position of the kind and feature code; -1 and "" where the row says neither."""
    feature = row.get("feature", "").upper()
    if feature and "." not in feature and row.get("class"):
        feature = f"{row['class'].upper()}.{feature}"
    if len(feature) > 2 and feature[1] == ".":
        return kind_number(feature), feature
    said = row.get("kind", "") or row.get("class", "")
    if not said:
        return -1, ""
    if len(said) == 1 and said.upper() in "AHLPRSTUV":
        return kind_number(said.upper()), said.upper()
    kind = said.lower() if said.lower() in KINDS else _KIND_OF.get(fold(said), "other")
    return KINDS.index(kind), _FEATURES.get(kind, "")


def _identifier(said: str, columns: Columns, label: str, place: tuple[str, int, int]) -> int | str:
    if not said:
        # The same row gets the same identifier in each build.
        digest = blake2b("\t".join(map(str, place)).encode("utf-8", "replace"), digest_size=6).hexdigest()
        return f"{label}:{digest}"
    number = said.removeprefix("geonames:")
    if (columns.numbered or number != said) and number.isdecimal():
        if not 0 < int(number) <= 0xFFFFFFFF:
            raise ValueError(f"{said} is no number of GeoNames")
        return int(number)
    said = "".join(clean(said).split())
    return said if ":" in said else f"{label}:{said}"


@lru_cache(maxsize=4096)
def _country(said: str) -> str:
    """The ISO code of a country by code or name; "" where it is none that is known."""
    from geo.countries import country
    from geo.errors import UnknownCountryError

    try:
        return country(said).alpha2 if said else ""
    except UnknownCountryError:
        return ""


def _holder(country: str, admin1: str, admin2: str) -> str:
    """What to look the holder up by, the smallest first: names as ``level country/key``, then codes.

    "" where no unit is named: the country is what holds the place then, unless another source says more.
    """
    if not admin1 and not admin2:
        return ""
    by_name = [f"{level}{country}/{key}" for level, said in ((2, admin2), (1, admin1)) if (key := fold(said))]
    code = admin1 if "-" in admin1 or "." in admin1 or not country else f"{country}.{admin1}"
    by_code = [code] if admin1 and " " not in code else []
    return " ".join([*by_name, *by_code, country]).strip()


def _whole(said: str, column: str) -> int:
    if not said:
        return 0
    if column == "population" and _THOUSANDS.fullmatch(said):  # nobody counts thousandths of people
        said = said.replace(".", "")
    try:
        number = round(float(said.translate(_BETWEEN_DIGITS)))
    except (ValueError, OverflowError):
        raise ValueError(f"{column} {said!r} is no number") from None
    if not 0 <= number <= 0xFFFFFFFF:
        raise ValueError(f"{column} {said} lies outside 0 to {0xFFFFFFFF}")
    return number


def _names(name: str, others: str, cells: Sequence[str], columns: Columns, label: str) -> tuple[str, ...]:
    between = next((sign for sign in "|;" if sign in others), ",")
    kinds = {name: tag("primary", label)}
    for position, language in columns.languages:
        spelling = clean(cells[position])
        if spelling:
            kinds.setdefault(spelling, tag("alternate", label, language))
    for other in others.split(between):
        spelling = clean(other)
        if spelling:
            kinds.setdefault(spelling, tag("code" if is_code(spelling) else "alternate", label))
    return tuple(part for pair in kinds.items() for part in pair)
