"""The names of first-level regions of the countries that a map is about, where they have room."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from itertools import takewhile
from typing import TYPE_CHECKING

from gazetteer.lookups import index_of
from geo.points import LonLat
from maps.document import Label
from maps.render.static.background import ADMIN1_FROM_M_PT
from maps.render.static.country_names import beside_markers, roomiest, visible_land
from maps.render.static.flatten import flat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy as np
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    from gazetteer.index import Index
    from maps.document import MapDocument
    from maps.render.static.projection import Projected
    from maps.render.static.scene import Scene
    from maps.render.static.spread import Point
    from maps.render.static.style import Style

    Floats = npt.NDArray[np.float64]

__all__ = ["region_names"]

_MOST_COUNTRIES = 6  # a map about more of them has other things to say
_RANK = 92  # after the better known towns
_OBLONG = 3.0  # a name is sought where a room so many times wider than high is largest
_LETTER, _HALF = 0.72, 0.8  # of the size of the font: width of a letter, half the height of a line with air
_FAR_PT = 1e5
_SCHOLARLY = frozenset("\u0304\u0323\u0331\u02bf\u02be")  # macrons, dots below, half rings
_SAME = 3  # letters that two spellings of a name share at least


def region_names(
    document: MapDocument, scene: Scene, about: frozenset[str], style: Style, towns: Mapping[Label, Label]
) -> Iterator[Label]:
    """The names of regions, each where its visible part has most room.

    The outlines are older than some regions (``geo.regions``): what is nearer to the middle of a younger one
    than to that of its own is left without a name.

    Args:
        document: What the map shows.
        scene: What is in the frame.
        about: The countries that the map is about.
        style: Sizes.
        towns: The towns on the map with their English names, and in the language of the map: a region that
            is called like its town is spelled like it.
    """
    projected = scene.projected
    if projected.m_per_pt > ADMIN1_FROM_M_PT or not 0 < len(about) <= _MOST_COUNTRIES:
        return

    import gazetteer

    index, size = index_of(gazetteer.open()), style.size["admin1"]
    taken = beside_markers(document, scene, style.size["marker"], 0.2 * size)
    frame = projected.box.grown(-size)
    for country, areas in _areas(projected, about & scene.countries.keys()).items():
        land = visible_land(scene.countries[country], frame, size * size)
        if land is None:
            continue
        land = land.difference(taken)
        units = _units(index, country)
        younger = _younger(index, units, areas)
        naming = _Naming(index, units, document.language, towns)
        for codes, parts in areas.items():
            record = next((found for code in codes.split("|") if (found := index.by_code(code))), None)
            if record is None or index.kind(record) != "admin1":
                continue
            shape = _own_part(parts, record, younger, index, projected).intersection(land)
            if label := _named(naming.of(record, parts), shape, projected, size):
                yield label


def _areas(projected: Projected, countries: Iterable[str]) -> dict[str, dict[str, list[BaseGeometry]]]:
    """The outlines in the frame by country, and by their codes."""
    from geo.regions import admin1_areas

    found: dict[str, dict[str, list[BaseGeometry]]] = {country: {} for country in sorted(countries)}
    for box in projected.boxes():
        for area in admin1_areas(box):
            country = area.name[:2]
            if country in found:
                found[country].setdefault(area.name, []).append(area.geometry)
    return found


def _own_part(
    parts: list[BaseGeometry], record: int, younger: Iterable[int], index: Index, projected: Projected
) -> BaseGeometry:
    """The part of a region on the page that no younger one is nearer to."""
    import numpy as np

    shape = _largest(flat(projected, parts))
    others = np.array([index.point(other) for other in younger]).reshape(-1, 2)
    for other in others[_inside(parts, others)].tolist():
        near, far = projected.point(index.point(record)), projected.point(LonLat(*other))
        shape = shape.intersection(_nearer(near, far))
    return shape


def _inside(parts: Sequence[BaseGeometry], points: Floats) -> npt.NDArray[np.bool_]:
    """Which points are in one of the parts."""
    import numpy as np
    import shapely

    found = shapely.intersects_xy(np.asarray(parts, dtype=object)[:, None], points[:, 0], points[:, 1])
    return np.asarray(found.any(axis=0))


def _named(text: str, shape: BaseGeometry, projected: Projected, size: float) -> Label | None:
    """A name where a region has room for it."""
    shape = _largest([shape])
    if shape.is_empty:
        return None
    x, y, half = roomiest(shape, _OBLONG)
    letters = max(len(text) / 2, *map(len, text.split()))
    if half < _HALF * size or letters * _LETTER * size > 2 * _OBLONG * half:
        return None
    point = projected.inverse(x, y)
    room_deg = _OBLONG * half * projected.deg_in_pt / max(0.05, math.cos(math.radians(point.lat)))
    return Label(text, point, "admin1", _RANK, round(room_deg, 4))


def _units(index: Index, country: str) -> list[int]:
    """The regions of a country."""
    record = index.by_code(country)
    children = () if record is None else index.children(record)
    # Units come before the hundreds of towns that no unit holds.
    units = takewhile(lambda child: index.kind(child).startswith("admin"), children)
    return [unit for unit in units if index.kind(unit) == "admin1"]


def _younger(index: Index, units: Iterable[int], areas: Iterable[str]) -> list[int]:
    """The regions that have no outline of their own."""
    drawn = {code for codes in areas for code in codes.split("|")}
    return [unit for unit in units if not drawn & set(index.codes(unit))]


def _largest(parts: Iterable[BaseGeometry]) -> BaseGeometry:
    import shapely

    return max(shapely.get_parts(list(parts)), key=lambda part: float(part.area), default=shapely.Polygon())


def _nearer(one: Point, other: Point) -> BaseGeometry:
    """The half of the page that is nearer to one point than to another."""
    import shapely

    (ax, ay), (bx, by) = one, other
    away = max(math.dist(one, other), 1e-9)
    x, y = (ax - bx) / away * _FAR_PT, (ay - by) / away * _FAR_PT
    middle_x, middle_y = (ax + bx) / 2, (ay + by) / 2
    edge = ((middle_x - y, middle_y + x), (middle_x + y, middle_y - x))
    return shapely.Polygon((*edge, (edge[1][0] + x, edge[1][1] + y), (edge[0][0] + x, edge[0][1] + y)))


class _Naming:
    """What the regions of a country are called on a map in a language."""

    def __init__(
        self, index: Index, units: Sequence[int], language: str, towns: Mapping[Label, Label]
    ) -> None:
        from gazetteer.names import fold

        self._index, self._language = index, language
        self._towns = [(fold(town.text), town.point, said.text) for town, said in towns.items()]
        names = [index.place(unit).name.casefold().split() for unit in units]
        last = Counter(words[-1] for words in names if len(words) > 1)
        # Where most are called so, such as the states of Nigeria, it goes without saying.
        self._kinds = {word for word, count in last.items() if count > len(units) / 2}

    def of(self, record: int, parts: list[BaseGeometry]) -> str:
        """The name of a region.

        Args:
            record: Of the index.
            parts: Its outlines: a region that is called like a town in it is spelled like it.
        """
        import numpy as np

        from gazetteer.languages import name_in
        from gazetteer.names import fold

        found = name_in(self._index, self._index.id(record), self._language)
        if found is not None and found.by != "primary" and not _latin(found.spelling):
            return found.spelling
        # Towns are told apart by their English names: no need to fold those in other scripts.
        known = {fold(name.spelling) for name in self._index.names(record) if _latin(name.spelling)}
        seats = [(point, said) for folded, point, said in self._towns if folded in known]
        if seats:
            inside = _inside(parts, np.array([point for point, _ in seats]))
            if inside.any():
                return seats[int(inside.argmax())][1]
        main = self._index.place(record).name
        return self._plain(main) if found is None else self._better(found.spelling, main)

    def _plain(self, name: str) -> str:
        *rest, last = name.split()
        return " ".join(rest) if rest and last.casefold() in self._kinds else name

    def _better(self, spelling: str, main: str) -> str:
        """The name in the language, where it is one that readers know the region by.

        Sources tag formal names, such as "Wilaya of Annaba", and wrong ones as well. One is taken that has a
        word in common with the main name, and not more words; any where that is a transliteration, as only
        scholars write it.
        """
        if set(unicodedata.normalize("NFD", main)) & _SCHOLARLY:
            return self._plain(spelling)
        name = self._plain(spelling)
        words, known = _words(name), _words(main)
        shared = any(word[:_SAME] == other[:_SAME] for word in words for other in known)
        most = len(known) + (len(known) > 1)
        return name if shared and len(words) <= most and name[0].isupper() else self._plain(main)


def _latin(text: str) -> bool:
    return "LATIN" in unicodedata.name(text[0], "")


def _words(text: str) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(
        char if char.isalpha() else " " for char in decomposed if not unicodedata.combining(char)
    ).split()
