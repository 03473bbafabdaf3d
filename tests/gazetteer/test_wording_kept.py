"""Words that are not understood are named, and those that are, mean what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazetteer.resolution import Resolution

ASK = pytest.mark.parametrize("ask", [gazetteer.resolve, gazetteer.locate])


@ASK
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the coast of Libya", "the coast of"),
        ("coastal Kenya", "coastal"),
        ("the northern coast of Somalia", "the northern coast of"),
        ("la côte du Sénégal", "la côte du"),
        ("rural areas of Gao", "rural areas of"),
    ],
)
def test_where_in_a_place_is_not_understood(ask: Callable[[str], Resolution], text: str, words: str) -> None:
    answer = ask(text)
    assert answer.place is not None
    assert (answer.relation, answer.unused) == ("part", (words,))


@ASK
@pytest.mark.parametrize("text", ["alentours de Kidal", "environs de Tessalit"])
def test_surroundings_are_near(ask: Callable[[str], Resolution], text: str) -> None:
    assert ask(text).relation == "near"


@pytest.mark.parametrize("text", ["two hours' drive north of Bamako", "a day's walk east of Gao"])
def test_time_on_the_way_makes_no_area(text: str) -> None:
    answer = gazetteer.locate(text)
    assert answer.status == "unresolved"
    assert answer.area is None


@pytest.mark.parametrize(
    ("text", "unit"), [("a village in northern Kidal", "admin1"), ("a village in eastern Ansongo", "admin2")]
)
def test_village_lies_in_the_unit_and_not_in_the_town(text: str, unit: str) -> None:
    place = gazetteer.locate(text).place
    assert place is not None
    assert (place.kind, place.country) == (unit, "ML")


@ASK
@pytest.mark.parametrize(
    ("text", "words"),
    [("Khan Younis refugee camp", "refugee camp"), ("Kidal and its surroundings", "and its surroundings")],
)
def test_words_of_a_relation_keep_their_order(
    ask: Callable[[str], Resolution], text: str, words: str
) -> None:
    assert ask(text).mention.relation_words == words


@ASK
@pytest.mark.parametrize(
    ("text", "name", "words"),
    [("greater Paris", "Paris", "greater"), ("the occupied West Bank", "West Bank", "the occupied")],
)
def test_adjective_before_a_name_is_named(
    ask: Callable[[str], Resolution], text: str, name: str, words: str
) -> None:
    answer = ask(text)
    assert answer.place is not None
    assert (answer.place.name, answer.unused) == (name, (words,))
