"""Text from a file made safe to handle: composed, without control characters and hidden direction marks."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["MAX_CELL", "clean", "one_line", "parts", "shown"]

# Longer cells are cut: a popup of more than this is no popup.
MAX_CELL = 20_000

# Marks that turn the direction of what follows can make a text show as another one
# (https://trojansource.codes). The harmless U+200E and U+200F stay: Arabic needs them beside digits.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_PARTED = re.compile("[;|\n]")
_LINE_END = re.compile("\r\n?|\u0085|\u2028|\u2029")


def clean(text: str) -> str:
    r"""A cell's text in Unicode NFC without control and direction characters, stripped of outer blanks.

    Examples:
        >>> clean("  Te\u0301ssalit\x00\u202e ")
        'Téssalit'
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    text = _LINE_END.sub("\n", text)
    text = _SURROGATE.sub("\ufffd", _UNWANTED.sub("", text))
    return unicodedata.normalize("NFC", text).strip()


def one_line(text: str) -> str:
    """The text with each run of blanks and line ends made one blank."""
    return " ".join(text.split())


def parts(cell: str) -> list[str]:
    """The entries of a cell that lists several, parted by semicolons, bars or line ends, each on one line.

    Examples:
        >>> parts("JNIM; Ansaru |CSP-PSD;")
        ['JNIM', 'Ansaru', 'CSP-PSD']
    """
    return [one_line(part) for part in _PARTED.split(cell) if part.strip()]


def shown(text: str, limit: int = 60) -> str:
    r"""A cell's text as a message shows it: in quotes, on one line, cut where it is long.

    Examples:
        >>> shown("31/02/2024"), shown("a" * 100, 10)
        ("'31/02/2024'", "'aaaaaaaaa…'")
    """
    line = one_line(clean(text))
    return f"'{line if len(line) <= limit else line[: limit - 1] + '…'}'"
