from __future__ import annotations

import pytest
import shapely

from geo import borders, regions
from geo.points import BBox, LonLat

MALI = ("ML-1", "ML-2", "ML-3", "ML-4", "ML-5", "ML-6", "ML-7", "ML-8", "ML-BKO")


@pytest.mark.parametrize(
    ("code", "inside"),
    [
        ("ML-8", LonLat(1.40921, 18.44345)),  # Kidal
        ("ML-7", LonLat(-0.05, 16.27)),  # Gao
        ("ML-7", LonLat(2.402, 15.918)),  # Ménaka, in Gao as the source has it
        ("ML-6", LonLat(-3.98, 22.67)),  # Taoudenni, in Timbuktu as the source has it
        ("ML-5", LonLat(-4.18, 14.48)),  # Mopti
        ("DZ-11", LonLat(5.523, 22.785)),  # Tamanrasset
        ("BF-12", LonLat(-1.63, 14.10)),  # Djibo, in the region that four provinces make
        ("UA-14", LonLat(37.8, 48.0)),  # Donetsk
        ("FR-IDF", LonLat(2.35, 48.85)),  # Paris
        ("JP-13", LonLat(139.7, 35.69)),  # Tokyo
        ("SY-HA", LonLat(40.74, 36.5)),  # Hasakah
    ],
)
def test_a_region_holds_its_towns(code: str, inside: LonLat) -> None:
    area = regions.admin1_area(code)
    assert area is not None
    assert area.is_valid
    assert area.contains(shapely.Point(inside))


def test_codes_are_read_in_any_case_and_in_the_form_of_geonames() -> None:
    kidal = regions.admin1_area("ML-8")
    assert kidal is not None
    assert kidal.equals(regions.admin1_area(" ml-8 "))
    assert kidal.equals(regions.admin1_area("ML.10"))


@pytest.mark.parametrize("code", ["ML-9", "ML-10", "DZ-54", "XX-1", "", "ML"])
def test_a_region_that_the_source_lacks_has_no_area(code: str) -> None:
    assert regions.admin1_area(code) is None


@pytest.mark.parametrize(
    ("younger", "holder", "town"),
    [("ML-9", "ML-7", LonLat(2.402, 15.918)), ("ML-10", "ML-6", LonLat(-3.98, 22.67))],
)
def test_what_a_younger_region_was_taken_from_still_includes_it(
    younger: str, holder: str, town: LonLat
) -> None:
    area = regions.admin1_area(holder)
    assert area is not None
    assert area.contains(shapely.Point(town))
    assert regions.admin1_area(younger) is None


def test_the_outer_edge_of_a_region_is_the_border_that_maps_draw() -> None:
    kidal = regions.admin1_area("ML-8")
    assert kidal is not None
    line = borders.border_between("Mali", "Algeria").lines
    on_edge = shapely.get_coordinates(shapely.intersection(line, shapely.box(1.2, 19.0, 3.2, 21.1)))
    away = shapely.distance(shapely.points(on_edge), kidal.boundary)
    assert away.max() < 0.02


def test_the_regions_of_a_country_fill_it() -> None:
    areas = [area for code in MALI if (area := regions.admin1_area(code)) is not None]
    assert len(areas) == len(MALI)
    left = borders.land_of("ML").difference(shapely.union_all(areas))
    assert left.area < 0.002 * borders.land_of("ML").area
    assert sum(area.area for area in areas) == pytest.approx(shapely.union_all(areas).area, rel=1e-3)


def test_lines_between_regions_run_inside_countries() -> None:
    lines = regions.admin1_lines(BBox(-4, 17, 4, 20), max_rank=75)
    assert lines
    border = borders.border_of("Mali").lines
    inner = [line.geometry for line in lines if borders.land_of("ML").contains(line.geometry.centroid)]
    assert any(shapely.distance(line.interpolate(0.5, normalized=True), border) > 1 for line in inner)
