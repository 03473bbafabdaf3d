"""Where markers stand in a crowd."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from maps.render.static.drawing import Box
from maps.render.static.spread import moved, spread

WIDTH = 20.0
PIN = Box(-10, -26, 14, 0)
FRAME = Box(0, 0, 900, 600)

points = st.tuples(st.integers(420, 480), st.integers(280, 330))


@settings(max_examples=30)
@given(st.lists(points, min_size=2, max_size=25))
def test_no_marker_that_stepped_aside_hides_a_point(found: list[tuple[float, float]]) -> None:
    places = spread(found, [PIN] * len(found), FRAME, [], WIDTH)

    left = {point for point, at in zip(found, places, strict=True) if point != at}
    for point, at in zip(found, places, strict=True):
        if point != at:
            box = moved(PIN, at)
            # The corners of the box beside the tip of a pin are empty.
            inner = box.grown(-0.1 * WIDTH)
            assert not any(inner.meets(Box(*dot, *dot).grown(0.1 * WIDTH)) for dot in left)


def test_a_marker_that_is_in_nobodys_way_stays() -> None:
    places = spread([(100, 100), (100, 100), (400, 400)], [PIN] * 3, FRAME, [], WIDTH)

    assert places[2] == (400, 400)
    assert math.dist(places[0], places[1]) >= WIDTH
