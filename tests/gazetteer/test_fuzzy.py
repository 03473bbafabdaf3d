"""Near names: what is found, what is not, and that no damage makes an answer wrong."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gazetteer
from gazetteer.build.fuzzy import pack_fuzzy
from gazetteer.edits import COSTS, cost, distance, most_cost, most_edits
from gazetteer.errors import BuildError, DamagedIndexError, IndexNotFoundError
from gazetteer.fuzzy import Fuzzy
from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# Names as they are spelled on maps and in reports, in several scripts.
NAMES = """
    Kidal Gao Bamako Tessalit Timbuktu Tombouctou Aguelhok Boughessa Ansongo Ménaka Mopti Ouagadougou
    Washington Djibouti Niamey Raqqa Qaim Constantinople Antananarivo Ouarzazate Chinguetti Nouakchott
    Bobo-Dioulasso Sévaré Douentza Gossi Hombori Anéfis Tinzaouaten Taoudenni Araouane Goundam
    Diré Léré Niafunké Saint-Pierre-et-Miquelon
    Thiruvananthapuram Москва Тимбукту Санкт-Петербург تمبكتو القاهرة باماكو
    Αθήνα תלאביב თბილისი Երևան 恩特雷里奥斯 二十里铺镇 नईदिल्ली サンフランシスコ District-9
"""
LATIN = "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(scope="module")
def fuzzy(tmp_path_factory: pytest.TempPathFactory) -> Fuzzy:
    return build(tmp_path_factory.mktemp("fuzzy") / "fuzzy.bin", map(fold, NAMES.split()))


def build(path: Path, keys: Iterable[str]) -> Fuzzy:
    with path.open("wb") as file:
        pack_fuzzy(keys, file, bytes(16), path.parent)
    return Fuzzy.open(path)


def near(fuzzy: Fuzzy, name: str) -> list[str]:
    return [found.key for found in fuzzy.similar(fold(name))]


# What is found


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Kidall", "Kidal"),
        ("Bamkao", "Bamako"),
        ("Tessalitt", "Tessalit"),
        ("Timbuctoo", "Timbuktu"),
        ("Aguelhoc", "Aguelhok"),
        ("Boghassa", "Boughessa"),
        ("Jibuti", "Djibouti"),
        ("Wagadougou", "Ouagadougou"),
        ("Al-Qaim", "Qaim"),
        ("Washingtn", "Washington"),
        ("Kashington", "Washington"),
        ("Antnananarivo", "Antananarivo"),
        ("Constanfinogle", "Constantinople"),
        ("Thiruvanaktapuram", "Thiruvananthapuram"),
        ("Нимбукту", "Тимбукту"),
        ("Санктпитирбург", "Санкт-Петербург"),
        ("قاهرة", "القاهرة"),
        ("تمبكت", "تمبكتو"),
        ("恩特雷里奧斯", "恩特雷里奥斯"),
        ("サンフランスシコ", "サンフランシスコ"),
        ("नईदिल्लि", "नईदिल्ली"),
    ],
)
def test_a_misspelled_name_finds_the_one_meant(fuzzy: Fuzzy, asked: str, meant: str) -> None:
    assert fold(meant) in near(fuzzy, asked)


def test_the_distance_is_in_edits_and_the_nearest_comes_first(fuzzy: Fuzzy) -> None:
    first, *others = fuzzy.similar("timbuctou")
    assert (first.key, first.distance, first.cost) == ("timbuktu", 2, 0.6)
    assert [found.cost for found in others] == sorted(found.cost for found in others)


def one_edit_of(key: str) -> set[str]:
    """Every misspelling of a key by one Latin letter, made here in the plainest way."""
    made = set()
    for at in range(len(key) + 1):
        made |= {key[:at] + letter + key[at:] for letter in LATIN}
        made |= {key[:at] + letter + key[at + 1 :] for letter in LATIN}
        made |= {key[:at] + key[at + 1 :], key[:at] + key[at + 1 : at + 2] + key[at : at + 1] + key[at + 2 :]}
    return made - {key}


@pytest.mark.parametrize(
    "name", ["Mopti", "Ansongo", "Tessalit", "Ouagadougou", "Constantinople", "Tinzaouaten"]
)
def test_one_edit_anywhere_in_a_latin_name_is_found(fuzzy: Fuzzy, name: str) -> None:
    key = fold(name)
    missed = [asked for asked in one_edit_of(key) if len(asked) > 4 and key not in near(fuzzy, asked)]
    assert missed == []


@pytest.mark.parametrize(
    "name", ["Санкт-Петербург", "القاهرة", "恩特雷里奥斯", "サンフランシスコ", "नईदिल्ली", "Αθήνα"]
)
def test_one_edit_anywhere_in_a_name_of_another_script_is_found(fuzzy: Fuzzy, name: str) -> None:
    key, chosen = fold(name), random.Random(3)  # noqa: S311 - a test that is the same each time
    for at in range(len(key)):
        letter = chosen.choice(key)
        asked = {key[:at] + key[at + 1 :], key[:at] + letter + key[at + 1 :], key[:at] + letter + key[at:]}
        for one in {one for one in asked if len(one) > 4} - {key}:
            assert key in near(fuzzy, one), one


def test_a_crowd_of_like_names_does_not_hide_the_nearest(tmp_path: Path) -> None:
    vowels = "aeiou"
    crowd = [
        f"k{a}{b}l{c}{d}" for a in vowels for b in ["", *vowels] for c in vowels for d in ["", "b", "n", "r"]
    ]
    fuzzy = build(tmp_path / "fuzzy.bin", {*crowd, "kulla"})
    assert near(fuzzy, "kullla")[0] == "kulla"
    assert "kuila" in near(fuzzy, "xuila")


# What is not


@pytest.mark.parametrize(
    "asked", ["Xqzzt", "Qwrtpsdf", "zzzzzzzzzz", "", "   ", "Ga", "Goa", "!?", "\ud800", "a" * 10_000]
)
def test_nonsense_and_short_names_find_nothing(fuzzy: Fuzzy, asked: str) -> None:
    assert near(fuzzy, asked) == []


@pytest.mark.parametrize(
    "key", ["kid\ud800al", "kid\x00al", "kid\tal", "kid\nal", "\u202ekidal", "kid.al", "😀😀😀😀"]
)
def test_what_is_no_key_is_no_trouble(fuzzy: Fuzzy, key: str) -> None:
    assert all(found.key in map(fold, NAMES.split()) for found in fuzzy.similar(key))


def test_another_number_is_another_place(fuzzy: Fuzzy) -> None:
    assert near(fuzzy, "District 8") == []
    assert near(fuzzy, "Distrikt 9") == ["district9"]


def test_a_key_is_not_near_itself(fuzzy: Fuzzy) -> None:
    assert all(fold(name) not in near(fuzzy, name) for name in NAMES.split())


@given(st.text(LATIN, min_size=1, max_size=24))
def test_answers_are_keys_within_the_bounds_that_are_stated(fuzzy: Fuzzy, asked: str) -> None:
    keys = set(map(fold, NAMES.split()))
    for found in fuzzy.similar(asked):
        assert found.key in keys
        assert found.distance == distance(asked, found.key) <= most_edits(asked) + 2
        assert 0 < found.cost <= most_cost(asked)


def test_only_as_many_answers_as_asked_for(fuzzy: Fuzzy) -> None:
    assert len(fuzzy.similar("timbuktou")) == 2
    assert len(fuzzy.similar("timbuktou", limit=1)) == 1


# What edits cost


def plain_distance(one: str, other: str) -> int:
    """Optimal string alignment, straight from its definition."""
    table = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i, letter in enumerate(one, 1):
        for j, beside in enumerate(other, 1):
            table[i, j] = min(
                table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (letter != beside)
            )
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == beside:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(one), len(other)]


@given(st.text("aekst", max_size=9), st.text("aekst", max_size=9))
def test_distance_is_as_defined_and_cost_never_more(one: str, other: str) -> None:
    assert distance(one, other) == plain_distance(one, other)
    assert cost(one, other) <= distance(one, other)
    assert (cost(one, other) == 0) == (one == other)
    assert cost(one, other) == cost(other, one)


@given(st.text("aekst", max_size=9), st.text("aekst", max_size=9), st.sampled_from([0.5, 1.0, 1.5]))
def test_a_bound_changes_no_cost_below_it(one: str, other: str, most: float) -> None:
    exact = cost(one, other)
    bounded = cost(one, other, most)
    assert bounded == exact if exact <= most else bounded > most


def test_likely_misspellings_cost_less_than_others() -> None:
    assert cost("tessalitt", "tessalit") == COSTS["doubled"]
    assert cost("menaca", "menaka") == COSTS["same sound"]
    assert cost("tasalit", "tesalit") == COSTS["vowel for vowel"]
    assert cost("jibouti", "djibouti") == COSTS["affricate"]
    assert cost("mepti", "mopti") < cost("mokti", "mopti") == COSTS["full"]


# The file


def test_the_same_keys_in_any_order_make_the_same_bytes(tmp_path: Path) -> None:
    keys = sorted(map(fold, NAMES.split()))
    build(tmp_path / "one", keys)
    build(tmp_path / "other", reversed(keys))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_many_keys_are_sorted_by_way_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = sorted(map(fold, NAMES.split()))
    build(tmp_path / "one", keys)
    monkeypatch.setattr("gazetteer.build.fuzzy._RUN_ROWS", 7)
    build(tmp_path / "other", keys)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_an_index_of_short_names_alone_has_no_near_names(tmp_path: Path) -> None:
    assert build(tmp_path / "fuzzy.bin", ["", "ga", "北京"]).similar("gaoo") == []


def test_what_is_no_key_cannot_be_built(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"kidal\\tgao"):
        build(tmp_path / "fuzzy.bin", ["kidal\tgao"])


def test_every_changed_byte_and_every_cut_is_found(tmp_path: Path) -> None:
    path = tmp_path / "fuzzy.bin"
    expected = build(path, map(fold, NAMES.split())).similar("bamkao")
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        try:
            assert Fuzzy.open(path).similar("bamkao") == expected
        except DamagedIndexError:
            continue
    for length in range(0, len(whole), 5):
        path.write_bytes(whole[:length])
        with pytest.raises(DamagedIndexError, match=r"fuzzy\.bin"):
            Fuzzy.open(path)


def test_a_file_that_is_missing_foreign_or_of_another_make_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "fuzzy.bin"
    with pytest.raises(IndexNotFoundError, match="does not exist"):
        Fuzzy.open(path)
    path.write_bytes(b"PK\x03\x04" * 100)
    with pytest.raises(DamagedIndexError, match="does not begin"):
        Fuzzy.open(path)
    monkeypatch.setattr("gazetteer.build.fuzzy.SKELETON_VERSION", 99)
    with pytest.raises(DamagedIndexError, match="rebuild the index"):
        build(path, ["kidal"])


def test_arabic_without_a_long_vowel_is_near_the_name() -> None:
    found = gazetteer.resolve("كيدل", within="Mali")

    assert found.place is not None
    assert found.place.name == "Kidal"
    assert found.candidate is not None
    assert found.candidate.edits == 1
