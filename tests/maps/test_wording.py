"""The words of a map, in each language that it has."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import maps
from maps.incidents.dates import When
from maps.render.html import render
from maps.style import SYMBOLS
from maps.wording import FOLDER, LANGUAGES, plural, words

PLURALS = {"zero", "one", "two", "few", "many", "other"}
PACKAGES = ("geo", "gazetteer", "maps")


def table(language: str) -> dict[str, Any]:
    return tomllib.loads(Path(FOLDER, f"{language}.toml").read_text(encoding="utf-8"))


# A number with its noun, which not every language has at the same number.
COUNTED = {"counted": "count", "shown_counted": "shown"}


def blanks(text: object) -> set[str]:
    return {COUNTED.get(blank, blank) for blank in re.findall(r"\{(\w+)[!:}]", str(text))}


def said(part: dict[str, Any], path: str = "") -> dict[str, object]:
    """What a part of a file says, by the path of its key; the forms for numbers of things as one."""
    found: dict[str, object] = {}
    for key, value in part.items():
        if isinstance(value, dict) and not is_plural(value):
            found |= said(value, f"{path}{key}.")
        else:
            found[path + key] = value
    return found


def is_plural(value: dict[str, Any]) -> bool:
    return value.keys() <= PLURALS and "other" in value


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same_things(language: str) -> None:
    english, other = said(table("en")), said(table(language))

    own = {key for key in other if not key.startswith("told.")}
    assert own == english.keys()
    assert [key for key in own if blanks(other[key]) != blanks(english[key])] == []
    assert table(language)["category"].keys() == SYMBOLS.keys()
    assert len(table(language)["describe"]["compass"]) == 16


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_of_things_has_a_form(language: str) -> None:
    plurals = {key: value for key, value in said(table(language)).items() if isinstance(value, dict)}

    assert len(plurals) >= 5
    needed = {plural(number, language) for number in range(1, 200)}
    assert {key: needed - value.keys() for key, value in plurals.items() if needed - value.keys()} == {}


def told_in_code() -> dict[str, set[str]]:
    """The keys that the packages tell sentences by, with the blanks of each; ``line_*`` for a made key."""
    found: dict[str, set[str]] = {}
    for path in sorted(file for package in PACKAGES for file in (FOLDER.parents[2] / package).rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if "from geo.told import" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            at = {"tell": 0, "Told": 1}.get(node.func.id)
            if at is None or len(node.args) <= at or path.name == "told.py":
                continue
            key = node.args[at]
            if isinstance(key, ast.JoinedStr):
                first = key.values[0]
                assert isinstance(first, ast.Constant)
                assert isinstance(first.value, str)
                found[f"{first.value}*"] = set()
            elif isinstance(key, ast.Constant) and isinstance(key.value, str):
                keywords = {one.arg for one in node.keywords if one.arg}
                found.setdefault(key.value, set()).update(keywords)
    return found


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_what_the_packages_tell_has_words_in_every_other_language(language: str) -> None:
    told, known = told_in_code(), table(language)["told"]
    made = tuple(key[:-1] for key in told if key.endswith("*"))
    beside = ("row_", "kind_", "land_of_no_country", "subjects", "credits")

    assert [key for key in told if not key.endswith("*") and key not in {*known, "row"}] == []
    assert [key for key in known if key not in told and not key.startswith((*made, *beside))] == []
    assert known.keys() == table("fr")["told"].keys()
    assert known["subjects"].keys() == table("fr")["told"]["subjects"].keys()
    assert known["credits"].keys() == table("fr")["told"]["credits"].keys()
    assert [
        key
        for key in known
        if not isinstance(known[key], dict) and blanks(known[key]) != blanks(table("fr")["told"][key])
    ] == []


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
