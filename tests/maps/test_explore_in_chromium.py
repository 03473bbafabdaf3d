"""Maps of tables as readers meet them: columns in popups, lines and areas that open, few and many rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas
import pandas as pd
import pytest
from shapely import LineString, MultiPoint, MultiPolygon, Point, box

import maps
from tests.shared.browser import chromium, opened, violations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from maps.document import MapDocument

_HOSTILE = "<img src=x onerror=\"document.body.id='hit'\">"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def shapes() -> MapDocument:
    frame = geopandas.GeoDataFrame(
        {"name": ["Kidal", "Road", "Square", "Wells"], "note": [_HOSTILE, "b", _HOSTILE, "d"]},
        geometry=[
            Point(1.41, 18.44),
            LineString([(0, 17), (3, 17)]),
            box(2, 18, 3, 19),
            MultiPoint([(0, 19), (0.4, 19)]),
        ],
        crs="EPSG:4326",
    )
    return maps.explore(frame, colour="name", title="Four rows")


def written(document: MapDocument, folder: Path, **options: object) -> Path:
    maps.save(document, folder / "map.html", **options)  # type: ignore[arg-type]
    return folder / "map.html"


def drawn(page: Page) -> int:
    page.wait_for_selector(".leaflet-overlay-pane path", state="attached")
    return page.locator(".leaflet-overlay-pane path").count()


def test_lines_and_areas_are_drawn_and_open(browser: Browser, tmp_path: Path, shapes: MapDocument) -> None:
    with opened(browser, written(shapes, tmp_path)) as seen:
        # A line, an area and two points; the single point is a marker.
        assert drawn(seen.page) == 4
        seen.page.get_by_role("button", name="Square").last.focus()
        seen.page.keyboard.press("Enter")
        popup = seen.page.locator(".leaflet-popup")
        popup.wait_for(state="visible")

        assert "Square" in popup.inner_text()
        # What the table says is words, whatever it looks like.
        assert _HOSTILE in popup.inner_text()
        assert seen.page.evaluate("document.body.id") == ""


def test_a_click_on_an_area_opens_it(browser: Browser, tmp_path: Path, shapes: MapDocument) -> None:
    with opened(browser, written(shapes, tmp_path)) as seen:
        drawn(seen.page)
        seen.page.locator(".leaflet-overlay-pane path[aria-label='Square']").click()
        popup = seen.page.locator(".leaflet-popup")
        popup.wait_for(state="visible")

        assert "note" in popup.inner_text()


def test_an_area_across_180_degrees_has_one_outline(browser: Browser, tmp_path: Path) -> None:
    halves = MultiPolygon([box(178.2, -18.5, 180, -16.2), box(-180, -18.5, -178, -16.2)])
    frame = geopandas.GeoDataFrame({"name": ["Across"]}, geometry=[halves], crs="EPSG:4326")
    with opened(browser, written(maps.explore(frame), tmp_path)) as seen:
        assert drawn(seen.page) == 1
        outline = seen.page.locator(".leaflet-overlay-pane path").get_attribute("d")
        assert outline is not None
        assert outline.count("M") == 1


def test_shapes_are_drawn_from_shared_files_too(
    browser: Browser, tmp_path: Path, shapes: MapDocument
) -> None:
    page = written(shapes, tmp_path, assets=tmp_path / "assets")

    with opened(browser, page, ours=(tmp_path / "assets").as_uri()) as seen:
        assert drawn(seen.page) == 4
        seen.requests.clear()


def test_nothing_is_wrong_with_it_for_readers_who_do_not_see_it(
    browser: Browser, tmp_path: Path, shapes: MapDocument
) -> None:
    with opened(browser, written(shapes, tmp_path)) as seen:
        drawn(seen.page)

        assert violations(seen.page) == []
        listed = seen.page.locator(".dl-list").inner_text()
        assert all(name in listed for name in ("Kidal", "Road", "Square", "Wells"))


def test_few_rows_show_their_columns(browser: Browser, tmp_path: Path) -> None:
    table = pd.DataFrame({"place": ["Kidal", "Gao"], "deaths": [3, 12], "note": [_HOSTILE, None]})

    with opened(browser, written(maps.explore(table, colour="deaths"), tmp_path)) as seen:
        seen.page.locator(".dl-show").first.click()
        popup = seen.page.locator(".dl-popup")
        popup.wait_for(state="visible")

        assert "deaths" in popup.inner_text()
        assert _HOSTILE in popup.inner_text()
        assert seen.page.locator(".dl-legend-head").first.inner_text() == "deaths"


def test_many_rows_show_their_columns_when_they_are_opened(browser: Browser, tmp_path: Path) -> None:
    count = 400
    table = pd.DataFrame(
        {
            "lon": [0.01 * (at % 20) for at in range(count)],
            "lat": [18 + 0.01 * (at // 20) for at in range(count)],
            "actor": [f"actor {at % 30}" for at in range(count)],
            "note": [_HOSTILE if at % 2 == 0 else None for at in range(count)],
        }
    )

    with opened(browser, written(maps.explore(table, colour="actor"), tmp_path)) as seen:
        seen.page.locator(".dl-show").first.wait_for(state="visible")
        seen.page.locator(".dl-show").first.click()
        popup = seen.page.locator(".dl-popup")
        popup.wait_for(state="visible")

        text = popup.inner_text()
        assert "actor 0" in text
        assert _HOSTILE in text
        assert "22 other values" in seen.page.locator(".dl-legend").inner_text()


def test_thousands_of_areas_are_drawn_on_one_canvas(browser: Browser, tmp_path: Path) -> None:
    squares = [box(x / 10, 17 + y / 10, x / 10 + 0.09, 17.09 + y / 10) for x in range(40) for y in range(40)]
    frame = geopandas.GeoDataFrame({"count": range(1600)}, geometry=squares, crs="EPSG:4326")

    with opened(browser, written(maps.explore(frame, colour="count"), tmp_path)) as seen:
        seen.page.wait_for_selector(".leaflet-overlay-pane canvas", state="attached")

        assert seen.page.locator(".leaflet-overlay-pane path").count() == 0


def test_a_frame_that_gets_its_room_late_shows_the_map_whole(browser: Browser, tmp_path: Path) -> None:
    inner = written(maps.explore(pd.DataFrame({"place": ["Kidal", "Gao"]})), tmp_path)
    outer = tmp_path / "outer.html"
    outer.write_text(
        f'<iframe src="{inner.name}" style="display:none" width="900" height="600"></iframe>',
        encoding="utf-8",
    )

    with opened(browser, outer, ours=inner.as_uri()) as seen:
        frame = seen.page.frames[1]
        frame.wait_for_selector(".leaflet-container", state="attached")
        seen.page.evaluate("document.querySelector('iframe').style.display = 'block'")
        frame.locator(".leaflet-marker-pane button").first.wait_for(state="visible")
        seen.page.wait_for_timeout(300)

        the_map = "window[document.querySelector('.folium-map').id]"
        assert frame.evaluate(f"{the_map}.getZoom()") > 5
        # Nor can it be zoomed out to where there is no background.
        assert frame.evaluate(f"{the_map}.getMinZoom()") > 2


@pytest.fixture(scope="module")
def many_shapes() -> MapDocument:
    """Lines and areas enough for filters and a search, with dates and a column that names them."""
    count = 12
    frame = geopandas.GeoDataFrame(
        {
            "unit": [f"Unit {chr(97 + at)}" for at in range(count)],
            "deaths": [at * 7 % 13 - 2.5 for at in range(count)],
            "actor": ["JNIM", "army"] * (count // 2),
            "day": pd.date_range("2024-01-01", periods=count, freq="9D"),
        },
        geometry=[
            *(box(at % 4, 16 + at // 4, at % 4 + 0.9, 16.9 + at // 4) for at in range(count - 1)),
            Point(2.5, 20.123),
        ],
        crs="EPSG:4326",
    )
    return maps.explore(frame, colour="actor", date="day", title="Units")


def test_lines_and_areas_are_rows_of_the_table_by_their_columns(
    browser: Browser, tmp_path: Path, many_shapes: MapDocument
) -> None:
    with opened(browser, written(many_shapes, tmp_path)) as seen:
        seen.page.locator(".dl-table-toggle").click()
        heads = seen.page.locator(".dl-table thead th")
        heads.first.wait_for(state="visible")

        said = [text.strip("↑↓↕ ") for text in heads.all_inner_texts()]
        assert said == ["No.", "Date", "Row", "Precision", "deaths", "actor"]
        rows = seen.page.locator(".dl-table tbody tr")
        assert rows.count() == 12
        seen.page.get_by_role("button", name="deaths").click()
        seen.page.wait_for_function("document.querySelector('.dl-table tbody tr').innerText.includes('-2.5')")
        assert "Unit a" in rows.first.inner_text()
        rows.first.locator(".dl-show").click()
        popup = seen.page.locator(".dl-popup")
        popup.wait_for(state="visible")
        assert "1 January 2024" in popup.inner_text()


def test_lines_and_areas_are_found_and_filtered(
    browser: Browser, tmp_path: Path, many_shapes: MapDocument
) -> None:
    with opened(browser, written(many_shapes, tmp_path)) as seen:
        paths = seen.page.locator(".leaflet-overlay-pane path[aria-label^='Unit']")
        paths.first.wait_for(state="attached")
        assert paths.count() == 11
        seen.page.locator(".dl-search input").fill("unit c")
        seen.page.locator(".dl-found-list li").first.click()
        popup = seen.page.locator(".dl-popup")
        popup.wait_for(state="visible")
        assert "Unit c" in popup.inner_text()
        seen.page.keyboard.press("Escape")
        popup.wait_for(state="detached")

        seen.page.get_by_role("button", name="actor").click()
        seen.page.get_by_label("army").check()
        seen.page.wait_for_function(
            "document.querySelectorAll(\".leaflet-overlay-pane path[aria-label^='Unit']\").length === 5"
        )
        assert seen.page.locator(".dl-list-body li:visible").count() == 6
        assert "6 of 12 rows" in seen.page.locator(".dl-status").inner_text()


def test_a_timeline_of_lines_and_areas_is_there(
    browser: Browser, tmp_path: Path, many_shapes: MapDocument
) -> None:
    with opened(browser, written(many_shapes, tmp_path)) as seen:
        time = seen.page.locator(".dl-time-range")
        time.wait_for(state="visible")

        assert time.inner_text() == "1 Jan \u2013 9 Apr 2024"
        assert violations(seen.page) == []


def test_a_link_opens_an_area_and_its_popup_gives_the_focus_back(
    browser: Browser, tmp_path: Path, many_shapes: MapDocument
) -> None:
    page = written(many_shapes, tmp_path)

    with opened(browser, f"{page.as_uri()}#incident=3", ours=page.as_uri()) as seen:
        popup = seen.page.locator(".dl-popup")
        popup.wait_for(state="visible")

        assert "Unit b" in popup.inner_text()
        seen.page.keyboard.press("Escape")
        popup.wait_for(state="detached")
        assert seen.page.evaluate("document.activeElement.getAttribute('aria-label')") == "Unit b"


def test_areas_below_many_points_open_too(browser: Browser, tmp_path: Path) -> None:
    count = 400
    frame = geopandas.GeoDataFrame(
        {"name": [*(f"Point {at}" for at in range(count)), "Square"]},
        geometry=[*(Point(at % 20 / 100, 18 + at // 20 / 100) for at in range(count)), box(1, 18, 2, 19)],
        crs="EPSG:4326",
    )

    with opened(browser, written(maps.explore(frame), tmp_path)) as seen:
        seen.page.locator(".dl-search input").fill("square")
        seen.page.locator(".dl-found-list li").first.click()
        popup = seen.page.locator(".dl-popup")
        popup.wait_for(state="visible")

        assert "Square" in popup.inner_text()
        seen.page.keyboard.press("Escape")
        popup.wait_for(state="detached")
        seen.page.locator(".leaflet-overlay-pane path[aria-label='Square']").click()
        popup.wait_for(state="visible")
        assert "Square" in popup.inner_text()
