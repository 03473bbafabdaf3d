"""A block of the places file: the bytes of some places that are neighbours on the earth.

    head        how many places, holders, populations, extents; the corner and the step of the coordinates
    records     of fixed width: number of the identifier, longitude, latitude, holder, class
    holders     of these places: the record of the unit, the country, the countries that share the place
    classes     of these places: kind, feature code, source, by their numbers in the file's table
    populations the positions in the block that have one, then the figures
    extents     the same for those that ``usual_extent_m`` does not give
    spellings   for each place a checksum of its usual name: what is spelled so is told without texts
    texts       compressed: a line for each place with its names, codes and other rare fields

``gazetteer.build.pack`` writes it.
"""

from __future__ import annotations

import math
import struct
import zlib

from geo.tuples import NamedTuple

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

    from gazetteer.place import Kind

__all__ = [
    "BLOCK_HEAD",
    "BLOCK_PLACES",
    "HOLDER",
    "NARROW",
    "NO_PARENT",
    "UNKNOWN_EXTENT_M",
    "WIDE",
    "Lands",
    "Parts",
    "PlaceBlock",
    "PlaceClass",
    "Record",
    "Tables",
    "spelling_sum",
    "split_id",
    "usual_extent_m",
]

#: Places in one block.
BLOCK_PLACES: Final = 64

#: A place that no other place holds.
NO_PARENT: Final = 0xFFFFFFFF

#: Number of places, holders, classes, populations, extents; step of the coordinates in 1e-7 degrees, whether
#: they are wide; the south-western corner in 1e-7 degrees.
BLOCK_HEAD: Final = struct.Struct("<BBBBBBBxii")

#: Number of the identifier, steps east and north of the corner, positions of holder and class in the block.
NARROW: Final = struct.Struct("<IHHBB")
WIDE: Final = struct.Struct("<IIIBB")

#: Record of the holder, country, position in the table of sharing countries.
HOLDER: Final = struct.Struct("<I2sH")

_FIGURE = struct.Struct("<I")
_HELD = struct.Struct("<I4s")  # a holder, without looking at the land
_HELD_SIZE, _HEAD_SIZE = HOLDER.size, BLOCK_HEAD.size

#: Radius of a place of which nothing is known.
UNKNOWN_EXTENT_M: Final = 1_000
# A settlement is taken for a circle in which people live at 3,200 to the square kilometre, a dense town:
# r = sqrt(population / (3200e-6 pi)), which is 10 m times the root of the population.
_M_PER_ROOT_INHABITANT = 10
_LEAST_CITY_EXTENT_M = 500

# The constructor of a named tuple takes its fields one by one, which is slow.
_new_tuple = tuple.__new__
_LARGEST_NUMBER = 0xFFFFFFFF


class PlaceClass(NamedTuple):
    """What many places have in common.

    Attributes:
        kind: As in ``Place``.
        feature: As ``Place.feature_code``.
        source: As in ``Place``.
        prefix: What stands before the number in their identifiers, ``geonames``; "" if they are no numbers.
    """

    kind: Kind
    feature: str
    source: str
    prefix: str


class Record(NamedTuple):
    """A place without its texts, as quickly as it can be read.

    Attributes:
        number: The number of its identifier, 0 where that is none.
        lon_e7: Longitude in 1e-7 degrees.
        lat_e7: Latitude in 1e-7 degrees.
        population: Inhabitants, 0 where not known.
        extent_m: As in ``Place``.
        parent: Record of the smallest unit that holds it, or ``NO_PARENT``.
        country: As in ``Place``.
        shared_with: As in ``Place``.
        kind: As in ``Place``.
        feature: As in ``PlaceClass``.
        source: As in ``Place``.
        prefix: As in ``PlaceClass``.
    """

    number: int
    lon_e7: int
    lat_e7: int
    population: int
    extent_m: int
    parent: int
    country: str | None
    shared_with: tuple[str, ...]
    kind: Kind
    feature: str
    source: str
    prefix: str


class Parts(NamedTuple):
    """The parts of a block as its file has them, for those who read many blocks at once.

    Attributes:
        records: The records: numbers, steps, positions of holders and classes.
        wide: Whether they are ``WIDE``.
        west: Longitude of the corner in 1e-7 degrees.
        south: Its latitude.
        step: One step in 1e-7 degrees.
        holders: What holds the places, in the bytes of ``HOLDER`` each.
        classes: The numbers of the classes, in two bytes each.
        populated: The places whose inhabitants are known, by their positions in the block.
        populations: How many these are, in four bytes each.
        extended: The places whose extent is not usual for the kind and the population.
        extents: Their extents, in four bytes each.
        spellings: What ``spelling_sum`` says of the usual names, in four bytes each.
    """

    records: bytes
    wide: bool
    west: int
    south: int
    step: int
    holders: bytes
    classes: bytes
    populated: bytes
    populations: bytes
    extended: bytes
    extents: bytes
    spellings: bytes


class Tables(NamedTuple):
    """What the blocks of a file refer to by its position.

    Attributes:
        classes: The classes of places, at most 65,536.
        shared: Countries that share a place, beginning with those of a place that no other country shares.
        sources: The names of the data sets.
        dictionary: What the compressed texts may refer to, as ``zlib`` has it.
    """

    classes: Sequence[PlaceClass]
    shared: Sequence[tuple[str, ...]]
    sources: Sequence[str]
    dictionary: bytes = b""


def usual_extent_m(kind: str, population: int) -> int:
    """The extent of a place of which no source says more: the file holds only those that differ.

    Examples:
        >>> usual_extent_m("city", 40_030), usual_extent_m("city", 0), usual_extent_m("natural", 0)
        (2001, 1000, 1000)
    """
    if kind != "city" or not population:
        return UNKNOWN_EXTENT_M
    by_people = int(_M_PER_ROOT_INHABITANT * math.sqrt(population) + 0.5)
    # Comparing takes half the time of max, in what is done for every candidate of every name.
    if by_people < _LEAST_CITY_EXTENT_M:
        return _LEAST_CITY_EXTENT_M
    return by_people


class Lands(dict[bytes, tuple["str | None", tuple[str, ...]]]):
    """Country and sharing countries of a place by the last bytes of ``HOLDER``, worked out when first met.

    Args:
        shared: The table of sharing countries.
    """

    __slots__ = ("_shared",)

    def __init__(self, shared: Sequence[tuple[str, ...]]) -> None:
        super().__init__()
        self._shared = shared

    def __missing__(self, packed: bytes) -> tuple[str | None, tuple[str, ...]]:
        country, number = packed[:2].decode().rstrip(), int.from_bytes(packed[2:], "little")
        land = self[packed] = (country or None, self._shared[number])
        return land


def spelling_sum(name: str) -> int:
    """A checksum of a name letter for letter, accents and case too.

    Of names with one search key, two that are spelled otherwise have the same one in a case of four billion.

    Examples:
        >>> spelling_sum("Gao") == spelling_sum("GAO")
        False
    """
    return zlib.crc32(name.encode("utf-8", "surrogatepass"))


def split_id(identifier: str) -> tuple[str, int]:
    """The prefix and number of an identifier; ("", 0) if it is not of that form and must be kept as text.

    Examples:
        >>> split_id("geonames:2455290"), split_id("dateline:tinzaouaten"), split_id("geonames:007")
        (('geonames', 2455290), ('', 0), ('', 0))
    """
    prefix, _, digits = identifier.partition(":")
    if not (digits.isascii() and digits.isdigit()) or (digits[0] == "0" and digits != "0"):
        return "", 0
    number = int(digits)
    return (prefix, number) if number <= _LARGEST_NUMBER and prefix else ("", 0)


class PlaceBlock:
    """A block that was read, without its texts: they are the larger part, and seldom asked for.

    Args:
        data: Its bytes.
        tables: What it refers to.
        lands: The same for holders.

    Attributes:
        count: How many places it has.
    """

    __slots__ = (
        "_classes",
        "_classes_at",
        "_data",
        "_extended",
        "_extents_at",
        "_holders_at",
        "_lands",
        "_populated",
        "_populations_at",
        "_record",
        "_south",
        "_spellings_at",
        "_step",
        "_west",
        "_width",
        "count",
    )

    def __init__(self, data: bytes, tables: Tables, lands: Lands) -> None:
        head = BLOCK_HEAD.unpack_from(data)
        self.count, holders, classes, populated, extended, self._step, wide, self._west, self._south = head
        self._lands = lands
        self._record = WIDE if wide else NARROW
        self._width = self._record.size
        at = _HEAD_SIZE + self.count * self._width
        end = at + holders * HOLDER.size
        self._holders_at, self._classes_at = at, end
        at, end = end, end + 2 * classes
        self._classes = tuple(
            tables.classes[number] for number in struct.unpack_from(f"<{classes}H", data, at)
        )
        self._populated, self._populations_at = data[end : end + populated], end + populated
        end = self._populations_at + 4 * populated
        self._extended, self._extents_at = data[end : end + extended], end + extended
        self._spellings_at = self._extents_at + 4 * extended
        self._data = data[: self._spellings_at + 4 * self.count]

    def record(self, position: int) -> Record:
        """The place at a position of the block.

        Raises:
            IndexError: If there is none.
        """
        if position >= self.count:
            raise IndexError(position)
        data = self._data
        number, lon, lat, holder, of = self._record.unpack_from(data, _HEAD_SIZE + position * self._width)
        place_class = self._classes[of]
        population, at = 0, self._populated.find(position)
        if at >= 0:
            (population,) = _FIGURE.unpack_from(data, self._populations_at + 4 * at)
        at = self._extended.find(position)
        if at >= 0:
            (extent_m,) = _FIGURE.unpack_from(data, self._extents_at + 4 * at)
        else:
            extent_m = usual_extent_m(place_class[0], population)
        parent, land = _HELD.unpack_from(data, self._holders_at + holder * _HELD_SIZE)
        step = self._step
        fields = (number, self._west + lon * step, self._south + lat * step, population, extent_m, parent)
        return _new_tuple(Record, fields + self._lands[land] + place_class)

    def parts(self) -> Parts:
        """The block taken apart, unread."""
        data = self._data
        return Parts(
            data[_HEAD_SIZE : _HEAD_SIZE + self.count * self._width],
            self._record is WIDE,
            self._west,
            self._south,
            self._step,
            data[self._holders_at : self._classes_at],
            data[self._classes_at : self._classes_at + 2 * len(self._classes)],
            self._populated,
            data[self._populations_at : self._populations_at + 4 * len(self._populated)],
            self._extended,
            data[self._extents_at : self._spellings_at],
            data[self._spellings_at :],
        )

    def points(self) -> list[tuple[int, int]]:
        """Longitude and latitude of every place, in 1e-7 degrees."""
        end = _HEAD_SIZE + self.count * self._width
        west, south, step = self._west, self._south, self._step
        return [
            (west + lon * step, south + lat * step)
            for _, lon, lat, _, _ in self._record.iter_unpack(self._data[_HEAD_SIZE:end])
        ]

    def held_by(self, record: int) -> list[int]:
        """The positions of the places that a unit or country holds directly."""
        held = {at for at, holder in enumerate(self.parents()) if holder == record}
        end = _HEAD_SIZE + self.count * self._width
        rows = self._record.iter_unpack(self._data[_HEAD_SIZE:end]) if held else ()
        return [position for position, row in enumerate(rows) if row[3] in held]

    def parents(self) -> list[int]:
        """The records that hold these places, and ``NO_PARENT`` where none does; some more than once."""
        return [
            parent for parent, _, _ in HOLDER.iter_unpack(self._data[self._holders_at : self._classes_at])
        ]

    def text_lines(self, data: bytes, dictionary: bytes) -> bytes:
        """The text of every place, a line each; ``gazetteer.place_text`` reads one.

        Args:
            data: The bytes of the block.
            dictionary: As in ``Tables``.
        """
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS, dictionary)
        return unpacker.decompress(data[len(self._data) :])

    def texts(self, data: bytes, dictionary: bytes) -> list[str]:
        """The same one by one."""
        return self.text_lines(data, dictionary).decode().split("\n")
