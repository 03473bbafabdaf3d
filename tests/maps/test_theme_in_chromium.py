"""Light and dark in Chromium: as a page was written, as its reader's system, or as the page around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest

from maps import embed
from maps.render.html import page
from tests.shared import documents
from tests.shared.browser import chromium, opened, wait

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

_PAPER = {"light": "rgb(255, 255, 255)", "dark": "rgb(23, 24, 26)"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def _paper(page: Page) -> str:
    """Whether words stand on light or on dark paper."""
    colour = page.evaluate("getComputedStyle(document.querySelector('.dl-page')).backgroundColor")
    return next(name for name, paper in _PAPER.items() if paper == colour)


def _ground(page: Page) -> str:
    """Whether the canvas of the background is painted light or dark, by the colour of its middle."""
    sums = page.evaluate(
        """() => {
          const root = document.querySelector(".dateline-fragment")?.shadowRoot || document;
          const canvas = root.querySelector(".leaflet-dl-ground-pane canvas");
          const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
          let sum = 0;
          let seen = 0;
          for (let at = 0; at < data.length; at += 4 * 997) {
            if (!data[at + 3]) continue;
            sum += data[at] + data[at + 1] + data[at + 2];
            seen += 3;
          }
          return sum / seen;
        }"""
    )
    return "light" if sums > 150 else "dark"


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
def test_a_page_is_as_it_was_written_or_as_the_readers_system(
    browser: Browser, tmp_path: Path, theme: str, *, script: bool
) -> None:
    path = tmp_path / "map.html"
    path.write_bytes(page(documents.mali(), theme=theme).html)
    for system in ("light", "dark"):
        look: dict[str, Any] = {"color_scheme": system, "java_script_enabled": script}
        with opened(browser, path, **look) as seen:
            expected = system if theme == "auto" else theme
            assert _paper(seen.page) == expected
            assert seen.page.evaluate("getComputedStyle(document.body).colorScheme") in {
                expected,
                "light dark",
            }
            if script:
                assert _ground(seen.page) == expected


@pytest.mark.parametrize("count", [3, 400])
def test_a_page_follows_its_system_while_it_is_open(browser: Browser, tmp_path: Path, count: int) -> None:
    path = tmp_path / "map.html"
    path.write_bytes(page(documents.crowd(count)).html)
    with opened(browser, path, color_scheme="light") as seen:
        for system in ("dark", "light"):
            seen.page.emulate_media(color_scheme="dark" if system == "dark" else "light")
            wait(seen.page, f"document.documentElement.classList.contains('dl-{system}')")
            seen.page.wait_for_timeout(100)
            assert (_paper(seen.page), _ground(seen.page)) == (system, system)


# What pages write on themselves, and what a reader whose system is dark sees there.
_AROUND = {
    "<body>": "light",
    '<body style="color-scheme: light dark">': "dark",
    '<body style="color-scheme: only light">': "light",
    '<body style="color-scheme: dark">': "dark",
    '<meta name="color-scheme" content="light dark"><body>': "dark",
    '<meta name="color-scheme" content="light"><body>': "light",
    '<body data-theme="auto">': "dark",
    '<body data-theme="light">': "light",
    '<body data-theme="dark">': "dark",
    '<body data-md-color-scheme="slate">': "dark",
    '<body data-md-color-scheme="default" style="color-scheme: dark">': "light",
    '<body class="quarto-dark">': "dark",
    '<body><div data-bs-theme="dark">': "dark",
    '<body data-bs-theme="dark"><div data-bs-theme="light">': "light",
}


def test_a_fragment_is_as_the_page_around_it(browser: Browser, tmp_path: Path) -> None:
    made = embed.fragment(documents.mali()).html.decode()
    path = tmp_path / "article.html"
    for around, expected in _AROUND.items():
        path.write_text(f'<!DOCTYPE html><html lang="en"><title>News</title>{around}{made}', "utf-8")
        with opened(browser, path, color_scheme="dark") as seen:
            wait(
                seen.page,
                "document.querySelector('.dateline-fragment').shadowRoot.querySelector('.dl-marker')",
            )
            assert (around, _ground(seen.page)) == (around, expected)


def test_a_fragment_follows_the_switch_of_its_page(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "article.html"
    written = {
        theme: embed.fragment(documents.mali(), theme=theme).html.decode() for theme in ("auto", "light")
    }
    for theme, made in written.items():
        path.write_text(f'<!DOCTYPE html><html lang="en"><title>News</title><body>{made}', "utf-8")
        with opened(browser, path) as seen:
            for switch in ("dark", "light", "dark"):
                seen.page.evaluate(f"document.body.dataset.theme = '{switch}'")
                seen.page.wait_for_timeout(100)
                assert _ground(seen.page) == (switch if theme == "auto" else theme)


def test_paper_is_light(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    path.write_bytes(page(documents.mali(), theme="dark").html)
    with opened(browser, path, color_scheme="dark") as seen:
        seen.page.pdf(path=tmp_path / "map.pdf")
        assert (_paper(seen.page), _ground(seen.page)) == ("dark", "dark")
    picture = pypdfium2.PdfDocument(tmp_path / "map.pdf")[0].render(scale=1).to_pil().convert("L")
    counts = picture.histogram()
    assert sum(counts[:80]) < 0.1 * sum(counts)
