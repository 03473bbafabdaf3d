"""Text set in the bundled fonts: how large it is, where each letter stands, and the outlines of the letters.

FreeType and HarfBuzz do the work, by way of matplotlib's ``ft2font``: kerning, ligatures, the joined forms
of Arabic, and lines that run both ways. A line of text is shaped once, at the size of the font's own units.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from maps.render.static.compiled import ft2font
from maps.render.static.drawing import REGULAR, Outline
from maps.render.static.fonts import font_file, house_in_use, known, opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.ft2font import GlyphIndexType, LoadFlags

    from maps.render.static.drawing import Face, Text
    from maps.render.static.fonts import House

__all__ = [
    "Extent",
    "Glyph",
    "Line",
    "isolated",
    "measure",
    "missing",
    "outline_of",
    "outline_of_glyphs",
    "right_to_left",
    "set_line",
    "shown",
    "start_of",
]

BOX = "\u25a1"  # what stands for a letter that the fonts have not; tools/vendor_fonts.py draws it
_JOINED = ("R", "AL")  # bidirectional classes whose letters join, or are not spaced by custom
# Marks of direction and joining have their part in the shaping. Overrides of direction have none: a line
# from a file must not turn the words beside it.
_MARKS = frozenset("\u061c\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069")
_VARIANTS = range(0xFE00, 0xFE10)  # wishes for another form of the letter before


class Extent(NamedTuple):
    """Size of a line of text in points: ascent and descent are those of the font, not of the letters."""

    width: float
    ascent: float
    descent: float


class Glyph(NamedTuple):
    """One drawn letter.

    Attributes:
        number: Its index in the font.
        x: Where it stands on the baseline, in units of the font.
        y: How far it is raised above the baseline, in units of the font.
        advance: Its width in units of the font; 0 for a mark.
        chars: The characters that it stands for; empty for a mark or dots beside the letter that has them.
    """

    number: GlyphIndexType
    x: float
    y: float
    advance: float
    chars: str


class Line(NamedTuple):
    """A line of text, its glyphs in the order of the page, in units of the font.

    Attributes:
        file: The font that it is set in.
        units_per_em: The units in the font's size.
        glyphs: What is drawn.
        width: Of the line.
    """

    file: str
    units_per_em: int
    glyphs: tuple[Glyph, ...]
    width: float


def _drawn(char: str, file: str) -> str:
    """What is drawn for a character: itself, a space, nothing, or the box."""
    category = unicodedata.category(char)
    if ord(char) in known(file) and category not in ("Cc", "Cf", "Zl", "Zp"):
        return char
    if char.isspace():
        return " "
    if category in ("Cc", "Cf") or ord(char) in _VARIANTS:
        return char if char in _MARKS else ""
    return BOX


def shown(text: str, face: Face = REGULAR) -> str:
    """The text as it can be drawn: a box for each character that the fonts have not, a space for a break.

    Examples:
        >>> shown("Kidal" + chr(10) + chr(0x1F600) + "!")
        'Kidal □!'
    """
    if text.isascii() and text.isprintable():
        return text
    file = font_file(face, text)
    return "".join(_drawn(char, file) for char in text)


def missing(texts: Iterable[Text]) -> list[str]:
    """A sentence for each character that no font has, with the text that it is in.

    Examples:
        >>> from maps.render.static.drawing import Text
        >>> missing([Text("Kidal \U0001f600", 0, 0, 9, "#000000")])
        ['no glyph for U+1F600 (GRINNING FACE) in "Kidal \U0001f600": a box stands for it']
    """
    told: dict[str, str] = {}
    for text in texts:
        if text.text.isascii():
            continue
        for char in text.text:
            if char not in told and char != BOX and _drawn(char, font_file(text.face)) == BOX:
                name = unicodedata.name(char, "no name")
                told[char] = f'no glyph for U+{ord(char):04X} ({name}) in "{text.text}": a box stands for it'
    return list(told.values())


def right_to_left(text: str) -> bool:
    """Whether a line starts on the right: its first letter decides (Unicode's bidirectional algorithm, P2).

    Examples:
        >>> right_to_left("12 كيدال"), right_to_left("Kidal كيدال")
        (True, False)
    """
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("L", *_JOINED):
            return direction != "L"
    return False


def isolated(parts: Sequence[str]) -> list[str]:
    """Parts of a line as they are to stand beside each other, where one of them runs from the right.

    Without a mark round each (Unicode's first strong isolate), the day of a date would join the number or the
    words before it.

    Examples:
        >>> isolated(["Kidal", "27 July 2024"])
        ['Kidal', '27 July 2024']
        >>> [part[0] for part in isolated(["Kidal", "27 يوليو 2024"])] == ["\u2068", "\u2068"]
        True
    """
    if not any(unicodedata.bidirectional(char) in _JOINED for part in parts for char in part):
        return list(parts)
    return [f"\u2068{part}\u2069" for part in parts]


@cache
def _unhinted() -> LoadFlags:
    flags: LoadFlags = ft2font().LoadFlags.NO_HINTING
    return flags


@cache
def _advance(file: str, number: GlyphIndexType) -> float:
    """The width of one glyph in units of the font."""
    return opened(file).load_glyph(number, flags=_unhinted()).linearHoriAdvance / 65536


def set_line(text: str, face: Face = REGULAR, spacing_em: float = 0.0) -> Line:
    """A line of text, shaped; letters of scripts that join are never spaced."""
    return _line(text, face, spacing_em, house_in_use())


@lru_cache(maxsize=16384)
def _line(text: str, face: Face, spacing_em: float, _house: House) -> Line:
    return _set(shown(text, face), font_file(face, text), spacing_em)


def _set(text: str, file: str, spacing_em: float) -> Line:
    apart = spacing_em and not any(unicodedata.bidirectional(char) in _JOINED for char in text)
    glyphs = _shaped(text, file, ligatures=not apart)
    em = opened(file).units_per_EM
    if apart:
        glyphs = _apart(glyphs, spacing_em * em)
    return Line(file, em, glyphs, max((glyph.x + glyph.advance for glyph in glyphs), default=0.0))


@lru_cache(maxsize=4096)
def _shaped(text: str, file: str, *, ligatures: bool) -> tuple[Glyph, ...]:
    """The glyphs of a line: one that is tried with more and less room between its letters is shaped once."""
    features = None if ligatures else ("-liga", "-clig")
    glyphs = []
    for item in opened(file)._layout(text, _unhinted(), features=features):  # noqa: SLF001 -- decision 0014
        # A font without a glyph for a mark of direction draws a space of no width in its place.
        advance = 0.0 if item.char in _MARKS else _advance(file, item.glyph_index)
        # The dots of an Arabic letter are glyphs of their own, with the letter for their character.
        chars = item.char if advance or len(item.char) == 1 == len(text) else ""
        glyphs.append(Glyph(item.glyph_index, item.x, item.y, advance, chars))
    return tuple(glyphs)


def _apart(glyphs: Sequence[Glyph], room: float) -> tuple[Glyph, ...]:
    """The glyphs with room between the letters; a mark stays with its letter."""
    letters = accumulate(bool(number and glyph.advance) for number, glyph in enumerate(glyphs))
    return tuple(
        glyph._replace(x=glyph.x + before * room) for glyph, before in zip(glyphs, letters, strict=True)
    )


def measure(text: str, size: float, face: Face = REGULAR, spacing_em: float = 0.0) -> Extent:
    """The extent of a line of text.

    Examples:
        >>> round(measure("Kidal", 10).width, 1)
        23.1
        >>> round(measure("Kidal", 10, spacing_em=0.1).width, 1)
        27.1
    """
    return _extent(text, size, face, spacing_em, house_in_use())


@lru_cache(maxsize=16384)
def _extent(text: str, size: float, face: Face, spacing_em: float, _house: House) -> Extent:
    line = set_line(text, face, spacing_em)
    font, unit = opened(line.file), size / line.units_per_em
    return Extent(line.width * unit, font.ascender * unit, -font.descender * unit)


def start_of(text: Text) -> float:
    """How far the left end of a text stands from its anchor, in points along its baseline.

    ``start`` and ``end`` are the left and right end, whichever way the text runs.
    """
    if text.anchor == "start":
        return 0.0
    width = measure(text.text, text.size, text.face, text.spacing_em).width
    return -width if text.anchor == "end" else -width / 2


@cache
def _letter(file: str, number: GlyphIndexType) -> Outline:
    """The outline of one glyph in units of the font, y up."""
    import numpy as np

    font = opened(file)
    font.load_glyph(number, flags=_unhinted())
    vertices, codes = font.get_path()
    return Outline(vertices, codes.astype(np.uint8))


def outline_of(text: str, size: float, face: Face = REGULAR, spacing_em: float = 0.0) -> Outline:
    """The letters of a line of text as one outline, its start at the origin of a baseline, y down."""
    line = set_line(text, face, spacing_em)
    return outline_of_glyphs(line.file, line.glyphs, size / line.units_per_em)


@lru_cache(maxsize=1024)
def outline_of_glyphs(file: str, glyphs: tuple[Glyph, ...], unit: float) -> Outline:
    """Glyphs of a line as one outline: a unit of the font is so many points long."""
    import numpy as np

    vertices, codes = [np.empty((0, 2))], [np.empty(0, dtype=np.uint8)]
    for glyph in glyphs:
        letter = _letter(file, glyph.number)
        vertices.append(letter.vertices + np.array((glyph.x, glyph.y)))
        codes.append(letter.codes)
    return Outline(np.concatenate(vertices) * (unit, -unit), np.concatenate(codes))
