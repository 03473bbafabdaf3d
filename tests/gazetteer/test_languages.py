from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gazetteer
from gazetteer.errors import QueryError
from gazetteer.lookups import index_of
from gazetteer.scripts import script_of

PLACES = gazetteer.open()


def _place(text: str) -> gazetteer.Place:
    place = PLACES.resolve(text).place
    assert place is not None
    return place


@pytest.mark.parametrize(
    ("text", "language", "name", "by"),
    [
        ("Mali", "ar", "مالي", "tag"),
        ("Mali", "fr", "Mali", "tag"),
        ("Algeria", "fr", "Algérie", "tag"),
        ("Algeria", "en", "Algeria", "tag"),
        ("Algeria", "de", "Algerien", "tag"),
        ("Algeria", "zh-Hant", "阿爾及利亞", "tag"),
        ("Algeria", "ru", "Алжир", "tag"),
        ("Kidal", "ar", "كيدال", "script"),
        ("Timbuktu", "ar", "تمبكتو", "script"),
        ("Timbuktu", "fa", "تیمبوکتو", "script"),
        ("Algiers", "ar", "الجزائر", "tag"),
        ("Tehran", "fa", "تهران", "script"),
        ("Moscow", "ru", "Москва", "tag"),
        ("Kyiv", "ru", "Киев", "script"),
        ("Addis Ababa", "am", "አዲስ አበባ", "script"),
        ("Tinzaouaten", "ber", "ⵜⵉⵏⵣⴰⵡⴰⵜⴰⵏ", "script"),
        ("Seoul", "ja", "ソウル", "script"),
        ("Kidal", "en", "Kidal", "primary"),
        ("Gao", "fr", "Gao", "primary"),
    ],
)
def test_a_name_in_a_language_says_by_what_it_is_known(text: str, language: str, name: str, by: str) -> None:
    found = PLACES.name_in(_place(text), language)
    assert found is not None
    assert (found.spelling, found.by, found.language) == (name, by, language)
    assert found.name.source


@pytest.mark.parametrize(("text", "language"), [("Boughessa", "th"), ("Kidal", "ps"), ("Kidal", "ckb")])
def test_where_nothing_tells_there_is_no_name(text: str, language: str) -> None:
    assert PLACES.name_in(_place(text), language) is None


def test_codes_demonyms_and_former_names_are_no_names_in_a_language() -> None:
    mali = _place("Mali")
    assert {"demonym", "code", "historic"} <= {name.kind for name in PLACES.names(mali)}
    for language in ("en", "fr", "de", "ar"):
        found = PLACES.name_in(mali, language)
        assert found is not None
        assert found.name.kind not in {"demonym", "code", "historic"}


def test_all_names_of_a_place_are_told_with_their_scripts() -> None:
    names = PLACES.names("dateline:tinzaouaten")
    by_spelling = {name.spelling: name.script for name in names}
    assert by_spelling["Tinzaouaten"] == "Latn"
    assert by_spelling["تين زواتين"] == "Arab"
    assert by_spelling["ⵜⵉⵏⵣⴰⵡⴰⵜⴰⵏ"] == "Tfng"
    assert names[0].kind == "primary"


def test_a_place_of_no_index_has_no_names() -> None:
    with pytest.raises(QueryError, match="the index holds no place"):
        PLACES.names(_place("19.955 N 2.966 E"))


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Tin-Zaouatène", "Latn"), ("Aïn Témouchent", "Latn"), ("Ɣat", "Latn"), ("", ""), ("12°", ""),
        ("تين زواتين", "Arab"), ("Київ", "Cyrl"), ("Αθήνα", "Grek"), ("ירושלים", "Hebr"), ("አዲስ አበባ", "Ethi"),
        ("ⴽⵉⴷⴰⵍ", "Tfng"), ("ߓߡߊ߬ߞߐ߫", "Nkoo"), ("𞤃𞤢𞥄𞤤𞤭", "Adlm"), ("दिल्ली", "Deva"), ("東京", "Hani"),
        ("さいたま市", "Jpan"), ("トンブクトゥ", "Jpan"), ("서울", "Hang"), ("서울特別市", "Kore"),
        ("ባማኮ (Bamako)", "Latn"),
    ],
)  # fmt: skip
def test_the_script_is_that_of_most_letters(text: str, script: str) -> None:
    assert script_of(text) == script


@given(st.text(max_size=30))
def test_any_text_has_a_script_or_none(text: str) -> None:
    script = script_of(text)
    assert len(script) in {0, 4}
    if not any(letter.isalpha() for letter in text):
        assert script == ""
    assert script_of(unicodedata.normalize("NFC", text) + "123 -") in {
        script,
        script_of(unicodedata.normalize("NFC", text)),
    }


@pytest.mark.parametrize(
    ("name", "within", "french", "arabic"),
    [
        ("Cairo", "EG", "Le Caire", "القاهرة"),
        ("Damascus", "SY", "Damas", "دمشق"),
        ("Timbuktu", "ML", "Tombouctou", "تمبكتو"),
    ],
)
def test_well_known_cities_have_their_names_in_languages(
    name: str, within: str, french: str, arabic: str
) -> None:
    places = gazetteer.open()
    place = places.resolve(name, within=within).place

    assert place is not None
    assert [places.name_in(place, tag).spelling for tag in ("fr", "ar")] == [french, arabic]  # type: ignore[union-attr]


@pytest.mark.parametrize("code", ["BF", "NZ", "PR", "TT", "US", "ML"])
def test_a_country_is_found_by_its_code_also_where_that_is_an_abbreviation(code: str) -> None:
    index = index_of(gazetteer.open())
    record = index.by_code(code)

    assert record is not None
    assert code in index.codes(record)
