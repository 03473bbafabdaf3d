"""Lists of names, holders before a word for a kind, and directions told by another place."""

from __future__ import annotations

import pytest

import gazetteer


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Gao, Kidal and Ménaka", {"city"}),
        ("Bamako, Ségou et Mopti", {"city"}),
        ("Kidal, Gao and Timbuktu regions", {"admin1"}),
    ],
)
def test_first_of_a_list_is_no_more_than_the_others(text: str, kinds: set[str]) -> None:
    answer = gazetteer.locate(text)
    assert (answer.status, answer.unused, len(answer.anchors)) == ("resolved", (), 3)
    assert {anchor.place.kind for anchor in answer.anchors if anchor.place} == kinds


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("the North Korean city of Wonsan", "Wŏnsan", "KP"),
        ("the Burkina Faso town of Djibo", "Djibo", "BF"),
        ("West Bank city of Jenin", "Janīn", "PS"),
    ],
)
def test_holder_before_the_word_for_a_settlement(text: str, name: str, country: str) -> None:
    answer = gazetteer.locate(text)
    assert answer.place is not None
    assert (answer.place.name, answer.place.country, answer.relation) == (name, country, "at")


def test_direction_told_by_another_place() -> None:
    answer = gazetteer.locate("20 km from Gao towards Ansongo")
    assert (answer.relation, answer.unused, len(answer.anchors)) == ("direction", (), 2)


@pytest.mark.parametrize("text", ["sur la route Ouagadougou - Kaya", "the Gao - Ansongo road"])
def test_dash_between_the_ends_of_a_road(text: str) -> None:
    answer = gazetteer.locate(text)
    assert (answer.relation, answer.unused, len(answer.anchors)) == ("road", (), 2)
