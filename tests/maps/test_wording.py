"""The words of a map, in each language that it has."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import maps
from maps.incidents.dates import When
from maps.render.html import render
from maps.style import SYMBOLS
from maps.wording import FOLDER, LANGUAGES, words


def table(language: str) -> dict[str, Any]:
    return tomllib.loads(Path(FOLDER, f"{language}.toml").read_text(encoding="utf-8"))


def blanks(text: object) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", str(text)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same_things(language: str) -> None:
    english, other = table("en"), table(language)

    assert other.keys() == english.keys()
    for part in ("category", "describe", "page"):
        assert other[part].keys() == english[part].keys()
        assert all(blanks(other[part][key]) == blanks(english[part][key]) for key in english[part])
    assert all(blanks(other[key]) == blanks(english[key]) for key in english if isinstance(english[key], str))
    assert other["category"].keys() == SYMBOLS.keys()
    assert len(other["describe"]["compass"]) == 8


def test_english_words_for_categories_are_those_of_the_symbols() -> None:
    assert {key: words("en").category(key) for key in SYMBOLS} == {
        key: symbol.label for key, symbol in SYMBOLS.items()
    }


@pytest.mark.parametrize(
    ("language", "title", "month", "label"),
    [
        ("en", "Incidents in Mali", "July 2024", "Algeria"),
        ("fr", "Événements : Mali", "juillet 2024", "Algérie"),
        ("ar", "حوادث: مالي", "يوليو 2024", "الجزائر"),
    ],
)
def test_a_map_speaks_its_language(language: str, title: str, month: str, label: str) -> None:
    incident = maps.Incident("a", place_text="Tinzaouaten", when=When.parse("2024-07"))
    document = maps.compose(maps.Report((incident,)), borders=["Algeria"], language=language)

    assert document.title == title
    assert month in document.description
    assert document.borders[0].label == label
    assert label in {name.text for name in document.labels}


def test_a_part_of_a_country_is_named_where_all_incidents_are_in_it() -> None:
    places = ("Taoudenni", "Tessalit")
    report = maps.Report(tuple(maps.Incident(place, place_text=place) for place in places))

    assert maps.compose(report).description.startswith("Map of northern Mali. It shows 2 incidents.")


@pytest.mark.parametrize(("language", "said", "direction"), [("fr", "Agrandir", "ltr"), ("ar", "كبّر", "rtl")])
def test_a_page_speaks_its_language(language: str, said: str, direction: str) -> None:
    incident = maps.Incident("a", place_text="Kidal", type="ambush")
    page = render(maps.compose(maps.Report((incident,)), language=language)).decode()

    assert said in page
    assert words(language).category("ambush") in page
    assert f'lang="{language}" dir="{direction}"' in page
    assert "What happened" not in page
