"""Popups and links to them in Chromium: all of a popup is seen, and an address says what its sender saw."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest

from geo import LonLat
from maps.render.html import Framed, embed, page
from tests.shared import documents
from tests.shared.browser import chromium, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from maps.document import MapDocument

_MAP = "window[document.querySelector('.folium-map').id]"
_COUNT = 40
_ASIDE = """(() => {
  const control = L.control({ position: "topright" });
  control.onAdd = () => {
    const box = document.createElement("div");
    box.style.cssText = "width: 90px; height: 200px";
    return box;
  };
  control.addTo(%s);
})()"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def _spread(language: str = "en") -> MapDocument:
    """Incidents all over the map, of three types and as many dates, every third with many claims."""
    base = documents.mali()
    marks = tuple(
        dataclasses.replace(
            base.incidents[n % 3],
            id=f"R{n:03}",
            number=n + 1,
            title=f"Report {n + 1}",
            category=("ambush", "attack", "strike")[n % 3],
            when_edtf=f"2024-{1 + n % 12:02}-01",
            point=LonLat(-8 + n * 7 % 150 / 10, 13 + n * 13 % 95 / 10),
            area=None,
        )
        for n in range(_COUNT)
    )
    return dataclasses.replace(base, incidents=marks, language=language)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "map.html"
    path.write_bytes(page(_spread()).html)
    return path


def _settle(seen: Page) -> None:
    # Longer than the pause after which the address is written.
    seen.wait_for_timeout(400)


def _box(seen: Page, selector: str) -> dict[str, float]:
    found: dict[str, float] = seen.locator(selector).evaluate("one => one.getBoundingClientRect().toJSON()")
    return found


def _popup_is_clear(seen: Page) -> bool:
    """Whether all of the popup is on the map, and no control lies on it."""
    popup, frame = _box(seen, ".leaflet-popup-content-wrapper"), _box(seen, ".folium-map")
    controls: list[dict[str, float]] = seen.locator(".leaflet-control").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().toJSON()).filter(({ width }) => width)"
    )
    assert len(controls) >= 2
    inside = all(popup[edge] >= frame[edge] for edge in ("left", "top")) and all(
        popup[edge] <= frame[edge] for edge in ("right", "bottom")
    )
    return inside and not any(
        popup["left"] < one["right"]
        and one["left"] < popup["right"]
        and popup["top"] < one["bottom"]
        and one["top"] < popup["bottom"]
        for one in controls
    )


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("aside", [False, True])
def test_no_popup_lies_under_the_buttons(
    browser: Browser, tmp_path: Path, language: str, *, aside: bool
) -> None:
    path = tmp_path / "map.html"
    path.write_bytes(page(_spread(language)).html)
    with opened(browser, path, reduced_motion="reduce") as seen:
        if aside:
            seen.page.evaluate(_ASIDE % _MAP)
        # In the corners and near the buttons.
        for number in (0, 3, 24, 36, 39):
            seen.page.locator(".dl-show").nth(number).click()
            seen.page.get_by_role("dialog").wait_for()
            assert _popup_is_clear(seen.page), number + 1


@pytest.mark.parametrize("width", [570, 800])
def test_no_popup_of_an_embed_lies_under_the_buttons(browser: Browser, tmp_path: Path, width: int) -> None:
    path = tmp_path / "embed.html"
    framed = Framed("a-map", 1.5, "https://maps.example.org/map.html")
    path.write_bytes(embed(documents.mali(), framed).html)
    with opened(browser, path, viewport={"width": width, "height": 600}, reduced_motion="reduce") as seen:
        for marker in seen.page.locator(".dl-marker").all():
            # By keyboard: the popup before may cover it.
            marker.press("Enter")
            seen.page.get_by_role("dialog").wait_for()
            assert _popup_is_clear(seen.page)


def test_a_popup_has_room_below_a_control_that_is_wide(browser: Browser, file: Path) -> None:
    with opened(browser, file, reduced_motion="reduce", viewport={"width": 640, "height": 900}) as seen:
        seen.page.evaluate((_ASIDE % _MAP).replace("90px; height: 200px", "300px; height: 40px"))
        seen.page.locator(".dl-show").nth(39).click()
        seen.page.get_by_role("dialog").wait_for()
        assert _popup_is_clear(seen.page)
        assert _box(seen.page, ".leaflet-popup-content-wrapper")["width"] > 400


def _again(browser: Browser, path: Path, address: str, **context: Any) -> tuple[bool, str]:  # noqa: ANN401
    """Whether the popup of a link is clear, and what the address is then."""
    with opened(browser, path, reduced_motion="reduce", **context) as seen:
        seen.page.goto("about:blank")
        seen.page.goto(address)
        seen.page.get_by_role("dialog").wait_for()
        _settle(seen.page)
        clear, now = _popup_is_clear(seen.page), seen.page.url
        seen.requests.clear()
    return clear, now


@pytest.mark.parametrize("number", [1, 40])
def test_a_link_opens_what_its_sender_saw(browser: Browser, file: Path, number: int) -> None:
    with opened(browser, file, reduced_motion="reduce") as seen:
        seen.page.get_by_role("button", name=f"Report {number}", exact=True).click()
        _settle(seen.page)
        sent = seen.page.url
    assert "&map=" in sent
    assert _again(browser, file, sent) == (True, sent)
    # In a smaller window the map moves as far as the popup needs.
    clear, there = _again(browser, file, sent, viewport={"width": 1000, "height": 640})
    assert clear
    assert there.partition("&map=")[0] == sent.partition("&map=")[0]


def test_a_link_is_followed_while_the_address_is_written(browser: Browser, file: Path) -> None:
    with opened(browser, file, reduced_motion="reduce") as seen:
        # As when a reader follows a link a moment after moving the map.
        seen.page.evaluate(
            "location.hash = 'incident=R004'; history.replaceState(null, '', '#incident=R001')"
        )
        seen.page.get_by_role("dialog").get_by_role("heading", name="Report 5").wait_for()
        _settle(seen.page)
        assert "#incident=R004" in seen.page.url
        seen.requests.clear()


@pytest.mark.parametrize("view", ["8/17.439/-1.654", "10/18.0001/1.2345"])
def test_an_address_keeps_its_view_until_the_map_is_moved(browser: Browser, file: Path, view: str) -> None:
    with opened(browser, file, reduced_motion="reduce") as seen:
        address = f"{file.as_uri()}#map={view}"
        seen.page.goto("about:blank")
        seen.page.goto(address)
        for _ in range(3):
            # What is written anew is not what was given: opening and closing an incident writes all of it.
            seen.page.evaluate(f"{_MAP}.fire('moveend')")
            _settle(seen.page)
            assert seen.page.url == address
            seen.page.reload()
        seen.page.locator(".folium-map").press("ArrowRight")
        _settle(seen.page)
        zoom, lat, lon = map(float, seen.page.url.partition("#map=")[2].split("/"))
        given = [float(part) for part in view.split("/")]
        assert zoom == given[0]
        assert lat == pytest.approx(given[1], abs=0.01)
        assert lon > given[2] + 0.01
        seen.requests.clear()
