"""Title, credits, legend, scale bar, north arrow and inset of a static map."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pyproj
import pytest
import shapely

import maps
from geo import BBox, LonLat, distance_m
from maps.basemap import collection
from maps.document import MapDocument
from maps.incidents.dates import When
from maps.render.static import lay_out
from maps.render.static.drawing import Box, Group, Shape, Text
from maps.render.static.furniture.corners import CORNERS, Piece, settle
from maps.render.static.furniture.inset import inset
from maps.render.static.furniture.legend import legend_strip
from maps.render.static.furniture.scale import nice_below, scale_bar
from maps.render.static.furniture.wrapping import balanced, fitted, wrapped
from maps.render.static.options import page_of
from maps.render.static.page import Page
from maps.render.static.projection import project
from maps.render.static.sizes import PageError
from maps.render.static.style import load
from maps.render.static.typeset import measure, set_line

if TYPE_CHECKING:
    from pathlib import Path

    from maps.render.static.drawing import Drawing

CREDITS = ("GeoNames (CC BY 4.0)", "OpenStreetMap", "Natural Earth")
VIEWS = {
    "Mali": BBox(-7, 13, 7, 23),
    "a town": BBox(2.9, 19.9, 3.0, 20.0),
    "Fiji": BBox(177, -19, -178, -16),
    "Svalbard": BBox(10, 76, 34, 81),
    "Africa": BBox(-20, -36, 53, 38),
}


@pytest.fixture(scope="module")
def example() -> MapDocument:
    return maps.compose(maps.read("examples/mali-2024"), borders=["Algeria"], title="Ambush at Tinzaouaten")


def group(drawing: Drawing, key: str) -> Group | None:
    return next((found for found in drawing.groups if found.key == key), None)


def extent(part: Group) -> tuple[tuple[float, float], tuple[float, float]]:
    """The corners of what the shapes of a group cover."""
    shapes = [item.outline.vertices for item in part.items if isinstance(item, Shape)]
    left, top = min(each[:, 0].min() for each in shapes), min(each[:, 1].min() for each in shapes)
    right, bottom = max(each[:, 0].max() for each in shapes), max(each[:, 1].max() for each in shapes)
    return (float(left), float(top)), (float(right), float(bottom))


def words(drawing: Drawing) -> str:
    return " ".join(text.text for text in drawing.texts())


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("furniture", [{}, {"title": "off", "legend": "off", "scale": "off", "inset": "off"}])
def test_credits_are_on_every_map(example: MapDocument, plain: bool, furniture: dict[str, str]) -> None:  # noqa: FBT001
    drawing = lay_out(example, Page(plain=plain, furniture=furniture))

    credit = group(drawing, "credits")
    assert credit is not None
    said = " ".join(item.text for item in credit.items if isinstance(item, Text))
    assert all(name in said for name in CREDITS)
    assert all(0 < item.y < drawing.height for item in credit.items if isinstance(item, Text))


@pytest.mark.parametrize("key", ["title", "legend", "scale", "inset", "frame"])
def test_each_piece_can_be_turned_off(example: MapDocument, key: str) -> None:
    assert group(lay_out(example, Page()), key)
    assert group(lay_out(example, Page(furniture={key: "off"})), key) is None
    assert group(lay_out(example, Page(plain=True)), key) is None


def test_what_a_caller_says_of_the_map_stands_below_it(example: MapDocument) -> None:
    page = Page(
        byline="A. Reporter", source="court files", note="Positions are approximate.", date="22 November 2026"
    )

    said = words(lay_out(example, page))

    assert "Map: A. Reporter · Source: court files · 22 November 2026" in said
    assert "Positions are approximate." in said
    assert "22 November" not in words(
        lay_out(example, Page(date="22 November 2026", furniture={"date": "off"}))
    )


def test_a_map_says_how_many_incidents_it_does_not_show() -> None:
    report = maps.Report((maps.Incident("a", place_text="Kidal"), maps.Incident("b", place_text="Xqzzt")))

    assert "1 incident is not shown" in words(lay_out(maps.compose(report), Page()))


@pytest.mark.parametrize("view", VIEWS)
def test_the_scale_bar_is_as_long_as_it_says_in_the_middle_of_the_map(view: str) -> None:
    projected = project(VIEWS[view], Box(10, 40, 890, 560))

    piece = scale_bar(projected, load("light"), "en")

    texts = [item for item in piece.group.items if isinstance(item, Text)]
    lines = [item for item in piece.group.items if isinstance(item, Shape)][-2:]
    x, y = projected.box.center
    for text, line in zip(texts[:2], lines, strict=True):
        number, unit = re.fullmatch(r"([\d.,]+) (\w+)", text.text).groups()  # type: ignore[union-attr]
        metres = (
            float(number.replace(",", ""))
            * {"km": 1000, "m": 1, "miles": 1609.344, "mile": 1609.344, "ft": 0.3048}[unit]
        )
        length = float(line.outline.vertices[:, 0].max() - line.outline.vertices[:, 0].min())
        ground = distance_m(projected.inverse(x - length / 2, y), projected.inverse(x + length / 2, y))
        assert ground == pytest.approx(metres, rel=0.01)
        assert length < 0.35 * projected.box.width


def test_lengths_of_a_scale_bar_are_round() -> None:
    for value in (0.013, 0.7, 1.0, 3.3, 480.0, 99_999.0):
        found = nice_below(value)
        assert found <= value < 2.6 * found
        assert f"{found:e}"[0] in "125"


def test_north_is_told_only_where_it_is_not_up_or_on_wish(example: MapDocument) -> None:
    assert group(lay_out(example, Page()), "north") is None
    assert group(lay_out(example, Page(furniture={"north": "top left"})), "north")


def test_the_globe_is_left_out_where_the_map_shows_a_continent() -> None:
    africa = MapDocument("Africa", None, "en", "", VIEWS["Africa"])
    mali = MapDocument("Mali", None, "en", "", VIEWS["Mali"])

    assert group(lay_out(africa, Page()), "inset") is None
    assert group(lay_out(mali, Page()), "inset")
    assert group(lay_out(africa, Page(furniture={"inset": "top right"})), "inset")


@pytest.mark.parametrize(
    "middle", [(0, 20), (179, -18), (0, 90), (0, -90), (-123, -50), (60, 55), (-70, -55), (105, 0)]
)
def test_the_globe_shows_land_where_land_is(middle: tuple[float, float]) -> None:
    lon, lat = middle
    view = BBox(lon - 1, max(-90, lat - 1), lon + 1, min(90, lat + 1))
    projected = project(view, Box(0, 0, 900, 600))
    piece = inset(projected, load("light"), wished=True)
    assert piece is not None
    at, radius = projected.inverse(450, 300), piece.box.right / 2
    land = piece.group.items[2]
    assert isinstance(land, Shape)
    rings = shapely.linearrings(land.outline.vertices, indices=np.cumsum(land.outline.codes == 1) - 1)

    points = np.random.default_rng(4).uniform((-180, -84), (180, 84), (1500, 2))
    ortho = pyproj.Proj(f"+proj=ortho +lon_0={at.lon} +lat_0={at.lat} +R={radius}")
    x, y = ortho(*points.T)
    coast = shapely.union_all([feature.geometry for feature in collection("land_overview").named("")])
    far = shapely.distance(shapely.boundary(coast), shapely.points(points)) > 1.2
    asked = np.isfinite(x) & (np.hypot(x, y) < 0.999 * radius) & far
    # The writers fill by the nonzero rule: holes run the other way.
    on_page = shapely.points(radius + x[asked], radius - y[asked])
    turns = np.where(shapely.is_ccw(rings), 1, -1)[:, None]
    inside = np.array(
        [shapely.contains(ring, on_page) for ring in shapely.get_parts(shapely.polygons(rings))]
    )
    filled = (turns * inside).sum(axis=0) != 0
    dry = shapely.contains(coast, shapely.points(points[asked]))
    assert len(dry) > 200
    assert filled.tolist() == dry.tolist()


def test_the_legend_explains_what_is_on_the_map_and_nothing_else(example: MapDocument) -> None:
    legend = group(lay_out(example, Page()), "legend")

    assert legend is not None
    said = " ".join(item.text for item in legend.items if isinstance(item, Text))
    assert all(
        word in said for word in ("Ambush", "Attack", "somewhere in the shaded area", "Border of Algeria")
    )
    assert "Explosion" not in said
    assert "near the point shown" not in said


@pytest.mark.parametrize(
    ("country", "at", "halos"), [("Mali", "19.9,1.5", 1), ("Madagascar", "-23.35,43.67", 0)]
)
def test_the_legend_shows_a_border_as_it_is_drawn(tmp_path: Path, country: str, at: str, halos: int) -> None:
    # Of an island there is only the coast, which has no halo.
    table = tmp_path / "incidents.csv"
    table.write_text(f"id,title,date,lat,lon\nA,Shooting,2024-07-01,{at}\n", encoding="utf-8")
    drawing = lay_out(maps.compose(maps.read(table), borders=[country]), Page())
    legend = group(drawing, "legend")

    assert legend is not None
    assert any(isinstance(item, Text) and country in item.text for item in legend.items)
    strokes = [item.paint.stroke for item in legend.items if isinstance(item, Shape)]
    assert strokes.count(load("light").colour["emphasised_halo"]) == halos


def test_furniture_goes_to_a_corner_where_it_hides_no_marker() -> None:
    frame = Box(0, 0, 400, 300)
    pieces = {key: Piece(Group(key, key, ()), Box(0, 0, 100, 60)) for key in ("legend", "scale", "inset")}
    wishes = dict.fromkeys(pieces, "auto")
    marker = Box(30, 230, 50, 250)  # where the legend usually stands

    settled = settle(pieces, wishes, frame, [marker], 8)

    assert not any(piece.box.meets(marker) for piece in settled)
    assert not any(a.box.meets(b.box) for a in settled for b in settled if a is not b)
    assert all(frame.left <= piece.box.left and piece.box.right <= frame.right for piece in settled)


def test_the_globe_leaves_a_border_that_the_map_is_about_uncovered(example: MapDocument) -> None:
    frame = Box(0, 0, 400, 300)
    pieces = {key: Piece(Group(key, key, ()), Box(0, 0, 60, 60)) for key in ("scale", "inset")}
    wishes = dict.fromkeys(pieces, "auto")
    across = np.array([(300.0, 0.0), (400.0, 60.0)])  # where the globe usually stands

    usual, moved = (settle(pieces, wishes, frame, [], 8, lines)[1].box for lines in ([], [across]))

    assert usual.center[0] > 300
    assert moved.center[0] < 100
    drawing = lay_out(example, page_of(size="web-16x9"))
    border, globe = group(drawing, "border-1"), group(drawing, "inset")
    assert border is not None
    assert globe is not None
    (left, top), (right, bottom) = extent(globe)
    lines = np.concatenate([item.outline.vertices for item in border.items if isinstance(item, Shape)])
    x, y = lines.T
    assert not np.any((x > left) & (x < right) & (y > top) & (y < bottom))


@pytest.mark.parametrize("corner", CORNERS)
def test_a_corner_that_is_wished_is_obeyed(example: MapDocument, corner: str) -> None:
    drawing = lay_out(example, Page(furniture={"legend": corner}))

    legend = group(drawing, "legend")
    assert legend is not None
    text = next(item for item in legend.items if isinstance(item, Text))
    assert (text.x < drawing.width / 2) == ("left" in corner)
    assert (text.y < drawing.height / 2) == ("top" in corner)


def test_a_long_title_is_set_smaller_and_wrapped_and_then_cut() -> None:
    long = "An ambush at the border and what is known of it " * 6

    once, twice = fitted(long[:48], 20, 500, 3), fitted(long, 20, 500, 3)

    assert (once.size, once.cut, " ".join(once.lines)) == (20, False, long[:48].strip())
    assert twice.size < 20
    assert len(twice.lines) == 3
    assert twice.cut == (" ".join(twice.lines) != long.strip())
    assert all(measure(line, twice.size).width <= 500 for line in twice.lines)
    assert fitted("word " * 400, 20, 500, 3).lines[-1].endswith("…")


def test_no_word_of_a_title_stands_alone_on_its_last_line() -> None:
    filled = fitted("Where soldiers and Wagner fighters were attacked in July 2024", 12, 340, 3)
    assert filled.lines[-1] == "2024"

    even = balanced(filled, 340)

    assert len(even.lines) == len(filled.lines)
    assert " ".join(even.lines) == " ".join(filled.lines)
    first, second = (measure(line, even.size).width for line in even.lines)
    assert 0.7 < first / second < 1.4
    long = fitted("x" * 500, 12, 300, 3)
    assert balanced(long, 300).lines == long.lines


@pytest.mark.parametrize(
    "text", ["a\nb\tc", "x" * 500, "", "  ", "الجزائر ومالي والنيجر", "🧭 map", "$x_1^2$"]
)
def test_any_text_can_be_wrapped(text: str) -> None:
    lines = wrapped(text, 10, 60)

    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert all(measure(line, 10).width <= 60 or len(line) == 1 for line in lines)


def test_a_map_fits_a_narrow_column(example: MapDocument) -> None:
    drawing = lay_out(example, Page(width=240, height=260))

    for text in drawing.texts():
        assert math.isfinite(text.x)
        assert text.size >= 4


def test_right_to_left_pages_begin_at_the_right() -> None:
    report = maps.Report((maps.Incident("a", place_text="Kidal"),))
    drawing = lay_out(maps.compose(report, language="ar"), Page())

    title = group(drawing, "title")
    assert title is not None
    assert isinstance(title.items[0], Text)
    assert (title.items[0].anchor, title.items[0].x > 0.9 * drawing.width) == ("end", True)


def test_points_of_the_page_lead_back_to_the_earth() -> None:
    for view in VIEWS.values():
        projected = project(view, Box(0, 0, 900, 600))
        at = projected.inverse(*projected.point(LonLat(view.west, view.south)))
        assert distance_m(at, LonLat(view.west, view.south)) < 1


def test_a_crowd_is_numbered_and_every_number_is_explained() -> None:
    report = maps.read("examples/gallery/kidal-forty.csv")
    document = maps.compose(report)
    for width, height in ((900, 506), (400, 700)):
        listed = group(lay_out(document, Page(width=width, height=height)), "list")

        assert listed is not None
        said = [item.text for item in listed.items if isinstance(item, Text)]
        assert {str(mark.number) for mark in document.incidents} <= set(said)
        assert all(any(mark.title in line for line in said) for mark in document.incidents)
        assert all(0 < item.y < height for item in listed.items if isinstance(item, Text))


@pytest.mark.parametrize("size", [(900, 506), (600, 400), (420, 640)])
def test_a_legend_never_hides_a_marker(size: tuple[float, float]) -> None:
    document = maps.compose(maps.read("examples/gallery/kidal-forty.csv"))
    drawing = lay_out(document, Page(width=size[0], height=size[1]))

    legend, incidents = group(drawing, "legend"), group(drawing, "incidents")
    assert legend is not None
    assert incidents is not None
    ((left, top), (right, bottom)) = extent(legend)
    covered = Box(left, top, right, bottom)
    for marker in incidents.items:
        assert isinstance(marker, Group)
        assert not covered.meets(Box(*extent(marker)[0], *extent(marker)[1]).grown(-1))


def test_a_page_without_room_for_a_map_is_refused_with_the_way_out(example: MapDocument) -> None:
    with pytest.raises(PageError, match="no room for a map"):
        lay_out(example, Page(width=60, height=40))


@pytest.mark.parametrize("size", ["print-1col", "print-2col"])
@pytest.mark.parametrize("plain", [False, True])
def test_no_words_are_too_small_to_be_printed(size: str, plain: bool) -> None:  # noqa: FBT001
    for path in ("examples/mali-2024", "examples/gallery/kidal-forty.csv"):
        drawing = lay_out(maps.compose(maps.read(path)), page_of(size=size, plain=plain))
        # Numbers in discs are bold, and short.
        assert min(text.size for text in drawing.texts() if not text.text.isdigit()) >= 5.5


def test_a_list_in_a_narrow_column_leaves_nothing_out(tmp_path: Path) -> None:
    table = tmp_path / "incidents.csv"
    kinds = ("ambush", "attack", "air strike", "protest", "explosion")
    rows = [
        f"{n},Incident number {n} at the post,2024-07-01,{kinds[n % 5]},{12 + n},{n - 5}" for n in range(9)
    ]
    table.write_text("\n".join(("id,title,date,type,lat,lon", *rows)), encoding="utf-8")
    listed = group(lay_out(maps.compose(maps.read(table)), page_of(size="print-1col")), "list")

    assert listed is not None
    assert sum("Incident number" in item.text for item in listed.items if isinstance(item, Text)) == 9


def test_a_legend_is_set_smaller_before_it_leaves_out_rows_which_it_tells() -> None:
    document = maps.compose(maps.read("examples/gallery/kidal-forty.csv"))
    style = load("light")
    usual, none = legend_strip(document, style, 400, [200])
    assert usual is not None
    smaller, still_none = legend_strip(document, style, 400, [0.9 * usual.box.height])
    fewer, left_out = legend_strip(document, style, 400, [0.45 * usual.box.height])
    nothing, all_of_it = legend_strip(document, style, 400, [5])

    assert none == still_none == ()
    assert smaller is not None
    assert smaller.box.height < usual.box.height
    assert fewer is not None
    shown = {item.text for item in fewer.group.items if isinstance(item, Text)}
    assert "Ambush" in shown
    assert "near the point shown" not in shown
    assert "'near the point shown'" in left_out[0]
    assert "Ambush" not in left_out[0]
    assert nothing is None
    assert "'Ambush'" in all_of_it[0]


def test_list_and_legend_leave_a_column_half_of_its_height_for_the_map() -> None:
    document = maps.compose(maps.read("examples/gallery/africa.csv"))
    drawing = lay_out(document, page_of(size="print-1col"))

    frame = group(drawing, "frame")
    assert frame is not None
    (_, top), (_, bottom) = extent(frame)
    assert bottom - top > 0.43 * drawing.height
    assert group(drawing, "list") is not None
    assert "Explosion" in words(drawing)


def test_a_title_that_would_press_the_map_flat_is_cut_in_the_list_and_keeps_its_date(tmp_path: Path) -> None:
    table = tmp_path / "incidents.csv"
    long = "Thirty words about one incident " * 9
    rows = [f"{n},{long if n < 4 else 'Short'},2024-07-01,ambush,{12 + n},{n}" for n in range(9)]
    table.write_text("\n".join(("id,title,date,type,lat,lon", *rows)), encoding="utf-8")
    listed = group(lay_out(maps.compose(maps.read(table)), page_of(size="print-1col")), "list")

    assert listed is not None
    said = " ".join(item.text for item in listed.items if isinstance(item, Text))
    assert "… (1 July 2024)" in said
    assert said.count("Thirty words") < 15


def test_a_map_says_whose_borders_it_shows(example: MapDocument) -> None:
    assert "worldview" not in words(lay_out(example, Page()))
    said = words(lay_out(replace(example, worldview="IN"), Page()))
    assert "Borders follow the worldview IN" in said
    assert "missing where no data has them" in said


def test_a_map_of_the_world_says_where_its_scale_bar_is_right() -> None:
    drawing = lay_out(maps.compose(maps.Report(()), view=BBox(-180, -60, 180, 80)), Page())

    assert "at the middle" in words(drawing)


def test_a_list_beside_a_map_is_no_wider_than_its_lines() -> None:
    document = maps.compose(maps.read("examples/gallery/kidal-forty.csv"), language="ar", borders=["Algeria"])
    drawing = lay_out(document, page_of(size="web-16x9"))

    rows = group(drawing, "list")
    assert rows is not None
    lines = [item for item in rows.items if isinstance(item, Text) and item.anchor == "end"]
    left = min(line.x - measure(line.text, line.size).width for line in lines)
    assert left < 3 * lines[0].size


@pytest.mark.parametrize("title", ["Kidal 1", "كيدال 1"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_dates_keep_their_order_beside_words_that_run_the_other_way(title: str, language: str) -> None:
    incidents = tuple(
        maps.Incident(f"i{n}", title=title, point=LonLat(1 + n / 5, 18), when=When.parse("2024-07-27"))
        for n in range(9)
    )
    document = maps.compose(maps.Report(incidents), language=language)
    rows = group(lay_out(document, page_of(size="web-16x9", date="27 يوليو 2024", byline="A 1")), "list")

    assert rows is not None
    line = next(item.text for item in rows.items if isinstance(item, Text) and "2024" in item.text)
    seen = "".join(glyph.chars for glyph in set_line(line).glyphs)
    found = re.findall(r"27|2024", seen)
    assert found == (["27", "2024"] if language == "en" else ["2024", "27"])
