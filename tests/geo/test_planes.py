"""Shapes widened, joined and cut in planes of their own: right anywhere on the earth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo import LonLat, destination, distance_m
from geo.areas import circle
from geo.errors import GeoError
from geo.planes import Plane, common, hull, inner_point, middle, reach_m
from geo.widening import blurred_sector, lens, ring, widened

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

points = st.builds(LonLat, st.floats(-180, 180), st.floats(-85, 85))
azimuths = st.floats(0, 360)


def holds(shape: BaseGeometry, point: LonLat) -> bool:
    return bool(shape.intersects(shapely.Point(point.lon, point.lat)))


@settings(max_examples=60)
@given(points, azimuths, st.floats(1, 1_000_000))
def test_distance_and_direction_from_the_middle_are_exact(
    center: LonLat, azimuth: float, metres: float
) -> None:
    east, north = Plane(center).flat_point(destination(center, azimuth, metres))
    assert (east**2 + north**2) ** 0.5 == pytest.approx(metres, abs=0.01)


@settings(max_examples=40)
@given(points, azimuths, st.floats(1_000, 300_000))
def test_a_widened_point_is_a_circle_anywhere(center: LonLat, azimuth: float, metres: float) -> None:
    shape = widened(shapely.Point(center), metres)
    assert shape.is_valid
    assert holds(shape, destination(center, azimuth, metres * 0.995))
    assert not holds(shape, destination(center, azimuth, metres * 1.005))


@pytest.mark.parametrize("center", [LonLat(0, 89.9), LonLat(120, -89.5), LonLat(180, 0), LonLat(-179.9, 65)])
def test_shapes_about_a_pole_or_180_degrees_are_whole(center: LonLat) -> None:
    for shape in (widened(shapely.Point(center), 100_000), ring(shapely.Point(center), 50_000, 100_000)):
        assert shape.is_valid
        west, south, east, north = shape.bounds
        assert -180 <= west <= east <= 180
        assert -90 <= south <= north <= 90
        for azimuth in range(0, 360, 30):
            assert holds(shape, destination(center, azimuth, 75_000))
            assert not holds(shape, destination(center, azimuth, 110_000))
    assert not holds(ring(shapely.Point(center), 50_000, 100_000), center)


@settings(max_examples=60)
@given(points, azimuths, st.floats(6, 90), st.floats(1_000, 100_000), st.floats(0, 20_000))
@example(LonLat(0, 83), 0, 6, 100_000, 19_000)
@example(LonLat(0, -84.9), 90, 6, 100_000, 20_000)
def test_a_blurred_sector_holds_the_offset_from_anywhere_in_the_blur(
    center: LonLat, azimuth: float, half_width: float, metres: float, blur_m: float
) -> None:
    shape = blurred_sector(center, azimuth, half_width, metres * 0.9, metres * 1.1, blur_m)
    for turn in range(0, 360, 60):
        start = destination(center, turn, blur_m * 0.98)
        for side in (-0.98, 0, 0.98):
            assert holds(shape, destination(start, azimuth + side * half_width, metres))
    assert not holds(shape, destination(center, azimuth, metres * 1.11 + blur_m + 1))


@settings(max_examples=40)
@given(points, azimuths, st.floats(20_000, 800_000))
def test_a_lens_holds_the_line_and_ends_with_it(a: LonLat, azimuth: float, metres: float) -> None:
    b = destination(a, azimuth, metres)
    shape = lens(a, b, metres / 5, 5_000)
    for part in (0, 0.25, 0.5, 0.75, 1):
        assert holds(shape, destination(a, azimuth, part * metres))
    assert not holds(shape, destination(a, azimuth, metres + 8_000))  # at b the line has another azimuth
    half = destination(a, azimuth, metres / 2)
    assert reach_m(half, shape) == pytest.approx(metres / 2 + 5_000, rel=0.05)


@settings(max_examples=40)
@given(st.lists(points, min_size=1, max_size=4), st.floats(1_000, 50_000))
def test_the_inner_point_is_inside(centers: list[LonLat], metres: float) -> None:
    shape = ring(shapely.Point(centers[0]), metres, metres * 1.2)
    assert holds(shape, inner_point(shape))
    wanted = centers[-1]
    assert holds(shape, inner_point(shape, wanted))


def test_a_hull_is_convex_on_the_earth() -> None:
    corners = [LonLat(170, 0), LonLat(-170, 0), LonLat(180, 15)]
    shape = hull([shapely.Point(corner) for corner in corners])
    assert shape.geom_type == "MultiPolygon"
    assert holds(shape, LonLat(180, 5))
    assert not holds(shape, LonLat(0, 5))


def test_the_middle_of_a_shape_across_180_degrees_is_there() -> None:
    assert abs(middle(circle(LonLat(179, -17), 300_000)).lon) > 170


def test_a_shape_narrower_than_what_is_taken_off_leaves_nothing() -> None:
    with pytest.raises(GeoError, match="inside"):
        widened(circle(LonLat(0, 0), 5_000), -6_000)


def test_what_only_touches_has_nothing_in_common() -> None:
    assert common([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)]) is None


def test_the_reach_is_that_of_the_farthest_corner() -> None:
    box = shapely.box(0, 0, 1, 1)
    assert reach_m(LonLat(0, 0), box) == pytest.approx(distance_m(LonLat(0, 0), LonLat(1, 1)))


@pytest.mark.parametrize(
    "center", [LonLat(0, 90), LonLat(0, -90), LonLat(10, 89.9), LonLat(-70, 75), LonLat(179, -60)]
)
@pytest.mark.parametrize("heading", [0.0, 45.0, 180.0, 270.0])
@pytest.mark.parametrize("metres", [100_000.0, 3_400_000.0])
def test_a_sector_across_a_pole_is_whole_and_holds_what_lies_that_way(
    center: LonLat, heading: float, metres: float
) -> None:
    area = blurred_sector(center, heading, 40.0, 0.8 * metres, 1.2 * metres, 1_000.0)
    assert area.is_valid
    for turn in (-36.0, -10.0, 0.5, 30.0):
        assert area.contains(shapely.Point(destination(center, heading + turn, metres)))
        for away in (
            destination(center, heading + turn + 180.0, metres),
            destination(center, heading + turn, metres / 2),
        ):
            assert not area.contains(shapely.Point(away))
