"""Areas of the lines that bound them, against GEOS."""

from __future__ import annotations

import pytest
import shapely

from geo import borders
from geo.outlines import surrounded


@pytest.mark.parametrize("code", ["ML", "JP", "ZA", "BE", "AZ", "OM", "NL", "BD", "RU"])
def test_it_is_the_area_that_geos_builds(code: str) -> None:
    lines = borders.outline_of(code)
    found, built = surrounded(lines), shapely.build_area(lines)
    assert found.is_valid
    assert len(found.geoms) == len(shapely.get_parts(built))
    assert found.equals(shapely.MultiPolygon(shapely.get_parts(built).tolist()))


def test_an_island_in_a_lake_on_an_island_is_land() -> None:
    rings = [shapely.box(n, n, 10 - n, 10 - n).exterior for n in range(3)]
    assert surrounded(shapely.MultiLineString(rings)).area == 100 - 64 + 36
