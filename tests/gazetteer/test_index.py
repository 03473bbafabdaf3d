"""The index: what it answers, how quickly, and that no damage makes it answer wrongly."""

from __future__ import annotations

import gc
import itertools
import os
import random
import shutil
import struct
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import gazetteer
from gazetteer import manifest
from gazetteer.build.write import write_index
from gazetteer.errors import DamagedIndexError, IndexNotFoundError
from gazetteer.index import Index
from gazetteer.index_format import FUZZY_FILE, HEAD, MANIFEST, NAME_KINDS, NAMES_FILE, PLACES_FILE, BlockFile
from gazetteer.names import FOLD_VERSION, fold
from geo.points import BBox, LonLat
from tests.shared.places import TINZAOUATEN, few_places, write_small_index
from tools.build_gazetteer import sources

if TYPE_CHECKING:
    from gazetteer.place import Place

SHIPPED = Path(gazetteer.__file__).parent / "data" / "index"
BOTH_FILES = pytest.mark.parametrize("file", [NAMES_FILE, PLACES_FILE])
EACH_FILE = pytest.mark.parametrize("file", [NAMES_FILE, PLACES_FILE, FUZZY_FILE])
KIDAL, KIDAL_REGION, KIDAL_IN_INDONESIA = "geonames:2455290", "geonames:2597449", "geonames:1640057"


@pytest.fixture(scope="module")
def shipped() -> Index:
    return Index.open(SHIPPED)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write_small_index(tmp_path / "index")


def ids(index: Index, name: str) -> list[str]:
    return [index.id(hit.record) for hit in index.find(fold(name))]


def record_of(index: Index, identifier: str) -> int:
    record = index.by_id(identifier)
    assert record is not None
    return record


def get(index: Index, identifier: str) -> Place:
    return index.place(record_of(index, identifier))


# What it answers


def test_a_place_comes_back_as_it_went_in(small: Path) -> None:
    town = get(Index.open(small), KIDAL)
    assert (town.name, town.kind, town.feature_code) == ("Kidal", "city", "P.PPLA")
    assert (town.country, town.admin1, town.admin1_code) == ("ML", "Kidal", "ML-8")
    assert town.point == LonLat(1.40921, 18.44345)
    assert (town.population, town.extent_m, town.source) == (40_030, 2_001, "GeoNames")


def test_a_place_of_ours_says_so_and_names_the_countries_that_share_it(small: Path) -> None:
    town = get(Index.open(small), "dateline:tinzaouaten")
    assert (town.source, town.country, town.shared_with) == ("Dateline", "ML", ("DZ",))
    assert (town.admin1_code, town.extent_m, town.population) == ("ML-8", 3_000, None)


def test_the_region_the_town_and_the_village_abroad_come_in_the_order_of_their_importance(
    small: Path,
) -> None:
    assert ids(Index.open(small), "Kidal") == [KIDAL_REGION, KIDAL, KIDAL_IN_INDONESIA]


def test_a_hit_says_which_name_of_which_source_matched(small: Path) -> None:
    index = Index.open(small)
    (hit,) = index.find(fold("malian"))
    assert hit[1:] == ("Malian", "demonym", "Dateline", "en")
    (hit,) = index.find(fold("مالى"))
    assert (hit.name, hit.language) == ("مالي", "ar")


def test_postings_are_records_and_kinds_of_names(small: Path) -> None:
    index = Index.open(small)
    assert [posting >> 24 for posting in index.postings("malian")] == [NAME_KINDS.index("demonym")]
    assert [posting & 0xFFFFFF for posting in index.postings("kidal")] == [
        hit.record for hit in index.find("kidal")
    ]


def test_a_record_tells_without_texts_what_a_place_tells(shipped: Index) -> None:
    for record in range(0, len(shipped), 4_999):
        fields, place = shipped.record(record), shipped.place(record)
        assert (fields.kind, fields.feature, fields.country) == (
            place.kind,
            place.feature_code,
            place.country,
        )
        assert (fields.population or None, fields.extent_m) == (place.population, place.extent_m)
        assert (fields.source, fields.shared_with) == (place.source, place.shared_with)
        assert shipped.point(record) == place.point == LonLat(fields.lon_e7 / 1e7, fields.lat_e7 / 1e7)


def test_every_name_of_a_place_is_there_with_its_kind_and_language(shipped: Index) -> None:
    names = shipped.names(record_of(shipped, "geonames:2453866"))
    assert names[0].spelling == "Mali"
    assert {("مالي", "ar"), ("Malí", "es")} <= {(name.spelling, name.language) for name in names}
    assert "demonym" in {name.kind for name in names}


def test_each_name_of_a_place_finds_it(shipped: Index) -> None:
    for record in range(0, len(shipped), 1_009):
        for name in shipped.names(record):
            if key := fold(name.spelling):
                assert record in {hit.record for hit in shipped.find(key)}, name


def test_keys_are_all_there_in_order_and_once(small: Path) -> None:
    keys = list(Index.open(small).keys())
    assert keys == sorted(set(keys))
    assert {"kidal", "malian", "ml8", fold("تين زواتين")} <= set(keys)


@pytest.mark.parametrize(
    "identifier", ["", "geonames:", "geonames:1", "wof:7", "dateline:zzz", "dateline:a", "7"]
)
def test_an_identifier_that_nobody_has_gives_none(shipped: Index, identifier: str) -> None:
    assert shipped.by_id(identifier) is None


def test_every_identifier_leads_to_its_record(shipped: Index) -> None:
    for record in range(0, len(shipped), 997):
        assert shipped.by_id(shipped.id(record)) == record
    assert shipped.id(record_of(shipped, "dateline:tinzaouaten")) == "dateline:tinzaouaten"


def test_children_are_what_a_unit_holds_units_first(shipped: Index) -> None:
    mali = record_of(shipped, "geonames:2453866")
    children = shipped.children(mali)
    kinds = [shipped.kind(child) for child in children]
    assert record_of(shipped, KIDAL_REGION) in children
    assert kinds == sorted(kinds, key=lambda kind: kind not in {"admin1", "admin2"})
    region = shipped.children(record_of(shipped, KIDAL_REGION))
    assert {shipped.ancestors(child)[0] for child in region} == {record_of(shipped, KIDAL_REGION)}
    assert shipped.children(record_of(shipped, KIDAL)) == []


def test_units_are_found_by_each_of_their_codes(small: Path) -> None:
    index = Index.open(small)
    assert index.by_code("ML-8") == record_of(index, KIDAL_REGION)
    assert index.by_code("ML") == record_of(index, "geonames:2453866")
    assert index.by_code("Mali") is index.by_code("XX") is None


def test_holders_come_from_the_smallest_to_the_country(small: Path) -> None:
    index = Index.open(small)
    record = record_of(index, "dateline:tinzaouaten")
    assert [index.place(holder).name for holder in index.ancestors(record)] == ["Kidal", "Mali"]


@pytest.mark.parametrize("key", ["", "nowhere", "zzz", "\ud800", "x" * 10_000, "\x00", "\U0010ffff"])
def test_a_name_that_nobody_bears_finds_nothing(small: Path, key: str) -> None:
    assert Index.open(small).find(key) == []


def test_a_record_of_another_index_is_refused(small: Path) -> None:
    with pytest.raises(IndexError, match="record 999 is not in this index"):
        Index.open(small).place(999)


def test_a_misspelled_key_leads_to_the_one_meant(small: Path) -> None:
    index = Index.open(small)
    (near,) = index.similar("tinzawaten")
    assert [index.id(hit.record) for hit in index.find(near.key)] == ["dateline:tinzaouaten"]


# The index that is shipped


@pytest.mark.parametrize("spelling", TINZAOUATEN)
def test_every_spelling_of_tinzaouaten_finds_it(shipped: Index, spelling: str) -> None:
    assert "dateline:tinzaouaten" in ids(shipped, spelling)


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("Kidal", KIDAL),
        ("كيدال", KIDAL),
        ("Кидаль", KIDAL),
        ("ⴽⵉⴷⴰⵍ", KIDAL),
        ("Kidal", KIDAL_REGION),
        ("Kidal", KIDAL_IN_INDONESIA),
        ("Tombouctou", "geonames:2449067"),
        ("Timbuktu", "geonames:2449067"),
        ("Mali", "geonames:2453866"),
        ("Malian", "geonames:2453866"),
        ("Algérie", "geonames:2589581"),
        ("الجزائر", "geonames:2589581"),
    ],
)
def test_well_known_names_are_found(shipped: Index, name: str, identifier: str) -> None:
    assert identifier in ids(shipped, name)


def test_the_shipped_index_is_whole(shipped: Index) -> None:
    shipped.verify()


def test_the_shipped_index_was_built_from_the_tables_and_packages_of_today() -> None:
    assert manifest.read(SHIPPED)["sources"] == sources()


def test_every_shipped_place_can_be_read_and_is_held_by_a_larger_one(shipped: Index) -> None:
    rank = {"admin2": 1, "admin1": 2, "country": 3}
    for record in range(0, len(shipped), 7):
        place = shipped.place(record)
        assert shipped.id(record) == place.id
        assert place.name
        assert place.country is None or (len(place.country) == 2 and place.country.isupper())
        assert place.extent_m > 0
        ranks = [rank[shipped.kind(holder)] for holder in shipped.ancestors(record)]
        assert ranks == sorted(ranks)


def test_a_lookup_reads_one_shard_and_reads_it_once() -> None:
    index = Index.open(SHIPPED)
    assert not index._shards
    index.find(fold("Kidal"))
    (shard,) = index._shards.values()
    index.find(fold("Kidal"))
    assert [*index._shards.values()] == [shard]


def test_opening_and_asking_load_no_heavy_library() -> None:
    code = (
        "import sys; from gazetteer.index import Index; from gazetteer.names import fold\n"
        f"index = Index.open({str(SHIPPED)!r})\n"
        "assert [index.place(hit.record) for hit in index.find(fold('Kidal'))]\n"
        "print(*sorted({'numpy', 'pandas', 'shapely', 'pyproj', 'json', 'hashlib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


# Damage


def answers(folder: Path) -> list[tuple[str, Place]]:
    index = Index.open(folder)
    near = [(near.key, index.place(0)) for near in index.similar("tinzawaten")]
    return answers_exactly(index) + near


def answers_exactly(index: Index) -> list[tuple[str, Place]]:
    names = ("Kidal", "Mali", "Malian", "Tinzaouaten", "تين زواتين", "ML-8", "Nowhere")
    found = [(hit.name, index.place(hit.record)) for name in names for hit in index.find(fold(name))]
    records = [index.by_id(KIDAL), index.by_id("dateline:tinzaouaten"), index.nearest(LonLat(2, 20))[0][0]]
    records += [*index.in_box(BBox(1, 18, 2, 19)), *index.children(records[0] or 0)]
    records += index.children(record_of(index, KIDAL_REGION))
    return found + [("", index.place(record)) for record in records if record is not None]


def noticed_or_right(folder: Path, right: list[tuple[str, Place]]) -> bool:
    """Whether the damage was noticed; where it was not, the answers must be right."""
    try:
        found = answers(folder)
    except DamagedIndexError:
        return True
    assert found == right
    return False


@EACH_FILE
def test_no_changed_byte_makes_a_wrong_answer(small: Path, file: str) -> None:
    path, right = small / file, answers(small)
    whole = path.read_bytes()
    noticed = 0
    places = [*range(256), *range(256, len(whole), 5)]  # header and directory, then a sample of the blocks
    for at in places:
        damaged = bytearray(whole)
        damaged[at] ^= 1 << at % 8
        path.write_bytes(damaged)
        noticed += noticed_or_right(small, right)
    assert noticed == len(places)


@EACH_FILE
def test_a_file_cut_at_any_block_is_refused(small: Path, file: str) -> None:
    path = small / file
    whole, blocks = path.read_bytes(), BlockFile(str(path), FOLD_VERSION)
    sizes = [len(blocks.block(number)) for number in range(blocks.count)]
    for size in itertools.accumulate(sizes, initial=HEAD.size):
        path.write_bytes(whole[:size])
        with pytest.raises(DamagedIndexError, match=file):
            Index.open(small)


@EACH_FILE
def test_a_cut_or_lengthened_file_is_refused(small: Path, file: str) -> None:
    path = small / file
    whole = path.read_bytes()
    for size in {*range(0, len(whole), 23), len(whole) - 1}:
        path.write_bytes(whole[:size])
        with pytest.raises(DamagedIndexError, match=file):
            Index.open(small)
    path.write_bytes(whole + b"\0")
    with pytest.raises(DamagedIndexError, match=file):
        Index.open(small)


@EACH_FILE
def test_damage_anywhere_in_the_shipped_index_is_noticed(tmp_path: Path, file: str) -> None:
    folder = tmp_path / "index"
    shutil.copytree(SHIPPED, folder)
    chance = random.Random(2)  # noqa: S311 - a sample of bytes, no secret
    with (folder / file).open("r+b") as handle:
        size = handle.seek(0, 2)
        for at in [*range(48), *(chance.randrange(size) for _ in range(40))]:
            handle.seek(at)
            (byte,) = handle.read(1)
            for value in (byte ^ 1 << at % 8, byte):
                handle.seek(at)
                handle.write(bytes([value]))
                handle.flush()
                if value != byte:
                    with pytest.raises(DamagedIndexError):
                        Index.open(folder).verify()


@EACH_FILE
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04" + bytes(500), b"DLGAZ\n" + bytes(500), b"Kidal" * 99])
def test_a_file_of_something_else_is_refused(small: Path, file: str, content: bytes) -> None:
    (small / file).write_bytes(content)
    with pytest.raises(DamagedIndexError, match=file):
        Index.open(small)


@BOTH_FILES
def test_a_missing_file_is_said_to_be_missing(small: Path, file: str) -> None:
    (small / file).unlink()
    with pytest.raises(IndexNotFoundError, match=file):
        Index.open(small)


def test_a_folder_without_an_index_is_said_to_hold_none(tmp_path: Path) -> None:
    for folder, why in ((tmp_path, "holds no index"), (tmp_path / "absent", "does not exist")):
        with pytest.raises(IndexNotFoundError, match=f"{why}.*leave the path out"):
            Index.open(folder)


@pytest.mark.parametrize("mapped", [False, True])
def test_a_file_that_is_cut_while_it_is_open_raises(
    small: Path, monkeypatch: pytest.MonkeyPatch, *, mapped: bool
) -> None:
    if mapped:  # as on a system without pread: there the file cannot be cut while it is mapped
        monkeypatch.delattr("os.pread")
        assert answers(small)
        return
    index = Index.open(small)
    (small / PLACES_FILE).write_bytes(b"")
    with pytest.raises(DamagedIndexError, match=PLACES_FILE):
        index.place(0)


def test_files_that_stand_under_each_others_names_are_refused(small: Path) -> None:
    names, places = small / NAMES_FILE, small / PLACES_FILE
    content = names.read_bytes()
    names.write_bytes(places.read_bytes())
    places.write_bytes(content)
    with pytest.raises(DamagedIndexError, match="another file of an index"):
        Index.open(small)


@EACH_FILE
def test_files_of_two_builds_do_not_go_together(small: Path, file: str) -> None:
    shutil.copyfile(SHIPPED / file, small / file)
    with pytest.raises(DamagedIndexError, match="not built together"):
        Index.open(small)


def test_files_close_when_nothing_refers_to_the_index_any_more(small: Path) -> None:
    def free_number() -> int:
        number = os.open(small / MANIFEST, os.O_RDONLY)
        os.close(number)
        return number

    before = free_number()
    gc.disable()
    try:
        for _ in range(3):
            assert answers_exactly(Index.open(small))
        assert free_number() == before
    finally:
        gc.enable()


def test_near_names_that_are_lost_are_missed(small: Path) -> None:
    (small / FUZZY_FILE).unlink()
    with pytest.raises(IndexNotFoundError, match=FUZZY_FILE):
        Index.open(small)


def test_an_index_that_was_made_without_near_names_has_none(small: Path) -> None:
    (small / FUZZY_FILE).unlink()
    (small / MANIFEST).write_bytes(manifest.describe(small, (NAMES_FILE, PLACES_FILE), {}))
    index = Index.open(small)
    index.verify()
    assert index.similar("tinzawaten") == []


def test_an_index_that_is_replaced_goes_on_answering_whoever_has_it_open(small: Path) -> None:
    index = Index.open(small)
    write_index(few_places()[:2], small, {})
    assert len(Index.open(small)) == 2
    assert ids(index, "Tinzaouaten") == ["dateline:tinzaouaten"]
    assert get(index, KIDAL).admin1 == "Kidal"


def test_an_index_that_is_replaced_while_it_is_opened_is_opened(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    write_index(few_places()[:2], other, {})
    opened: list[str] = []

    def open_and_replace(path: str, fold_version: int) -> BlockFile:
        file = BlockFile(path, fold_version)
        opened.append(path)
        if len(opened) == 1:
            small.replace(tmp_path / "old")
            other.replace(small)
        return file

    monkeypatch.setattr("gazetteer.index.BlockFile", open_and_replace)
    assert len(Index.open(small)) == 2


@pytest.mark.parametrize(("version", "way_out"), [(99, "update Dateline"), (0, "rebuild the index")])
def test_an_index_of_another_format_says_which_and_what_to_do(
    small: Path, version: int, way_out: str
) -> None:
    path = small / PLACES_FILE
    path.write_bytes(b"".join((path.read_bytes()[:8], struct.pack("<H", version), path.read_bytes()[10:])))
    with pytest.raises(DamagedIndexError, match=f"index format {version}, .*{way_out}"):
        Index.open(small)


def test_no_changed_byte_of_a_manifest_goes_unnoticed(small: Path) -> None:
    whole = (small / MANIFEST).read_bytes()
    for at in range(len(whole)):
        damaged = bytearray(whole)
        damaged[at] ^= 1 << at % 8
        (small / MANIFEST).write_bytes(damaged)
        with pytest.raises(DamagedIndexError, match=MANIFEST):
            manifest.read(small)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff", b'{"files": 3}', b'{"files": {"\\ud800": 1}}', b"[" * 100_000]
)
def test_verify_refuses_a_manifest_that_is_none(small: Path, content: bytes) -> None:
    (small / MANIFEST).write_bytes(content)
    with pytest.raises(DamagedIndexError, match=MANIFEST):
        Index.open(small).verify()


def test_verify_notices_a_file_that_the_manifest_does_not_describe(small: Path) -> None:
    shutil.copyfile(SHIPPED / MANIFEST, small / MANIFEST)
    with pytest.raises(DamagedIndexError, match="its manifest says"):
        Index.open(small).verify()
