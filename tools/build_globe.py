"""Build ``maps/data/globe.bin``: the outlines of the world's land for a globe of a few centimetres.

Run ``python -m tools.build_globe`` after ``python -m tools.build_basemap``, whose smallest scale it
generalises. Each line is a ring on the sphere with land on its left: none is cut at 180 degrees or at a pole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from shapely.affinity import translate

from geo.packed import Collection, Feature, read_collections, write_collections
from tools.build_basemap import DATA

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely import LinearRing, LineString, Polygon

QUANTUM_DEG = 0.01
# What is smaller than this is not seen on a globe of a few centimetres.
COARSE_DEG, LEAST_DEG2 = 0.35, 0.4
# An edge is drawn straight on the globe.
LONGEST_DEG = 4.0
EDGE_DEG = 0.005


def main() -> None:
    """Build the file and say how large it is."""
    overview = read_collections(DATA / "basemap.bin", ["land_overview"])["land_overview"]
    shapes = [feature.geometry for feature in overview.named("")]
    land = [shape for shape in shapes if isinstance(shape, shapely.Polygon)]
    lines = [Feature(line) for line in outlines(land)]
    collection = Collection.build("lines", QUANTUM_DEG, lines)
    write_collections(DATA / "globe.bin", {"globe": collection})
    print(f"globe: {len(collection)} rings, {len(collection.to_bytes()) / 1e3:.0f} KB")


def outlines(land: Sequence[Polygon]) -> Iterator[LineString]:
    """The rings of polygons that end at 180 degrees, joined there, the largest first."""
    polar = [polygon for polygon in land if polygon.bounds[1] < -90 + EDGE_DEG]
    moved = [
        translate(polygon, 360) if polygon.bounds[0] < -180 + EDGE_DEG else polygon
        for polygon in land
        if polygon not in polar
    ]
    at_edge = [polygon for polygon in moved if polygon.bounds[2] > 180 - EDGE_DEG]
    joined = shapely.union_all(at_edge, grid_size=EDGE_DEG)
    rest = [polygon for polygon in moved if polygon not in at_edge]
    whole = [polygon for polygon in (*rest, *shapely.get_parts(joined)) if polygon.area > LEAST_DEG2]
    whole.sort(key=lambda polygon: (-polygon.area, polygon.wkb))
    yield from map(_round_the_pole, polar)
    for polygon in shapely.orient_polygons(shapely.simplify(whole, COARSE_DEG)):
        rings: list[LinearRing] = [polygon.exterior, *polygon.interiors]
        for ring in shapely.segmentize(rings, LONGEST_DEG):
            if shapely.Polygon(ring).area > LEAST_DEG2:
                yield shapely.LineString(ring.coords)


def _round_the_pole(polygon: Polygon) -> LineString:
    """The coast of a polygon about the south pole as one ring, westwards, without the edges of the map."""
    corners = list(shapely.orient_polygons(polygon).exterior.coords)[:-1]
    on_edge = [abs(lon) > 180 - EDGE_DEG or lat < -90 + EDGE_DEG for lon, lat in corners]
    # The edges stand together; the coast begins behind the last of them.
    first = next(number for number, edge in enumerate(on_edge) if on_edge[number - 1] and not edge)
    turned = [*corners[first:], *corners[:first]]
    coast = shapely.simplify(shapely.LineString(turned[: len(turned) - sum(on_edge)]), COARSE_DEG)
    return shapely.LineString([*coast.coords, coast.coords[0]])


if __name__ == "__main__":
    main()
