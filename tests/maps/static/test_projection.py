"""The projection of a view: which it is, that the frame shows the view, and that its scale is right."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import distance_m
from geo.points import BBox, LonLat
from maps.render.static.drawing import Box
from maps.render.static.projection import project, zoom_of

PAGE = Box(10, 40, 890, 560)
MALI = BBox(-7, 13, 7, 23)
WORLD = BBox(-180, -58, 180, 80)


@st.composite
def views(draw: st.DrawFn) -> BBox:
    height = draw(st.floats(0.01, 60))
    south = draw(st.floats(-89, 89 - height))
    width = draw(st.floats(0.01, 100))
    west = draw(st.floats(-180, 180))
    return BBox(west, south, LonLat.wrapped(west + width, 0).lon, south + height)


@pytest.mark.parametrize(
    ("view", "name"),
    [
        (MALI, "Lambert azimuthal equal-area"),
        (BBox(-20, -35, 50, 37), "Lambert azimuthal equal-area"),
        (BBox(-180, 70, 180, 90), "Lambert azimuthal equal-area"),
        (BBox(177, -19, -178, -16), "Lambert azimuthal equal-area"),
        (BBox(-10, 36, 30, 55), "Lambert conformal conic"),
        (BBox(112, -40, 154, -26), "Lambert conformal conic"),
        (WORLD, "Equal Earth"),
        (BBox(-120, -40, 60, 60), "Equal Earth"),
    ],
)
def test_each_view_has_the_projection_that_the_rule_names(view: BBox, name: str) -> None:
    assert project(view, PAGE).name == name


def test_a_wide_view_on_a_high_page_is_not_conic() -> None:
    assert project(BBox(-10, 36, 30, 55), Box(0, 0, 500, 900)).name == "Lambert azimuthal equal-area"


@pytest.mark.parametrize("shape", [(900, 600), (506, 900), (600, 600), (1200, 300)])
@settings(max_examples=60)
@given(view=views())
def test_the_frame_shows_all_of_the_view(shape: tuple[float, float], view: BBox) -> None:
    projected = project(view, Box(0, 0, *shape))
    steps = [0.0, 0.25, 0.5, 0.75, 1.0]
    for across in steps:
        for up in steps:
            lon = LonLat.wrapped(view.west + across * view.width_deg, 0).lon
            x, y = projected.point(LonLat(lon, view.south + up * view.height_deg))
            # Between its samples a curved edge of the view may leave the frame by a line's width.
            assert -2 <= x <= shape[0] + 2
            assert -2 <= y <= shape[1] + 2


@settings(max_examples=80)
@given(view=views(), x=st.floats(0, 1), y=st.floats(0, 1))
def test_a_place_on_the_page_is_found_again(view: BBox, x: float, y: float) -> None:
    projected = project(view, PAGE)
    at = PAGE.left + x * PAGE.width, PAGE.top + y * PAGE.height
    if not projected.cut:
        assert projected.point(projected.inverse(*at)) == pytest.approx(at, abs=0.01)


@pytest.mark.parametrize(
    "view", [MALI, BBox(-10, 36, 30, 55), BBox(10, 76, 34, 81), BBox(-180, 75, 180, 90), WORLD]
)
def test_the_scale_is_right_in_the_middle(view: BBox) -> None:
    projected = project(view, PAGE)
    x, y = PAGE.center
    measured = distance_m(projected.inverse(x - 5, y), projected.inverse(x + 5, y)) / 10
    assert projected.m_per_pt == pytest.approx(measured, rel=0.005)


@pytest.mark.parametrize(
    "view", [MALI, BBox(177, -19, -178, -16), BBox(10, 76, 34, 81), BBox(-10, 36, 30, 55)]
)
def test_north_is_up_in_the_middle(view: BBox) -> None:
    projected = project(view, PAGE)
    middle = projected.inverse(*PAGE.center)
    x, y = projected.point(LonLat(middle.lon, middle.lat + 0.1))
    assert y < PAGE.center[1]
    assert abs(math.degrees(math.atan2(x - PAGE.center[0], PAGE.center[1] - y))) < 0.5


def test_the_seen_part_of_the_earth_crosses_180_degrees_and_holds_a_pole() -> None:
    assert project(BBox(177, -19, -178, -16), PAGE).view.crosses_antimeridian
    arctic = project(BBox(-180, 75, 180, 90), PAGE).view
    assert (arctic.west, arctic.east, arctic.north) == (-180, 180, 90)
    assert 60 < arctic.south < 75


def test_off_the_edge_of_the_earth_there_is_no_place() -> None:
    projected = project(WORLD, PAGE)
    with pytest.raises(ValueError, match="a finite number"):
        projected.inverse(PAGE.left + 1, PAGE.top + 1)


def test_a_town_fills_the_page() -> None:
    projected = project(BBox(2.9, 19.9, 3.03, 20.0), PAGE)
    assert projected.m_per_pt * PAGE.width < 25_000
    assert zoom_of(projected) > 12
