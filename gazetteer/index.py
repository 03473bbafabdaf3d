"""The index of names: a name's search key to the places that bear it, read through memory-mapped files.

``Index.open`` reads two headers; a lookup reads the blocks that it needs and checks them first. Nothing is
loaded whole.
"""

from __future__ import annotations

import os
import struct
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

import marisa_trie

from gazetteer.errors import IndexNotFoundError
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
    BlockFile,
    Record,
    unpack_table,
)
from gazetteer.names import FOLD_VERSION, fold
from gazetteer.place import Place
from geo.points import LonLat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.place import Kind

__all__ = ["Hit", "Index"]

# Tables stand in the first blocks of each file.
_BOUNDS, _TAGS, _FIRST_SHARD = 0, 1, 2
_FEATURES, _SOURCES, _SHARED, _COUNTS, _FIRST_RECORDS = 0, 1, 2, 3, 4
_UNITS = ("admin1", "admin2")
_RECORD_MASK = (1 << RECORD_BITS) - 1


class Hit(NamedTuple):
    """A place that bears the name that was looked up.

    Attributes:
        record: Number of the place's record in this index.
        name: The name as its source spells it.
        name_kind: ``primary`` (the one its source gives first), ``ascii``, ``alternate``, ``curated``,
            ``historic``, ``demonym`` or ``code`` (ISO codes, codes of airports and other short capitals).
        source: The data set that gives the name.
        language: BCP 47 tag of the name where its source says so, else "".
    """

    record: int
    name: str
    name_kind: str
    source: str
    language: str


class Facts(NamedTuple):
    """What ranking needs of a place."""

    lon_e7: int
    lat_e7: int
    kind: Kind
    feature: str
    country: str | None
    population: int
    extent_m: int
    parent: int
    source: str
    shared_with: tuple[str, ...]


NAME_KINDS = ("primary", "curated", "alternate", "historic", "demonym", "ascii", "code")


class _Shard(NamedTuple):
    """The names of one stretch of the alphabet: tries of keys and spellings, and where its tables begin."""

    keys: marisa_trie.Trie
    spellings: marisa_trie.Trie
    starts_at: int
    postings_at: int
    spelled_at: int


class _Unit(NamedTuple):
    """A subdivision or country."""

    kind: Kind
    name: str
    code: str | None
    parent: int


class Index:
    """An index that is open for reading. ``Index.open`` makes one.

    A record is the number of a place in this index, from 0; it means nothing in another one. Every method
    raises ``DamagedIndexError`` where the bytes that it needs have changed.
    """

    __slots__ = (
        "_bounds",
        "_features",
        "_kinds",
        "_names",
        "_numbered",
        "_places",
        "_shards",
        "_shared",
        "_size",
        "_sources",
        "_tags",
        "_units",
        "path",
    )

    def __init__(self, path: str) -> None:
        self.path = path
        self._names = BlockFile(f"{path}/{NAMES_FILE}", FOLD_VERSION)
        self._places = BlockFile(f"{path}/{PLACES_FILE}", FOLD_VERSION)
        if self._names.build_id != self._places.build_id:
            raise self._names.damaged(f"it was not built together with {PLACES_FILE}")
        self._bounds = unpack_table(self._names.block(_BOUNDS))
        self._tags = [tuple(row.split("\t")) for row in unpack_table(self._names.block(_TAGS))]
        self._kinds = [NAME_KINDS.index(tag[0]) for tag in self._tags]
        self._features = unpack_table(self._places.block(_FEATURES))
        self._sources = unpack_table(self._places.block(_SOURCES))
        self._shared = [tuple(row.split()) for row in unpack_table(self._places.block(_SHARED))]
        self._size, self._numbered = map(int, unpack_table(self._places.block(_COUNTS)))
        self._shards: dict[int, _Shard] = {}
        self._units: dict[int, _Unit] = {}

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Index:
        """The index in a folder.

        Args:
            path: The folder that holds the index's files.

        Raises:
            IndexNotFoundError: If the folder does not exist or holds no index.
            DamagedIndexError: If its files are cut, changed, of another version or not of one build.
        """
        folder = os.fspath(path)
        if not os.path.exists(f"{folder}/{MANIFEST}"):  # noqa: PTH110 - pathlib is slow to import
            raise IndexNotFoundError(
                f"{folder} holds no index (no {MANIFEST}); leave the path out for the index that comes with "
                "Dateline, and if that is the one missing, install Dateline again"
            )
        return cls(folder)

    def __len__(self) -> int:
        """How many places the index holds."""
        return self._size

    def find(self, key: str) -> list[Hit]:
        """The places that bear a name, the most populous first; each once, with its best name of that key.

        Args:
            key: A key that ``gazetteer.names.fold`` made.
        """
        shard = self._shard_of(key)
        try:
            number = shard.keys.get(key)
        except UnicodeEncodeError:  # half of a surrogate pair: no key holds one
            number = None
        if number is None:
            return []
        data, spell, tags = self._names.data, shard.spellings.restore_key, self._tags
        start, end = struct.unpack_from("<HH", data, shard.starts_at + 2 * number)
        postings = struct.unpack_from(f"<{end - start}I", data, shard.postings_at + 4 * start)
        spelled = struct.unpack_from(f"<{end - start}H", data, shard.spelled_at + 2 * start)
        return [
            Hit(posting & _RECORD_MASK, spell(spelling), *tags[posting >> RECORD_BITS])
            for posting, spelling in zip(postings, spelled, strict=True)
        ]

    def postings(self, key: str) -> tuple[int, ...]:
        """Records with the number of the kind of name above."""
        shard = self._shard_of(key)
        try:
            number = shard.keys.get(key)
        except UnicodeEncodeError:
            number = None
        if number is None:
            return ()
        data = self._names.data
        start, end = struct.unpack_from("<HH", data, shard.starts_at + 2 * number)
        postings = struct.unpack_from(f"<{end - start}I", data, shard.postings_at + 4 * start)
        kinds = self._kinds
        return tuple(p & _RECORD_MASK | kinds[p >> RECORD_BITS] << 24 for p in postings)

    def record(self, record: int) -> Facts:
        """Raw fields."""
        f = self._record(record)[1]
        country = f.country.decode().strip() or None
        return Facts(f.lon_e7, f.lat_e7, KINDS[f.kind], self._features[f.feature], country, f.population,
                     f.extent_m, f.parent, self._sources[f.source], self._shared[f.shared])

    def _shard_of(self, key: str) -> _Shard:
        number = max(bisect_right(self._bounds, key) - 1, 0)
        shard = self._shards.get(number)
        if shard is None:
            shard = self._shards[number] = self._load_shard(_FIRST_SHARD + number)
        return shard

    def _load_shard(self, block: int) -> _Shard:
        offset, _ = self._names.span(block)
        data = self._names.data
        keys_size, spellings_size, keys, postings = SHARD_HEAD.unpack_from(data, offset)
        keys_at = offset + SHARD_HEAD.size
        spellings_at = keys_at + keys_size
        starts_at = spellings_at + spellings_size
        postings_at = starts_at + 2 * (keys + 1)
        return _Shard(
            marisa_trie.Trie().frombytes(data[keys_at:spellings_at]),
            marisa_trie.Trie().frombytes(data[spellings_at:starts_at]),
            starts_at,
            postings_at,
            postings_at + 4 * postings,
        )

    def _record(self, record: int) -> tuple[int, Record]:
        """Offset of the record's block in the file, and its fields."""
        if not 0 <= record < self._size:
            raise IndexError(
                f"record {record} is not in this index, which holds records 0 to {self._size - 1}"
            )
        block, position = divmod(record, BLOCK_RECORDS)
        offset, _ = self._places.span(_FIRST_RECORDS + block)
        return offset, Record._make(RECORD.unpack_from(self._places.data, offset + position * RECORD.size))

    def _text(self, record: int, offset: int, at: int) -> str:
        first = record - record % BLOCK_RECORDS
        start = offset + min(BLOCK_RECORDS, self._size - first) * RECORD.size + at
        return self._places.data[start : self._places.data.find(b"\0", start)].decode()

    def place(self, record: int) -> Place:
        """Everything that the index knows of a place."""
        offset, fields = self._record(record)
        name = self._text(record, offset, fields.name_at)
        kind = KINDS[fields.kind]
        admin1 = admin2 = code = None
        holder = record if kind in _UNITS else fields.parent
        while holder != NO_PARENT:
            unit = self._unit(holder)
            if unit.kind == "admin2":
                admin2 = admin2 or unit.name
            elif unit.kind == "admin1":
                admin1, code = unit.name, unit.code
            holder = unit.parent
        return Place(
            id=f"geonames:{fields.number}" if record < self._numbered else self.id(record),
            name=name,
            point=LonLat(fields.lon_e7 / 1e7, fields.lat_e7 / 1e7),
            kind=kind,
            feature_code=self._features[fields.feature],
            country=fields.country.decode().strip() or None,
            admin1=admin1,
            admin1_code=code,
            population=fields.population or None,
            source=self._sources[fields.source],
            shared_with=self._shared[fields.shared],
            extent_m=fields.extent_m,
            admin2=admin2,
        )

    def _unit(self, record: int) -> _Unit:
        """What the places of a subdivision or country need to know of it; kept, for it is asked for again."""
        unit = self._units.get(record)
        if unit is None:
            offset, fields = self._record(record)
            codes = self._text(record, offset, fields.codes_at).split()
            name = self._text(record, offset, fields.name_at)
            unit = _Unit(KINDS[fields.kind], name, codes[0] if codes else None, fields.parent)
            self._units[record] = unit
        return unit

    def id(self, record: int) -> str:
        """Its source's identifier, such as ``geonames:2455290``."""
        offset, fields = self._record(record)
        if record < self._numbered:
            return f"geonames:{fields.number}"
        return self._text(record, offset, fields.id_at)

    def codes(self, record: int) -> tuple[str, ...]:
        """Codes of a country or subdivision, ISO first: ``("ML-8", "ML.10")``; of other places ()."""
        offset, fields = self._record(record)
        return tuple(self._text(record, offset, fields.codes_at).split())

    def kind(self, record: int) -> Kind:
        """Its kind."""
        return KINDS[self._record(record)[1].kind]

    def ancestors(self, record: int) -> Iterator[int]:
        """The records that hold a place, from the smallest: admin2, admin1, country, as far as known."""
        parent = self._record(record)[1].parent
        while parent != NO_PARENT:
            yield parent
            parent = self._record(parent)[1].parent

    def by_code(self, code: str) -> int | None:
        """The record of a country or subdivision by its code: ``ML``, ``MLI``, ``ML-8`` or ``ML.10``."""
        for hit in self.find(fold(code)):
            if hit.name_kind == "code" and code in self.codes(hit.record):
                return hit.record
        return None

    def similar(self, key: str) -> list:
        return []

    def by_id(self, identifier: str) -> int | None:
        return next((r for r in range(self._size) if self.id(r) == identifier), None)

    def verify(self) -> None:
        """Check every byte of the index against the manifest and every block against its checksum.

        Raises:
            DamagedIndexError: If anything has changed.
        """
        from gazetteer.manifest import check

        check(self.path)
        for file in (self._names, self._places):
            for block in range(file.count):
                file.span(block)
