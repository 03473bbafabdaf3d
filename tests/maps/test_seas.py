"""The names of seas."""

from __future__ import annotations

import csv
import re
from pathlib import Path

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


def test_each_sea_has_a_name_of_its_own_in_each_language() -> None:
    for language, letters in (
        ("en", "[^\u0600-\u06ff]+"),
        ("fr", "[^\u0600-\u06ff]+"),
        ("ar", "[\u0621-\u064a ]+"),
    ):
        names = [sea.named(language) for sea in seas()]
        assert len(set(names)) == len(names)
        assert [name for name in names if not re.fullmatch(letters, name)] == []
    # What English has of its own: no French name begins so, or ends so.
    english = re.compile(r"\b(?:Sea|Gulf|Ocean|Strait|Bay of|Channel)\b")
    assert [sea.named("fr") for sea in seas() if english.search(sea.named("fr"))] == []


def test_the_names_are_those_by_which_the_gazetteer_finds_the_sea() -> None:
    with Path("gazetteer/data/natural.csv").open(encoding="utf-8", newline="") as file:
        known = {row["name"]: row["names"].split("|") for row in csv.DictReader(file)}
    arabic = re.compile("[\u0600-\u06ff]")
    for sea in seas():
        names = known[sea.name]
        if any(map(arabic.search, names)):
            assert sea.named("ar") in names
    assert sum(sea.named("fr") in known[sea.name] for sea in seas()) > 120
