"""The documentation in a browser: it asks nobody for anything, fits a phone, and can be used by all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.shared.browser import opened, violations
from tests.shared.served import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

# With tables and maps; with a picture; with answers that show themselves.
NOTEBOOKS = (
    "notebooks/4_exploring_a_region",
    "notebooks/3_the_ambush_at_tinzaouaten",
    "notebooks/2_how_sure",
)


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where the site is served."""
    files = {
        str(path.relative_to(site)): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()
    }
    with served(files) as server:
        yield server.address


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
@pytest.mark.parametrize("page", ["index", "how-sure", "api-geo", *NOTEBOOKS])
def test_a_page_fits_can_be_used_by_all_and_asks_nobody(
    browser: Browser, address: str, page: str, scheme: str, *, phone: bool
) -> None:
    where = f"{address}{page}.html"
    with opened(browser, where, ours=address, phone=phone, color_scheme=scheme) as seen:
        seen.page.wait_for_load_state("networkidle")
        assert violations(seen.page) == []
        assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_search_finds_pages_from_a_disk(browser: Browser, site: Path) -> None:
    window = browser.new_context(offline=True)
    page = window.new_page()

    page.goto(f"{(site / 'search.html').as_uri()}?q=worldview")
    page.wait_for_selector("#search-results li a")

    titles = page.locator("#search-results li a").all_inner_texts()
    assert "Worldviews and disputed borders" in titles
    window.close()


@pytest.mark.parametrize("page", ["index", "quick-start-reporter"])
def test_the_maps_of_a_page_are_drawn_from_a_disk(browser: Browser, site: Path, page: str) -> None:
    with opened(browser, site / f"{page}.html", ours=site.as_uri()) as seen:
        frames = seen.page.locator("iframe")
        assert frames.count()
        for at in range(frames.count()):
            frames.nth(at).scroll_into_view_if_needed()
            frames.nth(at).content_frame.locator(".leaflet-container .dl-marker").first.wait_for(
                state="attached"
            )


def test_a_map_of_a_notebook_runs_in_its_page(browser: Browser, site: Path) -> None:
    with opened(browser, site / f"{NOTEBOOKS[1]}.html", ours=site.as_uri()) as seen:
        frame = seen.page.frame_locator("iframe")
        frame.locator(".dl-marker[data-number='1']").click()

        frame.locator(".leaflet-popup").wait_for()
