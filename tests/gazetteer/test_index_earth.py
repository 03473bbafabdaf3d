"""The index asked by place: the nearest and those in a box, beside a look at every place."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazetteer.build.draft import Draft
from gazetteer.build.write import write_index
from gazetteer.index import Index
from geo.points import BBox, LonLat
from geo.sphere import sphere_m
from tests.shared.strategies import anywhere, latitudes, longitudes

MANY, FEW = 2_000, 7
# Where reasoning in degrees goes wrong: poles, both sides of 180 degrees, several places at one point.
AWKWARD = [
    (0, 90), (120, 90), (0, -90), (-77, -89.99), (180, 0), (-180, 0), (180, 0), (179.999, 10), (-179.999, 10),
    (179.5, -89), (-179.5, 89),
]  # fmt: skip


@pytest.fixture(scope="module", params=[MANY, FEW], ids=["many", "few"])
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Index:
    chance = random.Random(5)  # noqa: S311 - a sample of points, no secret
    points = [LonLat(*at) for at in AWKWARD]
    while len(points) < request.param:
        near = chance.random() < 0.5
        middle = chance.choice(points) if near else LonLat(0, 0)
        lon = middle.lon + chance.uniform(-0.3, 0.3) if near else chance.uniform(-180, 180)
        lat = middle.lat + chance.uniform(-0.3, 0.3) if near else chance.uniform(-90, 90)
        points.append(LonLat.wrapped(round(lon, 5), max(-90.0, min(90.0, round(lat, 5)))))
    drafts = [
        Draft(f"test:{number}", f"T{number}", "city", "Test", "P.PPL", "", point, extent_m=1_000)
        for number, point in enumerate(points[: request.param])
    ]
    folder = tmp_path_factory.mktemp("index") / "index"
    write_index(drafts, folder, {})
    return Index.open(folder)


@pytest.fixture(scope="module")
def points(index: Index) -> list[LonLat]:
    return [index.point(record) for record in range(len(index))]


def distances(points: list[LonLat], point: LonLat) -> list[tuple[float, int]]:
    return sorted((sphere_m(*point, *at), record) for record, at in enumerate(points))


quick = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quick
@given(point=anywhere, k=st.sampled_from([1, 2, 10, 100, MANY + 1]))
def test_the_nearest_are_the_nearest_of_all(
    index: Index, points: list[LonLat], point: LonLat, k: int
) -> None:
    expected = distances(points, point)[:k]
    found = index.nearest(point, k)
    assert [metres for _, metres in found] == pytest.approx([metres for metres, _ in expected], abs=0.002)
    assert len({record for record, _ in found}) == len(found)


def test_of_places_at_one_point_the_first_record_comes_first(index: Index, points: list[LonLat]) -> None:
    here = [record for record, point in enumerate(points) if point == (180, 0)]
    assert len(here) > 1
    found = index.nearest(LonLat(180, 0), len(here))
    assert [record for record, _ in found] == here


@quick
@given(point=anywhere, within_m=st.sampled_from([0.0, 10_000.0, 900_000.0]))
def test_nothing_farther_than_asked_and_nothing_that_is_not_allowed(
    index: Index, points: list[LonLat], point: LonLat, within_m: float
) -> None:
    found = index.nearest(point, 20, allows=lambda record: record % 3 == 1, within_m=within_m)
    close = [record for metres, record in distances(points, point) if metres <= within_m]
    assert len(found) == min(20, sum(record % 3 == 1 for record in close))
    assert all(record % 3 == 1 and metres <= within_m for record, metres in found)


def test_none_is_found_where_none_is_asked_for_or_allowed(index: Index) -> None:
    assert index.nearest(LonLat(0, 0), 0) == []
    assert index.nearest(LonLat(0, 0), 5, allows=lambda _: False) == []


@quick
@given(west=longitudes, east=longitudes, sides=st.tuples(latitudes, latitudes))
def test_in_a_box_are_those_that_it_contains(
    index: Index, points: list[LonLat], west: float, east: float, sides: tuple[float, float]
) -> None:
    box = BBox(west, min(sides), east, max(sides))
    expected = [record for record, point in enumerate(points) if box.contains(point)]
    assert list(index.in_box(box)) == expected


@pytest.mark.parametrize(
    "box",
    [BBox(-180, -90, 180, 90), BBox(179.5, -1, -179.5, 11), BBox(180, 0, 180, 0), BBox(-180, 90, 180, 90)],
)
def test_in_a_box_at_the_edge_of_the_map(index: Index, box: BBox) -> None:
    found = list(index.in_box(box))
    assert found
    assert found == [record for record in range(len(index)) if box.contains(index.point(record))]
