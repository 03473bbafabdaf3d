"""A name with its coordinate: the coordinate counts, and the name must agree with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import gazetteer
from geo.geodesic import distance_m
from geo.points import LonLat

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazetteer.resolution import Resolution

ASK = pytest.mark.parametrize("ask", [gazetteer.resolve, gazetteer.locate])


@ASK
@pytest.mark.parametrize(
    ("text", "point", "country"),
    [
        ("Tinzaouaten (19.955, 2.966)", LonLat(2.966, 19.955), "ML"),
        ("Kidal 18.44, 1.41", LonLat(1.41, 18.44), "ML"),
        ("Paris (33.66, -95.55)", LonLat(-95.55, 33.66), "US"),
        ("19.955, 2.966 (Tinzaouaten)", LonLat(2.966, 19.955), "ML"),
    ],
)
def test_coordinate_that_agrees(
    ask: Callable[[str], Resolution], text: str, point: LonLat, country: str
) -> None:
    answer = ask(text)
    assert answer.place is not None
    assert distance_m(answer.place.point, point) < 1
    assert (answer.place.country, answer.status, answer.unused) == (country, "resolved", ())


@ASK
@pytest.mark.parametrize("text", ["Kidal 10.44, 1.41", "Gao (50.1, 14.4)"])
def test_coordinate_that_contradicts(ask: Callable[[str], Resolution], text: str) -> None:
    answer = ask(text)
    assert answer.status == "ambiguous"
    assert "which stands beside it" in answer.problem


@ASK
def test_unknown_name_beside_a_coordinate_is_named(ask: Callable[[str], Resolution]) -> None:
    assert ask("Xqzzt (19.955, 2.966)").unused == ("Xqzzt",)
