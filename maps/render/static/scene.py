"""The land in the frame of a map: countries as regions, coasts and borders as lines, on the page."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from maps.coasts import SEA, Coasts, coasts, disputed_elsewhere, label_at
from maps.render.static.flatten import flat, frame_of, on_page, on_plane
from maps.render.static.projection import FINE_PT, zoom_of
from maps.render.static.regions import Pieces, cut, joined, rings

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import numpy as np
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    from geo.packed import Feature
    from maps.document import BorderLayer
    from maps.render.static.projection import Projected

    Geometries = npt.NDArray[np.object_]
    Floats = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]

__all__ = ["Scene"]

_RIVER_RANKS = (30, 50, 70)  # the ranks up to which rivers are of the first grades
_CLOSER = (
    14  # regions are drawn at a smaller scale than that from which web maps have them: where their names are
)
_LEAST_PT = 0.2  # an island smaller than that is not drawn


class Scene:
    """Coasts and borders of one frame, read once.

    Attributes:
        projected: Where they are on the page.
        codes: Codes of the lands that lines in the frame bound, sorted; without the sea.
    """

    def __init__(self, projected: Projected, worldview: str) -> None:
        self.projected = projected
        # Legend, globe, names and drawing all ask for the borders that a map is about.
        self._joined: dict[tuple[tuple[str, ...], str], list[Floats]] = {}
        deg_in_pt = projected.deg_in_pt
        boxes = projected.boxes()
        fine = deg_in_pt * FINE_PT / 2
        found = coasts(boxes, worldview=worldview, fine_deg=fine, least_deg=_LEAST_PT * deg_in_pt)
        self._bounds = _cut(projected, found)
        self._more = _cut(projected, disputed_elsewhere(boxes, worldview=worldview, fine_deg=fine))
        sides = {*self._bounds.left.tolist(), *self._bounds.right.tolist(), self._background}
        self.codes = tuple(sorted(sides - {SEA}))

    @cached_property
    def _background(self) -> str:
        """The code at a corner of the frame, which is that of all of it where no line is in it."""
        box = self.projected.box
        return "" if self.projected.cut else label_at(self.projected.inverse(box.left, box.top))

    def region(self, codes: Collection[str]) -> list[Floats]:
        """The rings round the land of some countries, as one region."""
        import numpy as np

        left, right = self._bounds.sides_in(codes)
        lines, ring = self._bounds.lines, self._bounds.ring
        return self._rings(
            [lines[number] for number in np.flatnonzero(left & ~right & ring).tolist()]
            + [lines[number][::-1] for number in np.flatnonzero(right & ~left & ring).tolist()],
            [lines[number] for number in np.flatnonzero(left & ~right & ~ring).tolist()]
            + [lines[number][::-1] for number in np.flatnonzero(right & ~left & ~ring).tolist()],
            whole=self._background in codes,
        )

    def _rings(self, closed: list[Floats], pieces: list[Floats], *, whole: bool) -> list[Floats]:
        """Rings on the page: round a region, of lines that go round and of others."""
        round_ = rings(pieces, frame_of(self.projected), whole=whole)
        return self._page([line for line in (*round_, *closed) if len(line) > 3])

    @cached_property
    def countries(self) -> dict[str, list[Floats]]:
        """Each country with the rings round its land in the frame."""
        closed: dict[str, list[Floats]] = {code: [] for code in ("", *self.codes)}
        pieces: dict[str, list[Floats]] = {code: [] for code in ("", *self.codes)}
        bounds = self._bounds
        for line, left, right, ring in zip(
            bounds.lines, bounds.left.tolist(), bounds.right.tolist(), bounds.ring.tolist(), strict=True
        ):
            if left != right:
                into = closed if ring else pieces
                into[left].append(line)
                into[right].append(line[::-1])
        return {
            code: self._rings(closed[code], pieces[code], whole=code == self._background)
            for code in self.codes
        }

    def codes_at(self, points: Sequence[tuple[float, float]]) -> set[str]:
        """The countries that some of the points of the page are in."""
        import numpy as np
        import shapely

        found = set()
        x, y = np.array(points, dtype=float).reshape(-1, 2).T
        for code, around in self.countries.items():
            inside = np.zeros(len(x), dtype=bool)
            for ring in around:
                (left, top), (right, bottom) = ring.min(axis=0), ring.max(axis=0)
                near = np.flatnonzero((x >= left) & (x <= right) & (y >= top) & (y <= bottom))
                if len(near):
                    # A point in an odd number of rings is in the country, one in a hole in an even number.
                    inside[near] ^= shapely.contains_xy(shapely.Polygon(ring), x[near], y[near])
            if inside.any():
                found.add(code)
        return found

    def coast(self) -> list[Floats]:
        """The coasts."""
        return self._page(self._bounds.picked(self._bounds.status == "coast"))

    def borders(self, status: str) -> list[Floats]:
        """The borders of a status, ``recognised`` or ``disputed``."""
        chosen = [line for cut in (self._bounds, self._more) for line in cut.picked(cut.status == status)]
        return self._page(joined(chosen))

    def emphasised(self, border: BorderLayer, status: str) -> list[Floats]:
        """The line of an emphasised border of a status; ``coast`` is one, which a shared border has not.

        Where the document does not tell whose border it is, its own line is drawn.
        """
        import shapely

        if border.countries:
            shared = status == "coast" and len(border.countries) > 1
            return [] if shared else self._border_of(border.countries, status)
        drawn = {"recognised": border.geometry, "disputed": border.disputed}.get(status)
        parts = self.projected.shapes(drawn) if drawn else []
        return [shapely.get_coordinates(part) for part in parts]

    @cached_property
    def lakes(self) -> Geometries:
        """Lakes of an importance that fits the scale."""
        return flat(self.projected, [feature.geometry for feature in self._features("lakes")])

    @cached_property
    def rivers(self) -> list[tuple[int, Geometries]]:
        """Rivers of an importance that fits the scale, by their grade: 0 for the great ones."""
        graded: dict[int, list[BaseGeometry]] = {}
        for feature in self._features("rivers"):
            graded.setdefault(bisect_left(_RIVER_RANKS, feature.rank), []).append(feature.geometry)
        return [(grade, flat(self.projected, lines)) for grade, lines in sorted(graded.items())]

    def admin1(self) -> Geometries:
        """The lines between the regions of countries."""
        from geo.regions import admin1_lines

        lines = [
            line.geometry
            for box in self.projected.boxes()
            for line in admin1_lines(box, max_rank=min(255, self._rank + _CLOSER))
        ]
        return flat(self.projected, lines)

    @cached_property
    def _rank(self) -> int:
        """Ten times the zoom level of a web map of the same scale, in which importance is counted."""
        return max(0, min(255, round(10 * zoom_of(self.projected))))

    def _features(self, name: str) -> list[Feature]:
        from maps.basemap import collection

        boxes = self.projected.boxes()
        return [feature for box in boxes for feature in collection(name).in_bbox(box, max_rank=self._rank)]

    def _border_of(self, codes: tuple[str, ...], status: str) -> list[Floats]:
        """The border of one country or of two with each other, of a status; ``coast`` is one."""
        found = self._joined.get((codes, status))
        if found is None:
            chosen = [
                line
                for cut in (self._bounds, self._more)
                for line in cut.picked(cut.bounds(codes) & (cut.status == status))
            ]
            found = self._joined[codes, status] = self._page(joined(chosen))
        return found

    def _page(self, lines: list[Floats]) -> list[Floats]:
        """Lines of the plane on the page."""
        import numpy as np
        import shapely

        if not self.projected.cut or not lines:
            return lines
        owner = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
        plane = np.asarray(shapely.linestrings(np.concatenate(lines), indices=owner))
        points, number = shapely.get_coordinates(on_page(self.projected, plane), return_index=True)
        return np.split(points, np.flatnonzero(np.diff(number)) + 1)


@dataclass(frozen=True, slots=True, eq=False)
class _Cut:
    """The lines within the frame, with what ``Coasts`` tells of each, and which go round."""

    lines: list[Floats]
    left: npt.NDArray[np.str_]
    right: npt.NDArray[np.str_]
    status: npt.NDArray[np.str_]
    ring: Mask

    def picked(self, mask: Mask) -> list[Floats]:
        import numpy as np

        return [self.lines[number] for number in np.flatnonzero(mask).tolist()]

    def bounds(self, codes: tuple[str, ...]) -> Mask:
        """The lines between two countries, or those that have one country on one side."""
        left, right = self.sides_in(codes)
        found: Mask = left & right & (self.left != self.right) if len(codes) > 1 else left | right
        return found

    def sides_in(self, codes: Collection[str]) -> tuple[Mask, Mask]:
        """The lines that have one of these countries on their left, and those that have on their right."""
        import numpy as np

        # numpy.isin imports masked arrays.
        wanted = frozenset(codes)
        left, right = (
            np.array([label in wanted for label in labels.tolist()], bool)
            for labels in (self.left, self.right)
        )
        return left, right


def _cut(projected: Projected, found: Coasts) -> _Cut:
    import numpy as np

    plane, owner = on_plane(projected, found.lines)
    pieces: Pieces = cut(plane, frame_of(projected))
    number = owner[pieces.owner]
    ends = np.array([(line[0], line[-1]) for line in pieces.lines]).reshape(-1, 2, 2)
    return _Cut(
        pieces.lines,
        found.left[number],
        found.right[number],
        found.status[number],
        np.all(ends[:, 0] == ends[:, 1], axis=1),
    )
