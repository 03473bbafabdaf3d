from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.varints import from_varints, to_varints


@given(st.lists(st.integers(-(2**40), 2**40)))
def test_numbers_are_read_as_they_were_written(values: list[int]) -> None:
    assert from_varints(to_varints(np.array(values, np.int64))).tolist() == values


def test_small_numbers_take_one_byte() -> None:
    assert len(to_varints(np.arange(-64, 64))) == 128
    assert len(to_varints(np.array([64]))) == 2
