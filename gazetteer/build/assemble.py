"""From one row for each place to the files of an index: packing in the order of the files, and writing."""

from __future__ import annotations

import marshal
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from gazetteer.build import rows as at
from gazetteer.build.fuzzy import Part, write_fuzzy
from gazetteer.build.index_writer import IndexWriter
from gazetteer.build.pack import PlaceRow, pack_place_block, text_dictionary
from gazetteer.build.packing import PackedPlaces, Packer, PlacesTask, pack_places
from gazetteer.build.packing_names import NamesTask, NearTask, PackedNames, pack_names, pack_near
from gazetteer.build.spill import by_partition, read_parts
from gazetteer.build.unit_extents import unit_extents
from gazetteer.build.units import Units
from gazetteer.errors import BuildError
from gazetteer.index_format import FUZZY_FILE, KINDS
from gazetteer.name_shard import MOST_RECORDS
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
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from gazetteer.build.gather import Gathered
    from gazetteer.build.spill import Part as SpilledPart
    from gazetteer.build.workers import Workers

__all__ = ["assemble"]

# Of the work of assembling, the parts that are done when places are packed, when they are written, and when
# names are packed.
_PLACES: Final = 0.55
_WRITTEN: Final = 0.65
_NAMES: Final = 0.9
# A dictionary of 8 KB pays where there are far more texts than it has.
_LEAST_SAMPLE: Final = 40
_DICTIONARY_PLACES: Final = 500


def assemble(
    gathered: Gathered,
    folder: Path,
    scratch: Path,
    workers: Workers,
    progress: Callable[[float, str], None],
) -> tuple[dict[str, int], int]:
    """Write the files of an index; how many places it has by kind, and how many keys.

    Args:
        gathered: The rows.
        folder: For the files.
        scratch: For files on the way.
        workers: Do the tasks.
        progress: Called with the share of the assembling that is done.

    Raises:
        BuildError: If there are no places, or more than an index can number.
    """
    kinds: Counter[str] = Counter()
    for joined in gathered.joined:
        kinds.update(joined.kinds)
    if not kinds.total():
        raise BuildError("the sources hold no place: none of their rows is one that could be used")
    if kinds.total() > MOST_RECORDS:
        raise BuildError(f"{kinds.total():,} places: an index holds 1 to {MOST_RECORDS:,}")
    units = Units(row for joined in gathered.joined for row in joined.units)
    kinds["country"] -= len(units.demoted)
    kinds["region"] += len(units.demoted)
    tables = _tables(gathered)
    known = _context(gathered, units, tables)
    tables = tables._replace(dictionary=_dictionary(gathered, known))
    context = scratch / "context"
    context.write_bytes(marshal.dumps({**known, "dictionary": tables.dictionary}))
    packed: list[PackedPlaces] = []
    tasks = _places_tasks(gathered, str(context), scratch)
    for one in workers.start(pack_places, tasks):
        packed.append(one)
        progress(_PLACES * len(packed) / len(tasks), "packing places")
    for path in scratch.glob("join*"):
        path.unlink()  # nobody needs them any more, and the disk may be small
    with IndexWriter(folder, tables) as writer:
        names_tasks = _names_tasks(gathered, packed, scratch)
        packing = workers.start(pack_names, names_tasks)  # while this process writes the places
        _write_places(packed, writer, tables, len(units.rows), progress)
        names = _write_names(packing, len(names_tasks), writer, progress)
        near_tasks = _near_tasks(gathered, names, scratch)
        spilled = workers.start(pack_near, near_tasks)  # while this process writes the tables
        progress(_NAMES, "writing tables")
        build_id = writer.finish()
    with (folder / FUZZY_FILE).open("wb") as file:
        write_fuzzy(_near_parts(spilled, len(near_tasks), progress), file, build_id)
    return dict(sorted((+kinds).items())), sum(one.keys for one in names)


def _names_tasks(gathered: Gathered, packed: Iterable[PackedPlaces], scratch: Path) -> list[NamesTask]:
    parts = by_partition((one.names for one in packed), len(gathered.key_bounds) + 1)
    return [
        NamesTask(part, gathered.near_bounds, str(scratch / f"names{number}"))
        for number, part in enumerate(parts)
    ]


def _near_tasks(gathered: Gathered, names: Iterable[PackedNames], scratch: Path) -> list[NearTask]:
    parts = by_partition((one.near for one in names), len(gathered.near_bounds) + 1)
    return [NearTask(part, str(scratch / f"near{number}")) for number, part in enumerate(parts)]


def _write_places(
    packed: Sequence[PackedPlaces],
    writer: IndexWriter,
    tables: Tables,
    units: int,
    progress: Callable[[float, str], None],
) -> None:
    records = _records(packed, units)
    for done, block in _blocks(packed, tables):
        writer.add_places(_number_holders(block, records))
        progress(_PLACES + (_WRITTEN - _PLACES) * done / len(packed), "writing places")


def _write_names(
    packing: Iterable[PackedNames],
    count: int,
    writer: IndexWriter,
    progress: Callable[[float, str], None],
) -> list[PackedNames]:
    names: list[PackedNames] = []
    for one in packing:
        names.append(one)
        for first, shard in zip(one.firsts, read_parts([one.shards]), strict=True):
            writer.add_names(first, shard)
        progress(_WRITTEN + (_NAMES - _WRITTEN) * len(names) / count, "packing names")
    return names


def _near_parts(
    found: Iterable[SpilledPart], count: int, progress: Callable[[float, str], None]
) -> Iterator[Part]:
    for done, spilled in enumerate(found, start=1):
        for part in read_parts([spilled]):
            yield Part(*part)
        progress(_NAMES + (1 - _NAMES) * done / count, "packing near names")


def _places_tasks(gathered: Gathered, context: str, scratch: Path) -> list[PlacesTask]:
    counts: Counter[int] = Counter()
    for joined in gathered.joined:
        counts.update(joined.counts)
    places = by_partition((joined.rows for joined in gathered.joined), len(gathered.bounds) + 1)
    firsts = accumulate((counts[number] for number in range(len(places) - 1)), initial=0)
    return [
        PlacesTask(part, first, context, gathered.key_bounds, str(scratch / f"pack{number}"))
        for number, (part, first) in enumerate(zip(places, firsts, strict=True))
    ]


def _tables(gathered: Gathered) -> Tables:
    classes = {of for joined in gathered.joined for of in joined.classes}
    classes |= {(KINDS.index("region"), *of[1:]) for of in classes if KINDS[of[0]] == "country"}
    shared = {"", *(of for joined in gathered.joined for of in joined.shared)}
    sources = {"ISO 3166", *gathered.labels, *(of for joined in gathered.joined for of in joined.sources)}
    return Tables(
        sorted(PlaceClass(KINDS[kind], *rest) for kind, *rest in classes),
        [tuple(of.split()) for of in sorted(shared)],
        sorted(sources - {""}),
    )


def _context(gathered: Gathered, units: Units, tables: Tables) -> dict[str, Any]:
    """What the tasks that pack places need to know of all of them."""
    parents = [units.parent(number) for number in range(len(units.rows))]
    members = ((joined.holders, joined.members) for joined in gathered.joined)
    return {
        "classes": [tuple(of) for of in tables.classes],
        "shared": [" ".join(of) for of in tables.shared],
        "sources": list(tables.sources),
        "labels": gathered.labels,
        "holders": {name: units.holder(name) for joined in gathered.joined for name in joined.holders},
        "unit_of": {row[at.GROUP]: number for number, row in enumerate(units.rows)},
        "parents": parents,
        "extents": unit_extents(units, parents, members),
        "demoted": frozenset(units.demoted),
        "dictionary": b"",
    }


def _dictionary(gathered: Gathered, context: dict[str, Any]) -> bytes:
    """The dictionary for the texts, of a sample of them; none for few places, which it would only burden."""
    sample = [row for joined in gathered.joined for row in joined.sample]
    if len(sample) < _LEAST_SAMPLE:
        return b""
    packer = Packer(context)
    chosen = sample[:: max(len(sample) // _DICTIONARY_PLACES, 1)]
    return text_dictionary([packer.pack(row)[0].text for row in chosen])


def _records(packed: Iterable[PackedPlaces], count: int) -> list[int]:
    """The record of each unit."""
    records = [NO_PARENT] * count
    for one in packed:
        for unit, record in one.units.items():
            records[unit] = record
    return records


def _blocks(packed: Iterable[PackedPlaces], tables: Tables) -> Iterator[tuple[int, bytes]]:
    """All blocks in their order, each with the number of its task; those that two share are packed here."""
    rest: list[PlaceRow] = []
    done = 0
    for done, one in enumerate(packed):
        rest += [PlaceRow(*place) for place in one.head]
        if len(rest) == BLOCK_PLACES:
            yield done, pack_place_block(rest, tables.classes, tables.dictionary)
            rest = []
        for block in read_parts([one.blocks]):
            yield done, block
        rest += [PlaceRow(*place) for place in one.tail]
    if rest:
        yield done, pack_place_block(rest, tables.classes, tables.dictionary)


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
