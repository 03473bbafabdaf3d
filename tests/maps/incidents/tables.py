"""Files of incidents for tests: written as newsrooms and their programs write them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


def csv_text(rows: Iterable[Sequence[object]], delimiter: str = ",") -> str:
    """Rows as a spreadsheet exports them."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def write_csv(path: Path, *rows: Sequence[object], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    """A file of rows, the first of which is the header."""
    path.write_bytes(csv_text(rows, delimiter).encode(encoding))
    return path


def write_xlsx(path: Path, **sheets: Iterable[Sequence[object]]) -> Path:
    """A workbook with a sheet of rows for each name."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    workbook.save(path)
    return path
