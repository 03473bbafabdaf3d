from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.incidents.figures import bounds, whole_number


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("50", (50, 50)),
        ("0", (0, 0)),
        ("12.0", (12, 12)),
        ("1,000", (1000, 1000)),
        ("1 000", (1000, 1000)),
        ("1\u202f000", (1000, 1000)),
        ("\u0665\u0660", (50, 50)),
        ("six", (6, 6)),
        ("50 killed", (50, 50)),
        ("50 people were killed", (50, 50)),
        ("12 morts", (12, 12)),
        ("20 to 80", (20, 80)),
        ("20-80", (20, 80)),
        ("20 \u2013 80", (20, 80)),
        ("between 20 and 80", (20, 80)),
        ("entre 20 et 80", (20, 80)),
        ("more than 25", (25, None)),
        ("more than 1,000", (1000, None)),
        ("at least 21", (21, None)),
        ("At least half a dozen", (6, None)),
        ("au moins 21 morts", (21, None)),
        (">25", (25, None)),
        ("25+", (25, None)),
        ("up to 80", (None, 80)),
        ("nearly 100", (None, 100)),
        ("moins de 80", (None, 80)),
        ("~50", (None, None)),
        ("about 50", (None, None)),
        ("dozens", (None, None)),
        ("heavy losses", (None, None)),
        ("50 wounded", (None, None)),
        ("one of two shot down", (None, None)),
        ("-5", (None, None)),
        ("", (None, None)),
        ("9" * 12, (None, None)),
        ("1" * 100, (None, None)),
    ],
)
def test_a_figure_in_words_gives_the_bounds_that_it_states(
    stated: str, expected: tuple[int | None, int | None]
) -> None:
    assert bounds(stated) == expected


def test_a_range_that_runs_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="the least, 80, is more than the most, 20"):
        bounds("80-20")


@given(st.integers(0, 999_999_999))
def test_a_whole_number_comes_back_with_its_thousands_parted_or_not(number: int) -> None:
    assert whole_number(str(number)) == whole_number(f"{number:,}") == number
    assert whole_number(f"{number:,}".replace(",", "\u00a0")) == whole_number(f"{number}.0") == number


@given(st.text())
def test_any_text_has_bounds_in_order_or_none(text: str) -> None:
    with contextlib.suppress(ValueError):
        least, most = bounds(text)
        assert least is None or most is None or least <= most
