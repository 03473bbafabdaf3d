"""The order of an index: along a curve over the earth, places of one position by their identifiers."""

from __future__ import annotations

import itertools
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.build import rows as at
from gazetteer.build.hilbert import hilbert
from gazetteer.build.pack import id_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from gazetteer.build.light import Light
    from gazetteer.build.rows import Row

__all__ = ["in_order", "positions"]

_LON, _LAT = itemgetter(at.LON), itemgetter(at.LAT)


def positions(rows: Sequence[Row | Light]) -> NDArray[np.int64]:
    """Where the rows stand on the curve that orders the index."""
    lons, lats = (np.fromiter(map(of, rows), dtype=np.int64, count=len(rows)) for of in (_LON, _LAT))
    return hilbert(lons, lats)


def in_order(rows: list[Row | Light]) -> list[Row | Light]:
    """The rows along the curve, those of one position by identifier."""
    found = positions(rows)
    order = np.argsort(found, kind="stable")
    found = found[order]
    rows = [rows[number] for number in order.tolist()]
    same = np.flatnonzero(found[1:] == found[:-1]).tolist()
    for _, run in itertools.groupby(enumerate(same), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        stretch = slice(numbers[0], numbers[-1] + 2)
        rows[stretch] = sorted(rows[stretch], key=lambda row: id_order(at.id_text(row[at.ID])))
    return rows
