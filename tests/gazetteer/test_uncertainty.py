"""The area that an answer stands for: wide enough, with its rule, and with a point inside it."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

import gazetteer
from gazetteer.uncertainty import DIRECTION_M, NEAR_M, POINT_ERROR_M, Area, area
from geo import LonLat, destination, distance_m
from tests.gazetteer.cases import CASES, PHRASES

texts = st.sampled_from([case.text for case in CASES] + [phrase[0] for phrase in PHRASES])


def of(text: str) -> Area:
    found = area(gazetteer.resolve(text))
    assert found is not None
    return found


def holds(found: Area, point: LonLat) -> bool:
    return bool(found.geometry.intersects(shapely.Point(point.lon, point.lat)))


@settings(max_examples=40)
@given(texts)
def test_the_point_is_inside_and_the_radius_reaches_every_corner(text: str) -> None:
    found = of(text)
    assert found.geometry.is_valid
    assert found.geometry.buffer(1e-9).intersects(shapely.Point(found.point.lon, found.point.lat))
    west, south, east, north = found.geometry.bounds
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90
    for lon, lat in shapely.get_coordinates(found.geometry)[::50]:
        assert distance_m(found.point, LonLat(lon, lat)) <= found.radius_m * 1.001
    assert found.basis
    assert found.scale in {"point", "near", "area"}


@pytest.mark.parametrize(
    ("text", "scale", "least_m", "most_m"),
    [
        ("Kidal", "point", 2_000, 10_000),
        ("Bamako", "point", 10_000, 40_000),
        ("Tinzaouaten", "point", 2_000, 10_000),
        ("southern part of Tinzaouaten", "point", 2_000, 10_000),
        ("near Tinzaouaten", "near", 25_000, 35_000),
        ("north of Kidal", "near", 40_000, 50_000),
        ("50 km north of Kidal", "near", 40_000, 50_000),
        ("Kidal region", "area", 200_000, 600_000),
        ("Mali", "area", 700_000, 1_500_000),
        ("northern Mali", "area", 700_000, 1_500_000),
        ("near Algeria", "area", 900_000, 2_500_000),
        ("near the Algerian border, Kidal region", "area", 200_000, 600_000),
        ("Ménaka region", "area", 50_000, 500_000),
        ("Sahara", "area", 1_000_000, 4_000_000),
        ("19.955 N 2.966 E", "point", 100, 1_000),
        ("near 19.955 N 2.966 E", "near", 25_000, 26_000),
        ("20 N 3 E", "area", 100_000, 200_000),
    ],
)
def test_the_area_is_as_wide_as_what_was_said(text: str, scale: str, least_m: float, most_m: float) -> None:
    found = of(text)
    assert found.scale == scale
    assert least_m <= found.radius_m <= most_m


def test_no_settlement_is_smaller_than_the_error_of_its_point() -> None:
    for text in ("None, Italy", "Tinzaouaten", "Kidal"):
        assert of(text).radius_m >= 2_000 > POINT_ERROR_M


def test_near_reaches_as_far_in_every_direction() -> None:
    found = of("near Kidal")
    for azimuth in range(0, 360, 30):
        assert holds(found, destination(found.point, azimuth, NEAR_M * 0.99))


def test_a_direction_reaches_that_way_and_not_the_other() -> None:
    found, kidal = of("north of Kidal"), of("Kidal").point
    assert all(holds(found, destination(kidal, azimuth, DIRECTION_M * 0.99)) for azimuth in (-44, 0, 44))
    assert not any(holds(found, destination(kidal, azimuth, DIRECTION_M / 2)) for azimuth in (90, 180, 270))


def test_a_unit_is_its_outline_where_one_is_known() -> None:
    region = of("Kidal region")
    assert holds(region, LonLat(2.9, 19.9))
    assert not holds(region, LonLat(0.0, 16.3))
    assert "Natural Earth" in region.basis
    mali = of("Mali")
    assert holds(mali, LonLat(-8.0, 12.6))
    assert not holds(mali, LonLat(2.1, 13.5))


def test_a_unit_without_an_outline_says_so() -> None:
    assert "no outline" in of("Ménaka region").basis


def test_a_country_across_180_degrees_is_split_there() -> None:
    fiji = of("Fiji")
    assert fiji.geometry.geom_type == "MultiPolygon"
    assert holds(fiji, LonLat(178.4, -18.0))
    assert fiji.radius_m < 1_500_000


def test_what_is_unresolved_has_no_area() -> None:
    assert area(gazetteer.resolve("Xqzzt")) is None
    assert area(gazetteer.resolve("")) is None
