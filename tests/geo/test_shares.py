from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import bordermap, borders, shares
from geo.areas import circle
from geo.bordermap import BORDER, COAST, QUANTUM_DEG, StoredArc
from geo.errors import GeoError, UnknownCountryError, UnknownWorldviewError
from geo.geodesic import destination
from geo.points import LonLat
from geo.regions import admin1_area
from tests.shared.strategies import anywhere

TINZAOUATEN = LonLat(2.966, 19.955)
KIDAL = LonLat(1.40921, 18.44345)


def _total(found: shares.Shares) -> float:
    return sum(found.by_country.values()) + found.on_border + found.outside


def _line(*points: tuple[float, float]) -> np.ndarray[tuple[int, int], np.dtype[np.int32]]:
    dense = shapely.segmentize(shapely.LineString(points), 0.5)
    return np.rint(shapely.get_coordinates(dense) / QUANTUM_DEG).astype(np.int32)


@pytest.fixture(scope="module")
def two_countries() -> bordermap.BorderMap:
    """Mali west and Algeria east of the meridian of Greenwich, from 40 degrees south to 40 north."""
    border = StoredArc(_line((0, -40), (0, 40)), 1, 2, BORDER)
    west = StoredArc(_line((0, 40), (-40, 40), (-40, -40), (0, -40)), 1, 0, COAST)
    east = StoredArc(_line((0, -40), (40, -40), (40, 40), (0, 40)), 2, 0, COAST)
    header = {"labels": ["", "ML", "DZ"], "classes": ["r" * 40], "accuracy_m": {"DZ-ML": 500}}
    return bordermap._unpack(bordermap.write([border, west, east], header), "lines.bin")


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch, two_countries: bordermap.BorderMap) -> None:
    monkeypatch.setattr(shares, "load", lambda _: two_countries)
    monkeypatch.setattr(shares, "maps", lambda: (two_countries,))


@pytest.mark.usefixtures("made_up")
@pytest.mark.parametrize(("lat", "radius_m"), [(0, 5_000), (30, 50_000), (-15, 300_000)])
def test_a_circle_on_a_straight_border_is_half_and_half(lat: float, radius_m: float) -> None:
    found = borders.shares(circle(LonLat(0, lat), radius_m))
    assert found.by_country["ML"] == pytest.approx(found.by_country["DZ"], abs=2e-3)
    # A band of 1 km across a circle.
    assert found.on_border == pytest.approx(1_000 * 2 * radius_m / (np.pi * radius_m**2), rel=0.02)
    assert found.status == "border"
    assert found.line is not None
    assert found.line.distance_m == 0


@pytest.mark.usefixtures("made_up")
def test_a_circle_beside_the_border_has_the_segment_across_it() -> None:
    # The line is half a radius from the middle: by the formula of the circular segment.
    found = borders.shares(circle(destination(LonLat(0, 0), 270, 50_000), 100_000))
    beyond = (np.arccos(0.5) - 0.5 * np.sqrt(0.75)) / np.pi
    assert found.by_country["DZ"] + found.on_border / 2 == pytest.approx(beyond, abs=2e-3)


@pytest.mark.usefixtures("made_up")
def test_within_the_accuracy_all_is_on_the_border_and_just_beyond_none_is() -> None:
    near = borders.shares(circle(destination(LonLat(0, 10), 90, 300), 150))
    assert near.on_border == pytest.approx(1)
    assert near.country is None
    off = borders.shares(circle(destination(LonLat(0, 10), 90, 700), 150))
    assert (off.on_border, off.by_country, off.country) == (0, {"DZ": 1.0}, "DZ")
    assert off.margin_m == pytest.approx(550, abs=5)


@pytest.mark.usefixtures("made_up")
def test_shares_are_of_the_ground_and_not_of_degrees() -> None:
    # From 10 to 40 degrees north a degree box is ever narrower; the western half is as large as the eastern.
    found = borders.shares(shapely.box(-10, 10, 10, 40))
    assert found.by_country["ML"] == pytest.approx(found.by_country["DZ"], rel=1e-3)
    # sin 40 - sin 20 of sin 40 - sin 10: the part of a belt that is north of 20 degrees.
    south = borders.shares(shapely.box(-50, 10, -30, 40))
    assert south.outside == pytest.approx(0.5, abs=1e-2)


@given(anywhere, st.floats(1_000, 400_000))
@settings(max_examples=40)
def test_the_parts_make_up_the_whole(point: LonLat, radius_m: float) -> None:
    found = borders.shares(circle(point, radius_m))
    assert _total(found) == pytest.approx(1, abs=1e-9)
    assert min((*found.by_country.values(), found.on_border, found.outside)) >= 0
    assert str(found)


@given(st.floats(-5, 5), st.floats(12, 25), st.floats(1_000, 50_000))
@settings(max_examples=25)
def test_an_area_is_where_the_points_in_it_are(lon: float, lat: float, radius_m: float) -> None:
    area = circle(LonLat(lon, lat), radius_m)
    found = borders.shares(area)
    middle = borders.side(LonLat(lon, lat))
    assert middle.margin_m is not None
    assert middle.accuracy_m is not None
    free_m = middle.margin_m - middle.accuracy_m
    if middle.status == "inside" and free_m > radius_m * 1.01:
        assert found.country == middle.country
        assert found.margin_m == pytest.approx(middle.margin_m - radius_m, rel=0.01, abs=1_500)
    elif free_m < radius_m * 0.99:
        assert found.status == "border"


def test_a_town_on_the_border_has_a_part_on_each_side() -> None:
    found = borders.side(circle(TINZAOUATEN, 7_500))
    assert (found.status, found.country, set(found.countries)) == ("border", None, {"ML", "DZ"})
    assert found.by_country["DZ"] > found.by_country["ML"] > 0.3
    assert 0.05 < found.on_border < 0.15
    assert str(found) == (
        "51 % in Algeria, 39 % in Mali, "
        "9 % too near the border of Algeria and Mali to tell (line good to 500 m)"
    )


def test_a_region_that_ends_at_the_border_says_so() -> None:
    kidal = admin1_area("ML-8")
    assert kidal is not None
    found = borders.shares(kidal)
    assert found.by_country["ML"] > 0.98
    assert 0 < found.on_border < 0.01
    assert found.line is not None
    assert found.line.distance_m == 0


@pytest.mark.parametrize(
    ("point", "radius_m", "said"),
    [
        (KIDAL, 5_000, "Mali, 191 km from the border with Algeria (line good to 500 m)"),
        (LonLat(-19, 65), 5_000, "Iceland, which has no land border"),
        (LonLat(-30, 0), 20_000, "at sea or in no country"),
        (LonLat(178.0, -17.8), 5_000, "Fiji, which has no land border"),
        (LonLat(179.99, -16.75), 5_000, "18 % in Fiji, 82 % outside all countries"),
        (LonLat(0, -90), 50_000, "Antarctica, which has no land border"),
        (
            LonLat(33.03, 34.72),
            2_000,
            "Cyprus, 41 km from a line inside Cyprus (line good to 4 km, line of control)",
        ),
    ],
)
def test_what_an_area_is_said_to_be_in(point: LonLat, radius_m: float, said: str) -> None:
    assert str(borders.shares(circle(point, radius_m))) == said


def test_the_sea_is_outside_all_countries_but_for_the_doubt_about_the_coast() -> None:
    dakar = borders.shares(circle(LonLat(-17.45, 14.7), 20_000))
    assert dakar.country == "SN"
    assert 0.7 < dakar.outside < 0.85
    pier = borders.shares(circle(LonLat(-17.5, 14.745), 150))
    assert borders.side(LonLat(-17.5, 14.745)).country == "SN"
    assert pier.by_country == {"SN": pytest.approx(1)}


def test_a_line_that_the_worldview_does_not_show_is_no_border_but_still_parts_the_land() -> None:
    area = circle(LonLat(-10.0, 27.6575), 50_000)
    default, moroccan = borders.shares(area), borders.shares(area, worldview="MA")
    assert default.on_border > 0.01
    assert moroccan.on_border == 0
    assert set(moroccan.by_country) == set(default.by_country) == {"MA", "EH"}


def test_the_distance_of_a_point_and_of_the_circle_round_it() -> None:
    from_point = borders.nearest_line(KIDAL, "Algeria", "Mali")
    from_area = borders.nearest_line(circle(KIDAL, 50_000), "Mali", "DZ")
    assert from_point is not None
    assert from_area is not None
    assert from_point.distance_m == borders.side(KIDAL).margin_m
    assert from_area.distance_m == pytest.approx(from_point.distance_m - 50_000, abs=150)
    assert set(from_area.countries) == {"ML", "DZ"}
    assert from_area.accuracy_m == 500
    assert str(from_point) == "196 km from the border of Mali and Algeria (line good to 500 m)"


def test_the_distance_to_a_named_border_is_not_to_a_nearer_one() -> None:
    niger = borders.nearest_line(KIDAL, "Niger")
    any_line = borders.nearest_line(KIDAL)
    assert niger is not None
    assert any_line is not None
    assert "NE" in niger.countries
    assert niger.distance_m > any_line.distance_m
    assert borders.nearest_line(KIDAL, "Mali", "Egypt") is None
    assert borders.nearest_line(KIDAL, "Iceland") is None


def test_on_the_line_is_within_what_it_is_good_to() -> None:
    found = borders.nearest_line(TINZAOUATEN)
    assert found is not None
    assert found.on_line
    assert 300 < found.distance_m < 450


@pytest.mark.parametrize(
    ("area", "said"),
    [
        (shapely.Point(0, 0), "not Point"),
        (shapely.Polygon(), "is empty"),
        (shapely.box(170, 0, 190, 5), "geo.antimeridian.split"),
        ("Mali", "not str"),
    ],
)
def test_what_is_no_area_is_refused(area: shapely.Polygon, said: str) -> None:
    with pytest.raises(GeoError, match=said):
        borders.shares(area)
    with pytest.raises(GeoError, match=said):
        borders.side(area)


def test_unknown_worldviews_and_countries_are_refused() -> None:
    with pytest.raises(UnknownWorldviewError):
        borders.shares(circle(KIDAL, 1_000), worldview="XX")
    with pytest.raises(UnknownCountryError):
        borders.nearest_line(KIDAL, "Atlantis")
    with pytest.raises(GeoError, match="between two countries, not 3"):
        borders.nearest_line(KIDAL, "ML", "DZ", "NE")
