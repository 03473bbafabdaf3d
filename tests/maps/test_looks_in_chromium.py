"""What a reader's eye catches in Chromium: edges that line up, counts that hold, links that open, paper."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest

from maps.render.html import Framed, embed, fragment, page
from maps.tiles import Tiles
from tests.shared import documents
from tests.shared.browser import chromium, opened, wait
from tests.shared.served import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from maps.document import MapDocument

_FEW, _MANY = 40, 400


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def _document(count: int, language: str = "en") -> MapDocument:
    """Incidents of three types and dates, with English words whatever the map's language."""
    base = documents.crowd(count)
    day = dt.date(2024, 1, 1)
    marks = tuple(
        dataclasses.replace(mark, when_edtf=(day + dt.timedelta(days=mark.number % 300)).isoformat())
        for mark in base.incidents
    )
    return dataclasses.replace(base, incidents=marks, language=language)


def _write(document: MapDocument, folder: Path, tiles: Tiles | None = None) -> Path:
    path = folder / "map.html"
    path.write_bytes(page(document, tiles=tiles).html)
    return path


def _box(seen: Page, selector: str) -> dict[str, float]:
    found = seen.locator(selector).first.evaluate("one => one.getBoundingClientRect().toJSON()")
    return dict(found)


def _text_edges(seen: Page, selector: str) -> list[tuple[float, float]]:
    """Where the words of elements begin and end on the screen."""
    edges: list[tuple[float, float]] = seen.evaluate(
        """selector => Array.from(document.querySelectorAll(selector), one => {
          const range = document.createRange();
          range.selectNodeContents(one);
          const { left, right } = range.getBoundingClientRect();
          return [left, right];
        })""",
        selector,
    )
    return edges


@pytest.mark.parametrize("count", [_FEW, _MANY])
def test_no_way_back_is_shown_before_anybody_left(browser: Browser, tmp_path: Path, count: int) -> None:
    with opened(browser, _write(_document(count), tmp_path)) as seen:
        seen.page.locator(".dl-search").wait_for()
        seen.page.wait_for_timeout(400)
        back = seen.page.get_by_role("button", name="Show the whole map")
        assert back.count() == 0
        seen.page.get_by_role("button", name="Zoom in").click()
        back.click()
        assert back.count() == 0


@pytest.mark.parametrize("phone", [False, True])
def test_words_of_the_other_direction_stand_where_the_page_begins(
    browser: Browser, tmp_path: Path, *, phone: bool
) -> None:
    document = dataclasses.replace(documents.mali(), language="ar", title="كمين في تينزاواتين")
    with opened(browser, _write(document, tmp_path), phone=phone, reduced_motion="reduce") as seen:
        page_ends = _box(seen.page, ".dl-masthead")["right"]
        for selector in (".dl-masthead h1", ".dl-subtitle"):
            assert _text_edges(seen.page, selector)[0][1] == pytest.approx(page_ends, abs=2)
        seen.page.locator(".dl-marker").first.click()
        head = _text_edges(seen.page, ".dl-popup .dl-claims thead th:first-child")[0][1]
        for _, end in _text_edges(seen.page, ".dl-popup .dl-claims tbody th > *")[:4]:
            assert end == pytest.approx(head, abs=2)
        # The dots of a list stand where its words begin.
        (_, notes_end), section_ends = _text_edges(seen.page, ".dl-notes li")[0], _box(seen.page, ".dl-list")
        assert notes_end == pytest.approx(section_ends["right"] - 16, abs=8)


def test_the_tools_end_where_the_map_ends_and_filters_move_nothing(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, _write(_document(_MANY), tmp_path)) as seen:
        edge = _box(seen.page, ".folium-map")
        assert _box(seen.page, ".dl-choice:last-child")["right"] == pytest.approx(edge["right"], abs=1)
        seen.page.get_by_role("button", name="Type").click()
        seen.page.get_by_role("checkbox", name="Strike").check()
        seen.page.wait_for_timeout(300)
        assert _box(seen.page, ".folium-map") == edge
        # The counts of options are numbers of one line.
        lines = seen.page.locator(".dl-tally").evaluate_all(
            "all => all.map((one) => one.getClientRects().length)"
        )
        assert set(lines) == {1}


def test_what_was_found_can_be_read_however_little_room_the_search_has(
    browser: Browser, tmp_path: Path
) -> None:
    with opened(browser, _write(_document(_MANY), tmp_path)) as seen:
        seen.page.get_by_role("button", name="Type").click()
        seen.page.get_by_role("checkbox", name="Strike").check()
        seen.page.keyboard.press("Escape")
        seen.page.get_by_role("combobox").fill("incident")
        seen.page.get_by_role("option").first.wait_for()
        found = _box(seen.page, ".dl-found-list")
        assert found["width"] >= 320
        assert found["right"] < 1280


@pytest.mark.parametrize("phone", [False, True])
def test_a_number_stands_beside_the_first_line_of_its_headline(
    browser: Browser, tmp_path: Path, *, phone: bool
) -> None:
    base = documents.mali()
    marks = tuple(dataclasses.replace(mark, title=documents.LONG.strip()) for mark in base.incidents)
    path = _write(dataclasses.replace(base, incidents=marks), tmp_path)
    with opened(browser, path, phone=phone) as seen:
        number, lines = seen.page.locator(".dl-list .dl-heading").first.evaluate(
            """head => {
              const range = document.createRange();
              range.selectNodeContents(head.querySelector(".dl-show"));
              const bottoms = Array.from(range.getClientRects(), ({ bottom }) => bottom);
              return [head.querySelector(".dl-n").getBoundingClientRect().bottom, bottoms];
            }"""
        )
        assert len(lines) > 1
        assert number == pytest.approx(min(lines), abs=4)


@pytest.mark.parametrize(
    ("first", "last", "phone", "years"),
    [
        (1898, 2024, False, range(1900, 2001, 20)),
        (1700, 1928, False, range(1700, 1901, 50)),
        (1860, 1945, True, range(1880, 1921, 40)),
        (2003, 2024, False, range(2005, 2021, 5)),
    ],
)
def test_the_years_below_the_bars_are_round(  # noqa: PLR0913 - a span and what is to be read below it
    browser: Browser, tmp_path: Path, first: int, last: int, *, phone: bool, years: range
) -> None:
    base = _document(_FEW)
    ends = {0: f"{first}-05-01", 1: f"{last}-05-01"}
    marks = tuple(
        dataclasses.replace(mark, when_edtf=ends.get(at, f"{(first + last) // 2}-01-01"))
        for at, mark in enumerate(base.incidents)
    )
    path = _write(dataclasses.replace(base, incidents=marks), tmp_path)
    with opened(browser, path, phone=phone) as seen:
        seen.page.locator(".dl-scale").wait_for(state="attached")
        assert seen.page.locator(".dl-scale span").all_text_contents() == list(map(str, years))


def test_the_heading_counts_what_stands_below_it(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, _write(_document(_MANY), tmp_path), reduced_motion="reduce") as seen:
        page = seen.page
        heading = page.locator(".dl-list-head h2")
        wait(page, "document.querySelector('.dl-list h2').innerText.endsWith('400 on the map')")
        page.get_by_role("button", name="Zoom in").click()
        wait(page, "document.querySelector('.dl-list h2').innerText.endsWith('in this part of the map')")
        page.get_by_role("button", name="Show as table").click()
        page.get_by_role("rowheader").first.wait_for()
        assert heading.inner_text().endswith("400 incidents on the map")
        page.locator(".dl-choice").get_by_role("button", name="Type").click()
        page.get_by_role("checkbox", name="Strike").check()
        wait(page, "document.querySelector('.dl-list h2').innerText.endsWith('133 of 400 incidents')")
        page.get_by_role("button", name="Show as list").click()
        wait(page, "document.querySelector('.dl-list h2').innerText.endsWith('in this part of the map')")


@pytest.mark.parametrize("count", [_FEW, _MANY])
def test_the_address_says_which_incident_is_open(browser: Browser, tmp_path: Path, count: int) -> None:
    document = _document(count)
    path = _write(document, tmp_path)
    with opened(browser, path, reduced_motion="reduce") as seen:
        page = seen.page
        page.get_by_role("button", name="Incident 33", exact=True).click()
        title = page.get_by_role("dialog").get_by_role("heading").inner_text()
        wait(page, f"location.hash.includes('incident={document.incidents[32].id}')")
        address = page.url
        page.goto("about:blank")
        page.goto(address)
        page.get_by_role("dialog").wait_for()
        assert page.get_by_role("dialog").get_by_role("heading").inner_text() == title
        page.wait_for_timeout(400)
        assert page.url == address
        page.keyboard.press("Escape")
        wait(page, "!location.hash.includes('incident')")
        # The reader goes back to where the link led.
        page.evaluate("location.hash = 'incident=7'")
        page.get_by_role("dialog").wait_for()
        assert "Incident 7" in page.get_by_role("dialog").get_by_role("heading").inner_text()
        page.evaluate("location.hash = 'type=strike'")
        wait(page, "document.querySelector('.dl-shown').textContent !== ''")
        assert page.get_by_role("dialog").count() == 0
        seen.requests.clear()


@pytest.mark.parametrize("count", [_FEW, _MANY])
def test_an_incident_in_the_address_gives_way_to_the_filters(
    browser: Browser, tmp_path: Path, count: int
) -> None:
    path = _write(_document(count), tmp_path)
    with opened(browser, path, reduced_motion="reduce") as seen:
        page = seen.page
        page.goto("about:blank")
        # The first incident is an ambush, the third a strike.
        page.goto(f"{path.as_uri()}#incident=1&type=strike")
        wait(page, "!location.hash.includes('incident')")
        assert page.locator(".dl-shown").inner_text() == f"{count // 3} of {count} incidents"
        assert page.get_by_role("dialog").count() == 0
        page.goto("about:blank")
        page.goto(f"{path.as_uri()}#incident=3&type=strike")
        page.get_by_role("dialog").wait_for()
        assert page.locator(".dl-shown").inner_text() == f"{count // 3} of {count} incidents"
        seen.requests.clear()


@pytest.mark.parametrize("wrong", ["0", "-1", "401", "1e1", "99999999999999999999", "%30", "<b>", ""])
@pytest.mark.parametrize("count", [_FEW, _MANY])
def test_an_incident_that_there_is_not_opens_nothing(
    browser: Browser, tmp_path: Path, count: int, wrong: str
) -> None:
    path = _write(_document(count), tmp_path)
    with opened(browser, path, reduced_motion="reduce") as seen:
        seen.page.goto("about:blank")
        seen.page.goto(f"{path.as_uri()}#incident={wrong}")
        seen.page.wait_for_timeout(300)
        assert seen.page.get_by_role("dialog").count() == 0
        seen.requests.clear()


def _printed(seen: Page, folder: Path) -> dict[tuple[int, ...], int]:
    """The colours of the first sheet of paper, and how many of its pixels have each."""
    path = folder / "paper.pdf"
    seen.pdf(path=path, format="A4", print_background=True)
    sheets = pdfium.PdfDocument(path)
    picture = sheets[0].render(scale=1).to_pil().convert("RGB")
    sheets.close()
    return {colour: count for count, colour in picture.getcolors(picture.width * picture.height)}


@pytest.mark.parametrize("count", [_FEW, _MANY])
def test_on_paper_incidents_lie_on_the_ground(browser: Browser, tmp_path: Path, count: int) -> None:
    from maps.style import PALETTE

    land = tuple(int(PALETTE["land"][start : start + 2], 16) for start in (1, 3, 5))
    with opened(browser, _write(_document(count), tmp_path)) as seen:
        seen.page.wait_for_timeout(500)
        colours = _printed(seen.page, tmp_path)
        assert colours.get(land, 0) > 50_000
        # Discs and their numbers are as dark as on the screen.
        assert sum(number for colour, number in colours.items() if max(colour) < 40) > 1_000
        # What stood in for the map on paper is gone again.
        assert seen.page.locator("canvas:visible").count() == (1 if count == _FEW else 2)


def test_a_map_in_a_frame_brings_no_script_that_it_does_not_use() -> None:
    document = _document(_MANY)
    whole = page(document).html.decode()
    framed = embed(document, Framed("x", 1.5, "map.html")).html.decode()
    beside = (
        "Dateline.filters =",
        "Dateline.search =",
        "Dateline.table =",
        "Dateline.address =",
        "Dateline.timeline =",
    )
    assert [part in whole for part in beside] == [True] * 5
    assert [part in framed for part in beside] == [False] * 5
    assert len(framed) < len(whole) - 25_000


def test_counts_are_written_alike_with_and_without_script(browser: Browser, tmp_path: Path) -> None:
    for language, written in (("en", "1,200"), ("fr", "1\u202f200"), ("ar", "1,200")):
        path = _write(dataclasses.replace(documents.crowd(1200), language=language), tmp_path)
        for script in (True, False):
            with opened(browser, path, java_script_enabled=script) as seen:
                if script:
                    seen.page.locator(".dl-many li").first.wait_for()
                assert written in seen.page.locator(".dl-list .dl-count").first.inner_text()


@pytest.mark.parametrize("kind", ["frame", "fragment"])
def test_tiles_come_in_a_frame_and_in_a_fragment_too(browser: Browser, tmp_path: Path, kind: str) -> None:
    document, path = documents.mali(), tmp_path / "host.html"
    with served({}) as host:
        tiles = Tiles(f"{host.address}{{z}}/{{x}}/{{y}}.png", "Example tiles")
        if kind == "frame":
            path.write_bytes(embed(document, Framed("x", 1.5, "map.html"), tiles=tiles).html)
        else:
            path.write_bytes(b"<!DOCTYPE html><title>x</title>" + fragment(document, tiles=tiles).html)
        window = browser.new_context()
        seen = window.new_page()
        seen.goto(path.as_uri())
        seen.get_by_text("Example tiles").wait_for()
        seen.wait_for_timeout(500)
        window.close()
    assert host.asked
    assert {referrer for _, referrer in host.asked} == {None}
