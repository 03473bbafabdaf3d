"""The files of fonts: Noto Sans, which comes with Dateline, and the faces that a style of a house names."""

from __future__ import annotations

import io
import logging
import unicodedata
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maps.render.static.compiled import ft2font
from maps.render.static.sizes import PageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fontTools.ttLib import TTFont
    from matplotlib.ft2font import FT2Font

    from maps.render.static.drawing import Face

__all__ = [
    "FOLDER",
    "as_bytes",
    "check",
    "cut",
    "family",
    "font_file",
    "house",
    "is_bundled",
    "known",
    "opened",
]

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "fonts"
#: Roles and files of the house's faces in use.
House = tuple[tuple[str, str], ...]
_HOUSE: ContextVar[House] = ContextVar("_HOUSE", default=())


@contextmanager
def house(files: Mapping[str, str]) -> Iterator[None]:
    """Set type in a house's own faces for a while.

    Args:
        files: Files by ``regular``, ``bold`` and ``italic``; Noto Sans stands for what is not named, and for
            each line with a letter that the house's face has not.
    """
    token = _HOUSE.set(tuple(sorted(files.items())))
    try:
        yield
    finally:
        _HOUSE.reset(token)


def house_in_use() -> House:
    """The house's faces in use: a key for what is kept of lines that were set."""
    return _HOUSE.get()


def font_file(face: Face, text: str = "") -> str:
    """The file that a line of text is set in. There is no bold italic: the bold stands for it."""
    role = "bold" if face.weight == "bold" else "italic" if face.italic else "regular"
    own = dict(_HOUSE.get()).get(role)
    if own and all(ord(char) in known(own) or unicodedata.category(char)[0] == "C" for char in text):
        return own
    return _bundled(role)


@cache
def _bundled(role: str) -> str:
    return str(FOLDER / f"NotoSans-{role.capitalize()}.ttf")


def is_bundled(file: str) -> bool:
    """Whether a file is one that comes with Dateline."""
    return Path(file).parent == FOLDER


def check(files: Mapping[str, str]) -> None:
    """Raise if a file of a house's faces cannot be used.

    Raises:
        PageError: If it cannot be read, or is no TrueType font.
    """
    for role, file in files.items():
        try:
            with Path(file).open("rb") as stream:
                start = stream.read(4)
        except OSError as error:
            raise PageError(
                f"{file}: the {role} face of the style cannot be read: {error.strerror}"
            ) from error
        if start not in (b"\0\1\0\0", b"true"):
            raise PageError(
                f"{file}: the {role} face of a style is a TrueType font (.ttf); this file is none"
            )
        try:
            opened(file)
        except RuntimeError as error:
            raise PageError(f"{file}: the {role} face of the style is damaged: {error}") from error


@cache
def opened(file: str) -> FT2Font:
    """A font, at a size at which a unit of the font is a pixel, so that nothing is rounded."""
    # Of a file on the disk it asks for each few bytes of a letter anew.
    font: FT2Font = ft2font().FT2Font(io.BytesIO(Path(file).read_bytes()))
    font.set_size(font.units_per_EM, 72)
    return font


@cache
def known(file: str) -> frozenset[int]:
    """The characters that a font has."""
    return frozenset(opened(file).get_charmap())


def family(file: str) -> str:
    """The name of a font's family."""
    return opened(file).family_name


def cut(file: str, **options: Any) -> tuple[TTFont, dict[int, int]]:  # noqa: ANN401 -- of fontTools' Options
    """A font cut down to what is used.

    Args:
        file: The whole font.
        options: ``text`` or ``gids``, what is used; the rest goes to fontTools' ``Options``.

    Returns:
        The font, and the new index of each glyph by its old one.
    """
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    # Tables that it does not know are none that a map needs: what it says of them would stand on stderr.
    logging.getLogger("fontTools").addHandler(logging.NullHandler())
    used = {name: options.pop(name) for name in ("text", "gids") if name in options}
    font = TTFont(file, recalcTimestamp=False)
    for table in options.pop("drop_tables", ()):  # before anything reads them, which takes long
        if table in font:
            del font[table]
    wanted = Options(notdef_outline=True, **options)
    subsetter = Subsetter(wanted)
    subsetter.populate(**used)
    subsetter.subset(font)
    return font, subsetter.glyph_index_map


def as_bytes(font: TTFont) -> bytes:
    """A font as a file."""
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
