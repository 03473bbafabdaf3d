"""Drawings made by hand for tests of the writers of static maps."""

from __future__ import annotations

from maps.render.static.drawing import REGULAR, Box, Drawing, Face, Group, Paint, Shape, Text
from maps.render.static.outlines import rectangle

__all__ = ["HOSTILE", "INK", "label", "page_with"]

INK = "#101010"
#: Texts that a file may hold, and that no form may take for more than words.
HOSTILE = (
    "$x_2^3$ and \\frac{1}{2}",
    "<b>&amp;\"'</b>]]>",
    "zero\0 and bell\a",
    "two\nlines\tand \u2028more",
    "(un)balanced) \\( brackets",
    "emoji \U0001f600 \U0001f9d1\u200d\U0001f33e",
    "\u202eturned\u202c round",
    "كيدال (12) كم",
    "ⵜⵉⵏⵣⴰⵡⴰⵜⴻⵏ",
    "lone \ud800 half",
    "",
)


def page_with(
    *items: Text | Shape | Group, clip: Box | None = None, paper: str | None = "#ffffff"
) -> Drawing:
    """A page of 300 by 200 points with a green land under some items."""
    land = Shape(rectangle(Box(20, 20, 280, 180)), Paint(fill="#cce0cc", stroke="#226622", width=1.0))
    return Drawing(
        width=300,
        height=200,
        groups=(Group("land", "Land", (land,)), Group("labels", "Labels", tuple(items), clip)),
        title="Ambush at Tinzaouaten",
        description="Map of northern Mali with one incident.",
        language="en",
        paper=paper,
        metadata={"Author": "A. Reporter", "Copyright": "Example data", "Projection": "Lambert: +proj=laea"},
    )


def label(text: str, *, y: float = 100, face: Face = REGULAR, spacing_em: float = 0.0) -> Text:
    """A line with a halo in the middle of the page."""
    return Text(text, 150, y, 12, INK, face, "middle", halo="#ffff00", halo_width=1.5, spacing_em=spacing_em)
