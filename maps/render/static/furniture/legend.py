"""The legend: what is on the map and needs a word, and nothing else."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from maps.marks import column
from maps.render.static.background import COAST
from maps.render.static.drawing import Box, Group, Outline, Paint, Shape, Text
from maps.render.static.furniture.corners import Piece, moved
from maps.render.static.furniture.wrapping import LEAST_PT, wrapped
from maps.render.static.incidents import swatch
from maps.render.static.outlines import from_svg, rectangle
from maps.render.static.typeset import measure
from maps.style import FRAMES, SYMBOLS, symbol_key
from maps.wording import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maps.document import MapDocument
    from maps.render.static.style import Style
    from maps.render.static.sums import Sample

__all__ = ["has_legend", "legend", "legend_strip"]

_WIDEST = 0.34  # of the frame
_STEPS = (1.0, 0.86, 0.74)  # of the size of text, until the legend has room below the map
_LEAST_EM, _COLUMN_EM = 10, 19  # times the size of text: least width, width of a column below the map
_SQUARE_EM, _GAP_EM = 1.9, 0.64  # of the size of text: what a row draws, and the room to its words
_WHERE = {"point": "in_place", "near": "near_place", "area": "in_area"}


class _Row:
    """A line of the legend: a drawing in a square of side 1 and its words."""

    def __init__(self, items: list[Shape], text: str) -> None:
        self.items, self.text = items, text


def legend(document: MapDocument, style: Style, frame: Box, sums: Sequence[Sample] = ()) -> Piece | None:
    """The legend of a document as a piece of the map, or None if nothing needs a word."""
    rows = _rows(document, style, sums)
    if not rows:
        return None
    pad = 0.8 * style.size["text"]
    room = max(_WIDEST * frame.width - 2 * pad, _LEAST_EM * style.size["text"])
    made = _set(rows, style, room, 1, document.language)
    box = Box(0, 0, made.width + 2 * pad, made.height + 2 * pad)
    # Lines that shine through would look like dirt, and white land would have no edge to it.
    rim, width = style.colour["frame"], 0.7 * style.line["frame"]
    ground = Shape(rectangle(box), Paint(fill=style.colour["furniture"], stroke=rim, width=width))
    return Piece(_on(ground, made.items, pad), box)


def legend_strip(
    document: MapDocument, style: Style, width: float, most: Sequence[float], sums: Sequence[Sample] = ()
) -> tuple[Piece | None, tuple[str, ...]]:
    """The legend in columns, to stand below a map on which it would hide too much; what it leaves out, told.

    Where it would be higher than the first of ``most``, it is set smaller, and may then be as high as the
    next; after that it explains the kinds of incidents alone; where even those are too many, there is none:
    titles and list say what the signs mean, and the map is what the page is for.
    """
    whole = _rows(document, style, sums)
    for rows in (whole, [*_kinds(document, style), *_together(sums)]):
        made = [_strip(rows, style, step, width, document.language) for step in _STEPS if rows]
        fitting = (each for limit in most for each in made if each.height <= limit)
        if found := next(fitting, None):
            piece = Piece(Group("legend", "Legend", (*found.items,)), Box(0, 0, width, found.height))
            return piece, _left_out(whole, rows)
    return None, _left_out(whole, [])


def _strip(rows: list[_Row], style: Style, step: float, width: float, language: str) -> _Made:
    """The rows in columns, in a share of the usual size."""
    size = max(step * style.size["text"], min(style.size["text"], LEAST_PT))
    smaller = replace(style, size={**style.size, "text": size})
    return _set(rows, smaller, width, _columns(rows, size, width), language)


def _columns(rows: Sequence[_Row], size: float, width: float) -> int:
    """How many columns the rows have in a width: none wider than it needs to be."""
    widest = max(measure(row.text, size).width for row in rows)
    each = min(_COLUMN_EM * size, widest + (_SQUARE_EM + _GAP_EM) * size) + size
    return min(len(rows), max(1, int((width + size) / each)))


def _left_out(whole: Sequence[_Row], kept: Sequence[_Row]) -> tuple[str, ...]:
    """A sentence for the rows that found no room."""
    missing = [row.text for row in whole if row.text not in {other.text for other in kept}]
    if not missing:
        return ()
    told = ", ".join(repr(text) for text in missing)
    return (
        f"no room in the legend for {told}: make the page larger, or give the legend a corner of the map",
    )


def has_legend(document: MapDocument, style: Style, sums: Sequence[Sample] = ()) -> bool:
    """Whether anything on the map needs a word."""
    return bool(_rows(document, style, sums))


def _rows(document: MapDocument, style: Style, sums: Sequence[Sample]) -> list[_Row]:
    kinds = [*_kinds(document, style), *_together(sums)]
    told = [_Row([], document.generalised)] if document.generalised else []
    return [*kinds, *_places(document, style), *told, *_lines(document, style)]


def _together(sums: Sequence[Sample]) -> list[_Row]:
    return [_Row(items, text) for items, text in sums]


class _Made(NamedTuple):
    """Rows set in columns, from (0, 0)."""

    items: list[Shape | Text]
    width: float
    height: float


def _set(rows: list[_Row], style: Style, width: float, columns: int, language: str) -> _Made:
    """The rows in columns of equal width; a single column is as wide as it needs to be."""
    size, say = style.size["text"], words(language)
    square, gap = _SQUARE_EM * size, _GAP_EM * size
    each = (width - (columns - 1) * size) / columns
    texts = [wrapped(row.text, size, each - square - gap) for row in rows]
    if columns == 1:
        each = square + gap + max(measure(line, size).width for lines in texts for line in lines)
    heights = [max(1.08 * square, len(lines) * 1.2 * size + 0.3 * size) for lines in texts]
    count = math.ceil(len(rows) / columns)
    items: list[Shape | Text] = []
    tallest = 0.0
    for number, (row, lines) in enumerate(zip(rows, texts, strict=True)):
        column, place = divmod(number, count)
        column = columns - 1 - column if say.right_to_left else column
        left = column * (each + size)
        top = sum(heights[number - place : number])
        x = left + each - square if say.right_to_left else left
        items += [_placed(shape, square, x, top + (heights[number] - square) / 2) for shape in row.items]
        at = x - gap if say.right_to_left else x + square + gap
        middle = top + heights[number] / 2
        items += [
            Text(
                line,
                at,
                middle + (index - (len(lines) - 1) / 2) * 1.2 * size + 0.35 * size,
                size,
                style.colour["ink"],
                anchor="end" if say.right_to_left else "start",
            )
            for index, line in enumerate(lines)
        ]
        tallest = max(tallest, top + heights[number])
    return _Made(items, columns * each + (columns - 1) * size, tallest)


def _kinds(document: MapDocument, style: Style) -> list[_Row]:
    say = words(document.language)
    # What colours of a table's own tell apart is not seen in their names.
    rows = [] if document.legend is None else [_Row([], document.legend)]
    marked = {mark.category for mark in document.incidents}
    shaped = {
        shape.category: shape
        for shape in document.shapes
        if shape.category not in marked and any(part["type"] != "MultiPoint" for part in shape.parts)
    }
    for category in document.categories:
        key = symbol_key(category.key)
        # A category of the document's own keeps its label; Dateline's are said in the map's language.
        label = say.category(key) if category.label == SYMBOLS[key].label else category.label
        if category.key in shaped:
            rows.append(_Row(swatch(shaped[category.key], style), label))
            continue
        disc = from_svg("M.5 .02a.48 .48 0 1 0 0 .96 .48 .48 0 0 0 0-.96z")
        sign = from_svg(SYMBOLS[key].path, scale=0.62 / 24, at=(0.19, 0.19))
        rows.append(
            _Row(
                [
                    Shape(
                        disc,
                        Paint(style.fill(category.key), style.colour["casing"], 0.6 * style.line["casing"]),
                    ),
                    Shape(sign, Paint(fill=style.colour["symbol"])),
                ],
                label,
            )
        )
    return rows


def _places(document: MapDocument, style: Style) -> list[_Row]:
    """What the shapes of markers mean, where there is more than the plain one."""
    said = set(column(document.incidents, "precision"))
    used = [key for key in FRAMES if key in said]
    if used in ([], ["point"]):
        return []
    say, ink = words(document.language), style.colour["ink"]
    rows = []
    for key in used:
        frame = FRAMES[key]
        scale = 0.92 / max(32, frame.height)
        outline = from_svg(frame.path, scale=scale, at=((1 - 32 * scale) / 2, 0.04))
        paint = Paint(
            fill=style.colour["furniture"],
            stroke=ink,
            width=style.line["area"] * 1.2,
            dash=(2.2, 1.6) if frame.dashed else (),
        )
        rows.append(_Row([Shape(outline, paint)], say.say(_WHERE[key])))
    return rows


def _lines(document: MapDocument, style: Style) -> list[_Row]:
    say, colour, line = words(document.language), style.colour, style.line
    level = _level()
    rows = []
    for border in document.borders:
        coast = not (border.geometry["coordinates"] or border.disputed["coordinates"])
        halo = Shape(level, Paint(stroke=colour["emphasised_halo"], width=line["emphasised_halo"]))
        width = line["emphasised_border"] * (COAST if coast else 1.0)
        core = Shape(level, Paint(stroke=colour["emphasised_border"], width=width))
        # A coast is drawn without a halo.
        rows.append(_Row([core] if coast else [halo, core], say.say("border_of", name=border.label)))
    disputed = any(layer.name == "disputed_borders" for layer in document.basemap)
    if disputed or any(border.disputed["coordinates"] for border in document.borders):
        paint = Paint(stroke=colour["disputed_border"], width=line["disputed_border"], dash=(3, 3))
        rows.append(_Row([Shape(level, paint)], say.say("disputed")))
    return rows


def _level() -> Outline:
    import numpy as np

    return Outline(np.array([(0.0, 0.5), (1.0, 0.5)]), np.array([1, 2], dtype=np.uint8))


def _on(ground: Shape, items: list[Shape | Text], pad: float) -> Group:
    inner = moved(Group("legend", "Legend", tuple(items)), pad, pad)
    return replace(inner, items=(ground, *inner.items))


def _placed(shape: Shape, side: float, left: float, top: float) -> Shape:
    return Shape(Outline(shape.outline.vertices * side + (left, top), shape.outline.codes), shape.paint)
