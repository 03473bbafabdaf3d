from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import GeoDataError
from geo.packed import Collection, Feature, read_collections, write_collections
from geo.points import BBox

if TYPE_CHECKING:
    from pathlib import Path

positions = st.tuples(
    st.integers(-1_800_000, 1_800_000).map(lambda n: n / 10_000),
    st.integers(-900_000, 900_000).map(lambda n: n / 10_000),
)
lines = st.lists(positions, min_size=2, max_size=30, unique=True).map(shapely.LineString)


@given(st.lists(lines, max_size=8))
def test_lines_come_back_to_within_half_a_quantum(drawn: list[shapely.LineString]) -> None:
    features = [Feature(line, f"line {number % 3}", number) for number, line in enumerate(drawn)]
    packed = Collection.from_bytes(Collection.build("lines", 0.001, features).to_bytes())
    found = {feature.rank: feature for feature in packed.in_bbox(BBox(-180, -90, 180, 90))}
    for feature in features:
        before = shapely.get_coordinates(feature.geometry)
        if feature.rank not in found:
            assert (abs(before - before[0]) <= 0.001).all()
            continue
        assert found[feature.rank].name == feature.name
        # Points that fall together are one, so each has one within half a quantum in each direction.
        after = shapely.points(shapely.get_coordinates(found[feature.rank].geometry))
        away = [shapely.distance(after, shapely.Point(point)).min() for point in before]
        assert max(away) <= 0.0005 * 2**0.5 + 1e-9


def test_a_polygon_keeps_its_hole() -> None:
    ring = shapely.Polygon(shapely.box(0, 0, 3, 3).exterior, [shapely.box(1, 1, 2, 2).exterior])
    (found,) = Collection.build("polygons", 0.01, [Feature(ring, "ring")]).named("ring")
    assert found.geometry.equals(ring)


def test_a_polygon_that_rounding_would_twist_comes_back_valid() -> None:
    needle = shapely.Polygon([(0, 0), (5, 0.04), (5, 0.06), (0.01, 0.049), (5, 1), (0, 1)])
    found = Collection.build("polygons", 0.1, [Feature(needle)]).in_bbox(BBox(-1, -1, 6, 6))
    assert found
    assert all(feature.geometry.is_valid for feature in found)


def test_a_box_takes_what_it_meets_and_ranks_up_to_the_most() -> None:
    packed = Collection.build(
        "polygons",
        0.01,
        [Feature(shapely.box(0, 0, 1, 1), "west", 10), Feature(shapely.box(170, 0, 180, 1), "east", 90)],
    )
    assert [feature.name for feature in packed.in_bbox(BBox(0.5, 0.5, 5, 5))] == ["west"]
    assert [feature.name for feature in packed.in_bbox(BBox(175, 0, -170, 1))] == ["east"]
    assert not packed.in_bbox(BBox(175, 0, -170, 1), max_rank=80)
    assert not packed.named("north")


def test_a_damaged_file_is_an_error_and_never_a_wrong_coordinate(tmp_path: Path) -> None:
    path = tmp_path / "shapes.bin"
    write_collections(path, {"a": Collection.build("polygons", 0.01, [Feature(shapely.box(0, 0, 1, 1))])})
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x5A]) + whole[place + 1 :])
        with pytest.raises(GeoDataError, match=r"shapes\.bin"):
            read_collections(path, ["a"])["a"].named("")
    with pytest.raises(GeoDataError, match="reinstall"):
        read_collections(tmp_path / "none.bin")
