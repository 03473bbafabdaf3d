"""The fixed grid: the same cell for the same place for ever, nested, about equal, right everywhere."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyproj import Geod

from geo import BBox, LonLat
from geo.errors import ShapeError
from geo.grid import SIZES_KM, cell_at

POINTS = st.builds(LonLat, st.floats(-180, 180), st.floats(-90, 90))
SIZES = st.sampled_from(SIZES_KM)


@given(POINTS, SIZES)
@example(LonLat(180, 0), 10)
@example(LonLat(-180, -90), 1)
@example(LonLat(0, 90), 1000)
@example(LonLat(179.9999999, 89.9999999), 1)
@example(LonLat(0, 0.09), 10)
def test_a_cell_holds_its_point_and_its_middle(point: LonLat, size_km: int) -> None:
    cell = cell_at(point, size_km)
    west, south, east, north = cell.bounds
    # What a double cannot tell from 180 degrees is 180 degrees.
    lon = -180.0 if point.lon + 180.0 == 360.0 else point.lon
    # Edges stand with six digits of a degree.
    assert west - 1e-6 <= lon <= east + 1e-6
    assert south - 1e-6 <= point.lat <= north + 1e-6
    assert cell.bounds.contains(cell.middle)
    assert cell_at(cell.middle, size_km) == cell


@given(POINTS)
def test_smaller_cells_lie_in_larger_ones(point: LonLat) -> None:
    cells = [cell_at(point, size_km) for size_km in SIZES_KM]
    for small, large in itertools.pairwise(cells):
        assert large.bounds.west - 1e-5 <= small.bounds.west
        assert small.bounds.east <= large.bounds.east + 1e-5
        assert large.bounds.south - 1e-5 <= small.bounds.south
        assert small.bounds.north <= large.bounds.north + 1e-5
        assert cell_at(small.middle, large.size_km) == large


@given(st.floats(-180, 180), st.floats(-1, 1), SIZES)
def test_a_cell_is_about_as_large_as_it_says(lon: float, height: float, size_km: int) -> None:
    cell = cell_at(LonLat(lon, math.degrees(math.asin(height))), size_km)
    area, _ = Geod(ellps="WGS84").geometry_area_perimeter(cell.area)
    assert 0.85 < abs(area) / (1000 * size_km) ** 2 < 2.05
    assert 0.6 * size_km < cell.radius_m / 1000 < 1.3 * size_km


@given(POINTS, SIZES)
def test_all_of_a_cell_is_within_its_radius(point: LonLat, size_km: int) -> None:
    cell = cell_at(point, size_km)
    away = Geod(ellps="WGS84").inv(*cell.middle, *point)[2]
    assert away <= cell.radius_m * 1.001 + 1


def test_no_cell_crosses_180_degrees() -> None:
    east, west = cell_at(LonLat(179.99, -17), 10), cell_at(LonLat(-179.99, -17), 10)
    assert east.bounds.east == 180.0
    assert west.bounds.west == -180.0
    assert cell_at(LonLat(180, -17), 10) == west


def test_a_pole_has_three_cells_of_every_size() -> None:
    for size_km in SIZES_KM:
        for lat in (90.0, -90.0):
            cells = {cell_at(LonLat(lon, lat), size_km).bounds for lon in range(-180, 180, 10)}
            assert len(cells) == 3


def test_cells_stay_what_they_are() -> None:
    # A map of next year must show the same cells: two grids together would tell more than either.
    kidal = LonLat(1.4092, 18.4434)
    assert cell_at(kidal, 1).bounds == BBox(1.401081, 18.441, 1.410811, 18.45)
    assert cell_at(kidal, 10).bounds == BBox(1.362162, 18.36, 1.459459, 18.45)
    assert cell_at(kidal, 100).bounds == BBox(0.972973, 18.0, 1.945946, 18.9)


@pytest.mark.parametrize("size_km", [0, -10, 7, 2000])
def test_other_sizes_are_refused_with_those_that_there_are(size_km: int) -> None:
    with pytest.raises(ShapeError, match=r"no cells of .* km; there are 1, 5, 10, 50, 100, 500, 1000 km"):
        cell_at(LonLat(0, 0), size_km)
