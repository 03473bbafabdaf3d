"""Reading CSV and TSV files as spreadsheets write them: any usual encoding, delimiter and line end."""

from __future__ import annotations

import codecs
import csv
import io
from itertools import islice
from typing import TYPE_CHECKING

from maps.errors import InputError
from maps.incidents.tables import Grid, header_of
from maps.incidents.text import MAX_CELL, clean, is_clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maps.incidents.columns import Synonyms

__all__ = ["LEFT_OPEN", "NUL", "find_delimiter", "find_encoding", "is_left_open", "read_delimited"]

#: What is said of a file that holds NUL characters.
NUL = "it holds NUL characters, which are left out; was it cut or damaged?"
#: What is said of a row in which a quote is left open.
LEFT_OPEN = "a quote is opened and never closed; what follows it was read as one cell"

_DELIMITERS = (",", ";", "\t", "|")
# The reader's own limit is 131,072; ours is MAX_CELL, and longer cells are cut, not refused. C holds 31 bits.
_MAX_FIELD = 2**31 - 1
# So many letters, and to the end of their line, are parted into lines at once.
_PIECE = 1_000_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_delimited(data: bytes, file: str, synonyms: Synonyms) -> Grid:
    """The cells of a CSV or TSV file.

    The encoding is UTF-8, UTF-16, else Windows-1252, which is noted.

    Args:
        data: The file.
        file: Its name, for messages.
        synonyms: The fields that its header may name.

    Raises:
        InputError: If it cannot be read as rows and cells.
    """
    grid = Grid(file, None, pads_rows=True)
    text = _decoded(data, grid).replace("\r\n", "\n")
    if "\0" in text:
        grid.problem(None, None, NUL)
        text = text.replace("\0", "")
    if not text.strip(' \r\n"' + "".join(_DELIMITERS)):
        return grid
    delimiter = find_delimiter(text, synonyms)
    try:
        # Most files need no cleaning, which one look at the whole tells.
        trim = str.strip if "\r" not in text and is_clean(text) else clean
        grid.rows = [
            (number, [*map(trim, cells)] if sum(map(len, cells)) <= MAX_CELL else _cut(grid, number, cells))
            for number, cells in _records(text, delimiter)
        ]
    except csv.Error as error:
        raise InputError(f"{file}: it cannot be read as a table: {error}") from error
    if grid.rows and is_left_open(text.count('"'), grid.rows[-1][1]):
        grid.problem(grid.rows[-1][0], None, LEFT_OPEN)
    return grid


def find_encoding(pieces: Iterable[bytes]) -> tuple[str, int | None]:
    r"""The encoding of a file, and the line in which it is not UTF-8 if it is read as Windows-1252 for that.

    UTF-16 is known by its byte order mark, or by every other byte of Latin text being zero.

    Args:
        pieces: The file from its beginning, cut anywhere; they are asked for as far as they tell something.

    Examples:
        >>> find_encoding(["S\u00e9var\u00e9".encode()]), find_encoding([b"a\nS", b"\xe9var\xe9"])
        (('utf-8', None), ('cp1252', 2))
    """
    decoder, lines = codecs.getincrementaldecoder("utf-8")(), 1
    for number, piece in enumerate(pieces):
        if not number:
            for mark, encoding in _BOMS:
                if piece.startswith(mark):
                    return encoding, None
            for encoding, zeros in (("utf-16-le", piece[1:400:2]), ("utf-16-be", piece[0:400:2])):
                if len(zeros) >= 4 and zeros.count(0) > len(zeros) * 0.7:
                    return encoding, None
        try:
            lines += decoder.decode(piece).count("\n")
        except UnicodeDecodeError as error:
            return "cp1252", lines + piece.count(b"\n", 0, max(0, error.start))
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252", lines
    return "utf-8", None


def _decoded(data: bytes, grid: Grid) -> str:
    encoding, odd = find_encoding([data])
    if odd is not None:
        grid.remark(
            None,
            None,
            f"it is not UTF-8 (line {odd}) and is read as Windows-1252; check accents, or save it as UTF-8",
        )
    return data.decode(encoding, errors="replace")


def find_delimiter(text: str, synonyms: Synonyms) -> str:
    r"""The delimiter with which the header names most fields, or else has most cells.

    Args:
        text: The beginning of a table.
        synonyms: The fields that its header may name.

    Examples:
        >>> synonyms = {"place": ("lieu",), "country": ("pays",)}
        >>> find_delimiter("A title, with a comma\nlieu;pays\nGao;Mali", synonyms)
        ';'
    """
    return max(_DELIMITERS, key=lambda mark: _score(text, mark, synonyms))


def _score(text: str, delimiter: str, synonyms: Synonyms) -> tuple[int, int]:
    try:
        rows = [
            (number, [clean(cell) for cell in cells])
            for number, cells in islice(_records(text, delimiter), 30)
        ]
    except csv.Error:
        return (0, 0)
    rows = [row for row in rows if any(row[1])]
    index, found = header_of(rows, synonyms)
    # A title above a header of which no name is known stands alone in its row.
    header = rows[index] if found else next((row for row in rows if len(row[1]) > 1), None)
    return found, len(header[1]) if header else 0


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with their numbers as a spreadsheet counts them: one for each record, blank ones too."""
    limit = csv.field_size_limit(_MAX_FIELD)
    try:
        yield from enumerate(csv.reader(_lines(text), delimiter=delimiter), 1)
    finally:
        csv.field_size_limit(limit)


def _lines(text: str) -> Iterator[str]:
    """The lines of a text with their ends, however old Macs wrote them."""
    # A file object holds its text at four bytes a letter, and so the whole is not made one.
    ends, start = "" if "\r" in text else "\n", 0
    while start < len(text):
        stop = text.find("\n", start + _PIECE) + 1 or len(text)
        yield from io.StringIO(text[start:stop], newline=ends)
        start = stop


def _cut(grid: Grid, number: int, cells: list[str]) -> list[str]:
    """The cells of a long row, none longer than ``MAX_CELL``."""
    texts = [*map(clean, cells)]
    for text in texts:
        if len(text) > MAX_CELL:
            grid.problem(number, None, f"a cell of {len(text):,} characters is cut to {MAX_CELL:,}")
    return [text[:MAX_CELL] for text in texts]


def is_left_open(quotes: int, last: Iterable[str]) -> bool:
    r"""Whether a quote made the rest of a file one cell, of which the reader of CSV says nothing.

    Args:
        quotes: How many quotes the file has.
        last: The cells of its last row.

    Examples:
        >>> is_left_open(3, ["1", "Gao\n2,Kidal\n"]), is_left_open(2, ["1", "Gao"])
        (True, False)
    """
    return quotes % 2 == 1 and any("\n" in cell for cell in last)
