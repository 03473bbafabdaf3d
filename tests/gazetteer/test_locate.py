"""Where texts say that something is: points with known answers, and what holds for every area."""

from __future__ import annotations

import csv
import itertools
import re
from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

import gazetteer
from gazetteer import Gazetteer, Resolution
from gazetteer.locality.area import POINT_ERROR_M, Area
from gazetteer.locality.grammar import read
from gazetteer.locality.headings import heading
from gazetteer.locality.lexicon import DIRECTION_M, NEAR_M
from geo import BBox, LonLat, azimuth_deg, borders, destination, distance_m
from geo.geodesic import wgs84
from tests.gazetteer.relations import POINTS, RELATIONS, UNUSED, Told

LABELLED = Path(__file__).parents[2] / "benchmarks" / "quality" / "relative.csv"
ANCHORS = ("Kidal", "Gao", "Suva", "Reykjavik", "Punta Arenas", "Kano", "Anadyr")
POINTS_OF_COMPASS = (
    "N",
    "NNE",
    "NE",
    "ENE",
    "E",
    "ESE",
    "SE",
    "SSE",
    "S",
    "SSW",
    "SW",
    "WSW",
    "W",
    "WNW",
    "NW",
    "NNW",
)


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return gazetteer.open()


def area_of(places: Gazetteer, text: str) -> Area:
    answer = places.locate(text)
    assert answer.area is not None, f"{text}: {answer.problem}"
    return answer.area


def holds(area: Area, point: LonLat) -> bool:
    return bool(area.geometry.intersects(shapely.Point(point.lon, point.lat)))


@pytest.mark.parametrize("told", RELATIONS, ids=lambda told: told.text)
def test_an_area_holds_what_is_there_and_not_what_is_elsewhere(places: Gazetteer, told: Told) -> None:
    area = area_of(places, told.text)
    assert [name for name in told.inside if not holds(area, POINTS[name])] == []
    assert [name for name in told.outside if holds(area, POINTS[name])] == []


@pytest.mark.parametrize("told", RELATIONS, ids=lambda told: told.text)
def test_every_area_is_whole(places: Gazetteer, told: Told) -> None:
    answer = places.locate(told.text)
    area = answer.area
    assert area is not None
    assert answer.place is not None
    assert area.geometry.is_valid
    assert holds(area, area.point)
    west, south, east, north = area.geometry.bounds
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90
    corners = shapely.get_coordinates(area.geometry)
    farthest = max(
        distance_m(area.point, LonLat(lon, lat)) for lon, lat in corners[:: len(corners) // 200 + 1]
    )
    assert farthest <= area.radius_m * 1.001
    assert re.search(r"\d|area of", area.basis), "a rule without numbers"


def test_labelled_texts_are_where_their_sources_say(places: Gazetteer) -> None:
    with LABELLED.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    wrong = []
    for row in rows:
        area = places.locate(row["text"]).area
        inside = area is not None and holds(area, LonLat(float(row["lon"]), float(row["lat"])))
        if inside != (row["inside"] == "yes"):
            wrong.append(row["text"])
    assert len(rows) >= 140
    assert len(wrong) <= 0.03 * len(rows), wrong


# --- what each word means


@settings(max_examples=60)
@given(st.sampled_from(ANCHORS), st.sampled_from(POINTS_OF_COMPASS), st.integers(1, 400))
def test_the_exact_offset_is_inside_and_its_opposite_is_not(anchor: str, point: str, km: int) -> None:
    answer = gazetteer.locate(f"{km} km {point} of {anchor}")
    side = heading(point)
    assert answer.area is not None
    assert answer.place is not None
    assert side is not None
    middle = answer.place.point
    there = destination(middle, side.azimuth_deg, km * 1000)
    assert holds(answer.area, there)
    assert distance_m(answer.area.point, there) < 10
    blur_m = answer.place.extent_m + POINT_ERROR_M
    assert not holds(answer.area, destination(middle, side.azimuth_deg + 180, km * 1000 + blur_m * 1.05))


@pytest.mark.parametrize(("words", "half_width"), [("north", 45.0), ("NE", 22.5), ("north-northeast", 11.25)])
def test_a_direction_is_as_precise_as_its_compass(places: Gazetteer, words: str, half_width: float) -> None:
    area, side = area_of(places, f"300 km {words} of Kano"), heading(words)
    kano = places.resolve("Kano").place
    assert side is not None
    assert kano is not None
    for turn, inside in ((half_width * 0.97, True), (half_width + 8.0, False)):
        for sign in (-1, 1):
            assert holds(area, destination(kano.point, side.azimuth_deg + sign * turn, 300_000)) is inside


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("about 53 km north of Kidal", "53 km north of Kidal"),
        ("50 km north of Kidal", "53 km north of Kidal"),
        ("53 km north of Kidal", "53.2 km north of Kidal"),
        ("10 km north of Kidal", "10.5 km north of Kidal"),
        ("40 to 60 km north of Kidal", "50 km north of Kidal"),
        ("50 km north of Kidal", "50 km NNE of Kidal"),
        ("50 km north of Kidal", "50 km due north of Kidal"),
        ("50 km from Kidal", "50 km north of Kidal"),
        ("up to 50 km from Kidal", "30 to 50 km from Kidal"),
        ("near Kidal", "just outside Kidal"),
        ("just outside Kidal", "on the outskirts of Kidal"),
        ("in the Mali-Niger border area", "near the Mali-Niger border"),
        ("near the Mali-Niger border", "on the Mali-Niger border"),
        ("northern Mali", "the far north of Mali"),
        ("between Gao and Kidal", "halfway between Gao and Kidal"),
    ],
)
def test_what_is_told_less_precisely_is_a_larger_area(places: Gazetteer, wide: str, narrow: str) -> None:
    assert area_of(places, wide).geometry.area > area_of(places, narrow).geometry.area


@pytest.mark.parametrize(
    ("text", "km"),
    [
        ("a dozen miles north of Gao", 12 * 1.609344),
        ("half a dozen kilometres north of Gao", 6),
        ("une cinquantaine de kilomètres au nord de Gao", 50),
        ("à deux kilomètres au nord de Gao", 2),
        ("twenty-five kilometres north of Gao", 25),
        ("one hundred and twenty km north of Gao", 120),
        ("quatre-vingt-dix kilomètres au nord de Gao", 90),
        ("15km N of Gao", 15),
        ("10½ km north of Gao", 10.5),
        ("5 nautical miles north of Gao", 9.26),
        ("1,500 m north of Gao", 1.5),
        ("2,5 km au nord de Gao", 2.5),
        ("60 kilometres (37 miles) north of Gao", 60),
        ("Gao (60 km north)", 60),
    ],
)
def test_numbers_and_units_are_read_as_people_write_them(places: Gazetteer, text: str, km: float) -> None:
    answer = places.locate(text)
    assert answer.area is not None
    assert answer.place is not None
    assert distance_m(answer.place.point, answer.area.point) == pytest.approx(km * 1000, rel=0.001)
    assert azimuth_deg(answer.place.point, answer.area.point) == pytest.approx(0, abs=0.1)


def test_near_and_a_bare_direction_reach_as_far_as_stated(places: Gazetteer) -> None:
    kidal = places.resolve("Kidal").place
    assert kidal is not None
    near, north = area_of(places, "near Kidal"), area_of(places, "north of Kidal")
    assert holds(near, destination(kidal.point, 200, NEAR_M * 0.99))
    assert holds(north, destination(kidal.point, 40, DIRECTION_M * 0.99))
    assert not holds(north, destination(kidal.point, 180, DIRECTION_M / 2))


def test_the_basis_names_the_rule_with_numbers(places: Gazetteer) -> None:
    basis = area_of(places, "50 km north of Kidal").basis
    for part in ("45 km to 55 km", "45°", "Kidal", "'50 km north of'", "extent"):
        assert part in basis
    assert "no road is known" in area_of(places, "on the road from Gao to Ansongo").basis
    assert "good to 500 m" in area_of(places, "on the Mali-Niger border").basis


# --- names, context and what is not understood


@pytest.mark.parametrize(
    "name",
    [
        "North Dakota", "South Sudan", "Middle East", "East London", "Bordj Badji Mokhtar", "Burkina Faso",
        "Entre-deux-Guiers", "Central African Republic", "West Bank", "Côte d'Ivoire", "Châlons-sur-Marne",
        "Trinidad and Tobago", "In Guezzam", "South Kordofan", "Northern Ireland",
    ],
)  # fmt: skip
def test_a_name_is_a_name_whatever_words_it_holds(places: Gazetteer, name: str) -> None:
    answer = places.locate(name)
    assert answer.relation == "at"
    assert answer.place == places.resolve(name).place
    assert answer.anchors == ()


def test_the_place_is_the_first_anchor_and_all_names_are_anchors(places: Gazetteer) -> None:
    answer = places.locate("between Gao and Kidal, Mali")
    assert answer.place is not None
    assert answer.place.name == "Gao"
    assert [anchor.place.name for anchor in answer.anchors if anchor.place] == ["Gao", "Kidal", "Mali"]
    assert (answer.relation, answer.status) == ("between", "resolved")


def test_names_of_one_text_tell_each_others_meaning(places: Gazetteer) -> None:
    answer = places.locate("between Paris and Dallas, Texas")
    assert all(anchor.place is not None and anchor.place.country == "US" for anchor in answer.anchors)


@pytest.mark.parametrize(("text", "part"), UNUSED)
def test_what_is_not_understood_is_named(places: Gazetteer, text: str, part: str) -> None:
    answer = places.locate(text)
    assert part in answer.unused
    assert answer.place is not None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2 hours' drive from Gao", "no distance"),
        ("2 hours' drive north of Gao", "no distance"),
        ("upstream of Mopti", "no distance"),
        ("15 km from the border", "whose border"),
        ("three borders", "which three countries"),
        ("50 km north of Xqzzt", "Xqzzt"),
        ("on the border between Mali and Egypt", "share no land border"),
    ],
)
def test_what_tells_of_no_area_says_why(places: Gazetteer, text: str, why: str) -> None:
    answer = places.locate(text)
    assert (answer.status, answer.area) == ("unresolved", None)
    assert why in answer.reason


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("near Gao and near the border between Algeria and Morocco", "no ground in common"),
        ("20 km north of Gao, 100 km north of Gao", "no ground in common"),
        # Widened by the extent of the town the two would touch.
        ("north of Kidal, south of Kidal", "exclude each other"),
    ],
)
def test_parts_that_contradict_each_other_are_nowhere(places: Gazetteer, text: str, why: str) -> None:
    answer = places.locate(text)
    assert (answer.status, answer.area) == ("unresolved", None)
    assert why in answer.problem


@pytest.mark.parametrize("text", ["off Kidal", "au large de Bamako", "off the coast of Chad"])
def test_there_is_no_sea_off_what_has_none(places: Gazetteer, text: str) -> None:
    answer = places.locate(text)
    assert answer.status == "unresolved"
    assert "no sea" in answer.problem


def test_a_distance_off_a_town_counts_from_its_shore(places: Gazetteer) -> None:
    area = area_of(places, "50 km off Hodeidah")
    assert holds(area, LonLat(42.48, 14.8))
    for elsewhere in (LonLat(43.42, 14.8), LonLat(42.8, 14.8)):
        assert not holds(area, elsewhere)


@pytest.mark.parametrize("digits", ["1 200", "1,200", "1200"])
def test_thousands_may_be_parted(places: Gazetteer, digits: str) -> None:
    assert places.locate(f"{digits} km north of Oslo").mention.distance_m == 1_200_000


@pytest.mark.parametrize(
    ("text", "place", "site"),
    [
        ("a Malian army base in Tessalit", "Tessalit", "a Malian army base"),
        ("Al-Shifa hospital, Gaza", "Gaza", "Al-Shifa hospital"),
        ("the Nasser hospital in Khan Younis", "Khān Yūnis", "the Nasser hospital"),
        ("hôpital général de Goma", "Goma", "hôpital général"),
        ("the Church of St Mary, Baghdad", "Baghdad", "the Church of St Mary"),
        ("a bus station in Maiduguri", "Maiduguri", "a bus station"),
        ("Malian army base in Tessalit, Kidal region", "Tessalit", "Malian army base"),
    ],
)
def test_an_unknown_site_is_at_the_place_that_holds_it(
    places: Gazetteer, text: str, place: str, site: str
) -> None:
    answer = places.locate(text)
    assert answer.status == "resolved"
    assert answer.place is not None
    assert answer.place.name == place
    assert site in answer.unused
    assert site in answer.explain()
    assert "not known" in answer.reason
    alone = places.locate(place, within=answer.place.country)
    assert answer.area is not None
    assert alone.area is not None
    assert answer.area.radius_m == pytest.approx(alone.area.radius_m + 5_000)
    assert answer.precision.where_prec == 2


@pytest.mark.parametrize("text", ["a well in Xqzzt", "Xqzzt hospital", "the hospital", "Camp Xqzzt, Mali"])
def test_a_site_in_no_known_place_is_nowhere(places: Gazetteer, text: str) -> None:
    assert places.locate(text).status == "unresolved"


def test_a_town_is_not_where_the_text_says(places: Gazetteer) -> None:
    answer = places.locate("Kayes, 50 km north of Gao")
    assert answer.status == "ambiguous"
    assert "does not lie where the text says" in answer.problem


def test_the_context_tells_which_border_is_meant(places: Gazetteer) -> None:
    alone = area_of(places, "near the Algerian border")
    within = places.locate("near the Algerian border", within="Mali").area
    beside = places.locate_together(["Kidal", "Gao", "near the Algerian border"])[2].area
    assert within is not None
    assert beside is not None
    assert holds(alone, LonLat(-1.7, 34.8))
    for area in (within, beside):
        assert holds(area, POINTS["Tinzaouaten"])
        assert not holds(area, LonLat(-1.7, 34.8))


def test_the_side_that_the_text_names_is_kept(places: Gazetteer) -> None:
    north, south = LonLat(2.9, 20.10), LonLat(2.7, 19.85)
    both, mali = (
        area_of(places, "near the border of Mali and Algeria"),
        area_of(places, "near Tinzaouaten, Mali"),
    )
    assert holds(both, north)
    assert holds(both, south)
    assert holds(mali, south)
    assert not holds(mali, north)


def test_a_place_off_the_coast_is_not_cut_to_the_land(places: Gazetteer) -> None:
    assert holds(area_of(places, "30 km east of Mogadishu, Somalia"), LonLat(45.60, 2.04))


@pytest.mark.parametrize(
    "text",
    [
        "off the coast of Hodeidah", "au large de Nouakchott", "5 km off Mogadishu",
        "100 nautical miles off Hodeidah", "20 km au large de Dakar",
        "12 nautical miles off the coast of Libya", "offshore from Luanda",
    ],
)  # fmt: skip
def test_what_is_off_a_coast_is_at_sea(places: Gazetteer, text: str) -> None:
    area = area_of(places, text)
    side = borders.side(area.point)
    assert not side.country or side.off_coast_m > 0
    assert borders.shares(area.geometry).outside > 0.9


def test_inland_there_is_no_coast_to_be_off(places: Gazetteer) -> None:
    assert holds(area_of(places, "10 km off Gao"), LonLat(0.06, 16.27))


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("eastern DRC", LonLat(29.2, -1.7), LonLat(21.5, -3.0)),
        ("western Democratic Republic of the Congo", LonLat(15.3, -4.4), LonLat(25.2, -3.0)),
        ("eastern DRC", LonLat(25.2, 0.5), LonLat(22.4, -5.9)),
        ("eastern DRC", LonLat(30.2, 1.6), LonLat(23.6, -6.1)),
        ("northern Chile", LonLat(-69.5, -23.0), LonLat(-109.35, -27.1)),
        ("northern Brazil", LonLat(-60.0, -3.1), LonLat(-47.9, -15.8)),
        ("western USA", LonLat(-115.0, 39.0), LonLat(-150.0, 64.0)),
        ("eastern Indonesia", LonLat(138.0, -4.5), LonLat(107.0, -7.0)),
        ("northern Norway", LonLat(23.0, 69.5), LonLat(8.0, 58.5)),
    ],
)
def test_a_side_is_about_half_of_the_main_land(
    places: Gazetteer, text: str, inside: LonLat, outside: LonLat
) -> None:
    area = area_of(places, text)
    assert holds(area, inside)
    assert not holds(area, outside)


@pytest.mark.parametrize("country", ["Mali", "DRC", "Chile", "Brazil", "Nigeria", "France"])
def test_no_side_of_a_country_is_more_than_two_thirds_of_it(places: Gazetteer, country: str) -> None:
    whole = abs(wgs84().geometry_area_perimeter(area_of(places, country).geometry)[0])
    for side in ("northern", "southern", "eastern", "western"):
        part = area_of(places, f"{side} {country}").geometry
        assert abs(wgs84().geometry_area_perimeter(part)[0]) < 0.67 * whole, side


@pytest.mark.parametrize("text", ["the Ukrainian-Russian border", "near the border of Sudan and South Sudan"])
def test_the_point_of_a_border_is_on_a_line_that_nobody_disputes(places: Gazetteer, text: str) -> None:
    area = area_of(places, text)
    side = borders.side(area.point)
    assert holds(area, area.point)
    assert side.line_status == "recognised"
    assert side.status == "border"


@pytest.mark.parametrize(
    "text",
    ["north of Kidal region near the Algerian border", "south of Diffa region near the Nigerian border"],
)
def test_no_part_is_narrower_than_outlines_can_tell(places: Gazetteer, text: str) -> None:
    whole = area_of(places, text).geometry
    for part in shapely.get_parts(whole):
        assert not shapely.buffer(part, -0.01).is_empty


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("0 km north of Kidal", "give one above 0"),
        ("50000 km north of Kidal", "half the way round the earth"),
        ("12000 km east of Gao", "up to 10,000 km"),
    ],
)
def test_a_distance_that_cannot_be_is_refused_in_words(places: Gazetteer, text: str, why: str) -> None:
    problem = places.locate(text).problem
    assert why in problem
    assert "e+" not in problem


def test_a_box_may_hold_it(places: Gazetteer) -> None:
    answer = places.locate("near Kidal", within=BBox(100, -10, 120, 0))
    assert answer.place is not None
    assert answer.place.country == "ID"


WORDS = (
    "50 km", "north", "of", "near", "between", "and", "Gao", "Kidal", "the", "border", "Mali", "road",
    "to", "from", ",", "(", ")", "l'", "d'", "Algerian", "frontière", "entre", "et", "inside",
    "triangle", "NNE", "southern", "part", "region", "in", "2 hours' drive", "-", "tri-border",
    "au nord de", "on 12 July",
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join))
def test_no_text_breaks_it(text: str) -> None:
    answer = gazetteer.locate(text)
    assert isinstance(answer, Resolution)
    assert answer.query == text
    area = answer.area
    if area is not None:
        assert area.geometry.is_valid
        assert holds(area, area.point)


def test_a_text_must_be_a_string(places: Gazetteer) -> None:
    with pytest.raises(TypeError, match="string"):
        places.locate(None)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["15 km from the border", "à 15 km de la frontière"])
def test_the_border_is_that_of_the_country_that_the_caller_says(text: str) -> None:
    found = gazetteer.locate(text, within="Mali")

    assert found.area is not None
    assert found.area.basis.startswith("14 km to 16 km from the border of Mali")
    assert gazetteer.locate(text).reason == "the text does not say whose border"


def test_a_pattern_that_is_not_asked_for_want_of_a_word_would_say_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with LABELLED.open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    # One after the other, so that what one rule leaves is read by another.
    texts += [f"{first}, {second}" for first, second in itertools.pairwise(texts)]

    def known(phrase: str) -> bool:
        return phrase.istitle() and " " not in phrase

    spared = [read(text, known) for text in texts]
    monkeypatch.setattr("gazetteer.locality.lexicon.holds", lambda _text, _words: True)
    monkeypatch.setattr("gazetteer.locality.grammar.holds", lambda _text, _words: True)
    monkeypatch.setattr("gazetteer.locality.offsets.MEASURE", "")
    assert [read(text, known) for text in texts] == spared
