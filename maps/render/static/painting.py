"""Paint a drawing with a renderer of matplotlib's: what PNG and PDF have in common."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from maps.render.static.drawing import Box, Group, Shape, Text
from maps.render.static.typeset import measure, outline_of

if TYPE_CHECKING:
    from matplotlib.backend_bases import GraphicsContextBase, RendererBase

    from maps.render.static.drawing import Drawing, Outline, Paint

__all__ = ["paint"]


def paint(drawing: Drawing, renderer: RendererBase, *, scale: float) -> None:
    """Paint everything, letters as outlines.

    Args:
        drawing: The page.
        renderer: Whose y runs up from the lower edge.
        scale: Its units in a point.
    """
    from matplotlib.transforms import Affine2D

    to_device = Affine2D().scale(scale, -scale).translate(0, drawing.height * scale)
    for group in drawing.groups:
        _group(group, renderer, to_device, scale, drawing.height, None)


def _group(group: Group, renderer, to_device, scale: float, height: float, clip: Box | None) -> None:
    clip = group.clip or clip
    for item in group.items:
        if isinstance(item, Group):
            _group(item, renderer, to_device, scale, height, clip)
        elif isinstance(item, Shape):
            _shape(item.outline, item.paint, renderer, to_device, scale, height, clip)
        else:
            _text(item, renderer, to_device, scale, height, clip)


def _context(renderer, paint: Paint, scale: float, height: float, clip: Box | None) -> GraphicsContextBase:
    from matplotlib.transforms import Bbox

    context = renderer.new_gc()
    context.set_linewidth(paint.width * scale if paint.stroke else 0.0)
    context.set_foreground(paint.stroke or paint.fill or "#000000")
    context.set_alpha(paint.opacity)
    context.set_capstyle(paint.cap)
    context.set_joinstyle(paint.join)
    context.set_snap(False)
    if paint.dash:
        context.set_dashes(0, [length * scale for length in paint.dash])
    if clip is not None:
        context.set_clip_rectangle(
            Bbox.from_extents(
                clip.left * scale,
                (height - clip.bottom) * scale,
                clip.right * scale,
                (height - clip.top) * scale,
            )
        )
    return context


def _shape(outline: Outline, paint: Paint, renderer, to_device, scale, height, clip) -> None:
    from matplotlib.colors import to_rgba
    from matplotlib.path import Path

    if not len(outline.vertices):
        return
    context = _context(renderer, paint, scale, height, clip)
    path = Path(outline.vertices, outline.codes)
    fill = None if paint.fill is None else to_rgba(paint.fill, paint.opacity)
    renderer.draw_path(context, path, to_device, fill)
    context.restore()


def _text(text: Text, renderer, to_device, scale, height, clip) -> None:
    from matplotlib.transforms import Affine2D

    from maps.render.static.drawing import Paint

    width = measure(text.text, text.size, text.face, text.spacing_em).width
    start = {"start": 0.0, "middle": -width / 2, "end": -width}[text.anchor]
    placed = (
        Affine2D().translate(start, 0).rotate(math.radians(text.angle_deg)).translate(text.x, text.y)
        + to_device
    )
    outline = outline_of(text.text, text.size, text.face, text.spacing_em)
    if text.halo:
        halo = Paint(stroke=text.halo, width=2 * text.halo_width, fill=text.halo)
        _shape(outline, halo, renderer, placed, scale, height, clip)
    _shape(outline, Paint(fill=text.fill, even_odd=False), renderer, placed, scale, height, clip)
