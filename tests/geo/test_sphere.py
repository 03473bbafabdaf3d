from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geo.geodesic import wgs84
from geo.sphere import maybe_nearest

positions = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@example((0.0, 0.0), [(0.0, 0.0), (0.0, 1e-81)], 0.0)
@given(positions, st.lists(positions, min_size=1, max_size=30), st.sampled_from([0.0, 800.0, 50_000.0]))
def test_no_position_that_may_be_nearest_on_the_ellipsoid_is_left_out(
    point: tuple[float, float], others: list[tuple[float, float]], within_m: float
) -> None:
    lon, lat = np.array(others).T.copy()
    metres = wgs84().inv(np.full(len(lon), point[0]), np.full(len(lon), point[1]), lon, lat)[2]

    found = maybe_nearest(*point, np.array(others), within_m)

    assert found[metres <= metres.min() + within_m].all()


@pytest.mark.parametrize("away_deg", [0.0001, 1.0, 40.0])
def test_what_is_plainly_farther_is_left_out(away_deg: float) -> None:
    ring = np.array([[2.0 + away_deg, 20.0], [2.0, 20.0 + 1.2 * away_deg]])

    assert maybe_nearest(2.0, 20.0, ring).tolist() == [True, False]
