"""The names on the background: towns with their dots, countries, waters, and emphasised borders."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from maps.render.static.drawing import Box, Face, Paint, Shape, Text
from maps.render.static.labels.along import stretches
from maps.render.static.labels.block import Block, Line
from maps.render.static.labels.engine import Candidate, Request
from maps.render.static.labels.positions import Place, beside
from maps.render.static.labels.wording import broken, spaced
from maps.render.static.outlines import circle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from maps.document import Label
    from maps.render.static.markers import Stand
    from maps.render.static.page import LabelOverride
    from maps.render.static.projection import Projected
    from maps.render.static.style import Style

__all__ = ["KINDS", "Name", "Names", "dot_radius"]

_M_PER_DEG = 111_320.0
_ASIDE = (0.35, 0.7, 1.0)  # of the room in a country, where its name may step
_LEAST_ROOM_PT = 12.0
# Sizes and letter spacing, as shares of the usual ones, in which a name is set until it fits.
_SETTINGS = ((1.0, 1.0), (1.0, 0.4), (0.85, 0.3), (0.75, 0.1))
# A country is about this much wider than the largest circle in it; a name may reach a little over, at a cost.
_OBLONG, _MOST_OVER, _OVER_COST = 1.6, 3.2, 0.4


class Kind(NamedTuple):
    """How names of one kind are set: key of their size and colour, face, letters, dot, room kept free."""

    size: str
    colour: str
    face: Face = Face()
    caps: bool = False
    spacing_em: float = 0.0
    dot: float = 0.0  # radius, as a share of the size
    room: float = 0.2  # round the name, as a share of the size


KINDS: dict[str, Kind] = {
    "country": Kind("country", "country_label", caps=True, spacing_em=0.3, room=0.4),
    "admin1": Kind("admin1", "admin1_label", caps=True, spacing_em=0.12, room=0.5),
    "capital": Kind("capital", "label", Face("bold"), dot=0.27, room=0.25),
    "city": Kind("city", "label", dot=0.2, room=0.35),
    "town": Kind("town", "label", dot=0.17, room=0.5),
    "river": Kind("water", "water_label", Face(italic=True), spacing_em=0.06, room=0.5),
    "lake": Kind("water", "water_label", Face(italic=True), spacing_em=0.06, room=0.3),
    "sea": Kind("water", "water_label", Face(italic=True), spacing_em=0.15, room=0.5),
    "border": Kind("border", "border_label", room=0.3),
}


@dataclass(frozen=True, slots=True)
class Name:
    """A name that found its place.

    Attributes:
        kind: Key of ``KINDS``.
        texts: Its lines, where they stand.
        dot: Where its dot stands, or None.
    """

    kind: str
    texts: tuple[Text, ...]
    dot: tuple[float, float] | None = None

    def draw(self, style: Style) -> list[Shape | Text]:
        """The dot and the lines."""
        return [*(_dot(self.kind, self.dot, style) if self.dot else ()), *self.texts]


def dot_radius(kind: str, style: Style) -> float:
    """Radius of the dot of a town; 0 for what has none."""
    return KINDS[kind].dot * style.size[KINDS[kind].size]


def _dot(kind: str, at: tuple[float, float], style: Style) -> list[Shape]:
    """A dot; a ring round a dot for a capital."""
    ink, halo, radius = style.colour["label"], style.colour["label_halo"], dot_radius(kind, style)
    edge = Paint(fill=ink, stroke=halo, width=0.25 * radius)
    if kind != "capital":
        return [Shape(circle(*at, radius), edge)]
    return [
        Shape(circle(*at, radius), Paint(fill=halo, stroke=ink, width=0.33 * radius)),
        Shape(circle(*at, 0.45 * radius), Paint(fill=ink)),
    ]


class Names:
    """Makes the requests for the names of one map.

    Args:
        projected: Where the map is on the page.
        style: Sizes and colours.
        stands: The markers of incidents.
    """

    def __init__(self, projected: Projected, style: Style, stands: Sequence[Stand]) -> None:
        self._projected, self._style, self._stands = projected, style, stands
        self._frame = projected.box.grown(-2 * style.line["frame"])

    def town(self, label: Label, wish: LabelOverride, said: Sequence[str]) -> Request | None:
        """A town's name with its dot, or beside the marker of the incident in it.

        Args:
            label: The town.
            wish: An override.
            said: Titles that stand on the map: a town that one of them names is not named again there.
        """
        at = self._projected.point(label.point)
        radius = dot_radius(_known(label.kind), self._style)
        symbol, dot = Box(*at, *at).grown(radius), True
        for each in self._stands:
            if math.dist(each.point, at) > 0.3 * self._style.size["marker"]:
                continue
            if any(_plain(label.text) in _plain(title) for title in said) and wish.text is None:
                return None
            dot = False
            if not each.moved:
                symbol = each.box
        if not self._projected.box.meets(symbol):
            return None
        block = self._block(wish.text or label.text, label.kind)
        gap = max(0.25 * block.lines[0].size, self._style.line["label_halo"])
        if wish.anchor or wish.offset:
            left, top = block.corner(wish.anchor or "E", symbol, gap)
            right, down = wish.offset or (0.0, 0.0)
            places = [Place(left + right, top + down, wish.anchor or "E", 0.0)]
        else:
            places = beside(block, symbol, gap)
        candidates = self._candidates(label.kind, block, places, at if dot else None)
        return self._asked(label, candidates, fixed=_fixed(wish))

    def region(self, label: Label, wish: LabelOverride) -> Request | None:
        """The name of a country, a part of one, a lake or a sea, which has no dot."""
        at = self._projected.point(label.point)
        if not self._projected.box.meets(Box(*at, *at).grown(1)):
            return None
        room = (
            label.room_deg * _M_PER_DEG * math.cos(math.radians(label.point.lat)) / self._projected.m_per_pt
        )
        places: list[tuple[Block, Place]] = []
        for block, cost in self._settings(wish.text or label.text, label.kind):
            if wish.anchor or wish.offset:
                left, top = block.corner(wish.anchor or "C", Box(*at, *at), 0.3 * block.lines[0].size)
                right, down = wish.offset or (0.0, 0.0)
                places = [(block, Place(left + right, top + down, wish.anchor or "C", 0.0))]
                break
            over = block.width / 2 / room if room else _OBLONG
            if over > _MOST_OVER:
                continue
            fitting = cost + _OVER_COST * max(0.0, over - _OBLONG)
            left, top = block.corner("C", Box(*at, *at), 0.0)
            places.append((block, Place(left, top, "C", fitting)))
            places += [
                (block, Place(left + right, top + down, "C", fitting + 0.4 * share))
                for share, right, down in _aside(room)
            ]
            if label.kind == "lake":
                places += [
                    (block, place._replace(cost=place.cost + 0.6))
                    for place in beside(block, Box(*at, *at).grown(2), 2)
                ]
        candidates = [
            candidate for block, place in places for candidate in self._candidates(label.kind, block, [place])
        ]
        return self._asked(label, candidates, fixed=_fixed(wish))

    def line(self, key: Label, lines: Sequence[BaseGeometry], wish: LabelOverride) -> Request | None:
        """A name along a line.

        Args:
            key: Words, kind and rank.
            lines: What it names, in points of the page.
            wish: An override.
        """
        (line,) = self._block(wish.text or key.text, key.kind).lines
        weight = "emphasised_halo" if key.kind == "border" else "river"
        gap = self._style.line[weight] / 2 + 0.15 * line.size
        found = []
        middle, box = self._projected.box.center, self._projected.box
        for stretch in stretches(lines, line.width, line.size, gap):
            share = abs(stretch.x - middle[0]) / box.width + abs(stretch.y - middle[1]) / box.height
            text = Text(
                line.text, stretch.x, stretch.y, line.size, line.fill, face=line.face, anchor="middle",
                angle_deg=round(stretch.angle_deg, 2), halo=self._style.colour["label_halo"],
                halo_width=self._style.line["label_halo"], spacing_em=line.spacing_em,
            )  # fmt: skip
            found.append(
                Candidate(
                    stretch.boxes(line.width, line.size), stretch.cost + 0.8 * share, Name(key.kind, (text,))
                )
            )
        if wish.anchor or wish.offset:
            found = (
                [_shifted(min(found, key=lambda one: one.cost), *(wish.offset or (0.0, 0.0)))]
                if found
                else []
            )
        return self._asked(key, found, fixed=_fixed(wish))

    def _block(self, text: str, kind: str) -> Block:
        return next(self._settings(text, kind))[0]

    def _settings(self, text: str, kind: str) -> Iterator[tuple[Block, float]]:
        """The ways to set a name: on one line, closer together, on two lines."""
        how = KINDS[_known(kind)]
        size, fill = self._style.size[how.size], self._style.colour[how.colour]
        words = text.upper() if how.caps else text
        spacing = how.spacing_em if spaced(words) else 0.0
        halo, width = self._style.colour["label_halo"], self._style.line["label_halo"]
        two = broken(words, max(8, math.ceil(0.7 * len(words))), 2)
        for number, (scale, share) in enumerate(_SETTINGS if kind == "country" else _SETTINGS[:2]):
            for lines in ([words], two) if len(two) == 2 and "…" not in two[1] else ([words],):
                made = (Line(line, scale * size, fill, how.face, share * spacing) for line in lines)
                yield Block(tuple(made), halo, width), 0.15 * number + 0.1 * (len(lines) - 1)

    def _candidates(
        self, kind: str, block: Block, places: Sequence[Place], dot: tuple[float, float] | None = None
    ) -> list[Candidate]:
        room = KINDS[_known(kind)].room * block.lines[0].size / 2
        spot = (Box(*dot, *dot).grown(dot_radius(_known(kind), self._style)),) if dot else ()
        return [
            Candidate(
                (*block.boxes(place.left, place.top, place.side, room), *spot),
                place.cost,
                Name(_known(kind), tuple(block.write(place.left, place.top, place.side)), dot),
            )
            for place in places
        ]

    def _asked(self, label: Label, candidates: list[Candidate], *, fixed: bool) -> Request | None:
        """The candidates inside the frame."""
        inside = candidates if fixed else [each for each in candidates if self._holds(each.boxes)]
        if not inside:
            return None
        lon, lat = label.point
        return Request(label.rank, f"{label.kind} {label.text} {lon:.4f} {lat:.4f}", inside, fixed=fixed)

    def _holds(self, boxes: Sequence[Box]) -> bool:
        left, top, right, bottom = self._frame
        return all(
            box.left >= left and box.top >= top and box.right <= right and box.bottom <= bottom
            for box in boxes
        )


def _fixed(wish: LabelOverride) -> bool:
    return wish.anchor is not None or wish.offset is not None


def _shifted(candidate: Candidate, right: float, down: float) -> Candidate:
    """A name along a line, moved by the reporter."""
    from dataclasses import replace

    texts = tuple(replace(text, x=text.x + right, y=text.y + down) for text in candidate.form.texts)
    boxes = tuple(
        Box(box.left + right, box.top + down, box.right + right, box.bottom + down) for box in candidate.boxes
    )
    return Candidate(boxes, candidate.cost, Name(candidate.form.kind, texts))


def _aside(room: float) -> Iterator[tuple[float, float, float]]:
    """How far a name may step from its point: share of the room, and points to the right and down."""
    if room < _LEAST_ROOM_PT:
        return
    for share in _ASIDE:
        for hour in range(12):
            angle = math.pi * hour / 6
            yield share, share * room * math.sin(angle), -share * room * math.cos(angle)


def _known(kind: str) -> str:
    return kind if kind in KINDS else "town"


def _plain(text: str) -> str:
    """Lower case without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
