"""A fragment in other people's pages: neither changes the other, whatever their styles, scripts and ids."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any

import pytest

from maps import embed
from maps.render import html_policy, html_scope
from tests.shared import documents
from tests.shared.browser import violations
from tests.shared.web import shifted, visited, wait

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

_NEWS = "https://news.example/article.html"
# What pages say of all they hold, worse than most: resets of style systems, house rules, important ones.
_HOSTILE = """<style>
html { font-size: 62.5%; line-height: 3; letter-spacing: 4px; text-align: center; text-transform: uppercase; }
*, *::before, *::after { box-sizing: border-box; border: 0 solid; margin: 0; padding: 0; font: inherit; }
* { color: red !important; font-family: cursive !important; background: yellow !important; }
* { --dl-sea: red; --dl-ink: red; --dl-paper: red !important; }
svg, img, canvas { display: block; width: 100% !important; max-width: 100%; height: auto !important; }
button, a, summary { display: block !important; width: 100%; padding: 30px; border-radius: 40px; }
div { position: static; overflow: hidden; border: 5px solid blue; float: left; max-height: 90px; }
div { opacity: 0.5; }
section, figure, header, p, ol, table { display: none !important; }
.leaflet-pane, .leaflet-container, .dl-page, .dl-marker { display: none !important; z-index: -1 !important; }
#map, #title { color: lime; }
@media print { div { display: none !important; } }
</style>"""
_OWN_LEAFLET = "<script>window.L = { version: 'theirs' }; window.Dateline = 'theirs';</script>"


def _page(body: str, head: str = "") -> dict[str, bytes | str]:
    return {
        _NEWS: f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>News</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{head}</head>'
        f"<body>{body}</body></html>"
    }


@pytest.fixture(scope="module")
def mali() -> str:
    return embed.fragment(documents.mali()).html.decode()


@pytest.fixture(scope="module")
def other() -> str:
    return embed.fragment(dataclasses.replace(documents.one(), title="Another map")).html.decode()


def _drawn(page: Page, count: int = 1) -> list[Locator]:
    hosts = page.locator(".dateline-fragment").all()
    assert len(hosts) == count
    for host in hosts:
        host.locator(".dl-marker:visible").first.wait_for()
    return hosts


# Size and look of all that the fragment shows; the strokes of a symbol are rounded by where they stand.
_LOOK = """(root) => [...root.shadowRoot.querySelectorAll(".dl-root :not(svg *)")].map((element) => {
  const { width, height } = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const said = ["color", "backgroundColor", "fontFamily", "fontSize", "lineHeight", "display", "padding",
    "margin",
    "textAlign", "letterSpacing", "textTransform", "fill", "opacity", "boxSizing", "borderTopWidth"];
  const name = element.getAttribute("class") || element.tagName;
  return [name, Math.round(width), Math.round(height), ...said.map((one) => style[one])].join(" ");
})"""


def _look(page: Page) -> list[str]:
    page.wait_for_timeout(300)
    return list(page.locator(".dateline-fragment").evaluate(_LOOK))


def test_the_styles_of_the_page_around_change_nothing_in_a_fragment(browser: Browser, mali: str) -> None:
    # A place of its own, where the page's rules do not reach: what they say of it is the page's business.
    room = (
        "<div style='all:initial!important;display:block!important;width:640px!important;"
        "max-height:none!important'>{}</div>"
    )
    looks = []
    for head in ("", _HOSTILE):
        with visited(browser, _page(room.format(mali), head), _NEWS) as seen:
            _drawn(seen.page)
            looks.append(_look(seen.page))
    assert looks[0] == looks[1]
    assert len(looks[0]) > 100


def test_a_fragment_changes_nothing_in_the_page_around(browser: Browser, mali: str) -> None:
    text = "<h1 id='map'>Report</h1><p class='dl-page'>Text <button class='dl-show'>More</button></p>"
    measure = """() => [...document.querySelectorAll("h1, p, button")].map((element) => {
      const style = getComputedStyle(element);
      return [...style].map((name) => name + style[name]).join();
    })"""
    seen_looks: list[Any] = []
    for body in (text, text + mali):
        with visited(browser, _page(body, _OWN_LEAFLET), _NEWS) as seen:
            if body != text:
                _drawn(seen.page)
            seen_looks.append(seen.page.evaluate(measure))
            assert seen.page.evaluate("[L.version, Dateline, document.documentElement.className]") == [
                "theirs", "theirs", "",
            ]  # fmt: skip
            assert seen.page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)") == [
                "map"
            ]
    assert seen_looks[0] == seen_looks[1]


def test_a_fragment_leaves_no_name_in_the_window(browser: Browser, mali: str) -> None:
    names = "Object.getOwnPropertyNames(window).sort()"
    with visited(browser, _page("<p>Text</p>"), _NEWS) as seen:
        before = set(seen.page.evaluate(names))
    with visited(browser, _page(mali), _NEWS) as seen:
        _drawn(seen.page)
        assert set(seen.page.evaluate(names)) == before


def test_the_same_fragment_twice_and_another_work_by_themselves(
    browser: Browser, mali: str, other: str
) -> None:
    with visited(browser, _page(mali + mali + other), _NEWS) as seen:
        first, second, third = _drawn(seen.page, 3)
        address = seen.page.url
        first.locator(".dl-marker:visible").first.click()
        dialog = "[role=dialog]"
        assert [host.locator(dialog).count() for host in (first, second, third)] == [1, 0, 0]
        scale = ".leaflet-control-scale-line >> nth=0"
        before = second.locator(scale).inner_text()
        first.get_by_role("button", name="Zoom out").click()
        first.get_by_role("button", name="Zoom out").click()
        seen.page.wait_for_timeout(600)
        assert first.locator(scale).inner_text() != before
        assert second.locator(scale).inner_text() == before
        assert third.locator("h2").first.inner_text() == "Another map"
        assert seen.page.url == address


def test_an_incident_opens_from_the_list_and_by_keyboard_and_gives_the_focus_back(
    browser: Browser, mali: str
) -> None:
    with visited(browser, _page(mali), _NEWS) as seen:
        (host,) = _drawn(seen.page)
        host.locator("summary", has_text="Incidents").click()
        title = host.locator(".dl-show").first
        title.focus()
        seen.page.keyboard.press("Enter")
        host.locator("[role=dialog]").wait_for()
        seen.page.keyboard.press("Escape")
        host.locator("[role=dialog]").wait_for(state="detached")
        assert host.evaluate("(host) => host.shadowRoot.activeElement.className") == "dl-show"


def test_a_popup_on_a_phone_stays_in_the_map(browser: Browser, mali: str) -> None:
    with visited(browser, _page("<p>Text</p>" * 3 + mali + "<p>Text</p>" * 30), _NEWS, phone=True) as seen:
        (host,) = _drawn(seen.page)
        host.locator(".dl-marker:visible").first.tap()
        sheet = host.locator(".dl-sheet").bounding_box()
        frame = host.locator(".folium-map").bounding_box()
        assert sheet is not None
        assert frame is not None
        assert sheet["y"] > frame["y"]
        assert sheet["y"] + sheet["height"] <= frame["y"] + frame["height"] + 1


def test_the_layout_follows_the_column_and_not_the_window(browser: Browser, mali: str) -> None:
    narrow = f'<div style="width:340px">{mali}</div>'
    with visited(browser, _page(narrow), _NEWS, viewport={"width": 1300, "height": 900}) as seen:
        (host,) = _drawn(seen.page)
        assert host.evaluate("(host) => host.shadowRoot.querySelector('.dl-root').scrollWidth") <= 340
        assert shifted(seen.page) == 0


@pytest.mark.parametrize("count", [30, 1000])
@pytest.mark.parametrize("phone", [True, False])
def test_many_incidents_bring_tools_which_move_nothing_and_leave_the_address_alone(
    browser: Browser, count: int, *, phone: bool
) -> None:
    crowd = documents.crowd(count)
    days = [f"2024-{1 + at % 12:02}-{1 + at % 28:02}" for at in range(count)]
    marks = [
        dataclasses.replace(mark, when=day, when_edtf=day)
        for mark, day in zip(crowd.incidents, days, strict=True)
    ]
    made = embed.fragment(dataclasses.replace(crowd, incidents=tuple(marks)), picture=False)
    body = f"<p>Text</p>{made.html.decode()}{'<p>Text</p>' * 20}"
    with visited(browser, _page(body), f"{_NEWS}#heading", phone=phone) as seen:
        host = seen.page.locator(".dateline-fragment")
        if phone:
            host.get_by_role("button", name="Search and filter").click()
        host.get_by_role("combobox").wait_for()
        assert shifted(seen.page) == 0
        host.get_by_role("button", name="Type").click()
        host.get_by_role("checkbox").first.click()
        host.get_by_text(re.compile(rf"of {count:,} incidents")).first.wait_for()
        seen.page.wait_for_timeout(600)
        assert seen.page.url == f"{_NEWS}#heading"


def test_a_page_that_resets_all_its_elements_does_not_show_the_script(browser: Browser, mali: str) -> None:
    reset = "<style>body, body * { all: unset }</style>"
    with visited(browser, _page(f"<p>Before</p>{mali}<p>After</p>", reset), _NEWS) as seen:
        _drawn(seen.page)
        assert "function" not in seen.page.locator("body").inner_text()


def test_a_strict_policy_of_the_page_allows_it_by_the_hashes_of_the_manifest(browser: Browser) -> None:
    files = embed.files(documents.mali())
    policy = re.search(rb'"fragment.html": "(default-src[^"]*)"', files["manifest.json"])
    assert policy
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy[1].decode()}">'
    with visited(browser, _page(files["fragment.html"].decode(), meta), _NEWS) as seen:
        (host,) = _drawn(seen.page)
        assert host.locator(".folium-map").bounding_box()["height"] > 300  # type: ignore[index]


def test_a_page_that_allows_files_of_its_own_alone_takes_them_from_there(browser: Browser) -> None:
    made = embed.fragment(documents.mali(), assets="/assets/")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{html_policy.shared_policy()}">'
    pages = _page(made.html.decode() * 2, meta)
    assert {name.rpartition(".")[2] for name in made.assets} == {"js", "css", "png"}
    pages |= {f"https://news.example/assets/{name}": content for name, content in made.assets.items()}
    with visited(browser, pages, _NEWS) as seen:
        _drawn(seen.page, 2)


def test_without_javascript_the_picture_and_the_list_are_there(browser: Browser, mali: str) -> None:
    with visited(browser, _page(mali, _HOSTILE), _NEWS, java_script_enabled=False) as seen:
        host = seen.page.locator(".dateline-fragment")
        assert host.locator("img.dl-picture").bounding_box()["height"] > 200  # type: ignore[index]
        host.locator("summary", has_text="Incidents").click()
        assert host.locator(".dl-incident").first.is_visible()


def test_a_fragment_that_a_script_puts_in_draws_too(browser: Browser, mali: str) -> None:
    put = """<div id="here"></div><script>
    addEventListener("put", ({ detail }) => {
      here.innerHTML = detail;
      for (const inert of here.querySelectorAll(":scope > script")) {
        const script = document.createElement("script");
        script.textContent = inert.textContent;
        inert.replaceWith(script);
      }
    });</script>"""
    with visited(browser, _page(put), _NEWS) as seen:
        seen.page.evaluate("(detail) => dispatchEvent(new CustomEvent('put', { detail }))", mali)
        _drawn(seen.page)


def test_axe_finds_nothing_in_a_page_with_two(browser: Browser, mali: str, other: str) -> None:
    with visited(browser, _page(f"<main><h1>Report</h1>{mali}{other}</main>"), _NEWS) as seen:
        for host in _drawn(seen.page, 2):
            host.locator("summary", has_text="Incidents").click()
        assert violations(seen.page) == []


def test_on_paper_a_fragment_shows_the_map_and_unfolds_the_list(browser: Browser, mali: str) -> None:
    with visited(browser, _page(mali), _NEWS) as seen:
        (host,) = _drawn(seen.page)
        seen.page.emulate_media(media="print")
        seen.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        wait(seen.page, "true")
        assert host.locator(".dl-incident").first.is_visible()
        assert not host.locator(".leaflet-control-zoom").is_visible()
        assert host.locator(".folium-map").is_visible()


def test_what_the_script_asks_of_the_page_it_asks_of_the_fragment() -> None:
    own = html_scope.script().partition("delete window.L;")[2]
    assert "window.Dateline" not in own
    asked = re.findall(r"(?<!\.)\bdocument\.(?:getElementById|querySelector\w*|activeElement)", own)
    assert asked == []


def test_a_fragment_minds_the_keys_and_clicks_that_are_its_own(browser: Browser, mali: str) -> None:
    crowd = documents.crowd(40).incidents
    kinds = [dataclasses.replace(mark, category=("ambush", "strike")[mark.number % 2]) for mark in crowd]
    many = embed.fragment(dataclasses.replace(documents.mali(), incidents=tuple(kinds))).html.decode()
    with visited(browser, _page(f"<h1>Report</h1>{mali}<p>And again:</p>{mali}{many}"), _NEWS) as seen:
        page = seen.page
        first, second, third = _drawn(page, 3)
        # The same map twice is two landmarks with two names.
        names = page.evaluate(
            """() => [...document.querySelectorAll('.dateline-fragment')]
              .slice(0, 2)
              .flatMap(({ shadowRoot }) => [shadowRoot.querySelector('section').getAttribute('aria-label'),
               shadowRoot.querySelector('.folium-map').getAttribute('aria-label')])"""
        )
        assert names[0] is None
        assert names[2].endswith(" (2)")
        assert names[3] == f"{names[1]} (2)"
        for host in (first, second):
            host.locator(".dl-marker").first.press("Enter")
            host.get_by_role("dialog").wait_for()
        page.keyboard.press("Escape")
        second.get_by_role("dialog").wait_for(state="detached")
        assert first.get_by_role("dialog").is_visible()
        third.get_by_role("button", name="Type").click()
        assert third.locator(".dl-choices:visible").count() == 1
        page.get_by_text("And again:").click()
        assert third.locator(".dl-choices:visible").count() == 0
