"""The page as readers meet it: in Chromium, from a file, without network."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import maps
from geo import LonLat, borders, distance_m
from maps.render.html import render, to_folium
from maps.style import PALETTE
from tests.shared import documents
from tests.shared.browser import chromium, opened, violations, wait
from tests.shared.injection import BATTERY, TEXTS, filled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from maps.document import MapDocument

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "mali-2024"
_MAP = "window[document.querySelector('.folium-map').id]"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def mali(tmp_path: Path) -> Path:
    return _write(documents.mali(), tmp_path)


def _write(document: MapDocument, folder: Path) -> Path:
    path = folder / "map.html"
    path.write_bytes(render(document))
    return path


def _canvas_colours(page: Page) -> dict[str, int]:
    return dict(
        page.evaluate(
            """() => {
              const canvas = document.querySelector('.leaflet-dl-ground-pane canvas, .leaflet-pane canvas');
              const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
              const counts = {};
              for (let i = 0; i < data.length; i += 4) {
                if (data[i + 3] < 255) continue;
                const key = '#' + [0, 1, 2].map((c) => data[i + c].toString(16).padStart(2, '0')).join('');
                counts[key] = (counts[key] || 0) + 1;
              }
              return Object.entries(counts);
            }"""
        )
    )


def _boxes(page: Page, selector: str) -> list[dict[str, float]]:
    found = page.eval_on_selector_all(
        selector,
        """(all) => all.map((one) => {
          const { left, top, right, bottom } = one.getBoundingClientRect();
          return { left, top, right, bottom };
        })""",
    )
    return list(found)


def _overlap(a: dict[str, float], b: dict[str, float]) -> bool:
    # A pixel of tolerance: text boxes have a little air of their own.
    across = a["left"] < b["right"] - 1 and b["left"] < a["right"] - 1
    return across and a["top"] < b["bottom"] - 1 and b["top"] < a["bottom"] - 1


def test_background_and_border_are_drawn(browser: Browser, mali: Path) -> None:
    with opened(browser, mali) as seen:
        colours = _canvas_colours(seen.page)
        for name, least in (("land", 100_000), ("sea", 1_000), ("lake", 100), ("emphasised_border", 300)):
            assert colours.get(PALETTE[name], 0) > least, name


def _expected_on_screen(page: Page, at: LonLat) -> tuple[float, float]:
    """Where Web Mercator puts a point, computed here from the corners that the map says it shows."""
    west, south, east, north = page.evaluate(f"{_MAP}.getBounds().toBBoxString()").split(",")
    frame = page.locator(".folium-map").bounding_box()
    assert frame is not None

    def height(lat: float) -> float:
        return math.asinh(math.tan(math.radians(lat)))

    across = (at.lon - float(west)) / (float(east) - float(west))
    down = (height(float(north)) - height(at.lat)) / (height(float(north)) - height(float(south)))
    # The frame has a border of one pixel, inside which the map lies.
    return frame["x"] + 1 + across * (frame["width"] - 2), frame["y"] + 1 + down * (frame["height"] - 2)


@pytest.mark.parametrize("phone", [False, True])
def test_incidents_stand_where_they_belong(browser: Browser, mali: Path, *, phone: bool) -> None:
    touch = {"point": 40, "near": 17, "area": 17}
    with opened(browser, mali, phone=phone) as seen:
        assert seen.page.locator(".dl-marker").count() == 3
        for mark in documents.mali().incidents:
            box = seen.page.locator(f".dl-marker[data-number='{mark.number}']").bounding_box()
            assert box is not None
            x, y = _expected_on_screen(seen.page, mark.point)
            assert abs(box["x"] + 16 - x) <= 2
            assert abs(box["y"] + touch[mark.precision] - y) <= 2


@pytest.mark.parametrize("phone", [False, True])
def test_a_click_opens_the_claims_side_by_side(browser: Browser, mali: Path, *, phone: bool) -> None:
    with opened(browser, mali, phone=phone) as seen:
        seen.page.locator(".dl-marker[data-number='1']").click()
        popup = seen.page.get_by_role("dialog")
        assert popup.get_by_role("heading").inner_text().split("\n") == ["1", "Ambush at Tinzaouaten"]
        assert popup.locator("tbody th").count() == 14
        row = popup.get_by_role("row").filter(has_text="heavy losses").first
        assert row.get_by_role("cell").all_inner_texts()[0].strip() == "Wagner"
        link = row.get_by_role("link", name="Reuters")
        assert link.get_attribute("href") == "https://example.org/reuters?a=1&b=2"
        assert link.get_attribute("rel") == "noopener noreferrer"
        assert "84 and 47 make 131" in popup.inner_text()
        popup.get_by_role("button", name="Close").click()
        popup.wait_for(state="detached")


@pytest.mark.parametrize("key", ["Enter", "Space"])
@pytest.mark.parametrize("phone", [False, True])
def test_the_keyboard_does_what_the_mouse_does(
    browser: Browser, mali: Path, key: str, *, phone: bool
) -> None:
    with opened(browser, mali, phone=phone) as seen:
        page = seen.page
        focused = "document.activeElement.getAttribute('aria-label') || ''"
        for _ in range(20):
            page.keyboard.press("Tab")
            if page.evaluate(focused).startswith("Incident 2"):
                break
        assert page.evaluate(focused) == (
            "Incident 2: Attack on a checkpoint in Mopti. 21 November 2024. At the point shown."
        )
        page.keyboard.press(key)
        popup = page.get_by_role("dialog")
        assert "Attack on a checkpoint in Mopti" in popup.inner_text()
        assert popup.evaluate("(popup) => popup.contains(document.activeElement)")
        page.keyboard.press("Escape")
        popup.wait_for(state="detached")
        assert page.evaluate(focused).startswith("Incident 2")


def test_a_headline_in_the_list_opens_its_incident_on_the_map(browser: Browser, mali: Path) -> None:
    with opened(browser, mali) as seen:
        headline = seen.page.get_by_role("button", name="Ambush at Tinzaouaten", exact=True)
        headline.press("Enter")
        assert seen.page.get_by_role("dialog").locator("tbody th").count() == 14
        seen.page.keyboard.press("Escape")
        assert headline.evaluate("(button) => button === document.activeElement")


@pytest.mark.parametrize(
    "document", [documents.mali(), documents.empty(), documents.one(), documents.crowd(30)]
)
@pytest.mark.parametrize("window", ["desktop light", "phone light", "desktop dark", "phone dark"])
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, document: MapDocument, window: str) -> None:
    size, scheme = window.split()
    look: dict[str, Any] = {"phone": size == "phone", "color_scheme": scheme, "reduced_motion": "reduce"}
    with opened(browser, _write(document, tmp_path), **look) as seen:
        assert violations(seen.page) == []
        markers = seen.page.locator(".dl-marker:not([hidden])")
        if markers.count():
            seen.page.locator("summary").first.click()
            markers.last.press("Enter")
            assert seen.page.get_by_role("dialog").count() == 1
            assert violations(seen.page) == []


def test_scrolling_past_the_map_is_not_trapped(browser: Browser, mali: Path) -> None:
    with opened(browser, mali, viewport={"width": 800, "height": 600}) as seen:
        page = seen.page
        zoom = page.evaluate(f"{_MAP}.getZoom()")
        page.locator(".folium-map").hover()
        page.mouse.wheel(0, 200)
        wait(page, "window.scrollY > 100")
        assert page.evaluate(f"{_MAP}.getZoom()") == zoom
        page.locator(".folium-map").hover()
        page.keyboard.down("Control")
        page.mouse.wheel(0, -200)
        page.keyboard.up("Control")
        wait(page, f"{_MAP}.getZoom() > {zoom}")


def test_one_finger_scrolls_the_page_and_leaves_the_map(browser: Browser, mali: Path) -> None:
    with opened(browser, mali, phone=True) as seen:
        page = seen.page
        centre = page.evaluate(f"{_MAP}.getCenter()")
        finger = page.context.new_cdp_session(page)

        def touch(kind: str, *at: dict[str, int]) -> None:
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(at)})
            page.wait_for_timeout(16)

        touch("touchStart", {"x": 200, "y": 450})
        for up in range(10, 210, 10):
            touch("touchMove", {"x": 200, "y": 450 - up})
        touch("touchEnd")
        assert page.evaluate("window.scrollY") > 100
        assert page.evaluate(f"{_MAP}.getCenter()") == centre


def test_names_never_cover_each_other_or_a_marker(browser: Browser, mali: Path) -> None:
    with opened(browser, mali, reduced_motion="reduce") as seen:
        for _ in range(4):
            # A turned name's box says little of where it is; it was placed by smaller boxes.
            names = _boxes(seen.page, "text.dl-label:not([transform])")
            taken = names + _boxes(seen.page, ".dl-marker")
            assert names
            assert not [(a, b) for i, a in enumerate(names) for b in taken[i + 1 :] if _overlap(a, b)]
            seen.page.get_by_role("button", name="Zoom in").click()


@pytest.mark.parametrize("towns", [("Bamako", "Mogadishu", "Cape Town", "Cairo"), ("Gaza", "Amman")])
def test_the_names_of_countries_stand_in_their_countries(
    browser: Browser, tmp_path: Path, towns: tuple[str, ...]
) -> None:
    report = maps.Report(tuple(maps.Incident(town, place_text=town) for town in towns))
    document = maps.compose(report)
    with opened(browser, _write(document, tmp_path)) as seen:
        stands: list[tuple[str, float, float]] = seen.page.evaluate(
            f"""() => [...document.querySelectorAll('.dl-label-country')].map((name) => {{
              const box = name.getBoundingClientRect();
              const frame = document.querySelector('.folium-map').getBoundingClientRect();
              const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
              const at = {_MAP}.containerPointToLatLng([x - frame.left, y - frame.top]);
              return [name.textContent, at.lng, at.lat];
            }})"""
        )
    assert len(stands) >= 3
    moved = {
        name: str(borders.side(LonLat.wrapped(lon, lat)))
        for name, lon, lat in stands
        if not _in_its_country(document, name, LonLat.wrapped(lon, lat))
    }
    assert moved == {}


def _in_its_country(document: MapDocument, name: str, at: LonLat) -> bool:
    """Whether a name is in the country that it names, or where its data put it, as by a small island."""
    label = next(label for label in document.labels if label.text.upper() == name)
    meant = set(borders.side(label.point).countries)
    return distance_m(at, label.point) < 60_000 or bool(meant & set(borders.side(at).countries))


def test_the_scale_bar_is_true_at_the_middle_of_the_map(browser: Browser, mali: Path) -> None:
    with opened(browser, mali) as seen:
        bar = seen.page.locator(".leaflet-control-scale-line").first
        box = bar.bounding_box()
        assert box is not None
        ends = [
            seen.page.evaluate(
                f"(([x]) => {_MAP}.containerPointToLatLng([x, {_MAP}.getSize().y / 2]))([{x}])"
            )
            for x in (0, box["width"])
        ]
        metres = distance_m(*(LonLat(end["lng"], end["lat"]) for end in ends))
        said, unit = bar.inner_text().split()
        assert unit == "km"
        # Leaflet measures on a sphere, and bars are whole pixels.
        assert metres == pytest.approx(float(said) * 1000, rel=0.015)
        assert seen.page.locator(".leaflet-control-scale-line").nth(1).inner_text().endswith(" mi")


def test_many_incidents_are_all_there_and_told_apart(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, _write(documents.crowd(200), tmp_path), reduced_motion="reduce") as seen:
        page = seen.page
        counts = [int(text) for text in page.locator(".dl-cluster").all_inner_texts()]
        assert max(counts) >= 24
        assert page.locator(".dl-marker:not([hidden])").count() + sum(counts) == 200
        bodies = _boxes(page, ".dl-marker:not([hidden])")
        middles = [((b["left"] + b["right"]) / 2, (b["top"] + b["bottom"]) / 2) for b in bodies]
        assert len(set(middles)) == len(middles)
        assert page.locator("article").count() == 200
        # The heap lies at one place, which no zoom takes apart: in the end all of it is in a menu.
        while page.get_by_role("dialog").count() == 0:
            counts = [int(text) for text in page.locator(".dl-cluster").all_inner_texts()]
            page.locator(".dl-cluster").nth(counts.index(max(counts))).press("Enter")
        menu = page.get_by_role("dialog")
        assert menu.get_by_role("listitem").count() >= 24
        menu.get_by_role("button", name="Incident").first.click()
        assert "Incident" in page.get_by_role("dialog").get_by_role("heading").inner_text()


def test_two_at_one_place_are_fanned_out_with_lines_to_it(browser: Browser, tmp_path: Path) -> None:
    document = documents.mali()
    first, second, third = document.incidents
    together = dataclasses.replace(
        document, incidents=(first, dataclasses.replace(second, point=first.point), third)
    )
    with opened(browser, _write(together, tmp_path)) as seen:
        a, b = (_boxes(seen.page, f".dl-marker[data-number='{n}']")[0] for n in (1, 2))
        assert not _overlap(a, b)
        assert seen.page.locator(".dl-leaders line").count() == 2
        x, y = _expected_on_screen(seen.page, first.point)
        dot = _boxes(seen.page, ".dl-leaders circle")[0]
        assert abs((dot["left"] + dot["right"]) / 2 - x) <= 2
        assert abs((dot["top"] + dot["bottom"]) / 2 - y) <= 2


def test_without_javascript_the_list_says_everything(browser: Browser, mali: Path) -> None:
    with opened(browser, mali, java_script_enabled=False) as seen:
        page = seen.page
        assert page.get_by_text("The interactive map needs JavaScript").is_visible()
        assert not page.locator(".folium-map").is_visible()
        page.locator("summary").first.click()
        assert page.locator(".dl-claims").first.locator("tbody th").count() == 14
        assert page.get_by_text("No place of this name is known.").is_visible()


def _framed(page: Path, attributes: str = "") -> Path:
    host = page.with_name("host.html")
    # The frame's text stands in the host, so that opening it is no second request.
    inner = page.read_text("utf-8").replace("&", "&amp;").replace('"', "&quot;")
    frame = f'<iframe {attributes} width=900 height=800 srcdoc="{inner}"></iframe>'
    host.write_text(f"<!DOCTYPE html><title>x</title>{frame}", "utf-8")
    return host


def test_it_works_in_a_sandboxed_frame(browser: Browser, mali: Path) -> None:
    with opened(browser, _framed(mali, 'sandbox="allow-scripts"')) as seen:
        frame = seen.page.frame_locator("iframe")
        frame.locator(".dl-marker[data-number='1']").click()
        assert frame.get_by_role("dialog").locator("tbody th").count() == 14
        seen.requests[:] = [address for address in seen.requests if address != "about:srcdoc"]


_OFFSETS = """() => {
  const frame = document.querySelector('.folium-map').getBoundingClientRect();
  return Array.from(document.querySelectorAll('.dl-marker'), (marker) => {
    const { x, y } = marker.getBoundingClientRect();
    return [Math.round(x - frame.x), Math.round(y - frame.y)];
  });
}"""
_LEAST = f"{_MAP}.getMinZoom()"


def test_a_frame_that_is_hidden_at_first_shows_the_whole_view(browser: Browser, mali: Path) -> None:
    with opened(browser, _framed(mali)) as seen:
        frame = seen.page.frames[1]
        frame.locator(".dl-whole").wait_for()
        expected, least = frame.evaluate(_OFFSETS), frame.evaluate(_LEAST)
    with opened(browser, _framed(mali, 'style="display: none"')) as seen:
        frame = seen.page.frames[1]
        frame.locator(".dl-whole").wait_for(state="attached")
        # A hidden tab may be measured, too.
        assert frame.evaluate(f"{_MAP}.getSize().x") == 0
        seen.page.evaluate("document.querySelector('iframe').style.display = ''")
        seen.page.wait_for_timeout(700)
        assert frame.evaluate(_OFFSETS) == expected
        assert frame.evaluate(_LEAST) == least


def test_a_page_made_narrow_still_shows_the_whole_view(browser: Browser, mali: Path) -> None:
    with opened(browser, mali, viewport={"width": 320, "height": 700}) as seen:
        wait(seen.page, "document.querySelector('.dl-whole') !== null")
        narrow = seen.page.evaluate(f"[{_MAP}.getZoom(), {_LEAST}]")
    with opened(browser, mali, viewport={"width": 1600, "height": 1000}) as seen:
        wait(seen.page, "document.querySelector('.dl-whole') !== null")
        seen.page.set_viewport_size({"width": 320, "height": 700})
        seen.page.wait_for_timeout(700)
        assert seen.page.evaluate(f"[{_MAP}.getZoom(), {_LEAST}]") == narrow


def test_dark_is_dark_and_print_unfolds(browser: Browser, mali: Path) -> None:
    with opened(browser, mali, color_scheme="dark") as seen:
        assert _canvas_colours(seen.page).get("#2a2c2f", 0) > 100_000
        seen.page.emulate_media(color_scheme="light")
        seen.page.wait_for_timeout(200)
        assert _canvas_colours(seen.page).get(PALETTE["land"], 0) > 100_000
        seen.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert seen.page.locator("details:not([open])").count() == 0
        seen.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        assert seen.page.locator("details[open]").count() == 0


def _edge(page: Page, where: str) -> bytes:
    """A pixel at the upper or lower edge of what scrolls in the popup, its text hidden, as a picture."""
    page.evaluate("() => document.activeElement.children[0].style.setProperty('visibility', 'hidden')")
    box = page.evaluate("() => document.activeElement.getBoundingClientRect().toJSON()")
    down = box["top"] + 5 if where == "top" else box["bottom"] - 5
    pixel = page.screenshot(clip={"x": box["left"] + 60, "y": down, "width": 1, "height": 1})
    page.evaluate("() => document.activeElement.children[0].style.removeProperty('visibility')")
    return pixel


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("phone", [False, True])
def test_what_scrolls_in_a_popup_says_so_and_scrolls_by_keyboard(
    browser: Browser, mali: Path, scheme: str, *, phone: bool
) -> None:
    look: dict[str, Any] = {"color_scheme": scheme, "reduced_motion": "reduce"}
    with opened(browser, mali, phone=phone, **look) as seen:
        page = seen.page
        page.locator(".dl-marker[data-number='1']").press("Enter")
        scrolled = "document.activeElement.scrollTop"
        assert (
            page.evaluate("document.activeElement.scrollHeight - document.activeElement.clientHeight") > 100
        )
        page.wait_for_timeout(300)
        top, bottom = _edge(page, "top"), _edge(page, "bottom")
        assert top != bottom
        page.keyboard.press("PageDown")
        wait(page, f"{scrolled} > 50")
        page.keyboard.press("End")
        wait(
            page,
            f"{scrolled} + document.activeElement.clientHeight + 1 >= document.activeElement.scrollHeight",
        )
        page.wait_for_timeout(300)
        # Plain paper is where nothing more is: at the top before, at the bottom now.
        assert _edge(page, "bottom") == top
        assert _edge(page, "top") != top


def test_names_are_the_same_in_every_locale(browser: Browser, mali: Path) -> None:
    with opened(browser, mali, locale="tr-TR") as seen:
        names = seen.page.locator("text.dl-label").all_text_contents()
        assert "ALGERIA" in names


def test_arabic_reads_from_right_to_left(browser: Browser, tmp_path: Path) -> None:
    document = dataclasses.replace(documents.mali(), language="ar", title="كمين في تين زواتين")
    with opened(browser, _write(document, tmp_path)) as seen:
        direction = "(element) => getComputedStyle(element).direction"
        assert seen.page.locator("h1").evaluate(direction) == "rtl"
        assert seen.page.get_by_text("The column was ambushed twice.").first.evaluate(direction) == "ltr"
        assert violations(seen.page) == []


def test_a_folium_map_takes_layers_on_top(browser: Browser, tmp_path: Path) -> None:
    import folium

    locator_map = to_folium(documents.mali())
    group = folium.FeatureGroup("Mine").add_to(locator_map)
    folium.Marker((18.0, 0.0), popup="<b>My own</b>", tooltip="mine").add_to(group)
    folium.GeoJson({"type": "Point", "coordinates": [2.0, 17.0]}, name="Point").add_to(locator_map)
    folium.LayerControl().add_to(locator_map)
    path = tmp_path / "notebook.html"
    locator_map.save(path)
    with opened(browser, path) as seen:
        page = seen.page
        assert page.locator(".dl-marker").count() == 3
        assert "What happened" in page.locator(".dl-panel").inner_text()
        assert "OpenStreetMap" in page.locator(".dl-panel-credits").inner_text()
        page.locator("img.leaflet-marker-icon").first.click()
        assert page.locator(".leaflet-popup b").inner_text() == "My own"
        page.locator(".dl-marker[data-number='2']").click()
        assert page.get_by_role("dialog").locator("tbody th").count() == 2
        assert page.evaluate("document.querySelector('img.leaflet-marker-icon').naturalWidth") == 25
        # Our markup needs no permission that Chromium could warn of, but pictures are data here.
        seen.requests[:] = [address for address in seen.requests if not address.startswith("data:")]


def test_the_example_is_a_page_to_publish(browser: Browser, tmp_path: Path) -> None:
    import maps

    document = maps.compose(
        maps.read(EXAMPLE), title="Ambush at Tinzaouaten", borders=["Algeria"], borders_between=[]
    )
    path = _write(document, tmp_path)
    assert path.stat().st_size <= 350 * 1024
    with opened(browser, path) as seen:
        for number, at in ((1, LonLat(2.966, 19.955)), (2, LonLat(-4.19, 14.49))):
            box = seen.page.locator(f".dl-marker[data-number='{number}']").bounding_box()
            assert box is not None
            x, y = _expected_on_screen(seen.page, at)
            # Sources differ by some kilometres on where Mopti is; a pixel is three of them here.
            assert math.hypot(box["x"] + 16 - x, box["y"] + 40 - y) <= 4
        assert seen.page.locator(".dl-marker-area").count() == 1
        assert _canvas_colours(seen.page).get(PALETTE["emphasised_border"], 0) > 300
        seen.page.locator(".dl-marker[data-number='1']").click()
        assert seen.page.get_by_role("dialog").locator("tbody th").count() == 14
        assert violations(seen.page) == []


def test_the_panel_of_a_notebook_map_covers_no_incident(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "notebook.html"
    to_folium(documents.mali()).save(path)
    for width in (1000, 600):
        with opened(browser, path, viewport={"width": width, "height": 500}) as seen:
            (panel,) = _boxes(seen.page, ".dl-panel")
            assert not [one for one in _boxes(seen.page, ".dl-marker") if _overlap(one, panel)]
            assert seen.page.locator(".dl-panel").get_by_text("Disputed line").is_visible() == (width == 1000)


_CANARY = """
window.ran = [];
window.pwned = (what) => { window.ran.push(String(what)); };
"""
_SKELETON = """() => {
  const tags = {};
  const skip = (node) => node.closest('.dl-labels, .dl-leaders, .leaflet-control-container');
  for (const node of document.querySelectorAll('*')) {
    if (skip(node)) continue;
    const on = node.getAttributeNames().filter((name) => name.startsWith('on'));
    const key = [node.localName, ...on].join(' ');
    tags[key] = (tags[key] || 0) + 1;
  }
  delete tags.a;
  return tags;
}"""


def _explore(page: Page) -> dict[str, int]:
    page.locator(".dl-marker").first.hover()
    page.locator(".dl-marker").first.press("Enter")
    page.get_by_role("dialog").wait_for()
    found: dict[str, int] = page.evaluate(_SKELETON)
    page.keyboard.press("Escape")
    page.locator("summary").first.press("Enter")
    page.locator(".dl-show").first.focus()
    return found


def test_no_text_of_a_table_runs(browser: Browser, tmp_path: Path) -> None:
    document = dataclasses.replace(documents.mali(), basemap=documents.mali().basemap[:2])
    harmless = _write(filled(document, "harmless"), tmp_path)
    with opened(browser, harmless, init=_CANARY, reduced_motion="reduce") as seen:
        page = seen.page
        expected = _explore(page)
        for text in TEXTS:
            _write(filled(document, text), tmp_path)
            page.goto(harmless.as_uri())
            assert page.evaluate("window.ran") == [], text
            assert _explore(page) == expected, text
            assert page.evaluate("window.ran") == [], text
            assert page.locator("injected-tag, #injected").count() == 0, text


def test_hostile_text_is_shown_as_it_was_written(browser: Browser, tmp_path: Path) -> None:
    for name in ("tag", "script end", "jinja", "double-quoted attribute", "named entity"):
        with opened(browser, _write(filled(documents.mali(), BATTERY[name]), tmp_path)) as seen:
            assert seen.page.locator("h1").text_content() == BATTERY[name]
            assert seen.page.title() == " ".join(BATTERY[name].split())
            assert seen.page.locator(".dl-show").first.text_content() == BATTERY[name]
