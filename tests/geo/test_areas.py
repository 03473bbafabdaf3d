from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from shapely import Point
from shapely.geometry import MultiPolygon

from geo import LonLat, azimuth_deg, destination, distance_m
from geo.areas import circle, circles, corridor, sector
from geo.errors import GeoError
from geo.geodesic import wgs84
from tests.shared.strategies import anywhere, azimuths

if TYPE_CHECKING:
    from shapely import Polygon

radii = st.floats(10, 3_000_000)


def holds(area: Polygon | MultiPolygon, point: LonLat) -> bool:
    return bool(area.covers(Point(point.lon, point.lat)))


def on_the_way(start: LonLat, end: LonLat, share: float) -> LonLat:
    return destination(start, azimuth_deg(start, end), share * distance_m(start, end))


def check_is_on_the_earth(area: Polygon | MultiPolygon) -> None:
    assert area.is_valid
    assert not area.is_empty
    west, south, east, north = area.bounds
    assert west >= -180
    assert east <= 180
    assert south >= -90
    assert north <= 90


@given(anywhere, radii, azimuths, st.floats(0, 1))
def test_a_circle_holds_what_is_nearer_than_its_radius(
    center: LonLat, radius_m: float, azimuth: float, share: float
) -> None:
    area = circle(center, radius_m)
    check_is_on_the_earth(area)
    assert holds(area, destination(center, azimuth, radius_m * share * 0.99))
    assert not holds(area, destination(center, azimuth, radius_m * (1.001 + share)))


@given(anywhere, st.floats(100, 3_000_000), st.floats(0.3, 0.7))
@example(LonLat(10, 60), 500_000, 0.5)
@example(LonLat(0, 77), 1_457_603, 0.5)
@example(LonLat(0, 63), 3_000_000, 0.5)
@example(LonLat(0, 89.99), 1_000, 0.5)
def test_the_edge_of_a_circle_is_as_near_to_it_as_stated(
    center: LonLat, radius_m: float, share: float
) -> None:
    stated = 0.0005 if radius_m <= 500_000 and abs(center.lat) <= 60 else 0.002
    area = circle(center, radius_m)
    for part in area.geoms if isinstance(area, MultiPolygon) else [area]:
        for (west, south), (east, north) in itertools.pairwise(part.exterior.coords):
            # An edge along 180 degrees, or to a pole that is inside, is no edge of the circle.
            if {abs(west), abs(east)} == {180.0} or 90.0 in {abs(south), abs(north)}:
                continue
            on_edge = LonLat(west + (east - west) * share, south + (north - south) * share)
            assert distance_m(center, on_edge) == pytest.approx(radius_m, rel=stated)


@given(st.floats(-180, 180), st.floats(-70, 70), st.floats(1_000, 1_000_000))
def test_a_circle_is_as_large_as_a_cap_of_a_sphere(lon: float, lat: float, radius_m: float) -> None:
    area = circle(LonLat(lon, lat), radius_m)
    parts = area.geoms if isinstance(area, MultiPolygon) else [area]
    measured = sum(abs(wgs84().geometry_area_perimeter(part)[0]) for part in parts)
    cap = 2 * math.pi * 6_371_008.8**2 * (1 - math.cos(radius_m / 6_371_008.8))
    assert measured == pytest.approx(cap, rel=0.012)


@given(st.lists(st.tuples(anywhere, st.floats(1, 3e6)), max_size=6))
@example(
    [(LonLat(180, 0), 1_000.0), (LonLat(0, 90), 1_000.0), (LonLat(0, -89.9), 90_000.0), (LonLat(0, 0), 1.0)]
)
def test_circles_have_the_corners_that_each_has_by_itself(asked: list[tuple[LonLat, float]]) -> None:
    together = circles([center for center, _ in asked], [radius_m for _, radius_m in asked])
    assert [shape.wkb for shape in together] == [circle(*each).wkb for each in asked]


def test_circles_of_no_size_are_refused() -> None:
    with pytest.raises(GeoError, match="more than 0"):
        circles([LonLat(0, 0)] * 2, [1_000.0, 0.0])


@pytest.mark.parametrize(
    ("center", "radius_m", "bounds"),
    [
        (LonLat(180, 0), 111_319, (-180, -1.0, 180, 1.0)),
        (LonLat(0, 90), 111_694, (-180, 89, 180, 90)),
        (LonLat(40, -89.5), 200_000, (-180, -90, 180, -87.71)),
    ],
)
def test_a_circle_at_180_degrees_or_a_pole_reaches_both_edges_of_the_map(
    center: LonLat, radius_m: float, bounds: tuple[float, ...]
) -> None:
    assert circle(center, radius_m).bounds == pytest.approx(bounds, abs=0.02)


@given(
    anywhere,
    azimuths,
    st.floats(5, 179),
    st.floats(10_000, 1_000_000),
    st.floats(0.05, 0.95),
    st.floats(-0.9, 0.9),
)
def test_a_sector_holds_its_distances_and_directions(  # noqa: PLR0913, PLR0917 - hypothesis gives each
    center: LonLat, azimuth: float, half_width: float, outer_m: float, share: float, turn: float
) -> None:
    inner_m = outer_m * share
    area = sector(center, azimuth, half_width, inner_m, outer_m)
    check_is_on_the_earth(area)
    direction = azimuth + turn * half_width
    assert holds(area, destination(center, direction, (inner_m + outer_m) / 2))
    assert not holds(area, destination(center, direction, inner_m * 0.98))
    assert not holds(area, destination(center, direction, outer_m * 1.01))


@given(anywhere, azimuths, st.floats(5, 170), st.floats(1_000, 500_000), st.floats(0.1, 1))
def test_a_sector_from_the_center_holds_nothing_of_other_directions(
    center: LonLat, azimuth: float, half_width: float, outer_m: float, share: float
) -> None:
    area = sector(center, azimuth, half_width, 0, outer_m)
    check_is_on_the_earth(area)
    assert holds(area, destination(center, azimuth, outer_m * share * 0.98))
    for side in (-1, 1):
        beside = destination(center, azimuth + side * (half_width + 5), outer_m * share * 0.98)
        assert not holds(area, beside)


def test_a_sector_of_all_directions_is_a_ring() -> None:
    center = LonLat(179.9, 10)
    ring = sector(center, 0, 180, 40_000, 60_000)
    assert not holds(ring, center)
    assert all(holds(ring, destination(center, azimuth, 50_000)) for azimuth in range(0, 360, 10))
    assert sector(center, 0, 200, 0, 60_000).equals(circle(center, 60_000))


@given(st.lists(anywhere, min_size=2, max_size=4), st.floats(1_000, 300_000), st.floats(0, 1), azimuths)
def test_a_corridor_holds_what_is_near_its_line(
    points: list[LonLat], half_width_m: float, share: float, azimuth: float
) -> None:
    # Between nearly opposite points the shortest line is not one line.
    assume(all(distance_m(a, b) < 15_000_000 for a, b in itertools.pairwise(points)))
    area = corridor(points, half_width_m)
    check_is_on_the_earth(area)
    # The corridor follows the line from corner to corner, each 50 km at most.
    corners = max(1, math.ceil(distance_m(points[0], points[1]) / 50_000))
    on_line = on_the_way(points[0], points[1], int(share * corners) / corners)
    assert holds(area, destination(on_line, azimuth, half_width_m * 0.98))


def test_a_corridor_is_as_wide_as_asked() -> None:
    start, end = LonLat(1.4092, 18.4434), LonLat(2.966, 19.955)
    area = corridor([start, end], 10_000)
    middle = on_the_way(start, end, 0.5)
    across = azimuth_deg(middle, end) + 90
    assert holds(area, destination(middle, across, 9_990))
    assert not holds(area, destination(middle, across, 10_050))
    assert not holds(area, destination(end, azimuth_deg(start, end), 10_050))


@pytest.mark.parametrize(
    ("make", "rule"),
    [
        (lambda: circle(LonLat(0, 0), 0), "radius of 0 m"),
        (lambda: circle(LonLat(0, 0), math.nan), "a radius must be a finite number, not nan"),
        (lambda: circle(LonLat(0, 0), 2e7), "at most 10,000 km"),
        (lambda: sector(LonLat(0, 0), 0, 10, 5, 5), "inner distance of 5 m"),
        (lambda: sector(LonLat(0, 0), 0, 0, 5, 6), "the half width of 0 degrees must be more than 0"),
        (lambda: sector(LonLat(0, 0), math.nan, 1, 5, 6), "a direction must be a finite number, not nan"),
        (lambda: corridor([LonLat(0, 0)], 5), "two points or more, not 1"),
        (lambda: corridor([LonLat(0, 0), LonLat(1, 0)], -5), "half width of -5 m"),
    ],
)
def test_sizes_that_make_no_area_are_refused(make: object, rule: str) -> None:
    with pytest.raises(GeoError, match=rule):
        make()  # type: ignore[operator]
