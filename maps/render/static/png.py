"""Writes a drawing as PNG, with its description in the file."""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from maps.render.static.drawing import Drawing
    from maps.render.static.page import Page

    Pixels = npt.NDArray[np.uint8]

__all__ = ["small", "write"]

# Flat colours and their soft edges: with so many the eye sees no difference, and the file is a quarter as
# large.
_COLOURS = 64
_START = b"\x89PNG\r\n\x1a\n"
# Flat colours pack nearly as well at this level as at higher ones, in half of the time.
_LEVEL = 3
_RGB, _RGBA = 2, 6


def write(drawing: Drawing, page: Page) -> bytes:
    """The drawing as PNG, with the page's pixels an inch."""
    from maps.render.static.words import sound

    pixels, opaque = _pixels(drawing, page), drawing.paper is not None
    height, width = pixels.shape[:2]
    told = {"Title": drawing.title, "Description": drawing.description, **drawing.metadata}
    per_metre = round(page.dpi / 0.0254)
    chunks = [
        _chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, _RGB if opaque else _RGBA, 0, 0, 0)),
        *(_text(key, sound(value), drawing.language) for key, value in told.items()),
        _chunk(b"pHYs", struct.pack(">2IB", per_metre, per_metre, 1)),
        _chunk(b"IDAT", _packed(pixels[:, :, :3] if opaque else pixels)),
        _chunk(b"IEND", b""),
    ]
    return b"".join([_START, *chunks])


def _chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk (https://www.w3.org/TR/png-3/#5Chunk-layout)."""
    return b"".join([struct.pack(">I", len(data)), kind, data, struct.pack(">I", zlib.crc32(kind + data))])


def _text(key: str, text: str, language: str) -> bytes:
    """A chunk of text, with its language (https://www.w3.org/TR/png-3/#11iTXt)."""
    head = f"{key}\0\0\0{language}\0\0"
    return _chunk(b"iTXt", f"{head}{text}".encode())


def _packed(pixels: Pixels) -> bytes:
    """The stream of the pixels.

    No row is told as its difference from the one before, or in the other ways that help photographs: the flat
    colours of a map pack better as they are, by a sixth, and in half of the time.
    """
    import numpy as np

    height, width, depth = pixels.shape
    rows = np.zeros((height, 1 + width * depth), np.uint8)  # the first of each row says how it is told
    rows[:, 1:] = pixels.reshape(height, -1)
    return zlib.compress(rows.data, _LEVEL)


def small(drawing: Drawing, page: Page) -> bytes:
    """The drawing as a PNG of few colours that weighs little, without its description: for a page to hold."""
    from PIL import Image

    image = Image.fromarray(_pixels(drawing, page)).convert("RGB")
    few = image.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG", dpi=(page.dpi, page.dpi))
    return out.getvalue()


def _pixels(drawing: Drawing, page: Page) -> Pixels:
    from maps.render.static.fonts import house
    from maps.render.static.painting import paint

    with house(drawing.fonts):
        return paint(drawing, width=page.pixels[0], height=page.pixels[1])
