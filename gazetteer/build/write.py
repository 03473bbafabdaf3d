"""The list of places becomes the files of an index, written whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.build.fuzzy import pack_fuzzy
from gazetteer.build.hilbert import hilbert
from gazetteer.build.index_writer import IndexWriter
from gazetteer.build.pack import (
    PlaceRow,
    id_order,
    importance,
    pack_name_shard,
    pack_place_block,
    posting,
    shards,
    text_dictionary,
)
from gazetteer.build.place_names import distinct_names, name_keys, place_text
from gazetteer.build.publish import scratch_beside, write_manifest
from gazetteer.errors import BuildError
from gazetteer.index_format import FUZZY_FILE
from gazetteer.name_shard import MOST_RECORDS, RECORD_MASK
from gazetteer.place_block import BLOCK_PLACES, NO_PARENT, PlaceClass, Tables, split_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from gazetteer.build.draft import Draft, Name
    from gazetteer.build.publish import Scratch

__all__ = ["write_index"]

_E7 = 10_000_000
# A dictionary of 8 KB pays where there are far more texts than it has.
_LEAST_FOR_DICTIONARY = 10_000
_DICTIONARY_PLACES = 500


def write_index(drafts: Sequence[Draft], target: Path, about: Mapping[str, object]) -> None:
    """Put an index of the places in a folder; until it is whole, what was there stays.

    Args:
        drafts: Complete places.
        target: The folder, made or replaced.
        about: What the manifest says beside sizes and hashes: sources, counts.

    Raises:
        BuildError: If there are none, more than a posting can number, or one that cannot be kept.
    """
    with scratch_beside(target) as scratch:
        _pack(drafts, scratch)
        write_manifest(scratch.new, about)
        scratch.publish()


def _pack(drafts: Sequence[Draft], scratch: Scratch) -> None:
    if not 0 < len(drafts) < MOST_RECORDS:
        raise BuildError(f"{len(drafts)} places: an index holds 1 to {MOST_RECORDS:,}")
    ordered = sorted(drafts, key=_order)
    names = [distinct_names(draft.name, draft.source, draft.names) for draft in ordered]
    tables = _tables(ordered, names)
    rows = _rows(ordered, names, tables)
    if len(rows) >= _LEAST_FOR_DICTIONARY:
        sample = rows[:: len(rows) // _DICTIONARY_PLACES]
        tables = tables._replace(dictionary=text_dictionary([row.text for row in sample]))
    with IndexWriter(scratch.new, tables) as writer:
        for at in range(0, len(rows), BLOCK_PLACES):
            block = rows[at : at + BLOCK_PLACES]
            writer.add_places(pack_place_block(block, tables.classes, tables.dictionary))
        entries = [*_entries(ordered, names)]
        for shard in shards(entries):
            writer.add_names(shard[0][0], pack_name_shard(shard))
        build_id = writer.finish()
    with (scratch.new / FUZZY_FILE).open("wb") as file:
        pack_fuzzy((key for key, _ in entries), file, build_id, scratch.folder)


def _order(draft: Draft) -> tuple[int, tuple[str, int, str]]:
    return hilbert(*_point_e7(draft)), id_order(draft.id)


def _point_e7(draft: Draft) -> tuple[int, int]:
    if draft.point is None:
        raise BuildError(f"{draft.id} has no point")
    return round(draft.point.lon * _E7), round(draft.point.lat * _E7)


def _tables(drafts: Sequence[Draft], names: Sequence[Sequence[Name]]) -> Tables:
    sources = {draft.source for draft in drafts} | {name.source for of in names for name in of}
    return Tables(
        sorted({_class(draft) for draft in drafts}),
        sorted({(), *(draft.shared_with for draft in drafts)}),
        sorted(sources),
    )


def _class(draft: Draft) -> PlaceClass:
    return PlaceClass(draft.kind, draft.feature_code, draft.source, split_id(draft.id)[0])


def _rows(drafts: Sequence[Draft], names: Sequence[Sequence[Name]], tables: Tables) -> list[PlaceRow]:
    records = {draft.id: record for record, draft in enumerate(drafts)}
    classes = {of: number for number, of in enumerate(tables.classes)}
    shared = {of: number for number, of in enumerate(tables.shared)}
    rows = []
    for draft, of in zip(drafts, names, strict=True):
        prefix, number = split_id(draft.id)
        text_id = "" if prefix else draft.id
        rows.append(
            PlaceRow(
                number,
                *_point_e7(draft),
                classes[_class(draft)],
                records.get(draft.parent, NO_PARENT),
                draft.country,
                shared[draft.shared_with],
                draft.population,
                draft.extent_m,
                place_text(of, draft.source, tables.sources, draft.codes, text_id),
            )
        )
    return rows


def _entries(drafts: Sequence[Draft], names: Sequence[Sequence[Name]]) -> Iterator[tuple[str, list[int]]]:
    """Each key with its postings, the most important place first."""
    bearers: dict[str, list[tuple[int, int]]] = {}
    for record, (draft, of) in enumerate(zip(drafts, names, strict=True)):
        weight = importance(draft.kind, draft.feature_code, draft.population)
        for key, kind in name_keys(of, of_town=draft.kind == "city").items():
            bearers.setdefault(key, []).append((-weight, posting(record, kind)))
    for key in sorted(bearers):
        yield key, [found for _, found in sorted(bearers[key], key=_by_weight_and_record)]


def _by_weight_and_record(bearer: tuple[int, int]) -> tuple[int, int]:
    return bearer[0], bearer[1] & RECORD_MASK
