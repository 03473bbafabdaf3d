"""Writes a drawing as PNG, with its description in the file."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

    from maps.render.static.drawing import Drawing
    from maps.render.static.page import Page

__all__ = ["small", "write"]

# Flat colours and their soft edges: with so many the eye sees no difference, and the file is a quarter as
# large.
_COLOURS = 64


def write(drawing: Drawing, page: Page) -> bytes:
    """The drawing as PNG, with the page's pixels an inch."""
    from PIL import PngImagePlugin

    from maps.render.static.words import sound

    told = PngImagePlugin.PngInfo()
    for key, value in {
        "Title": drawing.title,
        "Description": drawing.description,
        **drawing.metadata,
    }.items():
        told.add_itxt(key, sound(value), lang=drawing.language, zip=False)
    out = io.BytesIO()
    # Flat colours pack as well at this level as at higher ones, in two thirds of the time.
    _image(drawing, page).save(out, "PNG", pnginfo=told, dpi=(page.dpi, page.dpi), compress_level=3)
    return out.getvalue()


def small(drawing: Drawing, page: Page) -> bytes:
    """The drawing as a PNG of few colours that weighs little, without its description: for a page to hold."""
    from PIL import Image

    image = _image(drawing, page).convert("RGB")
    few = image.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG", dpi=(page.dpi, page.dpi))
    return out.getvalue()


def _image(drawing: Drawing, page: Page) -> Image.Image:
    from PIL import Image

    from maps.render.static.fonts import house
    from maps.render.static.painting import paint

    with house(drawing.fonts):
        pixels = paint(drawing, width=page.pixels[0], height=page.pixels[1])
    return Image.fromarray(pixels[:, :, :3].copy() if drawing.paper else pixels)
