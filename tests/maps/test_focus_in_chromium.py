"""Where the keyboard's focus is when what had it goes away, and what is seen of what has it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from geo import LonLat
from maps.render.html import render
from tests.shared import documents
from tests.shared.browser import chromium, opened, wait

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

_ON = "document.activeElement.getAttribute('aria-label')"
_ON_MAP = "document.activeElement.classList.contains('folium-map')"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve incidents: eight that stand alone, every second an ambush, and four that a cluster counts."""
    base = documents.mali().incidents[0]
    alone = [LonLat(-8.0 + 2 * n, 14.0 + n) for n in range(8)]
    close = [LonLat(5.0, 14.0), LonLat(5.2, 14.0), LonLat(5.0, 14.2), LonLat(6.0, 15.0)]
    marks = tuple(
        dataclasses.replace(
            base,
            id=f"i{n}",
            number=n + 1,
            title=f"Report {n + 1}",
            category="ambush" if n % 2 else "strike",
            point=point,
            area=None,
        )
        for n, point in enumerate([*alone, *close])
    )
    path = tmp_path_factory.mktemp("focus") / "map.html"
    path.write_bytes(render(dataclasses.replace(documents.mali(), incidents=marks, borders=())))
    return path


def _choose(page: Page, choice: str) -> None:
    """Filters as a link does, or time that passes: without a control that takes the focus."""
    page.evaluate(f"location.hash = '{choice}'")
    wait(page, "document.querySelector('.dl-shown').textContent")


def test_a_marker_that_is_filtered_away_leaves_the_focus_at_the_map(
    browser: Browser, page_file: Path
) -> None:
    with opened(browser, page_file) as seen:
        page = seen.page
        page.get_by_role("button", name="Incident 3: ").focus()
        _choose(page, "type=ambush")
        assert page.evaluate(_ON_MAP)


def test_a_popup_that_is_filtered_away_leaves_the_focus_at_the_map(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as seen:
        page = seen.page
        page.get_by_role("button", name="Incident 3: ").press("Enter")
        page.get_by_role("dialog", name="Report 3").wait_for()
        _choose(page, "type=ambush")
        page.get_by_role("dialog").wait_for(state="detached")
        assert page.evaluate(_ON_MAP)


def test_a_marker_that_stays_keeps_the_focus(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as seen:
        page = seen.page
        page.get_by_role("button", name="Incident 2: ").focus()
        _choose(page, "type=ambush")
        assert page.evaluate(_ON).startswith("Incident 2: ")


def test_who_opens_a_cluster_goes_on_at_what_was_in_it(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as seen:
        page = seen.page
        cluster = page.locator(".dl-cluster").first
        cluster.press("Enter")
        wait(page, f"!{_ON_MAP} && /Incident (9|10|11|12): |here/.test({_ON})")
        assert page.evaluate("document.activeElement.getClientRects().length") == 1


def test_a_list_entry_that_is_filtered_away_leaves_the_focus_at_the_next(
    browser: Browser, page_file: Path
) -> None:
    with opened(browser, page_file) as seen:
        page = seen.page
        page.locator(".dl-show").nth(2).focus()
        _choose(page, "type=ambush")
        assert page.evaluate("document.activeElement.textContent") == "Report 4"


def test_a_title_stands_beside_what_the_mouse_or_the_keyboard_is_on(
    browser: Browser, page_file: Path
) -> None:
    with opened(browser, page_file) as seen:
        page = seen.page
        tip = page.locator(".dl-tip-shown")
        marker = page.get_by_role("button", name="Incident 3: ")
        marker.hover()
        assert tip.inner_text() == "Report 3"
        page.mouse.move(2, 2)
        assert tip.count() == 0
        # By keyboard: from the marker before it.
        page.get_by_role("button", name="Incident 2: ").focus()
        page.keyboard.press("Tab")
        assert tip.inner_text() == "Report 3"
        shown, body = tip.bounding_box(), marker.bounding_box()
        assert shown
        assert body
        # What has the focus stays in sight.
        assert shown["y"] + shown["height"] <= body["y"] or shown["y"] >= body["y"] + body["height"]
        page.keyboard.press("Escape")
        assert tip.count() == 0


def test_titles_of_two_lines_begin_beside_their_number(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    document = documents.mali()
    long = dataclasses.replace(document.incidents[0], title=documents.LONG)
    path.write_bytes(render(dataclasses.replace(document, incidents=(long, *document.incidents[1:]))))

    with opened(browser, path) as seen:
        tops = seen.page.evaluate(
            "[...document.querySelectorAll('.dl-list .dl-heading:first-child > *')].slice(0, 2)"
            ".map((part) => part.getBoundingClientRect().top)"
        )
        assert abs(tops[0] - tops[1]) < 8
