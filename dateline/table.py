"""Tables on a terminal: columns under each other in every script, cells wrapped so that nothing is cut."""

from __future__ import annotations

import itertools
import unicodedata
from typing import TYPE_CHECKING

from dateline.terminal import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TextIO

__all__ = ["Table", "columns_of", "shown_width", "wrapped"]

_GAP = "  "
# Longer words may be broken.
_WORD = 16
# A name of thousands of characters says no more than its beginning.
_LONGEST_CELL = 600
_ZERO_WIDTH = frozenset({"Mn", "Me", "Cf"})
# Vowels and final consonants of Hangul join the letter before them.
_JOINING_HANGUL = range(0x1160, 0x1200)


def columns_of(stream: TextIO) -> int | None:
    """How many columns the terminal has; None where the stream is none, and lines may be of any length."""
    import shutil

    return shutil.get_terminal_size().columns if stream.isatty() else None


def shown_width(text: str) -> int:
    """How many columns of a terminal a text takes (Unicode Standard Annex 11, and none for what combines).

    Examples:
        >>> shown_width("Kidal"), shown_width("北京"), shown_width("Me\u0301naka")
        (5, 4, 6)
    """
    return len(text) if text.isascii() else sum(map(_char_width, text))


def _char_width(char: str) -> int:
    if unicodedata.category(char) in _ZERO_WIDTH or ord(char) in _JOINING_HANGUL:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text that are no wider; words that are get broken.

    Examples:
        >>> wrapped("Kidal (city, Kidal, ML)", 12)
        ['Kidal (city,', 'Kidal, ML)']
        >>> wrapped("Tinzaouaten", 8)
        ['Tinzaoua', 'ten']
    """
    if shown_width(text) <= width:
        return [text]
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if shown_width(joined) <= width:
            lines[-1] = joined
            continue
        broken = list(_broken(word, width))
        lines[-1:] = [lines[-1], *broken] if lines[-1] else broken
    return lines


def _broken(word: str, width: int) -> Iterator[str]:
    part, taken = "", 0
    for char in word:
        wide = _char_width(char)
        if part and wide and taken + wide > width:
            yield part
            part, taken = "", 0
        part, taken = part + char, taken + wide
    yield part


class Table:
    """A table that is written as its rows come; later ones may make the columns wider.

    Where the terminal is too narrow for columns, each row becomes a list of facts.

    Args:
        stream: Where it goes.
        headers: What stands over the columns; none for a list of facts.
        firm: Headers of the columns that are made narrower last.
        indent: How far it is moved in.
    """

    def __init__(
        self, stream: TextIO, headers: Sequence[str] = (), *, firm: Sequence[str] = (), indent: int = 0
    ) -> None:
        self._stream = stream
        self._columns = columns_of(stream)
        self._headers = tuple(headers)
        self._firm = [header in firm for header in headers]
        self._indent = " " * indent
        # For each column its widest cell and its longest word, and how wide it is.
        self._wanted: list[tuple[int, int]] = []
        self._widths: list[int] = []
        self._listed = False

    def add(self, rows: Iterable[Sequence[str]]) -> None:
        """Write rows."""
        cells = [tuple(_cell(cell, self._stream) for cell in row) for row in rows]
        if not cells:
            return
        self._measure(cells)
        for row in cells:
            if self._listed:
                facts = [fact for fact in zip(self._headers, row, strict=True) if fact[1]]
                Table(self._stream).add(facts)
                self._stream.write("\n")
            else:
                self._write(row)

    def _measure(self, cells: list[tuple[str, ...]]) -> None:
        """Make the columns as wide as these rows and those before need them."""
        first = not self._wanted
        shown = [self._headers, *cells] if first and self._headers else cells
        before = self._wanted or [(0, 0)] * len(cells[0])
        self._wanted = [
            (
                max(wide, *map(shown_width, column)),
                max(word, *map(shown_width, " ".join(column).split() or [""])),
            )
            for (wide, word), column in zip(before, zip(*shown, strict=True), strict=True)
        ]
        self._widths = self._fit(
            [wide for wide, _ in self._wanted], [min(_WORD, word) for _, word in self._wanted]
        )
        self._listed = bool(self._headers) and not self._fits(self._widths)
        if first and self._headers and not self._listed:
            self._write(self._headers)

    def _fits(self, widths: Sequence[int]) -> bool:
        used = len(self._indent) + sum(widths) + len(_GAP) * (len(widths) - 1)
        return self._columns is None or used <= self._columns

    def _fit(self, widths: list[int], least: list[int]) -> list[int]:
        """Narrower columns, the widest first, until they fit or would break words."""
        spare = [width - narrow for width, narrow in zip(widths, least, strict=True)]
        while not self._fits(widths) and any(spare):
            free = [0 if firm else room for firm, room in zip(self._firm, spare, strict=False)]
            open_to = free if any(free) else spare
            widest = max(range(len(widths)), key=lambda column: (open_to[column] > 0, widths[column]))
            widths[widest] -= 1
            spare[widest] -= 1
        return widths

    def _write(self, row: Sequence[str]) -> None:
        parts = [
            [cell] if self._columns is None else wrapped(cell, width)
            for cell, width in zip(row, self._widths, strict=True)
        ]
        for line in itertools.zip_longest(*parts, fillvalue=""):
            padded = (
                cell + " " * (width - shown_width(cell))
                for cell, width in zip(line, self._widths, strict=True)
            )
            self._stream.write(f"{self._indent}{_GAP.join(padded)}".rstrip() + "\n")


def _cell(text: str, stream: TextIO) -> str:
    encoding = stream.encoding or "utf-8"
    # What the encoding lacks is shown as an escape, and that is wider.
    shown = one_line(text).encode(encoding, "backslashreplace").decode(encoding)
    return shown if len(shown) <= _LONGEST_CELL else f"{shown[:_LONGEST_CELL]}... ({len(shown):,} characters)"
