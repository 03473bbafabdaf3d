"""Makes a matplotlib ``Figure`` of a drawing, with artists to change and add to, and without pyplot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import Normal, withStroke
from matplotlib.transforms import Affine2D, Transform

from maps.render.static import lay_out_projected
from maps.render.static.drawing import Group, Paint, Shape
from maps.render.static.fonts import font_file, house
from maps.render.static.outlines import hatching
from maps.render.static.typeset import outline_of, shown, start_of

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from maps.document import MapDocument
    from maps.render.static.drawing import Box, Drawing, Outline, Text
    from maps.render.static.page import Page
    from maps.render.static.projection import Projected

__all__ = ["Degrees", "MapFigure", "to_figure"]

_STEP = 1e-6  # all of the map lies below 1, where matplotlib begins to put what is drawn later


class Degrees(Transform):
    """From longitude and latitude to points of the page."""

    input_dims = output_dims = 2

    def __init__(self, projected: Projected) -> None:
        super().__init__()
        self._projected = projected

    def transform_non_affine(self, values: Any) -> Any:  # noqa: ANN401 -- as matplotlib has it
        """Positions on the page of rows of longitude and latitude."""
        at = np.asarray(values, dtype=float)
        return np.column_stack(self._projected.points(at[:, 0], at[:, 1]))


class MapFigure(Figure):
    """A figure with one map.

    Attributes:
        degrees: The transform from longitude and latitude to the figure, for artists to add.
    """

    degrees: Transform


def to_figure(document: MapDocument, page: Page) -> MapFigure:
    """The map as a figure with one axes, the page in points from its upper left corner, y down."""
    drawing, projected = lay_out_projected(document, page)
    figure = MapFigure(
        figsize=(drawing.width / 72, drawing.height / 72), dpi=page.dpi, facecolor=drawing.paper or "none"
    )
    axes = figure.add_axes(
        (0, 0, 1, 1), xlim=(0, drawing.width), ylim=(drawing.height, 0), autoscale_on=False
    )
    axes.set_axis_off()
    figure.degrees = Degrees(projected) + axes.transData
    with house(drawing.fonts):
        _Drafter(axes).all(drawing)
    return figure


class _Drafter:
    """Adds artists in order: matplotlib would put texts above all else."""

    def __init__(self, axes: Axes) -> None:
        self.axes, self.order = axes, 0

    def all(self, drawing: Drawing) -> None:
        """Everything."""
        for group in drawing.groups:
            self.group(group, None)

    def group(self, group: Group, clip: Box | None) -> None:
        """A group: its items in order, each with the group's key for its ``gid``."""
        clip = group.clip or clip
        for item in group.items:
            if isinstance(item, Group):
                self.group(item, clip)
            elif isinstance(item, Shape):
                self.shape(item.outline, item.paint, group.key, clip)
            else:
                self.text(item, group.key, clip)

    def add(self, artist: Artist, key: str, clip: Box | None) -> None:
        """Put an artist on top of those before it."""
        self.order += 1
        artist.set(gid=key, zorder=_STEP * self.order, snap=False)
        if clip is None:
            artist.set_clip_on(False)
        else:
            frame = Rectangle((clip.left, clip.top), clip.width, clip.height, transform=self.axes.transData)
            artist.set_clip_path(frame)

    def shape(self, outline: Outline, paint: Paint, key: str, clip: Box | None) -> None:
        """Fill, hatch and stroke an outline."""
        if not len(outline.vertices):
            return
        fill = "none" if paint.fill is None else (paint.fill, paint.opacity)
        stroke = "none" if paint.stroke is None else (paint.stroke, paint.opacity)
        patch = PathPatch(
            Path(outline.vertices, outline.codes),
            facecolor=fill,
            edgecolor=stroke,
            linewidth=paint.width if paint.stroke else 0,
            joinstyle=paint.join,
            capstyle=paint.cap,
        )
        if paint.dash and paint.width:  # matplotlib counts dashes in widths of the line
            patch.set_linestyle((0, [length / paint.width for length in paint.dash]))
        self.axes.add_artist(patch)
        self.add(patch, key, clip)
        if paint.hatch:
            lines = Paint(stroke=paint.hatch, width=paint.hatch_width, opacity=paint.opacity)
            self.shape(hatching(outline, paint.hatch_gap), lines, key, clip)

    def text(self, text: Text, key: str, clip: Box | None) -> None:
        """A line as a text that can be changed, or as outlines, if its letters are spaced."""
        turned = Affine2D().translate(start_of(text), 0).rotate_deg(text.angle_deg).translate(text.x, text.y)
        if text.spacing_em:
            letters = outline_of(text.text, text.size, text.face, text.spacing_em)
            outline = letters._replace(vertices=turned.transform(letters.vertices))
            if text.halo:
                self.shape(outline, Paint(stroke=text.halo, width=2 * text.halo_width), key, clip)
            self.shape(outline, Paint(fill=text.fill), key, clip)
            return
        x, y = turned.transform((0, 0)).tolist()
        artist = self.axes.text(
            x,
            y,
            shown(text.text, text.face),
            font=FontProperties(fname=font_file(text.face, text.text), size=text.size),
            color=text.fill,
            horizontalalignment="left",  # matplotlib measures widths with hints
            verticalalignment="baseline",
            rotation=-text.angle_deg,
            rotation_mode="anchor",
            parse_math=False,
        )
        # An effect of any kind has letters painted as outlines, without hints, as in the PNG.
        halo = withStroke(linewidth=2 * text.halo_width, foreground=text.halo) if text.halo else Normal()
        artist.set_path_effects([halo])
        self.add(artist, key, clip)
