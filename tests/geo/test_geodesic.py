from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import CoordinateError, LonLat, azimuth_deg, compass_point, destination, distance_m
from geo.geodesic import rounding_m
from tests.shared.strategies import anywhere, azimuths, points

MEAN_RADIUS_M = 6_371_008.8


def haversine_m(a: LonLat, b: LonLat) -> float:
    """The distance on a sphere: within 0.57 % of the one on the ellipsoid, whose flattening is 1/298."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * MEAN_RADIUS_M * math.asin(min(1.0, math.sqrt(half)))


def test_a_published_distance_is_met() -> None:
    # New York JFK to London Heathrow, the worked example of GeographicLib's GeodSolve.
    assert distance_m(LonLat(-73.8, 40.6), LonLat(-0.5, 51.6)) == pytest.approx(5_551_759.4, abs=0.1)


@given(anywhere, anywhere)
def test_distance_is_that_on_a_sphere_within_the_flattening(a: LonLat, b: LonLat) -> None:
    assert distance_m(a, b) == pytest.approx(haversine_m(a, b), rel=0.0057, abs=0.01)
    assert distance_m(a, b) == pytest.approx(distance_m(b, a), abs=1e-6)


@given(points, azimuths, st.floats(1, 9_000_000))
def test_going_there_and_measuring_gives_the_distance_back(
    start: LonLat, azimuth: float, metres: float
) -> None:
    end = destination(start, azimuth, metres)
    assert distance_m(start, end) == pytest.approx(metres, rel=1e-9, abs=1e-6)
    assert 0 <= azimuth_deg(start, end) < 360


@given(st.floats(-179, 179), st.floats(-80, 80), azimuths)
def test_the_direction_is_the_one_that_was_taken(lon: float, lat: float, azimuth: float) -> None:
    start = LonLat(lon, lat)
    measured = azimuth_deg(start, destination(start, azimuth, 50_000))
    assert math.cos(math.radians(measured - azimuth)) == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize(("azimuth", "metres"), [(math.nan, 1.0), (0.0, math.inf)])
def test_a_direction_or_distance_that_is_no_number_is_refused(azimuth: float, metres: float) -> None:
    with pytest.raises(CoordinateError, match="finite"):
        destination(LonLat(0, 0), azimuth, metres)


@given(azimuths)
def test_the_compass_point_is_the_nearest_of_eight(azimuth: float) -> None:
    by_name = {name: 45.0 * index for index, name in enumerate(("N", "NE", "E", "SE", "S", "SW", "W", "NW"))}
    off = abs((by_name[compass_point(azimuth)] - azimuth + 180) % 360 - 180)
    assert off <= 22.5 + 1e-9


def test_a_direction_that_is_no_number_has_no_compass_point() -> None:
    with pytest.raises(CoordinateError, match="nan"):
        compass_point(math.nan)


@given(points, st.integers(0, 5))
def test_the_radius_of_a_coordinate_covers_what_rounding_left_out(point: LonLat, decimals: int) -> None:
    rounded = LonLat(round(point.lon, decimals), round(point.lat, decimals))

    assert rounding_m(rounded) >= distance_m(point, rounded)
