"""Light and dark in a notebook: a map follows the notebook around it, whatever the reader's system."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.maps.test_notebook_output import inner, published
from tests.shared import documents
from tests.shared.browser import chromium, opened

if TYPE_CHECKING:
    from pathlib import Path

_PAPER = {"light": "rgb(255, 255, 255)", "dark": "rgb(23, 24, 26)"}


@pytest.mark.parametrize("system_is_dark", [False, True])
def test_a_map_is_light_or_dark_as_its_notebook(tmp_path: Path, *, system_is_dark: bool) -> None:
    with chromium(dark=system_is_dark) as browser:
        for theme, paper in _PAPER.items():
            path = published(documents.mali(), tmp_path, theme)
            with opened(browser, path, color_scheme="null") as seen:
                colour = "getComputedStyle(document.querySelector('.dl-page')).backgroundColor"
                assert inner(seen.page).evaluate(colour) == paper, theme
