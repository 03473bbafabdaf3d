"""Styles: the colours of the built-in ones hold up, and a house's own are read or refused with a reason."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import pytest

from maps.render.static.style import BUILT_IN, StyleError, load
from tests.shared.colours import VISION, contrast, seen

if TYPE_CHECKING:
    from pathlib import Path

COLOURED = [name for name in BUILT_IN if name != "grey"]


@pytest.mark.parametrize("name", BUILT_IN)
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        ("ink", "paper", 7),
        ("ink", "furniture", 7),
        ("muted", "paper", 4.5),
        ("label", "land", 7),
        ("label", "neighbour", 7),
        ("label", "label_halo", 7),
        ("incident_label", "label_halo", 7),
        ("incident_label", "land", 7),
        ("country_label", "land", 4.5),
        ("country_label", "neighbour", 4.5),
        ("admin1_label", "land", 4.5),
        ("water_label", "sea", 4.5),
        ("water_label", "lake", 4.5),
        ("border_label", "land", 4.5),
        ("emphasised_border", "land", 4.5),
        ("emphasised_border", "neighbour", 4.5),
        ("emphasised_border", "emphasised_halo", 3),
        ("country_border", "land", 3),
        ("country_border", "neighbour", 3),
        ("disputed_border", "land", 3),
    ],
)
def test_words_and_lines_stand_out(name: str, front: str, back: str, least: float) -> None:
    colour = load(name).colour

    assert contrast(colour[front], colour[back]) >= least


@pytest.mark.parametrize("name", BUILT_IN)
def test_land_water_and_land_nearby_can_be_told_apart(name: str) -> None:
    colour = load(name).colour

    for vision in VISION:
        assert math.dist(seen(colour["land"], vision), seen(colour["sea"], vision)) > 8
        assert math.dist(seen(colour["land"], vision), seen(colour["neighbour"], vision)) > 2.3


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_sign_is_readable_and_its_marker_stands_out(name: str) -> None:
    style = load(name)

    for fill in style.incident.values():
        assert contrast(fill, style.colour["symbol"]) >= 4.5
        around = max(
            contrast(fill, style.colour["land"]), contrast(style.colour["casing"], style.colour["land"])
        )
        assert around >= 3
        assert contrast(fill, style.colour["casing"]) >= 3


@pytest.mark.parametrize("name", BUILT_IN)
def test_the_edge_of_an_area_stands_out_from_land(name: str) -> None:
    style = load(name)

    for category in style.incident:
        assert contrast(style.area_colour(category), style.colour["land"]) >= 3


@pytest.mark.parametrize("name", COLOURED)
@pytest.mark.parametrize("vision", VISION)
def test_no_two_kinds_of_incident_have_a_like_colour(name: str, vision: str) -> None:
    fills = load(name).incident.values()

    assert min(math.dist(seen(a, vision), seen(b, vision)) for a, b in itertools.combinations(fills, 2)) > 15


def test_the_grey_style_has_no_colour_at_all() -> None:
    style = load("grey")

    for value in (*style.colour.values(), *style.incident.values()):
        assert value[1:3] == value[3:5] == value[5:7]


def test_a_style_of_a_house_changes_what_it_names(tmp_path: Path) -> None:
    house = tmp_path / "house.toml"
    house.write_text(
        'base = "dark"\n[colour]\nink = "#ffee00"\n[text]\ncredit = "Example Times"\n[line]\nriver = 0\n',
        encoding="utf-8",
    )

    style = load(str(house))

    assert style.colour == {**load("dark").colour, "ink": "#ffee00"}
    assert (style.text["credit"], style.line["river"], style.size) == ("Example Times", 0, load("light").size)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[colour]\nlant = "#ffffff"', "[colour] lant is an unknown key; did you mean land?"),
        ('[colours]\nland = "#ffffff"', "colours is an unknown table; did you mean colour?"),
        ("[colour]\nland = 3", "[colour] land = 3: a colour is written as"),
        ('[colour]\nland = "red"', "[colour] land = 'red': a colour is written as"),
        ("[size]\ntitle = 0", "[size] title = 0: it is a number of points from 1 to 200"),
        ("[size]\ntitle = nan", "[size] title = nan: it is a number of points from 1 to 200"),
        ("[line]\nriver = true", "[line] river = True: it is a number of points from 0 to 200"),
        ('[furniture]\nlegend = "left"', "[furniture] legend = 'left': it is one of auto, off, top left"),
        ("[text]\ncredit = 5", "[text] credit = 5: it is a text"),
        ('base = "neon"', "base = 'neon': a base is one of light, dark, grey"),
        ('land = "#ffffff"', "land is a key of [colour]: write it below that line"),
        ("colour = 3", "colour is a table: write [colour] and its keys below"),
        ("[colour", "this is no TOML"),
    ],
)
def test_what_a_style_cannot_have_is_refused_with_the_reason(tmp_path: Path, text: str, said: str) -> None:
    house = tmp_path / "house.toml"
    house.write_text(text, encoding="utf-8")

    with pytest.raises(StyleError) as refused:
        load(str(house))

    assert said in str(refused.value)
    assert "house.toml" in str(refused.value)


def test_a_style_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StyleError, match="the style cannot be read"):
        load(str(tmp_path / "none.toml"))
    with pytest.raises(StyleError, match="did you mean grey"):
        load("gray")
    (tmp_path / "latin.toml").write_bytes('[text]\ncredit = "Métis"\n'.encode("latin-1"))
    with pytest.raises(StyleError, match="UTF-8"):
        load(str(tmp_path / "latin.toml"))


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_style_whose_names_cannot_be_read_is_told(tmp_path: Path, name: str) -> None:
    house = tmp_path / "house.toml"
    house.write_text('[colour]\nlabel = "#f6f3ec"\n', encoding="utf-8")

    assert load(name).hardly_read() == []
    (told, *_) = load(str(house)).hardly_read()
    assert told.startswith("style: label #f6f3ec on land #f6f3ec has a contrast of 1.0 to 1")
