from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import (
    GeometryCollection,
    LineString,
    MultiPoint,
    Point,
    Polygon,
    box,
    get_parts,
)

from geo import LonLat
from geo.antimeridian import polygon, split
from geo.errors import GeoError

Corners = list[tuple[float, float]]


def same_meridian(lon: float) -> tuple[float, ...]:
    return (-180.0, 180.0) if abs(lon) == 180 else (lon,)


@given(
    st.floats(-500, 400),
    st.floats(-89, 80),
    st.floats(0.5, 100),
    st.floats(0.5, 9),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_a_split_box_holds_the_same_places(  # noqa: PLR0913, PLR0917 - hypothesis gives each
    west: float, south: float, width: float, height: float, across: float, up: float
) -> None:
    shape = box(west, south, west + width, south + height)
    parts = split(shape)
    inside = LonLat.wrapped(west + across * width, south + up * height)
    beside = LonLat.wrapped(west - 1 - across * (350 - width), south + up * height)
    assert parts.is_valid
    assert parts.area == pytest.approx(shape.area)
    assert min(parts.distance(Point(lon, inside.lat)) for lon in same_meridian(inside.lon)) < 1e-9
    assert not parts.covers(Point(beside))
    assert parts.bounds[0] >= -180
    assert parts.bounds[2] <= 180


def test_an_edge_through_greenwich_is_no_crossing_however_long() -> None:
    shape = Polygon([(-179, -80), (179, -80), (179, -70), (-179, -70)])
    assert split(shape) is shape


def test_lines_points_and_collections_are_split_too() -> None:
    assert (
        split(LineString([(170, 0), (190, 20)])).wkt
        == "MULTILINESTRING ((170 0, 180 10), (-180 10, -170 20))"
    )
    assert split(MultiPoint([(190, 1), (170, 1)])).equals(MultiPoint([(-170, 1), (170, 1)]))
    assert split(Point(190, 1)).equals(Point(-170, 1))
    assert split(Point(540, 1)).equals(Point(-180, 1))
    parts = split(GeometryCollection([Point(190, 1), box(170, 0, 190, 1)]))
    assert [part.geom_type for part in get_parts(parts)] == ["Point", "MultiPolygon"]
    assert split(Polygon()).is_empty


def test_a_hole_that_crosses_is_split_with_its_polygon() -> None:
    shape = Polygon(box(170, -10, 190, 10).exterior.coords, [box(175, -5, 185, 5).exterior.coords])
    parts = split(shape)
    assert not parts.covers(Point(180, 0))
    assert not parts.covers(Point(-178, 0))
    assert parts.covers(Point(-173, 0))
    assert parts.area == pytest.approx(shape.area)


def test_a_shape_of_more_than_one_turn_covers_every_longitude_once() -> None:
    band = split(box(-190, 0, 190, 1))
    assert band.is_valid
    assert band.area == pytest.approx(360)


def test_a_shape_from_nowhere_is_refused() -> None:
    with pytest.raises(GeoError, match="from 1900 to 1901"):
        split(box(1900, 0, 1901, 1))


@pytest.mark.parametrize("start", range(0, 360, 45))
def test_a_ring_round_a_pole_encloses_the_pole_on_its_left(start: int) -> None:
    eastward = [LonLat.wrapped(start + lon, 60) for lon in range(0, 360, 40)]
    north, south = polygon(eastward), polygon(eastward[::-1])
    for lon in (-180, -91, 0, 133, 180):
        assert north.covers(Point(lon, 75))
        assert south.covers(Point(lon, 0))
        assert not north.covers(Point(lon, 59))
    assert north.area + south.area == pytest.approx(360 * 180)


@pytest.mark.parametrize("pole", [90, -90])
@pytest.mark.parametrize("width", [30, 170, 190, 330])
@pytest.mark.parametrize("shift", range(4))
def test_a_wedge_from_a_pole_is_as_wide_as_its_corners(pole: int, width: int, shift: int) -> None:
    arc = [LonLat.wrapped(150 + turn, pole * 8 / 9) for turn in range(0, width + 1, 10)]
    ring = [*arc, LonLat(0, pole)] if pole > 0 else [*arc[::-1], LonLat(0, pole)]
    wedge = polygon([*ring[shift:], *ring[:shift]])
    assert wedge.area == pytest.approx(width * 10)
    assert wedge.covers(Point(LonLat.wrapped(150 + width / 2, pole * 17 / 18)))


def test_a_ring_may_repeat_its_first_point_and_needs_three() -> None:
    ring = [LonLat(0, 0), LonLat(1, 0), LonLat(0, 1)]
    assert polygon(ring).equals(polygon([*ring, ring[0]]))
    with pytest.raises(GeoError, match="three points or more, not 2"):
        polygon([*ring[:2], ring[0]])
