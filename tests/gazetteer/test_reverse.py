from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gazetteer
from gazetteer.build.draft import Draft, Name
from gazetteer.build.write import write_index
from gazetteer.errors import QueryError
from gazetteer.index import Index
from gazetteer.near_border import border_note
from gazetteer.reverse import describe, nearest
from gazetteer.seas import sea_at
from geo import destination, distance_m
from geo.points import LonLat
from tests.shared.strategies import anywhere

if TYPE_CHECKING:
    from pathlib import Path

PLACES = gazetteer.open()
# In the desert of Mali, far from all borders and towns of the made-up index but its own.
EMPTY = LonLat(-2.0, 19.0)


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A town 40 km west of a point, a hamlet 35 km east, another 8 km north, a city 150 km south."""
    folder: Path = tmp_path_factory.mktemp("reverse")
    mali = Draft("test:mali", "Mali", "country", "Test", "A.PCLI", "ML", LonLat(-3.5, 17.3), 24_000_000)
    mali.codes = ("ML",)
    drafts = [mali]
    for name, azimuth, metres, people, code in (
        ("Town", 270, 40_000, 40_000, "P.PPLA"),
        ("Far hamlet", 90, 35_000, 0, "P.PPL"),
        ("Near hamlet", 0, 8_000, 0, "P.PPL"),
        ("City", 180, 150_000, 900_000, "P.PPLC"),
        ("Ruin", 0, 1_500, 0, "P.PPLW"),
    ):
        draft = Draft(
            f"test:{name}", name, "city", "Test", code, "ML", destination(EMPTY, azimuth, metres), people
        )
        draft.parent, draft.extent_m = mali.id, 1_000
        drafts.append(draft)
    for draft in drafts:
        draft.names = [Name(draft.name, "primary", "Test")]
    drafts.sort(key=lambda draft: draft.id)
    write_index(drafts, folder, {"places": len(drafts)})
    return Index.open(folder)


# The nearest.


def test_the_nearest_are_told_with_distance_and_direction() -> None:
    first, second = PLACES.nearest(LonLat(1.45, 18.45), k=2, kind="city")
    assert first.place.name == "Kidal"
    assert first.distance_m == pytest.approx(distance_m(first.place.point, LonLat(1.45, 18.45)))
    assert first.compass == "E"
    assert second.distance_m > first.distance_m


@given(point=anywhere, k=st.integers(1, 8))
@settings(max_examples=40)
def test_the_nearest_are_those_that_measuring_all_gives(made_up: Index, point: LonLat, k: int) -> None:
    found = nearest(made_up, point, k)
    all_m = sorted(distance_m(made_up.point(record), point) for record in range(len(made_up)))
    assert [near.distance_m for near in found] == pytest.approx(all_m[:k])


@pytest.mark.parametrize(
    ("kind", "is_one"), [("country", "country"), ("admin1", "admin1"), ("H", "H."), ("P", "P.")]
)
def test_only_places_of_the_kind_are_told(kind: str, is_one: str) -> None:
    for near in PLACES.nearest(LonLat(1.4, 18.4), k=3, kind=kind):
        assert near.place.kind == is_one or near.place.feature_code.startswith(is_one)


def test_more_than_there_are_gives_all(made_up: Index) -> None:
    assert len(nearest(made_up, EMPTY, 1_000)) == len(made_up)


def test_what_cannot_be_looked_for_is_refused() -> None:
    with pytest.raises(QueryError, match="k=0 is no number of places"):
        PLACES.nearest(LonLat(0, 0), k=0)
    with pytest.raises(QueryError, match="no place is of kind 'town'"):
        PLACES.nearest(LonLat(0, 0), kind="town")


# Described.


@pytest.mark.parametrize(
    ("point", "said"),
    [
        (destination(LonLat(1.845, 19.35), 45, 38_000), "38 km NE of Abeïbara, Kidal region, Mali"),
        (LonLat(1.40921, 18.44345), "in Kidal, Mali"),
        (LonLat(-0.05, 16.27), "in Gao, Mali"),
        (
            LonLat(2.966, 19.955),
            "in Tinzaouaten, on the border of Mali and Algeria: 400 m from a line that is good to 500 m",
        ),
        (
            LonLat(2.9, 15.5),
            "15 km NW of Andéramboukane, Ménaka region, Mali; 16 km from the Nigerien border",
        ),
        (
            LonLat(-1, 22),
            "320 km E of Taoudenni, Tombouctou or Taoudénit region, Mali; 47 km from the Algerian border",
        ),
        (LonLat(2.35, 48.85), "in Paris, Île-de-France region, France"),
        (LonLat(1.3, 6.2), "in Lomé, Maritime region, Togo; 12 km from the Ghanaian border"),
        (LonLat(-0.2, 5.3), "in the Gulf of Guinea, 25 km off the coast of Ghana"),
        (LonLat(-30, 30), "in the Atlantic Ocean, 891 km off the coast of Portugal"),
        (LonLat(33.75, 21.87), "in no country, 15 km from the border of Egypt"),
        (LonLat(0, -90), "in Antarctica"),
        (
            LonLat(76.9, 34.6),
            "71 km E of Kargil, Ladakh, India; 25 km from the Pakistani border (line of control)",
        ),
    ],
)
def test_a_point_in_words(point: LonLat, said: str) -> None:
    assert PLACES.describe(point).text == said


@given(anywhere)
@settings(max_examples=60)
def test_any_point_has_a_description_that_agrees_with_its_parts(point: LonLat) -> None:
    found = PLACES.describe(point)
    assert found.text == str(found)
    assert found.country == found.side.country
    if found.reference is not None:
        assert found.reference.place.name in found.text
        assert found.reference.distance_m == pytest.approx(distance_m(found.reference.place.point, point))
        assert found.inside == found.text.startswith("in ")


def test_a_known_town_says_more_than_a_nearer_hamlet_unless_that_is_near(made_up: Index) -> None:
    at_hamlet = destination(EMPTY, 90, 34_000)
    beside = destination(EMPTY, 90, 12_000)
    assert "8 km S of Near hamlet" in describe(made_up, EMPTY).text
    assert "2 km W" not in describe(made_up, at_hamlet).text
    assert describe(made_up, at_hamlet).reference is not None
    assert describe(made_up, at_hamlet).text.startswith("1 km W of Far hamlet")
    far = describe(made_up, destination(EMPTY, 180, 30_000)).reference
    assert far is not None
    assert far.place.name == "Town"
    assert describe(made_up, beside).text.startswith("14 km")


def test_a_description_is_plain_data_too() -> None:
    for point in (LonLat(2.9, 15.5), LonLat(-0.2, 5.3), LonLat(0, -90), LonLat(33.75, 21.87)):
        found = PLACES.describe(point)
        data = json.loads(json.dumps(found.to_dict()))
        assert data["text"] == found.text
        assert data["country"] == found.country
        assert (data["reference"] is None) == (found.reference is None)
    assert data["border"]["neighbour"] == "EG"


def test_in_a_town_of_several_the_largest_is_named() -> None:
    assert PLACES.describe(LonLat(-8.0, 12.63)).text == "in Bamako, Mali"


def test_an_older_outline_gives_way_to_the_nearest_town() -> None:
    found = PLACES.describe(LonLat(2.4, 15.9))
    assert found.unit is not None
    assert (found.unit.name, found.unit.code) == ("Ménaka", "ML-9")
    assert "the outline of Gao is older" in found.unit.basis
    assert "Timbuktu, Tombouctou region, Mali" in PLACES.describe(LonLat(-3.158, 17.256)).text
    ansongo = PLACES.describe(LonLat(0.6, 15.8)).unit
    assert ansongo is not None
    assert ansongo.code == "ML-7"


def test_the_worldview_says_which_borders_count() -> None:
    on_line = LonLat(-10.0, 27.6575)
    assert "on the border of" in PLACES.describe(on_line).text
    assert "on the border of" not in PLACES.describe(on_line, worldview="MA").text


@pytest.mark.parametrize(
    ("point", "sea"),
    [
        (LonLat(38, 20), "Red Sea"),
        (LonLat(52, 27), "Persian Gulf"),
        (LonLat(35, 43.2), "Black Sea"),
        (LonLat(4, 40), "Balearic Sea"),
        (LonLat(-140, -20), "Pacific Ocean"),
    ],
)
def test_seas_have_their_names(point: LonLat, sea: str) -> None:
    assert sea_at(point) == sea


# What a result says of a border by itself.


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Tinzaouaten", "on the border of Mali and Algeria: 400 m from a line that is good to 500 m"),
        ("Andéramboukane", "Mali, 1.2 km from the border with Niger (line good to 500 m)"),
        ("19.8 N 2.5 E", "Mali, "),
        ("Kidal", ""),
        ("Mali", ""),
        ("Kidal region", ""),
        ("Sahara", ""),
        ("Xqzzt", ""),
    ],
)
def test_a_result_near_a_border_says_so(text: str, said: str) -> None:
    note = border_note(gazetteer.resolve(text))
    assert note.startswith(said) if said else note == ""


def test_an_area_across_a_border_says_how_much_is_where() -> None:
    note = border_note(gazetteer.resolve("near Tinzaouaten"))
    assert "in Mali" in note
    assert "in Algeria" in note
    assert "too near the border of Algeria and Mali to tell (line good to 500 m)" in note


@pytest.mark.parametrize(
    ("text", "neighbours"),
    [
        ("15 km from the Algerian border, Mali", ("Mali", "Algeria")),
        ("near the border between Niger and Nigeria", ("Niger", "Nigeria")),
        ("20 km inside Chad from the Sudanese border", ("Chad", "Sudan")),
    ],
)
def test_what_is_told_by_a_border_has_a_note_of_it(text: str, neighbours: tuple[str, ...]) -> None:
    note = gazetteer.locate(text).border
    assert all(country in note for country in neighbours), note


def test_a_wide_area_away_from_borders_has_none() -> None:
    assert not gazetteer.locate("northern Mali").border


@pytest.mark.parametrize("point", [LonLat(0, 89.9), LonLat(120, 86), LonLat(-150, 89)])
def test_the_north_pole_is_in_the_arctic_ocean(point: LonLat) -> None:
    assert gazetteer.open().describe(point).text.startswith("in the Arctic Ocean")
