from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.incidents.columns import CLAIM_COLUMNS, INCIDENT_COLUMNS, SOURCE_COLUMNS, find, key_of, nearest


@pytest.mark.parametrize("synonyms", [INCIDENT_COLUMNS, CLAIM_COLUMNS, SOURCE_COLUMNS])
def test_each_synonym_alone_finds_its_field(synonyms: dict[str, tuple[str, ...]]) -> None:
    for field, words in synonyms.items():
        for word in words:
            assert find([word.upper().replace(" ", "_")], synonyms).at == {field: 0}, word


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Lieu", "place"),
        ("Catégorie", "type"),
        ("Décès", "fatalities"),
        ("LNG", "lon"),
        ("event_date", "date"),
        (" Where? ", "place"),
    ],
)
def test_names_are_found_in_any_case_and_language(header: str, field: str) -> None:
    assert find([header], INCIDENT_COLUMNS).at == {field: 0}


def test_the_preferred_name_wins_and_the_other_is_told() -> None:
    columns = find(["location", "place", "Colour", "place"], INCIDENT_COLUMNS)
    assert columns.at == {"place": 1}
    assert columns.unused == ("Colour",)
    assert columns.doubled == ("location", "place")


@pytest.mark.parametrize(
    "header",
    [
        ["actor1", "assoc_actor_1", "actor2", "assoc_actor_2"],
        ["side_a", "side_b"],
        ["gname", "gname2", "gname3"],
        ["Auteur présumé 1", "Auteur présumé 2"],
        ["الأطراف", "الجهة الفاعلة 2"],
    ],
)
def test_who_took_part_may_stand_in_several_columns(header: list[str]) -> None:
    columns = find(["place", *header], INCIDENT_COLUMNS)
    assert (columns.at["actors"], *columns.further["actors"]) == tuple(range(1, len(header) + 1))
    assert columns.doubled == columns.unused == ()


def test_a_misspelt_column_is_suggested() -> None:
    assert nearest(["id", "Plase", "date"], INCIDENT_COLUMNS["place"]) == "Plase"
    assert nearest(["id", "colour"], INCIDENT_COLUMNS["place"]) is None
    assert nearest([], INCIDENT_COLUMNS["place"]) is None


@given(st.lists(st.text(max_size=12), max_size=8))
def test_no_column_stands_for_two_fields(header: list[str]) -> None:
    columns = find(header, INCIDENT_COLUMNS)
    assert len(set(columns.at.values())) == len(columns.at)
    named = [name for name in header if name]
    several = sum(map(len, columns.further.values()))
    assert len(columns.at) + several + len(columns.unused) + len(columns.doubled) == len(named)


@given(st.text())
def test_a_key_is_its_own_key(name: str) -> None:
    assert key_of(key_of(name)) == key_of(name)


def test_the_documentation_names_columns_that_are_found() -> None:
    told = (Path(__file__).parents[3] / "docs" / "incident-tables.md").read_text(encoding="utf-8")
    rows = [line for line in told.splitlines() if line.startswith("| ")][1:]
    names = [name for row in rows for name in re.findall("`([^`]+)`", row.split("|")[2])]
    words = {"point", "near", "area"}
    assert len(names) > 40
    assert [name for name in names if name not in words and not find([name], INCIDENT_COLUMNS).at] == []
