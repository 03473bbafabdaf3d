"""Labels of a static map: placed by priority, without collisions.

Labels of incidents come first; emphasised borders, countries, towns and waters share what room is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from maps.document import Label
from maps.render.static.drawing import Box, Group
from maps.render.static.labels.kinds import TOWNS
from maps.render.static.page import LabelOverride
from maps.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from maps.document import MapDocument
    from maps.render.static.labels.engine import Candidate, Request
    from maps.render.static.labels.lines import Lines
    from maps.render.static.labels.names import Names
    from maps.render.static.labels.wishes import Wishes
    from maps.render.static.markers import Stand
    from maps.render.static.page import Page
    from maps.render.static.projection import Projected
    from maps.render.static.scene import Scene
    from maps.render.static.style import Style

__all__ = [
    "KeyedRow",
    "Labels",
    "Occupied",
    "check_overrides",
    "keyed_rows",
    "main_towns",
    "place",
    "wants_numbers",
]

_MOST_HEADLINES = 8
_MAIN_TOWNS = 2
_CROWD = 3  # incidents in a town that make it one of those
_GROUPS = {
    "labels-borders": ("Names of borders", ("border",)),
    "labels-countries": ("Names of countries", ("country", "admin1")),
    "labels-waters": ("Names of waters", ("river", "lake", "sea")),
    "labels-towns": ("Names of towns", ("capital", "city", "town")),
}


class KeyedRow(NamedTuple):
    """A row of the list that explains the numbers on the map."""

    number: int
    title: str
    when: str | None
    category: str


class Occupied(NamedTuple):
    """What stands on the map before its labels.

    Attributes:
        stands: The markers of incidents.
        taken: What furniture covers.
        numbered: Whether the markers bear numbers, in place of labels.
    """

    stands: Sequence[Stand]
    taken: Sequence[Box]
    numbered: bool


class Labels(NamedTuple):
    """What was placed.

    Attributes:
        groups: From the bottom up.
        complete: Whether every incident has its label, or bears a number.
    """

    groups: list[Group]
    complete: bool


def wants_numbers(document: MapDocument) -> bool:
    """Whether there are too many incidents for labels of their own: numbers are keyed to a list instead."""
    return len(document.incidents) > _MOST_HEADLINES


def keyed_rows(document: MapDocument) -> tuple[KeyedRow, ...]:
    """The list that explains the numbers."""
    return tuple(KeyedRow(mark.number, mark.title, mark.when, mark.category) for mark in document.incidents)


def check_overrides(page: Page, *documents: MapDocument) -> None:
    """Raise if a page has an override for a label that is in none of the documents.

    Raises:
        UnknownLabelError: It names the nearest.
    """
    from maps.render.static.labels.wishes import check

    check(page.labels, *documents)


def main_towns(document: MapDocument, projected: Projected, style: Style) -> list[Box]:
    """Room for the dots and names of the towns that readers find their way by: no crowd may hide them."""
    from maps.render.static.labels.lines import spots
    from maps.render.static.labels.names import Names

    towns = sorted(
        (label for label in document.labels if label.kind in TOWNS),
        key=lambda label: (label.rank, label.text),
    )
    inner = projected.box.grown(-style.size["marker"])
    names = Names(projected, style)
    points = [(x, y) for x, y in projected.marks(document.incidents).tolist()]
    seen = [
        (-len(names.within(at, points)), number, label, at)
        for number, (label, at) in enumerate(zip(towns, spots(towns, projected), strict=True))
        if inner.meets(_spot(at))
    ]
    # The towns with most incidents, then the best known ones.
    crowded = [town for town in sorted(seen, key=lambda town: town[:2]) if -town[0] >= _CROWD]
    main = {town[1]: town for town in (*crowded[:_MAIN_TOWNS], *seen[:_MAIN_TOWNS])}.values()
    spotted = [_spot(point) for point in points]
    found: list[Box] = []
    for _, _, label, at in main:
        request = names.town(label, at, LabelOverride(), points)
        if request is not None:
            found += min(request.candidates, key=lambda each: (_met(each.boxes, spotted), each.cost)).boxes
    return found


def _met(boxes: Sequence[Box], others: Sequence[Box]) -> int:
    return sum(box.grown(2).meets(other) for box in boxes for other in others)


def _spot(at: tuple[float, float]) -> Box:
    return Box(*at, *at).grown(0.5)


def place(document: MapDocument, scene: Scene, style: Style, page: Page, occupied: Occupied) -> Labels:
    """All labels of a map, as groups from the bottom up.

    Args:
        document: What the map shows.
        scene: The land in the frame, and where it is on the page.
        style: Sizes and colours.
        page: Its overrides of labels.
        occupied: What stands on the map already.
    """
    from maps.render.static.labels.engine import solve
    from maps.render.static.labels.incident import headlines, wish_of
    from maps.render.static.labels.lines import Lines
    from maps.render.static.labels.names import Names
    from maps.render.static.labels.wishes import Wishes
    from maps.render.static.markers import point_boxes

    stands, taken, numbered = occupied
    say = words(document.language)
    borders = [say.say("border_of", name=border.label) for border in document.borders]
    wishes = Wishes(page.labels)
    projected, lines = scene.projected, Lines(document, scene)
    ground = lines.ground(stands)
    said = set() if numbered else {each.mark.number for each in stands if not wish_of(each, wishes).hide}
    names = Names(projected, style, stands, said)
    requests = [
        *lines.off_areas(_border_requests(document, borders, names, lines, wishes)),
        *_name_requests(document, names, lines, wishes),
    ]
    # What the reporter put somewhere stays there: even labels of incidents give way to it.
    pinned = [box for request in requests if request.fixed for box in request.candidates[0].boxes]
    shunned = lines.for_titles(ground, stands, style.size["incident"])
    titles = {} if numbered else headlines(stands, style, wishes, shunned, [*taken, *pinned])
    if titles is None:
        return Labels([], complete=False)
    obstacles = [*taken, *(each.box for each in stands)]
    obstacles += point_boxes([each.point for each in stands if each.moved], style)
    obstacles += [box for candidate in titles.values() for box in _covered(candidate)]
    placed = solve(lines.on_their_side(ground.weighed(requests)), obstacles)
    groups = [*_named(placed, style, projected.box), *_titled(titles, stands, style, projected.box)]
    return Labels(groups, complete=True)


def _covered(title: Candidate) -> tuple[Box, ...]:
    """What the label of an incident keeps names from: close beside its lines, one is read with them."""
    block = title.form.block
    lines = [
        box._replace(left=box.left - line.size, right=box.right + line.size)
        for box, line in zip(title.boxes, block.lines, strict=False)
    ]
    return *lines, *title.boxes[len(lines) :]


def _border_requests(
    document: MapDocument, texts: Sequence[str], names: Names, lines: Lines, wishes: Wishes
) -> Iterator[Request]:
    """The name of each emphasised border along its line."""
    for text, border, run in zip(texts, document.borders, lines.borders, strict=True):
        wish = wishes.of(text, border.label)
        label = Label(text, document.view.centre, "border", -1)
        request = None if wish.hide else names.line(label, run, wish)
        if request is not None:
            yield request


def _name_requests(document: MapDocument, names: Names, lines: Lines, wishes: Wishes) -> Iterator[Request]:
    """The names that the document lists."""
    towns = {label.text for label in document.labels if label.kind in TOWNS}
    for label, at in zip(document.labels, lines.spots, strict=True):
        # Many a region is called like its seat, and that is the better known.
        plain = () if label.kind == "admin1" and label.text in towns else (label.text,)
        wish = wishes.of(f"{label.kind} {label.text}", *plain)
        if wish.hide:
            continue
        if label.kind == "river":
            request = names.line(label, lines.river_at(at), wish)
        elif label.kind in TOWNS:
            request = names.town(label, at, wish)
        else:
            request = names.region(label, at, wish)
        if request is not None:
            yield request


def _named(placed: dict[str, Candidate], style: Style, frame: Box) -> list[Group]:
    """The names by kind, countries below towns."""
    groups = []
    for key, (title, kinds) in _GROUPS.items():
        forms = [candidate.form for candidate in placed.values() if candidate.form.kind in kinds]
        items = tuple(item for form in forms for item in form.draw(style))
        if items:
            groups.append(Group(key, title, items, frame))
    return groups


def _titled(titles: dict[int, Candidate], stands: Sequence[Stand], style: Style, frame: Box) -> list[Group]:
    """The labels of incidents, a group for each."""
    items = tuple(
        Group(f"label-{each.mark.number}", each.mark.title, tuple(titles[each.mark.number].form.draw(style)))
        for each in stands
        if each.mark.number in titles
    )
    return [Group("labels-incidents", "Labels of incidents", items, frame)] if items else []
