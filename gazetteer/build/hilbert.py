"""The order of places along a Hilbert curve, which keeps places together that are close on the earth."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["hilbert"]

# 2^12 steps of 1e-7 degrees are 45 m: closer places are ordered by identifier.
_CELL_BITS = 12
_LEVELS = 20
_HALF_TURN_E7 = 1_800_000_000
_QUARTER_TURN_E7 = 900_000_000


@overload
def hilbert(lon_e7: int, lat_e7: int) -> int: ...
@overload
def hilbert(lon_e7: NDArray[np.int64], lat_e7: NDArray[np.int64]) -> NDArray[np.int64]: ...
def hilbert(lon_e7: int | NDArray[np.int64], lat_e7: int | NDArray[np.int64]) -> int | NDArray[np.int64]:
    """Position of a point on the curve over longitude and latitude.

    Args:
        lon_e7: Longitude in 1e-7 degrees: an int, or numpy's int64 for many at once.
        lat_e7: Latitude likewise.

    Examples:
        >>> kidal, gao, quito = (hilbert(*at) for at in (
        ...     (14_092_100, 184_434_500), (-441_900, 162_717_000), (-785_248_900, -2_298_500)))
        >>> abs(kidal - gao) < abs(kidal - quito)
        True
    """
    x = (lon_e7 + _HALF_TURN_E7) >> _CELL_BITS
    y = (lat_e7 + _QUARTER_TURN_E7) >> _CELL_BITS
    position = x & 0
    for level in range(_LEVELS - 1, -1, -1):
        right, up = (x >> level) & 1, (y >> level) & 1
        position = (position << 2) | ((3 * right) ^ up)
        # The quarter's own curve is turned: mirrored in the lower right, its axes swapped in both lower ones.
        mirror, swap = -(right & (1 - up)), -(1 - up)
        x, y = x ^ mirror, y ^ mirror
        both = (x ^ y) & swap
        x, y = x ^ both, y ^ both
    return position
