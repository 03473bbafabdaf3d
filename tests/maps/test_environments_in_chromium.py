"""The page where pages are published: from a disk, in sandboxed frames, under strict hosts' policies."""

from __future__ import annotations

import dataclasses
import html
from typing import TYPE_CHECKING

import pytest

import maps
from geo import LonLat
from tests.shared.browser import chromium, opened
from tests.shared.documents import crowd, mali
from tests.shared.served import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Frame, Page

    from maps import MapDocument

_INLINE = (
    "default-src 'none'; script-src 'unsafe-inline'{more}; style-src 'unsafe-inline'; img-src data:{more}"
)
_POLICIES = {
    "without eval": _INLINE.format(more=" blob:") + "; worker-src blob:",
    "without eval and blob": _INLINE.format(more=""),
}
_EXTERNAL = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(params=["few", "many"])
def document(request: pytest.FixtureRequest) -> MapDocument:
    """Few incidents, each an element of the page, or many on a canvas; the first stands well apart."""
    crowded = crowd({"few": 40, "many": 400}[request.param])
    first, *others = crowded.incidents
    marks = [
        dataclasses.replace(first, point=LonLat(6.5, 13.2)),
        *(
            dataclasses.replace(mark, point=LonLat(mark.point.lon, max(mark.point.lat, 16.0)))
            for mark in others
        ),
    ]
    return dataclasses.replace(crowded, incidents=tuple(marks))


def _use(frame: Page | Frame, document: MapDocument) -> None:
    """What a reader does, by mouse and by keyboard."""
    many = len(document.incidents) > 300
    frame.locator(".dl-cursor" if many else ".dl-marker").first.wait_for()
    first = document.incidents[0]
    x, y = frame.evaluate(
        """([lat, lon]) => {
          const map = window[document.querySelector('.folium-map').id];
          const { x, y } = map.latLngToContainerPoint([lat, lon]);
          return [x, y];
        }""",
        [first.point.lat, first.point.lon],
    )
    popup = frame.get_by_role("dialog")
    frame.locator(".folium-map").click(position={"x": x + 1, "y": y + 1})
    popup.wait_for()
    assert popup.get_by_role("heading").inner_text().split("\n")[-1].endswith(first.title)
    assert popup.locator("tbody th").count() == len(first.claims)
    # Who presses a button while the map still moves with it lets go of the mouse beside it.
    frame.locator(".leaflet-pan-anim").wait_for(state="detached")
    popup.get_by_role("button", name="Close").click()
    popup.wait_for(state="detached")
    marker = frame.locator(".dl-cursor" if many else ".dl-marker[data-number='1']")
    marker.press("Home" if many else "Shift")
    marker.press("Enter")
    popup.wait_for()
    assert popup.get_by_role("heading").inner_text().split("\n")[-1].endswith(first.title)
    frame.locator(":focus").press("Escape")
    popup.wait_for(state="detached")
    frame.get_by_role("button", name="Type").click()
    frame.get_by_role("checkbox", name="Ambush").check()
    ambushes = sum(mark.category == "ambush" for mark in document.incidents)
    frame.get_by_text(f"{ambushes} of {len(document.incidents)} incidents").first.wait_for()
    frame.locator(":focus").press("Escape")
    frame.get_by_role("button", name="Show as table").click()
    assert frame.locator(".dl-table tbody tr").count() == min(ambushes, 100)


def test_from_a_disk_without_network(browser: Browser, tmp_path: Path, document: MapDocument) -> None:
    maps.save(document, tmp_path / "map.html")
    with opened(browser, tmp_path / "map.html") as seen:
        _use(seen.page, document)


def test_from_a_disk_with_shared_files(browser: Browser, tmp_path: Path, document: MapDocument) -> None:
    maps.save(document, tmp_path / "one" / "map.html", assets=tmp_path / "shared files")
    with opened(browser, tmp_path / "one" / "map.html", ours=tmp_path.as_uri()) as seen:
        _use(seen.page, document)


@pytest.mark.parametrize("shared", [False, True])
def test_without_javascript_there_is_a_picture(browser: Browser, tmp_path: Path, *, shared: bool) -> None:
    maps.save(mali(), tmp_path / "map.html", assets=tmp_path if shared else None)
    with opened(browser, tmp_path / "map.html", ours=tmp_path.as_uri(), java_script_enabled=False) as seen:
        picture = seen.page.get_by_role("img", name=mali().description)
        assert picture.is_visible()
        box = picture.bounding_box()
        assert box is not None
        assert box["width"] / box["height"] == pytest.approx(960 / 640, rel=0.02)
        # A picture that the policy refused would leave its words on blank paper.
        assert len(set(picture.screenshot())) > 200


@pytest.mark.parametrize("how", ["srcdoc", "src"])
def test_in_a_frame_that_allows_nothing_but_scripts(
    browser: Browser, tmp_path: Path, document: MapDocument, how: str
) -> None:
    maps.save(document, tmp_path / "map.html")
    inner = html.escape((tmp_path / "map.html").read_text("utf-8")) if how == "srcdoc" else "map.html"
    host = tmp_path / "host.html"
    frame = f'<iframe sandbox="allow-scripts" width="1000" height="800" {how}="{inner}"></iframe>'
    host.write_text(f"<!DOCTYPE html><title>An article</title>{frame}", "utf-8")
    with opened(browser, host, ours=(tmp_path / "map.html").as_uri()) as seen:
        _use(seen.page.frames[1], document)


@pytest.mark.parametrize("policy", _POLICIES)
def test_whole_on_a_host_that_allows_no_more_than_inline(
    browser: Browser, tmp_path: Path, document: MapDocument, policy: str
) -> None:
    maps.save(document, tmp_path / "map.html")
    files = {"map.html": (tmp_path / "map.html").read_bytes()}
    with (
        served(files, {"Content-Security-Policy": _POLICIES[policy]}) as host,
        opened(browser, f"{host.address}map.html") as seen,
    ):
        _use(seen.page, document)
        assert [path for path, _ in host.asked] == ["map.html"]


@pytest.mark.parametrize("framed", [False, True])
def test_with_files_of_its_own_on_a_host_that_allows_nothing_inline(
    browser: Browser, tmp_path: Path, document: MapDocument, *, framed: bool
) -> None:
    maps.save(document, tmp_path / "one" / "map.html", assets=tmp_path / "assets")
    files = {
        str(path.relative_to(tmp_path)): path.read_bytes() for path in tmp_path.rglob("*.*") if path.is_file()
    }
    frame = b'<iframe sandbox="allow-scripts" width=1000 height=800 src="%s">'
    article = b"<!DOCTYPE html><link rel=icon href=data:,>" + frame
    with (
        served(files, {"Content-Security-Policy": _EXTERNAL}) as host,
        served({"article.html": article % f"{host.address}one/map.html".encode()}) as newspaper,
        opened(
            browser,
            f"{newspaper.address}article.html" if framed else f"{host.address}one/map.html",
            ours=host.address,
        ) as seen,
    ):
        _use(seen.page.frames[1] if framed else seen.page, document)
        asked = [path for path, _ in host.asked]
        # The picture is for who has no script.
        assert sorted(path.rpartition(".")[2] for path in asked) == ["css", "html", "js"]
