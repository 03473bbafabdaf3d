"""The names of countries on a map: each where its visible part has most room."""

from __future__ import annotations

import math
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from maps.basemap_labels import short_names
from maps.document import Label
from maps.grouped import coded
from maps.marks import column
from maps.render.static.cells import squares
from maps.render.static.labels.kinds import COUNTRIES_FIRST_M_PT
from maps.render.static.markers import extent
from maps.style import shape_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    import numpy.typing as npt
    from shapely import STRtree
    from shapely.geometry.base import BaseGeometry

    from maps.document import MapDocument, Precision
    from maps.render.static.drawing import Box
    from maps.render.static.scene import Scene
    from maps.render.static.style import Style

    Floats = npt.NDArray[np.float64]
    Geometries = npt.NDArray[np.object_]

__all__ = ["beside_markers", "country_names", "roomiest", "visible_land"]

_BEFORE_TOWNS = 45
# A name is sought where a room so many times wider than high is largest, the next if it does not fit.
_OBLONG = (1.8, 3.0, 4.5)
_LEAST_HALF = 0.6  # of the size of the font: half the height of a line with some air
_COARSE_PT = 1.5
_LETTER = 0.5  # width of a letter at the least spacing and size of a name, in sizes of the font
# A name that has no room in its country may lie over the sea, and a little over other land: the least share
# of its box on its own land, the largest on that of others, and how many places are tried across and down.
_OWN, _OTHERS, _TRIES = 0.35, 0.33, 13
_LEAST_SIZE = 0.75  # of the usual one, at which such a name is set
_MANY = 1_000  # of so many markers, those in a square of a marker's width are taken for one
_STAY = 0.85  # of half its width, told as its room: it hardly steps aside


def country_names(
    document: MapDocument, scene: Scene, about: frozenset[str], style: Style
) -> Iterator[Label]:
    """The names of countries, each at the point of its visible part that has most room.

    Args:
        document: What the map shows.
        scene: What is in the frame.
        about: The countries that the map is about: they are named first.
        style: Sizes.
    """
    import shapely

    projected = scene.projected
    frame = projected.box.grown(-style.line["frame"])
    size = style.size["country"]
    taken = beside_markers(document, scene, style.size["marker"], 0.2 * size)
    small = projected.m_per_pt > COUNTRIES_FIRST_M_PT
    least = (0.5 if small else 2.0) * size * size
    lands = {
        code: land for code, rings in scene.countries.items() if (land := visible_land(rings, frame, least))
    }
    # On a small map the first leave less to the others.
    for code, seen in sorted(lands.items(), key=lambda land: (land[0] not in about, -land[1].area)):
        free = shapely.difference(seen, taken)
        place = _place(code, free if not free.is_empty else seen, size)
        if place is None and small:
            place = _over_the_edge(code, lands, taken, projected.box, size)
        if place is None:
            continue
        text, x, y, room = place
        if small:
            half, high = len(text) * _LETTER * size / 2, _LEAST_HALF * size
            taken = shapely.union(taken, shapely.box(x - half, y - high, x + half, y + high))
        rank = round(60 - 12 * math.log2(1 + seen.area / 2_000.0))
        rank = min(rank, _BEFORE_TOWNS) if small else rank
        point = projected.inverse(x, y)
        deg = room * projected.deg_in_pt / max(0.05, math.cos(math.radians(point.lat)))
        yield Label(text, point, "country", max(5, rank - (10 if code in about else 0)), round(deg, 4))


class _Place(NamedTuple):
    """A name, where on the page it has room, and half the width of that."""

    text: str
    x: float
    y: float
    room: float


def _place(code: str, shape: BaseGeometry, size: float) -> _Place | None:
    """A country's name where it has room; None without room.

    A full name is sought room for before a short one, and a place in the thick of the country before a strip.
    """
    room = cache(partial(roomiest, shape))
    for name in _names(code):
        letters = max(len(name) / 2, *map(len, name.split()))
        for oblong in _OBLONG:
            x, y, half = room(oblong)
            if half >= _LEAST_HALF * size and letters * _LETTER * size <= 2 * oblong * half:
                return _Place(name, x, y, oblong * half)
    return None


def _over_the_edge(
    code: str, lands: dict[str, BaseGeometry], taken: BaseGeometry, frame: Box, size: float
) -> _Place | None:
    """A place for a name that is wider than its country: over the sea rather than over other countries."""
    import shapely

    own = lands[code]
    others = shapely.STRtree([land for other, land in lands.items() if other != code])
    inner = frame.grown(-_LEAST_HALF * size)
    shapely.prepare(taken)
    for name in _names(code):
        longest, lines = max(map(len, name.split())), min(2, len(name.split()))
        found: list[tuple[float, _Place]] = []
        for letters, count in dict.fromkeys(((len(name), 1), (longest, lines))):
            half, high = letters * _LETTER * size / 2, count * _LEAST_HALF * _LEAST_SIZE * size
            boxes = _boxes(own, half, high, inner)
            boxes = boxes[~shapely.intersects(taken, boxes)]
            score, box = _best_over(boxes, own, others)
            if box is not None:
                x, y = box.centroid.coords[0]
                found.append((score, _Place(name, x, y, _STAY * half)))
        if found:
            return max(found)[1]
    return None


def _boxes(own: BaseGeometry, half: float, high: float, frame: Box) -> Geometries:
    """Boxes of half a width and half a height all over a country, as far as they are in a frame."""
    import numpy as np
    import shapely

    west, north, east, south = own.bounds
    x, y = np.meshgrid(
        np.linspace(west - half / 2, east + half / 2, _TRIES), np.linspace(north, south, _TRIES)
    )
    left, top, right, bottom = x - half, y - high, x + half, y + high
    inside = (left >= frame.left) & (top >= frame.top) & (right <= frame.right) & (bottom <= frame.bottom)
    return np.asarray(shapely.box(left[inside], top[inside], right[inside], bottom[inside]))


def _best_over(boxes: Geometries, own: BaseGeometry, others: STRtree) -> tuple[float, BaseGeometry | None]:
    """The box that lies most on a country and least on others, with how well it does."""
    import numpy as np
    import shapely

    if not len(boxes):
        return 0.0, None
    mine = shapely.area(shapely.intersection(boxes, own)) / shapely.area(boxes)
    boxes, mine = boxes[mine >= _OWN], mine[mine >= _OWN]
    if not len(boxes):
        return 0.0, None
    whole = shapely.area(boxes)
    box, land = others.query(boxes, predicate="intersects")
    shared = shapely.area(shapely.intersection(boxes[box], others.geometries[land])) / whole[box]
    strange = np.bincount(box, shared, len(boxes))
    score = np.where(strange <= _OTHERS, mine - strange, -1.0)
    best = int(score.argmax())
    return float(score[best]), boxes[best] if score[best] > -1.0 else None


def beside_markers(document: MapDocument, scene: Scene, width: float, gap: float) -> BaseGeometry:
    """What markers cover that do not step aside, with the room that a name keeps from them."""
    import numpy as np
    import shapely

    points = scene.projected.marks(document.incidents)
    said = column(document.incidents, "precision")
    boxes = []
    for first, every in _sorts(points, said):
        at = squares(every, width) if len(points) > _MANY else every
        left, top, right, bottom = extent(document.incidents[first], width, numbered=True).grown(gap)
        x, y = at.T
        boxes += [shapely.box(x + left, y + top, x + right, y + bottom)]
    return shapely.union_all(np.concatenate(boxes)) if boxes else shapely.MultiPolygon()


def _sorts(points: Floats, said: Sequence[Precision]) -> Iterator[tuple[int, Floats]]:
    """The points of the markers of each shape, and the number of the first of them."""
    import numpy as np

    found = coded(said)
    shapes = list(map(shape_of, found.values))
    if len(set(shapes)) == 1:
        yield 0, points
        return
    for shape in dict.fromkeys(reversed(shapes)):
        of_it = np.flatnonzero(np.array([other == shape for other in shapes])[found.used])
        yield int(of_it[0]), points[of_it]


def visible_land(
    rings: list[Floats], frame: tuple[float, float, float, float], least: float
) -> BaseGeometry | None:
    """The part of a country that is seen, coarsely, or None if that is too small for a name."""
    import numpy as np
    import shapely

    shapes = [shapely.Polygon(ring) for ring in rings if _spread(ring) > least]
    # The land is on the left of a ring: one that runs the other way round is a hole.
    holes = np.array([shape.exterior.is_ccw for shape in shapes], dtype=bool)
    coarse = shapely.make_valid(shapely.simplify(np.array(shapes, dtype=object), _COARSE_PT))
    large = shapely.area(coarse) > least
    seen = shapely.difference(
        shapely.union_all(shapely.clip_by_rect(coarse[large & ~holes], *frame)),
        shapely.union_all(coarse[large & holes]),
    )
    largest = max(shapely.get_parts(seen), key=lambda part: part.area, default=None)
    return largest if largest is not None and largest.area >= least else None


def _spread(ring: Floats) -> float:
    """Area of the box round a ring."""
    width, height = ring.max(axis=0) - ring.min(axis=0)
    return float(width * height)


def roomiest(shape: Any, oblong: float) -> tuple[float, float, float]:  # noqa: ANN401 -- shapely types it so
    """Where an ellipse so many times wider than high has most room in a polygon, and half its height."""
    import shapely

    squeezed = shapely.transform(shape, lambda at: at * (1 / oblong, 1.0))
    line = shapely.maximum_inscribed_circle(squeezed, tolerance=1.0)
    x, y = line.coords[0]
    return x * oblong, y, line.length


def _names(code: str) -> Iterator[str]:
    """What a country is called, the full name first; nothing for land of no country."""
    from geo.countries import country
    from geo.errors import UnknownCountryError

    try:
        yield country(code).name
    except UnknownCountryError:
        return
    short = short_names().get(code)
    if short:
        yield short
