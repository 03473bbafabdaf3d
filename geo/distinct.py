"""The different ones of many numbers.

``numpy.unique`` gives the same, and imports masked arrays to do so, which takes longer than most calls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

__all__ = ["distinct", "distinct_rows"]


def distinct(numbers: npt.NDArray[Any]) -> npt.NDArray[np.intp]:
    """The numbers of an array of whole numbers from 0 on, each once, in rising order.

    Examples:
        >>> import numpy as np
        >>> distinct(np.array([4, 1, 4])).tolist(), distinct(np.array([], int)).tolist()
        ([1, 4], [])
    """
    import numpy as np

    return np.flatnonzero(np.bincount(numbers))


def distinct_rows(rows: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The rows of a table of numbers, each once, in rising order of the first column, then the next.

    Examples:
        >>> import numpy as np
        >>> distinct_rows(np.array([[4, 1], [1, 2], [4, 1]])).tolist(), len(distinct_rows(np.empty((0, 2))))
        ([[1, 2], [4, 1]], 0)
    """
    import numpy as np

    found = rows[np.lexsort(rows.T[::-1])]
    new = np.ones(len(found), bool)
    new[1:] = (found[1:] != found[:-1]).any(axis=1)
    return found[new]
