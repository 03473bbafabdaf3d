"""What MkDocs and Sphinx do more than the others: they build the maps themselves."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.adapters.generators import GENERATORS, QUARTO, Generator, printed, project

if TYPE_CHECKING:
    from collections.abc import Callable

MKDOCS, SPHINX = GENERATORS[0], GENERATORS[1]
ROOT = Path(__file__).parents[2]


def _sphinx(here: Path, builder: str, out: str, *options: str) -> subprocess.CompletedProcess[str]:
    # The epoch of the fixture, so that nothing is drawn that was drawn before.
    return subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "-b", builder, "-d", "doctrees", *options, ".", out],
        cwd=here,
        env={**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1700000000"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def pages(files: dict[str, bytes]) -> dict[str, bytes]:
    """What is published: not what Sphinx keeps for its next run."""
    return {path: content for path, content in files.items() if not path.startswith(".")}


def edited(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


@pytest.mark.parametrize("chosen", [MKDOCS, SPHINX], ids=lambda one: one.name)
def test_two_folders_give_the_same_bytes(chosen: Generator, built: Path, tmp_path: Path) -> None:
    one, other = (pages(chosen.make(project(chosen, built, tmp_path / name)).files) for name in ("a", "b"))
    assert one == other
    assert not any(str(tmp_path).encode() in content for content in one.values())


@pytest.mark.parametrize("chosen", [MKDOCS, SPHINX], ids=lambda one: one.name)
def test_a_new_title_is_on_the_page_after_the_next_build(
    chosen: Generator, built: Path, tmp_path: Path
) -> None:
    here = project(chosen, built, tmp_path)
    assert b"Ambush at Tinzaouaten</a>" in chosen.make(here).files[chosen.nested]
    edited(here.parent / "site.toml", lambda text: text.replace("Ambush at", "Fighting near"))
    made = chosen.make(here)
    assert not made.failed, made.said
    assert b"Fighting near Tinzaouaten</a>" in made.files[chosen.nested]
    assert b"Fighting near Tinzaouaten" in made.files["maps/tinzaouaten/map.html"]


@pytest.mark.parametrize(("chosen", "line"), [(MKDOCS, 9), (SPHINX, 5)], ids=["mkdocs", "sphinx"])
def test_a_wrong_option_names_its_page_and_line(
    chosen: Generator, line: int, built: Path, tmp_path: Path
) -> None:
    here = project(chosen, built, tmp_path)
    edited(here / chosen.source, lambda text: text.replace("ratio: 16/9", "ratio: 0"))
    made = chosen.make(here)
    assert made.failed
    assert f"july.md:{line}" in made.said
    assert "ratio '0': it is width by height, such as 3/2" in made.said


@pytest.mark.parametrize("chosen", [MKDOCS, SPHINX], ids=lambda one: one.name)
def test_a_site_that_cannot_be_built_ends_the_build_in_a_line(
    chosen: Generator, built: Path, tmp_path: Path
) -> None:
    here = project(chosen, built, tmp_path)
    edited(here.parent / "site.toml", lambda text: text.replace("border =", "bordre ="))
    made = chosen.make(here)
    assert made.failed
    assert "maps.tinzaouaten.bordre: no such key; is border meant?" in made.said
    # Sphinx adds where in Sphinx it was, whatever an extension raises.
    assert chosen is SPHINX or "Traceback" not in made.said


def test_mkdocs_takes_a_document_of_the_same_path_for_a_mistake(built: Path, tmp_path: Path) -> None:
    here = project(MKDOCS, built, tmp_path)
    (here / "docs" / "maps").mkdir()
    (here / "docs" / "maps" / "index.html").write_text("mine", encoding="utf-8")
    made = MKDOCS.make(here)
    assert made.failed
    assert "maps/index.html is among the documents already; set another path" in made.said


def test_mkdocs_shows_a_fence_within_a_fence_as_it_is(built: Path, tmp_path: Path) -> None:
    page = MKDOCS.make(project(MKDOCS, built, tmp_path)).files[MKDOCS.nested].decode()
    assert "```{dateline-map} tinzaouaten\n```" in page
    assert page.count("<iframe") == 1


def test_mkdocs_serve_watches_what_the_maps_are_made_of(built: Path, tmp_path: Path) -> None:
    from mkdocs.config import load_config

    here = project(MKDOCS, built, tmp_path)
    config = load_config(str(here / "mkdocs.yml"))
    watched: list[str] = []

    class Server:
        def watch(self, path: str) -> None:
            watched.append(Path(path).resolve().relative_to(tmp_path).as_posix())

    config.plugins.on_serve(Server(), config=config, builder=lambda: None)  # type: ignore[arg-type]  # all it asks of one
    assert watched == [
        "sites/site.toml", "mali-2024/claims.csv", "mali-2024/incidents.csv", "mali-2024/sources.csv",
    ]  # fmt: skip


def test_sphinx_puts_the_pdf_into_latex_and_the_png_into_a_book(built: Path, tmp_path: Path) -> None:
    here = project(SPHINX, built, tmp_path)
    base = ("-D", "html_baseurl=https://example.org/mali/", "-D", "version=1", "-D", "epub_copyright=none")
    done = _sphinx(here, "latex", "latex", *base)
    assert done.returncode == 0, done.stderr
    text = next((here / "latex").glob("*.tex")).read_text(encoding="utf-8")
    assert text.count("includegraphics") - text.count("includegraphics}") >= 2
    assert "What was reported in July 2024." in text
    assert "https://example.org/mali/maps/tinzaouaten/map.html" in text
    pictures = list((here / "latex").glob("*.pdf"))
    assert [one.read_bytes() for one in pictures] == [(built / "tinzaouaten" / "map.pdf").read_bytes()]
    done = _sphinx(here, "epub", "epub", *base)
    assert done.returncode == 0, done.stderr
    book = (here / "epub" / "index.xhtml").read_text(encoding="utf-8")
    assert "<iframe" not in book
    assert 'alt="Map of Mali. It shows 3 incidents.' in book
    assert list((here / "epub" / "_images").glob("*.png"))


def test_quarto_puts_the_pdf_on_paper(built: Path, tmp_path: Path) -> None:
    here = project(QUARTO, built, tmp_path)
    made = printed(here)
    assert not made.failed, made.said
    page = made.files["reports/july.latex"].decode()
    assert "{../maps/tinzaouaten/map.pdf}" in page
    assert "The same map, wider than high." in page
