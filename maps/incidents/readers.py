"""``read``: incidents, claims and sources from a table, a workbook, or a folder of tables."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.bulk import without_collecting
from gazetteer.tables.cells import country_text
from geo.checks import need_path
from geo.told import tell
from maps.errors import InputError, WrongTypeError
from maps.incidents import checks, figures
from maps.incidents.columns import CLAIM_COLUMNS, INCIDENT_COLUMNS, SOURCE_COLUMNS
from maps.incidents.files import load
from maps.incidents.model import Claim, Incident, Report
from maps.incidents.sources import Sources
from maps.incidents.tables import Row, make_table
from maps.incidents.text import line, parts, shown
from maps.incidents.written_dates import number_order

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from maps.incidents.columns import Synonyms
    from maps.incidents.files import Grids
    from maps.incidents.tables import Grid, Table

__all__ = ["read"]

_LONG_BYTES = 2_000_000
# The share of the time that it takes to parse a file, and how many rows are read from one word to the next.
_LOADED, _STEP = 0.3, 5_000


def read(path: str | os.PathLike[str], *, progress: Callable[[float], None] | None = None) -> Report:
    r"""Read incidents from a CSV, TSV or XLSX file, or from a folder of incidents, claims and sources.

    Columns are found by their names, wherever they stand (``docs/incident-tables.md`` lists the names). No
    word counts as missing: ``NA`` is Namibia and ``None`` is a town. What cannot be used as written is named
    in ``Report.problems`` with file, row and column; each row of the incidents is either in
    ``Report.incidents`` or blank.

    Args:
        path: The file, or the folder. A folder's other files are ignored. A workbook with a sheet named
            ``incidents`` is read as its sheets ``incidents``, ``claims`` and ``sources``.
        progress: Called with the share that is done.

    Raises:
        InputNotFoundError: If there is no such file or folder.
        InputError: If no map can be made of it: an empty table, no column for the place, an id that stands
            twice.

    Examples:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     file = Path(folder, "sheet.csv")
        ...     _ = file.write_text("place,date,fatalities\nTinzaouaten,25-27 July 2024,20 to 80\n")
        ...     report = read(file)
        >>> report.incidents[0].place_text, report.incidents[0].when.edtf
        ('Tinzaouaten', '2024-07-25/2024-07-27')
        >>> report.claims[0].minimum, report.claims[0].maximum
        (20, 80)
    """
    file = Path(need_path(path, "incidents to read", WrongTypeError))
    with without_collecting() if _is_long(file) else nullcontext():
        return _read(load(file), progress or _silent)


def _silent(share: float) -> None:
    del share


def _is_long(path: Path) -> bool:
    """Whether looking for circles of garbage, of which a table makes none, would take a part of the time."""
    try:
        files = path.iterdir() if path.is_dir() else [path]
        return any(file.stat().st_size > _LONG_BYTES for file in files if file.is_file())
    except OSError:
        # Whoever reads it says what is wrong.
        return False


def _read(grids: Grids, progress: Callable[[float], None]) -> Report:
    progress(_LOADED)
    incidents = make_table(grids.incidents, INCIDENT_COLUMNS, ("place", "coordinates", "lat"), "the place")
    claims = _optional(grids.claims, CLAIM_COLUMNS, "incident")
    table = _optional(grids.sources, SOURCE_COLUMNS, "id")
    sources = Sources(table)
    if table:
        for key, row in _keyed(table, "source"):
            sources.add_row(row, key)
    day_first = _day_first(incidents)
    made = tuple(
        _incident(row, key, sources, day_first)
        for key, row in _told(incidents, _keyed(incidents, "row"), progress)
    )
    taken = {row.line("id") for row in claims} if claims else set()
    quoted = [
        *_fatalities(incidents, made, taken),
        *(_claims(claims, {incident.id for incident in made}, sources) if claims else ()),
    ]
    tables = [grid for grid in (grids.incidents, grids.claims, grids.sources) if grid]
    return Report(
        made,
        tuple(quoted),
        tuple(sources.by_id.values()),
        problems=tuple(text for grid in tables for _, text in grid.problems),
        remarks=(*grids.remarks, *(text for grid in tables for _, text in grid.remarks)),
    )


def _told(
    table: Table, rows: Iterable[tuple[str, Row]], progress: Callable[[float], None]
) -> Iterator[tuple[str, Row]]:
    """The rows, with word of how many of them are done."""
    for number, entry in enumerate(rows):
        if number % _STEP == 0:
            progress(_LOADED + (1 - _LOADED) * number / len(table.rows))
        yield entry


def _optional(grid: Grid | None, synonyms: Synonyms, required: str) -> Table | None:
    """The table of claims or sources, which a report need not have: a header alone is as good as none."""
    if grid is None or sum(any(cells) for _, cells in grid.rows) < 2:
        return None
    return make_table(grid, synonyms, (required,), f"the {required}")


def _keyed(table: Table, what: str) -> Iterator[tuple[str, Row]]:
    """Each row with its key: that of its id column, or one made of its number."""
    taken = set(table.column("id"))
    seen: dict[str, int] = {}
    for row in table:
        key = row.line("id")
        if key is None:
            key = f"{what}-{row.number}"
            while key in taken:
                key += "-"
        elif key in seen:
            raise InputError(
                f'{table.grid.name}, row {row.number}, column "{table.columns.names["id"]}": {shown(key)} '
                f"is the id of row {seen[key]} too; give each row its own"
            )
        seen[key] = row.number
        yield key, row


def _day_first(table: Table) -> bool | None:
    """Whether dates such as 03/04/2024 have the day first, by those of the column that leave no doubt."""
    if "date" not in table.columns.at:
        return None
    orders: dict[str | None, Row] = {}
    for (number, cells), cell in zip(table.rows, table.column("date"), strict=True):
        # Of 2024-07-27 nobody asks which number is the day.
        if ("/" in cell or "." in cell or "-" in cell) and not cell[:4].isdecimal():
            orders.setdefault(number_order(cell), Row(table, number, cells))
    if "either" not in orders or ("day" in orders) == ("month" in orders):
        return None
    first = "day" if "day" in orders else "month"
    doubtful, plain = shown(orders["either"]["date"]), orders[first]
    orders["either"].remark(
        "date",
        f"{doubtful} and the like are read {first} first, as {shown(plain['date'])} in row {plain.number} is",
    )
    return first == "day"


def _incident(row: Row, key: str, sources: Sources, day_first: bool | None) -> Incident:  # noqa: FBT001
    given, trouble = checks.given_point(row)
    level, held = checks.generalise(row)
    place = row.line("place")
    if place is None and given is None and trouble is None:
        trouble = tell("no_location", "the table gives neither a place nor coordinates for it")
        row.problem("place", "neither a place nor coordinates; the incident cannot be shown")
    return Incident(
        id=key,
        title=row.line("title"),
        when=checks.when(row, day_first=day_first),
        place_text=place,
        point=given,
        type=row.line("type"),
        description=row["description"] or None,
        sources=sources.of(row, "sources"),
        draft=checks.draft(row) or held,
        containers=_containers(row["admin1"], country_text(row["country"])),
        precision=checks.precision(row),
        trouble=trouble,
        read_from=row.where,
        actors=_actors(*row.all("actors")) if "actors" in row else (),
        generalise=level,
    )


# Many rows have the same: each stands in memory once.
@lru_cache(maxsize=10_000)
def _containers(*cells: str) -> tuple[str, ...]:
    return tuple(filter(None, map(line, cells)))


@lru_cache(maxsize=10_000)
def _actors(*cells: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line(actor) for cell in cells for actor in parts(cell)))


def _fatalities(
    table: Table, incidents: Sequence[Incident], taken: Collection[str | None]
) -> Iterator[Claim]:
    """The figure of a row's own column as a claim of the row's source, by a key that is not taken."""
    rows = zip(table.rows, table.column("fatalities"), incidents, strict=True)
    for (number, cells), cell, incident in rows:
        stated = line(cell)
        if not stated:
            continue
        least, most = _bounds(Row(table, number, cells), "fatalities", stated)
        key = f"{incident.id}:fatalities"
        while key in taken:
            key += "-"
        yield Claim(
            id=key,
            incident=incident.id,
            # With several sources the table does not say which of them gave the figure.
            source=incident.sources[0] if len(incident.sources) == 1 else None,
            minimum=least,
            maximum=most,
            stated=stated,
            read_from=incident.read_from,
        )


def _bounds(row: Row, column: str, stated: str) -> tuple[int | None, int | None]:
    try:
        return figures.bounds(stated)
    except ValueError as error:
        row.problem(column, f"{shown(stated)}: {error}; kept in words only")
        return None, None


def _claims(table: Table, incidents: set[str], sources: Sources) -> list[Claim]:
    claims = []
    for key, row in _keyed(table, "claim"):
        incident = row.line("incident")
        if incident in incidents:
            claims.append(_claim(row, key, incident, sources))
        else:
            why = f"{shown(incident)} is the id of no incident" if incident else "it names no incident"
            row.problem("incident", f"{why}; the claim is left out")
    about = {claim.id: claim.incident for claim in claims}
    return [_with_part_of(claim, about, table) for claim in claims]


def _claim(row: Row, key: str, incident: str, sources: Sources) -> Claim:
    stated = row.line("stated")
    least, most = _number(row, "minimum"), _number(row, "maximum")
    if least is not None and most is not None and least > most:
        row.problem("minimum", f"'{least}' is more than the maximum, {most}; neither is used")
        least = most = None
    elif stated and not (row["minimum"] or row["maximum"]):
        least, most = _bounds(row, "stated", stated)
    return Claim(
        id=key,
        incident=incident,
        source=next(iter(sources.of(row, "source")), None),
        said_by=row.line("said_by"),
        said_by_party=checks.party(row),
        subject=row.line("subject") or "deaths",
        whose=row.line("whose"),
        minimum=least,
        maximum=most,
        stated=stated,
        part_of=row.line("part_of"),
        note=row["note"] or None,
        read_from=row.where,
    )


def _number(row: Row, column: str) -> int | None:
    text = row.line(column)
    number = figures.whole_number(text) if text else None
    if text and number is None:
        row.problem(column, f"{shown(text)} is no whole number; read as blank")
    return number


def _with_part_of(claim: Claim, about: Mapping[str, str], table: Table) -> Claim:
    """The claim, without its total where that is none. ``about`` has the incident of each claim."""
    if claim.part_of is None:
        return claim
    if claim.part_of == claim.id:
        why = "the claim itself"
    elif claim.part_of not in about:
        why = "the id of no claim"
    elif about[claim.part_of] != claim.incident:
        why = "a claim about another incident"
    else:
        return claim
    row = claim.read_from.row if claim.read_from else None
    table.grid.problem(
        row, table.columns.names.get("part_of"), f"{shown(claim.part_of)} is {why}; read as blank"
    )
    return replace(claim, part_of=None)
