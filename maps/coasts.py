"""The coasts and borders near a part of the earth, each with what lies on its two sides.

They are the lines of ``geo.borders``: what a map fills is bounded by the very lines that it draws, so that no
sliver shows between a country and its border, and small islands are there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.bordermap import BORDER, COAST, NATURAL_EARTH, OSM, QUANTUM_DEG, SEAM, load, worldview_number
from geo.distinct import distinct

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    import numpy.typing as npt

    from geo.bordermap import BorderMap
    from geo.points import BBox, LonLat

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]

__all__ = ["SEA", "Coasts", "coasts", "disputed_elsewhere", "label_at", "together"]

#: The label of the sea.
SEA = ""


@dataclass(frozen=True, slots=True, eq=False)
class Coasts:
    """Lines with their sides.

    Attributes:
        lines: Shapely lines in degrees; they meet at their ends alone.
        left: Code on the left of each line, ``""`` for the sea, ``ZZ`` for land of no country.
        right: Code on the right.
        status: ``coast``, ``recognised`` or ``disputed`` as the worldview has a border, ``none`` where it is
            no border in it, or ``seam`` for the edge of the data at 180 degrees.
    """

    lines: npt.NDArray[np.object_]
    left: npt.NDArray[np.str_]
    right: npt.NDArray[np.str_]
    status: npt.NDArray[np.str_]


def coasts(boxes: Iterable[BBox], *, worldview: str, fine_deg: float, least_deg: float = 0.0) -> Coasts:
    """The coasts and borders that come near some boxes, in pieces of some hundred points, not clipped.

    Args:
        boxes: Where; they do not cross 180 degrees.
        worldview: Whose claims the borders follow.
        fine_deg: Points that are nearer to one another are thinned out.
        least_deg: Islands smaller than this are left out.

    Examples:
        >>> from geo.points import BBox
        >>> near = coasts([BBox(2.5, 19.5, 3.0, 20.0)], worldview="default", fine_deg=0.001)
        >>> sorted({*near.left.tolist(), *near.right.tolist()}), set(near.status.tolist())
        (['DZ', 'ML'], {'recognised'})
    """
    return _read(load(OSM), boxes, worldview, fine_deg, least_deg)


def disputed_elsewhere(boxes: Iterable[BBox], *, worldview: str, fine_deg: float) -> Coasts:
    """Lines in dispute that only Natural Earth has, which bound nothing: those of a control in fact."""
    return _read(load(NATURAL_EARTH), boxes, worldview, fine_deg, 0.0)


def _read(
    arcs: BorderMap, boxes: Iterable[BBox], worldview: str, fine_deg: float, least_deg: float
) -> Coasts:
    import numpy as np
    import shapely

    near = _near(arcs, boxes)
    low, high = _sizes(arcs)
    small = ((high - low).max(axis=1) < least_deg / QUANTUM_DEG) & (arcs.kind == COAST)
    lines, owner = _runs(arcs, near & ~small[arcs.arc])
    waiting = distinct(arcs.arc[near & small[arcs.arc]])
    fresh = lines
    # A short piece of a coast is no islet: it begins where another line ends.
    while len(found := _touched(low[waiting], high[waiting], fresh)):
        fresh, whose = _runs(arcs, np.isin(arcs.arc, waiting[found]))
        lines, owner = lines + fresh, np.concatenate((owner, whose))
        waiting = np.delete(waiting, found)
    thin = _thinned(lines, fine_deg)
    seen = shapely.length(thin) > 0
    owner = owner[seen]
    labels = np.array(arcs.header["labels"])
    return Coasts(
        lines=thin[seen],
        left=labels[arcs.left[owner]],
        right=labels[arcs.right[owner]],
        status=_statuses(arcs, worldview, owner),
    )


def _runs(arcs: BorderMap, mask: Mask) -> tuple[list[Floats], Ints]:
    """The lines that the chunks of a mask make up, as ``BorderMap.lines`` joins them, and the arc of each."""
    import numpy as np

    chunks = np.flatnonzero(mask)
    first = np.r_[True, (np.diff(chunks) != 1) | (np.diff(arcs.arc[chunks]) != 0)][: len(chunks)]
    return arcs.lines(chunks), arcs.arc[chunks[first]]


def _near(arcs: BorderMap, boxes: Iterable[BBox]) -> Mask:
    import numpy as np

    west, south, east, north = (arcs.boxes * QUANTUM_DEG).T
    near = np.zeros(len(west), dtype=bool)
    for box in boxes:
        near |= (east >= box.west) & (west <= box.east) & (north >= box.south) & (south <= box.north)
    return near


def _sizes(arcs: BorderMap) -> tuple[Ints, Ints]:
    """Lower left and upper right corner of the box round each arc, in quanta."""
    import numpy as np

    start = arcs.first_chunk[:-1]
    return np.minimum.reduceat(arcs.boxes[:, :2], start), np.maximum.reduceat(arcs.boxes[:, 2:], start)


def _touched(low: Ints, high: Ints, lines: Sequence[Floats]) -> Ints:
    """The boxes that an end of one of the lines lies in."""
    import numpy as np

    ends = [line[[0, -1]] for line in lines if not np.array_equal(line[0], line[-1])]
    nodes = np.rint(np.array(ends).reshape(-1, 2) / QUANTUM_DEG)
    nodes = nodes[np.argsort(nodes[:, 1], kind="stable")]
    first = np.searchsorted(nodes[:, 1], low[:, 1])
    count = np.searchsorted(nodes[:, 1], high[:, 1], side="right") - first
    box = np.repeat(np.arange(len(low)), count)
    node = np.arange(len(box)) - np.repeat(np.cumsum(count) - count - first, count)
    at = nodes[node, 0]
    return distinct(box[(low[box, 0] <= at) & (at <= high[box, 0])])


def _statuses(arcs: BorderMap, worldview: str, of: Ints) -> npt.NDArray[np.str_]:
    """What a worldview makes of these arcs."""
    import numpy as np

    view = worldview_number(worldview)
    rows = {"r": "recognised", "d": "disputed", "l": "disputed", "i": "disputed"}
    by_class = np.array([rows.get(row[view], "none") for row in arcs.header["classes"]], dtype="<U10")
    kinds = {COAST: "coast", SEAM: "seam"}
    other = np.array([kinds.get(kind, "") for kind in range(3)], dtype="<U10")
    kind = arcs.kind[of]
    return np.where(kind == BORDER, by_class[arcs.classes[of]], other[kind])


def _thinned(lines: Sequence[Floats], fine_deg: float) -> npt.NDArray[np.object_]:
    """The lines with one point in each cell of a grid; both ends stay."""
    import numpy as np
    import shapely

    if not len(lines):
        return np.empty(0, dtype=object)
    count = np.array([len(line) for line in lines])
    points = np.concatenate(lines)
    owner = np.repeat(np.arange(len(lines)), count)
    cell = np.floor(points / fine_deg)
    kept = np.ones(len(points), dtype=bool)
    kept[1:] = np.any(cell[1:] != cell[:-1], axis=1)
    ends = np.cumsum(count)
    kept[ends - 1] = True
    kept[ends - count] = True
    made: npt.NDArray[np.object_] = np.asarray(shapely.linestrings(points[kept], indices=owner[kept]))
    return made


def together(codes: Iterable[str], *, worldview: str) -> frozenset[str]:
    """The codes, with those that a worldview parts from them by no line.

    Examples:
        >>> sorted(together(["ML"], worldview="default"))
        ['ML']
    """
    import numpy as np

    arcs = load(OSM)
    hidden = np.flatnonzero((arcs.kind == BORDER) & ~arcs.shown(worldview_number(worldview)))
    pairs = {arcs.pair(arc) for arc in hidden.tolist()}
    found = set(codes)
    while more := {code for pair in pairs if found & set(pair) for code in pair if code not in found}:
        found |= more
    return frozenset(found)


def label_at(point: LonLat) -> str:
    """The code of the country at a point, ``""`` at sea."""
    arcs = load(OSM)
    return arcs.label_of(arcs.locate(point))
