"""Each generator makes its example, as a user runs it, and a browser looks at what came of it."""

from __future__ import annotations

import json
import posixpath
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from maps.adapters.figure import figure
from tests.adapters.generators import GENERATORS, Generator, Made, project
from tests.shared.browser import opened
from tests.shared.served import served

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

NESTED = {"caption": "The same map, wider than high.", "ratio": (16, 9), "class": ("wide",)}
FRONT = {"caption": "What was reported in July 2024."}


class Example(NamedTuple):
    generator: Generator
    made: Made


@pytest.fixture(scope="module", params=GENERATORS, ids=lambda one: one.name)
def example(request: pytest.FixtureRequest, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Example:
    generator: Generator = request.param
    here = project(generator, built, tmp_path_factory.mktemp(generator.name))
    made = generator.make(here)
    assert not made.failed, made.said
    return Example(generator, made)


class _Figures(HTMLParser):
    """Elements of figures with their attributes, and the text between them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Any] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = self._inside or tag == "figure"
        if self._inside:
            self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "figure"

    def handle_data(self, data: str) -> None:
        if self._inside and data.strip():
            self.found.append(data.strip())


def _figures(html: str) -> list[Any]:
    parser = _Figures()
    parser.feed(html)
    return parser.found


def _absolute(found: list[Any], page: str) -> list[Any]:
    """Addresses from the host's root, wherever the page is."""
    for one in found:
        for key in ("src", "href"):
            if isinstance(one, tuple) and key in one[1]:
                one[1][key] = posixpath.normpath(posixpath.join("/", posixpath.dirname(page), one[1][key]))
    return found


def test_each_page_holds_the_same_frame_picture_and_link(example: Example, built: Path) -> None:
    entry = json.loads((built / "manifest.json").read_bytes())["maps"]["tinzaouaten"]
    for page, options in ((example.generator.front, FRONT), (example.generator.nested, NESTED)):
        root = "/mali/maps/" if page.startswith("mali/") else "/maps/"
        expected = _figures(figure(entry, root.__add__, options))
        assert _absolute(_figures(example.made.files[page].decode()), page) == expected


def test_the_maps_are_in_the_site_as_they_were_built(example: Example, built: Path) -> None:
    root = "mali/maps/" if example.generator.front.startswith("mali/") else "maps/"
    inside = {path.removeprefix(root) for path in example.made.files if path.startswith(root)}
    files = {path.relative_to(built).as_posix(): path for path in built.rglob("*") if path.is_file()}
    assert inside == files.keys()
    for name, path in files.items():
        assert example.made.files[root + name] == path.read_bytes()


def test_a_browser_shows_the_map_and_asks_nobody_else(example: Example, browser: Browser) -> None:
    with served({**example.made.files, "favicon.ico": b""}) as server:
        for page in (example.generator.front, example.generator.nested):
            with opened(browser, server.address + page, ours=server.address) as seen:
                frame = seen.page.locator("figure.dateline-map > iframe")
                frame.scroll_into_view_if_needed()
                markers = frame.content_frame.locator(".leaflet-marker-icon svg")
                markers.first.wait_for()
                assert markers.count() == 3
                box = frame.bounding_box()
                assert box is not None
                assert box["height"] == pytest.approx(
                    max(480, box["width"] * (9 / 16 if page == example.generator.nested else 2 / 3)), abs=1
                )
                assert not seen.page.locator("figure.dateline-map > img").is_visible()
                whole = seen.page.locator("figure.dateline-map figcaption a")
                whole.click()
                seen.page.locator("h1", has_text="Ambush at Tinzaouaten").wait_for()
                seen.page.locator(".leaflet-marker-icon svg").first.wait_for()


def test_without_javascript_and_on_paper_the_picture_is_shown(example: Example, browser: Browser) -> None:
    with served({**example.made.files, "favicon.ico": b""}) as server:
        address = server.address + example.generator.nested
        with opened(browser, address, ours=server.address, java_script_enabled=False) as seen:
            picture = seen.page.locator("figure.dateline-map > img")
            assert picture.is_visible()
            assert not seen.page.locator("figure.dateline-map > iframe").is_visible()
        with opened(browser, address, ours=server.address) as seen:
            seen.page.emulate_media(media="print")
            picture = seen.page.locator("figure.dateline-map > img")
            assert picture.is_visible()
            assert seen.page.locator("figure.dateline-map > iframe").is_hidden()
            seen.page.wait_for_function(
                "document.querySelector('figure.dateline-map > img').naturalWidth > 0"
            )


@pytest.mark.parametrize("generator", GENERATORS, ids=lambda one: one.name)
def test_a_wrong_name_fails_and_the_nearest_is_named_with_the_page(
    generator: Generator, built: Path, tmp_path: Path
) -> None:
    here = project(generator, built, tmp_path)
    page = here / generator.source
    text = page.read_text(encoding="utf-8").replace("tinzaouaten", "tinzawaten", 1)
    page.write_text(text, encoding="utf-8")
    line = text[: text.index("tinzawaten")].count("\n") + 1
    made = generator.make(here)
    said = re.sub(r"\s+", " ", re.sub("\x1b\\[[0-9;]*m", "", made.said))
    assert made.failed
    assert "there is no map 'tinzawaten' in the site; is 'tinzaouaten' meant?" in said
    name = generator.source.rpartition("/")[2]
    assert (f"{name}:{line}" if generator.has_line else name) in said


@pytest.mark.parametrize("generator", GENERATORS, ids=lambda one: one.name)
def test_a_wrong_option_fails_with_its_rule(generator: Generator, built: Path, tmp_path: Path) -> None:
    here = project(generator, built, tmp_path)
    page = here / generator.source
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("16/9", "16-9"), encoding="utf-8")
    made = generator.make(here)
    assert made.failed
    assert "ratio '16-9': it is width by height, such as 3/2" in re.sub(r"\s+", " ", made.said)
    page.write_text(text.replace("ratio", "ratoi"), encoding="utf-8")
    made = generator.make(here)
    assert made.failed
    assert "ratoi" in made.said


# MkDocs and Sphinx take their titles from a site that they build; test_figure.py has their part.
@pytest.mark.parametrize("generator", GENERATORS[2:], ids=lambda one: one.name)
def test_what_a_manifest_says_is_text_and_no_markup(
    generator: Generator, built: Path, tmp_path: Path
) -> None:
    here = project(generator, built, tmp_path)
    hostile = "</figure><script>alert(1)</script>\"'><img src=x onerror=alert(1)> {{ 7 | times: 7 }} &amp;"
    for path in (path for path in here.rglob("*.json") if path.name in {"manifest.json", "dateline.json"}):
        manifest = json.loads(path.read_bytes())
        if "maps" in manifest:
            manifest["maps"]["tinzaouaten"] |= {"title": hostile, "alt": hostile}
            path.write_text(json.dumps(manifest), encoding="utf-8")
            entry = manifest["maps"]["tinzaouaten"]
    made = generator.make(here)
    assert not made.failed, made.said
    root = "/mali/maps/" if generator.nested.startswith("mali/") else "/maps/"
    found = _absolute(_figures(made.files[generator.nested].decode()), generator.nested)
    assert found == _figures(figure(entry, root.__add__, NESTED))
