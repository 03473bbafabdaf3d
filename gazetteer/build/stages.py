"""The tasks of a build: pure functions from parts of files to parts of files, for any process to run.

Rows are read from the sources (``read``), rows of one place are found (``match``, ``move``) and joined
(``join``), places are packed in the order of the index (``pack_places``), then the names in theirs (``pack_names``).
"""

from __future__ import annotations

import itertools
import marshal
from bisect import bisect_right
from collections import Counter, defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from zlib import crc32

import numpy as np

from gazetteer.build import geonames, table, whos_on_first
from gazetteer.build import rows as at
from gazetteer.build.features import extent_m
from gazetteer.build.hilbert import hilbert
from gazetteer.build.join import join_all
from gazetteer.build.match import candidates, find_matches
from gazetteer.build.pack import (
    KIND_ORDER,
    PlaceRow,
    distinct_names,
    id_order,
    importance,
    name_keys,
    pack_name_shard,
    pack_place_block,
    place_text,
    posting,
    shards,
    split_id,
)
from gazetteer.build.probes import ProbeMaker, Probes, read_marks
from gazetteer.build.report import Reading
from gazetteer.build.spill import Part, Spilled, read_parts, write_parts
from gazetteer.build.text import Stretch, read_stretch
from gazetteer.build.units import NO_UNIT, is_unit
from gazetteer.index_format import KINDS, NAME_KINDS
from gazetteer.names import fold
from gazetteer.place_block import BLOCK_PLACES, NO_PARENT, UNKNOWN_EXTENT_M, Name, usual_extent_m

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from gazetteer.build.rows import Row
    from gazetteer.place_block import PlaceClass

__all__ = [
    "MATCH_PARTS",
    "JoinTask",
    "Joined",
    "MatchTask",
    "MoveTask",
    "NamesTask",
    "PackedNames",
    "PackedPlaces",
    "PlacesTask",
    "Read",
    "ReadTask",
    "join",
    "match",
    "move",
    "pack_names",
    "pack_places",
    "read",
    "spill_rows",
]

#: Partitions of candidates by key.
MATCH_PARTS: Final = 64
# Of so many rows, one is taken to tell how places and names are spread.
_SAMPLED: Final = 64
_CITY, _COUNTRY, _REGION = KINDS.index("city"), KINDS.index("country"), KINDS.index("region")


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
    return Read(reading, {}, write_parts(f"{task.out}.names", _filled(parts)), {}, Probes(), [], [])


def _filled(parts: Sequence[list[Any]]) -> dict[int, list[Any]]:
    return {number: part for number, part in enumerate(parts) if part}


def spill_rows(rows: Iterable[Row], task: ReadTask, reading: Reading) -> Read:
    """Sort rows by group into a file, and find those that may be of one place under different identifiers."""
    partitions, aliases = task.partitions, task.aliases
    marks = read_marks(task.probes) if task.probes else None
    parts: list[list[Row]] = [[] for _ in range(partitions)]
    found: list[list[Any]] = [[] for _ in range(MATCH_PARTS)]
    maker = ProbeMaker(task.within_m)
    sample: list[Row] = []
    for number, row in enumerate(rows):
        group = row[0]
        if group in aliases:
            group = aliases[group]
            row = (group, *row[1:])  # noqa: PLW2901 - the same row under the group that stands for its own
        parts[group % partitions].append(row)
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
        write_parts(f"{task.out}.rows", _filled(parts)),
        {},
        write_parts(f"{task.out}.candidates", _filled(found)),
        maker.probes(),
        _positions(sample).tolist(),
        [key for row in sample for key in map(fold, row[at.NAMES][::2]) if key],
    )


def _positions(rows: Sequence[Row]) -> NDArray[np.int64]:
    """Where the rows stand on the curve that orders the index."""
    lons = np.fromiter((row[at.LON] for row in rows), dtype=np.int64, count=len(rows))
    lats = np.fromiter((row[at.LAT] for row in rows), dtype=np.int64, count=len(rows))
    return hilbert(lons, lats)


class MatchTask(NamedTuple):
    """Candidates among which are all of some keys."""

    parts: list[Part]
    within_m: Mapping[str, float]


def match(task: MatchTask) -> dict[int, int]:
    """The groups that join others."""
    return find_matches(read_parts(task.parts), task.within_m)


class MoveTask(NamedTuple):
    """A partition of rows and alternates of which some groups join others."""

    rows: list[Part]
    alternates: list[Part]
    joins: Mapping[int, int]
    partitions: int
    out: str


def move(task: MoveTask) -> tuple[Spilled, Spilled]:
    """The rows and the alternates of joining groups, under the groups that they join."""
    spilled = []
    for parts, ending in ((task.rows, "rows"), (task.alternates, "names")):
        moved: dict[int, list[Any]] = defaultdict(list)
        for row in read_parts(parts):
            if row[0] in task.joins:
                group = task.joins[row[0]]
                moved[group % task.partitions].append((group, *row[1:]))
        spilled.append(write_parts(f"{task.out}.{ending}", moved))
    return spilled[0], spilled[1]


class JoinTask(NamedTuple):
    """A partition of rows by group.

    Attributes:
        rows: All its rows.
        alternates: Names from alternateNamesV2.
        gone: Groups that have joined others.
        bounds: Where on the curve the partitions of places begin, but for the first.
        labels: Names of the sources by rank.
        out: File for the rows, without its ending.
    """

    rows: list[Part]
    alternates: list[Part]
    gone: frozenset[int]
    bounds: Sequence[int]
    labels: Sequence[str]
    out: str


class Joined(NamedTuple):
    """What came of a ``JoinTask``.

    Attributes:
        rows: Places by partition of the curve.
        counts: How many there are in each.
        units: The rows of units.
        classes: Kind, feature, source, prefix of all places.
        shared: The shared countries of all.
        sources: The sources of all names.
        holders: What holders are called.
        members: File of what holds each settlement and where it is.
        kinds: How many there are of each kind.
    """

    rows: Spilled
    counts: dict[int, int]
    units: list[Row]
    classes: set[tuple[int, str, str, str]]
    shared: set[str]
    sources: set[str]
    holders: list[str]
    members: str
    kinds: dict[str, int]


def join(task: JoinTask) -> Joined:
    """Make one row of the rows of each place, and sort them by where they are."""
    gone = task.gone
    rows = read_parts(task.rows)
    alternates = read_parts(task.alternates)
    if gone:
        rows = (row for row in rows if row[0] not in gone)
        alternates = (name for name in alternates if name[0] not in gone)
    joined = list(join_all(rows, alternates))
    numbers = np.searchsorted(np.asarray(task.bounds, dtype=np.int64), _positions(joined), side="right")
    parts: dict[int, list[Row]] = defaultdict(list)
    for row, number in zip(joined, numbers.tolist(), strict=True):
        parts[number].append(row)
    tags = {tag for row in joined for tag in row[at.NAMES][1::2]}
    holders, members = _members(joined)
    np.save(f"{task.out}.members.npy", members)
    return Joined(
        write_parts(f"{task.out}.places", parts),
        {number: len(part) for number, part in parts.items()},
        [row for row in joined if is_unit(row)],
        {_class_of(row, task.labels) for row in joined},
        {row[at.SHARED] for row in joined},
        {tag.split("\t")[1] for tag in tags},
        holders,
        f"{task.out}.members.npy",
        Counter(KINDS[row[at.KIND]] for row in joined),
    )


def _class_of(row: Row, labels: Sequence[str]) -> tuple[int, str, str, str]:
    identifier = row[at.ID]
    prefix = split_id(identifier)[0] if isinstance(identifier, str) else "geonames"
    return row[at.KIND], row[at.FEATURE], labels[row[at.RANK]], prefix


def _members(rows: Sequence[Row]) -> tuple[list[str], NDArray[np.int32]]:
    """What all holders are called, and for each settlement position of its holder in that list, lon and lat."""
    holders = {row[at.HOLDER]: 0 for row in rows}
    for number, holder in enumerate(holders):
        holders[holder] = number
    cities = [(holders[row[at.HOLDER]], row[at.LON], row[at.LAT]) for row in rows if row[at.KIND] == _CITY]
    return list(holders), np.asarray(cities, dtype=np.int32).reshape(-1, 3)


class PlacesTask(NamedTuple):
    """A partition of places along the curve.

    Attributes:
        rows: Its rows.
        first: Record of its first place.
        context: File with what all tasks need, as ``Context``.
        names: Keys with which the partitions of names begin, but for the first.
        out: File for the blocks, without its ending.
    """

    rows: list[Part]
    first: int
    context: str
    names: Sequence[str]
    out: str


class PackedPlaces(NamedTuple):
    """What came of a ``PlacesTask``.

    Attributes:
        head: Rows before the first whole block, which belong to the block begun by the task before.
        blocks: File with the whole blocks.
        tail: Rows behind the last whole block.
        units: Record of each unit among the places.
        names: Postings by partition of keys.
    """

    head: list[tuple[Any, ...]]
    blocks: Part
    tail: list[tuple[Any, ...]]
    units: dict[int, int]
    names: Spilled


def pack_places(task: PlacesTask) -> PackedPlaces:
    """Pack places in their order. What holds them is told by the numbers of units, which get records later."""
    with open(task.context, "rb") as file:  # noqa: PTH123 - a path as text
        context = marshal.load(file)  # noqa: S302 - written by this build
    rows = _in_order(list(read_parts(task.rows)))
    packer = _Packer(context)
    names: list[list[Any]] = [[] for _ in range(len(task.names) + 1)]
    places, units = [], {}
    for record, row in enumerate(rows, start=task.first):
        place, weight, keys = packer.pack(row)
        places.append(place)
        unit = packer.unit_of.get(row[0])
        if unit is not None:
            units[unit] = record
        for key, kind in keys.items():
            names[bisect_right(task.names, key)].append((key, -weight, record, kind))
    start = min(-task.first % BLOCK_PLACES, len(places))
    end = start + (len(places) - start) // BLOCK_PLACES * BLOCK_PLACES
    blocks = [
        pack_place_block(places[block : block + BLOCK_PLACES], packer.classes)
        for block in range(start, end, BLOCK_PLACES)
    ]
    return PackedPlaces(
        [tuple(place) for place in places[:start]],
        write_parts(f"{task.out}.blocks", {0: blocks})[0],
        [tuple(place) for place in places[end:]],
        units,
        write_parts(f"{task.out}.keys", _filled(names)),
    )


def _in_order(rows: list[Row]) -> list[Row]:
    """The rows along the curve, those of one position by identifier."""
    positions = _positions(rows)
    order = np.argsort(positions, kind="stable")
    sorted_positions = positions[order]
    rows = [rows[number] for number in order.tolist()]
    same = np.flatnonzero(sorted_positions[1:] == sorted_positions[:-1]).tolist()
    for _, run in itertools.groupby(enumerate(same), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        stretch = slice(numbers[0], numbers[-1] + 2)
        rows[stretch] = sorted(rows[stretch], key=lambda row: id_order(at.id_text(row[at.ID])))
    return rows


class _Packer:
    """Makes ``PlaceRow`` of rows.

    Args:
        context: Classes, shared countries, sources, labels; unit by holder and by group, extent by unit,
            demoted groups.
    """

    def __init__(self, context: dict[str, Any]) -> None:
        from gazetteer.place_block import PlaceClass

        self.classes: Sequence[PlaceClass] = [PlaceClass(*of) for of in context["classes"]]
        self._class_numbers = {tuple(of): number for number, of in enumerate(context["classes"])}
        self._shared = {of: number for number, of in enumerate(context["shared"])}
        self._sources: Sequence[str] = context["sources"]
        self._labels: Sequence[str] = context["labels"]
        self._holders: Mapping[str, int] = context["holders"]
        self.unit_of: Mapping[int, int] = context["unit_of"]
        self._parents: Sequence[int] = context["parents"]
        self._extents: Sequence[int] = context["extents"]
        self._demoted: frozenset[int] = context["demoted"]
        self._tags: dict[str, _Tag] = {}
        self._classes: dict[tuple[int, str, int, str], _Class] = {}

    def pack(self, row: Row) -> tuple[PlaceRow, int, dict[str, int]]:
        """The place, its weight among those of one name, and its keys with the kinds of names."""
        group, population, identifier = row[0], row[at.POPULATION], row[at.ID]
        prefix, number = ("geonames", identifier) if isinstance(identifier, int) else split_id(identifier)
        of = self._class(_REGION if group in self._demoted else row[at.KIND], row[at.FEATURE], row[at.RANK], prefix)
        unit = self.unit_of.get(group, NO_UNIT)
        extent, codes = row[at.EXTENT], []
        if unit == NO_UNIT:
            parent = self._holders[row[at.HOLDER]]
        else:
            parent, extent = self._parents[unit], extent or self._extents[unit]
            codes = _visible(row[at.CODES])
        extent = extent or of.extent_m or (usual_extent_m(of.kind, population) if population else UNKNOWN_EXTENT_M)
        text, keys = self._texts(row[at.NAMES], of.label, codes, "" if prefix else str(identifier))
        shared = self._shared[row[at.SHARED]]
        place = PlaceRow(
            number, row[at.LON], row[at.LAT], of.number, parent if parent != NO_UNIT else NO_PARENT, row[at.COUNTRY],
            shared, population, extent, text,
        )  # fmt: skip
        return place, max(population, of.weight), keys

    def _class(self, kind: int, feature: str, rank: int, prefix: str) -> _Class:
        key = kind, feature, rank, prefix
        known = self._classes.get(key)
        if known is None:
            label, name = self._labels[rank], KINDS[kind]
            number = self._class_numbers[name, feature, label, prefix]
            weight = importance(name, feature, 0)
            known = self._classes[key] = _Class(number, name, label, extent_m(feature), weight)
        return known

    def _texts(
        self, names: Sequence[str], label: str, codes: Sequence[str], text_id: str
    ) -> tuple[str, dict[str, int]]:
        """The text of a place, and its keys with the kinds of names."""
        if not codes and not text_id:
            quick = self._simple_texts(names, label)
            if quick:
                return quick
        found = [Name(names[first], *names[first + 1].split("\t")) for first in range(0, len(names), 2)]
        found += [Name(code, "code", "ISO 3166") for code in codes]
        distinct = distinct_names(found[0].spelling, found[0].source, found)
        return place_text(distinct, label, self._sources, codes, text_id), name_keys(distinct)

    def _simple_texts(self, names: Sequence[str], label: str) -> tuple[str, dict[str, int]] | None:
        """The same, several times quicker, for names without languages of which none stands twice: most places."""
        first = names[0]
        if names[1] != f"primary\t{label}\t" or not first.isprintable():
            return None
        primary = fold(first)
        keys = {primary: 0} if primary else {}
        if len(names) == 2:
            return first, keys
        others, seen = [], {first}
        for position in range(2, len(names), 2):
            spelling, tag = names[position], self._tag(names[position + 1])
            if tag.lead is None or spelling in seen or not spelling.isprintable():
                return None
            seen.add(spelling)
            key = fold(spelling)
            if not tag.is_ascii or key != primary:
                others.append((tag.order, tag.lead, tag.kind, spelling, key))
        others.sort(key=itemgetter(0))
        parts, last = [first], ""
        for _, lead, kind, spelling, key in others:
            parts += "\t" if lead == last else lead, spelling
            last = lead
            if key:
                keys.setdefault(key, kind)
        return "".join(parts), keys

    def _tag(self, tag: str) -> _Tag:
        known = self._tags.get(tag)
        if known is None:
            kind, source, language = tag.split("\t")
            name = Name("", kind, source, language)
            lead = None if language else place_text([name], "", self._sources)
            rank = KIND_ORDER.index(kind)
            known = self._tags[tag] = _Tag((rank, source), lead, NAME_KINDS.index(kind), kind == "ascii")
        return known


class _Class(NamedTuple):
    """What places of one kind, feature, source and sort of identifier have in common."""

    number: int
    kind: str
    label: str
    extent_m: int
    weight: int


class _Tag(NamedTuple):
    """What a name's kind and source mean for its place in a text: ``lead`` is None for names with a language."""

    order: tuple[int, str]
    lead: str | None
    kind: int
    is_ascii: bool


def _visible(codes: str) -> list[str]:
    """The codes that users know; those of sources' own hierarchies and of GeoNames' second level only lead to holders."""
    return [code for code in codes.split() if ":" not in code and code.count(".") < 2]


class NamesTask(NamedTuple):
    """A partition of postings by key."""

    parts: list[Part]
    out: str


class PackedNames(NamedTuple):
    """What came of a ``NamesTask``: the first keys of its shards, and the shards."""

    firsts: list[str]
    shards: Part
    keys: int


def pack_names(task: NamesTask) -> PackedNames:
    """Pack the names of a stretch of the alphabet."""
    found = sorted(read_parts(task.parts))
    entries = (
        (key, [posting(record, kind) for _, _, record, kind in group])
        for key, group in itertools.groupby(found, key=itemgetter(0))
    )
    firsts, packed, keys = [], [], 0
    for shard in shards(entries):
        firsts.append(shard[0][0])
        packed.append(pack_name_shard(shard))
        keys += len(shard)
    return PackedNames(firsts, write_parts(f"{task.out}.shards", {0: packed})[0], keys)
