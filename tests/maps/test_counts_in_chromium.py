"""Numbers of things in Chromium: the page's script says them by the rules of its language, as Python does."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Literal

import pytest

from geo import LonLat
from maps.render.html import render
from maps.wording import LANGUAGES, words
from tests.shared import documents
from tests.shared.browser import chromium, opened, wait

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from maps.document import MapDocument

COUNTS = [*range(131), 200, 1_000, 1_001, 12_345, 100_000, 1_234_567]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def _told(
    language: str, *, about: Literal["incidents", "rows"] = "incidents", apart: bool = True
) -> MapDocument:
    """Nine incidents, one of unknown date and one of its own type, apart or at one place."""
    base = documents.mali().incidents[0]
    marks = tuple(
        dataclasses.replace(
            base,
            id=f"i{n}",
            number=n + 1,
            title=f"Report {'alone' if n == 4 else 'other'} {n + 1}",
            category="strike" if n == 4 else "ambush",
            when=None if n == 2 else f"2024-0{n + 1}-01",
            when_edtf=None if n == 2 else f"2024-0{n + 1}-01",
            point=LonLat(-6.0 + n, 14.0 + n / 2) if apart else LonLat(1.0, 18.0),
            area=None,
        )
        for n in range(9)
    )
    return dataclasses.replace(documents.mali(), incidents=marks, language=language, about=about)


@pytest.mark.parametrize("language", [*LANGUAGES, "pl"])
def test_script_and_python_count_alike(language: str, browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    path.write_bytes(render(_told(language)))
    say = words(language)

    with opened(browser, path) as seen:
        texts = "JSON.parse(document.querySelector('script[id$=_data]').textContent).texts"
        for key in ("counted", "found_count", "more_claims"):
            script = f"counts => counts.map((count) => Dateline.counted({texts}, '{key}', count))"
            found = [text.replace("\xa0", " ") for text in seen.page.evaluate(script, COUNTS)]
            wanted = [say.counted(f"page.{key}", count) for count in COUNTS]
            # Thousands of a language that has no words here are written in its own way.
            until = len(COUNTS) if language in LANGUAGES else COUNTS.index(200)
            assert found[:until] == wanted[:until]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            ["With 1 incident of unknown date", "9 incidents on the map", "1 result", "1 of 9 incidents"],
        ),
        (
            "fr",
            [
                "Avec 1 événement de date inconnue",
                "9 événements sur la carte",
                "1 résultat",
                "1 événement sur 9",
            ],
        ),
        (
            "ar",
            ["أيضا بلا تاريخ معروف: حادث واحد", "على الخريطة: 9 حوادث", "نتيجة واحدة", "حادث واحد من أصل 9"],
        ),
    ],
)
def test_one_is_not_said_as_many(browser: Browser, tmp_path: Path, language: str, said: list[str]) -> None:
    path = tmp_path / "map.html"
    path.write_bytes(render(_told(language)))
    undated, all_shown, result, one_shown = said

    with opened(browser, path) as seen:
        page = seen.page
        assert page.locator(".dl-unknown").inner_text().strip() == undated
        page.locator(".dl-table-toggle").click()
        assert page.locator(".dl-table-whole caption").inner_text() == all_shown
        page.get_by_role("combobox").fill("alone")
        wait(page, "document.querySelector('.dl-search [role=status]').textContent")
        assert page.locator(".dl-search [role=status]").text_content() == result
        page.goto(f"{path.as_uri()}#type=strike")
        page.reload()
        wait(page, "document.querySelector('.dl-shown').textContent")
        assert page.locator(".dl-shown").inner_text() == one_shown


@pytest.mark.parametrize(
    ("language", "about", "said"),
    [
        ("en", "incidents", "9 incidents here"),
        ("en", "rows", "9 rows here"),
        ("fr", "rows", "9 lignes ici"),
        ("ar", "incidents", "9 حوادث هنا"),
        ("ar", "rows", "9 صفوف هنا"),
    ],
)
def test_a_cluster_says_what_it_counts(
    browser: Browser, tmp_path: Path, language: str, about: Literal["incidents", "rows"], said: str
) -> None:
    path = tmp_path / "map.html"
    path.write_bytes(render(_told(language, about=about, apart=False)))

    with opened(browser, path) as seen:
        page = seen.page
        page.get_by_role("button", name=said, exact=True).click()
        assert page.get_by_role("dialog", name=said).is_visible()


@pytest.mark.parametrize(
    ("language", "caption"),
    [("en", "1 incident on the map"), ("fr", "1 événement sur la carte"), ("ar", "على الخريطة: حادث واحد")],
)
def test_the_table_without_script_counts_one(language: str, caption: str) -> None:
    document = _told(language)
    page = render(dataclasses.replace(document, incidents=document.incidents[:1])).decode()

    assert f"<caption>{caption}</caption>" in page
