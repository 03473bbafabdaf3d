"""Which side of the borders each of many points is on: what ``geo.sides.side`` says of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo import words
from geo.bordermap import COAST, COAST_ACCURACY_M, OSM, load, maps, worldview_number
from geo.checks import need_many, need_point
from geo.sides import NearLine, Side, at_sea, in_no_country, inside, on_border, side

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    import numpy.typing as npt

    from geo.points import LonLat

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

__all__ = ["side_many", "sides_in_reach"]

# Fewer points are sooner asked one by one.
_FEW = 30


def side_many(points: Iterable[LonLat], *, worldview: str = "default") -> list[Side]:
    """Which side of the borders each point is on, as ``side`` says, in the same order.

    Some hundred times as quick as one by one, where there are thousands.

    Args:
        points: The points.
        worldview: One of ``geo.borders.worldviews()``, in any case.

    Raises:
        UnknownWorldviewError: If there is no such worldview.
        GeoDataError: If the border data of this installation is missing or damaged.

    Examples:
        >>> from geo.points import LonLat
        >>> [found.countries for found in side_many([LonLat(1.40921, 18.44345), LonLat(-30, 0)])]
        [('ML',), ()]
    """
    wanted = list(map(need_point, need_many(points, "points")))
    view = worldview_number(worldview)
    found = (
        _sides(wanted, view, None)
        if len(wanted) >= _FEW
        else [side(one, worldview=worldview) for one in wanted]
    )
    return [one for one in found if isinstance(one, Side)]


def sides_in_reach(
    points: Sequence[LonLat], reach_m: Sequence[float], *, worldview: str = "default"
) -> list[Side | str]:
    """The side of each point that is in no country or whose reach comes to a line; else the country's code.

    How far the nearest line is takes most of the time, and of most points nobody asks.

    Args:
        points: The points.
        reach_m: How far each reaches, in metres; a line counts as far as it is accurate.
        worldview: One of ``geo.borders.worldviews()``, in any case.

    Examples:
        >>> from geo.points import LonLat
        >>> sides_in_reach([LonLat(1.40921, 18.44345)] * 50, [1_000.0] * 50)[0]
        'ML'
    """
    import numpy as np

    view = worldview_number(worldview)
    if len(points) < _FEW:
        return [side(point, worldview=worldview) for point in points]
    return _sides(points, view, np.asarray(reach_m, np.float64))


def _sides(points: Sequence[LonLat], view: int, reach_m: Floats | None) -> list[Side | str]:
    """Without a reach, the line nearest to each point is measured, however far it is."""
    import numpy as np

    from geo.geodesic import positions
    from geo.labels import labels

    lon, lat = positions(points).T.copy()
    close, reached = _close(lon, lat, view, np.zeros(len(points)) if reach_m is None else reach_m)
    if reach_m is None:
        reached[:] = True
    found: list[Side | str] = [""] * len(points)
    for index, lines in close.items():
        found[index] = on_border(points[index], view, sorted(lines, key=lambda line: line.distance_m))
    rest = np.ones(len(points), bool)
    rest[list(close)] = False
    arcs = load(OSM)
    label = labels(arcs, lon, lat)
    off_coast_m = np.zeros(len(points))
    for index, code, metres in _off_land(lon, lat, np.flatnonzero(rest & (label == arcs.number_of("")))):
        if metres > COAST_ACCURACY_M or code == words.NO_COUNTRY:
            found[index] = at_sea(points[index], code, metres)
            rest[index] = False
        else:
            label[index], off_coast_m[index] = arcs.number_of(code), metres
    for number in np.unique(label[rest]).tolist():
        code = arcs.label_of(number)
        here = np.flatnonzero(rest & (label == number))
        asked = here if code == words.NO_COUNTRY else here[reached[here]]
        for index in here.tolist():
            found[index] = code
        for index, line in zip(asked.tolist(), _nearest_of(lon[asked], lat[asked], view, code), strict=True):
            found[index] = (
                in_no_country(points[index], view, line)
                if code == words.NO_COUNTRY
                else inside(points[index], view, code, line, off_coast_m=float(off_coast_m[index]))
            )
    return found


def _close(lon: Floats, lat: Floats, view: int, reach_m: Floats) -> tuple[dict[int, list[NearLine]], Mask]:
    """The lines that points may be on, and whether each point reaches one."""
    import numpy as np

    from geo.nearest_many import Points, within_many

    points = Points(lon, lat)
    close: dict[int, list[NearLine]] = {}
    reached = np.zeros(len(lon), bool)
    for arcs in maps():
        pairs, near = within_many(arcs, points, arcs.shown(view), reach_m)
        reached |= near
        least: dict[tuple[int, int], float] = {}
        for point, arc, metres in zip(
            pairs.point.tolist(), arcs.arc[pairs.chunk].tolist(), pairs.metres.tolist(), strict=True
        ):
            least[point, arc] = min(metres, least.get((point, arc), metres))
        for (point, arc), metres in sorted(least.items(), key=lambda entry: (entry[1], entry[0])):
            close.setdefault(point, []).append(NearLine(arcs, arc, metres))
    return close, reached


def _off_land(lon: Floats, lat: Floats, sea: Ints) -> Iterator[tuple[int, str, float]]:
    """Points at sea, each with the country of the nearest coast and how far that is."""
    from geo.nearest_many import Points, nearest_many

    if not len(sea):
        return
    arcs = load(OSM)
    coast = nearest_many(arcs, Points(lon[sea], lat[sea]), arcs.kind == COAST)
    left = arcs.left[arcs.arc[coast.chunk]]
    for index, label, metres in zip(sea.tolist(), left.tolist(), coast.metres.tolist(), strict=True):
        yield index, arcs.label_of(label), metres


def _nearest_of(lon: Floats, lat: Floats, view: int, code: str) -> list[NearLine | None]:
    """The nearest line to each point that has a code on one of its sides, if any has."""
    from geo.nearest_many import Points, nearest_many

    found: list[NearLine | None] = [None] * len(lon)
    if not found:
        return found
    points = Points(lon, lat)
    for arcs in maps():
        mask = arcs.touching(code) & arcs.shown(view)
        if not mask.any():
            continue
        near = nearest_many(arcs, points, mask)
        for index, chunk, metres in zip(*(values.tolist() for values in near), strict=True):
            known = found[index]
            if known is None or metres < known.distance_m:
                found[index] = NearLine(arcs, int(arcs.arc[chunk]), metres)
    return found
