"""Many points asked together get what each alone gets."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.areas import circle
from geo.bordermap import BORDER, COAST, NATURAL_EARTH, OSM, load
from geo.borders import side, side_many
from geo.errors import UnknownWorldviewError
from geo.geodesic import distance_m, distances_m, rounding_m, roundings, unit_deg_of
from geo.labels import labels
from geo.points import LonLat
from geo.sides import Side
from geo.sides_many import sides_in_reach

# More than are asked one by one.
MANY = 40


def _near_lines(name: str, kind: int, count: int, seed: int) -> list[LonLat]:
    """Points on corners of lines, and from metres to a hundred kilometres beside them."""
    arcs, chance = load(name), np.random.default_rng(seed)
    chunks = chance.choice(arcs.chunks_of(arcs.kind == kind), count)
    corners = np.array([arcs.chunk_points(chunk)[chance.integers(0, 2)] for chunk in chunks.tolist()])
    away = chance.normal(0, 1, corners.shape) * 10 ** chance.uniform(-6, 0, (count, 1))
    away[::5] = 0.0
    lon, lat = (corners + away).T
    return [LonLat.wrapped(float(x), float(y)) for x, y in zip(lon, lat.clip(-90, 90), strict=True)]


@pytest.mark.parametrize(
    ("name", "kind", "worldview"),
    [(OSM, BORDER, "default"), (OSM, BORDER, "IN"), (OSM, COAST, "default"), (NATURAL_EARTH, BORDER, "UA")],
)
def test_points_near_lines_are_on_the_sides_that_each_alone_is_on(
    name: str, kind: int, worldview: str
) -> None:
    points = _near_lines(name, kind, MANY, seed=11)

    assert side_many(points, worldview=worldview) == [side(point, worldview=worldview) for point in points]


@settings(max_examples=5)
@given(st.integers(0, 2**32 - 1))
def test_points_anywhere_are_on_the_sides_that_each_alone_is_on(seed: int) -> None:
    chance = np.random.default_rng(seed)
    lon, lat = chance.uniform(-180, 180, MANY), np.degrees(np.arcsin(chance.uniform(-1, 1, MANY)))
    points = [LonLat(*pair) for pair in zip(lon.tolist(), lat.tolist(), strict=True)]

    assert side_many(points) == [side(point) for point in points]


@pytest.mark.parametrize("kind", [BORDER, COAST])
def test_labels_are_those_that_each_point_alone_has(kind: int) -> None:
    arcs = load(OSM)
    points = _near_lines(OSM, kind, 400, seed=5) + [
        LonLat(lon, lat) for lon in (-180, 180) for lat in (-90, 90)
    ]
    found = labels(arcs, np.array([point.lon for point in points]), np.array([point.lat for point in points]))

    assert found.tolist() == [arcs.locate(point) for point in points]


def test_a_point_out_of_reach_of_every_line_has_its_country_alone() -> None:
    kidal, tinzaouaten, sea = LonLat(1.40921, 18.44345), LonLat(2.966, 19.955), LonLat(-30, 0)
    near, far = sides_in_reach([kidal, tinzaouaten, sea] * MANY, [250_000.0, 15.0, 15.0] * MANY)[:3], "ML"

    assert near == [side(kidal), side(tinzaouaten), side(sea)]
    assert sides_in_reach([kidal] * MANY, [15.0] * MANY) == [far] * MANY


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=5)
def test_whatever_is_in_reach_of_a_line_is_measured(seed: int) -> None:
    points = _near_lines(OSM, BORDER, MANY, seed)
    reach = [10 ** float(metres) for metres in np.random.default_rng(seed).uniform(0, 5, MANY)]
    for found, point, metres in zip(sides_in_reach(points, reach), points, reach, strict=True):
        alone = side(point)
        if isinstance(found, Side):
            assert found == alone
        else:
            assert found == alone.country
            assert alone.margin_m is None or alone.margin_m > metres + (alone.accuracy_m or 0.0)


def test_none_and_few_points_are_answered_too() -> None:
    kidal = LonLat(1.40921, 18.44345)
    assert side_many([]) == []
    assert side_many([kidal]) == [side(kidal)]
    with pytest.raises(UnknownWorldviewError, match="no worldview is called 'XX'"):
        side_many([kidal], worldview="XX")


degrees = st.one_of(
    st.floats(-90, 90),
    st.builds(round, st.floats(-90, 90), st.integers(0, 6)),
    st.builds(lambda whole, part: whole + part / 60, st.integers(-89, 88), st.integers(0, 59)),
    st.builds(lambda whole, part: round(whole + part / 3600, 10), st.integers(-89, 88), st.integers(0, 3599)),
    st.builds(lambda whole: whole / 1e5 + 5e-6, st.integers(-(10**6), 10**6)),
)


@given(st.lists(st.builds(LonLat, st.one_of(degrees, st.floats(-180, 180)), degrees), max_size=20))
def test_roundings_are_those_that_each_point_alone_has(points: list[LonLat]) -> None:
    assert roundings(points) == [(unit_deg_of(point), rounding_m(point)) for point in points]


@given(st.lists(st.builds(LonLat, st.floats(-180, 180), st.floats(-90, 90)), max_size=10))
def test_distances_are_those_of_each_pair_alone(points: list[LonLat]) -> None:
    others = points[::-1]
    assert distances_m(points, others) == [distance_m(*pair) for pair in zip(points, others, strict=True)]


def test_a_circle_is_as_round_as_ever() -> None:
    center = LonLat(1.4092, 18.4434)
    corners = circle(center, 5_000.0).exterior.coords  # type: ignore[union-attr]
    assert len(corners) == 121
    assert all(math.isclose(distance_m(center, LonLat(*corner)), 5_000.0, abs_tol=1e-6) for corner in corners)
