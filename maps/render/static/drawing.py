"""``Drawing``: a finished page as plain data, which the writers of PNG, SVG and PDF only have to put down.

Positions are points of the page (1/72 inch): x to the right, y down, from the upper left corner. A drawing
refers to no library: outlines are numpy arrays of vertices with the codes that matplotlib's paths have too.
Groups come in the order in which they are painted, and keep their names in SVG, so that a graphics desk finds
land, borders, labels and incidents as layers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt

__all__ = ["REGULAR", "Box", "Drawing", "Face", "Group", "Outline", "Paint", "Shape", "Text"]


class Box(NamedTuple):
    """A rectangle on the page, in points."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Width in points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height in points."""
        return self.bottom - self.top

    @property
    def center(self) -> tuple[float, float]:
        """The middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def grown(self, by: float) -> Box:
        """The box with so many points more on each side (fewer, if negative)."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def holds(self, at: tuple[float, float]) -> bool:
        """Whether a position is in the box."""
        return self.left <= at[0] <= self.right and self.top <= at[1] <= self.bottom

    def meets(self, other: Box) -> bool:
        """Whether the boxes share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Outline(NamedTuple):
    """One or more lines or rings.

    Attributes:
        vertices: Array of n by 2: x and y in points.
        codes: Array of n codes as of ``matplotlib.path.Path``: 1 move, 2 line, 3 and 4 curves, 79 close.
    """

    vertices: npt.NDArray[np.float64]
    codes: npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Paint:
    """How an outline is filled and stroked. What is filled follows the nonzero rule: holes run the other way.

    Attributes:
        fill: Colour ``#rrggbb``, or None.
        stroke: Colour ``#rrggbb``, or None.
        width: Width of the stroke in points.
        dash: Lengths of dashes and gaps in points; empty for a whole line.
        cap: Ends of the stroke.
        join: Corners of the stroke.
        opacity: Of fill and stroke.
        hatch: Colour of slanted lines ``hatch_gap`` points apart in the filled part, or None.
        hatch_gap: Distance of those lines in points.
    """

    fill: str | None = None
    stroke: str | None = None
    width: float = 0.0
    dash: tuple[float, ...] = ()
    cap: Literal["butt", "round", "projecting"] = "butt"
    join: Literal["miter", "round", "bevel"] = "round"
    opacity: float = 1.0
    hatch: str | None = None
    hatch_gap: float = 4.0

    @property
    def hatch_width(self) -> float:
        """Width of those lines in points."""
        return 0.15 * self.hatch_gap


class Face(NamedTuple):
    """A face of the bundled family: ``regular``, ``bold`` or ``italic``."""

    weight: Literal["regular", "bold"] = "regular"
    italic: bool = False


REGULAR = Face()


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline with its paint."""

    outline: Outline
    paint: Paint


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text. Arabic and right-to-left is shaped by the writers.

    Attributes:
        text: The words, without line breaks.
        x: Where its anchor stands.
        y: Its baseline.
        size: Size of the font in points.
        fill: Colour.
        face: Weight and slant.
        anchor: What of the text stands at x.
        angle_deg: Rotation about (x, y), clockwise on the page.
        halo: Colour of the halo, or None.
        halo_width: How far the halo reaches beyond the letters, in points.
        spacing_em: Space added between letters, as a share of the size (for spaced capitals; 0 for scripts
            that join).
    """

    text: str
    x: float
    y: float
    size: float
    fill: str
    face: Face = REGULAR
    anchor: Literal["start", "middle", "end"] = "start"
    angle_deg: float = 0.0
    halo: str | None = None
    halo_width: float = 0.0
    spacing_em: float = 0.0


@dataclass(frozen=True, slots=True)
class Group:
    """Items that belong together, painted in order.

    Attributes:
        key: Name of the layer, such as ``land`` or ``labels-cities``; an id in SVG.
        title: What it is, for who opens the layers.
        items: Shapes, texts and groups.
        clip: What of it is shown, or None for all.
    """

    key: str
    title: str
    items: tuple[Shape | Text | Group, ...]
    clip: Box | None = None

    def texts_with_halo(self) -> list[Text]:
        """The texts whose halos lie below everything else of the group, so that none covers a letter."""
        return [item for item in self.items if isinstance(item, Text) and item.halo]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page.

    Attributes:
        width: In points.
        height: In points.
        groups: From the bottom up.
        title: Title of the document.
        description: Alternative text.
        language: BCP 47 tag of the texts.
        paper: Colour of the page, or None if it is transparent.
        metadata: What else the file says of itself: projection, scale, credits.
        fonts: Files of the house's own faces, by ``regular``, ``bold`` and ``italic``.
        remarks: What the caller should know, such as what found no room.
    """

    width: float
    height: float
    groups: tuple[Group, ...]
    title: str
    description: str
    language: str
    paper: str | None
    metadata: dict[str, str] = field(default_factory=dict)
    fonts: dict[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    def texts(self) -> Iterator[Text]:
        """Every text of the page."""
        stack: list[Shape | Text | Group] = [*self.groups]
        while stack:
            item = stack.pop(0)
            if isinstance(item, Text):
                yield item
            elif isinstance(item, Group):
                stack[:0] = item.items
