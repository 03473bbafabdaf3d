"""Rows become the blocks of an index: pure functions, for a list in memory as for a stream of millions.

Records are numbered in the order of ``hilbert``, ties by ``id_order``; rows of ``BLOCK_PLACES`` records make
a block of places, the postings of some thousand keys a shard of names. ``gazetteer.build.write`` puts them
into files.
"""

from __future__ import annotations

import itertools
import struct
import zlib
from typing import TYPE_CHECKING, NamedTuple

import marisa_trie

from gazetteer.errors import BuildError
from gazetteer.name_shard import (
    LISTED,
    RECORD_BITS,
    RECORD_MASK,
    SHARD_HEAD,
)
from gazetteer.place_block import (
    BLOCK_HEAD,
    BLOCK_PLACES,
    HOLDER,
    NARROW,
    WIDE,
    spelling_sum,
    split_id,
    usual_extent_m,
)
from gazetteer.place_text import read_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazetteer.place_block import PlaceClass

__all__ = [
    "PlaceRow",
    "id_order",
    "importance",
    "pack_name_shard",
    "pack_place_block",
    "posting",
    "shards",
    "text_dictionary",
]

# One shard's keys: few enough that reading one is quick, many enough that the trie compresses well.
_SHARD_KEYS = 8_192
# GeoNames has five decimals of a degree: steps of 100, and in most blocks the steps fit 16 bits.
_STEPS = (100, 1)
_DICTIONARY_BYTES = 8_192
_MOST_NARROW = 0xFFFF
# Places of kinds whose population is mostly not recorded stand among the settlements as if they had this one.
_LIKE_INHABITANTS = {
    "country": 10_000_000, "admin1": 1_000_000, "region": 500_000, "natural": 50_000, "admin2": 20_000,
}  # fmt: skip


class PlaceRow(NamedTuple):
    """A place, ready to be packed.

    Attributes:
        number: The number of its identifier as ``split_id`` gives it.
        lon_e7: Longitude in 1e-7 degrees.
        lat_e7: Latitude in 1e-7 degrees.
        place_class: Position of its class in ``Tables.classes``.
        parent: Record of the smallest unit that holds it, or ``NO_PARENT``.
        country: ISO 3166-1 alpha-2 code, or "".
        shared: Position in ``Tables.shared``.
        population: Inhabitants, 0 where not known.
        extent_m: As in ``Place``.
        text: What ``gazetteer.build.place_names.place_text`` made of its names, codes and identifier.
    """

    number: int
    lon_e7: int
    lat_e7: int
    place_class: int
    parent: int
    country: str
    shared: int
    population: int
    extent_m: int
    text: str


def id_order(identifier: str) -> tuple[str, int, str]:
    """The order of identifiers in an index: numbers before texts, and numbers as numbers.

    Examples:
        >>> sorted(["geonames:10", "dateline:ber", "geonames:9"], key=id_order)
        ['geonames:9', 'geonames:10', 'dateline:ber']
    """
    prefix, number = split_id(identifier)
    return (prefix or "\U0010ffff", number, "" if prefix else identifier)


def importance(kind: str, feature: str, population: int) -> int:
    """How soon a place comes among those that bear one name, in inhabitants or what is taken for them.

    Examples:
        >>> importance("city", "P.PPLA", 40_030), importance("admin1", "A.ADM1", 0)
        (40030, 1000000)
    """
    return max(population, 100_000 if feature == "P.PPLC" else _LIKE_INHABITANTS.get(kind, 0))


def posting(record: int, told: int) -> int:
    """What a shard holds of a place that bears a name.

    Args:
        record: The place.
        told: What ``told_of`` gave for the name.
    """
    return record | told << RECORD_BITS


def text_dictionary(texts: Sequence[str]) -> bytes:
    r"""A dictionary for compressing texts: what is usual in them, from a sample that stands for all.

    Args:
        texts: The texts of some hundred places, evenly spread over the index.

    Examples:
        >>> text_dictionary(["Kidal", "Gao"])
        b'Kidal\nGao'
    """
    return "\n".join(texts).encode()[-_DICTIONARY_BYTES:]


def pack_place_block(
    rows: Sequence[PlaceRow], classes: Sequence[PlaceClass], dictionary: bytes = b""
) -> bytes:
    """A block of the places file; ``PlaceBlock`` reads it.

    Args:
        rows: At most ``BLOCK_PLACES`` places, in the order of their records.
        classes: The table of classes that the rows refer to.
        dictionary: As in ``Tables``.

    Raises:
        BuildError: If there are none or too many, or a value is too large for its field.
    """
    if not 0 < len(rows) <= BLOCK_PLACES:
        raise BuildError(f"{len(rows)} places: a block holds 1 to {BLOCK_PLACES}")
    try:
        return _pack_places(rows, classes, dictionary)
    except (struct.error, ValueError) as error:  # ValueError: a negative population, half a surrogate pair
        raise BuildError(f"a place of {rows!r} does not fit its fields: {error}") from error


def _pack_places(rows: Sequence[PlaceRow], classes: Sequence[PlaceClass], dictionary: bytes) -> bytes:
    # This is most of the work of a build: fields are taken column by column.
    numbers, lons, lats, of, parents, countries, shared, people, extents, texts = zip(*rows, strict=True)
    west, south = min(lons), min(lats)
    gaps = [*(lon - west for lon in lons), *(lat - south for lat in lats)]
    step = next(step for step in _STEPS if not sum([gap % step for gap in gaps]))
    east, north = [(lon - west) // step for lon in lons], [(lat - south) // step for lat in lats]
    layout = NARROW if max(*east, *north, 0) <= _MOST_NARROW else WIDE
    held = list(zip(parents, countries, shared, strict=True))
    holders, used = sorted(set(held)), sorted(set(of))
    holder_at = {holder: at for at, holder in enumerate(holders)}
    class_at = {number: at for at, number in enumerate(used)}
    populations = [(at, population) for at, population in enumerate(people) if population]
    kinds = [classes[number].kind for number in used]
    unusual = [
        (at, extent_m)
        for at, (extent_m, number, population) in enumerate(zip(extents, of, people, strict=True))
        if extent_m != usual_extent_m(kinds[class_at[number]], population)
    ]
    counts = (len(rows), len(holders), len(used), len(populations), len(unusual))
    places = map(
        layout.pack,
        numbers,
        east,
        north,
        [holder_at[holder] for holder in held],
        [class_at[number] for number in of],
    )
    return b"".join(
        (
            BLOCK_HEAD.pack(*counts, step, layout is WIDE, west, south),
            *places,
            *[HOLDER.pack(parent, _two_letters(country), also) for parent, country, also in holders],
            struct.pack(f"<{len(used)}H", *used),
            _pack_figures(populations),
            _pack_figures(unusual),
            struct.pack(f"<{len(rows)}I", *[spelling_sum(read_name(text)) for text in texts]),
            _deflate("\n".join(texts).encode(), dictionary),
        )
    )


def _two_letters(country: str) -> bytes:
    if len(country) not in {0, 2}:
        raise ValueError(f"{country!r} is no ISO 3166-1 alpha-2 code")
    return country.encode() or b"  "


def _pack_figures(figures: Sequence[tuple[int, int]]) -> bytes:
    positions = bytes([at for at, _ in figures])
    return positions + struct.pack(f"<{len(figures)}I", *[figure for _, figure in figures])


def _deflate(content: bytes, dictionary: bytes) -> bytes:
    # Without the checksum of the format: the block has its own.
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9, zlib.Z_DEFAULT_STRATEGY, dictionary)
    return packer.compress(content) + packer.flush()


def shards(
    entries: Iterable[tuple[str, Sequence[int]]],
) -> Iterator[list[tuple[str, Sequence[int]]]]:
    """Stretches of entries for ``pack_name_shard``.

    Args:
        entries: Keys in their order, each once, with the postings of the places that bear it, the most
            important first.
    """
    rest = iter(entries)
    while shard := list(itertools.islice(rest, _SHARD_KEYS)):
        yield shard


def pack_name_shard(entries: Sequence[tuple[str, Sequence[int]]]) -> bytes:
    """A block of the names file; ``NameShard`` reads it.

    Args:
        entries: Some thousand keys, each once, with the postings of the places that bear it, the most
            important first.

    Raises:
        BuildError: If more places bear these names than one shard can number.
    """
    trie = marisa_trie.Trie([key for key, _ in entries])
    numbered: list[Sequence[int]] = [()] * len(entries)
    for key, postings in entries:
        numbered[trie[key]] = postings
    words: list[int] = []
    lists: list[int] = []
    for postings in numbered:
        if len(postings) == 1:
            words += postings
            continue
        words.append(LISTED | (len(numbered) + len(lists)))
        lists.append(len(postings))
        lists += postings
    words += lists
    if len(words) > RECORD_MASK:
        raise BuildError(f"{len(words):,} places bear names from {entries[0][0]!r}: too many for one shard")
    packed = trie.tobytes()
    return b"".join(
        (SHARD_HEAD.pack(len(packed), len(numbered)), packed, struct.pack(f"<{len(words)}I", *words))
    )
