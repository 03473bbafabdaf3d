"""Packing places in the order of the index, partition by partition; their names go on to be packed."""

from __future__ import annotations

import itertools
import marshal
from array import array
from bisect import bisect_right
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from gazetteer.build import rows as at
from gazetteer.build.features import extent_m
from gazetteer.build.light import LIGHT, opened
from gazetteer.build.order import in_order
from gazetteer.build.pack import PlaceRow, importance, pack_place_block
from gazetteer.build.packing_names import bearer_of
from gazetteer.build.place_names import KIND_ORDER, distinct_names, name_keys, place_text, told_of
from gazetteer.build.spill import Part, Spilled, read_parts, write_parts
from gazetteer.build.units import NO_UNIT
from gazetteer.index_format import KINDS, NAME_KINDS
from gazetteer.names import fold
from gazetteer.place_block import (
    BLOCK_PLACES,
    NO_PARENT,
    UNKNOWN_EXTENT_M,
    PlaceClass,
    split_id,
    usual_extent_m,
)
from gazetteer.place_text import Name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gazetteer.build.light import Light
    from gazetteer.build.rows import Row

__all__ = ["PackedPlaces", "Packer", "PlacesTask", "pack_places"]

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

_REGION: Final = KINDS.index("region")
# The constructor of a named tuple takes its fields one by one, which is slow.
_new_tuple = tuple.__new__


class PlacesTask(NamedTuple):
    """A partition of places along the curve.

    Attributes:
        rows: Its rows.
        first: Record of its first place.
        context: File with what all tasks need, as ``Context``.
        names: Keys with which the partitions of names begin, but for the first.
        out: File for the blocks, without its ending.
    """

    rows: list[Part]
    first: int
    context: str
    names: Sequence[str]
    out: str


class PackedPlaces(NamedTuple):
    """What came of a ``PlacesTask``.

    Attributes:
        head: Rows before the first whole block, which belong to the block begun by the task before.
        blocks: File with the whole blocks.
        tail: Rows behind the last whole block.
        units: Record of each unit among the places.
        names: By partition of keys, pairs of keys and their ``bearer_of`` numbers as bytes.
    """

    head: list[tuple[Any, ...]]
    blocks: Part
    tail: list[tuple[Any, ...]]
    units: dict[int, int]
    names: Spilled


def pack_places(task: PlacesTask) -> PackedPlaces:
    """Pack places in their order; what holds them is told by numbers of units, which get records later."""
    with open(task.context, "rb") as file:  # noqa: PTH123 - a path as text
        context = marshal.load(file)  # noqa: S302 - written by this build
    rows = in_order(list(read_parts(task.rows)))
    packer = Packer(context)
    keys: list[list[str]] = [[] for _ in range(len(task.names) + 1)]
    bearers = [array("Q") for _ in keys]
    places, units = [], {}
    for record, row in enumerate(rows, start=task.first):
        place, weight, told_of_keys = packer.pack(row)
        places.append(place)
        if row[0] in packer.unit_of:
            units[packer.unit_of[row[0]]] = record
        bearer = bearer_of(weight, record)
        for key, told in told_of_keys.items():
            partition = bisect_right(task.names, key)
            keys[partition].append(key)
            bearers[partition].append(bearer | told)
    start = min(-task.first % BLOCK_PLACES, len(places))
    end = start + (len(places) - start) // BLOCK_PLACES * BLOCK_PLACES
    blocks = [
        pack_place_block(places[block : block + BLOCK_PLACES], packer.classes, packer.dictionary)
        for block in range(start, end, BLOCK_PLACES)
    ]
    return PackedPlaces(
        [tuple(place) for place in places[:start]],
        write_parts(f"{task.out}.blocks", {0: blocks})[0],
        [tuple(place) for place in places[end:]],
        units,
        write_parts(
            f"{task.out}.keys",
            {
                partition: [(some, bearers[partition].tobytes())]
                for partition, some in enumerate(keys)
                if some
            },
        ),
    )


class Packer:
    """Makes ``PlaceRow`` of rows.

    Args:
        context: Classes, shared countries, sources, labels; unit by holder and by group, extent by unit,
            demoted groups; the dictionary of texts.
    """

    def __init__(self, context: dict[str, Any]) -> None:
        self.classes: Sequence[PlaceClass] = [PlaceClass(*of) for of in context["classes"]]
        self.dictionary: bytes = context["dictionary"]
        self._shared = {of: number for number, of in enumerate(context["shared"])}
        self._sources: Sequence[str] = context["sources"]
        self._holders: Mapping[str, int] = context["holders"]
        self.unit_of: Mapping[int, int] = context["unit_of"]
        self._parents: Sequence[int] = context["parents"]
        self._extents: Sequence[int] = context["extents"]
        self._demoted: frozenset[int] = context["demoted"]
        self._tags = _Memo(partial(_tag_of, self._sources))
        numbers = {tuple(of): number for number, of in enumerate(context["classes"])}
        self._classes = _Memo(partial(_class_of, numbers, context["labels"]))
        self._heads = _Memo(self._head)

    def pack(self, row: Row | Light) -> tuple[PlaceRow, int, dict[str, int]]:
        """The place, its weight among those of one name, and its keys with the kinds of names."""
        if len(row) != LIGHT:
            return self._pack_full(row)
        _, rank, number, lon_e7, lat_e7, kind, _ = row
        head, population, names = opened(row)
        of, parent, country, shared = self._heads[head, kind, rank]
        extent = of.extent_m or (usual_extent_m(of.kind, population) if population else UNKNOWN_EXTENT_M)
        text, keys = self._texts(names, of.label, (), "", of_town=of.kind == "city")
        place = _new_tuple(
            PlaceRow, (number, lon_e7, lat_e7, of.number, parent, country, shared, population, extent, text)
        )
        return place, max(population, of.weight), keys

    def _pack_full(self, row: Row) -> tuple[PlaceRow, int, dict[str, int]]:
        group, population, identifier = row[0], row[at.POPULATION], row[at.ID]
        prefix, number = ("geonames", identifier) if isinstance(identifier, int) else split_id(identifier)
        of = self._classes[
            _REGION if group in self._demoted else row[at.KIND], row[at.FEATURE], row[at.RANK], prefix
        ]
        unit = self.unit_of.get(group, NO_UNIT)
        extent, codes = row[at.EXTENT], []
        if unit == NO_UNIT:
            parent = self._holders[row[at.HOLDER]]
        else:
            parent, extent = self._parents[unit], extent or self._extents[unit]
            codes = _visible(row[at.CODES])
        extent = (
            extent or of.extent_m or (usual_extent_m(of.kind, population) if population else UNKNOWN_EXTENT_M)
        )
        text, keys = self._texts(
            row[at.NAMES], of.label, codes, "" if prefix else str(identifier), of_town=of.kind == "city"
        )
        place = PlaceRow(
            number, row[at.LON], row[at.LAT], of.number, NO_PARENT if parent == NO_UNIT else parent,
            row[at.COUNTRY], self._shared[row[at.SHARED]], population, extent, text,
        )  # fmt: skip
        return place, max(population, of.weight), keys

    def _head(self, key: tuple[str, int, int]) -> tuple[_Class, int, str, int]:
        """Class, record of the holder, country, number of the shared countries of light rows."""
        head, kind, rank = key
        feature, country, shared, holder = head.split("\t")
        parent = self._holders[holder]
        return (
            self._classes[kind, feature, rank, "geonames"],
            NO_PARENT if parent == NO_UNIT else parent,
            country,
            self._shared[shared],
        )

    def _texts(
        self, names: Sequence[str], label: str, codes: Sequence[str], text_id: str, *, of_town: bool
    ) -> tuple[str, dict[str, int]]:
        """The text of a place, and its keys with the kinds of names."""
        if not codes and not text_id:
            quick = self._simple_texts(names, label, of_town=of_town)
            if quick:
                return quick
        found = [Name(names[first], *names[first + 1].split("\t")) for first in range(0, len(names), 2)]
        found += [Name(code, "code", "ISO 3166") for code in codes]
        distinct = distinct_names(found[0].spelling, found[0].source, found)
        keys = name_keys(distinct, of_town=of_town)
        return place_text(distinct, label, self._sources, codes, text_id), keys

    def _simple_texts(
        self, names: Sequence[str], label: str, *, of_town: bool
    ) -> tuple[str, dict[str, int]] | None:
        """The same, several times quicker, for names without languages of which none stands twice."""
        first = names[0]
        if names[1] != f"primary\t{label}\t" or not first.isprintable():
            return None
        primary = fold(first)
        keys = {primary: told_of(0, primary, primary, first)} if primary else {}
        if len(names) == 2:
            return first, keys
        spellings, tags = names[::2], [self._tags[tag] for tag in names[1::2]]
        if len(set(spellings)) < len(spellings):
            return None
        others = []
        for spelling, tag in itertools.islice(zip(spellings, tags, strict=True), 1, None):
            if not tag.lead or not spelling.isprintable():
                return None
            key = fold(spelling)
            if not tag.is_ascii or key != primary:
                others.append((tag, spelling, key))
        others.sort(key=itemgetter(0))
        parts, last = [first], tags[0]
        for tag, spelling, key in others:
            parts += "\t" if tag is last else tag.lead, spelling
            last = tag
            if key and key not in keys:
                keys[key] = told_of(tag.kind, key, primary, spelling, of_town=of_town)
        return "".join(parts), keys


class _Class(NamedTuple):
    """What places of one kind, feature, source and sort of identifier have in common."""

    number: int
    kind: str
    label: str
    extent_m: int
    weight: int


def _class_of(
    numbers: Mapping[tuple[str, ...], int], labels: Sequence[str], key: tuple[int, str, int, str]
) -> _Class:
    """What places of a kind, feature, rank and prefix have in common."""
    kind, feature, rank, prefix = key
    label, name = labels[rank], KINDS[kind]
    number = numbers[name, feature, label, prefix]
    return _Class(number, name, label, extent_m(feature), importance(name, feature, 0))


class _Tag(NamedTuple):
    """What kind and source of a name mean for its place in a text; ``lead`` is "" if it has a language."""

    order: tuple[int, str]
    lead: str
    kind: int
    is_ascii: bool


def _tag_of(sources: Sequence[str], tag: str) -> _Tag:
    kind, source, language = tag.split("\t")
    lead = "" if language else place_text([Name("", kind, source)], "", sources)
    return _Tag((KIND_ORDER.index(kind), source), lead, NAME_KINDS.index(kind), kind == "ascii")


class _Memo(dict[_Key, _Value]):
    """What a function makes of each key, worked out when it is first asked for."""

    def __init__(self, function: Callable[[_Key], _Value]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, key: _Key) -> _Value:
        value = self[key] = self._function(key)
        return value


def _visible(codes: str) -> list[str]:
    """The codes that users know; others, as of GeoNames' second level, only lead to holders."""
    return [code for code in codes.split() if ":" not in code and code.count(".") < 2]
