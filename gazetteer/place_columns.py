"""What the places of an index are by themselves, as columns by record: read block by block, and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gazetteer.namesakes import LEAST_SEAT, SEATS_OF_UNITS
from gazetteer.place_block import BLOCK_PLACES, NARROW, UNKNOWN_EXTENT_M, WIDE, usual_extent_m
from gazetteer.place_block import HOLDER as HELD
from gazetteer.standing import standing_of_area, standing_of_class
from gazetteer.weights import UNKNOWN_POPULATION

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from gazetteer.index import Index
    from gazetteer.place_block import Parts, PlaceClass

    Records = npt.NDArray[np.int64]

__all__ = ["HOLDER", "TOWN", "PlaceColumns", "country_number"]

#: First-level units and countries.
HOLDER = 1
#: Towns that these may be named for.
TOWN = 2
_HOLDERS = frozenset({"country", "admin1"})
_FIELDS = ("number", "lon", "lat", "holder", "of")
# A record of a block as numpy reads it.
_NARROW = np.dtype([*zip(_FIELDS, ("<u4", "<u2", "<u2", "u1", "u1"), strict=True)])
_WIDE = np.dtype([*zip(_FIELDS, ("<u4", "<u4", "<u4", "u1", "u1"), strict=True)])
_HOLDER = np.dtype([("parent", "<u4"), ("country", "<u2"), ("shared", "<u2")])
assert (_NARROW.itemsize, _WIDE.itemsize, _HOLDER.itemsize) == (NARROW.size, WIDE.size, HELD.size)  # noqa: S101 - one layout
_MOST_AT_ONCE = 4_096


class PlaceColumns:
    """Columns of the places of an index, by record; those that were not read take no memory.

    Args:
        index: The index.

    Attributes:
        standing: What each place is by itself, as ``gazetteer.standing`` has it.
        number: The number of its identifier.
        lon_e7: Longitude in 1e-7 degrees.
        lat_e7: Latitude in 1e-7 degrees.
        extent_m: As in ``Place``.
        parent: As in ``Record``.
        country: The two letters of its country as one number, see ``country_number``.
        shared: The position of the countries that share it in the index's table of them.
        spelling: What ``spelling_sum`` says of its usual name.
        of: The position of its class in the index's classes.
        role: ``HOLDER``, ``TOWN`` or 0.
        kinds: The kinds of these classes.
        prefixes: What stands before the numbers of their identifiers.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        blocks = -(-len(index) // BLOCK_PLACES)
        self._read = np.zeros(blocks, bool)
        size = blocks * BLOCK_PLACES
        self.standing = np.zeros(size, np.float64)
        self.number, self.spelling = np.zeros(size, np.uint32), np.zeros(size, np.uint32)
        self.lon_e7, self.lat_e7 = np.zeros(size, np.int32), np.zeros(size, np.int32)
        self.extent_m, self.parent = np.zeros(size, np.uint32), np.zeros(size, np.uint32)
        self.country, self.shared = np.zeros(size, np.uint16), np.zeros(size, np.uint16)
        self.of = np.zeros(size, np.uint16)
        self.role = np.zeros(size, np.uint8)
        self._classes = _Classes(index.classes)
        self.kinds = np.array([of.kind for of in index.classes])
        self.prefixes = [of.prefix for of in index.classes]

    def read(self, records: Records) -> None:
        """Read the blocks of places that hold these records, in the order of the file."""
        blocks = records // BLOCK_PLACES
        if self._read[blocks].all():
            return
        wanted = np.zeros(len(self._read), bool)
        wanted[blocks] = True
        new = np.flatnonzero(wanted & ~self._read)
        for start in range(0, len(new), _MOST_AT_ONCE):
            some = new[start : start + _MOST_AT_ONCE]
            self._read_blocks(some, [self._index.parts(block) for block in some.tolist()])
            self._read[some] = True

    def _read_blocks(self, blocks: Records, parts: Sequence[Parts]) -> None:
        for wide in (False, True):
            these = [at for at, part in enumerate(parts) if part.wide == wide]
            if these:
                self._read_records(blocks[these], [parts[at] for at in these], _WIDE if wide else _NARROW)

    def _read_records(self, blocks: Records, parts: Sequence[Parts], layout: np.dtype[Any]) -> None:
        fields = np.frombuffer(b"".join([part.records for part in parts]), layout)
        counts = np.array([len(part.records) for part in parts]) // layout.itemsize
        first_class = np.cumsum([0, *[len(part.classes) // 2 for part in parts[:-1]]])
        of_block = np.repeat(np.arange(len(parts)), counts)
        corner = np.array([(part.west, part.south, part.step) for part in parts])[of_block]
        starts = np.cumsum(counts) - counts
        records = blocks[of_block] * BLOCK_PLACES + np.arange(len(fields)) - starts[of_block]
        classes = np.frombuffer(b"".join([part.classes for part in parts]), "<u2")
        of = classes[first_class[of_block] + fields["of"]]
        self.number[records], self.of[records] = fields["number"], of
        self.spelling[records] = np.frombuffer(b"".join([part.spellings for part in parts]), "<u4")
        first_holder = np.cumsum([0, *[len(part.holders) // _HOLDER.itemsize for part in parts[:-1]]])
        holders = np.frombuffer(b"".join([part.holders for part in parts]), _HOLDER)
        holder = holders[first_holder[of_block] + fields["holder"]]
        self.parent[records], self.country[records] = holder["parent"], holder["country"]
        self.shared[records] = holder["shared"]
        self.lon_e7[records] = corner[:, 0] + fields["lon"] * corner[:, 2]
        self.lat_e7[records] = corner[:, 1] + fields["lat"] * corner[:, 2]

        # Positions in these fields of the places that have a population, and of those that have an extent.
        populated = _positions(starts, [part.populated for part in parts])
        populations = np.frombuffer(b"".join([part.populations for part in parts]), "<u4")
        extended = _positions(starts, [part.extended for part in parts])
        extents = np.frombuffer(b"".join([part.extents for part in parts]), "<u4")
        self._classes.read(of)
        self._tell(records, of, (populated, populations), (extended, extents))

    def _tell(
        self, records: Records, of: Records, people: tuple[Records, Records], wide: tuple[Records, Records]
    ) -> None:
        """What follows from classes, populations and extents."""
        classes, (populated, populations), (extended, extents) = self._classes, people, wide
        standing, role = classes.usual[of], classes.role[of]
        extent_m = np.full(len(of), UNKNOWN_EXTENT_M, np.uint32)
        is_city = classes.is_city[of]
        cities = is_city[populated]
        towns, figures = populated[cities], populations[cities]
        standing[towns] = classes.score[of[towns]] + classes.by_people[of[towns]] * np.log10(
            np.maximum(figures, 10)
        )
        role[towns[figures >= LEAST_SEAT]] = TOWN
        sizes, which = np.unique(figures, return_inverse=True)
        extent_m[towns] = np.array([usual_extent_m("city", size) for size in sizes.tolist()], np.uint32)[
            which
        ]
        extent_m[extended] = extents
        population = dict(zip(populated[~cities].tolist(), populations[~cities].tolist(), strict=True))
        # The standing of areas grows with their extents, of countries with their populations.
        for at in {*extended[~is_city[extended]].tolist(), *np.flatnonzero(classes.is_country[of]).tolist()}:
            of_place = classes.table[of[at]]
            standing[at] = standing_of_area(
                of_place.kind, population.get(at, 0), int(extent_m[at]), of_place.source
            )
        self.standing[records], self.role[records], self.extent_m[records] = standing, role, extent_m


def country_number(code: str | None) -> int:
    """A country as its column has it.

    Examples:
        >>> country_number("ML") == int.from_bytes(b"ML", "little"), country_number(None)
        (True, 8224)
    """
    return int.from_bytes((code or "").ljust(2).encode(), "little")


def _positions(starts: Records, positions: Sequence[bytes]) -> Records:
    """Positions in blocks as positions in all of them, one after the other."""
    counts = [len(some) for some in positions]
    return np.repeat(starts, counts) + np.frombuffer(b"".join(positions), np.uint8)


class _Classes:
    """What places of one kind, feature and source have in common, by the number of the class."""

    def __init__(self, table: Sequence[PlaceClass]) -> None:
        self.table = table
        size = len(table)
        self.is_city = np.array([of.kind == "city" for of in table], bool)
        self.is_country = np.array([of.kind == "country" for of in table], bool)
        self.role = np.array([_role(of) for of in table], np.uint8)
        # Of a place of which nothing more is known; of a settlement, the part without its inhabitants and
        # what each tenfold of these adds.
        self.usual, self.score, self.by_people = np.zeros(size), np.zeros(size), np.zeros(size)
        self._known = np.zeros(size, bool)

    def read(self, numbers: Records) -> None:
        """Work out the classes that are met for the first time."""
        met = np.unique(numbers)
        for number in met[~self._known[met]].tolist():
            of = self.table[number]
            if of.kind == "city":
                score, by_people = standing_of_class(of.feature, of.source)
                self.score[number], self.by_people[number] = score, by_people
                self.usual[number] = score + by_people * np.log10(UNKNOWN_POPULATION)
            else:
                self.usual[number] = standing_of_area(of.kind, 0, UNKNOWN_EXTENT_M, of.source)
            self._known[number] = True


def _role(of: PlaceClass) -> int:
    if of.kind == "city":
        return TOWN if of.feature in SEATS_OF_UNITS else 0
    return HOLDER if of.kind in _HOLDERS else 0
