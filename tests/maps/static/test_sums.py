"""Many incidents on one page: they are summed, the numbers add up, and the map says so."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.points import BBox, LonLat
from maps.document import Category, IncidentMark, MapDocument
from maps.render.static import lay_out
from maps.render.static.drawing import Box, Drawing, Group, Text
from maps.render.static.page import Page
from maps.render.static.projection import project
from maps.render.static.style import load
from maps.render.static.sums import Sums, how_summed, summed

STYLE = load("light")
FRAME = Box(0, 0, 900, 600)


def document(points: list[LonLat]) -> MapDocument:
    mark = IncidentMark(
        id="", number=0, title="Ambush", category="ambush", when=None, when_edtf=None, place_text=None,
        place_name=None, point=LonLat(0, 0), precision="point", radius_m=0.0, area=None, basis="", reason="",
    )  # fmt: skip
    marks = tuple(replace(mark, id=f"i{n}", number=n, point=at) for n, at in enumerate(points, start=1))
    kinds = (Category("ambush", "Ambush"),)
    return MapDocument("Title", None, "en", "A map.", BBox(-8, 12, 8, 22), kinds, marks, attributions=("N",))


def scattered(count: int) -> list[LonLat]:
    chance = random.Random(count)  # noqa: S311 -- no secret, the same on every run
    return [LonLat(chance.gauss(0, 2.5), 17 + chance.gauss(0, 1.5)) for _ in range(count)]


def sums_of(points: list[LonLat]) -> Sums | None:
    made = document(points)
    return summed(made, project(made.view, FRAME), STYLE)


def counted(sums: Sums) -> int:
    titles = (item.title for item in sums.group.items if isinstance(item, Group))
    return sum(int(re.sub(r"\D", "", title)) for title in titles) + len(sums.rest.incidents)


def words(drawing: Drawing) -> str:
    return " ".join(text.text for text in drawing.texts())


@pytest.mark.parametrize("count", [61, 200, 1000, 1001, 5000])
def test_nothing_is_lost(count: int) -> None:
    sums = sums_of(scattered(count))
    assert sums is not None
    assert counted(sums) == count


@settings(max_examples=25)
@given(st.lists(st.builds(LonLat, st.floats(-8, 8), st.floats(12, 22)), min_size=61, max_size=90))
def test_nothing_is_lost_wherever_they_are(points: list[LonLat]) -> None:
    sums = sums_of(points)
    assert sums is not None
    assert counted(sums) == len(points)


def test_discs_cover_neither_each_other_nor_much_of_a_marker() -> None:
    sums = sums_of(scattered(400))
    assert sums is not None
    middles = [(*box.center, box.width / 2) for box in sums.boxes]
    for number, (x, y, radius) in enumerate(middles):
        for other_x, other_y, other in middles[:number]:
            assert ((x - other_x) ** 2 + (y - other_y) ** 2) ** 0.5 >= 0.9 * (radius + other)


def test_a_disc_bears_the_exact_number() -> None:
    sums = sums_of([LonLat(0, 17)] * 70 + [LonLat(5, 14)])
    assert sums is not None
    (disc,) = sums.group.items
    assert isinstance(disc, Group)
    assert [item.text for item in disc.items if isinstance(item, Text)] == ["70"]
    assert [mark.number for mark in sums.rest.incidents] == [71]


def test_up_to_sixty_each_has_its_marker() -> None:
    assert sums_of(scattered(60)) is None
    assert how_summed(60) is None


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (100, "Of 100 incidents, those that lie close together are drawn as one disc"),
        (1200, "1,200 incidents: the darker a hexagon, the more of them lie in it."),
    ],
)
def test_the_map_says_that_they_are_summed(count: int, said: str) -> None:
    drawing = lay_out(document(scattered(count)), Page())
    assert said in words(drawing)


def test_the_legend_tells_what_each_shade_means() -> None:
    text = words(lay_out(document(scattered(1200)), Page()))
    assert "1 incident " in text
    assert re.search(r"\d+\+ incidents", text)


def test_five_thousand_are_laid_out_in_a_moment() -> None:
    import time

    made = document(scattered(5000))
    begun = time.process_time()
    lay_out(made, Page())
    assert time.process_time() - begun < 3.0


def test_the_same_incidents_are_summed_the_same_way() -> None:
    first, second = (sums_of(scattered(300)) for _ in range(2))
    assert first is not None
    assert second is not None
    assert [item.title for item in first.group.items if isinstance(item, Group)] == [
        item.title for item in second.group.items if isinstance(item, Group)
    ]
    assert first.boxes == second.boxes


@pytest.mark.parametrize("seed", [0, 1, 8])
def test_a_legend_below_the_map_names_the_kinds_that_have_a_marker(seed: int) -> None:
    # The legend takes room from the map, and in the smaller frame others lie together.
    chance = random.Random(seed)  # noqa: S311 -- no secret, the same on every run
    keys = ("ambush", "fighting", "strike", "explosion", "attack", "protest", "displacement")
    made = document([LonLat(chance.uniform(-8, 8), chance.uniform(11, 20)) for _ in range(1000)])
    marks = tuple(replace(mark, category=chance.choice(keys)) for mark in made.incidents)
    kinds = tuple(Category(key, key.upper()) for key in keys)
    view = BBox(-10.5, 9.5, 10.5, 21.4)
    drawing = lay_out(replace(made, view=view, content=view, incidents=marks, categories=kinds), Page())
    groups = {group.key: group for group in drawing.groups}
    told = {text.text for text in replace(drawing, groups=(groups["legend"],)).texts()}
    shown = {
        mark.category.upper()
        for mark in marks
        if any(
            isinstance(item, Group) and item.key == f"incident-{mark.number}"
            for item in groups["incidents"].items
        )
    }
    assert told & {key.upper() for key in keys} == shown


def test_a_small_page_has_room_for_fewer_markers() -> None:
    column = lay_out(document(scattered(40)), Page(255.0, 283.0))
    assert "40" in words(column)
    assert "drawn as one disc" in words(column)
    assert "disc" not in words(lay_out(document(scattered(40)), Page()))
