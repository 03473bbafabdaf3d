"""An embed in other people's pages: it tells its height as they expect, keeps its room, traps nobody."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.shared.browser import violations
from tests.shared.web import shifted, visited, wait

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Frame, Page

_PYM = (Path(__file__).parent / "vendor" / "pym-1.3.2" / "pym.v1.min.js").read_text("utf-8")
_NEWS = "https://news.example/article.html"
_SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
# A frame as pages had them before there was aspect-ratio: too low, until it is told better.
_LOW = '<iframe {more} sandbox="{sandbox}" style="width:100%;border:0" height="150"></iframe>'
# Our own words for what pages with Datawrapper's charts do: the frame is found by who sent the message,
# or, in older pages, by the name in it.
_BY_SENDER = """<script>
addEventListener("message", ({ data, source }) => {
  if (data["datawrapper-height"] === undefined) return;
  for (const height of Object.values(data["datawrapper-height"]))
    for (const frame of document.querySelectorAll("iframe"))
      if (frame.contentWindow === source) frame.style.height = `${height}px`;
});
</script>"""
_BY_NAME = """<script>
addEventListener("message", ({ data }) => {
  for (const [name, height] of Object.entries(data["datawrapper-height"] || {}))
    document.querySelector(`iframe[src*="${name}"]`).style.height = `${height}px`;
});
</script>"""
_PYM_PAGE = f"""<div id="here"></div><script>{_PYM}</script>
<script>
new pym.Parent("here", "https://maps.example/mali/embed.html", {{ sandbox: "{_SANDBOX}" }});
</script>"""
_TEXT = "<p>" + "The report goes on with what is known of the fighting and who says so. " * 12 + "</p>"


def _web(files: dict[str, bytes], body: str, *, where: str = "mali") -> dict[str, bytes | str]:
    page = (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>News</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<style>body{max-width:680px;margin:0 auto;padding:0 15px;font:18px/1.5 serif}</style></head>"
        f"<body><main><h1>Report</h1>{body}</main></body></html>"
    )
    return {
        _NEWS: page,
        **{f"https://maps.example/{where}/{name}": content for name, content in files.items()},
    }


def _low(more: str) -> str:
    return _LOW.format(more=more, sandbox=_SANDBOX)


def _frame(page: Page, index: int = 0) -> Frame:
    return page.frames[1 + index]


def _settled(page: Page, least: int = 400) -> list[int]:
    wait(
        page,
        f"[...document.querySelectorAll('iframe')].every((frame) => frame.offsetHeight >= {least})",
    )
    page.wait_for_timeout(400)
    return [
        int(height)
        for height in page.eval_on_selector_all("iframe", "(all) => all.map((one) => one.offsetHeight)")
    ]


def _overflow(frame: Frame) -> int:
    return int(frame.evaluate("document.documentElement.scrollHeight - window.innerHeight"))


@pytest.mark.parametrize("width", [360, 680, 1200])
@pytest.mark.parametrize("listener", ["own", "by sender", "by name", "pym"])
def test_a_page_that_listens_gives_the_embed_the_height_it_needs(
    browser: Browser, mali: dict[str, bytes], listener: str, width: int
) -> None:
    address = 'src="https://maps.example/mali/embed.html?id=dateline-abc" data-dateline'
    body = {
        "own": _low(address) + mali["heights.html"].decode(),
        "by sender": _BY_SENDER + _low(address),
        "by name": _BY_NAME + _low(address),
        "pym": _PYM_PAGE,
    }[listener]
    style = f"<style>body{{max-width:{width}px!important}}</style>"
    size = {"width": width + 30, "height": 800}
    with visited(browser, _web(mali, style + body), _NEWS, viewport=size) as seen:
        (height,) = _settled(seen.page)
        assert height == max(480, round(width / 1.5))
        assert _overflow(_frame(seen.page)) == 0
        assert _frame(seen.page).locator(".folium-map").bounding_box()["height"] >= 240  # type: ignore[index]


def test_pym_hears_of_a_new_height_when_its_page_becomes_narrow(
    browser: Browser, mali: dict[str, bytes]
) -> None:
    wide = '<style>body{max-width:none!important}</style><div style="width:100%">'
    with visited(
        browser, _web(mali, wide + _PYM_PAGE), _NEWS, viewport={"width": 1230, "height": 900}
    ) as seen:
        assert _settled(seen.page) == [800]
        seen.page.set_viewport_size({"width": 390, "height": 844})
        wait(seen.page, "document.querySelector('iframe').offsetHeight < 700")
        assert _overflow(_frame(seen.page)) == 0


def test_the_legend_makes_the_embed_taller_when_it_is_unfolded(
    browser: Browser, mali: dict[str, bytes]
) -> None:
    body = mali["snippet.html"].decode() + mali["heights.html"].decode()
    with visited(browser, _web(mali, body), _NEWS, phone=True) as seen:
        (before,) = _settled(seen.page)
        _frame(seen.page).locator("summary").click()
        wait(seen.page, f"document.querySelector('iframe').offsetHeight > {before}")
        seen.page.wait_for_timeout(300)
        assert _overflow(_frame(seen.page)) == 0


def test_messages_hold_a_height_and_nothing_else(browser: Browser, mali: dict[str, bytes]) -> None:
    ear = "window.heard = []; addEventListener('message', (e) => heard.push([e.origin, e.data]))"
    ear = f"<script>{ear}</script>"
    with visited(browser, _web(mali, ear + _PYM_PAGE), _NEWS) as seen:
        _settled(seen.page)
        heard: list[tuple[str, Any]] = seen.page.evaluate("heard")
        assert heard
        for origin, data in heard:
            assert origin == "null"
            if isinstance(data, str):
                assert data.split("xPYMx")[:3] == ["pym", "here", "height"]
                assert data.split("xPYMx")[3].isdigit()
            else:
                (name, said), *more = data.items()
                assert (name, more) == ("datawrapper-height", [])
                assert [type(height) for height in said.values()] == [int]


@pytest.mark.parametrize("phone", [True, False])
@pytest.mark.parametrize("listens", [True, False])
def test_nothing_jumps_when_the_snippet_arrives(
    browser: Browser, mali: dict[str, bytes], *, listens: bool, phone: bool
) -> None:
    heights = mali["heights.html"].decode() if listens else ""
    body = _TEXT + mali["snippet.html"].decode() + heights + _TEXT * 4
    with visited(browser, _web(mali, body), _NEWS, phone=phone) as seen:
        frame = seen.page.locator("iframe")
        frame.scroll_into_view_if_needed()
        wait(seen.page, "document.querySelector('iframe').offsetHeight > 0")
        _frame(seen.page).locator(".dl-marker:visible").first.wait_for()
        seen.page.wait_for_timeout(500)
        assert shifted(seen.page) == 0
        width = frame.bounding_box()["width"]  # type: ignore[index]
        assert _settled(seen.page) == [max(480, round(width / 1.5))]
        assert _overflow(_frame(seen.page)) == 0
        assert violations(seen.page) == []


def test_without_javascript_the_room_is_kept_and_the_picture_shown(
    browser: Browser, mali: dict[str, bytes]
) -> None:
    body = mali["snippet.html"].decode()
    with visited(browser, _web(mali, body), _NEWS, java_script_enabled=False) as seen:
        assert seen.page.locator("iframe").bounding_box()["height"] == 480  # type: ignore[index]
    # The frame's own page by itself: without scripts Playwright does not always get into a sandboxed frame.
    room: dict[str, Any] = {"viewport": {"width": 680, "height": 480}, "java_script_enabled": False}
    with visited(browser, _web(mali, body), "https://maps.example/mali/embed.html", **room) as seen:
        picture = seen.page.locator("img.dl-picture")
        assert picture.bounding_box()["height"] > 200  # type: ignore[index]
        assert "Tinzaouaten" in (picture.get_attribute("alt") or "")


def test_the_wheel_scrolls_the_article_over_the_map(browser: Browser, mali: dict[str, bytes]) -> None:
    body = mali["snippet.html"].decode() + _TEXT * 6
    with visited(browser, _web(mali, body), _NEWS) as seen:
        _frame(seen.page).locator(".dl-marker:visible").first.wait_for()
        seen.page.locator("iframe").hover()
        seen.page.mouse.wheel(0, 300)
        wait(seen.page, "scrollY >= 250")


def test_the_same_map_twice_and_another_one_share_nothing(
    browser: Browser, mali: dict[str, bytes], other: dict[str, bytes]
) -> None:
    low = _low('src="https://maps.example/mali/embed.html" data-dateline')
    tall = low.replace('style="', 'style="max-width:300px;')
    body = low + tall + other["snippet.html"].decode() + mali["heights.html"].decode()
    pages = {**_web(mali, body), **_web(other, body, where="other")}
    with visited(browser, pages, _NEWS) as seen:
        seen.page.locator("iframe").last.scroll_into_view_if_needed()
        first, second, third = _settled(seen.page)
        # In the narrow one title and credits run over more lines.
        assert (first, third) == (480, 480)
        assert second >= 480
        opener = _frame(seen.page, 0).locator(".dl-marker:visible").first
        opener.click()
        assert _frame(seen.page, 0).locator("[role=dialog]").count() == 1
        assert _frame(seen.page, 1).locator("[role=dialog]").count() == 0
        assert [_frame(seen.page, at).locator("h1").inner_text() for at in range(3)] == [
            "Ambush at Tinzaouaten", "Ambush at Tinzaouaten", "Another map",
        ]  # fmt: skip


def test_an_embed_points_to_the_whole_map_in_a_window_of_its_own(
    browser: Browser, mali: dict[str, bytes]
) -> None:
    with visited(browser, _web(mali, mali["snippet.html"].decode()), _NEWS) as seen:
        with seen.page.context.expect_page() as opened:
            _frame(seen.page).locator(".dl-foot a").click()
        assert opened.value.url == "https://maps.example/mali/map.html"
        # Out of the sandbox: the page has its own origin.
        assert opened.value.evaluate("window.origin") == "https://maps.example"


def test_axe_finds_nothing_in_the_embed_itself(browser: Browser, mali: dict[str, bytes]) -> None:
    pages = {f"https://maps.example/{name}": content for name, content in mali.items()}
    with visited(browser, pages, "https://maps.example/embed.html", bypass_csp=True) as seen:
        seen.page.locator(".dl-marker:visible").first.wait_for()
        assert violations(seen.page) == []
