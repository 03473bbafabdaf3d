from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import GeometryCollection, LinearRing, LineString, MultiPoint, Point, Polygon, box

from geo import LonLat
from geo.areas import circle
from geo.errors import GeoJSONError
from geo.geojson import dumps, feature, feature_collection, from_geometry, loads, to_geometry
from tests.shared.strategies import anywhere, points


def _nested(value: Any, depth: int) -> Any:  # noqa: ANN401 - JSON
    for _ in range(depth):
        value = [value]
    return value


def _collections(depth: int) -> Any:  # noqa: ANN401 - JSON
    geometry: Any = {"type": "Point", "coordinates": [1, 2]}
    for _ in range(depth):
        geometry = {"type": "GeometryCollection", "geometries": [geometry]}
    return geometry


@given(anywhere, st.floats(1_000, 2_000_000))
def test_an_area_goes_out_by_the_rules_and_comes_back(center: LonLat, radius_m: float) -> None:
    area = circle(center, radius_m)
    written = to_geometry(area)
    read = from_geometry(loads(dumps(written)))
    polygons: list[Any] = list(shapely.get_parts(read))
    assert read.is_valid
    assert all(polygon.exterior.is_ccw for polygon in polygons)
    assert all(not hole.is_ccw for polygon in polygons for hole in polygon.interiors)
    assert read.symmetric_difference(area).area < 1e-6 * max(1.0, area.length)


@given(points)
def test_no_number_has_more_than_seven_decimals(point: LonLat) -> None:
    for value in to_geometry(point)["coordinates"]:
        assert len(dumps({"v": value}).partition(".")[2].rstrip("}")) <= 7 or "e" in str(value)


def test_what_crosses_180_degrees_goes_out_split() -> None:
    written = to_geometry(box(170, 0, 190, 10))
    assert written["type"] == "MultiPolygon"
    assert to_geometry(LineString([(170, 0), (190, 0)]))["type"] == "MultiLineString"


def test_rings_altitudes_and_collections_go_out_as_geojson_has_them() -> None:
    assert to_geometry(LinearRing([(0, 0), (1, 0), (0, 1)]))["type"] == "LineString"
    assert to_geometry(Point(1, 2, 3))["coordinates"] == [1, 2]
    clockwise = Polygon([(0, 0), (0, 1), (1, 1), (1, 0)])
    collection = to_geometry(GeometryCollection([Point(1, 2), clockwise]))
    assert collection["geometries"][0] == {"type": "Point", "coordinates": [1, 2]}
    assert shapely.is_ccw(shapely.get_parts(from_geometry(collection))[1].exterior)
    assert to_geometry(Polygon())["coordinates"] == []


def test_collections_may_be_nested_a_little() -> None:
    assert from_geometry(_collections(8)).geom_type == "GeometryCollection"


def test_the_text_is_the_same_whenever_it_is_written() -> None:
    document = feature_collection(
        [feature(to_geometry(LonLat(2.966, 19.955)), {"b": "تين زواتين", "a": 1}, id="x")], title="Kidal"
    )
    assert dumps(document) == (
        '{"type":"FeatureCollection","title":"Kidal","features":[{"type":"Feature","id":"x",'
        '"geometry":{"type":"Point","coordinates":[2.966,19.955]},"properties":{"b":"تين زواتين","a":1}}]}'
    )


@pytest.mark.parametrize(
    ("geometry", "rule"),
    [
        ({"type": "Point", "coordinates": [19.955, 92]}, "latitude 92 is outside"),
        ({"type": "Point", "coordinates": [1]}, "[1] is no position"),
        ({"type": "Point", "coordinates": [1, "2"]}, "is no position"),
        ({"type": "Point", "coordinates": [True, 2]}, "is no position"),
        ({"type": "Point", "coordinates": None}, "None stands where a list"),
        ({"type": "Point", "coordinates": [999, 2]}, "from 999 to 999"),
        ({"type": "Point", "coordinates": [10**400, 2]}, "is no position"),
        ({"type": "Point", "coordinates": [1, -(10**400)]}, "is no position"),
        ({"type": "Point", "coordinates": [10**9999, 2]}, "a list that is too large to show"),
        ({"type": "Point", "coordinates": [1e308, 2]}, "Point: "),
        ({"type": "Point", "coordinates": _nested([], 100_000)}, "is no position"),
        ({"type": _nested([], 100_000)}, "a list that is too large to show is no type"),
        (_collections(9), "nested more than 8 deep"),
        (_collections(100_000), "nested more than 8 deep"),
        ({"type": "LineString", "coordinates": [[1, 2]]}, "two positions or more"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 1]]]}, "four positions or more"),
        (
            {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 1], [0, 2]]]},
            "its last repeats its first",
        ),
        ({"type": "Polygon", "coordinates": [[0, 0], [1, 0]]}, "stands where a list"),
        ({"type": "GeometryCollection"}, "no list of geometries"),
        ({"type": "Circle", "coordinates": [1, 2]}, "'Circle' is no type of geometry"),
        ({}, "None is no type of geometry"),
        ("POINT (1 2)", "must be a GeoJSON object, not str 'POINT (1 2)'"),
    ],
)
def test_a_wrong_geometry_is_refused_with_the_rule(geometry: Any, rule: str) -> None:  # noqa: ANN401 - wrong types
    with pytest.raises(GeoJSONError) as caught:
        from_geometry(geometry)
    assert rule in str(caught.value)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ('{"type": "Point", "coordinates": [NaN, 1]}', "NaN is no JSON number"),
        ("[1, 2]", "no type of GeoJSON object"),
        ('{"type": ["Point"]}', "no type of GeoJSON object"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_text_that_is_no_geojson_is_refused(text: str, rule: str) -> None:
    with pytest.raises(GeoJSONError, match=rule):
        loads(text)


@pytest.mark.parametrize(
    "shape", [Point(float("nan"), 1), Point(1, 91), LineString([(0, 0), (float("inf"), 1)])]
)
def test_a_shape_off_the_earth_does_not_go_out(shape: shapely.geometry.base.BaseGeometry) -> None:
    with pytest.raises(GeoJSONError):
        to_geometry(shape)


def test_a_value_that_json_lacks_does_not_go_out() -> None:
    with pytest.raises(GeoJSONError, match="not JSON"):
        dumps({"value": float("nan")})


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda children: (
        st.lists(children, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "coordinates", "geometries"]), children, max_size=3)
    ),
    max_leaves=20,
)


@given(st.sampled_from(["Point", "LineString", "Polygon", "MultiPolygon", "GeometryCollection"]), json_values)
def test_any_geometry_object_is_a_shape_or_a_geojson_error(kind: str, value: object) -> None:
    with contextlib.suppress(GeoJSONError):
        shape = from_geometry({"type": kind, "coordinates": value, "geometries": value})
        assert json.loads(dumps(to_geometry(shape)))["type"]


@given(st.lists(points, min_size=1))
def test_many_points_come_back(many: list[LonLat]) -> None:
    read = from_geometry(to_geometry(MultiPoint(many)))
    read_points = (
        [tuple(p.coords[0]) for p in read.geoms] if hasattr(read, "geoms") else [tuple(read.coords[0])]
    )
    assert read_points == [(round(p.lon, 7), round(p.lat, 7)) for p in many]
