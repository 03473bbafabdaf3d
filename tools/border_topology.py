"""A map of faces becomes arcs: each line between two labels once, with what lies left and right of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.bordermap import QUANTUM_DEG

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]

_TURN = 3_600_001
_EAST = 1_800_000
_NORTH = 900_000


@dataclass(frozen=True, slots=True)
class Arc:
    """A line between two labels.

    Attributes:
        points: Whole numbers of ``QUANTUM_DEG``, one row a point: longitude, latitude.
        left: Label of the face on the left, seen along the points.
        right: Label of the face on the right; always less than ``left``.
        seam: Whether it is no real line but the edge of the map at 180 degrees or at the pole.
    """

    points: npt.NDArray[np.int32]
    left: int
    right: int
    seam: bool = False


def arcs(faces: npt.NDArray[np.object_], labels: Ints) -> list[Arc]:
    """The lines between faces of different labels; what lies outside all faces has label 0.

    Args:
        faces: Polygons that meet edge to edge, their vertices on the quantum.
        labels: One label a face, 0 or more.
    """
    start, end, left, right = _edges(faces, labels)
    seam = _on_seam(start, end)
    kinds = left * 100_000 + right * 10 + seam
    return [
        Arc(_points(np.array(chain)), *divmod(kind // 10, 10_000), bool(kind % 10))
        for kind, chain in _chains(start, end, kinds)
    ]


def _edges(faces: npt.NDArray[np.object_], labels: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """Directed edges between different labels, the greater label on the left."""
    rings, owner = shapely.get_rings(shapely.orient_polygons(faces), return_index=True)
    coordinates, ring = shapely.get_coordinates(rings, return_index=True)
    keys = _keys(coordinates)
    inside = (ring[1:] == ring[:-1]) & (keys[1:] != keys[:-1])
    start, end, label = keys[:-1][inside], keys[1:][inside], labels[owner[ring[:-1][inside]]]
    low, high = np.minimum(start, end), np.maximum(start, end)
    order = np.lexsort((high, low))
    first = np.r_[True, (np.diff(low[order]) != 0) | (np.diff(high[order]) != 0)]
    number = np.cumsum(first) - 1
    sides = np.zeros((number[-1] + 1, 2), np.int64)
    sides[number, (start > end)[order].astype(int)] = label[order]
    low, high = low[order][first], high[order][first]
    kept = sides[:, 0] != sides[:, 1]
    low, high, sides = low[kept], high[kept], sides[kept]
    turned = sides[:, 0] < sides[:, 1]
    return (
        np.where(turned, high, low),
        np.where(turned, low, high),
        sides.max(axis=1),
        sides.min(axis=1),
    )


def _keys(coordinates: npt.NDArray[np.float64]) -> Ints:
    whole = np.rint(coordinates / QUANTUM_DEG).astype(np.int64)
    return (whole[:, 1] + _NORTH) * _TURN + whole[:, 0] + _EAST


def _points(keys: Ints) -> npt.NDArray[np.int32]:
    lat, lon = np.divmod(keys, _TURN)
    return np.column_stack((lon - _EAST, lat - _NORTH)).astype(np.int32)


def _on_seam(start: Ints, end: Ints) -> Ints:
    lon_a, lon_b = start % _TURN - _EAST, end % _TURN - _EAST
    pole = (start // _TURN == 0) & (end // _TURN == 0)
    found: Ints = (((np.abs(lon_a) == _EAST) & (lon_a == lon_b)) | pole).astype(np.int64)
    return found


def _chains(start: Ints, end: Ints, kinds: Ints) -> list[tuple[int, list[int]]]:
    """Edges joined end to end where exactly two edges, of one kind, meet."""
    leaving: dict[int, list[int]] = defaultdict(list)
    arriving: dict[int, list[int]] = defaultdict(list)
    for index, (a, b) in enumerate(zip(start.tolist(), end.tolist(), strict=True)):
        leaving[a].append(index)
        arriving[b].append(index)

    def following(index: int) -> int | None:
        node = int(end[index])
        ahead = leaving.get(node, [])
        simple = len(ahead) == 1 and len(arriving[node]) == 1
        return ahead[0] if simple and kinds[ahead[0]] == kinds[index] else None

    after = [following(index) for index in range(len(start))]
    inner = {index for index in after if index is not None}
    heads = [index for index in range(len(start)) if index not in inner]
    done = np.zeros(len(start), bool)
    found = []
    # Rings have no head: after the heads are through, whatever is left starts one at its lowest edge.
    for head in (*heads, *range(len(start))):
        if done[head]:
            continue
        chain = [int(start[head])]
        step: int | None = head
        while step is not None and not done[step]:
            done[step] = True
            chain.append(int(end[step]))
            step = after[step]
        found.append((int(kinds[head]), chain))
    return found
