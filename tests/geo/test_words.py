from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.words import distance_text, listed, name


@pytest.mark.parametrize(
    ("metres", "told"),
    [
        (0, "0 m"),
        (0.4, "0 m"),
        (44, "44 m"),
        (398, "400 m"),
        (500, "500 m"),
        (994, "990 m"),
        (996, "1 km"),
        (1000, "1 km"),
        (1049, "1 km"),
        (1450, "1.4 km"),
        (3950, "4 km"),
        (9949, "9.9 km"),
        (9960, "10 km"),
        (11_700, "12 km"),
        (148_000, "148 km"),
        (1_366_000, "1,366 km"),
        (20_003_931, "20,004 km"),
    ],
)
def test_a_distance_reads_in_metres_below_a_kilometre_and_in_kilometres_from_there(
    metres: float, told: str
) -> None:
    assert distance_text(metres) == told


@given(st.floats(1, 2.1e7))
def test_a_distance_in_words_is_near_the_distance(metres: float) -> None:
    number, unit = distance_text(metres).replace(",", "").split()
    assert float(number) * {"m": 1, "km": 1000}[unit] == pytest.approx(metres, rel=0.051, abs=0.5)


def test_names_are_listed_as_in_a_sentence() -> None:
    assert listed([]) == ""
    assert listed(["Mali"]) == "Mali"
    assert listed(iter(["Mali", "Niger"])) == "Mali and Niger"
    assert listed(["Mali", "Niger", "Algeria"]) == "Mali, Niger and Algeria"
    assert name("ZZ") == name(None) == "land of no country"
