"""Values of a type that nobody asked for: the error names the value and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import geo
from geo import areas, borders, countries, regions
from geo.errors import CoordinateError, WrongTypeError
from geo.points import BBox, LonLat

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = LonLat(1, 18)
OF_TEXTS: tuple[Callable[[Any], object], ...] = (
    geo.parse_point,
    geo.parse_latitude,
    geo.parse_longitude,
    countries.country,
    borders.border_of,
    borders.land_of,
    regions.admin1_area,
    lambda value: borders.side(HERE, worldview=value),
)
OF_POINTS: tuple[Callable[[Any], object], ...] = (
    lambda value: geo.distance_m(value, HERE),
    lambda value: geo.distance_m(HERE, value),
    lambda value: geo.azimuth_deg(HERE, value),
    lambda value: geo.destination(value, 0, 1),
    lambda value: areas.circle(value, 1_000),
    regions.admin1_codes_at,
)


@pytest.mark.parametrize("value", [None, 7, 1.5, b"x", ["x"], HERE], ids=repr)
@pytest.mark.parametrize("ask", OF_TEXTS)
def test_what_is_no_text_is_told(ask: Callable[[Any], object], value: object) -> None:
    with pytest.raises(WrongTypeError, match=rf"must be a string, not {type(value).__name__}"):
        ask(value)


@pytest.mark.parametrize("value", [None, 7, "18 N 1 E", (1.0, 18.0), [1, 18]], ids=repr)
@pytest.mark.parametrize("ask", OF_POINTS)
def test_what_is_no_point_is_told(ask: Callable[[Any], object], value: object) -> None:
    with pytest.raises(WrongTypeError, match=r"must be a geo\.LonLat\(lon, lat\), not"):
        ask(value)


@pytest.mark.parametrize("value", [None, (2.5, 19.5, 3.0, 20.0), "2,19,3,20"], ids=repr)
def test_what_is_no_box_is_told_and_not_taken_for_the_world(value: Any) -> None:  # noqa: ANN401 - wrong on purpose
    with pytest.raises(WrongTypeError, match=r"must be a geo\.BBox\(west, south, east, north\), not"):
        borders.lines_in(value)


@pytest.mark.parametrize("value", [None, "1", b"1", [], 1j])
def test_what_is_of_another_type_than_a_number_is_a_type_error_too(value: Any) -> None:  # noqa: ANN401 - wrong on purpose
    for make in (lambda: LonLat(value, 0), lambda: BBox(0, 0, value, 1), lambda: areas.circle(HERE, value)):
        with pytest.raises(TypeError, match="must be a finite number, not"):
            make()
    with pytest.raises(CoordinateError) as caught:
        LonLat(float("nan"), 0)
    assert not isinstance(caught.value, TypeError)


@pytest.mark.parametrize("language", [3, b"fr", ["fr"]])
def test_what_is_no_language_is_told(language: Any) -> None:  # noqa: ANN401 - wrong on purpose
    for read in (geo.parse_point, geo.parse_longitude):
        with pytest.raises(WrongTypeError, match="a language must be a code such as 'fr', not"):
            read("14 N 4 O", language=language)


@pytest.mark.parametrize("value", [None, "1", b"1", [], 1j, 10**400], ids=str)
def test_what_is_no_number_makes_no_point(value: Any) -> None:  # noqa: ANN401 - wrong on purpose
    for make in (
        lambda: LonLat(value, 0),
        lambda: LonLat(0, value),
        lambda: LonLat.wrapped(value, 0),
        lambda: BBox(0, 0, value, 1),
        lambda: geo.destination(HERE, value, 1),
        lambda: geo.destination(HERE, 0, value),
        lambda: geo.compass_point(value),
        lambda: areas.circle(HERE, value),
    ):
        with pytest.raises(CoordinateError, match="must be a finite number, not"):
            make()


def test_numbers_of_other_libraries_are_taken_as_floats() -> None:
    numbers: list[Any] = [np.float32(1.5), np.int64(18)]
    point = LonLat(*numbers)
    assert (type(point.lon), type(point.lat)) == (float, float)
    assert point == LonLat(1.5, 18)
