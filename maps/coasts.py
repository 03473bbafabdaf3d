"""The coasts and borders near a part of the earth, each with what lies on its two sides.

They are the lines of ``geo.borders``: what a map fills is bounded by the very lines that it draws, so that no
sliver shows between a country and its border, and small islands are there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.bordermap import BORDER, NATURAL_EARTH, OSM, QUANTUM_DEG, SEAM, load, worldview_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    import numpy.typing as npt

    from geo.bordermap import BorderMap
    from geo.points import BBox, LonLat

    Ints = npt.NDArray[np.int64]
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
        status: ``coast``, what the worldview makes of a border, or ``none`` where it is no border in it.
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
        >>> sorted({*near.left, *near.right}), set(near.status)
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

    chunks = np.flatnonzero(_near(arcs, boxes) & (arcs.kind[arcs.arc] != SEAM))
    if least_deg:
        chunks = chunks[_large(arcs, least_deg)[arcs.arc[chunks]]]
    # A line is a run of chunks of one arc, as ``BorderMap.lines`` joins them.
    first = np.r_[True, (np.diff(chunks) != 1) | (np.diff(arcs.arc[chunks]) != 0)][: len(chunks)]
    owner = arcs.arc[chunks[first]]
    labels = np.array(arcs.header["labels"])
    return Coasts(
        lines=_thinned(arcs.lines(chunks), fine_deg),
        left=labels[arcs.left[owner]],
        right=labels[arcs.right[owner]],
        status=_statuses(arcs, worldview)[owner],
    )


def _near(arcs: BorderMap, boxes: Iterable[BBox]) -> Mask:
    import numpy as np

    west, south, east, north = (arcs.boxes * QUANTUM_DEG).T
    near = np.zeros(len(west), dtype=bool)
    for box in boxes:
        near |= (east >= box.west) & (west <= box.east) & (north >= box.south) & (south <= box.north)
    return near


def _large(arcs: BorderMap, least_deg: float) -> Mask:
    """The arcs that reach at least so far, or bound more than the sea."""
    import numpy as np

    start = arcs.first_chunk[:-1]
    low = np.minimum.reduceat(arcs.boxes[:, :2], start) * QUANTUM_DEG
    high = np.maximum.reduceat(arcs.boxes[:, 2:], start) * QUANTUM_DEG
    large: Mask = ((high - low).max(axis=1) >= least_deg) | (arcs.kind == BORDER)
    return large


def _statuses(arcs: BorderMap, worldview: str) -> npt.NDArray[np.str_]:
    """What a worldview makes of each arc."""
    import numpy as np

    view = worldview_number(worldview)
    rows = {"r": "recognised", "d": "disputed", "l": "disputed", "i": "disputed"}
    by_class = np.array([rows.get(row[view], "none") for row in arcs.header["classes"]], dtype="<U10")
    return np.where(arcs.kind == BORDER, by_class[arcs.classes], "coast")


def _thinned(lines: Sequence[npt.NDArray[np.float64]], fine_deg: float) -> npt.NDArray[np.object_]:
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
    hidden = np.flatnonzero((arcs.kind == BORDER) & (_statuses(arcs, worldview) == "none"))
    pairs = {arcs.pair(arc) for arc in hidden.tolist()}
    found = set(codes)
    while more := {
        code for pair in pairs if found & set(pair) for code in pair if code not in found
    }:
        found |= more
    return frozenset(found)


def label_at(point: LonLat) -> str:
    """The code of the country at a point, ``""`` at sea."""
    arcs = load(OSM)
    return arcs.label_of(arcs.locate(point))
