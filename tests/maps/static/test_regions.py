"""Regions out of the lines round them, on planes that a reader can check by eye."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from maps.render.static.drawing import Box
from maps.render.static.regions import cut, joined, rings

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

FRAME = Box(0, 0, 10, 10)
# Never on the frame itself, which is arbitrary.
SPOTS = st.integers(-80, 180).map(lambda tenths: tenths / 10 + 0.037)

Floats = npt.NDArray[np.float64]


def line(*points: tuple[float, float]) -> Floats:
    return np.array(points, dtype=float)


def area(found: list[Floats]) -> float:
    """Even-odd area of rings."""
    whole: BaseGeometry = shapely.Polygon()
    for ring in found:
        whole = shapely.symmetric_difference(whole, shapely.make_valid(shapely.Polygon(ring)))
    return float(whole.area)


def test_a_line_across_the_frame_parts_it_and_the_region_is_on_its_left() -> None:
    # The page counts downwards: who walks to the right has the upper part on the left.
    across = line((0, 4), (10, 4))
    assert area(rings([across], FRAME, whole=False)) == pytest.approx(40)
    assert area(rings([across[::-1]], FRAME, whole=False)) == pytest.approx(60)


def test_two_lines_bound_a_strip() -> None:
    found = rings([line((0, 4), (10, 4)), line((10, 2), (0, 2))], FRAME, whole=False)
    assert area(found) == pytest.approx(20)


@pytest.mark.parametrize("places", [(5.0,), (5.0, 5.4), (2.0, 5.0, 5.4)])
def test_an_inlet_whose_sides_cross_leaves_the_rest_of_the_land(places: tuple[float, ...]) -> None:
    # Land below a coast, and at the bottom creeks whose sides generalisation has swapped.
    coast = line((10, 4), (0, 4))
    creeks = [line((at + 0.001, 10), (at, 9.9), (at - 0.001, 10)) for at in places]
    for turned in (creeks, [creek[::-1] for creek in creeks]):
        assert area(rings([coast, *turned], FRAME, whole=False)) == pytest.approx(60, abs=0.01)


def test_slivers_whose_sides_cross_on_two_edges_do_not_turn_islands_into_the_sea_around() -> None:
    # An island cut by the right edge and one by the left, each of half a square; below them spits whose sides
    # generalisation has swapped. Between the spits lies the corner at which the edge is counted from.
    islands = [line((10, 2), (9, 2.5), (10, 3)), line((0, 3), (1, 2.5), (0, 2))]
    spits = [line((10, 8.001), (9.9, 8), (10, 7.999)), line((0, 7.999), (0.1, 8), (0, 8.001))]
    assert area(rings([*islands, *spits], FRAME, whole=False)) == pytest.approx(1, abs=0.01)


def test_a_lake_in_land_is_a_hole_and_an_island_is_not() -> None:
    ring = line((2, 2), (2, 4), (4, 4), (4, 2), (2, 2))
    assert area(rings([ring[::-1]], FRAME, whole=True)) == pytest.approx(96)
    assert area(rings([ring], FRAME, whole=False)) == pytest.approx(4)


def test_pieces_that_follow_one_another_are_one_line() -> None:
    (found,) = joined([line((5, 5), (9, 5)), line((0, 5), (5, 5))])
    assert found[0].tolist() == [0, 5]
    assert found[-1].tolist() == [9, 5]


def test_nothing_is_nothing_and_everything_is_the_frame() -> None:
    assert rings([], FRAME, whole=False) == []
    assert area(rings([], FRAME, whole=True)) == pytest.approx(100)


def test_a_line_is_cut_where_it_leaves_the_frame() -> None:
    lines = np.array([shapely.LineString([(-5, 5), (5, 5), (5, 15), (8, 15), (8, 5)])])
    pieces = cut(lines, FRAME)
    assert [piece.tolist() for piece in pieces.lines] == [
        [[0, 5], [5, 5], [5, 10]],
        [[8, 10], [8, 5]],
    ]
    assert pieces.owner.tolist() == [0, 0]


@given(
    st.lists(st.tuples(SPOTS, SPOTS), min_size=3, max_size=9),
    st.floats(0, 360),
)
def test_a_ring_that_is_cut_bounds_what_a_polygon_would(
    points: list[tuple[float, float]], turn: float
) -> None:
    hull = shapely.convex_hull(shapely.MultiPoint(points))
    if hull.geom_type != "Polygon" or hull.area < 0.1:
        return
    polygon = shapely.affinity.rotate(hull, turn)
    # On the left, with y downwards: clockwise as shapely sees it.
    ring = shapely.get_coordinates(shapely.orient_polygons(polygon, exterior_cw=True))
    pieces = cut(np.array([shapely.LineString(ring)]), FRAME)
    inside = shapely.contains_xy(polygon, 0, 0)
    found = rings(pieces.lines, FRAME, whole=bool(inside))
    expected = shapely.intersection(polygon, shapely.box(*FRAME)).area
    assert area(found) == pytest.approx(expected, abs=0.01)
