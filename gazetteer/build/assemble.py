"""From one row for each place to the files of an index: packing in the order of the files, and writing."""

from __future__ import annotations

import marshal
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from gazetteer.build import rows as at
from gazetteer.build.index_writer import IndexWriter
from gazetteer.build.pack import PlaceRow, pack_place_block
from gazetteer.build.packing import NamesTask, PackedPlaces, PlacesTask, pack_names, pack_places
from gazetteer.build.spill import by_partition, read_parts
from gazetteer.build.unit_extents import unit_extents
from gazetteer.build.units import Units
from gazetteer.errors import BuildError
from gazetteer.index_format import KINDS
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
    from gazetteer.build.workers import Workers

__all__ = ["assemble"]

# Of the work of assembling, the part that is packing places.
_PLACES: Final = 0.7


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
    if not 0 < kinds.total() <= MOST_RECORDS:
        raise BuildError(f"{kinds.total():,} places: an index holds 1 to {MOST_RECORDS:,}")
    units = Units(row for joined in gathered.joined for row in joined.units)
    tables = _tables(gathered)
    context = scratch / "context"
    context.write_bytes(marshal.dumps(_context(gathered, units, tables)))
    tasks = _places_tasks(gathered, str(context), scratch)
    packed: list[PackedPlaces] = []
    for one in workers.run(pack_places, tasks):
        packed.append(one)
        progress(_PLACES * len(packed) / len(tasks), "packing places")
    for path in scratch.glob("join*"):
        path.unlink()  # nobody needs them any more, and the disk may be small
    keys = 0
    with IndexWriter(folder, tables) as writer:
        records = _records(packed, len(units.rows))
        for block in _blocks(packed, tables):
            writer.add_places(_number_holders(block, records))
        by_key = by_partition((one.names for one in packed), len(gathered.key_bounds) + 1)
        names = [NamesTask(part, str(scratch / f"names{number}")) for number, part in enumerate(by_key)]
        for done, found in enumerate(workers.run(pack_names, names), start=1):
            keys += found.keys
            for first, shard in zip(found.firsts, read_parts([found.shards]), strict=True):
                writer.add_names(first, shard)
            progress(_PLACES + (1 - _PLACES) * done / len(names), "packing names")
        writer.finish()
    kinds["country"] -= len(units.demoted)
    kinds["region"] += len(units.demoted)
    return dict(sorted((+kinds).items())), keys


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
    }


def _records(packed: Iterable[PackedPlaces], count: int) -> list[int]:
    """The record of each unit."""
    records = [NO_PARENT] * count
    for one in packed:
        for unit, record in one.units.items():
            records[unit] = record
    return records


def _blocks(packed: Iterable[PackedPlaces], tables: Tables) -> Iterator[bytes]:
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
