"""How far units reach, by the settlements that they hold: for units of which no source says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from gazetteer.build import rows as at
from gazetteer.build.units import NO_UNIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from gazetteer.build.units import Units

__all__ = ["unit_extents"]

# Of the settlements of a unit, some are placed far outside by mistake; known places lie inside its border.
_SHARE_HELD: Final = 0.95
_BEYOND: Final = 1.2
_LEAST_EXTENT_M: Final = 5_000
_FEW: Final = 3
_EARTH_M: Final = 6_371_008.8


def unit_extents(
    units: Units, parents: Sequence[int], members: Iterable[tuple[Sequence[str], str]]
) -> list[int]:
    """For each unit the radius round its point that holds its settlements; 0 where it has too few of them.

    Args:
        units: The units.
        parents: What holds each.
        members: Names of holders, and a file of the settlements: position of the holder, longitude, latitude.
    """
    lons = np.asarray([row[at.LON] for row in units.rows], dtype=np.float64)
    lats = np.asarray([row[at.LAT] for row in units.rows], dtype=np.float64)
    above = np.asarray([*parents, NO_UNIT], dtype=np.int64)
    holding, distances = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.float32)]
    for holders, path in members:
        found = np.load(path)
        numbers = np.asarray([*map(units.holder, holders), NO_UNIT], dtype=np.int64)[found[:, 0]]
        while (numbers != NO_UNIT).any():
            held = numbers != NO_UNIT
            numbers, found = numbers[held], found[held]
            distances.append(_distances_m(lons[numbers], lats[numbers], found[:, 1], found[:, 2]))
            holding.append(numbers)
            numbers = above[numbers]
    return _reach(np.concatenate(holding), np.concatenate(distances), len(units.rows))


def _reach(holding: NDArray[np.int64], distances: NDArray[np.float32], count: int) -> list[int]:
    order = np.lexsort((distances, holding))
    starts = np.searchsorted(holding[order], np.arange(count + 1))
    sizes = np.diff(starts)
    last = starts[:-1] + np.maximum(np.ceil(sizes * _SHARE_HELD).astype(np.int64) - 1, 0)
    if not len(order):
        return [0] * count
    reach = distances[order][np.minimum(last, len(order) - 1)] * _BEYOND
    extents = np.where(sizes >= _FEW, np.maximum(reach, _LEAST_EXTENT_M), 0)
    return [round(extent) for extent in extents.tolist()]


def _distances_m(
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    other_lon: NDArray[np.int32],
    other_lat: NDArray[np.int32],
) -> NDArray[np.float32]:
    """Distances on a sphere of points in 1e-7 degrees."""
    north, south = np.radians(lat / 1e7), np.radians(other_lat / 1e7)
    half = np.sin((north - south) / 2) ** 2
    half += np.cos(north) * np.cos(south) * np.sin(np.radians((lon - other_lon) / 1e7) / 2) ** 2
    distances: NDArray[np.float32] = (2 * _EARTH_M * np.arcsin(np.sqrt(np.minimum(half, 1)))).astype(
        np.float32
    )
    return distances
