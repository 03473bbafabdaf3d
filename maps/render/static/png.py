"""Writes a drawing as PNG, with its description in the file."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maps.render.static.drawing import Drawing

__all__ = ["write"]


def write(drawing: Drawing, dpi: float) -> bytes:
    """The drawing as PNG, with so many pixels an inch."""
    import numpy as np
    from matplotlib.backends.backend_agg import RendererAgg
    from PIL import Image, PngImagePlugin

    from maps.render.static.painting import paint

    scale = dpi / 72
    width, height = round(drawing.width * scale), round(drawing.height * scale)
    renderer = RendererAgg(width, height, dpi)
    paint(drawing, renderer, scale=scale)
    image = Image.fromarray(np.asarray(renderer.buffer_rgba()))
    if drawing.paper:
        page = Image.new("RGB", image.size, drawing.paper)
        page.paste(image, mask=image.getchannel("A"))
        image = page
    told = PngImagePlugin.PngInfo()
    told.add_itxt("Title", drawing.title)
    told.add_itxt("Description", drawing.description)
    for key, value in drawing.metadata.items():
        told.add_itxt(key, value)
    out = io.BytesIO()
    image.save(out, "PNG", pnginfo=told, dpi=(dpi, dpi), optimize=False)
    return out.getvalue()
