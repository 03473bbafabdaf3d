"""Things kept as columns are the things that they were made of."""

from __future__ import annotations

import pickle

import pytest

import maps
from maps.incidents.model import RowRef, Source
from maps.records import Records, column, where

_PLAIN = (Source("a", "Reuters", url="https://a.example/"), Source("b", "BBC"), Source("c", "AFP"))


def _columns() -> Records[Source]:
    return Records(Source, {name: column(_PLAIN, name) for name in ("id", "publisher", "url")})


def test_columns_are_equal_to_the_things_that_they_hold() -> None:
    kept = _columns()
    assert kept == _PLAIN
    assert _PLAIN == kept  # noqa: SIM300 - either way round
    assert hash(kept) == hash(_PLAIN)
    assert (kept[0], kept[-1], kept[1:]) == (_PLAIN[0], _PLAIN[-1], _PLAIN[1:])
    assert kept != _PLAIN[:2]
    assert kept != (*_PLAIN[:2], Source("c", "Other"))
    assert pickle.loads(pickle.dumps(kept)) == _PLAIN  # noqa: S301 - our own


@pytest.mark.parametrize("mask", [[True, False, True], [False] * 3, [True] * 3])
def test_a_mask_picks_the_same_of_columns_as_of_things(mask: list[bool]) -> None:
    assert where(_columns(), mask) == where(_PLAIN, mask)
    assert len(where(_columns(), mask)) == sum(mask)


def test_columns_in_columns_are_picked_too() -> None:
    rows = Records(RowRef, {"file": ["a.csv"] * 3, "row": [2, 3, 4]})
    claims = Records(maps.Claim, {"id": ["x", "y", "z"], "incident": ["i"] * 3, "read_from": rows})
    assert [claim.read_from for claim in claims.where([0, 1, 1])] == [RowRef("a.csv", 3), RowRef("a.csv", 4)]


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="of one length"):
        Records(Source, {"id": ["a"], "publisher": []})
