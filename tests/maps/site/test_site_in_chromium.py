"""A site as readers meet it: in Chromium, from a disk and from a server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dateline.preview import Preview
from maps.site import build_site
from tests.shared.browser import chromium, violations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "site" / "site.toml"
_PICTURES = "() => [...document.images].every((image) => image.complete && image.naturalWidth > 0)"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "maps"
    build_site(EXAMPLE, folder, only=["tinzaouaten", "carte"])
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    window = browser.new_context(viewport={"width": 390, "height": 844})
    page = window.new_page()
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []
    window.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_index_page_from_a_disk_is_accessible_and_shows_its_pictures(
    scheme: str, page: Page, site: Path
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto((site / "index.html").as_uri())
    page.wait_for_function(_PICTURES)

    assert violations(page) == []
    # No more than the window's width: nobody has to scroll to the side.
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_from_the_index_page_to_a_map_and_back_on_a_server(page: Page, site: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with Preview(site, 0) as preview:
        root = preview.address.removesuffix("/.preview")
        page.goto(f"{root}/")
        page.get_by_role("link", name="Ambush at Tinzaouaten", exact=True).click()
        page.wait_for_selector(".leaflet-container")
        page.go_back()
        page.get_by_role("link", name="Embuscade de Tinzaouaten", exact=True).click()
        page.wait_for_selector(".leaflet-container")

        # What is loaded once is known by its name.
        shared = [path.name for path in (site / "assets").iterdir() if path.suffix in {".js", ".css"}]
        assert {f"{root}/assets/{name}" for name in shared} == {
            url for url in asked if url.endswith((".js", ".css"))
        }
        assert all(url.startswith((root, "data:")) for url in asked)


def test_the_preview_shows_the_site_in_a_frame(page: Page, site: Path) -> None:
    with Preview(site, 0) as preview:
        page.goto(preview.address)

        assert page.frame_locator("iframe").get_by_role("heading", level=1).text_content()
        page.frame_locator("iframe").get_by_role("link", name="Ambush at Tinzaouaten", exact=True).click()
        page.frame_locator("iframe").locator(".leaflet-container").wait_for()
        # A build changes the manifest, and what the frame shows is loaded anew.
        manifest = site / "manifest.json"
        content = manifest.read_bytes()
        page.wait_for_timeout(1200)
        with page.expect_request("**/tinzaouaten/map.html"):
            manifest.write_bytes(content + b"\n")
        manifest.write_bytes(content)
        page.frame_locator("iframe").locator(".leaflet-container").wait_for()
