"""From sources to one row for each place, on disk: reading, finding what is one place, joining."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from gazetteer.build import own
from gazetteer.build import rows as at
from gazetteer.build.fuzzy import fuzzy_rows
from gazetteer.build.joining import Joined, JoinTask, MatchTask, MoveTask, join, match, move
from gazetteer.build.match import resolve_chains
from gazetteer.build.outcome import SourceReport, refuse_broken, with_counts
from gazetteer.build.probes import write_marks
from gazetteer.build.reading import MATCH_PARTS, Read, ReadTask, read, spill_rows
from gazetteer.build.report import Reading
from gazetteer.build.source import parts, start_of
from gazetteer.build.spill import by_partition
from gazetteer.build.table import find_columns
from gazetteer.build.text import Stretch
from gazetteer.fuzzy_format import TAB

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from gazetteer.build.source import Source
    from gazetteer.build.spill import Part
    from gazetteer.build.table import Columns
    from gazetteer.build.workers import Workers

__all__ = ["Gathered", "Gathering"]

# Ranks from one source to the next: behind each there is room for Dateline's tables.
_STEP: Final = len(own.OWN_LABELS) + 1
_ROWS_AT_ONCE: Final = 100_000
_MOST_PARTITIONS: Final = 512
_MOST_LOCATED: Final = 100_000
# Of the work of gathering, the parts that are done when sources are read, and when matches are found.
_READING: Final = 0.6
_MATCHED: Final = 0.65


class Gathered(NamedTuple):
    """One row for each place, on disk.

    Attributes:
        joined: What came of the tasks that joined rows.
        bounds: Where on the curve partitions of places begin, but for the first.
        key_bounds: Keys with which partitions of names begin, but for the first.
        near_bounds: The same for rows of near names.
        labels: Names of the sources by rank.
        merged: How many records have joined another by name.
    """

    joined: list[Joined]
    bounds: list[int]
    key_bounds: list[str]
    near_bounds: list[str]
    labels: list[str]
    merged: int


class Gathering:
    """The gathering of sources.

    Args:
        sources: What to read, a later one overriding.
        folder: For files on the way.
        workers: Do the tasks.
        within_m: How far apart records of one place may lie, by kind.
        progress: Called with the share of the gathering that is done.

    Attributes:
        reports: What became of each source.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        folder: Path,
        workers: Workers,
        within_m: Mapping[str, float],
        progress: Callable[[float, str], None],
    ) -> None:
        self._sources = sources
        self._folder = folder
        self._workers = workers
        self._within = within_m
        self._progress = progress
        rows = sum(source.rows for source in sources)
        self._partitions = min(max(rows // _ROWS_AT_ONCE, 1), _MOST_PARTITIONS)
        self._labels = [""] * (_STEP * (len(sources) + 1))
        self._aliases: Mapping[int, int] = {}
        self._tasks = 0
        self._share = 0.0
        self.reports = [SourceReport(str(one.path), one.kind, one.label) for one in sources]

    def gather(self, *, plain: bool, max_broken: float) -> Gathered:
        """Do it.

        Args:
            plain: Leave out Dateline's own tables.
            max_broken: The share of broken rows of a source above which it stops.
        """
        found = list(self._read(plain=plain, max_broken=max_broken))
        rows = by_partition((one.rows for one in found), self._partitions)
        names = by_partition((one.alternates for one in found), self._partitions)
        joins = self._match(found)
        gone = self._move(rows, names, joins)
        bounds = _quantiles(sorted(at for one in found for at in one.positions), self._partitions)
        tasks = [
            JoinTask(
                rows[number], names[number], gone[number], bounds, self._labels, self._file(f"join{number}")
            )
            for number in range(self._partitions)
        ]
        joining = self._workers.start(join, tasks)  # while this process sorts the sample of keys
        keys = sorted(key for one in found for key in one.keys)
        key_bounds = _quantiles(keys, self._partitions)
        # The first part of a signature: rows of one signature are never parted.
        near = sorted(row.partition(TAB)[0] for row in fuzzy_rows(keys))
        near_bounds = _quantiles(near, self._partitions)
        joined = []
        for one in joining:
            joined.append(one)
            done = _MATCHED + (1 - _MATCHED) * len(joined) / len(tasks)
            self._progress(done, "bringing together what is of one place")
        for name in ("read*", "move*", "unpacked*"):  # nobody needs them any more, and the disk may be small
            for path in self._folder.glob(name):
                path.unlink()
        return Gathered(joined, bounds, key_bounds, near_bounds, self._labels, len(joins))

    def _file(self, name: str) -> str:
        return str(self._folder / name)

    # Reading

    def _read(self, *, plain: bool, max_broken: float) -> Iterator[Read]:
        """Read all sources, the largest last: then it is known which of its names others have too.

        Tables go before it in any case: their rows may be of one place with each other.
        """
        ranks = [_STEP * (number + 1) for number in range(len(self._sources))]
        order = sorted(range(len(ranks)), key=lambda number: (self._sources[number].size, number))
        last = [number for number in order if self._sources[number].kind in ("dump", "features")][-1:]
        found: list[Read] = []
        if not plain:
            self._progress(0, "reading Dateline's tables")
            self._aliases = own.aliases()
            found += self._read_own(ranks)
        for number in (number for number in order if number not in last):
            found += self._read_source(number, ranks[number], "", max_broken)
        for number in last:
            write_marks(self._file("probes"), (one.probes for one in found))
            found += self._read_source(number, ranks[number], self._file("probes"), max_broken)
        return iter(found)

    def _read_own(self, ranks: Sequence[int]) -> Iterator[Read]:
        dumps = [rank for source, rank in zip(self._sources, ranks, strict=True) if source.kind == "dump"]
        own_rank = max(dumps, default=0) + 1
        own_ranks = range(own_rank, own_rank + len(own.OWN_LABELS))
        self._labels[0], self._labels[own_rank : own_ranks.stop] = own.BASE_LABEL, own.OWN_LABELS
        rows = list(own.own_rows(0, own_rank))
        for rank in (0, *own_ranks):
            task = self._task("own", rank, self._labels[rank])
            yield spill_rows((row for _, row in rows if row[at.RANK] == rank), task, Reading())

    def _read_source(self, number: int, rank: int, probes: str, max_broken: float) -> Iterator[Read]:
        source, report = self._sources[number], self.reports[number]
        self._labels[rank] = source.label
        columns = self._columns(source)
        if columns and columns.unused:
            report = self.reports[number] = report._replace(unused=tuple(columns.unused))
        sizes: list[int] = []
        reading = Reading()

        def tasks() -> Iterator[ReadTask]:
            for part in parts(source, self._folder / f"unpacked{number}"):
                sizes.append(part.end - part.start if isinstance(part, Stretch) else 0)
                yield self._task(source.kind, rank, source.label, part, columns)._replace(probes=probes)

        whole = max(sum(one.size for one in self._sources), 1)
        for done, found in enumerate(self._workers.run(read, tasks())):
            reading.add(found.reading)
            report = self.reports[number] = with_counts(report, reading)
            self._share = min(self._share + sizes[done] / whole, 1)
            self._progress(self._share * _READING, f"reading {source.path.name}")
            refuse_broken(report, max_broken, at_end=False)
            yield found
        refuse_broken(report, max_broken, at_end=True)

    def _columns(self, source: Source) -> Columns | None:
        if source.kind != "table":
            return None
        found = find_columns(start_of(source), source.path.name)
        # A millisecond a row: much for a million, nothing for a list of villages.
        return found._replace(locates=source.rows <= _MOST_LOCATED)

    def _task(
        self,
        kind: str,
        rank: int,
        label: str,
        part: Stretch | tuple[str, ...] = (),
        columns: Columns | None = None,
    ) -> ReadTask:
        self._tasks += 1
        stretch, files = (part, ()) if isinstance(part, Stretch) else (Stretch("", 0, 0), part)
        return ReadTask(
            kind="files" if files else kind,
            stretch=stretch,
            files=files,
            columns=columns,
            rank=rank,
            label=label,
            aliases=self._aliases,
            partitions=self._partitions,
            within_m=self._within,
            probes="",
            out=self._file(f"read{self._tasks}"),
        )

    # Rows of one place under different identifiers

    def _match(self, found: Sequence[Read]) -> dict[int, int]:
        """The group that each joining group becomes part of."""
        joins: dict[int, int] = {}
        if any(self._within.values()):
            candidates = by_partition((one.candidates for one in found), MATCH_PARTS)
            tasks = [MatchTask(part, self._within) for part in candidates if part]
            for done, some in enumerate(self._workers.start(match, tasks), start=1):
                joins |= some
                share = _READING + (_MATCHED - _READING) * done / len(tasks)
                self._progress(share, "finding what is one place")
        return resolve_chains(joins)

    def _move(
        self, rows: list[list[Part]], names: list[list[Part]], joins: Mapping[int, int]
    ) -> list[frozenset[int]]:
        """Add moved rows and names to the partitions into which they go; the groups that each has lost."""
        by_number: dict[int, dict[int, int]] = defaultdict(dict)
        for group, other in joins.items():
            by_number[group % self._partitions][group] = other
        tasks = [
            MoveTask([*rows[number]], [*names[number]], of, self._partitions, self._file(f"move{number}"))
            for number, of in sorted(by_number.items())
        ]
        for moved_rows, moved_names in self._workers.start(move, tasks):
            for into, spilled in ((rows, moved_rows), (names, moved_names)):
                for number, part in spilled.items():
                    into[number].append(part)
        return [frozenset(by_number.get(number, ())) for number in range(self._partitions)]


def _quantiles(values: Sequence[Any], count: int) -> list[Any]:
    """Values that divide a sorted sample into so many parts of one size; fewer where values repeat.

    Examples:
        >>> _quantiles([1, 2, 3, 4, 5, 6], 3)
        [3, 5]
    """
    if not values:
        return []
    return list(dict.fromkeys(values[len(values) * number // count] for number in range(1, count)))
