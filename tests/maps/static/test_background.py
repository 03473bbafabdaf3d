"""What is below the incidents: land, water, borders, and where the incidents may have been."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely

import maps
from geo import areas as geo_areas
from geo.geojson import to_geometry
from geo.points import BBox, LonLat
from maps.render.static import background, incidents, lay_out, lay_out_projected
from maps.render.static.drawing import Box, Group, Outline, Shape
from maps.render.static.page import Page
from maps.render.static.projection import project
from maps.render.static.scene import Scene
from maps.render.static.style import load

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from maps.document import MapDocument

STYLE = load("light")
PAGE = Box(0, 0, 900, 600)


def composed(*points: LonLat, view: BBox | None = None, **more: object) -> MapDocument:
    found = tuple(maps.Incident(f"i{n}", title="Ambush", point=at) for n, at in enumerate(points))
    return maps.compose(maps.Report(found), view=view, **more)  # type: ignore[arg-type]


def scene_of(document: MapDocument) -> Scene:
    return Scene(project(document.content or document.view, PAGE), document.worldview)


def groups(document: MapDocument) -> dict[str, Group]:
    return {group.key: group for group in lay_out(document, Page()).groups}


def rings(outline: Outline) -> list[shapely.Polygon]:
    starts = np.flatnonzero(outline.codes == 1)
    return [shapely.Polygon(ring) for ring in np.split(outline.vertices, starts[1:]) if len(ring) > 3]


def shapes(group: Group) -> list[Shape]:
    return [item for item in group.items if isinstance(item, Shape)]


def test_layers_lie_in_the_order_of_a_map() -> None:
    drawn = lay_out(composed(LonLat(3.4, 6.45), LonLat(9.7, 4.05), borders=["Nigeria"]), Page())
    keys = [group.key for group in drawn.groups]
    wanted = [
        "sea", "land", "lakes", "rivers", "borders-of-regions", "coast", "borders", "border-1",
        "labels-towns", "incidents",
    ]  # fmt: skip
    assert [key for key in keys if key in wanted] == wanted


def test_the_land_that_the_map_is_about_is_brighter() -> None:
    document = composed(LonLat(1.4, 18.4), LonLat(-4.2, 14.5))
    scene = scene_of(document)
    others, about = shapes(groups(document)["land"])
    assert (others.paint.fill, about.paint.fill) == (STYLE.colour["neighbour"], STYLE.colour["land"])
    assert background.focus(document, scene) == {"ML"}
    kidal, niamey = (
        shapely.Point(*scene.projected.point(at)) for at in (LonLat(1.4, 18.4), LonLat(2.1, 13.5))
    )
    assert any(ring.contains(kidal) for ring in rings(about.outline))
    assert not any(ring.contains(niamey) for ring in rings(about.outline))


def test_a_map_about_nothing_has_no_neighbours() -> None:
    document = maps.compose(maps.Report(()))
    assert background.focus(document, scene_of(document)) >= {"ML", "FJ", "AQ"}


def test_a_map_of_the_world_is_round() -> None:
    (sea,) = shapes(groups(maps.compose(maps.Report(())))["sea"])
    (globe,) = rings(sea.outline)
    assert globe.area < 0.9 * shapely.box(*globe.bounds).area


def test_greater_rivers_are_wider() -> None:
    rivers = shapes(groups(composed(LonLat(13.4, 52.5), LonLat(2.3, 48.8)))["rivers"])
    widths = [river.paint.width for river in rivers]
    assert len(widths) > 1
    assert widths == sorted(widths, reverse=True)


def test_lines_of_regions_are_on_maps_of_a_country_alone() -> None:
    near, far = composed(LonLat(1.4, 18.4)), composed(LonLat(-15, 14), LonLat(45, -20))
    assert "borders-of-regions" in groups(near)
    assert "borders-of-regions" not in groups(far)


def _with_area(document: MapDocument, point: LonLat, radius_m: float, count: int = 1) -> MapDocument:
    area = to_geometry(geo_areas.circle(point, radius_m))
    marks = [replace(document.incidents[0], point=point, area=area, radius_m=radius_m)] * count
    return replace(document, incidents=tuple(marks))


@pytest.mark.parametrize("middle", [LonLat(1, 18), LonLat(180, -17), LonLat(-179.99, 66), LonLat(30, 90)])
def test_an_area_is_whole_wherever_it_is(middle: LonLat) -> None:
    view = BBox(-180, 84, 180, 90) if middle.lat == 90 else None
    document = _with_area(composed(middle, view=view), middle, 60_000)
    projected = project(view or BBox(*_around(middle)), PAGE)
    first, _ = incidents.areas(document, projected, STYLE).items
    assert isinstance(first, Shape)
    (ring,) = rings(first.outline)
    assert ring.area * projected.m_per_pt**2 == pytest.approx(np.pi * 60_000**2, rel=0.02)


def _around(middle: LonLat) -> tuple[float, float, float, float]:
    return (
        LonLat.wrapped(middle.lon - 3, 0).lon,
        middle.lat - 1.5,
        LonLat.wrapped(middle.lon + 3, 0).lon,
        middle.lat + 1.5,
    )


def test_an_area_that_several_incidents_share_is_hatched_once() -> None:
    document = _with_area(composed(LonLat(1, 18)), LonLat(1, 18), 50_000, count=5)
    hatched = [
        item.paint.hatch for item in shapes(incidents.areas(document, scene_of(document).projected, STYLE))
    ]
    assert [hatch for hatch in hatched if hatch] == [STYLE.incident["ambush"]]


def test_an_area_larger_than_the_page_is_cut_outside_the_frame() -> None:
    document = _with_area(composed(LonLat(1, 18), view=BBox(0.9, 17.9, 1.1, 18.1)), LonLat(1, 18), 900_000)
    projected = scene_of(document).projected
    first, _ = incidents.areas(document, projected, STYLE).items
    assert isinstance(first, Shape)
    left, top = first.outline.vertices.min(axis=0)
    right, bottom = first.outline.vertices.max(axis=0)
    assert left < PAGE.left
    assert top < PAGE.top
    assert right > PAGE.right
    assert bottom > PAGE.bottom
    assert right - left < 1.1 * PAGE.width


def shading(document: MapDocument, where: LonLat) -> float:
    """How much shade and light there is round a place, in layers."""
    page = Page(furniture={"relief": "on"})
    drawing, projected = lay_out_projected(document, page)
    spot = shapely.Point(projected.point(where)).buffer(12)
    layers = next((group for group in drawing.groups if group.key == "relief"), None)
    shapes = [item for item in layers.items if isinstance(item, Shape)] if layers else []
    return sum(filled(shape.outline).intersection(spot).area / spot.area for shape in shapes)


def filled(outline: Outline) -> BaseGeometry:
    starts = np.flatnonzero(outline.codes == 1).tolist()
    rings = [shapely.Polygon(ring) for ring in np.split(outline.vertices, starts[1:]) if len(ring) > 3]
    holes = [ring for ring in rings if not ring.exterior.is_ccw]
    solid = [ring for ring in rings if ring.exterior.is_ccw]
    return shapely.difference(
        shapely.union_all(shapely.make_valid(solid)), shapely.union_all(shapely.make_valid(holes))
    )


def test_mountains_are_shaded_and_plains_and_the_sea_are_not() -> None:
    africa = composed(LonLat(0, 18), view=BBox(-12, 12, 12, 24))
    mountains, plain = (shading(africa, LonLat(*at)) for at in ((8.7, 18.3), (-3, 20)))
    sea = shading(composed(LonLat(8, 44), view=BBox(4, 42, 12, 48)), LonLat(8.0, 43.3))
    assert mountains > 1
    assert plain < 0.3
    assert sea < 0.05


def test_relief_is_left_out_by_default_and_where_it_would_be_blots() -> None:
    assert "relief" not in groups(composed(LonLat(8, 46), view=BBox(4, 42, 12, 48)))
    town = composed(LonLat(8, 46), view=BBox(7.98, 45.99, 8.02, 46.01))
    assert shading(town, LonLat(8, 46)) == 0


def test_relief_crosses_180_degrees_and_the_edge_of_the_world() -> None:
    fiji = composed(LonLat(178, -17), LonLat(-179, -17), view=BBox(176, -20, -178, -15))
    assert shading(fiji, LonLat(177.9, -17.8)) > 0.5
    world = composed(LonLat(10, 10), LonLat(-170, -40), view=BBox(-180, -60, 180, 80))
    assert shading(world, LonLat(88, 29)) > 0.3
