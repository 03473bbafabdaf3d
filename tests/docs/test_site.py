"""The documentation is built without a warning, and all that it links to is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools.docs.check import links, problems

ROOT = Path(__file__).parents[2]


def test_links_and_anchors_lead_somewhere_and_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    assert problems(site) == []
    assert links(site) > 1_000


def test_every_page_is_in_the_navigation(site: Path) -> None:
    navigation = (site / "index.html").read_text("utf-8")

    for page in (ROOT / "docs").glob("*.md"):
        if page.stem != "index":
            assert f'href="{page.stem}.html"' in navigation, page.name


def test_maps_of_the_pages_are_drawn_by_dateline(site: Path) -> None:
    pages = [site / f"{name}.html" for name in ("index", "quick-start-reporter")]

    for page in pages:
        (frame,) = re.findall(r'<iframe src="([^"?]+)', page.read_text("utf-8"))
        assert (page.parent / frame).is_file()


def test_the_reference_of_the_site_has_every_public_name(site: Path) -> None:
    import gazetteer
    import geo
    import maps

    for package in (gazetteer, geo, maps):
        page = (site / f"api-{package.__name__}.html").read_text("utf-8")
        assert [name for name in package.__all__ if name not in page] == []


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ('<a href="gone.html">', "gone.html leads nowhere"),
        ('<a href="#gone">', "#gone has no such anchor"),
        ('<a href="other.html#gone">', "other.html#gone has no such anchor"),
        ('<script src="https://example.org/a.js"></script>', "fetches https://example.org/a.js"),
        ('<link rel="preload stylesheet" href="//example.org/a.css">', "fetches //example.org/a.css"),
        ('<img src="gone.png">', "gone.png leads nowhere"),
    ],
)
def test_the_check_finds_what_is_broken(tmp_path: Path, page: str, said: str) -> None:
    (tmp_path / "index.html").write_text(page, "utf-8")
    (tmp_path / "other.html").write_text('<a id="here" href="https://example.org">', "utf-8")

    assert problems(tmp_path) == [f"index.html: {said}"]
