"""What a notebook shows of answers, regions, areas and descriptions: safe, small, and what they say."""

from __future__ import annotations

import dataclasses
import json
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, box

import gazetteer
from gazetteer.cards import outline
from geo import LonLat
from geo.areas import circle, sector
from tests.gazetteer.test_hostile import ANY_TEXT, JUMBLED, LITTLE, ODD
from tests.shared.injection import BATTERY

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

TAGS = {
    "div", "p", "strong", "bdi", "svg", "path", "table", "caption", "thead", "tbody", "tr", "th", "td",
    "details", "summary", "section",
}  # fmt: skip
ATTRIBUTES = {
    "class", "style", "scope", "width", "height", "viewbox", "role", "aria-label", "fill", "fill-opacity",
    "fill-rule", "stroke", "stroke-width", "d",
}  # fmt: skip
MOST_BYTES = 20_000


class _Card(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(markup)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        assert {name for name, _ in attrs} <= ATTRIBUTES
        assert {value for name, value in attrs if name == "style"} <= {"text-align:left;vertical-align:top"}
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def card(shown: Any) -> str:  # noqa: ANN401 - whatever has one
    markup: str = shown._repr_html_()
    # As the file of a notebook keeps it.
    json.dumps(markup, ensure_ascii=False).encode("utf-8")
    assert len(markup) < MOST_BYTES
    return _Card(markup).text


def test_an_answer_says_what_it_is_how_sure_and_what_else_it_may_be() -> None:
    text = card(gazetteer.resolve("Springfield"))

    assert text.startswith("Springfield : ambiguous, confidence 0.")
    for part in (
        "place Springfield (city",
        "° N,",
        "° W, within",
        "ACLED 1, UCDP 1",
        "may also be 0.",
        "Each weight",
    ):
        assert part in text


def test_an_answer_without_a_place_says_why() -> None:
    assert card(gazetteer.resolve("Xqzzt")) == "Xqzzt : unresolved why no place of the index is named 'Xqzzt'"


def test_an_answer_in_words_says_its_rule_once() -> None:
    answer = gazetteer.locate("50 km north of Kidal")
    assert answer.area is not None

    assert card(answer).count(answer.area.basis) == 2  # in the card, and in the weights that unfold


@pytest.mark.parametrize(
    ("name", "says"), [("Kidal", "region with its outline"), ("Ménaka", "region with its label point")]
)
def test_a_region_says_whether_it_has_an_outline_and_whose(name: str, says: str) -> None:
    region = gazetteer.region(name)

    assert says in card(region)
    assert region.basis in card(region)
    assert ("<svg" in region._repr_html_()) is region.has_outline


@pytest.mark.parametrize("name", ["Russia", "Fiji", "Canada", "United States", "Antarctica", "Vatican City"])
def test_regions_at_the_ends_of_the_earth_are_small_too(name: str) -> None:
    card(gazetteer.region(name, within=None))


def test_a_place_says_what_it_is_where_and_who_says_so() -> None:
    gao = gazetteer.resolve("Gao").place
    assert gao is not None
    assert gao.population is not None

    assert card(gao) == (
        "Gao place Gao (city, Gao, ML), geonames:2457163 point 16.2717° N, 0.0447° W "
        f"inhabitants {gao.population:,} source GeoNames"
    )
    assert "inhabitants" not in card(gao._replace(population=None))


def test_areas_and_descriptions_have_cards() -> None:
    area = gazetteer.locate("10 km of Kidal").area
    described = gazetteer.open().describe(LonLat(2.9, 19.85))

    assert "by the rule" in card(area)
    assert card(described).startswith(described.text)


@LITTLE
@given(st.one_of(ANY_TEXT, JUMBLED, st.sampled_from([*ODD, *BATTERY.values()])))
def test_no_text_breaks_out_of_its_card(text: str) -> None:
    card(gazetteer.locate(text[:300]))


@LITTLE
@given(ANY_TEXT | st.sampled_from(list(BATTERY.values())))
def test_no_name_of_an_index_breaks_out_of_its_card(text: str) -> None:
    region = gazetteer.region("Kidal")

    place = region.place._replace(name=text, admin1=text, source=text)
    card(place)
    card(dataclasses.replace(region, place=place, basis=text))


@given(st.floats(-180, 180), st.floats(-85, 85), st.floats(0, 360), st.floats(1_000, 3_000_000))
def test_an_outline_keeps_to_its_frame(lon: float, lat: float, azimuth_deg: float, far_m: float) -> None:
    drawn = outline(sector(LonLat(lon, lat), azimuth_deg, 45, far_m / 2, far_m))

    path = drawn.partition('<path d="')[2].partition('"')[0]
    for ring in path.rstrip("z").split("z"):
        begin, _, moves = ring.removeprefix("M").partition("l")
        steps = np.array(f"{begin} {moves}".split(), int).reshape(-1, 2)
        at = np.cumsum(steps, axis=0)
        assert (at >= 0).all()
        assert (at <= 300).all()


@pytest.mark.parametrize("shape", [Point(1, 18), box(1, 18, 1, 18), circle(LonLat(1, 18), 9_000)])
def test_what_has_no_shape_of_its_own_has_no_outline(shape: BaseGeometry) -> None:
    assert outline(shape) == ""
