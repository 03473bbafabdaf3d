"""The index: a name's search key to the places that bear it, and what is known of each place.

``Index.open`` reads headers and small tables; an answer reads the blocks that it needs and checks them first.
Nothing is loaded whole, and what was read is kept up to a bound.
"""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right

from gazetteer.errors import IndexNotFoundError
from gazetteer.index_format import (
    FUZZY_FILE,
    MANIFEST,
    NAMES_FILE,
    PLACES_FILE,
    BlockFile,
    unpack_table,
)
from gazetteer.kept import Kept
from gazetteer.name_shard import NAME_KIND_OF, RECORD_BITS, RECORD_MASK, NameShard
from gazetteer.names import FOLD_VERSION, fold
from gazetteer.place import Place
from gazetteer.place_block import BLOCK_PLACES
from gazetteer.place_text import read_name, read_names
from gazetteer.places import Places
from geo.points import LonLat
from geo.tuples import NamedTuple

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gazetteer.fuzzy import Fuzzy, Near
    from gazetteer.place import Kind
    from gazetteer.place_block import Parts, PlaceBlock, PlaceClass, Record
    from gazetteer.place_text import Name
    from geo.points import BBox

__all__ = ["Hit", "Index"]

_E7 = 1e7
_TRIES = 3
# All of the embedded index's shards together are 11 MB; of a larger index the last ones stay.
_MOST_SHARDS = 160
_MOST_UNITS = 4_096
_UNITS = ("admin1", "admin2")


class Hit(NamedTuple):
    """A place that bears the name that was looked up.

    Attributes:
        record: Number of the place's record in this index.
        name: The name as its source spells it.
        name_kind: ``primary`` (the one its source gives first), ``ascii``, ``alternate``, ``preferred``,
            ``short``, ``abbreviation``, ``curated``, ``historic``, ``demonym`` or ``code`` (ISO codes, codes
            of airports and other short capitals).
        source: The data set that gives the name.
        language: BCP 47 tag of the name where its source says so, else "".
    """

    record: int
    name: str
    name_kind: str
    source: str
    language: str


class _Unit(NamedTuple):
    """A subdivision or country."""

    kind: Kind
    name: str
    code: str | None


class Index:
    """An index that is open for reading. ``Index.open`` makes one.

    A record is the number of a place in this index, from 0; it means nothing in another one. Every method
    raises ``DamagedIndexError`` where the bytes that it needs have changed, and ``IndexError`` for a record
    that is not there.
    """

    __slots__ = (
        "_blocks",
        "_files",
        "_first_keys",
        "_fuzzy",
        "_names",
        "_places",
        "_shards",
        "_units",
        "path",
    )

    def __init__(self, path: str) -> None:
        self.path = path
        self._files = _open_files(path)
        self._names = self._files[NAMES_FILE]
        self._places = Places(self._files[PLACES_FILE])
        self._blocks = self._places.blocks
        self._first_keys = unpack_table(self._names.only("first_keys"))
        self._fuzzy: Fuzzy | None = None
        names, places = self._names, self._places
        self._shards = Kept(lambda number: _read_shard(names, number), _MOST_SHARDS)
        self._units = Kept(lambda record: _read_unit(places, record), _MOST_UNITS)

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
        if not os.path.exists(folder):  # noqa: PTH110 - pathlib is slow to import
            raise IndexNotFoundError(
                f"{folder} does not exist; leave the path out for the index that comes with Dateline"
            )
        if not os.path.exists(f"{folder}/{MANIFEST}"):  # noqa: PTH110
            raise IndexNotFoundError(
                f"{folder} holds no index (no {MANIFEST}); leave the path out for the index that comes with "
                "Dateline, and if that is the one missing, install Dateline again"
            )
        return cls(folder)

    def __len__(self) -> int:
        """How many places the index holds."""
        return self._places.size

    # Names to places

    def postings(self, key: str) -> tuple[int, ...]:
        """The places that bear a name, as whole numbers, the most important first; each once.

        The low 24 bits are the record; those above tell of the best name with this key: its kind is in
        ``NAME_KIND_OF``, the rest in ``gazetteer.name_shard``.

        Args:
            key: A key that ``gazetteer.names.fold`` made.
        """
        try:
            shard: NameShard = self._shards[bisect_right(self._first_keys, key) - 1]
            return shard.postings((key,))[0]
        except UnicodeEncodeError:  # half of a surrogate pair: no key holds one
            return ()

    def shards_in_order(self, keys: Sequence[str]) -> Iterator[tuple[NameShard, Sequence[str]]]:
        """The keys cut into stretches that one shard has, so that each is read once.

        Args:
            keys: Keys that ``gazetteer.names.fold`` made, sorted, without halves of surrogate pairs.
        """
        start = 0
        while start < len(keys):
            shard = bisect_right(self._first_keys, keys[start])
            following = self._first_keys[shard : shard + 1]
            end = bisect_left(keys, following[0], start) if following else len(keys)
            yield self._shards[shard - 1], keys[start:end]
            start = end

    def find(self, key: str) -> list[Hit]:
        """The places that bear a name, the most important first; each once, with its best name of that key.

        Args:
            key: A key that ``gazetteer.names.fold`` made.
        """
        return [Hit(posting & RECORD_MASK, *self.name(posting, key)) for posting in self.postings(key)]

    def name(self, posting: int, key: str, text: str | None = None) -> Name:
        """The name that one of the ``postings`` of a key stands for, in the text of its place, if given."""
        names = self._read_names(posting & RECORD_MASK, NAME_KIND_OF[posting >> RECORD_BITS], text)
        return next(name for name in names if fold(name.spelling) == key)

    def similar(self, key: str, limit: int = 20) -> list[Near]:
        """Keys that the key may be a misspelling of, the likeliest first; [] if the index has none by design.

        Args:
            key: A key that ``gazetteer.names.fold`` made.
            limit: The most answers.
        """
        if self._fuzzy is None:
            if FUZZY_FILE not in self._files:
                return []
            from gazetteer.fuzzy import Fuzzy

            self._fuzzy = Fuzzy(self._files[FUZZY_FILE])
        return self._fuzzy.similar(key, limit)

    def keys(self) -> Iterator[str]:
        """All keys in their order, each once."""
        for number in range(len(self._first_keys)):
            yield from _read_shard(self._names, number).keys()

    # Places

    def record(self, record: int) -> Record:
        """The fields of a place that are quick to read."""
        try:
            found: Record = self._blocks[record // BLOCK_PLACES].record(record % BLOCK_PLACES)
        except IndexError:
            raise self._places.no_record(record) from None
        return found

    @property
    def classes(self) -> Sequence[PlaceClass]:
        """The classes of places, by the numbers that ``parts`` has."""
        return self._places.tables.classes

    @property
    def sharing(self) -> Sequence[tuple[str, ...]]:
        """The countries that share places, by the numbers that ``parts`` has."""
        return self._places.tables.shared

    def parts(self, block: int) -> Parts:
        """The places from record ``block * BLOCK_PLACES`` on, as the file has them."""
        found: PlaceBlock = self._blocks[block]
        return found.parts()

    def texts(self, block: int) -> list[str]:
        """The texts of these places, for ``gazetteer.place_text``."""
        return self._places.texts(block)

    def text_lines(self, block: int) -> bytes:
        """The same as bytes, a line for each place, for those who read many blocks once."""
        return self._places.text_lines(block)

    def place(self, record: int) -> Place:
        """Everything that the index knows of a place but its other names."""
        fields = self._places.record(record)
        admin1 = admin2 = code = None
        units = self._places.ancestors(record)
        for holder in (record, *units) if fields.kind in _UNITS else units:
            unit: _Unit = self._units[holder]
            if unit.kind == "admin2":
                admin2 = admin2 or unit.name
            elif unit.kind == "admin1":
                admin1, code = unit.name, unit.code
        return Place(
            id=self.id(record),
            name=read_name(self._places.text(record)),
            point=LonLat(fields.lon_e7 / _E7, fields.lat_e7 / _E7),
            kind=fields.kind,
            feature_code=fields.feature,
            country=fields.country,
            admin1=admin1,
            admin1_code=code,
            population=fields.population or None,
            source=fields.source,
            shared_with=fields.shared_with,
            extent_m=fields.extent_m,
            admin2=admin2,
        )

    def names(self, record: int) -> list[Name]:
        """Every name that the index has of a place: the usual one, then the others by their kinds."""
        return [*self._read_names(record)]

    def _read_names(self, record: int, kind: str = "", text: str | None = None) -> Iterator[Name]:
        text = self._places.text(record) if text is None else text
        return read_names(text, self.record(record).source, self._places.tables.sources, kind)

    def point(self, record: int) -> LonLat:
        """Where it is."""
        fields = self._places.record(record)
        return LonLat(fields.lon_e7 / _E7, fields.lat_e7 / _E7)

    def id(self, record: int) -> str:
        """Its source's identifier, such as ``geonames:2455290``."""
        return self._places.id(record)

    def by_id(self, identifier: str) -> int | None:
        """The record of an identifier, or None."""
        return self._places.by_id(identifier)

    def kind(self, record: int) -> Kind:
        """Its kind."""
        return self._places.record(record).kind

    # Units

    def codes(self, record: int) -> tuple[str, ...]:
        """Codes of a country or subdivision, ISO first: ``("ML-8", "ML.10")``; of other places ()."""
        return self._places.codes(record)

    def by_code(self, code: str) -> int | None:
        """The record of a country or subdivision by its code: ``ML``, ``MLI``, ``ML-8`` or ``ML.10``."""
        for posting in self.postings(fold(code)):
            # Under whatever kind: US is an abbreviation too, and a key says the best kind only.
            record = posting & RECORD_MASK
            if code in self.codes(record):
                return record
        return None

    def ancestors(self, record: int) -> tuple[int, ...]:
        """The records that hold a place, from the smallest: admin2, admin1, country, as far as known."""
        return self._places.ancestors(record)

    def children(self, record: int) -> list[int]:
        """The places that a unit or country holds directly: units first, then the most populous."""
        held = [(child, self._places.record(child)) for child in self._places.held(record)]
        held.sort(key=lambda pair: (pair[1].kind not in _UNITS, -pair[1].population, pair[0]))
        return [child for child, _ in held]

    # The earth

    def nearest(
        self,
        point: LonLat,
        k: int = 1,
        allows: Callable[[int], bool] | None = None,
        within_m: float | None = None,
    ) -> list[tuple[int, float]]:
        """The records nearest to a point with their distances in metres on a sphere, the nearest first.

        Args:
            point: From where.
            k: How many.
            allows: Whether a record may be among them; it is asked of near ones alone.
            within_m: The farthest that counts, or None for any distance.
        """
        from gazetteer.boxes import by_distance

        found: list[tuple[int, float]] = []
        if k < 1:
            return found
        for metres, record in by_distance(self._places, point):
            if within_m is not None and metres > within_m:
                break
            if allows is None or allows(record):
                found.append((record, metres))
                if len(found) == k:
                    break
        return found

    def in_box(self, box: BBox) -> Iterator[int]:
        """The records in a box, in their order, each once; its sides belong to it."""
        from gazetteer.boxes import in_box

        return in_box(self._places, box)

    def verify(self) -> None:
        """Check every byte of the index against the manifest and every block against its checksum.

        Raises:
            DamagedIndexError: If anything has changed.
        """
        from gazetteer.manifest import check

        check(self.path)
        for file in self._files.values():
            file.check()


def _open_files(path: str) -> dict[str, BlockFile]:
    """The files of one build in a folder.

    All are opened at once and stay open, so that an index that is replaced goes on answering for whoever has
    it open. Where one is replaced in this very moment, the next attempt finds the new one.
    """
    for _ in range(_TRIES):
        wanted = [NAMES_FILE, PLACES_FILE, FUZZY_FILE]
        if not os.path.exists(f"{path}/{FUZZY_FILE}") and not _names_fuzzy(path):  # noqa: PTH110 - pathlib is slow
            wanted.remove(FUZZY_FILE)
        files = {name: BlockFile(f"{path}/{name}", FOLD_VERSION) for name in wanted}
        names, *others = files.values()
        odd = [file for file in others if file.build_id != names.build_id]
        if not odd:
            break
    else:
        raise odd[0].damaged(f"it was not built together with {NAMES_FILE}")
    return files


def _names_fuzzy(path: str) -> bool:
    """Whether the manifest says that there are near names: it is read only where their file is not there."""
    from gazetteer.manifest import read

    return FUZZY_FILE in read(path)["files"]


def _read_shard(file: BlockFile, number: int) -> NameShard:
    try:
        return NameShard(file.block(file.sections["shards"][number]))
    except RuntimeError as error:  # by the trie, of bytes that were never one
        raise file.damaged(f"part {number} of its names cannot be read ({error})") from error


def _read_unit(places: Places, record: int) -> _Unit:
    """What the places of a subdivision or country need to know of it."""
    codes = places.codes(record)
    return _Unit(places.record(record).kind, read_name(places.text(record)), codes[0] if codes else None)
