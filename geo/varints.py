"""Whole numbers as zigzag varints: small ones of either sign take one byte.

Seven bits a byte, lowest first; a byte from 0x80 on says that another follows. Zigzag puts the sign into the
lowest bit (https://protobuf.dev/programming-guides/encoding/).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bytes = npt.NDArray[np.uint8]

__all__ = ["from_varints", "to_varints"]


def to_varints(values: Ints) -> Bytes:
    """The bytes of some numbers, one after another.

    Examples:
        >>> import numpy as np
        >>> to_varints(np.array([0, -1, 64])).tolist()
        [0, 1, 128, 1]
    """
    import numpy as np

    rest = (values << 1) ^ (values >> 63)
    columns, present = [rest & 0x7F], [np.ones(len(rest), bool)]
    while (more := rest > 0x7F).any():
        columns[-1] |= np.where(more, 0x80, 0)
        rest >>= 7
        columns.append(rest & 0x7F)
        present.append(more)
    found: Bytes = np.column_stack(columns)[np.column_stack(present)].astype(np.uint8)
    return found


def from_varints(encoded: Bytes) -> Ints:
    """The numbers that ``to_varints`` wrote, all at once.

    Examples:
        >>> import numpy as np
        >>> from_varints(np.array([0, 1, 128, 1], np.uint8)).tolist()
        [0, -1, 64]
    """
    import numpy as np

    ends = np.flatnonzero(encoded < 0x80)
    starts = np.concatenate(([0], ends[:-1] + 1))[: len(ends)]
    zigzag = (encoded[starts] & 0x7F).astype(np.int64)
    # Few numbers have a second byte, and hardly any a third.
    place, longer = 1, np.flatnonzero(ends > starts)
    while len(longer):
        at = starts[longer] + place
        zigzag[longer] |= (encoded[at].astype(np.int64) & 0x7F) << (7 * place)
        place, longer = place + 1, longer[ends[longer] > at]
    return (zigzag >> 1) ^ -(zigzag & 1)
