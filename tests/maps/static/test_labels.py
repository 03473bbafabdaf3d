"""Labels and markers of a document on its page: none meets another, none is lost."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

import maps
from geo.borders import side
from geo.points import BBox, LonLat
from maps.basemap_labels import towns_in
from maps.document import Category, IncidentMark, Label, MapDocument
from maps.render.static import labels, lay_out, lay_out_projected
from maps.render.static.drawing import Box, Drawing, Group, Shape, Text
from maps.render.static.labels.names import Names
from maps.render.static.labels.wishes import LabelPlaceError, UnknownLabelError
from maps.render.static.markers import leaders, markers, stand
from maps.render.static.options import page_of
from maps.render.static.page import LabelOverride, Page
from maps.render.static.projection import project
from maps.render.static.scene import Scene
from maps.render.static.sizes import PRESETS
from maps.render.static.style import load
from maps.render.static.typeset import measure

VIEW = BBox(0, 17, 4, 20)
FRAME = Box(0, 0, 900, 600)
STYLE = load("light")


def mark(number: int, lon: float, lat: float, title: str = "Ambush", **more: object) -> IncidentMark:
    made = IncidentMark(
        id=f"id-{number}", number=number, title=title, category="ambush", when="27 July 2024", when_edtf=None,
        place_text=None, place_name=None, point=LonLat(lon, lat), precision="point", radius_m=0.0, area=None,
        basis="", reason="",
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def document(*marks: IncidentMark, names: tuple[Label, ...] = ()) -> MapDocument:
    return MapDocument(
        "Title", None, "en", "A map.", VIEW, (Category("ambush", "Ambush"),), marks, labels=names,
        attributions=("Natural Earth",),
    )  # fmt: skip


def town(text: str, lon: float, lat: float, kind: str = "town", rank: int = 90) -> Label:
    return Label(text, LonLat(lon, lat), kind, rank)


@cache
def scene(frame: Box = FRAME) -> Scene:
    return Scene(project(VIEW, frame), "default")


class Laid(NamedTuple):
    """A map without furniture, which keeps the labels of its document."""

    groups: list[Group]
    boxes: list[Box]


def laid(made: MapDocument, overrides: dict[str, LabelOverride] | None = None, frame: Box = FRAME) -> Laid:
    page, where = Page(labels=overrides or {}), scene(frame)
    for numbered in (labels.wants_numbers(made), True):
        kept = labels.main_towns(made, where.projected, STYLE) if numbered else []
        stands = stand(made, where.projected, STYLE, kept, numbered=numbered)
        found = labels.place(made, where, STYLE, page, labels.Occupied(stands, [], numbered))
        if found.complete:
            break
    drawn = markers(stands, where.projected, STYLE, numbered=numbered)
    return Laid([*found.groups, drawn], [each.box for each in stands])


def group(drawing: Laid | Drawing, key: str) -> list[Text]:
    return [text for each in drawing.groups if each.key == key for text in texts(each)]


def texts(item: Group) -> list[Text]:
    found: list[Text] = []
    for each in item.items:
        found += texts(each) if isinstance(each, Group) else [each] if isinstance(each, Text) else []
    return found


def words(drawing: Laid | Drawing) -> list[str]:
    return [text.text for each in drawing.groups for text in texts(each)]


def extent(text: Text) -> Box:
    """The letters of a level text, without the halo."""
    width = measure(text.text, text.size, text.face, text.spacing_em).width
    left = text.x - {"start": 0.0, "middle": width / 2, "end": width}[text.anchor]
    return Box(left, text.y - 0.72 * text.size, left + width, text.y + 0.2 * text.size)


places = st.tuples(st.floats(0.05, 3.95), st.floats(17.05, 19.95))


@settings(max_examples=20)
@given(st.lists(places, min_size=1, max_size=14), st.lists(places, max_size=30))
def test_nothing_meets_and_every_incident_is_there(
    incidents: list[tuple[float, float]], towns: list[tuple[float, float]]
) -> None:
    marks = [mark(number, *at, title=f"Incident {number}") for number, at in enumerate(incidents, 1)]
    names = tuple(town(f"Town {index}", *at) for index, at in enumerate(towns))
    made = document(*marks, names=names)

    drawing = laid(made)

    drawn = [
        each.key
        for layer in drawing.groups
        if layer.key == "incidents"
        for each in layer.items
        if isinstance(each, Group)
    ]
    assert {f"incident-{number}" for number in range(1, len(marks) + 1)} <= set(drawn)
    numbered = not group(drawing, "labels-incidents")
    said = group(drawing, "incidents" if numbered else "labels-incidents")
    assert {f"{number}" if numbered else f"Incident {number}" for number in range(1, len(marks) + 1)} <= {
        text.text for text in said
    }
    boxes = [extent(text) for key in ("labels-incidents", "labels-towns") for text in group(drawing, key)]
    for index, box in enumerate(boxes):
        assert not any(box.meets(other) for other in boxes[index + 1 :])
        assert not any(box.meets(each) for each in drawing.boxes)
        assert box.left >= 0
        assert box.right <= FRAME.right
    for index, box in enumerate(drawing.boxes):
        assert not any(box.meets(other) for other in drawing.boxes[index + 1 :])


def test_the_title_stands_in_bold_over_the_date() -> None:
    drawing = laid(document(mark(1, 2, 18.5, "Fighting and ambush at Tinzaouaten")))

    title, more, date = group(drawing, "labels-incidents")
    assert f"{title.text} {more.text}" == "Fighting and ambush at Tinzaouaten"
    assert title.face.weight == more.face.weight == "bold"
    assert (date.text, date.face.weight) == ("27 July 2024", "regular")
    assert title.y < more.y < date.y


def test_a_long_title_is_cut_at_a_word_and_says_so() -> None:
    drawing = laid(document(mark(1, 2, 18.5, "Several words " * 20)))

    lines = [text.text for text in group(drawing, "labels-incidents")]
    assert len(lines) <= 4
    assert lines[-2].endswith("…")


def test_an_incident_without_words_has_its_marker() -> None:
    drawing = laid(document(mark(1, 2, 18.5, " ", when=None), mark(2, 3, 18.5, "Strike")))

    assert [text.text for text in group(drawing, "labels-incidents")] == ["Strike", "27 July 2024"]
    assert len(drawing.boxes) == 2


def test_more_than_eight_incidents_are_numbered() -> None:
    marks = [mark(number, 0.4 * number, 18.5, f"Incident {number}") for number in range(1, 10)]

    assert group(laid(document(*marks[:8])), "labels-incidents")
    drawing = laid(document(*marks))
    assert not group(drawing, "labels-incidents")
    assert [text.text for text in group(drawing, "incidents")] == [str(number) for number in range(9, 0, -1)]
    assert [row.title for row in labels.keyed_rows(document(*marks))] == [each.title for each in marks]


def test_incidents_are_numbered_where_their_labels_find_no_room() -> None:
    marks = [mark(number, 2, 18.5, f"A long story about incident {number}") for number in range(1, 9)]

    drawing = laid(document(*marks), frame=Box(0, 0, 150, 110))

    assert len(group(drawing, "incidents")) == 8


def test_markers_of_one_point_stand_apart_and_keep_lines_to_it() -> None:
    marks = [mark(number, 2, 18.5, precision="near") for number in range(1, 5)]
    made = document(*marks)

    found = stand(made, scene().projected, STYLE, (), numbered=False)

    assert len({each.at for each in found}) == 4
    assert {each.point for each in found} == {found[0].point}
    (lines,) = leaders(found, scene().projected, STYLE)
    assert len(lines.items) == 3 * sum(each.moved for each in found) > 0


def test_a_town_that_a_label_names_is_not_named_twice() -> None:
    names = (town("Kidal", 2, 18.5), town("Gao", 1, 18))

    assert "Kidal" not in words(laid(document(mark(1, 2, 18.5, "Ambush: Kidal"), names=names)))
    port = (town("Nuku\N{LEFT SINGLE QUOTATION MARK}alofa", 2, 18.5), town("Ber", 2, 18.5))
    assert words(laid(document(mark(1, 2, 18.5, "A number of marches in Nukualofa"), names=port)))[0] == "Ber"
    drawing = laid(document(mark(1, 2, 18.5, "Ambush"), names=names))
    assert {"Kidal", "Gao"} <= set(words(drawing))


def test_countries_are_in_spaced_capitals_and_joined_scripts_are_not_spaced() -> None:
    names = (
        Label("Mali", LonLat(1, 18), "country", 20, room_deg=3.0),
        Label("مالي", LonLat(3, 18), "country", 20, room_deg=3.0),
    )

    latin, arabic = group(laid(document(names=names)), "labels-countries")

    assert latin.text == "MALI"
    assert latin.spacing_em > 0
    assert arabic.spacing_em == 0


def test_a_sea_whose_middle_is_in_the_frame_is_named_in_italics() -> None:
    made = replace(document(names=(town("Lagos", 3.4, 6.5),)), content=BBox(-4, -4, 10, 8))

    waters = [
        text
        for each in lay_out(made, Page(plain=True)).groups
        if each.key == "labels-waters"
        for text in texts(each)
    ]

    assert "Gulf of Guinea" in {text.text for text in waters}
    assert all(text.face.italic for text in waters)


def test_names_that_are_read_to_the_left_rather_stand_left_of_their_dot() -> None:
    names = (town("Kidal", 1, 18), town("كيدال", 3, 18))

    latin, arabic = group(laid(document(names=names)), "labels-towns")

    assert (latin.anchor, arabic.anchor) == ("start", "end")


@pytest.mark.parametrize(
    ("anchor", "right", "down"), [("N", 0, -1), ("E", 1, 0), ("SW", -1, 1), ("NW", -1, -1), ("S", 0, 1)]
)
def test_a_label_stands_where_the_reporter_wants_it(anchor: str, right: int, down: int) -> None:
    made = document(names=(town("Kidal", 2, 18.5),))
    wish = LabelOverride(anchor=anchor)  # type: ignore[arg-type]

    drawing = laid(made, {"Kidal": wish})

    (text,) = group(drawing, "labels-towns")
    x, y = scene().projected.point(LonLat(2, 18.5))
    center = extent(text).center
    for off, wanted in ((center[0] - x, right), (center[1] - y, down)):
        assert abs(off) < 2 if wanted == 0 else off * wanted > 5


def test_others_give_way_to_what_the_reporter_placed() -> None:
    made = document(mark(1, 2, 18.5, "Ambush on the road"), names=(town("Kidal", 2.1, 18.5),))

    drawing = laid(made, {"Kidal": LabelOverride(anchor="E")})

    (kidal,) = group(drawing, "labels-towns")
    assert kidal.anchor == "start"
    assert not any(extent(kidal).meets(extent(text)) for text in group(drawing, "labels-incidents"))


def test_a_label_is_reworded_moved_and_hidden() -> None:
    made = document(mark(1, 1, 18), mark(2, 3, 19, "Strike"), names=(town("Gao", 2, 18), town("Ber", 2, 19)))
    usual = {text.text: text for text in group(laid(made), "labels-towns")}

    wishes = {
        "Ber": LabelOverride(hide=True),
        "Gao": LabelOverride(anchor="E", offset=(30, -20)),
        "id-1": LabelOverride(text="Convoy hit\nSaturday"),
        "2": LabelOverride(hide=True),
    }
    drawing = laid(made, wishes)

    (gao,) = group(drawing, "labels-towns")
    assert (gao.x - usual["Gao"].x, gao.y - usual["Gao"].y) == pytest.approx((30, -20), abs=5)
    assert [text.text for text in group(drawing, "labels-incidents")] == ["Convoy hit", "Saturday"]


@pytest.mark.parametrize(
    ("key", "wish"),
    [
        ("Gao", LabelOverride(offset=(10_000, 0))),
        ("Gao", LabelOverride(anchor="E", offset=(0, -900))),
        ("id-1", LabelOverride(offset=(0, 10_000))),
        ("country Mali", LabelOverride(offset=(-4_000, 0))),
    ],
)
def test_a_label_that_would_leave_the_map_is_an_error_that_says_what_fits(
    key: str, wish: LabelOverride
) -> None:
    names = (town("Gao", 2, 18), Label("Mali", LonLat(1, 19), "country", 20, room_deg=3.0))
    made = document(mark(1, 1, 18, "Ambush"), names=names)

    with pytest.raises(
        LabelPlaceError, match=r"'(Gao|Ambush|Mali)'.*RIGHT -?\d+ to \d+ and DOWN -?\d+ to"
    ) as told:
        laid(made, {key: wish})

    right, down = (float(number) for number in re.findall(r"(?:RIGHT|DOWN) -?\d+ to (\d+)", str(told.value)))
    assert laid(made, {key: replace(wish, offset=(right, down))}).groups


def test_no_dot_stands_in_the_gap_of_a_name_in_spaced_capitals() -> None:
    country = Label("Burkina Faso", LonLat(2, 18.5), "country", 20, room_deg=1.0)

    request = Names(scene().projected, STYLE).region(country, FRAME.center, LabelOverride())

    assert request is not None
    broken = [each for each in request.candidates if len(each.form.draw(STYLE)) == 2]
    assert broken
    for candidate in broken:
        long, short = map(extent, candidate.form.draw(STYLE))
        beside = Box(long.left, short.top, short.left, short.bottom)
        assert any(box.meets(beside) and box.left <= long.left for box in candidate.boxes)


def test_a_name_apart_from_the_markers_that_hide_its_town_has_a_line() -> None:
    marks = [mark(number, 2, 18.5, f"Incident {number}") for number in range(1, 25)]
    kidal = town("Kidal", 2, 18.5)
    stands = stand(document(*marks), scene().projected, STYLE, (), numbered=True)
    spots = Names(scene().projected, STYLE, stands).town(
        kidal, scene().projected.point(kidal.point), LabelOverride()
    )

    assert spots is not None
    aside = [each for each in spots.candidates if each.form.leader]
    assert aside
    for candidate in aside:
        shapes = [item for item in candidate.form.draw(STYLE) if isinstance(item, Shape)]
        assert any(
            np.allclose(shape.outline.vertices[-1], scene().projected.point(kidal.point)) for shape in shapes
        )


def test_a_town_is_named_on_its_own_side_of_a_border() -> None:
    # On the Algerian side of the straight border west of Tinzaouaten.
    towns = tuple(town("Bordj", *at) for at in ((0.95, 21.33),))
    made = replace(document(names=towns), view=BBox(-1, 20, 3, 23))
    where = Scene(project(made.view, FRAME), "default")

    found = labels.place(made, where, STYLE, Page(), labels.Occupied((), [], numbered=False))

    (text,) = [text for each in found.groups if each.key == "labels-towns" for text in texts(each)]
    assert side(where.projected.inverse(*extent(text).center)).countries == ("DZ",)


def test_no_town_is_named_across_an_emphasised_border() -> None:
    made = maps.compose(maps.read("examples/mali-2024"), borders=["Algeria"])
    for size in PRESETS:
        drawing, projected = lay_out_projected(made, page_of(size=size))
        at = {label.text: label.point for label in towns_in(projected.boxes(), 9)}
        for name in ("Bordj Badji Mokhtar", "Chegga", "In Guezzam", "Timiaouine"):
            for text in (each for each in drawing.texts() if each.text == name):
                here = side(projected.inverse(*extent(text).center)).countries
                assert set(here) & set(side(at[name]).countries), (size, name)


def test_titles_of_incidents_leave_well_known_towns_their_names() -> None:
    made = maps.compose(maps.read("examples/mali-2024"), borders=["Algeria"], title="Ambush at Tinzaouaten")
    drawing = lay_out(made, page_of(size="print-1col", source="published reports"))

    assert {"Gao", "Timbuktu"} <= {text.text for text in drawing.texts()}


def test_markers_of_a_crowd_are_smaller_than_others() -> None:
    def sign(table: str) -> float:
        drawing = lay_out(maps.compose(maps.read(table)), page_of(size="square"))
        (shown,) = (each for each in drawing.groups if each.key == "incidents")
        (numbers,) = {text.size for text in texts(shown) if len(text.text) == 1}
        return numbers

    few, many = sign("examples/gallery/africa.csv"), sign("examples/gallery/kidal-forty.csv")
    assert many == pytest.approx(0.75 * few)
    assert many >= 5.5


def test_a_change_to_a_town_leaves_the_region_of_the_same_name() -> None:
    region = Label("Gao", LonLat(1, 18), "admin1", 92, room_deg=1.0)
    made = document(names=(town("Gao", 3, 18), region))

    assert "Gao" not in words(laid(made, {"Gao": LabelOverride(hide=True)}))
    assert "GAO" in words(laid(made, {"Gao": LabelOverride(hide=True)}))
    assert "GAO" not in words(laid(made, {"admin1 Gao": LabelOverride(hide=True)}))
    assert "GAO" not in words(laid(document(names=(region,)), {"Gao": LabelOverride(hide=True)}))


def test_an_override_of_no_label_names_the_nearest() -> None:
    made = document(mark(1, 1, 18), names=(town("Tessalit", 2, 18),))

    with pytest.raises(UnknownLabelError, match=r"'Tesalit'.*'Tessalit'"):
        lay_out(made, Page(labels={"Tesalit": LabelOverride(hide=True)}))


def test_the_same_map_is_the_same_drawing() -> None:
    made = document(mark(1, 1, 18), mark(2, 1.01, 18), names=(town("Gao", 2, 18), town("Ber", 2.05, 18)))

    first, again = laid(made), laid(made)

    assert repr(first.groups) == repr(again.groups)


def test_the_name_of_a_town_under_a_pin_stands_beside_it_or_below() -> None:
    """Above a pin it would be far from the town's point."""
    made = document(mark(1, 2, 18.5), names=(town("Kidal", 2, 18.5),))

    drawing = laid(made)

    (kidal,) = group(drawing, "labels-towns")
    pin = next(found for found in drawing.groups if found.key == "incidents")
    parts = [part for part in pin.items if isinstance(part, Group)]
    shapes = [item.outline.vertices for part in parts for item in part.items if isinstance(item, Shape)]
    assert extent(kidal).center[1] > min(each[:, 1].min() for each in shapes)


def test_a_name_that_is_moved_away_has_a_line_to_its_dot() -> None:
    made = document(names=(town("Kidal", 2, 18.5), town("Gao", 0, 16.3)))
    near, far = LabelOverride(anchor="E"), LabelOverride(anchor="E", offset=(40, -25))

    counts = [
        sum(isinstance(item, Shape) for part in laid(made, {"Kidal": wish}).groups for item in part.items)
        for wish in (near, far)
    ]

    assert counts[1] == counts[0] + 2  # the line and its halo


def test_a_small_town_is_not_named_over_an_emphasised_border() -> None:
    report = maps.read("examples/mali-2024")
    made = maps.compose(report, borders=["Algeria"])

    drawing, projected = lay_out_projected(made, page_of(size="story-9x16"))

    border = next(found for found in drawing.groups if found.key == "border-1")
    line = shapely.MultiLineString(
        [part for item in border.items if isinstance(item, Shape) for part in runs(item)]
    )
    small = {label.text for label in towns_in(projected.boxes(), 6) if label.kind == "town"}
    named = [text for text in group(drawing, "labels-towns") if text.text in small]
    assert named
    assert not any(line.intersects(shapely.box(*extent(text))) for text in named)


def runs(shape: Shape) -> list[np.ndarray]:
    """The lines of an outline."""
    starts = np.flatnonzero(shape.outline.codes == 1)[1:]
    return [part for part in np.split(shape.outline.vertices, starts) if len(part) > 1]


def test_regions_that_are_named_are_drawn() -> None:
    made = maps.compose(maps.read("examples/mali-2024"), borders=["Algeria"])

    drawing = lay_out(made, page_of(size="print-2col"))

    assert "KIDAL" in words(drawing)
    assert any(found.key == "borders-of-regions" for found in drawing.groups)


def test_no_sea_is_named_over_the_edge_of_the_earth() -> None:
    named = words(lay_out(maps.compose(maps.Report(())), Page()))

    assert "Atlantic Ocean" in " ".join(named)
    assert "Arctic" not in " ".join(named)
