"""The legend: what is on the map and needs a word, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.render.static.drawing import Box, Face, Group, Outline, Paint, Shape, Text
from maps.render.static.furniture.corners import Piece
from maps.render.static.furniture.wrapping import wrapped
from maps.render.static.outlines import from_svg, rectangle
from maps.render.static.typeset import measure
from maps.style import FRAMES, SYMBOLS, symbol_key
from maps.wording import words

if TYPE_CHECKING:
    from maps.document import MapDocument
    from maps.render.static.style import Style

__all__ = ["legend"]

_WIDEST = 0.34  # of the frame
_WHERE = {"point": "in_place", "near": "near_place", "area": "in_area"}


class _Row:
    """A line of the legend: a drawing in a square of side 1 and its words."""

    def __init__(self, items: list[Shape], text: str) -> None:
        self.items, self.text = items, text


def legend(document: MapDocument, style: Style, frame: Box) -> Piece | None:
    """The legend of a document, or None if nothing needs a word."""
    rows = [*_kinds(document, style), *_places(document, style), *_lines(document, style)]
    if not rows:
        return None
    say = words(document.language)
    size, pad = style.size["text"], style.size["text"] * 0.8
    square = size * 1.9
    room = max(_WIDEST * frame.width - square - 3 * pad, 8 * size)
    texts = [wrapped(row.text, size, room) for row in rows]
    widest = max(measure(line, size).width for lines in texts for line in lines)
    width = pad + square + pad * 0.8 + widest + pad
    items: list[Shape | Text] = []
    top = pad
    for row, lines in zip(rows, texts, strict=True):
        height = max(square * 1.08, len(lines) * size * 1.2 + size * 0.3)
        x = width - pad - square if say.right_to_left else pad
        items += [_placed(shape, square, x, top + (height - square) / 2) for shape in row.items]
        for number, line in enumerate(lines):
            baseline = top + height / 2 + (number - (len(lines) - 1) / 2) * size * 1.2 + size * 0.35
            at, anchor = (x - pad * 0.8, "end") if say.right_to_left else (x + square + pad * 0.8, "start")
            items.append(Text(line, at, baseline, size, style.colour["ink"], Face(), anchor))  # type: ignore[arg-type]
        top += height
    box = Box(0, 0, width, top + pad * 0.9)
    ground = Shape(rectangle(box), Paint(fill=style.colour["furniture"], opacity=0.9))
    return Piece(Group("legend", "Legend", (ground, *items)), box)


def _kinds(document: MapDocument, style: Style) -> list[_Row]:
    say = words(document.language)
    rows = []
    for category in document.categories:
        key = symbol_key(category.key)
        # A category of the document's own keeps its label; Dateline's are said in the map's language.
        label = say.category(key) if category.label == SYMBOLS[key].label else category.label
        disc = from_svg("M.5 .02a.48 .48 0 1 0 0 .96 .48 .48 0 0 0 0-.96z")
        sign = from_svg(SYMBOLS[key].path, scale=0.62 / 24, at=(0.19, 0.19))
        rows.append(
            _Row(
                [
                    Shape(disc, Paint(fill=style.incident[key])),
                    Shape(sign, Paint(fill=style.colour["symbol"])),
                ],
                label,
            )
        )
    return rows


def _places(document: MapDocument, style: Style) -> list[_Row]:
    """What the shapes of markers mean, where there is more than the plain one."""
    used = [key for key in FRAMES if any(mark.precision == key for mark in document.incidents)]
    if used in ([], ["point"]):
        return []
    say, ink = words(document.language), style.colour["muted"]
    rows = []
    for key in used:
        frame = FRAMES[key]
        scale = 0.92 / max(32, frame.height)
        outline = from_svg(frame.path, scale=scale, at=((1 - 32 * scale) / 2, 0.04))
        paint = Paint(fill=style.colour["casing"], stroke=ink, width=style.line["area"] * 1.2)
        if frame.dashed:
            paint = Paint(
                fill=style.colour["casing"], stroke=ink, width=style.line["area"] * 1.2, dash=(2.2, 1.6)
            )
        rows.append(_Row([Shape(outline, paint)], say.say(_WHERE[key])))
    return rows


def _lines(document: MapDocument, style: Style) -> list[_Row]:
    say, colour, line = words(document.language), style.colour, style.line
    level = _level()
    rows = []
    for border in document.borders:
        halo = Paint(stroke=colour["emphasised_halo"], width=line["emphasised_halo"])
        rows.append(
            _Row(
                [
                    Shape(level, halo),
                    Shape(level, Paint(stroke=colour["emphasised_border"], width=line["emphasised_border"])),
                ],
                say.say("border_of", name=border.label),
            )
        )
    disputed = any(layer.name == "disputed_borders" for layer in document.basemap)
    if disputed or any(border.disputed["coordinates"] for border in document.borders):
        paint = Paint(stroke=colour["disputed_border"], width=line["disputed_border"], dash=(3, 3))
        rows.append(_Row([Shape(level, paint)], say.say("disputed")))
    return rows


def _level() -> Outline:
    import numpy as np

    return Outline(np.array([(0.0, 0.5), (1.0, 0.5)]), np.array([1, 2], dtype=np.uint8))


def _placed(shape: Shape, side: float, left: float, top: float) -> Shape:
    return Shape(Outline(shape.outline.vertices * side + (left, top), shape.outline.codes), shape.paint)
