"""Symbols can be told apart, by eye and by word."""

from __future__ import annotations

import itertools
import math
import re
from pathlib import Path
from typing import get_args

import pytest

from maps import style
from maps.document import Precision
from maps.style import FRAMES, PALETTE, SYMBOLS, category_of
from tests.shared.colours import VISION, contrast, seen


@pytest.mark.parametrize("key", SYMBOLS)
def test_a_symbol_is_readable_on_its_marker_and_the_marker_on_the_map(key: str) -> None:
    fill = SYMBOLS[key].fill

    assert contrast(fill, "#ffffff") >= 4.5
    assert contrast(fill, PALETTE["land"]) >= 3
    assert contrast(fill, PALETTE["sea"]) >= 3


@pytest.mark.parametrize("vision", VISION)
def test_two_categories_never_look_the_same(vision: str) -> None:
    least = min(
        math.dist(seen(one.fill, vision), seen(other.fill, vision))
        for one, other in itertools.combinations(SYMBOLS.values(), 2)
    )

    # About 2.3 is a difference that can just be noticed.
    assert least > 15


STYLE_SHEET = Path(style.__file__).resolve().parent / "assets" / "dateline.css"


def colours(scheme: str) -> dict[str, str]:
    """The colours of the page in a scheme, by their names in the style sheet."""
    light, _, rest = STYLE_SHEET.read_text("utf-8").partition(":root:root.dl-dark")
    found = {key.replace("_", "-"): value for key, value in PALETTE.items()}
    for text in (light, rest.partition("/* Page */")[0]) if scheme == "dark" else (light,):
        found |= re.findall(r"--dl-([\w-]+): (#[0-9a-f]{6});", text)
    return found


def test_the_dark_scheme_has_every_colour_of_the_light_one() -> None:
    light, dark = colours("light"), colours("dark")

    assert set(dark) == set(light)
    assert [key for key in light if light[key] == dark[key]] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        ("label", "land", 4.5),
        ("label", "label-halo", 7),
        ("water-label", "sea", 4.5),
        ("water-label", "lake", 3),
        ("ink", "paper", 7),
        ("ink", "faint", 7),
        ("ink", "alert-paper", 7),
        ("ink", "label-halo", 7),
        ("muted", "paper", 4.5),
        ("muted", "faint", 4.5),
        ("link", "paper", 4.5),
        ("alert", "alert-paper", 4.5),
        ("emphasised-border", "land", 3),
        ("emphasised-border", "emphasised-halo", 3),
        ("country-border", "land", 3),
        ("disputed-border", "land", 3),
        ("focus", "land", 3),
        ("focus", "paper", 3),
    ],
)
def test_words_and_lines_are_readable_in_both_schemes(
    scheme: str, front: str, back: str, least: float
) -> None:
    found = colours(scheme)

    assert contrast(found[front], found[back]) >= least


@pytest.mark.parametrize("key", SYMBOLS)
def test_in_the_dark_a_marker_stands_out_by_its_casing(key: str) -> None:
    dark = colours("dark")

    assert contrast(SYMBOLS[key].fill, dark["casing"]) >= 3
    assert contrast(dark["casing"], dark["land"]) >= 7
    assert contrast(dark["casing"], dark["sea"]) >= 7


def test_symbols_and_shapes_differ_and_stay_in_their_box() -> None:
    paths = [symbol.path for symbol in SYMBOLS.values()] + [frame.path for frame in FRAMES.values()]

    assert len(set(paths)) == len(paths)
    for symbol in SYMBOLS.values():
        starts = re.findall(r"M(-?[\d.]+)[ ,]?(-?[\d.]+)", symbol.path)
        assert starts
        assert all(0 <= float(number) <= 24 for start in starts for number in start)
    assert set(FRAMES) == set(get_args(Precision))


WORDS = {
    "ambush": "ambush; Ambushed; embuscade; Embuscade tendue par le JNIM; ambush and air strike",
    "fighting": "Battle; armed clash; clashes; fighting; Combats; affrontements; Armed_clash; bataille",
    "strike": (
        "air strike; Airstrike; air/drone strike; drone strike; shelling; Shelling/artillery/missile attack;"
        "frappe; frappes aériennes; bombardement; tir d'artillerie; drone attack; rocket fire; strike"
    ),
    "explosion": (
        "Explosion; IED; suicide bombing; car bomb; bomb attack; Remote explosive/landmine/IED; mine;"
        "engin explosif improvisé; attentat-suicide; VBIED; grenade"
    ),
    "attack": (
        "attack; Attack on a checkpoint; attaque; assaut; raid; killing; murder; assassinat;"
        "attack on a gold mine"
    ),
    "civilians": (
        "massacre; attack on civilians; violence against civilians; killing of civilians; tuerie;"
        "Attaque contre des civils; strike on civilians; execution of villagers"
    ),
    "detention": (
        "kidnapping; abduction; Abduction/forced disappearance; enlèvement; prise d'otages; arrest;"
        "arrests; arrestation"
    ),
    "protest": (
        "protest; Peaceful protest; riot; manifestation; émeutes; hunger strike; general strike; grève"
    ),
    "displacement": "displacement; Displaced families; déplacement de population; refugees; exode",
    "other": "looting; pillage; ; 17; humanitarian visit; striking; combination; sharp; تفجير",
}
CASES = [(key, word.strip()) for key, words in WORDS.items() for word in words.split(";")]


@pytest.mark.parametrize(("key", "word"), CASES, ids=[word or "empty" for _, word in CASES])
def test_words_of_tables_choose_the_category(key: str, word: str) -> None:
    assert category_of(word) == key


def test_every_category_can_be_chosen_and_is_drawn() -> None:
    assert {key for key, _ in CASES} == set(SYMBOLS)
