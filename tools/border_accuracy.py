"""How well the border lines agree with an older edition of OpenStreetMap and with Natural Earth.

What this finds is agreement, not truth: two editions of OpenStreetMap share most of their sources. The
decision record 0002 says what follows from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from geo.bordermap import BORDER, QUANTUM_DEG
from geo.geodesic import wgs84

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from geo.bordermap import StoredArc
    from tools.border_sources import Coded
    from tools.border_worldviews import Line

    Points = npt.NDArray[np.float64]

SPACING_M = 250.0
# Lines are compared in bands of latitude: within one, a degree of longitude has nearly one length.
_BAND_DEG = 1.0


class Agreement(NamedTuple):
    """Distances in metres from points along one edition's line to the other edition's line.

    Attributes:
        length_km: Length along which they were taken.
        median: Half of the points are nearer.
        p95: 95 of 100 points are nearer.
        maximum: All are nearer.
    """

    length_km: float
    median: float
    p95: float
    maximum: float


class Measured(NamedTuple):
    """Distances of points, and the length of line that each stands for, in metres."""

    distance_m: npt.NDArray[np.float64]
    length_m: npt.NDArray[np.float64]


def our_lines(arcs: Iterable[StoredArc], labels: list[str]) -> dict[str, list[Points]]:
    """The border lines in degrees by pair, such as ``DZ-ML``."""
    found: dict[str, list[Points]] = {}
    for arc in arcs:
        if arc.kind == BORDER:
            pair = "-".join(sorted((labels[arc.left], labels[arc.right])))
            found.setdefault(pair, []).append(np.multiply(arc.points, QUANTUM_DEG, dtype=np.float64))
    return found


def lines_of_2018(land: Coded) -> dict[str, list[Points]]:
    """The edges that the land of two countries shared in 2018, by pair.

    Where a country and its territory are the same land twice, their edges run the same way round; those of
    neighbours run opposite ways. Borders in rivers and lakes are not among them: the land of 2018 leaves the
    water out.
    """
    rings, polygon = shapely.get_rings(land.geometries, return_index=True)
    coordinates, ring = shapely.get_coordinates(rings, return_index=True)
    whole = np.rint(coordinates / QUANTUM_DEG).astype(np.int64)
    keys = (whole[:, 1] + 900_000) * 3_600_001 + whole[:, 0] + 1_800_000
    inner = ring[1:] == ring[:-1]
    start, end, owner = keys[:-1][inner], keys[1:][inner], land.codes[polygon[ring[:-1][inner]]]
    segments = np.stack((coordinates[:-1][inner], coordinates[1:][inner]), axis=1)
    forward = start < end
    low, high = np.minimum(start, end), np.maximum(start, end)
    order = np.lexsort((high, low))
    edge = np.cumsum(np.r_[True, (np.diff(low[order]) != 0) | (np.diff(high[order]) != 0)])
    shared = np.flatnonzero(np.bincount(edge)[edge] > 1)
    found: dict[str, list[Points]] = {}
    for number in np.split(order[shared], np.flatnonzero(np.diff(edge[shared])) + 1):
        one, other = set(owner[number[forward[number]]]), set(owner[number[~forward[number]]])
        for a in one:
            for b in other - {a}:
                found.setdefault("-".join(sorted((a, b))), []).append(segments[number[0]])
    return found


def natural_earth_by_pair(lines: Iterable[Line]) -> dict[str, list[Points]]:
    """Natural Earth's lines by pair, without those that are no version of a line of OpenStreetMap."""
    found: dict[str, list[Points]] = {}
    for line in lines:
        # Of the line between Morocco and Western Sahara it has a stub of some kilometres only.
        if line.added or line.pair == "EH-MA":
            continue
        found.setdefault(line.pair, []).extend(map(shapely.get_coordinates, shapely.get_parts(line.geometry)))
    return found


def measured(ours: list[Points], theirs: list[Points]) -> Measured:
    """Distances from points along ``ours`` to the nearest place on ``theirs``."""
    samples, length_m = _samples(ours)
    return Measured(distances_m(samples, theirs), length_m)


def agreement(parts: Iterable[Measured]) -> Agreement:
    """The figures of some measurements together, each distance weighted by the length that it stands for."""
    distance_m, length_m = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    order = np.argsort(distance_m)
    share = np.cumsum(length_m[order]) / length_m.sum()
    median, p95 = (float(distance_m[order][np.searchsorted(share, wanted)]) for wanted in (0.5, 0.95))
    return Agreement(float(length_m.sum() / 1000), median, p95, float(distance_m.max()))


def length_km(lines: list[Points]) -> float:
    """Geodesic length of some lines."""
    return float(_samples(lines)[1].sum() / 1000)


def distances_m(samples: Points, lines: list[Points]) -> npt.NDArray[np.float64]:
    """Distances from points to the nearest place on some lines, on the ellipsoid."""
    found = np.empty(len(samples))
    segments = _segments(lines)
    band = np.floor(samples[:, 1] / _BAND_DEG)
    for value in np.unique(band):
        members = np.flatnonzero(band == value)
        scale = np.array([np.cos(np.radians((value + 0.5) * _BAND_DEG)), 1.0])
        # Two bands more on either side: a line that is farther is no version of this one.
        lat = segments[:, :, 1] / _BAND_DEG
        beside = (lat.max(axis=1) > value - 2) & (lat.min(axis=1) < value + 3)
        tree = shapely.STRtree(shapely.linestrings((segments[beside] if beside.any() else segments) * scale))
        points = shapely.points(samples[members] * scale)
        nearest = tree.geometries[tree.nearest(points)]
        along = shapely.line_locate_point(nearest, points)
        foot = shapely.get_coordinates(shapely.line_interpolate_point(nearest, along)) / scale
        found[members] = wgs84().inv(*samples[members].T, *foot.T)[2]
    return found


def _segments(lines: list[Points]) -> Points:
    return np.concatenate([np.stack((line[:-1], line[1:]), axis=1) for line in lines])


def _samples(lines: list[Points]) -> tuple[Points, npt.NDArray[np.float64]]:
    """Middles of pieces of the lines no longer than ``SPACING_M``, with the length of each in metres."""
    segments = _segments(lines)
    length_m = np.asarray(wgs84().inv(*segments[:, 0].T, *segments[:, 1].T)[2])
    pieces = np.maximum(1, np.ceil(length_m / SPACING_M)).astype(int)
    segment = np.repeat(np.arange(len(segments)), pieces)
    place = np.arange(len(segment)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    share = ((place + 0.5) / pieces[segment])[:, None]
    return segments[segment, 0] * (1 - share) + segments[segment, 1] * share, (length_m / pieces)[segment]
