"""A site as readers meet it: in Chromium, from a disk and from a server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dateline.preview import Preview
from maps.render.html import SANDBOX
from maps.site import build_site
from tests.shared.browser import chromium, violations, wait
from tests.shared.served import served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Frame, Page

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "site" / "site.toml"
_TABLE = "id,title,place,lat,lon\na,Ambush,Kidal,18.44,1.41\nb,Strike,Gao,16.27,-0.04\n"
_STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; frame-src 'self'"
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
    wait(page, _PICTURES)

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


@pytest.fixture(scope="module")
def framed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of two maps that are for frames alone, and a page with both in sandboxed frames."""
    folder = tmp_path_factory.mktemp("framed")
    table = folder / "incidents.csv"
    table.write_text(_TABLE, "utf-8")
    maps = {name: {"filter": {"ids": name[0]}} for name in ("ambush", "bombs")}
    build_site(
        {"defaults": {"data": str(table), "formats": ["embed"]}, "maps": maps}, folder / "maps", jobs=1
    )
    frames = "".join(
        f'<iframe sandbox="{SANDBOX}" width="640" height="480" src="maps/{name}/embed/embed.html"></iframe>'
        for name in maps
    )
    head = '<!DOCTYPE html><link rel="icon" href="data:,"><title>News</title>'
    (folder / "page.html").write_text(head + frames, "utf-8")
    return folder


def _tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*")}


def _drawn(frame: Page | Frame) -> bool:
    frame.locator(".dl-marker").first.wait_for()
    return bool(frame.evaluate("getComputedStyle(document.body).display") == "flex")


def test_frames_of_a_site_load_one_leaflet_under_a_strict_policy(page: Page, framed: Path) -> None:
    with served(_tree(framed), {"Content-Security-Policy": _STRICT}) as server:
        page.goto(server.address + "page.html")
        assert [_drawn(frame) for frame in page.frames[1:]] == [True, True]
        assert len({path for path, _ in server.asked if path.endswith(".js")}) == 1
    embeds = [framed / "maps" / name / "embed" / "embed.html" for name in ("ambush", "bombs")]
    assert all(b"Leaflet" not in path.read_bytes() and path.stat().st_size < 90_000 for path in embeds)


def test_from_a_disk_a_frame_of_a_site_draws_its_map_where_nothing_locks_it_in(
    page: Page, framed: Path
) -> None:
    # A browser lets a sandboxed frame load nothing from a disk: docs/embeds.md says so.
    plain = framed / "plain.html"
    plain.write_text((framed / "page.html").read_text("utf-8").replace("sandbox=", "data-was="), "utf-8")
    page.goto(plain.as_uri())
    assert [_drawn(frame) for frame in page.frames[1:]] == [True, True]
    page.goto((framed / "maps" / "ambush" / "embed" / "embed.html").as_uri())
    assert _drawn(page)


def test_under_a_strict_policy_who_has_no_script_sees_the_picture_and_the_list_of_maps_has_its_looks(
    browser: Browser, page: Page, framed: Path
) -> None:
    with served(_tree(framed), {"Content-Security-Policy": _STRICT}) as server:
        without = browser.new_context(java_script_enabled=False).new_page()
        without.goto(server.address + "maps/ambush/embed/embed.html")
        assert without.locator(".dl-picture").evaluate("(image) => image.naturalWidth") == 960
        without.context.close()
        page.goto(server.address + "maps/index.html")
        assert page.locator("ul.maps").evaluate("(list) => getComputedStyle(list).listStyleType") == "none"
        # A map that is for frames alone has a page and a picture all the same.
        assert page.get_by_role("link").first.get_attribute("href") == "ambush/embed/map.html"
        wait(page, _PICTURES)
        assert page.locator("img").count() == 2
