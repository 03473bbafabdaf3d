"""One map of faces from OpenStreetMap's countries and its coast: each face is land of one country, or water.

The lines between countries are those of the grid of 2024, vertex by vertex. Its countries reach out over
their territorial waters, so the coast comes from the land of 2018, generalised.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.bordermap import QUANTUM_DEG
from tools.border_sources import Coded, country_grid, land_2018
from tools.shapefiles import natural_earth

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt
    from shapely import LinearRing, Polygon
    from shapely.geometry.base import BaseGeometry

    from tools.border_sources import Codes, Geometries

NO_COUNTRY = "ZZ"
_KM_PER_DEG = 111.2

# Tolerance of the coast: about 440 m. Islands and islets smaller than this are left out.
COAST_TOLERANCE_DEG = 0.004
SMALLEST_ISLAND_KM2 = 0.1
LARGE_ISLAND_KM2 = 500.0
# Waters that are kept out of the land: only the Caspian is larger than this. Lakes are land of their
# countries.
LARGEST_LAKE_DEG2 = 10.0
# The land of 2018 leaves out rivers and lakes, and so the borders in them. Natural Earth's land fills them;
# its own coast is coarse, so only what lies farther inland than this counts.
INLAND_DEG = 0.05

# Territories with codes of their own which the grid has under the code of the country that they belong to.
# Western Sahara is in both, but the grid follows a line of the party that claims it, not the parallel of 27
# 40 N.
TERRITORIES = {
    "AU": "HM CC CX NF",
    "CN": "HK MO",
    "FI": "AX",
    "FR": "GF GP MQ RE YT PM BL MF NC PF TF WF",
    "MA": "EH",
    "NL": "AW CW SX BQ",
    "NO": "SJ BV",
    "US": "PR VI GU AS MP UM",
}
# Those whose land border is not in the grid: its lines come from the land of 2018.
WITH_OWN_BORDER = ("HK", "MO", "EH")

# Slivers between two editions, in square kilometres, that belong to the nearest country rather than to
# nobody.
SLIVER_KM2 = 2.0


def faces() -> Coded:
    """The faces of land, each with its country; polygons that meet edge to edge on the quantum."""
    grid, land = country_grid(), land_2018()
    land = Coded(land.codes, _valid(_filled(shapely.get_exterior_ring(land.geometries))))
    mask = _land_mask(land)
    own = np.isin(land.codes, WITH_OWN_BORDER)
    lines = [*_countries(grid), mask, *land.geometries[own]]
    network = shapely.union_all(shapely.boundary(np.array(lines)), grid_size=QUANTUM_DEG)
    polygons = shapely.get_parts(shapely.polygonize(shapely.get_parts(network)))
    points = shapely.point_on_surface(polygons)
    inside = np.unique(shapely.STRtree(_parts(mask)).query(points, "within")[0])
    polygons, points = polygons[inside], points[inside]
    return Coded(_labels(polygons, points, grid, land), polygons)


def _filled(rings: Iterable[LinearRing]) -> Geometries:
    """The polygons that rings bound."""
    found: Geometries = np.array([shapely.Polygon(ring) for ring in rings])
    return found


def _valid(geometries: Geometries) -> Geometries:
    bad = ~shapely.is_valid(geometries)
    geometries[bad] = shapely.make_valid(geometries[bad])
    return geometries


def _parts(geometry: BaseGeometry) -> Geometries:
    """The polygons of a geometry: a union on a grid may hold islets that shrank to a line."""
    found: Geometries = shapely.get_parts(geometry)
    polygons: Geometries = found[shapely.get_type_id(found) == shapely.GeometryType.POLYGON]
    return polygons


def _countries(grid: Coded) -> list[BaseGeometry]:
    return [
        shapely.union_all(grid.geometries[grid.codes == code], grid_size=QUANTUM_DEG)
        for code in sorted(set(grid.codes.tolist()))
    ]


def area_km2(polygons: Geometries) -> npt.NDArray[np.float64]:
    """Areas, good to a few per cent: enough to tell an islet from an island."""
    bounds = shapely.bounds(polygons)
    middle = np.radians((bounds[:, 1] + bounds[:, 3]) / 2)
    found: npt.NDArray[np.float64] = shapely.area(polygons) * np.cos(middle) * _KM_PER_DEG**2
    return found


def _land_mask(land: Coded) -> BaseGeometry:
    """The land of the world with its inland waters, its coast generalised."""
    world = shapely.union_all([record.geometry for record in natural_earth("physical/ne_10m_land")])
    inland = shapely.buffer(world, -INLAND_DEG, quad_segs=2)
    lost = _lost_islands(_parts(world), land.geometries)
    whole = _parts(shapely.union_all([*land.geometries, inland, *lost], grid_size=QUANTUM_DEG))
    outlines = _filled(shapely.get_exterior_ring(whole[area_km2(whole) >= SMALLEST_ISLAND_KM2]))
    # The land of 2018 ends at 85 degrees south, where maps in Web Mercator do.
    pole = shapely.box(-180, -90, 180, -84)
    mask = shapely.union_all([*_generalised(outlines), pole], grid_size=QUANTUM_DEG)
    seas = _generalised(_filled(_large_holes(whole)))
    mask = shapely.difference(mask, shapely.union_all(seas), grid_size=QUANTUM_DEG)
    # Small holes are gaps between the land of 2018 and Natural Earth's, or lagoons.
    return shapely.MultiPolygon([(part.exterior, _large_rings(part)) for part in _parts(mask)])


def _lost_islands(world: Geometries, land: Geometries) -> Geometries:
    """Large islands that the land of 2018 lacks: Vanua Levu of Fiji, at 180 degrees."""
    islands = world[area_km2(world) > LARGE_ISLAND_KM2]
    island, polygon = shapely.STRtree(land).query(islands, "intersects")
    there = np.bincount(island, area_km2(land)[polygon], len(islands))
    lost: Geometries = islands[there < area_km2(islands) / 20]
    return lost


def _generalised(polygons: Geometries) -> Geometries:
    return _valid(shapely.simplify(polygons, COAST_TOLERANCE_DEG))


def _large_rings(polygon: Polygon) -> list[LinearRing]:
    return [ring for ring in polygon.interiors if shapely.Polygon(ring).area > LARGEST_LAKE_DEG2]


def _large_holes(polygons: Geometries) -> list[LinearRing]:
    return [ring for polygon in polygons for ring in _large_rings(polygon)]


def _labels(polygons: Geometries, points: Geometries, grid: Coded, land: Coded) -> Codes:
    """The country of each face: the grid's, else that of the land of 2018, else nobody's."""
    codes = np.full(len(points), NO_COUNTRY)
    face, cell = shapely.STRtree(grid.geometries).query(points, "within")
    codes[face] = grid.codes[cell]
    tree = shapely.STRtree(land.geometries)
    open_ = np.flatnonzero(codes == NO_COUNTRY)
    face, ring = tree.query(points[open_], "within")
    codes[open_[face]] = land.codes[ring]
    codes[(codes == NO_COUNTRY) & (shapely.get_y(points) < -60)] = "AQ"
    # The grid leaves out the last hundredth of a degree before the meridian of 180 degrees.
    at_edge = np.abs(shapely.get_x(points)) > 179.98
    slivers = np.flatnonzero((codes == NO_COUNTRY) & (at_edge | (area_km2(polygons) < SLIVER_KM2)))
    codes[slivers] = land.codes[tree.nearest(points[slivers])]
    for sovereign, territories in TERRITORIES.items():
        _split_off(codes, points, land, sovereign, territories.split())
    return codes


def _split_off(codes: Codes, points: Geometries, land: Coded, sovereign: str, territories: list[str]) -> None:
    """Give a country's faces to its territories where the land of 2018 does, which has them under both."""
    family = np.isin(land.codes, [sovereign, *territories])
    rings = Coded(land.codes[family], land.geometries[family])
    members = np.flatnonzero(np.isin(codes, [sovereign, *set(territories) & set(codes.tolist())]))
    codes[members] = sovereign
    face, ring = shapely.STRtree(rings.geometries).query_nearest(points[members], all_matches=True)
    territorial = rings.codes[ring] != sovereign
    codes[members[face[territorial]]] = rings.codes[ring[territorial]]
