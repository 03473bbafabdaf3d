"""A map of the whole world in windows of extreme shapes: it ends with the world, and cuts no incident off."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from geo import BBox, LonLat
from maps.document import BasemapLayer
from maps.render.html import Framed, embed
from tests.shared import documents
from tests.shared.browser import chromium, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

_SHAPES = [(320, 256), (2560, 400), (400, 1400), (1280, 900)]
_SEEN = """() => {
    const map = window[document.querySelector(".folium-map").id];
    const bounds = map.getBounds();
    const { x, y } = map.getSize();
    const marks = Array.from(document.querySelectorAll(".dl-marker:not([hidden]), .dl-cluster"), (one) => {
        const box = one.getBoundingClientRect();
        return [box.left + box.width / 2, box.top + box.height / 2];
    });
    const frame = map.getContainer().getBoundingClientRect();
    const inside = ([x, y]) => x > frame.left && x < frame.right && y > frame.top && y < frame.bottom;
    return {
        beyond: Math.max(-180 - bounds.getWest(), bounds.getEast() - 180),
        high: map.project([-85, 0]).y - map.project([85, 0]).y - y,
        cut: marks.filter((at) => !inside(at)).length,
        marks: marks.length,
        size: [x, y],
    };
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = documents.mali()
    places = [LonLat(-175, -16), LonLat(170, 66), LonLat(-150, 68), LonLat(20, 0), LonLat(145, -38)]
    marks = tuple(
        dataclasses.replace(base.incidents[0], id=f"i{n}", number=n + 1, point=point, area=None)
        for n, point in enumerate(places)
    )
    land = BasemapLayer("land", base.basemap[0].geometry)
    document = dataclasses.replace(
        base, incidents=marks, view=BBox(-180, -60, 180, 85), basemap=(land,), borders=(), labels=()
    )
    path = tmp_path_factory.mktemp("world") / "embed.html"
    path.write_bytes(embed(document, Framed("world", 1.5, "map.html")).html)
    return path


@pytest.mark.parametrize(("wide", "high"), _SHAPES)
def test_nothing_is_shown_beyond_the_world(browser: Browser, page: Path, wide: int, high: int) -> None:
    with opened(browser, page, viewport={"width": wide, "height": high}) as seen:
        for size in [(wide, high), (500, 500), (wide, high)]:
            seen.page.set_viewport_size({"width": size[0], "height": size[1]})
            seen.page.wait_for_timeout(500)
            found = seen.page.evaluate(_SEEN)
            assert found["beyond"] <= 0.5
            assert found["high"] >= -1
            assert found["marks"] >= 1
            assert found["cut"] == 0
            assert min(found["size"]) > 150
