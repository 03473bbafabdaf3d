"""What stands round and on the map: title, credits; legend, scale bar, north arrow, inset.

``frame_page`` finds room for what stands above and below the map; ``on_map`` puts the rest into the corners
of the map where it hides least.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from maps.render.static.furniture.corners import Piece, moved, settle
from maps.render.static.furniture.inset import inset
from maps.render.static.furniture.keyed import ways
from maps.render.static.furniture.legend import has_legend, legend, legend_strip
from maps.render.static.furniture.north import north_arrow
from maps.render.static.furniture.scale import scale_bar
from maps.render.static.furniture.titles import footer, heading
from maps.render.static.sizes import PageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maps.document import MapDocument
    from maps.render.static.drawing import Box, Group
    from maps.render.static.furniture.keyed import Listed
    from maps.render.static.labels import KeyedRow
    from maps.render.static.page import Page
    from maps.render.static.scene import Scene
    from maps.render.static.style import Style
    from maps.render.static.sums import Sample, Sums

__all__ = ["Framed", "frame_page", "legend_hides", "on_map"]

# Of the page's height below the map: what the legend may take, and what it is set smaller for.
_MOST_LEGEND, _USUAL_LEGEND = 0.2, 0.14
_LEAST_MAP = 0.52  # of the height between title and credits: list and legend are set smaller to keep it
_LEAST_HEIGHT = 0.5  # of the same, that the map keeps if it can
_LEAST = 6  # times the size of text: a smaller map shows nothing


@dataclass(frozen=True, slots=True)
class Framed:
    """A page with room for the map.

    Attributes:
        map_box: The frame of the map.
        groups: What stands above, below and beside it.
        remarks: What found no room.
        has_legend: Whether the legend is among that.
    """

    map_box: Box
    groups: tuple[Group, ...]
    remarks: tuple[str, ...] = ()
    has_legend: bool = False


def frame_page(  # noqa: PLR0913 -- what a page is made of, and two switches
    document: MapDocument,
    page: Page,
    style: Style,
    rows: Sequence[KeyedRow] = (),
    *,
    legend_below: bool = False,
    sums: Sums | None = None,
) -> Framed:
    """Set title, credits and the list of numbers, and leave the rest of the page to the map.

    Args:
        document: What the map shows.
        page: What the caller wishes.
        style: How it looks.
        rows: What the numbers on the map mean, if it has numbers.
        legend_below: Whether the legend stands below the map and not on it.
        sums: The incidents summed, if they are: the legend says so.

    Raises:
        PageError: If the texts leave no room for a map.
    """
    from maps.render.static.drawing import Box

    margin = 0.0 if page.plain else style.size["text"] * 1.6
    whole = Box(margin, margin, page.width - margin, page.height - margin)
    top, above = heading(document, page, style, whole)
    bottom, below = footer(document, page, style, whole)
    room = Box(whole.left, top, whole.right, bottom)
    rows = () if page.plain else rows
    shown, told = (sums.rest, sums.rows) if sums else (document, ())
    chosen = _chosen(shown, page, style, room, rows, told, legend_below=legend_below)
    map_box = chosen.listed.rest
    if min(map_box.width, map_box.height) < _LEAST * style.size["text"]:
        raise PageError(
            f"a page of {page.width:g} by {page.height:g} points has no room for a map beside its texts; "
            "make it larger, or turn texts off (plain, or furniture title=off)"
        )
    explained = (chosen.legend,) if chosen.legend else ()
    groups = (*above, *chosen.listed.groups(style), *explained, *below)
    has_legend = chosen.legend is not None or legend_below
    return Framed(map_box, groups, chosen.remarks, has_legend=has_legend)


class _Layout(NamedTuple):
    """List and legend beside the map or below it, and what the legend leaves out."""

    listed: Listed
    legend: Group | None
    remarks: tuple[str, ...] = ()


def _chosen(  # noqa: PLR0913, PLR0917 -- what stands beside the map, and the room
    document: MapDocument,
    page: Page,
    style: Style,
    room: Box,
    rows: Sequence[KeyedRow],
    told: Sequence[Sample],
    *,
    legend_below: bool,
) -> _Layout:
    """The layout that does not press the map flat, says most, and leaves most to the map."""
    free = page.wish(style.furniture, "legend") == "auto"
    found = []
    for listed in ways(rows, style, room, document.language):
        under = _under(listed, document, style, told) if free else None
        if under is not None or not legend_below:
            found.append(_Layout(listed, under))
    if legend_below:
        most = (_USUAL_LEGEND * page.height, _MOST_LEGEND * page.height)
        strip, remarks = legend_strip(document, style, room.width, most, told)
        height = 0.0 if strip is None else strip.box.height + 0.7 * style.size["text"]
        left = room._replace(bottom=room.bottom - height)
        drawn = strip and moved(strip.group, room.left, room.bottom - strip.box.height)
        smaller = ways(rows, style, left, document.language, least=_LEAST_MAP * room.height)
        found += [_Layout(listed, drawn, remarks) for listed in smaller]
    oblong, text = _oblong(document), style.size["text"]
    return max(
        found,
        key=lambda way: (
            way.listed.rest.height >= _LEAST_HEIGHT * room.height,
            -way.listed.left_out,
            not way.remarks,
            way.listed.worth(oblong, text),
        ),
    )


def _oblong(document: MapDocument) -> float:
    """How wide for its height what the document has to show is."""
    west, south, east, north = document.content or document.view
    across = (east - west) % 360.0 * math.cos(math.radians((south + north) / 2))
    return across / max(north - south, 1e-9) or 1.0


def _under(listed: Listed, document: MapDocument, style: Style, sums: Sequence[Sample]) -> Group | None:
    """The legend below the list in its column, if all of it has room there."""
    if listed.below is None:
        return None
    room = listed.below
    piece, left_out = legend_strip(document, style, room.width, (room.height,), sums)
    if piece is None or left_out:
        return None
    return moved(piece.group, room.left, room.bottom - piece.box.height)


def on_map(  # noqa: PLR0913 -- what all pieces need, and one switch
    document: MapDocument,
    page: Page,
    style: Style,
    scene: Scene,
    symbols: Sequence[Box],
    *,
    legend_below: bool = False,
    sums: Sequence[Sample] = (),
) -> list[Piece]:
    """Legend, scale bar, north arrow and inset, each in a corner of the map.

    Args:
        document: What the map shows.
        page: What the caller wishes.
        style: How it looks.
        scene: What the map shows of the earth, and where on the page.
        symbols: What the markers cover: no piece goes there if another corner is free.
        legend_below: Whether the legend stands below the map already.
        sums: What the legend says of incidents that are summed.
    """
    if page.plain:
        return []
    projected, wishes = scene.projected, {**style.furniture, **page.furniture}
    lines = [
        line
        for border in document.borders
        for status in ("recognised", "disputed")
        for line in scene.emphasised(border, status)
    ]
    made = {
        "legend": None if legend_below else legend(document, style, projected.box, sums),
        "inset": inset(projected, style, wished=wishes["inset"] != "auto"),
        "scale": scale_bar(projected, style, document.language),
        "north": north_arrow(projected, style, wished=wishes["north"] != "auto"),
    }
    pieces = {key: piece for key, piece in made.items() if piece is not None and wishes[key] != "off"}
    return settle(pieces, wishes, projected.box, symbols, style.size["text"], lines)


def legend_hides(  # noqa: PLR0913 -- what the legend is made of, and what it may hide
    pieces: Sequence[Piece],
    symbols: Sequence[Box],
    document: MapDocument,
    page: Page,
    style: Style,
    *,
    sums: Sequence[Sample] = (),
) -> bool:
    """Whether the legend found no corner of its own on the map: it hides markers, or is too large.

    Args:
        pieces: What ``on_map`` put on the map.
        symbols: What the markers cover.
        document: What the map shows.
        page: A caller who names a corner gets the legend there.
        style: How it looks.
        sums: What the legend says of incidents that are summed.
    """
    if page.plain or page.wish(style.furniture, "legend") != "auto" or not has_legend(document, style, sums):
        return False
    found = [piece.box for piece in pieces if piece.group.key == "legend"]
    return not found or any(found[0].meets(symbol) for symbol in symbols)
