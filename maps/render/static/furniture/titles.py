"""What stands above and below the map: title and subtitle; byline, source, note and credits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.render.static.drawing import Face, Group, Text
from maps.render.static.furniture.wrapping import Paragraph, fitted, wrapped
from maps.wording import words

if TYPE_CHECKING:
    from maps.document import MapDocument
    from maps.render.static.drawing import Box
    from maps.render.static.page import Page
    from maps.render.static.style import Style

__all__ = ["footer", "heading"]

_BOLD = Face("bold")
_MOST_TITLE_LINES, _MOST_SUBTITLE_LINES = 3, 3
_LEAST_CREDIT = 0.62  # of the size of other text: legible where a page is read at its size


def heading(document: MapDocument, page: Page, style: Style, whole: Box) -> tuple[float, list[Group]]:
    """Title and subtitle, and the height at which the map begins."""
    if page.plain or {**style.furniture, **page.furniture}["title"] == "off":
        return whole.top, []
    right = words(document.language).right_to_left
    colour, size = style.colour, style.size
    title = fitted(document.title, size["title"], whole.width, _MOST_TITLE_LINES, _BOLD)
    top = whole.top
    items: list[Text] = []
    top = _set(items, title, top, whole, colour["ink"], _BOLD, right=right)
    if document.subtitle:
        below = fitted(document.subtitle, size["subtitle"], whole.width, _MOST_SUBTITLE_LINES)
        top = _set(items, below, top + size["subtitle"] * 0.15, whole, colour["muted"], Face(), right=right)
    return top + size["text"] * 0.9, [Group("title", "Title", tuple(items))]


def footer(document: MapDocument, page: Page, style: Style, whole: Box) -> tuple[float, list[Group]]:
    """Note, source, byline and credits, and the height at which the map ends. The credits are always there."""
    say = words(document.language)
    size, colour = style.size["text"], style.colour["muted"]
    credit = [*document.attributions]
    lines: list[Paragraph] = []
    if not page.plain:
        for text in (page.note, *_missing(document)):
            if text:
                lines.append(Paragraph(tuple(wrapped(text, size, whole.width)), size))
        by = [page.byline or "", style.text.get("credit", "")]
        told = [say.say("map_by", name=", ".join(part for part in by if part))] if any(by) else []
        if page.source:
            told.append(say.say("source", text=page.source))
        wishes = {**style.furniture, **page.furniture}
        if page.date and wishes["date"] != "off":
            told.append(page.date)
        if told:
            lines.append(Paragraph(tuple(wrapped(" · ".join(told), size, whole.width)), size))
    small = size * (0.8 if not page.plain else 0.72)
    line = say.say("map_data", credits=", ".join(credit))
    room = whole.width if not page.plain else whole.width - 2 * small
    lines.append(Paragraph(tuple(wrapped(line, small, room)), small))
    height = sum(paragraph.height for paragraph in lines)
    items: list[Text] = []
    if page.plain:
        # On a map alone the credits stand in its lower edge.
        left = whole.left + small / 2
        top = whole.bottom - height
        for number, text in enumerate(lines[0].lines):
            baseline = top + number * lines[0].leading + small
            items.append(
                Text(
                    text,
                    left,
                    baseline,
                    small,
                    colour,
                    halo=style.colour["label_halo"],
                    halo_width=style.line["label_halo"],
                )
            )
        return whole.bottom, [Group("credits", "Credits", tuple(items))]
    top = whole.bottom - height
    for paragraph in lines:
        top = _set(items, paragraph, top, whole, colour, Face(), right=say.right_to_left)
    return whole.bottom - height - size * 0.7, [Group("credits", "Credits", tuple(items))]


def _missing(document: MapDocument) -> list[str]:
    """What the map does not show: nothing vanishes from a printed map either."""
    say, count = words(document.language), len(document.not_shown)
    if not count:
        return []
    return [say.say("not_shown_one") if count == 1 else say.say("not_shown", count=f"{count:,}")]


def _set(
    items: list[Text], paragraph: Paragraph, top: float, whole: Box, colour: str, face: Face, *, right: bool
) -> float:
    """Set a paragraph from a height on, and give the height at which it ends."""
    x = whole.right if right else whole.left
    for line in paragraph.lines:
        baseline = top + paragraph.size * 0.95
        items.append(Text(line, x, baseline, paragraph.size, colour, face, "end" if right else "start"))
        top += paragraph.leading
    return top
