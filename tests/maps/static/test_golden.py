"""Static maps look as they did when somebody last looked at them.

The pictures are drawn anew by ``python -m tools.make_gallery`` and looked at before they are committed.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

import maps
from tools.make_gallery import GOLDEN, SCENES, golden_options

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

    from tools.make_gallery import Scene

#: The one tolerance: a share of pixels may differ by more than a shade that the eye takes for the same.
SHADE, SHARE = 24, 0.002


def pixels(data: bytes) -> npt.NDArray[np.int16]:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"), dtype=np.int16)


def differing(one: npt.NDArray[np.int16], other: npt.NDArray[np.int16]) -> float:
    """Share of the pixels that differ to the eye."""
    return float((np.abs(one - other).max(axis=2) > SHADE).mean())


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_map_looks_as_it_did(scene: Scene, tmp_path: Path) -> None:
    drawn = tmp_path / "map.png"
    maps.save(scene.document(), drawn, **golden_options(scene))

    new, old = pixels(drawn.read_bytes()), pixels((GOLDEN / f"{scene.name}.png").read_bytes())

    assert new.shape == old.shape
    assert differing(new, old) <= SHARE


def test_the_tolerance_sees_a_piece_that_is_gone() -> None:
    picture = pixels((GOLDEN / "mali-light.png").read_bytes())
    blank = picture.copy()
    blank[60:100, 60:120] = 128

    assert differing(picture, picture) == 0
    assert differing(picture, blank) > SHARE
