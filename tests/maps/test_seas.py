"""The names of seas."""

from __future__ import annotations

from maps.coasts import SEA, label_at
from maps.seas import seas


def test_the_middle_of_a_sea_is_in_the_water() -> None:
    dry = [sea.name for sea in seas() if label_at(sea.point) != SEA]

    assert dry == []


def test_each_sea_is_there_once_the_largest_first() -> None:
    names = [sea.name for sea in seas()]
    extents = [sea.extent_m for sea in seas()]

    assert len(set(names)) == len(names)
    assert extents == sorted(extents, reverse=True)
    assert {"Gulf of Guinea", "Red Sea", "Mediterranean Sea"} <= set(names)
