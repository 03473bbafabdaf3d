"""Mountains as light and shade under the map: a grid of the world becomes shapes on the page.

Shapes and no picture, so that a PDF and an SVG stay vectors throughout (docs/decisions/0020-relief.md).
"""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import GeoDataError
from maps.render.static.drawing import Group, Outline, Paint, Shape

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from maps.render.static.projection import Projected
    from maps.render.static.style import Style

    Floats = npt.NDArray[np.float64]

__all__ = ["LEVEL", "PER_DEG", "STEP", "relief"]

DATA = Path(__file__).resolve().parents[2] / "data" / "relief.png"
#: Points of the grid in a degree; what stands for neither light nor shade; how much a unit is of 255.
PER_DEG, LEVEL, STEP = 15, 16, 3
_M_PER_CELL = 111_320.0 / PER_DEG
_CELL_PT = 2.2  # of the page: how fine shapes are
_COARSEST_PT = 16.0  # a cell of the grid that is larger on the page would show as a blot
_LEVELS = (1.4, 2.8, 4.8, 7.5)  # units from which a place is lighter or darker: a shape for each
_SHADE, _LIGHT = 0.11, 0.18  # opacity of each of those


def relief(projected: Projected, style: Style) -> Group | None:
    """Light and shade of the land in the frame, or None at a scale at which the grid is too coarse."""
    import contourpy
    import numpy as np

    if _M_PER_CELL / projected.m_per_pt > _COARSEST_PT:
        return None
    box = projected.box
    x = np.linspace(box.left, box.right, max(2, math.ceil(box.width / _CELL_PT)))
    y = np.linspace(box.top, box.bottom, max(2, math.ceil(box.height / _CELL_PT)))
    heights = _at(*projected.degrees(*np.meshgrid(x, y)), _CELL_PT * projected.m_per_pt)
    contours = contourpy.contour_generator(x, y, heights, fill_type=contourpy.FillType.ChunkCombinedCode)
    items = []
    for level in _LEVELS:
        for low, high, key, opacity in (
            (-math.inf, -level, "relief_shade", _SHADE),
            (level, math.inf, "relief_light", _LIGHT),
        ):
            # The whole grid is one chunk, which has the vertices and codes of all its shapes.
            filled: Any = contours.filled(low, high)
            (points,), (codes,) = filled
            if points is not None:
                paint = Paint(fill=style.colour[key], opacity=opacity)
                items.append(Shape(Outline(points, codes), paint))
    return Group("relief", "Relief", tuple(items), box) if items else None


def _at(lon: Floats, lat: Floats, cell_m: float) -> Floats:
    """The values of the grid at some points, means where the page is coarser than the grid."""
    import numpy as np

    grid = _grid(max(1, min(15, round(cell_m / _M_PER_CELL))))
    rows, columns = grid.shape
    there = np.isfinite(lon) & np.isfinite(lat)
    row = np.where(there, (90.0 - lat) / 180.0 * rows - 0.5, 0.0).clip(0, rows - 1)
    column = np.where(there, (lon + 180.0) / 360.0 * columns - 0.5, 0.0)
    up, left = np.floor(row).astype(np.intp), np.floor(column).astype(np.intp)
    down = np.minimum(up + 1, rows - 1)
    a, b = row - up, column - left
    left, right = left % columns, (left + 1) % columns
    upper = (1 - b) * grid[up, left] + b * grid[up, right]
    lower = (1 - b) * grid[down, left] + b * grid[down, right]
    found: Floats = np.where(there, (1 - a) * upper + a * lower, 0.0)
    return found


@cache
def _grid(factor: int) -> Floats:
    """The grid in units of lighter and darker, made coarser by a factor."""
    import numpy as np
    from PIL import Image

    try:
        with Image.open(DATA) as picture:
            values = np.asarray(picture, dtype=np.float64) - LEVEL
    except (OSError, SyntaxError) as error:
        raise GeoDataError(f"{DATA.name} cannot be read ({error}); reinstall Dateline") from error
    rows, columns = (size // factor * factor for size in values.shape)
    blocks = values[:rows, :columns].reshape(rows // factor, factor, columns // factor, factor)
    # Of many slopes the light ones and the dark ones nearly cancel out: what is left is told the louder.
    coarse: Floats = blocks.mean(axis=(1, 3)) * math.sqrt(factor)
    return coarse
