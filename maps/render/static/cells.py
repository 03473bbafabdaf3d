"""Very many points of a page told by the cells of a grid in which they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]

__all__ = ["counted", "squares"]


def counted(columns: Any, rows: Any) -> tuple[Ints, Ints, Ints]:  # noqa: ANN401 -- arrays of numpy
    """Which cells there are, by column and row and in this order, and how often each.

    Args:
        columns: A whole number for each point.
        rows: The same.

    Examples:
        >>> [each.tolist() for each in counted([2, -1, 2], [0, 5, 0])]
        [[-1, 2], [5, 0], [1, 2]]
    """
    import numpy as np

    # As one number each, which sort in a tenth of the time that pairs take.
    columns, rows = np.asarray(columns).astype(np.int64), np.asarray(rows).astype(np.int64)
    low = rows.min(initial=0)
    height = rows.max(initial=0) - low + 1
    numbers = columns * height + (rows - low)
    first = numbers.min(initial=0)
    if numbers.max(initial=0) - first < len(numbers):
        # More points than cells: to count in each cell takes a tenth of the time that sorting does.
        counts = np.bincount(numbers - first)
        cells = np.flatnonzero(counts)
        counts = counts[cells]
        cells += first
    else:
        cells, counts = np.unique(numbers, return_counts=True)
    columns, rows = np.divmod(cells, height)
    return columns, rows + low, counts


def squares(points: Floats, width: float) -> Floats:
    """The middles of those squares of a width in which points are, each once."""
    import numpy as np

    columns, rows, _ = counted(*np.round(points / width).T)
    return np.column_stack((columns, rows)).astype(float) * width
