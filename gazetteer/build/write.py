"""The list of places becomes the files of an index, written whole or not at all."""

from __future__ import annotations

import hashlib
import itertools
import os
import shutil
import struct
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import marisa_trie

from gazetteer.errors import BuildError
from gazetteer.index_format import (
    BLOCK_RECORDS,
    KINDS,
    MANIFEST,
    NAMES_FILE,
    NO_PARENT,
    PLACES_FILE,
    RECORD,
    RECORD_BITS,
    SHARD_HEAD,
    pack_blocks,
    pack_table,
)
from gazetteer.manifest import describe
from gazetteer.names import FOLD_VERSION, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gazetteer.build.draft import Draft, Name

__all__ = ["pack_index", "write_index"]

_E7 = 10_000_000
# One shard's postings: few enough that reading one is quick, many enough that the tries compress well.
_SHARD_POSTINGS = 16_384
# Where a place has several spellings with one key, this kind of name speaks for them.
_KIND_ORDER = ("primary", "curated", "alternate", "historic", "demonym", "ascii", "code")


class _Posting(NamedTuple):
    key: str
    record: int
    name: Name


def pack_index(drafts: Sequence[Draft]) -> dict[str, bytes]:
    """The files of an index by name, without its manifest.

    Args:
        drafts: Complete places in the order that ``merge`` gives.

    Raises:
        BuildError: If there are none, or more than a posting can number.
    """
    if not 0 < len(drafts) < 1 << RECORD_BITS:
        raise BuildError(f"{len(drafts)} places: an index holds 1 to {(1 << RECORD_BITS) - 1}")
    names = _name_blocks(drafts)
    places = _place_blocks(drafts)
    digest = hashlib.sha256()
    for block in (*names, *places):
        digest.update(hashlib.sha256(block).digest())
    build_id = digest.digest()[:16]
    return {
        NAMES_FILE: pack_blocks(names, build_id, FOLD_VERSION),
        PLACES_FILE: pack_blocks(places, build_id, FOLD_VERSION),
    }


def _name_blocks(drafts: Sequence[Draft]) -> list[bytes]:
    postings = sorted(
        _postings(drafts), key=lambda posting: (posting.key, -drafts[posting.record].population)
    )
    tags = sorted({posting.name[1:] for posting in postings})
    tag_numbers = {tag: number for number, tag in enumerate(tags)}
    bounds: list[str] = []
    shards: list[bytes] = []
    for shard in _shards(postings):
        bounds.append(shard[0].key if bounds else "")
        shards.append(_pack_shard(shard, tag_numbers))
    return [pack_table(bounds), pack_table(["\t".join(tag) for tag in tags]), *shards]


def _postings(drafts: Sequence[Draft]) -> Iterator[_Posting]:
    """Each place once for each key that its spellings have."""
    for record, draft in enumerate(drafts):
        best: dict[str, Name] = {}
        for name in draft.names:
            key = fold(name.spelling)
            if key and (key not in best or _rank(name) < _rank(best[key])):
                best[key] = name
        for key, name in best.items():
            yield _Posting(key, record, name)


def _rank(name: Name) -> int:
    return _KIND_ORDER.index(name.kind)


def _shards(postings: Sequence[_Posting]) -> Iterator[list[_Posting]]:
    """Stretches of about ``_SHARD_POSTINGS``, with all postings of a key in one."""
    shard: list[_Posting] = []
    for _, group in itertools.groupby(postings, key=lambda posting: posting.key):
        same_key = list(group)
        if shard and len(shard) + len(same_key) > _SHARD_POSTINGS:
            yield shard
            shard = []
        shard += same_key
    yield shard


def _pack_shard(shard: Sequence[_Posting], tag_numbers: Mapping[tuple[str, str, str], int]) -> bytes:
    keys = marisa_trie.Trie(sorted({posting.key for posting in shard}))
    spellings = marisa_trie.Trie(sorted({posting.name.spelling for posting in shard}))
    shard = sorted(shard, key=lambda posting: keys[posting.key])  # stable: the order within a key stays
    counts = [0] * (len(keys) + 1)
    for posting in shard:
        counts[keys[posting.key] + 1] += 1
    packed_keys, packed_spellings = keys.tobytes(), spellings.tobytes()
    places = [posting.record | tag_numbers[posting.name[1:]] << RECORD_BITS for posting in shard]
    return b"".join(
        (
            SHARD_HEAD.pack(len(packed_keys), len(packed_spellings), len(keys), len(shard)),
            packed_keys,
            packed_spellings,
            struct.pack(f"<{len(counts)}H", *itertools.accumulate(counts)),
            struct.pack(f"<{len(shard)}I", *places),
            struct.pack(f"<{len(shard)}H", *(spellings[posting.name.spelling] for posting in shard)),
        )
    )


def _place_blocks(drafts: Sequence[Draft]) -> list[bytes]:
    numbers = {draft.id: record for record, draft in enumerate(drafts)}
    tables = (
        sorted({draft.feature_code for draft in drafts}),
        sorted({draft.source for draft in drafts}),
        sorted({" ".join(draft.shared_with) for draft in drafts}),
    )
    numbered = sum(draft.id.startswith("geonames:") for draft in drafts)
    blocks = [pack_table(table) for table in tables]
    blocks.append(pack_table([str(len(drafts)), str(numbered)]))
    firsts = range(0, len(drafts), BLOCK_RECORDS)
    return blocks + [_pack_records(drafts[at : at + BLOCK_RECORDS], numbers, tables) for at in firsts]


def _pack_records(
    drafts: Sequence[Draft], numbers: Mapping[str, int], tables: tuple[list[str], list[str], list[str]]
) -> bytes:
    features, sources, shared = tables
    records, texts = bytearray(), bytearray(b"\0")  # offset 0 is the empty text
    for draft in drafts:
        is_numbered = draft.id.startswith("geonames:")
        if draft.point is None:
            raise BuildError(f"{draft.id} has no point")
        records += RECORD.pack(
            int(draft.id.partition(":")[2]) if is_numbered else 0,
            round(draft.point.lon * _E7),
            round(draft.point.lat * _E7),
            draft.population,
            draft.extent_m,
            numbers.get(draft.parent, NO_PARENT),
            _add_text(texts, draft.name),
            _add_text(texts, "" if is_numbered else draft.id),
            _add_text(texts, " ".join(draft.codes)),
            draft.country.ljust(2).encode(),
            features.index(draft.feature_code),
            KINDS.index(draft.kind),
            sources.index(draft.source),
            shared.index(" ".join(draft.shared_with)),
        )
    return bytes(records + texts)


def _add_text(texts: bytearray, text: str) -> int:
    if not text:
        return 0
    at = len(texts)
    texts += text.encode() + b"\0"
    return at


def write_index(files: Mapping[str, bytes], target: Path, about: Mapping[str, object]) -> None:
    """Put the files and their manifest in a folder; until they are whole, what was there stays.

    What was there also comes back if the exchange fails or is interrupted. Folders cannot be exchanged in one
    step: a process that is killed between the two leaves the old index in a hidden folder beside the target.

    Args:
        files: What ``pack_index`` made.
        target: The folder, made or replaced.
        about: What the manifest says beside sizes and hashes: sources, counts.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as scratch:
        made = Path(scratch) / "new"
        made.mkdir()
        for name, content in (*files.items(), (MANIFEST, describe(files, about))):
            with (made / name).open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        _swap(made, target, Path(scratch) / "old")


def _swap(made: Path, target: Path, old: Path) -> None:
    if target.exists():
        target.replace(old)
    try:
        made.replace(target)
    except BaseException:  # an interrupt too: the folder that holds the old index is about to be removed
        if old.exists():
            old.replace(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
