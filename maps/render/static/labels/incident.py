"""The labels of incidents: title and date beside the marker, or away from it with a leader line."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from maps.render.static.drawing import Box, Face, Paint, Shape, Text
from maps.render.static.labels.block import Block, Line, covering
from maps.render.static.labels.engine import Candidate, Request, solve
from maps.render.static.labels.positions import Place, beside
from maps.render.static.labels.wishes import check_inside
from maps.render.static.labels.wording import broken
from maps.render.static.markers import point_boxes
from maps.render.static.outlines import bent
from maps.render.static.spread import tiles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from maps.render.static.labels.ground import Ground
    from maps.render.static.labels.wishes import Wishes
    from maps.render.static.markers import Stand
    from maps.render.static.page import LabelOverride
    from maps.render.static.style import Style

__all__ = ["Headline", "headlines", "wish_of"]

# Characters in a line, lines, and what that way of breaking the title costs.
_WRAPS = ((22, 2, 0.0), (16, 3, 0.35), (30, 2, 0.4), (26, 3, 0.6))
_CUT = (26, 3)
_DATE = 30
_HALO = 1.4  # times that of names: lines below show between the words of a narrow one
_ROOM = 0.33  # of the size of the font, kept free round each label
_GAP = 0.18  # of a marker, between it and its label
# What it costs to stand nearer to another marker than this share of a marker: whose label is it?
_OTHERS, _OTHERS_COST = 0.5, 0.35
_AWAY = (0.7, 1.4, 2.4, 3.6)  # of a marker, where a label stands off with a leader line
_LEADER_COST = 2.5
_TOO_DEAR = 2.0  # a label beside its marker that covers so much had better stand off


class Headline(NamedTuple):
    """A label of an incident that found its place."""

    block: Block
    place: Place
    leader: tuple[tuple[float, float], tuple[float, float]] | None

    def draw(self, style: Style) -> list[Shape | Text]:
        """The leader line, if it needs one, and the lines of text."""
        items: list[Shape | Text] = []
        if self.leader is not None:
            ink, halo = style.colour["incident_label"], style.colour["label_halo"]
            run = bent(*self.leader)
            width = style.line["leader"]
            items += [
                Shape(run, Paint(stroke=halo, width=3 * width)),
                Shape(run, Paint(stroke=ink, width=width)),
            ]
        return [*items, *self.block.write(self.place.left, self.place.top, self.place.side)]


def headlines(
    stands: Sequence[Stand], style: Style, wishes: Wishes, ground: Ground, taken: Sequence[Box]
) -> dict[int, Candidate] | None:
    """A place for the label of each incident by its number, or None if one finds no room.

    Args:
        stands: The markers.
        style: Sizes and colours.
        wishes: Overrides.
        ground: What labels rather leave uncovered; no label leaves its frame.
        taken: What furniture covers.
    """
    wishing = [(each, wish_of(each, wishes)) for each in stands]
    wanted = [(each, wish) for each, wish in wishing if not wish.hide and _has_words(each, wish)]
    obstacles = [
        *taken,
        *(each.box for each in stands),
        *point_boxes([each.point for each in stands if each.moved], style),
    ]
    frame = ground.frame.grown(-2 * style.line["frame"])
    for far in (False, True):
        requests = [
            _apart(_request(each, wish, style, frame, far=far), each, stands, style) for each, wish in wanted
        ]
        found = solve(ground.weighed(requests), obstacles)
        fine = far or all(candidate.cost <= _TOO_DEAR for candidate in found.values())
        if len(found) == len(wanted) and fine:
            return {int(key): candidate for key, candidate in found.items()}
    return None


def wish_of(each: Stand, wishes: Wishes) -> LabelOverride:
    """What the reporter wants of the label of an incident."""
    return wishes.of(each.mark.id, str(each.mark.number), each.mark.title)


def _request(each: Stand, wish: LabelOverride, style: Style, frame: Box, *, far: bool) -> Request:
    number = each.mark.number
    found: list[Candidate] = []
    for block, cost in _blocks(each, wish, style):
        if wish.anchor or wish.offset:
            wanted = _wanted(each, block, wish, style)
            name = each.mark.title if each.mark.title.strip() else each.mark.id
            check_inside(name, wish, wanted.boxes[: len(block.lines)], frame)
            return Request(0, f"{number:06}", [wanted], fixed=True)
        places = beside(block, each.box, _gap(style))
        found += [_candidate(block, place, cost, None, style) for place in places]
        if far:
            found += _standing_off(each, block, cost, style)
    inside = [candidate for candidate in found if _holds(frame, candidate.boxes)]
    return Request(number, f"{number:06}", inside)


def _apart(request: Request, each: Stand, stands: Sequence[Stand], style: Style) -> Request:
    """The request, with places beside other markers made dearer."""
    room = _OTHERS * style.size["marker"]
    others = [other.box.grown(room) for other in stands if other is not each]
    weighed = [
        Candidate(boxes, cost + _OTHERS_COST * sum(any(map(other.meets, boxes)) for other in others), form)
        for boxes, cost, form in request.candidates
    ]
    return request._replace(candidates=weighed)


def _blocks(each: Stand, wish: LabelOverride, style: Style) -> Iterator[tuple[Block, float]]:
    """The ways to break the title, the shapeliest first, each with the date below."""
    title, below = _words(each, wish)
    seen = set()
    for longest, most, cost in _WRAPS:
        lines = broken(title, longest, most)
        if tuple(lines) not in seen and "".join(lines).count("…") == title.count("…"):
            seen.add(tuple(lines))
            yield _block(lines, below, style), cost + 0.1 * (len(lines) - 1)
    if not seen:
        yield _block(broken(title, *_CUT), below, style), 0.0


def _words(each: Stand, wish: LabelOverride) -> tuple[str, list[str]]:
    """The title, and the lines below it: the reporter's own, or what the table says."""
    if wish.text is not None:
        title, *below = wish.text.split("\n")
    else:
        title, below = each.mark.title, [each.mark.when or ""]
    return title, [line for line in below if line.strip()]


def _has_words(each: Stand, wish: LabelOverride) -> bool:
    title, below = _words(each, wish)
    return bool(title.strip() or below)


def _block(title: list[str], below: list[str], style: Style) -> Block:
    size, ink = style.size["incident"], style.colour["incident_label"]
    bold = [Line(text, size, ink, Face("bold")) for text in title]
    plain = [Line(broken(text, _DATE, 1)[0], size * 0.9, ink) for text in below]
    return Block((*bold, *plain), style.colour["label_halo"], _HALO * style.line["label_halo"])


def _gap(style: Style) -> float:
    """Between a marker and its label: more than the label's own room."""
    return max(_GAP * style.size["marker"], _ROOM * style.size["incident"] + 0.2)


def _candidate(
    block: Block,
    place: Place,
    cost: float,
    leader: tuple[tuple[float, float], tuple[float, float]] | None,
    style: Style,
) -> Candidate:
    gap = _ROOM * style.size["incident"]
    boxes = block.boxes(place.left, place.top, place.side, gap)
    if leader is not None:
        width = 3 * style.line["leader"]
        boxes += tuple(tiles(*_shortened(leader, 2 * width), width))
    return Candidate(boxes, cost + place.cost, Headline(block, place, leader))


def _standing_off(each: Stand, block: Block, cost: float, style: Style) -> Iterator[Candidate]:
    marker = style.size["marker"]
    for share in _AWAY:
        for place in beside(block, each.box, share * marker, (0.0, -0.6, 0.6)):
            leader = _leader(each, block, place)
            yield _candidate(block, place, cost + _LEADER_COST + 0.3 * share, leader, style)


def _leader(each: Stand, block: Block, place: Place) -> tuple[tuple[float, float], tuple[float, float]]:
    """From the marker to the nearest point of the label."""
    label = covering(block.boxes(place.left, place.top, place.side)).grown(1.5)
    x, y = each.box.center
    end = (min(max(x, label.left), label.right), min(max(y, label.top), label.bottom))
    # Beside the block, a line ends at the middle of its first line rather than at a corner.
    if end[0] in {label.left, label.right}:
        first = block.boxes(place.left, place.top, place.side)[0]
        end = (end[0], min(max(y, first.center[1]), label.bottom - first.height / 2))
    # From the edge of the marker's round head, whose lower part may be a pin's point.
    radius = each.box.width / 2
    head = (x, each.box.top + radius)
    share = (radius + 1) / max(math.dist(head, end), radius + 1)
    return (head[0] + share * (end[0] - head[0]), head[1] + share * (end[1] - head[1])), end


def _shortened(
    leader: tuple[tuple[float, float], tuple[float, float]], by: float
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Without its ends, which touch the marker and the label."""
    (x0, y0), (x1, y1) = leader
    share = min(0.45, by / max(math.dist(*leader), 1e-6))
    return (
        (x0 + share * (x1 - x0), y0 + share * (y1 - y0)),
        (x1 - share * (x1 - x0), y1 - share * (y1 - y0)),
    )


def _wanted(each: Stand, block: Block, wish: LabelOverride, style: Style) -> Candidate:
    """Where the reporter wants it."""
    marker = style.size["marker"]
    side = wish.anchor or "E"
    left, top = block.corner(side, each.box, _gap(style))
    right, down = wish.offset or (0.0, 0.0)
    place = Place(left + right, top + down, side, 0.0)
    leader = _leader(each, block, place) if math.hypot(right, down) > 0.7 * marker else None
    return _candidate(block, place, 0.0, leader, style)


def _holds(frame: Box, boxes: Sequence[Box]) -> bool:
    left, top, right, bottom = frame
    return all(
        box.left >= left and box.top >= top and box.right <= right and box.bottom <= bottom for box in boxes
    )
