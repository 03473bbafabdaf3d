"""The names of a map, chosen for the frame of its page."""

from __future__ import annotations

from dataclasses import replace

import pytest
import shapely

import maps
from geo import distance_m
from geo.points import BBox, LonLat
from geo.regions import admin1_codes_at
from maps.document import Label, MapDocument
from maps.render.static import background, lay_out
from maps.render.static.drawing import Box
from maps.render.static.page import Page
from maps.render.static.projection import project
from maps.render.static.reframe import reframed
from maps.render.static.scene import Scene
from maps.render.static.style import load

STYLE = load("light")
PAGE = Box(0, 0, 900, 600)


def composed(*points: LonLat, view: BBox | None = None, **more: object) -> MapDocument:
    incidents = tuple(maps.Incident(f"i{n}", title="Ambush", point=at) for n, at in enumerate(points))
    return maps.compose(maps.Report(incidents), view=view, **more)  # type: ignore[arg-type]


def named(document: MapDocument, page: Box = PAGE) -> tuple[Scene, dict[str, Label]]:
    projected = project(document.content or document.view, page)
    scene = Scene(projected, document.worldview)
    shown = reframed(document, scene, background.focus(document, scene), STYLE)
    # The Niger is a river too.
    return scene, {label.text: label for label in shown.labels if label.kind != "river"}


def test_a_country_is_named_in_its_visible_part() -> None:
    scene, names = named(composed(LonLat(-1, 14.5), view=BBox(-4, 13, 2, 16)))
    for text, code in (("Burkina Faso", "BF"), ("Mali", "ML"), ("Niger", "NE")):
        land = max((shapely.Polygon(ring) for ring in scene.region([code])), key=lambda ring: ring.area)
        at = shapely.Point(*scene.projected.point(names[text].point))
        assert shapely.box(*PAGE).contains(at)
        assert land.contains(at)
        assert land.boundary.distance(at) > 10


def test_the_name_of_a_country_stays_clear_of_incidents() -> None:
    at = LonLat(-1.5, 17.5)
    scene, names = named(composed(at, view=BBox(-8, 12, 5, 23)))
    x, y = scene.projected.point(names["Mali"].point)
    marker = scene.projected.point(at)
    assert max(abs(x - marker[0]), abs(y - marker[1])) >= STYLE.size["marker"]


def test_a_country_of_which_a_corner_is_seen_has_no_name() -> None:
    _, names = named(composed(LonLat(1.4, 18.4), view=BBox(-4.5, 17, 2, 20.4)))
    assert "Mali" in names
    assert "Mauritania" not in names


def test_countries_that_the_map_is_about_are_named_before_others_of_their_size() -> None:
    _, names = named(composed(LonLat(9, 17)))
    assert names["Niger"].rank < min(names[text].rank for text in names if text != "Niger")


def test_a_smaller_page_has_fewer_towns() -> None:
    document = composed(LonLat(4.3, 50.8), LonLat(13.4, 52.5))
    towns = [
        sum(label.kind in {"capital", "city", "town"} for label in named(document, page)[1].values())
        for page in (Box(0, 0, 1800, 1200), PAGE, Box(0, 0, 300, 200))
    ]
    assert towns[0] > towns[1] > towns[2] >= 1


def test_the_page_names_what_its_corners_show_at_any_aspect() -> None:
    document = composed(LonLat(2.966, 19.955), LonLat(-4.18, 14.48))
    high, wide = Box(0, 0, 506, 900), Box(0, 0, 1200, 400)
    assert "Ghana" in named(document, high)[1]
    assert {"Mauritania", "Niger"} <= set(named(document, wide)[1])


@pytest.mark.parametrize(("language", "expected"), [("fr", "Algérie"), ("ar", "الجزائر")])
def test_names_are_in_the_language_of_the_map(language: str, expected: str) -> None:
    _, names = named(composed(LonLat(1.4, 22.4), language=language))
    assert expected in names


def test_a_document_that_was_made_elsewhere_keeps_its_names() -> None:
    own = (Label("Camp 7", LonLat(1, 18), "town", 10),)
    document = replace(composed(LonLat(1.4, 18.4)), labels=own, content=None)
    assert "Camp 7" in named(document)[1]
    assert named(replace(document, labels=()))[1] == {}


def test_the_document_tells_its_content_and_its_worldview() -> None:
    document = composed(LonLat(1.4, 18.4), LonLat(1.4, 28.4), worldview="MA", borders=["Algeria"])
    assert document.content is not None
    assert document.content.width_deg < document.view.width_deg
    assert document.worldview == "MA"
    assert document.borders[0].countries == ("DZ",)
    assert document.incidents[0].countries == ("ML",)
    assert MapDocument.from_dict(document.to_dict()) == document


def test_the_view_of_the_caller_is_what_the_map_shows() -> None:
    town = BBox(2.9, 19.9, 3.03, 20.0)
    document = composed(LonLat(2.966, 19.955), view=town)
    assert document.view == document.content == town
    assert "Tinzaouaten" in {text.text for text in lay_out(document, Page()).texts()}


def test_a_map_looks_the_same_on_every_run() -> None:
    document = composed(LonLat(1.4, 18.4), borders=["Algeria"])
    first, second = (lay_out(document, Page()) for _ in range(2))
    assert list(first.texts()) == list(second.texts())


def test_the_legend_explains_no_disputed_line_that_is_elsewhere() -> None:
    def words(document: MapDocument) -> str:
        return " ".join(text.text for text in lay_out(document, Page()).texts())

    # Algeria's border is disputed towards Morocco alone.
    assert "Disputed" not in words(composed(LonLat(2.966, 19.955), borders=["Algeria"]))
    assert "Disputed" in words(composed(LonLat(-8, 31.6), LonLat(-13.2, 27.1)))


def test_a_view_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match=r"a view of 0 by 0 degrees shows nothing; give 0.001"):
        composed(LonLat(3, 20), view=BBox(3, 20, 3, 20))


def test_on_a_map_of_a_continent_countries_are_named_before_capitals() -> None:
    _, names = named(composed(LonLat(20, 5), view=BBox(-20, -36, 55, 38)))
    countries = [label.rank for label in names.values() if label.kind == "country"]
    towns = [label.rank for label in names.values() if label.kind in {"capital", "city", "town"}]
    assert {"Kenya", "Madagascar", "Nigeria", "South Africa", "Ethiopia"} <= set(names)
    assert max(countries) < min(towns)


def test_a_name_wider_than_its_country_lies_over_the_sea_rather_than_over_others() -> None:
    scene, names = named(composed(LonLat(20, 5), view=BBox(-20, -36, 55, 38)))
    x, y = scene.projected.point(names["Madagascar"].point)
    half = 0.5 * 0.75 * STYLE.size["country"] * len("Madagascar") / 2
    assert scene.codes_at([(x - half, y), (x, y), (x + half, y)]) == {"MG"}


def test_towns_stand_as_far_apart_at_any_scale() -> None:
    for height in (2.0, 2.9, 4.1, 5.8):
        scene, names = named(
            composed(LonLat(7, 50), view=BBox(7 - height, 50 - height / 2, 7 + height, 50 + height / 2))
        )
        at = [
            scene.projected.point(label.point) for label in names.values() if label.kind in {"city", "town"}
        ]
        away = [max(abs(x - a), abs(y - b)) for x, y in at for a, b in at if (x, y) != (a, b)]
        assert len(at) > 30
        assert min(away) >= 5 * STYLE.size["town"]


def regions(names: dict[str, Label]) -> set[str]:
    return {label.text for label in names.values() if label.kind == "admin1"}


def test_regions_of_the_countries_that_a_map_is_about_are_named() -> None:
    document = composed(LonLat(1.4, 18.4), view=BBox(-5, 15, 4, 21))
    scene, names = named(document, Box(0, 0, 901, 600))
    assert {"Timbuktu", "Gao"} <= {label.text for label in names.values()}
    shown = reframed(document, scene, frozenset({"ML"}), STYLE).labels
    found = {label.text: label for label in shown if label.kind == "admin1"}
    assert {"Kidal", "Gao", "Timbuktu"} <= set(found)
    assert not {"Agadez", "Tamanrasset"} & set(found)
    # Ménaka was a part of Gao when the outlines were drawn: the name stays out of it.
    assert admin1_codes_at(found["Gao"].point) == ("ML-7", "ML.09")
    assert distance_m(found["Gao"].point, LonLat(-0.04, 16.27)) < distance_m(
        found["Gao"].point, LonLat(2.4, 15.92)
    )


@pytest.mark.parametrize(
    ("at", "view", "there", "never"),
    [
        (LonLat(4, 7.5), BBox(2.5, 6, 9, 9.5), "Oyo", "Oyo State"),
        (LonLat(36, 50), BBox(30, 46, 40, 51), "Kharkiv", "Kharkivska oblast"),
        (LonLat(26, -28.5), BBox(24, -32, 31, -26), "Free State", "Free"),
    ],
)
def test_regions_are_called_as_readers_know_them(at: LonLat, view: BBox, there: str, never: str) -> None:
    document = composed(at, view=view)
    scene, _ = named(document)
    shown = reframed(document, scene, background.focus(document, scene), STYLE).labels
    found = {label.text for label in shown if label.kind == "admin1"}
    assert there in found
    assert never not in found


def test_a_map_of_a_continent_names_no_regions() -> None:
    _, names = named(composed(LonLat(1.4, 18.4), view=BBox(-20, -10, 25, 35)))
    assert not regions(names)
