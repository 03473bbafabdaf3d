from __future__ import annotations

import math

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.points import BBox, LonLat
from maps.view import WORLD, frame, framing, mercator_y, zoom

TINZAOUATEN, MOPTI, KIDAL = LonLat(2.966, 19.955), LonLat(-4.18, 14.48), LonLat(1.409, 18.443)
points = st.builds(LonLat, st.floats(-180, 180), st.floats(-80, 80))


def _aspect(view: BBox) -> float:
    return view.width_deg / (mercator_y(view.north) - mercator_y(view.south))


def test_one_incident_gets_a_frame_of_some_two_hundred_kilometres() -> None:
    view = frame([TINZAOUATEN])
    assert 150 < view.height_deg * 111.3 < 300
    assert 150 < view.width_deg * 111.3 * math.cos(math.radians(20)) < 300
    assert view.centre.lat == pytest.approx(19.955, abs=0.02)


def test_the_frame_of_the_example_shows_mali_and_not_all_algeria() -> None:
    algeria = shapely.box(-8.7, 19, 12, 37).boundary
    view = frame([TINZAOUATEN, MOPTI, KIDAL], [], [algeria])
    assert all(view.contains(point) for point in (TINZAOUATEN, MOPTI, KIDAL))
    assert view.north < 25
    assert view.width_deg < 16


def test_a_border_that_is_near_comes_into_view_and_one_that_is_far_does_not() -> None:
    near, far = shapely.LineString([(4.6, 10), (4.6, 30)]), shapely.LineString([(9, 10), (9, 30)])
    assert frame([TINZAOUATEN], [], [near]).east > 4.6
    assert frame([TINZAOUATEN], [], [far]) == frame([TINZAOUATEN])
    assert frame([TINZAOUATEN], [], [shapely.MultiLineString()]) == frame([TINZAOUATEN])


def test_an_area_of_uncertainty_is_in_the_frame_whole() -> None:
    area = shapely.box(0, 17.5, 4.2, 21.8)
    view = frame([KIDAL], [area.__geo_interface__])
    assert shapely.box(*view).contains(area)


def test_without_incidents_the_border_decides_and_without_both_it_is_the_world() -> None:
    view = frame([], [], [shapely.LineString([(0, 0), (10, 5)])])
    assert view.contains(LonLat(0, 0))
    assert view.contains(LonLat(10, 5))
    assert view.width_deg < 20
    assert frame([]) == WORLD


def test_the_smallest_arc_is_taken_across_180_degrees() -> None:
    view = frame([LonLat(178, -17), LonLat(-179, -18)])
    assert view.crosses_antimeridian
    assert view.width_deg < 6
    split = shapely.MultiPolygon([shapely.box(179, -18, 180, -17), shapely.box(-180, -18, -179, -17)])
    assert frame([], [split]).width_deg < 5 or frame([], [split]) == WORLD
    assert frame([LonLat(179, -17)], [split]).width_deg < 5


@given(st.lists(points, min_size=1, max_size=6))
def test_every_incident_is_in_the_frame(incidents: list[LonLat]) -> None:
    view = frame(incidents)
    assert all(view.contains(point) for point in incidents)


@given(points)
def test_the_frame_of_a_point_keeps_its_shape(point: LonLat) -> None:
    assert _aspect(frame([point])) == pytest.approx(4 / 3, rel=0.02)


def test_zoom_grows_by_one_where_the_view_halves() -> None:
    assert zoom(BBox(0, 0, 10, 10), 900) - zoom(BBox(0, 0, 20, 10), 900) == pytest.approx(1)


def test_the_content_is_what_the_incidents_need_whatever_the_aspect() -> None:
    content, view = framing([LonLat(0, 10), LonLat(0, 20)])
    assert content.width_deg < 5 < view.width_deg
    assert content.contains(LonLat(0, 10))
    assert content.contains(LonLat(0, 20))


@pytest.mark.parametrize("lat", [88, -88])
def test_incidents_near_a_pole_need_all_that_is_round_it(lat: float) -> None:
    content = framing([LonLat(0, lat), LonLat(170, lat)]).content
    assert (content.west, content.east) == (-180, 180)
    assert content.contains(LonLat(-90, math.copysign(90, lat)))
    assert content.contains(LonLat(0, lat))


@given(st.lists(points, min_size=1, max_size=6))
def test_every_incident_is_in_the_content(incidents: list[LonLat]) -> None:
    content = framing(incidents).content
    assert all(content.contains(point) for point in incidents)
