"""From sources to an index in bounded memory: the stages of ``gazetteer.build.stages``, one after another.

Memory holds one part of the rows for each job, and of all places some 30 bytes: what is between two stages is on disk.
``docs/decisions/0010-building-at-scale.md`` says why it is so.
"""

from __future__ import annotations

import hashlib
import marshal
import os
from collections import Counter, defaultdict
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from gazetteer.build import own, stages
from gazetteer.build import rows as at
from gazetteer.build.index_writer import IndexWriter
from gazetteer.build.match import MERGE_WITHIN_M, resolve_chains
from gazetteer.build.pack import PlaceRow, pack_place_block
from gazetteer.build.probes import write_marks
from gazetteer.build.publish import scratch_beside
from gazetteer.build.report import Reading
from gazetteer.build.source import parts, recognise, start_of
from gazetteer.build.spill import Part, Spilled, by_partition, read_parts
from gazetteer.build.table import Columns, find_columns
from gazetteer.build.text import Stretch
from gazetteer.build.unit_extents import unit_extents
from gazetteer.build.units import Units
from gazetteer.build.workers import Workers
from gazetteer.errors import BuildError
from gazetteer.index_format import KINDS, MANIFEST, NAMES_FILE, PLACES_FILE
from gazetteer.manifest import describe
from gazetteer.place_block import (
    BLOCK_HEAD,
    BLOCK_PLACES,
    HOLDER,
    NARROW,
    NO_PARENT,
    WIDE,
    PlaceClass,
    Tables,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from gazetteer.build.rows import Row
    from gazetteer.build.source import Source

__all__ = ["Built", "SourceReport", "build"]

#: Share of broken rows of a source that stops a build.
MAX_BROKEN: Final = 0.01
_ROW_BYTES: Final = 110
_ROWS_AT_ONCE: Final = 100_000
_MOST_PARTITIONS: Final = 512
_SMALL_BYTES: Final = 8 << 20
# How much of the work each stage is.
_READING, _JOINING, _PACKING = 0.3, 0.45, 0.85


class SourceReport(NamedTuple):
    """What became of one source.

    Attributes:
        path: As it was given.
        kind: As in ``Source``.
        label: Name of the data set.
        rows: Rows read.
        broken: Rows that could not be read.
        shown: The first of them, with line and reason.
    """

    path: str
    kind: str
    label: str
    reading: Reading


class Built(NamedTuple):
    """What a build made.

    Attributes:
        folder: The index.
        places: How many places it holds, by kind.
        keys: How many distinct search keys.
        merged: Places that were taken for one with another of the same name and kind.
        sources: What became of each source.
    """

    folder: Path
    places: dict[str, int]
    keys: int
    merged: int
    sources: list[SourceReport]


def build(
    target: str | os.PathLike[str],
    sources: Iterable[str | os.PathLike[str]],
    *,
    plain: bool = False,
    max_broken: float = MAX_BROKEN,
    merge_within_m: float | None = None,
    jobs: int | None = None,
    progress: Callable[[float, str], None] | None = None,
) -> Built:
    """Build an index from files, later ones adding to and overriding earlier ones.

    Args:
        target: The folder of the index: a new or empty one, or an index that is replaced.
        sources: Dumps of GeoNames in 19 columns, alternateNamesV2, Who's On First as a folder or bundle, CSV.
        plain: Leave out Dateline's own tables: countries in many languages, curated places, regions.
        max_broken: The share of broken rows of a source above which the build stops.
        merge_within_m: How far apart records of one name and kind may lie to be one place, instead of
            ``MERGE_WITHIN_M``; 0 for never.
        jobs: How many processes work; None for as many as there are processors.
        progress: Called with the share that is done and what is being done.

    Raises:
        BuildError: If a source cannot be read, too many of its rows are broken, or nothing is left.
        OSError: If the disk is full or a folder cannot be written; what was in the target stays.
    """
    found = [recognise(Path(source)) for source in sources]
    if not any(source.kind != "alternates" for source in found):
        raise BuildError("nothing to build from: name a dump of GeoNames, Who's On First or a CSV of places")
    if not 0 <= max_broken <= 1:
        raise BuildError(f"max_broken {max_broken} is no share between 0 and 1")
    jobs = jobs or _usual_jobs(found)
    with scratch_beside(Path(target)) as scratch, Workers(jobs) as workers:
        run = _Run(found, scratch.folder, workers, progress or _silent)
        within = MERGE_WITHIN_M if merge_within_m is None else dict.fromkeys(MERGE_WITHIN_M, merge_within_m)
        run.read(plain=plain, max_broken=max_broken, within_m=within)
        run.match()
        run.join()
        built = run.pack(scratch.new, Path(target))
        about = run.about(built, plain=plain)
        manifest = describe(scratch.new, (NAMES_FILE, PLACES_FILE), about)
        with (scratch.new / MANIFEST).open("wb") as file:
            file.write(manifest)
            file.flush()
            os.fsync(file.fileno())
        scratch.publish()
    return built


def _usual_jobs(sources: Iterable[Source]) -> int:
    """One process for each processor; only this one for a little, for which starting others would take longer."""
    if all(source.size < _SMALL_BYTES and not source.path.is_dir() for source in sources):
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _silent(_: float, __: str) -> None:
    """Show nothing."""


class _Run:
    """One build and what its stages leave for each other."""

    def __init__(
        self,
        sources: Sequence[Source],
        folder: Path,
        workers: Workers,
        progress: Callable[[float, str], None],
    ) -> None:
        self._sources = sources
        self._folder = folder
        self._workers = workers
        self._progress = progress
        self._size = max(sum(source.size for source in sources), 1)
        rows = self._size / _ROW_BYTES
        self._partitions = int(min(max(rows // _ROWS_AT_ONCE, 1), _MOST_PARTITIONS))
        self._reports = [SourceReport(str(one.path), one.kind, one.label, Reading()) for one in sources]
        self._read: list[stages.Read] = []
        self._labels = ["" for _ in range(2 * len(sources) + 2)]
        self._done = 0

    # Reading

    def read(self, *, plain: bool, max_broken: float, within_m: Mapping[str, float]) -> None:
        """Read all sources, the largest last: then it is known which of its names others have too.

        Tables go before all: their rows may be of one place with each other.
        """
        self._within = within_m
        ranks = [2 * number + 1 for number in range(len(self._sources))]  # room for Dateline's tables
        self._aliases = {} if plain else own.aliases()
        order = sorted(range(len(self._sources)), key=lambda number: (self._sources[number].size, number))
        last = [number for number in order if self._sources[number].kind in ("dump", "features")][-1:]
        if not plain:
            self._read_own(ranks)
        for number in order:
            if number not in last:
                self._read_source(number, ranks[number], "", max_broken)
        for number in last:
            self._read_source(number, ranks[number], self._mark(), max_broken)

    def _read_own(self, ranks: Sequence[int]) -> None:
        dumps = [rank for source, rank in zip(self._sources, ranks, strict=True) if source.kind == "dump"]
        own_rank = max(dumps, default=0) + 1
        self._labels[0], self._labels[own_rank] = own.BASE_LABEL, own.OWN_LABEL
        found = list(own.own_rows(0, own_rank))
        for is_own in (False, True):
            rank = own_rank if is_own else 0
            rows = (row for flag, row in found if flag is is_own)
            task = self._task("own", rank, self._labels[rank], "")
            self._read.append(stages.spill_rows(rows, task, Reading()))

    def _task(
        self,
        kind: str,
        rank: int,
        label: str,
        probes: str,
        part: Stretch | tuple[str, ...] = (),
        columns: Columns | None = None,
    ) -> stages.ReadTask:
        self._done += 1
        return stages.ReadTask(
            kind,
            part if isinstance(part, Stretch) else Stretch("", 0, 0),
            () if isinstance(part, Stretch) else part,
            columns,
            rank,
            label,
            self._aliases,
            self._partitions,
            self._within,
            probes,
            str(self._folder / f"read{self._done}"),
        )

    def _read_source(self, number: int, rank: int, probes: str, max_broken: float) -> None:
        source, report = self._sources[number], self._reports[number]
        self._labels[rank] = source.label
        columns = find_columns(start_of(source), source.path.name) if source.kind == "table" else None
        sizes: list[int] = []

        def tasks() -> Iterator[stages.ReadTask]:
            for part in parts(source, self._folder / f"unpacked{number}"):
                kind = source.kind if isinstance(part, Stretch) else "files"
                sizes.append(part.end - part.start if isinstance(part, Stretch) else 0)
                yield self._task(kind, rank, source.label, probes, part, columns)

        for done, found in enumerate(self._workers.run(stages.read, tasks())):
            report.reading.add(found.reading)
            self._read.append(found)
            self._share += sizes[done] / self._size * _READING
            self._progress(min(self._share, _READING), f"reading {source.path.name}")
            _refuse_broken(report, max_broken, at_end=False)
        _refuse_broken(report, max_broken, at_end=True)

    _share = 0.0

    def _mark(self) -> str:
        """A file that tells which names of which kinds the other sources have in which parts of the earth."""
        path = str(self._folder / "probes")
        write_marks(path, (found.probes for found in self._read))
        return path

    # Finding rows of one place

    def match(self) -> None:
        """Let rows join others that are of the same place under another identifier."""
        rows = by_partition((found.rows for found in self._read), self._partitions)
        names = by_partition((found.alternates for found in self._read), self._partitions)
        joins: dict[int, int] = {}
        if any(self._within.values()):
            candidates = by_partition((found.candidates for found in self._read), stages.MATCH_PARTS)
            tasks = [stages.MatchTask(part, self._within) for part in candidates if part]
            for found in self._workers.run(stages.match, tasks):
                joins |= found
        joins = resolve_chains(joins)
        self._merged = len(joins)
        by_number: dict[int, dict[int, int]] = defaultdict(dict)
        for group, other in joins.items():
            by_number[group % self._partitions][group] = other
        moves = [
            stages.MoveTask(
                rows[number], names[number], of, self._partitions, str(self._folder / f"move{number}")
            )
            for number, of in sorted(by_number.items())
        ]
        for moved_rows, moved_names in self._workers.run(stages.move, moves):
            for into, spilled in ((rows, moved_rows), (names, moved_names)):
                for number, part in spilled.items():
                    into[number].append(part)
        self._rows, self._names = rows, names
        self._gone = [frozenset(by_number.get(number, ())) for number in range(self._partitions)]

    # One row a place

    def join(self) -> None:
        """Make one row of the rows of each place."""
        sample = np.sort(
            np.asarray([position for found in self._read for position in found.positions], dtype=np.int64)
        )
        self._bounds = _quantiles(sample.tolist(), self._partitions)
        keys = sorted(key for found in self._read for key in found.keys)
        self._key_bounds = _quantiles(keys, self._partitions)
        self._read.clear()
        tasks = [
            stages.JoinTask(
                self._rows[number],
                self._names[number],
                self._gone[number],
                self._bounds,
                self._labels,
                str(self._folder / f"join{number}"),
            )
            for number in range(self._partitions)
        ]
        self._joined = []
        for done, found in enumerate(self._workers.run(stages.join, tasks), start=1):
            self._joined.append(found)
            self._progress(
                _READING + (_JOINING - _READING) * done / self._partitions,
                "bringing together what is of one place",
            )

    # Packing

    def pack(self, folder: Path, target: Path) -> Built:
        """Write the files of the index."""
        units = Units(row for found in self._joined for row in found.units)
        tables, context = self._context(units)
        counts: Counter[int] = Counter()
        for found in self._joined:
            counts.update(found.counts)
        places = by_partition((found.rows for found in self._joined), len(self._bounds) + 1)
        firsts = [0, *accumulate(counts[number] for number in range(len(places)))]
        tasks = [
            stages.PlacesTask(part, first, context, self._key_bounds, str(self._folder / f"pack{number}"))
            for number, (part, first) in enumerate(zip(places, firsts, strict=False))
        ]
        packed = []
        for done, one in enumerate(self._workers.run(stages.pack_places, tasks), start=1):
            packed.append(one)
            self._progress(_JOINING + (_PACKING - _JOINING) * done / len(tasks), "packing places")
        records = _records(packed, len(units.rows))
        keys = 0
        with IndexWriter(folder, tables) as writer:
            for block in _blocks(packed, tables):
                writer.add_places(_number_holders(block, records))
            by_key = by_partition((one.names for one in packed), len(self._key_bounds) + 1)
            names = [
                stages.NamesTask(part, str(self._folder / f"names{number}"))
                for number, part in enumerate(by_key)
            ]
            for done, found in enumerate(self._workers.run(stages.pack_names, names), start=1):
                keys += found.keys
                for first, shard in zip(found.firsts, read_parts([found.shards]), strict=True):
                    writer.add_names(first, shard)
                self._progress(_PACKING + (1 - _PACKING) * done / len(names), "packing names")
            writer.finish()
        kinds = Counter[str]()
        for found in self._joined:
            kinds.update(found.kinds)
        if units.demoted:
            kinds["country"] -= len(units.demoted)
            kinds["region"] += len(units.demoted)
        return Built(target, dict(sorted((+kinds).items())), keys, self._merged, self._reports)

    def _context(self, units: Units) -> tuple[Tables, str]:
        """What the tasks that pack places need to know of all of them, as a file."""
        classes = {of for found in self._joined for of in found.classes}
        classes |= {(KINDS.index("region"), *of[1:]) for of in classes if KINDS[of[0]] == "country"}
        holders = {holder: units.holder(holder) for found in self._joined for holder in found.holders}
        parents = [units.parent(number) for number in range(len(units.rows))]
        tables = Tables(
            sorted(PlaceClass(KINDS[kind], *rest) for kind, *rest in classes),
            [
                tuple(shared.split())
                for shared in sorted({"", *(of for found in self._joined for of in found.shared)})
            ],
            sorted(
                {"ISO 3166", *self._labels, *(of for found in self._joined for of in found.sources)} - {""}
            ),
        )
        context = {
            "classes": [tuple(of) for of in tables.classes],
            "shared": [" ".join(of) for of in tables.shared],
            "sources": list(tables.sources),
            "labels": self._labels,
            "holders": holders,
            "unit_of": {row[at.GROUP]: number for number, row in enumerate(units.rows)},
            "parents": parents,
            "extents": unit_extents(
                units, parents, ((found.holders, found.members) for found in self._joined)
            ),
            "demoted": frozenset(units.demoted),
        }
        path = self._folder / "context"
        with path.open("wb") as file:
            marshal.dump(context, file)
        return tables, str(path)

    def about(self, built: Built, *, plain: bool) -> dict[str, object]:
        """What the manifest says of where the index is from; no word of the folder, the day or the machine."""
        return {
            "places": built.places,
            "keys": built.keys,
            "merged_by_name": built.merged,
            "dateline_tables": not plain,
            "sources": [
                {
                    "file": source.path.name,
                    "kind": source.kind,
                    "name": source.label,
                    "rows": report.reading.rows,
                    "broken": report.reading.broken,
                    **(
                        {}
                        if source.path.is_dir()
                        else {"bytes": source.path.stat().st_size, "sha256": _hash(source.path)}
                    ),
                }
                for source, report in zip(self._sources, built.sources, strict=True)
            ],
        }


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refuse_broken(report: SourceReport, max_broken: float, *, at_end: bool) -> None:
    reading = report.reading
    # A few rows say nothing of the share, unless they are all.
    if reading.broken > max_broken * reading.rows and (at_end or reading.rows >= 100_000):
        raise TooManyBrokenError(report, max_broken)


class TooManyBrokenError(BuildError):
    """More rows of a source than allowed could not be read; ``report`` has the first of them."""

    def __init__(self, report: SourceReport, max_broken: float) -> None:
        reading = report.reading
        first = reading.shown[0]
        where = f"{first.where}, " if first.where else ""
        super().__init__(
            f"{report.path}: {reading.broken:,} of {reading.rows:,} rows are broken, more than {max_broken:.3g} of "
            f"them; the first: {where}line {first.line}: {first.why}"
        )
        self.report = report


def _quantiles(values: Sequence[Any], count: int) -> list[Any]:
    """Values that divide a sorted sample into so many parts of one size; fewer where values repeat."""
    if not values:
        return []
    found = {values[len(values) * number // count]: None for number in range(1, count)}
    return list(found)


def _records(packed: Iterable[stages.PackedPlaces], count: int) -> list[int]:
    """The record of each unit."""
    records = [NO_PARENT] * count
    for one in packed:
        for unit, record in one.units.items():
            records[unit] = record
    return records


def _blocks(packed: Iterable[stages.PackedPlaces], tables: Tables) -> Iterator[bytes]:
    """All blocks in their order; those that two tasks share are packed here."""
    rest: list[PlaceRow] = []
    for one in packed:
        rest += [PlaceRow(*place) for place in one.head]
        if len(rest) == BLOCK_PLACES:
            yield pack_place_block(rest, tables.classes)
            rest = []
        yield from read_parts([one.blocks])
        rest += [PlaceRow(*place) for place in one.tail]
    if rest:
        yield pack_place_block(rest, tables.classes)


def _number_holders(block: bytes, records: Sequence[int]) -> bytes:
    """The block with records of holders where it has numbers of units."""
    count, holders, _, _, _, _, wide, _, _ = BLOCK_HEAD.unpack_from(block)
    start = BLOCK_HEAD.size + count * (WIDE if wide else NARROW).size
    numbered = bytearray(block)
    for offset in range(start, start + holders * HOLDER.size, HOLDER.size):
        unit, country, shared = HOLDER.unpack_from(block, offset)
        if unit != NO_PARENT:
            HOLDER.pack_into(numbered, offset, records[unit], country, shared)
    return bytes(numbered)
