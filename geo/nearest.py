"""The nearest lines of a border map to a point, on the ellipsoid."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geo.sphere import maybe_nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt

    from geo.bordermap import BorderMap
    from geo.points import LonLat

    Floats = npt.NDArray[np.float64]

__all__ = [
    "PIECE_DEG",
    "Nearest",
    "distance_to_line_m",
    "feet_m",
    "least_distance_m",
    "nearest",
    "on_plane",
    "within",
]

# No degree of arc on WGS 84 is shorter than on a sphere of its least radius of curvature, a(1 - e^2).
_LEAST_RADIUS_M = 6_335_439.0
#: Lines are straight in degrees; over so short a piece that is straight on the ground to centimetres.
PIECE_DEG = 0.01
# No place on such a piece is farther than this from the nearer of its ends.
_HALF_PIECE_M = 800.0


class Nearest(NamedTuple):
    """An arc with its distance."""

    arc: int
    distance_m: float


def nearest(arcs: BorderMap, point: LonLat, mask: npt.NDArray[np.bool_]) -> Nearest:
    """The arc nearest to a point among those that the mask picks (one at least).

    Exact to some centimetres: boxes of chunks give a lower bound, and chunks are measured until none can
    be nearer.
    """
    import numpy as np

    chunks = arcs.chunks_of(mask)
    bounds = least_distance_m(arcs, point.lon, point.lat, chunks)
    best = Nearest(-1, np.inf)
    for index in np.argsort(bounds, kind="stable").tolist():
        if bounds[index] > best.distance_m:
            break
        chunk = int(chunks[index])
        distance_m = distance_to_line_m(point, arcs.chunk_points(chunk))
        if distance_m < best.distance_m:
            best = Nearest(int(arcs.arc[chunk]), distance_m)
    return best


def within(
    arcs: BorderMap, point: LonLat, mask: npt.NDArray[np.bool_], reach_m: Callable[[int], float]
) -> list[Nearest]:
    """The arcs among those that the mask picks that are no farther than their own reach, nearest first."""
    chunks = arcs.chunks_of(mask)
    bounds = least_distance_m(arcs, point.lon, point.lat, chunks)
    found: dict[int, float] = {}
    for index in (bounds <= max(arcs.header["accuracy_m"].values())).nonzero()[0].tolist():
        chunk = int(chunks[index])
        arc = int(arcs.arc[chunk])
        if bounds[index] <= reach_m(arc):
            distance_m = distance_to_line_m(point, arcs.chunk_points(chunk))
            found[arc] = min(distance_m, found.get(arc, distance_m))
    close = [Nearest(arc, distance_m) for arc, distance_m in found.items() if distance_m <= reach_m(arc)]
    return sorted(close, key=lambda entry: (entry.distance_m, entry.arc))


def distance_to_line_m(point: LonLat, line: Floats) -> float:
    """Geodesic distance from a point to a line that is straight in degrees between its points.

    In the azimuthal equidistant projection round the point every distance from the point is true, so the
    nearest place on the line is the one nearest to the origin there.
    """
    line = _in_short_pieces(line)
    ends = maybe_nearest(point.lon, point.lat, line, _HALF_PIECE_M)
    near = ends[:-1] | ends[1:]
    start, end = (on_plane(point.lon, point.lat, of[near]) for of in (line[:-1], line[1:]))
    return float(feet_m(start, end).min())


def on_plane(lon: Floats | float, lat: Floats | float, positions: Floats) -> Floats:
    """Metres east and north of a point, or of each its own, by azimuthal equidistant projection."""
    import numpy as np

    from geo.geodesic import wgs84

    count = len(positions)
    azimuth, _, distance = wgs84().inv(
        np.broadcast_to(lon, count).copy(), np.broadcast_to(lat, count).copy(), *positions.T
    )
    angle = np.radians(azimuth)
    return np.column_stack((distance * np.sin(angle), distance * np.cos(angle)))


def feet_m(start: Floats, end: Floats) -> Floats:
    """How far the straight lines from each start to its end are from the middle of the plane."""
    import numpy as np

    step = end - start
    length = np.einsum("ij,ij->i", step, step)
    along = -np.einsum("ij,ij->i", start, step) / np.where(length > 0, length, 1)
    foot = start + step * np.clip(along, 0, 1)[:, None]
    found: Floats = np.hypot(*foot.T)
    return found


def _in_short_pieces(line: Floats) -> Floats:
    import numpy as np

    longest = np.abs(np.diff(line, axis=0)).max(axis=1)
    pieces = np.maximum(1, np.ceil(longest / PIECE_DEG)).astype(int)
    if (pieces == 1).all():
        return line
    at = np.concatenate([[0], np.cumsum(pieces)])
    return np.column_stack([np.interp(np.arange(at[-1] + 1), at, line[:, axis]) for axis in (0, 1)])


def least_distance_m(
    arcs: BorderMap, lon: Floats | float, lat: Floats | float, chunks: npt.NDArray[np.int64]
) -> Floats:
    """A distance that no place in the box of a chunk is nearer than to a point, or to that of each chunk.

    The nearest place of a box is on the meridian that is nearest to the point: at the latitude where a great
    circle from the point meets it at a right angle, or as near to that as the box reaches.
    """
    import numpy as np

    from geo.bordermap import QUANTUM_DEG

    west, south, east, north = np.radians(arcs.boxes[chunks] * QUANTUM_DEG).T
    lon, lat = np.radians(lon), np.radians(lat)
    apart = np.minimum((west - lon) % (2 * np.pi), (lon - east) % (2 * np.pi))
    apart = np.where((west <= lon) & (lon <= east), 0.0, np.minimum(apart, np.pi))
    foot = np.arctan2(np.sin(lat), np.cos(lat) * np.cos(apart))
    foot = np.clip(foot, south, north)
    # The haversine keeps its precision where points are near each other.
    half = np.sin((foot - lat) / 2) ** 2 + np.cos(foot) * np.cos(lat) * np.sin(apart / 2) ** 2
    bound: Floats = 2 * _LEAST_RADIUS_M * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return bound
