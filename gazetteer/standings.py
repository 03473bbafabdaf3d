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
# What of a posting is the record that a block begins with: blocks have a power of two of places.
_FIRST_OF_BLOCK = RECORD_MASK & -BLOCK_PLACES


class _Class(NamedTuple):
    """Places of one kind, feature and source: their standing if nothing more is known, what adds to it."""

    kind: Kind
    source: str
    usual: float
    score: float
    by_people: float
    is_seat: bool


def _class(of: PlaceClass) -> _Class:
    if of.kind == "city":
        score, by_people = standing_of_class(of.feature, of.source)
        usual = score + by_people * log10(UNKNOWN_POPULATION)
        return _Class(of.kind, of.source, usual, score, by_people, of.feature in SEATS_OF_UNITS)
    usual = standing_of_area(of.kind, 0, UNKNOWN_EXTENT_M, of.source)
    return _Class(of.kind, of.source, usual, usual, 0.0, is_seat=False)


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
        wanted = {posting & _FIRST_OF_BLOCK for postings in found for posting in postings}
        for first in sorted(wanted.difference(self._blocks)):
            _, columns = self._index.columns(first)
            self.of[first : first + len(columns.of)] = array("d", self._read_block(first, columns))
            self._blocks.add(first)

    def _read_block(self, first: int, columns: Columns) -> list[float]:
        """The standing of every place of a block; seats, large towns and areas are noted."""
        of, classes = columns.of, [_CLASSES[place_class] for place_class in columns.classes]
        usual, scores = [found.usual for found in classes], [found.score for found in classes]
        by_people = [found.by_people for found in classes]
        values = [usual[number] for number in of]
        for at, population in zip(columns.populated, columns.populations, strict=True):
            number = of[at]
            people = population if population > 10 else 10  # noqa: FURB136 - max takes twice the time
            values[at] = scores[number] + by_people[number] * log10(people)
            if population >= LEAST_SEAT and classes[number].kind == "city":
                self.towns.add(first + at)
        for at, extent_m in zip(columns.extended, columns.extents_m, strict=True):
            found = classes[of[at]]
            if found.kind != "city":
                values[at] = standing_of_area(found.kind, 0, extent_m, found.source)
        if any(found.is_seat or found.kind != "city" for found in classes):
            self._note_roles(first, columns, classes, values)
        return values

    def _note_roles(
        self, first: int, columns: Columns, classes: Sequence[_Class], values: list[float]
    ) -> None:
        for at, number in enumerate(columns.of):
            found = classes[number]
            if found.kind == "city":
                if found.is_seat:
                    self.towns.add(first + at)
                continue
            self.kinds[first + at] = found.kind
            if found.kind in _HOLDERS:
                self.holders.add(first + at)
            if found.kind == "country":
                values[at] = _standing_of_country(at, columns, found)


def _standing_of_country(at: int, columns: Columns, found: _Class) -> float:
    """Only a country's standing depends on its inhabitants, and not on its extent."""
    populated = columns.populated.find(at)
    population = columns.populations[populated] if populated >= 0 else 0
    return standing_of_area(found.kind, population, UNKNOWN_EXTENT_M, found.source)
