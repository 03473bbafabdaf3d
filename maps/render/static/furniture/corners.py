"""Pieces of furniture in the corners of the map, where they hide least."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from maps.render.static.drawing import Box, Group, Outline, Shape, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

__all__ = ["CORNERS", "Piece", "moved", "settle"]

CORNERS = ("top left", "top right", "bottom left", "bottom right")
# Where a piece goes if nothing speaks against it.
_USUAL = {"legend": "bottom left", "scale": "bottom right", "inset": "top right", "north": "top left"}
# What it costs to hide a marker, or a border that the map is about, beside a piece in an unusual corner.
_HIDDEN_MARKER, _HIDDEN_BORDER = 100.0, 1.5
_STACKED = 3.0


class Piece(NamedTuple):
    """A piece of furniture.

    Attributes:
        group: Its drawing.
        box: What it covers.
    """

    group: Group
    box: Box


def settle(  # noqa: PLR0913, PLR0917 -- the pieces, and what is on the map
    pieces: Mapping[str, Piece],
    wishes: Mapping[str, str],
    frame: Box,
    symbols: Sequence[Box],
    gap: float,
    lines: Sequence[Floats] = (),
) -> list[Piece]:
    """The pieces, each moved to the corner that is wished, or to the one where it hides least.

    Pieces of one corner stand above each other. A piece that is larger than a third of the frame in each
    direction and that nobody asked for by a corner is left out: the map goes first.

    Args:
        pieces: By key, drawn anywhere.
        wishes: Corner of each, or ``auto`` or ``on``.
        frame: The frame of the map.
        symbols: What the markers cover.
        gap: Points between a piece and the frame.
        lines: The borders that the map is about, in points of the page.
    """
    import numpy as np
    import shapely

    chosen = {
        key: piece
        for key, piece in pieces.items()
        if wishes[key] in CORNERS
        or (piece.box.width < 0.62 * frame.width and piece.box.height < 0.5 * frame.height)
    }
    options = [[wishes[key]] if wishes[key] in CORNERS else list(CORNERS) for key in chosen]
    left, top, right, bottom = np.array(symbols, dtype=float).reshape(-1, 4).T
    borders = shapely.MultiLineString([line for line in lines if len(line) > 1])

    @cache
    def hidden(box: Box) -> float:
        """What a piece there would hide."""
        near = box.grown(gap / 2)
        across = (near.left < right) & (left < near.right)
        markers = int(np.count_nonzero(across & (near.top < bottom) & (top < near.bottom)))
        return _HIDDEN_MARKER * markers + _HIDDEN_BORDER * bool(borders.intersects(shapely.box(*box)))

    def cost(corners: tuple[str, ...]) -> float:
        return _cost(dict(zip(chosen, corners, strict=True)), chosen, frame, hidden, gap)

    best = min(itertools.product(*options), key=cost)
    boxes = _boxes(dict(zip(chosen, best, strict=True)), chosen, frame, gap)
    return [_at(piece, boxes[key]) for key, piece in chosen.items()]


def _cost(
    corners: dict[str, str],
    pieces: Mapping[str, Piece],
    frame: Box,
    hidden_by: Callable[[Box], float],
    gap: float,
) -> float:
    boxes = _boxes(corners, pieces, frame, gap)
    hidden = sum(map(hidden_by, boxes.values()))
    unusual = sum(_USUAL[key] != corner for key, corner in corners.items())
    stacked = len(corners) - len(set(corners.values()))
    cramped = sum(a.meets(b) for a, b in itertools.combinations(boxes.values(), 2))
    return hidden + unusual + _STACKED * stacked + 2 * _HIDDEN_MARKER * cramped


def _boxes(corners: dict[str, str], pieces: Mapping[str, Piece], frame: Box, gap: float) -> dict[str, Box]:
    """Where each piece stands; those of one corner stack from the edge of the frame to its middle."""
    used = dict.fromkeys(CORNERS, gap)
    boxes = {}
    for key, corner in corners.items():
        width, height = pieces[key].box.width, pieces[key].box.height
        vertical, horizontal = corner.split()
        left = frame.left + gap if horizontal == "left" else frame.right - gap - width
        top = frame.top + used[corner] if vertical == "top" else frame.bottom - used[corner] - height
        used[corner] += height + gap
        boxes[key] = Box(left, top, left + width, top + height)
    return boxes


def _at(piece: Piece, box: Box) -> Piece:
    return Piece(moved(piece.group, box.left - piece.box.left, box.top - piece.box.top), box)


def moved(group: Group, right: float, down: float) -> Group:
    """A group moved on the page."""
    return replace(group, items=tuple(_moved(item, right, down) for item in group.items))


def _moved(item: Shape | Text | Group, right: float, down: float) -> Shape | Text | Group:
    if isinstance(item, Group):
        return moved(item, right, down)
    if isinstance(item, Text):
        return replace(item, x=item.x + right, y=item.y + down)
    import numpy as np

    vertices, codes = item.outline
    return replace(item, outline=Outline(vertices + np.array((right, down)), codes))
