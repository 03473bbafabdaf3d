"""What a map is in a notebook: in the file, and in what nbconvert makes of it, without network."""

from __future__ import annotations

import base64
import dataclasses
import io
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import nbformat
import pandas as pd
import pytest
from nbconvert import HTMLExporter
from PIL import Image

import maps
from maps.render import notebook
from maps.render.html import SANDBOX, render
from tests.shared import documents
from tests.shared.browser import chromium, opened
from tests.shared.injection import BATTERY, filled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Frame, Page

    from maps.document import MapDocument


class _Elements(HTMLParser):
    """The start tags of a text, with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def bundle(document: MapDocument, **asked: Any) -> tuple[dict[str, str], dict[str, Any]]:  # noqa: ANN401
    made: tuple[dict[str, str], dict[str, Any]] = document._repr_mimebundle_(**asked)  # type: ignore[attr-defined]
    return made


def missing() -> MapDocument:
    return maps.explore(
        pd.DataFrame({"place": ["Kidal", "Xqzzt", "Gao"], "deaths": [3, 8, 12]}), colour="deaths"
    )


def test_frame_is_sandboxed_and_holds_the_page_as_it_is() -> None:
    document = documents.mali()

    _, (tag, frame), *_ = _Elements(bundle(document)[0]["text/html"]).found

    assert tag == "iframe"
    assert frame["sandbox"] == SANDBOX
    assert "allow-same-origin" not in SANDBOX
    assert frame["srcdoc"] == render(document).decode("utf-8")
    assert frame["title"] == document.title


def test_nothing_of_a_table_comes_out_of_the_frame() -> None:
    document = filled(documents.mali(), " ".join(BATTERY.values()))
    document = dataclasses.replace(document, worldview="default")

    tags = [tag for tag, _ in _Elements(bundle(document)[0]["text/html"]).found]

    # The frame, its light or dark, and what is in it for who drops frames; a line for what is not shown.
    assert set(tags) <= {"style", "iframe", "img", "p"}
    assert "script" not in tags


def test_picture_is_sharp_and_has_the_size_of_the_page() -> None:
    data, metadata = bundle(documents.mali())

    picture = Image.open(io.BytesIO(base64.b64decode(data["image/png"])))

    size = metadata["image/png"]
    assert picture.size == (2 * size["width"], 2 * size["height"])


def test_picture_tells_printers_how_large_it_is() -> None:
    picture = Image.open(io.BytesIO(base64.b64decode(bundle(documents.mali())[0]["image/png"])))

    assert picture.info["dpi"] == pytest.approx((192, 192), abs=0.1)


def test_words_alone_cost_no_drawing() -> None:
    data, metadata = bundle(documents.mali(), include=["text/plain"])

    assert list(data) == ["text/plain"]
    assert data["text/plain"].startswith(documents.mali().title)
    assert metadata == {}
    assert "text/html" not in bundle(documents.mali(), exclude=["text/html"])[0]


def test_what_is_not_shown_is_said_below_the_frame() -> None:
    told = bundle(missing())[0]["text/html"].split("</iframe>", 1)[1]

    assert "Not shown on the map: 1." in told
    assert "Xqzzt" in told


def test_a_huge_page_gives_way_to_its_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebook, "_MOST_BYTES", 100_000)

    text = bundle(documents.mali())[0]["text/html"]

    assert "<iframe" not in text
    assert text.startswith("<img ")
    assert "maps.save(document, 'map.html')" in text


def test_a_map_adds_little_to_a_notebook() -> None:
    data, _ = bundle(documents.mali())

    assert sum(map(len, data.values())) < 1_000_000


def test_same_map_same_output() -> None:
    assert bundle(documents.mali()) == bundle(documents.mali())


# As nbconvert publishes it


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def published(document: MapDocument, folder: Path, theme: str = "light") -> Path:
    """The page that nbconvert makes of a notebook with one map, without its own remote scripts."""
    data, metadata = bundle(document)
    output = nbformat.v4.new_output("execute_result", data=data, metadata=metadata, execution_count=1)  # type: ignore[no-untyped-call]
    cell = nbformat.v4.new_code_cell("document", outputs=[output], execution_count=1)  # type: ignore[no-untyped-call]
    sheet = nbformat.v4.new_notebook(cells=[cell])  # type: ignore[no-untyped-call]
    exporter = HTMLExporter(theme=theme, mathjax_url="", require_js_url="", mermaid_js_url="")  # type: ignore[no-untyped-call]
    text, _ = exporter.from_notebook_node(sheet)
    path = folder / "notebook.html"
    path.write_text(text, encoding="utf-8")
    return path


def inner(page: Page) -> Frame:
    page.wait_for_selector("iframe")
    (frame,) = page.frames[1:]
    frame.wait_for_selector(".leaflet-control-zoom-in", state="visible")
    return frame


def test_published_notebook_has_the_map_and_asks_nobody(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, published(documents.mali(), tmp_path)) as seen:
        frame = inner(seen.page)

        frame.locator(".leaflet-marker-pane button").first.click()
        popup = frame.locator(".dl-popup")
        popup.wait_for(state="visible")

        assert documents.mali().incidents[0].title in popup.inner_text()
        assert seen.requests == []


def test_published_table_shows_columns_and_colours(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, published(missing(), tmp_path)) as seen:
        frame = inner(seen.page)

        frame.locator(".leaflet-marker-pane button").first.click()
        frame.locator(".dl-popup").wait_for(state="visible")

        assert "deaths" in frame.locator(".dl-popup .dl-facts").inner_text()
        assert frame.locator(".dl-legend-head").first.inner_text() == "deaths"
        assert seen.requests == []
