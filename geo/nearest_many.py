"""The lines of a border map that are near many points: what ``geo.nearest`` says of one, found together.

Points and lines are laid out in space, in metres from the middle of the earth, where the distance between two
of them is a straight one, found by a few multiplications. It tells which short pieces of which chunks may be
the nearest; only those are measured on the ellipsoid, by the arithmetic of ``geo.nearest``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geo.bordermap import QUANTUM_DEG
from geo.labels import batches, runs
from geo.nearest import PIECE_DEG, feet_m, least_distance_m, on_plane

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt

    from geo.bordermap import BorderMap

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

__all__ = ["Pairs", "Points", "nearest_many", "within_many"]

_SEMI_MAJOR_M, _ECCENTRICITY2 = 6_378_137.0, 0.0066943799901413165
_RADIUS_M = 6_371_000.0
# Points of a cell are asked together which chunks may be near.
_CELL_DEG = 1.0
# A chunk whose box is wider is taken as near to every point.
_WIDE_DEG = 45.0
_ANYWHERE_M = 13_000_000.0
# So many pairs of a point and a piece are measured in one go: what they take stays near the processor.
_BATCH = 30_000


class Points:
    """Points on the earth and in space.

    Args:
        lon: Longitudes in degrees.
        lat: Latitudes in degrees.
    """

    __slots__ = ("groups", "lat", "lon", "xyz")

    def __init__(self, lon: Floats, lat: Floats) -> None:
        import numpy as np

        self.lon, self.lat, self.xyz = lon, lat, _in_space(lon, lat)
        cell = np.floor(lon / _CELL_DEG) * 1_000 + np.floor(lat / _CELL_DEG)
        order = np.argsort(cell, kind="stable")
        self.groups = np.split(order, np.flatnonzero(np.diff(cell[order])) + 1) if len(cell) else []


class Pairs(NamedTuple):
    """Points with chunks that are near them.

    Attributes:
        point: Places of the points among all.
        chunk: Their chunks.
        metres: How far they are.
    """

    point: Ints
    chunk: Ints
    metres: Floats

    def where(self, mask: Mask) -> Pairs:
        """Those that a mask picks."""
        return Pairs(self.point[mask], self.chunk[mask], self.metres[mask])


def nearest_many(arcs: BorderMap, points: Points, mask: Mask) -> Pairs:
    """The nearest chunk to each point among the arcs that the mask picks (one at least), exactly measured."""
    import numpy as np

    near = _Near(arcs, points, _candidates(arcs, points, arcs.chunks_of(mask)))
    best = np.full(len(points.lon), np.inf)
    # The chunk that promises most is measured first: few of the others can be nearer than what it has.
    order = np.lexsort((near.least.metres, near.least.point))
    first = np.zeros(len(order), bool)
    first[order[np.r_[True, np.diff(near.least.point[order]) > 0]]] = True
    near.measure(first)
    np.minimum.at(best, near.rough.point, near.rough.metres)
    near.measure(~first & (near.least.metres <= (best + _slack_m(best))[near.least.point]))
    np.minimum.at(best, near.rough.point, near.rough.metres)
    exact = near.exact(near.rough.metres <= (best + _slack_m(best))[near.rough.point])
    # Where two are equally near, as at a junction, the first counts whose box is nearer, as in ``nearest``.
    bound = least_distance_m(arcs, points.lon[exact.point], points.lat[exact.point], exact.chunk)
    order = np.lexsort((exact.chunk, bound, exact.metres, exact.point))
    order = order[np.r_[True, np.diff(exact.point[order]) > 0]]
    return Pairs(exact.point[order], exact.chunk[order], exact.metres[order])


def within_many(arcs: BorderMap, points: Points, mask: Mask, reach_m: Floats) -> tuple[Pairs, Mask]:
    """The lines that points may be on, and the points that reach a line.

    Args:
        arcs: The map.
        points: The points.
        mask: Which arcs count.
        reach_m: How far each point reaches.

    Returns:
        Points with the chunks that are no farther from them than the arc is accurate, exactly measured; and
        for each point whether one of the chunks may be no farther than that and its reach together.
    """
    import numpy as np

    chunks = arcs.chunks_of(mask)
    accuracy = np.zeros(len(arcs.arc))
    for arc in np.flatnonzero(mask).tolist():
        accuracy[arcs.first_chunk[arc] : arcs.first_chunk[arc + 1]] = arcs.accuracy_m(arc)
    near = _Near(arcs, points, _candidates(arcs, points, chunks, reach_m, accuracy))
    bound = least_distance_m(
        arcs, points.lon[near.least.point], points.lat[near.least.point], near.least.chunk
    )
    near.measure(bound <= reach_m[near.least.point] + accuracy[near.least.chunk])
    rough = near.rough
    slack = np.where(np.isfinite(rough.metres), _slack_m(rough.metres), 0.0)
    reached = np.zeros(len(points.lon), bool)
    reached[rough.point[rough.metres - slack <= reach_m[rough.point] + accuracy[rough.chunk]]] = True
    close = near.exact(rough.metres - slack <= accuracy[rough.chunk])
    return close.where(close.metres <= accuracy[close.chunk]), reached


def _slack_m(metres: Floats) -> Floats:
    """By how much the straight distance may mislead about which of two things is nearer on the ellipsoid.

    The straight one is shorter by a part that grows with its cube, and is not the same in all directions:
    curvature differs by 2 %, for which 5 are allowed. Short pieces are straight in degrees and not in space,
    which makes centimetres.
    """
    slack: Floats = 0.5 + 0.05 * metres**3 / (24 * _RADIUS_M**2)
    return slack


def _in_space(lon: Floats, lat: Floats) -> Floats:
    """Geocentric coordinates in metres, one row a point."""
    import numpy as np

    turn, rise = np.radians(lon), np.radians(lat)
    across = _SEMI_MAJOR_M / np.sqrt(1 - _ECCENTRICITY2 * np.sin(rise) ** 2)
    level = across * np.cos(rise)
    height = across * (1 - _ECCENTRICITY2) * np.sin(rise)
    return np.column_stack([level * np.cos(turn), level * np.sin(turn), height])


def _candidates(
    arcs: BorderMap,
    points: Points,
    chunks: Ints,
    reach_m: Floats | None = None,
    accuracy_m: Floats | None = None,
) -> Pairs:
    """Chunks that may be within reach of a point, or be the nearest, with the least that they can be away.

    Balls round the chunks tell, for the points of a cell together and then for each.
    """
    import numpy as np

    middle, radius = _balls(arcs, chunks)
    xs, ys, zs = middle.T.copy()
    found = [Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))]
    for group in points.groups:
        here = points.xyz[group]
        center = x, y, z = here.mean(axis=0)
        spread = np.sqrt(((here - center) ** 2).sum(axis=1).max())
        away = np.sqrt((xs - x) ** 2 + (ys - y) ** 2 + (zs - z) ** 2)
        if reach_m is None or accuracy_m is None:
            most = (away + radius).min()
            kept = np.flatnonzero(away - radius <= most + 2 * spread + _slack_m(most))
        else:
            kept = np.flatnonzero(away - radius <= reach_m[group].max() + accuracy_m[chunks] + spread + 1)
        if not len(kept):
            continue
        apart = np.sqrt(sum((here[:, None, axis] - middle[None, kept, axis]) ** 2 for axis in range(3)))
        least = apart - radius[kept]
        if reach_m is None or accuracy_m is None:
            near = (apart + radius[kept]).min(axis=1)
            limit = (near + _slack_m(near))[:, None]
        else:
            limit = reach_m[group][:, None] + accuracy_m[chunks[kept]] + 1
        row, column = (least <= limit).nonzero()
        found.append(Pairs(group[row], chunks[kept[column]], least[row, column]))
    return Pairs(
        np.concatenate([pairs.point for pairs in found]),
        np.concatenate([pairs.chunk for pairs in found]),
        np.concatenate([pairs.metres for pairs in found]),
    )


def _balls(arcs: BorderMap, chunks: Ints) -> tuple[Floats, Floats]:
    """Middle and radius in metres of a ball round each chunk."""
    import numpy as np

    west, south, east, north = (arcs.boxes[chunks] * QUANTUM_DEG).T
    middle = _in_space((west + east) / 2, (south + north) / 2)
    corners = [
        _in_space(lon, lat) for lon in (west, east) for lat in (south, north, np.clip(0.0, south, north))
    ]
    radius = np.max([np.sqrt(np.add.reduce((corner - middle).T ** 2)) for corner in corners], axis=0)
    radius[(east - west > _WIDE_DEG) | (north - south > _WIDE_DEG)] = _ANYWHERE_M
    return middle, radius + 1.0


class _Pieces:
    """The lines of some chunks as short pieces, in degrees and in space.

    Attributes:
        first: Where the pieces of each chunk begin, and the end.
        a: Beginnings in degrees.
        b: Ends.
        start: Beginnings in space, a row for each coordinate.
        step: From there to the ends.
    """

    __slots__ = ("_squared", "a", "b", "first", "start", "step")

    def __init__(self, arcs: BorderMap, chunks: Ints) -> None:
        import numpy as np

        points, first = arcs.points_of(chunks)
        inner = np.ones(len(points) - 1, bool)
        inner[first[1:-1] - 1] = False
        a, b = points[:-1][inner], points[1:][inner]
        count = np.maximum(1, np.ceil(np.abs(b - a).max(axis=1) / PIECE_DEG)).astype(np.int64)
        segment = np.repeat(np.arange(len(count)), count)
        number = runs(np.zeros(len(count), np.int64), count)
        # As ``numpy.interp`` has it in ``geo.nearest``, to the last digit.
        slope = ((b - a) / count[:, None])[segment]
        self.a = slope * number[:, None] + a[segment]
        self.b = slope * (number + 1)[:, None] + a[segment]
        last = np.cumsum(count) - 1
        self.b[last] = b
        segments = np.r_[0, np.cumsum(np.diff(first) - 1)]
        self.first = np.r_[0, np.cumsum(count)][segments]
        self.start = _in_space(*self.a.T).T.copy()
        self.step = _in_space(*self.b.T).T - self.start
        length = (self.step**2).sum(axis=0)
        self._squared = np.where(length > 0, length, 1)

    def away_m(self, place: Floats, piece: Ints) -> Floats:
        """Straight distances to pieces from points in space, whose coordinates are rows."""
        import numpy as np

        steps = [step[piece] for step in self.step]
        offs = [start[piece] - here for start, here in zip(self.start, place, strict=True)]
        along = sum(off * step for off, step in zip(offs, steps, strict=True)) / -self._squared[piece]
        np.clip(along, 0, 1, out=along)
        found: Floats = np.sqrt(sum((off + step * along) ** 2 for off, step in zip(offs, steps, strict=True)))
        return found


class _Near:
    """Points with chunks that may be near them: measured roughly, and exactly where that is asked for.

    Attributes:
        least: The pairs with the least that they can be apart.
        rough: The same with the straight distance to the nearest piece, infinite where not measured.
    """

    __slots__ = ("_pieces", "_place", "_points", "least", "rough")

    def __init__(self, arcs: BorderMap, points: Points, pairs: Pairs) -> None:
        import numpy as np

        unique, self._place = np.unique(pairs.chunk, return_inverse=True)
        self._points = points
        self._pieces = _Pieces(arcs, unique) if len(unique) else None
        self.least = pairs
        self.rough = pairs._replace(metres=np.full(len(pairs.point), np.inf))

    def measure(self, mask: Mask) -> None:
        """Measure the pairs that a mask picks roughly."""
        import numpy as np

        pairs = np.flatnonzero(mask)
        for some, count, _, away in self._measured(pairs):
            self.rough.metres[pairs[some]] = np.minimum.reduceat(away, np.cumsum(count) - count)

    def exact(self, mask: Mask) -> Pairs:
        """The pairs that a mask picks with their distances on the ellipsoid."""
        import numpy as np

        pairs, points, pieces = np.flatnonzero(mask), self._points, self._pieces
        metres = np.full(len(mask), np.inf)
        if pieces is None:
            return self.rough
        for some, count, pieces_of, away in self._measured(pairs):
            member = np.repeat(pairs[some], count)
            least = self.rough.metres[member]
            near = away <= least + _slack_m(least)
            member, piece = member[near], pieces_of[near]
            point = self.rough.point[member]
            ends = [
                on_plane(points.lon[point], points.lat[point], end[piece]) for end in (pieces.a, pieces.b)
            ]
            np.minimum.at(metres, member, feet_m(*ends))
        return self.rough._replace(metres=metres).where(mask)

    def _measured(self, pairs: Ints) -> Iterator[tuple[slice, Ints, Ints, Floats]]:
        """Batches of pairs, each with how many pieces a pair has, these pieces, and how far they are."""
        import numpy as np

        if self._pieces is None:
            return
        first, place = self._pieces.first, self._place[pairs]
        count = first[place + 1] - first[place]
        xyz = self._points.xyz.T.copy()
        for some in batches(count, _BATCH):
            piece = runs(first[place[some]], count[some])
            point = np.repeat(self.rough.point[pairs[some]], count[some])
            yield some, count[some], piece, self._pieces.away_m(xyz[:, point], piece)
