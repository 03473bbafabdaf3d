"""Text from a file made safe to handle: composed, without control characters and hidden direction marks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["MAX_CELL", "clean", "is_clean", "line", "lines", "one_line", "parts", "shown", "starts_formula"]

# Longer cells are cut: a popup of more than this is no popup.
MAX_CELL = 20_000

# Marks that turn the direction of what follows can make a text show as another one
# (https://trojansource.codes). The harmless U+200E and U+200F stay: Arabic needs them beside digits.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_NEEDS_CLEANING = re.compile(f"{_UNWANTED.pattern}|{_SURROGATE.pattern}|[\u0085\u2028\u2029]")
_PARTED = re.compile("[;|\n]")
# What makes Excel, LibreOffice or Google Sheets take a text for a formula
# (https://owasp.org/www-community/attacks/CSV_Injection), the wide forms of Chinese and Japanese among them.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_LINE_END = re.compile("\r\n?|\u0085|\u2028|\u2029")


def clean(text: str) -> str:
    r"""A cell's text in Unicode NFC without control and direction characters, stripped of outer blanks.

    Examples:
        >>> clean("  Te\u0301ssalit\x00\u202e ")
        'Téssalit'
    """
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text.strip()
    text = _LINE_END.sub("\n", text)
    text = _SURROGATE.sub("\ufffd", _UNWANTED.sub("", text))
    return unicodedata.normalize("NFC", text).strip()


def is_clean(text: str) -> bool:
    r"""Whether ``clean`` changes nothing of a text, and so of no part of it, but outer blanks and ``\r``."""
    # Printable text has none of the signs that are sought, and is sooner known to be so.
    printable = text.replace("\n", "").isprintable() or not _NEEDS_CLEANING.search(text)
    return printable and unicodedata.is_normalized("NFC", text)


def one_line(text: str) -> str:
    """The text with each run of blanks and line ends made one blank."""
    return " ".join(text.split())


# A table says few kinds of things, each many times: each stands in memory once.
line = lru_cache(maxsize=10_000)(one_line)


def lines(cells: Iterable[str]) -> dict[str, str | None]:
    r"""Each distinct one of many cells as ``one_line`` has it; None for a blank one.

    Examples:
        >>> lines(["Gao", "Tin\nZaouaten", ""])
        {'Gao': 'Gao', 'Tin\nZaouaten': 'Tin Zaouaten', '': None}
    """
    distinct = list(dict.fromkeys(cells))
    # Of blanks only the usual one is printable: nearly always one look tells that there is nothing to change.
    every = "".join(distinct)
    plain = every.isprintable() and "  " not in every
    return {cell: (cell if plain else one_line(cell)) or None for cell in distinct}


def parts(cell: str) -> list[str]:
    """The entries of a cell that lists several, parted by semicolons, bars or line ends, each on one line.

    Examples:
        >>> parts("JNIM; Ansaru |CSP-PSD;")
        ['JNIM', 'Ansaru', 'CSP-PSD']
    """
    if ";" not in cell and "|" not in cell and "\n" not in cell:
        return [one_line(cell)] if cell else []
    return [one_line(part) for part in _PARTED.split(cell) if part.strip()]


def shown(text: str, limit: int = 60) -> str:
    r"""A cell's text as a message shows it: in quotes, on one line, cut where it is long.

    Examples:
        >>> shown("31/02/2024"), shown("a" * 100, 10)
        ("'31/02/2024'", "'aaaaaaaaa…'")
    """
    line = one_line(clean(text))
    return f"'{line if len(line) <= limit else line[: limit - 1] + '…'}'"


def starts_formula(text: str) -> bool:
    """Whether a spreadsheet would calculate what a cell of text holds, unless it is a number.

    Examples:
        >>> starts_formula("=HYPERLINK(A1)"), starts_formula("  @x"), starts_formula("Kidal")
        (True, True, False)
    """
    return _FORMULA.match(text) is not None
