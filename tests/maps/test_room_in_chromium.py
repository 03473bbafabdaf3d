"""Where things stand on the map in Chromium: the background under every window, circles beside names."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

import maps
from maps.render.html import Framed, embed, render
from tests.shared import documents
from tests.shared.browser import chromium, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

_WINDOWS = ((320, 480), (390, 844), (1280, 480), (1280, 900), (1920, 600), (2560, 800))
# Beyond the background the map shows the colour of its element; no canvas or name hides it here.
_BARE = """() => {
  const map = document.querySelector('.folium-map');
  map.style.background = '#ff00ff';
  for (const each of map.querySelectorAll('.leaflet-control-container, .dl-labels'))
    each.style.display = 'none';
}"""
_BOXES = """(which) => [...document.querySelectorAll(which)]
  .filter((each) => !each.hidden && each.getClientRects().length)
  .map((each) => each.getBoundingClientRect())
  .map(({ x, y, width, height }) => [x, y, width, height])"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def towns() -> maps.MapDocument:
    rows = [maps.Incident(name, place_text=f"{name}, Mali") for name in ("Gao", "Mopti", "Kayes")]
    return maps.compose(maps.Report(tuple(rows)))


def _blank(page: Page) -> int:
    page.evaluate(_BARE)
    page.wait_for_timeout(350)
    shot = page.locator(".folium-map").screenshot()
    with Image.open(io.BytesIO(shot)) as image:
        pixels = np.asarray(image.convert("RGB"))
    return int((pixels == (255, 0, 255)).all(axis=2).sum())


@pytest.mark.parametrize("kind", ["page", "embed"])
def test_no_window_sees_the_end_of_the_background(
    kind: str, browser: Browser, tmp_path: Path, towns: maps.MapDocument
) -> None:
    path = tmp_path / "map.html"
    path.write_bytes(embed(towns, Framed("x", 1.5, "map.html")).html if kind == "embed" else render(towns))
    with opened(browser, path, reduced_motion="reduce") as seen:
        page = seen.page
        page.locator(".dl-marker").first.wait_for()
        for wide, high in _WINDOWS:
            page.set_viewport_size({"width": wide, "height": high})
            assert _blank(page) == 0, (wide, high)
            assert page.locator(".dl-marker:visible").count() == 3
            map_box = page.locator(".folium-map").bounding_box()
            assert map_box is not None
            for x, y, width, height in page.evaluate(_BOXES, ".dl-marker"):
                assert map_box["x"] <= x + width / 2 <= map_box["x"] + map_box["width"]
                assert map_box["y"] <= y + height / 2 <= map_box["y"] + map_box["height"]
        # Nor who moves as far out as it goes, and to the side.
        for key in ("Minus", "Minus", "Minus", "Minus", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowUp"):
            page.locator(".folium-map").press(key)
        assert _blank(page) == 0


def test_circles_of_a_crowd_touch_no_other_and_no_marker(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    path.write_bytes(render(documents.crowd(200)))
    with opened(browser, path) as seen:
        seen.page.locator(".dl-cluster").first.wait_for()
        circles = seen.page.evaluate(_BOXES, ".dl-cluster")
        markers = seen.page.evaluate(_BOXES, ".dl-marker")
        assert (
            sum(int(text) for text in seen.page.locator(".dl-cluster").all_inner_texts()) + len(markers)
            == 200
        )
        for at, (x, y, width, height) in enumerate(circles):
            for left, top, wide, high in [*circles[at + 1 :], *markers]:
                dx, dy = left + wide / 2 - x - width / 2, top + high / 2 - y - height / 2
                assert (dx * dx + dy * dy) ** 0.5 >= width / 2 + min(wide, 36) / 2 - 4


def test_no_name_lies_under_the_buttons(browser: Browser, tmp_path: Path, towns: maps.MapDocument) -> None:
    path = tmp_path / "map.html"
    path.write_bytes(render(towns))
    with opened(browser, path) as seen:
        seen.page.locator(".dl-buttons").wait_for()
        for x, y, width, height in seen.page.evaluate(_BOXES, ".leaflet-control-zoom, .dl-buttons"):
            for left, top, wide, high in seen.page.evaluate(_BOXES, ".dl-labels text"):
                assert left + wide <= x or left >= x + width or top + high <= y or top >= y + height


def test_the_button_that_closes_a_popup_leaves_the_ring_of_its_focus_whole(
    browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "map.html"
    path.write_bytes(render(documents.one()))
    with opened(browser, path) as seen:
        seen.page.locator(".dl-marker").first.press("Enter")
        seen.page.get_by_role("dialog").wait_for()
        ring = seen.page.evaluate(
            """() => {
              const content = document.querySelector('.leaflet-popup-content');
              const { right, top } = content.getBoundingClientRect();
              const away = parseFloat(getComputedStyle(content).outlineOffset);
              return [right + away, top - away];
            }"""
        )
        ((x, y, width, _),) = seen.page.evaluate(_BOXES, ".dl-close")
        assert ring[0] >= x + width
        assert ring[1] <= y
