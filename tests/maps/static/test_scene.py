"""The land in the frame, measured on the page: nothing is missing or smeared, at any place of the earth."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
import shapely

from geo import borders
from geo.points import BBox, LonLat
from maps.coasts import coasts, label_at, together
from maps.document import BorderLayer
from maps.render.static.drawing import Box
from maps.render.static.projection import project
from maps.render.static.scene import Scene

PAGE = Box(0, 0, 900, 600)
WORLD = BBox(-180, -58, 180, 80)
# Views that any mistake with edges, 180 degrees or poles spoils.
VIEWS = {
    "Mali": BBox(-7, 13, 7, 23),
    "Fiji": BBox(176, -20, -178, -15),
    "Chukotka": BBox(165, 62, -168, 72),
    "the Arctic": BBox(-180, 66, 180, 90),
    "the Antarctic": BBox(-180, -90, 180, -64),
    "Svalbard": BBox(9, 76, 30, 81),
    "Europe": BBox(-12, 35, 40, 62),
    "Africa": BBox(-20, -36, 52, 38),
    "Indonesia": BBox(95, -11, 141, 8),
    "the world": WORLD,
    "the Pacific": BBox(100, -50, -70, 60),
}

Floats = npt.NDArray[np.float64]


def inside(rings: list[Floats], x: Floats, y: Floats) -> npt.NDArray[np.bool_]:
    found = np.zeros(len(x), dtype=bool)
    for ring in rings:
        found ^= shapely.contains_xy(shapely.Polygon(ring), x, y)
    return found


def scene(view: BBox, page: Box = PAGE, worldview: str = "default") -> Scene:
    return Scene(project(view, page), worldview)


@pytest.mark.parametrize("page", [PAGE, Box(0, 0, 506, 900)], ids=["wide", "high"])
@pytest.mark.parametrize("place", VIEWS)
def test_land_is_where_the_borders_say_that_it_is(place: str, page: Box) -> None:
    made = scene(VIEWS[place], page)
    random = np.random.default_rng(20)
    x, y = random.uniform(page.left, page.right, 400), random.uniform(page.top, page.bottom, 400)
    away, lat = made.projected._inverse(x, y)
    on_earth = np.isfinite(away)
    x, y, away, lat = x[on_earth], y[on_earth], away[on_earth], lat[on_earth]
    land = inside(made.region(made.codes), x, y)
    known = [label_at(LonLat.wrapped(a + made.projected.lon, b)) for a, b in zip(away, lat, strict=True)]
    told = np.array([code != "" for code in known])
    # On a coast, a point of the page may fall on either side of the generalised line.
    assert (land != told).mean() <= 0.03


def test_countries_share_the_land_without_a_gap() -> None:
    made = scene(VIEWS["Europe"])
    x, y = (values.ravel() for values in np.meshgrid(np.arange(3, 900, 7.3), np.arange(3, 600, 7.3)))
    land = inside(made.region(made.codes), x, y)
    several = sum(inside(rings, x, y).astype(int) for rings in made.countries.values())
    assert np.mean(several == land) > 0.999


def test_a_country_has_its_area_on_an_equal_area_map() -> None:
    made = scene(BBox(-13, 9, 5, 26))
    assert "equal-area" in made.projected.name
    areas = [shapely.Polygon(ring).area for ring in made.region(["ML"])]
    km2 = max(areas) * (made.projected.m_per_pt / 1000) ** 2
    assert km2 == pytest.approx(1_250_000, rel=0.02)


def test_no_line_runs_along_180_degrees() -> None:
    made = scene(VIEWS["Chukotka"])
    seam = [made.projected.point(LonLat(180, lat)) for lat in np.arange(66.2, 68.5, 0.1)]
    lines = shapely.MultiLineString([*made.coast(), *made.borders("recognised")])
    assert shapely.distance(lines, shapely.points(seam)).mean() > 5


def test_the_page_is_one_country_far_from_any_border() -> None:
    made = scene(BBox(17.9, 25.9, 18.1, 26.1))
    assert made.codes == ("LY",)
    (ring,) = made.region(made.codes)
    assert shapely.Polygon(ring).contains(shapely.box(*PAGE))


def test_the_open_sea_has_no_land() -> None:
    made = scene(BBox(-31, -1, -29, 1))
    assert made.codes == ()
    assert made.region(made.codes) == []


def test_small_islands_are_there_where_the_scale_shows_them() -> None:
    made = scene(BBox(5.5, -1.6, 5.7, -1.3))
    assert made.codes == ("GQ",)
    assert made.coast()


def test_countries_are_found_by_points_of_the_page() -> None:
    made = scene(VIEWS["Mali"])
    points = [made.projected.point(LonLat(1.4, 18.4)), made.projected.point(LonLat(5, 22)), (-50.0, -50.0)]
    assert made.codes_at(points) == {"ML", "DZ"}


def test_an_emphasised_border_is_that_of_the_country_in_the_frame() -> None:
    made = scene(VIEWS["Mali"])
    empty = {"type": "MultiLineString", "coordinates": []}
    whole = BorderLayer("Algeria", empty, empty, 500.0, "OpenStreetMap", ("DZ",))
    shared = BorderLayer("Mali and Algeria", empty, empty, 500.0, "OpenStreetMap", ("ML", "DZ"))
    length = {
        layer.label: shapely.MultiLineString(made.emphasised(layer, "recognised")).length
        for layer in (whole, shared)
    }
    assert length["Algeria"] > length["Mali and Algeria"] > 300
    assert made.emphasised(shared, "coast") == []


def test_a_border_that_does_not_tell_whose_it_is_is_drawn_as_it_stands() -> None:
    made = scene(VIEWS["Mali"])
    line = {"type": "MultiLineString", "coordinates": [[[-5.0, 18.0], [5.0, 18.0]]]}
    empty = {"type": "MultiLineString", "coordinates": []}
    (drawn,) = made.emphasised(BorderLayer("a line", line, empty, 0.0, "somebody"), "recognised")
    assert drawn[0] == pytest.approx(made.projected.point(LonLat(-5, 18)), abs=0.2)
    assert drawn[-1] == pytest.approx(made.projected.point(LonLat(5, 18)), abs=0.2)


def test_a_disputed_line_is_disputed_or_no_border_as_the_worldview_has_it() -> None:
    sahara = BBox(-14, 26, -8, 29)
    seen = {
        view: [line.shape for line in scene(sahara, worldview=view).borders("disputed")]
        for view in ("default", "MA")
    }
    assert seen["default"] != seen["MA"]


def test_land_that_a_worldview_does_not_part_goes_together() -> None:
    apart = {view: together(["MA"], worldview=view) for view in borders.worldviews()}
    assert apart["default"] == {"MA"}
    assert any("EH" in codes for codes in apart.values())


def test_islets_are_left_out_and_short_pieces_of_a_coast_are_not() -> None:
    boxes = [BBox(-10, 35, 30, 60)]
    fine = coasts(boxes, worldview="default", fine_deg=0.01)
    coarse = coasts(boxes, worldview="default", fine_deg=0.01, least_deg=0.2)
    assert len(coarse.lines) < len(fine.lines) / 3
    ends = {
        name: {tuple(line[end]) for line in map(shapely.get_coordinates, made.lines) for end in (0, -1)}
        for name, made in (("fine", fine), ("coarse", coarse))
    }
    bounds = [line for line in coarse.lines if not shapely.is_closed(line)]
    closed = {tuple(at) for line in bounds for at in (line.coords[0], line.coords[-1])}
    assert closed <= ends["fine"]
    assert sum(not shapely.is_closed(line) for line in fine.lines) == len(bounds)
