"""Which boxes on the page meet: a grid of cells, each with the boxes that touch it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from maps.render.static.drawing import Box

    _Entry = tuple[float, float, float, float, Hashable]

__all__ = ["Grid"]

_CELL_PT = 32.0  # about half the width of a town's name
_NOBODY = object()


class Grid:
    """Boxes with their owners.

    Examples:
        >>> from maps.render.static.drawing import Box
        >>> grid = Grid()
        >>> grid.add("Gao", [Box(0, 0, 40, 10)])
        >>> grid.hits([Box(30, 5, 60, 15), Box(0, 20, 9, 30)])
        {'Gao'}
        >>> grid.remove("Gao")
        >>> grid.free([Box(30, 5, 60, 15)])
        True
    """

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[_Entry]] = {}
        self._boxes: dict[Hashable, tuple[Box, ...]] = {}

    def add(self, owner: Hashable, boxes: Iterable[Box]) -> None:
        """Enter the boxes of an owner that has none yet."""
        self._boxes[owner] = tuple(boxes)
        for box in self._boxes[owner]:
            for cell in _cells(box):
                self._cells.setdefault(cell, []).append((*box, owner))

    def remove(self, owner: Hashable) -> None:
        """Take the boxes of an owner away."""
        boxes = self._boxes.pop(owner)
        for cell in {cell for box in boxes for cell in _cells(box)}:
            self._cells[cell] = [entry for entry in self._cells[cell] if entry[4] != owner]

    def free(self, boxes: Iterable[Box]) -> bool:
        """Whether none of the boxes meets one of the grid."""
        return next(self._met(boxes), _NOBODY) is _NOBODY

    def hits(self, boxes: Iterable[Box]) -> set[Hashable]:
        """The owners whose boxes meet one of these."""
        return set(self._met(boxes))

    def _met(self, boxes: Iterable[Box]) -> Iterator[Hashable]:
        cells = self._cells
        for box in boxes:
            left, top, right, bottom = box
            for cell in _cells(box):
                for other_left, other_top, other_right, other_bottom, owner in cells.get(cell, ()):
                    if (
                        left < other_right
                        and other_left < right
                        and top < other_bottom
                        and other_top < bottom
                    ):
                        yield owner


def _cells(box: Box) -> list[tuple[int, int]]:
    left, top, right, bottom = box
    first, last = int(left // _CELL_PT), int(right // _CELL_PT)
    upper, lower = int(top // _CELL_PT), int(bottom // _CELL_PT)
    if upper == lower:
        return [(first, upper)] if first == last else [(x, upper) for x in range(first, last + 1)]
    return [(x, y) for x in range(first, last + 1) for y in range(upper, lower + 1)]
