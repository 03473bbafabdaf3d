"""Frames in a browser whose system is dark: as written, as the page around, or as the system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.adapters.figure import figure
from maps.render.html import Framed, embed
from tests.shared import documents
from tests.shared.browser import chromium, opened

if TYPE_CHECKING:
    from pathlib import Path

_PAPER = "getComputedStyle(document.body).backgroundColor"
_COLOURS = {"light": "rgb(255, 255, 255)", "dark": "rgb(23, 24, 26)"}


def test_a_frame_follows_the_switch_of_its_page_and_else_the_system(tmp_path: Path) -> None:
    framed = Framed("mali", 1.5, "map.html")
    for theme in ("auto", "light"):
        (tmp_path / f"{theme}.html").write_bytes(embed(documents.mali(), framed, theme=theme).html)
    shown = {
        (theme, asked): figure(
            {
                "title": "Mali",
                "alt": "",
                "width": 3,
                "height": 2,
                "files": {"html": {"path": f"{theme}.html"}},
            },
            str,
            {"theme": asked} if asked else {},
        )
        for theme in ("auto", "light")
        for asked in (None, "light", "dark")
    }
    host = tmp_path / "host.html"
    host.write_text(
        f'<!DOCTYPE html><html lang="en"><title>News</title><body>{"".join(shown.values())}', "utf-8"
    )
    with chromium(dark=True) as browser, opened(browser, host, color_scheme="null") as seen:
        for attribute, value, expected in (
            ("data-theme", "auto", "dark"), ("data-theme", "light", "light"),
            ("data-md-color-scheme", "default", "light"), ("data-md-color-scheme", "slate", "dark"),
            ("data-bs-theme", "light", "light"), ("class", "quarto-light", "light"),
        ):  # fmt: skip
            seen.page.evaluate(
                """([attribute, value]) => {
                  for (const { name } of [...document.body.attributes]) document.body.removeAttribute(name);
                  document.body.setAttribute(attribute, value);
                }""",
                [attribute, value],
            )
            for frame in seen.page.locator("iframe").all():
                frame.scroll_into_view_if_needed()
            seen.page.wait_for_timeout(300)
            papers = [frame.evaluate(_PAPER) for frame in seen.page.frames[1:]]
            wanted = ["light" if theme == "light" else asked or expected for theme, asked in shown]
            assert (value, papers) == (value, [_COLOURS[one] for one in wanted])
        seen.requests.clear()
