"""How far the coast of OpenStreetMap's land of 2018 is from the generalised one that is stored.

Run it with ``python -m tools.border_coast`` after ``tools.build_borders``; decision record 0002 quotes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.bordermap import COAST, COAST_ACCURACY_M, OSM, load
from geo.nearest import nearest
from geo.points import LonLat
from tools.border_faces import SMALLEST_ISLAND_KM2, area_km2
from tools.border_sources import land_2018

if TYPE_CHECKING:
    import numpy.typing as npt

    from tools.border_sources import Coded

POINTS = 2_500


def edges(land: Coded) -> npt.NDArray[np.float64]:
    """Segments of the outlines of land that lie along no other country's: coasts, and shores on borders."""
    outlines = shapely.get_exterior_ring(land.geometries[area_km2(land.geometries) >= SMALLEST_ISLAND_KM2])
    points, ring = shapely.get_coordinates(outlines, return_index=True)
    whole = np.rint(points * 1e7).astype(np.int64)
    inner = ring[1:] == ring[:-1]
    both = np.column_stack((whole[:-1], whole[1:]))[inner]
    # Neighbours run along their line in opposite ways; a territory is there twice, the same way round.
    once = np.unique(both, axis=0)
    back = once[:, [2, 3, 0, 1]]
    found, count = np.unique(np.concatenate((once, back)), axis=0, return_counts=True)
    alone = {row.tobytes() for row in found[count == 1]}
    return np.array([row for row in once if row.tobytes() in alone]) / 1e7


def sampled(segments: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Points at random along segments, the same ones at each run."""
    random = np.random.default_rng(0)
    east = (segments[:, 2] - segments[:, 0]) * np.cos(np.radians(segments[:, 1]))
    length = np.hypot(east, segments[:, 3] - segments[:, 1])
    chosen = segments[random.choice(len(segments), POINTS, p=length / length.sum())]
    share = random.random((POINTS, 1))
    return chosen[:, :2] * (1 - share) + chosen[:, 2:] * share


def main() -> None:
    """Print how many of the points are outside the stored land, and how far."""
    arcs = load(OSM)
    points = [LonLat.wrapped(lon, lat) for lon, lat in sampled(edges(land_2018())).tolist()]
    outside = [point for point in points if not arcs.label_of(arcs.locate(point))]
    away_m = np.array([nearest(arcs, point, arcs.kind == COAST).distance_m for point in outside])
    print(f"{len(points)} points of the coast of 2018, {1 - len(outside) / len(points):.0%} on stored land")
    for share in (50, 99, 100):
        print(f"{share} of 100 of the others within {np.percentile(away_m, share):,.0f} m")
    print(f"farther than {COAST_ACCURACY_M:,.0f} m: {(away_m > COAST_ACCURACY_M).sum()}")


if __name__ == "__main__":
    main()
