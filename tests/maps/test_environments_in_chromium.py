"""The page where pages are published: from a disk, in sandboxed frames, under strict hosts' policies."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pytest

import maps
from tests.shared.browser import chromium, opened
from tests.shared.documents import mali
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


@pytest.fixture(params=["few"])
def document(request: pytest.FixtureRequest) -> MapDocument:
    return {"few": mali}[request.param]()


def _use(frame: Page | Frame, document: MapDocument) -> None:
    """What a reader does, by mouse and by keyboard."""
    frame.locator(".dl-marker").first.wait_for()
    assert frame.locator(".dl-marker").count() == len(document.incidents)
    first, second = document.incidents[:2]
    popup = frame.get_by_role("dialog")
    frame.locator(f".dl-marker[data-number='{first.number}']").click()
    assert first.title in popup.inner_text()
    popup.get_by_role("button", name="Close").click()
    popup.wait_for(state="detached")
    marker = frame.locator(f".dl-marker[data-number='{second.number}']")
    marker.press("Enter")
    assert second.title in popup.inner_text()
    frame.locator(":focus").press("Escape")
    popup.wait_for(state="detached")


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
