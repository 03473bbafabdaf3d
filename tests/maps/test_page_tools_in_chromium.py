"""What readers do with a page in Chromium: filter, search, play through time, sort, share what they see."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from geo import LonLat
from maps.document import Category
from maps.render.html import render
from tests.shared import documents
from tests.shared.browser import chromium, opened, violations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from maps.document import IncidentMark, MapDocument

_MAP = "window[document.querySelector('.folium-map').id]"
_TYPES = ("ambush", "attack", "strike")
_ACTORS = ("Wagner", "JNIM", "Malian army", "CSP-PSD")
_START = dt.date(2023, 1, 4)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def _reported(count: int = 40, **changes: Any) -> MapDocument:  # noqa: ANN401 -- fields of the type
    """Incidents of three types over two years: every tenth of unknown date, every seventh of a month."""
    base = documents.mali().incidents
    marks = []
    for n in range(count):
        day = _START + dt.timedelta(days=n * 17 % 700)
        edtf = None if n % 10 == 9 else f"{day:%Y-%m}" if n % 7 == 6 else day.isoformat()
        mark = dataclasses.replace(
            base[n % 3],
            id=f"i{n}",
            number=n + 1,
            title=f"Report {n + 1}",
            category=_TYPES[n % 3],
            when=edtf,
            when_edtf=edtf,
            point=LonLat(-8 + n * 7 % 150 / 10, 13 + n * 13 % 95 / 10),
            area=None,
            actors=(_ACTORS[n % 4],) if n % 5 else (_ACTORS[0], _ACTORS[1]),
            countries=("ML",),
        )
        marks.append(mark)
    return dataclasses.replace(documents.mali(), incidents=tuple(marks), **changes)


def _write(document: MapDocument, folder: Path) -> Path:
    path = folder / "map.html"
    path.write_bytes(render(document))
    return path


@pytest.fixture
def page_file(tmp_path: Path) -> Path:
    return _write(_reported(), tmp_path)


def _settle(page: Page) -> None:
    # Longer than the pauses after which a search looks and the address is written.
    page.wait_for_timeout(400)


def _on_map(page: Page) -> int:
    counted = page.locator(".dl-cluster").all_inner_texts()
    return int(page.locator(".dl-marker:not([hidden])").count()) + sum(map(int, counted))


def _in_list(page: Page) -> set[int]:
    shown = page.locator(".dl-list ol > li:not([hidden]) .dl-n").all_inner_texts()
    return {int(text) for text in shown}


def _choose(page: Page, menu: str, *options: str) -> None:
    page.locator(".dl-choice").get_by_role("button", name=menu).click()
    for option in options:
        page.get_by_role("group", name=menu).get_by_role("checkbox", name=option).check()
    page.keyboard.press("Escape")
    _settle(page)


def _numbers(document: MapDocument, keep: Any) -> set[int]:  # noqa: ANN401 -- a test of a mark
    return {mark.number for mark in document.incidents if keep(mark)}


def _said(page: Page) -> str:
    return str(page.locator(".dl-shown").inner_text())


def test_types_and_actors_filter_map_and_list_and_say_how_many(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as seen:
        page = seen.page
        assert _said(page) == ""
        _choose(page, "Type", "Ambush", "Strike")
        wanted = _numbers(_reported(), lambda mark: mark.category != "attack")
        assert _in_list(page) == wanted
        assert _on_map(page) == len(wanted)
        assert _said(page) == f"{len(wanted)} of 40 incidents"
        _choose(page, "Actors", "JNIM")
        both = _numbers(_reported(), lambda mark: mark.category != "attack" and "JNIM" in mark.actors)
        assert _in_list(page) == both
        assert _said(page) == f"{len(both)} of 40 incidents"
        page.get_by_role("button", name="Show all").click()
        assert _on_map(page) == 40
        assert _said(page) == ""


def test_an_option_says_what_it_would_leave_beside_the_other_filters(
    browser: Browser, page_file: Path
) -> None:
    with opened(browser, page_file) as seen:
        page = seen.page
        _choose(page, "Actors", "JNIM")
        page.get_by_role("button", name="Type").click()
        rows = page.get_by_role("group", name="Type").get_by_role("listitem").all_inner_texts()
        told = {row.split()[0].lower(): int(row.split()[-1]) for row in rows}
        marks = [mark for mark in _reported().incidents if "JNIM" in mark.actors]
        assert told == {key: sum(mark.category == key for mark in marks) for key in _TYPES}


def _days(mark: IncidentMark) -> tuple[dt.date, dt.date] | None:
    if mark.when_edtf is None:
        return None
    if len(mark.when_edtf) == len("2023-01"):
        first = dt.date.fromisoformat(f"{mark.when_edtf}-01")
        return first, (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    day = dt.date.fromisoformat(mark.when_edtf)
    return day, day


def _overlapping(first: str, last: str, *, undated: bool, document: MapDocument | None = None) -> set[int]:
    a, b = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    found = set()
    for mark in (document or _reported()).incidents:
        days = _days(mark)
        if undated if days is None else days[0] <= b and days[1] >= a:
            found.add(mark.number)
    return found


def _stretch(page: Page) -> tuple[str, str]:
    found = re.search(r"time=([\d-]+)\.\.([\d-]+)", page.url)
    assert found is not None, page.url
    return found[1], found[2]


def test_a_link_means_its_days_whatever_the_steps_of_the_timeline(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as seen:
        page = seen.page
        page.evaluate("location.hash = 'time=2024-03-05..2024-06-20'")
        _settle(page)
        assert _stretch(page) == ("2024-03-05", "2024-06-20")
        assert _in_list(page) == _overlapping("2024-03-05", "2024-06-20", undated=True)
        assert page.locator(".dl-time-range").inner_text() == "5 Mar \u2013 20 Jun 2024"
        # A handle goes on by whole steps.
        page.get_by_role("slider", name="From").press("ArrowRight")
        _settle(page)
        first, last = _stretch(page)
        assert first > "2024-03-05"
        assert last >= "2024-06-20"


def test_the_handles_keep_what_overlaps_and_unknown_dates_until_asked(
    browser: Browser, page_file: Path
) -> None:
    with opened(browser, page_file) as seen:
        page = seen.page
        begin, end = page.get_by_role("slider", name="From"), page.get_by_role("slider", name="To")
        begin.press("PageUp")
        begin.press("ArrowRight")
        end.press("PageDown")
        _settle(page)
        first, last = _stretch(page)
        assert "2023-01-04" < first < last < "2024-12-04"
        assert _in_list(page) == _overlapping(first, last, undated=True)
        # A month that reaches into the stretch counts.
        assert _in_list(page) & _numbers(
            _reported(), lambda mark: len(mark.when_edtf or "") == len("2023-01")
        )
        page.get_by_role("checkbox", name="With 4 incidents of unknown date").uncheck()
        _settle(page)
        assert _in_list(page) == _overlapping(first, last, undated=False)
        words = begin.get_attribute("aria-valuetext")
        assert words == f"{int(first[8:])} {dt.date.fromisoformat(first):%b %Y}"


def test_handles_never_cross(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as seen:
        begin, end = (seen.page.get_by_role("slider", name=name) for name in ("From", "To"))
        begin.press("End")
        assert int(begin.input_value()) == int(end.input_value()) - 1
        begin.press("Home")
        end.press("Home")
        assert (begin.input_value(), end.input_value()) == ("0", "1")


def _drag(page: Page, handle: Locator, share: float) -> None:
    box = handle.bounding_box()
    assert box is not None
    left, wide, middle = box["x"] + 12, box["width"] - 24, box["y"] + box["height"] / 2
    at = int(handle.input_value()) / int(handle.get_attribute("max") or 1)
    page.mouse.move(left + wide * at, middle)
    page.mouse.down()
    page.mouse.move(left + wide * share, middle, steps=8)
    page.mouse.up()


def test_both_handles_are_dragged_and_the_bars_show_what_lies_between(
    browser: Browser, page_file: Path
) -> None:
    with opened(browser, page_file) as seen:
        page = seen.page
        handles = [page.get_by_role("slider", name=name) for name in ("From", "To")]
        _drag(page, handles[0], 0.25)
        _drag(page, handles[1], 0.75)
        most = int(handles[0].get_attribute("max") or 0)
        for handle, share in zip(handles, (0.25, 0.75), strict=True):
            assert abs(int(handle.input_value()) / most - share) < 0.02
        out = page.locator(".dl-bar.dl-out").count()
        assert page.locator(".dl-bar").count() == most
        assert abs(out / most - 0.5) < 0.04


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_time_plays_only_when_asked_and_pauses(browser: Browser, page_file: Path, motion: Any) -> None:  # noqa: ANN401
    with opened(browser, page_file, reduced_motion=motion) as seen:
        page = seen.page
        begin = page.get_by_role("slider", name="From")
        page.wait_for_timeout(700)
        assert begin.input_value() == "0"
        page.get_by_role("button", name="Play through time").click()
        page.wait_for_timeout(1600)
        pause = page.get_by_role("button", name="Pause")
        moved = int(begin.input_value())
        assert moved >= 1
        pause.click()
        at = begin.input_value()
        page.wait_for_timeout(1300)
        assert begin.input_value() == at
        # At the end of time it stops by itself.
        page.get_by_role("slider", name="To").press("End")
        page.get_by_role("button", name="Play through time").click()
        assert begin.input_value() == "0"


def test_search_moves_the_map_to_a_place(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file, reduced_motion="reduce") as seen:
        page = seen.page
        box = page.get_by_role("combobox", name="Search for a place or incident")
        assert box.get_attribute("aria-expanded") == "false"
        box.fill("kidál")
        first = page.get_by_role("option").first
        first.wait_for()
        assert box.get_attribute("aria-expanded") == "true"
        assert first.inner_text().split("\n") == ["Kidal", "Town"]
        box.press("ArrowDown")
        active = box.get_attribute("aria-activedescendant")
        assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
        box.press("Enter")
        assert page.get_by_role("option").count() == 0
        at = page.evaluate(f"{_MAP}.getCenter()")
        assert abs(at["lat"] - 18.44) < 0.05
        assert abs(at["lng"] - 1.41) < 0.05
        assert page.locator(".dl-found").count() == 1


def test_search_opens_an_incident_that_the_filters_leave(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file, reduced_motion="reduce") as seen:
        page = seen.page
        box = page.get_by_role("combobox")
        box.fill("report 12")
        page.get_by_role("option", name="Report 12").click()
        dialog = page.get_by_role("dialog")
        assert "Report 12" in dialog.get_by_role("heading").inner_text()
        page.keyboard.press("Escape")
        assert box.evaluate("(box) => box === document.activeElement")
        # Incident 12 is a strike.
        _choose(page, "Type", "Ambush")
        box.fill("report 12")
        page.get_by_text("Nothing found among the incidents shown").first.wait_for()
        box.press("Escape")
        assert not page.locator(".dl-found-none").is_visible()


def test_an_incident_that_the_filters_hide_does_not_stay_open(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as seen:
        seen.page.get_by_role("button", name="Report 2", exact=True).click()
        assert seen.page.get_by_role("dialog").count() == 1
        _choose(seen.page, "Type", "Ambush")
        assert seen.page.get_by_role("dialog").count() == 0


def _view(page: Page) -> tuple[float, float, float]:
    zoom, at = page.evaluate(f"[{_MAP}.getZoom(), {_MAP}.getCenter()]")
    return zoom, at["lat"], at["lng"]


def test_the_address_holds_what_is_seen(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file, reduced_motion="reduce") as seen:
        page = seen.page
        assert "#" not in page.url
        page.get_by_role("button", name="Zoom in").click()
        page.get_by_role("slider", name="From").press("PageUp")
        _choose(page, "Type", "Ambush")
        _choose(page, "Actors", "Malian army")
        page.get_by_role("button", name="Show as table").click()
        _settle(page)
        said, view, address = _said(page), _view(page), page.url
    with opened(browser, page_file, reduced_motion="reduce") as seen:
        seen.page.goto("about:blank")
        seen.page.goto(address)
        _settle(seen.page)
        assert _said(seen.page) == said
        assert _view(seen.page) == pytest.approx(view, abs=0.01)
        assert seen.page.locator(".dl-table").is_visible()
        seen.page.get_by_role("button", name="Show the whole map").click()
        seen.page.get_by_role("button", name="Show all").click()
        seen.page.get_by_role("button", name="Show as list").click()
        _settle(seen.page)
        assert "#" not in seen.page.url
        seen.requests.clear()


@pytest.mark.parametrize(
    "fragment",
    [
        "map=NaN/1/2", "map=5", "map=1e9/91/0", "map=6/17/1/2", "type=%E0%A4%A&actor=%", "table=__proto__",
        "type=<img src=x onerror=alert(1)>", "type=constructor,toString", "time=2024-13-45..x", "time=..",
        "time=9999-12-31..0001-01-01x", "time=9998-01-01..9999-01-01", "&&&=&==", "a-heading",
        "2.type=ambush",
    ],
)  # fmt: skip
def test_rubbish_in_the_address_changes_nothing(browser: Browser, page_file: Path, fragment: str) -> None:
    with opened(browser, page_file, reduced_motion="reduce") as seen:
        page = seen.page
        view = _view(page)
        page.goto("about:blank")
        page.goto(f"{page_file.as_uri()}#{fragment}")
        _settle(page)
        assert _on_map(page) == 40
        assert _said(page) == ""
        assert _view(page) == pytest.approx(view, abs=0.01)
        seen.requests.clear()


_ODD_IDS = ("i0", "a b", "ä/ö", "100%", "x&y=z#1", "\"<b>'", "1", "كيدال", "%41", "../x", "日本", "40")


@pytest.mark.parametrize("count", [40, 400])
def test_a_link_opens_the_incident_of_its_id(browser: Browser, tmp_path: Path, count: int) -> None:
    base = _reported(count)
    renamed = [dataclasses.replace(mark, id=to) for to, mark in zip(_ODD_IDS, base.incidents, strict=False)]
    document = dataclasses.replace(base, incidents=(*renamed, *base.incidents[len(renamed) :]))
    path = _write(document, tmp_path)
    with opened(browser, path, reduced_motion="reduce") as seen:
        page = seen.page
        # Of 400 incidents the ids beyond those above count up.
        for mark in (*renamed, document.incidents[-1]):
            page.evaluate(f"location.hash = 'incident={quote(mark.id, safe='')}'")
            page.get_by_role("dialog").get_by_role("heading", name=mark.title, exact=False).wait_for()
            assert int(page.get_by_role("dialog").locator(".dl-n").inner_text()) == mark.number
        _settle(page)
        address = page.url
        assert "#incident=" in address
    with opened(browser, path, reduced_motion="reduce") as seen:
        seen.page.goto("about:blank")
        seen.page.goto(address)
        last = document.incidents[-1].title
        seen.page.get_by_role("dialog").get_by_role("heading", name=last).wait_for()
        # What is no id may be a number.
        seen.page.evaluate("location.hash = 'incident=3'")
        seen.page.get_by_role("dialog").get_by_role("heading", name="Report 3").wait_for()
        seen.requests.clear()


@pytest.mark.parametrize("allowed", [True, False])
def test_a_link_copies_itself_or_stands_there_to_be_copied(
    browser: Browser, page_file: Path, *, allowed: bool
) -> None:
    rights = ["clipboard-read", *(["clipboard-write"] if allowed else [])]
    with opened(browser, page_file, permissions=rights) as seen:
        page = seen.page
        page.get_by_role("button", name="Report 2", exact=True).click()
        link = page.get_by_role("link", name="Copy link")
        expected = f"{page_file.as_uri()}#incident=i1"
        assert link.get_attribute("href") == expected
        link.press("Enter")
        if allowed:
            page.get_by_text("Link copied").wait_for()
            assert page.evaluate("navigator.clipboard.readText()") == expected
        else:
            field = page.get_by_role("textbox", name="Copy link")
            assert field.input_value() == expected
            assert page.evaluate("getSelection().toString()") == expected


@pytest.mark.parametrize("count", [3, 400])
@pytest.mark.parametrize("key", ["41000", "0", "<img src=x onerror=alert(1)>", "%E0%A4%A", "a" * 5000])
def test_an_incident_that_there_is_not_is_told(
    browser: Browser, tmp_path: Path, count: int, key: str
) -> None:
    path = _write(_reported(count), tmp_path)
    with opened(browser, path, reduced_motion="reduce") as seen:
        page = seen.page
        page.goto("about:blank")
        page.goto(f"{path.as_uri()}#incident={key}")
        told = page.get_by_role("alert")
        assert "This map has no incident" in told.inner_text()
        assert key[:50] in told.inner_text()
        assert len(told.inner_text()) < 200
        assert page.get_by_role("dialog").count() == 0
        page.evaluate("location.hash = 'incident=2'")
        page.get_by_role("dialog").wait_for()
        assert told.count() == 0
        seen.requests.clear()


def test_without_ids_a_link_has_the_number(browser: Browser, tmp_path: Path) -> None:
    base = _reported(3)
    marks = [dataclasses.replace(mark, id=f"row-{mark.number + 1}") for mark in base.incidents]
    with opened(browser, _write(dataclasses.replace(base, incidents=tuple(marks)), tmp_path)) as seen:
        seen.page.get_by_role("button", name="Report 2", exact=True).click()
        link = seen.page.get_by_role("link", name="Copy link")
        assert str(link.get_attribute("href")).endswith("map.html#incident=2")


def _two_maps(folder: Path) -> Path:
    """A page with a second map, as an article may have it."""
    first, second = (
        render(dataclasses.replace(_reported(count), title=f"Map of {count}")).decode() for count in (40, 30)
    )
    head, _, rest = first.partition("</main>")
    more = second[second.index("<main") : second.index("</main>")].replace("<main", "<div")
    path = folder / "two.html"
    path.write_text(f"{head}</main>{more}</div>{rest}", "utf-8")
    return path


def test_two_maps_of_a_page_do_not_fight_over_the_address(browser: Browser, tmp_path: Path) -> None:
    path = _two_maps(tmp_path)
    with opened(browser, path, reduced_motion="reduce") as seen:
        page = seen.page
        for nth, option in enumerate(("Ambush", "Strike")):
            opener = page.get_by_role("button", name="Type").nth(nth)
            opener.click()
            page.get_by_role("checkbox", name=option).locator("visible=true").check()
            page.keyboard.press("Escape")
            _settle(page)
        assert set(page.url.partition("#")[2].split("&")) == {"type=ambush", "2.type=strike"}
        said = page.locator(".dl-shown").all_inner_texts()
        assert said == ["14 of 40 incidents", "10 of 30 incidents"]
        page.reload()
        _settle(page)
        assert page.locator(".dl-shown").all_inner_texts() == said
        seen.requests.clear()


def test_a_map_of_three_incidents_has_no_tools_that_it_does_not_need(
    browser: Browser, tmp_path: Path
) -> None:
    with opened(browser, _write(documents.mali(), tmp_path)) as seen:
        for role in ("combobox", "slider", "checkbox"):
            assert seen.page.get_by_role(role).count() == 0
        assert seen.page.locator(".dl-tools").locator("visible=true").count() == 0
        assert not seen.page.get_by_role("button", name="Show the whole map").is_visible()


def test_what_all_incidents_share_is_no_filter(browser: Browser, tmp_path: Path) -> None:
    marks = tuple(
        dataclasses.replace(mark, category="attack", when_edtf="2024-07-27", actors=("JNIM",))
        for mark in _reported(20).incidents
    )
    alike = _reported(20, categories=(Category("attack", "Attack"),))
    with opened(browser, _write(dataclasses.replace(alike, incidents=marks), tmp_path)) as seen:
        assert seen.page.get_by_role("combobox").count() == 1
        assert seen.page.get_by_role("slider").count() == 0
        for name in ("Type", "Actors"):
            assert seen.page.get_by_role("button", name=name, exact=True).count() == 0


def test_many_actors_are_found_by_typing(browser: Browser, tmp_path: Path) -> None:
    marks = tuple(
        dataclasses.replace(mark, actors=(f"Group {mark.number}", "Wagner"))
        for mark in _reported(30).incidents
    )
    with opened(browser, _write(dataclasses.replace(_reported(), incidents=marks), tmp_path)) as seen:
        page = seen.page
        page.get_by_role("button", name="Actors").click()
        menu = page.get_by_role("group", name="Actors")
        assert menu.get_by_role("checkbox").count() == 31
        # Who takes part in most incidents comes first.
        assert menu.get_by_role("listitem").first.inner_text().split("\n")[0] == "Wagner"
        menu.get_by_role("searchbox").fill("group 27")
        assert menu.get_by_role("checkbox").count() == 1
        menu.get_by_role("checkbox", name="Group 27").check()
        _settle(page)
        assert _in_list(page) == {27}


def _column(page: Page, name: str) -> list[str]:
    return [text.strip() for text in page.locator(f"td.dl-col-{name}").all_inner_texts()]


def test_the_table_says_what_the_map_shows_and_sorts(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as seen:
        page = seen.page
        page.get_by_role("button", name="Show as table").click()
        table = page.locator(".dl-list").get_by_role("table")
        table.wait_for()
        assert page.locator(".dl-list ol").is_hidden()
        assert table.get_by_role("columnheader").all_inner_texts() == [
            "No.", "Date", "Incident", "Type", "Place", "Precision", "Figures claimed"
        ]  # fmt: skip
        assert table.get_by_role("rowheader").count() == 40
        assert table.locator("caption").inner_text() == "40 incidents on the map"
        figures = table.get_by_role("row").nth(1).locator(".dl-figures").inner_text()
        assert "50 deaths, Wagner (JNIM)" in figures
        assert "and 11 more" in figures
        date = table.get_by_role("columnheader", name="Date")
        for way in ("ascending", "descending"):
            date.get_by_role("button").click()
            _settle(page)
            assert date.get_attribute("aria-sort") == way
            known = [text for text in _column(page, "date") if text != "Date not known"]
            assert known == sorted(known, reverse=way == "descending")
            # What is not known is last whichever way.
            assert _column(page, "date")[len(known) :] == ["Date not known"] * 4
        _choose(page, "Type", "Ambush")
        assert set(_column(page, "type")) == {"Ambush"}
        assert table.locator("caption").inner_text() == "14 of 40 incidents"
        title = table.get_by_role("rowheader").first.get_by_role("button")
        title.press("Enter")
        assert title.inner_text() in page.get_by_role("dialog").get_by_role("heading").inner_text()
        page.keyboard.press("Escape")
        assert title.evaluate("(title) => title === document.activeElement")


def test_a_long_table_has_pages(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, _write(_reported(230), tmp_path)) as seen:
        page = seen.page
        page.get_by_role("button", name="Show as table").click()
        following = page.get_by_role("button", name="Next")
        following.wait_for()
        assert page.get_by_role("rowheader").count() == 100
        following.click()
        following.click()
        page.get_by_text("201 to 230 of 230").wait_for()
        assert _column(page, "number") == [str(number) for number in range(201, 231)]
        assert following.get_attribute("aria-disabled") == "true"


def test_the_same_tools_serve_many_incidents_on_a_canvas(browser: Browser, tmp_path: Path) -> None:
    document = _reported(400)
    with opened(browser, _write(document, tmp_path), reduced_motion="reduce") as seen:
        page = seen.page
        assert page.locator(".dl-marker").count() == 0
        _choose(page, "Type", "Ambush")
        _choose(page, "Actors", "JNIM")
        begin = page.get_by_role("slider", name="From")
        begin.press("PageUp")
        begin.press("PageUp")
        _settle(page)
        first, last = _stretch(page)
        in_time = _overlapping(first, last, undated=True, document=document)
        wanted = in_time & _numbers(
            document, lambda mark: mark.category == "ambush" and "JNIM" in mark.actors
        )
        assert _said(page) == f"{len(wanted)} of 400 incidents"
        page.get_by_role("button", name="Show as table").click()
        page.get_by_role("rowheader").first.wait_for()
        assert {int(number) for number in _column(page, "number")} == wanted
        page.get_by_role("columnheader", name="Incident").get_by_role("button").click()
        page.get_by_role("combobox").fill(f"report {min(wanted)}")
        page.get_by_role("option", name=f"Report {min(wanted)} ").first.click()
        dialog = page.get_by_role("dialog")
        assert f"Report {min(wanted)}" in dialog.get_by_role("heading").inner_text()
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Show all").click()
        page.get_by_text("1 to 100 of 400").wait_for()


def test_without_javascript_there_is_a_table_or_what_it_comes_to(browser: Browser, tmp_path: Path) -> None:
    for count in (40, 501):
        with opened(browser, _write(_reported(count), tmp_path), java_script_enabled=False) as seen:
            tables = seen.page.locator("noscript table.dl-table")
            rows = tables.first.locator("tbody tr")
            if count == 40:
                assert rows.count() == 40
                heading = seen.page.get_by_role("heading", name="Place and sources")
                boxes = [
                    one.evaluate("one => one.getBoundingClientRect().toJSON()")
                    for one in (tables.first, heading, seen.page.locator(".dl-incident").first)
                ]
                assert boxes[0]["bottom"] + 24 < boxes[1]["top"] < boxes[1]["bottom"] < boxes[2]["top"]
                assert rows.first.locator("th").inner_text() == "Report 1"
                assert "more than 25 deaths, Russians (sources in the Malian army)" in rows.first.inner_text()
            else:
                assert tables.count() == 3
                assert rows.first.inner_text().split() == ["Ambush", "167"]
                assert tables.nth(1).locator("tbody tr").inner_text().split() == ["Mali", "501"]
                months = tables.nth(2).locator("tbody td").all_inner_texts()
                assert sum(map(int, months)) == 501
            assert not seen.page.locator(".dl-button").count()


_STATES: dict[str, Any] = {
    "open filter": lambda page: page.locator(".dl-choice button").first.click(),
    "open search": lambda page: page.get_by_role("combobox").fill("i"),
    "filtered": lambda page: page.get_by_role("slider").first.press("PageUp"),
    "table": lambda page: page.locator(".dl-table-toggle").click(),
    "popup": lambda page: page.locator(".dl-show").first.press("Enter"),
}


@pytest.mark.parametrize(
    "seen_as",
    [
        "desktop light en 40", "phone light en 40", "desktop dark fr 40", "phone dark ar 40",
        "desktop light ar 40", "desktop dark en 301", "phone light fr 301",
    ],
)  # fmt: skip
def test_axe_finds_nothing_in_any_state(browser: Browser, tmp_path: Path, seen_as: str) -> None:
    size, scheme, language, count = seen_as.split()
    look: dict[str, Any] = {"phone": size == "phone", "color_scheme": scheme, "reduced_motion": "reduce"}
    document = _reported(int(count), language=language)
    # The first three have claims of every kind; axe looks at each element, which takes time.
    bare = [dataclasses.replace(mark, claims=mark.claims[:1]) for mark in document.incidents[3:]]
    marks = (*document.incidents[:3], *bare)
    path = _write(dataclasses.replace(document, incidents=marks), tmp_path)
    with opened(browser, path, **look) as seen:
        page = seen.page
        assert violations(page) == []
        if size == "phone":
            page.locator(".dl-unfold").click()
        for state, act in _STATES.items():
            act(page)
            _settle(page)
            assert violations(page) == [], state
            page.keyboard.press("Escape")


@pytest.mark.parametrize("phone", [False, True])
def test_what_is_pressed_is_large_enough(browser: Browser, page_file: Path, *, phone: bool) -> None:
    with opened(browser, page_file, phone=phone) as seen:
        page = seen.page
        if phone:
            page.locator(".dl-unfold").click()
        page.locator(".dl-choice button").first.click()
        page.locator(".dl-table-toggle").click()
        _settle(page)
        small = page.eval_on_selector_all(
            "button, input:not([type=checkbox]), label:has(input), summary, [role=option]",
            """(all) => all.filter((one) => one.checkVisibility() && !one.matches('.dl-vh'))
              .map((one) => [one.className || one.tagName, one.getBoundingClientRect()])
              .filter(([, box]) => box.width && (box.width < 24 || box.height < 24)).map(([name]) => name)""",
        )
        assert small == []


def test_tools_fold_away_on_a_phone(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file, phone=True) as seen:
        page = seen.page
        unfold = page.get_by_role("button", name="Search and filter")
        assert not page.get_by_role("combobox").is_visible()
        assert not page.get_by_role("slider", name="From").is_visible()
        unfold.click()
        assert unfold.get_attribute("aria-expanded") == "true"
        assert page.get_by_role("combobox").is_visible()
        assert page.get_by_role("slider", name="From").is_visible()


@pytest.mark.parametrize("width", [320, 390, 768])
def test_nothing_makes_the_page_scroll_sideways(browser: Browser, page_file: Path, width: int) -> None:
    # 320 pixels are a window of 1280 at a zoom of 400 % (WCAG 2.2, 1.4.10); letters spaced as in 1.4.12.
    spaced = "line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important"
    with opened(browser, page_file, viewport={"width": width, "height": 700}, bypass_csp=True) as seen:
        page = seen.page
        for style in ("", spaced):
            page.add_style_tag(content=f"* {{ {style} }}")
            for _ in range(2):
                assert page.evaluate("document.documentElement.scrollWidth") <= width
                if page.locator(".dl-unfold").is_visible():
                    page.locator(".dl-unfold").click()
                if page.locator(".dl-choice").first.is_visible():
                    page.locator(".dl-choice button").last.click()
                    assert page.evaluate("document.documentElement.scrollWidth") <= width
                page.locator(".dl-table-toggle").click()
                _settle(page)


def test_arabic_mirrors_the_timeline(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, _write(_reported(language="ar"), tmp_path)) as seen:
        page = seen.page
        begin = page.get_by_role("slider", name="من")
        begin.press("ArrowLeft")
        _settle(page)
        # Time runs to the left: the left arrow is later.
        assert begin.input_value() == "1"
        line, play = page.locator(".dl-track").bounding_box(), page.locator(".dl-square").bounding_box()
        assert line is not None
        assert play is not None
        assert play["x"] > line["x"] + line["width"] - 1
        first = page.locator(".dl-bar-all").first.bounding_box()
        last = page.locator(".dl-bar-all").last.bounding_box()
        assert first is not None
        assert last is not None
        assert first["x"] > last["x"]


def test_the_whole_screen_holds_map_tools_and_credits(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as seen:
        page = seen.page
        page.get_by_role("button", name="Full screen", exact=True).click()
        page.wait_for_timeout(600)
        assert page.evaluate("document.fullscreenElement.className").startswith("dl-figure")
        for part in (".dl-search", ".folium-map", ".dl-time", ".dl-credits"):
            box = page.locator(part).bounding_box()
            assert box is not None
            assert box["y"] >= 0
        page.get_by_role("button", name="Leave full screen").click()
        page.wait_for_timeout(300)
        assert page.evaluate("document.fullscreenElement") is None


def test_on_paper_the_tools_are_gone_and_the_count_stays(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as seen:
        page = seen.page
        _choose(page, "Type", "Ambush")
        page.emulate_media(media="print")
        assert not page.locator(".dl-button, .dl-search, .dl-track").locator("visible=true").count()
        assert page.get_by_text("14 of 40 incidents").first.is_visible()
        assert page.locator(".dl-time-range").is_visible()


def test_tools_work_in_a_sandboxed_frame(browser: Browser, page_file: Path, tmp_path: Path) -> None:
    host = tmp_path / "host.html"
    inner = page_file.read_text("utf-8").replace("&", "&amp;").replace('"', "&quot;")
    host.write_text(
        "<!DOCTYPE html><title>x</title>"
        f'<iframe sandbox="allow-scripts" width=1000 height=800 srcdoc="{inner}">', "utf-8"
    )  # fmt: skip
    with opened(browser, host) as seen:
        frame = seen.page.frame_locator("iframe")
        frame.get_by_role("button", name="Type").click()
        frame.get_by_role("checkbox", name="Ambush").check()
        frame.get_by_text("14 of 40 incidents").first.wait_for()
        frame.get_by_role("button", name="Report 1", exact=True).click()
        frame.get_by_role("dialog").wait_for()
        # Such a page has no address that a link could lead to.
        assert frame.get_by_role("link", name="Copy link").count() == 0
        _settle(seen.page)
        seen.requests[:] = [address for address in seen.requests if address != "about:srcdoc"]


def _boxes(page: Page, selector: str) -> list[Any]:
    return list(
        page.eval_on_selector_all(
            selector,
            """(all) => all.filter((one) => one.checkVisibility()).map((one) => {
              const { left, top, right, bottom } = one.getBoundingClientRect();
              return [one.closest('.dl-marker').dataset.number, left, top, right, bottom];
            })""",
        )
    )


def test_numbers_of_markers_cover_no_other_marker(browser: Browser, tmp_path: Path) -> None:
    document = documents.mali()
    first, second, third = document.incidents
    # Close by, as in the README's picture, but not so close that they are fanned out.
    beside = dataclasses.replace(third, point=LonLat(first.point.lon - 0.75, first.point.lat), area=None)
    near = dataclasses.replace(document, incidents=(dataclasses.replace(first, area=None), second, beside))
    with opened(browser, _write(near, tmp_path), reduced_motion="reduce") as seen:
        assert seen.page.locator(".dl-leaders line").count() == 0
        for number, left, top, right, bottom in _boxes(seen.page, ".dl-number"):
            for other, west, north, east, south in _boxes(seen.page, ".dl-marker svg"):
                apart = number == other or left >= east or west >= right or top >= south or north >= bottom
                assert apart, (number, other)
