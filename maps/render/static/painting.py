"""Paint a drawing into pixels with Anti-Grain Geometry, as matplotlib has it.

The compiled renderer is used by itself: matplotlib's class round it imports widgets, mathematics and the
finder of fonts, which takes longer than to draw the map (docs/decisions/0014-static-engine.md). What it reads
of a graphics context and of a path is here.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from maps.render.static.compiled import renderer
from maps.render.static.drawing import Group, Paint, Shape
from maps.render.static.outlines import hatching
from maps.render.static.typeset import outline_of, start_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from maps.render.static.drawing import Box, Drawing, Outline, Text

__all__ = ["paint"]

_Matrix = Any  # 3 by 3, from points of the page to pixels whose y runs up


def paint(drawing: Drawing, *, width: int, height: int) -> npt.NDArray[np.uint8]:
    """The pixels of a drawing: rows from the top, and red, green, blue and alpha of each pixel."""
    import numpy as np

    # At 72 pixels an inch the renderer takes widths and dashes for pixels.
    painter = _Painter(
        renderer().RendererAgg(width, height, 72.0), width / drawing.width, height / drawing.height, height
    )
    if drawing.paper:
        painter.fill_all(drawing.paper)
    for group in drawing.groups:
        painter.group(group, None)
    return np.asarray(painter.renderer)


class _Painter:
    def __init__(self, renderer: Any, across: float, down: float, height: int) -> None:  # noqa: ANN401 -- compiled
        import numpy as np

        self.renderer, self.across, self.down, self.height = renderer, across, down, height
        self.page = np.array([[across, 0, 0], [0, -down, height], [0, 0, 1]], dtype=float)

    def fill_all(self, colour: str) -> None:
        """Give every pixel a colour."""
        import numpy as np

        np.asarray(self.renderer).view(np.uint32)[:] = int.from_bytes(
            bytes.fromhex(f"{colour[1:]}ff"), sys.byteorder
        )

    def group(self, group: Group, clip: Box | None) -> None:
        """Paint a group: halos, then its items in order."""
        clip = group.clip or clip
        for text in group.texts_with_halo():
            self.text(text, Paint(fill=text.halo, stroke=text.halo, width=2 * text.halo_width), clip)
        for item in group.items:
            if isinstance(item, Group):
                self.group(item, clip)
            elif isinstance(item, Shape):
                self.shape(item.outline, item.paint, clip)
            else:
                self.text(item, Paint(fill=item.fill), clip)

    def shape(self, outline: Outline, paint: Paint, clip: Box | None) -> None:
        """Fill, hatch and stroke an outline."""
        if paint.hatch is None:
            self.path(outline, paint, clip, self.page)
            return
        self.path(outline, Paint(fill=paint.fill, opacity=paint.opacity), clip, self.page)
        lines = Paint(stroke=paint.hatch, width=paint.hatch_width, opacity=paint.opacity)
        self.path(hatching(outline, paint.hatch_gap), lines, clip, self.page)
        self.path(outline, replace(paint, fill=None, hatch=None), clip, self.page)

    def text(self, text: Text, paint: Paint, clip: Box | None) -> None:
        """Paint the letters of a text."""
        import numpy as np

        angle = math.radians(text.angle_deg)
        cos, sin = math.cos(angle), math.sin(angle)
        start = start_of(text)
        placed = [[cos, -sin, text.x + start * cos], [sin, cos, text.y + start * sin], [0, 0, 1]]
        letters = outline_of(text.text, text.size, text.face, text.spacing_em)
        self.path(letters, paint, clip, self.page @ np.array(placed))

    def path(self, outline: Outline, paint: Paint, clip: Box | None, matrix: _Matrix) -> None:
        """Give an outline to the renderer."""
        if not len(outline.vertices) or not (paint.fill or paint.stroke):
            return
        scale = self.across
        context = _Context(
            _linewidth=paint.width * scale if paint.stroke else 0.0,
            _rgb=_rgba(paint.stroke or "#000000", paint.opacity),
            _capstyle=paint.cap,
            _joinstyle=paint.join,
            _dashes=(0.0, [length * scale for length in paint.dash] or None),
            _cliprect=None if clip is None else self.rectangle(clip),
        )
        fill = None if paint.fill is None else _rgba(paint.fill, paint.opacity)
        self.renderer.draw_path(context, _Path(outline.vertices, outline.codes), matrix, fill)

    def rectangle(self, box: Box) -> npt.NDArray[np.float64]:
        """A box in pixels, from its lower left to its upper right corner."""
        import numpy as np

        left, right = box.left * self.across, box.right * self.across
        return np.array(
            [[left, self.height - box.bottom * self.down], [right, self.height - box.top * self.down]]
        )


@dataclass(slots=True)
class _Context:
    """What the renderer reads of matplotlib's ``GraphicsContextBase``."""

    _linewidth: float
    _rgb: tuple[float, float, float, float]
    _capstyle: str
    _joinstyle: str
    _dashes: tuple[float, list[float] | None]
    _cliprect: npt.NDArray[np.float64] | None
    _alpha: float = 1.0
    _forced_alpha: bool = False
    _antialiased: int = 1

    def get_dashes(self) -> tuple[float, list[float] | None]:
        return self._dashes

    def get_clip_path(self) -> tuple[None, None]:
        return None, None

    def get_snap(self) -> bool:
        return False

    def get_hatch_path(self) -> None:
        return None

    def get_hatch_color(self) -> tuple[float, float, float, float]:
        return self._rgb

    def get_hatch_linewidth(self) -> float:
        return 1.0

    def get_sketch_params(self) -> None:
        return None


@dataclass(slots=True)
class _Path:
    """What the renderer reads of matplotlib's ``Path``."""

    vertices: npt.NDArray[np.float64]
    codes: npt.NDArray[np.uint8]
    should_simplify: bool = False
    simplify_threshold: float = 0.0


def _rgba(colour: str, opacity: float) -> tuple[float, float, float, float]:
    return (int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255, opacity)
