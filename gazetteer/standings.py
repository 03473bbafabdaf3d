"""What each place of an index is by itself, for many at once: read block by block, and kept."""

from __future__ import annotations

from array import array
from math import log10

from gazetteer.kept import Kept
from gazetteer.name_shard import RECORD_MASK
from gazetteer.namesakes import LEAST_SEAT, SEATS_OF_UNITS
from gazetteer.place_block import BLOCK_PLACES, UNKNOWN_EXTENT_M
from gazetteer.standing import standing_of_area, standing_of_class
from gazetteer.weights import UNKNOWN_POPULATION
from geo.tuples import NamedTuple

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazetteer.index import Index
    from gazetteer.place import Kind
    from gazetteer.place_block import Columns, PlaceClass

__all__ = ["Standings"]

# Towns are weighed by whether the unit or the country beside them has their name.
_HOLDERS = frozenset({"country", "admin1"})


class _Class(NamedTuple):
    """Places of one kind, feature and source: their standing if nothing more is known, what adds to it."""

    kind: Kind
    usual: float
    score: float
    by_people: float
    is_seat: bool


def _class(of: PlaceClass) -> _Class:
    if of.kind == "city":
        score, by_people = standing_of_class(of.feature, of.source)
        usual = score + by_people * log10(UNKNOWN_POPULATION)
        return _Class(of.kind, usual, score, by_people, of.feature in SEATS_OF_UNITS)
    usual = standing_of_area(of.kind, 0, UNKNOWN_EXTENT_M)
    return _Class(of.kind, usual, usual, 0.0, is_seat=False)


_CLASSES = Kept(_class, most=1_024)


class Standings:
    """The standings of the places of an index, as ``gazetteer.standing`` has them.

    Args:
        index: The index.

    Attributes:
        of: By record, 8 bytes each, of the places that were read; those of the others take no memory.
        holders: First-level units and countries.
        towns: Towns that these may be named for.
        kinds: The kinds of places that are no settlements.
    """

    __slots__ = ("_blocks", "_index", "holders", "kinds", "of", "towns")

    def __init__(self, index: Index) -> None:
        self._index = index
        self._blocks: set[int] = set()
        blocks = -(-len(index) // BLOCK_PLACES)
        self.of = memoryview(bytearray(8 * BLOCK_PLACES * blocks)).cast("d")
        self.holders: set[int] = set()
        self.towns: set[int] = set()
        self.kinds: dict[int, Kind] = {}

    def read(self, found: Iterable[Sequence[int]]) -> None:
        """Read the blocks of places that postings refer to, in the order of the file."""
        wanted = {(posting & RECORD_MASK) // BLOCK_PLACES for postings in found for posting in postings}
        for number in sorted(wanted.difference(self._blocks)):
            first, columns = self._index.columns(number * BLOCK_PLACES)
            self.of[first : first + len(columns.of)] = memoryview(
                array("d", self._read_block(first, columns))
            )
            self._blocks.add(number)

    def _read_block(self, first: int, columns: Columns) -> list[float]:
        """The standing of every place of a block; seats, large towns and areas are noted."""
        of, classes = columns.of, [_CLASSES[place_class] for place_class in columns.classes]
        usual, scores = [found.usual for found in classes], [found.score for found in classes]
        by_people = [found.by_people for found in classes]
        values = [usual[number] for number in of]
        for at, population in zip(columns.populated, columns.populations, strict=True):
            number = of[at]
            values[at] = scores[number] + by_people[number] * log10(max(10, population))
            if population >= LEAST_SEAT:
                self.towns.add(first + at)
        noted = {number for number, found in enumerate(classes) if found.is_seat or found.kind != "city"}
        if noted:
            for at in [at for at, number in enumerate(of) if number in noted]:
                self._note_role(first + at, at, classes[of[at]], columns, values)
        return values

    def _note_role(self, record: int, at: int, found: _Class, columns: Columns, values: list[float]) -> None:
        if found.kind == "city":
            self.towns.add(record)
            return
        self.kinds[record] = found.kind
        populated, extended = columns.populated.find(at), columns.extended.find(at)
        if populated >= 0 or extended >= 0:
            population = columns.populations[populated] if populated >= 0 else 0
            extent_m = columns.extents_m[extended] if extended >= 0 else UNKNOWN_EXTENT_M
            values[at] = standing_of_area(found.kind, population, extent_m)
        if found.kind in _HOLDERS:
            self.holders.add(record)
