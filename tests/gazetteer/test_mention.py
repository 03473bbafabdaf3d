"""Texts apart: what is the name, and what the words round it say."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.mention import Mention, tidy
from gazetteer.readings import readings
from gazetteer.words import GENERIC, KIND_WORDS, plain

words = st.sampled_from([
    *sorted(GENERIC)[::7], "Kidal", "Mali", "near", "north", "of", "the", "d'", "50 km", ",", "(", ")",
    "frontière", "-",
])  # fmt: skip
phrases = st.lists(words, max_size=12).map(" ".join)


def last(text: str) -> Mention:
    """The freest reading that keeps the order of the text."""
    return [reading for reading in readings(text) if not reading.turned][-1]


@pytest.mark.parametrize(
    "text", ["Kidal", "Central African Republic", "Ville de Bruxelles", "La Paz", "Nord", "In Guezzam"]
)
def test_the_whole_text_is_tried_as_a_name_first(text: str) -> None:
    first = next(readings(text))
    assert (first.name, first.relation, first.containers) == (text, "at", ())


@pytest.mark.parametrize("text", ["In Guezzam", "La Paz", "Le Mans", "Au Sable", "In Khalil"])
def test_words_that_begin_a_name_are_not_taken_off_it(text: str) -> None:
    assert [reading.name for reading in readings(text)] == [text]


@pytest.mark.parametrize(
    ("text", "name", "kinds"),
    [
        ("Kidal region", "Kidal", KIND_WORDS["region"]),
        ("région de Kidal", "Kidal", KIND_WORDS["region"]),
        ("the region of Kidal", "Kidal", KIND_WORDS["region"]),
        ("wilaya d'Illizi", "Illizi", KIND_WORDS["wilaya"]),
        ("wilaya d\u2019Illizi", "Illizi", KIND_WORDS["wilaya"]),
        ("gouvernorat d\u2019Alep", "Alep", KIND_WORDS["gouvernorat"]),
        ("cercle de Kidal", "Kidal", ("admin2",)),
        ("Kidal cercle", "Kidal", ("admin2",)),
        ("city of Gao", "Gao", ("city",)),
        ("ville de Gao", "Gao", ("city",)),
        ("the village of Moura", "Moura", ("city",)),
        ("Niger River", "Niger", KIND_WORDS["river"]),
        ("fleuve Niger", "Niger", KIND_WORDS["fleuve"]),
        ("the border town of Tinzaouaten", "Tinzaouaten", ("city",)),
        ("Tinzaouaten, the border town", "Tinzaouaten", ("city",)),
        ("Mopti, a city in the central region of the country", "Mopti", ("city",)),
    ],
)
def test_a_kind_of_place_is_asked_for(text: str, name: str, kinds: tuple[str, ...]) -> None:
    found = last(text)
    assert (found.name, found.kinds, found.relation) == (name, kinds, "at")


@pytest.mark.parametrize(
    ("text", "name", "relation", "distance_m"),
    [
        ("near Tinzaouaten", "Tinzaouaten", "near", None),
        ("Near Tinzaouaten", "Tinzaouaten", "near", None),
        ("close to Gao", "Gao", "near", None),
        ("just outside Gao", "Gao", "near", None),
        ("on the outskirts of Gao", "Gao", "near", None),
        ("in the vicinity of Gao", "Gao", "near", None),
        ("près de Gao", "Gao", "near", None),
        ("à proximité d'Ansongo", "Ansongo", "near", None),
        ("aux environs de Gao", "Gao", "near", None),
        ("in the desert near Tinzaouaten", "Tinzaouaten", "near", None),
        ("a military base near Gao", "Gao", "near", None),
        ("an attack on a convoy near Gao", "Gao", "near", None),
        ("embuscade près de Gao", "Gao", "near", None),
        ("Gao airport", "Gao", "near", None),
        ("southern part of Tinzaouaten", "Tinzaouaten", "part", None),
        ("the southern part of Tinzaouaten", "Tinzaouaten", "part", None),
        ("northern Mali", "Mali", "part", None),
        ("in northern Mali", "Mali", "part", None),
        ("the north of Mali", "Mali", "part", None),
        ("central Mali", "Mali", "part", None),
        ("le nord du Mali", "Mali", "part", None),
        ("dans la partie nord du Mali", "Mali", "part", None),
        ("centre-ville de Gao", "Gao", "part", None),
        ("downtown Gao", "Gao", "part", None),
        ("north of Kidal", "Kidal", "direction", None),
        ("south-east of Kidal", "Kidal", "direction", None),
        ("NNE of Gao", "Gao", "direction", None),
        ("au nord de Kidal", "Kidal", "direction", None),
        ("à l'est de Gao", "Gao", "direction", None),
        ("50 km north of Kidal", "Kidal", "direction", 50_000.0),
        ("about 30 miles NNE of Gao", "Gao", "direction", 48_280.32),
        ("à 80 km au nord de Kidal", "Kidal", "direction", 80_000.0),
        ("15 km from Gao", "Gao", "near", 15_000.0),
        ("2,5 km de Gao", "Gao", "near", 2_500.0),
        ("1,500 m from Gao", "Gao", "near", 1_500.0),
        ("1.500 m de Gao", "Gao", "near", 1_500.0),
        ("1 500 m de Gao", "Gao", "near", 1_500.0),
        ("1\u202f500 m de Gao", "Gao", "near", 1_500.0),
        ("à 1 200 km au nord de Gao", "Gao", "direction", 1_200_000.0),
        ("0.250 km from Gao", "Gao", "near", 250.0),
        ("1,25 km de Gao", "Gao", "near", 1_250.0),
        ("a village 500 m outside Gao", "Gao", "near", 500.0),
        ("near the Algerian border", "Algerian", "border", None),
        ("near the border with Algeria", "Algeria", "border", None),
        ("la frontière algérienne", "algérienne", "border", None),
        ("near Algeria's border", "Algeria's", "border", None),
    ],
)
def test_a_relation_is_recorded_and_its_anchor_is_the_name(
    text: str, name: str, relation: str, distance_m: float | None
) -> None:
    found = last(text)
    assert (found.name, found.relation) == (name, relation)
    assert found.distance_m == (pytest.approx(distance_m) if distance_m else None)


@pytest.mark.parametrize(
    ("text", "name", "containers"),
    [
        ("Mopti, Mali", "Mopti", ("Mali",)),
        ("Mopti (Mali)", "Mopti", ("Mali",)),
        ("Mopti \u2013 Mali", "Mopti", ("Mali",)),
        ("Gao, Mali", "Gao", ("Mali",)),
        ("غاو، مالي", "غاو", ("مالي",)),
        ("Kidal, Kidal Region, Mali", "Kidal", ("Kidal Region", "Mali")),
        ("Gao in northern Mali", "Gao", ("northern Mali",)),
        ("Moura, un village du cercle de Djenné", "Moura", ("cercle de Djenné",)),
        ("Bamako, the capital of Mali", "Bamako", ("Mali",)),
        ("the Malian town of Tessalit", "Tessalit", ("Malian",)),
        ("near Tinzaouaten, Kidal region", "Tinzaouaten", ("Kidal region",)),
    ],
)  # fmt: skip
def test_what_holds_the_place_is_kept(text: str, name: str, containers: tuple[str, ...]) -> None:
    found = last(text)
    assert (found.name, found.containers) == (name, containers)


def test_what_is_near_a_named_place_is_kept_beside_it() -> None:
    found = last("Berrah, near Tinzaouaten")
    assert (found.name, found.beside, found.relation) == ("Berrah", ("Tinzaouaten",), "at")
    assert last("Berrah close to Tinzaouaten").beside == ("Tinzaouaten",)


def test_the_larger_place_may_come_first() -> None:
    turned = [reading for reading in readings("Mali, Gao") if reading.turned]
    assert [(reading.name, reading.containers) for reading in turned] == [("Gao", ("Mali",))]


@pytest.mark.parametrize(
    ("text", "name", "unused"),
    [
        ("near the Algerian border, Kidal region", "Kidal", ("near the Algerian border",)),
        ("north of the Kidal region near the Algerian border", "Kidal", ("near the Algerian border",)),
        ("the border town, near Algeria", "Algeria", ("the border town",)),
        ("Mopti, a city in the central region", "Mopti", ("in the central region",)),
        ("the desert, Mali", "Mali", ("the desert",)),
    ],
)
def test_what_cannot_be_used_is_named(text: str, name: str, unused: tuple[str, ...]) -> None:
    found = last(text)
    assert (found.name, found.unused) == (name, unused)


def test_something_without_a_name_is_somewhere_in_what_is_named() -> None:
    assert last("the desert, Mali").relation == "part"
    assert last("a village in the Kidal region").relation == "part"
    assert last("a checkpoint in Mopti").relation == "at"


def test_words_that_no_rule_knows_stay_in_the_name() -> None:
    assert [reading.name for reading in readings("between Gao and Kidal")] == ["between Gao and Kidal"]


@pytest.mark.parametrize("text", ["", "   ", "\u200f", "\x00", "\ud800", '""'])
def test_a_text_without_anything_has_no_reading(text: str) -> None:
    assert list(readings(text)) == []


@given(st.text(max_size=80))
def test_tidy_leaves_nothing_that_does_not_print(text: str) -> None:
    clean = tidy(text)
    assert clean.isprintable()
    assert tidy(clean) == clean


@given(st.one_of(st.text(max_size=60), phrases))
def test_every_text_has_few_readings_and_each_has_a_name(text: str) -> None:
    found = list(islice(readings(text), 200))
    assert len(found) < 80
    assert all(reading.name and len(reading.name) <= len(reading.text) for reading in found)
    assert len(set(found)) == len(found)
    if found:
        assert found[0].name == tidy(text)


def test_the_words_of_the_tables_are_written_as_they_are_looked_up() -> None:
    assert all(plain(word) == word for word in GENERIC | set(KIND_WORDS))
