"""The different ones of many small whole numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

__all__ = ["distinct"]


def distinct(numbers: npt.NDArray[Any]) -> npt.NDArray[np.intp]:
    """The numbers of an array of whole numbers from 0 on, each once, in rising order.

    ``numpy.unique`` gives the same, and imports masked arrays to do so, which takes longer than most calls.

    Examples:
        >>> import numpy as np
        >>> distinct(np.array([4, 1, 4])).tolist(), distinct(np.array([], int)).tolist()
        ([1, 4], [])
    """
    import numpy as np

    return np.flatnonzero(np.bincount(numbers))
