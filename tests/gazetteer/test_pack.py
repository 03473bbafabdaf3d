"""Packing rows into blocks: what goes in comes out, and what does not fit is refused."""

from __future__ import annotations

import itertools
import math
import random
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.build.container import BlockWriter
from gazetteer.build.hilbert import hilbert
from gazetteer.build.index_writer import IndexWriter
from gazetteer.build.pack import PlaceRow, pack_name_shard, pack_place_block, posting, shards
from gazetteer.build.place_names import distinct_names, name_keys, place_text, told_of
from gazetteer.errors import BuildError, DamagedIndexError
from gazetteer.index import Index
from gazetteer.index_format import MANIFEST, NAME_KINDS, PAGE_BLOCKS, BlockFile
from gazetteer.manifest import describe
from gazetteer.name_shard import NAME_KIND_OF, NAME_SORTS, SORT_MASK, NameShard
from gazetteer.names import FOLD_VERSION, fold
from gazetteer.place_block import (
    NO_PARENT,
    Lands,
    PlaceBlock,
    PlaceClass,
    Tables,
    spelling_sum,
    usual_extent_m,
)
from gazetteer.place_text import Name, read_name, read_names

if TYPE_CHECKING:
    from pathlib import Path

TABLES = Tables(
    [
        PlaceClass("city", "P.PPL", "GeoNames", "geonames"),
        PlaceClass("natural", "H.STM", "Dateline", ""),
        PlaceClass("city", "P.PPL", "Who's On First", "wof"),
    ],
    [(), ("DZ",), ("DZ", "NE")],
    ["Dateline", "GeoNames", "Who's On First"],
)
whole = st.integers(0, 0xFFFFFFFF)
rows = st.builds(
    PlaceRow,
    number=whole,
    lon_e7=st.integers(-1_800_000_000, 1_800_000_000),
    lat_e7=st.integers(-900_000_000, 900_000_000),
    place_class=st.integers(0, len(TABLES.classes) - 1),
    parent=whole,
    country=st.sampled_from(["", "ML", "DZ"]),
    shared=st.integers(0, len(TABLES.shared) - 1),
    population=st.one_of(st.just(0), whole),
    extent_m=st.one_of(st.just(1_000), whole),
    text=st.text(st.characters(exclude_characters="\n", codec="utf-8"), max_size=12),
)
names = st.lists(
    st.builds(
        Name,
        spelling=st.text(max_size=8),
        kind=st.sampled_from(NAME_KINDS),
        source=st.sampled_from(TABLES.sources),
        language=st.sampled_from(["", "ar", "fr", "zh-Hant"]),
    ),
    max_size=12,
)


def row(**fields: Any) -> PlaceRow:  # noqa: ANN401 - any field of a row
    return PlaceRow(1, 0, 0, 0, NO_PARENT, "ML", 0, 0, 1_000, "Kidal")._replace(**fields)


@given(st.lists(rows, min_size=1, max_size=64), st.binary(max_size=20))
def test_places_come_back_as_they_went_in(places: list[PlaceRow], dictionary: bytes) -> None:
    data = pack_place_block(places, TABLES.classes, dictionary)
    block = PlaceBlock(data, TABLES, Lands(TABLES.shared))
    assert block.count == len(places)
    assert block.texts(data, dictionary) == [place.text for place in places]
    assert block.points() == [(place.lon_e7, place.lat_e7) for place in places]
    for position, place in enumerate(places):
        found = block.record(position)
        assert found[:6] == (
            place.number, place.lon_e7, place.lat_e7, place.population, place.extent_m, place.parent
        )  # fmt: skip
        assert (found.country or "", found.shared_with) == (place.country, TABLES.shared[place.shared])
        assert found[8:] == TABLES.classes[place.place_class]
        assert position in block.held_by(place.parent)
    spellings = np.frombuffer(block.parts().spellings, "<u4").tolist()
    assert spellings == [spelling_sum(read_name(place.text)) for place in places]


def test_neighbours_with_five_decimals_take_ten_bytes_each() -> None:
    near = [row(number=at, lon_e7=at * 100, lat_e7=at * 100) for at in range(64)]
    far = [row(number=at, lon_e7=at * 100 + at % 2, lat_e7=at * 10_000_000) for at in range(64)]
    sizes = [len(pack_place_block(places, TABLES.classes)) for places in (near, far)]
    assert sizes[1] - sizes[0] == 4 * 64


@pytest.mark.parametrize(
    "places",
    [
        [],
        [row()] * 65,
        [row(number=1 << 32)],
        [row(population=-1)],
        [row(country="MLI")],
        [row(text="\ud800")],
        [row(lon_e7=1 << 40)],
    ],
)
def test_what_does_not_fit_is_refused(places: list[PlaceRow]) -> None:
    with pytest.raises(BuildError):
        pack_place_block(places, TABLES.classes)


@given(st.text(min_size=1, max_size=8), names)
def test_every_name_is_kept_and_found_by_its_key(name: str, others: list[Name]) -> None:
    try:
        kept = distinct_names(name, "GeoNames", others)
    except BuildError:
        assert not name.translate(dict.fromkeys((*range(0x20), 0x7F), " ")).strip()
        return
    text = place_text(kept, "GeoNames", TABLES.sources, ["ML-8"], "dateline:x")
    found = list(read_names(text, "GeoNames", TABLES.sources))
    assert found == kept
    assert {fold(other.spelling) for other in others if other.kind != "ascii"} - {""} <= {
        fold(other.spelling) for other in found
    }
    for key, told in name_keys(kept).items():
        of_kind = read_names(text, "GeoNames", TABLES.sources, NAME_KIND_OF[told])
        assert any(fold(other.spelling) == key for other in of_kind)


@pytest.mark.parametrize(
    ("kind", "spelling", "usual", "of_town", "sort"),
    [
        ("alternate", "Halle", "Halle (Saale)", True, "alternate: part"),
        ("alternate", "Kati", "Cercle de Kati", False, "alternate: part"),
        ("alternate", "Timbuctoo", "Timbuktu", True, "alternate: akin"),
        ("alternate", "Leopoldville", "Kinshasa", True, "alternate: unlike"),
        ("alternate", "Kati Cercle", "Cercle de Kati", False, "alternate"),
        ("alternate", "كيدال", "Kidal", True, "alternate"),
        ("historic", "Leopoldville", "Kinshasa", True, "historic"),
        ("primary", "Halle (Saale)", "Halle (Saale)", True, "primary: signs"),
        ("primary", "Halle", "Halle", True, "primary"),
    ],
)
def test_a_posting_tells_what_a_name_is_to_the_usual_one(
    kind: str, spelling: str, usual: str, sort: str, *, of_town: bool
) -> None:
    told = told_of(NAME_KINDS.index(kind), fold(spelling), fold(usual), spelling, of_town=of_town)
    assert NAME_SORTS[told & SORT_MASK] == sort
    assert NAME_KIND_OF[told] == kind


def test_a_name_in_a_language_is_kept_beside_the_same_name_in_another() -> None:
    others = [Name("Mali", "alternate", "Dateline", tag) for tag in ("fr", "", "en", "fr")]
    kept = distinct_names("Mali", "Dateline", others)
    assert [(name.kind, name.language) for name in kept] == [
        ("primary", ""), ("alternate", "en"), ("alternate", "fr")
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["", " ", "\n\t", "\x7f"])
def test_a_place_without_a_name_is_refused(name: str) -> None:
    with pytest.raises(BuildError, match="without a name"):
        distinct_names(name, "GeoNames", [])


@given(st.dictionaries(st.text(st.characters(categories=["L", "N"]), min_size=1), st.integers(1, 5)))
def test_a_shard_gives_the_postings_of_each_key_in_their_order(counts: dict[str, int]) -> None:
    if not counts:
        return
    entries = [
        (key, [posting(number * 7 + at, at % len(NAME_KINDS)) for at in range(count, 0, -1)])
        for number, (key, count) in enumerate(sorted(counts.items()))
    ]
    shard = NameShard(pack_name_shard(entries))
    assert shard.keys() == [key for key, _ in entries]
    for key, postings in entries:
        assert shard.postings([key]) == [tuple(postings)]
    assert shard.postings(["no such key"]) == [()]


def test_the_last_record_can_be_numbered() -> None:
    last = posting((1 << 24) - 1, len(NAME_KINDS) - 1)
    assert NameShard(pack_name_shard([("a", [last]), ("b", [last, 0])])).postings(["a"]) == [(last,)]


def test_shards_take_all_entries_in_order() -> None:
    entries = [(f"{number:06}", [number]) for number in range(20_000)]
    stretches = list(shards(entries))
    assert [entry for stretch in stretches for entry in stretch] == entries
    assert len(stretches) == 3


def test_neighbours_on_the_curve_are_neighbours_on_the_earth() -> None:
    chance = random.Random(5)  # noqa: S311 - a sample of points, no secret
    points = [
        (chance.randint(-1_800_000_000, 1_800_000_000), chance.randint(-900_000_000, 900_000_000))
        for _ in range(4_000)
    ]
    steps = [math.dist(*pair) for pair in itertools.pairwise(sorted(points, key=lambda at: hilbert(*at)))]
    assert sum(steps) * 20 < sum(math.dist(*pair) for pair in itertools.pairwise(points))
    lons, lats = np.array(points, dtype=np.int64).T
    assert hilbert(lons, lats).tolist() == [hilbert(*at) for at in points]


# Files


@pytest.mark.parametrize("blocks", [0, 1, PAGE_BLOCKS - 2, PAGE_BLOCKS - 1, PAGE_BLOCKS, 3 * PAGE_BLOCKS])
def test_blocks_come_back_whatever_the_number_of_pages(tmp_path: Path, blocks: int) -> None:
    path = tmp_path / "some.bin"
    with path.open("wb") as file:
        writer = BlockWriter(file)
        writer.section("all")
        contents = [bytes([number % 251]) * (number % 5) for number in range(blocks)]
        for content in contents:
            writer.add(content)
        writer.section("none")
        writer.finish()
        writer.seal(bytes(range(16)))
    read = BlockFile(str(path), FOLD_VERSION)
    assert read.build_id == bytes(range(16))
    assert [read.block(number) for number in read.sections["all"]] == contents
    assert list(read.sections["none"]) == []
    for number in (-1, read.count):
        with pytest.raises(DamagedIndexError, match=f"block {number} is asked for"):
            read.block(number)


def test_a_file_that_was_not_finished_is_no_index_file(tmp_path: Path) -> None:
    path = tmp_path / "some.bin"
    with path.open("wb") as file:
        BlockWriter(file).add(b"Kidal" * 100)
    with pytest.raises(DamagedIndexError, match="does not begin as an index file does"):
        BlockFile(str(path), FOLD_VERSION)


def test_the_digest_tells_blocks_from_blocks_that_are_cut_elsewhere() -> None:
    digests = set()
    for contents in ([b"Ki", b"dal"], [b"Kidal"], [b"Kid", b"al"], [b"Kidal", b""]):
        writer = BlockWriter(BytesIO())
        writer.section("all")
        for content in contents:
            writer.add(content)
        digests.add(writer.finish())
    assert len(digests) == 4


def write(folder: Path, places: list[PlaceRow]) -> None:
    with IndexWriter(folder, TABLES) as writer:
        for at in range(0, len(places), 64):
            writer.add_places(pack_place_block(places[at : at + 64], TABLES.classes))
        writer.add_names("kidal", pack_name_shard([("kidal", [0])]))
        writer.finish()
    files = [path.name for path in folder.iterdir()]
    (folder / MANIFEST).write_bytes(describe(folder, files, {}))


def test_identifiers_of_several_kinds_are_found(tmp_path: Path) -> None:
    places = [
        row(number=at // 3 + 7, place_class=0 if at % 3 == 0 else 2, text=f"P{at}")
        if at % 3 < 2
        else row(number=0, place_class=1, text=f"P{at}\vidateline:river-{at}")
        for at in range(20_000)
    ]
    write(tmp_path, places)
    index = Index.open(tmp_path)
    for record in range(0, 20_000, 331):
        prefix = ("geonames", "wof", "")[record % 3]
        expected = f"{prefix}:{record // 3 + 7}" if prefix else f"dateline:river-{record}"
        assert index.id(record) == expected
        assert index.by_id(expected) == record
    for missing in ("geonames:6", "wof:9999999", "dateline:river-0", "other:7", "geonames:07"):
        assert index.by_id(missing) is None


@pytest.mark.parametrize("twin", [row(number=5), row(place_class=1, text="A\viriver")])
def test_one_identifier_for_two_places_is_refused(tmp_path: Path, twin: PlaceRow) -> None:
    with pytest.raises(BuildError, match="two places have the identifier"):
        write(tmp_path, [twin, row(number=6), twin])


def test_an_index_without_places_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="0 places"), IndexWriter(tmp_path, TABLES) as writer:
        writer.finish()


@given(st.integers(0, 40_000_000))
def test_the_usual_extent_of_a_city_grows_with_its_people(population: int) -> None:
    assert 500 <= usual_extent_m("city", population) <= usual_extent_m("city", population + 1_000_000)
