"""Maps that all example sites show, built once, and the browser that looks at them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import maps
from tests.shared.browser import chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

SITE = Path(__file__).parents[2] / "examples" / "sites" / "site.toml"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the maps."""
    # The epoch is that of the generators' runs, which find the maps up to date.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        folder = tmp_path_factory.mktemp("site") / "maps"
        maps.build_site(SITE, folder, jobs=1)
    return folder


# Of a module: Playwright runs once at a time in a process, and other modules start it for themselves.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A running Chromium."""
    with chromium() as running:
        yield running
