"""What stands above and below the map: title and subtitle; byline, source, note and credits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from maps.render.static.drawing import REGULAR, Face, Group, Text
from maps.render.static.furniture.wrapping import LEAST_PT, Paragraph, balanced, fitted
from maps.render.static.sums import how_summed, most_markers
from maps.render.static.typeset import isolated
from maps.wording import words

if TYPE_CHECKING:
    from maps.document import MapDocument
    from maps.render.static.drawing import Box
    from maps.render.static.page import Page
    from maps.render.static.style import Style

__all__ = ["footer", "heading", "how_told"]

_BOLD = Face("bold")
_MOST_LINES = {"title": 3, "subtitle": 3, "note": 4, "line": 3, "credits": 3}
_SMALLER = 0.8  # credits beside other text
_ALONE = 0.72  # credits on a map that has no other text


class _Column:
    """Paragraphs set below each other.

    Attributes:
        items: What has been set.
        bottom: Where the last paragraph ends.
    """

    def __init__(self, whole: Box, top: float, language: str) -> None:
        right = words(language).right_to_left
        self._anchor: Literal["start", "end"] = "end" if right else "start"
        self._x = whole.right if right else whole.left
        self.items: list[Text] = []
        self.bottom = top

    def set(self, paragraph: Paragraph, colour: str, face: Face = REGULAR) -> None:
        """Set a paragraph below the others."""
        for line in paragraph.lines:
            baseline = self.bottom + 0.95 * paragraph.size
            self.items.append(Text(line, self._x, baseline, paragraph.size, colour, face, self._anchor))
            self.bottom += paragraph.leading


def heading(document: MapDocument, page: Page, style: Style, whole: Box) -> tuple[float, list[Group]]:
    """Title and subtitle, and the height at which the map begins."""
    if page.plain or page.wish(style.furniture, "title") == "off":
        return whole.top, []
    colour, size = style.colour, style.size
    column = _Column(whole, whole.top, document.language)
    title = fitted(document.title, size["title"], whole.width, _MOST_LINES["title"], _BOLD)
    column.set(balanced(title, whole.width, _BOLD), colour["ink"], _BOLD)
    if document.subtitle:
        column.bottom += 0.15 * size["subtitle"]
        below = fitted(document.subtitle, size["subtitle"], whole.width, _MOST_LINES["subtitle"])
        column.set(balanced(below, whole.width), colour["muted"])
    return column.bottom + 0.9 * size["text"], [Group("title", "Title", tuple(column.items))]


def footer(document: MapDocument, page: Page, style: Style, whole: Box) -> tuple[float, list[Group]]:
    """Note, source, byline and credits, and the height at which the map ends. Credits are always there."""
    say = words(document.language)
    listed = say.describe("comma").join(isolated(document.attributions))
    credits_line = say.say("map_data", credits=listed)
    if page.plain:
        return whole.bottom, [_credits_on_the_map(credits_line, style, whole)]
    size, colour = style.size["text"], style.colour["muted"]
    paragraphs = [
        fitted(text, size, whole.width, _MOST_LINES[kind])
        for kind, text in (
            ("note", page.note),
            ("note", how_told(document, most_markers(page, style))),
            ("note", _missing(document)),
            ("note", _worldview(document)),
            ("line", _line(document, page, style)),
        )
        if text
    ]
    paragraphs.append(fitted(credits_line, _small(size, _SMALLER), whole.width, _MOST_LINES["credits"]))
    top = whole.bottom - sum(paragraph.height for paragraph in paragraphs)
    column = _Column(whole, top, document.language)
    for paragraph in paragraphs:
        column.set(paragraph, colour)
    return top - 0.7 * size, [Group("credits", "Credits", tuple(column.items))]


def _small(size: float, share: float) -> float:
    """The size of credits beside text of a size, never larger than that and never too small to be read."""
    return max(share * size, min(size, LEAST_PT))


def _line(document: MapDocument, page: Page, style: Style) -> str:
    """Byline, source and date on one line."""
    say = words(document.language)
    makers = ", ".join(filter(None, (page.byline, style.text["credit"])))
    parts = [
        say.say("map_by", name=makers) if makers else None,
        say.say("source", text=page.source) if page.source else None,
        page.date if page.wish(style.furniture, "date") != "off" else None,
    ]
    return " · ".join(isolated([part for part in parts if part]))


def how_told(document: MapDocument, most: int) -> str | None:
    """How a map with many incidents shows them."""
    count = len(document.incidents)
    how = how_summed(count, most)
    say = words(document.language, document.about)
    return how and say.say(how, count=say.number(count))


def _missing(document: MapDocument) -> str | None:
    """What the map does not show: nothing vanishes from a printed map either."""
    say, count = words(document.language, document.about), len(document.not_shown)
    if not count:
        return None
    return say.counted("describe.hidden", count)


def _worldview(document: MapDocument) -> str | None:
    """Whose claims the borders follow, if they are not those of the ground, and that some may be missing."""
    if document.worldview == "default":
        return None
    return words(document.language).say("worldview_lines", name=document.worldview)


def _credits_on_the_map(text: str, style: Style, whole: Box) -> Group:
    """The credits in the lower edge of a map that has no other text."""
    size = _small(style.size["text"], _ALONE)
    paragraph = fitted(text, size, whole.width - size, _MOST_LINES["credits"])
    top = whole.bottom - paragraph.height
    lines = tuple(
        Text(
            line,
            whole.left + size / 2,
            top + number * paragraph.leading + 0.95 * paragraph.size,
            paragraph.size,
            style.colour["muted"],
            halo=style.colour["label_halo"],
            halo_width=style.line["label_halo"],
        )
        for number, line in enumerate(paragraph.lines)
    )
    return Group("credits", "Credits", lines)
