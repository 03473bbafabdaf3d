"""The names on the background: towns with their dots, countries, waters, and emphasised borders."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from maps.render.static.drawing import Box, Paint, Shape, Text
from maps.render.static.labels.along import stretches
from maps.render.static.labels.block import Block, Line, covering
from maps.render.static.labels.engine import Candidate, Request
from maps.render.static.labels.kinds import COUNTRIES_FIRST_M_PT, KINDS, dot, dot_radius, known
from maps.render.static.labels.positions import Place, beside
from maps.render.static.labels.wishes import check_inside
from maps.render.static.labels.wording import broken, spaced
from maps.render.static.markers import point_boxes
from maps.render.static.outlines import straight
from maps.render.static.spread import moved, tiles

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from maps.document import Label
    from maps.render.static.labels.along import Stretch
    from maps.render.static.markers import Stand
    from maps.render.static.page import LabelOverride
    from maps.render.static.projection import Projected
    from maps.render.static.spread import Point
    from maps.render.static.style import Style

__all__ = ["Name", "Names"]

_DROPPED = frozenset(
    "'`-\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER TURNED COMMA}"
)
_WORD = re.compile(r"[^\W_]+")
_M_PER_DEG = 111_320.0
# How near to its point a town is the place of an incident: in sizes of a name of a city, and at most.
_IN_TOWN, _TOWN_M = 0.63, 20_000.0
# Of a marker, where the name of such a town may stand off a group of them; covering their lines is better.
_OFF, _OFF_COST = (0.5, 1.0, 1.8), 8.0
_LEADER = 0.7  # of a marker: a name that is moved farther has a line to its point
_OTHERS = 0.35  # of a marker, which a town's name keeps from the markers of other places
_VISITED = 60  # ranks by which a town with an incident goes before others
_SLIDES = (0.0, -0.3, 0.3, -0.45, 0.45)  # of its size, along a side: the last all but clear of the dot
_GROUP = 5  # incidents in a town that make a group of which its name can stand off
_ASIDE, _ASIDE_COST = (0.35, 0.7, 1.0), 0.4  # of the room in a country, where its name may step
_LEAST_ROOM_PT = 8.0
# Sizes and letter spacing, as shares of the usual ones, in which a name is set until it fits.
_SETTINGS = ((1.0, 1.0), (1.0, 0.4), (0.85, 0.3), (0.75, 0.1))
_WIDE_SEA, _OCEAN = 45, ((1.4, 1.5),)  # rank of seas that fill the map, and how they are set
# The room in a country is wider than high; a name may reach a little over it, at a cost.
_OBLONG, _MOST_OVER, _OVER_COST = 1.8, 1.5, 1.0


class Name(NamedTuple):
    """A name that found its place.

    Attributes:
        kind: Key of ``KINDS``.
        write: Gives its lines, where they stand.
        dot: Where its dot stands, or None.
        leader: A line to a place that markers hide, or None.
    """

    kind: str
    write: Callable[[], list[Text]]
    dot: Point | None = None
    leader: tuple[Point, Point] | None = None

    def draw(self, style: Style) -> list[Shape | Text]:
        """The dot or the line, and the words."""
        items: list[Shape | Text] = [*(dot(self.kind, self.dot, style) if self.dot else ())]
        if self.leader:
            ink, halo, width = style.colour["label"], style.colour["label_halo"], style.line["leader"]
            run = straight(*self.leader)
            items += [
                Shape(run, Paint(stroke=halo, width=3 * width)),
                Shape(run, Paint(stroke=ink, width=width)),
            ]
        return [*items, *self.write()]


class Names:
    """Makes the requests for the names of one map.

    Args:
        projected: Where the map is on the page.
        style: Sizes and colours.
        stands: The markers of incidents.
        said: Numbers of the incidents whose titles stand on the map.
    """

    def __init__(
        self, projected: Projected, style: Style, stands: Sequence[Stand] = (), said: Collection[int] = ()
    ) -> None:
        self._projected, self._style, self._stands, self._said = projected, style, stands, said
        self._frame = projected.box.grown(-2 * style.line["frame"])

    def town(
        self, label: Label, at: Point, wish: LabelOverride, points: Sequence[Point] = ()
    ) -> Request | None:
        """A town's name with its dot, or beside the markers of the incidents in it.

        A town that the title of its incident names is not named again.

        Args:
            label: The town.
            at: Its point on the page.
            wish: An override.
            points: Points of incidents that have no markers yet.
        """
        kind = known(label.kind)
        spot = Box(*at, *at).grown(dot_radius(kind, self._style))
        if not self._projected.box.meets(spot):
            return None
        inside = [each for each in self._stands if self.within(at, [each.point])]
        if wish.text is None and any(self._says(each, label.text) for each in inside):
            return None
        block = next(self._settings(wish.text or label.text, kind))[0]
        gap = max(0.25 * block.lines[0].size, self._style.line["label_halo"])
        bare = self.within(at, [*points, *(each.point for each in inside if each.moved)])
        standing = [each.box for each in inside if not each.moved]
        whole = covering([*(standing or [spot]), *point_boxes(bare, self._style)])
        places = [_wanted(block, whole, gap, wish)] if _pinned(wish) else beside(block, whole, gap, _SLIDES)
        if standing and not _pinned(wish):
            # A pin is high: above it, a name is far from its point and reads as that of another place.
            places = [place for place in places if "N" not in place.side]
        found = self._candidates(kind, block, places, None if inside or bare else at)
        if wish.offset and math.hypot(*wish.offset) > _LEADER * self._style.size["marker"]:
            found = [self._led(each, at) for each in found]
        if inside and not bare and not _pinned(wish):
            found = self._clear_of([each for each in self._stands if each not in inside], found)
        if len(inside) >= _GROUP and not _pinned(wish):
            found += self._off(kind, block, at, covering([spot, *(each.box for each in inside)]), gap)
        asked = self._asked(label, found, wish)
        # Where something happened is what readers look for.
        return asked and asked._replace(priority=asked.priority - _VISITED * bool(inside))

    def _led(self, candidate: Candidate, at: Point) -> Candidate:
        """The candidate with a line from its words to their point, from which the reporter moved it away."""
        words = covering(candidate.boxes[: -1 if candidate.form.dot else None])
        end = (min(max(at[0], words.left), words.right), min(max(at[1], words.top), words.bottom))
        return candidate._replace(form=candidate.form._replace(leader=(end, at)))

    def _clear_of(self, others: Sequence[Stand], candidates: list[Candidate]) -> list[Candidate]:
        """The candidates that are not beside other markers: a name without a dot is read with the nearest."""
        room = _OTHERS * self._style.size["marker"]
        near = [other.box.grown(room) for other in others]
        return [each for each in candidates if not any(box.meets(one) for box in near for one in each.boxes)]

    def within(self, at: Point, points: Sequence[Point]) -> list[Point]:
        """Of some points those that are in a town at a place of the page."""
        reach = min(self._style.size["city"] * _IN_TOWN, _TOWN_M / self._projected.m_per_pt)
        return [point for point in points if math.dist(point, at) <= reach]

    def _says(self, each: Stand, name: str) -> bool:
        return each.mark.number in self._said and _plain(name) in _plain(each.mark.title)

    def _off(self, kind: str, block: Block, at: Point, markers: Box, gap: float) -> Iterator[Candidate]:
        """Places above or below a group of markers that hides the town, with a line to it."""
        for share in _OFF:
            places = [
                place._replace(cost=_OFF_COST + share)
                for place in beside(block, markers, gap + share * self._style.size["marker"])
                if place.side in "NS"
            ]
            for candidate, place in zip(self._candidates(kind, block, places), places, strict=True):
                end = (place.left + block.width / 2, place.top + (block.height if place.side == "N" else 0.0))
                # Only the part outside the group: what is in it lies below the markers.
                edge = markers.top if place.side == "N" else markers.bottom
                part = (edge - end[1]) / (at[1] - end[1])
                to_edge = tiles(end, (end[0] + part * (at[0] - end[0]), edge), 2 * self._style.line["leader"])
                yield candidate._replace(
                    boxes=(*candidate.boxes, *to_edge), form=candidate.form._replace(leader=(end, at))
                )

    def region(self, label: Label, at: Point, wish: LabelOverride) -> Request | None:
        """The name of a country, a part of one, a lake or a sea, which has no dot."""
        spot = Box(*at, *at)
        if not self._projected.box.meets(spot.grown(1)):
            return None
        per_deg = _M_PER_DEG * math.cos(math.radians(label.point.lat)) / self._projected.m_per_pt
        room = label.room_deg * per_deg
        # A country in which no room is known is a small one, such as an archipelago.
        settings: Sequence[tuple[float, float]] = _SETTINGS[:2]
        if label.kind == "country":
            settings = _SETTINGS if room else _SETTINGS[-1:]
            if self._projected.m_per_pt > COUNTRIES_FIRST_M_PT:
                settings = settings[-2:]
        elif label.kind == "sea" and label.rank <= _WIDE_SEA:
            settings = _OCEAN
        candidates = []
        for block, cost in self._settings(wish.text or label.text, label.kind, settings):
            if _pinned(wish):
                place = _wanted(block, spot, 0.3 * block.lines[0].size, wish)
                return self._asked(label, self._candidates(label.kind, block, [place]), wish)
            places = [each._replace(cost=each.cost + cost) for each in _within(block, spot, room)]
            if label.kind == "lake":
                places += [
                    each._replace(cost=each.cost + cost + 0.6) for each in beside(block, spot.grown(2), 2)
                ]
            candidates += self._candidates(label.kind, block, places)
        return self._asked(label, candidates, wish)

    def line(self, key: Label, lines: Sequence[BaseGeometry], wish: LabelOverride) -> Request | None:
        """A name along a line.

        Args:
            key: Words, kind and rank.
            lines: What it names, in points of the page.
            wish: An override.
        """
        block = next(self._settings(wish.text or key.text, key.kind))[0]
        weight = "emphasised_halo" if key.kind == "border" else "river"
        gap = self._style.line[weight] / 2 + 0.15 * block.lines[0].size
        found = [
            each._replace(cost=each.cost + 0.8 * self._off_middle(each))
            for each in stretches(lines, block.width, block.lines[0].size, gap)
        ]
        if _pinned(wish) and found:
            right, down = wish.offset or (0.0, 0.0)
            best = min(found, key=lambda each: each.cost)
            found = [best._replace(x=best.x + right, y=best.y + down)]
        candidates = [
            Candidate(
                each.boxes(block.width, block.lines[0].size),
                each.cost,
                Name(key.kind, partial(_along, block, each)),
            )
            for each in found
        ]
        return self._asked(key, candidates, wish)

    def _off_middle(self, stretch: Stretch) -> float:
        x, y = self._projected.box.center
        return (
            abs(stretch.x - x) / self._projected.box.width + abs(stretch.y - y) / self._projected.box.height
        )

    def _settings(
        self, text: str, kind: str, settings: Sequence[tuple[float, float]] = _SETTINGS[:2]
    ) -> Iterator[tuple[Block, float]]:
        """The ways to set a name: on one line, closer together, on two lines."""
        how = KINDS[known(kind)]
        size, fill = self._style.size[how.size], self._style.colour[how.colour]
        words = text.upper() if how.caps else text
        spacing = how.spacing_em if spaced(words) else 0.0
        halo, width = self._style.colour["label_halo"], self._style.line["label_halo"]
        two = broken(words, max(8, math.ceil(0.7 * len(words))), 2)
        for number, (scale, share) in enumerate(settings):
            for lines in ([words], two) if " ".join(two) == words and len(two) == 2 else ([words],):
                made = (Line(line, scale * size, fill, how.face, share * spacing) for line in lines)
                yield Block(tuple(made), halo, width), 0.15 * number + 0.1 * (len(lines) - 1)

    def _candidates(
        self, kind: str, block: Block, places: Sequence[Place], dot: tuple[float, float] | None = None
    ) -> list[Candidate]:
        how = KINDS[known(kind)]
        room = how.room * block.lines[0].size / 2
        spot = (Box(*dot, *dot).grown(dot_radius(known(kind), self._style)),) if dot else ()
        covered = {side: block.boxes(0.0, 0.0, side, room) for side in {place.side for place in places}}
        if how.spacing_em:
            # As one box: a dot beside the shorter line of a spaced name would stand within it.
            covered = {side: (covering(boxes),) for side, boxes in covered.items()}
        return [
            Candidate(
                (*(moved(box, (left, top)) for box in covered[side]), *spot),
                cost,
                Name(known(kind), partial(block.write, left, top, side), dot),
            )
            for left, top, side, cost in places
        ]

    def _asked(self, label: Label, candidates: list[Candidate], wish: LabelOverride) -> Request | None:
        """The request with its candidates inside the frame; those that the reporter wants anywhere."""
        fixed = _pinned(wish)
        if fixed and candidates:
            boxes = candidates[0].boxes[: -1 if candidates[0].form.dot else None]
            check_inside(label.text, wish, boxes, self._projected.box)
        inside = candidates if fixed else [each for each in candidates if self._holds(each.boxes)]
        if not inside:
            return None
        lon, lat = label.point
        return Request(label.rank, f"{label.kind} {label.text} {lon:.4f} {lat:.4f}", inside, fixed=fixed)

    def _holds(self, boxes: Sequence[Box]) -> bool:
        west, north, east, south = self._frame
        for left, top, right, bottom in boxes:
            if left < west or top < north or right > east or bottom > south:
                return False
        return True


def _pinned(wish: LabelOverride) -> bool:
    """Whether the reporter says where a label stands."""
    return wish.anchor is not None or wish.offset is not None


def _wanted(block: Block, symbol: Box, gap: float, wish: LabelOverride) -> Place:
    """Where the reporter wants it; without an anchor right of a dot, and on a point without one."""
    side = wish.anchor or ("E" if symbol.width else "C")
    left, top = block.corner(side, symbol, gap)
    right, down = wish.offset or (0.0, 0.0)
    return Place(left + right, top + down, side, 0.0)


def _within(block: Block, spot: Box, room: float) -> list[Place]:
    """Places on a point and, where there is room, aside from it."""
    over = block.width / 2 / room if room else 1.0
    if over > _MOST_OVER:
        return []
    left, top = block.corner("C", spot, 0.0)
    cost = _OVER_COST * max(0.0, over - 1.0)
    # With its middle at the edge of the room, half of a name would lie outside.
    right = max(0.0, room - block.width / 3)
    down = max(0.0, room / _OBLONG - block.height / 2)
    turns = [math.pi * hour / 4 for hour in range(8)]
    return [
        Place(left, top, "C", cost),
        *(
            Place(
                left + share * right * math.sin(turn),
                top - share * down * math.cos(turn),
                "C",
                cost + _ASIDE_COST * share,
            )
            for share in (_ASIDE if right + down >= _LEAST_ROOM_PT else ())
            for turn in turns
        ),
    ]


def _along(block: Block, stretch: Stretch) -> list[Text]:
    """The one line of a block along a line of the map."""
    (text,) = block.write(stretch.x - block.width / 2, 0.0, "C")
    return [replace(text, y=stretch.y, angle_deg=round(stretch.angle_deg, 2))]


def _plain(text: str) -> str:
    """The words between spaces, in lower case without accents, apostrophes and hyphens."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char) and char not in _DROPPED)
    return f" {' '.join(_WORD.findall(bare))} "
