"""What has changed from one index to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.compare import compare
from tests.gazetteer.builds.sources import MALI, built, dump, row

if TYPE_CHECKING:
    from pathlib import Path


def test_places_are_added_removed_moved_and_renamed(tmp_path: Path) -> None:
    old = built(
        tmp_path / "old", dump(tmp_path / "old.txt", *MALI, row(1, "Ber", -2.53, 16.83), row(2, "Gao", 0, 16))
    )
    rows = [
        row(2, "Gawgaw", 0.5, 16),
        row(3, "Ansongo", 0.5, 15.66),
        row(2449893, "Tessalit", 1.0114, 20.2015),
    ]
    new = built(
        tmp_path / "new",
        dump(tmp_path / "new.txt", *(line for line in MALI if "Tessalit" not in line), *rows),
    )
    changes = {(change.what, change.id): change for change in compare(old, new)}
    assert set(changes) == {
        ("removed", "geonames:1"), ("added", "geonames:3"), ("moved", "geonames:2"),
        ("renamed", "geonames:2"),
    }  # fmt: skip
    moved = changes["moved", "geonames:2"]
    assert moved.distance_m is not None
    assert 53_000 < moved.distance_m < 54_000
    assert (moved.old and moved.old.name, moved.new and moved.new.name) == ("Gao", "Gawgaw")
    # Ten metres are a move if one asks for it.
    assert ("moved", "geonames:2449893") in {
        (change.what, change.id) for change in compare(old, new, moved_m=1)
    }


def test_an_index_is_equal_to_itself(tmp_path: Path) -> None:
    index = built(tmp_path / "index", dump(tmp_path / "x.txt"))
    assert list(compare(index, index)) == []


def test_a_step_over_180_degrees_is_no_move(tmp_path: Path) -> None:
    one = built(tmp_path / "one", dump(tmp_path / "one.txt", row(1, "Taveuni", 180, -16.8)))
    two = built(tmp_path / "two", dump(tmp_path / "two.txt", row(1, "Taveuni", -180, -16.8)))
    assert list(compare(one, two)) == []
