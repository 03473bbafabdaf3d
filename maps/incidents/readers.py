"""``read``: incidents, claims and sources from a table, a workbook, or a folder of tables."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from operator import or_
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from gazetteer.bulk import without_collecting
from gazetteer.tables.cells import country_text
from geo.checks import need_path
from geo.told import tell
from maps.errors import InputError, WrongTypeError
from maps.incidents import checks, figures
from maps.incidents.columns import CLAIM_COLUMNS, INCIDENT_COLUMNS, SOURCE_COLUMNS
from maps.incidents.files import load
from maps.incidents.model import Claim, Incident, Report, RowRef
from maps.incidents.sources import Sources
from maps.incidents.tables import Row, make_table
from maps.incidents.text import line, parts, shown
from maps.incidents.written_dates import number_order
from maps.records import Records

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Collection, Mapping, Sequence

    from geo.points import LonLat
    from maps.incidents.columns import Synonyms
    from maps.incidents.files import Grids
    from maps.incidents.tables import Grid, Table

__all__ = ["read"]

_LONG_BYTES = 2_000_000
# Shares of the time after which a file is parsed, and the places of its rows are read.
_LOADED, _PLACED = 0.5, 0.7


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
        for key, row in zip(_keys(table, "source"), table, strict=True):
            sources.add_row(row, key)
    made = _incidents(incidents, sources, progress)
    taken = set(claims.lines("id")) if claims else set()
    quoted: Sequence[Claim] = _fatalities(incidents, made, taken)
    if claims:
        quoted = (*quoted, *_claims(claims, set(made.column("id")), sources))
    tables = [grid for grid in (grids.incidents, grids.claims, grids.sources) if grid]
    return Report(
        made,
        quoted,
        sources.all(),
        problems=tuple(text for grid in tables for _, text in grid.problems),
        remarks=(*grids.remarks, *(text for grid in tables for _, text in grid.remarks)),
    )


def _optional(grid: Grid | None, synonyms: Synonyms, required: str) -> Table | None:
    """The table of claims or sources, which a report need not have: a header alone is as good as none."""
    if grid is None or sum(any(cells) for _, cells in grid.rows) < 2:
        return None
    return make_table(grid, synonyms, (required,), f"the {required}")


def _keys(table: Table, what: str) -> list[str]:
    """The key of each row: that of its id column, or one made of its number."""
    ids = table.lines("id")
    if None not in ids and len(set(ids)) == len(ids):
        return cast("list[str]", ids)
    taken = set(table.column("id"))
    seen: dict[str, int] = {}
    for key, (number, _) in zip(ids, table.rows, strict=True):
        made = key
        if made is None:
            made = _free(f"{what}-{number}", taken)
        elif made in seen:
            raise InputError(
                f'{table.grid.name}, row {number}, column "{table.columns.names["id"]}": {shown(made)} '
                f"is the id of row {seen[made]} too; give each row its own"
            )
        seen[made] = number
    return list(seen)


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


def _incidents(table: Table, sources: Sources, progress: Callable[[float], None]) -> Records[Incident]:
    """The incidents of a table, read one column after the other."""
    keys, day_first = _keys(table, "row"), _day_first(table)
    noted = table.grid.noted
    points, untold = zip(*checks.given_points(table), strict=True)
    levels, held = zip(*table.each(("generalise",), checks.generalise), strict=True)
    places = table.lines("place")
    troubles = _without_location(table, places, points, untold)
    progress(_PLACED)
    columns: dict[str, Sequence[Any]] = {
        "id": keys,
        "title": table.lines("title"),
        "when": table.each(("date", "end"), lambda row: checks.when(row, day_first=day_first)),
        "place_text": places,
        "point": points,
        "type": table.lines("type"),
        "description": [text or None for text in table.column("description")],
        "sources": sources.of_all(table, "sources"),
        "draft": list(map(or_, table.each(("status", "embargo"), checks.draft), held)),
        "containers": table.each(("admin1", "country"), _containers),
        "precision": table.each(("precision",), checks.precision),
        "trouble": troubles,
        "read_from": _read_from(table),
        "actors": table.each(("actors",), _actors),
        "generalise": levels,
    }
    table.grid.sort(noted)
    progress(1.0)
    return Records(Incident, columns)


def _without_location(
    table: Table,
    places: Sequence[str | None],
    points: Sequence[LonLat | None],
    troubles: Sequence[str | None],
) -> list[str | None]:
    """What is wrong with the location of each row, if anything."""
    found = list(troubles)
    for at, (place, point, trouble) in enumerate(zip(places, points, troubles, strict=True)):
        if place is None and point is None and trouble is None:
            found[at] = tell("no_location", "the table gives neither a place nor coordinates for it")
            row = Row(table, *table.rows[at])
            row.problem("place", "neither a place nor coordinates; the incident cannot be shown")
    return found


def _containers(row: Row) -> tuple[str, ...]:
    return tuple(filter(None, map(line, (row["admin1"], country_text(row["country"])))))


def _actors(row: Row) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line(actor) for cell in row.all("actors") for actor in parts(cell)))


def _fatalities(table: Table, incidents: Records[Incident], taken: Collection[str | None]) -> Records[Claim]:
    """The figure of a row's own column as a claim of the row's source, by a key that is not taken."""
    stated, least, most = zip(*table.each(("fatalities",), _figure), strict=True)
    ids = incidents.column("id")
    keys = [f"{key}:fatalities" for key in ids]
    if taken:
        keys = [_free(key, taken) for key in keys]
    columns: dict[str, Sequence[Any]] = {
        "id": keys,
        "incident": ids,
        # With several sources the table does not say which of them gave the figure.
        "source": [one[0] if len(one) == 1 else None for one in incidents.column("sources")],
        "minimum": least,
        "maximum": most,
        "stated": stated,
        "read_from": incidents.column("read_from"),
    }
    return Records(Claim, columns).where(stated)


def _free(key: str, taken: Collection[str | None]) -> str:
    while key in taken:
        key += "-"
    return key


def _read_from(table: Table) -> Records[RowRef]:
    """Where each row stands."""
    count = len(table.rows)
    columns: dict[str, Sequence[Any]] = {
        "file": [table.grid.file] * count,
        "row": [number for number, _ in table.rows],
        "sheet": [table.grid.sheet] * count,
    }
    return Records(RowRef, columns)


def _figure(row: Row) -> tuple[str | None, int | None, int | None]:
    """The figure in a row's own column, with the bounds that it states."""
    stated = row.line("fatalities")
    return (stated, *(_bounds(row, "fatalities", stated) if stated else (None, None)))


def _bounds(row: Row, column: str, stated: str) -> tuple[int | None, int | None]:
    try:
        return figures.bounds(stated)
    except ValueError as error:
        row.problem(column, f"{shown(stated)}: {error}; kept in words only")
        return None, None


def _claims(table: Table, incidents: set[str], sources: Sources) -> list[Claim]:
    claims = []
    for key, row in zip(_keys(table, "claim"), table, strict=True):
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
