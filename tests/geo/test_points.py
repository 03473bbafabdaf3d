from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from geo import BBox, CoordinateError, LonLat
from tests.shared.strategies import latitudes, longitudes, points


@given(st.floats(), st.floats())
def test_a_point_is_within_the_ranges_or_refused(lon: float, lat: float) -> None:
    if -180 <= lon <= 180 and -90 <= lat <= 90:
        assert tuple(LonLat(lon, lat)) == (lon, lat)
    else:
        with pytest.raises(CoordinateError, match="outside"):
            LonLat(lon, lat)


@given(st.floats(-1e6, 1e6), latitudes)
def test_wrapping_keeps_the_meridian(lon: float, lat: float) -> None:
    wrapped = LonLat.wrapped(lon, lat)
    assert math.cos(math.radians(wrapped.lon)) == pytest.approx(math.cos(math.radians(lon)), abs=1e-6)
    assert math.sin(math.radians(wrapped.lon)) == pytest.approx(math.sin(math.radians(lon)), abs=1e-6)


@pytest.mark.parametrize("lon", [math.nan, math.inf, -math.inf])
def test_an_infinite_longitude_cannot_be_wrapped(lon: float) -> None:
    with pytest.raises(CoordinateError, match="finite"):
        LonLat.wrapped(lon, 0)


@given(longitudes, longitudes, latitudes)
def test_a_box_holds_its_center_and_its_corners(west: float, east: float, lat: float) -> None:
    box = BBox(west, lat, east, lat)
    assert box.contains(box.centre)
    assert box.contains(LonLat(west, lat))
    assert box.contains(LonLat(east, lat))
    assert 0 <= box.width_deg <= 360


@given(longitudes, longitudes, points)
def test_two_boxes_that_share_both_sides_go_round_the_earth(west: float, east: float, point: LonLat) -> None:
    assume(west != east)
    assert BBox(west, -90, east, 90).contains(point) or BBox(east, -90, west, 90).contains(point)


def test_a_box_upside_down_is_refused() -> None:
    with pytest.raises(CoordinateError, match="south 5 is north of its north 4"):
        BBox(0, 5, 1, 4)
