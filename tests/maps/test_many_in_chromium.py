"""A page of many incidents in Chromium: what is drawn, counted, said, opened, and by which means."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

import maps
from maps.render import html_data
from tests.shared import documents
from tests.shared.browser import chromium, opened, violations, wait

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from maps.document import MapDocument


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this module."""
    with chromium() as running:
        yield running


def _write(document: MapDocument, folder: Path, name: str = "many.html") -> Path:
    path = folder / name
    maps.save(document, path)
    return path


@pytest.fixture
def crowd(tmp_path: Path) -> Path:
    """A page of 1,200 incidents."""
    return _write(documents.crowd(1200), tmp_path)


# Keeps what is drawn: each crowd with its count and where it is on the screen.
_LOOK = """
window.looked = [];
const look = setInterval(() => {
  if (!window.Dateline || !Dateline.crowds || Dateline.crowds.looked) return;
  const own = Dateline.crowds;
  Dateline.crowds = Object.assign((...given) => (window.looked = own(...given)), own, { looked: true });
  clearInterval(look);
}, 0);
"""
_REDRAW = "window[document.querySelector('.folium-map').id].fire('moveend')"


def _drawn(page: Page) -> None:
    wait(page, "performance.getEntriesByName('dateline:markers').length > 0")
    page.wait_for_selector(".dl-many .dl-show")


def _crowds(page: Page) -> list[dict[str, float]]:
    page.evaluate(_REDRAW)
    found: list[dict[str, float]] = page.evaluate(
        """(() => {
          const map = window[document.querySelector('.folium-map').id];
          return looked.map(({ x, middle, count, first }) => {
            const at = map.layerPointToContainerPoint([x, middle]);
            return { x: at.x, y: at.y, count, first };
          });
        })()"""
    )
    return found


def _click(page: Page, crowd: dict[str, float]) -> None:
    box = page.locator(".folium-map").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + crowd["x"], box["y"] + crowd["y"])


def _tab_to_incidents(page: Page) -> None:
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('dl-cursor')"):
            wait(page, "document.activeElement.getAttribute('aria-label')")
            return
    pytest.fail("the incidents are not reached by Tab")


def _name(page: Page) -> str:
    name: str = page.evaluate("document.activeElement.getAttribute('aria-label')")
    return name


def test_counts_are_exact(browser: Browser, crowd: Path) -> None:
    with opened(browser, crowd, init=_LOOK) as seen:
        _drawn(seen.page)
        crowds = _crowds(seen.page)
        assert sum(crowd["count"] for crowd in crowds) == 1200
        assert max(crowd["count"] for crowd in crowds) > 20
        assert seen.page.inner_text(".dl-list .dl-count").startswith("1,200 ")


def test_circles_do_not_cover_each_other(browser: Browser, crowd: Path) -> None:
    with opened(browser, crowd, init=_LOOK) as seen:
        _drawn(seen.page)
        crowds = _crowds(seen.page)
        assert len(crowds) > 10
        for at, one in enumerate(crowds):
            for other in crowds[:at]:
                assert (one["x"] - other["x"]) ** 2 + (one["y"] - other["y"]) ** 2 > 26**2


def test_a_filter_leaves_what_it_lets_through(browser: Browser, crowd: Path) -> None:
    watch = _LOOK + "window.stores = [];"
    with opened(browser, crowd, init=watch) as seen:
        _drawn(seen.page)
        seen.page.evaluate(
            """(() => {
              const own = Dateline.crowds;
              const keep = (store, ...more) => { window.kept = store; return own(store, ...more); };
              Dateline.crowds = Object.assign(keep, own);
            })()"""
        )
        _crowds(seen.page)
        seen.page.evaluate("kept.filter((index) => index % 10 === 0)")
        assert sum(crowd["count"] for crowd in _crowds(seen.page)) == 120
        wait(seen.page, "document.querySelector('.dl-list .dl-count').textContent.startsWith('120 ')")


def test_the_list_shows_a_hundred_and_then_more(browser: Browser, crowd: Path) -> None:
    with opened(browser, crowd) as seen:
        _drawn(seen.page)
        assert seen.page.locator(".dl-many li").count() == 100
        seen.page.click(".dl-list .dl-more-incidents")
        wait(seen.page, "document.querySelectorAll('.dl-many li').length === 200")
        assert "Incident 150" in seen.page.locator(".dl-many li").nth(149).inner_text()


@pytest.mark.parametrize("phone", [False, True])
def test_a_headline_of_the_list_opens_its_incident(browser: Browser, crowd: Path, *, phone: bool) -> None:
    with opened(browser, crowd, phone=phone) as seen:
        _drawn(seen.page)
        seen.page.locator(".dl-many .dl-show").nth(6).click()
        assert "Incident 7" in seen.page.inner_text(".dl-popup .dl-heading")
        seen.page.keyboard.press("Escape")
        assert seen.page.evaluate("document.activeElement.textContent") == "Incident 7"


def test_every_incident_in_sight_is_named_and_opened_by_keyboard(browser: Browser, crowd: Path) -> None:
    with opened(browser, crowd, reduced_motion="reduce") as seen:
        page = seen.page
        _drawn(page)
        _tab_to_incidents(page)
        assert (
            _name(seen.page)
            == "Incident 1 of 1,200 shown: Incident 1. 25 to 27 July 2024. Near the point shown."
        )
        names = set()
        for _ in range(25):
            page.keyboard.press("ArrowRight")
            wait(
                page,
                "[...document.querySelectorAll('.folium-map [role=status]')]"
                ".some((one) => one.textContent === document.activeElement.getAttribute('aria-label'))",
            )
            names.add(_name(page))
        assert len(names) >= 24
        for key, number in (("End", 1200), ("Home", 1), ("PageDown", 11), ("ArrowLeft", 10)):
            page.keyboard.press(key)
            wait(page, f"document.activeElement.getAttribute('aria-label').includes(' Incident {number}.')")
        ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert ring == "solid"
        page.keyboard.press("Enter")
        assert "Incident 10" in page.inner_text(".dl-popup .dl-heading")
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.classList.contains('dl-cursor')")


def test_a_click_on_a_circle_comes_closer_and_at_one_place_lists_all(
    browser: Browser, tmp_path: Path
) -> None:
    crowd = documents.crowd(400)
    with opened(browser, _write(crowd, tmp_path), init=_LOOK, reduced_motion="reduce") as seen:
        _drawn(seen.page)
        zoom = "window[document.querySelector('.folium-map').id].getZoom()"
        for _ in range(12):
            # The heap of 24 at one place, whatever else is counted with it at this zoom.
            heap = next(one for one in _crowds(seen.page) if one["count"] >= 24 and one["first"] <= 6)
            before = seen.page.evaluate(zoom)
            _click(seen.page, heap)
            seen.page.wait_for_timeout(200)
            if seen.page.locator(".dl-menu").count():
                break
            assert seen.page.evaluate(zoom) > before
        entries = seen.page.locator(".dl-menu li")
        assert entries.count() >= 24
        entries.nth(3).locator("button").click()
        assert seen.page.inner_text(".dl-popup .dl-heading").startswith("10")


def test_a_single_marker_shows_its_title_and_opens(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, _write(documents.crowd(400), tmp_path), init=_LOOK, reduced_motion="reduce") as seen:
        _drawn(seen.page)
        seen.page.evaluate("window[document.querySelector('.folium-map').id].setZoom(8)")
        box = seen.page.locator(".folium-map").bounding_box()
        assert box is not None
        inside = [
            one
            for one in _crowds(seen.page)
            if one["count"] == 1 and 80 < one["x"] < box["width"] - 80 and 80 < one["y"] < box["height"] - 80
        ]
        one = inside[0]
        seen.page.mouse.move(box["x"] + one["x"], box["y"] + one["y"])
        title = f"Incident {one['first'] + 1}"
        wait(seen.page, f"document.querySelector('.dl-tip-shown')?.textContent === '{title}'")
        _click(seen.page, one)
        assert title in seen.page.inner_text(".dl-popup .dl-heading")


# An element as what it holds, whatever the blanks between its parts.
_PLAIN = """
(element) => {
  const plain = (node) => node.nodeType === Node.TEXT_NODE
    ? node.textContent.replace(/\\s+/g, " ")
    : { tag: node.localName, is: named(node.attributes), holds: inside(node) };
  const named = (attributes) => Object.fromEntries(Array.from(attributes, (one) => [one.name, one.value]));
  const inside = (node) => {
    const parts = [];
    for (const child of node.childNodes) {
      const part = plain(child);
      const last = parts.length - 1;
      if (typeof part === "string" && typeof parts[last] === "string") parts[last] += part;
      else parts.push(part);
    }
    return parts.map((part) => (typeof part === "string" ? part.trim() : part)).filter((part) => part !== "");
  };
  return plain(element);
}
"""


@pytest.mark.parametrize("number", [1, 2, 3])
def test_few_and_many_say_the_same_of_an_incident(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    mali = documents.mali()
    marks = (dataclasses.replace(mali.incidents[0], actors=("JNIM", "CSP-PSD")), *mali.incidents[1:])
    said = []
    for most in (300, 2):
        monkeypatch.setattr(html_data, "MOST_MARKERS", most)
        path = _write(dataclasses.replace(mali, incidents=marks), tmp_path)
        with opened(browser, path) as seen:
            seen.page.locator(".dl-show").nth(number - 1).click()
            said.append(seen.page.locator(".dl-popup .dl-incident").evaluate(_PLAIN))
    assert said[0] == said[1]


@pytest.mark.parametrize("window", ["light", "dark", "phone", "arabic"])
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, window: str) -> None:
    document = dataclasses.replace(documents.crowd(400), language="ar" if window == "arabic" else "en")
    # A popup that is still fading in has colours of its own.
    options = {"reduced_motion": "reduce", "color_scheme": "dark" if window == "dark" else "light"}
    with opened(browser, _write(document, tmp_path), phone=window == "phone", **options) as seen:
        _drawn(seen.page)
        assert violations(seen.page) == []
        _tab_to_incidents(seen.page)
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_selector(".dl-popup .dl-incident")
        assert violations(seen.page) == []


def test_no_text_of_many_runs(browser: Browser, tmp_path: Path) -> None:
    run = "document.title='ran'"
    attack = f'</script><img src=x onerror="{run}"><script>{run}</script>$&\x7f\\u003c'
    marks = tuple(
        dataclasses.replace(
            mark,
            title=f"{attack} {mark.number}",
            place_text=attack,
            place_name=attack,
            basis=attack,
            actors=(attack,),
        )
        for mark in documents.crowd(400).incidents
    )
    path = _write(dataclasses.replace(documents.crowd(400), incidents=marks), tmp_path)
    with opened(browser, path) as seen:
        _drawn(seen.page)
        seen.page.locator(".dl-many .dl-show").nth(2).click()
        heading = seen.page.locator(".dl-popup .dl-title")
        assert heading.text_content() == f"{attack} 3".replace("\x7f", "\ufffd")
        assert seen.page.locator(".dl-popup img").count() == 0
        assert seen.page.title() == "Ambush at Tinzaouaten"


def test_areas_are_drawn_for_those_that_stand_alone(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html_data, "MOST_MARKERS", 2)
    shades = []
    for area in (documents.mali().incidents[2].area, None):
        mali = documents.mali()
        marks = (*mali.incidents[:2], dataclasses.replace(mali.incidents[2], area=area))
        path = _write(dataclasses.replace(mali, incidents=marks), tmp_path)
        with opened(browser, path) as seen:
            wait(seen.page, "performance.getEntriesByName('dateline:markers').length > 0")
            shades.append(
                seen.page.evaluate(
                    """(() => { const canvas = document.querySelector('.dl-canvas');
                    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                    let painted = 0;
                    for (let at = 3; at < data.length; at += 4) if (data[at]) painted += 1;
                    return painted; })()"""
                )
            )
    assert shades[0] > shades[1] + 5000


def test_a_page_cut_off_in_its_texts_still_shows_where(browser: Browser, tmp_path: Path, crowd: Path) -> None:
    page = crowd.read_bytes()
    cut = tmp_path / "cut.html"
    cut.write_bytes(page[: page.index(b"_lines_0")])
    with opened(browser, cut) as seen:
        wait(seen.page, "performance.getEntriesByName('dateline:markers').length > 0")


def test_many_work_in_a_sandboxed_frame(browser: Browser, crowd: Path, tmp_path: Path) -> None:
    holder = tmp_path / "holder.html"
    inner = crowd.read_text(encoding="utf-8").replace("&", "&amp;").replace('"', "&quot;")
    holder.write_text(f'<iframe sandbox="allow-scripts" width="1000" height="800" srcdoc="{inner}"></iframe>')
    with opened(browser, holder) as seen:
        frame = seen.page.frame_locator("iframe")
        frame.locator(".dl-many .dl-show").nth(2).click()
        assert "Incident 3" in frame.locator(".dl-popup .dl-heading").inner_text()


def test_a_folium_map_draws_many_too(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "notebook.html"
    maps.to_folium(documents.crowd(400)).save(str(path))
    with opened(browser, path, reduced_motion="reduce") as seen:
        wait(seen.page, "performance.getEntriesByName('dateline:markers').length > 0")
