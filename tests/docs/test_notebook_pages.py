"""Each notebook is a page of the site, with what its cells gave."""

from __future__ import annotations

import re
import tempfile
from html import unescape
from pathlib import Path

import nbformat
import pytest

from maps.render.html import SANDBOX
from tools.docs.notebooks import NOTEBOOKS, ROOT, executed

PAGES = ROOT / "docs" / "notebooks"
# The kernel client of Jupyter leaves its sockets to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name),
]


def outputs_of(path: Path) -> list[dict[str, str]]:
    outputs = [output for cell in executed(path).cells for output in cell.get("outputs", ())]
    return [output.get("data") or {"text/plain": output.text} for output in outputs]


def text_of(page: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", page))


def test_the_page_of_the_repository_names_the_notebook(path: Path) -> None:
    title = nbformat.read(path, as_version=4).cells[0].source.partition("\n")[0]  # type: ignore[no-untyped-call]
    page = (PAGES / f"{path.stem}.md").read_text("utf-8")

    assert page.startswith(f"{title}\n")
    assert f"(../../notebooks/{path.name})" in page
    assert len(NOTEBOOKS) == len(list(PAGES.iterdir()))


def test_the_page_of_the_site_shows_code_and_outputs(site: Path, path: Path) -> None:
    page = (site / "notebooks" / f"{path.stem}.html").read_text("utf-8")
    text = text_of(page)

    for cell in executed(path).cells:
        if cell.cell_type == "code":
            assert cell.source in text
    for data in outputs_of(path):
        if "<iframe" in data.get("text/html", ""):
            assert data["text/html"] in page
        elif "text/html" in data:
            for word in text_of(re.sub(r"<style.*?</style>", "", data["text/html"], flags=re.DOTALL)).split():
                assert word in text
        elif "image/png" in data:
            assert data["image/png"].strip() in page
        else:
            assert data["text/plain"].rstrip() in text


def test_maps_are_live_and_apart_from_the_page(site: Path, path: Path) -> None:
    page = (site / "notebooks" / f"{path.stem}.html").read_text("utf-8")
    maps = [data for data in outputs_of(path) if "<iframe" in data.get("text/html", "")]

    assert re.findall(r'<iframe [^>]*?sandbox="([^"]*)"[^>]*? srcdoc=', page) == [SANDBOX] * len(maps)
    assert maps or path.name.startswith("2_")


def test_the_page_tells_nothing_of_the_machine(site: Path, path: Path) -> None:
    page = (site / "notebooks" / f"{path.stem}.html").read_text("utf-8")

    for place in (ROOT, Path.home(), tempfile.gettempdir()):
        assert f"{place}/" not in page


def test_the_search_does_not_read_the_code_of_maps(site: Path, path: Path) -> None:
    found = (site / "searchindex.js").read_text("utf-8")

    assert f"notebooks/{path.stem}" in found
    assert "classlist" not in found  # a word of the script of every map, and of no page
