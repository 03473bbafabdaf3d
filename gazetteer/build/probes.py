"""What the largest source of a build is asked for while it is read: names that others have too, close by.

Of the millions of rows of a dump few can be of a place that another source has under another identifier.
They are told by two tables that every process maps: cells of half a degree in which others have a place of a
kind, and bits for the keys of their names. Both may say yes by chance, and never no;
``gazetteer.build.match`` decides.
"""

from __future__ import annotations

import math
import mmap
from typing import TYPE_CHECKING, Final
from zlib import crc32

import numpy as np

from gazetteer.build import rows as at
from gazetteer.build.match import BY_EXTENT
from gazetteer.index_format import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from gazetteer.build.rows import Row

__all__ = ["Marks", "ProbeMaker", "Probes", "read_marks", "write_marks"]

_KEY_BITS: Final = 27
_KEY_MASK: Final = (1 << _KEY_BITS) - 1
_CELL_E7: Final = 5_000_000
_COLUMNS, _ROWS = 721, 361
_CELLS: Final = _COLUMNS * _ROWS
_KEYS_AT: Final = _CELLS * len(KINDS)
_CITY: Final = KINDS.index("city")
_CELL_M: Final = 111_195 / 2


class Probes:
    """What the rows of a stretch are to be met by.

    Attributes:
        keys: Hashes of the keys of their names.
        around: Kind, row and column of the cell, and reach in cells, of each.
    """

    __slots__ = ("around", "keys")

    def __init__(self) -> None:
        self.keys: NDArray[np.uint32] = np.zeros(0, dtype=np.uint32)
        self.around: set[tuple[int, int, int, int]] = set()


class ProbeMaker:
    """Collects ``Probes``.

    Args:
        within_m: How far apart records of one place may lie, by kind.
    """

    def __init__(self, within_m: Mapping[str, float]) -> None:
        self._within = [within_m[kind] for kind in KINDS]
        self._keys: set[int] = set()
        self._around: set[tuple[int, int, int, int]] = set()

    def add(self, row: Row, keys: Iterable[str]) -> None:
        """Take a row and the keys of its names."""
        self._keys.update([crc32(key.encode()) & _KEY_MASK for key in keys])
        kind = row[at.KIND] if row[at.KIND] >= 0 else _CITY
        reach_m = max(self._within[kind], row[at.EXTENT] if kind in BY_EXTENT else 0)
        cell = row[at.LAT] // _CELL_E7 + 180, row[at.LON] // _CELL_E7 + 360
        self._around.add((kind, *cell, int(reach_m // _CELL_M) + 1))

    def probes(self) -> Probes:
        """What was collected."""
        made = Probes()
        made.keys = np.fromiter(self._keys, dtype=np.uint32, count=len(self._keys))
        made.around = self._around
        return made


def write_marks(path: str, probes: Iterable[Probes]) -> None:
    """Write the tables for the rows of all sources but the largest."""
    cells = np.zeros((len(KINDS), _ROWS, _COLUMNS), dtype=np.uint8)
    keys = np.zeros(1 << _KEY_BITS, dtype=bool)
    around: set[tuple[int, int, int, int]] = set()
    for one in probes:
        keys[one.keys] = True
        around |= one.around
    for kind, row, column, reach in around:
        south, north = max(row - reach, 0), min(row + reach, _ROWS - 1)
        # Meridians come together at the poles: the farthest parallel tells how many columns the reach is.
        farthest_deg = min(max(abs(south - 180), abs(north - 180)) / 2 + 0.5, 89.5)
        wide = min(int(reach / math.cos(math.radians(farthest_deg))) + 1, 360)
        columns = np.unique(np.arange(column - wide, column + wide + 1) % 720)
        cells[kind, south : north + 1, columns[:, None]] = 1
    cells[:, :, 720] = cells[:, :, 0]  # 180 degrees east are 180 west
    with open(path, "wb") as file:  # noqa: PTH123 - a path as text
        file.write(cells.tobytes())
        file.write(np.packbits(keys, bitorder="little").tobytes())


class Marks:
    """The tables, mapped."""

    __slots__ = ("_table",)

    def __init__(self, table: mmap.mmap) -> None:
        self._table = table

    def near(self, kind: int, lon_e7: int, lat_e7: int) -> int:
        """Whether another source has a place of the kind close by."""
        cell = (lat_e7 // _CELL_E7 + 180) * _COLUMNS + lon_e7 // _CELL_E7 + 360
        return self._table[(kind if kind >= 0 else _CITY) * _CELLS + cell]

    def has(self, key: str) -> int:
        """Whether another source has a name with this key."""
        bit = crc32(key.encode()) & _KEY_MASK
        return self._table[_KEYS_AT + (bit >> 3)] >> (bit & 7) & 1


def read_marks(path: str) -> Marks:
    """The tables in a file."""
    with open(path, "rb") as file:  # noqa: PTH123 - a path as text
        return Marks(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
