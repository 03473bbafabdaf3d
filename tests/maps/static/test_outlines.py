"""Outlines are filled alike by every form, holes and all."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely

from maps.render.static.drawing import Box, Outline
from maps.render.static.outlines import circle, cubic, from_geometries, from_svg, hatching, rectangle
from maps.style import FRAMES, SYMBOLS


def winding(outline: Outline, x: float, y: float) -> int:
    """How often the rings go round a point: not 0 where the nonzero rule fills. Rings of straight lines."""
    turns = 0
    starts = np.flatnonzero(outline.codes == 1)
    for ring in np.split(outline.vertices, starts[1:]):
        for (x0, y0), (x1, y1) in zip(ring, np.roll(ring, -1, axis=0), strict=True):
            if (y0 > y) != (y1 > y) and x0 + (y - y0) * (x1 - x0) / (y1 - y0) > x:
                turns += 1 if y1 > y0 else -1
    return turns


@pytest.mark.parametrize("hole", [[(4, 4), (6, 4), (6, 6), (4, 6)], [(4, 4), (4, 6), (6, 6), (6, 4)]])
def test_a_hole_stays_empty_whichever_way_it_was_drawn(hole: list[tuple[float, float]]) -> None:
    outline = from_geometries([shapely.Polygon([(0, 0), (10, 0), (10, 10), (0, 10)], [hole])])

    assert winding(outline, 5, 5) == 0
    assert winding(outline, 2, 2) != 0


def test_a_ring_in_a_ring_of_a_symbol_is_a_hole_and_one_in_that_is_filled() -> None:
    outline = from_svg("M0 0h10v10h-10zM2 2h6v6h-6zM4 4h2v2h-2z")

    assert [winding(outline, at, at) != 0 for at in (1, 3, 5)] == [True, False, True]


@pytest.mark.parametrize(
    "path", [*(symbol.path for symbol in SYMBOLS.values()), *(frame.path for frame in FRAMES.values())]
)
def test_every_symbol_and_frame_can_be_drawn(path: str) -> None:
    outline = from_svg(path)

    assert len(outline.vertices) == len(outline.codes) > 3
    assert np.isfinite(outline.vertices).all()
    assert outline.vertices.min() > -6
    assert outline.vertices.max() < 60


def test_a_smooth_curve_goes_on_as_the_one_before() -> None:
    smooth, plain = from_svg("M0 0c1 0 2 1 2 2s1 2 2 2"), from_svg("M0 0c1 0 2 1 2 2c0 1 1 2 2 2")

    assert smooth.vertices.tolist() == plain.vertices.tolist()


def test_hatching_covers_a_shape_evenly_and_nothing_else() -> None:
    gap = 2.0
    lines = hatching(rectangle(Box(10, 10, 50, 30)), gap)
    starts, ends = lines.vertices[::2], lines.vertices[1::2]

    assert lines.vertices.min() >= 10 - 1e-9
    assert (lines.vertices.max(axis=0) <= (50 + 1e-9, 30 + 1e-9)).all()
    assert np.hypot(*(ends - starts).T).sum() == pytest.approx(40 * 20 / gap, rel=0.05)
    assert np.allclose((ends - starts)[:, 0], -(ends - starts)[:, 1])


def test_hatching_follows_curves() -> None:
    lines = hatching(circle(50, 50, 20), 2.0).vertices

    assert np.hypot(*(lines - 50).T).max() < 20.01


def test_hatching_leaves_holes() -> None:
    outer, inner = shapely.box(0, 0, 30, 30), shapely.box(10, 10, 20, 20)
    lines = hatching(from_geometries([outer - inner]), 1.5)

    middles = shapely.points((lines.vertices[::2] + lines.vertices[1::2]) / 2)
    assert not shapely.contains_properly(inner, middles).any()


def test_hatching_of_shapes_that_adjoin_is_one_pattern() -> None:
    left, right, both = (
        hatching(rectangle(Box(*box)), 3.0) for box in ((0, 0, 10, 20), (10, 0, 20, 20), (0, 0, 20, 20))
    )

    def length(outline: Outline) -> float:
        return float(np.hypot(*(outline.vertices[1::2] - outline.vertices[::2]).T).sum())

    assert length(left) + length(right) == pytest.approx(length(both))


def test_a_circle_is_round() -> None:
    on = circle(5, 6, 10).vertices[[0, 3, 6, 9]]

    assert np.allclose(np.hypot(*(on - (5, 6)).T), 10)
    assert math.isclose(on[:, 0].max(), 15)


def test_a_quadratic_curve_is_the_same_curve_as_a_cubic_one() -> None:
    quadratic = Outline(np.array([(0.0, 0.0), (3.0, 6.0), (6.0, 0.0)]), np.array([1, 3, 3], dtype=np.uint8))

    start, one, two, end = cubic(quadratic).vertices
    middle = (start + 3 * one + 3 * two + end) / 8
    assert middle.tolist() == [3.0, 3.0]
