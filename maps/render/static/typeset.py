"""Text set in the bundled fonts: how large it is, and the outlines of its letters."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from maps.render.static.drawing import Face, Outline

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

__all__ = ["Extent", "font_file", "measure", "outline_of"]

_SIZE = 100.0  # outlines are taken at this size, without hinting, and scaled


class Extent(NamedTuple):
    """Size of a line of text in points: ascent and descent are those of the font, not of the letters."""

    width: float
    ascent: float
    descent: float


def font_file(face: Face) -> Path:
    """The file of a face."""
    import matplotlib

    name = {"regular": "DejaVuSans", "bold": "DejaVuSans-Bold"}[face.weight]
    return Path(matplotlib.get_data_path(), "fonts", "ttf", f"{name}.ttf")


@cache
def _font(face: Face) -> FT2Font:
    from matplotlib.ft2font import FT2Font

    font = FT2Font(str(font_file(face)))
    font.set_size(_SIZE, 72)
    return font


@cache
def measure(text: str, size: float, face: Face = Face(), spacing_em: float = 0.0) -> Extent:
    """The extent of a line of text."""
    from matplotlib.ft2font import LoadFlags

    font = _font(face)
    items = font._layout(text, LoadFlags.NO_HINTING)
    width = 0.0
    if items:
        last = items[-1]
        last.ft_object.load_glyph(last.glyph_index, flags=LoadFlags.NO_HINTING)
        font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
        width = font.get_width_height()[0] / 64
    scale = size / _SIZE
    per_em = _SIZE / font.units_per_EM
    return Extent(
        width * scale + max(0, len(text) - 1) * spacing_em * size,
        font.ascender * per_em * scale,
        -font.descender * per_em * scale,
    )


def outline_of(text: str, size: float, face: Face = Face(), spacing_em: float = 0.0) -> Outline:
    """The letters of a line of text as one outline, its start at the origin of a baseline, y down."""
    import numpy as np
    from matplotlib.ft2font import LoadFlags

    vertices, codes = [np.empty((0, 2))], [np.empty(0, dtype=np.uint8)]
    for number, item in enumerate(_font(face)._layout(text, LoadFlags.NO_HINTING)):
        item.ft_object.load_glyph(item.glyph_index, flags=LoadFlags.NO_HINTING)
        points, kinds = item.ft_object.get_path()
        vertices.append(points + (item.x + number * spacing_em * _SIZE, item.y))
        codes.append(kinds)
    scaled = np.concatenate(vertices) * (size / _SIZE) * (1.0, -1.0)
    return Outline(scaled, np.concatenate(codes).astype(np.uint8))
