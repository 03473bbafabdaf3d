"""Writes a drawing as PNG, with its description in the file."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maps.render.static.drawing import Drawing
    from maps.render.static.page import Page

__all__ = ["write"]


def write(drawing: Drawing, page: Page) -> bytes:
    """The drawing as PNG, with the page's pixels an inch."""
    from PIL import Image, PngImagePlugin

    from maps.render.static.fonts import house
    from maps.render.static.painting import paint
    from maps.render.static.words import sound

    with house(drawing.fonts):
        pixels = paint(drawing, width=page.pixels[0], height=page.pixels[1])
    image = Image.fromarray(pixels[:, :, :3].copy() if drawing.paper else pixels)
    told = PngImagePlugin.PngInfo()
    for key, value in {
        "Title": drawing.title,
        "Description": drawing.description,
        **drawing.metadata,
    }.items():
        told.add_itxt(key, sound(value), lang=drawing.language, zip=False)
    out = io.BytesIO()
    # Flat colours pack as well at this level as at higher ones, in two thirds of the time.
    image.save(out, "PNG", pnginfo=told, dpi=(page.dpi, page.dpi), compress_level=3)
    return out.getvalue()
