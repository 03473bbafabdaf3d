"""Reading a part of a source: its rows, sorted by their places, and those that others may have too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple
from zlib import crc32

from gazetteer.build import geonames, table, whos_on_first
from gazetteer.build import rows as at
from gazetteer.build.light import lightened
from gazetteer.build.match import candidates
from gazetteer.build.order import positions
from gazetteer.build.probes import ProbeMaker, Probes, read_marks
from gazetteer.build.report import Reading
from gazetteer.build.spill import Spilled, filled, write_parts
from gazetteer.build.text import Stretch, read_stretch
from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gazetteer.build.light import Light
    from gazetteer.build.rows import Row

__all__ = ["MATCH_PARTS", "Read", "ReadTask", "read", "spill_rows"]

#: Partitions of candidates by key.
MATCH_PARTS: Final = 64
# Of so many rows, one is taken to tell how places and names are spread.
_SAMPLED: Final = 64


class ReadTask(NamedTuple):
    """What to read: a stretch of a file, or whole files.

    Attributes:
        kind: ``dump``, ``alternates``, ``table``, ``features`` (lines) or ``files`` (of features).
        stretch: Where in which file.
        files: Instead of a stretch.
        columns: Of a table.
        rank: Position of the source.
        label: Its name.
        aliases: Groups that other groups stand for.
        partitions: Number of partitions by group.
        within_m: How far apart records of one place may lie, by kind.
        probes: File of what other sources have, or "" for rows to collect it from.
        out: File for the rows, without its ending.
    """

    kind: str
    stretch: Stretch
    files: tuple[str, ...]
    columns: table.Columns | None
    rank: int
    label: str
    aliases: Mapping[int, int]
    partitions: int
    within_m: Mapping[str, float]
    probes: str
    out: str


class Read(NamedTuple):
    """What came of a ``ReadTask``."""

    reading: Reading
    rows: Spilled
    alternates: Spilled
    candidates: Spilled
    probes: Probes
    positions: list[int]
    keys: list[str]


def read(task: ReadTask) -> Read:
    """Read rows, and sort them by the places that they are of."""
    reading = Reading()
    if task.kind == "alternates":
        return _read_alternates(task, reading)
    return spill_rows(_rows(task, reading), task, reading)


def _rows(task: ReadTask, reading: Reading) -> Iterator[Row]:
    if task.kind == "files":
        return whos_on_first.read_files(task.files, task.rank, reading)
    data = read_stretch(task.stretch)
    if task.kind == "dump":
        return geonames.parse_dump(data, task.rank, reading)
    if task.kind == "features":
        return whos_on_first.parse_lines(data, task.rank, reading)
    if task.columns is None:
        raise TypeError("a table is read by its columns")
    if task.stretch.start == 0:
        reading.lines += 1
        data = data.partition(b"\n")[2]
    return table.parse_table(data, task.columns, task.rank, task.label, reading)


def _read_alternates(task: ReadTask, reading: Reading) -> Read:
    parts: list[list[Any]] = [[] for _ in range(task.partitions)]
    for found in geonames.parse_alternates(read_stretch(task.stretch), reading):
        group = task.aliases.get(found[0], found[0])
        parts[group % task.partitions].append((group, *found[1:]))
    return Read(reading, {}, write_parts(f"{task.out}.names", filled(parts)), {}, Probes(), [], [])


def spill_rows(rows: Iterable[Row], task: ReadTask, reading: Reading) -> Read:
    """Sort rows by group into a file, and find those that may be of one place under different identifiers."""
    partitions, aliases = task.partitions, task.aliases
    marks = read_marks(task.probes) if task.probes else None
    is_dump = task.kind == "dump"
    parts: list[list[Row | Light]] = [[] for _ in range(partitions)]
    found: list[list[Any]] = [[] for _ in range(MATCH_PARTS)]
    maker = ProbeMaker(task.within_m)
    sample: list[Row] = []
    for number, row in enumerate(rows):
        group = row[0]
        if group in aliases:
            group = aliases[group]
            row = (group, *row[1:])  # noqa: PLW2901 - the same row under the group that stands for its own
        parts[group % partitions].append(lightened(row) if is_dump else row)
        if number % _SAMPLED == 0:
            sample.append(row)
        if marks and not marks.near(row[at.KIND], row[at.LON], row[at.LAT]):
            continue
        keys = {fold(name) for name in row[at.NAMES][::2]}
        if marks:
            keys = set(filter(marks.has, keys))
        else:
            maker.add(row, keys)
        for candidate in candidates(row, task.label, sorted(keys)) if keys else ():
            found[crc32(candidate[0].encode()) % MATCH_PARTS].append(candidate)
    return Read(
        reading,
        write_parts(f"{task.out}.rows", filled(parts)),
        {},
        write_parts(f"{task.out}.candidates", filled(found)),
        maker.probes(),
        positions(sample).tolist(),
        [key for row in sample for key in map(fold, row[at.NAMES][::2]) if key],
    )
