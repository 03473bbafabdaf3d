"""Finding the tables of a report: in one file, in the sheets of a workbook, or in the files of a folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from maps.errors import InputError, InputNotFoundError
from maps.incidents.columns import CLAIM_COLUMNS, INCIDENT_COLUMNS, SOURCE_COLUMNS
from maps.incidents.delimited import read_delimited
from maps.incidents.tables import header_of
from maps.incidents.workbooks import NO_WORKBOOK, is_workbook, read_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from maps.incidents.columns import Synonyms
    from maps.incidents.tables import Grid

__all__ = ["Grids", "load"]

_TABLES: dict[str, Synonyms] = {
    "incidents": INCIDENT_COLUMNS,
    "claims": CLAIM_COLUMNS,
    "sources": SOURCE_COLUMNS,
}
_SUFFIXES = (".csv", ".tsv", ".xlsx", ".xlsm", ".txt")
_OTHER = {".xls": "old Excel", ".ods": "OpenDocument", ".numbers": "Apple Numbers"}
_MAX_BYTES = 1_000_000_000


@dataclass(slots=True)
class Grids:
    """The tables of a report, before their headers are known.

    Attributes:
        incidents: A row for each incident.
        claims: A row for each claim, or None.
        sources: A row for each source, or None.
        remarks: What is to say of the files as a whole.
    """

    incidents: Grid
    claims: Grid | None = None
    sources: Grid | None = None
    remarks: list[str] = field(default_factory=list)


def load(path: Path) -> Grids:
    """The tables of a file or folder.

    Raises:
        InputNotFoundError: If there is none.
        InputError: If it cannot be read, or which table is which is not plain.
    """
    try:
        if path.is_dir():
            return _folder(path)
        return _file(path)
    except FileNotFoundError as error:
        if isinstance(error, InputNotFoundError):
            raise
        raise InputNotFoundError(f"{path}: there is no such file or folder") from error
    except (OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{path}: it cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _file(path: Path) -> Grids:
    sheets = _sheets(path, INCIDENT_COLUMNS)
    named = {(grid.sheet or "").strip().casefold(): grid for grid in sheets}
    if "incidents" in named:
        grids = Grids(named["incidents"], named.get("claims"), named.get("sources"))
        used = [grid for grid in (grids.incidents, grids.claims, grids.sources) if grid]
    else:
        used = [_only_table(path.name, sheets, "incidents")]
        grids = Grids(used[0])
    unused = [grid.sheet or "" for grid in sheets if not any(grid is one for one in used)]
    if unused:
        grids.remarks.append(f"{path.name}: sheets not used: {', '.join(unused)}")
    return grids


def _folder(folder: Path) -> Grids:
    found: dict[str, Grid] = {}
    files = sorted(
        entry for entry in folder.iterdir() if entry.suffix.lower() in _SUFFIXES and entry.is_file()
    )
    for name, synonyms in _TABLES.items():
        matching = [file for file in files if file.stem.casefold() == name]
        if len(matching) > 1:
            both = " and ".join(file.name for file in matching)
            raise InputError(f"{folder}: {both} are both the table of {name}; keep one of them")
        for file in matching:
            sheets = _sheets(file, synonyms)
            if sheets or name == "incidents":
                found[name] = _only_table(file.name, sheets, name)
    if "incidents" not in found:
        holds = ", ".join(file.name for file in files if not file.name.startswith((".", "~"))) or "no table"
        raise InputError(
            f"{folder}: no incidents.csv, .tsv or .xlsx in it; it holds {holds}; or name the file itself"
        )
    return Grids(found["incidents"], found.get("claims"), found.get("sources"))


def _sheets(path: Path, synonyms: Synonyms) -> list[Grid]:
    """The tables of one file: the sheets of a workbook that hold text, or the one table of any other."""
    suffix = path.suffix.lower()
    if path.stat().st_size > _MAX_BYTES:
        raise InputError(f"{path}: it has {path.stat().st_size:,} bytes; at most {_MAX_BYTES:,} are read")
    data = path.read_bytes()
    if suffix not in _SUFFIXES and not (suffix == ".xls" and is_workbook(data)):
        kind = f"a file of {_OTHER[suffix]}" if suffix in _OTHER else f"the suffix '{suffix}'"
        raise InputError(f"{path}: {kind} is not read; save it as .xlsx or .csv")
    if is_workbook(data):
        sheets = read_workbook(data, path.name)
    elif suffix in {".xlsx", ".xlsm", ".xls"}:
        raise InputError(f"{path}: {NO_WORKBOOK}")
    else:
        sheets = [read_delimited(data, path.name, synonyms)]
    return [grid for grid in sheets if any(any(cells) for _, cells in grid.rows)]


def _only_table(file: str, sheets: list[Grid], name: str) -> Grid:
    """The sheet of that name, or the only one that looks like the table."""
    if not sheets:
        raise InputError(f"{file}: the table is empty; it needs a header and a row for each entry")
    for grid in sheets:
        if (grid.sheet or "").strip().casefold() == name:
            return grid
    likely = [grid for grid in sheets if _names_fields(grid, _TABLES[name])]
    if len(likely) > 1:
        names = ", ".join(grid.sheet or "" for grid in likely)
        raise InputError(f"{file}: the sheets {names} may all be the table; name the one to read '{name}'")
    return (likely or sheets)[0]


def _names_fields(grid: Grid, synonyms: Synonyms) -> bool:
    rows = [(number, cells) for number, cells in grid.rows if any(cells)]
    return bool(rows) and header_of(rows, synonyms)[1] >= 2
