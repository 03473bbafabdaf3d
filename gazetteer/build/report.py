"""What is counted while sources are read: rows, broken ones, and the first of those with line and reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SHOWN", "Reading", "RowProblem", "lines_of"]

#: How many broken rows of a source are kept with line and reason; the others are counted.
SHOWN: Final = 10


class RowProblem(NamedTuple):
    """A row that could not be read, or of which something was left aside.

    Attributes:
        where: File, and file inside an archive, where a source has several; else "".
        line: Its line, from 1; in a chunk, counted from the chunk's first line.
        why: What is wrong with it.
    """

    where: str
    line: int
    why: str


class Reading:
    """Counts of one chunk or source.

    Attributes:
        lines: Lines read.
        rows: Rows read, the broken ones too.
        broken: How many were broken.
        shown: The first of them.
        doubted: How many were read without something that they say.
        doubts: The first of those.
    """

    __slots__ = ("broken", "doubted", "doubts", "lines", "rows", "shown")

    def __init__(
        self, lines: int = 0, rows: int = 0, broken: int = 0, shown: tuple[RowProblem, ...] = ()
    ) -> None:
        self.lines = lines
        self.rows = rows
        self.broken = broken
        self.shown = list(shown)
        self.doubted = 0
        self.doubts: list[RowProblem] = []

    def breaks(self, line: int, why: object, where: str = "") -> None:
        """Count a broken row and keep it if it is one of the first."""
        self.broken += 1
        if len(self.shown) < SHOWN:
            self.shown.append(RowProblem(where, line, str(why)))

    def doubt(self, line: int, why: str) -> None:
        """Count a row of which something is left aside, and keep it if it is one of the first."""
        self.doubted += 1
        if len(self.doubts) < SHOWN:
            self.doubts.append(RowProblem("", line, why))

    def add(self, later: Reading) -> None:
        """Put the counts of the chunk that follows behind these."""
        for kept, more in ((self.shown, later.shown), (self.doubts, later.doubts)):
            room = SHOWN - len(kept)
            kept += [row._replace(line=row.line + self.lines) for row in more[:room]]
        self.doubted += later.doubted
        self.lines += later.lines
        self.rows += later.rows
        self.broken += later.broken


def lines_of(data: bytes, reading: Reading) -> Iterator[tuple[int, str]]:
    r"""The lines of a chunk that hold anything, numbered from 1; those not in UTF-8 are counted as broken.

    Examples:
        >>> list(lines_of("Gao\r\n\nMénaka".encode(), Reading()))
        [(1, 'Gao'), (3, 'Ménaka')]
    """
    try:
        text, whole = data.decode(), True
    except UnicodeDecodeError:
        text, whole = data.decode("utf-8", "surrogateescape"), False
    lines = text.split("\n")
    reading.lines += len(lines) - (not lines[-1])
    for number, line in enumerate(lines, start=1):
        if not line or line == "\r":
            continue
        reading.rows += 1
        if not whole and not _is_utf8(line):
            reading.breaks(number, "it is not UTF-8")
            continue
        yield number, line[:-1] if line[-1] == "\r" else line


def _is_utf8(line: str) -> bool:
    try:
        line.encode()
    except UnicodeEncodeError:
        return False
    return True
