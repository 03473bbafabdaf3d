"""A block of the places file: the bytes of some places that are neighbours on the earth.

    head        how many places, holders, populations, extents; the corner and the step of the coordinates
    records     of fixed width: number of the identifier, longitude, latitude, holder, class
    holders     of these places: the record of the unit, the country, the countries that share the place
    classes     of these places: kind, feature code, source, by their numbers in the file's table
    populations the positions in the block that have one, then the figures
    extents     the same for those that ``usual_extent_m`` does not give
    texts       compressed: a line for each place with its names, codes and other rare fields

``gazetteer.build.pack`` writes it.
"""

from __future__ import annotations

import math
import struct
import zlib
from typing import TYPE_CHECKING, Final, NamedTuple

from gazetteer.index_format import NAME_KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.place import Kind

__all__ = [
    "BLOCK_HEAD",
    "BLOCK_PLACES",
    "HOLDER",
    "NARROW",
    "NO_PARENT",
    "UNKNOWN_EXTENT_M",
    "WIDE",
    "Holder",
    "Name",
    "PlaceBlock",
    "PlaceClass",
    "Record",
    "Tables",
    "read_names",
    "read_rare",
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

#: Radius of a place of which nothing is known.
UNKNOWN_EXTENT_M: Final = 1_000
# A settlement is taken for a circle in which people live at 3,200 to the square kilometre, a dense town:
# r = sqrt(population / (3200e-6 pi)), which is 10 m times the root of the population.
_M_PER_ROOT_INHABITANT = 10
_LEAST_CITY_EXTENT_M = 500

_CODES, _IDENTIFIER = "c", "i"
_FIRST_LETTER = ord("A")
_LARGEST_NUMBER = 0xFFFFFFFF


class Name(NamedTuple):
    """One name of a place.

    Attributes:
        spelling: The name as its source spells it.
        kind: One of ``NAME_KINDS``.
        source: The data set that gives the name.
        language: BCP 47 tag of the name where its source says so, else "".
    """

    spelling: str
    kind: str
    source: str
    language: str = ""


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


class Holder(NamedTuple):
    """What holds a place.

    Attributes:
        parent: Record of the smallest unit, or ``NO_PARENT``.
        country: ISO 3166-1 alpha-2 code, or "".
        shared_with: As in ``Place``.
    """

    parent: int
    country: str
    shared_with: tuple[str, ...]


class Record(NamedTuple):
    """A place without its texts, as quickly as it can be read.

    Attributes:
        number: The number of its identifier, 0 where that is none.
        lon_e7: Longitude in 1e-7 degrees.
        lat_e7: Latitude in 1e-7 degrees.
        population: Inhabitants, 0 where not known.
        extent_m: As in ``Place``.
        parent: As in ``Holder``.
        country: As in ``Holder``.
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
    country: str
    shared_with: tuple[str, ...]
    kind: Kind
    feature: str
    source: str
    prefix: str


class Tables(NamedTuple):
    """What the blocks of a file refer to by its position.

    Attributes:
        classes: The classes of places, at most 65,536.
        shared: Countries that share a place, beginning with those of a place that no other country shares.
        sources: The names of the data sets.
    """

    classes: Sequence[PlaceClass]
    shared: Sequence[tuple[str, ...]]
    sources: Sequence[str]


def usual_extent_m(kind: str, population: int) -> int:
    """The extent of a place of which no source says more: the file holds only those that differ.

    Examples:
        >>> usual_extent_m("city", 40_030), usual_extent_m("city", 0), usual_extent_m("natural", 0)
        (2001, 1000, 1000)
    """
    if kind != "city" or not population:
        return UNKNOWN_EXTENT_M
    return max(round(_M_PER_ROOT_INHABITANT * math.sqrt(population)), _LEAST_CITY_EXTENT_M)


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
    """A block that was read.

    Args:
        data: Its bytes.
        tables: What it refers to.

    Attributes:
        count: How many places it has.
    """

    __slots__ = (
        "_classes",
        "_data",
        "_extended",
        "_extents_at",
        "_holders",
        "_populated",
        "_populations_at",
        "_record",
        "_south",
        "_step",
        "_texts_at",
        "_west",
        "count",
    )

    def __init__(self, data: bytes, tables: Tables) -> None:
        head = BLOCK_HEAD.unpack_from(data)
        self.count, holders, classes, populated, extended, self._step, wide, self._west, self._south = head
        self._data = data
        self._record = WIDE if wide else NARROW
        at = BLOCK_HEAD.size + self.count * self._record.size
        end = at + holders * HOLDER.size
        self._holders = tuple(
            Holder(parent, country.decode().rstrip(), tables.shared[shared])
            for parent, country, shared in HOLDER.iter_unpack(data[at:end])
        )
        at, end = end, end + 2 * classes
        self._classes = tuple(
            tables.classes[number] for number in struct.unpack_from(f"<{classes}H", data, at)
        )
        self._populated, self._populations_at = data[end : end + populated], end + populated
        end = self._populations_at + 4 * populated
        self._extended, self._extents_at = data[end : end + extended], end + extended
        self._texts_at = self._extents_at + 4 * extended

    def record(self, position: int) -> Record:
        """The place at a position of the block."""
        number, lon, lat, holder, of = self._record.unpack_from(
            self._data, BLOCK_HEAD.size + position * self._record.size
        )
        place_class = self._classes[of]
        at = self._populated.find(position)
        population = self._figure(self._populations_at, at) if at >= 0 else 0
        at = self._extended.find(position)
        extent_m = (
            self._figure(self._extents_at, at) if at >= 0 else usual_extent_m(place_class[0], population)
        )
        step = self._step
        fields = (number, self._west + lon * step, self._south + lat * step, population, extent_m)
        return tuple.__new__(Record, fields + self._holders[holder] + place_class)

    def _figure(self, start: int, at: int) -> int:
        at = start + 4 * at
        return int.from_bytes(self._data[at : at + 4], "little")

    def points(self) -> list[tuple[int, int]]:
        """Longitude and latitude of every place, in 1e-7 degrees."""
        end = BLOCK_HEAD.size + self.count * self._record.size
        west, south, step = self._west, self._south, self._step
        return [
            (west + lon * step, south + lat * step)
            for _, lon, lat, _, _ in self._record.iter_unpack(self._data[BLOCK_HEAD.size : end])
        ]

    def held_by(self, record: int) -> list[int]:
        """The positions of the places that a unit or country holds directly."""
        held = {at for at, holder in enumerate(self._holders) if holder.parent == record}
        end = BLOCK_HEAD.size + self.count * self._record.size
        rows = self._record.iter_unpack(self._data[BLOCK_HEAD.size : end]) if held else ()
        return [position for position, row in enumerate(rows) if row[3] in held]

    @property
    def holders(self) -> tuple[Holder, ...]:
        """What holds the places, each once."""
        return self._holders

    def texts(self) -> list[str]:
        """The text of every place; ``read_names`` and ``read_rare`` read one."""
        return zlib.decompress(self._data[self._texts_at :], wbits=-15).decode().split("\n")


def read_names(text: str, source: str, sources: Sequence[str]) -> list[Name]:
    r"""Every name in the text of a place, the usual one first.

    Args:
        text: The text.
        source: The source of the place, of which a name is where the text does not say.
        sources: The table of sources.

    Examples:
        >>> read_names("Gao\vCAfr\tGâo\vcML.09", "GeoNames", ["Dateline", "GeoNames"])[1]
        Name(spelling='Gâo', kind='alternate', source='Dateline', language='fr')
    """
    names: list[Name] = []
    kind, language = "primary", ""
    for number, part in enumerate(text.split("\v")):
        spellings = part.split("\t")
        if number:
            head = spellings.pop(0)
            if head[0].islower():
                continue
            kind, language = NAME_KINDS[ord(head[0]) - _FIRST_LETTER], head[2:]
            source = sources[ord(head[1]) - _FIRST_LETTER]
        names += [Name(spelling, kind, source, language) for spelling in spellings if spelling]
    return names


def read_rare(text: str, field: str) -> str:
    r"""A rare field in the text of a place, or "": ``c`` its codes, ``i`` an identifier that is no number.

    Examples:
        >>> read_rare("Kidal\vcML-8 ML.10", "c"), read_rare("Kidal", "c")
        ('ML-8 ML.10', '')
    """
    _, found, rest = text.partition(f"\v{field}")
    return rest.partition("\v")[0] if found else ""
