from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.blocks import Blocks
from geo.errors import GeoDataError

DATA = np.random.default_rng(7).integers(0, 40, 100_000, np.uint8).tobytes()
ranges = st.lists(st.tuples(st.integers(0, len(DATA)), st.integers(0, len(DATA))).map(sorted), max_size=6)


@given(st.lists(ranges, min_size=1, max_size=3))
def test_ranges_are_slices_in_whatever_order_they_are_asked_for(asked: list[list[list[int]]]) -> None:
    blocks = Blocks.of(DATA)
    for wanted in asked:
        starts, ends = np.array(wanted, np.int64).reshape(-1, 2).T
        assert blocks.ranges(starts, ends).tobytes() == b"".join(DATA[start:end] for start, end in wanted)


def test_a_damaged_block_is_an_error_for_what_is_in_it_alone() -> None:
    whole = Blocks.of(DATA)
    damaged = bytearray(whole.packed)
    damaged[-40] ^= 1
    blocks = Blocks(bytes(damaged), whole.sizes, len(DATA), "lines.bin")
    assert blocks.ranges(np.array([9]), np.array([12])).tobytes() == DATA[9:12]
    for _ in range(2):
        with pytest.raises(GeoDataError, match=r"lines\.bin cannot be read .*; install Dateline again"):
            blocks.ranges(np.array([9, len(DATA) - 2]), np.array([12, len(DATA)]))


@pytest.mark.parametrize("lost", [1, 5_000, len(DATA)])
def test_a_cut_file_is_an_error_at_once(lost: int) -> None:
    whole = Blocks.of(DATA)
    with pytest.raises(ValueError, match="blocks"):
        Blocks(whole.packed[:-lost], whole.sizes, len(DATA), "lines.bin")
