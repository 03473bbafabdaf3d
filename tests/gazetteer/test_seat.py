"""Capitals named by what they are the capital of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazetteer.resolution import Resolution

CAPITALS = {
    "the Malian capital": "Bamako",
    "the capital of Sudan": "Khartoum",
    "Sudan's capital": "Khartoum",
    "la capitale malienne": "Bamako",
    "capitale du Niger": "Niamey",
    "the capital of North Korea": "Pyongyang",
    "Nigeria's federal capital": "Abuja",
    "the regional capital of Kidal": "Kidal",
    "chef-lieu de la région de Kidal": "Kidal",
    "the provincial capital of North Kivu": "Goma",
    "the Ukrainian capital, Kyiv": "Kyiv",
    "in the Chadian capital N'Djamena": "N'Djamena",
}


@pytest.mark.parametrize(("text", "name"), CAPITALS.items())
@pytest.mark.parametrize("ask", [gazetteer.resolve, gazetteer.locate])
def test_capital_by_what_it_is_the_capital_of(ask: Callable[[str], Resolution], text: str, name: str) -> None:
    answer = ask(text)
    assert answer.place is not None
    assert (answer.place.name, answer.place.kind, answer.status) == (name, "city", "resolved")


def test_relation_to_a_capital() -> None:
    answer = gazetteer.locate("10 km north of the Malian capital")
    assert answer.place is not None
    assert (answer.place.name, answer.relation) == ("Bamako", "direction")


def test_capital_of_nothing_known_is_not_a_place_of_that_name() -> None:
    assert gazetteer.resolve("the capital of Xqzztland").place is None
    assert gazetteer.resolve("the capital of the West Bank").place is None
    nowhere = gazetteer.resolve("the capital of Palestine")
    assert nowhere.place is None
    assert "no capital of 'Palestine' is known" in nowhere.problem
