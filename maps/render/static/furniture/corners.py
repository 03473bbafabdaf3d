"""Pieces of furniture in the corners of the map, where they hide least."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from maps.render.static.drawing import Box, Group, Outline, Shape, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["CORNERS", "Piece", "moved", "settle"]

CORNERS = ("top left", "top right", "bottom left", "bottom right")
# Where a piece goes if nothing speaks against it.
_USUAL = {"legend": "bottom left", "scale": "bottom right", "inset": "top right", "north": "top left"}
_HIDDEN_MARKER = 100.0  # what it costs to hide one, beside a piece that leaves its usual corner
_STACKED = 3.0


class Piece(NamedTuple):
    """A piece of furniture.

    Attributes:
        group: Its drawing.
        box: What it covers.
    """

    group: Group
    box: Box


def settle(
    pieces: Mapping[str, Piece], wishes: Mapping[str, str], frame: Box, symbols: Sequence[Box], gap: float
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
    """
    import numpy as np

    chosen = {
        key: piece
        for key, piece in pieces.items()
        if wishes[key] in CORNERS
        or (piece.box.width < 0.62 * frame.width and piece.box.height < 0.5 * frame.height)
    }
    options = [[wishes[key]] if wishes[key] in CORNERS else list(CORNERS) for key in chosen]
    left, top, right, bottom = np.array(symbols, dtype=float).reshape(-1, 4).T

    @cache
    def hidden(box: Box) -> int:
        """How many symbols a piece there would hide."""
        near = box.grown(gap / 2)
        across = (near.left < right) & (left < near.right)
        return int(np.count_nonzero(across & (near.top < bottom) & (top < near.bottom)))

    def cost(corners: tuple[str, ...]) -> float:
        return _cost(dict(zip(chosen, corners, strict=True)), chosen, frame, hidden, gap)

    best = min(itertools.product(*options), key=cost)
    boxes = _boxes(dict(zip(chosen, best, strict=True)), chosen, frame, gap)
    return [_at(piece, boxes[key]) for key, piece in chosen.items()]


def _cost(
    corners: dict[str, str],
    pieces: Mapping[str, Piece],
    frame: Box,
    hidden_by: Callable[[Box], int],
    gap: float,
) -> float:
    boxes = _boxes(corners, pieces, frame, gap)
    hidden = sum(map(hidden_by, boxes.values()))
    unusual = sum(_USUAL[key] != corner for key, corner in corners.items())
    stacked = len(corners) - len(set(corners.values()))
    cramped = sum(a.meets(b) for a, b in itertools.combinations(boxes.values(), 2))
    return _HIDDEN_MARKER * hidden + unusual + _STACKED * stacked + 2 * _HIDDEN_MARKER * cramped


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
