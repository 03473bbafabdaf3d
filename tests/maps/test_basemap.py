from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from shapely.geometry import shape

from geo import borders
from geo.points import BBox, LonLat
from maps import basemap_labels
from maps.basemap import Basemap, basemap, margin
from maps.thinning import Detail, as_multipolygon, thin_lines, thin_polygons

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

MALI = BBox(-8.5, 12, 7, 24)
VIEWS = {
    "Mali": MALI,
    "Fiji": BBox(176, -19.5, -178, -15.5),
    "Svalbard": BBox(8, 76, 30, 81),
    "Gulf of Guinea": BBox(-6, -5, 10, 6),
    "Africa": BBox(-20, -36, 53, 38),
    "Singapore": BBox(103.5, 1.1, 104.1, 1.55),
    "Chukotka": BBox(160, 60, -160, 72),
    "Ukraine": BBox(21, 44, 41, 53),
    "open sea": BBox(-30, -42, -28, -40),
    "world": BBox(-180, -58, 180, 80),
}


@cache
def _background(name: str) -> Basemap:
    return basemap(VIEWS[name])


@pytest.fixture(scope="module", params=VIEWS)
def drawn(request: pytest.FixtureRequest) -> tuple[BBox, Basemap]:
    return VIEWS[request.param], _background(request.param)


def _shapes(drawn: Basemap) -> dict[str, BaseGeometry]:
    return {layer.name: shape(layer.geometry) for layer in drawn.layers}


def test_layers_are_valid_and_within_the_margin(drawn: tuple[BBox, Basemap]) -> None:
    view, background = drawn
    allowed = shapely.union_all([shapely.box(*box) for box in margin(view)]).buffer(0.2)
    for geometry in _shapes(background).values():
        assert geometry.is_valid
        assert allowed.covers(geometry)


def test_the_background_is_small(drawn: tuple[BBox, Basemap]) -> None:
    _, background = drawn
    size = sum(len(json.dumps(layer.geometry, separators=(",", ":"))) for layer in background.layers)
    assert size < 90_000


def test_labels_are_where_they_can_be_seen(drawn: tuple[BBox, Basemap]) -> None:
    view, background = drawn
    assert all(any(box.contains(label.point) for box in margin(view)) for label in background.labels)
    assert list(background.labels) == sorted(background.labels, key=lambda label: label.rank)
    assert len(set(background.labels)) == len(background.labels)


def test_the_same_view_gives_the_same_background() -> None:
    assert basemap(MALI) == _background("Mali")


def test_the_example_names_the_places_of_its_reports() -> None:
    names = {label.text: label for label in _background("Mali").labels if MALI.contains(label.point)}
    wanted = {
        "Mali", "Algeria", "Niger", "Mauritania", "Burkina Faso", "Bamako", "Niamey", "Kidal", "Gao",
        "Timbuktu", "Tessalit", "Tamanrasset", "Bordj Badji Mokhtar", "Mopti", "Tinzaouaten", "Ménaka",
        "In Guezzam",
    }  # fmt: skip
    assert wanted <= set(names)
    assert names["Bamako"].kind == "capital"
    assert names["Mali"].rank < names["Kidal"].rank


def test_a_country_is_named_in_the_part_of_it_that_the_view_shows() -> None:
    (label,) = (label for label in _background("Mali").labels if label.text == "Algeria")
    assert MALI.contains(label.point)
    assert borders.side(label.point).country == "DZ"


def test_the_niger_flows_through_the_example_and_is_named() -> None:
    background = _background("Mali")
    assert shape_of("rivers", background).distance(shapely.Point(-3.0, 16.7)) < 0.2
    assert any(label.text == "Niger" and label.kind == "river" for label in background.labels)


def shape_of(name: str, background: Basemap) -> BaseGeometry:
    return _shapes(background)[name]


def test_country_lines_are_those_of_the_border_data() -> None:
    drawn_lines = shape_of("country_borders", _background("Mali"))
    true = borders.border_between("Mali", "Algeria").lines.intersection(shapely.box(*MALI))
    spots = shapely.points(shapely.get_coordinates(true.segmentize(0.05)))
    assert shapely.distance(spots, drawn_lines).max() < 0.02


def test_a_worldview_moves_a_line_between_the_layers() -> None:
    view = BBox(32.0, 44.5, 37.0, 47.0)
    assert "disputed_borders" in _shapes(basemap(view))
    plain = shape_of("country_borders", basemap(view, worldview="UA"))
    assert not plain.equals(shape_of("country_borders", basemap(view, worldview="RU")))


def test_land_is_land_on_both_sides_of_180_degrees() -> None:
    land = shape_of("land", _background("Fiji"))
    assert land.contains(shapely.Point(178.0, -17.8))  # Viti Levu
    assert land.contains(shapely.Point(179.98, -16.9))  # Taveuni, west of 180 degrees
    assert land.contains(shapely.Point(-179.93, -16.82))  # and east of it
    assert land.bounds[0] >= -180
    assert land.bounds[2] <= 180


def test_there_is_no_island_at_null() -> None:
    assert basemap(BBox(-1, -1, 1, 1)).layers == ()


def test_in_the_open_sea_nothing_is_drawn() -> None:
    assert _background("open sea").layers == ()
    assert borders.ATTRIBUTION not in _background("open sea").attributions
    assert borders.ATTRIBUTION in _background("Mali").attributions


def test_the_view_is_finer_than_the_margin() -> None:
    coast = BBox(8, 57, 13, 60)
    land = shape_of("land", basemap(coast))
    inside = shapely.get_num_coordinates(land.intersection(shapely.box(*coast)))
    west, south, east, north = coast
    beside = shapely.box(west - 5, south, west, north), shapely.box(east, south, east + 5, north)
    assert inside > max(shapely.get_num_coordinates(land.intersection(box)) for box in beside)


def test_no_name_shows_signs_of_a_wrong_encoding() -> None:
    table = basemap_labels._table()
    names = set(table.spelled(np.arange(len(table.rank))))
    for view in VIEWS:
        names |= {label.text for label in _background(view).labels}
    assert not [name for name in names if re.search(r"[ÃÂ][\u0080-\u00bf]|[�?]|[\x00-\x1f\x80-\x9f]", name)]


def test_the_drained_reservoir_is_not_drawn() -> None:
    background = basemap(BBox(32.5, 46, 36, 48.5))
    assert not shape_of("lakes", background).contains(shapely.Point(34.3, 47.45))
    assert shape_of("rivers", background).distance(shapely.Point(34.3, 47.5)) < 0.2


DETAIL = Detail((BBox(0, 0, 10, 10),), 0.01, 1.0, 3)


def test_runs_in_and_out_of_the_view_meet_without_a_gap() -> None:
    zigzag = shapely.LineString([(x / 10, 5 + 0.3 * (x % 2)) for x in range(-200, 201)])
    (line,) = thin_lines([zigzag], DETAIL)
    inside = line.intersection(shapely.box(0, 0, 10, 10))
    assert inside.geom_type == "LineString"
    assert shapely.get_num_coordinates(inside) > 90
    assert shapely.get_num_coordinates(line) < 120
    assert line.coords[0] == zigzag.coords[0]
    assert line.coords[-1] == zigzag.coords[-1]


def test_polygons_that_come_to_overlap_are_made_one() -> None:
    left = shapely.Polygon([(1, 1), (5, 1), (5.004, 3), (5, 5), (1, 5)])
    right = shapely.Polygon([(5.003, 1), (9, 1), (9, 5), (5.003, 5), (5.008, 3)])
    whole = as_multipolygon(thin_polygons([left, right], DETAIL), DETAIL)
    assert whole.is_valid
    assert whole.area == pytest.approx(32, rel=0.01)


def test_too_small_islands_go_and_their_holes_with_them() -> None:
    far = shapely.Polygon(
        shapely.box(20, 20, 20.5, 20.5).exterior, [shapely.box(20.1, 20.1, 20.4, 20.4).exterior]
    )
    assert not len(thin_polygons([far], DETAIL))
    assert not len(thin_polygons([], DETAIL))
    assert len(thin_polygons([shapely.box(1, 1, 1.1, 1.1)], DETAIL)) == 1


def test_labels_stand_at_their_towns() -> None:
    (kidal,) = (label for label in _background("Mali").labels if label.text == "Kidal")
    assert kidal.point == LonLat(1.408, 18.441)
