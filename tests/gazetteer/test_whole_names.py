"""Names that begin with a side, a part or an article are whole names, at every level of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazetteer.resolution import Resolution

WHOLE = {
    "in South Sudan": "SS",
    "clashes in North Korea": "KP",
    "across Western Sahara": "EH",
    "in the Central African Republic": "CF",
    "in South Africa": "ZA",
    "in North Macedonia": "MK",
}


@pytest.mark.parametrize(("text", "country"), WHOLE.items())
@pytest.mark.parametrize("ask", [gazetteer.resolve, gazetteer.locate])
def test_country_whose_name_begins_with_a_side(
    ask: Callable[[str], Resolution], text: str, country: str
) -> None:
    answer = ask(text)
    assert answer.place is not None
    assert (answer.place.country, answer.place.kind, answer.relation) == (country, "country", "at")


UNITS = {
    "in the West Bank": "West Bank",
    "dans le Nord-Kivu": "Nord-Kivu",
    "in West Bengal": "West Bengal",
    "in South Darfur, Sudan": "South Darfur",
    "in Northern Ireland": "Northern Ireland",
    "the Bay of Bengal": "Bay of Bengal",
}


@pytest.mark.parametrize(("text", "name"), UNITS.items())
@pytest.mark.parametrize("ask", [gazetteer.resolve, gazetteer.locate])
def test_unit_whose_name_begins_with_a_side(ask: Callable[[str], Resolution], text: str, name: str) -> None:
    answer = ask(text)
    assert answer.place is not None
    assert (answer.place.name, answer.relation) == (name, "at")


def test_side_of_a_whole_name_is_still_a_side() -> None:
    assert gazetteer.locate("the southern part of South Kordofan").relation == "part"
    assert gazetteer.locate("in northern Mali").relation == "part"


@pytest.mark.parametrize("text", ["10 km south of Bor in South Sudan", "25 km west of Nyala in South Darfur"])
def test_holder_that_begins_with_a_side_holds(text: str) -> None:
    answer = gazetteer.locate(text)
    assert (answer.status, answer.unused, answer.relation) == ("resolved", (), "direction")


@pytest.mark.parametrize(
    ("text", "country"), [("the North Korean border", "KP"), ("near the South Sudanese border", "SS")]
)
def test_border_of_a_country_whose_name_begins_with_a_side(text: str, country: str) -> None:
    answer = gazetteer.locate(text)
    assert answer.place is not None
    assert (answer.place.country, answer.relation) == (country, "border")
